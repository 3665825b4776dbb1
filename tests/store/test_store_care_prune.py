"""Retention takes what nobody touched for so long, and only a server has roles."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import store_samples as samples
from care_kit import START, branched
from department_samples import furnish, secret

from sim.errors import Usage
from sim.store import Store, care


def test_retention_takes_what_nobody_touched_for_so_long(place: Path | str) -> None:
    """With all that hangs on it, handed in or not; what was touched since, and people, stay."""
    clock = [START]
    with Store.open(place, now=lambda: clock[0]) as store:
        house = furnish(store)
        clock[0] += timedelta(days=10)
        store.append(house.bo.practice, [samples.said(3)], finished=False)
        again = branched(store, house.ann.exam)
        clock[0] += timedelta(days=20, seconds=1)
        now = lambda: clock[0]  # noqa: E731
        would = care.prune(place, 30, really=False, now=now)
        assert len(store.attempts()) == 5
        before = store.department.looks()
        did = care.prune(place, 30, by="root", now=now)
        (kept, *earlier) = store.department.looks()
        assert (kept.by, kept.did, tuple(earlier)) == ("root", "prune 30 days", before)
        assert would == did == (
            store.place,
            {
                "event": 16, "draft": 1, "appeal": 2, "comment": 2, "receipt": 2, "submission": 2,
                "outbox": 2, "attempt": 3,
            },
        )  # fmt: skip
        assert {row.id: row.parent for row in store.attempts()} == {house.bo.practice: None, again: None}
        assert store.draft(house.bo.practice) == secret("Bo")
        assert store.profiles() == ("Ann", "Bo", "Tess")
        assert care.check(place)[1] == ()
        assert care.prune(place, 30, now=now)[1]["attempt"] == 0
        assert care.prune(place, None) == (store.place, {})


def test_only_a_server_has_roles_to_let_in(tmp_path: Path) -> None:
    """A data file has none."""
    Store.open(tmp_path).close()
    with pytest.raises(Usage, match="only a database on a server"):
        care.let_in(tmp_path, "ann", "Ann")
