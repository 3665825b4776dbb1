"""Owns the guards against gaming: word salad, echoes, copies, text for a grader.

The attacks are those of `domain.md` 5.4.

A flag says in words what was seen; a flagged reply stays at level 1 at most.
"""

from __future__ import annotations

import math
import re

from sim.locale import translator
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.scoring.context import Case
from sim.scoring.glue import GLUE, LEANER
from sim.text import Sources, Token, has_own_order, stray_capitals, stray_stops, told_in
from sim.text.copies import ECHO_SHARE, LONG_RUN
from sim.text.fluency import STOP

LEAST_GLUE = {"en": 0.15, "zh": 0.07}
"""Share of such words under which a reply of some length is no sentence; pinned by `test_gaming.py`."""

TERSELY: dict[Lang, float] = {"en": 0.7, "zh": math.inf}
"""Fluency from which words without such ones are terse talk ("Lab gets it tonight, result comes Thursday").

Of 7,329 English example sentences 23 have next to none of them, and 21 lie above; of the attacked replies
that are lists of words for this reason alone (G1) the highest has .60. Chinese lists of words stand in an
order as likely as that of sentences nobody has seen, so there the little words alone decide.
"""

LONG: dict[Lang, float] = {"en": math.inf, "zh": 20}
"""Characters of a Chinese clause that no terse talk has: people breathe, and set a comma."""

SHORTEST = {"en": 7, "zh": 14}
"""Replies shorter than this may do without them, and so may any reply with a clock time or a sum."""

PIECES = 8
PIECE = {"en": 2.0, "zh": 4.0}
"""So many pieces of so few words each are a list, even with a time or a sum among them.

A label and what stands behind its colon are one piece: "Fix: engineer, Thursday 18-20." is terse and a reply.
"""

MEASURED = re.compile(r"\d[ -]?(?:(?:working |business )?day|week|month)s?\b|\d个?(?:工作日|天|周|月|期)")
"""A figure with its unit, as no list of words has one: a terse reply may do without little words then."""

CHOPPED, WORDS, SHORT = 10, 2.0, 0.75
"""So many English pieces, of so many words on average, of which such a share has one or two, are a list (G1).

Whatever the words are: "tomorrow 12-2, back by 8" stands in one as well. Of 1,416 rated English replies six
are such lists, and none of them was rated above 1; the nearest terse answer has 2.2 words a piece, and 73 %
of its pieces are short.
"""

REFERENCE, LETTERS = re.compile(r"[a-z]{1,3}-\d"), 3
"""How a reference begins, and the letters it has at most."""

PIECE_ENDS = re.compile(r"[,;.!?](?!\d)|[、。…\n]")
"""Where a piece of plain text ends."""


SHEET_RUN = {"en": 10, "zh": 14}
"""Run that makes a copy of a line of the sheet: its examples are short, ten words or fourteen characters
are most of one."""


def fixed_sources(scenario: Scenario, rubric: Rubric, lang: Lang) -> Sources:
    """Return what earns nothing when copied: the card, the better exemplars, the sheet's own lines."""
    card = [e.text.get(lang) for e in scenario.facts.card]
    exemplars = [
        text.get(lang)
        for t in scenario.turns
        if t.exemplars
        for text in (t.exemplars.middling, t.exemplars.strong)
    ]
    sheet = [deduction.say_instead.get(lang) for deduction in rubric.deductions]
    for section in rubric.sections:
        sheet += [level.get(lang) for level in section.levels]
        for indicator in section.indicators:
            sheet += [indicator.advice.get(lang), *indicator.counts.get(lang)]
    base = Sources(sheet, lang, base=Sources(exemplars, lang, run=LONG_RUN), run=SHEET_RUN)
    return Sources(card, lang, base=base)


ANSWER: dict[Lang, int] = {"en": 14, "zh": 28}
"""So many words (Chinese: characters) may answer a question in its own words and are no echo of it."""

ASKS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\?"),
    "zh": re.compile(r"[?？]|(.)[不没]\1|有没有|没有$|[吗么]$"),
}
"""What a question is told by that was typed without its mark."""


DENIES = re.compile(r"[不没]|\b(?:not|no|never)\b|n't\b")
"""What turns words of a question into an answer that is none of the customer's."""


def mark_copies(case: Case, fixed: Sources) -> None:
    """Mark copied tokens; flag replies that are an echo as a whole or repeat an own earlier one."""
    _ = translator(case.lang)
    customer = Sources(case.context.customer, case.lang)
    everything = Sources([*case.context.customer, *case.context.own], case.lang, base=fixed)
    tokens = case.reading.tokens
    case.copied |= everything.copied(tokens)
    if customer.echo_share(tokens) >= ECHO_SHARE and not _answers(case):
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


