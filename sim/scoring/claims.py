"""Owns what a reply claims against the card and the authority: X07 and X26, and forbidden acts.

A wrong figure is X26, one beyond authority X07. A harmless detail inside
authority (a ticket number, "I have booked it") is neither. Commitments that
rest on a refused claim are marked rejected, so that they earn nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from sim.model.authority import Offer, Slot
from sim.model.language import Lang
from sim.scoring import durations
from sim.scoring.context import Case, Commitment
from sim.text import Hit, When

_OWN_CHECK = re.compile(
    r"\b(?:check|look|see|message|msg|write|ring|call|text|tell|ask|confirm|report|update)\w*\b"
    r"|核对|查看|看一下|看看|看冰箱|确认|消息|告诉|联系|回您|回复|盯|问"
)
"""A clock time for one's own next step is no promise of the hour at which the offer arrives."""

_REFERRAL: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:ask|asking|check with) (?:my|the|our|her|him|them|ms|mr|mrs)\b"
        r"|\bwhether\b|\bonly (?:my|the|our|ms|mr|mrs)\b[^,;]{0,40}\b(?:can|may)\b"
    ),
    "zh": re.compile(
        r"(?:请示|问问?|报给|请)(?:组长|主管|经理|领导|店长|馆长|上级)|只有[^，。]{1,10}(?:能|才能|可以|有权)"
        r"|能不能|能否|会不会|是否"
    ),
}
"""What stands before a forbidden act that is only passed on: asking is no promise."""

_LIKENED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:like|as if|as though|(?:flagged|scored|read|treated|marked|counted) as|taken for|mistaken for)"
        r"(?: an?| the)?(?: \w+)? $"
    ),
    "zh": re.compile(r"(?:像是?|好像|当成|当作|看成|认成|误判成?|误认为?|以为)[^，。]{0,4}$"),
}
"""What stands right before a false statement that is only an appearance ("it looked like a stolen card")."""

_NEEDLESS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:no need (?:to|for)|needn't|need not|(?:do|does|will)(?:n't| not) (?:need|have)(?: to)?"
        r"|won't (?:need|have)(?: to)?|without (?:having|needing) to)\b"
        r"(?:(?!\b(?:worry|i|we|it|they|he|she|that|you)\b)[^,.;:]){0,24}$"
    ),
    "zh": re.compile(
        r"(?:不用|不必|用不着|无需|无须|不需要?|不收|不另)(?:(?!担心|着急|怕|操心|我)[^，,。；;]){0,6}$"
    ),
}
"""What stands before a demand that is spared the customer ("no need to send the receipt", 不用您补差价).

What somebody need not fear is no such demand ("no need to worry, it is free").
"""

_ELSE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\bif\b[^,.]*(?:\b(?:another|other|different|else|nobody|no one)\b|\b(?:is|are|'s|'re) not\b"
        r"|\b(?:isn't|aren't)\b)[^,.]*,"
    ),
    "zh": re.compile(
        r"(?:如果|要是|万一|若是?|假如)[^，,。]*(?:不是|不在|不属于|没人|别的|其他|另)[^，,。]*[，,]"
    ),
}
"""A condition under which the case would be another one: what follows it says nothing of this one.

What somebody does or leaves ("if you don't use it overnight") makes no other case.
"""

_HEDGED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:might|could|may|perhaps|maybe|in case|if|whether|suppose|afraid|worried)\b"),
    "zh": re.compile(r"万一|可能|也许|或许|说不定|怕|担心|要是|如果|假如|是不是|会不会|有没有"),
}
"""What makes a guess or a case of a statement; grave ones are held against the writer all the same."""

_CONCEDED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"^\W*(?:although|though|even though|even if)\b"),
    "zh": re.compile(r"^\W*(?:虽说|虽然|尽管|就算|哪怕|即使)"),
}
"""What a clause begins with that grants something and promises nothing (虽说再修一次更省钱)."""

