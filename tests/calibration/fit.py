"""Owns the fit of the linear heads: ridge regression of each code on the signals of labelled sentences.

A general head a dimension is fitted on the levels of whole replies, as the sum of its sentences' values,
and so is the head that says whether a reply responds at all.

    python -m tests.calibration.fit        # writes sim/scoring/data/heads.<lang>.tsv

Solved in the dual form, as many unknowns as sentences. From the same factors comes what each
scenario's sentences would have scored had the whole scenario been left out, exactly and without
a second fit: the figures of `docs/scoring.md` rest on that.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse

from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, GENERAL, SURE, Dimension
from sim.scoring.heads import SIGN_VALUE, UNIT, Heads
from sim.scoring.ladder import ATTEMPT
from sim.scoring.signals import Signals
from tests.calibration.labelled import Labelled, labelled

CODES: tuple[str, ...] = (
    *(f"E{n}" for n in range(1, 13) if n != 11),
    *(f"R{n}" for n in range(1, 13)),
    *(f"A{n}" for n in range(1, 14)),
    *(f"X{n:02d}" for n in range(1, 28)),
)
"""Every code with a head; E11 (tone) shows itself only in what is absent."""

WHOLE: tuple[str, ...] = (*GENERAL.values(), ATTEMPT)
"""The heads that are fitted on whole replies: one a dimension, and whether a reply responds at all."""

RESPONSIVENESS = DIMENSIONS.index("responsiveness")

EMPTY: dict[Dimension, int] = {"empathy": 1, "responsiveness": 0, "assurance": 1}
"""Level of a reply that says nothing (`domain.md` 2.2): what a sentence is worth counts from there."""

CLEAR = 2
"""Levels that one sentence is worth at most: an answer written without a full stop can say that much."""

RIDGE_WHOLE = 5.0
"""The ridge of the general heads, on whole replies: at 2.5 mean kappa is .002 higher, no more than chance."""

RIDGE = 1.0
"""Strength of the ridge: .5, 1 and 2 differ by less than .005 in kappa when one scenario is left out."""

LEAST = 3
"""A piece of wording seen less often says nothing about the next reply."""

SMALLEST = 12
"""Weights below this (thousandths) are dropped, so that the table stays small; a design value."""

THRESHOLDS = tuple(n / 100 for n in range(14, 52, 2))
"""Where the best threshold of a code is looked for."""

MOST_STRETCH = 2.5
"""A head that would need more has too few examples to be trusted that far."""

DATA = Path(__file__).parents[2] / "sim" / "scoring" / "data"


LARGEST = 10_000
"""Rows that are inverted at once; OpenBLAS 0.3.30 breaks off at some 16,000 on two processors."""


def inverse_of(kernel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the inverse of a symmetric positive definite matrix, a large one by its halves."""
    half = len(kernel) // 2
    if len(kernel) <= LARGEST:
        return linalg.inv(kernel, check_finite=False)
    first = inverse_of(kernel[:half, :half])
    across = first @ kernel[:half, half:]
    second = inverse_of(kernel[half:, half:] - kernel[half:, :half] @ across)
    beside = across @ second
    return np.block([[first + beside @ across.T, -beside], [-beside.T, second]])


