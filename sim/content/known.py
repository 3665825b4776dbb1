"""Owns the check that a trainee can know what the best way needs: figures, facts, answers.

What a trainee can read is the brief, the card, and every line of the customer. Never
judges how a reply must be worded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property

from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.authority import Offer
from sim.model.facts import Facts
from sim.model.known import Cause
from sim.model.language import CURRENCY, LANGS, Lang, Text
from sim.model.scenario import Scenario

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SUM = re.compile(r"[£$€¥￥] ?(\d[\d,]*(?:\.\d+)?)|(\d[\d,]*(?:\.\d+)?) ?(?:元|块|pounds?|quid)")
_ZH_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "十一": 11, "十二": 12}
_ZH_NUMBER = re.compile(r"十[一二]|[零一二两三四五六七八九十](?=[点时元块])")
_NOON = {"en": ("noon", "midday"), "zh": ("中午", "正午")}
_MIDNIGHT = {"en": ("midnight", "end of the day"), "zh": ("午夜", "半夜", "零点", "当天内")}
_WORDS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"[a-z]{4,}"),
    "zh": re.compile(r"(?=([\u3400-\u9fff]{2}))"),
}
"""What is compared of a label: English words of four letters or more, pairs of Chinese characters."""

STEM = 5
"""Letters of an English word that must agree: "confirms" is "confirmation"."""

SHARE: dict[Lang, float] = {"en": 0.34, "zh": 0.25}
"""Share of a label's words that must be readable somewhere, in one of the languages.

Pairs of Chinese characters cut across words, so fewer of them agree. With these, every offer and cause
that a key point of the bundled scenarios needs is told; "a tow truck" on a card about parcels is not.
"""


class Readable:
    """Everything a trainee can read in one language before and while they play."""

    def __init__(self, scenario: Scenario, lang: Lang) -> None:
        """Gather the texts; nothing is compared yet."""
        self.lang = lang
        said = (getattr(text, lang) for text in _readable(scenario))
        self.text = "\n".join(part for part in said if part).lower()

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number that stands there, without separators of thousands."""
        plain = {m.group().replace(",", "").rstrip(".") for m in _NUMBER.finditer(self.text)}
        plain |= {n.lstrip("0") or "0" for n in plain}
        if self.lang == "zh":
            plain |= {str(_ZH_DIGITS[m.group()]) for m in _ZH_NUMBER.finditer(self.text)}
            plain |= {f"{m.group(1)}0000" for m in re.finditer(r"(\d+)万", self.text)}
        return frozenset(plain)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every word that stands there, cut short."""
        return frozenset(stems(self.text, self.lang))

    def has_hour(self, hour: float) -> bool:
        """Say whether an hour of the day (0-24) is named, on either clock."""
        whole = int(hour)
        if {str(whole), str(whole - 12 if whole > 12 else whole + 12)} & self.numbers:
            return True
        names = _NOON if whole == 12 else _MIDNIGHT if whole in (0, 24) else {}
        return any(name in self.text for name in names.get(self.lang, ()))

    def has_amount(self, amount: float) -> bool:
        """Say whether an amount of money is named, or is the sum or difference of two that are."""
        if {f"{amount:g}", f"{amount:.0f}", f"{amount:.2f}"} & self.numbers:
            return True
        return any(amount in (one + other, one - other) for one in self.sums for other in self.sums)

    @cached_property
    def sums(self) -> frozenset[float]:
        """Every amount of money that stands there."""
        found = (m.group(1) or m.group(2) for m in _SUM.finditer(self.text))
        return frozenset(float(amount.replace(",", "")) for amount in found)

    def tells(self, fact: Offer | Cause) -> bool:
        """Say whether a share of a fact's label stands there, or one of the ways to say it."""
        words = stems((getattr(fact.label, self.lang) or "").lower(), self.lang)
        if len(words & self.stems) >= SHARE[self.lang] * len(words):
            return True
        return any(self._holds(phrase.lower()) for phrase in fact.say.get(self.lang))

    def _holds(self, phrase: str) -> bool:
        parts = [part.strip() for part in phrase.split("…")]
        return all(part in self.text for part in parts if "|" not in part)


def stems(text: str, lang: Lang) -> set[str]:
    """Return the words of a lower-case text by which labels are compared, cut short."""
    found = _WORDS[lang].findall(text)
    return {word[:STEM] for word in found} if lang == "en" else set(found)


