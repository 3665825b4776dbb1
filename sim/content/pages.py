"""Owns the pages that explain the codes: where they lie, and how one reads without its marks.

Never checks a file. `tests/content/test_problem_pages.py` runs what the pages show.
"""

from __future__ import annotations

import re
from pathlib import Path

from sim.content.codes import CODES
from sim.content.packs import bundled_folder
from sim.content.problems import nearest
from sim.errors import NotFound

FENCE = re.compile(r"```\w*")
"""What opens or closes an example."""

DIRECTIVE = re.compile(r"<!-- .* -->")
"""What tells the tests where an example belongs; no reader needs it."""

SEEN = {ord("\t"): "<Tab>", ord("\u3000"): "<U+3000>"}
"""Signs of a wrong example that nobody would see on a terminal, and what stands for them there."""

NUMBERED = re.compile(r"([A-Z]+)(\d+)")

MOST_NEAR = 3
"""Codes that are named when one is not known; more than that nobody compares."""


def pages_folder() -> Path:
    """Return the folder of the pages: beside the package in a checkout, else inside it."""
    beside = bundled_folder("docs/problems")
    return beside if beside.is_dir() else bundled_folder("problems")


def page_file(code: str, lang: str) -> Path | None:
    """Return the file of a code's page, None when there is none."""
    folder = pages_folder() / "zh" if lang == "zh" else pages_folder()
    return next(iter(sorted(folder.glob(f"{code}-*.md"))), None)


def page(code: str, lang: str) -> list[str]:
    """Return the page of a code, line by line and without marks. Raises NotFound with the nearest codes.

    Where its page is missing, the row of the table stands for it.
    """
    name = code.strip().upper()
    if name not in CODES:
        raise NotFound("code", code, near(name))
    file = page_file(name, lang)
    if file is None:
        row = CODES[name]
        return [
            f"{name} · {row.title}",
            "",
            row.means,
            "",
            *(f"    {line}" for line in row.example.split("\n")),
        ]
    return plain_lines(file.read_text("utf-8"))


def title(code: str, lang: str) -> str:
    """Return the title of a code: that of its page, else that of the table."""
    file = page_file(code, lang)
    if file is None:
        return CODES[code].title
    with file.open(encoding="utf-8") as text:
        return text.readline().partition(" · ")[2].strip()


def plain_lines(text: str) -> list[str]:
    """Return a page as plain lines: examples set in, headings without signs, directives gone.

    Signs that cannot be told from a space are written out.
    """
    lines: list[str] = []
    inside = False
    for line in text.rstrip("\n").split("\n"):
        if FENCE.fullmatch(line):
            inside = not inside
            if inside and lines and lines[-1]:
                lines.append("")
        elif inside:
            lines.append(f"    {line.translate(SEEN)}".rstrip())
        elif not DIRECTIVE.fullmatch(line):
            lines.append(line.lstrip("# "))
    return [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]


def near(name: str) -> tuple[str, ...]:
    """Return the codes that were most likely meant: of the same letters the nearest numbers."""
    wanted = NUMBERED.fullmatch(name)
    alike = [
        found for code in CODES if (found := NUMBERED.fullmatch(code)) and wanted and found[1] == wanted[1]
    ]
    if wanted and alike:
        alike.sort(key=lambda found: (abs(int(found[2]) - int(wanted[2])), found[0]))
        return tuple(found[0] for found in alike[:MOST_NEAR])
    return nearest(name, CODES, MOST_NEAR)
