"""Owns the check of a scenario as an exercise: traps, weights, authority, what is never used.

Never runs the engine. What counts in every reply by itself is never reported as unused: a forbidden
act, a limit, a question, a false claim, an offer that is an update, a fallback or a care.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.content.marks import Marks
from sim.content.problems import N_, Path, nearest
from sim.model.authority import Offer
from sim.model.facts import Facts
from sim.model.language import CURRENCY, LANGS
from sim.model.scenario import Scenario
from sim.model.when import When
from sim.text import find_amounts

HEAVIEST, LIGHTEST = 60, 5
"""Weights, of 100, beyond which one key point decides alone or is not felt; ours lie between 10 and 25."""

KNOWN_CURRENCIES = ("GBP", "CNY", "USD", "EUR")
"""Names of the currencies that the engine reads in replies."""

_MONEY = re.compile(
    r"[£$€¥￥]\s*\d|\d+\s*(?:pounds?|quid|dollars?|euros?|yuan|元|块)"
    r"|\b(?:goodwill|compensation|vouchers?|coupons?)\b|补偿|赔偿金|代金券|优惠券|红包",
    re.IGNORECASE,
)
"""By these words an offer's label is one of money that somebody must measure out.

A refund is not: what was paid stands on the card.
"""

_WRONG = ("forbidden", "false")
"""Kinds of facts that a good reply never states."""


def check_design(scenario: Scenario, marks: Marks) -> None:
    """Report what makes a scenario teach less than it could."""
    _weights(scenario, marks)
    _rewarded(scenario, marks)
    _examples(scenario, marks)
    used = _used(scenario)
    _unused(scenario, used, marks)
    if not scenario.facts.forbidden:
        marks.problems.add(
            "SC035",
            marks.tree.key_at(("facts",)),
            N_("nothing is forbidden here, so nobody can promise too much"),
            path=("facts",),
            example="forbidden: {wages: {label: …, say: …}}",
            warning=True,
        )
    elif not any(_springs(when, scenario.facts) for when in _whens(scenario)) and not any(
        t.breaks for t in scenario.turns
    ):
        marks.problems.add(
            "SC031",
            marks.tree.key_at(("facts", "forbidden")),
            N_("no branch and no message answers a forbidden promise: there is no trap in this scenario"),
            path=("facts", "forbidden"),
            example="- {when: {promised: [wages]}, go: promise_broken}",
            warning=True,
        )
    _authority(scenario, marks)


def check_hours(scenario: Scenario, marks: Marks) -> None:
    """Report hours that end before they begin, and forbidden hours without times to hold them against."""
    for name, offer in scenario.facts.offers.items():
        for n, slot in enumerate(offer.times):
            if slot.from_ is not None and slot.to is not None and slot.to < slot.from_:
                marks.say(
                    4,
                    ("facts", "offers", name, "times", n, "to"),
                    N_('"to" is {to} and lies before "from", which is {from_}; no hour fits between them'),
                    values={"to": f"{slot.to:g}", "from_": f"{slot.from_:g}"},
                    example=f"{{day: {slot.day}, from: {slot.to:g}, to: {slot.from_:g}}}",
                )
        if offer.no_exact_hour and not offer.times:
            marks.say(
                50,
                ("facts", "offers", name, "no_exact_hour"),
                N_("`no_exact_hour` has no effect on an offer without `times`"),
                example="times: [{day: 1, from: 8, to: 12}]",
                warning=True,
            )


def _whens(scenario: Scenario) -> Iterator[When]:
    for turn in scenario.turns:
        for variant in turn.says:
            yield variant.when
        for branch in turn.then:
            yield branch.when
    for trigger in scenario.triggers:
        yield trigger.when


def _springs(when: When, facts: Facts) -> bool:
    """Say whether a condition waits for something that must not be promised or said."""
    return bool(when.promised) or any(fact.code in when.any for fact in facts.forbidden.values())


def _weights(scenario: Scenario, marks: Marks) -> None:
    if len(scenario.key_points) < 2:
        return  # it weighs 100, or SC020 speaks of it
    for n, point in enumerate(scenario.key_points):
        if not LIGHTEST <= point.weight <= HEAVIEST:
            marks.say(
                32,
                ("key_points", n, "weight"),
                N_('"{name}" weighs {weight} of 100 and decides nearly alone')
                if point.weight > HEAVIEST
                else N_('"{name}" weighs {weight} of 100 and is hardly felt'),
                values={"name": point.id, "weight": point.weight},
                allowed=f"{LIGHTEST}-{HEAVIEST}",
                warning=True,
            )


def _rewarded(scenario: Scenario, marks: Marks) -> None:
    """Report key points that ask for a forbidden promise or an untrue statement."""
    for n, point in enumerate(scenario.key_points):
        for m, group in enumerate(point.needs):
            for k, name in enumerate(group):
                if name.partition(".")[0] in _WRONG:
                    marks.say(
                        39,
                        ("key_points", n, "needs", m, k),
                        N_('"{point}" rewards "{name}", which costs points in every reply'),
                        values={"point": point.id, "name": name},
                    )


def _examples(scenario: Scenario, marks: Marks) -> None:
    """Report sentences that stand among a key point's good examples and among its near misses."""
    for n, point in enumerate(scenario.key_points):
        for lang in LANGS:
            good = {" ".join(said.split()).casefold() for said in point.met_by.get(lang)}
            for k, said in enumerate(point.not_.get(lang)):
                if " ".join(said.split()).casefold() in good:
                    marks.say(
                        40,
                        ("key_points", n, "not", lang, k),
                        N_('this sentence stands under `met_by` of "{name}" too'),
                        values={"name": point.id},
                    )


