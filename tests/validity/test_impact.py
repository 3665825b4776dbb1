"""What a change of a rubric does: every level that moves, with what moved it; nothing else."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from sim.coach.rows import Row, RowScorer, as_plain
from sim.content import Library, Loaded
from sim.model.events import Event
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS
from sim.play import Script, begin, fold, step
from sim.validity.impact import Impact, Reason, Twice, contexts, impact, sheet_changes

REPLIES = {
    "good": "A newborn, three days with no fridge and a second day's leave gone because of us. I'd be "
    "furious. Our depot put 8841 on the wrong van. It's on tomorrow 8-12 and I message you by 6 tonight.",
    "formula": "We apologise for any inconvenience caused and appreciate your patience.",
    "calm": "Please calm down. I'll call the depot and write to you by 6.",
    "flat": "Your delivery is booked for tomorrow between 8 and 12. Our depot mis-sorted it.",
}


@pytest.fixture(scope="module")
def service() -> Loaded[Rubric]:
    """Return our rubric."""
    return Library().rubric("service")


def changed(text: str, old: str, new: str) -> Rubric:
    """Return our rubric with one place changed, which must be there."""
    assert old in text, old
    return Library().parse_rubric(text.replace(old, new, 1), "new")


class One(Library):
    """A library with one rubric."""

    def __init__(self, rubric: Rubric) -> None:
        """Hold it."""
        super().__init__()
        self.one = Loaded(rubric, "", "0" * 64)

    def rubric(self, rubric_id: str) -> Loaded[Rubric]:  # noqa: ARG002 - whatever is asked for
        """Return it, whatever is asked for."""
        return self.one


def rows() -> list[Row]:
    """Return the replies as rows."""
    return [
        Row(id=name, scenario="complaint-01", turn="opening", lang="en", reply=text)
        for name, text in REPLIES.items()
    ]


def scores(rubric: Rubric) -> dict[str, dict[str, Any]]:
    """Return the full score of every reply with a rubric."""
    scorer = RowScorer(One(rubric))
    return {row.id: scorer.score(row) for row in rows()}


def compared(old: Rubric, new: Rubric) -> Impact:
    """Return the impact on the replies."""
    was, now = scores(old), scores(new)
    return impact((Twice(name, {"turn": "opening"}, was[name], now[name]) for name in REPLIES), old, new)


def test_no_change_moves_nothing(service: Loaded[Rubric]) -> None:
    """A rubric beside itself: every reply is counted, none moves, no rule differs."""
    found = compared(service.value, service.value)
    assert (found.replies, found.moved) == (len(REPLIES), 0)
    assert found.changes == found.red_lines == found.sheet == ()


def test_words_and_names_are_no_rules(service: Loaded[Rubric]) -> None:
    """Another title, name or advice is no difference of the sheet."""
    new = changed(service.text, "Service conversation, default sheet", "Our sheet")
    assert list(sheet_changes(service.value, new)) == []


def test_new_and_lost_phrases_are_told(service: Loaded[Rubric]) -> None:
    """A list that replaced a longer one shows, also where no reply moves by it."""
    data = yaml.safe_load(service.text)
    (part,) = (d for d in data["deductions"] if d["id"] == "X12")
    before = len(set(part["say"]["en"]))
    part["say"]["en"] = ["fair play to you", part["say"]["en"][0]]
    new = Library().parse_rubric(yaml.safe_dump(data, allow_unicode=True), "new")
    (told,) = sheet_changes(service.value, new)
    assert (told.kind, told.code, told.rule) == ("phrases", "X12", f"en +1 -{before - 1}")


def test_the_result_is_that_of_a_full_rescore(service: Loaded[Rubric]) -> None:
    """Old and new levels are those of scoring everything twice, and every difference is reported."""
    data = yaml.safe_load(service.text)
    for target in data["sections"][0]["ladder"].values():
        target["points"] += 1
    new = Library().parse_rubric(yaml.safe_dump(data, allow_unicode=True), "new")
    was, now = scores(service.value), scores(new)
    expected = {
        (name, d): (was[name]["levels"][d], now[name]["levels"][d])
        for name in REPLIES
        for d in DIMENSIONS
        if was[name]["levels"][d] != now[name]["levels"][d]
    }
    found = compared(service.value, new)
    assert expected
    assert {(c.name, c.dimension): (c.old, c.new) for c in found.changes} == expected


def test_a_step_of_the_ladder_is_named(service: Loaded[Rubric]) -> None:
    """Where the evidence stays and the ladder moves, the step is the reason, with both its values."""
    section = service.value.section("empathy")
    top = section.ladder[2]
    harder = service.value.model_copy(
        update={
            "sections": tuple(
                s.model_copy(update={"ladder": {**s.ladder, 2: top.model_copy(update={"points": 30})}})
                if s.id == "empathy"
                else s
                for s in service.value.sections
            )
        }
    )
    found = compared(service.value, harder)
    assert found.changes
    assert {c.dimension for c in found.changes} == {"empathy"}
    for change in found.changes:
        assert [(r.kind, r.sign, r.code) for r in change.reasons] == [
            ("rule", "~", "empathy.ladder.2.points")
        ]
        assert change.reasons[0].words.endswith("-> 30")


def scored(level: int, *found: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return one reply as `servicesim score` prints it, all dimensions at 2 but empathy."""
    return {
        "levels": {"empathy": level, "responsiveness": 2, "assurance": 2},
        "findings": list(found),
        "caps": [],
        "flags": [],
        "flag_reasons": [],
        "red_lines": [],
        **more,
    }


def finding(code: str, quote: str, rule: str, **more: Any) -> dict[str, Any]:
    """Return one finding of empathy."""
    return {"code": code, "dimension": "empathy", "quote": quote, "rule": rule, **more}


