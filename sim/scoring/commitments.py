"""Owns what the writer commits to: acts, owners, times, conditions.

R2, R3, R4, R5, R8, R12, E8, A5, A8 and A9 rest on it, and so does the promise ledger (`ledger`). A promise
that authority does not cover is no evidence for any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sim.model.language import Lang
from sim.scoring.context import Case, Commitment
from sim.text import Hit, When, is_question, is_refused, is_wanted

_EN_WILL = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall| have|'ve| am|'m| are|'re|ve|ll|m)\b|\b(?:ive|ill|im|weve|let me|i just|i already)\b"
    r"|\b(?:i|we) (?:just |already |now |also )?(?:\w+ed|put|sent|got|moved|made|set|found)\b"
    r"|\b(?:i|we) (?:now |also |hereby )?(?:refund|credit|send|book|rebook|order|arrange|put you|watch|confirm|write to you|message you)\b"
)
_EN_CAN = re.compile(
    r"\b(?:can|could|able to|may|might|happy to|glad to|possible|would you like|want me to|shall i|prefer)\b"
)
_EN_DONE = re.compile(
    r"\b(?:is|are|has been|have been|been|was|were|it's|that's|now|already)\s+(?:now |already |being |all )?(?:\w+ed|put|sent|set|on its way|on the way)\b"
    r"|\byou(?:'ll| will| shall)\b|\bwill be\b|\bwill (?:arrive|come|reach|be there|call|text|message|ring|confirm|have|get)\b"
)
_STATE = re.compile(
    r"(?:^\W*(?:and |so |all )?|\b(?:is|are|'s|'re|been|now|all)\s+(?:now |all |already )?)"
    r"(?:refunded|waived|unblocked|unlocked|reset|fixed|sorted|restored|reinstated|credited|unfrozen|reopened|rebooked)\b"
    r"|\bworks? again\b|\bback (?:on|up and running)\b"
)
"""What is put right is told as a state, too: `Card's unblocked.` `Refunded in full.`"""
_PARTICIPLE = re.compile(
    r"\b(?:refunded|reversed|booked|rebooked|scheduled|confirmed|credited|arranged|sent|moved|reserved|approved"
    r"|opened|raised|logged|issued|started|drafted|waived|cancelled|closed|confirms|comes|leaves|goes|arrives)\b"
)
"""A terse report or a fixed arrangement needs no "I have": `Delivery fee refunded.`"""
_ZH_WILL = re.compile(
    r"我(?:们|这边|这就|来|会|已|马上|现在|今天|今晚|再|先|给|帮|替|让|把|去|跟|也|都|直接|亲自|负责|刚)|已经?|给您|帮您|为您|替您|马上|这就|现在就|会(?:给|有|跟|联系|发|打|通知|安排|送)|改到|改约到?|排到|安排(?:到|在|了)|退(?:给您|了|回)"
)
_ZH_FIXED = re.compile(
    r"(?:今天|今晚|明[天早晚]|后天|当天|(?:周|星期)[一二三四五六日天末]|\d[点号日时]|[上下]午|[早晚]上|[前内])"
    r"(?:就|会|给您|免费)*(?:生效|到账|到位|上门|送|补发|发出|恢复|重算|停|换好|修好|办好|装好|开通)(?!吗|不|没)"
)
"""A fixed arrangement needs no 我 in Chinese either: 停卡今天就生效，新的周六上午送。"""
_ZH_CAN = re.compile(r"可以|能|要不要|您看|可不可以|如果您愿意|您选")
ZH_SURE = re.compile(
    r"已经?|我(?:来|会|这就|马上|现在就)|给您(?!看)|马上|这就|会(?:给|有|跟|联系|发|打|通知|安排|送)"
)
_THANKS = re.compile(r"\bthank(?:s| you)\b|感谢|谢谢|多谢")
_WAS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:i|we|he|she|they|you(?: were)?|my colleague) (?:(?:had|was|were) )?"
        r"(?:promised|told|said|assured)\b[^,.;]*\b(?:yesterday|last (?:week|time|month|year)|before|earlier|back in|at the time)\b"
    ),
    "zh": re.compile(
        r"(?:上次|上回|昨天|昨晚|昨儿|前天|之前|以前|当时|当初|原来|去年|上周|上个?月)[^，。,]{0,8}?"
        r"(?:答应|应下|应承|说好|承诺|约好|约了|许诺|说的|给您(?:退|送|办|补|修)了)"
    ),
}
"""A clause that tells what was promised, or done, some time ago."""
_THEIR_WORD = re.compile(r"\W*(?:您|你)(?:再|先|直接|随时|到时候?)*(?:告诉|跟|回|发给?)我")
"""What the customer is to tell us is no act of ours (您告诉我)."""
_KNOWN = re.compile(r"我们?(?:也|都|很|完全)*(?:知道|明白|理解|晓得|清楚)(?:您|你)")
"""What is known of the customer is no act (我知道您盼着今天修好)."""
IF = re.compile(r"\W*(?:and |n |but )?(?:if|should|in case)\b|\s*(?:但|而且|明天)?(?:如果|要是|万一|假如)")
"""A clause that sets a condition promises nothing by itself; it may announce a fallback."""
_ASKING = re.compile(
    r"\W*(?:would|could|can|shall|should|do|does|which|what|when|how|is that) (?:you|i|we|it|that|slot|time)\b"
)
_MINE = re.compile(r"\b(?:i|i'll|i've|i'm|ive|ill|im|let me|we|we'll|we've|we're|us)\b|我|俺|咱")
_OTHERS = re.compile(
    r"\b(?:manager|mgr|team|depot|driver|engineer|technician|colleague|supervisor|courier|warehouse|department|store)\b"
    r"|站长|经理|主管|师傅|司机|同事|仓库|站点|客服|专员|团队"
)
_NOBODY = re.compile(
    r"\b(?:someone|somebody|they|relevant department|(?<!in )(?<!on )the system)\b|相关部门|有人|系统(?!里|上|内|中)"
)
_CONDITION = re.compile(
    r"\b(?:if|in case|unless|once|as soon as)\b(?! not)|^\s*should\b|如果|要是|万一|一旦|假如|没到的话|不行的话"
)
_FALLBACK = re.compile(
    r"\b(?:if|should|in case)\b[^.!?]{0,40}(?:\b|(?<=\w)(?=n't))(?:not|n't|isnt|doesnt|hasnt|late|slips?|fails?|miss(?:es|ed)?|changes?|"
    r"wrong|delay(?:s|ed)?|no[- ]show|falls? through|again|quiet|silent|no (?:word|news|reply|answer))\b"
    r"|(?:如果|要是|万一|假如|若)[^。!?！？]{0,14}(?:没|不|晚|延|变|出问题|意外|取消|又)|没到的话|不行的话|到时候没"
)
UPDATE_ACT = re.compile(
    r"\b(?:message|msg|text|txt|call|ring|phone|email|e-mail|write|update|let you know|tell you|be back|get back|come back|check in)\w*\b"
    r"|消息|回您|告诉您|通知您|联系您|给您(?:打|回|发)|回复您|跟您(?:说|确认|讲|联系)|回电|同步|报(?:给|一下)|跟进"
)
_PAST = re.compile(
    r"\b(?:was|were|had been|got) (?:\w+ ){0,2}?\w+(?:ed|en|ent|ught)\b|[扣收到发签寄][^，。,]{0,4}了[一两三几多]"
)
"""A clause that tells what happened, with its time."""
_LATEST = re.compile(
    r"最晚|最迟|有没有(?:结果|消息|进展)?都|没(?:结果|消息|进展)也|\b(?:latest|either way|by)\b"
)
"""A deadline said apart: 有进展我打给您，最晚周三。 says when, whatever its first half sounds like."""
_EITHER_WAY = re.compile(
    r"\b(?:either way|whichever way|whatever (?:he|she|they|it|the|comes|happens)|whether or not|regardless|no matter|even if|whatever happens|news or no)\b|不管|无论|有没有(?:结果|消息)|都(?:会)?(?:给您|跟您|告诉|联系|通知|回)"
)


def check(case: Case) -> None:
    """Add the findings that rest on commitments which authority covers."""
    for commitment in case.commitments:
        if not commitment.rejected:
            _evidence(case, commitment)
    _several(case)


def collect(case: Case) -> None:
    """Fill `case.commitments`: clauses with an act or an offer that the writer means."""
    reading = case.reading
    by_clause: dict[int, list[Hit]] = {}
    for hit in [*case.kind("offer"), *case.hits("family.act", "rubric.R12", "rubric.R11")]:
        by_clause.setdefault(reading.clause_of[hit.first], []).append(hit)
    for clause, hits in sorted(by_clause.items()):
        tokens = reading.tokens_of[clause]
        text = reading.plain.text[reading.clauses[clause].start : reading.clauses[clause].end]
        sentence = reading.sentence(hits[0])
        offers = [h for h in hits if h.ref.startswith("offer")]
        if is_wanted(text) and not (_MINE.search(text) or ZH_SURE.search(text) or _asks(text)):
            continue
        if _WAS[case.lang].search(text) or (not offers and _THEIR_WORD.match(text)):
            continue
        if case.left_to_them(clause) or (_KNOWN.search(text) and not offers):
            continue
        if _THANKS.search(text) or (IF.match(text) and not any(_is_fallback(case, h) for h in offers)):
            continue
        if not offers and _vague(case, clause) and _time_in(case, clause) is None and not _due(case, clause):
            continue
        strength = _strength(text, case.lang, offers, _asks(text))
        if not strength and _MINE.search(text) and _time_in(case, clause) is not None:
            strength = "will"
        if not strength:
            continue
        refs = tuple(dict.fromkeys(h.ref for h in hits if h.ref.startswith("offer")))
        case.commitments.append(
            Commitment(
                tokens[0],
                max(tokens[-1], *(h.last for h in hits)),
                refs,
                strength,
                _owner(case, clause, text),
                _time_of(case, clause, sentence.index),
                _condition_of(case, sentence.index),
            )
        )


def _strength(text: str, lang: str, offers: list[Hit], question: bool) -> str:
    """Return `will` for done or promised, `can` for offered, empty for neither."""
    if lang == "en":
        done = bool(_EN_DONE.search(text)) and (bool(offers) or bool(_OTHERS.search(text)))
        will = done or bool(_EN_WILL.search(text) or _STATE.search(text))
        can = bool(_EN_CAN.search(text))
    else:
        will = bool(
            _ZH_WILL.search(text)
            or _ZH_FIXED.search(text)
            or "我" in text
            or "俺" in text
            or "咱" in text
            or offers
        )
        can = bool(_ZH_CAN.search(text)) and not ZH_SURE.search(text)
    if lang == "en" and any(_PARTICIPLE.search(h.phrase) or _PARTICIPLE.search(text) for h in offers):
        will = True
    if question or (can and not (lang == "en" and re.search(r"\b(?:i|we)(?:'ll| will|'ve| have)\b", text))):
        return "can"
    if will:
        return "will"
    return "can" if offers else ""


def _owner(case: Case, clause: int, text: str) -> str:
    """Return who acts in a clause: `me`, a name or a role; empty when nobody is named."""
    if _NOBODY.search(text):
        return ""
    mine = _MINE.search(text)
    start = case.reading.clauses[clause].start
    tokens = case.reading.tokens_of[clause]
    people = (
        [h for h in case.kind("person") if tokens[0] <= h.first <= tokens[-1]] if case.kind("person") else []
    )
    for hit in people:
        place = case.reading.tokens[hit.first].start - start
        if mine is None or place < mine.start():
            return case.scenario.facts.people[hit.ref.partition(".")[2]].name.get(case.lang)
    other = _OTHERS.search(text)
    if mine is not None and (other is None or mine.start() < other.start()):
        return "me"
    return other.group() if other else "me" if re.search(r"\bme\b", text) else ""


def _condition_of(case: Case, sentence: int) -> str:
    """Return the words of the clause that a commitment of this sentence depends on, or an empty string."""
    for clause in case.reading.clauses_of.get(sentence, ()):
        piece = case.reading.clauses[clause]
        inside = case.reading.plain.text[piece.start : piece.end]
        if _CONDITION.search(inside):
            return case.reading.plain.original[
                slice(*case.reading.plain.span(piece.start, piece.end))
            ].strip()
    return ""


def _vague(case: Case, clause: int) -> bool:
    """Say whether a clause promises at no time in particular ("soon", "尽快"): that is no act."""
    return any(case.reading.clause_of[h.first] == clause for h in case.reading.find("rubric.X08"))


def _due(case: Case, clause: int) -> bool:
    """Say whether the clause behind one says by when at the latest, or what comes without news."""
    sentence = case.reading.sentence_of[case.reading.tokens_of[clause][0]]
    after = clause + 1
    if after not in case.reading.clauses_of.get(sentence, ()):
        return False
    piece = case.reading.clauses[after]
    text = case.reading.plain.text[piece.start : piece.end]
    return bool(_LATEST.search(text)) and _time_in(case, after) is not None


def _asks(text: str) -> bool:
    """Say whether a clause asks instead of stating."""
    return is_question(text) or bool(_ASKING.match(text))


def _is_fallback(case: Case, hit: Hit) -> bool:
    return case.scenario.facts.offers[hit.ref.partition(".")[2]].fallback


def _time_in(case: Case, clause: int) -> When | None:
    """Return the first time of a clause that is a commitment's."""
    return next(times_in(case, clause), None)


