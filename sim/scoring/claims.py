"""Owns what a reply claims against what the case forbids or knows to be false, and open guarantees: X07, X26.

A harmless detail inside authority (a ticket number, "I have booked it") is neither. Commitments that rest
on a refused claim are marked rejected, so that they earn nothing.
"""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.scoring.context import Case, Commitment
from sim.scoring.meant_well import ruled_out
from sim.text import Hit, is_wanted

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

_NEEDLESS_BEHIND: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\W*(?:\w+ )?(?:isn't|is not|aren't|are not|won't be|will not be) "
        r"(?:needed|required|charged|due|necessary|payable)\b"
    ),
    "zh": re.compile(
        r"(?:您|都|也|就|我们?)*(?:不用|不必|无需|不需要?|不另?收|不要)(?:您|再|另|交|付|出|给)*(?=\W|$)"
    ),
}
"""The same behind it."""

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

HEDGED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:might|could|may|perhaps|maybe|in case|if|whether|suppose|afraid|worried)\b"),
    "zh": re.compile(r"万一|可能|也许|或许|说不定|怕|担心|要是|如果|假如|是不是|会不会|有没有"),
}
"""What makes a guess or a case of a statement; grave ones are held against the writer all the same."""

_CONCEDED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"^\W*(?:although|though|even though|even if)\b"),
    "zh": re.compile(r"^\W*(?:虽说|虽然|尽管|就算|哪怕|即使)"),
}
"""What a clause begins with that grants something and promises nothing (虽说再修一次更省钱)."""

_NO_PROMISE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:can't|cannot|can not|won't|not able to|unable to|nobody can|no one can|not going to)\b"
        r"[^,.;]{0,24}\b(?:promis|guarantee|swear)"
    ),
    "zh": re.compile(
        r"(?:不能|没法|无法|不敢|不会|不好|没人能|谁也不能)[^，。；,;]{0,6}(?:保证|承诺|担保|打包票|答应|说死)"
        r"|(?:保证|答应|担保|承诺|打|拍)不了|没(?:有)?把握"
    ),
}
"""Words that promise nothing, in a sentence that sounds of promises ("I can't guarantee the hour")."""


_PENDING: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:can't|cannot|can not) (?:say|tell|decide)\b[^,.!?]*\b(?:yet|until|before)\b"),
    "zh": re.compile(
        r"要等[^，。]{0,6}(?:检验|审核|鉴定|结果)|才能定|定不了|说不了|都?[得要](?:看|凭)[^，。]{0,6}(?:审|核)"
    ),
}
"""What its own clause leaves to be found out is neither promised nor said of anybody.

是不是商家的责任要等检验 says nothing of the shop; 所有费用我们都出，数目现在定不了 does promise.
"""

_TAGGED = re.compile(
    r"[,;–-]\s*(?:and that's )?(?:100 ?%|100 percent|guaranteed|cross my heart|hand on heart)"
    r"(?=\s*(?:[.!,;]|$)|\s+(?:and|or)\b)"
)
"""A guarantee hung on what is to come ("back by Friday, guaranteed")."""

_GRANTED = re.compile(
    r"^[^。！!；;]{0,8}?[？?，,。 ]*(?:没问题|行[，。,！!]|可以[，。,！!]|好的|包在|安排|我给您|我来|一定)"
)
"""What stands behind it where it is granted (您想要今天修好，没问题)."""

_ANSWER = re.compile(
    r"\W*(?:不|能|会|可以|是|对|有|没"
    r"|no\b|yes\b|it (?:is|does|will|has)|we (?:do|will|can))"
)
"""How a sentence begins that answers the question right before it, asked and answered by one mouth."""

HELD_UP = frozenset({"X07", "X26"})
"""What may be named without being said: promises and statements. An insult or a secret is one, however it is
held up (您是不是在骗我们？没有证据不能退; 有位客户拿了五百块)."""

AFTER = 12
"""Characters behind a sentence in which what it wants may be granted."""

_UNSAID = re.compile(r"(?:这种|这样的|这)话我?(?:不|不能|没法|不敢)说")
"""A promise held up to say that it is not made (绝对不出事这种话我不说)."""


def check(case: Case) -> None:
    """Add findings for claims that the case refutes or forbids."""
    _forbidden(case)
    _false(case)
    _guarantees(case)


def reject(case: Case, hit: Hit, why: str) -> None:
    """Mark what is promised in the clause of a hit as refused by `why`."""
    clause = case.reading.clause_of[hit.first]
    touched = [c for c in case.commitments if case.reading.clause_of[c.first] == clause]
    for commitment in touched:
        commitment.rejected.append(why)
    if not touched:
        case.commitments.append(Commitment(hit.first, hit.last, (), "will", "me", rejected=[why]))


