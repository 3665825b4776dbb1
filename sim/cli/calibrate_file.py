"""Owns reading and keeping a file of ratings; a rating is on the disk as soon as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.validity.ritual import Levels, Rating


def ratings_in(file: Path) -> list[Rating]:
    """Return the ratings of a file, none where there is none. Raises ServicesimError."""
    from sim.errors import N_, ServicesimError, reason_of
    from sim.model.refusal import refusal
    from sim.validity.ritual import read_ratings

    try:
        return read_ratings(file.read_text("utf-8-sig") if file.exists() else "")
    except OSError as error:
        form = N_("{file} cannot be read: {reason}")
        raise ServicesimError(form, file=file, reason=reason_of(error)) from None
    except (ValueError, ServicesimError) as error:
        told = N_("{file}: {error}")
        raise ServicesimError(told, file=file, error=refusal(error)) from None


def keep_rating(file: Path, row: Mapping[str, Any], rater: str, levels: Levels) -> Rating:
    """Write the rating at once; the file is read anew, somebody else may have rated meanwhile.

    Raises ServicesimError.
    """
    from sim.errors import N_, ServicesimError, reason_of
    from sim.validity.ritual import as_text, key_of, merged

    whole = merged(ratings_in(file), row, rater, levels)
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(as_text(whole), "utf-8")
        beside.replace(file)
    except OSError as error:
        raise ServicesimError(
            N_("{file} cannot be written: {reason}"), file=file, reason=reason_of(error)
        ) from None
    return next(r for r in whole if r.key == key_of(row))