def times_in(case: Case, clause: int) -> Iterator[When]:
    """Yield the times of a clause that are a commitment's, in order of place."""
    return (t for t in case.reading.times_of.get(clause, ()) if not _general(case, t))


def _time_of(case: Case, clause: int, sentence: int) -> When | None:
    """Return the time said with a commitment: in its clause, else in its sentence."""
    own = _time_in(case, clause)
    if own is not None:
        return own
    others = (_time_in(case, c) for c in case.reading.clauses_of.get(sentence, ()) if not is_past(case, c))
    return next((when for when in others if when is not None), None)


def is_past(case: Case, clause: int) -> bool:
    """Say whether a clause tells what was: its time is no commitment's ("it was captured at 09:14")."""
    piece = case.reading.clauses[clause]
    return bool(_PAST.search(case.reading.plain.text, piece.start, piece.end))


def _general(case: Case, when: When) -> bool:
    """Say whether a time is somebody else's or a general one, not a commitment."""
    token = case.reading.token_at(when.start)
    hit = Hit("time", "", token, token)
    if case.reading.sentence_of[token] in case.usual or token in case.copied:
        return True
    if case.lang == "zh" and is_refused(case.reading.clause_text(token)):
        return True
    return not case.reading.meant(hit) or case.reading.negated(hit)


