"""Owns the reading of transcripts row by row: Parquet, JSON lines, CSV, the last two also gzipped.

Holds a few thousand rows at most, whatever the size of the file. Never judges what a row holds, only
whether it can be read as one.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from sim.errors import ServicesimError, Usage
from sim.locale import translator
from sim.scale.extra import load

COLUMNS = ("chat_id", "turn", "speaker", "text", "lang")
"""What every row holds; other columns are not read."""

LONGEST_LINE = 1_000_000
"""Bytes of one line of JSON; more is no chat message (`sim/coach/rows.py` has the same bound)."""

BATCH = 1_000
"""Rows of Parquet decoded at once."""

BUFFER = 1 << 20
"""Bytes of a column of Parquet read at once; without it a whole row group is held."""

READERS = {
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".csv": "csv",
    ".csv.gz": "csv",
}
"""How a file is read, by the end of its name."""

BROKEN = (OSError, EOFError, zlib.error)
"""What reading raises when the bytes of a file are not what its name says."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands in the file; `values` is None when it cannot be read, for the reason `fault`.

    `number` counts lines of JSON and rows of CSV as a spreadsheet does (the names are row 1), and rows of
    Parquet from 1.
    """

    number: int
    values: Mapping[str, Any] | None
    fault: str = ""


class Rows:
    """The rows of a file, to be gone through once; `fraction` says how much of it has been read, 0-1."""

    def __init__(self, path: Path, lang: str) -> None:
        """Take a file. Raises Usage, in `lang`, for one whose name ends in nothing known."""
        self._path, self._lang = path, lang
        kind = next((READERS[end] for end in READERS if path.name.lower().endswith(end)), None)
        if kind is None:
            _ = translator(lang)
            said = _("{file}: the name must end in one of {endings}")
            raise Usage(said.format(file=path.name, endings=", ".join(READERS)))
        self._kind = kind
        self._size = max(1, path.stat().st_size)
        self._raw: IO[bytes] | None = None
        self._read = self._total = 0

    @property
    def fraction(self) -> float:
        """How much of the file has been read, 0-1."""
        if self._kind == "parquet":
            return self._read / max(1, self._total)
        return self._raw.tell() / self._size if self._raw is not None and not self._raw.closed else 1.0

    def __iter__(self) -> Iterator[Line]:
        """Yield the rows in order.

        Raises Usage when a column is missing, ServicesimError when the file breaks off or is none.
        """
        try:
            if self._kind == "parquet":
                yield from self._parquet()
                return
            with self._path.open("rb") as self._raw, self._unpacked(self._raw) as stream:
                yield from _json_lines(stream) if self._kind == "jsonl" else self._csv(stream)
        except BROKEN as error:
            _ = translator(self._lang)
            said = _("{file} cannot be read to its end: {reason}")
            raise ServicesimError(said.format(file=self._path.name, reason=error)) from error

    def _unpacked(self, raw: IO[bytes]) -> IO[bytes]:
        packed = self._path.name.lower().endswith(".gz")
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw

    def _parquet(self) -> Iterator[Line]:
        arrow, parquet = load("pyarrow", self._lang), load("pyarrow.parquet", self._lang)
        try:
            with parquet.ParquetFile(self._path, pre_buffer=False, buffer_size=BUFFER) as file:
                self._need(file.schema_arrow.names)
                self._total = file.metadata.num_rows
                for batch in file.iter_batches(BATCH, columns=list(COLUMNS), use_threads=False):
                    columns = [_plain(batch.column(name), arrow) for name in COLUMNS]
                    for cells in zip(*columns, strict=True):
                        self._read += 1
                        fault = "not UTF-8" if any(cell is NO_TEXT for cell in cells) else ""
                        values = None if fault else dict(zip(COLUMNS, cells, strict=True))
                        yield Line(self._read, values, fault)
        except arrow.ArrowException as error:
            raise OSError(str(error).splitlines()[0]) from error

    def _csv(self, stream: IO[bytes]) -> Iterator[Line]:
        with io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="") as text:
            yield from self._cells(csv.reader(text))

    def _cells(self, reader: Iterator[list[str]]) -> Iterator[Line]:
        names: list[str] = []
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Line(number, None, str(error))
                continue
            if cells is None:
                break
            if not names:
                names = [name.strip().casefold() for name in cells]
                self._need(names)
            elif len(cells) != len(names):
                if cells:
                    yield Line(number, None, f"{len(cells)} cells instead of {len(names)}")
            elif any(not _is_utf8(cell) for cell in cells):
                yield Line(number, None, "not UTF-8")
            else:
                yield Line(number, dict(zip(names, cells, strict=True)))
        if not names:
            self._need(names)

    def _need(self, names: list[str]) -> None:
        """Raise Usage when a column is missing."""
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            _ = translator(self._lang)
            said = _("{file} has no column {missing}; it needs {columns}")
            raise Usage(
                said.format(file=self._path.name, missing=", ".join(missing), columns=", ".join(COLUMNS))
            )


NO_TEXT = object()
"""Stands for a cell of bytes that are no text."""


def _plain(column: Any, arrow: Any) -> list[Any]:
    """Return the cells of a column of Parquet as plain values; text that is none becomes `NO_TEXT`."""
    try:
        plain: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        return [_decoded(cell) for cell in column.cast(arrow.large_binary()).to_pylist()]
    return plain


def _decoded(cell: bytes | None) -> Any:
    try:
        return None if cell is None else cell.decode("utf-8")
    except UnicodeDecodeError:
        return NO_TEXT


def _is_utf8(cell: str) -> bool:
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _json_lines(stream: IO[bytes]) -> Iterator[Line]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield Line(number, None, "longer than any message")
        elif line.strip():
            yield _json_line(number, line)


def _json_line(number: int, line: bytes) -> Line:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Line(number, None, "not UTF-8")
    except (ValueError, RecursionError):
        return Line(number, None, "no JSON")
    return Line(number, values) if isinstance(values, dict) else Line(number, None, "no JSON object")
