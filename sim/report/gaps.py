"""Owns the gaps a debrief speaks of: the costliest losses, with what followed them and a way to mend them.

Ranks nothing itself; the losses come ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.report.debrief import Gap
from sim.report.gap_rules import ASKING
from sim.report.losses import Loss
from sim.report.names import name_of
from sim.report.notes import Effect, Moment

MOST_GAPS = 3
"""More than three points are not taken in (`domain.md` 5.6, FB6)."""


def gaps(
    ranked: Sequence[Loss],
    course: Sequence[Moment],
    answers: Mapping[int, str],
    words: Mapping[int, str],
    rubric: Rubric,
    lang: Lang,
) -> tuple[Gap, ...]:
    """Return at most three of the losses, worst first; one fault that cost twice is one gap.

    That nothing was asked is one fault, whatever it cost. `answers` holds what the customer wrote
    after each reply, `words` the replies, both by number: whole replies may be quoted more than once.
    """
    chosen: list[Gap] = []
    places: set[tuple[int, str]] = set()
    unknown = False
    for loss in ranked:
        place = (loss.turn_no, loss.quote)
        asking = loss.label == "G1" and loss.code in ("ASK", *ASKING)
        if place in places or (asking and unknown) or len(chosen) == MOST_GAPS:
            continue
        unknown |= asking
        if loss.quote != words.get(loss.turn_no):
            places.add(place)
        chosen.append(
            Gap(
                label=loss.label,
                reason=loss.reason,
                code=loss.code,
                name=loss.name or name_of(loss.code, rubric, lang),
                turn_no=loss.turn_no,
                quote=loss.quote,
                why=loss.why,
                line=loss.line,
                effect=effect(loss.shown_at, course, answers),
            )
        )
    return tuple(chosen)


def effect(turn_no: int, course: Sequence[Moment], answers: Mapping[int, str]) -> Effect | None:
    """Return what followed reply `turn_no`; None when nothing is known to have followed."""
    moment = next((m for m in course if m.turn_no == turn_no), None)
    said = answers.get(turn_no, "")
    if moment is None and not said:
        return None
    return Effect(
        said=said,
        before=moment.before if moment else None,
        after=moment.after if moment else None,
    )
