"""Owns the swaps that must not move a score (`domain.md` 5.5), and what each did to a reply.

F1 to F6, F8 and F10 change the reply or the case and score both. F7 (time) has
nothing to change, since no clock is an input; F9 is `parity`, F12 a list of
paraphrases. Never changes a score and never reads a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sim.model.language import Lang, Text
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, Dimension, Explanation
from sim.scoring import Context, Engine
from sim.scoring.ladder import strengths
from sim.validity import swap_texts as texts
from sim.validity.attacks import Good, Range
from sim.validity.attacks.pieces import full_width
from sim.validity.swap_cases import other_gender, other_name, other_tier, reworded
from sim.validity.swap_words import PERSONS

TYPOS = (1, 2, 3)
"""Misspelt words in one reply (F1)."""

SEED = 19
"""Which words are misspelt, and how; one of those the spelling tests were made with."""

ONE_LEVEL = 1
"""What another order of sentences may move (F10): a question asked too early is another question."""

Who = Literal["", "name", "gender", "tier"]
"""What is changed in the scenario; empty: nothing."""


@dataclass(frozen=True)
class Told:
    """A reply as it is scored: its text, what changes in the scenario, what the customer says besides."""

    text: str
    who: Who = ""
    adds: str = ""


@dataclass(frozen=True)
class Swapped:
    """One swap of one reply. `before` is what it is held against; without it, the reply as it was."""

    variant: str
    after: Told
    before: Told | None = None


@dataclass(frozen=True)
class Given:
    """All that a swap may look at: the reply, its scenario, and what the engine found in it."""

    reply: str
    lang: Lang
    scenario: Scenario
    plain: Explanation


Make = Callable[[Given], Iterable[Swapped]]
"""Makes the swaps of one reply, the same ones every time."""


@dataclass(frozen=True)
class Swap:
    """One row of the table of swaps. `tolerance` counts levels, in each dimension."""

    id: str
    name: Text
    make: Make
    tolerance: int = 0


@dataclass(frozen=True)
class Compared:
    """What one swap did to one reply.

    `changed` names what is found differently: codes with their strength before
    and after (0: not found), caps and flags.
    """

    id: str
    swap: str
    variant: str
    lang: Lang
    reply: str
    text: str
    before: dict[Dimension, int | None]
    after: dict[Dimension, int | None]
    changed: tuple[str, ...]
    tolerance: int

    @property
    def holds(self) -> bool:
        """Say whether no dimension moved further than it may."""
        return all(_apart(self.before[d], self.after[d]) <= self.tolerance for d in DIMENSIONS)


def _apart(before: int | None, after: int | None) -> int:
    """Return how far two levels are apart; scored and not scored are further apart than any two levels."""
    if before is None or after is None:
        return 0 if before is after else 5
    return abs(before - after)


def _changes(*made: tuple[str, texts.Disguise], lang: Lang | None = None) -> Make:
    """Return the maker of swaps that change nothing but the text; one that changes no letter is left out."""

    def make(given: Given) -> Iterator[Swapped]:
        for name, change in made:
            text = change(given.reply)
            if lang in (None, given.lang) and text != given.reply:
                yield Swapped(name, Told(text))

    return make


def _typed(given: Given) -> Iterator[Swapped]:
    """F1: misspelt words, no mark at the end, nothing in capitals."""
    misspell = (lambda n: texts.typos(n, SEED)) if given.lang == "en" else texts.same_sound
    rows = [(f"typos-{n}", misspell(n)) for n in TYPOS]
    yield from _changes(*rows, ("unended", texts.unended), ("lower", texts.lower))(given)


def _shortened(given: Given) -> Iterator[Swapped]:
    """F2: without the sentences in which nothing was found. A flagged reply has no evidence to keep."""
    if given.plain.flags:
        return
    spans = texts.sentences_of(given.reply)
    told = [f.span for f in given.plain.findings]
    kept = [s for s in spans if any(s[0] < end and start < s[1] for start, end in told)]
    if kept and len(kept) < len(spans):
        text = "".join(given.reply[start:end] for start, end in kept).strip()
        yield Swapped("shortened", Told(text))


def _somebody(given: Given) -> Iterator[Swapped]:
    """F6: another name and gender in scenario and reply, and four persons who say who they are."""
    renamed = other_name(given.scenario)(given.reply, given.lang)
    yield Swapped("name", Told(renamed, "name"))
    yield Swapped("gender", Told(other_gender(given.reply, given.lang), "gender"))
    first, *others = (
        Told(_greeting(person.name, given.lang) + given.reply, adds=person.told)
        for person in PERSONS[given.lang]
    )
    for number, other in enumerate(others, 2):
        yield Swapped(f"person-{number}", other, before=first)


def _greeting(name: str, lang: Lang) -> str:
    return f"Hello {name}. " if lang == "en" else f"{name}您好。"


def _of_tier(given: Given) -> Iterator[Swapped]:
    """F8: the customer is worth more, or less; deadlines of tiers are no part of a level."""
    yield Swapped("tier", Told(given.reply, "tier"))


SWAPS: tuple[Swap, ...] = (
    Swap("F1", Text(en="Typos, marks, lower case", zh="错别字、缺标点、大小写"), _typed),
    Swap("F2", Text(en="Shorter, with all evidence", zh="变短但保留全部依据"), _shortened),
    Swap(
        "F3",
        Text(en="British, American, non-native English", zh="英式、美式、非母语英语"),
        _changes(
            ("american", texts.american),
            ("british", texts.british),
            ("articles", texts.without_articles),
            lang="en",
        ),
    ),
    Swap(
        "F4",
        Text(en="Chinese address, script, width, region", zh="称呼、繁体、全半角、地方用语"),
        _changes(
            ("familiar", texts.familiar),
            ("polite", texts.polite),
            ("from-here", texts.from_here),
            ("from-me", texts.from_me),
            ("rural", texts.rural),
            ("regional", texts.regional),
            ("traditional", texts.traditional),
            ("full-width", full_width),
            ("half-width", texts.half_width),
            lang="zh",
        ),
    ),
    Swap(
        "F5",
        Text(en="Emoji, list of points", zh="表情符号、分点列出"),
        _changes(
            ("emoji-behind", texts.emoji_behind), ("emoji-around", texts.emoji), ("bullets", texts.bullets)
        ),
    ),
    Swap("F6", Text(en="Another customer", zh="换一位客户"), _somebody),
    Swap("F8", Text(en="Another tier", zh="换一个客户等级"), _of_tier),
    Swap(
        "F10",
        Text(en="Sentences in reverse", zh="句子倒序"),
        _changes(("reversed", texts.reversed_sentences)),
        ONE_LEVEL,
    ),
)
"""Every swap that is tried on replies, in the order of the domain reference."""


class Bench:
    """Where swaps are tried. Engines are compiled once for each scenario, change of it, and language."""

    def __init__(self, scenario_of: Callable[[str], Scenario], rubric: Rubric) -> None:
        """Take the way from an id to a scenario (it may raise NotFound), and the rubric."""
        self._rubric = rubric
        changes: dict[Who, Callable[[Scenario], Scenario]] = {
            "": lambda scenario: scenario,
            "name": lambda scenario: reworded(scenario, other_name(scenario)),
            "gender": lambda scenario: reworded(scenario, other_gender),
            "tier": other_tier,
        }
        self._ranges = {
            who: Range(lambda name, change=change: change(scenario_of(name)), rubric)  # type: ignore[misc]
            for who, change in changes.items()
        }
        self._engines: dict[tuple[str, Who, Lang], Engine] = {}
        self._befores: dict[tuple[str, str, str, Lang, Told], tuple[Explanation, Scenario]] = {}

    def score(self, good: Good, told: Told | None = None) -> Explanation:
        """Return what the engine says of a reply, or of what a swap made of it."""
        return self._score(good, told or Told(good.reply))[0]

    def _score(self, good: Good, told: Told) -> tuple[Explanation, Scenario]:
        ground = self._ranges[told.who].ground(good)
        key = (good.scenario, told.who, good.lang)
        if key not in self._engines:
            self._engines[key] = Engine(ground.scenario, self._rubric, good.lang)
        context = _with(ground.context, told.adds, good.lang)
        return self._engines[key].score(told.text, context), ground.scenario

    def _before(self, good: Good, told: Told) -> tuple[Explanation, Scenario]:
        """Return the same as `_score`, from memory when asked again: many swaps share a before."""
        key = (good.id, good.scenario, good.turn, good.lang, told)
        if key not in self._befores:
            self._befores[key] = self._score(good, told)
        return self._befores[key]

    def compare(self, swaps: Iterable[Swap], good: Good) -> Iterator[Compared]:
        """Yield what each swap does to one reply. Raises Usage for a turn that the scenario has not."""
        plain, scenario = self._before(good, Told(good.reply))
        for swap in swaps:
            for swapped in swap.make(Given(good.reply, good.lang, scenario, plain)):
                before = plain if swapped.before is None else self._before(good, swapped.before)[0]
                after = self.score(good, swapped.after)
                yield Compared(
                    id=f"{swap.id}/{swapped.variant}/{good.id}",
                    swap=swap.id,
                    variant=swapped.variant,
                    lang=good.lang,
                    reply=good.reply,
                    text=swapped.after.text,
                    before=before.levels,
                    after=after.levels,
                    changed=tuple(differences(before, after)),
                    tolerance=swap.tolerance,
                )


def _with(context: Context, adds: str, lang: Lang) -> Context:
    """Return the context in which the customer's last message says more."""
    if not adds:
        return context
    *earlier, last = context.customer
    gap = " " if lang == "en" else ""
    return context.model_copy(update={"customer": (*earlier, last + gap + adds)})


def differences(before: Explanation, after: Explanation) -> Iterator[str]:
    """Yield what is found differently: `E1 0.52 -> 0`, `cap X05 empathy 2: gone`, `flag copied: new`."""
    was, now = strengths(before.findings), strengths(after.findings)
    for code in sorted(was.keys() | now.keys()):
        if was.get(code, 0) != now.get(code, 0):
            yield f"{code} {was.get(code, 0):g} -> {now.get(code, 0):g}"
    for name, old, new in (
        ("cap", _caps(before), _caps(after)),
        ("flag", set(before.flags), set(after.flags)),
    ):
        yield from (f"{name} {one}: gone" for one in sorted(old - new))
        yield from (f"{name} {one}: new" for one in sorted(new - old))


def _caps(explanation: Explanation) -> set[str]:
    return {f"{c.code} {c.dimension} {c.limit}" for c in explanation.caps}
