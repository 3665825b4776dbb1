"""Owns the ids of statements: the same attempt and event give the same id on every machine, every time.

That is what makes sending twice store once.
"""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = UUID("5f0f6c1e-52a7-4f0e-9d0b-6f1f0f2c7a41")
"""The space of our ids, drawn once at random; another one would give every attempt new ids."""


def statement_id(attempt: str, seq: int, verb: str) -> str:
    """Return the id of the statement with this verb that event `seq` of an attempt makes."""
    return str(uuid5(NAMESPACE, f"statement/{attempt}/{seq}/{verb}"))


def registration(attempt: str) -> str:
    """Return the registration of an attempt, a UUID as in cmi5: one attempt, one registration."""
    return str(uuid5(NAMESPACE, f"registration/{attempt}"))


def session_id(attempt: str, seq: int) -> str:
    """Return the id of a sitting that begins with event `seq`; a pause ends a sitting."""
    return str(uuid5(NAMESPACE, f"session/{attempt}/{seq}"))
