"""Owns the linear heads: how far the signals of one sentence speak for each indicator and anti-pattern.

One table a language, made by `python -m tests.calibration.fit` from labelled
sentences: a line a signal, with its weight for every code that it speaks for or
against. A head adds them up; 0 means no sign of the code, 1 a clear case. Every
figure can be printed and added by hand. Never decides a level.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from struct import pack, unpack

from sim.model.language import Lang
from sim.scoring.signals import Signals

SIGN_VALUE = 0.2
"""Value of a sign (`@offer`) beside wording, whose pieces share a length of 1.

From leaving one scenario out at a time: .2 was best of .2, .3 and .5; larger ones forget the wording.
"""

UNIT = 1000
"""Weights stand in the table as whole thousandths, so that every machine reads the same numbers."""


Scores = Sequence[Sequence[Sequence[float]]]
"""What the heads say of a reply: for each sentence, of each of its units (`signals.units`), a row by code."""


FIELD = 64
"""Bits of one code in a packed row; sums over the longest reply stay far below what they hold."""


class Weights:
    """What a signal says of every code: its rarity, and its weights as a row and as packed rows.

    A packed row holds the weight of code `i` in the `i`-th field of one long integer, so that the rows of
    fifty signals are added up in fifty exact additions instead of one for each signal and code.
    """

    __slots__ = ("packed", "rarity", "row", "signal", "weighed")

    def __init__(self, signal: str, line: str, codes: int) -> None:
        """Read `rarity TAB code:weight,code:weight` for so many codes."""
        rarity, _, pairs = line.partition("\t")
        self.signal, self.rarity = signal, int(rarity)
        self.row = array("i", bytes(array("i").itemsize * codes))
        for pair in pairs.split(",") if pairs else ():
            place, _, weight = pair.partition(":")
            self.row[int(place)] = int(weight)
        signs = _signs(codes)
        self.packed = (int.from_bytes(pack(f"<{codes}q", *self.row), "little") ^ signs) - signs
        self.weighed = self.packed * self.rarity


@cache
def _signs(codes: int) -> int:
    """Return the packed row of the sign bits: `(bits ^ signs) - signs` makes numbers of bits, and back."""
    return sum(1 << (FIELD * place + FIELD - 1) for place in range(codes))


class Heads:
    """The heads of one language."""

    def __init__(
        self, codes: tuple[str, ...], start: tuple[int, ...], scale: tuple[int, ...], lines: Iterable[str]
    ) -> None:
        """Take the codes, their values without any sign, their stretch (thousandths), and the table's lines.

        A line is `signal TAB rarity TAB code:weight,code:weight`, codes by their place, all in thousandths.
        """
        self.codes, self.start, self.scale = codes, start, scale
        self._lines: dict[str, str] = {}
        for line in lines:
            signal, _, rest = line.partition("\t")
            self._lines[signal] = rest
        self._signals = frozenset(self._lines)
        self._read: dict[str, Weights] = {}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Place of each code in a row of scores."""
        return {code: place for place, code in enumerate(self.codes)}

    def _weights(self, signals: frozenset[str]) -> list[Weights]:
        """Return the weights of the signals that the table knows; it is parsed as far as replies need it."""
        known = signals & self._signals
        for signal in known.difference(self._read):
            self._read[signal] = Weights(signal, self._lines[signal], len(self.codes))
        return [self._read[signal] for signal in known]

    def lines(self) -> Iterable[tuple[str, str]]:
        """Return the table: each signal with its rarity and weights as written, in order."""
        return sorted(self._lines.items())

    def score(self, signals: Signals) -> list[float]:
        """Return how far a sentence shows each code, in the order of `codes`; about 0 to 1."""
        wording = self._weights(signals.wording)
        length = math.sqrt(sum([w.rarity * w.rarity for w in wording])) or 1.0
        totals = self._unpacked(sum([w.weighed for w in wording]))
        signed = self._unpacked(sum([w.packed for w in self._weights(signals.signs)]))
        value, whole = SIGN_VALUE, UNIT * UNIT
        return [
            round((start + value * sign + total / length) * stretch / whole, 3)
            for start, sign, total, stretch in zip(self.start, signed, totals, self.scale, strict=True)
        ]

    def _unpacked(self, packed: int) -> tuple[int, ...]:
        """Return the fields of a sum of packed rows."""
        codes = len(self.codes)
        signs = _signs(codes)
        return unpack(f"<{codes}q", ((packed + signs) ^ signs).to_bytes(codes * FIELD // 8, "little"))

    def known(self, pieces: frozenset[str]) -> list[tuple[int, str, array[int]]]:
        """Return rarity, name and weights by code of the pieces that the table knows."""
        return [(w.rarity, w.signal, w.row) for w in self._weights(pieces)]

    def speaking(self, code: str, known: Iterable[tuple[int, str, array[int]]], most: int = 3) -> list[str]:
        """Return the pieces that speak most for a code, strongest first, none within another.

        `known` are pieces as `known` gives them.
        """
        place = self.place[code]
        worth = [(-rarity * weight, piece) for rarity, piece, row in known if (weight := row[place]) > 0]
        worth.sort()
        kept: list[str] = []
        for _, piece in worth:
            if not any(piece in other or other in piece for other in kept):
                kept.append(piece)
            if len(kept) == most:
                break
        return kept


@cache
def heads(lang: Lang) -> Heads:
    """Return the heads of a language as bundled."""
    text = resources.files("sim.scoring").joinpath(f"data/heads.{lang}.tsv").read_text("utf-8")
    first, *lines = text.splitlines()
    head = json.loads(first)
    return Heads(tuple(head["codes"]), tuple(head["start"]), tuple(head["scale"]), lines)
