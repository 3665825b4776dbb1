"""Ratings of people: one line a reply, merged by text, blind order, spread and drift."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.content import Library
from sim.errors import ServicesimError
from sim.locale import translator
from sim.model.score import DIMENSIONS
from sim.validity.agreement import kappa, mean_difference
from sim.validity.ratings import Rated
from sim.validity.ritual import (
    Rating,
    as_text,
    drift,
    due,
    example_rows,
    merged,
    parse_levels,
    read_ratings,
    without_examples,
)


def row(number: int, **changed: object) -> dict[str, Any]:
    """Return one reply as a row."""
    plain = {"id": f"r{number}", "scenario": "complaint-01", "turn": "opening", "lang": "en"}
    return {**plain, "reply": f"Reply number {number}.", **changed}


def rated(*levels: tuple[int, int], **changed: object) -> list[Rating]:
    """Return ratings of two raters: (anna's level, ben's level) of each reply, alike in all dimensions."""
    found: list[Rating] = []
    for number, (anna, ben) in enumerate(levels):
        found = merged(found, row(number, **changed), "anna", (anna, anna, anna))
        found = merged(found, row(number, **changed), "ben", (ben, ben, ben))
    return found


@pytest.mark.parametrize("line", ["3 2 2", "322\n", "3,2,2", "3，2、2", " 3  2 2 ", "3/2/2", "３ ２ ２"])
def test_levels_are_read_as_people_type_them(line: str) -> None:
    """Blanks, commas of both languages, or nothing between three digits."""
    assert parse_levels(line) == (3, 2, 2)


@pytest.mark.parametrize(
    "line", ["", "3 2", "3 2 2 2", "5 1 1", "three", "-1 2 3", "3.5 2 2", "33 2 2", "²²²"]
)
def test_anything_else_is_no_rating(line: str) -> None:
    """Nothing is guessed from a line that is not three levels."""
    assert parse_levels(line) is None


def test_a_rating_is_one_line_that_validate_reads() -> None:
    """The written line holds the fields as issued, says that people rated, and reads as a rated reply."""
    (line,) = as_text(merged([], row(1), "anna", (3, 2, 1))).splitlines()
    data = json.loads(line)
    assert {"id", "scenario", "turn", "lang", "reply", "levels", "raters", "labels"} <= set(data)
    read = Rated.model_validate(data)
    assert read.labels == "human"
    assert [read.level(d) for d in DIMENSIONS] == [3, 2, 1]


def test_raters_of_one_reply_share_its_line() -> None:
    """A second rater is merged into the line, under the own name; the level is the lower median."""
    (both,) = rated((3, 2))
    assert both.names == ["anna", "ben"]
    assert both.raters["empathy"] == [3, 2]
    assert both.levels["empathy"] == 2
    assert both.spread("empathy") == 1


def test_the_same_text_is_the_same_reply_whatever_its_id() -> None:
    """Ids of two files may differ; other text under the same id is another reply."""
    first = merged([], row(1), "anna", (1, 1, 1))
    assert len(merged(first, row(1, id="other"), "ben", (2, 2, 2))) == 1
    assert len(merged(first, row(1, reply="Edited."), "ben", (2, 2, 2))) == 2


def test_rating_again_replaces_the_own_levels_only() -> None:
    """A rater who comes back changes nobody else's levels."""
    (again,) = merged(rated((3, 2)), row(0), "anna", (0, 0, 0))
    assert again.of("anna") == (0, 0, 0)
    assert again.of("ben") == (2, 2, 2)


def test_labels_that_a_reply_came_with_are_not_kept() -> None:
    """Reference levels and marks of the file of replies never become human labels."""
    loaded = row(1, levels={"empathy": 4}, raters={"empathy": [4]}, marks={"E1": 3}, labels="reference")
    (fresh,) = merged([], loaded, "anna", (1, 1, 1))
    assert fresh.levels == dict.fromkeys(DIMENSIONS, 1)
    assert "marks" not in json.loads(as_text([fresh]))


def test_a_file_survives_reading_and_writing() -> None:
    """What is read is written again byte for byte, unknown keys too."""
    text = as_text(rated((3, 2), (1, 1), note="kept"))
    first, *others = text.splitlines(keepends=True)
    text = json.dumps({**json.loads(first), "note": "kept"}, ensure_ascii=False) + "\n" + "".join(others)
    assert as_text(read_ratings(text)) == text