def _evidence(case: Case, commitment: Commitment) -> None:
    reading = case.reading
    first, last = commitment.first, commitment.last
    link = commitment.refs[0] if commitment.refs else "act"
    text = reading.plain.text[reading.tokens[first].start : reading.tokens[last].end]
    sentence = reading.sentences[reading.sentence_of[first]]
    if commitment.strength == "will":
        case.add("R2", first, last, "check:act", link)
        if commitment.who:
            case.add("R4", first, last, f"check:owner:{commitment.who}", link)
    if commitment.when is not None:
        at = reading.token_at(commitment.when.start)
        case.add("R3", at, max(at, reading.token_before(commitment.when.end)), "check:time", link)
        if commitment.strength == "will" and not reading.find("family.hedge"):
            case.add("A9", first, last, "check:definite", link)
        if commitment.who not in ("", "me"):
            case.add("A8", first, last, f"check:owner:{commitment.who}", link)
    facts = case.scenario.facts.offers
    for ref in commitment.refs:
        offer = facts[ref.partition(".")[2]]
        if offer.care and commitment.who:
            case.add("E8", first, last, f"fact:{ref}", ref)
        if offer.fallback or (offer.care and commitment.who):
            case.add("R8", first, last, f"fact:{ref}", ref)
        if offer.update and commitment.when is not None:
            case.add("R12", first, last, f"fact:{ref}", ref)
        if offer.fixed or offer.max:
            case.add("A5", first, last, f"fact:{ref}", ref)
    if (
        UPDATE_ACT.search(text)
        and commitment.who == "me"
        and commitment.strength == "will"
        and (commitment.when is not None or _EITHER_WAY.search(sentence.text))
    ):
        case.add("R12", first, last, "check:update", link)
    if commitment.strength == "will" and _EITHER_WAY.search(sentence.text):
        case.add("R8", first, last, "check:either_way", link)
    if _FALLBACK.search(sentence.text) and not sentence.counterfactual and commitment.strength == "will":
        case.add("R8", first, last, "check:fallback", link)
        for key, offer in facts.items():
            if offer.fallback:
                case.meet(f"offer.{key}")


def _several(case: Case) -> None:
    """R5: what happens next, in order: three steps, or two with words of order."""
    steps = [c for c in case.commitments if not c.rejected and c.strength == "will"]
    ordered = bool(case.reading.find("rubric.R5"))
    if len(steps) >= 3 or (ordered and len(steps) >= 2):
        case.add("R5", steps[0].first, steps[-1].last, "check:steps", "act")
