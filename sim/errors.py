"""Owns the errors that a person is meant to read, each with its exit code.

Never formats a trace and never prints; shells decide how a message is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


N_ = str
"""Marks a sentence for the catalogue where it is written."""

KINDS = (
    N_("appeal"),
    N_("assignment"),
    N_("attempt"),
    N_("case drill"),
    N_("case drill in this language"),
    N_("code"),
    N_("cohort"),
    N_("content"),
    N_("data file"),
    N_("database role"),
    N_("file"),
    N_("file or folder"),
    N_("folder"),
    N_("person"),
    N_("reply"),
    N_("rubric"),
    N_("scenario"),
    N_("scenario that is ready to play"),
    N_("sheet"),
    N_("turn"),
    N_("user of this machine"),
)
"""What may be looked for and not be there."""


class ServicesimError(Exception):
    """Something the user can mend; the message says what and how.

    It is a sentence of the catalogue, marked `N_`, whose `{names}` the values fill, or words that are said
    in a language already.
    """

    exit_code = 1

    def __init__(self, message: str = "", **values: object) -> None:
        """Hold the sentence and what fills it."""
        self.message, self.values = message, values
        super().__init__(self.said(str))

    def said(self, _: Callable[[str], str]) -> str:
        """Return the message in the language that `_` translates into."""
        if not self.values:
            return _(self.message)
        inner = {k: v.said(_) if isinstance(v, ServicesimError) else v for k, v in self.values.items()}
        return _(self.message).format(**inner)


REASONS = (
    N_("Is a directory"),
    N_("No such file or directory"),
    N_("No space left on device"),
    N_("Not a directory"),
    N_("Permission denied"),
    N_("Read-only file system"),
)
"""What a machine says most often of a file that it does not open or write; here for the catalogue."""


def reason_of(error: OSError) -> ServicesimError:
    """Return what the machine says of a file, to be told in any language."""
    return ServicesimError(error.strerror or str(error))


class Usage(ServicesimError):
    """The command's words are off."""

    exit_code = 2


class NotFound(ServicesimError):
    """No scenario, rubric, attempt or file of that name."""

    exit_code = 4

    def __init__(
        self,
        kind: str,
        name: str,
        nearest: tuple[str, ...] = (),
        places: tuple[str, ...] = (),
        known: tuple[str, ...] = (),
    ) -> None:
        """Name what was looked for, the nearest names that exist, and the places that were searched.

        Where none is near, those that are `known` are named. `kind` is one of `KINDS`.
        """
        self.kind, self.name, self.nearest = kind, name, nearest
        self.places, self.known = places, known
        super().__init__(N_("no {kind} '{name}'"))

    def said(self, _: Callable[[str], str]) -> str:
        """Return what is not there, and what may have been meant, in the language of `_`."""
        parts = [_(self.message).format(kind=_(self.kind), name=self.name)]
        if self.nearest:
            parts.append(_(" (did you mean {names}?)").format(names=_(" or ").join(self.nearest)))
        elif self.known:
            parts.append(_("; there are: {names}").format(names=_(", ").join(self.known)))
        if self.places:
            looked = _(", ").join(map(_, self.places))
            parts.append(_("; looked in {places}; name a folder with --pack").format(places=looked))
        return "".join(parts)


class StoreBusy(ServicesimError):
    """The data file cannot be written now."""

    exit_code = 1


class Refused(ServicesimError):
    """The action is not allowed in this state, for the reason given."""

    exit_code = 1
