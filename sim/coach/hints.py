"""Owns hints: what the customer needs, then which indicator serves it, then how a sentence begins.

A hint lowers no mark; the reply that follows it is called aided.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.errors import Refused
from sim.locale import translator
from sim.model.events import Event, Hinted, Session
from sim.model.rubric import Indicator
from sim.model.score import DIMENSIONS, Dimension
from sim.model.turns import Turn
from sim.play import Script
from sim.play.state import PHASE_WEIGHTS, phase_of
from sim.scoring.explain import OPPORTUNITY

MOST_HINTS = 3
"""Hints in one attempt: one full ladder, or a first hint on three replies. A design value."""

LAST_STEP = 3


def next_hint(script: Script, session: Session, events: Iterable[Event]) -> Hinted:
    """Return the next hint on the coming reply. Raises Refused in an exam and when none is left."""
    _ = translator(script.lang)
    given = [e for e in events if isinstance(e, Hinted)]
    coming = session.turn_no + 1
    here = [e for e in given if (e.turn_no, e.turn) == (coming, session.turn)]
    if session.mode == "exam":
        raise Refused(_("an exam gives no hints"))
    if session.over:
        raise Refused(_("this conversation has ended"))
    if len(given) >= MOST_HINTS:
        raise Refused(_("all {n} hints of this attempt are used").format(n=MOST_HINTS))
    if len(here) >= LAST_STEP:
        raise Refused(_("there is no further hint on this reply"))
    turn = script.turn(session.turn)
    step = len(here) + 1
    code, text = "", ""
    if step == 1:
        text = (turn.needs or script.scenario.goal).get(script.lang)
    else:
        indicator, line = _served(script, session, turn)
        code = indicator.id
        text = _named(indicator, script) if step == 2 else _first_half(line, script)
    return Hinted.model_validate(
        {
            "seq": session.seq + 1,
            "turn_no": coming,
            "turn": session.turn,
            "step": step,
            "code": code,
            "text": text,
        }
    )


def _served(script: Script, session: Session, turn: Turn) -> tuple[Indicator, str]:
    """Return the indicator that serves this turn best where the trainee is weakest, and a line that shows it.

    Weakest is the lowest mean level so far; before the first reply, what weighs most in this phase.
    """
    means = session.mean_levels()
    weights = dict(zip(DIMENSIONS, PHASE_WEIGHTS[phase_of(turn.stage)], strict=True))

    def rank(dimension: Dimension) -> tuple[bool, float, float]:
        mean = means[dimension]
        return (
            not OPPORTUNITY[dimension] & set(turn.gives),
            mean if mean is not None else 0.0,
            -weights[dimension],
        )

    for dimension in sorted(DIMENSIONS, key=rank):
        section = script.rubric.section(dimension)
        for indicator in sorted(section.indicators, key=lambda i: (-i.points, i.id)):
            line = script.engine.example(turn.id, indicator.id)
            if line:
                return indicator, line
    raise Refused(translator(script.lang)("this scenario has no further hint on this reply"))


def _named(indicator: Indicator, script: Script) -> str:
    _ = translator(script.lang)
    return _("{name}: {advice}").format(
        name=indicator.name.get(script.lang), advice=indicator.advice.get(script.lang)
    )


def _first_half(line: str, script: Script) -> str:
    """Return the first half of a sentence: half of its words, in Chinese half of its characters."""
    if script.lang == "zh":
        return line[: (len(line) + 1) // 2] + "…"
    words = line.split()
    return " ".join(words[: (len(words) + 1) // 2]) + " …"
