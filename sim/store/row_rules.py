"""Owns which rows a PostgreSQL role of somebody's own may see and change: row-level security.

The tables' owner (server and admins) is not bound by it. A trainee's role sees that person's rows, a
trainer's also what was handed in; who is behind a role stands in the table `login`, which no role but
the owner can read. Never runs a statement itself.

What a role can still find out: whether an attempt id is taken (it cannot take it again), and how many rows
the planner expects. What it can still do: be slow, and hold locks, as anybody who may log in can.
"""

from __future__ import annotations

_FUNCTIONS = (
    """
CREATE FUNCTION servicesim_who() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC SELECT who FROM login WHERE db_user = session_user; END
""",
    """
CREATE FUNCTION servicesim_trains() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
SELECT EXISTS (SELECT 1 FROM login JOIN profile ON profile.name = login.who
WHERE db_user = session_user AND role IN ('trainer', 'admin'));
END
""",
)
"""Both ask as their owner, for the caller must not read who else there is.

`session_user` is who logged in, whatever SET ROLE says. A body that is parsed when it is made (PostgreSQL 14)
goes on meaning these tables, whatever temporary ones a caller makes under the same names.
"""

_STAYS = (
    """
CREATE FUNCTION servicesim_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.handed_in_at := OLD.handed_in_at;
  NEW.finished := OLD.finished;
  NEW.turn_no := OLD.turn_no;
  NEW.ending := OLD.ending;
  NEW.perceived := OLD.perceived;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER attempt_stays BEFORE UPDATE ON attempt FOR EACH ROW
WHEN (OLD.handed_in_at IS NOT NULL) EXECUTE FUNCTION servicesim_stays()
""",
)
"""What was handed in stays handed in, as it was: a rule cannot compare a row with what it was before."""

_ME = "(SELECT servicesim_who())"
_TRAINS = "(SELECT servicesim_trains())"
"""Within a SELECT of their own they are asked once a statement, not once a row."""

_MINE = f"who = {_ME}"
_SEEN = "EXISTS (SELECT 1 FROM attempt a WHERE a.id = {table}.attempt)"
"""Seen through the rules of `attempt`, which hold inside the sub-query as well.

EXISTS, because the planner may then look up the few attempts that a query is about: with IN it read all of
100,000 attempts for one conversation's events, 11 ms in place of 0.1.
"""
_OWN = "EXISTS (SELECT 1 FROM attempt a WHERE a.id = {table}.attempt AND a.who = (SELECT servicesim_who()))"
_OPEN = (
    "EXISTS (SELECT 1 FROM attempt a WHERE a.id = {table}.attempt AND a.who = (SELECT servicesim_who()) "
    "AND (a.handed_in_at IS NULL OR {table}.kind = 'self_checked'))"
)
"""The trainee's own rating may come after handing in, as no other event may."""
_AMONG = "name IN (SELECT cohort FROM member)"
_ASKED = "assignment IN (SELECT id FROM assignment)"
_GIVEN = (
    "EXISTS (SELECT 1 FROM attempt a WHERE a.id = {table}.attempt AND a.who = {table}.who "
    "AND a.handed_in_at IS NOT NULL)"
)
_TRUE = "hash = encode(sha256(convert_to(text, 'UTF8')), 'hex')"
"""Nobody puts another text where one is looked for by its hash."""
_KEPT = "name LIKE 'u~_' || md5(session_user) || ':%' ESCAPE '~'"
"""Settings of one's own; those of everybody have plain names, and are the owner's."""

