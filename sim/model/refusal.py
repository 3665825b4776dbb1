"""Owns what is said of a line of a file that is no row: pydantic's faults and JSON's in plain words."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import ValidationError

from sim.errors import N_, ServicesimError

_KINDS = {
    "missing": N_('"{name}" is missing'),
    "string_type": N_('"{name}" must be text'),
    "int_type": N_('"{name}" must be a whole number'),
    "int_parsing": N_('"{name}" must be a whole number'),
    "int_from_float": N_('"{name}" must be a whole number'),
    "list_type": N_('"{name}" must be a list'),
    "dict_type": N_('"{name}" must be a group of names'),
    "greater_than_equal": N_('"{name}" must be {ge} or more'),
    "less_than_equal": N_('"{name}" must be {le} or less'),
    "literal_error": N_('"{name}" must be one of these: {expected}'),
}
"""What pydantic calls a fault -> what a person is told; the names are pydantic's."""


_BYTES = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as they are read with `surrogateescape`."""


def same_text(line: str) -> None:
    """Raise ServicesimError for a line in which bytes are left that are no UTF-8: its words are not known."""
    if _BYTES.search(line):
        raise ServicesimError(
            N_("this line is not saved as UTF-8; in your editor: Save with encoding, UTF-8")
        )


def refusal(error: Exception) -> ServicesimError:
    """Return the fault of a line in our words; in the error's own where we have no others."""
    if isinstance(error, ServicesimError):
        return error
    if isinstance(error, UnicodeDecodeError):
        return ServicesimError(N_("this is not saved as UTF-8; in your editor: Save with encoding, UTF-8"))
    if isinstance(error, json.JSONDecodeError):
        return ServicesimError(N_("this is no JSON; it breaks at character {n}"), n=error.pos + 1)
    if isinstance(error, RecursionError):
        return ServicesimError(N_("this is nested too deeply"))
    return _first(error.errors()[0]) if isinstance(error, ValidationError) else ServicesimError(str(error))


def _first(fault: Any) -> ServicesimError:
    kind, name = fault["type"], ".".join(str(part) for part in fault["loc"] if part != "[key]")
    if kind == "json_invalid":
        return ServicesimError(N_("this is no JSON"))
    if kind == "value_error":
        return ServicesimError(fault["msg"].removeprefix("Value error, "))
    if kind not in _KINDS or not name:
        return ServicesimError(f"{name}: {fault['msg']}" if name else fault["msg"])
    limits = {
        key: str(value).replace("'", "").replace(" or ", ", ") for key, value in fault.get("ctx", {}).items()
    }
    return ServicesimError(_KINDS[kind], name=name, **limits)
