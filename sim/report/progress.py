"""Owns the reading of one person's attempts over time: levels, signs, anti-patterns, unseen scenarios.

Never computes a level, never counts a drill or a branch, and never ranks or grades the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from statistics import mean, median, stdev

from sim.model.events import Ended, ReplyScored
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS, TOP, Dimension
from sim.report.progress_events import own_replies, reply_seconds, shown_codes
from sim.report.progress_first import Newness, newness
from sim.report.progress_records import (
    AttemptNote,
    MeanLevel,
    PatternCount,
    Played,
    Progress,
    Side,
    SignCount,
    Standing,
    Trend,
    Verdict,
)
from sim.report.review import kind_of, name_of

RECENT = 5
"""Attempts over which signs are counted: recent enough to act on, and as many as a verdict needs."""

VERDICT_NEEDS = 5
"""Scenarios before any verdict: reliability .80 with five, .45 with one (`domain.md` 5.3)."""

PASS_LINE = 80
"""Pass line where no rubric is at hand: the course's own rule, each category above 80 of 100."""

FEWEST = 3
"""Fewest scored replies that get an interval; with two it would reach over the whole scale."""

T975 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""97.5 % points of Student's t for 1 to 30 degrees of freedom; a test compares them with SciPy's."""


def build_progress(
    who: str,
    played: Iterable[Played],
    rubrics: Sequence[Rubric],
    lang: Lang,
    left_out: Sequence[str] = (),
    *,
    ready: Iterable[str] | None = None,
) -> Progress:
    """Return the progress of one person; `rubrics` name the codes, the first that knows one wins.

    `left_out` are attempts that could not be read; `ready` the scenarios that there are to play, by id.
    """
    begun = sorted(played, key=lambda p: (p.started_at, p.attempt))
    fresh = list(zip(begun, newness(begun), strict=True))
    notes = [(p, _note(p, new)) for p, new in fresh if p.finished]
    whole = [(p, note) for p, note in notes if p.kind == "whole"]
    line = rubrics[0].scale.pass_ if rubrics else PASS_LINE
    recent = [reply for p, _note in whole[-RECENT:] for reply in own_replies(p.timed)]
    half = len(whole) // 2
    sections = rubrics[0].sections if rubrics else ()
    names: dict[Dimension, str] = {d: d for d in DIMENSIONS}
    names.update({s.id: s.name.get(lang) for s in sections})

    def name(code: str) -> str:
        return next((n for r in rubrics if (n := name_of(code, r, lang))), "")

    return Progress(
        who=who,
        names=names,
        attempts=tuple(note for _p, note in whole),
        apart=tuple(note for p, note in notes if p.kind != "whole"),
        signs=_signs(recent, name),
        sign_attempts=len(whole[-RECENT:]),
        sign_replies=len(recent),
        patterns=_patterns([p for p, _note in whole], half, name),
        half=half,
        unseen=_verdict([n for _p, n in whole if n.new], line, _supply(fresh, ready)),
        repeated=tuple(_side(d, [n for _p, n in whole if not n.new], line) for d in DIMENSIONS),
        pass_line=line,
        left_out=tuple(left_out),
    )


def interval(levels: Sequence[int]) -> tuple[float, float] | None:
    """Return the 95 % t interval of a mean of levels, within 0-4.

    None below three levels, and where all are the same: a width of nothing would claim too much.
    """
    if len(levels) < FEWEST or len(set(levels)) == 1:
        return None
    reach = T975[min(len(levels) - 1, len(T975)) - 1] * stdev(levels) / sqrt(len(levels))
    middle = mean(levels)
    return max(0.0, middle - reach), min(float(TOP), middle + reach)


def _supply(fresh: Sequence[tuple[Played, Newness]], ready: Iterable[str] | None) -> tuple[int, int] | None:
    """Return how many scenarios there are, and in how many a first attempt can still count."""
    if ready is None:
        return None
    known = set(ready)
    used = {p.scenario for p, _new in fresh if p.practised}
    used -= {p.scenario for p, new in fresh if new.counts and not p.finished}
    return len(known), len(known - used)


def _note(played: Played, new: Newness) -> AttemptNote:
    replies = own_replies(played.timed)
    own = {r.turn_no for r in replies}
    ended = next((e for _at, e in reversed(played.timed) if isinstance(e, Ended)), None)
    times = [s for n, s in reply_seconds(played.timed).items() if n in own]
    crossed = [code for r in replies for code in r.explanation.red_lines]
    crossed += ended.red_lines if ended else ()
    return AttemptNote(
        attempt=played.attempt,
        day=played.day,
        scenario=played.scenario,
        title=played.title,
        lang=played.lang,
        mode=played.mode,
        kind=played.kind,
        new=new.new,
        first=new.counts,
        hindered=new.hindered,
        levels=tuple(_level(d, replies) for d in DIMENSIONS),
        perceived=ended.perceived if ended else None,
        ending=ended.kind if ended else "",
        replies=len(replies),
        unaided=sum(not r.aided for r in replies),
        seconds=round(median(times), 1) if times else None,
        red_lines=tuple(dict.fromkeys(crossed)),
    )


def _level(dimension: Dimension, replies: Sequence[ReplyScored]) -> MeanLevel:
    levels = [lv for r in replies if (lv := r.explanation.levels.get(dimension)) is not None]
    low, high = interval(levels) or (None, None)
    middle = mean(levels) if levels else None
    return MeanLevel(dimension=dimension, mean=middle, low=low, high=high, scored=len(levels))


def _signs(replies: Sequence[ReplyScored], name: Callable[[str], str]) -> tuple[SignCount, ...]:
    """Count indicators of the sheet; those missing most often first."""
    shown = Counter(c for r in replies for c in shown_codes(r.explanation) if kind_of(c) == "good")
    missing = Counter(c for r in replies for c in {m.code for m in r.explanation.missing})
    counted = [
        SignCount(code=c, name=name(c), shown=shown[c], missing=missing[c])
        for c in {*shown, *missing}
        if name(c)
    ]
    return tuple(sorted(counted, key=lambda s: (-s.missing, -s.shown, _place(s.code))))


def _patterns(whole: Sequence[Played], half: int, name: Callable[[str], str]) -> tuple[PatternCount, ...]:
    """Count anti-patterns in the first and the last `half` attempts; a middle one is in neither."""
    if not half:
        return ()

    def count(part: Sequence[Played]) -> Counter[str]:
        found = (r.explanation.codes() for p in part for r in own_replies(p.timed))
        return Counter(c for codes in found for c in codes if kind_of(c) == "bad")

    before, after = count(whole[:half]), count(whole[-half:])
    return tuple(
        PatternCount(
            code=c, name=name(c), before=before[c], after=after[c], trend=_trend(before[c], after[c])
        )
        for c in sorted({*before, *after}, key=lambda c: (-after[c], -before[c], _place(c)))
    )


def _trend(before: int, after: int) -> Trend:
    if after == before:
        return "stays"
    return "fades" if after < before else "grows"


def _place(code: str) -> tuple[str, int]:
    digits = code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return code.removesuffix(digits), int(digits) if digits.isdigit() else 0


def _side(dimension: Dimension, notes: Sequence[AttemptNote], line: int) -> Side:
    """Return a dimension over attempts; `borderline` is nearer to the line than one standard error."""
    index = DIMENSIONS.index(dimension)
    figures = [25 * m for n in notes if (m := n.levels[index].mean) is not None]
    middle = mean(figures) if figures else None
    error = stdev(figures) / sqrt(len(figures)) if len(figures) > 1 else None
    place: Standing = "open"
    if middle is not None and len(figures) >= VERDICT_NEEDS:
        place = "above" if middle > line else "below"
        if abs(middle - line) < (error or 0):
            place = "borderline"
    return Side(dimension=dimension, mean=middle, error=error, attempts=len(figures), standing=place)


def _verdict(new: Sequence[AttemptNote], line: int, supply: tuple[int, int] | None) -> Verdict:
    """Return the verdict on first attempts; help excuses no red line, so all `new` ones count for those."""
    firsts = [note for note in new if note.first]
    sides = tuple(_side(d, firsts, line) for d in DIMENSIONS)
    crossed = sum(bool(n.red_lines) for n in new)
    found = {s.standing for s in sides}
    order: tuple[Standing, ...] = ("open", "below", "borderline", "above")
    place = next(s for s in order if s in found)
    ready, left = supply or (None, None)
    return Verdict(
        standing="red_line" if crossed and place != "open" else place,
        needs=max(0, VERDICT_NEEDS - min(s.attempts for s in sides)),
        sides=sides,
        attempts=len(firsts),
        replies=sum(n.replies for n in firsts),
        red_lines=crossed,
        ready=ready,
        left=left,
    )