_GIVES: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:pay|paying|give|giving|credit|crediting|send|sending|transfer|transferring) you\b"
        r"|\b(?:i|we)(?: can|'ll| will| could)? (?:also )?(?:cover|pay|refund|reimburse|credit|compensate)\b"
    ),
    "zh": re.compile(
        r"(?:赔偿?|补偿?|退|送|返|打给|转给|补贴)(?:给)?您|(?:可以|能|会)(?:给到|赔|补|报销|承担)"
    ),
}
"""Money handed to the customer, whatever it is called: a commitment that no offer of the case names."""

_NO_PROMISE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:can't|cannot|can not|won't|not able to|unable to|nobody can|no one can|not going to)\b"
        r"[^,.;]{0,24}\b(?:promis|guarantee|swear)"
    ),
    "zh": re.compile(
        r"(?:不能|没法|无法|不敢|不会|不好|没人能|谁也不能)[^，。；,;]{0,6}(?:保证|承诺|担保|打包票|答应|说死)"
    ),
}
"""Words that promise nothing, in a sentence that sounds of promises ("I can't guarantee the hour")."""

SOON = re.compile(r"\b(?:minutes?|mins?|hours?|hrs?)\b|分钟|小时|钟头")
"""Units of a time that is still today."""

CURRENCY = {"en": "GBP", "zh": "CNY"}


def check(case: Case) -> None:
    """Add findings for claims that the case refutes or authority does not cover."""
    _forbidden(case)
    _false(case)
    _times(case)
    _too_soon(case)
    _durations(case)
    _amounts(case)
    _guarantees(case)


def _reject(case: Case, hit: Hit, why: str) -> None:
    clause = case.reading.clause_of[hit.first]
    touched = [c for c in case.commitments if case.reading.clause_of[c.first] == clause]
    for commitment in touched:
        commitment.rejected.append(why)
    if not touched:
        case.commitments.append(Commitment(hit.first, hit.last, (), "will", "me", rejected=[why]))


def _forbidden(case: Case) -> None:
    for hit in case.reading.find_kind("forbidden"):
        fact = case.scenario.facts.forbidden[hit.ref.partition(".")[2]]
        if not case.reading.meant(hit) or case.reading.negated(hit):
            continue
        if case.reading.sentence(hit).question and fact.code == "X07" and _asks_only(case, hit):
            continue
        if _runs_into_a_limit(case, hit) or needless(case, hit):
            continue
        if _corrects(case, hit):
            case.excused.add((case.reading.sentence_of[hit.first], fact.code))
            continue
        if fact.code == "X07" and (_referred(case, hit) or _in_clause(case, hit, _CONCEDED)):
            continue
        case.add(fact.code, hit.first, hit.last, f"fact:{hit.ref}", hit.ref)
        if fact.code == "X07":
            _reject(case, hit, hit.ref)


def _corrects(case: Case, hit: Hit) -> bool:
    """Say whether a statement is told again only to be taken back ("I said I'd pay; I was wrong")."""
    start = case.reading.tokens[hit.first].start
    return any(c.open and c.about[0] <= start < c.about[1] for c in case.corrections)


def _runs_into_a_limit(case: Case, hit: Hit) -> bool:
    """Say whether a phrase begins in one clause and ends in another that says what cannot be done.

    "As for who pays for those days: wages go beyond what I may approve" promises no wages.
    """
    first, last = (case.reading.clause_of[i] for i in (hit.first, hit.last))
    return first != last and any(
        case.reading.clause_of[h.first] == last for h in case.reading.find_kind("limit")
    )


def _referred(case: Case, hit: Hit) -> bool:
    """Say whether the decision is left to whoever has it ("I'll ask my manager about a full refund")."""
    return bool(_REFERRAL[case.lang].search(_before(case, hit.first, hit.last)))


