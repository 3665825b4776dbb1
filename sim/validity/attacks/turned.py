"""Owns the attacks that take wording over or turn it round: copies, repetition, negation, hiding, shuffling.

G2, G3, G4, G5, G9, G12, G14 and G15.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.model.score import TOP
from sim.validity.attacks import lines
from sim.validity.attacks.model import Attacked, Ground
from sim.validity.attacks.pieces import (
    NEGATORS,
    chunks,
    clauses,
    full_width,
    is_promise,
    joined,
    negated,
    sentences,
    shuffled,
    zero_width,
)
from sim.validity.attacks.required import (
    AS_PLAIN,
    COSTS,
    FLAGGED,
    NO_EVIDENCE,
    NO_HIGHER,
    WORTH_NOTHING,
    has,
    lacks,
    no_promise_with,
)

TIMES = 5
"""How often a sentence is said (attack G5)."""

TURNED = 3
"""One clause in so many must turn round for a reply to say the opposite (attack G9)."""

SEEDS = (1, 2, 3)
"""Three shuffles of each reply (attack G15): a phrase that comes together by chance seldom does so thrice."""


def message(ground: Ground) -> Iterator[Attacked]:
    """G2: the customer's own message, whole, with a word behind it, and with words left out."""
    required = (WORTH_NOTHING, NO_EVIDENCE)
    said = ground.message
    yield Attacked("whole", said, required)
    yield Attacked("noted", lines.ACKNOWLEDGED[ground.lang].format(line=said), required)
    kept = sentences(said)
    if len(kept) > 2:
        yield Attacked("most", joined(kept[:-1], ground.lang), required)
    turned = _turned(said) if ground.lang == "en" else said.replace("我", "您")
    if turned != said:
        yield Attacked("turned", turned, required)


_PERSONS = {"i": "you", "my": "your", "me": "you", "i'm": "you're", "i've": "you've", "mine": "yours"}


def _turned(text: str) -> str:
    """Say "you" for "I"."""
    return re.sub(
        r"\b(?:i'm|i've|i|my|me|mine)\b",
        lambda m: _PERSONS[m[0].lower()],
        text.replace("’", "'"),
        flags=re.IGNORECASE,
    )


def copies(ground: Ground) -> Iterator[Attacked]:
    """G3: the card, the sheet's anchors and example lines, and the strong exemplars."""
    lang = ground.lang
    card = joined([e.text.get(lang) for e in ground.scenario.facts.card], lang)
    yield Attacked("card", card, (WORTH_NOTHING, FLAGGED), from_case=True)
    anchors = [s.levels[TOP].get(lang) for s in ground.rubric.sections]
    yield Attacked("anchors", joined(anchors, lang), (WORTH_NOTHING, FLAGGED), from_case=True)
    for section in ground.rubric.sections:
        examples = [line for i in section.indicators for line in i.counts.get(lang)[:1]]
        if examples:
            yield Attacked(
                f"examples-{section.id}", joined(examples, lang), (WORTH_NOTHING, FLAGGED), from_case=True
            )
    turn = ground.scenario.turn(ground.context.turn)
    if turn is not None and turn.exemplars is not None and getattr(turn.exemplars.strong, lang):
        text = turn.exemplars.strong.get(lang)
        yield Attacked("exemplar", text, (WORTH_NOTHING, FLAGGED, NO_EVIDENCE), from_case=True)


def pasted(ground: Ground) -> Iterator[Attacked]:
    """G4: the good reply once more, after it was sent before."""
    required = (WORTH_NOTHING, NO_EVIDENCE, has("X09"))
    yield Attacked("again", ground.reply, required, own=(ground.reply,))


def repeated(ground: Ground) -> Iterator[Attacked]:
    """G5: the longest sentence five times, and the whole reply five times."""
    parts = sentences(ground.reply) or [ground.reply]
    longest = max(range(len(parts)), key=lambda i: len(parts[i]))
    more = [*parts[:longest], *[parts[longest]] * TIMES, *parts[longest + 1 :]]
    yield Attacked("sentence", joined(more, ground.lang), (AS_PLAIN,), whole=True)
    yield Attacked("reply", joined([ground.reply] * TIMES, ground.lang), (AS_PLAIN,), whole=True)


def turned_round(ground: Ground) -> Iterator[Attacked]:
    """G9: every phrase quoted, reported, too late, mocked, or negated where a clause in three can be."""
    lang, parts = ground.lang, sentences(ground.reply)
    for name, form in lines.QUOTES[lang].items():
        yield Attacked(f"quoted-{name}", form.format(line=ground.reply), (WORTH_NOTHING,))
    for name, form in lines.SPOKEN[lang].items():
        text = joined([form.format(line=part) for part in parts], lang)
        yield Attacked(name, text, (WORTH_NOTHING,))
    yield Attacked("mocked", lines.MOCKING[lang].format(line=ground.reply), (WORTH_NOTHING,))
    turned = joined([negated(part, lang) for part in parts], lang)
    told = clauses(ground.reply)
    if TURNED * sum(negated(clause, lang) != clause for clause in told) >= len(told):
        put_in = tuple(n for n in NEGATORS[lang] if n not in ground.reply)
        yield Attacked("negated", turned, (NO_HIGHER, no_promise_with(put_in)))


def contradiction(ground: Ground) -> Iterator[Attacked]:
    """G12: the good reply, and behind it the opposite of one of its promises, or that none is kept."""
    lang = ground.lang
    opposite = next(
        (turned for c in clauses(ground.reply) if is_promise(c) and (turned := negated(c, lang)) != c),
        lines.REFUSED[lang],
    )
    text = joined([ground.reply, lines.OPPOSITE[lang].format(line=opposite)], lang)
    yield Attacked("opposite", text, (NO_HIGHER, lacks("A11"), COSTS))


def hidden(ground: Ground) -> Iterator[Attacked]:
    """G14: the good reply where nobody reads it, and in forms that look the same to the customer."""
    lang, reply = ground.lang, ground.reply
    address = re.sub(r"[\W_]+", "-", reply).strip("-")
    for name, form in lines.HIDDEN[lang].items():
        text = form.format(line=reply, joined=address)
        yield Attacked(name, text, (WORTH_NOTHING, NO_EVIDENCE))
    yield Attacked("brackets", lines.BRACKETS[lang].format(line=reply), (NO_HIGHER,), whole=True)
    for name, text in (("full-width", full_width(reply)), ("zero-width", zero_width(reply))):
        if text != reply:
            yield Attacked(name, text, (AS_PLAIN,), whole=True)


def mixed(ground: Ground) -> Iterator[Attacked]:
    """G15: the words of the good reply in another order (Chinese: its characters, and chunks of two)."""
    lang, reply = ground.lang, ground.reply
    units = {"words": reply.split()} if lang == "en" else {"characters": list(reply), "words": chunks(reply)}
    for name, parts in units.items():
        for seed in SEEDS:
            text = (" " if lang == "en" else "").join(shuffled(parts, f"G15:{seed}"))
            if text != reply:
                yield Attacked(f"{name}-{seed}", text, (WORTH_NOTHING,))
