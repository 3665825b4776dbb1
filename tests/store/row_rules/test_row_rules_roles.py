"""Who is let in through which database role, and who is not."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql
from row_rules_house import Place

from sim.errors import NotFound, Refused
from sim.model.department import Look
from sim.store import Store, care
from sim.store.rows import iso


def test_a_role_is_one_person_at_a_time(place: Place) -> None:
    """Whoever is put behind a role is who it is; the one before is out."""
    care.let_in(place.address(place.roles.owner), place.roles.nobody, "Bo")
    care.let_in(place.address(place.roles.owner), place.roles.nobody, "Ann")
    with Store.open(place.address(place.roles.nobody)) as store:
        assert {row.who for row in store.attempts()} == {"Ann"}


def test_letting_somebody_in_is_in_the_audit_log(place: Place) -> None:
    """Who let whom in through which role; Bo reads it of himself; with Bo the role's name is erased."""
    owner, role = place.address(place.roles.owner), place.roles.nobody
    with Store.open(owner) as store:
        before = store.department.looks()
        at = datetime(2030, 1, 1, 9, tzinfo=UTC)
        care.let_in(owner, role, "Bo", by="root", now=lambda: at)
        (kept, *earlier) = store.department.looks()
        assert kept == Look(at=iso(at), by="root", did=f"admit {role}", whom="Bo")
        assert tuple(earlier) == before
        with pytest.raises(NotFound):
            care.let_in(owner, role, "Nobody", by="root")
        assert store.department.looks() == (kept, *before)
        assert kept.did in [entry["did"] for entry in store.department.everything("Bo")["audit"]]
        with Store.open(place.address(role)) as own:
            assert kept.did in [entry["did"] for entry in own.department.everything("Bo")["audit"]]
        store.department.erase("Bo")
        word = store.department.looks()[0].whom
        about = store.department.looks(word)
        assert word.startswith("erased-")
        assert [look.did for look in about] == ["admit", "admit", "debrief"]


def test_a_role_may_have_any_name(place: Place) -> None:
    """Quotes, blanks and percent signs in a role's name are plain characters."""
    name = 'we"ird %s; DROP TABLE attempt'
    with place.connect(place.roles.owner), psycopg.connect(place.roles.uri, autocommit=True) as root:
        quoted = sql.Identifier(name)
        root.execute(sql.SQL("CREATE ROLE {} LOGIN").format(quoted))
        try:
            care.let_in(place.address(place.roles.owner), name, "Ann")
            with Store.open(place.address(quote(name))) as store:
                assert {row.who for row in store.attempts()} == {"Ann"}
        finally:
            with psycopg.connect(place.address("postgres"), autocommit=True) as here:
                here.execute(sql.SQL("DROP OWNED BY {}").format(quoted))
            root.execute(sql.SQL("DROP ROLE {}").format(quoted))


LOOSE = {
    "SUPERUSER": "superuser",
    "BYPASSRLS": "bypasses",
    "CREATEROLE": "may make roles",
    "IN ROLE {owner}": "owns the tables",
}


@pytest.mark.parametrize("right", LOOSE)
def test_a_role_that_no_rule_holds_is_not_let_in(place: Place, right: str) -> None:
    """It would read everybody, so nobody is put behind it."""
    name = f"loose_{place.name}"
    with psycopg.connect(place.roles.uri, autocommit=True) as root:
        root.execute(f"CREATE ROLE {name} LOGIN {right.format(owner=place.roles.owner)}")
        try:
            with pytest.raises(Refused, match=LOOSE[right]):
                care.let_in(place.address(place.roles.owner), name, "Ann")
        finally:
            root.execute(f"DROP ROLE {name}")


def test_a_role_that_could_make_tables_is_not_let_in(place: Place) -> None:
    """A table of its own beside ours could stand in for one of ours."""
    with place.connect(place.roles.owner) as owner:
        owner.execute(f"GRANT CREATE ON SCHEMA public TO {place.roles.nobody}")
    with pytest.raises(Refused, match="REVOKE CREATE"):
        care.let_in(place.address(place.roles.owner), place.roles.nobody, "Ann")


def test_unknown_roles_and_people_are_told(place: Place) -> None:
    """With what is near."""
    with pytest.raises(NotFound, match=f"did you mean {place.roles.nobody}"):
        care.let_in(place.address(place.roles.owner), place.roles.nobody[:-1], "Ann")
    with pytest.raises(NotFound, match="did you mean Ann"):
        care.let_in(place.address(place.roles.owner), place.roles.nobody, "Anne")
