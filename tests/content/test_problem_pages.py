"""The pages in docs/problems: every code has one in each language, and what it shows is true."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import problem_pages
import pytest

from sim.content import check_file
from sim.content.codes import CODES
from sim.content.pages import page, page_file, title
from sim.errors import NotFound
from sim.model.problems import Problem
from sim.workshop.aware import check_aware

LAST_RESORT = {"SC010", "RB010"}
"""Codes that nothing is known to earn, so that their pages cannot show it."""


def folder_of(lang: str) -> Path:
    """Return where the pages of a language lie."""
    return problem_pages.PAGES / "zh" if lang == "zh" else problem_pages.PAGES


@cache
def read_page(code: str, lang: str) -> problem_pages.Page:
    """Return the only page of a code in one language."""
    (path,) = folder_of(lang).glob(f"{code}-*.md")
    return problem_pages.read_page(path, lang)


def problems_of(file: Path, code: str) -> tuple[Problem, ...]:
    """Return what the check that owns `code` finds in a file."""
    if code.startswith("SC1"):
        return check_aware((file,), cache=file.parent / "cache")
    return check_file(file)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Problem, ...]]:
    """Return the problems of texts that were checked, so that both languages check a text once."""
    return {}


def told(
    shown: problem_pages.Shown, code: str, folder: Path, found: dict[str, tuple[Problem, ...]]
) -> tuple[list[int], frozenset[int]]:
    """Return the lines at which `code` is told for an example, and those at which it may be."""
    (what, *_) = [*shown.values("made"), ""]
    if what:
        folder.mkdir()
        return [
            p.line for p in problems_of(problem_pages.made(what, folder), code) if p.code == code
        ], frozenset()
    example = problem_pages.placed(shown, code)
    if example.text not in found:
        folder.mkdir()
        file = folder / ({"PT": "mine.play.yaml", "PK": "pack.yaml"}.get(code[:2], "mine.yaml"))
        file.write_text(example.text, "utf-8")
        found[example.text] = problems_of(file, code)
    return [p.line for p in found[example.text] if p.code == code], example.at


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_code_has_a_page_and_every_page_a_code(lang: str) -> None:
    """A code without a page cannot be explained; a page without a code explains nothing."""
    assert sorted(p.name.split("-")[0] for p in folder_of(lang).glob("*.md")) == sorted(CODES)


def test_a_page_has_one_name_in_both_languages() -> None:
    """A link to a page needs another folder for Chinese, and no other name."""
    names = [sorted(p.name for p in folder_of(lang).glob("*.md")) for lang in ("en", "zh")]
    assert names[0] == names[1]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_wrong_example_earns_the_code(
    code: str, lang: str, tmp_path: Path, found: dict[str, tuple[Problem, ...]]
) -> None:
    """The wrong way to write it is told by this code, inside the example; the right way is not."""
    shown = read_page(code, lang)
    assert ("made", problem_pages.NOTHING) in shown.wrong.directives or code not in LAST_RESORT
    if code not in LAST_RESORT:
        lines, at = told(shown.wrong, code, tmp_path / "wrong", found)
        assert lines, "the wrong example does not earn the code"
        assert not at or at.intersection(lines), f"told at {lines}, not at {sorted(at)}"
    assert told(shown.right, code, tmp_path / "right", found)[0] == []


@pytest.mark.parametrize("code", CODES)
def test_the_page_has_the_title_of_the_table(code: str) -> None:
    """The title stands in the table of codes and on the page: it must be the same."""
    shown = read_page(code, "en")
    assert (shown.code, shown.title) == (code, CODES[code].title)
    assert read_page(code, "zh").code == code


@pytest.mark.parametrize("code", [code for code in CODES if not code.startswith("PT")])
def test_the_page_begins_with_the_meaning_in_the_table(code: str) -> None:
    """What a code means is said in the table and explained on the page, in the same words.

    The shared rows speak of scenarios and rubrics; a playthrough's pages say the same of replies.
    """
    means = CODES[code].means.split()
    assert read_page(code, "en").text.split()[: len(means)] == means


@pytest.mark.parametrize("code", CODES)
def test_the_chinese_page_is_chinese(code: str) -> None:
    """Title and text are written for Chinese trainers; only names of the file are not."""
    shown = read_page(code, "zh")
    for text in (shown.title, shown.text):
        assert any("\u4e00" <= sign <= "\u9fff" for sign in text)


def test_a_page_reads_plainly() -> None:
    """No mark of the page's form is left: no directive, no fence, no heading sign; examples are set in."""
    lines = page("SC014", "en")
    assert lines[0] == "SC014 · unknown target"
    assert "    - go: inist" in lines
    assert not [line for line in lines if line.startswith(("<!--", "```", "#"))]


def test_what_looks_like_a_space_is_written_out() -> None:
    """A tab and a full-width space are what these pages are about: a reader must see them."""
    assert "    <Tab>heat: 75" in page("YM022", "en")
    assert "    <U+3000>heat: 75" in page("YM032", "zh")


def test_a_code_is_found_as_it_is_typed() -> None:
    """Small letters and spaces around it do no harm."""
    assert page(" sc014 ", "zh") == page("SC014", "zh")


@pytest.mark.parametrize(
    ("typed", "near"),
    [("SC999", "SC"), ("YM033", "YM032"), ("RB028", "RB026"), ("SCO14", "SC014"), ("nonsense", "")],
)
def test_an_unknown_code_names_the_nearest(typed: str, near: str) -> None:
    """The nearest numbers of the same letters are named, or the nearest spellings."""
    with pytest.raises(NotFound) as caught:
        page(typed, "en")
    assert bool(caught.value.nearest) == bool(near)
    assert not near or any(code.startswith(near) for code in caught.value.nearest)


def test_a_missing_page_is_no_dead_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where an installation has no pages, the row of the table is shown."""
    monkeypatch.setattr("sim.content.pages.pages_folder", lambda: tmp_path)
    assert page_file("SC014", "en") is None
    assert CODES["SC014"].means in page("SC014", "zh")
    assert title("SC014", "zh") == "unknown target"
