"""Owns what a debrief says of the trainee's own doing: help used, the self-check, a second try.

Never computes a level; it lays what was said beside what was marked.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.events import (
    Event,
    Hinted,
    ReplyScored,
    SelfChecked,
    Started,
    StateChanged,
    standing,
)
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.report.debrief import Kind, ProcessNote
from sim.report.names import kind_of, name_of
from sim.report.notes import (
    Help,
    HintNote,
    LevelChange,
    Named,
    OwnLevel,
    Retry,
    SelfCheck,
    Try,
)
from sim.report.review import answers
from sim.report.trust import left_to_lose, trust_costs
from sim.report.words import whole


def help_of(events: Sequence[Event]) -> Help:
    """Return the hints that were read and how many replies were written without help."""
    replies = [e for e in events if isinstance(e, ReplyScored)]
    return Help(
        hints=tuple(
            HintNote(turn_no=e.turn_no, step=e.step, text=e.text, code=e.code)
            for e in events
            if isinstance(e, Hinted)
        ),
        unaided=sum(not e.aided for e in replies),
        replies=len(replies),
    )


def self_check_of(events: Sequence[Event], process: Sequence[ProcessNote]) -> SelfCheck | None:
    """Return what the trainee thought beside what the marks say; None when they were not asked."""
    told = next((e for e in reversed(events) if isinstance(e, SelfChecked)), None)
    if told is None:
        return None
    costs = trust_costs(events)
    worst = max(costs, key=lambda n: costs[n], default=0)
    fall = whole(costs.get(worst, 0.0))
    return SelfCheck(
        named=told.turn_no,
        cost_most=worst if fall > 0 else 0,
        fall=fall,
        left=None if (left := left_to_lose(events, worst)) is None else whole(left),
        levels=tuple(
            OwnLevel(dimension=p.dimension, name=p.name, own=told.levels.get(p.dimension), mean=p.mean)
            for p in process
        ),
    )


def retry_of(events: Sequence[Event], before: Sequence[Event], rubric: Rubric, lang: Lang) -> Retry | None:
    """Return both tries of the turn that was tried again; None when there are not two to compare.

    `before` are the events of the attempt that this one branched off; what was taken back counts in neither.
    """
    started = events[0]
    if not isinstance(started, Started) or started.branch is None:
        return None
    number = started.branch.turn_no
    earlier = standing(before)
    was, now = _reply(earlier, number), _reply(events, number)
    if was is None or now is None:
        return None
    had, has = was.explanation.codes(), now.explanation.codes()
    levels = tuple(
        LevelChange(
            dimension=section.id,
            name=section.name.get(lang),
            before=was.explanation.levels.get(section.id),
            after=now.explanation.levels.get(section.id),
        )
        for section in rubric.sections
    )
    return Retry(
        attempt=started.branch.attempt,
        turn_no=number,
        before=_try(was, earlier),
        after=_try(now, events),
        levels=levels,
        gained=_named(has - had, "good", rubric, lang),
        lost=_named(had - has, "good", rubric, lang),
        faults_gone=_named(had - has, "bad", rubric, lang),
        faults_new=_named(has - had, "bad", rubric, lang),
    )


def _reply(events: Sequence[Event], number: int) -> ReplyScored | None:
    return next((e for e in events if isinstance(e, ReplyScored) and e.turn_no == number), None)


def _try(reply: ReplyScored, events: Sequence[Event]) -> Try:
    moved = next((e for e in events if isinstance(e, StateChanged) and e.turn_no == reply.turn_no), None)
    return Try(
        words=reply.reply,
        heat_before=moved.before.heat if moved else None,
        heat_after=moved.after.heat if moved else None,
        answer=answers(events).get(reply.turn_no, ""),
    )


def _named(codes: frozenset[str], kind: Kind, rubric: Rubric, lang: Lang) -> tuple[Named, ...]:
    """Return those codes of one kind that the rubric has a name for, in its order of codes."""
    named = (Named(code=code, name=name_of(code, rubric, lang)) for code in sorted(codes, key=_place))
    return tuple(n for n in named if n.name and kind_of(n.code) == kind)


def _place(code: str) -> tuple[str, int]:
    return code[0], int(code[1:]) if code[1:].isdigit() else 0