def _used(scenario: Scenario) -> frozenset[str]:
    """Return every fact that a key point, an issue, a turn or a condition speaks of."""
    used = {name for point in scenario.key_points for group in point.needs for name in group}
    for issue in scenario.facts.issues.values():
        used.update(issue.met_by)
    for turn in scenario.turns:
        used.update(f"offer.{key}" for key in (*turn.keeps, *turn.breaks))
    for when in _whens(scenario):
        used.update(when.said, when.said_any, when.told, when.not_told)
        used.update(f"offer.{key}" for key in when.promised)
    return frozenset(used)


def _unused(scenario: Scenario, used: frozenset[str], marks: Marks) -> None:
    def say(path: Path, message: str, name: str) -> None:
        place = marks.tree.key_at(path)
        marks.problems.add("SC033", place, message, path=path, values={"name": name}, warning=True)

    facts = scenario.facts
    for name, offer in facts.offers.items():
        if f"offer.{name}" not in used and not (offer.update or offer.fallback or offer.care):
            message = N_('no key point, issue, turn or condition speaks of the offer "{name}"')
            say(("facts", "offers", name), message, name)
    raised = {name for turn in scenario.turns for name in turn.raises}
    for name in facts.issues:
        if name not in raised:
            say(("facts", "issues", name), N_('no turn raises the issue "{name}"'), name)
    if all(turn.impacts is not None for turn in scenario.turns):
        counted = {name for turn in scenario.turns for name in turn.impacts or ()}
        for name in facts.impacts:
            if name not in counted and f"impact.{name}" not in used:
                say(("facts", "impacts", name), N_('no turn lets the impact "{name}" count'), name)


def _authority(scenario: Scenario, marks: Marks) -> None:
    """Report offers of money that do not say how much, say it in one currency of two, or in none we know."""
    langs = (scenario.language,) if scenario.language else LANGS
    for name, offer in scenario.facts.offers.items():
        _currencies(name, offer, marks)
        lacking = [CURRENCY[lang] for lang in langs if CURRENCY[lang] not in {**offer.max, **offer.fixed}]
        if not lacking or (len(lacking) == len(langs) and not _of_money(offer)):
            continue
        marks.problems.add(
            "SC034",
            marks.tree.key_at(("facts", "offers", name)),
            N_('the offer "{name}" is one of money and does not say how much may be given in {currency}'),
            path=("facts", "offers", name),
            values={"name": name, "currency": ", ".join(lacking)},
            example="max: {GBP: 50, CNY: 300}",
            warning=True,
        )


def _currencies(name: str, offer: Offer, marks: Marks) -> None:
    """Report names of currencies by which no sum in a reply would ever be held against the offer."""
    for part, sums in (("max", offer.max), ("fixed", offer.fixed)):
        for currency, amount in sums.items():
            if currency in KNOWN_CURRENCIES:
                continue
            path = ("facts", "offers", name, part, currency)
            meant = [one.currency for one in find_amounts(f"5 {currency}")]
            near = (*meant, *nearest(currency, KNOWN_CURRENCIES))
            marks.problems.add(
                "SC001",
                marks.tree.key_at(path),
                N_('"{name}" is not known here'),
                values={"name": currency},
                path=path,
                allowed=", ".join(KNOWN_CURRENCIES),
                hint=near[0] if near else "",
                example=f"{near[0] if near else 'GBP'}: {amount:g}",
            )


def _of_money(offer: Offer) -> bool:
    """Say whether an offer gives money: its label says so, or it bears an amount of any currency."""
    if offer.max or offer.fixed:
        return True
    return any(_MONEY.search(getattr(offer.label, lang) or "") for lang in LANGS)
