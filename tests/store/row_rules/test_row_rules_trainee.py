"""What a trainee with a plain database client can write in a real PostgreSQL."""

from __future__ import annotations

import contextlib

import psycopg
import pytest
from department_samples import false_text
from row_rules_house import DENIED, EVENT, Place

from sim.store import Store
from sim.store.schema import metadata


def test_a_trainee_changes_no_row_of_anybody_else(place: Place) -> None:
    """Whatever is updated, deleted or emptied in any table, what is not Ann's stays as it was."""
    before, changed = place.not_anns(), 0
    with place.connect(place.roles.ann) as connection:
        for table in metadata.sorted_tables:
            statements = [f'DELETE FROM "{table}"', f'TRUNCATE "{table}" CASCADE']  # noqa: S608 - our names
            for column in table.c:
                values = [f'"{column.name}"', "NULL"]
                if column.name in ("who", "attempt"):
                    values.append("'Bo'" if column.name == "who" else f"'{place.house.bo.exam}'")
                statements += [f'UPDATE "{table}" SET "{column.name}" = {value}' for value in values]  # noqa: S608
            for statement in statements:
                with contextlib.suppress(psycopg.Error):
                    changed += max(connection.execute(statement).rowcount, 0)
    assert changed, "rows of Ann's own may be changed: the statements are sound"
    assert place.not_anns() == before


ATTEMPT = (
    "INSERT INTO attempt (id, who, scenario, scenario_hash, rubric_hash, lang, mode, started_at, updated_at, "
    "finished, turn_no{more}) SELECT 'new', '{who}', scenario, scenario_hash, rubric_hash, lang, mode, "
    "started_at, updated_at, finished, turn_no{value} FROM attempt LIMIT 1"
)

APPEAL = (
    "INSERT INTO appeal (attempt, turn_no, seq, mark, reason, made_at{more}) "
    "VALUES ('{attempt}', 1, 3, 'E1', '', ''{value})"
)

RECEIPT = "INSERT INTO receipt VALUES ('new', '{attempt}', 'now', '{origin}', true)"

FORGERIES = {
    "an attempt in another's name": ATTEMPT.format(who="Bo", more="", value=""),
    "an attempt for what others were asked": ATTEMPT.format(
        who="Ann", more=", assignment", value=", {autumn}"
    ),
    "an attempt that was handed in": ATTEMPT.format(who="Ann", more=", handed_in_at", value=", 'now'"),
    "an attempt given to another": "UPDATE attempt SET who = 'Bo'",
    "a role": "UPDATE profile SET role = 'admin'",
    "a person": "INSERT INTO profile (name, created_at) VALUES ('Eve', 'now')",
    "a person with a role": "INSERT INTO profile (name, created_at, role) VALUES ('Ann', 'now', 'admin') "
    "ON CONFLICT (name) DO UPDATE SET consent = true",
    "a member": "INSERT INTO member VALUES ('autumn', 'Ann', 'now')",
    "a cohort": "INSERT INTO cohort VALUES ('winter', 'now', 'Ann')",
    "an assignment": "INSERT INTO assignment (cohort, scenario, mode, rubric, rubric_hash, due, attempts, "
    "made_at, made_by) SELECT cohort, 'easy', mode, rubric, rubric_hash, due, attempts, made_at, made_by "
    "FROM assignment",
    "an event of another": EVENT.format(attempt="{bo}", seq=99, kind="paused"),
    "an event before the first": EVENT.format(attempt="{exam}", seq=-1, kind="paused"),
    "an event after handing in": EVENT.format(attempt="{exam}", seq=99, kind="reply_scored"),
    "another event": "UPDATE event SET body = 'x'",
    "one event less": "DELETE FROM event",
    "an appeal of another": APPEAL.format(attempt="{bo}", more="", value=""),
    "an appeal that was ruled on": APPEAL.format(attempt="{exam}", more=", ruling", value=", 'upheld'"),
    "the number of an appeal": APPEAL.format(attempt="{exam}", more=", id", value=", 3"),
    "a comment": "INSERT INTO comment (attempt, turn_no, seq, who, text, made_at) "
    "VALUES ('{exam}', 1, 3, 'Tess', 'well done', 'now')",
    "figures": "INSERT INTO submission VALUES ('{practice}', 'Ann', 'now', 'x')",
    "other figures": "UPDATE submission SET body = 'x'",
    "a receipt of another": RECEIPT.format(attempt="{bo_practice}", origin="laptop"),
    "a receipt as if played on the server": RECEIPT.format(attempt="{practice}", origin="server"),
    "a statement": "INSERT INTO outbox VALUES ('new', '{exam}', 'x', 'waiting', 0, 'now', '')",
    "an entry in the audit log": 'INSERT INTO audit (at, "by", did, whom, attempt) '
    "VALUES ('now', 'Ann', 'x', '', '')",
    "a published figure": "INSERT INTO published (at, cohort, period, name, members) "
    "VALUES ('now', 'spring', '2030-01', 'mean', '[]')",
    "an invitation": "INSERT INTO invite VALUES ('hash', 'Ann', '2999', 'now', 'Ann')",
    "a database role": "INSERT INTO login VALUES ('eve', 'Bo')",
    "another database role": "UPDATE login SET who = 'Bo'",
    "a setting of everybody": "INSERT INTO setting VALUES ('pass', '1')",
    "a setting of another": "INSERT INTO setting VALUES ('u_' || md5('{bo_role}') || ':theme', '1') "
    "ON CONFLICT (name) DO UPDATE SET body = '1'",
    "a false text": "INSERT INTO content VALUES ('{hash}', 'rubric', 'service', 'false')",
    "another text": "UPDATE content SET text = 'false'",
}
"""What a trainee with a plain database client could try to write."""


def test_a_trainee_forges_nothing(place: Place) -> None:
    """Each is refused, whatever else is right about it, and nothing that is not Ann's has changed."""
    house, before = place.house, place.not_anns()
    names = {
        "autumn": house.autumn, "practice": house.ann.practice, "exam": house.ann.exam, "bo": house.bo.exam,
        "bo_practice": house.bo.practice, "bo_role": place.roles.bo, "hash": false_text().hash,
    }  # fmt: skip
    with place.connect(place.roles.ann) as connection:
        for what, statement in FORGERIES.items():
            try:
                connection.execute(statement.format(**names))
            except DENIED:
                continue
            pytest.fail(f"a trainee could forge {what}")
    assert place.not_anns() == before


def test_what_was_handed_in_stays_as_it_was(place: Place) -> None:
    """A trainee cannot take an exam back, open it again or better its figure, by hand either."""
    with place.connect(place.roles.ann) as connection:
        connection.execute(
            "UPDATE attempt SET handed_in_at = NULL, finished = false, turn_no = 9, perceived = 99, "
            "ending = 'x'"
        )
    with Store.open(place.address(place.roles.owner)) as store:
        row = store.attempt(place.house.ann.exam)
        assert (row.finished, row.turn_no, row.ending, row.perceived) == (True, 1, "calm", 72.4)
        assert row.handed_in_at is not None
