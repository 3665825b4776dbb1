"""Owns the way from an id or a file to the scenario that is drawn, loose ends and drafts included.

Never checks more than the shape of a file: a picture shows what does not fit.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sim.content import Library, Problems, check_file
from sim.content.check import is_drill, is_rubric
from sim.content.files import read_text
from sim.content.packs import ENDINGS, is_play
from sim.errors import NotFound, Usage
from sim.locale import translator
from sim.model.bad_file import BadFile
from sim.model.scenario import Scenario
from sim.report.words import N_

NO_SCENARIO = N_("{file} is no scenario; a picture is drawn of scenarios only")


@dataclass(frozen=True)
class Source:
    """A scenario and the SHA-256 of the text it was read from."""

    scenario: Scenario
    hash: str


def open_source(library: Library, named: str, lang: str) -> Source:
    """Return the scenario of an id, or in a file.

    Raises NotFound where there is none, BadFile with all faults of a file that has no whole shape,
    Usage for a file of another kind.
    """
    path = Path(named)
    if path.suffix.lower() in ENDINGS or len(path.parts) > 1 or path.is_file():
        if not path.exists():
            raise NotFound("file", named)
    else:
        head = next((h for h in library.heads() if h.id == named), None)
        if head is None:
            loaded = library.scenario(named)  # says why: no such id, or a file that cannot be read
            return Source(loaded.value, loaded.hash)
        path = head.path
    return _read(library, path, lang)


def _read(library: Library, path: Path, lang: str) -> Source:
    text = read_text(path, Problems(str(path)))
    if is_play(path) or is_rubric(text) or is_drill(text):
        raise Usage(translator(lang)(NO_SCENARIO).format(file=path))
    try:
        scenario = library.parse_scenario(text, str(path))
    except BadFile as error:
        raise BadFile(check_file(path) or error.problems) from None
    return Source(scenario, hashlib.sha256(text.encode()).hexdigest())