def _asks_only(case: Case, hit: Hit) -> bool:
    """Say whether a forbidden act is only asked about ("you would like your wages paid?")."""
    clause = case.reading.clause_of[hit.first]
    return not any(case.reading.clause_of[c.first] == clause for c in case.commitments)


def _false(case: Case) -> None:
    for hit in case.reading.find_kind("false"):
        if not case.reading.affirmed(hit) or _corrects(case, hit):
            continue
        if _likened(case, hit) or needless(case, hit) or _supposes_another(case, hit):
            continue
        grave = case.scenario.facts.false_claims[hit.ref.partition(".")[2]].severe
        if grave or not _guesses(case, hit):
            case.add("X26", hit.first, hit.last, f"fact:{hit.ref}", hit.ref)


def _in_clause(case: Case, hit: Hit, pattern: dict[Lang, re.Pattern[str]]) -> bool:
    """Say whether a pattern is found in the clause of a hit."""
    return bool(pattern[case.lang].search(case.reading.clause_text(hit.first)))


def _likened(case: Case, hit: Hit) -> bool:
    """Say whether a false statement is only what something looked like."""
    return bool(_LIKENED[case.lang].search(_before(case, hit.first, hit.first)))


def needless(case: Case, hit: Hit) -> bool:
    """Say whether what is listed is called needless ("there is no need to block your card")."""
    return bool(_NEEDLESS[case.lang].search(_before(case, hit.first, hit.first)))


def _guesses(case: Case, hit: Hit) -> bool:
    """Say whether a statement is only supposed or feared ("in case it is a scam, the money is gone")."""
    return bool(_HEDGED[case.lang].search(_before(case, hit.first, hit.first)))


def _before(case: Case, first: int, until: int) -> str:
    """Return what stands in the clause of one token before another one."""
    reading = case.reading
    return reading.plain.text[reading.clauses[reading.clause_of[first]].start : reading.tokens[until].start]


def _supposes_another(case: Case, hit: Hit) -> bool:
    """Say whether a statement holds only where the case would be another one."""
    reading = case.reading
    before = reading.plain.text[reading.sentence(hit).start : reading.tokens[hit.first].start]
    return bool(_ELSE[case.lang].search(before))


def _fits(when: When, slot: Slot) -> bool:
    """Say whether a stated time lies inside a slot; parts that were not stated fit anything."""
    if when.day is not None and when.day != slot.day:
        return False
    if slot.from_ is None or slot.to is None or when.late is None:
        return True
    for shift in (0, 12):
        late = when.late + shift
        early = (when.early + shift) if when.early is not None else late
        if slot.from_ <= early and late <= slot.to:
            return True
    return False


def _times(case: Case) -> None:
    """Hold the times of a clause against the slots of the offers it names."""
    times = [(case.reading.token_at(w.start), w) for w in case.reading.times if w.kind != "within"]
    places = [at for at, _ in times]
    for commitment in case.commitments:
        low, high = bisect_left(places, commitment.first), bisect_right(places, commitment.last)
        inside = [w for _, w in times[low:high]]
        for ref in commitment.refs:
            offer = case.scenario.facts.offers[ref.partition(".")[2]]
            if inside and offer.times:
                _hold(case, commitment, inside, ref, offer)


def _too_soon(case: Case) -> None:
    """Hold "within the hour" against offers that are not before tomorrow."""
    soon = [(case.reading.token_at(w.start), w) for w in case.reading.times if SOON.search(w.text)]
    for commitment in case.commitments:
        inside = [w for at, w in soon if w.kind == "within" and commitment.first <= at <= commitment.last]
        later = [
            ref
            for ref in commitment.refs
            if (slots := case.scenario.facts.offers[ref.partition(".")[2]].times)
            and all(s.day for s in slots)
        ]
        if inside and later == list(commitment.refs) and not commitment.condition and later:
            at, last = _tokens(case, inside[0])
            case.add("X26", at, last, "check:time", later[0])
            commitment.rejected.append(later[0])


