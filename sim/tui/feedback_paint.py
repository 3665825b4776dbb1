"""Owns how the feedback on one reply looks, whole and in short.

Decides nothing: what is said of the reply was read by `feedback`. No meaning is
carried by colour alone.
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
from sim.report.echo import KINDS, begun
from sim.report.words import quoted, sentences, signed, variable_name
from sim.tui.clean import plain
from sim.tui.feedback import Counted, Feedback
from sim.tui.paint import HANG, bar, fitted, hanging, lines, padded

LOWEST: Mapping[Dimension, str] = {
    "empathy": N_("made them feel worse"),
    "responsiveness": N_("left them hanging"),
    "assurance": N_("harmed their trust"),
}
"""What level 0 is called: a reply that answers nothing harms nobody, and still leaves a customer alone."""

ABOVE = (N_("little yet, or a formula"), N_("partly there"), N_("specific"), N_("complete"))
"""What levels 1-4 are called; the rubric's anchor, in full, is told in the debrief."""

_BRACKETED = re.compile(r" ?[(（][A-Z]\d+[)）]")
"""A code behind its name: it is for contesting a mark, which is done from the debrief."""
ECHO = 30
"""Cells of words that were quoted whole above in the same feedback: enough to know them again."""


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
