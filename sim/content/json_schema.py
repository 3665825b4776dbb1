"""Owns the JSON Schema of a file as trainers write it, for editors that complete, explain and check names.

Everything in it is read from the models: a field's sentence, its example, its bounds. Never validates a
file; what one part of a file says of another is left to `check`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from sim.content.overlay import BASED_ON, ENTRIES
from sim.content.problems import N_, Problems
from sim.content.reader import read
from sim.content.shape import Spot, bare, fields, parts
from sim.locale import translator
from sim.model.language import Phrases, Text
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario

Kind = Literal["scenario", "rubric"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TITLES: dict[Kind, str] = {
    "scenario": N_("A scenario of servicesim"),
    "rubric": N_("A scoring sheet of servicesim"),
}

BASE = N_(
    "Id of the whole sheet that this one builds on; then only what differs is written: "
    "sections, indicators and deductions by their id, the rest by its name."
)
"""What an editor says of `based_on`, which is gone before a model sees the file."""

BASE_EXAMPLE = "service"

_WHOLE, _CHANGES = "", "_changes"
_BOUNDS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "pattern": "pattern",
}
_PLAIN: dict[Any, str] = {int: "integer", float: "number", bool: "boolean", str: "string"}


def json_schema(kind: Kind, lang: str) -> Schema:
    """Return the schema of scenario or rubric files, its sentences in `lang`."""
    _ = translator(lang)
    head: Schema = {"$schema": DIALECT, "title": _(TITLES[kind])}
    if kind == "scenario":
        maker = _Maker(lang, plain=True)
        return {**head, **maker.group(Scenario), "$defs": maker.defs}
    sheet, changes = _Maker(lang), _Maker(lang, suffix=_CHANGES)
    upper = changes.group(Rubric)
    upper["required"] = ["rubric", BASED_ON, "title"]
    upper["properties"] = {
        **upper["properties"],
        BASED_ON: {"type": "string", "description": _(BASE), "examples": [BASE_EXAMPLE]},
    }
    whole = sheet.group(Rubric)
    defs = {**sheet.defs, **changes.defs, "sheet": whole, "sheet_changes": upper}
    return {
        **head,
        "type": "object",
        "if": {"required": [BASED_ON]},
        "then": {"$ref": "#/$defs/sheet_changes"},
        "else": {"$ref": "#/$defs/sheet"},
        "$defs": defs,
    }


@cache
def parsed(example: str) -> Any:
    """Return the value that an example in a model stands for; it is written as in a file."""
    return read(f"example: {example}", Problems("example")).data["example"]


class _Maker:
    """One pass over a model; what is used in several places goes into `defs`."""

    def __init__(self, lang: str, *, plain: bool = False, suffix: str = _WHOLE) -> None:
        """Say sentences in `lang`; `plain` allows text of one language.

        A suffix marks what is laid over another sheet, which needs hardly a name.
        """
        self._say, self._lang, self._plain, self._suffix = translator(lang), lang, plain, suffix
        self.defs: dict[str, Schema] = {}

    def group(self, model: type[BaseModel]) -> Schema:
        """Return what a group of names must be."""
        needed = [name for name, field in fields(model).items() if field.is_required()]
        if self._suffix:
            needed = ["id"] if model in ENTRIES else []
        made: Schema = {
            "type": "object",
            "properties": {name: self._field(Spot(f.annotation, f)) for name, f in fields(model).items()},
            "additionalProperties": False,
        }
        return {**made, "required": needed} if needed else made

    def _field(self, at: Spot) -> Schema:
        field = at.field
        made = self._value(at)
        if field is None:
            return made
        if type(None) in get_args(field.annotation):
            made = _or_nothing(made)
        made["description"] = self._say(field.description or "")
        made["examples"] = self._examples(at)
        default = field.default
        if default is not PydanticUndefined and type(default) in _PLAIN:
            made["default"] = default
        return made

    def _examples(self, at: Spot) -> list[Any]:
        found = [parsed(str(example)) for example in (at.field and at.field.examples) or ()]
        if self._plain and bare(at.type) in (Text, Phrases):
            found += [example[self._lang] for example in found]
        return found

    def _value(self, at: Spot) -> Schema:
        kind, origin, args, model = parts(at.type)
        if kind in (Text, Phrases):
            return self._written(kind)
        if model:
            return self._named(kind)
        if origin is Literal:
            return {"const": args[0]} if len(args) == 1 else {"enum": list(args)}
        if origin is tuple:
            return self._list(at, args)
        if origin is dict:
            return self._table(args)
        return {"type": _PLAIN[kind], **_bounds(at)}

    def _named(self, model: type[BaseModel]) -> Schema:
        name = f"{model.__name__.lower()}{self._suffix}"
        if name not in self.defs:
            self.defs[name] = {}  # keeps its place while what stands inside is made
            self.defs[name] = self.group(model)
        return {"$ref": f"#/$defs/{name}"}

    def _list(self, at: Spot, args: tuple[Any, ...]) -> Schema:
        made: Schema = {"type": "array", "items": self._value(Spot(args[0]))}
        if args[-1] is not Ellipsis:
            return {**made, "minItems": len(args), "maxItems": len(args)}
        return {**made, **_bounds(at, length="minItems")}

    def _table(self, args: tuple[Any, ...]) -> Schema:
        made: Schema = {"type": "object", "additionalProperties": self._value(Spot(args[1]))}
        if get_origin(bare(args[0])) is Literal:
            made["propertyNames"] = {"enum": [str(key) for key in get_args(bare(args[0]))]}
        return made

    def _written(self, kind: type[BaseModel]) -> Schema:
        """Return what a text or a list of phrases may be: in each language, or plain where allowed."""
        name = kind.__name__.lower()
        if name not in self.defs:
            both = {**self.group(kind), "minProperties": 1}
            for said in both["properties"].values():
                if isinstance(said["type"], list):
                    said["type"] = said["type"][0]  # a language that is named says something
            plain: Schema = {"type": "array", "items": {"type": "string"}}
            if kind is Text:
                plain = {"type": "string", "minLength": 1}
            self.defs[name] = {"anyOf": [both, plain]} if self._plain else both
        return {"$ref": f"#/$defs/{name}"}


def _or_nothing(made: Schema) -> Schema:
    """Return a schema that also takes a name whose value was left empty."""
    if "type" in made:
        return {**made, "type": [made["type"], "null"]}
    if "enum" in made:
        return {"enum": [*made["enum"], None]}
    return {"anyOf": [made, {"type": "null"}]}


def _bounds(at: Spot, length: str = "minLength") -> Schema:
    """Return the bounds of a number, of a text's form, or of a length."""
    names = {**_BOUNDS, "min_length": length}
    return {
        named: getattr(mark, name)
        for mark in (at.field.metadata if at.field else ())
        for name, named in names.items()
        if getattr(mark, name, None) is not None
    }
