"""Owns the making of the table of stems from the English phrases of the bundled sheets and scenarios.

    python -m tests.calibration.stems    # writes sim/text/data/stems.txt

A phrase that is new needs no new table: a word that is not there is stemmed when it is met.
"""

from __future__ import annotations

from sim.content import Library
from sim.scoring import Engine
from sim.text import tokens
from sim.text.normalise import DATA


def main() -> None:
    """Compile every bundled scenario in English, and write the stems of the words that were met."""
    met: set[str] = set()
    tokens.known_stems = dict  # type: ignore[assignment]  # every word is stemmed anew
    plainly = tokens.stem

    def noted(word: str) -> str:
        met.add(word)
        return plainly(word)

    tokens.stem = noted
    library = Library()
    rubric = library.rubric("service").value
    for head in library.heads():
        Engine(library.scenario(head.id).value, rubric, "en")
    lines = [f"{word} {plainly(word)}\n" for word in sorted(met)]
    (DATA / "stems.txt").write_text("".join(lines), encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
