"""Owns the table of scored turns and its columns. Holds codes, levels and places, and no word of a chat."""

from __future__ import annotations

import json
from typing import Any

from sim.locale import system_language
from sim.model.score import DIMENSIONS, Explanation
from sim.scale.cut import Chat
from sim.scale.extra import load
from sim.scale.tally import CODES
from sim.scale.turns import Turn

NOBODY_ASKED = "no_customer_message"
"""Why an agent's turn is not scored: no customer has said anything in the chat so far."""

ABOUT = b"servicesim"
"""Key of what a part says about itself, in the metadata of its table."""


def codes_of(said: Explanation | None) -> dict[str, list[str]]:
    """Return what stands in a turn, by kind: anti-patterns and indicators found for sure, and the others."""
    if said is None:
        return {kind: [] for kind in CODES}
    found = sorted(said.codes())
    return {
        "patterns": [code for code in found if code.startswith("X")],
        "missing": sorted({missing.code for missing in said.missing}),
        "shown": [code for code in found if not code.startswith("X")],
        "red_lines": sorted(said.red_lines),
        "flags": sorted(said.flags),
    }


class Table:
    """The scored turns of a part, row by row."""

    def __init__(self) -> None:
        """Begin with none."""
        self._rows: list[dict[str, Any]] = []

    def add(self, chat: Chat, turn: Turn, said: Explanation | None, codes: dict[str, list[str]]) -> None:
        """Add a turn with its codes; `said` is None where it was not scored.

        The places of findings count characters of the text.
        """
        levels = said.levels if said else {}
        findings = [
            {"code": f.code, "start": f.span[0], "end": f.span[1], "strength": f.strength}
            for f in (said.shown if said else ())
        ]
        self._rows.append(
            {
                "row": turn.row,
                "chat_id": chat.name,
                "turn": turn.turn,
                "lang": turn.lang,
                **{dimension: levels.get(dimension) for dimension in DIMENSIONS},
                **codes,
                "findings": findings,
                "unscored": None if said else NOBODY_ASKED,
                "incomplete": chat.incomplete,
            }
        )

    def packed(self, about: dict[str, Any]) -> bytes:
        """Return the table as the bytes of a Parquet file that says `about` of itself."""
        lang = system_language()
        arrow, parquet = load("pyarrow", lang), load("pyarrow.parquet", lang)
        said = {ABOUT: json.dumps(about, sort_keys=True).encode()}
        table = arrow.Table.from_pylist(self._rows, schema=_schema(arrow).with_metadata(said))
        sink = arrow.BufferOutputStream()
        parquet.write_table(table, sink, compression="zstd")
        packed: bytes = sink.getvalue().to_pybytes()
        return packed


def _schema(arrow: Any) -> Any:
    word, words = arrow.string(), arrow.list_(arrow.string())
    place = arrow.struct(
        [("code", word), ("start", arrow.int32()), ("end", arrow.int32()), ("strength", arrow.float32())]
    )
    return arrow.schema(
        [
            ("row", arrow.int64()),
            ("chat_id", word),
            ("turn", arrow.int64()),
            ("lang", word),
            *((dimension, arrow.int8()) for dimension in DIMENSIONS),
            *((kind, words) for kind in CODES),
            ("findings", arrow.list_(place)),
            ("unscored", word),
            ("incomplete", arrow.bool_()),
        ]
    )
