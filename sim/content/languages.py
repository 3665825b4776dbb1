"""Owns the check that a file says everything in each of its languages.

Never translates. A list of phrases may be left empty on purpose (`zh: []`) where
a language has no such wording; leaving its name out is a fault.
"""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from sim.content.problems import N_, Path, Problems
from sim.content.reader import Tree
from sim.content.shape import attributes, is_model
from sim.model.language import Lang, Phrases, Text
from sim.model.saying import Saying

_LACKS: dict[tuple[Lang, type], str] = {
    ("en", Text): N_("has no English text"),
    ("zh", Text): N_("has no Chinese text"),
    ("en", Phrases): N_("has no English phrases"),
    ("zh", Phrases): N_("has no Chinese phrases"),
}


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
            wanted = '"…"' if isinstance(said, Text) else "[…]"
            name = path[-1] if len(langs) == 1 and path and isinstance(path[-1], str) else lang
            problems.add(
                f"{prefix}009",
                tree.value_at((*path, lang)),
                _missing(path, Saying(_LACKS[lang, type(said)])),
                path=path,
                example=f"{name}: {wanted}",
                warning=warning,
            )


def _missing(path: Path, said: Saying) -> Saying:
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    form = N_('"{name}" {said}') if path and path[-1] == name else N_('an entry of "{name}" {said}')
    return Saying.of(form, name=name, said=said)


def _lacking(said: Text | Phrases, langs: tuple[Lang, ...], *, given: bool) -> list[Lang]:
    if isinstance(said, Text):
        return [lang for lang in langs if not (getattr(said, lang) or "").strip()]
    if not given:
        return []
    return [lang for lang in langs if lang not in said.model_fields_set]


def texts(value: Any, path: Path) -> list[tuple[Path, Text | Phrases]]:
    """Return every Text and Phrases below `value` with its path in the file, in the model's order."""
    found: list[tuple[Path, Text | Phrases]] = []
    _gather(value, path, found)
    return found


def _gather(value: Any, path: Path, found: list[tuple[Path, Text | Phrases]]) -> None:
    if isinstance(value, Text | Phrases):
        found.append((path, value))
    elif isinstance(value, BaseModel):
        for name, attribute in _with_texts(type(value)):
            _gather(getattr(value, attribute), (*path, name), found)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            _gather(item, (*path, at), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _gather(item, (*path, key), found)


@cache
def _with_texts(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a model that may hold a text, as `attributes` does: most hold none."""
    kept = []
    for name, attribute in attributes(model):
        if _may_hold(model.model_fields[attribute].annotation):
            kept.append((name, attribute))
    return tuple(kept)


def _may_hold(annotation: Any) -> bool:
    if annotation in (Text, Phrases):
        return True
    if is_model(annotation):
        return bool(_with_texts(annotation))
    return any(_may_hold(inner) for inner in get_args(annotation))
