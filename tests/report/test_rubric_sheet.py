"""A rubric as a sheet: everything a quality manager looks for, in both languages, in plain characters."""

from __future__ import annotations

import unicodedata

import pytest

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric, Scale, Step
from sim.report.rubric_sheet import sheet_lines, step_words


@pytest.fixture(scope="module")
def service() -> Rubric:
    """Return our rubric."""
    return Library().rubric("service").value


@pytest.mark.parametrize("lang", LANGS)
def test_every_part_of_the_sheet_is_there(service: Rubric, lang: Lang) -> None:
    """Sections with weight and anchors, indicators with examples, deductions with what to say, red lines."""
    text = "\n".join(sheet_lines(service, lang))
    for section in service.sections:
        assert section.name.get(lang) in text
        assert str(section.weight) in text
        assert all(anchor.get(lang) in text for anchor in section.levels)
        for indicator in section.indicators:
            assert f"{indicator.id} {indicator.name.get(lang)}" in text
            assert indicator.advice.get(lang) in text
            assert all(e in text for e in (*indicator.counts.get(lang), *indicator.not_counts.get(lang)))
    for deduction in service.deductions:
        assert f"{deduction.id} {deduction.name.get(lang)}" in text
        assert deduction.say_instead.get(lang) in text
    assert text.count("X16") >= 2


def test_what_each_heading_says(service: Rubric) -> None:
    """Weights add up to 100, both kinds of example stand apart, the pass rule is strict."""
    lines = sheet_lines(service, "en")
    assert "A sheet of 100 points in 3 sections." in lines
    assert "Empathy: 30 of 100 points" in lines
    assert any(line.startswith("Counts: ") for line in lines)
    assert any(line.startswith("Does not count: ") for line in lines)
    assert (
        "Every section by itself must be above 80 of 100; none is averaged away by another."
        in lines[lines.index("Pass rule") :]
    )
    assert "contest" in lines[lines.index("Appeal") + 1]
    red = lines.index("Red lines")
    assert [line.split()[0] for line in lines[red + 1 : red + 1 + len(service.red_lines)]] == list(
        service.red_lines
    )


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        ({"pass": 80}, "must be above 80 of 100; none"),
        ({"pass": 75, "strict": False}, "must reach 75 of 100; none"),
        ({"pass": 60, "per_category": False}, "The whole sheet must be above 60"),
        ({"pass": 60, "per_category": False, "strict": False}, "The whole sheet must reach 60"),
    ],
)
def test_every_pass_rule_has_its_words(service: Rubric, scale: dict[str, object], words: str) -> None:
    """Above or at least, per section or over the sheet: each reads as what it is."""
    other = service.model_copy(update={"scale": Scale.model_validate(scale)})
    assert any(words in line for line in sheet_lines(other, "en"))


def test_no_appeal_is_said_too(service: Rubric) -> None:
    """A sheet without an appeal says so instead of leaving the heading empty."""
    lines = sheet_lines(service.model_copy(update={"appeal": False}), "en")
    assert lines[-1] == "This sheet knows no appeal."


def test_a_step_in_words() -> None:
    """Points, one of some, and each of the groups."""
    step = Step(points=4, any=("E1", "E6"), all=("E6|E7", "E8"))
    assert step_words(step, "en") == "evidence worth 4; one of E1, E6; one of E6, E7; E8"
    below = step.model_copy(update={"points": -0.1, "any": (), "all": ()})
    assert step_words(below, "en") == "faults that cost no more than 0.1"
    assert step_words(Step(points=0), "en") == ""


def test_wording_lists_stay_in_the_file(service: Rubric) -> None:
    """The sheet shows behaviours and examples, never the lists of phrases that find them."""
    text = "\n".join(sheet_lines(service, "en"))
    assert "anyone … would be" not in text


@pytest.mark.parametrize("lang", LANGS)
def test_lines_are_safe_to_speak_and_print(service: Rubric, lang: Lang) -> None:
    """One line each, without boxes, bars or control characters."""
    lines = sheet_lines(service, lang)
    assert len(lines) > 100
    for line in lines:
        odd = {c for c in line if unicodedata.category(c)[0] not in "LNPZ" and c not in "+＋=<>~～|$"}
        assert not odd, line
        assert "\n" not in line
