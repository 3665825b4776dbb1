"""xAPI statements of an attempt: what each event says, ids that never change, and words that stay at home."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sample_attempt import REPLIES, ended, first_reply, second_reply, started, whole_attempt

from sim.model.drill_result import CaseStarted, DrillAnswered, DrillResult, PointResult
from sim.model.events import Branch, Event, Hinted, Paused, ReplyScored, SelfChecked, Started, Undone
from sim.model.score import DIMENSIONS
from sim.report.xapi import Learner, Statement, pseudonym, registration, statement_id, statements_of
from tests.playthroughs import golden

HOME = "https://training.example.com/desk"
BEGIN = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)
OURS = f"{HOME}/xapi/extensions/"
TITLE = {"en": "A small case", "zh": "小案子"}
SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"


def timed(events: Iterable[Event], apart: float = 30) -> list[tuple[str, Event]]:
    """Return events as the store gives them back, so many seconds apart."""
    return [
        ((BEGIN + timedelta(seconds=apart * i)).isoformat(timespec="microseconds"), event)
        for i, event in enumerate(events)
    ]


def told(
    events: Iterable[Event], *, consent: bool = False, attempt: str = "a1", title: dict[str, str] = TITLE
) -> tuple[Statement, ...]:
    """Return the statements of an attempt of somebody called 4711."""
    return statements_of(attempt, timed(events), Learner(HOME, "4711", consent), title)


def verbs(statements: Iterable[Statement]) -> list[str]:
    """Return the verbs, as they are displayed."""
    return [one.data["verb"]["display"]["en"] for one in statements]


def extensions(statement: Statement, where: str = "result") -> dict[str, Any]:
    """Return the extensions of ours in a result or context, by their short names."""
    found = statement.data[where]["extensions"]
    return {key.removeprefix(OURS): value for key, value in found.items() if key.startswith(OURS)}


def renumbered(events: Iterable[Event]) -> list[Event]:
    """Return events numbered from 1, as a store keeps them."""
    return [event.model_copy(update={"seq": n}) for n, event in enumerate(events, 1)]


def test_an_attempt_is_told_from_beginning_to_end() -> None:
    """It is initialized, each reply answered, completed and terminated, at the times that were stored."""
    statements = told(whole_attempt())
    assert verbs(statements) == ["initialized", "answered", "answered", "completed", "terminated"]
    assert [one.data["timestamp"] for one in statements][:2] == [
        "2025-03-01T08:00:00.000Z",
        "2025-03-01T08:01:00.000Z",
    ]
    assert {one.data["context"]["registration"] for one in statements} == {registration("a1")}
    assert {one.data["actor"]["account"]["name"] for one in statements} == {"4711"}
    assert statements[0].data["object"]["definition"]["name"] == TITLE
    assert extensions(statements[0], "context") == {
        "engine": "base-1",
        "attempt": "a1",
        "mode": "practice",
        "rubric": "service",
        "rubric-revision": "bbbbbbbb2222",
    }


def test_a_reply_is_told_with_its_levels() -> None:
    """Score, levels, codes found and missing, help are the event's; a dimension not scored is left out."""
    first, second = told(whole_attempt())[1:3]
    assert first.data["result"]["score"] == {"scaled": 0.125, "raw": 0.5, "min": 0, "max": 4}
    assert extensions(first) == {
        "levels": {"empathy": 0, "responsiveness": 1},
        "codes": ["X01", "X08"],
        "missing": ["R3"],
        "key-points": [],
        "red-lines": [],
        "understood": True,
        "aided": False,
        "hints": 0,
        "try": 1,
    }
    assert extensions(second)["key-points"] == ["slot"]
    assert first.data["object"]["id"] == f"{HOME}/scenarios/complaint-99/turns/opening"
    assert first.data["context"]["contextActivities"]["parent"][0]["id"] == f"{HOME}/scenarios/complaint-99"


def test_a_reply_without_any_level_has_no_score() -> None:
    """Where the customer gave no opportunity there is nothing to score, and no score of 0 is told."""
    reply, *rest = second_reply()
    assert isinstance(reply, ReplyScored)
    said = reply.explanation.model_copy(update={"levels": dict.fromkeys(DIMENSIONS)})
    events = [*started(), reply.model_copy(update={"explanation": said, "quality": 0.0}), *rest]
    answered = told(events)[1]
    assert "score" not in answered.data["result"]
    assert extensions(answered)["levels"] == {}


def test_red_lines_are_told_by_their_code() -> None:
    """The codes of red lines crossed stand in the reply's statement, and those of the attempt in its end."""
    reply, *_rest = first_reply()
    assert isinstance(reply, ReplyScored)
    said = reply.explanation.model_copy(update={"red_lines": ("X16",)})
    events = [*started(), reply.model_copy(update={"explanation": said}), *ended(red_lines=("X16",))]
    answered, completed = told(events)[1:3]
    assert extensions(answered)["red-lines"] == extensions(completed)["red-lines"] == ["X16"]


