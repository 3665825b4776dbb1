"""Owns what a reply says against itself: X26.

What it says against the case's offers is `denials`'; times and amounts are `slots`' and `sums`'.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from sim.model.language import Lang
from sim.scoring.context import Case
from sim.scoring.glue import GLUE
from sim.text import Hit, is_wanted

CONTRADICTION = "check:contradiction"
"""Rule of what a reply takes back itself; no correction in it is an open one then (A11)."""

SAME = 0.65
"""Share of the shorter clause's content words that two clauses share to say the same or its opposite.

Pinned by attack G12 and by the rated replies, none of which contradicts itself so plainly.
"""

LEAST_SAME: dict[Lang, int] = {"en": 3, "zh": 4}
"""Fewest content words (Chinese: characters) in common; pinned by the same."""

LEAST_PAIRS = 2
"""Neighbouring Chinese characters in common besides: single ones (老 人 家 岁) say nothing alike."""

_ALL_BACK = {
    "en": re.compile(
        r"\b(?:none|nothing|not one) of (?:this|that|it|these|those|the above)\b"
        r"|\b(?:can't|cannot|cant|can not|won't|will not|wont) (?:\w+ ){1,2}"
        r"any of (?:this|that|it|these|those|the above)\b"
    ),
    "zh": re.compile(
        r"(?:以上|上面|前面)[^,，。!?;！？；\n]{0,6}(?:做不到|办不到|做不了|办不了|不算数|不作数|都不行|没法办|都不办)"
    ),
}
"""Words that take back all that was said before them."""

_OWN = re.compile(r"\b(?:i|we)\b|我|俺|咱")

_BARE = {
    "en": re.compile(
        r"\W*(?:(?:but|however|and|yet|sorry),? )?(?:i|we) "
        r"(?:can't|cannot|can not|cant|won't|will not|wont|haven't|have not)"
        r"(?: do)?(?: (?:it|that|this|so))?\W*"
    ),
    "zh": re.compile(
        r"\W*(?:不过|但是?|可是?|只是)?\W*(?:这个|这些)?我们?(?:也|都)?"
        r"(?:做不到|办不到|做不了|办不了|不行|不能|不会|不可以|不[来去管办做帮送])\W*"
    ),
}
"""A refusal and nothing else: what it refuses is what was said right before it."""

_CAN = re.compile(r"\W*(?:yes|sure|of course)?\W*(?:i|we) (?:can|will)\W*")
"""The same, agreed to; "we can't" takes that back wherever it stands."""

_WISHED = {
    "en": re.compile(r"\b(?:whether|if|could|would|should|ask(?:ed)?|wish|hoped?|want(?:ed)?|love|like)\b"),
    "zh": re.compile(r"想|要是|如果|能不能|可不可以|是否|希望|本来|问"),
}
"""What is wished, asked or supposed is no promise, and a refusal behind it takes nothing back."""

_REFUSED = {
    "en": re.compile(
        r"\W*(?:(?:but|and|so|however) )?(?:i|we)"
        r"(?:'m not| am not|'re not| are not| aren't| won't| will not| wont| haven't| have not)\b()"
    ),
    "zh": re.compile(r"\W*(?:不过|但是?|可是?)?(?:()[^，。！？；]{1,6}?)?我们?(?:不|没有?)(?(1)|())"),
}
"""A refusal to do something: its few words need only stand in a sentence before it.

