"""Owns changes to a file's text that keep its comments: other values at some places, one language of two.

Never judges what comes out; callers check it. Texts that are no YAML raise `yaml.YAMLError`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from sim.content.breaks import LOADER
from sim.content.problems import Path
from sim.content.scalars import plain
from sim.model.language import LANGS, Lang

_SAFE = re.compile(r"[A-Za-z\u3400-\u9fff][\w '’?!.\u3000-\u9fff\uff00-\uffef-]*", re.ASCII)
"""Text that needs no quotes: no colon, comma, bracket or number sign anywhere in it."""


def scalar(value: str | int) -> str:
    """Return a value as it is written in a file, in quotes where YAML needs them."""
    if isinstance(value, int):
        return str(value)
    bare = _SAFE.fullmatch(value) and value == value.strip() and isinstance(plain(value), str)
    return value if bare else json.dumps(value, ensure_ascii=False)


def with_values(text: str, values: Mapping[Path, str | int]) -> str:
    """Return a text with other values at some paths; where no single value stands nothing is changed."""
    nodes = _nodes(_root(text), ())
    found = {path: node for path, node in nodes if path in values and isinstance(node, yaml.ScalarNode)}
    for path, node in sorted(found.items(), key=lambda item: -item[1].start_mark.index):
        start, end = node.start_mark.index, _end(node, text)
        text = text[:start] + scalar(values[path]) + text[end:]
    return text


def in_one_language(text: str, lang: Lang) -> str:
    """Return a text with `lang` alone wherever both languages stand, and `language:` behind its id."""
    both = [node for _, node in _nodes(_root(text), ()) if _is_both(node, lang)]
    for node in sorted(both, key=lambda n: -int(n.start_mark.index)):
        text = _alone(text, node, lang)
    return re.sub(
        r"^id:.*$", lambda line: f"{line.group()}\nlanguage: {lang}", text, count=1, flags=re.MULTILINE
    )


def _root(text: str) -> Any:
    return yaml.compose(text, Loader=LOADER)


def _nodes(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _nodes(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            yield from _nodes(item, (*path, at))


def _is_both(node: Any, lang: Lang) -> bool:
    if not isinstance(node, yaml.MappingNode):
        return False
    names = {str(key.value) for key, _ in node.value}
    return lang in names and names <= set(LANGS)


def _alone(text: str, node: Any, lang: Lang) -> str:
    """Return a text in which one group of languages is replaced by one of them."""
    value = next(value for key, value in node.value if key.value == lang)
    start, end = node.start_mark.index, _end(node, text)
    kept = text[value.start_mark.index : _end(value, text)]
    if not node.flow_style:
        column = node.start_mark.column
        before = text[:start].rstrip(" \n")
        a_list = isinstance(value, yaml.SequenceNode) and not value.flow_style
        if a_list:
            kept = kept.replace("\n" + " " * value.start_mark.column, "\n" + " " * column)
        else:
            kept = kept.replace("\n" + " " * (column + 2), "\n" + " " * column)
            if before.endswith((":", "-")):
                start, kept = len(before), f" {kept}"
    return text[:start] + kept + text[end:]


def _end(node: Any, text: str) -> int:
    """Return where a value ends, without the blank lines and comments that YAML counts to it."""
    if isinstance(node, yaml.ScalarNode):
        return (
            len(text[: node.end_mark.index].rstrip())
            if node.style in ("|", ">")
            else int(node.end_mark.index)
        )
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, text)
