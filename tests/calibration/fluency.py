"""Owns the making of the table of neighbouring words from the texts written for this project.

    python -m tests.calibration.fluency    # writes sim/text/data/neighbours.<lang>.json

Rated replies are no part of it: on them it is seen which natural replies it takes for shuffled ones.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from pathlib import Path

from sim.model.language import LANGS, Lang
from sim.text.fluency import BEGIN, END, RARE, row_of
from sim.text.normalise import normalise
from sim.text.tokens import tokenise
from tests.calibration.labelled import HERE, rows

DATA = Path(__file__).parents[2] / "sim" / "text" / "data"

FREQUENT: dict[Lang, int] = {"en": 500, "zh": 1500}
"""So many words (characters) keep their own place; the rest is "rare": its neighbours say little."""


def texts(lang: Lang) -> list[str]:
    """Return every text that the table is made of."""
    found = [
        row["reply"]
        for name in ("other_cases.jsonl", "own_replies.jsonl")
        for row in rows(name)
        if row["lang"] == lang
    ]
    for line in (HERE / "examples.tsv").read_text("utf-8").splitlines():
        spoken, _, _, _, text = line.split("\t")
        if spoken == lang:
            found.append(text)
    return found


def main() -> None:
    """Count and write both languages."""
    for lang in LANGS:
        lines = [row_of(tokenise(normalise(text))) for text in texts(lang)]
        counts = Counter(word for line in lines for word in line)
        kept = {word for word, _ in sorted(counts.items(), key=lambda p: (-p[1], p[0]))[: FREQUENT[lang]]}
        words: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for line in lines:
            row = [BEGIN, *(w if w in kept else RARE for w in line), END]
            words.update(row)
            pairs.update(itertools.pairwise(row))
        names = sorted(words)
        place = {name: i for i, name in enumerate(names)}
        table: list[list[int]] = [[] for _ in names]
        for (left, right), count in sorted(pairs.items(), key=lambda p: (place[p[0][0]], place[p[0][1]])):
            table[place[left]] += [place[right], count]
        data = {"words": names, "counts": [words[n] for n in names], "pairs": table}
        path = DATA / f"neighbours.{lang}.json"
        path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