def _answers(case: Case) -> bool:
    """Say whether a short reply uses the words of the customer's questions to answer them (不会打给您妈)."""
    reading = case.reading
    if len(reading.tokens) > ANSWER[case.lang] or ASKS[case.lang].search(reading.plain.text):
        return False
    if any(sentence.question for sentence in reading.sentences) or not DENIES.search(reading.plain.text):
        return False
    rest = [s for text in case.context.customer for s in told_in(text)]
    return not Sources(rest, case.lang).echoed(reading.tokens)


def check(case: Case) -> None:
    """Flag word lists and text addressed to a grader."""
    _ = translator(case.lang)
    for hit in case.reading.find("family.puzzled"):
        if not case.reading.quoted(hit):
            case.flags["grader"] = _(
                "Part of this reply is addressed to a grader or a machine, not to the customer."
            )
            break
    if _is_word_list(case) or _is_phrase_list(case) or _has_no_little_words(case) or _is_shuffled(case):
        case.flags["word_list"] = _("This reply is a list of words, not sentences.")


LEAST_FLUENCY = {"en": 0.12, "zh": 0.53}
"""Fluency under which a reply is no sentence but shuffled words (attack G15).

Of the replies of `tests/calibration` that are long enough (2,281 English, 2,303 Chinese) one lies below, a
mocking one in literary Chinese (.45); the next have .34 in English, .57 in Chinese. Pinned by
`tests/validity`, where every shuffle has to lie below.
"""

LEAST_IN_OWN_ORDER = {"en": 0.05, "zh": 0.3}
"""The same for Nigerian English and Cantonese, whose order of words the table knows in part only.

The lowest of those replies in it have .26 and .50.
"""

DEARER = 0.25
"""So much more of it is asked of a reply for each stray mark in it, which may be a slip of the finger: in
English a capital within a sentence, in Chinese a stop without words before it. None of those replies has one.
"""

STRAY = 2
"""So many stray stops make a Chinese reply one of shuffled words, in whatever order its words stand."""

LEAST_PAIRS = {"en": 12, "zh": 16}
"""Different neighbours, stops among them, from which fluency says anything."""


STRUNG = {"en": 11, "zh": 26}
"""Content words (Chinese: characters) in a row without one that joins them, within one clause. The longest
run in a rated reply of level 2 or more is 9 and 16."""

TERSE = 3
"""So many Chinese sentences of clauses longer than a list's (five characters) are a terse message."""

SPACES = re.compile(r"[\s、/|]+")
SPACED = 6
"""Characters that the pieces between spaces have on average, at most, in a list of Chinese words."""

PHRASES, PHRASE_SHARE = 6, 0.75
"""So many clauses, and so large a share of them, that are listed phrases and nothing else: a list (G1).

In such lists at least .83 are; in terse replies that rate 3, at most .6.
"""

ROW: dict[Lang, int] = {"en": 20, "zh": 32}
ROW_SHARE = 0.9
"""So many words (Chinese: characters) without a mark between them, and so large a share of them in listed
phrases of two or more, are phrases in a row (G1).
"""

LEAST_OF_ROW = 1.0
"""Fluency from which phrases without a mark between them may be clauses, typed in a hurry; pinned by attack
G1 and by the anchors with their sentences in reverse (F10)."""

LITTLE, LITTLE_SHARE = 3, 0.1
"""Letters of a little word ("the", "to", "you"), and the share of them under which so long a row without a
mark is a list of words (G1): nobody writes twenty words on end with one such word among them.
"""


def _is_shuffled(case: Case) -> bool:
    plain, lang = case.reading.plain, case.lang
    stray = stray_stops(plain.text) if lang == "zh" else stray_capitals(plain.original)
    if lang == "zh" and stray >= STRAY:
        return True
    least = (LEAST_IN_OWN_ORDER if has_own_order(case.row, lang) else LEAST_FLUENCY)[lang]
    fluency, pairs = case.fluency
    return pairs >= LEAST_PAIRS[lang] and fluency < least + DEARER * stray