class Fit:
    """The ridge fit of one language, with the inverse that leaving out needs."""

    def __init__(self, rows: Sequence[Labelled], lang: Lang) -> None:
        """Solve for the sentences of `lang`."""
        self.rows = [r for r in rows if r.lang == lang]
        counts = Counter(p for r in self.rows for p in r.wording)
        self.rarity = {
            p: round(UNIT * math.log(1 + len(self.rows) / n) / 6) for p, n in counts.items() if n >= LEAST
        }
        self.names = sorted({s for r in self.rows for s in r.signs} | set(self.rarity))
        self._column = {name: at for at, name in enumerate(self.names)}
        self.matrix = self._matrix(self.rows)
        self.target = np.array([[code in r.codes for code in CODES] for r in self.rows], dtype=np.float64)
        weight = np.array([r.weight for r in self.rows])
        kernel = (self.matrix @ self.matrix.T).toarray() + 1.0
        kernel[np.diag_indices_from(kernel)] += RIDGE / weight
        self.inverse = inverse_of(kernel)
        self.dual = self.inverse @ self.target
        self._fit_whole()

    def _fit_whole(self) -> None:
        """Solve for the levels of whole replies: rows of signals added up over the clauses of each.

        A reply weighs what its weightiest sentence weighs.
        """
        rated = [r for r in self.rows if r.levels is not None]
        ids = {r.reply_id: r for r in rated}
        self.wholes = list(ids.values())
        place = {reply: i for i, reply in enumerate(ids)}
        clauses = [(place[r.reply_id], clause) for r in rated for clause in r.clauses]
        at = ([to for to, _ in clauses], range(len(clauses)))
        sums = sparse.csr_matrix((np.ones(len(clauses)), at), shape=(len(ids), len(clauses)))
        self.whole = (sums @ self._matrix([clause for _, clause in clauses])).tocsr()
        levels = np.array([r.levels for r in self.wholes], dtype=np.float64)
        responds = np.where(levels[:, [RESPONSIVENESS]] > 0, 1.0, -1.0)
        self.goal = np.hstack([levels - list(EMPTY.values()), responds])
        kernel = (self.whole @ self.whole.T).toarray()
        share = np.zeros(len(ids))
        for r in rated:
            share[place[r.reply_id]] = max(share[place[r.reply_id]], r.weight)
        kernel[np.diag_indices_from(kernel)] += RIDGE_WHOLE / share
        self.whole_inverse = inverse_of(kernel)
        self.whole_dual = self.whole_inverse @ self.goal

    def _matrix(self, rows: Sequence[Labelled | Signals]) -> sparse.csr_matrix:
        """Return rows x signals: wording of length 1 by rarity, signs of a fixed value."""
        at: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for number, row in enumerate(rows):
            known = sorted(p for p in row.wording if p in self.rarity)
            length = math.sqrt(math.fsum(self.rarity[p] ** 2 for p in known)) or 1.0
            pairs = [(self._column[p], self.rarity[p] / length) for p in known]
            pairs += [(self._column[s], SIGN_VALUE) for s in sorted(row.signs) if s in self._column]
            at += [number] * len(pairs)
            columns += [p for p, _ in pairs]
            values += [v for _, v in pairs]
        return sparse.csr_matrix(
            (values, (at, columns)), shape=(len(rows), len(self.names)), dtype=np.float64
        )

    @cached_property
    def scale(self) -> list[int]:
        """By what each head is stretched (thousandths), so that `SURE` is where its F1 is best.

        Taken from what each labelled sentence scores when it alone is left out. A ridge keeps the
        heads of rare codes low; without this one threshold could not serve all.
        """
        alone = self.target - self.dual / np.diag(self.inverse)[:, None]
        found = []
        for place in range(len(CODES)):
            truth = self.target[:, place] > 0
            best = max(
                (
                    2
                    * (hit := int((truth & (over := alone[:, place] >= at)).sum()))
                    / max(1, int(truth.sum() + over.sum())),
                    -at,
                    hit,
                )
                for at in THRESHOLDS
            )
            found.append(round(UNIT * min(MOST_STRETCH, SURE / -best[1])))
        return found

    def left_out(self, scenarios: Sequence[str]) -> dict[tuple[str, int], list[list[float]]]:
        """Return what the sentences of these scenarios score when all of these are left out of the fit.

        Keys are (reply id, number of the sentence); rows are those of its units, as the engine reads them.
        """
        named, start = self._named_without(scenarios)
        weights = np.hstack([named, self._general_without(scenarios)])
        begin = np.concatenate([start, np.zeros(len(WHOLE))])
        scale = np.array(self.stretch) / UNIT
        found = {}
        for row in self.rows:
            if row.scenario in scenarios:
                clauses = row.clauses if len(row.clauses) > 1 else ()
                said = (self._matrix([row, *clauses]) @ weights + begin) * scale
                found[row.reply_id, row.number] = [[round(float(v), 3) for v in unit] for unit in said]
        return found

    def _named_without(self, scenarios: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return weights (signals x codes) and starts of the heads without these scenarios' sentences."""
        out = np.array([r.scenario in scenarios for r in self.rows])
        dual, rest = _without(self.inverse, self.dual, out)
        return np.asarray(self.matrix[rest].T @ dual), dual.sum(axis=0)

    def _general_without(self, scenarios: Sequence[str]) -> np.ndarray:
        """Return weights (signals x heads) of the heads of whole replies without these scenarios' ones."""
        out = np.array([r.scenario in scenarios for r in self.wholes])
        dual, rest = _without(self.whole_inverse, self.whole_dual, out)
        return np.asarray(self.whole[rest].T @ dual)

    @property
    def stretch(self) -> list[int]:
        """By what each head is stretched (thousandths); the general ones say 1 for `CLEAR` levels."""
        return [*self.scale, *(round(UNIT / CLEAR) for _ in GENERAL), UNIT]

    def heads(self) -> Heads:
        """Return the heads fitted on every sentence."""
        both = np.hstack([self.matrix.T @ self.dual, self.whole.T @ self.whole_dual])
        weights = np.rint(both * UNIT).astype(int)
        start = [*(int(v) for v in np.rint(self.dual.sum(axis=0) * UNIT)), *(0 for _ in WHOLE)]
        lines = []
        for name, row in zip(self.names, weights, strict=True):
            least = SMALLEST if name in self.rarity else 1
            pairs = ",".join(f"{place}:{value}" for place, value in enumerate(row) if abs(value) >= least)
            if pairs or name in self.rarity:
                lines.append(f"{name}\t{self.rarity.get(name, 0)}\t{pairs}")
        return Heads((*CODES, *WHOLE), tuple(start), tuple(self.stretch), lines)


def _without(inverse: np.ndarray, dual: np.ndarray, out: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the dual of a fit without the rows that are `out`, and the places of the others."""
    block, rest = np.flatnonzero(out), np.flatnonzero(~out)
    away = linalg.solve(inverse[np.ix_(block, block)], dual[block], assume_a="pos")
    return dual[rest] - inverse[np.ix_(rest, block)] @ away, rest


def write(found: Heads, lang: Lang) -> None:
    """Write the table of a language."""
    head = json.dumps({"codes": found.codes, "start": found.start, "scale": found.scale})
    text = "\n".join([head, *(f"{s}\t{rest}" for s, rest in found.lines())]) + "\n"
    (DATA / f"heads.{lang}.tsv").write_text(text, "utf-8")


def main() -> None:
    """Fit and write both languages."""
    rows = list(labelled())
    for lang in LANGS:
        write(Fit(rows, lang).heads(), lang)


if __name__ == "__main__":
    main()