def _readable(scenario: Scenario) -> Iterator[Text]:
    yield from (scenario.about, scenario.goal, scenario.role)
    for entry in scenario.facts.card:
        yield from (entry.label, entry.text)
    for turn in scenario.turns:
        yield from (variant.text for variant in turn.says)
    yield from (trigger.says for trigger in scenario.triggers)


def check_known(scenario: Scenario, marks: Marks, told: Collection[Path] = ()) -> None:
    """Report figures, facts and answers that the best way needs and nobody tells the trainee.

    `told` are figures that another check has reported already, with the place where they stand wrong.
    """
    langs = (scenario.language,) if scenario.language else LANGS
    readers = [Readable(scenario, lang) for lang in langs]
    _figures(scenario.facts, readers, marks, told)
    _needed(scenario, readers, marks)
    _answers(scenario, marks)


def _figures(facts: Facts, readers: list[Readable], marks: Marks, told: Collection[Path]) -> None:
    """Report hours, amounts and reference numbers that replies are held against and nobody can read."""
    for name, offer in facts.offers.items():
        path: Path = ("facts", "offers", name)
        for reader in readers:
            currency = CURRENCY[reader.lang]
            for part in ("max", "fixed"):
                amount = getattr(offer, part).get(currency)
                at = (*path, part, currency)
                if amount is not None and at not in told and not reader.has_amount(amount):
                    _not_told(at, f"{amount:g} {currency}", [reader], readers, marks)
        for n, slot in enumerate(offer.times):
            for part, hour in (("from", slot.from_), ("to", slot.to)):
                at = (*path, "times", n, part)
                if hour is not None and at not in told:
                    without = [r for r in readers if not r.has_hour(hour)]
                    _not_told(at, f"{hour:g}:00", without, readers, marks)
    for n, number in enumerate(facts.references):
        without = [r for r in readers if number.lower() not in r.text]
        _not_told(("facts", "references", n), number, without, readers, marks)


def _not_told(
    path: Path, figure: str, without: list[Readable], readers: list[Readable], marks: Marks
) -> None:
    if not without:
        return
    if len(without) > 1 or len(readers) == 1:
        message = N_('replies are held against "{figure}", and nothing that the trainee reads names it')
    elif without[0].lang == "en":
        message = N_(
            'replies are held against "{figure}", and no English text that the trainee reads names it'
        )
    else:
        message = N_(
            'replies are held against "{figure}", and no Chinese text that the trainee reads names it'
        )
    marks.say(36, path, message, values={"figure": figure}, warning=True)


def _needed(scenario: Scenario, readers: list[Readable], marks: Marks) -> None:
    """Report key points every alternative of which needs a fact that nothing readable speaks of."""
    for n, point in enumerate(scenario.key_points):
        hidden = [_hidden(group, scenario.facts, readers) for group in point.needs]
        if all(hidden):
            name = hidden[0]
            at = point.needs[0].index(name)
            marks.say(
                38,
                ("key_points", n, "needs", 0, at),
                N_('"{point}" needs "{name}", and neither card nor brief nor customer speaks of it'),
                values={"point": point.id, "name": name},
                warning=True,
            )


def _hidden(group: tuple[str, ...], facts: Facts, readers: list[Readable]) -> str:
    """Return the first offer or cause of an alternative that nothing readable speaks of.

    What hurts the customer, what cannot be done and what the trainee does unasked (an update, a
    fallback, a care) are matters of tact and need no card.
    """
    for name in group:
        kind, _, key = name.partition(".")
        fact: Offer | Cause | None = facts.cause if kind == "cause" else None
        if kind == "offer" and key in facts.offers:
            offer = facts.offers[key]
            fact = None if offer.update or offer.fallback or offer.care else offer
        if fact is not None and not any(reader.tells(fact) for reader in readers):
            return name
    return ""


def _answers(scenario: Scenario, marks: Marks) -> None:
    """Report questions that a good reply asks and no line of the customer answers."""
    whens = [v.when for t in scenario.turns for v in t.says]
    whens += [b.when for t in scenario.turns for b in t.then]
    whens += [trigger.when for trigger in scenario.triggers]
    answered = {name for when in whens for name in when.asked}
    if any(name.partition(".")[2] not in scenario.facts.may_ask for name in answered):
        return  # a name is misspelt, and SC013 tells it
    for n, name in enumerate(scenario.find_out):
        if name not in answered and name.partition(".")[2] in scenario.facts.may_ask:
            marks.say(
                37,
                ("find_out", n),
                N_('a good reply asks "{name}", and no wording, branch or trigger answers it'),
                values={"name": name},
                example=f"when: {{asked: [{name}]}}",
                warning=True,
            )
