"""Owns plain lines for one reply and one change of state, as a screen reader speaks them.

Letters, digits and punctuation only; never a box, a bar or a colour. Shared by
the debrief's text and by the line shell after each reply.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.locale import translator
from sim.model.events import VARIABLES, Reason, State, Variable
from sim.model.rubric import in_short
from sim.model.score import GENERAL_CODES, TOP, Dimension, Promise
from sim.report.debrief import CapNote, LevelNote, PromiseNote, ReplyReview
from sim.report.echo import begun
from sim.report.printable import printable, shortened
from sim.report.words import (
    PROMISES,
    STANDINGS,
    label,
    quoted,
    sentences,
    signed,
    state_word,
    variable_name,
    whole,
)

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Words that keep their capital wherever they stand."""
ECHO = 40
"""Characters of words that were quoted whole just above: enough to know them again."""
OWN = frozenset({"me", "I", "我"})
"""How the engine writes down that the trainee does it."""


def said(words: str, lang: str, most: int = 0) -> str:
    """Return somebody's words, safe to print and in quotation marks; `most` shortens them."""
    shown = printable(words)
    if not shown:
        return translator(lang)("(no words)")
    return quoted(shortened(shown, most) if most else shown, lang)


def level_words(note: LevelNote, lang: str) -> str:
    """Return `empathy 3 of 4`, or that it was not scored."""
    _ = translator(lang)
    if note.level is None:
        return _("{dimension}: not scored").format(dimension=note.name)
    return _("{dimension}: level {level} of 4").format(dimension=note.name, level=note.level)


def state_lines(before: State, after: State, reasons: Iterable[Reason], lang: str) -> list[str]:
    """Return one line a variable: where it stands, in a word, where it stood, and why it moved."""
    given = tuple(reasons)
    return [
        state_line(v, getattr(before, v), getattr(after, v), [r for r in given if r.variable == v], lang)
        for v in VARIABLES
    ]


def state_line(variable: Variable, before: float, after: float, reasons: Sequence[Reason], lang: str) -> str:
    """Return a line such as `Heat 62 (was 75), angry. -13: named the two lost days`."""
    _ = translator(lang)
    name, word = variable_name(variable, lang), state_word(variable, whole(after), lang)
    if whole(before) == whole(after) and not reasons:
        return _("{name} {now}, {word}; unchanged.").format(name=name, now=whole(after), word=word)
    line = _("{name} {now} (was {before}), {word}.").format(
        name=name, now=whole(after), before=whole(before), word=word
    )
    whys = [
        _("{change}: {reason}").format(change=signed(r.delta), reason=printable(r.words or r.code))
        for r in reasons
    ]
    return sentences(line, _("; ").join(whys), lang=lang)


def named(code: str, name: str, why: str, lang: str) -> str:
    """Return a code with its name and reason, saying the name once."""
    _ = translator(lang)
    name, why = printable(name), printable(why)
    if code.isalpha():  # our own words for a loss that the rubric has no code for
        code = ""
    if name and why.startswith(f"{name}: "):
        why = _("{label}: {text}").format(label=name, text=why.removeprefix(f"{name}: "))
    head = " ".join(part for part in (code, "" if name and name in why else name) if part)
    if head == code:
        return " ".join(part for part in (code, why) if part)
    return sentences(head + _("."), why, lang=lang)


def review_lines(review: ReplyReview, lang: str, *, brief: bool = False) -> list[str]:
    """Return everything said about one reply, below the reply itself; no reason is said twice.

    With `brief`, as between two replies, one missing thing a dimension, without examples and gap labels.
    """
    _ = translator(lang)
    lines = []
    if not review.understood:
        lines.append(_("The customer could not read this reply."))
    lines += [
        sentences(level_words(note, lang) + _("."), printable(note.why), lang=lang) for note in review.levels
    ]
    if not brief:
        lines += gap_label_lines(review, lang)
    lines += _evidence_lines(review, lang)
    for cap in review.caps:
        if not any(cap.why and cap.why in note.why for note in review.levels):
            lines.append(_cap_line(cap, review, lang))
        if cap.say_instead and not any(printable(cap.say_instead) in line for line in lines):
            lines.append(_("Instead: {advice}").format(advice=printable(cap.say_instead)))
    for reason in review.not_counted:
        if not any(reason in note.why for note in review.levels):
            lines.append(_("Not counted: {reason}").format(reason=printable(reason)))
    spoken, tried = set[str](), set[str]()
    for advice in review.advice:
        if brief and advice.dimension in spoken:
            continue
        spoken.add(advice.dimension)
        told = named(advice.code, advice.name, advice.why, lang)
        full = advice.name and advice.why.startswith(advice.name)  # the engine's sentence holds its advice
        more = "" if full or advice.advice in advice.why else printable(advice.advice)
        lines.append(_("Missing: {reason}").format(reason=sentences(told, more, lang=lang)))
        if advice.line and not brief and advice.line not in tried:
            tried.add(advice.line)
            form = _("Example from another case: {line}") if advice.elsewhere else _("Try: {line}")
            lines.append(form.format(line=said(advice.line, lang)))
    return lines


