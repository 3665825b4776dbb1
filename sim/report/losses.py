"""Owns what cost most: codes ranked by the levels they kept away, the gaps, the one next goal.

Never changes a score; a cost only decides what is spoken of first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sim.locale import translator
from sim.model.events import Ended, Event, ReplyScored
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Severity
from sim.report.debrief import Gap, GapLabel, Moment, NextGoal, PromiseNote
from sim.report.promises import ledger
from sim.report.review import TOP, crossing, gap_of, kind_of, name_of, say_instead
from sim.report.words import sentences

MOST_GAPS = 3
"""More than three points are not taken in (`domain.md` 5.6, FB6)."""

SEVERITY: dict[Severity, float] = {"severe": 4, "moderate": 2, "minor": 1}
"""The levels that an anti-pattern takes away where no cap says it (`domain.md` 2.2; minor: no 4)."""

RED_LINE = 100.0
"""Above any sum of levels that a conversation can lose, so that a red line is always first."""

BROKEN = 8.0
"""A broken promise costs twice a severe anti-pattern: its effect on heat and trust is about twice (3.4)."""

NEVER_ASKED = 4.0
"""What the customer needs was never found out: as much as one dimension of one reply."""


@dataclass
class Loss:
    """One code over the attempt: what it cost, and the reply where it cost most."""

    code: str
    label: GapLabel
    cost: float = 0.0
    worst: float = field(default=0.0, repr=False)
    turn_no: int = 0
    quote: str = ""
    why: str = ""
    line: str = ""
    text: str = ""
    name: str = ""

    def add(self, cost: float, turn_no: int, quote: str, why: str, line: str = "") -> None:
        """Add one occurrence; the costliest (the first of equals) is the one to quote."""
        self.cost += cost
        if cost > self.worst:
            self.worst, self.turn_no, self.quote, self.why, self.line = cost, turn_no, quote, why, line


def losses(events: Sequence[Event], scenario: Scenario, rubric: Rubric, lang: Lang) -> tuple[Loss, ...]:
    """Return everything that cost something, worst first."""
    found: dict[str, Loss] = {}
    replies = [e for e in events if isinstance(e, ReplyScored)]
    for reply in replies:
        _anti_patterns(found, reply, rubric, lang)
        _missing(found, reply, rubric, lang)
        _not_counted(found, reply, lang)
    for note in ledger(events):
        if note.status == "broken":
            _broken(found, note, lang)
    if replies and any(isinstance(e, Ended) for e in events):
        _never_asked(found, replies, scenario, lang)
    return tuple(sorted(found.values(), key=lambda loss: (-loss.cost, loss.turn_no, loss.code)))


def gaps(
    ranked: Sequence[Loss], course: Sequence[Moment], rubric: Rubric, words: Mapping[int, str], lang: Lang
) -> tuple[Gap, ...]:
    """Return at most three of the losses, worst first; one fault that cost twice is one gap.

    `words` holds the replies by number: whole replies may be quoted more than once.
    """
    chosen: list[Gap] = []
    places: set[tuple[int, str]] = set()
    for loss in ranked:
        place = (loss.turn_no, loss.quote)
        if place in places or len(chosen) == MOST_GAPS:
            continue
        if loss.quote != words.get(loss.turn_no):
            places.add(place)
        moment = None if loss.name else next((m for m in course if m.turn_no == loss.turn_no), None)
        chosen.append(
            Gap(
                label=loss.label,
                code=loss.code,
                name=loss.name or name_of(loss.code, rubric, lang),
                turn_no=loss.turn_no,
                quote=loss.quote,
                why=loss.why,
                line=loss.line,
                heat_before=moment.before.heat if moment else None,
                heat_after=moment.after.heat if moment else None,
            )
        )
    return tuple(chosen)


def next_goal(ranked: Sequence[Loss], events: Sequence[Event], scenario: Scenario, lang: Lang) -> NextGoal:
    """Return the one goal for next time: what would mend the costliest loss."""
    _ = translator(lang)
    worst = next((loss for loss in ranked if loss.text), None)
    if worst is not None:
        return NextGoal(code=worst.code, text=worst.text, turn_no=worst.turn_no)
    replies = [e for e in events if isinstance(e, ReplyScored)]
    if not replies:
        needs = scenario.turns[0].needs
        text = needs.get(lang) if needs else scenario.goal.get(lang)
        return NextGoal(
            code="", text=_("Send a first reply. What the customer needs now: {needs}").format(needs=text)
        )
    met = {point for reply in replies for point in reply.key_points}
    point = next((p for p in sorted(scenario.key_points, key=lambda p: -p.weight) if p.id not in met), None)
    if point is not None:
        return NextGoal(
            code=point.id, text=_("Get to this point: {point}").format(point=point.label.get(lang))
        )
    return NextGoal(code="", text=_("Reply in the same way in a scenario one step harder."))


def _loss(found: dict[str, Loss], code: str, label: GapLabel, text: str) -> Loss:
    return found.setdefault(code, Loss(code=code, label=label, text=text))


def _anti_patterns(found: dict[str, Loss], reply: ReplyScored, rubric: Rubric, lang: Lang) -> None:
    said = reply.explanation
    costs: dict[str, float] = {}
    for finding in said.shown:
        deduction = rubric.deduction(finding.code)
        if kind_of(finding.code) == "bad":
            limits = sum(TOP - c.limit for c in said.caps if c.code == finding.code)
            costs[finding.code] = limits or SEVERITY[deduction.severity if deduction else "minor"]
    for ref in said.red_lines:
        crossed = crossing(reply, ref)
        costs[crossed.code if crossed else ref] = RED_LINE
    for code, cost in costs.items():
        here = next((f for f in said.shown if f.code == code), None)
        limit = next((c for c in said.caps if c.code == code), None)
        why = (here.why if here else "") or (limit.why if limit else "")
        instead = say_instead(code, rubric, lang)
        _loss(found, code, gap_of(code), _instead_goal(instead, lang)).add(
            cost, reply.turn_no, here.quote if here else reply.reply, why, instead
        )


def _instead_goal(instead: str, lang: Lang) -> str:
    _ = translator(lang)
    return _("Say this instead: {line}").format(line=instead) if instead else ""


def _missing(found: dict[str, Loss], reply: ReplyScored, rubric: Rubric, lang: Lang) -> None:
    said = reply.explanation
    place: dict[str, int] = {}
    for missing in said.missing:
        level = said.levels.get(missing.dimension)
        bound = min((c.limit for c in said.caps if c.dimension == missing.dimension), default=TOP)
        if level is None or level >= bound or said.flags:
            continue  # what is above a cap was taken by the cap
        place[missing.dimension] = place.get(missing.dimension, 0) + 1
        cost = (bound - level) / place[missing.dimension]  # the engine names the most useful one first
        indicator = rubric.indicator(missing.code)
        advice = indicator.advice.get(lang) if indicator else missing.why
        elsewhere = indicator is not None and missing.try_ in indicator.counts.get(lang)
        _loss(found, missing.code, "G3", advice).add(
            cost,
            reply.turn_no,
            _nearest(reply, missing.dimension),
            missing.why,
            "" if elsewhere else missing.try_,  # the debrief shows the case's own strong reply instead
        )


def _not_counted(found: dict[str, Loss], reply: ReplyScored, lang: Lang) -> None:
    said = reply.explanation
    if said.flags:
        _ = translator(lang)
        cost = sum(TOP - level for level in said.levels.values() if level is not None)
        loss = _loss(found, "FLAG", "G3", _("Answer in your own words, in sentences, about this case."))
        loss.name = _("not counted as evidence")
        loss.add(float(cost), reply.turn_no, reply.reply, sentences(*said.flag_reasons, lang=lang))


def _nearest(reply: ReplyScored, dimension: str) -> str:
    """Return the words that stand where the missing ones should: the dimension's fault, else the reply."""
    faults = (f for f in reply.explanation.shown if f.dimension == dimension and kind_of(f.code) == "bad")
    return next((f.quote for f in faults), reply.reply)


def _broken(found: dict[str, Loss], note: PromiseNote, lang: Lang) -> None:
    _ = translator(lang)
    loss = _loss(found, "BROKEN", "G4", _("Promise only what is yours to give and certain to happen."))
    loss.name = _("broken promise")
    loss.add(BROKEN, note.turn_no, note.promise.quote, _("this was promised and did not happen"))


def _never_asked(
    found: dict[str, Loss], replies: Sequence[ReplyScored], scenario: Scenario, lang: Lang
) -> None:
    _ = translator(lang)
    asked = {ref for reply in replies for ref in reply.explanation.asked}
    left = [ref for ref in scenario.find_out if ref not in asked]
    if left:
        labels = _("; ").join(scenario.facts.label(ref, lang) for ref in left)
        loss = _loss(found, "ASK", "G1", _("Ask early: {what}").format(what=labels))
        loss.name = _("question not asked")
        loss.add(
            NEVER_ASKED,
            replies[0].turn_no,
            replies[0].reply,
            _("never found out: {what}").format(what=labels),
        )
