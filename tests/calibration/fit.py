"""Owns the fit of the linear heads: ridge regression of each code on the signals of labelled sentences.

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
from scipy import linalg, sparse

from sim.model.language import LANGS, Lang
from sim.model.score import SURE
from sim.scoring.heads import SIGN_VALUE, UNIT, Heads
from tests.calibration.labelled import Labelled, labelled

CODES: tuple[str, ...] = (
    *(f"E{n}" for n in range(1, 13) if n != 11),
    *(f"R{n}" for n in range(1, 13)),
    *(f"A{n}" for n in range(1, 14)),
    *(f"X{n:02d}" for n in range(1, 28)),
)
"""Every code with a head; E11 (tone) shows itself only in what is absent."""

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


class Fit:
    """The ridge fit of one language, with the inverse that leaving out needs."""

    def __init__(self, rows: Sequence[Labelled], lang: Lang) -> None:
        """Solve for the sentences of `lang`."""
        self.rows = [r for r in rows if r.lang == lang]
        counts = Counter(p for r in self.rows for p in r.wording)
        self.rarity = {
            p: round(UNIT * math.log(1 + len(self.rows) / n) / 6) for p, n in counts.items() if n >= LEAST
        }
        self.matrix, self.names = self._matrix()
        self.target = np.array([[code in r.codes for code in CODES] for r in self.rows], dtype=np.float64)
        weight = np.array([r.weight for r in self.rows])
        kernel = (self.matrix @ self.matrix.T).toarray() + 1.0
        kernel[np.diag_indices_from(kernel)] += RIDGE / weight
        self.inverse = linalg.inv(kernel, overwrite_a=True, check_finite=False)
        self.dual = self.inverse @ self.target

    def _matrix(self) -> tuple[sparse.csr_matrix, list[str]]:
        """Return rows x signals: wording of length 1 by rarity, signs of a fixed value."""
        names = sorted({s for r in self.rows for s in r.signs} | set(self.rarity))
        place = {name: i for i, name in enumerate(names)}
        at: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for number, row in enumerate(self.rows):
            known = sorted(p for p in row.wording if p in self.rarity)
            length = math.sqrt(math.fsum(self.rarity[p] ** 2 for p in known)) or 1.0
            pairs = [(place[p], self.rarity[p] / length) for p in known]
            pairs += [(place[s], SIGN_VALUE) for s in sorted(row.signs)]
            at += [number] * len(pairs)
            columns += [p for p, _ in pairs]
            values += [v for _, v in pairs]
        shape = (len(self.rows), len(names))
        return sparse.csr_matrix((values, (at, columns)), shape=shape, dtype=np.float64), names

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

    def left_out(self, scenarios: Sequence[str]) -> dict[tuple[str, int], list[float]]:
        """Return what the sentences of these scenarios score when all of these are left out of the fit.

        Keys are (reply id, number of the sentence).
        """
        block = [i for i, r in enumerate(self.rows) if r.scenario in scenarios]
        inside = self.inverse[np.ix_(block, block)]
        found = self.target[block] - linalg.solve(inside, self.dual[block], assume_a="pos")
        return {
            (self.rows[i].reply_id, self.rows[i].number): [
                round(float(v) * stretch / UNIT, 3) for v, stretch in zip(row, self.scale, strict=True)
            ]
            for i, row in zip(block, found, strict=True)
        }

    def heads(self) -> Heads:
        """Return the heads fitted on every sentence."""
        weights = np.rint((self.matrix.T @ self.dual) * UNIT).astype(int)
        start = np.rint(self.dual.sum(axis=0) * UNIT).astype(int)
        lines = []
        for name, row in zip(self.names, weights, strict=True):
            least = SMALLEST if name in self.rarity else 1
            pairs = ",".join(f"{place}:{value}" for place, value in enumerate(row) if abs(value) >= least)
            if pairs or name in self.rarity:
                lines.append(f"{name}\t{self.rarity.get(name, 0)}\t{pairs}")
        return Heads(CODES, tuple(int(v) for v in start), tuple(self.scale), lines)


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
