"""Playthroughs as a trainer has them: read strictly, played, told as a diff, brought up to date."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.content import Problems, bundled_folder
from sim.content.packs import pack_of_play, play_files, yaml_files
from sim.content.playthroughs import check_playthrough, playthrough_of
from sim.errors import NotFound, Refused
from sim.model.bad_file import BadFile
from sim.model.language import LANGS, Lang
from sim.model.playthrough import Figure, Playthrough, Said
from sim.workshop.play_diff import Difference
from sim.workshop.play_write import as_played, updated, written
from sim.workshop.playthroughs import Stage, found_files, named

BARE = """# Kept by hand.
scenario: complaint-01
lang: en
name: short
talk:
  - reply: Please calm down and wait your turn like everybody else.
  # Between two replies.
  - reply: ok
"""
"""A conversation of which nothing is expected yet."""

STAGE = Stage()


def fresh(file: Path, *, lang: Lang = "en") -> str:
    """Return the text of a file brought up to date."""
    opened = STAGE.open(file)
    return updated(opened, as_played(opened, STAGE.played(opened), lang))


@cache
def baseline(folder: Path) -> str:
    """Return the short conversation with everything that was played of it."""
    file = folder / "base.play.yaml"
    file.write_text(BARE, "utf-8")
    return fresh(file)


@pytest.fixture
def edited(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return what writes the short conversation with places changed; each must be there."""

    def write(*changes: tuple[str, str]) -> Path:
        text = baseline(tmp_path_factory.getbasetemp())
        for old, new in changes:
            assert re.search(old, text), (old, text)
            text = re.sub(old, new, text, count=1)
        path = tmp_path / "complaint-01.short.en.play.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


def told(path: Path, lang: Lang = "en") -> tuple[Difference, ...]:
    """Return what differs in a file that can be read."""
    result = STAGE.test(path, lang)
    assert result.problems == ()
    return result.differences


def line_of(path: Path, words: str) -> int:
    """Return the first line of a file that holds some words, from 1."""
    return next(n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if words in line)


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
        folder = Path(__file__).parents[2] / "docs" / "problems" / ("zh" if lang == "zh" else "")
        pages = sorted(folder.glob("PT*.md"))
        assert pages
        for page in pages:
            wrong, right = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
            path = tmp_path / "page.play.yaml"
            path.write_text(wrong, "utf-8")
            assert {p.code for p in check_playthrough(path)} == {page.name[:5]}, page.name
            path.write_text(right, "utf-8")
            assert check_playthrough(path) == (), page.name


class TestPlaces:
    """Where playthroughs and their scenarios are found."""

    def test_a_playthrough_is_no_scenario(self, tmp_path: Path) -> None:
        """Files that end in .play.yaml are not among the YAML files of a folder of scenarios."""
        for name in ("a.yaml", "a.cold.en.play.yaml", "B.PLAY.YML", "._x.play.yaml"):
            (tmp_path / name).write_text("x", "utf-8")
        assert [p.name for p in yaml_files(tmp_path)] == ["a.yaml"]
        assert [p.name for p in play_files(tmp_path)] == ["B.PLAY.YML", "a.cold.en.play.yaml"]

    def test_a_pack_a_folder_or_a_file(self, tmp_path: Path) -> None:
        """A pack gives the playthroughs beside its scenarios, a folder its own, a file itself, each once."""
        inside = tmp_path / "playthroughs"
        inside.mkdir()
        (tmp_path / "scenarios").mkdir()
        path = inside / "x.play.yaml"
        path.write_text(BARE, "utf-8")
        assert found_files([tmp_path, path]) == (path,)
        assert found_files([inside]) == (path,)
        assert pack_of_play(path) == tmp_path
        with pytest.raises(NotFound):
            found_files([tmp_path / "nowhere"])

    def test_ours_are_meant_where_there_are_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without a place the working folder's playthroughs are meant, else the bundled ones."""
        monkeypatch.chdir(tmp_path)
        assert {p.parent for p in found_files([])} == {bundled_folder("playthroughs")}
        for kind in ("scenarios", "playthroughs"):
            (tmp_path / kind).mkdir()
        (tmp_path / "playthroughs" / "mine.play.yaml").write_text(BARE, "utf-8")
        assert [str(p) for p in found_files([])] == [str(Path("playthroughs") / "mine.play.yaml")]

    def test_the_scenario_beside_it_is_played(self, tmp_path: Path) -> None:
        """A pack's own scenario wins over ours of the same id; --pack wins over both."""
        ours = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
        for folder in ("pack", "other"):
            (tmp_path / folder / "scenarios").mkdir(parents=True)
            text = ours.replace("heat: 75", "heat: 71" if folder == "pack" else "heat: 72", 1)
            assert text != ours
            (tmp_path / folder / "scenarios" / "complaint-01.yaml").write_text(text, "utf-8")
        path = tmp_path / "pack" / "playthroughs" / "x.play.yaml"
        path.parent.mkdir()
        path.write_text(BARE, "utf-8")
        heats = [
            stage.script(stage.open(path)).scenario.customer.heat
            for stage in (Stage(), Stage((tmp_path / "other",)))
        ]
        assert heats == [71, 72]

    def test_names(self) -> None:
        """A part of a name chooses files, whatever its case."""
        files = [Path("a.Cold.en.play.yaml"), Path("a.warm.en.play.yaml")]
        assert list(named(files, "cold")) == files[:1]


