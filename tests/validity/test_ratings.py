"""Reading of rated rows, grouping, the gate, marks, and what a report may see."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from sim.errors import ServicesimError
from sim.model.score import DIMENSIONS, Dimension
from sim.validity.agreement import middle
from sim.validity.rated import read
from sim.validity.ratings import BANDS, LEAST, By, Compared, Rated, Validity, as_plain, compare

LANGS = ("en", "zh")


def row(**changes: object) -> str:
    """Return one rated line."""
    plain = {"id": "1", "scenario": "s", "turn": "opening", "lang": "en", "reply": "Sorry.", "levels": {}}
    return json.dumps({**plain, "levels": {"empathy": 2}, **changes})


def says(data: Mapping[str, Any]) -> dict[str, Any]:
    """Score as the row says under `engine`; refuse a row without a known scenario."""
    if data["scenario"] == "unknown":
        raise ServicesimError("no scenario 'unknown'")
    levels = data.get("engine", {"empathy": 2})
    codes = data.get("found", [])
    findings = [{"code": code} for code in codes]
    return {"levels": levels, "findings": findings, "versions": {"engine": "test-1"}}


def rows(
    count: int, lang: str = "en", *, off: int = 0, over: Sequence[Dimension] = ("empathy",), **changes: Any
) -> list[Compared]:
    """Return replies over all levels of `over`; on every `off`-th the engine is two levels lower."""
    found = []
    for i in range(count):
        level = i % 5
        engine = max(0, level - 2) if off and i % off == 0 else level
        rated = Rated.model_validate(
            {"lang": lang, "reply": "x" * (1 + i % 7), "levels": dict.fromkeys(over, level), **changes}
        )
        found.append(Compared(rated, dict.fromkeys(over, engine), frozenset()))
    return found


def test_a_good_line_is_compared() -> None:
    """A line becomes a rated reply with the engine's levels, codes and version."""
    (found,), bad = read([row(found=["E1", "R0"]), "\n"], says)
    assert bad == []
    assert found.levels == {"empathy": 2}
    assert found.codes == {"E1"}
    assert found.engine == "test-1"
    assert found.rated.labels == "reference"