They begin at the empty group: behind the refusal, or with what Chinese puts before it (这笔钱我不退). Only
what is promised or offered there is taken back: "You were let down. I won't let you down" is a promise.
"""


_PROMISED = {
    "en": re.compile(r"\b(?:i|we)(?:'ll| will| shall| can)\b|\bon its way\b|\byou(?:'ll| will)? get\b"),
    "zh": re.compile(r"^(?!.*(?:过|了(?!\W*$))).*[我咱]"),
}
"""What the writer is to do, though no act of the case is named (我来对); 让您白等了两次 tells what was."""

LEAST_REFUSED, _AGAINST = 2, re.compile(r"\W*(?:不过|但|可)")
"""Fewest Chinese characters of such a refusal without a "but": 我不拦 and 咱不修了 take back no promise."""

_NEGATORS = frozenset({"not", "no", "不", "没", "未"})
"""What makes the opposite is not what is said."""


_BUT = {
    "en": frozenset({("but",), ("however",), ("and",), ("yet",), ("though",)}),
    "zh": frozenset({("不", "过"), ("但", "是"), ("但",), ("可", "是"), ("可",), ("只", "是")}),
}
"""What a sentence may begin with that says again, turned round, what stands before it."""

LEAST_AGAIN: dict[Lang, int] = {"en": 3, "zh": 4}
"""Fewest words (Chinese: characters) of a whole sentence said again. Shorter ones ("we can't") answer a
question as often; no rated reply holds a longer one. Pinned by attack G12.
"""


_SUPPOSED = {
    "en": re.compile(r"\b(?:if|unless|in case|should|whether|when|until)\b"),
    "zh": re.compile(r"如果|要是|万一|若|假如|一旦|除非|不管|无论|没[^，。,]{0,4}就(?:可以|能|可)|不好就"),
}
"""What is only supposed takes nothing back ("if nobody comes by six …")."""


_NOT_SAID = re.compile(
    r"\b(?:not|n't) (?:saying|suggesting|mean)\b|\b(?:no longer|any ?more)\b"
    r"|不是(?:在)?(?:说|怀疑)|没(?:有)?说"
)
"""A clause that says what is not meant, or what is over, takes nothing back ("I'm not saying you got it")."""

_NO_MORE, _MORE = re.compile(r"^(?!\W*(?:不过|但|可是|只是)).*不再"), "再"
"""What ends from now on takes back only what was to go on (我再发 … 我不再发, not 消息发得有点硬，我不再发).

Behind a "but" it takes back whatever it says again.
"""

_TOLD: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\byou(?:'re| are| were|'ve been| have been) told\b|(?<!all )(?<!what )(?<!everything )\byou told\b"
        r"|\byou said\b|\bthey (?:said|told)\b"
        r"|\bw(?:as|ere) told\b"
    ),
    "zh": re.compile(r"(?<!我)(?<!我们)(?:跟|对)您(?:说|讲)|被告知|您(?:说|讲)(?:的是|过)"),
}
"""Clauses that say what was said to somebody, by others."""


def check(case: Case) -> None:
    """Add X26 for what the reply itself takes back."""
    _contradictions(case)
    _said_again_reversed(case)
    _all_taken_back(case)
    _refused_barely(case)


class _Said(NamedTuple):
    """A clause that was said before: its content words, and whether it denies or promises something."""

    sentence: int
    text: str
    keys: frozenset[str]
    pairs: frozenset[str]
    negated: bool
    promised: bool


def _contradictions(case: Case) -> None:
    """Find a clause that takes back what a sentence before it says ("I've booked it … I haven't")."""
    reading = case.reading
    mine = [c for c in case.commitments if not c.rejected and c.who in ("me", "")]
    own = {reading.clause_of[c.first] for c in mine}
    own |= {reading.clause_of[hit.first] for hit in case.kind("offer")}
    said: list[_Said] = []
    for clause, tokens in sorted(reading.tokens_of.items()):
        if not tokens or any(i in case.copied for i in tokens):
            continue
        text = reading.clause_text(tokens[0])
        if _SUPPOSED[case.lang].search(text) or _NOT_SAID.search(text):
            continue
        sentence = reading.sentence_of[tokens[0]]
        refusal = _REFUSED[case.lang].match(text)
        after = reading.clauses[clause].start + (refusal.start(refusal.lastindex or 0) if refusal else 0)
        words = (t for i in tokens if (t := reading.tokens[i]).start >= after)
        keys = frozenset(w.key for w in words if w.raw not in GLUE[case.lang] and w.key not in _NEGATORS)
        negated = reading.holds_negator(tokens[0], tokens[-1])
        pairs = _pairs(case, tokens) if case.lang == "zh" else frozenset()
        least = 1 if case.lang == "en" or _AGAINST.match(text) else LEAST_REFUSED
        if not reading.sentences[sentence].question:
            for other in said:
                if other.sentence == sentence or other.negated == negated:
                    continue
                if _MORE not in other.text and _NO_MORE.search(text):
                    continue
                same = len(keys & other.keys)
                alike = same >= LEAST_SAME[case.lang] and same >= SAME * min(len(keys), len(other.keys))
                alike = alike and (case.lang == "en" or len(pairs & other.pairs) >= LEAST_PAIRS)
                refused = refusal is not None and other.promised and not other.negated
                refused = refused and same == len(keys) >= least
                if alike or refused:
                    case.add("X26", tokens[0], tokens[-1], CONTRADICTION, "own")
                    break
        if not _is_told(case, clause):
            promised = clause in own or bool(_PROMISED[case.lang].search(text))
            said.append(_Said(sentence, text, keys, pairs, negated, promised))


def _pairs(case: Case, tokens: list[int]) -> frozenset[str]:
    """Return the neighbouring Chinese characters of a clause."""
    keys = [case.reading.tokens[i].key for i in tokens]
    return frozenset(one + two for one, two in pairwise(keys))


def _said_again_reversed(case: Case) -> None:
    """Find a sentence that says again, word by word, a part of one before it, with a "not" more or less."""
    reading = case.reading
    before: list[tuple[str, list[int]]] = []
    for sentence in reading.sentences:
        tokens = reading.tokens_in(sentence.index)
        words = tuple(reading.tokens[i].raw for i in tokens)
        start = max((len(w) for w in _BUT[case.lang] if words[: len(w)] == w), default=0)
        whole = _without_nots(case, tokens)
        line, nots = _without_nots(case, tokens[start:]) if start else whole
        if len(nots) > LEAST_AGAIN[case.lang] and any(
            (nots[-1] - _between(other, others.count(" ", 0, place), len(nots) - 1)) % 2
            for others, other in before
            if (place := others.find(line)) >= 0
        ):
            case.add("X26", tokens[0], tokens[-1], CONTRADICTION, "own")
        told = {clause for clause in {reading.clause_of[i] for i in tokens} if _is_told(case, clause)}
        own = [i for i in tokens if reading.clause_of[i] not in told]
        before.append(whole if len(own) == len(tokens) else _without_nots(case, own))


def _is_told(case: Case, clause: int) -> bool:
    """Say whether a clause gives what others said ("you're told it's normal"), no word of one's own."""
    piece = case.reading.clauses[clause]
    text = case.reading.plain.text[piece.start : piece.end]
    return bool(_TOLD[case.lang].search(text)) or (case.lang == "zh" and is_wanted(text))


