"""Strings and nothing else: normalise with a map back, segment, match, polarity, times, amounts, copies.

The only importer of rapidfuzz. Never knows a rubric or a scenario.
"""

from sim.text.amounts import find_amounts
from sim.text.copies import Sources
from sim.text.corrections import Correction, find_corrections, not_so, replaced
from sim.text.durations import Duration, duration
from sim.text.figures import KnownFigures, find_figures, find_weekdays
from sim.text.fluency import has_own_order, neighbours, row_of, stray_capitals, stray_stops
from sim.text.language import language_of, makes_sense
from sim.text.parts import Sentence
from sim.text.phrases import Hit, PhraseBook
from sim.text.polarity import is_left_to_them, is_question, is_wanted
from sim.text.reading import Reading, Typed, read, told_in
from sim.text.refusals import is_refused
from sim.text.times import When, find_times
from sim.text.tokens import Token, tokens_of, words_of

__all__ = [
    "Correction",
    "Duration",
    "Hit",
    "KnownFigures",
    "PhraseBook",
    "Reading",
    "Sentence",
    "Sources",
    "Token",
    "Typed",
    "When",
    "duration",
    "find_amounts",
    "find_corrections",
    "find_figures",
    "find_times",
    "find_weekdays",
    "has_own_order",
    "is_left_to_them",
    "is_question",
    "is_refused",
    "is_wanted",
    "language_of",
    "makes_sense",
    "neighbours",
    "not_so",
    "read",
    "replaced",
    "row_of",
    "stray_capitals",
    "stray_stops",
    "tokens_of",
    "told_in",
    "words_of",
]
