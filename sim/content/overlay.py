"""Owns how a rubric builds on another: what its file gives, laid over the whole sheet of the other.

Never looks for a file and never judges a value. Every place in the result is one
of the upper file, so that a fault is told where its author can mend it; the sheet
below has been checked by itself.
"""

from __future__ import annotations

from typing import Any

import yaml

from sim.content.marks import Marks, near_code
from sim.content.problems import N_, Path, Problems
from sim.content.reader import Tree
from sim.content.scalars import plain
from sim.content.shape import Spot, bare, fields, parts
from sim.model.language import Phrases, Text
from sim.model.rubric import Deduction, Indicator, Rubric, Section
from sim.model.saying import Saying

BASED_ON = "based_on"
"""The name at the top of a rubric that builds on another."""

OWN = ("rubric", "version", "title")
"""What a rubric never takes from the one below: it is another sheet."""

ENTRIES: dict[Any, str] = {
    Section: N_("section"),
    Indicator: N_("indicator"),
    Deduction: N_("deduction"),
}
"""Entries that are matched by their id, and what a message calls them; other lists are replaced whole."""

WIDTH = 110
"""Columns of a written sheet, as in the project's own files."""


def laid_over(base: Tree, upper: Tree, problems: Problems) -> Tree:
    """Return the whole sheet: what `upper` gives, over what `base` holds.

    Names are matched by name and entries by id, all the way down; a text, a list
    of phrases and every other list replaces that of the base whole. An id that
    the base does not have is a fault (RB031) and is left out.
    """
    return _Overlay(base, upper, problems).tree


class _Overlay:
    """One pass over what the upper file gives."""

    def __init__(self, base: Tree, upper: Tree, problems: Problems) -> None:
        self._upper, self._marks = upper, Marks(upper, problems, "RB")
        self.tree = Tree(upper.lines, base=str(base.data["rubric"]))
        self._sections = {
            str(indicator["id"]): str(section["id"])
            for section in base.data["sections"]
            for indicator in section["indicators"]
        }
        below = {key: value for key, value in base.data.items() if key not in OWN}
        self.tree.data = self._lay(Spot(Rubric), below, upper.data, (), ())
        del self.tree.data[BASED_ON]

    def _lay(self, at: Spot, base: Any, given: Any, here: Path, to: Path) -> Any:
        """Return `given` over `base`; `here` is its path in the upper file, `to` that in the sheet."""
        self._place(here, to)
        kind, origin, args, model = parts(at.type)
        if isinstance(given, dict):
            known = fields(kind) if model else {}
            inner = Spot(args[1] if origin is dict else Any)
            laid = dict(base) if isinstance(base, dict) and kind not in (Text, Phrases) else {}
            for key, value in given.items():
                field = known.get(str(key))
                below = Spot(field.annotation, field) if field else inner
                laid[key] = self._lay(below, laid.get(key), value, (*here, key), (*to, key))
            return laid
        if isinstance(given, list):
            inner = Spot(bare(args[0]) if origin is tuple else Any)
            if inner.type in ENTRIES and isinstance(base, list):
                return self._by_id(inner, base, given, here, to)
            return [self._lay(inner, None, item, (*here, n), (*to, n)) for n, item in enumerate(given)]
        return given

    def _by_id(self, inner: Spot, base: list[Any], given: list[Any], here: Path, to: Path) -> list[Any]:
        """Return the base's entries in their order, each with what is given for its id."""
        what, where = ENTRIES[inner.type], {entry["id"]: n for n, entry in enumerate(base)}
        named: list[tuple[Path, str]] = []
        laid = list(base)
        for n, entry in enumerate(given):
            path: Path = (*here, n)
            name = entry.get("id") if isinstance(entry, dict) else None
            if isinstance(name, str) and name in where:
                named.append(((*path, "id"), name))
                laid[where[name]] = self._lay(inner, laid[where[name]], entry, path, (*to, where[name]))
            else:
                self._refuse(what, name, list(where), path)
        self._marks.unique(what, named)
        return laid

    def _refuse(self, what: str, name: Any, known: list[str], path: Path) -> None:
        """Say why an entry can be laid over none of the base's."""
        self.tree.left_out = self.tree.left_out or what == ENTRIES[Section]
        if name is None and self._wide_colon(path):
            return
        number, message = 2, N_("an entry here needs the id of a {what}")
        if isinstance(name, str):
            number, path = 31, (*path, "id")
            message = N_('the rubric "{base}" has no {what} "{name}" here')
            if name in self._sections:
                message = N_('"{name}" is an indicator of the section "{section}"; give it there')
        values = {"base": self.tree.base, "what": Saying(what), "name": name}
        values["section"] = self._sections.get(str(name), "")
        hint = near_code(name, known) if isinstance(name, str) and name not in self._sections else ()
        self._marks.say(number, path, message, values=values, allowed=", ".join(known), hint=hint)

    def _wide_colon(self, path: Path) -> bool:
        """Report a full-width colon that hides the id of an entry; say whether there is one."""
        for key, (line, column) in self._upper.keys.items():
            if key[:-1] == path and "：" in str(key[-1]):
                word, _, _ = str(key[-1]).partition("：")
                wrong = N_('a full-width colon ： follows the name "{name}"; use the plain : and a space')
                place, values = (line, column + len(word)), {"name": word}
                self._marks.problems.add("YM020", place, wrong, values=values, path=path, example="id: …")
                return True
        return False

    def _place(self, here: Path, to: Path) -> None:
        """Keep where a value and its name stand in the upper file, and whether they are doubted."""
        upper, tree = self._upper, self.tree
        for old, new in ((upper.values, tree.values), (upper.keys, tree.keys)):
            if here in old:
                new[to] = old[here]
        if here in upper.doubted:
            tree.doubted.add(to)


def text_of(tree: Tree) -> str:
    """Return a file's data as YAML that reads back as the same data, whatever it was based on."""
    dumped: str = yaml.dump(tree.data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=WIDTH)
    return dumped


class _Writer(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes YAML for our own reader; libyaml where it is built in (40 ms a sheet, else 140 ms)."""


def _write_text(writer: Any, text: str) -> Any:
    """Write a text, in quotes where our reader would take it for a number (`0o17`)."""
    style = None if isinstance(plain(text), str) else '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _write_text)