CALM = finding("X01", "calm down", "phrase:calm down")
CAP = {"code": "X01", "dimension": "empathy", "limit": 0, "why": ""}


def reasons(old: dict[str, Any], new: dict[str, Any], before: Rubric, after: Rubric) -> list[Reason]:
    """Return the reasons of the only change between two scores of one reply."""
    (change,) = impact([Twice("r", {}, old, new)], before, after).changes
    assert change.dimension == "empathy"
    return list(change.reasons)


def test_a_limit_that_goes_is_named_with_the_words_that_brought_it(service: Loaded[Rubric]) -> None:
    """A phrase taken out frees a level: the cap that goes is the reason, with the reply's own words."""
    found = reasons(scored(0, CALM, caps=[CAP]), scored(2), service.value, service.value)
    assert Reason("cap", "-", "X01", "calm down", "limit:0 phrase:calm down") in found


def test_a_severity_is_a_rule_and_a_cap(service: Loaded[Rubric]) -> None:
    """A deduction made lighter changes its cap: the old goes, the new comes, and the rule is named."""
    block = service.text.index("- id: X01")
    text = service.text[:block] + service.text[block:].replace("severity: severe", "severity: minor", 1)
    new = Library().parse_rubric(text, "new")
    lighter = {**CAP, "limit": 3}
    found = reasons(scored(0, CALM, caps=[CAP]), scored(3, CALM, caps=[lighter]), service.value, new)
    signs = {(r.kind, r.sign, r.code) for r in found}
    assert {("cap", "-", "X01"), ("cap", "+", "X01"), ("rule", "~", "X01.severity")} <= signs
    assert Reason("rule", "~", "X01.severity", "severe -> minor") in list(sheet_changes(service.value, new))


def test_evidence_that_comes_and_goes_is_named(service: Loaded[Rubric]) -> None:
    """A finding of one rubric only has a sign; one of both that became clearer has both strengths."""
    old = scored(1, finding("E2", "no wonder", "phrase:no wonder"), finding("E1", "baby", "r", strength=0.4))
    new = scored(2, finding("E3", "sorry", "phrase:sorry"), finding("E1", "baby", "r", strength=0.9))
    assert reasons(old, new, service.value, service.value) == [
        Reason("finding", "-", "E2", "no wonder", "phrase:no wonder"),
        Reason("finding", "+", "E3", "sorry", "phrase:sorry"),
        Reason("finding", "~", "E1", "baby", "0.4 -> 0.9"),
    ]


def test_a_flag_is_a_reason(service: Loaded[Rubric]) -> None:
    """A reply that is no longer an honest one loses its level by the flag, in words."""
    flagged = scored(1, flags=["echo"], flag_reasons=["Most of it repeats."])
    found = reasons(scored(3), flagged, service.value, service.value)
    assert found == [Reason("flag", "+", "echo", "Most of it repeats.")]


def test_not_scored_is_told_apart_from_0(service: Loaded[Rubric]) -> None:
    """A dimension that is scored with one rubric only is a change, and counts as a rise or a fall."""
    old, new = scored(0), scored(0)
    new["levels"]["empathy"] = None
    plain = impact([Twice("r", {}, old, new)], service.value, service.value).as_plain()
    assert (plain["changes"][0]["old"], plain["changes"][0]["new"]) == (0, None)
    assert plain["dimensions"]["empathy"] == {"up": 0, "down": 1}


def test_a_weight_changes_no_level(service: Loaded[Rubric]) -> None:
    """A weight is a difference of the sheet and moves nobody."""
    new = changed(service.text, "weight: 30", "weight: 20")
    found = compared(service.value, new)
    assert found.moved == 0
    assert found.sheet == (Reason("rule", "~", "empathy.weight", "30 -> 20"),)


def test_red_lines_are_told_apart_from_levels(service: Loaded[Rubric]) -> None:
    """A deduction that becomes a red line changes a verdict and no level."""
    new = changed(service.text, "red_lines: [X16,", "red_lines: [X01, X16,")
    pair = Twice("r", {}, scored(0, CALM), scored(0, CALM, red_lines=["X01"]))
    found = impact([pair], service.value, new)
    assert found.moved == 0
    assert [(v.name, v.old, v.new) for v in found.red_lines] == [("r", (), ("X01",))]


def test_every_change_has_a_reason(service: Loaded[Rubric]) -> None:
    """No level moves without saying why, whichever part of the sheet was changed."""
    data = yaml.safe_load(service.text)
    empathy, responsiveness, _ = data["sections"]
    empathy["ladder"][3]["points"] += 5
    for indicator in responsiveness["indicators"]:
        indicator["points"] = 0
    new = Library().parse_rubric(yaml.safe_dump(data, allow_unicode=True), "new")
    changes = compared(service.value, new).changes
    assert {c.dimension for c in changes} >= {"responsiveness"}
    assert all(c.reasons for c in changes)


def test_stored_replies_keep_their_context(service: Loaded[Rubric]) -> None:
    """Each reply of an attempt is scored with what had been said before it, as when it was played."""
    script = Script(Library().scenario("complaint-01").value, service.value, "en")
    events: list[Event] = list(begin(script, mode="practice", seed=0, scenario_hash="s", rubric_hash="r"))
    for text in (REPLIES["good"], REPLIES["good"], REPLIES["flat"]):
        session = fold(script, events)
        if session.ended:
            break
        events += step(script, session, text)[1]
    pairs = list(contexts(script, events))
    assert len(pairs) >= 2
    for event, context in pairs:
        again = script.engine.score(event.reply, context)
        assert as_plain(again)["levels"] == as_plain(event.explanation)["levels"]
