"""Owns what is said of a line of a file that is no row: pydantic's faults and JSON's in plain words."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from sim.errors import N_, ServicesimError
from sim.model.json_slips import slip_of

_KINDS = {
    "string_unicode": N_('"{name}" holds half a character, which is no text'),
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


NO_OBJECT = ("model_type", "model_attributes_type", "dict_type")
"""What pydantic says of a line that is a list, a text or a number."""

MOST = 5
"""Faults of one line that are told at once."""


def refusal(*errors: Exception) -> ServicesimError:
    """Return the faults of a line in our words; in an error's own where we have no others.

    What several errors say alike is said once.
    """
    faults = list({str(fault): fault for error in errors for fault in _faults(error)}.values())
    told = faults[:MOST]
    if len(faults) > MOST:
        told.append(ServicesimError(N_("and {n} more"), n=len(faults) - MOST))
    return _of_all(told)


def _faults(error: Exception) -> list[ServicesimError]:
    if isinstance(error, ValidationError):
        return [_told(fault) for fault in error.errors()]
    return [_one(error)]


def _one(error: Exception) -> ServicesimError:
    if isinstance(error, ServicesimError):
        return error
    if isinstance(error, UnicodeDecodeError):
        return ServicesimError(N_("this is not saved as UTF-8; in your editor: Save with encoding, UTF-8"))
    if isinstance(error, json.JSONDecodeError):
        return slip_of(error)
    if isinstance(error, RecursionError):
        return ServicesimError(N_("this is nested too deeply"))
    if "integer string conversion" in str(error):
        return ServicesimError(N_("a number here is longer than any that is read"))
    return ServicesimError(str(error))


def _of_all(faults: list[ServicesimError]) -> ServicesimError:
    if len(faults) == 1:
        return faults[0]
    return ServicesimError(N_("{fault}; {others}"), fault=faults[0], others=_of_all(faults[1:]))


def _told(fault: Any) -> ServicesimError:
    kind, name = fault["type"], ".".join(str(part) for part in fault["loc"] if part != "[key]")
    if kind in NO_OBJECT and not name:
        return ServicesimError(N_("a line must be one JSON object"))
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
