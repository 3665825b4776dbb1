"""Owns what cost most: codes ranked by the levels they kept away, and the one next goal.

Never changes a score; a cost only decides what is spoken of first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sim.locale import translator
from sim.model.events import Event, ReplyScored
from sim.model.language import Lang
from sim.model.scenario import Scenario
from sim.model.score import TOP, Severity
from sim.report.debrief import GapLabel, NextGoal, PromiseNote
from sim.report.gap_rules import broken_promise, gap_reason, label_of, not_found_out
from sim.report.lost import Around, loss_by_absence, loss_by_harm
from sim.report.names import crossing, kind_of, name_of, say_instead
from sim.report.promises import ledger
from sim.report.trust import trust_costs
from sim.report.words import quoted, sentences
from sim.scoring.sentences import AMOUNT, better_sum

SEVERITY: dict[Severity, float] = {"severe": 4, "moderate": 2, "minor": 1}
"""The levels that an anti-pattern takes away where no cap says it (`domain.md` 2.2; minor: no 4)."""

RED_LINE = 100.0
"""Above any sum of levels that a conversation can lose, so that a red line is always first."""

BROKEN = 8.0
"""A broken promise costs twice a severe anti-pattern: its effect on heat and trust is about twice (3.4)."""

NEVER_ASKED = 4.0
"""What the customer needs was never found out: as much as one dimension of one reply."""


REPEATED = 0.25
"""Part that a loss counts for after its costliest place: a thing missing everywhere is one thing to learn.

A design value; so an order to calm down, said once, comes before what is missing in four replies.
"""


TRUST = 5.0
"""Points of trust that weigh as one lost level: one that assurance loses costs up to six (3.4)."""


ONCE = frozenset({"E1", "E3", "E7", "A2", "A3", "A4"})
"""Named impact, apology, the question about the need, reason, ownership, limit: said well once, no loss of
the same weight where a later reply leaves it out. It still lowers that reply's level."""


@dataclass
class Loss:
    """One code over the attempt: what it cost, and the reply where it cost most.

    `shown_at` is the reply after which it showed, 0 when it never did.
    """

    code: str
    label: GapLabel = "G3"
    reason: str = ""
    cost: float = 0.0
    worst: float = field(default=0.0, repr=False)
    turn_no: int = 0
    shown_at: int = 0
    quote: str = ""
    why: str = ""
    line: str = ""
    text: str = ""
    name: str = ""

    @property
    def leverage(self) -> float:
        """What mending it would bring: the costliest place whole, every other a part of it."""
        return self.worst + REPEATED * (self.cost - self.worst)

    def add(
        self,
        cost: float,
        turn_no: int,
        quote: str,
        why: str,
        gap: tuple[GapLabel, str],
        line: str = "",
        shown_at: int | None = None,
    ) -> None:
        """Add one occurrence; the costliest (the first of equals) is the one to quote."""
        self.cost += cost
        if cost > self.worst:
            self.worst, self.turn_no, self.quote, self.why, self.line = cost, turn_no, quote, why, line
            self.label, self.reason = gap
            self.shown_at = turn_no if shown_at is None else shown_at


def losses(events: Sequence[Event], around: Around) -> tuple[Loss, ...]:
    """Return everything that cost something, worst first.

    What the customer took worst counts as well as levels: the trust that the reply cost.
    """
    fell = trust_costs(events)
    found: dict[str, Loss] = {}
    replies = [e for e in events if isinstance(e, ReplyScored)]
    before: set[str] = set()
    for reply in replies:
        _anti_patterns(found, reply, around)
        _missing(found, reply, around, ONCE & before)
        before |= {f.code for f in reply.explanation.findings if f.sure}
        _not_counted(found, reply, around)
    for note in ledger(events):
        if note.status == "broken":
            _broken(found, note, around)
    if replies and around.unasked:
        _never_asked(found, replies[0], around)
    return tuple(
        sorted(
            found.values(),
            key=lambda loss: (
                -loss.leverage - fell.get(loss.shown_at and loss.turn_no, 0.0) / TRUST,
                loss.turn_no,
                loss.code,
            ),
        )
    )


def next_goal(ranked: Sequence[Loss], events: Sequence[Event], scenario: Scenario, lang: Lang) -> NextGoal:
    """Return the one goal for next time, without its command: what would mend the costliest loss."""
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