class TestDiff:
    """What differs, told at the line that expects it."""

    def test_what_was_recorded_passes(self, edited: Callable[..., Path]) -> None:
        """A file with the figures that were played has no difference."""
        assert told(edited()) == ()

    def test_a_level(self, edited: Callable[..., Path]) -> None:
        """A level that is off is told with its reply, its turn, both figures and a reason."""
        path = edited(
            (r"levels: \{empathy: \d, responsiveness: 0", "levels: {empathy: 0-4, responsiveness: 2-3")
        )
        (one,) = told(path)
        assert one.line == line_of(path, "2-3")
        shown = list(one.lines())
        assert shown[0] == "reply 1 at `opening`: Responsiveness is 0, expected 2-3"
        assert shown[1] == "    - levels: {responsiveness: 2-3}"
        assert shown[2].startswith("    + levels: {responsiveness: 0}   ")
        assert "missing: R" in shown[2]

    def test_a_level_that_is_too_high(self, tmp_path: Path) -> None:
        """A level above what is expected is told with what was found for it."""
        path = tmp_path / "x.play.yaml"
        reply = "You lost two days and have a newborn and no fridge: I'm sorry, our depot failed you."
        path.write_text(
            BARE.replace(
                "Please calm down and wait your turn like everybody else.",
                f'"{reply}"\n    levels: {{empathy: 0}}',
            ),
            "utf-8",
        )
        (one,) = told(path)
        assert any("found: E" in note for note in one.notes)

    def test_null_is_not_scored(self, edited: Callable[..., Path]) -> None:
        """Null expects that a dimension is not scored here."""
        (one,) = told(edited((r"responsiveness: 0", "responsiveness: null")))
        assert one.said.endswith("Responsiveness is 0, expected no score")

    def test_marks(self, edited: Callable[..., Path]) -> None:
        """A code that is wanted and not found, and one that is found and must not be, are told by name."""
        path = edited((r"( +)(levels: .*)\n", r"\1\2\n\1marks: [E3]\n\1not: [E1, X01]\n"))
        lacking, found = told(path)
        assert (lacking.line, found.line) == (line_of(path, "marks"), line_of(path, "not:"))
        assert re.search(r"E3 \(.+\) is not found", lacking.said)
        assert re.search(r'X01 \(.+\) is found, and must not be: ".*calm down', found.said)

    def test_state_and_variant(self, edited: Callable[..., Path]) -> None:
        """The customer's state and the wording that was answered are told where they are expected."""
        path = edited(
            (r"( +)(levels: .*)\n", r"\1\2\n\1state: {heat: 1-2}\n"),
            (r"turn: insist", "turn: insist\n    says: cause_known"),
        )
        state, variant = told(path)
        assert (state.line, variant.line) == (line_of(path, "1-2"), line_of(path, "says"))
        assert state.expected == "state: {heat: 1-2}"
        assert variant.expected == "says: cause_known"

    def test_another_turn(self, edited: Callable[..., Path]) -> None:
        """Where the conversation takes another way the customer's words are told, and nothing behind them."""
        path = edited((r"turn: insist", "turn: closing"), (r"ending: \w+", "ending: resolved"))
        (one,) = told(path)
        assert one.line == line_of(path, "turn: closing")
        assert one.said == "reply 2: the customer is at `insist`, expected `closing`"
        assert one.notes[-1] == "Nothing behind this reply was compared."

    def test_too_early(self, edited: Callable[..., Path]) -> None:
        """A reply behind the end is told at its line."""
        path = edited((r"ends:", "  - reply: One more thing.\nends:"))
        (one,) = told(path)
        assert one.line == line_of(path, "One more")
        assert "over before it; it ended `complaint` with reply 2" in one.said

    def test_too_late(self, edited: Callable[..., Path]) -> None:
        """A conversation that goes on behind the last reply is told where its end is expected."""
        path = edited((r"  - turn: insist\n(    .*\n)+", ""))
        (one,) = told(path)
        assert one.line == line_of(path, "ends:")
        assert "the customer at `insist` waits for one more reply" in one.said

    def test_without_an_end_it_may_stop(self, edited: Callable[..., Path]) -> None:
        """A file without `ends` says nothing of the end, and may stop before it."""
        assert told(edited((r"  - turn: insist\n(    .*\n)+", ""), (r"ends: .*\n", ""))) == ()

    def test_the_end(self, edited: Callable[..., Path]) -> None:
        """Another ending and figures outside of their range are told together."""
        path = edited((r"ending: \w+", "ending: resolved"), (r"perceived: [\d.]+", 'perceived: ">=60"'))
        (one,) = told(path)
        assert one.line == line_of(path, "ends:")
        assert one.expected == 'ends: {ending: resolved, perceived: ">=60"}'
        assert "the ending is complaint, expected resolved" in one.said


