"""Owns how words become styled text: transcript entries, feedback, meters, ledger, card.

Never parses markup: everything is built from plain strings and spans. No
meaning is carried by colour alone, and meters use ASCII, which every terminal
agrees is one cell wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rich.cells import cell_len
from textual.content import Content

from sim.errors import N_
from sim.locale import translator
from sim.model.rubric import in_short
from sim.model.score import Dimension
from sim.report.debrief import PromiseNote
from sim.report.echo import KINDS, begun
from sim.report.lines import OWN, time_words
from sim.report.printable import shortened
from sim.report.promises import entries
from sim.report.words import (
    PROMISES,
    STANDINGS,
    label,
    quoted,
    sentences,
    signed,
    state_word,
    variable_name,
)
from sim.tui.clean import plain
from sim.tui.feedback import Counted, Feedback
from sim.tui.view import Message, Meter

LOWEST: Mapping[Dimension, str] = {
    "empathy": N_("made them feel worse"),
    "responsiveness": N_("left them hanging"),
    "assurance": N_("harmed their trust"),
}
"""What level 0 is called: a reply that answers nothing harms nobody, and still leaves a customer alone."""

ABOVE = (N_("little yet, or a formula"), N_("partly there"), N_("specific"), N_("complete"))
"""What levels 1-4 are called; the rubric's anchor, in full, is told in the debrief."""

_LOOKS: Mapping[str, str] = {"heat": "$text-error", "trust": "$text-success", "patience": "$text-accent"}
HANG = 4
"""Cells by which a wrapped line of feedback is set in: below the words, behind the sign."""
SET_IN = 2
"""The same for a promise in the ledger: below its words, behind the dash."""
NARROWEST = 20
"""Cells below which setting in would leave too little room to read."""
_JOINING = re.compile(r"^(?:and|but|so|then)\s+(?=\S)", re.IGNORECASE)
"""What joins a promise to the words before it, which do not stand in the ledger."""
LEAD = 32
"""Longest beginning of a line, in cells, that is set bold up to its colon: `Not met:`, `Say instead:`."""
NAMED = 80
"""The same for the name of an indicator behind its code, which is a label however long it is."""
_CODE = re.compile(r"[A-Z]\d+ ")
_BRACKETED = re.compile(r" ?[(（][A-Z]\d+[)）]")
"""A code behind its name: it is for contesting a mark, which is done from the debrief."""
ECHO = 30
"""Cells of words that were quoted whole above in the same feedback: enough to know them again."""
BAR = 20
"""Cells of a meter's bar: 5 points a cell, as fine as the states are worth reading."""


def bar(value: float, most: float, cells: int) -> str:
    """Return an ASCII meter: `######----`."""
    filled = max(0, min(cells, round(cells * value / most)))
    return "#" * filled + "-" * (cells - filled)


def padded(text: str, cells: int) -> str:
    """Return `text` filled up with spaces to a width in cells."""
    return text + " " * max(0, cells - cell_len(text))


def lines(parts: Iterable[Content]) -> Content:
    """Return the parts as lines of one text."""
    return Content("\n").join(parts)


def lead(line: str) -> Content:
    """Set the beginning of a line bold up to its colon, when it is short enough to be a label."""
    places = [line.find(sign) for sign in (": ", "：") if sign in line]
    most = NAMED if _CODE.match(line) else LEAD
    if not places or cell_len(line[: min(places)]) > most:
        return Content(line)
    cut = min(places) + 1
    return Content.assemble((line[:cut], "bold"), line[cut:])


def fitted(text: str, cells: int) -> str:
    """Return `text` cut to a width in cells, at a word where that is possible, with `...` when cut."""
    if cell_len(text) <= cells:
        return text
    most = len(text)
    while most and cell_len(text[:most]) > cells - 3:
        most -= 1
    return shortened(text[: most + 1], most) if most else ""


def hanging(indent: int, body: Content, width: int) -> Content:
    """Return `body` wrapped to `width` cells with all lines but the first set in by `indent`."""
    if width - indent < NARROWEST:
        return body
    first, *rest = body.wrap(width)
    if not rest:
        return body
    tail = Content("").join(body.divide([len(first.plain)])[1:])
    begun = body.plain[: len(first.plain)] == first.plain
    if not begun:
        return body
    lead = len(tail.plain) - len(tail.plain.lstrip())
    return lines((first, *(row.pad_left(indent) for row in tail[lead:].wrap(width - indent))))


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


def feedback(
    told: Feedback, names: Mapping[Dimension, str], lang: str, width: int = 0, key: str = ""
) -> Content:
    """Return the block that stands under a reply in practice: the one thing to change, then all the rest."""
    _ = translator(lang)
    out = [*_head(told, lang, _("{key}: short").format(key=key) if key else ""), *_first(told, lang)]
    widest = max((cell_len(names[d]) for d, _level in told.levels), default=0)
    first = told.first
    quoted_once = {first.quote} if isinstance(first, Counted) else set()
    blamed = {_blame(first)} if isinstance(first, Counted) else set()
    for dimension, level in told.levels:
        out.append(_level(padded(names[dimension], widest), dimension, level, lang))
        counted = [item for item in told.counted if item.dimension == dimension]
        seen = [item for item in told.seen if item.dimension == dimension]
        against = [item for item in (*told.against, *told.harm) if item.dimension == dimension]
        out += [_counted(items, "+", "$text-success", quoted_once, lang) for items in _by_quote(counted)]
        out += [_seen(items, quoted_once, lang) for items in _by_quote(seen)[:1]]
        for items in _by_quote(against):
            reasons = {_blame(item) for item in items}
            if reasons <= blamed and all(item in told.harm or item == first for item in items):
                out.append(_entry("-", "$text-error", Content(_("For the same reason."))))
            else:
                out.append(_counted(items, "-", "$text-error", quoted_once, lang))
            blamed |= reasons
        for gap in told.missing:
            if gap.dimension == dimension and gap != first:
                words = Content.assemble((_("Missing"), "bold"), f"  {plain(gap.why)}")
                out.append(_entry("?", "$text-warning", words))
    whole = [item for item in told.against if item.dimension is None]
    out += [_counted(items, "-", "$text-error", quoted_once, lang) for items in _by_quote(whole)]
    out += [_entry("!", "$text-warning", Content(plain(words))) for words in told.remarks]
    for move in told.moves:
        head = f"{variable_name(move.variable, lang)} {move.before} -> {move.after} ({signed(move.change)})"
        why = plain(_("; ").join(dict.fromkeys(move.reasons)))
        out.append(Content.assemble((head, "bold"), f"  {why}" if why else ""))
    return lines(hanging(HANG, row, width) for row in out)


