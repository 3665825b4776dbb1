"""Owns how the parts beside the conversation look: meters, promises, the card.

No meaning is carried by colour alone: a meter has its figure and its word, a
broken promise its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from textual.content import Content

from sim.locale import translator
from sim.report.debrief import PromiseNote
from sim.report.lines import OWN, time_words
from sim.report.promises import entries
from sim.report.words import PROMISES, STANDINGS, label, signed, state_word, variable_name
from sim.tui.clean import plain
from sim.tui.paint import bar, hanging, lines, padded
from sim.tui.view import Meter

_LOOKS: Mapping[str, str] = {"heat": "$text-error", "trust": "$text-success", "patience": "$text-accent"}
SET_IN = 2
"""Cells by which a wrapped promise is set in: below its words, behind the dash."""
_JOINING = re.compile(r"^(?:and|but|so|then)\s+(?=\S)", re.IGNORECASE)
"""What joins a promise to the words before it, which do not stand in the ledger."""
BAR = 20
"""Cells of a meter's bar: 5 points a cell, as fine as the states are worth reading."""


def meter(state: Meter, lang: str) -> Content:
    """Return a meter in two lines: name, figure, change and word; then the bar."""
    name = padded(variable_name(state.variable, lang), 9)
    head = Content.assemble(
        (name, "bold"), f" {_figure(state)}  ", state_word(state.variable, state.value, lang)
    )
    return lines((head, Content.styled(bar(state.value, 100, BAR), _LOOKS[state.variable])))


def meter_short(states: Iterable[Meter], lang: str, room: int) -> Content:
    """Return all meters on one line of `room` cells: changes and words, words alone, or changes alone."""
    given = tuple(states)
    ways = ((True, True), (False, True), (True, False))
    told = [_in_line(given, lang, changes=changes, words=words) for changes, words in ways]
    return next((line for line in told if line.cell_length <= room), told[-1])


def _in_line(states: Iterable[Meter], lang: str, *, changes: bool, words: bool) -> Content:
    told = (
        Content.assemble(
            (variable_name(s.variable, lang), "bold"),
            f" {_figure(s) if changes else s.value}",
            f" {state_word(s.variable, s.value, lang)}" if words else "",
        )
        for s in states
    )
    return Content(" | ").join(told)


def _figure(state: Meter) -> str:
    """Return `62 (-8)`, or the figure alone while nothing has changed yet."""
    return f"{state.value}" if state.change is None else f"{state.value} ({signed(state.change)})"


def ledger(notes: Iterable[PromiseNote], lang: str, *, standing: bool, width: int = 0) -> Content:
    """Return the promises, wrapped to `width` cells; `standing` tells whether the trainee may make them.

    What goes beyond an offer is told in the words that promised it: the offer's own name would not say so.
    """
    _ = translator(lang)
    out = []
    for entry in entries(notes, lang):
        promise = entry.promise
        beyond = promise.standing == "over" and promise.ref.startswith("offer.")
        what = _JOINING.sub("", (promise.quote if beyond else promise.what) or promise.quote)
        out.append(Content.assemble(("- ", "bold"), plain(what)))
        told = [_("you") if promise.who in OWN else plain(promise.who)] if promise.who else []
        told += [plain(time_words(promise))] if promise.by else []
        told += [_("on a condition")] if promise.condition else []
        if standing and promise.standing != "unknown":
            told.append(label(STANDINGS, promise.standing, lang))
        if entry.status != "made":
            told.append(label(PROMISES, entry.status, lang))
        warn = entry.status == "broken" or (standing and promise.standing == "over")
        if told:
            out.append(Content.styled("  " + _(", ").join(told), "bold $text-error" if warn else "dim"))
    return (
        lines(hanging(SET_IN, row, width) for row in out)
        if out
        else Content.styled(_("Nothing promised yet."), "dim")
    )


def card(entries: Iterable[tuple[str, str]]) -> Content:
    """Return the customer's card, label above text."""
    out: list[Content] = []
    for name, text in entries:
        out += (Content.styled(plain(name), "bold"), Content(plain(text)))
    return lines(out)
