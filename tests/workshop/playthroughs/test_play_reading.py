"""Playthroughs are read strictly: every fault at its line, with a page that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from play_kit import BARE

from sim.content import Problems
from sim.content.playthroughs import check_playthrough, playthrough_of
from sim.model.language import LANGS, Lang
from sim.model.playthrough import Figure


class TestReading:
    """`playthrough_of`."""

    @pytest.mark.parametrize(
        ("written_as", "holds", "fails"),
        [
            ("3", [3], [2, 4, None]),
            ("2-3", [2, 3], [1, 4]),
            ("2 – 3", [2, 3], [1]),
            ("'>=2'", [2, 4], [1]),
            ("≥2", [2, 4], [1]),
            ("'<=1'", [0, 1], [2]),
        ],
    )
    def test_a_figure_or_a_range(self, written_as: str, holds: list[int], fails: list[int | None]) -> None:
        """A level is expected exactly, within a range with both its ends, or from or up to a limit."""
        text = BARE + f"    levels: {{empathy: {written_as}}}\n"
        figure = playthrough_of(text, Problems("x")).talk[1].levels["empathy"]
        assert isinstance(figure, Figure)
        assert all(figure.holds(value) for value in holds)
        assert not any(figure.holds(value) for value in fails)

    def test_a_broken_file_lists_every_fault(self, tmp_path: Path) -> None:
        """One reading names every fault, each at its own line and with the name that was meant."""
        path = tmp_path / "broken.play.yaml"
        path.write_text(
            "scenario: complaint-01\nlang: fr\nname: A b\ntalk:\n"
            "  - turn: openning\n    reply: hello\n    levles: {empathy: 3-2}\n"
            "  - turn: insist\n    says: nobody\n    reply: 7\n    levels: {empathy: 5, charm: 2}\n"
            "    marks: [E3, Q1]\n    not: [E3]\n    state: {heat: hot, trust: true}\n"
            "ends: {ending: zzz, kind: won, gap5: 200}\n",
            "utf-8",
        )
        found = {(p.code, p.line) for p in check_playthrough(path)}
        assert found >= {
            ("PT005", 2), ("PT006", 3), ("PT001", 7), ("PT013", 7), ("PT003", 10), ("PT004", 11),
            ("PT001", 11), ("PT013", 14), ("PT005", 15), ("PT004", 15),
        }  # fmt: skip
        mended = path.read_text("utf-8").replace("fr", "en").replace("A b", "ab").replace("levles", "levels")
        mended = (
            mended.replace("3-2", "2-3")
            .replace("reply: 7", "reply: seven")
            .replace("empathy: 5", "empathy: 4")
        )
        mended = mended.replace(", charm: 2", "").replace("{heat: hot, trust: true}", "{heat: 9}")
        path.write_text(mended.replace("kind: won, gap5: 200", "gap5: 0"), "utf-8")
        found = {(p.code, p.line, p.hint) for p in check_playthrough(path)}
        assert found == {
            ("PT014", 5, "opening"), ("PT016", 9, ""), ("PT012", 12, ""), ("PT018", 13, ""),
            ("PT015", 15, ""),
        }  # fmt: skip

    def test_a_misspelt_scenario_is_named(self, tmp_path: Path) -> None:
        """A scenario that is not there is a fault of the file, with the nearest one."""
        path = tmp_path / "x.play.yaml"
        path.write_text(BARE.replace("complaint-01", "complain-01"), "utf-8")
        (problem,) = check_playthrough(path)
        assert (problem.code, problem.line, problem.hint) == ("PT017", 2, "complaint-01")

    @pytest.mark.parametrize("lang", LANGS)
    def test_every_fault_has_a_page_that_shows_it(self, lang: Lang, tmp_path: Path) -> None:
        """The wrong example of each page has that fault inside the example; the right one has none."""
        folder = Path(__file__).parents[3] / "docs" / "problems" / ("zh" if lang == "zh" else "")
        pages = sorted(folder.glob("PT*.md"))
        assert pages
        for page in pages:
            wrong, right = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
            path = tmp_path / "page.play.yaml"
            path.write_text(wrong, "utf-8")
            assert {p.code for p in check_playthrough(path)} == {page.name[:5]}, page.name
            path.write_text(right, "utf-8")
            assert check_playthrough(path) == (), page.name
