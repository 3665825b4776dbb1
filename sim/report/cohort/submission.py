"""Owns reading one finished attempt into the figures that reports of a group are made of.

Reads events alone and computes no score. Words of the trainee leave it only with their consent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sim.model.department import Origin, Quoted, Submission
from sim.model.events import (
    CustomerSaid,
    Ended,
    EndingKind,
    Event,
    PromiseRecorded,
    ReplyScored,
    Started,
    StateChanged,
    standing,
)
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import TOP
from sim.report.build import build_debrief
from sim.report.debrief import Debrief
from sim.report.names import kind_of
from sim.report.places import sentence_around
from sim.report.printable import printable, shortened

MOST_QUOTES = 4
"""Quotations kept of one attempt: a report shows two of a code, from different people."""

QUOTE = 90
"""Longest quotation in characters, as in the reasons of a debrief: a sentence, not a reply."""

SETTLED: frozenset[EndingKind] = frozenset({"resolved", "partial"})
"""Endings in which the customer takes what was offered, all or a part of it."""


def submission_of(
    events: Sequence[Event],
    scenario: Scenario,
    rubric: Rubric,
    *,
    attempt: str,
    who: str,
    ended_at: str,
    unseen: bool,
    assignment: int | None = None,
    handed_in_at: str = "",
    origin: Origin = "server",
    late: bool = False,
    consent: bool = False,
) -> Submission:
    """Return what reports are made of, from the events of one whole attempt that has ended.

    `scenario` and `rubric` are the texts it was played on. `ended_at` and `handed_in_at` are times (UTC,
    ISO 8601); `unseen` says that the scenario had not been practised before, `late` that it was played
    after the day it was due. Without `consent` no words of the trainee are kept.

    A reply counts for a gap, a missing indicator or an anti-pattern once, however often it shows it;
    `costs` has every turn that was answered, 0 where nothing was lost. `offers` and `accepted`: see
    `offers_of`. Raises ValueError for an attempt that has not ended, is a drill or tries a reply again.
    """
    kept = standing(events)
    started, ended = kept[0], next((e for e in reversed(kept) if isinstance(e, Ended)), None)
    if not isinstance(started, Started) or ended is None or started.only or started.branch:
        raise ValueError("only a whole attempt that has ended is handed in")
    replies = [e for e in kept if isinstance(e, ReplyScored)]
    debrief = build_debrief(events, scenario, rubric)
    offers, accepted = offers_of(kept, scenario)
    last = next((e.after for e in reversed(kept) if isinstance(e, StateChanged)), started.state)
    crossed = [code for reply in replies for code in reply.explanation.red_lines]
    return Submission(
        attempt=attempt,
        who=who,
        assignment=assignment,
        scenario=started.scenario,
        title=scenario.title.get(started.lang),
        lang=started.lang,
        mode=started.mode,
        rubric=started.rubric,
        rubric_hash=started.rubric_hash,
        engine=started.engine,
        ended_at=ended_at,
        handed_in_at=handed_in_at,
        origin=origin,
        late=late,
        unseen=unseen,
        ending=ended.kind,
        supervisor=_supervisor(kept),
        loyalty=scenario.customer.loyalty,
        levels=ended.levels,
        perceived=ended.perceived,
        expected=ended.expected,
        desired=ended.desired,
        stay_intent=ended.stay_intent,
        trust=last.trust,
        red_lines=tuple(dict.fromkeys((*crossed, *ended.red_lines))),
        replies=len(replies),
        aided=sum(reply.aided for reply in replies),
        pass_line=rubric.scale.pass_,
        gaps=_counted({level.gap for level in r.levels if level.gap} for r in debrief.replies),
        missing=_counted({m.code for m in r.explanation.missing} for r in replies),
        patterns=_counted(_harm(r) for r in replies),
        costs=_costs(replies),
        offers=offers,
        accepted=accepted,
        quotes=_quotes(replies, debrief, who) if consent else (),
    )


def offers_of(events: Iterable[Event], scenario: Scenario) -> tuple[int, int]:
    """Return how many offers the case allowed and how many of them were made and taken.

    Allowed is every offer of the scenario's facts that a customer can take: not a promise to report back
    and not the plan in case the first one fails. Made is one that a reply stated or promised within
    authority; it is none where more was promised for it than was allowed, or where it was broken or taken
    back. Taken are those made in a conversation that ended with the case settled, wholly or in part: who
    leaves, complains or ends with nothing settled has taken nothing.
    """
    allowed = {
        f"offer.{key}"
        for key, offer in scenario.facts.offers.items()
        if not offer.update and not offer.fallback
    }
    made: set[str] = set()
    void: set[str] = set()
    settled = False
    for event in events:
        if isinstance(event, ReplyScored):
            said = event.explanation
            made.update(said.met, (p.ref for p in said.promises if p.standing == "within"))
            void.update(p.ref for p in said.promises if p.standing == "over")
        elif isinstance(event, PromiseRecorded) and event.status == "broken":
            void.add(event.promise.ref)
        elif isinstance(event, PromiseRecorded) and event.status == "taken_back":
            made.discard(event.promise.ref)
        elif isinstance(event, PromiseRecorded) and event.promise.standing == "within":
            made.add(event.promise.ref)
        elif isinstance(event, Ended):
            settled = event.kind in SETTLED
    return len(allowed), len((made & allowed) - void) if settled else 0


def _supervisor(events: Iterable[Event]) -> bool:
    """Say whether somebody in charge was asked for and the demand was still open at the end."""
    asked = False
    for event in events:
        if isinstance(event, CustomerSaid) and event.kind == "reaction" and event.line == "supervisor":
            asked = True
        elif isinstance(event, StateChanged) and event.calmed:
            asked = False
    return asked


def _harm(reply: ReplyScored) -> set[str]:
    return {code for code in reply.explanation.codes() if kind_of(code) == "bad"}


def _counted(found: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return in how many replies each code was found."""
    counts = Counter(code for codes in found for code in codes)
    return dict(sorted(counts.items()))


