"""Owns which ways through a scenario its stored attempts took: turns come to, branches taken, endings.

Counts and names nobody; scores, prints and draws nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sim.coach import Coach
from sim.errors import N_, ServicesimError
from sim.model.events import CustomerSaid, Ended, Event, ReplyScored, Session, Started, StateChanged, standing
from sim.model.scenario import Scenario
from sim.model.turns import Branch
from sim.play.conditions import Moment, first_branch
from sim.play.fold import apply, fold
from sim.play.state import phase_of, quality
from sim.store import AttemptRow


@dataclass(frozen=True)
class Passage:
    """What came of one reply: the turn it answers and where it led.

    `branch` is None where the script did not decide. Then `ending` names the ending that the customer
    chose (no patience left, a complaint, a red line); both are empty when they stayed at the turn.
    """

    turn: str
    branch: Branch | None = None
    ending: str = ""


@dataclass(frozen=True)
class Ways:
    """The ways of many attempts, each attempt counted once at a place.

    `attempts` are those counted, of which `other_text` were on another text of the scenario and `again`
    tried a reply of an earlier one again; `unread` could not be read. `came` counts by turn, `taken` by
    turn and branch (as the attempt's own text has it), `cut` by turn and ending that no branch chose.
    """

    attempts: int
    other_text: int
    again: int
    unread: int
    came: Mapping[str, int]
    taken: Mapping[tuple[str, Branch], int]
    cut: Mapping[tuple[str, str], int]


def ways_of(coach: Coach, scenario_id: str, text_hash: str, who: str | None = None) -> Ways:
    """Return the ways of the attempts at a scenario, of one person or of all.

    Drills are left out (the customer does not answer in them), and so are exams that still run.
    `text_hash` is that of the text the picture is of. Raises NotFound for somebody who never played
    here, StoreBusy and ServicesimError where the store cannot be read.
    """
    if who is not None:
        from sim.coach.progress import whose

        who = whose(coach, who, "en")
    texts: dict[str, Scenario] = {}
    counted, other, again, unread = 0, 0, 0, 0
    came: Counter[str] = Counter()
    taken: Counter[tuple[str, Branch]] = Counter()
    cut: Counter[tuple[str, str]] = Counter()
    for row in coach.store.attempts(who=who, scenario=scenario_id):
        if not _counts(row):
            continue
        try:
            events = coach.store.events(row.id)
            started = _started(events)
            if started.scenario_hash not in texts:
                text = coach.store.content(started.scenario_hash)
                texts[started.scenario_hash] = coach.library.parse_scenario(text, started.scenario)
        except ServicesimError:
            unread += 1
            continue
        counted += 1
        other += started.scenario_hash != text_hash
        again += row.kind == "branch"
        passages = tuple(passages_of(texts[started.scenario_hash], events))
        came.update({e.turn for e in _new(events) if _is_turn(e)})
        taken.update({(p.turn, p.branch) for p in passages if p.branch is not None})
        cut.update({(p.turn, p.ending) for p in passages if p.ending})
    return Ways(counted, other, again, unread, came, taken, cut)


def passages_of(scenario: Scenario, events: Iterable[Event]) -> Iterator[Passage]:
    """Yield what came of every reply given in this very attempt, oldest first.

    `scenario` is the attempt's own text. A branch is worked out as it was in play: the first that
    holds for what the reply made known.
    """
    kept = standing(events)
    started = _started(kept)
    since = started.branch.turn_no if started.branch else 0
    session = fold(scenario, kept[:1])
    reply: ReplyScored | None = None
    branch: Branch | None = None
    last: CustomerSaid | None = None
    for event in kept[1:]:
        if isinstance(event, StateChanged) and reply is not None:
            branch = _branch(scenario, session, reply)
        session = apply(session, event)
        if isinstance(event, ReplyScored):
            if reply is not None:
                yield _passage(scenario, reply, branch, last, None)
            reply, branch, last = (event if event.turn_no >= since else None), None, None
        elif isinstance(event, CustomerSaid) and event.kind != "trigger":
            last = event
        elif isinstance(event, Ended) and reply is not None:
            yield _passage(scenario, reply, branch, last, event)
            return
    if reply is not None and last is not None:
        yield _passage(scenario, reply, branch, last, None)


def _counts(row: AttemptRow) -> bool:
    return row.kind != "drill" and (row.mode == "practice" or row.finished)


def _started(events: Iterable[Event]) -> Started:
    first = next(iter(events), None)
    if not isinstance(first, Started):
        raise ServicesimError(N_("an attempt begins with a started event"))
    return first


def _new(events: Iterable[Event]) -> list[CustomerSaid]:
    """Return what the customer said in this very attempt; a reply tried again begins at its own turn."""
    kept = standing(events)
    branch = _started(kept).branch
    said = [e for e in kept if isinstance(e, CustomerSaid)]
    if any(isinstance(e, Ended) for e in kept):
        said = said[:-1]  # the last line belongs to the ending
    if branch is None:
        return said
    own = [e for e in said if e.turn_no >= branch.turn_no]
    before = [e for e in said if e.turn_no < branch.turn_no and _is_turn(e)]
    return before[-1:] + own


def _is_turn(said: CustomerSaid) -> bool:
    return said.kind == "script"


def _branch(scenario: Scenario, session: Session, reply: ReplyScored) -> Branch | None:
    turn = scenario.turn(reply.turn)
    if turn is None:
        return None
    explanation = reply.explanation
    moment = Moment(
        session,
        frozenset(explanation.met),
        frozenset(explanation.asked),
        explanation.codes(),
        quality(explanation.levels, phase_of(turn.stage)),
    )
    return first_branch(turn.then, moment)


def _passage(
    scenario: Scenario,
    reply: ReplyScored,
    branch: Branch | None,
    last: CustomerSaid | None,
    ended: Ended | None,
) -> Passage:
    """Return where a reply led; what happened counts before what the conditions say today."""
    scripted = last is not None and last.kind == "script"
    if not scripted:
        return Passage(reply.turn, ending=ended.ending if ended else "")
    arrived = ended.ending if ended else last.turn if last else ""
    turn = scenario.turn(reply.turn)
    ways = turn.then if turn else ()
    if branch is None or branch.go != arrived:
        branch = next((b for b in ways if b.go == arrived), None)
    return Passage(reply.turn, branch, "" if branch or not ended else ended.ending)
