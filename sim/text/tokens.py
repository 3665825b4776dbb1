"""Owns words: English words with contractions and chat spelling opened, Chinese characters.

A token has a key by which phrases match it and a span of the plain text. Never
knows what a word means to a rubric.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sim.text.normalise import DATA, Plain, normalise

_WORD = re.compile(
    r"2(?:nite|moro|morrow|day)\b|b4\b|[a-z]+(?:'[a-z]+)*|\d+(?:[.,]\d+)*|[㐀-鿿豈-﫿]|[^\W\d_]+"
)
_CJK = re.compile(r"[㐀-鿿豈-﫿]")

_ENDINGS = {"n't": "not", "'ll": "will", "'ve": "have", "'re": "are", "'m": "am", "'d": "would"}

SHORT_FORMS = {
    "twice": "2 times",
    "u": "you",
    "ur": "your",
    "r": "are",
    "n": "and",
    "w": "with",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "ty": "thanks",
    "2nite": "tonight",
    "tonite": "tonight",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tomoz": "tomorrow",
    "2moro": "tomorrow",
    "2morrow": "tomorrow",
    "2day": "today",
    "mgr": "manager",
    "msg": "message",
    "msgs": "messages",
    "txt": "text",
    "b4": "before",
    "bc": "because",
    "coz": "because",
    "cos": "because",
    "cuz": "because",
    "asap": "asap",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "lemme": "let me",
    "ive": "i have",
    "im": "i am",
    "ill": "i will",
    "id": "i would",
    "youll": "you will",
    "youve": "you have",
    "youre": "you are",
    "weve": "we have",
    "were": "were",
    "theyll": "they will",
    "thats": "that is",
    "whats": "what is",
    "isnt": "is not",
    "wasnt": "was not",
    "arent": "are not",
    "dont": "do not",
    "didnt": "did not",
    "doesnt": "does not",
    "cant": "can not",
    "cannot": "can not",
    "wont": "will not",
    "hasnt": "has not",
    "havent": "have not",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "couldnt": "could not",
    "hes": "he is",
    "shes": "she is",
    "theres": "there is",
    "its": "it is",
    "lets": "let us",
    "ok": "ok",
    "hrs": "hours",
    "hr": "hour",
    "mins": "minutes",
    "min": "minute",
    "wk": "week",
    "appt": "appointment",
    "amt": "amount",
    "acct": "account",
    "info": "information",
    "gd": "good",
    "wud": "would",
    "cud": "could",
    "rly": "really",
    "sry": "sorry",
    "soz": "sorry",
    "bday": "birthday",
    "ppl": "people",
    "thru": "through",
    "yr": "your",
    "wrk": "work",
    "nite": "night",
    "fone": "phone",
    "wot": "what",
    "dis": "this",
    "dat": "that",
    "o'clock": "o'clock",
}
"""Chat spelling and contractions without an apostrophe: spelling is never evidence."""

NUMBERS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
}
CHINESE_NUMBERS = dict(zip("一二两三四五六七八九俩", "12234567892", strict=True))
CHINESE_SAME = {"她": "他", "它": "他"}
"""Forms of address and self-reference that must not change a score (fairness F4)."""

IRREGULAR = {
    "sent": "send",
    "paid": "pay",
    "told": "tell",
    "got": "get",
    "gotten": "get",
    "lost": "lose",
    "gave": "give",
    "given": "give",
    "made": "make",
    "found": "find",
    "brought": "bring",
    "came": "come",
    "went": "go",
    "gone": "go",
    "kept": "keep",
    "held": "hold",
    "rang": "ring",
    "rung": "ring",
    "spoke": "speak",
    "spoken": "speak",
    "wrote": "write",
    "written": "write",
    "knew": "know",
    "known": "know",
    "broke": "break",
    "broken": "break",
    "bought": "buy",
    "felt": "feel",
    "heard": "hear",
    "said": "say",
    "thought": "think",
    "had": "have",
    "has": "have",
    "was": "be",
    "were": "be",
    "is": "be",
    "are": "be",
    "am": "be",
    "been": "be",
    "does": "do",
    "took": "take",
    "taken": "take",
    "stood": "stand",
    "understood": "understand",
    "met": "meet",
    "chose": "choose",
    "chosen": "choose",
    "drove": "drive",
    "slept": "sleep",
    "dealt": "deal",
    "meant": "mean",
    "children": "child",
    "hadn't": "have",
    "saw": "see",
    "seen": "see",
    "sold": "sell",
    "left": "left",
    "apology": "apologise",
    "apologies": "apologise",
}


@dataclass(slots=True)
class Token:
    """One word. `start` and `end` are places in the plain text, `raw` the word itself.

    Nobody changes one; it is not frozen, for that would make each of them three times as slow to create.
    """

    key: str
    raw: str
    start: int
    end: int


@cache
def known_stems() -> dict[str, str]:
    """Return the stems of the words of the bundled phrases (made by `python -m tests.calibration.stems`).

    A table, since stemming them took a seventh of the time in which a first reply is scored. It says
    what the stemmer says; a word that is not there is stemmed.
    """
    written = (DATA / "stems.txt").read_text("ascii").split()
    return dict(zip(written[::2], written[1::2], strict=True))


@cache
def _english_stemmer():  # type: ignore[no-untyped-def]
    from snowballstemmer import stemmer  # many words are known, and this loads forty languages

    return stemmer("english")


def stem(word: str) -> str:
    """Return the stem of an English word by the Snowball stemmer."""
    found: str = _english_stemmer().stemWord(word)
    return found


VARIANTS = {
    american + ending: british + ending
    for american, british in (
        ("color", "colour"),
        ("favor", "favour"),
        ("neighbor", "neighbour"),
        ("honor", "honour"),
        ("labor", "labour"),
        ("behavior", "behaviour"),
        ("humor", "humour"),
        ("center", "centre"),
        ("catalog", "catalogue"),
        ("program", "programme"),
        ("gray", "grey"),
    )
    for ending in ("", "s", "ed", "ing")
} | {
    "mom": "mum",
    "moms": "mums",
    "cancelation": "cancellation",
    "canceled": "cancelled",
    "canceling": "cancelling",
}
"""American spellings as British ones: which of them is typed is never evidence (fairness test F3)."""


@lru_cache(maxsize=50_000)
def key_of(word: str) -> str:
    """Return the form by which `word` (lower case) matches its inflections."""
    if word in NUMBERS:
        return NUMBERS[word]
    if word in IRREGULAR:
        word = IRREGULAR[word]
    word = VARIANTS.get(word, word)
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    for american, british in (("ize", "ise"), ("izing", "ising"), ("ized", "ised"), ("izes", "ises")):
        if word.endswith(american) and len(word) > 6:
            word = word[: -len(american)] + british
    return known_stems().get(word) or stem(word)


def open_up(word: str) -> tuple[str, ...]:
    """Open a contraction or a chat form into its words: `can't` -> `can`, `not`."""
    if word in SHORT_FORMS:
        return tuple(SHORT_FORMS[word].split())
    if "'" in word:
        if word.endswith("n't"):
            stem = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}.get(word[:-3], word[:-3])
            return (stem, "not")
        head, _, tail = word.partition("'")
        opened = _ENDINGS.get("'" + tail)
        if opened:
            return (head, opened)
        if tail == "s":
            return (head, "is") if head in _IS else (head,)
        return (word.replace("'", ""),)
    return (word,)


_IS = {
    "it",
    "that",
    "what",
    "here",
    "there",
    "who",
    "he",
    "she",
    "where",
    "how",
    "everything",
    "nothing",
    "let",
}


@lru_cache(maxsize=50_000)
def _words(written: str) -> tuple[tuple[str, str], ...]:
    """Return key and raw form of each word that a written one stands for."""
    if _CJK.match(written):
        character = CHINESE_SAME.get(written, written)
        return ((CHINESE_NUMBERS.get(character, character), written),)
    if written[0].isdigit() and written not in SHORT_FORMS:
        return ((written.rstrip(".,").lstrip("0") or "0", written),)
    return tuple((key_of(part), part) for part in open_up(written))


def keyed_words_of(text: str) -> list[tuple[str, str]]:
    """Return key and raw form of each word of a normalised text, in order, without their places."""
    return [word for written in _WORD.findall(text) for word in _words(written)]


def tokenise(plain: Plain) -> list[Token]:
    """Return the tokens of a plain text, in order."""
    return [
        Token(key, raw, match.start(), match.end())
        for match in _WORD.finditer(plain.text)
        for key, raw in _words(match.group())
    ]


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text; Chinese characters stand alone."""
    return tokenise(normalise(text))


def words_of(text: str) -> list[str]:
    """Return the words of a text in plain form; Chinese characters stand alone."""
    return [t.raw for t in tokens_of(text)]