def feedback_short(
    told: Feedback, names: Mapping[Dimension, str], lang: str, width: int = 0, key: str = ""
) -> Content:
    """Return of that block what fits beside the customer's answer: the levels and the one thing to change."""
    _ = translator(lang)
    levels = (
        Content.assemble((in_short(names[d]), "bold"), " ", (f"{level}/4", _level_look(level)))
        for d, level in told.levels
        if level is not None
    )
    out = [
        *_head(told, lang, _("{key}: details").format(key=key) if key else ""),
        Content(" | ").join(levels),
    ]
    out += _first(told, lang)
    out += [_entry("!", "$text-warning", Content(plain(words))) for words in told.remarks]
    return lines(hanging(HANG, row, width) for row in out)


def _head(told: Feedback, lang: str, key: str) -> list[Content]:
    """Return what stands above everything else: which reply, and what no level can say."""
    _ = translator(lang)
    title = Content.styled(_("Feedback on reply {n}").format(n=told.turn_no), "bold")
    out = [Content.assemble(title, "  ", (key, "dim")) if key else title]
    if not told.understood:
        out.append(Content(_("The customer did not understand this reply.")))
    return [*out, *(_red_line(words, lang) for words in told.red_lines)]


def _first(told: Feedback, lang: str) -> list[Content]:
    """Return the one thing to do differently, and a line to try where there is one."""
    _ = translator(lang)
    first = told.first
    if first is None:
        return []
    label = (_("Do differently"), "bold $text-warning")
    if isinstance(first, Counted):
        why = _BRACKETED.sub("", plain(first.why)) or first.code
        words = (quoted(plain(first.quote), lang), "underline") if first.quote else ""
        return [Content.assemble(label, "  ", words, "  " if first.quote else "", why)]
    out = [Content.assemble(label, "  ", plain(first.why))]
    if first.try_:
        out.append(Content.assemble((_("Try"), "bold"), "  ", (plain(first.try_), "italic")))
    return out


def _blame(item: Counted) -> tuple[str, str]:
    """Return what tells one fault from another: the words and what they are."""
    return item.quote, item.code or item.why


def _red_line(words: str, lang: str) -> Content:
    _ = translator(lang)
    return Content.styled(_("Red line: {words}").format(words=plain(words)), "bold $text-error")


def level_name(dimension: Dimension, level: int) -> str:
    """Return what a level is called, as a sentence of the catalogue."""
    return ABOVE[level - 1] if level else LOWEST[dimension]


def _level(name: str, dimension: Dimension, level: int | None, lang: str) -> Content:
    """Return a dimension's line: name, figure, bar, word."""
    _ = translator(lang)
    if level is None:
        return Content.assemble(f"{name}  ", (_("not scored here"), "dim"))
    words = _(level_name(dimension, level))
    return Content.assemble(
        (name, "bold"), "  ", (f"{level}/4 {bar(level, 4, 4)} ", _level_look(level)), words
    )


def _level_look(level: int) -> str:
    return "$text-success" if level > 2 else "$text-warning" if level == 2 else "$text-error"


def _entry(sign: str, style: str, body: Content) -> Content:
    """Return one line below a dimension, behind its sign."""
    return Content.assemble("  ", (sign, f"bold {style}".strip()), " ", body)


def _by_quote(items: Iterable[Counted]) -> list[list[Counted]]:
    """Return the items in their order, those of the same words together."""
    found: dict[str, list[Counted]] = {}
    for item in items:
        found.setdefault(item.quote or item.why, []).append(item)
    return list(found.values())


def _counted(
    items: list[Counted], sign: str, style: str, before: set[str], lang: str, more: str = ""
) -> Content:
    """Return one quote with its sign and its reasons; words quoted `before` are told by their beginning."""
    quote = items[0].quote
    why = sentences(*(_BRACKETED.sub("", plain(item.why)) or item.code for item in items), more, lang=lang)
    if not quote:
        return _entry(sign, style, Content(why))
    shown = plain(quote)
    if quote in before:
        rule = next((i.rule for i in items if i.rule.startswith(KINDS)), "")
        shown = fitted(begun(shown, rule, ECHO), ECHO)
    before.add(quote)
    return _entry(sign, style, Content.assemble((quoted(shown, lang), "underline"), f"  {why}"))


def _seen(items: list[Counted], before: set[str], lang: str) -> Content:
    """Return one quote that was found and lifts nothing, with what it is short of."""
    _ = translator(lang)
    return _counted(items, "o", "$text-warning", before, lang, _("Not enough for the next level."))


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
