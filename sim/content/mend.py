"""Owns the guess at what a faulty file meant, so that what depends on it can be checked as well.

A guess is never played and never shown: it only lets one reading of a file name
every fault in it, instead of one layer of faults at a time.
"""

from __future__ import annotations

import copy
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sim.content.problems import Path, nearest
from sim.content.shape import bare, choices, example, spot
from sim.content.wording import as_entries
from sim.model.language import LANGS, Phrases, Text

M = TypeVar("M", bound=BaseModel)

ROUNDS = 4
"""A mended name may uncover a fault inside what it names; slips nested deeper are not guessed at."""


FAR = 50
"""How far apart two guesses at a number lie that has no highest."""

_NUMBERS = {"int_type", "int_parsing", "int_from_float", "float_type", "float_parsing"}


def meant(model: type[M], data: Any, *, otherwise: bool = False) -> M | None:
    """Return the model that `data` most likely means, or None when that cannot be told.

    With `otherwise`, what nothing in the file tells (the size of a number, a choice that is like none) is
    guessed in another way: what is said of both guesses does not rest on either.
    """
    guess = copy.deepcopy(data)
    for _ in range(ROUNDS):
        try:
            return model.model_validate(guess)
        except ValidationError as error:
            entries = error.errors(include_url=False)
            slips = [
                e for e in entries if e["type"] == "extra_forbidden"
            ]  # first: a slip explains what is missing
            others = [e for e in entries if e["type"] != "extra_forbidden"]
            for entry in (*slips, *others):
                if not _mend(model, guess, entry, otherwise=otherwise):
                    return None
    return None


def _mend(model: type[BaseModel], data: Any, entry: Any, *, otherwise: bool) -> bool:
    """Change one faulty place of `data`; say whether that was possible."""
    path: Path = tuple(part for part in entry["loc"] if part != "[key]")
    if not path:
        return False
    parent: Any = data
    for part in path[:-1]:
        try:
            parent = parent[part]
        except (KeyError, IndexError, TypeError):
            return False
    name, kind, limits = path[-1], entry["type"], entry.get("ctx") or {}
    if entry["loc"][-1] == "[key]":
        return _rename(parent, name, choices(spot(model, path[:-1]).type))
    if kind == "missing":
        return isinstance(parent, dict) and name in parent
    if kind == "extra_forbidden" and isinstance(parent, dict):
        value = parent.pop(name)
        free = [k for k in nearest(str(name), choices(spot(model, path[:-1]).type)) if k not in parent]
        if free:
            parent[free[0]] = value
        return bool(free) or bare(spot(model, path[:-1]).type) not in (Text, Phrases)
    if kind == "literal_error":
        known = choices(spot(model, path).type)
        if not known:
            return False
        parent[name] = (*nearest(str(entry["input"]), known), known[-1 if otherwise else 0])[0]
        return True
    bound = limits.get("ge", limits.get("le"))
    if bound is None and "gt" in limits:
        bound = limits["gt"] + 1
    if kind in ("greater_than_equal", "less_than_equal", "greater_than") and bound is not None:
        parent[name] = _far(model, path, bound) if otherwise else bound
        return True
    if kind in ("tuple_type", "list_type") and isinstance(entry["input"], str | int | float):
        parent[name] = [part.strip() for part in as_entries(str(entry["input"])).split(",")]
        return True
    if kind == "string_type" and isinstance(entry["input"], int | float):
        parent[name] = str(entry["input"])
        return True
    if kind == "string_pattern_mismatch":
        parent[name] = _as_id(entry["input"])
        return bool(re.search(limits["pattern"], parent[name]))
    if kind in ("model_type", "model_attributes_type") and bare(spot(model, path).type) in (Text, Phrases):
        parent[name] = dict.fromkeys(LANGS, entry["input"])
        return isinstance(entry["input"], str | list)
    return kind in _NUMBERS and _put_example(model, parent, path, otherwise=otherwise)


def _rename(parent: Any, name: Any, known: tuple[str, ...]) -> bool:
    """Give a value the known name that its own looks most like, or drop it; say whether others stay."""
    if not isinstance(parent, dict) or name not in parent:
        return False
    value = parent.pop(name)
    free = [key for key in nearest(str(name), known) if key not in parent]
    if free:
        parent[free[0]] = value
    return bool(parent)


def _as_id(text: str) -> str:
    """Return text as an id is written: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9_]+", "-", text.casefold()).strip("-")


def _put_example(model: type[BaseModel], parent: Any, path: Path, *, otherwise: bool) -> bool:
    """Put the example of a number in its place, or one far from it; say whether there is one."""
    at = spot(model, path)
    shown = at.field.examples if at.field is not None else None
    for text in shown or (example(at),):
        try:
            number = float(text)
        except ValueError:
            continue
        parent[path[-1]] = _far(model, path, number) if otherwise else number
        return True
    return False


def _far(model: type[BaseModel], path: Path, number: float) -> float:
    """Return a number allowed at `path`, so far from a guess that no check takes one for the other."""
    field = spot(model, path).field
    limits = field.metadata if field is not None else ()
    high = next((m.le for m in limits if getattr(m, "le", None) is not None), None)
    low = next((m.ge for m in limits if getattr(m, "ge", None) is not None), None)
    low = next((m.gt + 1 for m in limits if getattr(m, "gt", None) is not None), low)
    if high is None:
        return number + FAR
    return float(low) if high == number and low is not None else float(high)
