"""Owns one step of the conversation: a reply in, events out.

Pure: no clock, no disk, no screen, no randomness. Scores only through the engine.
"""

from __future__ import annotations

from sim.model.events import Event, PromiseRecorded, ReplyScored, Session, StateChanged
from sim.model.language import Lang
from sim.model.score import Explanation, Promise, TakenBack
from sim.model.turns import Turn
from sim.play.answer import answer
from sim.play.conditions import Moment, first_branch
from sim.play.reasons import reasons_of
from sim.play.recorder import Recorder
from sim.play.script import Script
from sim.play.state import SUPERVISOR_HEAT, SUPERVISOR_TRUST, TOO_LONG, move, phase_of, quality


def step(
    script: Script, session: Session, reply: str, *, aided: bool = False
) -> tuple[Session, tuple[Event, ...]]:
    """Score a reply and move on. Returns the new session and the events that lead to it.

    `aided` is written down and changes nothing.
    """
    recorder = Recorder(script.scenario, session)
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
            aided=aided,
        )
    )
    _enter_promises(recorder, explanation, turn_no)

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
    if session.only:  # a drill asks for one reply; no answer of the script would fit behind it
        return recorder.session, tuple(recorder.events)
    answer(script, recorder, moment, reaction, following, worth, was=session)
    return recorder.session, tuple(recorder.events)


def _enter_promises(recorder: Recorder, explanation: Explanation, turn_no: int) -> None:
    """Enter what a reply does to the ledger: what it takes back, then what it promises and lets stand."""

    def enter(promise: Promise, back: TakenBack | None = None) -> None:
        status, words = ("taken_back", back.quote) if back else ("made", "")
        event = {
            "seq": recorder.seq,
            "turn_no": turn_no,
            "promise": promise,
            "status": status,
            "words": words,
        }
        recorder.add(PromiseRecorded.model_validate(event))

    back = {t.promise: t for t in explanation.taken_back} if recorder.session.corrects else {}
    for promise in recorder.session.promises:
        if promise in back:
            enter(promise, back.pop(promise))
    known = {(p.ref, by) for p in recorder.session.promises for by in _times(p)}
    for promise in explanation.promises:
        again = promise in back and back[promise].told_again
        if again or (promise.ref and (promise.ref, promise.by) in known):
            continue  # said again, with the same time or with none: the ledger keeps it once
        known |= {(promise.ref, by) for by in _times(promise)}
        enter(promise)
        if promise in back:
            enter(promise, back[promise])


def _times(promise: Promise) -> tuple[str, ...]:
    """Return the times with which a promise can be said again: its own, or none if it was one to give."""
    return (promise.by, "") if promise.standing == "within" else (promise.by,)


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
    recorder: Recorder,
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
        answered=any(f.code == "R1" and f.sure and f.rule.startswith("fact:") for f in explanation.findings),
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
