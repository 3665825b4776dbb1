"""Owns every SQL statement about settings, and the names by which one person's are told from another's.

Works inside a transaction that someone else began and ends. Never reads the clock.
"""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import select, text

from sim.store import schema
from sim.store.ledger import Ledger


class SettingsLedger:
    """What can be asked and written about settings, on one open transaction."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on the transaction that `ledger` works on."""
        self._ledger, self._db = ledger, ledger._db

    def setting(self, name: str, *, shared: bool = False) -> str | None:
        """Return a setting's value, or None: of whoever works here, or with `shared` of everybody."""
        key = name if shared else self._own_key(name)
        body = self._db.scalar(select(schema.setting.c.body).where(schema.setting.c.name == key))
        return None if body is None else str(json.loads(body))

    def save_setting(self, name: str, value: str, *, shared: bool = False) -> None:
        """Keep a setting's value."""
        changed = {"body": json.dumps(value)}
        self._db.execute(
            self._ledger.insert(schema.setting)
            .values(name=name if shared else self._own_key(name), **changed)
            .on_conflict_do_update(index_elements=["name"], set_=changed)
        )

    def _own_key(self, name: str) -> str:
        """Return the name of a setting of one's own: plain in a file that is one's own.

        `row_rules` lets a database role see the names that begin with its own hash.
        """
        server = self._db.dialect.name == "postgresql"
        user = str(self._db.scalar(text("SELECT session_user"))) if server else ""
        only = self._ledger.only
        if not user and not only:
            return name
        return f"{_user_tag(user)}{_person_tag(only) if only else ''}{name}"


def own_names(who: str, users: tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands in the names of one person's settings, `users` being their database roles."""
    return (f":{_person_tag(who)}", *map(_user_tag, users))


def _user_tag(user: str) -> str:
    return f"u_{_md5(user)}:"


def _person_tag(who: str) -> str:
    return _md5(who)[:8]


def _md5(words: str) -> str:
    return hashlib.md5(words.encode(), usedforsecurity=False).hexdigest()
