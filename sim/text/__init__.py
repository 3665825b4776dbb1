"""Strings and nothing else: normalise with a map back, segment, match, polarity, times, amounts, copies.

The only importer of rapidfuzz. Never knows a rubric or a scenario.
"""

from sim.text.copies import Sources
from sim.text.phrases import Hit, PhraseBook
from sim.text.polarity import is_question
from sim.text.reading import Reading, Sentence, language_of, makes_sense, read
from sim.text.times import When, find_times

__all__ = [
    "Hit",
    "PhraseBook",
    "Reading",
    "Sentence",
    "Sources",
    "When",
    "find_times",
    "is_question",
    "language_of",
    "makes_sense",
    "read",
]
