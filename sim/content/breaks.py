"""Owns where the YAML of a text breaks, and the loader and the depth by which every reading here goes.

Keeps no data: `reader` makes some of a text, `hints` says in plain words why a text breaks.
"""

from __future__ import annotations

from typing import Any

import yaml

DEEPEST = 40
"""Levels inside each other; a scenario has 8."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it is built in (3 ms a file), else pure Python (21 ms)."""


def first_error(text: str) -> tuple[int, int] | None:
    """Return the line and column, from 0, where the YAML of `text` breaks; None when it does not."""
    try:
        deep = _read(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return (mark.line, mark.column) if mark else (0, 0)
    except yaml.YAMLError:
        return 0, 0
    return deep


def error_in(text: str) -> yaml.MarkedYAMLError | None:
    """Return what libyaml says of the place where `text` breaks; None when it does not break."""
    try:
        _read(text)
    except yaml.MarkedYAMLError as error:
        return error
    except yaml.YAMLError:
        return None
    return None


def _read(text: str) -> tuple[int, int] | None:
    """Go through the events of a text; return where it nests too deeply, None when it does not."""
    loader = LOADER(text)
    depth = 0
    while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return event.start_mark.line, event.start_mark.column
    return None
