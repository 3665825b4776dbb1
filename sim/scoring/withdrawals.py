"""Owns which promises a reply takes back openly: those it corrects, and those it contradicts itself.

A promise is what stands in the ledger (`ledger`); that it was wrong is what `text` finds. Never gives a
point and never takes one: what a correction is worth as A11, or costs as X26, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sim.model.language import Lang
from sim.model.score import Promise, Span, TakenBack
from sim.scoring.conflicts import CONTRADICTION
from sim.scoring.context import Case
from sim.scoring.glue import GLUE
from sim.text import Correction, Typed, When, find_amounts, find_times, not_so, replaced

ALIKE = 0.5
"""Share of what a correction names that a promise must say to be the one meant, as `ALL` and `ANY` are not.

Half, because who comes back to a promise says it in other words: "the days you lost" for "your wages for
both days". Pinned by the sentences of `tests/scoring/test_withdrawals.py`.
"""

LEAST_ALIKE: dict[Lang, int] = {"en": 1, "zh": 2}
"""Fewest content words (Chinese: characters) in common; one character is in every sentence."""

_SPEAKING: dict[Lang, frozenset[str]] = {
    "en": frozenset(
        {
            "again",
            "befor",
            "correct",
            "earlier",
            "error",
            "gave",
            "give",
            "guarante",
            "just",
            "messag",
            "mistak",
            "never",
            "offer",
            "own",
            "promis",
            "promise",
            "realli",
            "said",
            "say",
            "so",
            "sorri",
            "tell",
            "thing",
            "told",
            "veri",
            "will",
            "word",
            "wrong",
        }
    ),
    "zh": frozenset("说讲答应承诺许错误刚才之前抱歉起很真实话其回复先口头随收正更不对"),
}
"""Words of a correction that speak of speaking, and name no promise."""

_KINDS: dict[Lang, tuple[tuple[re.Pattern[str], str], ...]] = {
    "en": (
        (re.compile(r"\b(?:day|date)\b"), "day"),
        (re.compile(r"\b(?:time|hour|slot|window|o'clock)\b"), "time"),
        (re.compile(r"\b(?:amount|sum|figure|price)\b"), "sum"),
    ),
    "zh": (
        (re.compile(r"日期|日子|哪天"), "day"),
        (re.compile(r"时间|时段|钟点|几点"), "time"),
        (re.compile(r"金额|数额|钱数|数字"), "sum"),
    ),
}
"""A correction may name only what kind of thing was wrong ("I got the date wrong")."""

_MARKS = " \n\t,.;:!，。；：！、"

_TOPICS = ("forbidden", "offer", "limit")
"""Kinds of facts by which a promise, or its denial, is known."""

_EVERYTHING: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\bof (?:this|that|it|these|those|the above)$"),
    "zh": re.compile(r"^(?:以上|上面|前面)"),
}
"""A contradiction that takes back all that stands before it."""


@dataclass(frozen=True)
class _Known:
    """A promise with what it says: content words, times and sums; `own` is its place in this very reply."""

    promise: Promise
    keys: frozenset[str]
    times: tuple[When, ...]
    sums: frozenset[float]
    own: int = -1

    @property
    def topic(self) -> str:
        """Name of the fact that was promised; a limit of that name says that it cannot be."""
        return self.promise.ref.partition(".")[2]

    def has(self, kind: str) -> bool:
        """Say whether the promise names a day, an hour or a sum."""
        if kind == "sum":
            return bool(self.sums)
        if kind == "day":
            return any(t.kind == "day" or t.day is not None for t in self.times)
        return any(t.kind != "day" for t in self.times)


def check(case: Case) -> None:
    """Fill `case.withdrawn` with the promises that stood, or were made here, and stand no more."""
    if not (case.promises or case.context.promises):
        return
    if not (case.corrections or any(f.rule == CONTRADICTION for f in case.findings)):
        return
    known = [_known(p, case.lang) for p in case.context.promises]
    known += [_known(p, case.lang, own=p.span[0]) for p in case.promises]
    _contradicted(case, known)
    plain = case.reading.plain
    # quote what says it best
    found = sorted(case.corrections, key=lambda c: (not _named(case, c.about, known), c.start - c.end))
    for correction in found:
        span = _trimmed(plain.original, plain.span(correction.start, correction.end))
        meant = _meant(case, correction, [k for k in known if k.own < span[0]])
        said = {(k.promise.span, k.promise.quote) for k in meant}
        for one in known:
            promise = one.promise
            again = one.own >= 0 and TakenBack(promise=promise, span=span, quote="").told_again
            if (promise.span, promise.quote) in said or (again and (correction.open or meant)):
                _take(case, promise, span)


def _take(case: Case, promise: Promise, span: Span) -> None:
    if all(t.promise != promise for t in case.withdrawn):
        words = case.reading.plain.original[slice(*span)]
        case.withdrawn.append(TakenBack(promise=promise, span=span, quote=words))


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without what stands around its words: spaces and the marks that end a clause."""
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip(_MARKS))
    return start, max(start, span[0] + len(words.rstrip(_MARKS)))


