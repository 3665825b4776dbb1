"""Owns the marks of goals that are stated but not met yet, and the arithmetic of floors.

A goal that is owed is expected to fail, strictly: the test reports the day on
which it is met, and the mark has to go. Beside each stands a floor, which is
what was measured; it is only ever tightened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest


def goals(rows: Iterable[tuple[str, ...]], owed: Mapping[tuple[str, ...], str]) -> list[Any]:
    """Return parameters for the rows of a goal; those with a reason in `owed` are expected to fail."""
    return [pytest.param(*row, marks=expected(owed.get(row)), id="-".join(row)) for row in rows]


def expected(why: str | None) -> list[pytest.MarkDecorator]:
    """Return the mark for a goal that is owed, none for one that is met; a crash is never expected."""
    if why is None:
        return []
    return [pytest.mark.xfail(strict=True, raises=AssertionError, reason=f"owed: {why}")]
