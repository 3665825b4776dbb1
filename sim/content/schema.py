"""Owns the step from data to model, and pydantic's errors in an author's words.

Never reads a file and never checks one part of a file against another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError

from sim.content.expand import Expander
from sim.content.lines import NO_SPACE_AFTER_DASH
from sim.content.marks import near_code
from sim.content.mend import meant
from sim.content.one_language import language_of, say_language
from sim.content.overlay import BASED_ON
from sim.content.problems import N_, Path, Problems, nearest
from sim.content.reader import Tree
from sim.content.shape import Spot, allowed, bare, choices, example, spot, wanted
from sim.content.wording import FORMS, as_entries, named, shown
from sim.model.language import Phrases, Text
from sim.model.rubric import Rubric
from sim.model.saying import Saying
from sim.model.scenario import Scenario

M = TypeVar("M", bound=BaseModel)

_WORD = re.compile(r"[^\s,\[\]{}#'\"]+")
"""A value without quotes, as it stands in a file."""

_WRONG_KIND = {
    "int_type",
    "int_parsing",
    "int_from_float",
    "int_parsing_size",
    "float_type",
    "float_parsing",
    "string_type",
    "bool_type",
    "bool_parsing",
    "tuple_type",
    "list_type",
    "dict_type",
    "model_type",
    "model_attributes_type",
}
_RANGE = {"greater_than", "greater_than_equal", "less_than", "less_than_equal", "finite_number"}
_TIGHT_COLON = re.compile(r"^[A-Za-z_]\w*(:)\S")
_TIGHT_DASHES = re.compile(r"-[A-Za-z_][\w.]*(?: -[A-Za-z_][\w.]*)*")
_WIDE_COMMAS = re.compile(r"[A-Za-z_][\w. -]*(?:[，、]\s*[A-Za-z_][\w. -]*)+")


def validate(
    model: type[M], tree: Tree, problems: Problems, prefix: str, rest: Callable[[M], None] | None = None
) -> M:
    """Return the model of a file's data. Raises BadFile with every fault found so far and here.

    `rest` holds the checks that come after; on a faulty file they run on what it most likely means.
    """
    if model is Scenario:
        say_language(tree, problems)
    Expander(tree, problems, prefix).fill(Spot(model), tree.data, ())
    try:
        value = model.model_validate(tree.data)
    except ValidationError as error:
        _Translator(model, tree, problems, prefix).all(error)
        if rest is not None:
            guesses = (meant(model, tree.data), meant(model, tree.data, otherwise=True))
            problems.common(rest, [guess for guess in guesses if guess is not None], tree.doubted)
        problems.fail()
    except RecursionError:
        problems.fail()
    if problems.bad and rest is not None:
        problems.common(rest, [value], tree.doubted)
    problems.check()
    return value


class _Translator:
    """Turns the errors of one validation into problems with places."""

    def __init__(self, model: type[BaseModel], tree: Tree, problems: Problems, prefix: str) -> None:
        self._model, self._tree, self._problems, self._prefix = model, tree, problems, prefix
        self._lang = language_of(tree)
        self._meant: set[Path] = set()

    def all(self, error: ValidationError) -> None:
        """Record every error; a missing name that a misspelt one stands for is one fault, not two."""
        errors = error.errors(include_url=False)
        unknown = [e for e in errors if e["type"] == "extra_forbidden"]
        for entry in unknown + [e for e in errors if e["type"] != "extra_forbidden"]:
            path = self._path(entry["loc"])
            if self._tree.doubts(path):
                continue
            self._one(entry["type"], path, entry)
        if not self._problems.bad:
            self._problems.add(f"{self._prefix}010", (1, 1), N_("this file is refused"))

    def _path(self, loc: tuple[int | str, ...]) -> Path:
        """Return where a pydantic location lies in the file, without tags and a language not written."""
        path = tuple(part for part in loc if part != "[key]")
        plain = path[-1:] == (self._lang,) and path not in self._tree.values
        return path[:-1] if plain else path

    def _one(self, kind: str, path: Path, entry: Any) -> None:
        if kind == "extra_forbidden" or entry["loc"][-1:] == ("[key]",):
            self._unknown(path, self._tree.key_at(path))
        elif kind == "missing":
            self._missing(path)
        elif self._slip_in(entry.get("input"), path):
            return
        elif kind == "literal_error" and entry["input"] is not None:
            self._choice(path, entry["input"])
        elif kind == "string_pattern_mismatch":
            self._form(path, entry)
        elif kind in ("string_too_short", "too_short", "too_long"):
            self._length(kind, path, entry)
        elif kind in _RANGE:
            self._say(
                4,
                path,
                N_("must be {wanted}, not {given}"),
                wanted=wanted(self._spot(path), self._lang),
                given=entry["input"],
            )
        elif kind in _WRONG_KIND or entry["input"] is None:
            self._kind(path, entry["input"])
        else:
            self._say(10, path, N_("is refused: {reason}"), reason=entry["msg"])

    def _spot(self, path: Path) -> Spot:
        return spot(self._model, path)

    def _say(self, number: int, path: Path, message: str, hint: str = "", **values: object) -> None:
        at = self._spot(path)
        self._problems.add(
            f"{self._prefix}{number:03}",
            self._tree.value_at(path),
            named(path, Saying.of(message, **values)),
            path=path,
            allowed="" if number == 4 else allowed(at, self._lang),
            hint=hint,
            example=self._example(path),
        )

    def _example(self, path: Path) -> str:
        """Return a right way to write the value at `path`; of an entry of a list of words, the whole list."""
        at, name = self._spot(path), path[-1] if path else ""
        if isinstance(name, int) and bare(at.type) is str and len(path) > 1:
            return example(self._spot(path[:-1]), path[-2], self._lang)
        return example(at, name, self._lang)

    def _unknown(self, path: Path, place: tuple[int, int]) -> None:
        """Report a name that is not known here: a slip of spelling, of a colon, of a comma."""
        name, parent = str(path[-1]), self._spot(path[:-1])
        if self._slip_in(name, path, at_key=True):
            return
        plain = bare(parent.type) in (Text, Phrases)
        known = (self._lang,) if plain and self._lang else choices(parent.type)
        if bare(parent.type) is Rubric:
            known = (*known[:1], BASED_ON, *known[1:])  # it is read before the model, which does not know it
        value = self._value(path)
        if value is None and plain and not nearest(name, known):
            self._problems.add(
                "YM028",
                place,
                N_('a comma ended the text before "{name}"; put quotes around the whole text'),
                values={"name": name[:30]},
                path=path[:-1],
                example='{en: "Hello, you", zh: "你好，您"}',
            )
            self._meant.update((*path[:-1], k) for k in known)
            return
        hint = nearest(name, known)
        self._meant.update((*path[:-1], k) for k in hint)
        if not known:
            self._problems.add(
                f"{self._prefix}003",
                place,
                N_('the name "{name}" must be text; put quotes around it'),
                values={"name": name},
                path=path,
                example=f"'{name}': …",
            )
            return
        self._problems.add(
            f"{self._prefix}001",
            place,
            N_('"{name}" is not known here'),
            values={"name": name},
            path=path,
            allowed=", ".join(known),
            hint=hint[0] if hint else "",
            example=self._example((*path[:-1], (*hint, *known)[0])),
        )

    def _missing(self, path: Path) -> None:
        if path in self._meant:
            return
        at, name = self._spot(path), path[-1]
        place = self._tree.value_at(path[:-1])
        if isinstance(name, int):
            self._problems.add(
                f"{self._prefix}007",
                place,
                N_("entry {number} of this list is missing"),
                values={"number": name + 1},
                path=path,
                example=example(at, "", self._lang),
            )
            return
        self._problems.add(
            f"{self._prefix}002",
            place,
            N_('"{name}" is missing'),
            values={"name": name},
            path=path,
            allowed=allowed(at, self._lang),
            example=example(at, name, self._lang),
        )

    def _choice(self, path: Path, given: Any) -> None:
        words = choices(self._spot(path).type)
        hint = near_code(given, words) if isinstance(given, str) else ()
        self._say(
            5, path, N_("{given} is not one of the choices"), hint[0] if hint else "", given=shown(given)
        )

    def _form(self, path: Path, entry: Any) -> None:
        form = Saying(FORMS.get(entry["ctx"]["pattern"], N_("another form")))
        self._say(6, path, N_("{given} must be written as {form}"), given=shown(entry["input"]), form=form)

    def _length(self, kind: str, path: Path, entry: Any) -> None:
        if kind == "string_too_short":
            self._say(7, path, N_("is empty"))
        elif kind == "too_short":
            least = entry["ctx"]["min_length"]
            if len(entry["input"]) >= least:
                return  # pydantic counts the good entries only; the bad ones are told by themselves
            form = N_("needs at least 1 entry") if least == 1 else N_("needs at least {least} entries")
            self._say(7, path, form, least=least)
        else:
            most = entry["ctx"]["max_length"]
            self._say(7, path, N_("has more entries than the {most} it may have"), most=most)

    def _kind(self, path: Path, given: Any) -> None:
        at = self._spot(path)
        if given is None:
            empty = N_("is left empty; it must be {wanted}")
            if "#" in self._line(path):
                empty = N_("is left empty; it must be {wanted} (text that begins with # needs quotes)")
            self._say(3, path, empty, wanted=wanted(at, self._lang))
        elif bare(at.type) is str and isinstance(given, int | float):
            told = N_("must be text; put quotes around it: '{given}'")
            self._say(3, path, told, given=self._typed(path) or given)
        elif self._is_list(path) and isinstance(given, str):
            told = N_("must be a list; put [ ] around it: [{given}]")
            self._say(3, path, told, given=as_entries(given)[:40])
        else:
            self._say(
                3,
                path,
                N_("must be {wanted}, not {given}"),
                wanted=wanted(at, self._lang),
                given=shown((isinstance(given, int | float) and self._typed(path)) or given),
            )

    def _is_list(self, path: Path) -> bool:
        return get_origin(bare(self._spot(path).type)) is tuple

    def _typed(self, path: Path) -> str:
        """Return a single value as it stands in the file: YAML reads `0x1F` as 31, which nobody typed."""
        line, column = self._tree.value_at(path)
        found = _WORD.match(self._tree.lines[line - 1], column - 1) if line <= len(self._tree.lines) else None
        return found.group() if found else ""

    def _line(self, path: Path) -> str:
        """Return the line of the file on which a value stands."""
        return self._tree.lines[self._tree.value_at(path)[0] - 1]

    def _slip_in(self, text: Any, path: Path, *, at_key: bool = False) -> bool:
        """Report text that shows a slip of typing: a colon, a quote or a space that YAML does not know."""
        if not isinstance(text, str) or not text:
            return False
        place = self._tree.key_at(path) if at_key else self._tree.value_at(path)
        tight = _TIGHT_COLON.match(text)
        words = (tight and text.split(":")[0]) or ("：" in text and text.split("：")[0].strip()) or ""
        if text[0] in "“”‘’":
            message = N_('the quote {quote} is part of the text here; use the straight "')
            self._slip("YM021", path, place, Saying.of(message, quote=text[0]))
        elif words and "：" in text[: len(words) + 3] and re.fullmatch(r"[A-Za-z_]\w*", words):
            message = N_('a full-width colon ： follows the name "{name}"; use the plain : and a space')
            self._slip("YM020", path, self._inside(place, text, "："), Saying.of(message, name=words))
        elif tight:
            message = N_('a space is missing after the colon of "{name}"')
            self._slip("YM024", path, self._inside(place, text, ":"), Saying.of(message, name=words))
        elif self._is_list(path) and _TIGHT_DASHES.fullmatch(text):
            name = text.split()[0].removeprefix("-")
            self._slip("YM024", path, place, Saying.of(NO_SPACE_AFTER_DASH, name=name))
        elif isinstance(path[-1], int) and _WIDE_COMMAS.fullmatch(text):
            message = N_("a full-width comma stands between two entries; use the plain , and a space")
            found = next(sign for sign in text if sign in "，、")
            self._slip("YM028", path, self._inside(place, text, found), Saying(message))
        elif text[0] in "\u3000\xa0":
            message = N_("a full-width or no-break space stands here; use plain spaces")
            self._slip("YM032", path, place, Saying(message))
        else:
            return False
        return True

    def _slip(self, code: str, path: Path, place: tuple[int, int], message: Saying) -> None:
        from sim.content.codes_file import FILE_CODES

        parent = path[:-1]
        self._problems.add(code, place, message, path=parent, example=FILE_CODES[code].example)
        # What the slip hides cannot be told: nothing else is said of the names beside it.
        self._meant.update((*parent, name) for name in choices(self._spot(parent).type))
        self._tree.doubted.add(path)

    def _inside(self, place: tuple[int, int], text: str, sign: str) -> tuple[int, int]:
        """Return the place of a sign inside unquoted text; of the text when the line reads otherwise."""
        line, column = place
        if self._tree.lines[line - 1][column - 1 :].startswith(text.partition("\n")[0][:20]):
            return line, column + text.index(sign)
        return place

    def _value(self, path: Path) -> Any:
        data: Any = self._tree.data
        for part in path:
            try:
                data = data[part]
            except (KeyError, IndexError, TypeError):
                return None
        return data