def _hold(case: Case, commitment: Commitment, inside: list[When], ref: str, offer: Offer) -> None:
    clause = case.reading.clause_text(commitment.first)
    exact = (
        None
        if commitment.condition or _OWN_CHECK.search(clause)
        else next((w for w in inside if w.exact), None)
    )
    if offer.no_exact_hour and exact is not None and commitment.strength == "will":
        name = "forbidden.exact_hour" if "exact_hour" in case.scenario.facts.forbidden else ref
        at, last = _tokens(case, exact)
        case.add("X07", at, last, "check:exact_hour", name)
        commitment.rejected.append(name)
    elif not commitment.condition and not any(_fits(w, slot) for w in inside for slot in offer.times):
        others = [
            o
            for r in commitment.refs
            if r != ref and (o := case.scenario.facts.offers[r.partition(".")[2]]).times
        ]
        if any(_fits(w, slot) for w in inside for o in others for slot in o.times):
            return
        at, last = _tokens(case, inside[0])
        case.add("X26", at, last, "check:time", ref)
        commitment.rejected.append(ref)


def _durations(case: Case) -> None:
    """Hold how long the reply says that an offer takes against how long it does."""
    for hit, code, ref in durations.check(case):
        own = _OWN_CHECK.search(case.reading.clause_text(hit.first))
        if own and not case.scenario.facts.offers[ref.partition(".")[2]].update:
            continue
        if _in_clause(case, hit, _HEDGED) or _corrects(case, hit):
            continue
        case.add(code, hit.first, hit.last, "check:duration", ref)
        _reject(case, hit, ref)


def _tokens(case: Case, when: When) -> tuple[int, int]:
    at = case.reading.token_at(when.start)
    return at, max(at, case.reading.token_before(when.end))


def _amounts(case: Case) -> None:
    """Hold each amount against the offer it is named with, else against the whole authority."""
    offers = case.scenario.facts.offers
    currency = CURRENCY[case.lang]
    known = {v for o in offers.values() for v in (*o.max.values(), *o.fixed.values())}
    ceiling = max((o.max[currency] for o in offers.values() if currency in o.max), default=0.0)
    fixed = {o.fixed[currency] for o in offers.values() if currency in o.fixed}
    for amount in case.reading.amounts:
        token = case.reading.token_at(amount.start)
        hit = Hit("amount", "", token, max(token, case.reading.token_before(amount.end)))
        if not case.reading.affirmed(hit):
            continue
        clause = case.reading.clause_of[token]
        inside = [c for c in case.commitments if case.reading.clause_of[c.first] == clause]
        if not inside and not _in_clause(case, hit, _GIVES):
            continue
        refs = [r for c in inside for r in c.refs]
        maxima = [offers[r.partition(".")[2]].max.get(currency) for r in refs]
        limit = max((m for m in maxima if m is not None), default=None)
        right = [offers[r.partition(".")[2]].fixed.get(currency) for r in refs]
        if amount.value in right or amount.value in known:
            continue
        if limit is not None and amount.value <= limit:
            continue
        if limit is None and any(right):
            case.add("X26", hit.first, hit.last, "check:amount", refs[0])
            _reject(case, hit, refs[0])
        elif amount.value > max([ceiling, *fixed]) and amount.value not in case.figures.values:
            case.add("X07", hit.first, hit.last, "check:amount", refs[0] if refs else "authority")
            _reject(case, hit, refs[0] if refs else "authority")


def _guarantees(case: Case) -> None:
    """X07 in general words: "I guarantee", "100%", "绝对不会"."""
    case.excused |= {
        (s.index, "X07") for s in case.reading.sentences if _NO_PROMISE[case.lang].search(s.text)
    }
    for hit in case.reading.find("rubric.X07"):
        if case.stated(hit) and not (_referred(case, hit) or _corrects(case, hit)):
            case.add("X07", hit.first, hit.last, f"phrase:{hit.phrase}", "")
            _reject(case, hit, "guarantee")
