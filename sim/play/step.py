"""Owns one step of the conversation: a reply in, events out.

Pure: no clock, no disk, no screen, no randomness. Scores only through the engine.
"""

from __future__ import annotations

from dataclasses import replace

from sim.model.events import (
    CustomerSaid,
    Ended,
    Event,
    Mode,
    PromiseRecorded,
    ReplyScored,
    Session,
    Started,
    State,
    StateChanged,
)
from sim.model.language import Lang, Text
from sim.model.scenario import Scenario, Turn
from sim.model.score import Explanation, Promise
from sim.play import fold as folding
from sim.play.conditions import Moment, first_branch, first_variant, holds
from sim.play.reasons import reasons_of
from sim.play.script import Script
from sim.play.standards import stay_intent
from sim.play.state import (
    SUPERVISOR_HEAT,
    SUPERVISOR_TRUST,
    TOO_LONG,
    move,
    perceived,
    phase_of,
    quality,
)
from sim.scoring import VERSION


def begin(
    script: Script, *, mode: Mode, seed: int, scenario_hash: str, rubric_hash: str
) -> tuple[Event, ...]:
    """Return the events that open an attempt: it starts, and the customer writes."""
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
    )
    session = folding.fold(scenario, (started,))
    return started, _say(script, session, scenario.turns[0], Moment(session, *_NOTHING))


_NOTHING = (frozenset[str](), frozenset[str](), frozenset[str](), 2.0)


def step(script: Script, session: Session, reply: str) -> tuple[Session, tuple[Event, ...]]:
    """Score a reply and move on. Returns the new session and the events that lead to it."""
    recorder = _Recorder(script.scenario, session)
    turn = script.turn(session.turn)
    turn_no = session.turn_no + 1
    explanation = script.engine.score(reply, script.context(session))
    worth = quality(explanation.levels, phase_of(turn.stage))
    fresh = tuple(k for k in explanation.key_points if k not in session.key_points)
    recorder.add(
        ReplyScored(
            seq=recorder.seq,
            turn=turn.id,
            turn_no=turn_no,
            reply=reply,
            understood=not NOT_UNDERSTOOD & set(explanation.flags),
            explanation=explanation,
            quality=round(worth, 3),
            key_points=fresh,
        )
    )
    known = {(p.ref, p.by) for p in session.promises}
    for promise in explanation.promises:
        if promise.ref and (promise.ref, promise.by) in known:
            continue  # said again: the ledger keeps it once
        known.add((promise.ref, promise.by))
        recorder.add(PromiseRecorded(seq=recorder.seq, turn_no=turn_no, promise=promise))

    moment = Moment(
        recorder.session, frozenset(explanation.met), frozenset(explanation.asked), explanation.codes(), worth
    )
    reaction = _reaction(explanation)
    branch = None if reaction else first_branch(turn.then, moment)
    following = turn.id if reaction else branch.go if branch else script.ending("unresolved").id
    broken, kept = _due(recorder.session, script.scenario.turn(following))
    _change_state(
        script, recorder, turn, explanation, fresh, broken, kept, len(reply_words(reply, script.lang))
    )
    for promise, status in (*((p, "broken") for p in broken), *((p, "kept") for p in kept)):
        recorder.add(
            PromiseRecorded.model_validate(
                {"seq": recorder.seq, "turn_no": turn_no, "promise": promise, "status": status}
            )
        )
    _answer(script, recorder, moment, reaction, following, worth, was=session)
    return recorder.session, tuple(recorder.events)


NOT_UNDERSTOOD = frozenset({"other_language", "not_understood", "empty"})

PUZZLING = {
    "other_language": "not_understood",
    "empty": "nothing_said",
    "not_understood": "puzzled",
    "grader": "puzzled",
    "word_list": "puzzled",
}
"""Flags after which the customer cannot answer in substance, and the line they say instead."""


def reply_words(reply: str, lang: Lang) -> list[str]:
    """Return the words (English) or characters (Chinese) of a reply."""
    return reply.split() if lang == "en" else [c for c in reply if not c.isspace()]


class _Recorder:
    """Keeps events and the session they fold into, in step."""

    def __init__(self, scenario: Scenario, session: Session) -> None:
        self.scenario, self.session = scenario, session
        self.events: list[Event] = []

    @property
    def seq(self) -> int:
        return self.session.seq + 1

    def add(self, event: Event) -> None:
        self.events.append(event)
        self.session = folding.apply(self.session, event)


def _reaction(explanation: Explanation) -> str:
    return next((PUZZLING[f] for f in explanation.flags if f in PUZZLING), "")


def _due(session: Session, following: Turn | None) -> tuple[tuple[Promise, ...], tuple[Promise, ...]]:
    """Return the promises that the next message shows broken, and those it shows kept."""
    if following is None:
        return (), ()
    settled = set(session.broken) | set(session.kept)
    broken: dict[str, Promise] = {}
    kept: dict[str, Promise] = {}
    for promise in session.promises:
        key = promise.ref.partition(".")[2]
        if key in settled:
            continue
        if key in following.breaks and promise.standing == "over":
            broken.setdefault(key, promise)
        elif key in following.keeps and promise.standing == "within":
            kept.setdefault(key, promise)
    return tuple(broken.values()), tuple(kept.values())


def _change_state(
    script: Script,
    recorder: _Recorder,
    turn: Turn,
    explanation: Explanation,
    fresh: tuple[str, ...],
    broken: tuple[Promise, ...],
    kept: tuple[Promise, ...],
    words: int,
) -> None:
    customer = script.scenario.customer
    session = recorder.session
    weights = {k.id: k.weight for k in script.scenario.key_points}
    codes = [c for c in sorted(explanation.codes()) if c.startswith("X")] + ["BROKEN"] * bool(broken)
    after, moves = move(
        session.state,
        explanation.levels,
        codes,
        phase=phase_of(turn.stage),
        floor=customer.floor,
        relationship=customer.relationship,
        gained=sum(weights[k] for k in fresh),
        new_time="R3" in explanation.codes(),
        too_long=words > TOO_LONG[script.lang],
        kept=bool(kept),
    )
    calm = after.heat < SUPERVISOR_HEAT and after.trust > SUPERVISOR_TRUST
    recorder.add(
        StateChanged(
            seq=recorder.seq,
            turn_no=session.turn_no,
            before=session.state,
            after=after,
            calmed=session.supervisor and calm,
            reasons=reasons_of(moves, script.rubric, script.lang),
        )
    )


def _answer(
    script: Script,
    recorder: _Recorder,
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
    upset = _crossed(was.state, state) and scenario.turn(following) is not None
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
    recorder.add(_say(script, recorder.session, turn, moment))
    return None


def _crossed(before: State, after: State) -> bool:
    """Say whether heat crossed its line upward or trust its line downward just now."""
    return (before.heat < SUPERVISOR_HEAT <= after.heat) or (before.trust > SUPERVISOR_TRUST >= after.trust)


def _line(script: Script, recorder: _Recorder, turn: str, text: Text, kind: str, line: str) -> CustomerSaid:
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


def _react(script: Script, recorder: _Recorder, following: str, reaction: str) -> None:
    turn_id = following if script.scenario.turn(following) else recorder.session.turn
    recorder.add(
        _line(script, recorder, turn_id, getattr(script.scenario.reactions, reaction), "reaction", reaction)
    )


def _say(script: Script, session: Session, turn: Turn, moment: Moment) -> CustomerSaid:
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


def _end(script: Script, recorder: _Recorder, ending_id: str, says: Text) -> None:
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