def bad(**changed: object) -> str:
    """Return a line that is nearly a rating."""
    whole = json.loads(as_text(merged([], row(1), "anna", (1, 1, 1))))
    return json.dumps({k: v for k, v in {**whole, **changed}.items() if v is not None})


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("no json", "line 2"),
        (bad(labels="reference"), "human"),
        (bad(labels=None), "human"),
        (bad(raters={"empathy": [1]}), "all three"),
        (bad(raters={d: [7] for d in DIMENSIONS}), "0 to 4"),
        (bad(names=["a", "b"]), "names"),
    ],
)
def test_a_file_of_something_else_is_refused(line: str, word: str) -> None:
    """A line that is no human rating is named; nothing is written over it."""
    with pytest.raises(ServicesimError, match=word):
        read_ratings(bad() + "\n" + line)


def test_what_others_rated_comes_first_then_the_same_order_for_all() -> None:
    """The second rater gets the first one's replies; the own ones and other languages never come again."""
    pool = [row(n) for n in range(8)] + [row(9, lang="zh")]
    first = due([], pool, "anna", "en", 5)
    ratings: list[Rating] = []
    for one in first[:2]:
        ratings = merged(ratings, one, "anna", (1, 2, 3))
    second = due(ratings, reversed(pool), "ben", "en", 5)
    assert [r["reply"] for r in second] == [r["reply"] for r in first]
    assert [r["reply"] for r in due(ratings, pool, "anna", "en", 3)] == [r["reply"] for r in first[2:5]]
    assert [r["lang"] for r in due([], pool, "anna", "en", 99)] == ["en"] * 8


def test_drift_is_measured_against_the_median_of_the_others() -> None:
    """Difference, kappa and interval are those of (the others' level, the own level)."""
    levels = [(0, 1), (1, 2), (2, 3), (3, 4), (1, 1)]
    found = drift(rated(*levels))
    assert [(f.rater, f.dimension) for f in found] == [(n, d) for n in ("anna", "ben") for d in DIMENSIONS]
    anna, ben = found[0], found[3]
    assert anna.n == len(levels)
    assert anna.difference == mean_difference([(b, a) for a, b in levels])
    assert anna.kappa == kappa(levels)
    assert anna.interval is not None
    assert anna.difference is not None
    assert ben.difference is not None
    assert anna.difference < 0 < ben.difference


def test_one_rater_alone_has_no_drift() -> None:
    """Without a second rater of the same reply there is nothing to compare."""
    assert drift(merged([], row(1), "anna", (1, 2, 3))) == ()


def test_without_spread_nothing_is_claimed() -> None:
    """Where all levels are alike, difference and kappa are not defined, and are None."""
    found = drift(rated((2, 2), (2, 2)))
    assert [(f.difference, f.kappa, f.interval) for f in found] == [(None, None, None)] * 6


def test_a_rater_who_always_says_the_same_agrees_by_no_figure() -> None:
    """Kappa is 0 by arithmetic there; a figure would tell what nobody knows. The mean difference stands."""
    found = drift(rated((2, 1), (2, 3)))
    assert all(f.kappa is None and f.interval is None for f in found)
    assert any(f.difference is not None for f in found)


def test_examples_of_a_scenario_are_rows_to_rate() -> None:
    """Every grade of every turn is a row, and a scenario can be had in which none of them is known."""
    scenario = Library().scenario("complaint-01").value
    rows = list(example_rows(scenario, "en"))
    assert len(rows) == 3 * sum(t.exemplars is not None for t in scenario.turns) > 0
    assert {r["id"].split(".")[2] for r in rows} == {"weak", "middling", "strong"}
    bare = without_examples(scenario)
    assert list(example_rows(bare, "en")) == []
    assert bare.facts == scenario.facts


def test_all_lines_that_are_no_ratings_are_told_at_once() -> None:
    """Every bad line is named with its number, in either language."""
    with pytest.raises(ServicesimError) as refused:
        read_ratings("\n".join(("no json", bad(), bad(labels="reference"), bad(names=["a", "b"]))))
    assert [line.split()[:2] for line in str(refused.value).split("\n")] == [["line", n] for n in "134"]
    assert "第4行不是评级：名字（names）比评级多" in refused.value.said(translator("zh"))
