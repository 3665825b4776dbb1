"""The file that is watched: which it is, and that each change of it is seen once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from preview_kit import FILE

from sim.content import Library
from sim.errors import NotFound
from sim.workshop.preview import Saved, Source, find_source


class TestSource:
    """The watched file."""

    def test_only_what_changed(self, tmp_path: Path) -> None:
        """A save is seen once, the same content again is none, deletion and coming back are both seen."""
        path = tmp_path / "x.yaml"
        path.write_text("a", "utf-8")
        source = Source(path)
        assert source.read().text == "a"
        assert source.changed() is None
        path.write_text("b", "utf-8")
        seen = source.changed()
        assert seen is not None
        assert seen.text == "b"
        path.write_text("b", "utf-8")
        assert source.changed() is None
        path.unlink()
        gone = source.changed()
        assert gone is not None
        assert gone.text is None
        assert gone.faults[0].code == "YM001"
        assert source.changed() is None
        path.write_text("b", "utf-8")
        assert source.changed() == Saved("b")

    def test_a_save_within_one_tick_of_the_clock(self, tmp_path: Path) -> None:
        """Content that changed while time and size stand still is seen all the same."""
        path = tmp_path / "x.yaml"
        path.write_text("a", "utf-8")
        info = path.stat()
        source = Source(path)
        source.read()
        path.write_text("b", "utf-8")
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
        assert source.changed() == Saved("b")

    def test_which_file(self, tmp_path: Path) -> None:
        """An id is looked for in the packs, a path is taken as it is, broken files too; else NotFound."""
        path = tmp_path / "mine-01.yaml"
        path.write_text("id: mine-01\n\ttab", "utf-8")
        library = Library((tmp_path,))
        assert find_source(library, "complaint-01").path == FILE
        assert find_source(library, str(path)).path == path
        assert find_source(library, "mine-01").path == path
        for name in ("complaint-99", str(tmp_path / "none.yaml"), str(tmp_path)):
            with pytest.raises(NotFound):
                find_source(library, name)
