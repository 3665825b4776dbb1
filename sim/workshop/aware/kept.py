"""Owns the cache of findings: one JSON file for each content, written whole or not at all.

Never holds a path of a file, so that the same text has the same findings
anywhere. A file that cannot be read is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sim.content.writing import write_whole
from sim.model.problems import Problem
from sim.model.saying import Saying
from sim.scoring import VERSION
from sim.workshop.aware.words import Written

CHECKS = "aware-4"
"""Version of these checks; raised whenever one of them may find something else."""

MOST = 500
"""Files kept, the newest: a trainer saves a scenario some hundred times in an afternoon; each has some kB."""


def cache_folder() -> Path:
    """Return where findings are kept: `SERVICESIM_HOME`/cache/check, else the user's cache folder."""
    home = os.environ.get("SERVICESIM_HOME")
    if home:
        return Path(home) / "cache" / "check"
    from platformdirs import user_cache_path

    return user_cache_path("servicesim", appauthor=False) / "check"


def key_of(text: str, rubric: str, langs: Iterable[str]) -> str:
    """Return the name under which the findings for these texts are kept."""
    parts = (CHECKS, VERSION, ",".join(langs), rubric, text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def recalled(folder: Path, key: str, file: str) -> tuple[Problem, ...] | None:
    """Return the findings kept under `key` as those of `file`; None where none can be read."""
    try:
        rows = json.loads((folder / f"{key}.json").read_text("utf-8"))
        return tuple(_problem(row, file) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def keep(folder: Path, key: str, problems: Iterable[Problem]) -> None:
    """Keep findings under `key`. A folder that cannot be written keeps nothing."""
    text = json.dumps([_row(problem) for problem in problems], ensure_ascii=False)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{key}.json", text.encode())
        _drop_the_oldest(folder)


def _drop_the_oldest(folder: Path) -> None:
    files = [entry for entry in os.scandir(folder) if entry.name.endswith(".json")]
    for entry in sorted(files, key=lambda e: e.stat().st_mtime)[: max(0, len(files) - MOST)]:
        Path(entry.path).unlink(missing_ok=True)


def _row(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "path": problem.path,
        "severity": problem.severity,
        "said": _packed(Saying(problem.template, problem.values)),
        "allowed": _packed(problem.allowed_said or problem.allowed),
        "example": _packed(problem.example_said or problem.example),
    }


def _problem(row: dict[str, Any], file: str) -> Problem:
    said, allowed, example = (_unpacked(row[name]) for name in ("said", "allowed", "example"))
    if not isinstance(said, Saying):
        raise TypeError("a finding is a sentence with values")
    return Problem(
        file=file,
        line=row["line"],
        column=row["column"],
        code=row["code"],
        message=str(said),
        path=row["path"],
        severity=row["severity"],
        template=said.template,
        values=said.values,
        allowed=str(allowed),
        allowed_said=allowed if isinstance(allowed, Saying) else None,
        example=str(example),
        example_said=example if isinstance(example, Saying) else None,
    )


def _packed(said: str | Saying) -> Any:
    """Return a sentence as plain data: text as it is, names in two languages, templates with values."""
    if isinstance(said, str):
        return said
    if isinstance(said, Written):
        return {"en": said.template, "zh": said.zh}
    return {"template": said.template, "values": [[name, _packed(value)] for name, value in said.values]}


def _unpacked(data: Any) -> str | Saying:
    if isinstance(data, str):
        return data
    if "template" in data:
        values = tuple((str(name), _unpacked(value)) for name, value in data["values"])
        return Saying(str(data["template"]), values)
    return Written(str(data["en"]), zh=str(data["zh"]))
