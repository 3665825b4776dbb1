"""Owns turning the events of an attempt into a debrief.

Never computes a score: every level, state and figure is read from the events;
the only arithmetic is a mean of levels that were given and a sum of weights.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.events import Ended, Event, ReplyScored, Started, StateChanged
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Finding
from sim.report.debrief import (
    Debrief,
    Goal,
    Moment,
    Outcome,
    PointNote,
    ProcessNote,
    PromiseNote,
    RedLine,
    ReplyReview,
    Satisfaction,
    Strength,
    Versions,
)
from sim.report.losses import gaps, losses, next_goal
from sim.report.promises import ledger
from sim.report.review import crossing, customer_lines, kind_of, name_of, review_reply, say_instead
from sim.report.words import whole

MOST_STRENGTHS = 5
"""Enough to show what to keep; each kind of good act is named once, where it was worth most."""


def build_debrief(events: Sequence[Event], scenario: Scenario, rubric: Rubric) -> Debrief:
    """Return the debrief of an attempt, ended or not; the first event must be `Started`."""
    started = events[0]
    if not isinstance(started, Started):
        raise ValueError("an attempt begins with a started event")
    lang = started.lang
    ended = next((e for e in reversed(events) if isinstance(e, Ended)), None)
    scored = [e for e in events if isinstance(e, ReplyScored)]
    customers = customer_lines(events)
    replies = tuple(review_reply(e, scenario, rubric, lang, customers.get(e.turn_no, "")) for e in scored)
    course = tuple(
        Moment(turn_no=e.turn_no, before=e.before, after=e.after, reasons=e.reasons)
        for e in events
        if isinstance(e, StateChanged)
    )
    promises = ledger(events)
    ranked = losses(events, scenario, rubric, lang)
    return Debrief(
        scenario=started.scenario,
        title=scenario.title.get(lang),
        lang=lang,
        mode=started.mode,
        finished=ended is not None,
        red_lines=_red_lines(scored, ended, scenario, rubric, lang),
        goal=_goal(scenario, scored, ended, lang),
        outcome=_outcome(scenario, scored, ended, promises, lang),
        process=_process(scored, ended, replies, rubric, lang),
        satisfaction=_satisfaction(ended, scenario),
        gaps=gaps(ranked, course, rubric, {e.turn_no: e.reply for e in scored}, lang),
        strengths=_strengths(scored, course, rubric, lang),
        replies=replies,
        course=course,
        promises=promises,
        next_goal=next_goal(ranked, events, scenario, lang),
        versions=Versions(
            engine=started.engine,
            scenario=f"{started.scenario} {scenario.version}",
            scenario_hash=started.scenario_hash[:8],
            rubric=f"{started.rubric} {rubric.version}",
            rubric_hash=started.rubric_hash[:8],
        ),
        company_gap=scenario.company_gap,
        appeal=rubric.appeal,
        pass_line=rubric.scale.pass_,
    )


def _red_lines(
    scored: Sequence[ReplyScored], ended: Ended | None, scenario: Scenario, rubric: Rubric, lang: Lang
) -> tuple[RedLine, ...]:
    lines: dict[str, RedLine] = {}
    crossed = [(code, reply) for reply in scored for code in reply.explanation.red_lines]
    if ended is not None and scored:
        crossed += [(code, scored[-1]) for code in ended.red_lines]
    for ref, reply in crossed:
        finding = crossing(reply, ref)
        code = finding.code if finding else ref
        lines.setdefault(
            ref,
            RedLine(
                code=code,
                name=scenario.facts.label(ref, lang) if "." in ref else name_of(code, rubric, lang),
                turn_no=reply.turn_no,
                quote=finding.quote if finding else reply.reply,
                say_instead=say_instead(code, rubric, lang),
            ),
        )
    return tuple(lines.values())


def _goal(scenario: Scenario, scored: Sequence[ReplyScored], ended: Ended | None, lang: Lang) -> Goal:
    text = scenario.goal.get(lang)
    if ended is None:
        return Goal(text=text, reached="unfinished")
    turn_no = scored[-1].turn_no if scored else 0
    if ended.kind == "resolved":
        return Goal(text=text, reached="yes", turn_no=turn_no)
    return Goal(text=text, reached="partly" if ended.kind == "partial" else "no", turn_no=turn_no)


def _outcome(
    scenario: Scenario,
    scored: Sequence[ReplyScored],
    ended: Ended | None,
    promises: Sequence[PromiseNote],
    lang: Lang,
) -> Outcome:
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
    )


def _process(
    scored: Sequence[ReplyScored],
    ended: Ended | None,
    replies: Sequence[ReplyReview],
    rubric: Rubric,
    lang: Lang,
) -> tuple[ProcessNote, ...]:
    notes = []
    for section in rubric.sections:
        levels = [lv for e in scored if (lv := e.explanation.levels.get(section.id)) is not None]
        mean = sum(levels) / len(levels) if levels else None
        told = ended.levels.get(section.id) if ended else None
        figure = told if told is not None else (round(25 * mean, 1) if mean is not None else None)
        notes.append(
            ProcessNote(
                dimension=section.id,
                name=section.name.get(lang),
                mean=round(mean, 2) if mean is not None else None,
                figure=figure,
                anchor=section.levels[whole(mean)].get(lang) if mean is not None else "",
                scored=len(levels),
                evidence=sum(
                    e.kind == "good" and e.dimension == section.id and bool(e.name)
                    for r in replies
                    for e in r.evidence
                ),
            )
        )
    return tuple(notes)


def _satisfaction(ended: Ended | None, scenario: Scenario) -> Satisfaction | None:
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


def _strengths(
    scored: Sequence[ReplyScored], course: Sequence[Moment], rubric: Rubric, lang: Lang
) -> tuple[Strength, ...]:
    """Name good acts, those worth most first; each kind once, each place once, never without a quote."""
    found = [
        (finding, reply)
        for reply in scored
        if not reply.explanation.red_lines
        for finding in reply.explanation.shown
        if kind_of(finding.code) == "good" and finding.quote.strip() and name_of(finding.code, rubric, lang)
    ]
    chosen: list[tuple[Finding, ReplyScored]] = []
    for finding, reply in sorted(found, key=lambda p: (-p[0].points, p[1].turn_no, p[0].span, p[0].code)):
        taken = any(
            finding.code == f.code
            or (reply.turn_no == r.turn_no and finding.span[0] < f.span[1] and f.span[0] < finding.span[1])
            for f, r in chosen
        )
        if not taken and len(chosen) < MOST_STRENGTHS:
            chosen.append((finding, reply))
    moments = {m.turn_no: m for m in course}
    return tuple(
        Strength(
            turn_no=reply.turn_no,
            code=finding.code,
            name=name_of(finding.code, rubric, lang),
            quote=finding.quote,
            why=finding.why,
            heat_before=moments[reply.turn_no].before.heat if reply.turn_no in moments else None,
            heat_after=moments[reply.turn_no].after.heat if reply.turn_no in moments else None,
        )
        for finding, reply in sorted(chosen, key=lambda p: (p[1].turn_no, p[0].span))
    )
