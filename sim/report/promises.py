"""Owns the promise ledger as it stands after some events: what was promised, and what became of it.

Never judges a promise; its standing was decided when it was scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.locale import translator
from sim.model.events import Event, PromiseRecorded
from sim.model.score import Promise
from sim.report.debrief import PromiseNote
from sim.report.lines import time_words


def ledger(events: Sequence[Event]) -> tuple[PromiseNote, ...]:
    """Return the promises in the order they were made, each with how it stands now."""
    notes: dict[Promise, PromiseNote] = {}
    for event in events:
        if not isinstance(event, PromiseRecorded):
            continue
        known = notes.get(event.promise)
        settled = event.turn_no if event.status != "made" else 0
        notes[event.promise] = PromiseNote(
            promise=event.promise,
            turn_no=known.turn_no if known else event.turn_no,
            status=event.status,
            settled=settled,
            words=event.words,
        )
    return tuple(notes.values())


def entries(notes: Iterable[PromiseNote], lang: str) -> tuple[PromiseNote, ...]:
    """Return the ledger as it is read: what was promised more than once is one entry, with all its times.

    Each clause that promises is an entry of its own, so one offer may stand there several times. What was
    taken back stays by itself, and so does what was promised anew after it was kept or broken.
    """
    told: list[PromiseNote] = []
    latest: dict[tuple[str, str], int] = {}
    for note in notes:
        promise = note.promise
        key = promise.ref if "." in promise.ref else f"{promise.what} {promise.quote}".casefold()
        place = latest.get((key, promise.standing))
        if note.status == "taken_back" or place is None or not _same(told[place], note):
            if note.status != "taken_back":
                latest[key, promise.standing] = len(told)
            told.append(note)
        else:
            told[place] = _joined(told[place], note, lang)
    return tuple(told)


def _same(known: PromiseNote, note: PromiseNote) -> bool:
    """Say whether a promise stands in the ledger already, and is no new one after that was due."""
    if note.status == "made":
        return known.status == "made" or note.turn_no <= known.settled
    return known.status in ("made", note.status)


def _joined(known: PromiseNote, note: PromiseNote, lang: str) -> PromiseNote:
    """Return one entry of two; a time that a longer one holds ("tomorrow", "tomorrow at 8") is left out."""
    first, then = known.promise, note.promise
    between, newest = translator(lang)("; "), time_words(then)
    told = [time for time in time_words(first).split(between) if time]
    times = [time for time in told if time.lower() not in newest.lower()]
    if newest and not any(newest.lower() in time.lower() for time in times):
        times.append(newest)
    changed = {
        "by": between.join(times),
        "who": then.who or first.who,
        "condition": first.condition and then.condition,
    }
    settled = known if known.status != "made" else note
    return known.model_copy(
        update={
            "promise": first.model_copy(update=changed),
            "status": settled.status,
            "settled": settled.settled,
        }
    )
