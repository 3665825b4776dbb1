"""Owns the linear heads: how far the signals of one sentence speak for each indicator and anti-pattern.

One table a language, made by `python -m tests.calibration.fit` from labelled
sentences: a line a signal, with its weight for every code that it speaks for or
against. A head adds them up; 0 means no sign of the code, 1 a clear case. Every
figure can be printed and added by hand. Never decides a level.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources

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
        self._read: dict[str, tuple[int, dict[int, int]]] = {}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Place of each code in a row of scores."""
        return {code: place for place, code in enumerate(self.codes)}

    def _weights(self, signal: str) -> tuple[int, dict[int, int]] | None:
        """Return the rarity of a signal and its weights; a table is parsed as far as replies need it."""
        if signal in self._read:
            return self._read[signal]
        line = self._lines.get(signal)
        if line is None:  # not kept: a process that scores for a day would remember every word it ever met
            return None
        rarity, _, pairs = line.partition("\t")
        split = (pair.split(":") for pair in pairs.split(",")) if pairs else ()
        found = int(rarity), {int(place): int(weight) for place, weight in split}
        self._read[signal] = found
        return found

    def lines(self) -> Iterable[tuple[str, str]]:
        """Return the table: each signal with its rarity and weights as written, in order."""
        return sorted(self._lines.items())

    def score(self, signals: Signals) -> list[float]:
        """Return how far a sentence shows each code, in the order of `codes`; about 0 to 1."""
        wording = [w for piece in signals.wording if (w := self._weights(piece)) is not None]
        length = math.sqrt(math.fsum(rarity * rarity for rarity, _ in wording)) or 1.0
        totals = [0] * len(self.codes)
        for rarity, pairs in wording:
            for place, weight in pairs.items():
                totals[place] += rarity * weight
        signed = [0] * len(self.codes)
        for sign in signals.signs:
            known = self._weights(sign)
            if known is not None:
                for place, weight in known[1].items():
                    signed[place] += weight
        return [
            round((start + SIGN_VALUE * sign + total / length) * stretch / (UNIT * UNIT), 3)
            for start, sign, total, stretch in zip(self.start, signed, totals, self.scale, strict=True)
        ]

    def speaking(self, code: str, pieces: Iterable[str], most: int = 3) -> list[str]:
        """Return the pieces that speak most for a code, strongest first, none within another."""
        place = self.place[code]
        worth: list[tuple[int, str]] = []
        for piece in pieces:
            known = self._weights(piece)
            if known is not None and (weight := known[1].get(place, 0)) > 0:
                worth.append((-known[0] * weight, piece))
        kept: list[str] = []
        for _, piece in sorted(worth):
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
