"""Owns the way from a reply to its explanation: read, check, weigh, explain.

Deterministic: no clock, no randomness, no disk. The same reply, context,
scenario and rubric give the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sim.locale import translator
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import SURE, Explanation
from sim.scoring import (
    answers,
    attempt,
    bargains,
    claims,
    commitments,
    conduct,
    conflicts,
    denials,
    elsewhere,
    facts,
    gaming,
    general,
    ladder,
    ledger,
    questions,
    slots,
    sums,
    withdrawals,
    wording,
)
from sim.scoring.conflicts import CONTRADICTION
from sim.scoring.context import Case, Context
from sim.scoring.explain import explain
from sim.scoring.found import Found, topics_of
from sim.scoring.heads import Heads, Scores, heads
from sim.scoring.key_points import HOSTILE
from sim.scoring.meaning import COMMITTING, weigh
from sim.scoring.sentences import Told
from sim.scoring.signals import Signals, known_figures, pieces, signs, units
from sim.scoring.topics import topics
from sim.text import PhraseBook, Reading, Typed, language_of, makes_sense, read

LONGEST = 6_000
"""Characters of a reply that are read: some twenty times a long chat reply, scored well within a second."""

SENTENCE: dict[Lang, int] = {"en": 30, "zh": 10}
"""Characters from which a sentence can stand alone as an example; shorter ones lean on their neighbours."""


@dataclass(frozen=True)
class Spare:
    """A sentence of the scenario, with what it shows when it stands alone."""

    text: str
    findings: tuple[Found, ...]


class Engine:
    """Scores replies to one scenario by one rubric in one language."""

    def __init__(self, scenario: Scenario, rubric: Rubric, lang: Lang, weights: Heads | None = None) -> None:
        """Compile every phrase of both files once; `weights` stand in for the bundled heads."""
        self._weights = weights
        self.scenario, self.rubric, self.lang = scenario, rubric, lang
        self.book = self._compiled()
        self._fixed = gaming.fixed_sources(scenario, rubric, lang)
        self._figures = known_figures(scenario, lang)
        self._topics = topics(scenario, lang)
        self._told = Told(scenario, rubric, lang)
        self._examples: dict[str, dict[str, list[tuple[str, frozenset[str]]]]] = {}
        self._spare: dict[str, tuple[Spare, ...]] = {}

    def _compiled(self) -> PhraseBook:
        return PhraseBook(self._phrases(), self.lang)

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

    def score(self, reply: str, context: Context, scores: Scores | None = None) -> Explanation:
        """Return levels, findings and reasons for one reply. Never raises, whatever was typed.

        Only the first `LONGEST` characters are read; nobody reads more in a chat. `scores` stand in
        for what the heads say, as leaving a scenario out needs it.
        """
        case = self._weighed(reply[:LONGEST], context, scores)
        stated = frozenset() if case.flags else self._stated(case)
        return explain(case, lambda code: self.example(context.turn, code, stated), self._told)

    def _stated(self, case: Case) -> frozenset[str]:
        """Return the facts that a reply says: a line that says no more is nothing to try."""
        return frozenset(case.met) | topics_of([f for f in case.findings if f.sure])

    def _weighed(self, reply: str, context: Context, scores: Scores | None = None) -> Case:
        """Return the case of a reply with its findings weighed."""
        typed = Typed.of(reply)
        case = self._case(read(typed, self.book), context)
        strange = self._not_understood(reply, typed)
        if strange:
            case.flags[strange[0]] = strange[1]
        else:
            self._check(case)
            said = scores or self._scores(case)
            weigh(case, said, self._heads)
            self._void(case)
            answers.add(case)
            general.add(case, said, self._heads)
            attempt.add(case, said, self._heads)
            elsewhere.drop(case)
            if case.flags:  # nobody's sentences show nothing
                case.findings = [f for f in case.findings if f.code.startswith("X")]
        return case

    def read(self, reply: str, context: Context) -> tuple[Case, list[list[Signals]]]:
        """Return what the checks found in a reply, and for each sentence the signals of its units."""
        case = self._case(read(reply[:LONGEST], self.book), context)
        self._check(case)
        return case, self._signals(case)

    def _case(self, reading: Reading, context: Context) -> Case:
        return Case(reading, self.scenario, self.rubric, context, self._figures, self._topics)

    def _signals(self, case: Case) -> list[list[Signals]]:
        parts = units(case.reading, self.lang)
        left = iter(signs(case, [unit for mine in parts for unit in mine]))
        signals = [
            [Signals(pieces(case.reading, unit, self.lang), frozenset(next(left))) for unit in mine]
            for mine in parts
        ]
        case.wording = {number: mine[0].wording for number, mine in enumerate(signals)}
        return signals

    def _scores(self, case: Case) -> Scores:
        return [[self._heads.score(signals) for signals in mine] for mine in self._signals(case)]

    def _not_understood(self, reply: str, typed: Typed) -> tuple[str, str] | None:
        _ = translator(self.lang)
        written = language_of(typed)
        if not any(c.isalnum() for c in reply):
            return "empty", _("This reply holds no words.")
        if written is None:
            return "not_understood", _("This reply holds no words that the customer could understand.")
        if written != self.lang:
            return "other_language", _("This reply is written in a language that the customer does not read.")
        if not makes_sense(typed):
            return "not_understood", _("This reply holds no words that the customer could understand.")
        return None

    def example(self, turn_id: str, code: str, stated: frozenset[str] = frozenset()) -> str:
        """Return a sentence that shows an indicator in this turn, or an empty string.

        The scenario's spare lines come first, which are no copy of an exemplar; then the whole
        sentences of the turn's strong exemplar. Each one earns the indicator when it is scored.
        None is told that says nothing but facts that are `stated` already.
        """
        if turn_id not in self._examples:
            self._examples[turn_id] = self._shown(turn_id)
        lines = self._examples[turn_id].get(code, ())
        return next((text for text, topics in lines if not topics or not topics <= stated), "")

    def spare(self, turn_id: str) -> tuple[Spare, ...]:
        """Return the spare lines that fit a turn, each with what it shows alone; none that is not counted.

        Scored once a turn, as a first reply to it, so that nothing said before can change them. Where
        somebody else writes than the customer, only lines fit that name the turn.
        """
        if turn_id not in self._spare:
            turn = self.scenario.turn(turn_id)
            everywhere = turn is not None and turn.speaker is None
            lines = (n for n in self.scenario.lines if turn_id in n.turns or (everywhere and not n.turns))
            self._spare[turn_id] = self._alone((line.text.get(self.lang) for line in lines), turn_id)
        return self._spare[turn_id]

    def _shown(self, turn_id: str) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """Return for each code the sentences that show it, best first, with the facts that each states."""
        turn = self.scenario.turn(turn_id)
        found = _by_code(self.spare(turn_id))
        if turn is not None and turn.exemplars is not None:
            text = turn.exemplars.strong.get(self.lang)
            reading = read(text, self.book)
            spans = (reading.plain.span(s.start, s.end) for s in reading.sentences)
            whole = [text[slice(*span)].strip() for span in spans]
            alone = self._alone((s for s in whole if len(s) >= SENTENCE[self.lang]), turn_id)
            for code, lines in _by_code(alone).items():
                found.setdefault(code, []).extend(lines)
        return found

    def _alone(self, texts: Iterable[str], turn_id: str) -> tuple[Spare, ...]:
        turn = self.scenario.turn(turn_id)
        if turn is None:
            return ()
        context = Context(turn=turn.id, gives=turn.gives, raises=turn.raises, impacts=turn.impacts)
        weighed = ((text, self._weighed(text, context)) for text in texts)
        return tuple(Spare(text, tuple(case.findings)) for text, case in weighed if not case.flags)

    def _check(self, case: Case) -> None:
        gaming.mark_copies(case, self._fixed)
        self._evidence(case)
        gaming.check(case)

    def _evidence(self, case: Case) -> None:
        commitments.collect(case)
        claims.check(case)
        slots.check(case)
        sums.check(case)
        conflicts.check(case)
        denials.check(case)
        questions.check(case)
        facts.check(case)
        commitments.check(case)
        ledger.record(case)
        wording.check(case)
        conduct.check(case)
        bargains.check(case)
        facts.facts_agree(case)
        withdrawals.check(case)

    def _void(self, case: Case) -> None:
        """Drop what harm beside it voids.

        Empathy in sentences that blame, mock or belittle, what only the wording of a harmful sentence
        shows, what a promise beyond authority commits to, the impact that it names ("pay your lost sales"),
        and an open correction in a reply that takes itself back.
        """
        harm = [f for f in case.findings if f.code.startswith("X")]
        if not harm:
            return
        hostile = {case.sentence_at(f.span[0]) for f in harm if f.code in HOSTILE and f.sure}
        harmful = {case.sentence_at(f.span[0]) for f in harm if f.certain}
        beyond = {case.sentence_at(f.span[0]) for f in harm if f.code == "X07" and f.certain}
        promised = [f.span for f in harm if f.code == "X07" and f.certain]
        taken_back = any(f.rule == CONTRADICTION for f in harm)

        def stands(finding: Found) -> bool:
            at = case.sentence_at(finding.span[0])
            if finding.code.startswith("X"):
                return True
            if finding.code == "A11" and taken_back:
                return False
            if finding.rule.startswith("wording:") and at in hostile | harmful:
                return False
            if finding.code in COMMITTING and at in beyond and not finding.rule.startswith("fact:"):
                return False
            if finding.dimension != "empathy":
                return True
            named = any(start <= finding.span[0] and finding.span[1] <= end for start, end in promised)
            return at not in hostile and not named

        case.findings = [f for f in case.findings if stands(f)]


def _by_code(sentences: Iterable[Spare]) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return for each code the sentences that show it for sure, clearest first, with the facts of each."""
    found: dict[str, list[tuple[float, Spare]]] = defaultdict(list)
    for sentence in sentences:
        for code, strength in ladder.strengths(sentence.findings).items():
            if strength >= SURE:
                found[code].append((strength, sentence))
    return {
        code: [(s.text, topics_of(s.findings)) for _, s in sorted(lines, key=lambda pair: -pair[0])]
        for code, lines in found.items()
    }
