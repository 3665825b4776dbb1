"""A backup is a whole store in one file; older ones go, and nothing else."""

from __future__ import annotations

import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import store_samples as samples
from care_kit import EVENT, START, rows
from department_samples import House
from old_stores import make_old

from sim.errors import NotFound, ServicesimError
from sim.store import Store, care


def clocked(start: datetime) -> Callable[[], datetime]:
    """Return a clock that goes on a day at every look."""
    days = iter(range(1000))
    return lambda: start + timedelta(days=next(days))


def test_a_backup_is_a_whole_store_in_one_file(
    store: Store, place: Path | str, house: House, tmp_path: Path
) -> None:
    """Dated, for its owner's eyes only, with nothing beside it; a copy of it is the store again."""
    folder = tmp_path / "backups"
    made = care.backup(place, folder, now=lambda: START)
    assert made.file == folder / "servicesim-20300101-090000-000000.db"
    assert (made.faults, made.removed) == ((), ())
    assert list(folder.iterdir()) == [made.file]
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert made.file.read_bytes()[18:20] == b"\1\1"  # no write-ahead log: it is read from any medium
    assert rows(made.file) == rows(place)
    care.copy(made.file, tmp_path / "restored")
    assert rows(tmp_path / "restored") == rows(place)


def test_older_backups_are_removed_and_nothing_else(store: Store, place: Path | str, tmp_path: Path) -> None:
    """Only so many of ours are kept; other files in the folder are not ours to remove."""
    store.ensure_profile("Ann")
    other = tmp_path / "servicesim.db"
    other.touch()
    now = clocked(START)
    made = [care.backup(place, tmp_path, 2, now) for _ in range(3)]
    assert made[2].removed == (made[0].file,)
    assert sorted(tmp_path.glob("*.db")) == [made[1].file, made[2].file, other]


def test_a_backup_of_a_faulty_store_is_kept_and_says_so(
    store: Store, place: Path | str, house: House, tmp_path: Path
) -> None:
    """Better than none; and the older, sound ones stay."""
    now = clocked(START)
    care.backup(place, tmp_path, 1, now)
    with store._writing() as ledger:
        ledger._db.execute(EVENT.delete().where(EVENT.c.attempt == house.ann.exam))
    made = care.backup(place, tmp_path, 1, now)
    assert [fault.attempt for fault in made.faults] == [house.ann.exam]
    assert made.removed == ()
    assert len(list(tmp_path.glob("servicesim-*.db"))) == 2


def test_a_file_of_an_older_version_is_backed_up_before_it_is_migrated(tmp_path: Path) -> None:
    """As it is; the moment before a migration is when a backup is wanted most."""
    make_old(tmp_path, "0001")
    made = care.backup(tmp_path, tmp_path / "backups")
    assert made.faults == ()
    with pytest.raises(ServicesimError, match="has schema 0001"):
        care.copy(made.file, tmp_path / "restored")
    assert care.migrate(made.file)[1:] == ("0001", "0003")
    care.copy(made.file, tmp_path / "restored")
    with Store.open(tmp_path / "restored") as store:
        assert store.events("a1") == list(samples.conversation())


def test_a_backup_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    """No store, or none that can be read: the folder stays as it was, older backups too."""
    folder = tmp_path / "backups"
    Store.open(tmp_path / "home").close()
    older = [care.backup(tmp_path / "home", folder, now=clocked(START)).file]
    with pytest.raises(NotFound):
        care.backup(tmp_path / "none", folder, 1)
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"no database " * 1000)
    with pytest.raises(ServicesimError, match="damaged"):
        care.backup(junk, folder, 1)
    assert list(folder.iterdir()) == older
