"""Owns attempts as Markdown: headings, lists, quotes and tables that any reader shows.

Whatever people and files wrote stays text: no markup of theirs works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sim.locale import translator
from sim.report.exported import Exported, Table, about, first_reply, parts, tables, transcript
from sim.report.printable import printable

_MARKUP = re.compile(r"([\\`*_{}\[\]#|~$])")
_START = re.compile(r"^(\d+)([.)])|^([-+=:])")
"""What opens a list, a heading or a table at the beginning of a line."""


def export_md(exported: Iterable[Exported]) -> str:
    """Return one document with one chapter an attempt, in the language of each."""
    return "\n".join(line for one in exported for line in _chapter(one))


def markdown(text: str) -> str:
    """Return text as Markdown that shows exactly this text, on one line."""
    escaped = _MARKUP.sub(r"\\\1", printable(text))
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):  # old readers know no backslash here
        escaped = escaped.replace(char, entity)
    return _START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def _chapter(one: Exported) -> list[str]:
    lang = one.debrief.lang
    _ = translator(lang)
    found = parts(one.debrief)
    lines = [f"# {markdown(found[0].heading)}", "", markdown(about(one)), ""]
    place = first_reply(found, lang)
    for part in found[1:place]:
        lines += _part(part.heading, part.lines)
    for table in tables(one):
        lines += _table(table)
    said = transcript(one)
    if said:
        lines += [f"## {markdown(_('The conversation'))}", ""]
        for speech in said:
            lines += [f"> **{markdown(speech.who)}** {markdown(speech.text)}", ""]
    for part in found[place:]:
        lines += _part(part.heading, part.lines)
    return lines


def _part(heading: str, lines: Iterable[str]) -> list[str]:
    return [f"## {markdown(heading)}", "", *(f"- {markdown(line)}" for line in lines), ""]


def _table(table: Table) -> list[str]:
    def row(cells: Iterable[str]) -> str:
        return f"| {' | '.join(markdown(cell) for cell in cells)} |"

    rule = f"| {' | '.join('---' for _cell in table.head)} |"
    return [f"## {markdown(table.caption)}", "", row(table.head), rule, *map(row, table.rows), ""]