def _costs(replies: Iterable[ReplyScored]) -> dict[str, float]:
    costs: dict[str, float] = {}
    for reply in replies:
        lost = sum(TOP - level for level in reply.explanation.levels.values() if level is not None)
        costs[reply.turn] = costs.get(reply.turn, 0.0) + lost
    return costs


def _quotes(replies: Sequence[ReplyScored], debrief: Debrief, who: str) -> tuple[Quoted, ...]:
    """Return words that show an anti-pattern, then words that show a gap; each code once, few in all."""
    found: dict[str, Quoted] = {}
    turns = {reply.turn_no: reply.turn for reply in replies}
    for reply in replies:
        for finding in reply.explanation.shown:
            if kind_of(finding.code) == "bad" and finding.quote.strip():
                start, end = sentence_around(reply.reply, finding.span[0])
                words = without_name(reply.reply[start : max(end, finding.span[1])], who)
                found.setdefault(finding.code, Quoted(code=finding.code, turn=reply.turn, words=words))
    for gap in debrief.gaps:
        if gap.quote.strip() and gap.turn_no in turns:
            words = without_name(gap.quote, who)
            found.setdefault(gap.label, Quoted(code=gap.label, turn=turns[gap.turn_no], words=words))
    return tuple(found.values())[:MOST_QUOTES]


def without_name(words: str, who: str) -> str:
    """Return words to quote: on one line, cut short, and without the name of who wrote them."""
    for name in sorted({who, *who.split()}, key=len, reverse=True):
        if len(name) > 1:
            edge = r"\b" if name.isascii() else ""
            words = re.sub(edge + re.escape(name) + edge, "…", words, flags=re.IGNORECASE)
    return shortened(printable(words), QUOTE)
