"""The sheet of a pack is checked, and each fault has a page that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packs_kit import SHEET, version

from sim.content.codes_pack import PACK_CODES
from sim.content.pack_file import check_pack_file, open_pack

PAGES = Path(__file__).parents[3] / "docs" / "problems"


@pytest.mark.parametrize(
    "title",
    ["Refund calls", "{en: Refund calls}"],
)
def test_a_pack_in_one_language_needs_no_other(pack: Path, title: str) -> None:
    """Where `languages` names one, a text may stand plain and the other language is not asked for."""
    text = SHEET.replace("[en, zh]", "[en]").replace("{en: Refund calls, zh: 退款来电}", title)
    (pack / "pack.yaml").write_text(f"{text}description: Calls about refunds.\n", "utf-8")
    assert check_pack_file(pack / "pack.yaml") == ()
    info = open_pack(pack)
    assert (info.title.en, info.title.zh) == ("Refund calls", None)
    assert info.description is not None
    assert info.description.en == "Calls about refunds."


class TestSheet:
    """`check_pack_file`."""

    @pytest.mark.parametrize("lang", ["en", "zh"])
    @pytest.mark.parametrize("code", PACK_CODES)
    def test_every_fault_has_a_page_that_shows_it(self, code: str, lang: str, tmp_path: Path) -> None:
        """The wrong example of each page has that fault at one of its lines; the right one lacks it."""
        (page,) = (PAGES / "zh" if lang == "zh" else PAGES).glob(f"{code}-*.md")
        wrong, right = re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        path = tmp_path / "pack.yaml"
        path.write_text(wrong, "utf-8")
        assert code in {p.code for p in check_pack_file(path)}
        path.write_text(right, "utf-8")
        assert {p.code for p in check_pack_file(path)} <= {"PK014"} - {code}

    def test_a_listed_scenario_is_looked_for(self, pack: Path) -> None:
        """A listed id that no file has is told at its line with the nearest one."""
        (pack / "pack.yaml").write_text(f"{SHEET}scenarios: [refund-01, refund-02]\n", "utf-8")
        (problem,) = check_pack_file(pack / "pack.yaml")
        assert (problem.code, problem.line, problem.hint) == ("PK014", 7, "refund-01")

    @pytest.mark.parametrize(
        "given_version", ["1.0", "'1'", "01.0.0", "1.0.0-beta", "../../x", "1.0.0\u0661"]
    )
    def test_versions_have_one_form(self, pack: Path, given_version: str) -> None:
        """What becomes the name of a folder is three plain numbers."""
        assert {p.code for p in check_pack_file(version(pack, given_version) / "pack.yaml")} & {
            "PK003",
            "PK006",
        }

    def test_names_are_short(self, pack: Path) -> None:
        """A name that would make paths too long is refused."""
        (pack / "pack.yaml").write_text(SHEET.replace("refunds", "r" * 61), "utf-8")
        assert [p.code for p in check_pack_file(pack / "pack.yaml")] == ["PK006"]
