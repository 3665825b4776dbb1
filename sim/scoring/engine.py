"""Owns the way from a reply to its explanation: read, check, climb, explain.

Deterministic: no clock, no randomness, no disk. The same reply, context,
scenario and rubric give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sim.locale import translator
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Gives, Scenario
from sim.model.score import DIMENSIONS, SURE, Cap, Dimension, Explanation, Finding, Missing, Severity
from sim.scoring import (
    claims,
    commitments,
    conduct,
    facts,
    gaming,
    key_points,
    ladder,
    questions,
    sentences,
    wording,
)
from sim.scoring.context import Case, Context
from sim.scoring.heads import Heads, heads
from sim.scoring.meaning import weigh
from sim.scoring.signals import Signals, known_figures, pieces, signs, units
from sim.text import PhraseBook, language_of, makes_sense, read

VERSION = "base-2"
"""Name of this engine; part of every attempt. Raised whenever a level may change."""

LONGEST = 6_000
"""Characters of a reply that are read: some twenty times a long chat reply, scored well within a second."""

OPPORTUNITY: dict[Dimension, frozenset[Gives]] = {
    "empathy": frozenset({"emotion", "impact", "info_given", "need_unclear", "abuse"}),
    "responsiveness": frozenset({"question", "demand", "time_pressure", "thanks"}),
    "assurance": frozenset({"why", "doubt", "fact_conflict", "abuse", "privacy", "demand", "question"}),
}
"""What a customer's message must give for a dimension to be scored (`domain.md` 3.5).

