"""Owns getting the cells out of a file: an Excel workbook or a CSV file, as texts with their places.

Never knows what a cell means. A formula is never worked out: what the file keeps as its
last result is read, and a formula without one is the text that was typed.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sim.errors import NotFound, Refused, ServicesimError
from sim.locale import translator
from sim.report.printable import printable

MOST_BYTES = 20_000_000
"""Largest file read, and most that a workbook may unpack to. A quality sheet has some ten thousand bytes;
a thousand times that is no sheet."""

MOST_PARTS = 500
"""Most files inside a workbook; one with fifty sheets has about 120."""

MOST_ROWS, MOST_COLUMNS = 2000, 60
"""Rows and columns read of a sheet. The largest published sheet we know has 96 rows and 14 columns."""

LONGEST = 2000
"""Characters read of a cell; what is longer is a pasted document."""

CODINGS = ("utf-8-sig", "gb18030")
"""How a CSV file may be written; Excel in China saves one as GB 18030."""

SEPARATORS = (",", ";", "\t")
"""What may stand between the cells; a semicolon where the comma is the decimal sign."""

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""How .xls files and workbooks with a password begin (OLE compound file)."""

ZIP = b"PK\x03\x04"
"""How a workbook begins, also one that is called .csv."""


@dataclass(frozen=True)
class Grid:
    """One sheet: its name (empty for CSV) and its rows of cells, both counted from 1 by the reader of it."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read_grids(path: Path, sheet: str | None, lang: str) -> tuple[Grid, ...]:
    """Return the sheets of a file, or the one named `sheet`.

    Raises NotFound for a file or sheet that is not there, ServicesimError in `lang` when the workbook
    reader is not installed, and Refused for anything that is no workbook and no CSV file.
    """
    _ = translator(lang)
    if not path.is_file():
        raise NotFound("file", str(path))
    if path.stat().st_size > MOST_BYTES:
        raise _refused(path, _("it is larger than {n} MB").format(n=MOST_BYTES // 1_000_000), lang)
    data = path.read_bytes()
    if path.suffix.lower() in (".xlsx", ".xlsm") or data.startswith((OLD_EXCEL, ZIP)):
        grids = tuple(_workbook(path, data, lang))
    else:
        grids = (Grid("", _text_rows(path, data, lang)),)
    if sheet is None:
        return grids
    named = tuple(grid for grid in grids if grid.name == sheet)
    if not named:
        raise NotFound("sheet", sheet, tuple(grid.name for grid in grids if grid.name))
    return named


def _refused(path: Path, reason: str, lang: str) -> Refused:
    _ = translator(lang)
    form = _("{file} cannot be read as a quality sheet: {reason}")
    return Refused(printable(form.format(file=path, reason=reason)))


def _text_rows(path: Path, data: bytes, lang: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a CSV file, with the coding and the separator that fit."""
    _ = translator(lang)
    text = _decoded(data)
    if text is None:
        reason = _("it is no text in UTF-8 or GB 18030; save it as .xlsx or as CSV (UTF-8)")
        raise _refused(path, reason, lang)
    tries: list[tuple[int, list[list[str]]]] = []
    for separator in SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        except csv.Error:
            continue
        tries.append((sum(len(row) > 1 for row in rows), rows))
    if not tries:
        raise _refused(path, _("its rows cannot be told apart; save it as CSV (UTF-8)"), lang)
    best = max(tries, key=lambda one: one[0])[1]
    return tuple(tuple(_cell(cell) for cell in row[:MOST_COLUMNS]) for row in best[:MOST_ROWS])


def _decoded(data: bytes) -> str | None:
    """Return the text of a file, or None for what is none: control characters never stand in a sheet."""
    codings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else CODINGS
    for coding in codings:
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        return None if any(c < " " and c not in "\t\r\n\f\v" for c in text) else text
    return None


def _workbook(path: Path, data: bytes, lang: str) -> Iterator[Grid]:
    """Yield the sheets of a workbook that can be seen."""
    _ = translator(lang)
    _inspect(path, data, lang)
    try:
        library: Any = import_module("openpyxl")
    except ImportError:
        told = _(
            "reading .xlsx needs openpyxl, which is not installed: pip install 'servicesim[sheets]'; "
            "or save the sheet as CSV (UTF-8)"
        )
        raise ServicesimError(told) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield from _grids(library, data)
        except Exception as error:  # a damaged workbook fails in the library in any way
            reason = _("the workbook is damaged ({error}); open it in Excel and save it again")
            raise _refused(path, reason.format(error=type(error).__name__), lang) from None


def _inspect(path: Path, data: bytes, lang: str) -> None:
    """Refuse what is no workbook, unpacks to too much, or brings declarations of its own (XML entities)."""
    _ = translator(lang)
    if data.startswith(OLD_EXCEL):
        reason = _("it is an old .xls file or has a password; save it as .xlsx without one")
        raise _refused(path, reason, lang)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                reason = _("it unpacks to more than {n} MB").format(n=MOST_BYTES // 1_000_000)
                raise _refused(path, reason, lang)
            texts = [
                packed.read(p).replace(b"\0", b"") for p in parts if p.filename.endswith((".xml", ".rels"))
            ]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _refused(path, _("it is no Excel workbook (.xlsx), whatever its name says"), lang) from None
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts):
        raise _refused(path, _("its XML declares entities, which no workbook does"), lang)


def _grids(library: Any, data: bytes) -> Iterator[Grid]:
    kept = library.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    typed = library.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        for values in kept.worksheets:
            if values.sheet_state == "visible":
                yield Grid(str(values.title), _sheet_rows(values, typed[values.title]))
    finally:
        kept.close()
        typed.close()


def _sheet_rows(values: Any, formulas: Any) -> tuple[tuple[str, ...], ...]:
    limits = {"max_row": MOST_ROWS, "max_col": MOST_COLUMNS}
    both = zip_longest(values.iter_rows(**limits), formulas.iter_rows(**limits), fillvalue=())
    return tuple(
        tuple(_value(cell, as_typed) for cell, as_typed in zip_longest(row, other)) for row, other in both
    )


def _value(cell: Any, as_typed: Any) -> str:
    """Return what a cell shows; a formula that was never worked out is the text of it."""
    value = getattr(cell, "value", None)
    if value is None:
        return _cell(getattr(as_typed, "value", None) or "")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        percent = "%" in str(getattr(cell, "number_format", ""))
        return f"{value * 100:g}%" if percent else f"{value:g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else _cell(value)


def _cell(value: object) -> str:
    """Return a cell as text, its line breaks kept: they part the phrases of a list."""
    lines = (printable(line) for line in str(value)[:LONGEST].splitlines())
    return "\n".join(line for line in lines if line)