def _contradicted(case: Case, known: Sequence[_Known]) -> None:
    """Take back what the reply itself contradicts later on: X26 says where."""
    for finding in case.findings:
        if finding.rule != CONTRADICTION:
            continue
        before = [k for k in known if 0 <= k.own < finding.span[0]]
        if not _EVERYTHING[case.lang].search(finding.quote.lower()):
            keys = _content(finding.quote, case.lang)
            before = [k for k in before if _alike(keys, k.keys, case.lang)]
        for one in before:
            _take(case, one.promise, finding.span)


def _meant(case: Case, correction: Correction, known: Sequence[_Known]) -> list[_Known]:
    """Return the promises that a correction takes back."""
    lang, text = case.lang, case.reading.plain.text
    about = text[slice(*correction.about)]
    named = _named(case, correction.about, known)
    if correction.open:
        return named or _denied(case, correction, known) or _pointed_at(case, correction, about, known)
    sentence = case.reading.sentences[correction.sentence]
    denied = [k for k in _denied(case, correction, known) if k in named]
    if denied:
        return denied
    place = replaced(text, lang, correction, sentence.end)
    others = _times_in(text[slice(*place)], lang) if place else ()
    return [k for k in named if any(_differ(one, k.times) for one in others)]


def _named(case: Case, place: Span, known: Sequence[_Known]) -> list[_Known]:
    """Return the promises that a stretch of text names: by its fact, its words, its time or its sum."""
    about = case.reading.plain.text[slice(*place)]
    if not about.strip():
        return []
    first = case.reading.token_at(place[0])
    last = case.reading.token_before(place[1])
    hits = [
        h for kind in _TOPICS for h in case.reading.find_kind(kind) if first <= h.first and h.last <= last
    ]
    topics = {h.ref.partition(".")[2] for h in hits}
    keys, times, sums = _content(about, case.lang), _times_in(about, case.lang), _sums_in(about)
    found: dict[int, list[_Known]] = {}
    for one in known:
        agree = sum(_same(t, other) for t in times for other in one.times) + len(sums & one.sums)
        if not agree and ((times and one.times) or (sums and one.sums)):
            continue
        told = bool(one.topic and one.topic in topics) or _alike(keys, one.keys, case.lang)
        if told or agree:
            found.setdefault(2 * told + bool(agree), []).append(one)
    best = found[max(found)] if found else []
    if best and max(found) == 1:  # by a time alone: the promise made last that says it
        best = [best[-1]]
    return best


