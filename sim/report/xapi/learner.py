"""Owns how a person is named to a learning record store: by a pseudonym that only the department can resolve.

Never decides which name is used; `sim.coach.learning` reads that from the settings.
"""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

LENGTH = 32
"""Hexadecimal digits of a pseudonym: 128 bits, too many for two people of any department to share one."""


@dataclass(frozen=True)
class Learner:
    """Who a statement is about: the department's own address, the account's name there, their consent."""

    home: str
    account: str
    consent: bool = False

    def actor(self) -> dict[str, Any]:
        """Return the actor of a statement; the account alone identifies the person."""
        return {"objectType": "Agent", "account": {"homePage": self.home, "name": self.account}}


def pseudonym(key: bytes, name: str) -> str:
    """Return the account name that stands for a person: keyed, so that nobody else can try names out."""
    plain = unicodedata.normalize("NFC", name).encode()
    return hmac.new(key, plain, sha256).hexdigest()[:LENGTH]
