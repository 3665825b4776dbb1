"""Owns what a debrief says of the whole attempt: outcome, process, order, satisfaction.

Never computes a score; the only arithmetic is a mean of levels that were given, its
standard error, and a sum of weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import stdev
from typing import get_args

from sim.model.events import Ended, ReplyScored
from sim.model.language import Lang
from sim.model.rubric import Rubric, Scale
from sim.model.scenario import Scenario
from sim.model.score import GENERAL_CODES
from sim.report.debrief import Outcome, PointNote, ProcessNote, PromiseNote, ReplyReview
from sim.report.notes import Link, LinkTick, OrderStep, Satisfaction, Standing, StepName
from sim.report.promises import entries
from sim.report.words import whole

LEAST_SCORED = 3
"""Scored replies from which a mean has a standard error worth speaking of; with two it is anybody's guess."""

HUNDRED = 25
"""Points of 100 that one level of 0-4 stands for."""

OF_THE_END: frozenset[Link] = frozenset({"maintain", "move"})
KEPT_ENDS = frozenset({"resolved", "partial"})
"""Links that only the end can show, and the ends that do: who left or complains was not kept."""

STEPS: dict[StepName, frozenset[str]] = {
    "heard": frozenset({"E1", "E2", "E5", "R1"}),
    "cared": frozenset({"E3", "E6", "E7", "E8", "E10"}),
    "owned": frozenset({"A2", "A3"}),
    "solved": frozenset({"R2", "R3"}),
    "closed": frozenset({"R7", "R12", "A10"}),
}
"""What takes each step of the order strip (`domain.md` 3.2); "solved" names an offer of the case besides."""

SHOWS: dict[Link, frozenset[str]] = {
    "know": frozenset({"E6", "E7", "R9"}),
    "maintain": frozenset(),
    "care": frozenset({"E1", "E5", "E8"}),
    "move": frozenset({"R8", "E9"}),
}
"""What makes a link (C-90) in a case that has no key point for it; to keep a customer is to resolve it."""


def outcome_of(
    scenario: Scenario,
    scored: Sequence[ReplyScored],
    ended: Ended | None,
    promises: Sequence[PromiseNote],
    lang: Lang,
) -> Outcome:
    """Return what the customer got: key points, links, promises, the ending."""
    promises = entries(promises, lang)
    met: dict[str, int] = {}
    for reply in scored:
        for point in reply.key_points:
            met.setdefault(point, reply.turn_no)
    points = tuple(
        PointNote(
            id=p.id, label=p.label.get(lang), weight=p.weight, link=p.link,
            met=p.id in met, turn_no=met.get(p.id, 0),
        )
        for p in scenario.key_points
    )  # fmt: skip
    ending = scenario.ending(ended.ending) if ended else None
    return Outcome(
        ending=ended.ending if ended else "",
        kind=ended.kind if ended else None,
        label=ending.label.get(lang) if ending else "",
        points=points,
        weight_met=sum(p.weight for p in points if p.met),
        weight_all=sum(p.weight for p in points),
        made=len(promises),
        kept=sum(p.status == "kept" for p in promises),
        broken=sum(p.status == "broken" for p in promises),
        over=sum(p.promise.standing == "over" for p in promises),
        taken_back=sum(p.status == "taken_back" for p in promises),
        links=tuple(_link(link, points, scored, ended) for link in get_args(Link)),
    )


def _link(
    link: Link, points: Sequence[PointNote], scored: Sequence[ReplyScored], ended: Ended | None
) -> LinkTick:
    """Return whether all that serves a link was done, and with which reply."""
    mine = [p for p in points if p.link == link]
    if link in OF_THE_END and ended is not None and ended.kind not in KEPT_ENDS:
        first = 0
    elif mine:
        first = max(p.turn_no for p in mine) if all(p.met for p in mine) else 0
    elif link == "maintain":
        first = scored[-1].turn_no if scored and ended is not None and ended.kind == "resolved" else 0
    else:
        first = _first(scored, SHOWS[link])
    return LinkTick(link=link, met=bool(first), turn_no=first)


def _first(scored: Sequence[ReplyScored], codes: frozenset[str], *, offer: bool = False) -> int:
    """Return the first reply that shows one of these codes for sure, 0 when none does."""
    for reply in scored:
        said = reply.explanation
        if codes & said.codes() and (not offer or any(ref.startswith("offer.") for ref in said.met)):
            return reply.turn_no
    return 0


def order_of(scored: Sequence[ReplyScored], ended: Ended | None) -> tuple[OrderStep, ...]:
    """Return the order strip: the first reply that took each step."""
    steps = []
    for step, codes in STEPS.items():
        first = _first(scored, codes, offer=step == "solved")
        if step == "closed" and not first and scored and ended is not None and ended.kind == "resolved":
            first = scored[-1].turn_no
        steps.append(OrderStep(step=step, turn_no=first))
    return tuple(steps)


def process_of(
    scored: Sequence[ReplyScored],
    ended: Ended | None,
    replies: Sequence[ReplyReview],
    rubric: Rubric,
    lang: Lang,
) -> tuple[ProcessNote, ...]:
    """Return each dimension over the attempt, in the order of the rubric."""
    notes = []
    for section in rubric.sections:
        levels = [lv for e in scored if (lv := e.explanation.levels.get(section.id)) is not None]
        mean = sum(levels) / len(levels) if levels else None
        told = ended.levels.get(section.id) if ended else None
        figure = told if told is not None else (round(HUNDRED * mean, 1) if mean is not None else None)
        error = HUNDRED * stdev(levels) / len(levels) ** 0.5 if len(levels) >= LEAST_SCORED else None
        notes.append(
            ProcessNote(
                dimension=section.id,
                name=section.name.get(lang),
                mean=round(mean, 2) if mean is not None else None,
                figure=figure,
                anchor=section.levels[whole(mean)].get(lang) if mean is not None else "",
                scored=len(levels),
                evidence=sum(
                    e.kind == "good"
                    and e.dimension == section.id
                    and bool(e.name)
                    and e.code not in GENERAL_CODES
                    for r in replies
                    for e in r.evidence
                ),
                standing=_standing(figure, error, rubric.scale),
                error=round(error, 1) if error is not None else None,
            )
        )
    return tuple(notes)


def _standing(figure: float | None, error: float | None, scale: Scale) -> Standing:
    """Say where a figure stands to the pass line; within one standard error it is borderline."""
    if figure is None or error is None:
        return "unsaid"
    if abs(figure - scale.pass_) <= error:
        return "borderline"
    above = figure > scale.pass_ if scale.strict else figure >= scale.pass_
    return "above" if above else "below"


def satisfaction_of(ended: Ended | None, scenario: Scenario) -> Satisfaction | None:
    """Return what the customer perceived against what they expected; None before the end."""
    if ended is None:
        return None
    zone = "acceptable"
    if ended.perceived < ended.expected:
        zone = "dissatisfied"
    elif ended.perceived >= ended.desired:
        zone = "delighted"
    return Satisfaction.model_validate(
        {
            "perceived": ended.perceived,
            "adequate": ended.expected,
            "desired": ended.desired,
            "gap5": ended.gap5,
            "zone": zone,
            "stay_before": scenario.customer.stay,
            "stay_after": ended.stay_intent,
        }
    )
