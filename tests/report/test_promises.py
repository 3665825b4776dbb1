"""The ledger as it is read: what is promised more than once is one entry, what is promised anew is not."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model.score import Promise
from sim.report.debrief import PromiseNote
from sim.report.lines import promise_line
from sim.report.promises import entries


def note(turn_no: int = 1, *, status: Any = "made", settled: int = 0, **changes: Any) -> PromiseNote:
    """Return an entry of the ledger."""
    plain = {"what": "Both captures confirmed", "ref": "offer.captures", "span": (0, 4), "quote": "P-771"}
    promise = Promise.model_validate({**plain, "standing": "within", **changes})
    return PromiseNote(promise=promise, turn_no=turn_no, status=status, settled=settled)


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (("", "today"), "today"),
        (("today", ""), "today"),
        (("tomorrow", "tomorrow 8 to 12"), "tomorrow 8 to 12"),
        (("today", "in 3 days", "today"), "in 3 days; today"),
    ],
)
def test_an_offer_is_one_entry_with_every_time_that_was_said(times: tuple[str, ...], told: str) -> None:
    """A clause for its act and one for its time do not make two promises of it."""
    (entry,) = entries([note(n, by=by) for n, by in enumerate(times, 1)], "en")
    assert set(entry.promise.by.split("; ")) == set(told.split("; "))
    assert entry.turn_no == 1


def test_what_became_of_it_is_told_of_the_whole_entry() -> None:
    """What was said again before it was kept is kept with it; what is promised afterwards is new."""
    kept = note(1, status="kept", settled=3)
    assert [e.status for e in entries([kept, note(2, by="today")], "en")] == ["kept"]
    assert [e.status for e in entries([note(1), note(2, status="broken", settled=3)], "en")] == ["broken"]
    assert [e.status for e in entries([kept, note(4, by="on Friday")], "en")] == ["kept", "made"]


def test_what_was_taken_back_and_what_goes_beyond_authority_stand_by_themselves() -> None:
    """Neither is the same promise as one that stands and may be made."""
    gone, over = note(1, status="taken_back", settled=2), note(2, standing="over")
    assert len(entries([gone, note(2), note(3, by="today"), over], "en")) == 3


def test_promises_of_no_offer_are_told_apart_by_their_words() -> None:
    """Two acts that the case does not know are two; the same sentence twice is one."""
    ring, write = ({"ref": "", "what": words, "quote": words} for words in ("I'll ring", "I'll write"))
    assert len(entries([note(1, **ring), note(1, **write), note(2, **ring)], "en")) == 2


def test_a_time_keeps_the_letters_of_the_reply() -> None:
    """A weekday is not told in small letters, nor another word as it begins a sentence."""
    for by, quote, told in (
        ("on thursday", "It leaves on Thursday", "on Thursday"),
        ("thursday", "Thursday it leaves", "Thursday"),
        ("at 12", "At 12 it leaves", "at 12"),
        ("by 5 pm.", "ring you by 5 pm", "by 5 pm"),
        ("by 5 p.m.", "ring you by 5 p.m", "by 5 p.m."),
    ):
        assert f"when: {told};" in promise_line(note(by=by, quote=quote), "en")
