"""Owns the check that a file says everything in each of its languages.

Never translates. A list of phrases may be left empty on purpose (`zh: []`) where
a language has no such wording; leaving its name out is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sim.content.problems import Path, Problems
from sim.content.reader import Tree
from sim.content.shape import attributes
from sim.model.language import Lang, Phrases, Text

_NAMES: dict[Lang, str] = {"en": "English", "zh": "Chinese"}


def check_languages(
    model: BaseModel,
    tree: Tree,
    problems: Problems,
    prefix: str,
    langs: tuple[Lang, ...],
    *,
    warning: bool = False,
) -> None:
    """Report each text and each list of phrases that lacks one of `langs`."""
    for path, said in texts(model, ()):
        for lang in _lacking(said, langs, given=path in tree.values):
            what = "text" if isinstance(said, Text) else "phrases"
            wanted = '"…"' if isinstance(said, Text) else "[…]"
            problems.add(
                f"{prefix}009",
                tree.value_at((*path, lang)),
                _missing(path, f"{_NAMES[lang]} {what}"),
                path=path,
                example=f"{lang}: {wanted}",
                warning=warning,
            )


def _missing(path: Path, what: str) -> str:
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    return f'"{name}" has no {what}' if path and path[-1] == name else f'an entry of "{name}" has no {what}'


def _lacking(said: Text | Phrases, langs: tuple[Lang, ...], *, given: bool) -> list[Lang]:
    if isinstance(said, Text):
        return [lang for lang in langs if not (getattr(said, lang) or "").strip()]
    if not given:
        return []
    return [lang for lang in langs if lang not in said.model_fields_set]


def texts(value: Any, path: Path) -> Iterator[tuple[Path, Text | Phrases]]:
    """Yield every Text and Phrases below `value` with its path in the file."""
    if isinstance(value, Text | Phrases):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, attribute in attributes(type(value)):
            yield from texts(getattr(value, attribute), (*path, name))
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from texts(item, (*path, at))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*path, key))