def _denied(case: Case, correction: Correction, known: Sequence[_Known]) -> list[_Known]:
    """Return the promises of which the same or the next sentence says that they cannot be given."""
    reading, lang = case.reading, case.lang
    text = reading.plain.text
    near = (correction.sentence, correction.sentence + 1)
    told = range(reading.token_at(correction.about[0]), reading.token_at(correction.about[1]))
    no = [h for h in reading.find_kind("limit") if not reading.quoted(h)]
    no += [h for kind in ("forbidden", "offer") for h in reading.find_kind(kind) if reading.negated(h)]
    places = {h.first: h.ref.partition(".")[2] for h in no if h.first not in told}
    topics = {topic for first, topic in places.items() if reading.sentence_of[first] in near}
    clauses = [
        _content(reading.clause_text(tokens[0]), lang)
        for tokens in reading.tokens_of.values()
        if reading.sentence_of[tokens[0]] in near and tokens[0] not in told
        and reading.holds_negator(tokens[0], tokens[-1])
    ]  # fmt: skip
    refused = [
        t for t in reading.times
        if reading.sentence_of[reading.token_at(t.start)] in near and not_so(text, lang, t.start)
    ]  # fmt: skip
    return [
        k for k in known
        if (k.topic and k.topic in topics)
        or any(_alike(keys, k.keys, lang) for keys in clauses)
        or any(_same(t, other) for t in refused for other in k.times)
    ]  # fmt: skip


def _pointed_at(case: Case, correction: Correction, about: str, known: Sequence[_Known]) -> list[_Known]:
    """Return the one promise that a correction can mean which names none ("I promised too much")."""
    sentence = correction.sentence
    if correction.again:
        near = [k for k in known if k.own >= 0 and sentence - 1 <= case.sentence_at(k.own) <= sentence]
        if near:
            return near[-1:]
    kind = next((name for pattern, name in _KINDS[case.lang] if pattern.search(about)), "")
    if kind:
        return _only([k for k in known if k.has(kind)])
    if correction.promising and not _content(about, case.lang):
        return _only(known) or _only([k for k in known if k.promise.standing == "over"])
    return []


def _only(known: Sequence[_Known]) -> list[_Known]:
    """Return the one promise there is; nothing where there are several."""
    return list(known) if len({(k.promise.span, k.promise.quote) for k in known}) == 1 else []


@lru_cache(maxsize=512)
def _known(promise: Promise, lang: Lang, own: int = -1) -> _Known:
    said = f"{promise.quote} {promise.what if promise.ref else ''}"
    times = tuple(dict.fromkeys((*_times_in(promise.by, lang), *_times_in(promise.quote, lang))))
    return _Known(promise, _content(said, lang), times, _sums_in(promise.quote), own)


def _content(text: str, lang: Lang) -> frozenset[str]:
    """Return the keys of the words that say something, without those that speak of speaking."""
    return frozenset(
        t.key for t in Typed.of(text).tokens if t.raw not in GLUE[lang] and t.key not in _SPEAKING[lang]
    )


def _alike(named: frozenset[str], said: frozenset[str], lang: Lang) -> bool:
    same = len(named & said)
    return same >= LEAST_ALIKE[lang] and same >= ALIKE * min(len(named), len(said))


def _times_in(text: str, lang: Lang) -> tuple[When, ...]:
    return tuple(find_times(Typed.of(text).plain.text, lang))


def _sums_in(text: str) -> frozenset[float]:
    return frozenset(a.value for a in find_amounts(Typed.of(text).plain.text))


def _same(one: When, other: When) -> bool:
    """Say whether two times agree in all that both of them say, and say something in common."""
    agree = False
    for a, b, turn in ((one.day, other.day, 0), (one.late, other.late, 12), (one.early, other.early, 12)):
        if a is not None and b is not None:
            if a != b and (not turn or abs(a - b) != turn):
                return False
            agree = True
    if agree:
        return True
    return one.kind == other.kind and one.day == other.day and _bare(one.text) == _bare(other.text)


def _differ(one: When, times: Sequence[When]) -> bool:
    """Say whether a time puts another one in the place of those promised: the same kind, another value."""
    return bool(times) and not any(_same(one, other) for other in times)


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
