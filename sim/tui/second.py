"""Owns what is told of second tries and of drills: both tries compared, the first words, a drill's end.

Holds no judgement of its own: the sentences are those of `sim.report`. Reads the store, so that
everything here runs in the worker thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.locale import translator
from sim.model.events import ReplyScored, standing
from sim.report.lines import level_words, said
from sim.report.printable import printable, shortened
from sim.report.text_gaps import edit_lines
from sim.report.text_own import retry_lines
from sim.tui.view import Message, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.coach import Coach, Seat
    from sim.model.events import Event

SIGNS = {"kept": "{text}", "left": "[!{text}]", "struck": "[-{text}]", "added": "[+{text}]"}
"""How the pieces of a better line are told in one line, with the signs of the debrief."""

OWN = {"en": 30, "zh": 15}
"""Characters told of own words that stay: enough to see where the line put in belongs."""


@dataclass(frozen=True)
class Earlier:
    """What stands above the field while a turn is tried again: the words of before, and what to aim at."""

    words: str
    aim: str


def note_of(seat: Seat, view: View, lang: str) -> Message | None:
    """Return what stands behind a turn tried again, or behind the reply of a drill; None for any other."""
    if not view.shows_feedback:
        return None
    if view.drill and view.replies:
        return _drilled(seat, view.replies, lang)
    retry = seat.retry() if view.tried else None
    if retry is None:
        return None
    _ = translator(lang)
    return Message("note", _("This turn again"), "\n".join(retry_lines(retry, lang, _)), retry.turn_no)


def _drilled(seat: Seat, number: int, lang: str) -> Message:
    """Return the levels of the one reply, and its better line or, without one, a strong reply of the case."""
    _ = translator(lang)
    debrief, edit = seat.debrief(), seat.better(number)
    review = debrief.replies[-1]
    lines = [level_words(note, lang) for note in review.levels]
    if edit is not None:
        lines += edit_lines(edit, debrief, lang, _)
    elif review.better:
        lines.append(_("A strong reply to this message: {quote}").format(quote=said(review.better, lang)))
    return Message("note", _("What this reply reached"), "\n".join(lines), number)


def earlier_of(coach: Coach, seat: Seat, lang: str) -> Earlier | None:
    """Return what was said the first time, with its better line, next goal or the goal; None without one.

    The better line is the one that the debrief shows for this reply, where it shows one. It is left out where
    the first attempt has another reply there by now.
    """
    branch = seat.started.branch
    if branch is None:
        return None
    _ = translator(lang)
    number = branch.turn_no
    parent = coach.open(branch.attempt)
    words = _reply(standing(e for e in parent.events if not branch.seq or e.seq <= branch.seq), number)
    aim = _("Your goal: {goal}").format(goal=printable(seat.brief.goal))
    if words and words == _reply(parent.standing, number):
        debrief = parent.debrief()
        lines = [(gap.turn_no, gap.better) for gap in debrief.gaps]
        lines.append((debrief.next_goal.turn_no, debrief.next_goal.better))
        edit = next((e for at, e in lines if at == number and e is not None), None) or parent.better(number)
        if edit is not None:
            most = OWN[seat.lang]
            shown = (
                SIGNS[p.kind].format(text=text if p.kind == "added" else shortened(text, most))
                for p in edit.pieces
                if (text := printable(p.text))
            )
            aim = _("Better line: {words}").format(words=("" if seat.lang == "zh" else " ").join(shown))
        elif (goal := debrief.next_goal).turn_no == number:
            aim = _("{label}: {text}").format(label=_("Next goal"), text=printable(goal.text))
    return Earlier(printable(words), aim)


def _reply(events: Iterable[Event], number: int) -> str:
    return next((e.reply for e in events if isinstance(e, ReplyScored) and e.turn_no == number), "")
