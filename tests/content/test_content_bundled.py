"""The files we ship load without a single problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.content import Library, bundled_folder, check_file
from sim.content.check import is_drill

FILES = [path for kind in ("scenarios", "rubrics") for path in sorted(bundled_folder(kind).glob("*.yaml"))]
DRILLS = [path for path in FILES if is_drill(path.read_text("utf-8"))]
SCENARIOS = [path for path in FILES if path.parent.name == "scenarios" and path not in DRILLS]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_bundled_file_has_no_problem(path: Path) -> None:
    """Neither an error nor a warning."""
    assert "\n".join(map(str, check_file(path))) == ""


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda p: p.stem)
def test_a_bundled_scenario_is_named_as_its_file(path: Path, alone: Path) -> None:
    """The id is the file's name, and both languages are there."""
    head = next(h for h in Library().heads() if h.path == path)
    assert (head.id, head.pack, head.languages) == (path.stem, "bundled", ("en", "zh"))


@pytest.mark.parametrize("path", DRILLS, ids=lambda p: p.stem)
def test_a_bundled_drill_is_named_as_its_file(path: Path, alone: Path) -> None:
    """The id is the file's name, both languages are there, and no list of scenarios shows it."""
    library = Library()
    head = next(h for h in library.drills() if h.path == path)
    assert (head.id, head.pack, sorted(head.title)) == (path.stem, "bundled", ["en", "zh"])
    assert head.id not in {h.id for h in library.heads()}
