"""Owns letting a PostgreSQL role of one person's own in: its grants, and who is behind it.

Makes no role and sets no password: whoever runs the server does.
"""

from __future__ import annotations

import difflib

from sqlalchemy import Connection, text

from sim.errors import N_, NotFound, Refused, Usage
from sim.store.ledger import Ledger
from sim.store.people_ledger import PeopleLedger
from sim.store.row_rules import GRANTS, SEQUENCES

_ROLE = text("""
SELECT rolsuper AS super, rolbypassrls AS bypasses, rolcreaterole AS makes_roles,
  pg_has_role(rolname, (SELECT relowner FROM pg_class WHERE oid = 'login'::regclass), 'MEMBER') AS owns,
  has_schema_privilege(rolname, current_schema(), 'CREATE') AS makes_tables
FROM pg_roles WHERE rolname = :name
""")

_LOOSE = {
    "super": N_("it is a superuser"),
    "bypasses": N_("it bypasses row-level security"),
    "makes_roles": N_("it may make roles"),
    "owns": N_("it owns the tables"),
    "makes_tables": N_("it may make tables beside ours: REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
}
"""Why no rule would hold a role, or a table of its own could stand in for one of ours."""


def admit(ledger: Ledger, db_user: str, who: str) -> None:
    """Put a person behind a database role, in place of whoever was, and grant it what a person needs.

    Raises NotFound for an unknown person or role, Refused for a role that the rules do not bind, Usage
    where there are no roles.
    """
    connection = ledger._db
    if connection.dialect.name != "postgresql":
        raise Usage(N_("only a database on a server has roles; give its address with --store"))
    _require_bound(connection, db_user)
    PeopleLedger(ledger).admit(db_user, who)
    name = connection.dialect.identifier_preparer.quote_identifier(db_user)
    schema = connection.dialect.identifier_preparer.quote_identifier(
        str(connection.execute(text("SELECT current_schema()")).scalar_one())
    )
    statements = [f"GRANT USAGE ON SCHEMA {schema} TO {name}"]
    for table, rights in GRANTS:
        # What an earlier version granted and this one does not is taken back.
        statements += [f"REVOKE ALL ON {table} FROM {name}", f"GRANT {rights} ON {table} TO {name}"]
    statements += [f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {name}" for table in SEQUENCES]
    for statement in statements:
        connection.exec_driver_sql(statement)


def _require_bound(connection: Connection, db_user: str) -> None:
    """Make sure that there is such a role and that rules hold it. Raises NotFound, Refused."""
    found = connection.execute(_ROLE, {"name": db_user}).mappings().one_or_none()
    if found is None:
        known = connection.scalars(
            text("SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'pg~_%' ESCAPE '~'")
        )
        raise NotFound("database role", db_user, tuple(difflib.get_close_matches(db_user, list(known), 3)))
    why = next((words for column, words in _LOOSE.items() if found[column]), None)
    if why is not None:
        told = N_("the database role {role} would see more than its own rows: {why}")
        raise Refused(told, role=db_user, why=Refused(why))