BAD = {
    "no JSON": ("{no", "JSON"),
    "no object": ("[1]", "object"),
    "too deep": ("[" * 100_000, "deep"),
    "too long": (row(reply="x" * 1_000_001), "longer"),
    "no language": (row(lang="fr"), "lang"),
    "level out of range": (row(levels={"empathy": 5}), "levels.empathy"),
    "level below": (row(levels={"empathy": -1}), "levels.empathy"),
    "level is text": (row(levels={"empathy": "3"}), "levels.empathy"),
    "level is true": (row(levels={"empathy": True}), "levels.empathy"),
    "unknown dimension": (row(levels={"charm": 3}), "charm"),
    "rater out of range": (row(raters={"empathy": [3, 9]}), "raters.empathy.1"),
    "votes below nothing": (row(marks={"E1": -1}), "marks.E1"),
    "unknown labels": (row(labels="guess"), "labels"),
    "nothing rated": (row(levels={}), "nothing is rated"),
    "nobody rated": (row(levels={"empathy": None}, raters={"empathy": [None]}), "nothing is rated"),
    "the scorer refuses": (row(scenario="unknown"), "no scenario"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named_and_stops_nothing(name: str) -> None:
    """A line that cannot be compared is named with its number and reason; the others are compared."""
    line, reason = BAD[name]
    good, (bad,) = read([row(), line, "", row(id="2")], says)
    assert len(good) == 2
    assert bad.line == 2
    assert reason in bad.reason


def test_all_that_is_wrong_with_a_line_is_told_at_once() -> None:
    """Levels, marks, an unknown scenario and a used id: one line tells all four."""
    line = row(scenario="unknown", levels={"empathy": 5}, marks={"x7": 2, "E13": 1})
    _, (bad,) = read([row(), line], says)
    for part in (
        "levels.empathy",
        '"x7" (did you mean X07?)',
        '"E13"; there are E1-E12',
        "unknown",
        "line 1",
    ):
        assert part in bad.reason
    _, (told,) = read([row(), line], says, "zh")
    assert "没有“x7”这个行为（是不是 X07？）" in told.reason
    assert "第1行已经用过" in told.reason


def test_more_faults_than_are_read_are_counted() -> None:
    """Of a line with a dozen faults five are told, and how many more there are."""
    marks = {f"Q{n}": 1 for n in range(12)}
    _, (bad,) = read([row(marks=marks)], says)
    assert bad.reason.count("there is no behaviour") == 5
    assert bad.reason.endswith("and 7 more")


def test_an_id_stands_once() -> None:
    """A copy of a row is not counted twice, nor is another row under its id; rows without an id are."""
    rows, bad = read([row(), row(), row(reply="Hello."), row(id=1)], says)
    assert len(rows) == 1
    assert [(one.line, "same row" in one.reason) for one in bad] == [(2, True), (3, False), (4, False)]
    unnamed, bad = read([row(id=""), row(id="")], says)
    assert (len(unnamed), bad) == (2, [])


def test_the_median_stands_in_for_a_missing_level() -> None:
    """Without agreed levels the raters' median counts; a rater may have left it out."""
    for raters, level in (([1, 3, 4], 3), ([2, 4], 3), ([None, 3], 3)):
        rated = Rated.model_validate_json(row(levels={}, raters={"empathy": raters}))
        assert rated.level("empathy") == level
    stated = Rated.model_validate_json(row(levels={"empathy": 4}, raters={"empathy": [1, 1, 1]}))
    assert stated.level("empathy") == 4
    assert stated.level("assurance") is None


def test_raters_in_twos_are_pulled_neither_way() -> None:
    """Between two levels the even one counts, so that over all levels a pair is as strict as it is."""
    pairs = [(low, low + 1) for low in range(4)]
    assert sum(middle(pair) for pair in pairs) == sum(sum(pair) for pair in pairs) / 2
    assert middle([4, 0]) == 2


def test_the_gate_needs_every_dimension_and_enough_replies() -> None:
    """A dimension that nobody rated is none that agrees, and a handful of replies shows nothing."""
    assert compare(rows(LEAST, over=DIMENSIONS)).passes
    assert not compare(rows(LEAST - 1, over=DIMENSIONS)).passes
    validity = compare(rows(50))
    assert validity.unrated == (("en", "responsiveness"), ("en", "assurance"))
    assert not validity.passes


def test_the_gate_needs_every_language() -> None:
    """Full agreement in one language does not make up for the other; nothing compared is no pass."""
    english = rows(50, over=DIMENSIONS)
    assert compare(english).passes
    assert compare([*english, *rows(50, "zh", over=DIMENSIONS)]).passes
    assert not compare([*english, *rows(50, "zh", off=2, over=DIMENSIONS)]).passes
    assert not compare([]).passes


def test_the_gate_holds_the_lower_end_too() -> None:
    """A kappa over .70 with an interval that reaches below .60 does not pass."""
    group = compare(rows(LEAST + 1, off=2)).groups[0]
    assert group.agreement.kappa is not None
    assert group.agreement.interval is not None
    assert group.agreement.kappa >= 0.70
    assert group.agreement.interval[0] < 0.60
    assert not group.passes


def test_unscored_everywhere_is_no_pass() -> None:
    """A dimension that the engine never scores is reported with its count and fails the gate."""
    silent = [Compared(r.rated, {"empathy": None}, frozenset()) for r in rows(10)]
    validity = compare(silent)
    assert [(g.agreement.n, g.agreement.unscored) for g in validity.groups] == [(0, 10)]
    assert not validity.passes


def names(validity: Validity) -> list[tuple[By | None, str, str | None]]:
    """Return what the groups are called."""
    return [(g.by, g.name, g.lang) for g in validity.groups]


def test_groups_by_scenario_language_and_band() -> None:
    """All replies always stand first, a language each; the grouping asked for follows."""
    both = [*rows(10, scenario="all"), *rows(10, "zh", scenario="b"), *rows(5, "zh")]
    whole = [(None, "all", "en"), (None, "all", "zh")]
    assert names(compare(both)) == whole
    assert names(compare(both, "scenario")) == [
        *whole,
        ("scenario", "no scenario", "zh"),
        ("scenario", "all", "en"),
        ("scenario", "b", "zh"),
    ]
    assert names(compare(both, "lang")) == [*whole, ("lang", "both languages", None)]
    assert names(compare(both, "band")) == [
        *whole,
        *(("band", name, lang) for name in BANDS for lang in LANGS),
    ]


def test_a_scenario_named_all_is_not_in_the_gate() -> None:
    """The gate is over all replies, whatever a scenario is called."""
    mixed = [
        *rows(200, scenario="b", over=DIMENSIONS),
        *rows(5, scenario="all", off=1, over=DIMENSIONS),
    ]
    assert compare(mixed, "scenario").passes


def test_bands_are_of_the_raters_level() -> None:
    """Bands part the replies, and a band's mean difference is in the deviation of all replies."""
    part = {g.name: g.agreement for g in compare(rows(50, off=5), "band").groups}
    assert [part[name].n for name in BANDS] == [20, 10, 20]
    assert part["middle 2"].kappa is None
    assert part["middle 2"].mean_difference is not None


def test_both_languages_have_no_length() -> None:
    """Characters of two scripts are not one measure, so the pooled group leaves length out."""
    (pooled,) = (g for g in compare([*rows(20), *rows(20, "zh")], "lang").groups if g.lang is None)
    assert pooled.agreement.n == 40
    assert pooled.agreement.length_alone is None


def marked(marks: dict[str, int] | None, codes: set[str]) -> Compared:
    """Return a reply with the raters' marks and the engine's codes."""
    rated = Rated.model_validate({"lang": "en", "reply": "x", "levels": {"empathy": 2}, "marks": marks})
    return Compared(rated, {"empathy": 2}, frozenset(codes))


def test_marks_are_counted_as_hits_misses_and_false_alarms() -> None:
    """F1 is 2h / (2h + false + missed); a code only the engine finds shows its false alarms."""
    seen = [
        *[marked({"E1": 3}, {"E1"})] * 3,
        marked({"E1": 2}, set()),
        marked({"E1": 0}, {"E1", "X01"}),
        marked({}, set()),
        marked(None, {"E1"}),
    ]
    first, second = compare(seen).marks
    assert (first.code, first.hits, first.missed, first.false, first.marked) == ("E1", 3, 1, 1, 4)
    assert first.f1 == pytest.approx(6 / 8)
    assert (second.code, second.false, second.f1) == ("X01", 1, 0)


def test_rare_codes_are_left_out_of_the_mean_f1() -> None:
    """Only codes with 15 marks or more are averaged; with none there is no mean."""
    often = [marked({"E1": 3}, {"E1"})] * 15
    rare = [marked({"E2": 3}, set())] * 14
    assert compare([*often, *rare]).mean_f1("en") == (1.0, 1)
    assert compare(rare).mean_f1("en") == (None, 0)
    assert compare(rows(5)).marks == ()


def test_kinds_of_labels_are_counted() -> None:
    """Human and reference labels are told apart by reply."""
    assert compare([*rows(4, labels="human"), *rows(3)]).labels == {"human": 4, "reference": 3}


def test_no_bare_kappa_of_few_replies_leaves() -> None:
    """Under 200 replies a report gets intervals only: no kappa of engine or raters, no degradation."""
    few, enough = (
        as_plain(compare(rows(n, off=5, raters={"empathy": [1, 2]})))["groups"][0] for n in (199, 200)
    )
    assert (few["enough"], enough["enough"]) == (False, True)
    assert (few["kappa"], few["raters"], few["degradation"]) == (None, None, None)
    assert len(few["interval"]) == 2
    assert isinstance(enough["kappa"], float)


def test_plain_data_is_json() -> None:
    """Everything a report needs is plain and survives JSON unchanged."""
    _, bad = read(["{"], says)
    data = as_plain(compare([*rows(20, off=3), marked({"E1": 2}, {"E1"})], "band", bad))
    assert json.loads(json.dumps(data)) == data
    assert data["gate"]["passes"] is False
    assert data["bad"] == [{"line": 1, "reason": bad[0].reason}]
    assert data["mean_f1"] == [{"lang": "en", "f1": None, "codes": 0}]
