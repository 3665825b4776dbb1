"""Owns the list of case drills, as lines or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sim.report.printable import json_safe, printable

if TYPE_CHECKING:
    from sim.content import Library


def drill_lines(library: Library, lang: str, *, as_json: bool) -> str:
    """Return every case drill with its title in `lang`."""
    heads = library.drills()
    if as_json:
        rows = [{"id": h.id, "title": h.get(lang), "pack": h.pack} for h in heads]
        return json_safe(json.dumps(rows, ensure_ascii=False, indent=2))
    return "\n".join(printable(f"{head.id:<18} {head.get(lang)}") for head in heads)
