"""Owns how an entry of the transcript looks: what was said, and the hints, notes and feedback between it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from sim.locale import translator
from sim.model.score import Dimension
from sim.tui.clean import plain
from sim.tui.feedback_paint import feedback, feedback_short
from sim.tui.paint import lead, lines
from sim.tui.view import Message


def message(
    entry: Message,
    names: Mapping[Dimension, str],
    lang: str,
    width: int = 0,
    key: str = "",
    *,
    short: bool = False,
) -> Content:
    """Return one entry of the transcript; feedback is wrapped to `width` cells, when that is known.

    Feedback can be `short`; `key` is what changes between that and the whole of it.
    """
    if entry.feedback is not None:
        return (feedback_short if short else feedback)(entry.feedback, names, lang, width, key)
    if entry.kind == "hint":
        return hint(entry, lang)
    if entry.kind == "note":
        rows = (lead(plain(row)) for row in entry.text.splitlines())
        return lines((Content.styled(plain(entry.speaker), "bold"), *rows))
    speaker = Content.styled(plain(entry.speaker), "bold")
    if entry.aided:
        speaker = Content.assemble(speaker, "  ", (translator(lang)("with help"), "italic"))
    return lines((speaker, Content(plain(entry.text))))


def hint(entry: Message, lang: str) -> Content:
    """Return a hint with what kind it is, and how many are left, in the words of the line shell."""
    _ = translator(lang)
    forms = {
        1: _("Hint, what the customer needs: {text}"),
        2: _("Hint, what serves it: {text}"),
        3: _("Hint, a beginning: {text}"),
    }
    left = _("Hints left: {n}. No mark is lowered; help is noted, and this is no unaided first attempt.")
    return lines(
        (
            Content(forms[entry.step].format(text=plain(entry.text))),
            Content.styled(left.format(n=entry.left), "dim"),
        )
    )