def _forbidden(case: Case) -> None:
    for hit in case.reading.find_kind("forbidden"):
        fact = case.scenario.facts.forbidden[hit.ref.partition(".")[2]]
        if fact.code in HELD_UP and _holds_up(case, hit):
            case.excused.add((case.reading.sentence_of[hit.first], fact.code))
            continue
        if not case.reading.meant(hit, held_up=fact.code not in HELD_UP):
            continue
        if case.reading.negated(hit):
            case.excused.add((case.reading.sentence_of[hit.first], fact.code))
            continue
        if case.reading.sentence(hit).question and fact.code == "X07" and _asks_only(case, hit):
            continue
        if _runs_into_a_limit(case, hit) or needless(case, hit):
            continue
        if in_clause(case, hit, _PENDING):
            continue
        if corrects(case, hit):
            case.excused.add((case.reading.sentence_of[hit.first], fact.code))
            continue
        if fact.code == "X07" and (_referred(case, hit) or in_clause(case, hit, _CONCEDED)):
            continue
        case.add(fact.code, hit.first, hit.last, f"fact:{hit.ref}", hit.ref)
        if fact.code == "X07":
            reject(case, hit, hit.ref)


def corrects(case: Case, hit: Hit) -> bool:
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
        if not case.reading.affirmed(hit) or corrects(case, hit):
            continue
        if _likened(case, hit) or needless(case, hit) or _supposes_another(case, hit):
            continue
        if _wanted(case, hit) or asked_and_answered(case, hit):
            continue
        grave = case.scenario.facts.false_claims[hit.ref.partition(".")[2]].severe
        if grave or not _guesses(case, hit):
            case.add("X26", hit.first, hit.last, f"fact:{hit.ref}", hit.ref)


def in_clause(case: Case, hit: Hit | Commitment, pattern: dict[Lang, re.Pattern[str]]) -> bool:
    """Say whether a pattern is found in the clause of a hit or of what is promised."""
    return bool(pattern[case.lang].search(case.reading.clause_text(hit.first)))


def _likened(case: Case, hit: Hit) -> bool:
    """Say whether a false statement is only what something looked like."""
    return bool(_LIKENED[case.lang].search(_before(case, hit.first, hit.first)))


def needless(case: Case, hit: Hit) -> bool:
    """Say whether what is listed is called needless ("no need to block your card", 押金不用交)."""
    end = case.reading.tokens[hit.last].end
    return bool(
        _NEEDLESS[case.lang].search(_before(case, hit.first, hit.first))
        or _NEEDLESS_BEHIND[case.lang].match(case.reading.plain.text, end)
    )


def _guesses(case: Case, hit: Hit) -> bool:
    """Say whether a statement is only supposed or feared ("in case it is a scam, the money is gone")."""
    return bool(HEDGED[case.lang].search(_before(case, hit.first, hit.first)))


def _wanted(case: Case, hit: Hit) -> bool:
    """Say whether a statement only says again what the customer wants."""
    if case.lang != "zh" or not is_wanted(_before(case, hit.first, hit.first)):
        return False
    end, sentence = case.reading.tokens[hit.last].end, case.reading.sentence(hit)
    return not _GRANTED.search(case.reading.plain.text[end : sentence.end + AFTER])


def asked_and_answered(case: Case, hit: Hit, answer: re.Pattern[str] = _ANSWER) -> bool:
    """Say whether a statement stands in a question that the next sentence answers (利息也停？不停，照算)."""
    sentence = case.reading.sentence(hit)
    return sentence.question and bool(answer.match(case.reading.plain.text, sentence.end))


def _holds_up(case: Case, hit: Hit) -> bool:
    """Say whether a claim is wished for, wanted by the customer, or asked and answered at once."""
    return case.reading.supposed(hit) or _wanted(case, hit) or asked_and_answered(case, hit)


def _before(case: Case, first: int, until: int) -> str:
    """Return what stands in the clause of one token before another one."""
    reading = case.reading
    return reading.plain.text[reading.clauses[reading.clause_of[first]].start : reading.tokens[until].start]


def _supposes_another(case: Case, hit: Hit) -> bool:
    """Say whether a statement holds only where the case would be another one."""
    reading = case.reading
    before = reading.plain.text[reading.sentence(hit).start : reading.tokens[hit.first].start]
    return bool(_ELSE[case.lang].search(before))


def _guarantees(case: Case) -> None:
    """X07 in general words: "I guarantee", "100%", "绝对不会"."""
    case.excused |= {
        (s.index, "X07") for s in case.reading.sentences if _NO_PROMISE[case.lang].search(s.text)
    }
    for sentence in case.reading.sentences:
        tagged = None if sentence.question or sentence.counterfactual else _TAGGED.search(sentence.text)
        if tagged is not None and not _NO_PROMISE[case.lang].search(sentence.text):
            at = case.reading.token_before(sentence.start + tagged.end())
            case.add("X07", at, at, "check:guaranteed", "")
            reject(case, Hit("", "", at, at), "guarantee")
    for hit in case.reading.find("rubric.X07"):
        words = case.reading.sentence(hit).text
        if _UNSAID.search(words) or ruled_out("X07", case.reading.clause_text(hit.first), words):
            continue
        if _wanted(case, hit) or case.reading.negated(hit):
            case.excused.add((case.reading.sentence_of[hit.first], "X07"))
            continue
        if case.stated(hit) and not (_referred(case, hit) or corrects(case, hit)):
            case.add("X07", hit.first, hit.last, f"phrase:{hit.phrase}", "")
            reject(case, hit, "guarantee")
