"""Owns the record of one fault in a trainer's file, and how it reads on one line."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.locale import translator
from sim.model.language import Frozen


class Problem(Frozen):
    """One fault, with the place to mend and what would be right.

    `line` and `column` count from 1; 0 means that the fault has no one place.
    `message` is the English sentence; `template` and `values` are what it was
    made of, so that it can be said in another language.
    """

    file: str
    line: int = 0
    column: int = 0
    code: str
    message: str
    path: str = ""
    allowed: str = ""
    example: str = ""
    hint: str = ""
    severity: Literal["error", "warning"] = "error"
    template: str = Field("", exclude=True, repr=False)
    values: tuple[tuple[str, str], ...] = Field((), exclude=True, repr=False)

    def said(self, lang: str) -> str:
        """Return the message in `lang`; in English where no template was given."""
        if not self.template:
            return self.message
        return translator(lang)(self.template).format(**dict(self.values))

    def __str__(self) -> str:
        """Render as `file:line:column: CODE message (path)` with what is allowed and an example."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        parts = [f"{place}: {self.code} {self.message}"]
        if self.hint:
            parts.append(f"; did you mean {self.hint}?")
        if self.allowed:
            parts.append(f"; allowed: {self.allowed}")
        if self.example:
            parts.append(f"; example: {self.example}")
        if self.path:
            parts.append(f" ({self.path})")
        return "".join(parts)
