"""A reply tried again: the same customer in the same state, what was taken back, and drills."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import play
from sim.errors import Refused, Usage
from sim.model.events import Event, Hinted, Paused, ReplyScored, SelfChecked, Started, Undone, standing
from sim.model.language import LANGS, Lang
from tests.playthroughs.golden import Golden, opening, paths, read, shared_script, straight

GOLDEN = [read(path) for path in paths()]
SCENARIO = "complaint-01"


def played(golden: Golden) -> tuple[play.Script, tuple[Event, ...]]:
    """Return a playthrough's script and events."""
    script = shared_script(golden.scenario, golden.lang)
    return script, _events(golden.path)


@cache
def _events(path: Path) -> tuple[Event, ...]:
    golden = read(path)
    return straight(shared_script(golden.scenario, golden.lang), golden.replies)


def replies_of(events: tuple[Event, ...]) -> list[ReplyScored]:
    """Return the scored replies of an attempt."""
    return [e for e in events if isinstance(e, ReplyScored)]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_reply_tried_again_meets_the_customer_in_the_same_state(data: st.DataObject) -> None:
    """Before every reply of every golden playthrough: the branch's session has the same fingerprint."""
    golden = data.draw(st.sampled_from(GOLDEN))
    script, events = played(golden)
    reply = data.draw(st.sampled_from(replies_of(events)))
    before = play.fold(script, events[: events.index(reply)])
    begun = play.again(events, "a1", reply.turn_no)
    session = play.fold(script, begun)
    assert session.fingerprint() == before.fingerprint()
    assert [e.seq for e in begun] == list(range(1, len(begun) + 1))
    again, following = play.step(script, session, reply.reply)
    assert following[0].model_copy(update={"seq": 0}) == reply.model_copy(update={"seq": 0})
    assert again.turn_no == reply.turn_no


def test_the_fingerprint_tells_states_apart() -> None:
    """Another reply leads to another fingerprint: equal ones are no accident of the hash."""
    script, events = played(GOLDEN[0])
    prints = {play.fold(script, events[: n + 1]).fingerprint() for n in range(len(events))}
    assert len(prints) > len(replies_of(events))


def test_a_branch_names_where_it_comes_from() -> None:
    """The first event of a branch holds the attempt and the reply; hints and pauses do not come along."""
    script, events = played(GOLDEN[0])
    seq = events[-1].seq
    noisy = (
        *events[:2],
        Hinted(seq=seq + 1, turn_no=1, step=1, text="t"),
        Paused(seq=seq + 2),
        *events[2:],
    )
    begun = play.again(noisy, "a1", 2)
    first = begun[0]
    assert isinstance(first, Started)
    assert first.branch is not None
    assert (first.branch.attempt, first.branch.turn_no) == ("a1", 2)
    assert not [e for e in begun if isinstance(e, Hinted | Paused)]
    assert play.fold(script, begun).turn_no == 1


def test_an_exam_and_a_reply_that_was_not_given_are_refused() -> None:
    """Turns of an exam are not tried again; the error for a wrong number says which there are."""
    script, events = played(GOLDEN[0])
    first = events[0]
    assert isinstance(first, Started)
    exam = (first.model_copy(update={"mode": "exam"}), *events[1:])
    with pytest.raises(Refused, match="exam"):
        play.again(exam, "a1", 1)
    last = len(replies_of(events))
    with pytest.raises(Usage, match=f"replies 1 to {last}"):
        play.again(events, "a1", last + 1)
    with pytest.raises(Usage, match="no reply yet"):
        play.again(opening(script), "a1", 1)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda g: f"{g.name}-{g.lang}")
def test_what_is_taken_back_counts_no_more(golden: Golden) -> None:
    """After the last reply is undone, the session is that before it; the events before stay as they are."""
    script, events = played(golden)
    last = replies_of(events)[-1]
    at = events.index(last)
    undone = (*events, Undone(seq=events[-1].seq + 1, turn_no=last.turn_no))
    assert standing(undone) == events[:at]
    assert play.fold(script, undone).fingerprint() == play.fold(script, events[:at]).fingerprint()
    assert play.fold(script, undone).seq == events[-1].seq + 1


def test_a_hint_stays_read_when_its_reply_is_taken_back() -> None:
    """Taking a reply back does not give a hint back."""
    _, events = played(GOLDEN[0])
    seq = events[-1].seq
    hint = Hinted(seq=seq + 1, turn_no=99, step=1, text="t")
    first = replies_of(events)[0]
    undone = (*events, hint, Undone(seq=seq + 2, turn_no=first.turn_no))
    assert standing(undone) == (*events[: events.index(first)], hint)


def test_events_that_move_nothing_leave_the_session_alone() -> None:
    """A hint and a self-check change neither the customer nor the turn."""
    script, events = played(GOLDEN[0])
    seq = events[-1].seq
    more = (
        *events,
        Hinted(seq=seq + 1, turn_no=9, step=1, text="t"),
        SelfChecked(seq=seq + 2, turn_no=0, levels={}),
    )
    assert play.fold(script, more).fingerprint() == play.fold(script, events).fingerprint()


@pytest.mark.parametrize("lang", LANGS)
def test_a_drill_asks_for_one_turn_and_is_over_after_it(lang: Lang) -> None:
    """It begins with that turn's own message, and its one reply ends it, whatever it says."""
    script = shared_script(SCENARIO, lang)
    for turn in [turn.id for turn in script.scenario.turns]:
        events = play.begin(script, mode="practice", seed=0, scenario_hash="s", rubric_hash="r", only=turn)
        session = play.fold(script, events)
        assert session.turn == turn
        assert not session.over
        session, following = play.step(script, session, "ok")
        assert session.over
        assert isinstance(following[0], ReplyScored)
        assert following[0].turn == turn


def test_a_drill_of_a_turn_that_is_not_there_cannot_begin() -> None:
    """A wrong turn is an error of the caller."""
    with pytest.raises(KeyError):
        play.begin(
            shared_script(SCENARIO, "en"),
            mode="practice",
            seed=0,
            scenario_hash="s",
            rubric_hash="r",
            only="no",
        )
