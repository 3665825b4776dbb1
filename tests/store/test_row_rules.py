"""Row-level security on a real PostgreSQL: what a role of one person's own reads and changes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
import store_samples as samples
from department_samples import exam, false_text, figures, secret
from psycopg import sql
from row_rules_house import DENIED, Place, built, copied

from sim.errors import NotFound, Refused, ServicesimError
from sim.model.department import Cell, Look
from sim.model.events import SelfChecked
from sim.store import Store, care
from sim.store.rows import iso
from sim.store.schema import metadata


@pytest.fixture(scope="module")
def template(postgres: str) -> Iterator[Place]:
    """Give a department that is only copied."""
    with built(postgres) as place:
        yield place


@pytest.fixture
def place(template: Place) -> Iterator[Place]:
    """Give a department of one's own."""
    with copied(template) as place:
        yield place


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


def test_a_trainee_changes_no_row_of_anybody_else(place: Place) -> None:
    """Whatever is updated, deleted or emptied in any table, what is not Ann's stays as it was."""
    before = place.not_anns()
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
                    connection.execute(statement)
    assert place.not_anns() == before


ATTEMPT = (
    "INSERT INTO attempt (id, who, scenario, scenario_hash, rubric_hash, lang, mode, started_at, updated_at, "
    "finished, turn_no{more}) SELECT 'new', '{who}', scenario, scenario_hash, rubric_hash, lang, mode, "
    "started_at, updated_at, finished, turn_no{value} FROM attempt LIMIT 1"
)
EVENT = "INSERT INTO event (attempt, seq, at, kind, body) VALUES ('{attempt}', {seq}, 'now', '{kind}', 'x')"
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


TRAINER = {
    "a role": "UPDATE profile SET role = 'admin' WHERE name = 'Tess'",
    "another trainer": "INSERT INTO profile (name, created_at, role) VALUES ('Eve', 'now', 'trainer')",
    "practice as if handed in": "UPDATE attempt SET handed_in_at = 'now' WHERE id = '{practice}'",
    "an event": EVENT.format(attempt="{exam}", seq=99, kind="self_checked"),
    "another event": "UPDATE event SET body = 'x'",
    "a comment in another's name": "INSERT INTO comment (attempt, turn_no, seq, who, text, made_at) "
    "VALUES ('{exam}', 1, 3, 'Ann', 'x', 'now')",
    "a comment on practice": "INSERT INTO comment (attempt, turn_no, seq, who, text, made_at) "
    "VALUES ('{practice}', 1, 3, 'Tess', 'x', 'now')",
    "a ruling in another's name": "UPDATE appeal SET ruling = 'upheld', ruled_by = 'Ann'",
    "another reason": "UPDATE appeal SET reason = 'x'",
    "figures of practice": "INSERT INTO submission VALUES ('{practice}', 'Ann', 'now', 'x')",
    "figures of another": "INSERT INTO submission VALUES ('{exam}', 'Bo', 'now', 'x')",
    "an entry of another": 'INSERT INTO audit (at, "by", did, whom, attempt) '
    "VALUES ('', 'Ann', '', '', '')",
    "an entry less": "DELETE FROM audit",
    "another entry": "UPDATE audit SET \"by\" = 'Ann'",
    "an invitation": "INSERT INTO invite VALUES ('hash', 'Ann', '2999', 'now', 'Tess')",
    "a draft": "INSERT INTO draft VALUES ('{exam}', 'now', '')",
}
"""What a trainer with a plain database client could try to write."""


def test_a_trainer_forges_nothing(place: Place) -> None:
    """A trainer reads exams; trainees' words and practice, and others' names, are not theirs to write."""
    house, before = place.house, place.seen(place.roles.owner)
    with place.connect(place.roles.tess) as connection:
        for what, statement in TRAINER.items():
            try:
                done = connection.execute(statement.format(practice=house.ann.practice, exam=house.ann.exam))
            except DENIED:
                continue
            assert done.rowcount == 0, f"a trainer could forge {what}"
        assert connection.execute("UPDATE profile SET consent = true WHERE name = 'Ann'").rowcount == 0
    assert place.seen(place.roles.owner) == before


