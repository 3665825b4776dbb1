"""Owns what simulated trainees may say to each message: the scenario's own sentences, by quality.

Nothing is made up: exemplars, key points' examples and near misses, spare lines, what facts say is
forbidden or false, the sheet's examples of anti-patterns, and two to four of these joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from sim.model.language import Lang, Phrases
from sim.model.rubric import Rubric
from sim.model.scenario import KeyPoint, Scenario
from sim.model.turns import Turn
from sim.workshop.simulate.trainees import QUALITIES, Quality

SAMPLE = 6
"""Replies kept of each way to make one. With some fifteen ways a turn that is more than plays can use up,
and few enough that most replies of 2,000 plays are said more than once, so that they are scored once."""


PHRASINGS = 3
"""Ways to say one fact that are used; a file lists the plainest first, and some facts have ninety."""


@dataclass(frozen=True)
class Reply:
    """One reply and the sentences it is made of."""

    text: str
    parts: tuple[str, ...]


Ways = tuple[tuple[Reply, ...], ...]
"""Ways to make a reply of one quality, none of them empty; each is drawn as often as the next."""

Extra = Callable[[str], Iterable[tuple[str, Quality]]]
"""Gives the replies of a file to one turn, with the quality of each."""


class Pool:
    """What can be said in one scenario, in one language. The same seed makes the same pool."""

    def __init__(
        self, scenario: Scenario, rubric: Rubric, lang: Lang, seed: int, extra: Extra = lambda _turn: ()
    ) -> None:
        """Take the texts; the replies to a turn are made when it is first reached."""
        self.scenario, self.rubric, self.lang, self.seed = scenario, rubric, lang, seed
        self._extra = extra
        self._ways: dict[str, dict[Quality, Ways]] = {}

    def pick(self, turn_id: str, quality: Quality, said: set[str], chance: Random) -> Reply:
        """Return a reply to a turn, without a sentence that was `said` before where that can be."""
        ways = self.ways(turn_id)[quality]
        way = chance.choice(ways)
        fresh = [reply for reply in way if said.isdisjoint(reply.parts)]
        return chance.choice(fresh or way)

    def ways(self, turn_id: str) -> dict[Quality, Ways]:
        """Return the ways to reply to a turn. A quality that has none takes those of the nearest one.

        Raises KeyError for a turn that is not there.
        """
        if turn_id not in self._ways:
            turn = self.scenario.turn(turn_id)
            if turn is None:
                raise KeyError(turn_id)
            own = {q: self._made(turn, q) for q in QUALITIES}
            near = {q: sorted(QUALITIES, key=lambda o: abs(_RANK[o] - _RANK[q])) for q in QUALITIES}
            self._ways[turn_id] = {
                q: next((own[o] for o in near[q] if own[o]), ((SILENCE,),)) for q in QUALITIES
            }
        return self._ways[turn_id]

    def _made(self, turn: Turn, quality: Quality) -> Ways:
        makers = {
            "harmful": self._harmful,
            "weak": self._weak,
            "middling": self._middling,
            "strong": self._strong,
        }
        added = [(text,) for text, q in self._extra(turn.id) if q == quality]
        found = []
        for number, way in enumerate((*makers[quality](turn), added)):
            replies = dict.fromkeys(Reply(self._joined(parts), tuple(parts)) for parts in way if all(parts))
            chosen = self._chance(turn, f"{quality}.{number}").sample(
                list(replies), min(SAMPLE, len(replies))
            )
            if chosen:
                found.append(tuple(chosen))
        return tuple(found)

    def _harmful(self, turn: Turn) -> Iterator[Iterable[Sequence[str]]]:
        """Yield what the sheet deducts, the case forbids or refutes, and what is known, asked again."""
        facts, sheet = (
            self.scenario.facts,
            [t for d in self.rubric.deductions for t in d.counts.get(self.lang)],
        )
        forbidden = self._said(f.say for f in facts.forbidden.values())
        yield ((text,) for text in sheet)
        yield ((text,) for text in forbidden)
        yield ((text,) for text in self._said(f.say for f in facts.false_claims.values()))
        yield ((text,) for text in self._said((f.asks for f in facts.given.values()), "?"))
        yield self._mixed(turn, [self._exemplar(turn, "weak")], sheet)
        yield self._mixed(turn, [self._exemplar(turn, "middling")], forbidden)

    def _weak(self, turn: Turn) -> Iterator[Iterable[Sequence[str]]]:
        """Yield the weak exemplar, and near misses of key points."""
        yield [(self._exemplar(turn, "weak"),)]
        yield ((text,) for p in self._points(turn) for text in p.not_.get(self.lang))

    def _middling(self, turn: Turn) -> Iterator[Iterable[Sequence[str]]]:
        """Yield the middling exemplar, one useful sentence, one behind the weak exemplar, or a question."""
        useful = [*self._meeting(turn), *self._spare(turn)]
        yield [(self._exemplar(turn, "middling"),)]
        yield ((text,) for text in useful)
        yield self._mixed(turn, [self._exemplar(turn, "weak")], useful)
        yield self._mixed(
            turn, [self._exemplar(turn, grade) for grade in ("weak", "middling")], self._questions
        )

    def _strong(self, turn: Turn) -> Iterator[Iterable[Sequence[str]]]:
        """Yield the strong exemplar; the middling one, or what meets a key point, with useful lines."""
        spare = self._spare(turn)
        rest = (spare, [*spare, *self._questions], spare)
        strong = self._exemplar(turn, "strong")
        yield [(strong,)]
        yield self._mixed(turn, [strong], spare)
        yield self._mixed(turn, [self._exemplar(turn, "middling")], *rest)
        yield self._mixed(turn, self._meeting(turn), *rest)

    def _mixed(self, turn: Turn, *choices: Sequence[str]) -> list[tuple[str, ...]]:
        """Return a few replies of one sentence of each of the choices, none twice in a reply."""
        chance = self._chance(turn, f"mixed {len(choices)}")
        if not all(choices):
            return []
        drawn = [tuple(chance.choice(texts) for texts in choices) for _ in range(2 * SAMPLE)]
        return [parts for parts in drawn if len(set(parts)) == len(parts)]

    def _chance(self, turn: Turn, purpose: str) -> Random:
        return Random(f"{self.seed}.{turn.id}.{purpose}")  # noqa: S311 - a reproducible draw, no secret

    def _joined(self, parts: Iterable[str]) -> str:
        return ("" if self.lang == "zh" else " ").join(parts)

    def _exemplar(self, turn: Turn, grade: str) -> str:
        """Return an exemplar, or an empty text: whatever holds one is then no reply."""
        return getattr(turn.exemplars, grade).get(self.lang) if turn.exemplars else ""

    def _points(self, turn: Turn) -> list[KeyPoint]:
        """Return the key points that settle what the turn raises; all of them when none does."""
        issues = self.scenario.facts.issues
        settling = {ref for name in turn.raises if name in issues for ref in issues[name].met_by}
        points = list(self.scenario.key_points)
        fitting = [p for p in points if any(ref in settling for needs in p.needs for ref in needs)]
        return fitting or points

    def _meeting(self, turn: Turn) -> list[str]:
        return [text for p in self._points(turn) for text in p.met_by.get(self.lang)]

    def _spare(self, turn: Turn) -> list[str]:
        return [
            line.text.get(self.lang)
            for line in self.scenario.lines
            if not line.turns or turn.id in line.turns
        ]

    @cached_property
    def _questions(self) -> list[str]:
        return self._said((f.asks for f in self.scenario.facts.may_ask.values()), "?")

    def _said(self, facts: Iterable[Phrases], mark: str = ".") -> list[str]:
        """Return the first ways to say each fact as sentences, as many of one as of another."""
        return [
            sentence(phrase, self.lang, mark) for fact in facts for phrase in fact.get(self.lang)[:PHRASINGS]
        ]


_RANK: dict[Quality, int] = {quality: rank for rank, quality in enumerate(QUALITIES)}

SILENCE = Reply("…", ())
"""Said where a scenario and its sheet hold no sentence at all in a language."""


def sentence(phrase: str, lang: Lang, end: str = ".") -> str:
    """Return a phrase of the case as a sentence: of alternatives the first, a gap closed, with its mark."""
    gap = "" if lang == "zh" else " "
    words = phrase.rstrip("?？").replace("…", gap).split()
    said = gap.join(word.split("|")[0] for word in words)
    mark = {".": "。", "?": "？"}[end] if lang == "zh" else end
    return said[:1].upper() + said[1:] + mark