def _evidence_lines(review: ReplyReview, lang: str) -> list[str]:
    """Return what counts and what costs: words that did several things are quoted once, for all of them."""
    _ = translator(lang)
    told = [e for e in review.evidence if e.kind == "bad" or (e.carries and e.name)]
    lines = []
    for kind, quote in dict.fromkeys((e.kind, e.quote) for e in told):
        here = [e for e in told if (e.kind, e.quote) == (kind, quote)]
        reasons = [
            printable(e.why) if e.code in GENERAL_CODES else named(e.code, e.name, e.why, lang) for e in here
        ]
        form = _("Counts: {quote} {reason}") if kind == "good" else _("Costs: {quote} {reason}")
        lines.append(form.format(quote=said(quote, lang), reason=sentences(*reasons, lang=lang)))
    spare = [e for e in review.evidence if e.kind == "good" and not e.carries and e.name]
    short = [e for e in spare if e.dimension in _short(review)]
    quoted_above = {e.quote for e in told}
    for form, items in (
        (_("Seen, but not enough for the next level: {list}"), short),
        (_("Also seen, not needed for the level: {list}"), [e for e in spare if e not in short]),
    ):
        found: dict[str, list[str]] = {}
        rules: dict[str, str] = {}
        for item in items:
            rules.setdefault(item.quote, item.rule)
            name = item.name if item in short else ""
            found.setdefault(item.quote, []).append(" ".join(filter(None, (item.code, printable(name)))))
        each = [
            _("{quote} {code}").format(
                quote=said(begun(quote, rules[quote], ECHO), lang, ECHO)
                if quote in quoted_above
                else said(quote, lang),
                code=_(", ").join(codes),
            )
            for quote, codes in found.items()
        ]
        if each:
            lines.append(form.format(list=_("; ").join(each)))
        quoted_above |= found.keys()
    return lines


def _short(review: ReplyReview) -> frozenset[Dimension | None]:
    """Return the dimensions in which something was found, and not enough of it to lift the level."""
    held = {e.dimension for e in review.evidence if e.kind == "good" and e.carries}
    return frozenset(n.dimension for n in review.levels if n.level and n.level < TOP) - held


def gap_label_lines(review: ReplyReview, lang: str) -> list[str]:
    """Return why each lost level was lost: its gap and reason, once for dimensions that share them."""
    _ = translator(lang)
    names: dict[str, list[str]] = {}
    for note in review.levels:
        if note.gap_reason:
            names.setdefault(note.gap_reason, []).append(in_short(note.name))
    form = _("{dimensions}: {reason}")
    return [
        form.format(dimensions=_(", ").join(shared), reason=printable(reason))
        for reason, shared in names.items()
    ]


def unsure_lines(review: ReplyReview, lang: str) -> list[str]:
    """Return what may or may not count in a reply, and how to contest it."""
    _ = translator(lang)
    doubts: dict[str, list[str]] = {}
    for doubt in review.unsure:
        doubts.setdefault(doubt.quote, []).append(
            named(doubt.code, doubt.name, "", lang).removesuffix(_("."))
        )
    lines = [
        _("Not sure this counts: {quote} ({code}). You can contest it.").format(
            quote=said(quote, lang), code=_("; ").join(names)
        )
        for quote, names in doubts.items()
    ]
    command = next((doubt.command for doubt in review.unsure if doubt.command), "")
    if command:
        lines.append(_("Contest it: {command}").format(command=command))
    return lines


def _cap_line(cap: CapNote, review: ReplyReview, lang: str) -> str:
    _ = translator(lang)
    name = next((n.name for n in review.levels if n.dimension == cap.dimension), cap.dimension)
    if cap.name and cap.name in cap.why:
        return _("Limit: {reason}").format(reason=printable(cap.why))
    form = _("Limit: {dimension} at most {limit}. {reason}")
    return form.format(dimension=name, limit=cap.limit, reason=named(cap.code, cap.name, cap.why, lang))


def time_words(promise: Promise) -> str:
    """Return by when something is promised, in the letters of the reply where its words hold the time."""
    by = promise.by if promise.by.endswith("m.") and promise.by.count(".") > 1 else promise.by.rstrip(".")
    at = promise.quote.lower().find(by)
    words = promise.quote[at:][: len(by)] if at >= 0 else by
    begins = at == 0 and not words.startswith(DAYS)  # a capital that is the sentence's and not the word's
    return words[:1].lower() + words[1:] if begins else words


def promise_line(note: PromiseNote, lang: str, *, standing: bool = True) -> str:
    """Return one entry of the ledger: what, who, when, on a condition, and (if asked) how it stands."""
    _ = translator(lang)
    promise = note.promise
    parts = [_("Reply {n}: {quote}").format(n=note.turn_no, quote=said(promise.quote or promise.what, lang))]
    for form, value in (
        (_("what: {value}"), promise.what if promise.what != promise.quote else ""),
        (_("who: {value}"), _("you") if promise.who in OWN else promise.who),
        (_("when: {value}"), time_words(promise)),
        (_("on a condition"), promise.condition),
    ):
        if value:
            parts.append(form.format(value=printable(value)))
    if standing:
        parts.append(label(STANDINGS, promise.standing, lang))
    if note.words:
        form = _("taken back with reply {n}: {quote}")
        parts.append(form.format(n=note.settled, quote=said(note.words, lang)))
    else:
        parts.append(label(PROMISES, note.status, lang))
    return _("; ").join(parts) + _(".")
