"""The folding of events into a chat screen, without a screen and without an event loop."""

from __future__ import annotations

from tui_fake import answer, opening

from sim.tui.view import View, transcript_text


def view_of(*events: object, mode: str = "practice") -> View:
    """Return the view after `events`."""
    view = View(trainee="Ann")
    view.extend([*opening(mode=mode), *events])  # type: ignore[list-item]
    return view


def test_a_reply_becomes_a_line_a_feedback_and_the_next_line_of_the_customer() -> None:
    """In practice the feedback stands between the reply and what the customer says to it."""
    view = view_of(*answer(1, "sorry for the two lost days"))
    assert [m.kind for m in view.messages] == ["customer", "trainee", "feedback", "customer"]
    told = view.messages[2].feedback
    assert told is not None
    assert dict(told.levels) == {"empathy": 3, "responsiveness": 1, "assurance": None}
    assert [c.quote for c in told.counted] == ["sorry for th"]
    assert [c.code for c in told.against] == ["X08"]
    assert [m.why for m in told.missing] == ["no owner"]
    assert told.moves[0].reasons == ("named the newborn",)
    heat = view.meters[0]
    assert (heat.variable, heat.value, heat.change) == ("heat", 62, -13)


def test_an_exam_tells_neither_feedback_nor_changes() -> None:
    """An exam shows the customer's state but nothing that grades the reply."""
    view = view_of(*answer(1, "sorry"), mode="exam")
    assert [m.kind for m in view.messages] == ["customer", "trainee", "customer"]
    assert [m.change for m in view.meters] == [None, None, None]


def test_folding_in_two_steps_gives_the_same_as_in_one() -> None:
    """A resumed conversation looks as it did; a promise that breaks later stays one entry."""
    first = answer(1, "one")
    broken = first[1].model_copy(update={"status": "broken", "seq": 99})
    events = [*opening(), *first, broken, *answer(2, "two", ends=True)]
    whole, split = View("Ann"), View("Ann")
    whole.extend(events)
    split.extend(events[:4])
    split.extend(events[4:])
    assert whole == split
    assert [line.status for line in whole.promises] == ["broken", "made"]
    assert whole.ended is not None
    assert "two" in transcript_text(whole)
