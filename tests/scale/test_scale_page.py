"""The quality team's page: the counts of the run in both languages, and whatever a file says is text."""

from __future__ import annotations

import re
from copy import deepcopy
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest
import scale_kit as kit

from sim.content import Library
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.report.many import FLAGS, MOST, PROBLEMS, level_bars, many_page
from sim.scale.turns import PROBLEMS as KNOWN
from sim.scoring import VERSION

EVIL = '<script>alert(1)</script>"\x1b[31m'


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    """Return the default sheet."""
    return Library().rubric("service").value


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what a run over chats in both languages wrote, bad rows and a red line among them."""
    place = tmp_path_factory.mktemp("many")
    rows = [
        *kit.chats(8),
        kit.row("r", 1, "customer", "My fridge never came."),
        kit.row("r", 2, "agent", "You are an idiot."),
        kit.row("r", 3, "agent", "fridge newborn order refund van depot tomorrow call price ticket number"),
        kit.row("s", 1, "agent", "Hello, how can I help?"),
        kit.row("s", 2, "boss", "Hi"),
    ]
    return kit.run(kit.parquet(place / "a.parquet", rows), place / "out", told=None)


def cells(page: str, name: str) -> list[str]:
    """Return the cells of the row of a table that a cell names."""
    found = re.search(rf'<tr><th scope="row">{re.escape(name)}</th>(.*?)</tr>', page)
    assert found, name
    return re.findall(r"<td>(.*?)</td>", found[1])


def test_the_page_has_the_counts(manifest: dict[str, Any], rubric: Rubric) -> None:
    """Levels, anti-patterns, what is missing, red lines and what was left out stand with their counts."""
    page = many_page(manifest, rubric, None, "en")
    tally = manifest["tally"]
    english, chinese = tally["langs"]["en"], tally["langs"]["zh"]
    turns = english["turns"] + chinese["turns"]
    scored = english["scored"] + chinese["scored"]
    assert cells(page, "Replies of agents")[0] == str(turns)
    assert cells(page, "Scored") == [str(scored), f"{100 * scored / turns:.1f} %"]
    assert cells(page, "Not scored: no customer had written") == ["1", f"{100 / turns:.1f} %"]
    assert cells(page, "With a red line") == ["1", f"{100 / scored:.1f} %"]
    assert cells(page, "Count for nothing (copied, no sentences …)")[0] == str(english["flagged"]) != "0"
    assert cells(page, "Bad rows") == ["1", f"{100 / tally['rows']:.1f} %"]
    counts = english["levels"]["empathy"]
    mean = sum(level * count for level, count in enumerate(counts)) / sum(counts)
    shares = [f"{100 * count / sum(counts):.1f} %" for count in counts]
    assert cells(page, "English, Empathy") == [str(sum(counts)), f"{mean:.2f}", *shares]
    for kind in ("patterns", "missing", "red_lines"):
        for code, count in english["codes"][kind].items():
            known = rubric.deduction(code) or rubric.indicator(code)
            assert known is not None
            both = count + chinese["codes"][kind].get(code, 0)
            row = cells(page, escape(f"{code} {known.name.get('en')}"))
            assert row == [str(both), f"{100 * both / scored:.1f} %", str(count), str(both - count)]
    assert cells(page, "a list of words, no sentences")[0] == "1"
    assert cells(page, "the speaker is neither customer nor agent") == ["1"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["docs/scoring.md", "no person has read it", "nobody is ranked"]),
        ("zh", ["docs/scoring.md", "共情"]),
    ],
)
def test_the_page_says_what_it_is(
    manifest: dict[str, Any], rubric: Rubric, lang: Lang, said: list[str]
) -> None:
    """The page names the engine's limits and where they stand, its sheet and version, in its language."""
    page = unescape(many_page(manifest, rubric, None, lang))
    assert f'<html lang="{lang}">' in page
    assert all(words in page for words in [*said, rubric.title.get(lang), VERSION, "a.parquet"])
    assert "http" not in page.replace("http-equiv", "")


def test_the_plots_show_the_table(manifest: dict[str, Any], rubric: Rubric) -> None:
    """There is a plot for each language, described in words; without matplotlib a line says how to get it."""
    bars = level_bars()
    page = many_page(manifest, rubric, bars, "en")
    assert page.count("<svg") == page.count('role="img" aria-label="') == 2
    assert "pip install" not in page
    assert "pip install &#x27;servicesim[report]&#x27;" in many_page(manifest, rubric, None, "en")


def test_a_language_nobody_wrote_is_left_out(manifest: dict[str, Any], rubric: Rubric) -> None:
    """Where all replies are of one language there is one plot and no column of the other."""
    alone = deepcopy(manifest)
    chinese = alone["tally"]["langs"]["zh"]
    for name in ("turns", "scored", "unscored", "flagged", "crossed", "incomplete"):
        chinese[name] = 0
    chinese["levels"] = {name: [0] * 5 for name in chinese["levels"]}
    chinese["codes"] = {name: {} for name in chinese["codes"]}
    page = many_page(alone, rubric, level_bars(), "en")
    assert page.count("<svg") == 1
    assert "Chinese" not in page


def test_only_the_most_frequent_are_listed(manifest: dict[str, Any], rubric: Rubric) -> None:
    """A table of codes ends after the most frequent, and says how many are left."""
    many = deepcopy(manifest)
    codes = {deduction.id: number for number, deduction in enumerate(rubric.deductions, 1)}
    many["tally"]["langs"]["en"]["codes"]["patterns"] = codes
    many["tally"]["langs"]["zh"]["codes"]["patterns"] = {}
    page = many_page(many, rubric, None, "en")
    often = sorted(codes, key=lambda code: -codes[code])
    assert f"and {len(codes) - MOST} more" in page
    shown = [code for code in often if f'<th scope="row">{code} ' in page.split("Most frequently missing")[0]]
    assert shown == often[:MOST]


def test_nothing_scored_is_a_page_too(rubric: Rubric, tmp_path: Path) -> None:
    """A run over nothing leaves a page that says so."""
    manifest = kit.run(kit.jsonl(tmp_path / "a.jsonl", []), tmp_path / "out")
    page = many_page(manifest, rubric, level_bars(), "en")
    assert "<svg" not in page
    assert cells(page, "Scored") == ["0", ""]
    assert page.count("<p>None.</p>") == 6


def test_what_a_file_says_is_text(manifest: dict[str, Any], rubric: Rubric) -> None:
    """Names of files, sheets and codes run nowhere: they are escaped, without control characters."""
    evil = deepcopy(manifest)
    evil["file"] = evil["versions"]["engine"] = EVIL
    evil["tally"]["langs"]["en"]["codes"]["flags"] = {EVIL: 3}
    evil["tally"]["langs"]["en"]["codes"]["red_lines"] = {EVIL: 3}
    evil["tally"]["bad"] = {EVIL: 3}
    named = rubric.model_copy(update={"title": rubric.title.model_copy(update={"en": EVIL})})
    page = many_page(evil, named, level_bars(), "en")
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 6
    assert "\x1b" not in page


def test_every_problem_and_flag_has_words() -> None:
    """Each problem that a row can have is told in words on the page, and so is each flag of the engine."""
    assert set(PROBLEMS) == set(KNOWN)
    assert set(FLAGS) == {
        "echo", "copied", "grader", "word_list", "empty", "not_understood", "other_language"
    }  # fmt: skip
