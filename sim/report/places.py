"""Owns where the facts of a case stand in a reply, and whether they can be seen there.

Reads only what the engine wrote down; it looks for no fact itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.events import ReplyScored
from sim.model.language import Lang
from sim.model.score import Span

MOST_BEFORE: dict[Lang, int] = {"en": 60, "zh": 100}
"""Words (Chinese: characters) that may stand before the key fact; after more, a reader has stopped looking.

A design value: more than four fifths of the rated replies are shorter than that as a whole. Pinned by the
fixtures of the perception gap.
"""

MOST_AROUND: dict[Lang, int] = {"en": 40, "zh": 70}
"""Words (Chinese: characters) of one sentence in which a fact can still be found. Pinned by the same."""


def size(text: str, lang: Lang) -> int:
    """Return the words of a text, in Chinese its characters."""
    return len(text.split()) if lang == "en" else sum(not c.isspace() for c in text)


def sentence_around(text: str, place: int) -> Span:
    """Return the span of the sentence in which a place of `text` lies."""
    from sim.text.segment import sentences

    pieces = [(p.start, p.end) for p in sentences(text)]
    return next((p for p in pieces if p[0] <= place < p[1]), (0, len(text)))


def stated(reply: ReplyScored, refs: Sequence[str]) -> list[Span]:
    """Return where a reply states any of these facts, as far as the engine says where.

    An answer (R1) spans the fact's own words and no more; only without one do other places stand in.
    """
    rules = {f"fact:{ref}" for ref in refs}
    said = reply.explanation
    found = [f for f in said.findings if f.rule in rules]
    exact = [f.span for f in found if f.code == "R1"] or [f.span for f in found]
    if exact:
        return exact
    acts = [f.span for f in said.findings if f.link in refs and f.rule.startswith(("check:", "phrase:"))]
    return acts + [p.span for p in said.promises if p.ref in refs]


def words_before(reply: ReplyScored, span: Span, lang: Lang) -> int:
    """Return how many words (characters) of the reply stand before a place."""
    return size(reply.reply[: span[0]], lang)


def words_around(reply: ReplyScored, span: Span, lang: Lang) -> int:
    """Return how many words (characters) the sentence around a place has."""
    return size(reply.reply[slice(*sentence_around(reply.reply, span[0]))], lang)