def _is_phrase_list(case: Case) -> bool:
    """Say whether most clauses are a listed phrase of the case or the sheet, from first word to last.

    So is a long clause of nothing but such phrases, and a row without marks that does not read well.
    """
    reading = case.reading
    spans = {(h.first, h.last) for hits in reading.hits.values() for h in hits}
    clauses = [tokens for tokens in reading.tokens_of.values() if tokens]
    whole = sum(1 for tokens in clauses if (tokens[0], tokens[-1]) in spans)
    if whole >= PHRASES and whole >= PHRASE_SHARE * len(clauses):
        return True
    listed = {i for first, last in spans if first < last for i in range(first, last + 1)}

    def all_listed(rows: list[list[int]]) -> bool:
        longest = max(rows, key=len, default=[])
        return len(longest) >= ROW[case.lang] and len(listed & set(longest)) >= ROW_SHARE * len(longest)

    unmarked = not PIECE_ENDS.search(reading.plain.text.rstrip(" .!?。"))  # the stops of a time are none
    if all_listed(clauses) and all_listed(reading.marked_off()):
        return True
    rows = [list(range(len(reading.tokens)))] if unmarked else _rows(case)
    return case.fluency[0] < LEAST_OF_ROW and all_listed(rows)


def _rows(case: Case) -> list[list[int]]:
    """Return the tokens of each stretch without a mark (in Chinese: or a space) in it."""
    found: list[list[int]] = [[]]
    at = 0
    for word in case.row:
        if word == STOP:
            found.append([])
        else:
            found[-1].append(at)
            at += 1
    return found


def _has_no_little_words(case: Case) -> bool:
    """Say whether a long row of English words has next to none as short as those that make a sentence."""
    if case.lang != "en":
        return False
    tokens = case.reading.tokens
    return any(
        len(row) >= ROW["en"] and sum(len(tokens[i].raw) <= LITTLE for i in row) < LITTLE_SHARE * len(row)
        for row in _rows(case)
    )


def _strung(case: Case) -> bool:
    """Say whether one clause strings content words together as no sentence does."""
    reading, run, last, lang = case.reading, 0, -1, case.lang
    for i, token in enumerate(reading.tokens):
        glued = token.raw in GLUE[lang] or token.key in GLUE[lang]
        if glued or reading.clause_of[i] != last:
            run = 0
        run += not glued and not token.raw[0].isdigit()
        last = reading.clause_of[i]
        if run >= STRUNG[lang]:
            return True
    return False


def _spaced(case: Case) -> bool:
    """Say whether Chinese words stand one by one, with spaces or list commas between them."""
    if case.lang != "zh":
        return False
    pieces = [p for p in SPACES.split(case.reading.plain.text) if any(map(str.isalnum, p))]
    return len(pieces) >= PIECES and sum(map(len, pieces)) <= SPACED * len(pieces)


def _begins_reference(case: Case, token: Token) -> bool:
    """Say whether a token is the letters of a reference ("P-772")."""
    return len(token.raw) <= LETTERS and REFERENCE.match(case.reading.plain.text, token.start) is not None


def _is_chopped(pieces: list[str]) -> bool:
    """Say whether a reply is cut into many pieces of one or two words."""
    counts = [len(piece.split()) for piece in pieces]
    short = sum(count <= WORDS for count in counts)
    return len(counts) >= CHOPPED and sum(counts) <= WORDS * len(counts) and short >= SHORT * len(counts)


def _is_word_list(case: Case) -> bool:
    lang = case.lang
    if _strung(case) or _spaced(case):
        return True
    every = case.reading.tokens
    tokens = [t for t in every if not t.raw[0].isdigit() and not _begins_reference(case, t)]
    if len(tokens) < SHORTEST[lang]:
        return False
    cut = [p for p in PIECE_ENDS.split(case.reading.plain.text) if any(map(str.isalnum, p))]
    if lang == "en" and _is_chopped(cut):
        return True
    pieces = len(cut)
    chopped = pieces >= PIECES and len(every) / pieces <= PIECE[lang]
    if not chopped and (
        case.reading.amounts
        or any(w.kind in ("clock", "window", "within") for w in case.reading.times)
        or MEASURED.search(case.reading.plain.text)
    ):
        return False
    if lang == "zh" and len(case.reading.sentences) >= TERSE and len(every) >= PIECE["zh"] * pieces * 1.25:
        return False
    if chopped or max(map(len, case.reading.tokens_of.values()), default=0) >= LONG[lang]:
        return _share(tokens, GLUE[lang]) < LEAST_GLUE[lang]
    return _share(tokens, LEANER[lang]) < LEAST_GLUE[lang] and case.fluency[0] < TERSELY[lang]


def _share(tokens: list[Token], words: frozenset[str]) -> float:
    return sum(t.raw in words or t.key in words for t in tokens) / len(tokens)
