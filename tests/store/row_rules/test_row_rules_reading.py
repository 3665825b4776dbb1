"""What a role of one person's own can read in a real PostgreSQL."""

from __future__ import annotations

import pytest
from department_samples import secret
from row_rules_house import DENIED, Place

SEEN_BY_ANN = {
    "appeal": 1,
    "assignment": 1,
    "attempt": 2,
    "audit": 2,
    "cohort": 1,
    "comment": 1,
    "content": 2,
    "draft": 1,
    "event": 9,
    "member": 1,
    "outbox": 1,
    "profile": 1,
    "published": 0,
    "receipt": 1,
    "setting": 1,
    "submission": 1,
}
"""Every table that a trainee may look into, and how much of it is Ann's."""


def test_a_trainee_reads_what_is_theirs_and_nothing_of_anybody_else(place: Place) -> None:
    """In every table there is: exactly the rows that are Ann's, and not one word of Bo's."""
    found = place.seen(place.roles.ann)
    assert {table: len(rows) for table, rows in found.items()} == SEEN_BY_ANN
    words = "\n".join(row for rows in found.values() for row in rows)
    assert secret("Ann") in words
    assert "Bo" not in words
    assert secret("Bo") in str(place.not_anns())


def test_every_table_is_under_the_rules(place: Place) -> None:
    """A table that is added later without rules, or granted to everybody, fails here."""
    query = (
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p') "
        "AND relnamespace = 'public'::regnamespace AND NOT relrowsecurity"
    )
    public = (
        "SELECT relname FROM pg_class, aclexplode(relacl) WHERE grantee = 0 "
        "AND relnamespace = 'public'::regnamespace"
    )
    with place.connect(place.roles.owner) as connection:
        assert connection.execute(query).fetchall() == [("alembic_version",)]
        assert connection.execute(public).fetchall() == []


def test_a_trainer_reads_what_was_handed_in_and_no_practice(place: Place) -> None:
    """Both exams with events, appeals, figures; no practice, draft or statement; the log of self alone."""
    found = place.seen(place.roles.tess)
    counts = {table: len(rows) for table, rows in found.items()}
    assert counts == {
        "appeal": 2, "assignment": 2, "attempt": 2, "audit": 1, "cohort": 2, "comment": 2, "content": 2,
        "draft": 0, "event": 14, "member": 3, "outbox": 0, "profile": 3, "published": 1, "receipt": 2,
        "setting": 1, "submission": 2,
    }  # fmt: skip
    for row in found["attempt"]:
        assert place.house.ann.exam in row or place.house.bo.exam in row
    assert f"admit {place.roles.tess}" in found["audit"][0]


def test_a_role_that_nobody_is_behind_reads_nothing(place: Place) -> None:
    """When a person is erased their role is left with its rights, and sees not a single row."""
    found = place.seen(place.roles.nobody)
    assert {table: rows for table, rows in found.items() if rows} == {}


TRICKS = (
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {bo}",
    "SET row_security = off; SELECT * FROM attempt WHERE who = 'Bo'",
    "CREATE FUNCTION public.servicesim_who() RETURNS text LANGUAGE sql AS $$ SELECT 'Bo' $$",
    "CREATE TABLE public.mine (x int)",
    "ALTER TABLE attempt DISABLE ROW LEVEL SECURITY",
    "DROP POLICY attempt_select ON attempt",
    "ALTER FUNCTION servicesim_who() SET search_path = pg_temp",
    "CREATE OR REPLACE FUNCTION servicesim_trains() RETURNS boolean LANGUAGE sql AS $$ SELECT true $$",
    "SELECT setval('appeal_id_seq', 2000000000)",
    "UPDATE alembic_version SET version_num = '9999'",
)


def test_no_trick_takes_the_rules_away(place: Place) -> None:
    """The server refuses each, and Bo's rows stay out of sight."""
    with place.connect(place.roles.ann) as connection:
        for trick in TRICKS:
            with pytest.raises(DENIED):
                connection.execute(trick.format(owner=place.roles.owner, bo=place.roles.bo))
            bo = connection.execute("SELECT count(*) FROM attempt WHERE who = 'Bo'").fetchone()
            assert bo == (0,), trick
            connection.execute("RESET row_security")


def test_tables_of_ones_own_do_not_stand_in_for_ours(place: Place) -> None:
    """A temporary `login` or `profile` that says otherwise changes neither who one is nor one's role."""
    with place.connect(place.roles.ann) as connection:
        connection.execute("CREATE TEMP TABLE login AS SELECT session_user::text AS db_user, 'Bo' AS who")
        connection.execute("CREATE TEMP TABLE profile AS SELECT 'Ann' AS name, 'admin' AS role")
        connection.execute("GRANT ALL ON login, profile TO PUBLIC")
        told = connection.execute("SELECT servicesim_who(), servicesim_trains()").fetchone()
        assert told == ("Ann", False)
        assert connection.execute("SELECT DISTINCT who FROM attempt").fetchall() == [("Ann",)]


def test_statistics_tell_nothing(place: Place) -> None:
    """The planner's samples of what stands in the tables are not for a trainee."""
    with place.connect(place.roles.owner) as connection:
        connection.execute("ANALYZE")
        assert connection.execute("SELECT count(*) FROM pg_stats WHERE schemaname = 'public'").fetchone() != (
            0,
        )
    with place.connect(place.roles.ann) as connection:
        query = (
            "SELECT tablename FROM pg_stats WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        assert connection.execute(query).fetchall() == []
