"""Owns the record of one fault in a trainer's file, and how it reads on one line."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.locale import translator
from sim.model.language import Frozen
from sim.model.saying import Saying

LONGEST_EXAMPLE = 120
"""Characters of an example on a line for people. That is more than a line of most windows holds; a whole
list of key points or of reactions has four times as many."""

SCHEMAS = {"SC": "scenario", "RB": "rubric"}
"""The kinds of file whose schema shows every example whole, by the letters of their codes."""

OF_SHAPE = 12
"""Highest number of the faults whose examples stand in the schema (SC001-SC012)."""


class Problem(Frozen):
    """One fault, with the place to mend and what would be right.

    `line` and `column` count from 1; 0 means that the fault has no one place.
    `message`, `allowed` and `example` are English; `template` and `values` are
    what the message was made of, `allowed_said` and `example_said` the other
    two where they are words and not names of the file: so that all of it can
    be said in another language.
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
    values: tuple[tuple[str, str | Saying], ...] = Field((), exclude=True, repr=False)
    allowed_said: Saying | None = Field(None, exclude=True, repr=False)
    example_said: Saying | None = Field(None, exclude=True, repr=False)

    def said(self, lang: str) -> str:
        """Return the message in `lang`; in English where no template was given."""
        return Saying(self.template, self.values).said(lang) if self.template else self.message

    def reason(self, lang: str) -> str:
        """Return the message in `lang` with the nearest name, what is allowed, an example and the path.

        What the message says already is not said again. A long example of a schema is cut; `example` keeps
        it whole.
        """
        _ = translator(lang)
        parts = [self.said(lang)]
        if self.hint:
            parts.append(_(" (did you mean {hint}?)").format(hint=self.hint))
        if self.allowed:
            words = self.allowed_said.said(lang) if self.allowed_said else self.allowed
            if words not in parts[0]:
                parts.append(_("; allowed: {words}").format(words=words))
        if self.example:
            words = self.example_said.said(lang) if self.example_said else self.example
            schema = self._schema() if len(words) > LONGEST_EXAMPLE else ""
            shown = f"{words[:LONGEST_EXAMPLE].rpartition(' ')[0]} …" if schema else words
            parts.append(_("; example: {words}").format(words=shown))
            if schema:
                parts.append(_("; servicesim schema {kind} tells all").format(kind=schema))
        if self.path:
            parts.append(_(" ({path})").format(path=self.path))
        return "".join(parts)

    def _schema(self) -> str:
        """Return the kind of file whose schema holds the example; empty where none does."""
        number = self.code[2:]
        return SCHEMAS.get(self.code[:2], "") if number.isdecimal() and int(number) <= OF_SHAPE else ""

    def shown(self, lang: str) -> str:
        """Return the whole line in `lang`: `file:line:column: CODE` and the reason.

        A warning is called one behind its place, as compilers do, so that editors still find the place.
        """
        _ = translator(lang)
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        kind = _("warning: ") if self.severity == "warning" else ""
        return f"{place}: {kind}{self.code} {self.reason(lang)}"

    def __str__(self) -> str:
        """Return the whole line in English."""
        return self.shown("en")
