"""Owns the amounts of a reply against card and authority: a wrong one is X26, one beyond authority X07."""

from __future__ import annotations

import re

from sim.model.language import CURRENCY, Lang
from sim.scoring.claims import in_clause, reject
from sim.scoring.context import Case
from sim.text import Hit

_GIVES: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:pay|paying|give|giving|credit|crediting|send|sending|transfer|transferring) you\b"
        r"|(?<!when )(?<!if )(?<!once )\byou(?:'ll| will| can| shall)? (?:also )?(?:get|receive)"
        r"(?: (?:a|another|an extra|up to|back|the))? [£$€]?\d"
        r"|\d(?: pounds| euros)? (?:is |are |will be )?(?:now |already )?"
        r"(?:on (?:its|the) way|goes|going|comes|coming)"
        r" (?:back )?(?:to you\b|(?:to|on|into) your (?:card|account|bank))"
        r"|\b(?:i|we)(?: can|'ll| will| could)? (?:also )?(?:cover|pay|refund|reimburse|credit|compensate)\b"
    ),
    "zh": re.compile(
        r"(?:赔偿?|补偿?|退|送|返|打给|转给|补贴)(?:给)?您|(?:可以|能|会)(?:给到|赔|补|报销|承担)"
        r"|您[^，。,有没吗]{0,6}(?:收到|拿到|得到)(?:我们)?\d+(?:元|块钱?)?(?![\d元块的])|[退打转返]到您的?[账卡户]"
    ),
}
"""Money handed to the customer, whatever it is called: a commitment that no offer of the case names."""

_ON_TOP: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:at (?:the )?most|no more than|up to|capped at|the limit is|limit|max(?:imum)?)"
        r"(?: of)?[ £$€]*\d"
        r"|^\W*(?:and|plus|with|as well as)(?: (?:also|another|an?|extra|additional|up to|a full))*[ £$€]*\d"
    ),
    "zh": re.compile(
        r"^\W*(?:最多|最高|上限|封顶|顶多|不超过|限额|再加|另加|外加|加上|还有|另外|外带|和|以及|再)(?:上|给|另)?"
        r"[^，。,]{0,4}\d"
    ),
}
"""How a clause begins that only adds a sum."""


_UNLIMITED = re.compile(
    r"(?:花|用)?(?:了)?多少(?:钱)?[^，。,没不]{0,4}(?:都|全)[^，。,没不]{0,4}(?:出|报|承担|包|认|付)"
)
"""A promise to pay whatever it costs; the sheet lists the English ones."""


def _unlimited(case: Case) -> None:
    """X07: whatever it costs is promised, where the authority for it ends at a sum."""
    offers = case.scenario.facts.offers
    for sentence in case.reading.sentences:
        found = _UNLIMITED.search(sentence.text)
        if found is None or sentence.question or sentence.counterfactual:
            continue
        refs = (
            r for c in case.commitments if case.reading.sentence_of[c.first] == sentence.index for r in c.refs
        )
        bound = [ref for ref in refs if offers[ref.partition(".")[2]].max]
        if bound:
            first = case.reading.token_at(sentence.start + found.start())
            last = max(first, case.reading.token_before(sentence.start + found.end()))
            case.add("X07", first, last, "check:amount", bound[0])
            reject(case, Hit("amount", "", first, last), bound[0])


def check(case: Case) -> None:
    """Hold each amount against the offer it is named with, else against the authority, where there is one."""
    offers = case.scenario.facts.offers
    if not offers:
        return
    _unlimited(case)
    named = {currency for o in offers.values() for currency in (*o.max, *o.fixed)}
    places = [(amount, case.reading.token_at(amount.start)) for amount in case.reading.amounts]
    for amount, token in places:
        hit = Hit("amount", "", token, max(token, case.reading.token_before(amount.end)))
        if not case.reading.affirmed(hit):
            continue
        own = CURRENCY[case.lang]
        currency = amount.currency if own not in named and amount.currency in named else own
        ceiling = max((o.max[currency] for o in offers.values() if currency in o.max), default=0.0)
        fixed = {o.fixed[currency] for o in offers.values() if currency in o.fixed}
        known = fixed | {o.max[currency] for o in offers.values() if currency in o.max}
        clause = case.reading.clause_of[token]
        inside = [c for c in case.commitments if case.reading.clause_of[c.first] == clause]
        if not inside and not in_clause(case, hit, _GIVES) and not _goes_on(case, hit):
            continue
        refs = [r for c in inside for r in c.refs]
        maxima = [offers[r.partition(".")[2]].max.get(currency) for r in refs]
        limit = max((m for m in maxima if m is not None), default=None)
        right = [offers[r.partition(".")[2]].fixed.get(currency) for r in refs]
        if amount.value in right or amount.value in known:
            continue
        if limit is not None and amount.value <= limit:
            continue
        beside = {a.value for a, at in places if case.reading.clause_of[at] == clause}
        if limit is None and any(right) and not beside.intersection(right):
            case.add("X26", hit.first, hit.last, "check:amount", refs[0])
            reject(case, hit, refs[0])
        elif amount.value > max([ceiling, *fixed]) and amount.value not in case.figures.values:
            case.add("X07", hit.first, hit.last, "check:amount", refs[0] if refs else "authority")
            reject(case, hit, refs[0] if refs else "authority")


def _goes_on(case: Case, hit: Hit) -> bool:
    """Say whether a clause without a verb adds a sum to what the one before promises (", and £60 on top")."""
    clause = case.reading.clause_of[hit.first]
    return bool(_ON_TOP[case.lang].match(case.reading.clause_text(hit.first))) and any(
        case.reading.clause_of[c.last] == clause - 1 for c in case.commitments
    )