def _without_nots(case: Case, tokens: list[int]) -> tuple[str, list[int]]:
    """Return a sentence's words without those that negate, and how many of those stand before each.

    The words are keys with a space around each; the numbers begin with a 0. A "do" that only carries a "not"
    is left out with it.
    """
    keys: list[str] = []
    nots = [0]
    seen = 0
    for token in (case.reading.tokens[i] for i in tokens):
        if token.key in _NEGATORS:
            seen += 1
            if keys[-1:] == ["do"]:  # "we don't need" turns "we need" round
                del keys[-1], nots[-1]
        else:
            keys.append(token.key)
            nots.append(seen)
    return f" {' '.join(keys)} ", nots


def _between(nots: list[int], first: int, count: int) -> int:
    """Return how many negators stand in a run of words, or right before it."""
    return nots[first + count] - nots[first]


def _all_taken_back(case: Case) -> None:
    """Find a sentence that says that nothing of what stands before it will be done."""
    reading = case.reading
    found = _ALL_BACK[case.lang].search(reading.plain.text)
    if found is None:
        return
    first = reading.token_at(found.start())
    own = {c.first for c in case.commitments}
    own |= {
        h.first
        for h in reading.find_kind("offer")
        if case.stated(h) and _OWN.search(reading.plain.text[slice(*_place(case, h))])
    }
    if not any(at < first for at in own):
        return
    case.add("X26", first, max(first, reading.token_before(found.end())), CONTRADICTION, "own")


def _place(case: Case, hit: Hit) -> tuple[int, int]:
    """Return where a hit stands in the plain text."""
    return case.reading.tokens[hit.first].start, case.reading.tokens[hit.last].end


def _refused_barely(case: Case) -> None:
    """Find a bare refusal right behind a promise, or behind a bare promise ("Yes, we can … But we can't")."""
    reading, lang = case.reading, case.lang
    agreed = False
    promised: set[int] = set()
    promises = {reading.clause_of[c.first] for c in case.commitments if c.strength == "will"}
    for clause, tokens in sorted(reading.tokens_of.items()):
        if not tokens or reading.sentences[reading.sentence_of[tokens[0]]].question:
            continue
        text = reading.clause_text(tokens[0])
        if not _BARE[lang].fullmatch(text):
            agreed = agreed or (lang == "en" and _CAN.fullmatch(text) is not None)
            sentence = reading.sentence_of[tokens[0]]
            if _WISHED[lang].search(reading.sentences[sentence].text):
                promised = set()
            elif clause in promises:
                promised = {sentence}
            else:
                promised &= {sentence}
        elif agreed or promised:
            case.add("X26", tokens[0], tokens[-1], CONTRADICTION, "own")
