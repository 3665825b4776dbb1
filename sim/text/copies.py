"""Owns finding wording that was taken over: from the customer, the card, an exemplar, an own reply.

Values (times, amounts, numbers) are exempt, and pronouns are one: turning "I"
into "you" makes no new sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from sim.model.language import Lang
from sim.text.normalise import normalise
from sim.text.tokens import Token, tokenise

RUN = {"en": 8, "zh": 12}
"""Words (English) or characters (Chinese) in a row that make a copy (scoring law 2)."""

LONG_RUN = {"en": 12, "zh": 20}
"""Run that makes a copy of an exemplar. A good line is short and natural, so two people may write the
same eight words of it ("our depot put it on the wrong van"); they do not write the same twelve."""

ECHO_RUN = {"en": 4, "zh": 5}
"""Shorter runs by which a reply is measured as an echo of the customer's message."""

ECHO_SHARE = 0.6
"""Share of a reply made of such runs from which it is an echo as a whole (attack G2)."""

_PRONOUNS = {
    "en": frozenset(
        ["i", "you", "we", "my", "your", "our", "me", "us", "mine", "yours", "ours", "yourself", "myself"]
    ),
    "zh": frozenset("我您咱们"),
}


_VALUES = {
    "en": frozenset(
        ["am", "pm", "today", "tonight", "tomorrow", "to", "till", "until", "between", "noon", "morn", "even"]
    ),
    "zh": frozenset("点时上下午明今天晚早到至元块"),
}
"""Words of times and sums: values are the same in everybody's mouth, so they are no copy."""


def _content(tokens: list[Token], lang: Lang) -> list[tuple[int, str]]:
    pronouns, values = _PRONOUNS[lang], _VALUES[lang]
    return [
        (i, "@" if t.key in pronouns else t.key)
        for i, t in enumerate(tokens)
        if not t.key[0].isdigit() and t.key not in values and not (lang == "zh" and t.key == "们")
    ]


def _runs(keys: list[str], length: int) -> Iterator[tuple[str, ...]]:
    """Return every run of so many keys, in order."""
    return zip(*(keys[i:] for i in range(length)), strict=False)


@lru_cache(maxsize=512)
def _runs_of(text: str, lang: Lang, length: int) -> frozenset[tuple[str, ...]]:
    """Return the runs of a text; a conversation asks for the same few again and again."""
    return frozenset(_runs([k for _, k in _content(tokenise(normalise(text)), lang)], length))


class Sources:
    """Texts that a reply may not earn points by repeating."""

    def __init__(
        self, texts: Iterable[str], lang: Lang, base: Sources | None = None, run: dict[str, int] = RUN
    ) -> None:
        """Take the texts, on top of those of `base`; `run` is the length of a copy in words or characters."""
        self.lang: Lang = lang
        self._run = run[lang]
        self._texts = tuple(texts)
        self._long = self._all_runs(self._run)
        self._base = base

    def _all_runs(self, length: int) -> frozenset[tuple[str, ...]]:
        return frozenset().union(*[_runs_of(text, self.lang, length) for text in self._texts])

    @cached_property
    def _short(self) -> frozenset[tuple[str, ...]]:
        """Short runs, made when somebody asks for an echo: of most sources nobody does."""
        return self._all_runs(ECHO_RUN[self.lang])

    def copied(self, tokens: list[Token]) -> set[int]:
        """Return the indexes of tokens that stand in a copied run."""
        if not self._long and self._base is None:
            return set()
        return self._copied(_content(tokens, self.lang))

    def _copied(self, content: list[tuple[int, str]]) -> set[int]:
        marked = _marked(content, self._long, self._run)
        return marked | self._base._copied(content) if self._base else marked

    def echo_share(self, tokens: list[Token]) -> float:
        """Return the share of the reply's words that stand in short runs of the sources, 0-1."""
        content = _content(tokens, self.lang)
        if len(content) < ECHO_RUN[self.lang]:
            return 0.0
        return len(_marked(content, self._short, ECHO_RUN[self.lang])) / len(content)

    def echoed(self, tokens: list[Token]) -> set[int]:
        """Return the indexes of tokens that stand in short runs of the sources."""
        return _marked(_content(tokens, self.lang), self._short, ECHO_RUN[self.lang])


def _marked(content: list[tuple[int, str]], runs: frozenset[tuple[str, ...]], length: int) -> set[int]:
    """Return the indexes of tokens that stand in one of these runs; most replies hold none."""
    marked: set[int] = set()
    keys = [k for _, k in content]
    if not runs.isdisjoint(_runs(keys, length)):
        for i, run in enumerate(_runs(keys, length)):
            if run in runs:
                marked.update(range(content[i][0], content[i + length - 1][0] + 1))
    return marked