def test_the_whole_program_works_for_a_trainee(place: Place) -> None:
    """Through a role of their own one plays, drafts, hands in, appeals, and reads what is kept of one."""
    events = samples.conversation()
    with Store.open(place.address(place.roles.ann)) as store:
        desk = store.department
        me = desk.me()
        assert me is not None
        assert (me.name, me.role) == ("Ann", "trainee")
        assert [row.who for row in store.attempts()] == ["Ann", "Ann"]
        assert [c.name for c in desk.cohorts()] == ["spring"]
        (task,) = desk.assignments(who="Ann")
        attempt = store.begin("Ann", events[:2], samples.CONTENTS, assignment=task.id)
        store.save_draft(attempt, "half")
        assert store.draft(attempt) == "half"
        store.append(attempt, events[2:], finished=True)
        receipt = desk.hand_in(attempt, "key", unseen=True)
        assert desk.hand_in(attempt, "key", unseen=True) == receipt
        assert receipt.origin == "laptop"  # scored on a machine of their own, and scored anew for that
        check = SelfChecked(seq=8, turn_no=0, levels={})
        store.append(attempt, [check], finished=True)
        assert store.events(attempt) == [*events, check]
        assert store.appeal(attempt, 1, "E1", "I did", seq=3).who == "Ann"
        store.save_setting("theme", "light")
        assert store.setting("theme") == "light"
        assert desk.setting("xapi.key") is None
        desk.set_consent("Ann", True)
        desk.set_consent("Ann", False)
        data = desk.everything("Ann")
        assert len(data["attempts"]) == 3
        assert [(entry["by"], entry["did"]) for entry in data["audit"]] == [
            ("Tess", "debrief"),
            (care.ADMIN, f"admit {place.roles.ann}"),
        ]
        with pytest.raises(Refused, match="for Bo"):
            desk.everything("Bo")
        with pytest.raises(NotFound):
            store.events(place.house.bo.exam)
        with pytest.raises(ServicesimError, match="may not do that"):
            store.begin("Bo", events[:2], samples.CONTENTS)
        with pytest.raises(Refused):
            desk.erase("Ann")


def test_the_whole_program_works_for_a_trainer(place: Place) -> None:
    """Through a role of their own a trainer keeps cohorts, reads exams, rules, comments and makes figures."""
    house = place.house
    with Store.open(place.address(place.roles.tess)) as store:
        desk = store.department
        assert {row.id for row in store.attempts()} == {house.ann.exam, house.bo.exam}
        desk.create_cohort("winter", by="Tess")
        assert desk.add_members("winter", ["Ann", "Cleo"]) == 2
        assert desk.members("winter") == ("Ann", "Cleo")
        assert desk.person("Cleo").role == "trainee"
        rubric = samples.CONTENTS[1]
        task = desk.assign("winter", "complaint-02", mode="practice", rubric=rubric, by="Tess")
        assert task in desk.assignments("winter")
        desk.look("Tess", "debrief", whom="Ann", attempt=house.ann.exam)
        (appeal,) = store.appeals(house.ann.exam)
        store.rule(appeal.id, "upheld", by="Tess", because="you did")
        store.comment(house.bo.exam, 1, "Tess", "look here", seq=3)
        with pytest.raises(ServicesimError, match="may not do that"):
            store.comment(house.bo.exam, 1, "Somebody", "look here", seq=3)
        cell = Cell(cohort="winter", period="2030-01", name="mean", members=("Ann",))
        assert not desk.publish([cell], seen=())
        assert desk.publish([cell], seen=desk.published())
        assert len(desk.published()) == 2
        with pytest.raises(Refused, match="only Ann"):
            desk.set_consent("Ann", True)
        with pytest.raises(NotFound):
            store.events(house.ann.practice)
    with Store.open(place.address(place.roles.ann)) as store:
        late = store.begin("Ann", exam("Ann"), samples.CONTENTS)
        store.append(late, [samples.ended(8)], finished=True)
        store.department.hand_in(late, "late", unseen=False)
    with Store.open(place.address(place.roles.tess)) as store:
        assert [receipt.attempt for receipt in store.department.unread()] == [late]
        store.department.file([figures(late, "Ann")])
        assert store.department.unread() == ()


@pytest.mark.parametrize("use", ["check", "copy", "backup", "prune", "admit"])
def test_care_is_for_the_owner(place: Place, tmp_path: Path, use: str) -> None:
    """A role that sees a part is refused: half a backup would look like a whole one."""
    address = place.address(place.roles.tess)
    uses = {
        "check": lambda: care.check(address),
        "copy": lambda: care.copy(address, tmp_path / "copy"),
        "backup": lambda: care.backup(address, tmp_path / "backups"),
        "prune": lambda: care.prune(address, 1),
        "admit": lambda: care.let_in(address, place.roles.nobody, "Ann"),
    }
    with pytest.raises(ServicesimError, match=r"may not do that|for the owner"):
        uses[use]()
    assert list(tmp_path.glob("backups/*")) == []


def test_who_may_read_every_table_but_not_every_row_gets_no_backup(place: Place, tmp_path: Path) -> None:
    """Rules would give such a role an empty store without a word; the server is told to refuse instead."""
    with place.connect(place.roles.owner) as owner:
        owner.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {place.roles.nobody}")
    for use in (care.check, lambda address: care.backup(address, tmp_path)):
        with pytest.raises(ServicesimError, match="row-level security"):
            use(place.address(place.roles.nobody))
    assert list(tmp_path.iterdir()) == []


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
