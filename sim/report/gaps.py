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
from sim.report.names import kind_of, name_of
from sim.report.notes import Effect, Moment

OURS = frozenset({"BROKEN", "FLAG"})
"""Losses that the rubric has no code for and that always cost the customer something.

That nothing was asked is none of them: it stands with the first reply, which may have been taken well.
"""

MOST_GAPS = 3
"""More than three points are not taken in (`domain.md` 5.6, FB6)."""


def gaps(
    ranked: Sequence[Loss],
    course: Sequence[Moment],
    answers: Mapping[int, str],
    words: Mapping[int, str],
    needs: Mapping[int, str],
    rubric: Rubric,
    lang: Lang,
) -> tuple[Gap, ...]:
    """Return at most three of the losses, worst first; one fault that cost twice is one gap.

    That nothing was asked is one fault, whatever it cost. What was only missing, in a reply that the customer
    took well, comes after what cost something. `answers` holds what the customer wrote
    after each reply, `words` the replies, `needs` what was needed then, all by number: whole replies may
    be quoted more than once.
    """
    chosen: list[Loss] = []
    for spread in (True, False):  # another reply first: each shows one thing; then what is left
        for loss in ranked:
            if len(chosen) < MOST_GAPS and not _told(loss, chosen, words, spread=spread):
                chosen.append(loss)
    ill = [loss for loss in chosen if _ill(loss, course)]
    return tuple(
        Gap(
            label=loss.label,
            reason=loss.reason,
            code=loss.code,
            name=loss.name or name_of(loss.code, rubric, lang),
            turn_no=loss.turn_no,
            quote=loss.quote,
            why=loss.why,
            line=loss.line,
            needs=needs.get(loss.turn_no, ""),
            effect=effect(loss.shown_at, course, answers),
            cost=loss in ill,
        )
        for loss in sorted(chosen, key=lambda loss: (loss not in ill, ranked.index(loss)))
    )


def _ill(loss: Loss, course: Sequence[Moment]) -> bool:
    """Say whether a loss cost something: a fault did, what is missing did where the reply was taken ill."""
    if kind_of(loss.code) == "bad" or loss.code in OURS:
        return True
    moment = next((m for m in course if m.turn_no == loss.turn_no), None)
    if moment is None:
        return True
    return moment.after.trust < moment.before.trust or moment.after.heat > moment.before.heat


def _told(loss: Loss, chosen: Sequence[Loss], words: Mapping[int, str], *, spread: bool) -> bool:
    """Say whether a gap is told already: the same loss, the same place, or (spread) of the same reply."""
    asking = loss.label == "G1" and loss.code in ("ASK", *ASKING)
    for other in chosen:
        if other is loss or (spread and other.turn_no == loss.turn_no):
            return True
        if asking and other.label == "G1" and other.code in ("ASK", *ASKING):
            return True
        same = (other.turn_no, other.quote) == (loss.turn_no, loss.quote)
        if same and loss.quote != words.get(loss.turn_no):
            return True
    return False


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
