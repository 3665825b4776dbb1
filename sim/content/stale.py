"""Owns the file of line ids beside a scenario: which wording both languages had when they last agreed.

`NAME.lines` holds a line a text: its path by ids and a hash of each language. Never compares meanings and
never writes; `sim.content.fixing` does. Not YAML, so that no folder takes it for a scenario.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path as File
from typing import Any, NamedTuple

from sim.content.languages import texts
from sim.content.marks import Marks
from sim.content.problems import N_, Path, spell
from sim.model.language import Text
from sim.model.scenario import Scenario

ENDING = ".lines"
HEADER = "# Line ids: what each text said in both languages when they last agreed. Written by `check --fix`."
LARGEST = 1_000_000
"""Bytes; complaint-01 has 24 kB of lines."""

NO_TEXT = "-"


class Agreed(NamedTuple):
    """The hashes of one text's languages when they were last known to agree."""

    en: str
    zh: str


def lines_file(scenario: str | File) -> File:
    """Return where the line ids of a scenario's file lie: beside it."""
    return File(scenario).with_suffix(ENDING)


def hashed(text: str | None) -> str:
    """Return 10 hexadecimal digits of a text; line breaks and runs of spaces do not count."""
    if not text:
        return NO_TEXT
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:10]


def texts_by_id(scenario: Scenario) -> dict[str, tuple[Path, Text]]:
    """Return every text under its stable name: list positions are replaced by the ids of entries."""
    found: dict[str, tuple[Path, Text]] = {}
    for path, text in texts(scenario, ()):
        if isinstance(text, Text) and (text.en or text.zh):
            found[spell(tuple(_by_ids(scenario, path)))] = (path, text)
    return found


def _by_ids(scenario: Scenario, path: Path) -> Iterator[str | int]:
    value: Any = scenario
    for part in path:
        if isinstance(value, tuple) and isinstance(part, int):
            value = value[part]
            yield getattr(value, "id", part)
        elif isinstance(value, dict):
            value = value[part]
            yield part
        else:
            value = getattr(value, str(part), None)
            yield part


def now(scenario: Scenario) -> dict[str, Agreed]:
    """Return the hashes of every text as it stands."""
    return {
        name: Agreed(hashed(text.en), hashed(text.zh)) for name, (_, text) in texts_by_id(scenario).items()
    }


def read_lines(file: File) -> dict[str, Agreed] | None:
    """Return the line ids in a file; None when there is no such file, nothing for a line that is none."""
    try:
        if file.stat().st_size > LARGEST:
            return None
        raw = file.read_text("utf-8", "replace")
    except (OSError, ValueError):
        return None
    found: dict[str, Agreed] = {}
    for line in raw.splitlines():
        parts = line.split()
        if len(parts) == 3 and not line.startswith("#"):
            found[parts[0]] = Agreed(parts[1], parts[2])
    return found


def written(lines: Mapping[str, Agreed]) -> str:
    """Return the text of a file of line ids, in the order given."""
    return "\n".join([HEADER, *(f"{name} {agreed.en} {agreed.zh}" for name, agreed in lines.items())]) + "\n"


def renewed(scenario: Scenario, old: Mapping[str, Agreed], *, agreed: bool) -> dict[str, Agreed]:
    """Return the line ids to write: as they stand, but the old ones where one language changed alone.

    With `agreed`, an author says that both languages say the same again, so that all are renewed.
    """
    fresh = now(scenario)
    if agreed:
        return fresh
    return {name: old[name] if _changed(old.get(name), hashes) else hashes for name, hashes in fresh.items()}


def _changed(old: Agreed | None, new: Agreed) -> str:
    """Return the language that changed alone, or empty."""
    if old is None or (old.en == new.en) == (old.zh == new.zh):
        return ""
    return "zh" if old.en == new.en else "en"


def check_stale(scenario: Scenario, marks: Marks) -> None:
    """Report texts of which one language changed alone since both agreed; without line ids, nothing."""
    if scenario.language is not None:
        return
    old = read_lines(lines_file(marks.problems.file))
    if not old:
        return
    for name, (path, text) in texts_by_id(scenario).items():
        changed = _changed(old.get(name), Agreed(hashed(text.en), hashed(text.zh)))
        if changed:
            message = (
                N_("the English changed and the Chinese did not: see whether both still say the same")
                if changed == "en"
                else N_("the Chinese changed and the English did not: see whether both still say the same")
            )
            marks.say(
                42,
                (*path, "zh" if changed == "en" else "en"),
                message,
                example="servicesim check --fix --agreed",
                warning=True,
            )
