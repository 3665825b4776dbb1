"""Owns the guards against gaming: word salad, echoes, copies, text for a grader.

The attacks are those of `domain.md` 5.4.

A flag says in words what was seen; a flagged reply stays at level 1 at most.
"""

from __future__ import annotations

from sim.locale import translator
from sim.model.language import Lang
from sim.model.scenario import Scenario
from sim.scoring.context import Case
from sim.text import Sources
from sim.text.copies import ECHO_SHARE, LONG_RUN

GLUE = {
    "en": frozenset(
        [
            "the",
            "a",
            "an",
            "to",
            "of",
            "and",
            "or",
            "but",
            "i",
            "you",
            "he",
            "she",
            "it",
            "we",
            "they",
            "me",
            "my",
            "your",
            "our",
            "his",
            "her",
            "its",
            "us",
            "them",
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "am",
            "do",
            "does",
            "did",
            "have",
            "has",
            "had",
            "will",
            "would",
            "can",
            "could",
            "should",
            "shall",
            "may",
            "might",
            "must",
            "not",
            "no",
            "if",
            "so",
            "that",
            "this",
            "these",
            "those",
            "there",
            "here",
            "in",
            "on",
            "at",
            "by",
            "for",
            "from",
            "with",
            "as",
            "up",
            "out",
            "off",
            "about",
            "what",
            "which",
            "who",
            "when",
            "where",
            "why",
            "how",
            "than",
            "then",
        ]
    ),
    "zh": frozenset("的了我您是在把给会就都也还这那个有不到和跟让被说要么吗呢吧啊"),
}
"""Words that hold sentences together. A reply without them is a list of words."""

LEAST_GLUE = {"en": 0.15, "zh": 0.07}
"""Share of such words under which a reply of some length is no sentence; pinned by `test_gaming.py`."""

SHORTEST = {"en": 7, "zh": 14}
"""Replies shorter than this may do without them, and so may any reply with a clock time or a sum."""

PIECES = 8
PIECE = {"en": 2.5, "zh": 4.0}
"""So many pieces of so few words each are a list, even with a time or a sum among them."""


def fixed_sources(scenario: Scenario, lang: Lang) -> Sources:
    """Return the texts of a scenario that earn nothing when copied: the card and the better exemplars."""
    card = [e.text.get(lang) for e in scenario.facts.card]
    exemplars = [
        text.get(lang)
        for t in scenario.turns
        if t.exemplars
        for text in (t.exemplars.middling, t.exemplars.strong)
    ]
    return Sources(card, lang, base=Sources(exemplars, lang, run=LONG_RUN))


def mark_copies(case: Case, fixed: Sources) -> None:
    """Mark copied tokens; flag replies that are an echo as a whole or repeat an own earlier one."""
    _ = translator(case.lang)
    customer = Sources(case.context.customer, case.lang)
    everything = Sources([*case.context.customer, *case.context.own], case.lang, base=fixed)
    tokens = case.reading.tokens
    case.copied |= everything.copied(tokens)
    if customer.echo_share(tokens) >= ECHO_SHARE:
        case.copied |= customer.echoed(tokens)
        case.flags["echo"] = _("Most of this reply repeats the customer's own message.")
    own = Sources(case.context.own, case.lang)
    repeated = own.copied(tokens)
    if repeated:
        case.add("X09", min(repeated), max(repeated), "check:repeat", "own")
    if tokens and len(case.copied) * 2 > len(tokens) and "echo" not in case.flags:
        case.flags["copied"] = _(
            "Most of this reply is copied from the card, an example or an earlier reply."
        )


def check(case: Case) -> None:
    """Flag word lists and text addressed to a grader."""
    _ = translator(case.lang)
    for hit in case.reading.find("family.puzzled"):
        if not case.reading.quoted(hit):
            case.flags["grader"] = _(
                "Part of this reply is addressed to a grader or a machine, not to the customer."
            )
            break
    if _is_word_list(case) or _is_shuffled(case):
        case.flags["word_list"] = _("This reply is a list of words, not sentences.")


LEADERS = frozenset(["the", "a", "an", "my", "your", "our", "his", "her", "its", "their"])
"""English words that lead to a noun; another glue word right after one is a sign of shuffled words."""

LEADING = 4
STRAY_SHARE = 0.3
"""With so many leaders in a reply, of which so many lead to no noun, its words were shuffled (attack G15).

In sentences the share is next to nothing ("the one", "your own"); in shuffled ones it is that of glue words.
"""


def _is_shuffled(case: Case) -> bool:
    tokens = case.reading.tokens
    if case.lang != "en":
        return False
    followed = [
        (t, tokens[i + 1])
        for i, t in enumerate(tokens[:-1])
        if t.raw in LEADERS and case.reading.clause_of[i] == case.reading.clause_of[i + 1]
    ]
    ends = sum(
        1
        for i, t in enumerate(tokens)
        if t.raw in LEADERS
        and (i + 1 == len(tokens) or case.reading.clause_of[i] != case.reading.clause_of[i + 1])
    )
    stray = ends + sum(1 for _, following in followed if following.raw in GLUE["en"])
    count = len(followed) + ends
    return count >= LEADING and stray / count >= STRAY_SHARE


def _is_word_list(case: Case) -> bool:
    lang = case.lang
    tokens = [t for t in case.reading.tokens if not t.raw[0].isdigit()]
    if len(tokens) < SHORTEST[lang]:
        return False
    pieces = len({case.reading.clause_of[i] for i in range(len(case.reading.tokens))})
    chopped = pieces >= PIECES and len(case.reading.tokens) / pieces <= PIECE[lang]
    if not chopped and (
        case.reading.amounts or any(w.kind in ("clock", "window") for w in case.reading.times)
    ):
        return False
    glue = sum(1 for t in tokens if t.raw in GLUE[lang] or t.key in GLUE[lang])
    return glue / len(tokens) < LEAST_GLUE[lang]
