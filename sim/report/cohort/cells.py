"""Owns cells of spreadsheets: text that people wrote is never taken for a formula.

Knows no table and no figure.
"""

from __future__ import annotations

from sim.report.export_csv import FORMULA
from sim.report.printable import printable

BEGINNINGS = (*FORMULA, "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell begins with that some spreadsheet would calculate; the wide forms are typed with a Chinese
keyboard, and some programs read them as the narrow ones."""


def risky(text: str) -> bool:
    """Say whether a spreadsheet might calculate a cell with this text."""
    return text.startswith(BEGINNINGS)


def text_cell(value: object) -> str:
    """Return a value for a CSV cell: a number as it is, text without control characters, never a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    raw = str(value)
    text = printable(raw)
    return f"'{text}" if risky(raw) or risky(text) else text
