"""Owns where a writer comes back to words of their own: what they said before, and that it was wrong.

Knows no promise. A correction is open when it says both; who supposes, asks or denies that something was
wrong corrects nothing, and neither does who speaks of somebody else's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.text.corrections_words import WORDS, Words
from sim.text.polarity import quoted_spans
from sim.text.segment import sentences

ASKED = 4
"""Characters behind "wrong" within which a question mark or 吗 makes it a question."""

BEFORE = 24
"""Characters before "wrong" in which a denial of it stands: four words, or a clause of Chinese."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A place where the writer speaks of what they said before, in plain text, `end` exclusive.

    `about` is the stretch that names it, empty where it is only pointed at ("that was wrong"). `open` says
    that it is called wrong there; without that, only what follows can show it. `promising` says that it is
    called a promise. `again` says that it can mean what stands right before it in the same text.
    """

    start: int
    end: int
    about: tuple[int, int]
    sentence: int
    open: bool
    promising: bool = False
    again: bool = False


Matches = list[list[re.Match[str]]]
"""What was found, sentence by sentence."""


def find_corrections(text: str, lang: str) -> list[Correction]:
    """Return every place where the writer of a plain text comes back to own words. Never raises."""
    page = _Page(text, WORDS[lang], tuple((piece.start, piece.end) for piece in sentences(text)), lang)
    quotes = quoted_spans(text)
    said: Matches = []
    wrong: Matches = []
    for start, end in page.places:
        called = [m for m in page.words.wrong.finditer(text, start, end) if not _inside(m.span(), quotes)]
        spans = [*quotes, *(m.span() for m in called)]
        said.append([m for m in page.words.said.finditer(text, start, end) if not _inside(m.span(), spans)])
        wrong.append([m for m in called if page.means(m, start, end)])
    found = [*_said(page, said, wrong), *_called_wrong(page, said, wrong)]
    return sorted(found, key=lambda c: (c.start, c.end))


def replaced(text: str, lang: str, correction: Correction, end: int) -> tuple[int, int] | None:
    """Return where something else is put in place of what was said ("but it will be Thursday"), if it is.

    The place begins with the turn and ends at `end`; whoever knows times looks for another one in it.
    """
    match = WORDS[lang].replaced.match(text, correction.about[1], end)
    return (match.start(), end) if match else None


def not_so(text: str, lang: str, place: int) -> bool:
    """Say whether what begins at `place` is said not to be so ("not tomorrow", "不是今天")."""
    return bool(WORDS[lang].not_so.search(text[max(0, place - BEFORE) : place]))


@dataclass(frozen=True)
class _Page:
    """A text, the patterns of its language, and the places of its sentences."""

    text: str
    words: Words
    places: tuple[tuple[int, int], ...]
    lang: str

    def means(self, match: re.Match[str], start: int, end: int) -> bool:
        """Say whether a "wrong" of the sentence `start`..`end` is neither supposed, doubted nor asked."""
        if self.words.supposed.search(self.text, start, match.start()):
            return False
        first = max(self.clause_start(match.start(), start), match.start() - BEFORE)
        if self.words.doubted.search(self.text[first : match.start()]):
            return False
        return not re.match(rf".{{0,{ASKED}}}(?:[?？]|吗|没有[?？])", self.text[match.end() : end + 1])

    def clause_start(self, place: int, start: int) -> int:
        """Return where the clause around a place begins, by punctuation alone, not before `start`."""
        return max((m.end() for m in _CLAUSE.finditer(self.text, start, place)), default=start)

    def turn(self, start: int, end: int) -> int:
        """Return where the stretch that begins at `start` gives way to something new."""
        match = self.words.turn.search(self.text, start, end)
        return match.start() if match else end


_CLAUSE = re.compile(r"[,，、:：;；()（）]|\s-\s")


def _said(page: _Page, said: Matches, wrong: Matches) -> Iterator[Correction]:
    """Yield a correction for each "I said", with the "wrong" that goes with it, if any."""
    for number, matches in enumerate(said):
        start, end = page.places[number]
        for place, match in enumerate(matches):
            if page.words.supposed.search(page.text, start, match.start()):
                continue
            first = page.clause_start(match.start(), start)
            stop = page.turn(match.end(), matches[place + 1].start() if matches[place + 1 :] else end)
            other = _partner(page, number, match, wrong)
            spans = [match.span()]
            if other is not None:
                spans.append(other.span())
                if match.end() <= other.start() < stop:
                    stop = other.start()
                elif other.end() <= match.start():
                    first = max(first, other.end())
            yield Correction(
                start=min(first, *(a for a, _ in spans)),
                end=max(stop, *(b for _, b in spans)),
                about=(first, stop),
                sentence=number,
                open=other is not None,
                promising=any(page.words.promising.search(page.text, *span) for span in spans),
            )


def _partner(page: _Page, number: int, said: re.Match[str], wrong: Matches) -> re.Match[str] | None:
    """Return the "wrong" that goes with an "I said": in its sentence, the next one, or announced before."""
    words = page.words
    for match in wrong[number]:
        apart = words.subject.search(match.group()) and not words.spoken.search(match.group())
        between = page.text[said.end() : match.start()]
        if match.start() >= said.end() and not (apart and words.other.search(between)):
            return match
    for match in reversed(wrong[number]):
        if match.end() <= said.start():
            return match
    for match in wrong[number + 1][:1] if number + 1 < len(wrong) else ():
        spoken = words.spoken.search(match.group()) and not words.called.search(match.group())
        if spoken or words.pointing.search(match.group()):
            return match
    ahead = wrong[number - 1] if number else []
    return next((m for m in reversed(ahead) if words.announced.search(m.group())), None)


def _called_wrong(page: _Page, said: Matches, wrong: Matches) -> Iterator[Correction]:
    """Yield a correction for each "wrong" said of own words that names what was wrong, or points at it."""
    words = page.words
    for number, matches in enumerate(wrong):
        start, end = page.places[number]
        for match in matches:
            again = bool(words.again.search(page.text[start : match.end()]))
            if not words.spoken.search(match.group()) and not again:
                continue
            first = page.clause_start(match.start(), start)
            about = match.start(), match.start()
            if words.called.search(match.group()):  # Chinese may put what was wrong first
                about = (first if page.lang == "zh" else match.end()), page.turn(match.end(), end)
            elif match.group("o"):
                about = match.span("o")
            elif words.subject.search(match.group()):
                about = first, match.start()
            if said[number] and not page.text[slice(*about)].strip():
                continue
            yield Correction(
                start=first,
                end=max(match.end(), about[1]),
                about=about,
                sentence=number,
                open=True,
                promising=bool(words.promising.search(match.group())),
                again=again,
            )


def _inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)
