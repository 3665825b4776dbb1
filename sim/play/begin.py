"""Owns how an attempt begins: at the first turn, at one turn alone, or where an earlier one stood.

Pure: no clock, no disk, no screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.errors import Refused, Usage
from sim.locale import translator
from sim.model.events import (
    Branch,
    Event,
    Hinted,
    Mode,
    Paused,
    ReplyScored,
    Started,
    State,
    standing,
)
from sim.play import fold as folding
from sim.play.answer import first_line
from sim.play.conditions import Moment
from sim.play.script import Script
from sim.scoring import VERSION


def begin(
    script: Script, *, mode: Mode, seed: int, scenario_hash: str, rubric_hash: str, only: str = ""
) -> tuple[Event, ...]:
    """Return the events that open an attempt: it starts, and the customer writes.

    `only` names the one turn that a drill asks for. Raises KeyError for a turn that is not there.
    """
    scenario = script.scenario
    customer = scenario.customer
    started = Started(
        seq=1,
        scenario=scenario.id,
        scenario_hash=scenario_hash,
        rubric=script.rubric.rubric,
        rubric_hash=rubric_hash,
        engine=VERSION,
        lang=script.lang,
        mode=mode,
        seed=seed,
        state=State(heat=customer.heat, trust=customer.trust, patience=customer.patience),
        only=only,
        corrects=True,
    )
    session = folding.fold(scenario, (started,))
    return started, first_line(script, session, script.turn(session.turn), Moment(session, *_NOTHING))


def again(events: Sequence[Event], attempt: str, turn_no: int) -> tuple[Event, ...]:
    """Return the events of `attempt` up to its reply `turn_no`, as the beginning of a new attempt.

    The customer is in the very state they were in: hints and pauses are left out, all else is kept.
    Raises Refused in an exam, Usage for a reply that was not given.
    """
    first = events[0]
    if not isinstance(first, Started):
        raise TypeError("an attempt begins with a started event")
    _ = translator(first.lang)
    if first.mode == "exam":
        raise Refused(_("an exam is not tried again turn by turn; practise the scenario instead"))
    kept = standing(events)
    given = [e.turn_no for e in kept if isinstance(e, ReplyScored)]
    if turn_no not in given:
        has = _("it has replies 1 to {n}").format(n=given[-1]) if given else _("it has no reply yet")
        raise Usage(
            _("there is no reply {n} in {attempt}; {has}").format(n=turn_no, attempt=attempt, has=has)
        )
    at = next(i for i, e in enumerate(kept) if isinstance(e, ReplyScored) and e.turn_no == turn_no)
    copied = [e for e in kept[1:at] if not isinstance(e, Paused | Hinted)]
    begun = first.model_copy(update={"branch": Branch(attempt=attempt, turn_no=turn_no, seq=events[-1].seq)})
    return tuple(
        event.model_copy(update={"seq": number}) for number, event in enumerate((begun, *copied), start=1)
    )


_NOTHING = (frozenset[str](), frozenset[str](), frozenset[str](), 2.0)
