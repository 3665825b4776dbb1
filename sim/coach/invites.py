"""Owns personal links into a department's server: making one, checking one, taking them back.

A token is shown once and never kept: the store holds its hash. Never speaks HTTP.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sim.errors import N_, Usage
from sim.store import Store
from sim.store.rows import iso

TOKEN_BYTES = 32
"""Bytes of chance in a token: 256 bits; 128 would do against any number of guesses."""

TOKEN_LENGTH = 43
"""Characters of a token: 32 bytes in URL-safe base 64."""

LONGEST = 366
"""Days that a link may hold: one year of training; after that somebody should look who is still here."""


@dataclass(frozen=True)
class Invite:
    """A link that was just made: whom it lets in, until when (UTC), and its token."""

    who: str
    token: str
    expires_at: datetime
    new: bool


def invite(store: Store, name: str, *, days: int, by: str) -> Invite:
    """Make a personal link; `new` says that nobody of that name was known. Raises Usage."""
    if not 1 <= days <= LONGEST:
        raise Usage(N_("a link holds from 1 to {longest} days"), longest=LONGEST)
    known = store.profiles()
    who = store.ensure_profile(name)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = datetime.now(UTC) + timedelta(days=days)
    store.department.add_invite(digest(token), who, expires_at=iso(expires_at), by=by)
    store.department.look(by, "invited", whom=who)
    return Invite(who, token, expires_at, who not in known)


def revoke(store: Store, name: str, *, by: str) -> int:
    """Make every link of a person worthless and return how many there were. Raises NotFound."""
    who = store.department.person(name).name
    links = store.department.revoke_invites(who)
    store.department.look(by, "revoked links", whom=who)
    return links


def digest(token: str) -> str:
    """Return what is kept of a token. It is all chance, so that one plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
