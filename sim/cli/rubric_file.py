"""Owns how a scoring sheet is opened that is named by its file or its id."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.content import Library, Loaded
    from sim.model.rubric import Rubric


def open_rubric(name: str, library: Library) -> Loaded[Rubric]:
    """Return a rubric by file or by id. Raises NotFound, or BadFile with all its faults."""
    from sim.content import Loaded, Problems
    from sim.content.files import read_text
    from sim.content.parse import rubric_of
    from sim.errors import NotFound

    path = Path(name)
    if path.suffix not in (".yaml", ".yml") and not path.is_file():
        return library.rubric(name)
    if not path.exists():
        raise NotFound("file", name)
    problems = Problems(name)
    text = read_text(path, problems)
    return Loaded(rubric_of(text, problems), text, hashlib.sha256(text.encode()).hexdigest())
