"""Owns the check that the card says the figures that offers and limits have: sums of money and hours.

Never says which of the two is right, and never reads a sum or an hour by itself. What cannot be tied to one
offer or limit surely is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from sim.content.card_hours import fits, in_file, on_card, same, shape_of
from sim.content.card_links import TIED, Told, plainly, share, tied, told
from sim.content.card_says import Sum, pieces
from sim.content.known import Readable
from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.authority import Offer
from sim.model.language import CURRENCY, LANGS, Lang
from sim.model.saying import Saying
from sim.model.scenario import Scenario

_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
"""Signs that stand in front of a sum; yuan are written behind it."""

_YOURS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:you|your|discretion|authority)\b"),
    "zh": re.compile(r"您|权限|酌情"),
}
"""Words of a piece or its heading by which it is about what the trainee may do (你 is 您 in plain text)."""


def check_card(scenario: Scenario, marks: Marks) -> frozenset[Path]:
    """Report figures of the card that are not the offer's; return the paths of what is not met."""
    langs = (scenario.language,) if scenario.language else LANGS
    found: set[Path] = set()
    for lang in langs:
        card = _Card(scenario, lang, marks)
        found.update(card.sums())
        found.update(card.alone(found))
        found.update(card.hours())
        card.limits()
    return frozenset(found)


