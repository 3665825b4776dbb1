"""Owns R0: the clause of a reply that responds most, if any does. Knows no level.

One head is fitted on whole replies: those that stand above level 0 in responsiveness against those that do
not. A clause that it speaks for answers, acts, asks or shows willing; a list of words that do so was right
about fewer replies, for "your calls" holds the word of an act and does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.score import Span
from sim.scoring.answers import ANSWER
from sim.scoring.context import Case
from sim.scoring.found import Found
from sim.scoring.heads import Heads, Scores
from sim.scoring.key_points import HOSTILE
from sim.scoring.ladder import ATTEMPT
from sim.scoring.meaning import is_own
from sim.scoring.signals import pieces, units

LEAST = 0.1
"""Value of the head from which a clause responds.

Leaving one scenario out, of the replies at level 0 and 1 71 % of the English and 80 % of the Chinese are told
apart (57 and 69 % by a list of words); at 0 and .2 68 and 75 %, 74 and 78 % of all.
"""


def add(case: Case, said: Scores, heads: Heads) -> None:
    """Add R0 at the clause that responds most; `said` is what the heads say of each unit."""
    place = heads.place.get(ATTEMPT)
    if place is None:
        return
    where = _responding(case, said, place)
    if where is not None:
        heard = heads.speaking(ATTEMPT, heads.known(pieces(case.reading, where, case.lang)))
        rule = "wording:" + ", ".join(piece.strip("^$*") for piece in heard)
        case.findings.append(_finding(case, case.reading.span(where[0], where[-1]), rule))
        return
    shown = next((f for f in case.findings if f.rule == ANSWER or (f.code == ASKED_AGAIN and f.sure)), None)
    if shown is not None:
        case.findings.append(_finding(case, shown.span, "check:attempt"))


REFUSES = HOSTILE | {"X03", "X04", "X05", "X18"}
"""Harm that is no attempt: who blames, shifts or pushes back does not respond (level 0 of `domain.md` 2.4).

Vague or wrong promises are attempts all the same, and so raters read them; so is an act in the same breath.
"""

ASKED_AGAIN = "X11"
"""Asking for what was given is harm, and an attempt all the same: anchor 4 of `domain.md` 2.8 has level 1."""


def _responding(case: Case, said: Scores, place: int) -> list[int] | None:
    """Return the tokens of the writer's own clause that responds most, None if none does."""
    harm = [f.span for f in case.findings if f.certain and f.code in REFUSES]
    acts = {c.first for c in case.commitments if not c.rejected}
    best, where = LEAST, None
    for number, (parts, rows) in enumerate(zip(units(case.reading, case.lang), said, strict=True)):
        if not is_own(case, number):
            continue
        first = 1 if len(parts) > 1 else 0
        for inside, row in zip(parts[first:], rows[first:], strict=True):
            if not inside or row[place] < best:
                continue
            if acts.intersection(inside) or not _overlaps(case.reading.span(inside[0], inside[-1]), harm):
                best, where = row[place], inside
    return where


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Say whether a clause holds any of these places."""
    return any(span[0] < end and start < span[1] for start, end in others)


def _finding(case: Case, span: Span, rule: str) -> Found:
    return Found(
        code=ATTEMPT,
        dimension="responsiveness",
        span=span,
        quote=case.reading.plain.original[slice(*span)],
        rule=rule,
        link="",
        points=0.0,
        strength=1.0,
    )