class TestUpdate:
    """`updated`: the figures are rewritten, the rest stays."""

    def test_only_what_does_not_hold(self, edited: Callable[..., Path]) -> None:
        """Figures that hold stay ranges; comments, replies and everything else stay to the byte."""
        path = edited(
            (r"responsiveness: 0", "responsiveness: 2-3"), (r"empathy: \d", "empathy: 0-4"),
            (r"( +)(levels: .*)\n", r"\1# why\n\1\2\n\1marks: [E3]\n"),
        )  # fmt: skip
        before = path.read_text("utf-8")
        text = fresh(path)
        assert text == before.replace("responsiveness: 2-3", "responsiveness: 0").replace(
            "    marks: [E3]\n", ""
        )
        path.write_text(text, "utf-8")
        assert told(path) == ()
        assert fresh(path) == text

    def test_what_is_not_expected_yet_is_filled_in(self, tmp_path: Path) -> None:
        """Turns, levels and the end of a bare conversation are written in, with every comment kept."""
        text = baseline(tmp_path)
        assert text.startswith("# Kept by hand.\nscenario:")
        assert "\n  # Between two replies.\n" in text
        assert re.search(r"  - turn: opening\n    reply: Please .*\n    levels: \{empathy: ", text)
        assert re.search(r"\nends: \{ending: complaint, kind: complaint, perceived: .*\}\n$", text)

    def test_a_file_in_another_style(self, tmp_path: Path) -> None:
        """Where names share a line the file is written anew below its first comment, and then is stable."""
        path = tmp_path / "x.play.yaml"
        head = BARE[: BARE.index("talk:")]
        path.write_text(
            f"{head}talk: [{{turn: opening, reply: Calm down., levels: {{empathy: 4}}}}]\n", "utf-8"
        )
        text = fresh(path)
        assert text.startswith(head)
        assert "\n    levels: {empathy: 0}\n" in text
        path.write_text(text, "utf-8")
        assert told(path) == ()
        assert fresh(path) == text

    def test_another_way_is_refused(self, edited: Callable[..., Path]) -> None:
        """A turn is never rewritten: the file is refused with its line."""
        path = edited((r"turn: insist", "turn: closing"))
        with pytest.raises(Refused, match=rf":{line_of(path, 'turn: closing')}: "):
            fresh(path)

    @settings(max_examples=150, deadline=None)
    @given(st.text(max_size=300), st.sampled_from(LANGS))
    def test_any_reply_reads_back(self, reply: str, lang: Lang) -> None:
        """Whatever somebody typed is written so that it reads back to the letter."""
        try:
            reply.encode()
        except UnicodeEncodeError:
            return
        play = Playthrough(scenario="complaint-01", lang=lang, name="x", talk=(Said(reply=reply),))
        assert playthrough_of(written(play), Problems("x")) == play

    @pytest.mark.parametrize(
        "reply", ["- no", "# no", "a: b", " led", "two  blanks", "a\n\nb", "x" * 300, "", "。"]
    )
    @pytest.mark.parametrize("lang", LANGS)
    def test_odd_replies_read_back(self, reply: str, lang: Lang) -> None:
        """So do replies that look like YAML, that are very long, and that are empty."""
        play = Playthrough(scenario="complaint-01", lang=lang, name="x", talk=(Said(reply=reply),))
        assert playthrough_of(written(play), Problems("x")) == play


def test_a_faulty_scenario_stops_only_its_own(tmp_path: Path) -> None:
    """A playthrough whose scenario has faults names them both, and is a result like any other."""
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "playthroughs").mkdir()
    text = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
    (tmp_path / "scenarios" / "complaint-01.yaml").write_text(
        text.replace("\nendings:", "\nendingz:", 1), "utf-8"
    )
    path = tmp_path / "playthroughs" / "x.play.yaml"
    path.write_text(BARE, "utf-8")
    result = STAGE.test(path, "en")
    assert not result.passed
    assert {"PT017", "SC001"} <= {p.code for p in result.problems}
    with pytest.raises(BadFile):
        STAGE.open(path)
