"""Packs are installed, replaced and removed, and tell which ids they share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from packs_kit import SCENARIO, version

from sim.content.installed import installed_packs
from sim.content.packs import search_order
from sim.model.bad_file import BadFile
from sim.workshop.installing import clashes, install, remove
from sim.workshop.pack_rules import PackMissing, PackRefused
from sim.workshop.packing import files_of_folder


class TestInstalling:
    """`install`, `remove`, `clashes`."""

    def test_versions(self, pack: Path, home: Path) -> None:
        """A newer version replaces an older one; the same says so; an older or another one needs force."""
        assert install(pack, home).before == ""
        assert install(pack, home).same
        assert install(version(pack, "1.10.0"), home).before == "1.0.0"
        with pytest.raises(PackRefused, match=r"1\.10\.0 is installed, and 1\.9\.0 is older"):
            install(version(pack, "1.9.0"), home)
        assert install(pack, home, force=True).before == "1.10.0"
        (pack / "README.md").write_text("x", "utf-8")
        with pytest.raises(PackRefused, match="with other content"):
            install(pack, home)
        assert not install(pack, home, force=True).same
        assert [path.name for path in (home / "packs").iterdir()] == ["refunds-1.9.0"]
        assert remove("refunds", home).version == "1.9.0"
        assert list((home / "packs").iterdir()) == []

    def test_a_failed_move_keeps_the_old_one(
        self, pack: Path, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """When the new pack cannot be put in its place, the old one stands as before."""
        install(pack, home)
        before = files_of_folder(home / "packs" / "refunds-1.0.0")
        real: Callable[[Path, Path], Path] = Path.rename

        def fails(path: Path, target: Path) -> Path:
            if path.name == "new":
                raise OSError(28, "No space left on device")
            return real(path, target)

        monkeypatch.setattr(Path, "rename", fails)
        with pytest.raises(PackRefused, match="No space left"):
            install(version(pack, "2.0.0"), home)
        assert files_of_folder(home / "packs" / "refunds-1.0.0") == before
        assert [path.name for path in (home / "packs").iterdir()] == ["refunds-1.0.0"]

    def test_a_faulty_pack_changes_nothing(self, pack: Path, home: Path) -> None:
        """A pack with a fault leaves no trace in the data folder."""
        (pack / "scenarios" / "bad-01.yaml").write_text("id: bad-01\n", "utf-8")
        with pytest.raises(BadFile) as caught:
            install(pack, home)
        assert str(caught.value).startswith(f"{pack}/scenarios/bad-01.yaml:")
        assert not home.exists()

    def test_the_newest_is_searched(self, home: Path) -> None:
        """Of two versions that a break left, the newer one counts; other folders do not."""
        for name in ("refunds-1.9.0", "refunds-1.10.0", "a-0.0.1", ".refunds-9.0.0", "refunds", "x-1.0"):
            (home / "packs" / name / "scenarios").mkdir(parents=True)
        found = [(pack.name, pack.version) for pack in installed_packs(home)]
        assert found == [("a", "0.0.1"), ("refunds", "1.10.0")]
        assert [pack.name for pack in search_order()][1:3] == ["a-0.0.1", "refunds-1.10.0"]

    def test_shared_ids_are_told(self, pack: Path, home: Path) -> None:
        """An id that others have too is told with who wins: the pack whose name comes later."""
        (pack / "scenarios" / "complaint-01.yaml").write_text(SCENARIO, "utf-8")
        mine = install(pack, home).folder
        assert [(c.name, c.other, c.wins) for c in clashes(mine)] == [("complaint-01", "bundled", True)]
        text = (pack / "pack.yaml").read_text("utf-8").replace("name: refunds", "name: a-pack")
        (pack / "pack.yaml").write_text(text, "utf-8")
        told_of = {(c.name, c.other, c.wins) for c in clashes(install(pack, home).folder)}
        assert told_of == {("complaint-01", "refunds-1.0.0", False), ("refund-01", "refunds-1.0.0", False)}

    def test_nothing_there(self, tmp_path: Path, home: Path) -> None:
        """A file that is not there and a pack that is not installed are told as such."""
        with pytest.raises(PackMissing, match="there is no file or folder"):
            install(tmp_path / "no.zip", home)
        with pytest.raises(PackMissing, match="no pack refunds is installed"):
            remove("refunds", home)