def test_nobody_passes_or_fails() -> None:
    """One session is no verdict: no success, no passed or failed, no score of the whole, at any ending."""
    for kind in ("resolved", "partial", "unresolved", "complaint", "left", "red_line"):
        completed = told(whole_attempt(kind=kind))[3]
        assert verbs([completed]) == ["completed"]
        assert completed.data["result"]["completion"] is True
        assert not {"success", "score"} & completed.data["result"].keys()
        assert extensions(completed)["ending"] == kind


def test_the_end_tells_levels_and_what_the_customer_felt() -> None:
    """Means of the levels, and the customer's figures under `simulated`."""
    completed = told(whole_attempt())[3]
    assert extensions(completed)["mean-levels"] == {"empathy": 50.0, "responsiveness": 62.5}
    assert extensions(completed)["simulated"]["perceived"] == 66.5
    assert extensions(completed)["simulated"]["adequate"] == 60
    assert completed.data["result"]["duration"] == "PT270.00S"


def test_hints_and_replies_taken_back_are_told() -> None:
    """A hint names its turn and step; what was taken back names the statement it takes back; tries count."""
    hint = Hinted(seq=3, turn_no=1, turn="opening", step=2, code="E1", text="Name what she lost.")
    events = renumbered([*started(), hint, *first_reply(), Undone(seq=7, turn_no=1), *first_reply(seq=8)])
    statements = told(events)
    assert verbs(statements) == ["initialized", "requested", "answered", "retracted", "answered"]
    asked, answered, back, answered_again = statements[1:]
    assert asked.data["object"]["id"] == f"{HOME}/scenarios/complaint-99/turns/opening/hints/2"
    assert back.data["context"]["statement"] == {"objectType": "StatementRef", "id": answered.id}
    assert back.data["object"] == answered.data["object"]
    assert [extensions(one)["try"] for one in (answered, answered_again)] == [1, 2]
    assert [extensions(one)["hints"] for one in (answered, answered_again)] == [1, 1]
    assert "Name what she lost." not in json.dumps([one.data for one in statements])


def test_a_pause_ends_a_sitting() -> None:
    """It is suspended, and resumed with what comes next: in another sitting, and the pause takes no time."""
    pause = Paused(seq=6)
    events = renumbered([*started(), *first_reply(), pause, *second_reply(), *ended()])
    statements = told(events)
    assert verbs(statements) == [
        "initialized", "answered", "suspended", "resumed", "answered", "completed", "terminated",
    ]  # fmt: skip
    sittings = [one.data["context"]["extensions"][SESSION] for one in statements]
    assert len(set(sittings[:3])) == len(set(sittings[3:])) == 1
    assert sittings[0] != sittings[3]
    assert statements[-1].data["result"]["duration"] == "PT270.00S"
    assert statements[3].data["timestamp"] == statements[4].data["timestamp"]
    assert len({one.data["context"]["registration"] for one in statements}) == 1


def test_a_turn_tried_again_names_its_parent() -> None:
    """The branch says which reply of which attempt it gives anew; replies it repeats are not told twice."""
    first, *rest = started()
    assert isinstance(first, Started)
    branch = first.model_copy(update={"branch": Branch(attempt="a0", turn_no=2, seq=9)})
    statements = told(renumbered([branch, *rest, *first_reply(), *second_reply()]))
    assert verbs(statements) == ["initialized", "answered"]
    begun = statements[0].data["context"]
    assert begun["statement"]["id"] == statement_id("a0", 1, "initialized")
    assert extensions(statements[0], "context")["retry-of"] == {
        "attempt": "a0",
        "registration": registration("a0"),
        "reply": 2,
    }
    assert statements[1].data["result"]["score"]["raw"] == 4


def test_one_turn_alone_is_over_with_its_reply() -> None:
    """A drill of one turn is completed by its reply."""
    first, *rest = started()
    assert isinstance(first, Started)
    only = first.model_copy(update={"only": "opening"})
    statements = told([only, *rest, *second_reply(3)[:1]])
    assert verbs(statements) == ["initialized", "answered", "completed", "terminated"]
    assert extensions(statements[0], "context")["only-turn"] == "opening"


def case_events() -> list[Event]:
    """Return an attempt at a case question with two answers."""
    result = DrillResult(
        points=(PointResult(id="name", score=1), PointResult(id="why", score=0.5)), total=6, of=8
    )
    begun = CaseStarted(seq=1, drill="case-01", drill_hash="c" * 20, engine="drill-1", lang="zh")
    return [
        begun,
        *(DrillAnswered(seq=n + 1, turn_no=n, text=REPLIES[0], result=result, standing=7) for n in (1, 2)),
    ]


