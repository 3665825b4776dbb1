"""Owns one person's progress as plain lines: what a screen reader speaks and a pipe carries.

Letters, digits and punctuation only; meters only where they are asked for. Never ranks or grades the
person, and never adds a figure that is not in the progress.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sim.locale import translator
from sim.model.score import TOP
from sim.report.printable import printable
from sim.report.progress_records import (
    AttemptNote,
    MeanLevel,
    PatternCount,
    Progress,
    Side,
    SignCount,
    Verdict,
)
from sim.report.words import ENDINGS, MODES, N_, label, sentences, whole

Say = Callable[[str], str]

CELLS = 10
"""Characters of a meter: a tenth of the scale each, and short enough for the end of a line."""


KINDS: Mapping[str, str] = {
    "branch": N_("a reply tried again"),
    "drill": N_("drill of one turn"),
}

HINDRANCES: Mapping[str, str] = {
    "undone": N_("a reply was taken back"),
    "hinted": N_("hints were read"),
    "aided": N_("help was used for a reply"),
    "between": N_("the same scenario was played elsewhere in the meantime"),
}

TRENDS: Mapping[str, str] = {
    "fades": N_("fewer than before"),
    "stays": N_("as many as before"),
    "grows": N_("more than before"),
}

STANDINGS: Mapping[str, str] = {
    "open": N_("too few scenarios for a verdict"),
    "above": N_("above the pass line"),
    "borderline": N_("borderline: too close to the pass line to be sure"),
    "below": N_("not above the pass line"),
}

VERDICTS: Mapping[str, str] = {
    "above": N_("Above the pass line in every dimension, on scenarios not practised before."),
    "borderline": N_("Borderline: at least one dimension is too close to the pass line to be sure."),
    "below": N_("Not above the pass line in every dimension yet."),
    "red_line": N_("A red line was crossed in one of these conversations."),
}


def progress_lines(progress: Progress, lang: str, *, plain: bool = True) -> list[str]:
    """Return the progress as lines in `lang`; without `plain` each level has a meter in ASCII."""
    _ = translator(lang)

    def listed(shown: Iterable[AttemptNote]) -> list[str]:
        return [line for note in shown for line in attempt_lines(note, progress, lang, plain=plain)]

    parts = [
        [title(progress, lang), *notes(progress, lang)],
        [_("Levels over time"), *listed(progress.attempts)],
        [_("Scenarios not practised before"), *verdict_lines(progress, lang)],
        [_("Scenarios practised before"), *repeated_lines(progress, lang)],
        [signs_heading(progress, lang), *(sign_line(s, lang) for s in progress.signs)],
        [patterns_heading(progress, lang), *(pattern_line(p, lang) for p in progress.patterns)],
        [
            _("Drills and replies tried again (they never count)"),
            *listed(progress.apart),
        ],
    ]
    none = _("Nothing yet.")
    return [line for part in parts for line in (*(part if len(part) > 1 else [*part, none]), "")][:-1]


def title(progress: Progress, lang: str) -> str:
    """Return the heading of the whole."""
    _ = translator(lang)
    return _("Progress: {who}").format(who=printable(progress.who))


def notes(progress: Progress, lang: str) -> list[str]:
    """Return how the figures are to be read, and what could not be read."""
    _ = translator(lang)
    lines = [
        _("Levels are practice feedback, not a certified measurement; based on SERVQUAL dimensions."),
        _("The range behind a mean level tells how far the replies of that talk differ; it needs three."),
        _("The time per reply is shown and never scored."),
    ]
    lines += [
        _("Attempt {attempt} could not be read and is left out.").format(attempt=printable(attempt))
        for attempt in progress.left_out
    ]
    return lines


def verdict_lines(progress: Progress, lang: str) -> list[str]:
    """Return the verdict on scenarios not practised before, or what is still needed for one."""
    _ = translator(lang)
    verdict = progress.unseen
    lines = [
        _("The pass line is above {line} of 100 in every dimension, on first attempts alone.").format(
            line=progress.pass_line
        )
    ]
    if verdict.standing == "open":
        lines.append(needs_line(verdict, lang))
    else:
        lines.append(label(VERDICTS, verdict.standing, lang))
    if verdict.red_lines:
        lines.append(_("A red line stands outside every average. Go through it with a trainer."))
    lines += [
        sentences(side_line(side, progress, lang), _standing(side, lang), lang=lang)
        for side in verdict.sides
        if side.attempts
    ]
    form = _("{title} ({scenario}), {day}: not counted as a first attempt, because {reasons}.")
    lines += [
        form.format(
            title=printable(note.title),
            scenario=printable(note.scenario),
            day=note.day,
            reasons=hindrances(note, lang),
        )
        for note in progress.attempts
        if note.hindered
    ]
    return lines


def needs_line(verdict: Verdict, lang: str) -> str:
    """Return how many scenarios a verdict still needs, and what there is where the library has too few."""
    _ = translator(lang)
    if verdict.left is not None and verdict.left < verdict.needs:
        form = _(
            "Scenarios still needed for a verdict: {n}; ready in the library and still open for a first "
            "attempt: {left} of {ready}."
        )
        return form.format(n=verdict.needs, left=verdict.left, ready=verdict.ready)
    form = _("Needs {n} more scenarios for a verdict.")
    if verdict.needs == 1:
        form = _("Needs one more scenario for a verdict.")
    return form.format(n=verdict.needs)


def hindrances(note: AttemptNote, lang: str) -> str:
    """Return why an attempt at a new scenario does not count as a first one."""
    _ = translator(lang)
    return _(", ").join(label(HINDRANCES, why, lang) for why in note.hindered)


def repeated_lines(progress: Progress, lang: str) -> list[str]:
    """Return the means over repeated attempts, which are practice and count for no verdict."""
    return [side_line(side, progress, lang) for side in progress.repeated if side.attempts]


def side_line(side: Side, progress: Progress, lang: str) -> str:
    """Return the mean of one dimension over attempts, and how far it may be off where that can be said."""
    _ = translator(lang)
    name = progress.names[side.dimension]
    if side.mean is None:
        return _("{dimension}: not scored; there was no opportunity for it.").format(dimension=name)
    form = _("{dimension}: mean of its levels {mean} of 100; conversations {n}.")
    if side.error is not None:
        form = _("{dimension}: mean of its levels {mean} of 100, give or take {error}; conversations {n}.")
    error = "" if side.error is None else f"{side.error:.1f}"
    return form.format(dimension=name, mean=f"{side.mean:.1f}", error=error, n=side.attempts)


def _standing(side: Side, lang: str) -> str:
    _ = translator(lang)
    return _("This is {standing}.").format(standing=label(STANDINGS, side.standing, lang))


def unaided_line(unaided: int, replies: int, lang: str) -> str:
    """Return how many replies were given without a hint or a suggested line."""
    _ = translator(lang)
    return _("Replies without help: {n} of {count}.").format(n=unaided, count=replies)


def signs_heading(progress: Progress, lang: str) -> str:
    """Return the heading of the indicators, with how many attempts and replies they are counted over."""
    _ = translator(lang)
    form = _("Indicators in the latest conversations (conversations {n}, replies {count})")
    return form.format(n=progress.sign_attempts, count=progress.sign_replies)


def sign_line(sign: SignCount, lang: str) -> str:
    """Return how often one indicator was shown and missing."""
    _ = translator(lang)
    form = _("{code} {name}: shown in {shown}, missing in {missing}.")
    return form.format(code=sign.code, name=printable(sign.name), shown=sign.shown, missing=sign.missing)


def patterns_heading(progress: Progress, lang: str) -> str:
    """Return the heading of the anti-patterns, with how many conversations are held against each other."""
    _ = translator(lang)
    if not progress.half:
        return _("Anti-patterns then and now (needs two conversations)")
    form = _("Anti-patterns then and now (the first {n} and the last {n} conversations)")
    return form.format(n=progress.half)


def pattern_line(pattern: PatternCount, lang: str) -> str:
    """Return how often one anti-pattern was found in each half, and which way that goes."""
    _ = translator(lang)
    form = _("{code} {name}: replies with it then {before}, now {after}; {trend}.")
    return form.format(
        code=pattern.code,
        name=printable(pattern.name),
        before=pattern.before,
        after=pattern.after,
        trend=label(TRENDS, pattern.trend, lang),
    )


def kind_words(note: AttemptNote, lang: str) -> str:
    """Return whether an attempt was the first at its scenario, a repeated one, or none that counts."""
    _ = translator(lang)
    if note.kind != "whole":
        return label(KINDS, note.kind, lang)
    if note.hindered:
        form = _("not practised before, but not counted as a first attempt: {reasons}")
        return form.format(reasons=hindrances(note, lang))
    return _("not practised before") if note.new else _("practised before")


def meter(level: float) -> str:
    """Return a mean level, 0-4, as a meter of ASCII such as `[######----]`."""
    full = whole(CELLS * level / TOP)
    return f"[{'#' * full}{'-' * (CELLS - full)}]"


def attempt_lines(note: AttemptNote, progress: Progress, lang: str, *, plain: bool = True) -> list[str]:
    """Return all that is told of one attempt: what it was, levels, then the other facts on one line."""
    _ = translator(lang)
    head = _("{day}: {title} ({scenario}), {mode}; {kind}.").format(
        day=note.day,
        title=printable(note.title),
        scenario=printable(note.scenario),
        mode=label(MODES, note.mode, lang),
        kind=kind_words(note, lang),
    )
    lines = [head, *(_level(level, progress, _, plain=plain) for level in note.levels if level.scored)]
    facts = []
    if note.perceived is not None:
        facts.append(_("Service as this customer perceived it: {n} of 100.").format(n=whole(note.perceived)))
    if note.ending:
        facts.append(_("Ending: {kind}.").format(kind=label(ENDINGS, note.ending, lang)))
    facts.append(unaided_line(note.unaided, note.replies, lang))
    if note.seconds is not None:
        facts.append(_("Seconds per reply, median: {n}.").format(n=whole(note.seconds)))
    return [*lines, sentences(*facts, lang=lang)]


def _level(level: MeanLevel, progress: Progress, _: Say, *, plain: bool) -> str:
    if level.mean is None:
        return ""
    form = _("{dimension}: mean level {mean} of 4; replies scored {scored}.")
    if level.low is not None:
        form = _("{dimension}: mean level {mean} of 4, likely {low} to {high}; replies scored {scored}.")
    line = form.format(
        dimension=progress.names[level.dimension],
        mean=f"{level.mean:.1f}",
        low="" if level.low is None else f"{level.low:.1f}",
        high="" if level.high is None else f"{level.high:.1f}",
        scored=level.scored,
    )
    return line if plain else f"{meter(level.mean)} {line}"
