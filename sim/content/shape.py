"""Owns the reading of pydantic types: what stands at a path, what is allowed there, an example of it.

Never validates. Types are looked up by the names authors write (`from`, not `from_`).
"""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.content.one_language import unfolded
from sim.content.problems import N_, Path
from sim.model.language import Lang, Phrases, Text
from sim.model.saying import Saying

EXAMPLES: dict[tuple[str, Any], str] = {
    ("id", str): "slot",
    ("go", str): "pressing",
    ("en", str): "Good evening",
    ("zh", str): "晚上好",
    ("en", tuple): "[newborn, baby]",
    ("zh", tuple): "[新生儿, 宝宝]",
    **{(name, tuple): "[slot]" for name in ("met", "not_met", "keeps")},
    **{(name, tuple): "[offer.slot]" for name in ("said", "said_any", "told", "not_told", "met_by")},
    **{(name, tuple): "[ask.tonight]" for name in ("asked", "find_out")},
    **{(name, tuple): "[X01, E3]" for name in ("any", "none")},
    **{(name, tuple): "[wages]" for name in ("promised", "breaks")},
    ("raises", tuple): "[when]",
    ("impacts", tuple): "[newborn]",
    ("needs", tuple): "[[offer.slot, R3]]",
    ("references", tuple): "['4411']",
    ("red_lines", tuple): "[X17]",
}
"""Examples where a type alone tells too little: by name and kind of value."""


class Spot(NamedTuple):
    """What a model says of one path: its type and, where it is a field, the field."""

    type: Any
    field: FieldInfo | None = None


def bare(annotation: Any) -> Any:
    """Return a type without `Annotated` and without `| None`."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            kept = [a for a in get_args(annotation) if a is not type(None)]
            if len(kept) != 1:
                return annotation
            annotation = kept[0]
        else:
            return annotation


class Parts(NamedTuple):
    """A type taken apart: itself without `| None`, what it is built from, and of what."""

    kind: Any
    origin: Any
    args: tuple[Any, ...]
    model: bool


@cache
def parts(annotation: Any) -> Parts:
    """Return a type taken apart; remembered, because a file asks for few types many times."""
    kind = bare(annotation)
    return Parts(kind, get_origin(kind), get_args(kind), is_model(kind))


def is_model(annotation: Any) -> bool:
    """Say whether a type is a group of names."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


