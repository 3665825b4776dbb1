"""Owns which rows a PostgreSQL role of somebody's own may see and change: row-level security.

The tables' owner (server and admins) is not bound by it. A trainee's role sees that person's rows, a
trainer's also what was handed in; who is behind a role stands in the table `login`, which no role but
the owner can read. Never runs a statement itself.
"""

from __future__ import annotations

_WHO = """
CREATE FUNCTION servicesim_who() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path FROM CURRENT AS $$ SELECT who FROM login WHERE db_user = session_user $$
"""

_TRAINS = """
CREATE FUNCTION servicesim_trains() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path FROM CURRENT AS $$
SELECT EXISTS (SELECT 1 FROM login JOIN profile ON profile.name = login.who
WHERE db_user = session_user AND role IN ('trainer', 'admin')) $$
"""
"""Both ask as their owner, for the caller must not read who else there is."""

_MINE = "who = servicesim_who()"
_SEEN = "attempt IN (SELECT id FROM attempt)"
"""Seen through the rules of `attempt`, which hold inside the sub-query as well."""
_OWN = "attempt IN (SELECT id FROM attempt WHERE who = servicesim_who())"
_KEPT = "name LIKE 'u~_' || md5(session_user) || ':%' ESCAPE '~'"
"""Settings of one's own; those of everybody have plain names, and are the owner's."""

_RULES: tuple[tuple[str, str, str], ...] = (
    ("profile", "SELECT", "name = servicesim_who() OR servicesim_trains()"),
    ("profile", "INSERT", "name = servicesim_who()"),
    ("profile", "UPDATE", "name = servicesim_who()"),
    ("cohort", "SELECT", "servicesim_trains() OR name IN (SELECT cohort FROM member)"),
    ("cohort", "INSERT", "servicesim_trains()"),
    ("member", "SELECT", f"{_MINE} OR servicesim_trains()"),
    ("member", "INSERT", "servicesim_trains()"),
    ("assignment", "SELECT", "cohort IN (SELECT name FROM cohort)"),
    ("assignment", "INSERT", "servicesim_trains()"),
    ("attempt", "SELECT", f"{_MINE} OR (servicesim_trains() AND handed_in_at IS NOT NULL)"),
    ("attempt", "INSERT", _MINE),
    ("attempt", "UPDATE", _MINE),
    ("event", "SELECT", _SEEN),
    ("event", "INSERT", _OWN),
    ("draft", "ALL", _OWN),
    ("appeal", "SELECT", _SEEN),
    ("appeal", "INSERT", f"{_OWN} AND ruling IS NULL"),
    ("appeal", "UPDATE", f"servicesim_trains() AND {_SEEN}"),
    ("comment", "SELECT", _SEEN),
    ("comment", "INSERT", f"servicesim_trains() AND {_SEEN} AND who = servicesim_who()"),
    ("submission", "SELECT", f"{_MINE} OR servicesim_trains()"),
    ("submission", "INSERT", "servicesim_trains()"),
    ("receipt", "SELECT", _SEEN),
    ("receipt", "INSERT", _OWN),
    ("published", "SELECT", "servicesim_trains()"),
    ("published", "INSERT", "servicesim_trains()"),
    ("audit", "INSERT", 'servicesim_trains() AND "by" = servicesim_who()'),
    ("outbox", "ALL", _OWN),
    ("setting", "ALL", _KEPT),
)
"""Table, command, condition. Where a table has no rule for a command, no role but the owner may give it."""

_CLOSED = ("invite", "login")
"""Tables that no role but the owner reads."""

GRANTS: tuple[tuple[str, str], ...] = (
    ("profile", "SELECT, INSERT, UPDATE (consent)"),
    ("content", "SELECT, INSERT"),
    ("cohort", "SELECT, INSERT"),
    ("member", "SELECT, INSERT"),
    ("assignment", "SELECT, INSERT"),
    ("attempt", "SELECT, INSERT, UPDATE"),
    ("event", "SELECT, INSERT"),
    ("draft", "SELECT, INSERT, UPDATE, DELETE"),
    ("appeal", "SELECT, INSERT, UPDATE"),
    ("comment", "SELECT, INSERT"),
    ("submission", "SELECT, INSERT"),
    ("receipt", "SELECT, INSERT"),
    ("published", "SELECT, INSERT"),
    ("audit", "INSERT"),
    ("outbox", "SELECT, INSERT, UPDATE"),
    ("setting", "SELECT, INSERT, UPDATE"),
    ("alembic_version", "SELECT"),
)
"""What a person's role is granted; the rules above say on which rows."""


def third() -> tuple[str, ...]:
    """Return the statements that revision 0003 runs on PostgreSQL. Never edited once released."""
    found = [_WHO, _TRAINS]
    tables = dict.fromkeys([table for table, _command, _condition in _RULES] + list(_CLOSED))
    found += [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in tables]
    for table, command, condition in _RULES:
        rule = f"{table}_{command.lower()}"
        using = f"WITH CHECK ({condition})" if command == "INSERT" else f"USING ({condition})"
        found.append(f"CREATE POLICY {rule} ON {table} FOR {command} {using}")
    return tuple(found)
