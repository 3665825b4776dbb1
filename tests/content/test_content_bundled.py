"""The files we ship load without a single problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.content import Library, bundled_folder, check_file

FILES = [path for kind in ("scenarios", "rubrics") for path in sorted(bundled_folder(kind).glob("*.yaml"))]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_bundled_file_has_no_problem(path: Path) -> None:
    """Neither an error nor a warning."""
    assert "\n".join(map(str, check_file(path))) == ""


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name == "scenarios"], ids=lambda p: p.stem)
def test_a_bundled_scenario_is_named_as_its_file(path: Path, alone: Path) -> None:
    """The id is the file's name, and both languages are there."""
    head = next(h for h in Library().heads() if h.path == path)
    assert (head.id, head.pack, head.languages) == (path.stem, "bundled", ("en", "zh"))
