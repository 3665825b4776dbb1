"""Owns the reading of the pages in docs/problems: what they show, and the files that their examples make.

A page shows a wrong and a right way to write one thing. Directives, which readers do not see, say where
it belongs: `instead of: LINE` names a line of the base that the example replaces (repeated, all of them
go), `base: NAME` another bundled file than the usual one or one of the samples here, `file` that the
example is a whole file, `made: WHAT` a file that no text can show, and `at: LINE` where the fault is told
when that is not inside the example (an ending that is missing is told at the list of endings).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sim.content import bundled_folder
from sim.content.parse import scenario_of
from sim.content.problems import Problems
from sim.content.stale import now, written

PAGES = Path(__file__).parents[2] / "docs" / "problems"
SAMPLES = Path(__file__).parent / "samples"
HEADINGS = {"en": ("## Wrong", "## Right"), "zh": ("## 错误写法", "## 正确写法")}
DIRECTIVE = re.compile(r"<!-- (instead of|base|made|at|file)(?:: (.+))? -->")
USUAL = {"YM": "complaint-01", "SC": "complaint-01", "RB": "service"}
"""The bundled file in which a code's example stands when its page names none."""


@dataclass(frozen=True)
class Shown:
    """One example: the directives above it and its lines."""

    directives: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]

    def values(self, name: str) -> list[str]:
        """Return what the directives of this name say, in their order."""
        return [value for found, value in self.directives if found == name]


@dataclass(frozen=True)
class Page:
    """A page taken apart: its code, title, text in front of the examples, and both examples."""

    code: str
    title: str
    text: str
    wrong: Shown
    right: Shown


@dataclass(frozen=True)
class Example:
    """The text of a file with an example in it, and the lines (from 1) at which its fault may be told."""

    text: str
    at: frozenset[int] = field(default_factory=frozenset)


def read_page(path: Path, lang: str) -> Page:
    """Return a page. The right example stands where the wrong one does, unless it says otherwise."""
    text = path.read_text("utf-8")
    wrong_heading, right_heading = HEADINGS[lang]
    head, _, rest = text.partition(f"\n{wrong_heading}\n")
    first, _, second = rest.partition(f"\n{right_heading}\n")
    title, _, words = head.partition("\n")
    code, sign, name = title.removeprefix("# ").partition(" · ")
    assert title.startswith("# "), path
    assert sign, path
    wrong, right = _shown(first, path), _shown(second, path)
    return Page(
        code, name, words.strip(), wrong, right if right.directives else Shown(wrong.directives, right.lines)
    )


def _shown(text: str, path: Path) -> Shown:
    before, _, after = f"\n{text.strip()}".partition("\n```")
    block, closed, behind = after.partition("\n```")
    assert closed, f"{path}: an example is not closed"
    assert not behind.strip(), f"{path}: something stands behind an example"
    found = [DIRECTIVE.fullmatch(line) for line in before.split("\n") if line.strip()]
    return Shown(
        tuple((d[1], d[2] or "") for d in found if d is not None),
        tuple(block.split("\n")[1:]),
    )


def placed(shown: Shown, code: str) -> Example:
    """Return the file that an example makes."""
    if shown.values("file"):
        return Example("\n".join(shown.lines) + "\n", frozenset(range(1, len(shown.lines) + 1)))
    (name, *_) = [*shown.values("base"), USUAL.get(code[:2], USUAL["SC"])]
    lines = _base(name).split("\n")
    gone = [_only(lines, wanted, code) for wanted in shown.values("instead of")]
    assert gone, f"{code}: no line is named that the example replaces"
    first = min(gone)
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
    block = [indent + line if line else "" for line in shown.lines]
    kept = [line for n, line in enumerate(lines[first:], first) if n not in gone]
    text = [*lines[:first], *block, *kept]
    told = [_only(text, wanted, code) + 1 for wanted in shown.values("at")]
    return Example("\n".join(text), frozenset(told or range(first + 1, first + len(block) + 1)))


def _only(lines: list[str], wanted: str, code: str) -> int:
    found = [n for n, line in enumerate(lines) if line.strip() == wanted.strip()]
    assert len(found) == 1, f"{code}: {len(found)} lines of the base are `{wanted}`"
    return found[0]


@cache
def _base(name: str) -> str:
    folders = (bundled_folder("scenarios"), bundled_folder("rubrics"), SAMPLES)
    (path,) = [p for folder in folders if (p := folder / f"{name}.yaml").is_file()]
    return path.read_text("utf-8")


def made(what: str, folder: Path) -> Path:
    """Return a file, or none, that a text cannot show."""
    path = folder / "mine.yaml"
    return MADE[what](path) or path


def _inside_a_file(path: Path) -> Path:
    path.write_text("id: mine-01\n", "utf-8")
    return path / "mine.yaml"


def _with_line_ids(text: str) -> Callable[[Path], None]:
    """Return what makes a scenario whose line ids remember another text than it has now."""

    def make(path: Path) -> None:
        base = _base("late-parcel")
        scenario = scenario_of(base, Problems("late-parcel"))
        path.with_suffix(".lines").write_text(written(now(scenario)), "utf-8")
        path.write_text(base.replace("text: {en: And when?, zh: 那什么时候？}", text), "utf-8")

    return make


MADE: dict[str, Callable[[Path], Path | None]] = {
    "no file": lambda _: None,
    "folder": lambda path: path.mkdir(),
    "file inside a file": _inside_a_file,
    "file of 3 MB": lambda path: path.write_bytes(b"#" * 3_000_000) and None,
    "file in GBK": lambda path: path.write_bytes("title: 冰箱两次爽约\n".encode("gbk")) and None,
    "invisible character": lambda path: path.write_text("title: no\u2028shows\n", "utf-8") and None,
    "one language changed": _with_line_ids("text: {en: So on which day?, zh: 那什么时候？}"),
    "both languages changed": _with_line_ids("text: {en: So on which day?, zh: 到底哪天送？}"),
    "good file": lambda path: path.write_text(_base("complaint-01"), "utf-8") and None,
    "good rubric": lambda path: path.write_text(_base("service"), "utf-8") and None,
}
"""What makes each file that no text can show."""

NOTHING = "nothing"
"""What `made` says of a code that nothing is known to earn: it is explained and not shown."""
