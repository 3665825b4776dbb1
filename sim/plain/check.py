"""Owns the self-check of the line shell: what is asked, and what an answer means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sim.locale import translator
from sim.model.events import ReplyScored
from sim.model.score import DIMENSIONS, TOP, Dimension
from sim.report.printable import printable, shortened

if TYPE_CHECKING:
    from sim.coach import Seat


QUOTED = 60
"""Characters of a reply that are read out again: enough to know it by."""


def check_lines(seat: Seat) -> list[str]:
    """Return the question that comes before the marks: which reply cost most trust, and own levels."""
    _ = translator(seat.lang)
    names = [seat.rubric.section(d).name.get(seat.lang) for d in DIMENSIONS]
    replies = [
        _("Reply {n}: {quote}").format(n=e.turn_no, quote=shortened(printable(e.reply), QUOTED))
        for e in seat.standing
        if isinstance(e, ReplyScored)
    ]
    return [
        _("Before the debrief: what do you think?"),
        *replies,
        _("Type four numbers: the reply that cost most trust (0 for none), then your level from 0 to 4 for:"),
        _("; ").join(names) + _("."),
        _("For example: 2 3 2 1. Press Enter alone to skip."),
    ]


def check_again(seat: Seat) -> str:
    """Return what an answer must look like, after one that did not."""
    _ = translator(seat.lang)
    return _("Four numbers, please: a reply from 0 to {n}, then three levels from 0 to 4.").format(
        n=seat.session.turn_no
    )


def own_check(line: str, seat: Seat) -> tuple[int, dict[Dimension, int]] | None:
    """Return reply and levels from a typed line, None where it is no such answer."""
    numbers = [int(n) for n in re.findall(r"\d{1,3}", line)]
    if len(numbers) != 1 + len(DIMENSIONS):
        return None
    turn_no, *levels = numbers
    if turn_no > seat.session.turn_no or any(level > TOP for level in levels):
        return None
    return turn_no, dict(zip(DIMENSIONS, levels, strict=True))
