"""Owns the engine of one customer's message, made from a sheet that is compiled once for all of them.

`Engine` compiles a sheet anew for every case, which costs a message nearly a tenth of a second; here
it costs next to none. What it says of a reply is the same to the last byte
(`tests/scoring/test_sheet.py`). What it keeps does not grow with the replies. Decides nothing.
"""

from __future__ import annotations

from copy import copy

from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.scoring import Engine
from sim.scoring.message import scenario_of, without_facts
from sim.scoring.sentences import Told
from sim.scoring.signals import known_figures
from sim.scoring.topics import topics
from sim.text import PhraseBook, Sources
from sim.text.sheet_book import MessageBook, SheetBook

NOTHING_SAID = "-"
"""A message without a word: its case adds no phrase, no source and no figure to the sheet's own."""


class SheetEngine(Engine):
    """A sheet compiled for one language, from which the engine of any message is made."""

    def __init__(self, rubric: Rubric, lang: Lang) -> None:
        """Compile every phrase of the rubric."""
        super().__init__(scenario_of(NOTHING_SAID, lang), without_facts(rubric), lang)

    def _compiled(self) -> PhraseBook:
        self._sheet = SheetBook(self._phrases(), self.lang)
        return self._sheet

    def answering(self, message: str) -> Engine:
        """Return what the engine of that case and `without_facts(rubric)` is, without compiling the sheet."""
        scenario = scenario_of(message, self.lang)
        made = copy(self)
        made.scenario = scenario
        said = ((ref, one) for ref, phrases in scenario.facts.phrases(self.lang) for one in phrases)
        made.book = MessageBook(said, self._sheet)
        card = [entry.text.get(self.lang) for entry in scenario.facts.card]
        made._fixed = Sources(card, self.lang, base=self._fixed)
        made._figures = known_figures(scenario, self.lang)
        made._topics = topics(scenario, self.lang)
        made._told = Told(scenario, made.rubric, self.lang)
        made._examples, made._spare = {}, {}
        return made