def _loss(found: dict[str, Loss], code: str, text: str) -> Loss:
    return found.setdefault(code, Loss(code=code, text=text))


def _anti_patterns(found: dict[str, Loss], reply: ReplyScored, around: Around) -> None:
    said, rubric, lang = reply.explanation, around.rubric, around.lang
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
        instead = better_sum(lang) if here and here.rule == AMOUNT else say_instead(code, rubric, lang)
        _loss(found, code, _instead_goal(name_of(code, rubric, lang), instead, lang)).add(
            cost,
            reply.turn_no,
            here.quote if here else reply.reply,
            why,
            label_of(loss_by_harm(reply, code), around),
            instead,
        )


def _instead_goal(name: str, instead: str, lang: Lang) -> str:
    """Return what to do next time, after what it takes the place of."""
    _ = translator(lang)
    if not instead:
        return ""
    if not name:
        return _("Instead: {advice}").format(advice=instead)
    return _("Avoid {name}. Instead: {advice}").format(name=quoted(name, lang), advice=instead)


def _missing(found: dict[str, Loss], reply: ReplyScored, around: Around, known: Collection[str]) -> None:
    """Add what a reply left out; what an earlier reply showed already (`known`) weighs a part."""
    said = reply.explanation
    place: dict[str, int] = {}
    for missing in said.missing:
        level = said.levels.get(missing.dimension)
        bound = min((c.limit for c in said.caps if c.dimension == missing.dimension), default=TOP)
        if level is None or level >= bound or said.flags:
            continue  # what is above a cap was taken by the cap
        place[missing.dimension] = place.get(missing.dimension, 0) + 1
        cost = (bound - level) / place[missing.dimension]  # the engine names the most useful one first
        if missing.code in known:
            cost *= REPEATED
        indicator = around.rubric.indicator(missing.code)
        advice = indicator.advice.get(around.lang) if indicator else missing.why
        elsewhere = indicator is not None and missing.try_ in indicator.counts.get(around.lang)
        _loss(found, missing.code, advice).add(
            cost,
            reply.turn_no,
            _nearest(reply, missing.dimension),
            missing.why,
            label_of(loss_by_absence(reply, missing.code, missing.dimension), around),
            "" if elsewhere else missing.try_,  # the debrief shows the case's own strong reply instead
        )


def _not_counted(found: dict[str, Loss], reply: ReplyScored, around: Around) -> None:
    said, lang = reply.explanation, around.lang
    if said.flags:
        _ = translator(lang)
        cost = sum(TOP - level for level in said.levels.values() if level is not None)
        loss = _loss(found, "FLAG", _("Answer in your own words, in sentences, about this case."))
        loss.name = _("Not counted as evidence")
        gap = label_of(loss_by_absence(reply, "FLAG"), around)
        loss.add(float(cost), reply.turn_no, reply.reply, sentences(*said.flag_reasons, lang=lang), gap)


def _nearest(reply: ReplyScored, dimension: str) -> str:
    """Return the words that stand where the missing ones should: the dimension's fault, else the reply."""
    faults = (f for f in reply.explanation.shown if f.dimension == dimension and kind_of(f.code) == "bad")
    return next((f.quote for f in faults), reply.reply)


def _broken(found: dict[str, Loss], note: PromiseNote, around: Around) -> None:
    _ = translator(around.lang)
    loss = _loss(found, "BROKEN", _("Promise only what is yours to give and certain to happen."))
    loss.name = _("Broken promise")
    loss.add(
        BROKEN,
        note.turn_no,
        note.promise.quote,
        _("The customer has found out that this cannot be kept."),
        ("G4", gap_reason("G4", broken_promise(note.promise.quote, around), around.lang)),
        shown_at=note.settled,
    )


def _never_asked(found: dict[str, Loss], first: ReplyScored, around: Around) -> None:
    _ = translator(around.lang)
    left = list(around.unasked)
    labels = _("; ").join(around.scenario.facts.label(ref, around.lang) for ref in left)
    loss = _loss(found, "ASK", _("Ask early: {what}").format(what=labels))
    loss.name = _("A question was not asked")
    loss.add(
        NEVER_ASKED,
        first.turn_no,
        first.reply,
        "",
        ("G1", gap_reason("G1", not_found_out(left, around), around.lang)),
        shown_at=0,
    )
