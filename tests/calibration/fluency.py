"""Owns the making of the table of neighbouring words from the texts written for this project.

    python -m tests.calibration.fluency    # writes sim/text/data/neighbours.<lang>.json

Rated replies are no part of it: on them it is seen which natural replies it takes for shuffled ones.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

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
        for name in ("other_cases.jsonl", "own_replies.jsonl", "further_replies.jsonl")
        for row in rows(name)
        if row["lang"] == lang
    ]
    for line in (HERE / "examples.tsv").read_text("utf-8").splitlines():
        spoken, _, _, _, text = line.split("\t")
        if spoken == lang:
            found.append(text)
    return found


def table(lang: Lang) -> dict[str, Any]:
    """Return words, their counts, and the pairs of neighbours and around one word, by place and count."""
    lines = [row_of(plain, tokenise(plain), lang) for plain in map(normalise, texts(lang))]
    counts = Counter(word for line in lines for word in line)
    kept = {word for word, _ in sorted(counts.items(), key=lambda p: (-p[1], p[0]))[: FREQUENT[lang]]}
    rows = [[BEGIN, *(w if w in kept else RARE for w in line), END] for line in lines]
    words = Counter(word for row in rows for word in row)
    names = sorted(words)
    place = {name: i for i, name in enumerate(names)}
    data: dict[str, Any] = {"words": names, "counts": [words[n] for n in names]}
    for name, step in (("pairs", 1), ("skips", 2)):
        met = Counter((place[a], place[b]) for row in rows for a, b in zip(row, row[step:], strict=False))
        table: list[list[int]] = [[] for _ in names]
        for (left, right), count in sorted(met.items()):
            table[left] += [right, count]
        data[name] = table
    return data


def main() -> None:
    """Count and write both languages."""
    for lang in LANGS:
        path = DATA / f"neighbours.{lang}.json"
        path.write_text(json.dumps(table(lang), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
