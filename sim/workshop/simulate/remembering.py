"""Owns scoring the same reply in the same circumstances once.

Gives the very levels that the engine gives: what is left out of a context is what no check can see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Explanation
from sim.play import Script
from sim.scoring import Context, Engine
from sim.scoring.conduct import HOT
from sim.scoring.engine import LONGEST
from sim.scoring.heads import Scores
from sim.text import Sources, Token, Typed, find_corrections, read
from sim.validity.ritual import without_examples

MOST = 20_000
"""Explanations kept, some 100 MB at most; then all are forgotten. 2,000 plays need a tenth of it."""

TOUCHY = ("X14", "X18", "X20")
"""Anti-patterns that heat, or whether all is settled, may excuse or make graver; X11 is one asked before."""

Key = tuple[object, ...]


@dataclass
class _Known:
    """What is known of one reply: its words, whether they are touchy, what it shares with other texts."""

    tokens: list[Token]
    touchy: bool
    shared: dict[str, tuple[bool, bool]] = field(default_factory=dict)


class RememberingEngine(Engine):
    """An engine that scores a reply once for each context that differs in what scoring looks at.

    Earlier messages count only where the reply shares a run of words with one of them. Heat, what was
    asked before and whether all is settled count only for replies that hold what these bear on, and what
    stands in the ledger only for replies that correct something.
    """

    def __init__(self, scenario: Scenario, rubric: Rubric, lang: Lang) -> None:
        """Compile the phrases as the engine does; nothing is known yet."""
        super().__init__(scenario, rubric, lang)
        self._explained: dict[Key, Explanation] = {}
        self._replies: dict[str, _Known] = {}
        self._sources: dict[str, Sources] = {}
        self._corrected: dict[str, bool] = {}

    def score(self, reply: str, context: Context, scores: Scores | None = None) -> Explanation:
        """Return what the engine returns, without the words for people that a simulation never shows."""
        if scores is not None:
            return super().score(reply, context, scores)
        customer = tuple(t for t in context.customer if self._shares(reply, t)[1])
        own = tuple(t for t in context.own if self._shares(reply, t)[0])
        given = tuple(sorted(g for g in context.given if g in self.scenario.facts.given))
        promises = context.promises if self._corrects(reply) else ()
        plain: Key = (reply, context.turn, customer, own, promises)
        whole: Key = (*plain, given, context.heat >= HOT, context.settled)
        known = self._explained.get(plain) or self._explained.get(whole)
        if known is not None:
            return known
        update = {"customer": customer, "own": own, "promises": promises}
        full = super().score(reply, context.model_copy(update=update))
        found = {f.code for f in full.findings}
        touchy = self._replies[reply].touchy if reply in self._replies else True
        known = full.model_copy(update={"findings": full.shown, "missing": (), "why": {}, "carriers": {}})
        if len(self._explained) >= MOST:
            self._forget()
        self._explained[whole if touchy or found & {"X11", *TOUCHY} else plain] = known
        return known

    def _corrects(self, reply: str) -> bool:
        """Say whether a reply comes back to words of before, so that it may take a promise back."""
        if reply not in self._corrected:
            text = Typed.of(reply[:LONGEST]).plain.text
            self._corrected[reply] = bool(find_corrections(text, self.lang))
        return self._corrected[reply]

    def _shares(self, reply: str, text: str) -> tuple[bool, bool]:
        """Say whether a reply shares a run that makes a copy with a text, and a run that makes an echo."""
        known = self._replies.get(reply)
        if known is None:
            reading = read(reply[:LONGEST], self.book)
            touchy = bool(reading.find(*(f"rubric.{code}" for code in TOUCHY)))
            known = self._replies[reply] = _Known(reading.tokens, touchy)
        found = known.shared.get(text)
        if found is None:
            if text not in self._sources:
                self._sources[text] = Sources((text,), self.lang)
            source = self._sources[text]
            copied = bool(source.copied(known.tokens))
            found = known.shared[text] = copied, copied or bool(source.echoed(known.tokens))
        return found

    def _forget(self) -> None:
        for memory in (self._explained, self._replies, self._sources, self._corrected):
            memory.clear()


class RehearsalScript(Script):
    """A script whose exemplars a trainee may say: they stand for own words, so they are no copies."""

    def __init__(self, scenario: Scenario, rubric: Rubric, lang: Lang) -> None:
        """Take the texts; the exemplars are left out of what makes a copy."""
        super().__init__(without_examples(scenario), rubric, lang)

    @cached_property
    def engine(self) -> Engine:
        """The scoring engine, which remembers."""
        return RememberingEngine(self.scenario, self.rubric, self.lang)