def test_answers_to_a_case_question_are_told() -> None:
    """Each answer has its total as score and what each point got; a case never ends, so none completes it."""
    statements = told(case_events())
    assert verbs(statements) == ["initialized", "answered", "answered"]
    last = statements[2]
    assert last.data["object"]["id"] == f"{HOME}/cases/case-01"
    assert last.data["result"]["score"] == {"scaled": 0.75, "raw": 6, "min": 0, "max": 8}
    assert extensions(last) == {"points": {"name": 1, "why": 0.5}, "standing": 7, "try": 2}


def test_what_the_trainee_thinks_of_themselves_is_not_told() -> None:
    """The self-check is the trainee's own; it makes no statement."""
    check = SelfChecked(seq=11, turn_no=1, levels={"empathy": 4})
    assert told([*whole_attempt(), check]) == told(whole_attempt())


def test_words_are_told_with_consent_and_nowhere_else() -> None:
    """With consent the reply is the response; without, nothing a trainee wrote is in any statement."""
    for events in (whole_attempt(), case_events()):
        open_, closed = told(events, consent=True), told(events)
        responses = [one.data["result"]["response"] for one in open_ if verbs([one]) == ["answered"]]
        assert responses[0] == REPLIES[0]
        for one in open_:
            one.data.get("result", {}).pop("response", None)
        assert open_ == closed
        for words in (*REPLIES, "calm down", "newborn", "6 p.m.", "I will call", "Where is it?"):
            assert words not in json.dumps([one.data for one in closed])


def test_words_taken_back_are_told_to_nobody() -> None:
    """A reply that was taken back keeps its levels and loses its words, consent or not."""
    events = renumbered([*started(), *first_reply(), Undone(seq=6, turn_no=1), *second_reply(7)])
    answered = [one for one in told(events, consent=True) if verbs([one]) == ["answered"]]
    assert ["response" in one.data["result"] for one in answered] == [False, True]


def test_what_no_store_could_keep_is_mended() -> None:
    """A zero character or half of a pair in a reply would make a record store stumble; neither is sent."""
    reply, *rest = second_reply()
    assert isinstance(reply, ReplyScored)
    (answered,) = (
        one
        for one in told([*started(), reply.model_copy(update={"reply": "a\0b\ud800c"}), *rest], consent=True)
        if verbs([one]) == ["answered"]
    )
    assert answered.data["result"]["response"] == "a?b?c"


@pytest.mark.parametrize("path", golden.paths()[::60], ids=lambda path: path.name)
def test_statements_never_change_once_they_are_told(path: Any) -> None:
    """Of any conversation the statements of its first events are the first statements of all its events."""
    play = golden.read(path)
    events = golden.straight(golden.shared_script(play.scenario, play.lang), play.replies)
    whole = told(events, consent=True)
    for n in range(1, len(events) + 1):
        part = told(events[:n], consent=True)
        assert whole[: len(part)] == part
    answered = [one for one in whole if verbs([one]) == ["answered"]]
    replies = [e for e in events if isinstance(e, ReplyScored)]
    for one, reply in zip(answered, replies, strict=True):
        levels = {d: lv for d in DIMENSIONS if (lv := reply.explanation.levels[d]) is not None}
        assert extensions(one)["levels"] == levels
        assert 0 <= one.data["result"].get("score", {}).get("scaled", 0) <= 1


def test_ids_are_the_same_everywhere_and_of_one_statement_alone() -> None:
    """An attempt and an event make the id, on any machine; no two statements of any attempt share one."""
    assert statement_id("a1", 1, "initialized") == "d6364cf6-77c9-540e-9322-11c1bc444498"
    assert registration("a1") == "769362e1-ce49-543f-8e71-b52bc6780be3"
    ids = [one.id for attempt in ("a1", "a2") for one in told(whole_attempt(), attempt=attempt)]
    assert len(set(ids)) == len(ids)
    assert all(UUID(one).version == 5 for one in ids)
    assert [one.id for one in told(whole_attempt())] == [one.data["id"] for one in told(whole_attempt())]


def test_a_pseudonym_tells_people_apart_and_tells_no_name() -> None:
    """One for a person and key, another for others; two ways to write one name make no difference."""
    ann, bo = (pseudonym(b"key", name) for name in ("Ann", "Bo"))
    assert ann != bo
    assert ann == pseudonym(b"key", "Ann") != pseudonym(b"other", "Ann")
    assert pseudonym(b"key", "Zo\u00eb") == pseudonym(b"key", "Zoe\u0308")
    assert re.fullmatch("[0-9a-f]{32}", ann)


def test_an_odd_id_is_escaped() -> None:
    """A scenario's or turn's id cannot break the address it stands in; without a title the id is the name."""
    first, *rest = started()
    assert isinstance(first, Started)
    odd = first.model_copy(update={"scenario": 'a b/"?冰'})
    whole = told([odd, *rest], title={})[0].data["object"]
    assert whole["id"] == f"{HOME}/scenarios/a%20b%2F%22%3F%E5%86%B0"
    assert whole["definition"]["name"] == {"en": 'a b/"?冰'}