class _Card:
    """The card in one language, held against the facts."""

    def __init__(self, scenario: Scenario, lang: Lang, marks: Marks) -> None:
        self._facts, self._lang, self._marks = scenario.facts, lang, marks
        self._told = told(scenario.facts, lang)
        self._money = {name: one for name, one in self._facts.offers.items() if one.max or one.fixed}
        self._readable = Readable(scenario, lang)
        self._done: set[tuple[int, Sum]] = set()

    def sums(self) -> Iterator[Path]:
        """Report sums that a piece says of an offer and the offer does not have; yield the offer's figure."""
        for said in self._told:
            for one in said.piece.sums if self._money else ():
                name = "" if self._of_somebody(said) else tied(self._money, said, self._lang)
                part = self._part(one, self._money[name], said) if name else ""
                if part:
                    yield self._sum(said, one, name, part)

    def _part(self, one: Sum, offer: Offer, said: Told) -> str:
        """Return which figure of its offer a sum surely contradicts: `max`, `fixed`, or none."""
        most, fixed = offer.max.get(one.currency), offer.fixed.get(one.currency)
        single, joint = self._figures(one.currency)
        if one.value in (most, fixed) or one.value in joint:
            return ""
        alone = len(said.piece.named) == 1 and plainly(offer, one.part, self._lang)
        if most is not None and (one.role == "most" or (alone and one.value > most)):
            here = (t.piece for t in self._told if t.entry == said.entry)
            return "" if any(piece.names(most, one.currency) for piece in here) else "max"
        if fixed is not None and one.role == "exact" and alone and one.value not in single:
            own = (t.piece for t in self._told if plainly(offer, t.piece.plain, self._lang))
            return "" if any(piece.names(fixed, one.currency) for piece in own) else "fixed"
        return ""

    def _figures(self, currency: str) -> tuple[set[float], set[float]]:
        """Return the sums that offers have in a currency, and what two of them make together or apart."""
        parts = (part for offer in self._money.values() for part in (offer.max, offer.fixed))
        single = {part[currency] for part in parts if currency in part}
        joint = {v for one, two in combinations(sorted(single), 2) for v in (one + two, two - one)}
        return single, joint - single

    def _of_somebody(self, said: Told) -> bool:
        """Say whether a piece names a person of the case, whose authority need not be the trainee's."""
        names = (who for person in self._facts.people.values() for who in person.say.get(self._lang))
        return any(name.lower() in said.piece.plain for name in names)

    def alone(self, found: set[Path]) -> Iterator[Path]:
        """Report the one limit of the trainee's on the card that no offer has, when an offer's is nowhere."""
        hidden = [
            (name, currency)
            for name, offer in self._money.items()
            for currency, most in offer.max.items()
            if currency == CURRENCY[self._lang]
            and not self._readable.has_amount(most)
            and ("facts", "offers", name, "max", currency) not in found
        ]
        if len(hidden) != 1:
            return
        name, currency = hidden[0]
        single, joint = self._figures(currency)
        strange = [
            (said, one)
            for said in self._told
            for one in said.piece.sums
            if (one.role, one.currency) == ("most", currency)
            and one.value not in single | joint
            and _YOURS[self._lang].search(f"{said.heading} {said.piece.plain}")
        ]
        if len(strange) == 1 and not self._of_somebody(strange[0][0]) and self._is_new(*strange[0]):
            yield self._sum(*strange[0], name, "max")

    def _is_new(self, said: Told, one: Sum) -> bool:
        return (said.entry, one) not in self._done

    def _sum(self, said: Told, one: Sum, name: str, part: str) -> Path:
        right = getattr(self._money[name], part)[one.currency]
        amount = money(right, one.currency)
        message = (
            N_('"{said}" stands on the card ("{entry}"), and the offer "{name}" goes up to {right}')
            if part == "max"
            else N_('"{said}" stands on the card ("{entry}"), and the offer "{name}" is {right}')
        )
        allowed = Saying.of(N_("up to {amount}"), amount=amount) if part == "max" else amount
        self._done.add((said.entry, one))
        self._say(
            said, message, {"said": one.said, "name": name, "right": amount}, allowed, (one.written, amount)
        )
        return ("facts", "offers", name, part, one.currency)

    def hours(self) -> Iterator[Path]:
        """Report times that a piece says of an offer and the offer does not have; yield the offer's hours."""
        timed = {name: one for name, one in self._facts.offers.items() if any(map(shape_of, one.times))}
        every = [hour for said in self._told for hour in said.piece.hours]
        for said in self._told if timed else ():
            name = tied(timed, said, self._lang) if said.piece.hours else ""
            slots = timed[name].times if name else ()
            for one in said.piece.hours:
                if any(fits(one, slot) for slot in slots):
                    continue
                left = [
                    n
                    for n, slot in enumerate(slots)
                    if shape_of(slot) == one.shape and not any(same(hour, slot) for hour in every)
                ]
                if left:
                    slot = slots[left[0]]
                    self._say(
                        said,
                        N_('"{said}" stands on the card ("{entry}"), and the offer "{name}" has {right}'),
                        {"said": one.said, "name": name, "right": in_file(slot)},
                        ", ".join(in_file(slots[n]) for n in left),
                        (one.said, on_card(slot, one, self._lang)),
                    )
                    yield from (
                        ("facts", "offers", name, "times", n, end) for n in left for end in ("from", "to")
                    )

    def limits(self) -> None:
        """Report the sum that a piece says of a limit, when the one in the limit's label stands nowhere."""
        for name, limit in self._facts.limits.items():
            label = pieces(getattr(limit.label, self._lang) or "", self._lang)
            own = [one for piece in label for one in piece.named]
            if len(own) != 1 or self._readable.has_amount(own[0].value):
                continue
            about = [
                said
                for said in self._told
                if any(one.currency == own[0].currency for one in said.piece.named)
                and share(limit, said, self._lang) >= TIED[self._lang]
            ]
            if len(about) != 1 or len(about[0].piece.named) != 1:
                continue
            said, one, right = about[0], about[0].piece.named[0], own[0].written
            if self._is_new(said, one):
                message = N_(
                    '"{said}" stands on the card ("{entry}"), and the limit "{name}" speaks of {right}'
                )
                self._say(
                    said,
                    message,
                    {"said": one.said, "name": name, "right": right},
                    right,
                    (one.written, right),
                )

    def _say(
        self,
        said: Told,
        message: str,
        values: Mapping[str, str],
        allowed: str | Saying,
        change: tuple[str, str],
    ) -> None:
        """Report a piece of the card; the example is the piece with one figure changed into the other."""
        self._marks.say(
            51,
            ("facts", "card", said.entry, "text", self._lang),
            message,
            values={**values, "entry": self._facts.card[said.entry].id},
            allowed=allowed,
            example=said.piece.said.replace(*change, 1),
            warning=True,
        )


def money(amount: float, currency: str) -> str:
    """Return a sum as a card writes it: £50, 300元, 20 CHF."""
    figure = f"{amount:g}" if amount == int(amount) or amount >= 10**6 else f"{amount:.2f}"
    sign = _SIGNS.get(currency)
    return f"{sign}{figure}" if sign else f"{figure}元" if currency == "CNY" else f"{figure} {currency}"
