"""Owns what a check is given: the reply as read, the case it belongs to, and where to put findings.

Never decides a level.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from functools import cached_property

from sim.model.language import Frozen, Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Dimension, Promise, TakenBack
from sim.model.turns import Gives
from sim.scoring.found import Found
from sim.text import (
    Correction,
    Hit,
    KnownFigures,
    Reading,
    When,
    find_corrections,
    is_left_to_them,
    neighbours,
    row_of,
)

HELP = re.compile(r"\b(?:emergency|medical|doctor|ambulance|hospital|police)\b|医|急[救诊]|报警")
"""Who is rung for help, by whoever is there."""

NEEDLESS_HELP = re.compile(
    r"不用|不必|用不着|无需|没必要|别去|别跑|别折腾"
    r"|\b(?:no need|needn't|don't need|do not need|don't have|not worth|hardly worth)\b"
)
"""Words that call help needless."""

THEMSELVES = re.compile(r"自己|\byourself\b")
"""Who is to do what is left to the customer."""

DIMENSION_OF: dict[str, Dimension] = {"E": "empathy", "R": "responsiveness", "A": "assurance"}


class Context(Frozen):
    """What came before a reply, as far as scoring may know it.

    `customer` holds the customer's messages so far (the one being answered
    last), `own` the trainee's earlier replies, `told` the facts already
    stated, `heat` the customer's heat (0-100) when the reply was written,
    `promises` what stands in the ledger and can still be taken back. `erred` says that the trainee said
    something wrong, or promised what did not hold, and has not owned up to it yet. `alone` says that
    nothing of the case is known but the customer's message.
    """

    turn: str
    gives: tuple[Gives, ...]
    raises: tuple[str, ...] = ()
    impacts: tuple[str, ...] | None = None
    customer: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    heat: float = 50
    settled: bool = False
    promises: tuple[Promise, ...] = ()
    erred: bool = False
    alone: bool = False


def to_own_up(context: Context, scenario: Scenario) -> bool:
    """Say whether something of the trainee's own is to be put right: what they said before was wrong.

    A message that shows promises broken, and holds it against them, says so whatever is known of before.
    """
    turn = scenario.turn(context.turn)
    held = turn is not None and bool(turn.breaks) and "fact_conflict" in turn.gives
    return context.erred or held


@dataclass
class Commitment:
    """A clause in which the writer says what is done, will be done, or can be done."""

    first: int
    last: int
    refs: tuple[str, ...]
    strength: str
    who: str = ""
    when: When | None = None
    condition: str = ""
    rejected: list[str] = field(default_factory=list)


@dataclass
class Case:
    """One reply in one context, and the findings made so far."""

    reading: Reading
    scenario: Scenario
    rubric: Rubric
    context: Context
    figures: KnownFigures
    topics: frozenset[str] = frozenset()
    copied: set[int] = field(default_factory=set)
    findings: list[Found] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    withdrawn: list[TakenBack] = field(default_factory=list)
    flags: dict[str, str] = field(default_factory=dict)
    met: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    wording: dict[int, frozenset[str]] = field(default_factory=dict)
    excused: set[tuple[int, str]] = field(default_factory=set)
    """Sentences, and an anti-pattern of each that its very words rule out, however the sentence sounds."""
    links: dict[str, dict[int, str]] = field(default_factory=dict)
    """What stands in which sentence, for links: need -> sentence -> reference; filled on demand."""
    _known: set[tuple[str, tuple[int, int]]] = field(default_factory=set)
    _kinds: dict[str, list[Hit]] = field(default_factory=dict)

    @cached_property
    def corrections(self) -> list[Correction]:
        """Where the reply comes back to words of before."""
        return find_corrections(self.reading.plain.text, self.lang)

    @cached_property
    def row(self) -> list[str]:
        """The words and stops of the reply, as fluency knows them."""
        return row_of(self.reading.plain, self.reading.tokens, self.lang)

    @cached_property
    def fluency(self) -> tuple[float, int]:
        """How far the order of the words is that of sentences, and how many different neighbours say so."""
        return neighbours(self.lang).fluency(self.row)

    @property
    def lang(self) -> Lang:
        """Language of the reply and of everything said about it."""
        return self.reading.lang

    def own_words(self, hit: Hit) -> bool:
        """Say whether a hit is the trainee's own wording, not a copy."""
        return not self.copied or self.copied.isdisjoint(range(hit.first, hit.last + 1))

    def stated(self, hit: Hit) -> bool:
        """Say whether a hit is the trainee's own and affirmed."""
        return self.own_words(hit) and self.reading.affirmed(hit)

    def hits(self, *refs: str) -> list[Hit]:
        """Return the stated hits of these references."""
        return [h for h in self.reading.find(*refs) if self.stated(h)]

    def kind(self, *kinds: str) -> list[Hit]:
        """Return the stated hits of every fact of these kinds (`impact`, `offer` …).

        An offer that its sentence takes back ("should normally", "可能") is not stated.
        Copies are marked before the first call, so what is found once stays found.
        """
        for kind in kinds:
            if kind not in self._kinds:
                hits = [h for h in self.reading.find_kind(kind) if self.stated(h)]
                if kind == "offer":
                    hits = [h for h in hits if self.reading.sentence_of[h.first] not in self.hedged]
                    hits = [h for h in hits if not self.advised_against(h)]
                self._kinds[kind] = hits
        if len(kinds) == 1:
            return self._kinds[kinds[0]]
        return sorted((h for kind in kinds for h in self._kinds[kind]), key=lambda h: (h.first, h.last))

    def told(self, kind: str) -> list[Hit]:
        """Return the affirmed hits of every fact of a kind, also in words of the card.

        What the customer is told is told in whatever words; in a reply that is a copy as a whole only own
        words count.
        """
        if self.flags.keys() & {"copied", "echo"}:
            return self.kind(kind)
        hits = [h for h in self.reading.find_kind(kind) if self.reading.affirmed(h)]
        hits = [h for h in hits if not self.left_to_them(self.reading.clause_of[h.first])]
        hits = [h for h in hits if not self.advised_against(h)]
        return [h for h in hits if kind != "offer" or self.reading.sentence_of[h.first] not in self.hedged]

    def advised_against(self, hit: Hit) -> bool:
        """Say whether help that is named is called needless (不用去医院, "no need to see a doctor")."""
        first, last = self.reading.tokens[hit.first].start, self.reading.tokens[hit.last].end
        clause = self.reading.clause_text(hit.first)
        return bool(HELP.search(self.reading.plain.text, first, last) and NEEDLESS_HELP.search(clause))

    def left_to_them(self, clause: int) -> bool:
        """Say whether a clause leaves it to the customer to reach one of us, or to see to it themselves.

        您打网点电话找王行长 names nothing that we do; to ring a help line of others is theirs to do.
        """
        tokens = self.reading.tokens_of[clause]
        text = self.reading.clause_text(tokens[0])
        if not is_left_to_them(text, self.lang) or HELP.search(text):
            return False
        people = self.reading.find_kind("person")
        return bool(THEMSELVES.search(text)) or any(tokens[0] <= h.first <= tokens[-1] for h in people)

    @cached_property
    def hedged(self) -> frozenset[int]:
        """Sentences that take back what they say."""
        doubts = self.reading.find("family.hedge", "family.general_time")
        return frozenset(self.reading.sentence_of[d.first] for d in doubts)

    @cached_property
    def usual(self) -> frozenset[int]:
        """Sentences that say how long things take in general, which is no commitment."""
        return frozenset(self.reading.sentence_of[h.first] for h in self.reading.find("family.general_time"))

    @cached_property
    def taken_back(self) -> frozenset[int]:
        """Sentences of which all that they say of offers and acts is that they will not be."""
        reading = self.reading
        acts = [*reading.find_kind("offer"), *reading.find("family.act")]
        standing = {reading.sentence_of[h.first] for h in acts if not reading.negated(h)}
        return frozenset(reading.sentence_of[h.first] for h in acts) - standing

    def token_at(self, place: int) -> int:
        """Return the index of the token at or after a place of the reply as typed."""
        return min(bisect.bisect_left(self._token_starts, place), max(0, len(self._token_starts) - 1))

    @cached_property
    def _token_starts(self) -> list[int]:
        return [self.reading.span(i, i)[0] for i in range(len(self.reading.tokens))]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [self.reading.plain.span(s.start, s.end)[0] for s in self.reading.sentences]

    def sentence_at(self, place: int) -> int:
        """Return the index of the sentence around a place of the reply as typed."""
        return max(0, bisect.bisect_right(self._sentence_starts, place) - 1)

    def add(self, code: str, first: int, last: int, rule: str, link: str = "") -> None:
        """Record a finding over tokens `first`..`last`; the first one of a code at a place stands."""
        span = self.reading.span(first, last)
        dimension = DIMENSION_OF.get(code[0])
        if dimension is None:
            deduction = self.rubric.deduction(code)
            dimension = deduction.hits[0] if deduction else None
        if (code, span) in self._known:
            return
        self._known.add((code, span))
        indicator = self.rubric.indicator(code)
        self.findings.append(
            Found(
                code=code,
                dimension=dimension,
                span=span,
                quote=self.reading.plain.original[slice(*span)],
                rule=rule,
                link=link,
                points=indicator.points if indicator else 0.0,
            )
        )

    def found(self, code: str) -> bool:
        """Say whether a code was found already."""
        return any(f.code == code for f in self.findings)

    def meet(self, ref: str) -> None:
        """Record that the reply states a fact."""
        if ref not in self.met:
            self.met.append(ref)
