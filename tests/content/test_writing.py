"""A file is written whole or stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.content.writing import write_whole


def test_a_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    """What stands behind a link is written, with the rights it had; nothing is left beside it."""
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text("old", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    assert write_whole(link, b"new")
    assert (real.read_text("utf-8"), real.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.yaml", "real.yaml"]


def test_a_failure_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last step fails the old text stands, and no half of the new one beside it."""
    file = tmp_path / "a.yaml"
    file.write_text("old", "utf-8")

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")
    assert file.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]


def test_what_somebody_saved_meanwhile_is_kept(tmp_path: Path) -> None:
    """With the text it was made from, a newer one is not written over."""
    file = tmp_path / "a.yaml"
    file.write_bytes(b"newer")
    assert not write_whole(file, b"mended", was=b"older")
    assert file.read_bytes() == b"newer"
