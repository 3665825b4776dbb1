"""Owns what a trainer is told of a cell: where it stands, what it says, what became of it, what to do.

Never judges a cell and never prints.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.locale import translator
from sim.model.saying import Saying
from sim.report.printable import printable, shortened

N_ = str
"""Marks a sentence for the catalogue where it is written; it is said in a language later."""

SHOWN = 60
"""Characters of a cell that are quoted: two cells and a sentence stay below three lines of a terminal."""


@dataclass(frozen=True, order=True)
class Place:
    """A cell as a spreadsheet names it: its sheet (empty in a CSV file), row and column from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        """Return `C5`, or `Sheet!C5` where the file has sheets."""
        letters, rest = "", self.column
        while rest > 0:
            rest, at = divmod(rest - 1, 26)
            letters = chr(ord("A") + at) + letters
        name = f"{letters}{self.row}"
        return f"{printable(self.sheet)}!{name}" if self.sheet else name


@dataclass(frozen=True)
class Note:
    """One thing that was not taken over: the cell, why, and what the trainer can do."""

    place: Place
    text: str
    why: Saying
    todo: Saying

    def said(self, lang: str) -> str:
        """Return the note on one line in `lang`."""
        _ = translator(lang)
        form = _('{place} "{text}": {why}; {todo}')
        return form.format(
            place=self.place, text=quoted(self.text), why=self.why.said(lang), todo=self.todo.said(lang)
        )


def quoted(text: str) -> str:
    """Return the beginning of a cell on one line, safe to print and to put into a comment."""
    return shortened(printable(text), SHOWN)
