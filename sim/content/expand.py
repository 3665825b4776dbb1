"""Owns what is put right or refused before pydantic looks: text of one language, true for a number.

Walks the model's types and never the names of fields, so that a new field of
type Text or Phrases is read like every other.
"""

from __future__ import annotations

import math
from typing import Any

from pydantic import BaseModel

from sim.content.one_language import language_of
from sim.content.problems import N_, Path, Problems
from sim.content.reader import Tree
from sim.content.shape import Spot, example, fields, parts, wanted
from sim.model.language import LANGS, Phrases, Text


class Expander:
    """One pass over a file's data, in place."""

    def __init__(self, tree: Tree, problems: Problems, prefix: str) -> None:
        """Take the language from the top of the file; codes begin with `prefix`."""
        self._tree, self._problems, self._prefix = tree, problems, prefix
        self._lang = language_of(tree)

    def fill(self, at: Spot, value: Any, path: Path) -> Any:
        """Return `value` with plain text put under the file's language, all the way down."""
        kind, origin, args, model = parts(at.type)
        if kind is Text and isinstance(value, str):
            return self._one_language(value, path, kind)
        if kind is Phrases and isinstance(value, list):
            return self._one_language(value, path, kind)
        if model and isinstance(value, dict):
            self._fields(kind, value, path)
        elif origin is tuple and isinstance(value, list) and args != (str, ...):
            for at_no, item in enumerate(value):
                inner = args[0] if args[-1] is Ellipsis else args[min(at_no, len(args) - 1)]
                value[at_no] = self.fill(Spot(inner), item, (*path, at_no))
        elif origin is dict and isinstance(value, dict):
            for key, item in value.items():
                value[key] = self.fill(Spot(args[1]), item, (*path, key))
        elif kind in (int, float) and _no_number(value):
            self._problems.add(
                f"{self._prefix}003",
                self._tree.value_at(path),
                N_('"{name}" must be {wanted}, not {given}'),
                values={"name": path[-1], "wanted": wanted(at, self._lang), "given": str(value).lower()},
                path=path,
                example=example(at, path[-1] if path else "", self._lang),
            )
            self._tree.doubted.add(path)
        return value

    def _fields(self, model: type[BaseModel], data: dict[str | int, Any], path: Path) -> None:
        known = fields(model)
        for key, value in data.items():
            field = known.get(str(key))
            if field is not None:
                data[key] = self.fill(Spot(field.annotation, field), value, (*path, key))

    def _one_language(self, value: Any, path: Path, kind: Any) -> Any:
        if self._lang is not None:
            return {self._lang: value}
        if self._tree.data.get("language") not in (None, *LANGS):
            self._tree.doubted.add(path)  # the language that the file names has a fault, which is told
        if not self._tree.doubts(path):
            one = kind is Text
            name = path[-1] if path else ""
            if self._prefix == "SC":
                message = (
                    N_(
                        "this text does not say its language; write both, "
                        "or put `language: en` or `language: zh` at the top of the file"
                    )
                    if one
                    else N_(
                        "these phrases do not say their language; write both, "
                        "or put `language: en` or `language: zh` at the top of the file"
                    )
                )
            elif one:
                message = N_("this text does not say its language; write both")
            else:
                message = N_("these phrases do not say their language; write both")
            self._problems.add(
                f"{self._prefix}008",
                self._tree.value_at(path),
                message,
                path=path,
                example=example(Spot(kind), name),
            )
            self._tree.doubted.add(path)
        return value


def _no_number(value: Any) -> bool:
    """Say whether pydantic would take for a number what an author did not mean as one."""
    if isinstance(value, bool):
        return True
    if isinstance(value, str):
        try:
            return not math.isfinite(float(value))
        except ValueError:
            return False
    return False