_RULES: tuple[tuple[str, str, str], ...] = (
    ("profile", "SELECT", f"name = {_ME} OR {_TRAINS}"),
    ("profile", "INSERT", f"(name = {_ME} OR {_TRAINS}) AND role = 'trainee' AND NOT consent"),
    ("profile", "UPDATE", f"name = {_ME}"),
    ("content", "SELECT", f"{_ME} IS NOT NULL"),
    ("content", "INSERT", f"{_ME} IS NOT NULL AND {_TRUE}"),
    ("cohort", "SELECT", f"{_TRAINS} OR {_AMONG}"),
    ("cohort", "INSERT", _TRAINS),
    ("member", "SELECT", f"{_MINE} OR {_TRAINS}"),
    ("member", "INSERT", _TRAINS),
    ("assignment", "SELECT", "cohort IN (SELECT name FROM cohort)"),
    ("assignment", "INSERT", _TRAINS),
    ("attempt", "SELECT", f"{_MINE} OR ({_TRAINS} AND handed_in_at IS NOT NULL)"),
    ("attempt", "INSERT", f"{_MINE} AND (assignment IS NULL OR {_ASKED})"),
    ("attempt", "UPDATE", _MINE),
    ("event", "SELECT", _SEEN),
    ("event", "INSERT", _OPEN),
    ("draft", "ALL", _OWN),
    ("appeal", "SELECT", _SEEN),
    ("appeal", "INSERT", _OWN),
    ("appeal", "UPDATE", f"{_TRAINS} AND {_SEEN}"),
    ("comment", "SELECT", _SEEN),
    ("comment", "INSERT", f"{_TRAINS} AND {_SEEN} AND {_MINE}"),
    ("submission", "SELECT", f"{_MINE} OR {_TRAINS}"),
    ("submission", "INSERT", f"{_TRAINS} AND {_GIVEN}"),
    ("receipt", "SELECT", _SEEN),
    ("receipt", "INSERT", f"{_OWN} AND origin = 'laptop'"),
    ("published", "SELECT", _TRAINS),
    ("published", "INSERT", _TRAINS),
    ("audit", "SELECT", f"whom = {_ME}"),
    ("audit", "INSERT", f'{_TRAINS} AND "by" = {_ME}'),
    ("outbox", "SELECT", _OWN),
    ("setting", "ALL", _KEPT),
)
"""Table, command, condition. Where a table has no rule for a command, no role but the owner may give it.

What somebody plays through a role of their own is scored on their own machine: it is told as such
(`origin`), so that it is scored anew. Nor do they queue statements, which go out in the department's name.
"""

_AFTER = {("appeal", "UPDATE"): f"ruled_by = {_ME}"}
"""What must hold besides once a row is changed: nobody rules in another's name."""

_CLOSED = ("invite", "login")
"""Tables that no role but the owner reads."""

GRANTS: tuple[tuple[str, str], ...] = (
    ("profile", "SELECT, INSERT (name, created_at, key), UPDATE (consent)"),
    ("content", "SELECT, INSERT"),
    ("cohort", "SELECT, INSERT"),
    ("member", "SELECT, INSERT"),
    (
        "assignment",
        "SELECT, INSERT (cohort, scenario, mode, rubric, rubric_hash, due, attempts, made_at, made_by)",
    ),
    (
        "attempt",
        "SELECT, INSERT (id, who, scenario, scenario_hash, rubric_hash, lang, mode, started_at, updated_at, "
        "finished, turn_no, ending, perceived, kind, parent, assignment), "
        "UPDATE (updated_at, finished, turn_no, ending, perceived, handed_in_at)",
    ),
    ("event", "SELECT, INSERT"),
    ("draft", "SELECT, INSERT, UPDATE (updated_at, body), DELETE"),
    (
        "appeal",
        "SELECT, INSERT (attempt, turn_no, seq, mark, reason, made_at), "
        "UPDATE (ruling, ruled_by, ruled_at, because, level)",
    ),
    ("comment", "SELECT, INSERT (attempt, turn_no, seq, who, text, made_at)"),
    ("submission", "SELECT, INSERT"),
    ("receipt", "SELECT, INSERT"),
    ("published", "SELECT, INSERT (at, cohort, period, name, members)"),
    ("audit", 'SELECT, INSERT (at, "by", did, whom, attempt)'),
    ("outbox", "SELECT"),
    ("setting", "SELECT, INSERT, UPDATE (body)"),
    ("alembic_version", "SELECT"),
)
"""What a person's role is granted; the rules above say on which rows. Numbers of rows are the sequence's."""

SEQUENCES = ("assignment", "appeal", "comment", "published", "audit")
"""Tables whose numbers a person's role may draw."""


def third() -> tuple[str, ...]:
    """Return the statements that revision 0003 runs on PostgreSQL. Never edited once released."""
    found = [*_FUNCTIONS, *_STAYS]
    tables = dict.fromkeys([table for table, _command, _condition in _RULES] + list(_CLOSED))
    found += [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in tables]
    for table, command, form in _RULES:
        condition = form.replace("{table}", table)
        rule = f"{table}_{command.lower()}"
        using = f"WITH CHECK ({condition})" if command == "INSERT" else f"USING ({condition})"
        if (table, command) in _AFTER:
            using += f" WITH CHECK ({condition} AND {_AFTER[table, command]})"
        found.append(f"CREATE POLICY {rule} ON {table} FOR {command} {using}")
    return tuple(found)