A question gives assurance an opportunity too: its answer can be wrong.
"""

HOSTILE = frozenset({"X02", "X10", "X13", "X16", "X17", "X25", "X27"})
"""Anti-patterns whose sentence cannot show empathy at the same time."""

MOST_MISSING = 2
"""Missing indicators named per dimension: more than two is a list nobody acts on (`domain.md` 5.6 FB6)."""


class Engine:
    """Scores replies to one scenario by one rubric in one language."""

    def __init__(self, scenario: Scenario, rubric: Rubric, lang: Lang, weights: Heads | None = None) -> None:
        """Compile every phrase of both files once; `weights` stand in for the bundled heads."""
        self._weights = weights
        self.scenario, self.rubric, self.lang = scenario, rubric, lang
        self.book = PhraseBook(self._phrases(), lang)
        self._fixed = gaming.fixed_sources(scenario, rubric, lang)
        self._figures = known_figures(scenario, lang)
        self._examples: dict[str, dict[str, str]] = {}
        self._lines: dict[str, dict[str, str]] = {}

    @property
    def _heads(self) -> Heads:
        return self._weights or heads(self.lang)

    def _phrases(self) -> Iterator[tuple[str, str]]:
        for ref, phrases in self.scenario.facts.phrases(self.lang):
            for phrase in phrases:
                yield ref, phrase
        for section in self.rubric.sections:
            for indicator in section.indicators:
                for phrase in indicator.say.get(self.lang):
                    yield f"rubric.{indicator.id}", phrase
        for deduction in self.rubric.deductions:
            for phrase in deduction.say.get(self.lang):
                yield f"rubric.{deduction.id}", phrase
        for name, family in self.rubric.families.items():
            for phrase in family.get(self.lang):
                yield f"family.{name}", phrase

    def score(
        self, reply: str, context: Context, scores: Sequence[Sequence[float]] | None = None
    ) -> Explanation:
        """Return levels, findings and reasons for one reply. Never raises, whatever was typed.

        Only the first `LONGEST` characters are read; nobody reads more in a chat. `scores` stand in
        for what the heads say of each sentence, as leaving a scenario out needs it.
        """
        reply = reply[:LONGEST]
        case = Case(read(reply, self.book), self.scenario, self.rubric, context, self._figures)
        strange = self._not_understood(reply)
        if strange:
            case.flags[strange[0]] = strange[1]
        else:
            self._check(case)
            weigh(case, scores or self._scores(case), self._heads)
            self._void_hostile(case)
            if case.flags:  # nobody's sentences show nothing
                case.findings = [f for f in case.findings if f.code.startswith("X")]
        return self._explain(case)

    def read(self, reply: str, context: Context) -> tuple[Case, list[Signals]]:
        """Return what the checks found in a reply, and the signals of each sentence, in order."""
        case = Case(read(reply[:LONGEST], self.book), self.scenario, self.rubric, context, self._figures)
        self._check(case)
        whole = [case.reading.tokens_in(s.index) for s in case.reading.sentences]
        return case, self._signals(case, whole)

    def _signals(self, case: Case, parts: list[list[int]]) -> list[Signals]:
        left = signs(case, parts)
        return [
            Signals(pieces(case.reading, part, self.lang), frozenset(mine))
            for part, mine in zip(parts, left, strict=True)
        ]

    def _scores(self, case: Case) -> list[list[float]]:
        """Return what the heads say of each sentence: the most that they say of any unit of it."""
        parts = units(case.reading, self.lang)
        rows: list[list[float]] = [[] for _ in case.reading.sentences]
        for part, signals in zip(parts, self._signals(case, parts), strict=True):
            if part:
                at, row = case.reading.sentence_of[part[0]], self._heads.score(signals)
                rows[at] = [max(a, b) for a, b in zip(rows[at], row, strict=True)] if rows[at] else row
        return [row or [0.0] * len(self._heads.codes) for row in rows]

    def _not_understood(self, reply: str) -> tuple[str, str] | None:
        _ = translator(self.lang)
        written = language_of(reply)
        if not any(c.isalnum() for c in reply):
            return "empty", _("This reply holds no words.")
        if written is None:
            return "not_understood", _("This reply holds no words that the customer could understand.")
        if written != self.lang:
            return "other_language", _("This reply is written in a language that the customer does not read.")
        if not makes_sense(reply):
            return "not_understood", _("This reply holds no words that the customer could understand.")
        return None

    def example(self, turn_id: str, code: str) -> str:
        """Return the sentence of the case's own strong exemplar that shows an indicator, or an empty string.

        The exemplar of the turn itself comes first, then those of the other turns in order.
        """
        if turn_id not in self._lines:
            order = [turn_id, *(t.id for t in self.scenario.turns if t.id != turn_id)]
            lines: dict[str, str] = {}
            for turn in reversed(order):
                lines |= self._examples_of(turn)
            self._lines[turn_id] = lines
        return self._lines[turn_id].get(code, "")

    def _examples_of(self, turn_id: str) -> dict[str, str]:
        if turn_id not in self._examples:
            turn = self.scenario.turn(turn_id)
            lines: dict[str, str] = {}
            if turn is not None and turn.exemplars is not None:
                text = turn.exemplars.strong.get(self.lang)
                context = Context(turn=turn.id, gives=turn.gives, raises=turn.raises, impacts=turn.impacts)
                case = Case(read(text, self.book), self.scenario, self.rubric, context, self._figures)
                self._evidence(case)
                spans = [case.reading.plain.span(s.start, s.end) for s in case.reading.sentences]
                for finding in case.findings:
                    inside = next((s for s in spans if s[0] <= finding.span[0] < s[1]), None)
                    if inside is not None:
                        lines.setdefault(finding.code, text[slice(*inside)].strip(" ;；,，"))
            self._examples[turn_id] = lines
        return self._examples[turn_id]

    def _check(self, case: Case) -> None:
        gaming.mark_copies(case, self._fixed)
        self._evidence(case)
        gaming.check(case)
        self._attempt(case)

    def _evidence(self, case: Case) -> None:
        commitments.collect(case)
        claims.check(case)
        questions.check(case)
        facts.check(case)
        commitments.check(case)
        wording.check(case)
        conduct.check(case)
        facts.facts_agree(case)

    def _void_hostile(self, case: Case) -> None:
        """Drop empathy from sentences that blame, mock or belittle, and what only their wording shows."""
        hostile = {case.sentence_at(f.span[0]) for f in case.findings if f.code in HOSTILE and f.sure}
        harmful = {case.sentence_at(f.span[0]) for f in case.findings if f.code.startswith("X") and f.certain}

        def stands(finding: Finding) -> bool:
            at = case.sentence_at(finding.span[0])
            if finding.code.startswith("X"):
                return True
            if finding.rule.startswith("wording:") and at in hostile | harmful:
                return False
            return finding.dimension != "empathy" or at not in hostile

        case.findings = [f for f in case.findings if stands(f)]

    def _attempt(self, case: Case) -> None:
        """R0: any answer, act, question or willingness; without it nothing responds to the customer."""
        reading = case.reading
        hits = [h for h in reading.find("family.willingness", "family.act", "rubric.X08") if case.stated(h)]
        hits = (
            hits
            or case.kind("offer", "limit")
            or [
                h
                for h in reading.find_kind("given")
                if any(f.code == "X11" and f.link == h.ref for f in case.findings)
            ]
        )
        refused = next((f for f in case.findings if f.code in ("X07", "X26")), None)
        if not hits and refused is not None:
            inside = [i for i in range(len(reading.tokens)) if reading.span(i, i)[0] >= refused.span[0]]
            case.add(ladder.ATTEMPT, inside[0], inside[0], "check:attempt", "act")
            return
        first = next(iter(hits), None)
        if first is not None:
            case.add(ladder.ATTEMPT, first.first, first.last, "check:attempt", "")
            return
        for sentence in reading.sentences:
            inside = [i for i, s in enumerate(reading.sentence_of) if s == sentence.index]
            if sentence.question and inside and not any(i in case.copied for i in inside):
                case.add(ladder.ATTEMPT, inside[0], inside[-1], "check:attempt", "question")
                return
        for when in reading.times:
            if (
                when.kind == "within"
                and not case.flags
                and (at := reading.token_at(when.start)) not in case.copied
            ):
                case.add(ladder.ATTEMPT, at, at, "check:attempt", "time")
                return

    def severities(self, case: Case) -> dict[str, dict[Dimension, Severity]]:
        """Return where this case makes an anti-pattern graver or lighter than the rubric's row."""
        out: dict[str, dict[Dimension, Severity]] = {}
        given = {f.link.partition(".")[2] for f in case.findings if f.code == "X11"}
        if given:
            just_now = any(
                g in self.scenario.facts.given and self.scenario.facts.given[g].just_now for g in given
            )
            grave = just_now or any(g in case.context.given for g in given)
            out["X11"] = {"empathy": "severe" if grave else "moderate", "responsiveness": "moderate"}
        out["X07"] = {"assurance": "severe", "responsiveness": "moderate"}
        if any(not c.rejected for c in case.commitments):  # "not us", and yet something is done
            out["X03"] = {"assurance": "severe", "responsiveness": "moderate"}
        if case.context.heat >= conduct.HOT:
            out["X20"] = {"empathy": "moderate"}
        if any(c.strength == "will" and not c.rejected for c in case.commitments):
            out["X12"] = {"empathy": "minor"}
        return out

    def _explain(self, case: Case) -> Explanation:
        rubric, lang = self.rubric, self.lang
        findings = tuple(
            f.model_copy(update={"why": sentences.why_finding(f, rubric, self.scenario, lang)})
            for f in sorted(
                self._one_each(case.findings, case.reading.plain.original),
                key=lambda f: (not f.sure, f.span, f.code),
            )
        )
        bounds = ladder.limits(findings, rubric, self.severities(case))
        caps = tuple(
            cap.model_copy(update={"why": sentences.why_cap(cap, rubric, lang)})
            for cap in (Cap(code=b.code, dimension=b.dimension, limit=b.limit, why="") for b in bounds)
        )
        reasons = list(case.flags.values())
        levels: dict[Dimension, int | None] = {}
        carrying: dict[Dimension, tuple[int, ...]] = {}
        why: dict[Dimension, str] = {}
        wanting: list[Missing] = []
        found = ladder.strengths(findings)
        for dimension in DIMENSIONS:
            section, cost = rubric.section(dimension), ladder.costs(dimension, found, rubric)
            reached: int | None = ladder.level(
                section, found, found, bounds, rubric, flagged=bool(case.flags)
            )
            if not OPPORTUNITY[dimension] & set(case.context.gives):
                reached = None
            levels[dimension] = reached
            bare = ladder.level(section, {}, found, bounds, rubric, flagged=bool(case.flags))
            lifted = reached is not None and reached > bare
            carrying[dimension] = (
                ladder.carriers(section, findings, cost, reached) if lifted and reached else ()
            )
            binding = next((c for c in caps if c.dimension == dimension and c.limit == reached), None)
            if binding is None and reached == 0:
                binding = self._doubt(dimension, findings)
            kept = [findings[i] for i in carrying[dimension]]
            why[dimension] = sentences.why_level(dimension, reached, kept, binding, reasons, rubric, lang)
            if reached is not None and reached < 4:
                shown = {f.code for f in kept}
                wanting.extend(self._missing(case.context.turn, dimension, found, shown))
        red = tuple(
            dict.fromkeys(f.code for f in findings if f.certain and f.code in rubric.red_lines)
        ) + tuple(
            f.link
            for f in findings
            if f.link.startswith("forbidden.")
            and f.code.startswith("X")
            and self.scenario.facts.forbidden[f.link.partition(".")[2]].red_line
            and f.code not in rubric.red_lines
        )
        if case.flags:  # a reply that is no sentence, or nobody's own, states nothing
            case.met, case.asked, case.promises = [], [], []
        explanation = Explanation(
            lang=lang,
            levels=levels,
            findings=findings,
            carriers=carrying,
            caps=caps,
            flags=tuple(case.flags),
            flag_reasons=tuple(reasons),
            red_lines=red,
            promises=tuple(case.promises),
            missing=tuple(wanting),
            why=why,
            met=tuple(case.met),
            asked=tuple(dict.fromkeys(case.asked)),
            versions={"engine": VERSION},
        )
        points = () if case.flags else key_points.met(self.scenario, explanation)
        return explanation.model_copy(update={"key_points": points})

    def _doubt(self, dimension: Dimension, findings: Sequence[Finding]) -> Cap | None:
        """Return what a level 0 is owed to where no cap says it: the clearest severe anti-pattern."""
        grave = [f for f in findings if ladder.grave(dimension, {f.code: f.strength}, self.rubric)]
        if not grave:
            return None
        worst = max(grave, key=lambda f: f.strength)
        cap = Cap(code=worst.code, dimension=dimension, limit=0, why="")
        return cap.model_copy(update={"why": sentences.why_cap(cap, self.rubric, self.lang)})

    @staticmethod
    def _one_each(findings: list[Finding], reply: str) -> list[Finding]:
        """Join findings of one code that overlap: one place, under the rule that covers most of it."""
        joined: list[Finding] = []
        for finding in sorted(findings, key=lambda f: (f.code, f.span[0], -f.span[1])):
            last = joined[-1] if joined else None
            if last is None or last.code != finding.code or finding.span[0] >= last.span[1]:
                joined.append(finding)
                continue
            span = (last.span[0], max(last.span[1], finding.span[1]))
            checked = max(
                last, finding, key=lambda f: (not f.rule.startswith("wording:"), f.span[1] - f.span[0])
            )
            strongest = max(last, finding, key=lambda f: f.strength)
            joined[-1] = checked.model_copy(
                update={
                    "span": span,
                    "quote": reply[slice(*span)],
                    "strength": strongest.strength,
                    "points": strongest.points,
                    "certain": last.certain or finding.certain,
                }
            )
        return joined

    def _missing(
        self, turn_id: str, dimension: Dimension, found: Mapping[str, float], carrying: set[str]
    ) -> list[Missing]:
        """Return the indicators that would lift a dimension most; the case's own lines come first."""
        section = self.rubric.section(dimension)

        def gain(code: str) -> tuple[bool, float, str]:
            rest = 1.0 - min(1.0, found.get(code, 0.0))
            return (not self.example(turn_id, code), -section.worth(code) * rest, code)

        absent = [
            i.id
            for i in section.indicators
            if found.get(i.id, 0.0) < SURE and section.worth(i.id) and i.id not in carrying
        ]
        return [
            sentences.missing(dimension, code, self.example(turn_id, code), self.rubric, self.lang)
            for code in sorted(absent, key=gain)[:MOST_MISSING]
        ]
