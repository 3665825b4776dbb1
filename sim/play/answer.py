"""Owns what the customer does after a reply: leave, complain, ask for somebody in charge, or go on.

Never scores and never moves the state.
"""

from __future__ import annotations

from dataclasses import replace

from sim.model.events import CustomerSaid, Ended, Session, State
from sim.model.language import Text
from sim.model.turns import Turn
from sim.play.conditions import Moment, first_variant, holds
from sim.play.fold import SUPERVISOR_ASKED
from sim.play.recorder import Recorder
from sim.play.script import Script
from sim.play.standards import stay_intent
from sim.play.state import SUPERVISOR_HEAT, SUPERVISOR_TRUST, perceived


def answer(
    script: Script,
    recorder: Recorder,
    moment: Moment,
    reaction: str,
    following: str,
    worth: float,
    *,
    was: Session,
) -> None:
    """Add what the customer does now: leave, complain, ask for a supervisor, or write the next line."""
    scenario, state = script.scenario, recorder.session.state
    if recorder.session.red_lines:
        return _end(script, recorder, "red_line", scenario.reactions.red_line)
    if state.patience <= 0:
        return _end(script, recorder, "left", scenario.reactions.leaves)
    if was.supervisor and recorder.session.supervisor and worth < 2:
        return _end(script, recorder, "complaint", scenario.reactions.complaint)
    crossed = _crossed(was.state, state) and scenario.turn(following) is not None
    again = SUPERVISOR_ASKED in recorder.session.triggered
    if crossed and again and worth < 2:
        return _end(script, recorder, "complaint", scenario.reactions.complaint)
    upset = crossed and not again
    if upset:
        _react(script, recorder, following, "supervisor")
    if reaction:
        return _react(script, recorder, following, reaction)
    moment = replace(moment, session=recorder.session)
    trigger = next(
        (
            t
            for t in scenario.triggers
            if t.id not in recorder.session.triggered
            and (not t.before or following in t.before)
            and holds(t.when, moment)
        ),
        None,
    )
    if trigger is not None and not upset:
        turn_id = following if scenario.turn(following) else recorder.session.turn
        recorder.add(_line(script, recorder, turn_id, trigger.says, "trigger", trigger.id))
    turn = scenario.turn(following)
    if turn is None:
        return _end(script, recorder, following, script.ending(following).says)
    recorder.add(first_line(script, recorder.session, turn, moment))
    return None


def _crossed(before: State, after: State) -> bool:
    """Say whether heat crossed its line upward or trust its line downward just now."""
    return (before.heat < SUPERVISOR_HEAT <= after.heat) or (before.trust > SUPERVISOR_TRUST >= after.trust)


def _line(script: Script, recorder: Recorder, turn: str, text: Text, kind: str, line: str) -> CustomerSaid:
    return CustomerSaid.model_validate(
        {
            "seq": recorder.seq,
            "turn": turn,
            "turn_no": recorder.session.turn_no,
            "speaker": script.scenario.customer.name.get(script.lang),
            "text": text.get(script.lang),
            "kind": kind,
            "line": line,
        }
    )


def _react(script: Script, recorder: Recorder, following: str, reaction: str) -> None:
    turn_id = following if script.scenario.turn(following) else recorder.session.turn
    recorder.add(
        _line(script, recorder, turn_id, getattr(script.scenario.reactions, reaction), "reaction", reaction)
    )


def first_line(script: Script, session: Session, turn: Turn, moment: Moment) -> CustomerSaid:
    """Return what the customer writes on coming to a turn: the first wording whose condition holds."""
    variant = first_variant(turn.says, moment)
    speaker = turn.speaker or script.scenario.customer.name
    return CustomerSaid(
        seq=session.seq + 1,
        turn=turn.id,
        turn_no=session.turn_no,
        speaker=speaker.get(script.lang),
        text=variant.text.get(script.lang),
        line=variant.id,
    )


def _end(script: Script, recorder: Recorder, ending_id: str, says: Text) -> None:
    """Say the last line and close the attempt."""
    session, customer = recorder.session, script.scenario.customer
    ending = script.ending(ending_id)
    recorder.add(
        _line(
            script, recorder, session.turn, says, "script" if says is ending.says else "reaction", ending.id
        )
    )
    standard = script.standard
    value = perceived(recorder.session.state)
    failure = customer.churn == "fault" or bool(recorder.session.broken)
    recorder.add(
        Ended(
            seq=recorder.seq,
            ending=ending.id,
            kind=ending.kind,
            perceived=value,
            expected=standard.adequate,
            desired=standard.desired,
            gap5=round(value - standard.adequate, 1),
            stay_intent=stay_intent(
                customer.stay, value, standard.adequate, failure=failure, loyalty=customer.loyalty
            ),
            levels=recorder.session.mean_levels(),
            red_lines=recorder.session.red_lines,
        )
    )
