"""Owns turning the events of an attempt into a debrief.

Never computes a score: every level, state and figure is read from the events;
sums and means of them are in `build_outcome`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from sim.model.events import Ended, Event, ReplyScored, Started, StateChanged, standing
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Edit, Finding
from sim.report.advised import Advised
from sim.report.build_outcome import order_of, outcome_of, process_of, satisfaction_of
from sim.report.build_own import help_of, retry_of, self_check_of
from sim.report.debrief import Debrief, Gap, Goal, NextGoal, RedLine, Strength
from sim.report.gaps import gaps
from sim.report.losses import losses, next_goal
from sim.report.lost import Around
from sim.report.names import crossing, kind_of, name_of, say_instead
from sim.report.notes import Moment, Versions
from sim.report.promises import ledger
from sim.report.proofs import SPECIFIC
from sim.report.review import answers, customer_lines, review_reply
from sim.report.speaking import Speaking

MOST_STRENGTHS = 5
"""Enough to show what to keep; each kind of good act is named once, where it was worth most."""


BARE = re.compile(
    r"\b(?:definitely|for sure|guarantee[ds]?|certainly|100 ?%|trust me)\b"
    r"|一定会|绝对|肯定|百分百|打包票|尽管放心",
    re.IGNORECASE,
)
"""Assurance with nothing under it ("It will come for sure"): it may name a time and is no model (X07)."""


Better = Callable[[int, str, Collection[str]], Edit | None]
"""Finds the better line for a reply by its number, best one that shows a code and none of some lines."""


def build_debrief(
    events: Sequence[Event],
    scenario: Scenario,
    rubric: Rubric,
    *,
    attempt: str = "",
    before: Sequence[Event] = (),
    better: Better | None = None,
    played: int = 0,
    remarks: Mapping[int, Sequence[str]] | None = None,
) -> Debrief:
    """Return the debrief of an attempt, ended or not; the first event must be `Started`.

    `attempt` is its id, for the commands that are named. `before` are the events of the attempt that
    this one branched off. `played` is how many scenarios this person has finished, this one included.
    `remarks` are lines on appeals, rulings and comments, by reply. What was taken back is left out.
    """
    events = standing(events)
    started = events[0]
    if not isinstance(started, Started):
        raise ValueError("an attempt begins with a started event")
    lang = started.lang
    ended = next((e for e in reversed(events) if isinstance(e, Ended)), None)
    scored = [e for e in events if isinstance(e, ReplyScored)]
    customers, promises = customer_lines(events), ledger(events)
    around = _around(events, scored, ended, scenario, rubric, lang)
    advised = Advised()
    replies = tuple(
        review_reply(
            e, scenario, rubric, lang, customers.get(e.turn_no, ""),
            around=around, attempt=attempt, advised=advised,
        )
        for e in scored
    )  # fmt: skip
    course = tuple(
        Moment(turn_no=e.turn_no, before=e.before, after=e.after, reasons=e.reasons)
        for e in events
        if isinstance(e, StateChanged)
    )
    process = process_of(scored, ended, replies, rubric, lang)
    ranked = losses(events, around)
    words = {e.turn_no: e.reply for e in scored}
    asked = {e.turn_no: turn.needs for e in scored if (turn := scenario.turn(e.turn)) is not None}
    needs = {n: text.get(lang) for n, text in asked.items() if text is not None}
    chosen = gaps(ranked, course, answers(events), words, needs, rubric, lang)
    goal = next_goal(ranked, events, scenario, lang)
    mended, goal = _mended(chosen, goal, better)
    return Debrief(
        scenario=started.scenario,
        title=scenario.title.get(lang),
        lang=lang,
        mode=started.mode,
        finished=ended is not None,
        red_lines=_red_lines(scored, ended, scenario, rubric, lang),
        goal=_goal(scenario, scored, ended, lang),
        outcome=outcome_of(scenario, scored, ended, promises, lang),
        process=process,
        satisfaction=satisfaction_of(ended, scenario),
        gaps=mended,
        strengths=_strengths(scored, course, rubric, lang),
        replies=replies,
        course=course,
        promises=promises,
        next_goal=goal.model_copy(update={"command": _command(goal, started, attempt)}),
        versions=Versions(
            engine=started.engine,
            scenario=f"{started.scenario} {scenario.version}",
            scenario_hash=started.scenario_hash[:8],
            rubric=f"{started.rubric} {rubric.version}",
            rubric_hash=started.rubric_hash[:8],
        ),
        attempt=attempt,
        still={
            code: name_of(code, rubric, lang)
            for edit in (*(gap.better for gap in mended), goal.better)
            if edit is not None
            for code in edit.left
        },
        retry=retry_of(events, before, rubric, lang),
        self_check=self_check_of(events, process),
        order=order_of(scored, ended),
        help=help_of(events),
        company_gap=scenario.company_gap,
        appeal=rubric.appeal,
        pass_line=rubric.scale.pass_,
        pass_strict=rubric.scale.strict,
        pass_each=rubric.scale.per_category,
        played=played,
        remarks={number: tuple(lines) for number, lines in sorted((remarks or {}).items())},
    )


def _around(
    events: Sequence[Event],
    scored: Sequence[ReplyScored],
    ended: Ended | None,
    scenario: Scenario,
    rubric: Rubric,
    lang: Lang,
) -> Around:
    """Return what the attempt says around each loss; while it goes on, a question can still be asked."""
    asked = {ref for reply in scored for ref in reply.explanation.asked}
    if any("E7" in reply.explanation.codes() for reply in scored):  # asked openly, in words of their own
        asked |= {f"ask.{name}" for name, ask in scenario.facts.may_ask.items() if ask.about_need}
    told: dict[int, frozenset[str]] = {}
    known: frozenset[str] = frozenset()
    for reply in scored:
        known |= frozenset(reply.explanation.met)
        told[reply.turn_no] = known
    return Around(
        scenario=scenario,
        rubric=rubric,
        lang=lang,
        unasked=tuple(ref for ref in scenario.find_out if ref not in asked) if ended else (),
        broken={n.turn_no: n.promise.quote for n in ledger(events) if n.status == "broken"},
        told=told,
    )


def _mended(chosen: Sequence[Gap], goal: NextGoal, better: Better | None) -> tuple[tuple[Gap, ...], NextGoal]:
    """Put the better lines beside the gaps and the goal; each reply is asked for once.

    A line shows what the gap names where one can, and another line than the gaps before. What was never
    asked has none: no statement put in would mend it.
    """
    wanted = [(g.turn_no, g.code) for g in chosen] + [(goal.turn_no, goal.code)]
    edits: dict[int, Edit | None] = {}
    used: set[str] = set()
    for turn_no, code in wanted if better else ():
        if better and turn_no and code != "ASK" and turn_no not in edits:
            edits[turn_no] = edit = better(turn_no, code, frozenset(used))
            used.update(edit.added if edit else ())
    return (
        tuple(
            g if g.code == "ASK" else g.model_copy(update={"better": edits.get(g.turn_no)}) for g in chosen
        ),
        goal if goal.code == "ASK" else goal.model_copy(update={"better": edits.get(goal.turn_no)}),
    )


def _command(goal: NextGoal, started: Started, attempt: str) -> str:
    """Return the command that practises the goal: the turn again, where an exam does not forbid it."""
    if attempt and goal.turn_no and started.mode == "practice":
        return f"servicesim replay {attempt} --from {goal.turn_no}"
    return f"servicesim run {started.scenario} --new"


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


def overlap(one: Finding, other: Finding) -> bool:
    """Say whether two findings of one reply share words."""
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _low(finding: Finding, reply: ReplyScored) -> bool:
    """Say whether a finding stands in a dimension of its reply that is hardly there."""
    level = reply.explanation.levels.get(finding.dimension) if finding.dimension else None
    return level is not None and level < SPECIFIC


def _strengths(
    scored: Sequence[ReplyScored], course: Sequence[Moment], rubric: Rubric, lang: Lang
) -> tuple[Strength, ...]:
    """Name good acts, those worth most first; each kind once, each place once, never without a quote.

    Words that cost something are not praised, nor is a bare assurance, whatever stands in it, nor what
    left its dimension at level 0 or 1.
    """
    found = [
        (finding, reply)
        for reply, speaking in ((e, Speaking(e)) for e in scored)
        for finding in reply.explanation.shown
        if finding in speaking and finding.quote.strip() and name_of(finding.code, rubric, lang)
        if not BARE.search(finding.quote)
        if not any(kind_of(x.code) == "bad" and overlap(x, finding) for x in reply.explanation.shown)
        if not _low(finding, reply)
    ]
    chosen: list[tuple[Finding, ReplyScored]] = []
    for finding, reply in sorted(found, key=lambda p: (-p[0].points, p[1].turn_no, p[0].span, p[0].code)):
        taken = any(
            finding.code == f.code or (reply.turn_no == r.turn_no and overlap(finding, f)) for f, r in chosen
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