@cache
def attributes(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the name of each field in files and in Python: (`from`, `from_`)."""
    return tuple((field.alias or name, name) for name, field in model.model_fields.items())


@cache
def fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return a model's fields by the names authors write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def spot(model: type[BaseModel], path: Path) -> Spot:
    """Return what a model says of `path`; `Any` where it says nothing."""
    found = Spot(model)
    for part in path:
        kind = bare(found.type)
        args = get_args(kind)
        if is_model(kind):
            field = fields(kind).get(str(part))
            found = Spot(field.annotation, field) if field else Spot(Any)
        elif get_origin(kind) is tuple and isinstance(part, int):
            found = Spot(args[0] if args[-1] is Ellipsis else args[min(part, len(args) - 1)])
        elif get_origin(kind) is dict:
            found = Spot(args[1], FieldInfo.from_annotation(args[1]))
        else:
            return Spot(Any)
    return found


def choices(annotation: Any) -> tuple[str, ...]:
    """Return the words or names a type allows: of a choice, of a group, of the keys of a table."""
    kind = bare(annotation)
    if get_origin(kind) is Literal:
        return tuple(str(a) for a in get_args(kind))
    if is_model(kind):
        return tuple(fields(kind))
    if get_origin(kind) is dict:
        return choices(get_args(kind)[0])
    return ()


def bounded(what: Saying, field: FieldInfo | None) -> Saying:
    """Return a kind of number with its limits: `a whole number between 0 and 100`."""
    limits = {
        name: getattr(m, name)
        for m in (field.metadata if field else [])
        for name in ("ge", "gt", "le", "lt")
        if getattr(m, name, None) is not None
    }
    low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
    if low is None and high is None:
        return what
    if low is not None and high is not None:
        form = (
            N_("{what} above {low} and up to {high}")
            if "gt" in limits
            else N_("{what} between {low} and {high}")
        )
    elif low is not None:
        form = N_("{what} above {low}") if "gt" in limits else N_("{what} of {low} or more")
    else:
        form = N_("{what} of {high} or less")
    return Saying.of(form, what=what, low=low, high=high)


def wanted(at: Spot, lang: Lang | None = None) -> Saying:
    """Return in words what a value must be, in a file of both languages or of one: `a whole number`."""
    kind = bare(at.type)
    origin = get_origin(kind)
    if kind is Text:
        return Saying(N_("text") if lang else N_("text in each language"))
    if kind is Phrases:
        return Saying(N_("a list of phrases") if lang else N_("a list of phrases in each language"))
    if kind in (int, float):
        return bounded(Saying(N_("a whole number") if kind is int else N_("a number")), at.field)
    if kind is bool:
        return Saying(N_("true or false"))
    if origin is Literal:
        return Saying(N_("one of the choices") if len(get_args(kind)) > 1 else str(get_args(kind)[0]))
    if origin is tuple:
        return Saying(N_("a list"))
    if origin is dict or is_model(kind):
        return Saying(N_("a group of `name: value` lines"))
    return Saying(N_("text"))


def allowed(at: Spot, lang: Lang | None = None) -> str | Saying:
    """Return what is allowed, for the end of a message: the choices, the names, the range.

    In a file of one language nothing is allowed below a text: it stands plain.
    """
    words = () if lang and bare(at.type) in (Text, Phrases) else choices(at.type)
    if words:
        return ", ".join(words)
    kind = bare(at.type)
    return wanted(at) if kind in (int, float, bool) else ""


def example(at: Spot, name: str | int = "", lang: Lang | None = None) -> str:
    """Return a right way to write the value, with its name in front; in a file of one language, plain."""
    value = _example(at, str(name), deep=1)
    shown = f"{name}: {value}" if isinstance(name, str) and name and value else value
    return unfolded(shown, lang) if lang else shown


def _example(at: Spot, name: str, *, deep: int) -> str:
    if at.field is not None and at.field.examples:
        return str(at.field.examples[0])
    kind = bare(at.type)
    origin, args = get_origin(kind), get_args(kind)
    known = EXAMPLES.get((name, origin or kind))
    if known:
        return known
    if kind is Text:
        return "{en: Good evening, zh: 晚上好}"
    if kind is Phrases:
        return "{en: [newborn, baby], zh: [新生儿, 宝宝]}"
    if kind in (int, float):
        return _number(at.field)
    if kind is bool:
        return "true"
    if origin is Literal:
        return str(args[0])
    if origin is tuple:
        inner = _example(Spot(args[0]), "", deep=deep - 1)
        return f"[{inner}]" if inner else "[…]"
    if origin is dict:
        first = (*choices(args[0]), "name")[0]
        return f"{{{first}: {_example(Spot(args[1]), '', deep=deep - 1) or '…'}}}"
    if is_model(kind):
        if deep < 0:
            return "{…}"
        needed = {n: f for n, f in fields(kind).items() if f.is_required()} or dict(
            list(fields(kind).items())[:1]
        )
        parts = [
            f"{n}: {_example(Spot(f.annotation, f), n, deep=deep - 1) or '…'}"
            for n, f in list(needed.items())[:4]
        ]
        return "{" + ", ".join(parts) + "}"
    return "some words" if kind is str else ""


def _number(field: FieldInfo | None) -> str:
    for mark in field.metadata if field else []:
        high = getattr(mark, "le", None)
        if high is not None:
            return str(max(1, int(high) // 2))
    return "1"
