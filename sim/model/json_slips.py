"""Owns what a person is told of a line that JSON cannot read: where it breaks, and the slip that did it.

Never reads a file and never mends one.
"""

from __future__ import annotations

from json import JSONDecodeError

from sim.errors import N_, ServicesimError

QUOTES = "“”‘’'`＂「」"
"""Signs that are typed where JSON knows the straight double quote only."""

WIDE = dict(zip("：，｛｝［］【】、", ":,{}[][],", strict=True))
"""Signs of Chinese typing, and what JSON knows in their place."""

WORDS = {"T": "true", "F": "false", "N": "null"}
"""How the three words of JSON are written, by how spreadsheets and Python begin them."""

COMMA = N_("a comma in front of a closing bracket is one too many")
"""Said of the comma or of the bracket: Python 3.13 points at the one, older ones at the other."""

BY_REASON = (
    ("Illegal trailing comma", COMMA),
    ("property name", N_('a name must stand here in straight double quotes: "reply"')),
    ("':' delimiter", N_('a colon is missing behind the name: "reply": "…"')),
    ("',' delimiter", N_('a comma is missing here, or a " inside a text lacks its backslash: \\"')),
    ("Unterminated string", N_('the text that begins here is never closed with "')),
    ("Invalid control character", N_("a tab or a line break stands inside a text; write \\t or \\n for it")),
    ("escape", N_("a backslash inside a text is written twice: \\\\")),
    ("Extra data", N_("the object ends before this; one line holds one object and nothing else")),
    ("Expecting value", N_("a value is missing here, or a text lacks its straight double quotes")),
)
"""What the JSON library says, and the same for a person; the first that fits is told."""


FOUND_OUT = ("Extra data", "Unterminated string starting at", "Invalid control character at")
"""Reasons that the signs at the break say no more of."""


def slip_of(error: JSONDecodeError) -> ServicesimError:
    """Return where a line breaks and by what slip, as far as the signs around the break tell it."""
    form = N_("this is no JSON; it breaks at character {n}: {slip}")
    return ServicesimError(form, n=error.pos + 1, slip=_slip(error))


def _slip(error: JSONDecodeError) -> ServicesimError:
    if not error.doc.lstrip().startswith("{"):
        return ServicesimError(N_('a line must be one JSON object: {"id": "1", …}'))
    at, before = error.doc[error.pos : error.pos + 1], error.doc[: error.pos].rstrip()[-1:]
    if error.msg not in FOUND_OUT:
        if not at.strip() and not error.doc[error.pos :].strip():
            return ServicesimError(
                N_("the line ends before its object does; one line holds it whole, with its last bracket")
            )
        if at in QUOTES:
            return ServicesimError(N_('{sign} stands where the straight double quote " belongs'), sign=at)
        if at in WIDE:
            return ServicesimError(N_("{sign} must be {right}"), sign=at, right=WIDE[at])
        if at in WORDS and "Expecting value" in error.msg:
            return ServicesimError(N_("true, false and null are written in small letters"))
        if at in "}]" and before == ",":
            return ServicesimError(COMMA)
    told = next((said for reason, said in BY_REASON if reason in error.msg), "")
    return ServicesimError(told or error.msg)
