"""Owns the plain values that cross the store's door: rows, names of people, ids, times.

Never touches a database, so that every shell can import it for nothing.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sim.errors import Usage
from sim.model.events import Mode
from sim.model.language import N_, Lang

NAME_LIMIT = 60
"""Longest name of a person, in characters: what one line of a list holds beside a date and a figure."""

_FORBIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, halves of characters and line breaks: they would break a list or a terminal."""

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u to misread, and it sorts as it counts."""

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)

ID_TICK = timedelta(milliseconds=4)
"""Time that an id tells apart: about what it takes to begin an attempt. Eight digits last until 2159."""


TABLES = {
    "attempt": N_("attempts"),
    "event": N_("events"),
    "draft": N_("drafts"),
    "appeal": N_("appeals"),
    "comment": N_("comments"),
    "receipt": N_("receipts"),
    "submission": N_("submissions"),
    "outbox": N_("queued statements"),
    "setting": N_("settings"),
    "member": N_("memberships"),
    "invite": N_("invitations"),
    "login": N_("database roles"),
    "profile": N_("profiles"),
}
"""How tables are called where people are told what was erased."""


@dataclass(frozen=True)
class Content:
    """The text of a scenario or rubric as it was when an attempt started on it."""

    kind: str
    id: str
    hash: str
    text: str


AttemptKind = Literal["whole", "branch", "drill", "case"]
"""What an attempt is. Only whole ones count as a scenario played; a `case` answers a case drill."""


@dataclass(frozen=True)
class AttemptRow:
    """One attempt in a list. Times are UTC, ISO 8601.

    `kind` is a `whole` conversation, a `branch` that tries a reply of `parent` again, a `drill` of one
    turn, or the answers to a `case` drill, whose id is `scenario` then. `turn_no` counts replies.
    `ending` is the ending's id in the script and `perceived` its figure, 0-100; both are None while the
    attempt is unfinished, and in a case always. `assignment` is what it was played for, `handed_in_at`
    when trainers were given it; both are None otherwise.
    """

    id: str
    who: str
    scenario: str
    lang: Lang
    mode: Mode
    started_at: str
    updated_at: str
    finished: bool
    turn_no: int
    ending: str | None
    perceived: float | None
    kind: AttemptKind = "whole"
    parent: str | None = None
    assignment: int | None = None
    handed_in_at: str | None = None


def clean_name(name: str) -> str:
    """Return a person's name without surrounding blanks. Raises Usage if it cannot be a name."""
    trimmed = name.strip()
    if not trimmed:
        raise Usage(N_("a name needs at least one character"))
    if len(trimmed) > NAME_LIMIT:
        raise Usage(
            N_("a name has at most {most} characters; this one has {length}"),
            most=NAME_LIMIT,
            length=len(trimmed),
        )
    if any(unicodedata.category(char) in _FORBIDDEN for char in trimmed):
        raise Usage(N_("a name cannot hold control characters or line breaks"))
    return trimmed


def is_storable(key: str) -> bool:
    """Return whether any database could hold `key`: no NUL and no half of a character."""
    return "\0" not in key and not any(0xD800 <= ord(char) <= 0xDFFF for char in key)


def new_id(at: datetime) -> str:
    """Return a new attempt id: `a`, eight digits of time, two of chance. Later ids sort later."""
    ticks = (at - _EPOCH) // ID_TICK % 32**8
    number = (ticks << 10) | secrets.randbelow(1 << 10)
    return "a" + "".join(_DIGITS[number >> shift & 31] for shift in range(45, -1, -5))


def new_key() -> str:
    """Return a person's opaque key: it tells people apart where their names are not to stand."""
    return secrets.token_hex(16)


def iso(at: datetime) -> str:
    """Return a time as UTC ISO text of one width, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)
