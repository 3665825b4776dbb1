"""Owns questions: what is worth asking (E7, R9), what must not be asked again (X11), and a yes or no to one."""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.scoring.claims import asked_and_answered
from sim.scoring.context import Case
from sim.text import Hit, is_question
from sim.text.normalise import normalise

_REQUEST = re.compile(
    r"\b(?:could|can|would|will) (?:you|u)|\b(?:please|kindly) (?:provide|send|give|tell|confirm|share|describe|state)|"
    r"(?<!here is )(?<!here's )(?<!that is )(?<!that's )(?<!exactly )\b(?:what|which|where|when|who|how)\b|\b(?:may|can|could) i (?:have|take|get|ask)|\bi(?:'ll| will)? need (?:your|you to|the)|\bneed your\b|"
    r"\b(?:your|the) (?:name|order|address|number|phone)[^.?!]*\?"
    r"|请(?:您)?(?:提供|发|说|告诉|描述|报)|麻烦(?:您)?|方便(?:提供|说|告诉|报)|提供一下|报一下|发一下|说一下|描述一下|告诉我"
)


_WAIVED = {
    "en": re.compile(r"\b(?:don't|do not|dont|won't|no) need\b"),
    "zh": re.compile(r"不用|无需|不需要|不必|免得"),
}
"""Words that spare the customer what is asked for elsewhere."""

_TOWARDS = {
    "en": re.compile(r"\b(?:to|at|on) (?:your|the|this|that|her|his|their)(?: \w+)? $"),
    "zh": re.compile(r"(?:送|寄|发|退|打|存)到(?:您|您的|这个|原来的?)?$"),
}
"""What stands before a known detail that is used and not asked for."""

_WHICH = re.compile(r"\b(?:what|which|where|confirm|provide|give)\b|什么|哪|多少|提供|确认|核对")
"""Words of a question that does ask for it."""

_QUESTION = re.compile(r"[^.!?。！？\n]+[?？]")
"""A question with its mark, of a customer's message."""

_ASKS_WHAT: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:what|when|where|who|whom|whose|why|how|which)\b"),
    "zh": re.compile(r"什么|啥|怎么|怎样|咋|哪|谁|几|多少|多久|多长|何时|为何|凭何"),
}
"""Words of a question that a yes or a no does not answer."""

_ASKS_WHETHER: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:^|[,;:]\s*|\b(?:so|and|but|or|then|well)\s+)(?:is|are|am|was|were|do|does|did|can|could|will|would"
        r"|have|has|had|should|shall|may|must|isn't|aren't|don't|doesn't|didn't|can't|won't|haven't|hasn't)\s"
    ),
    "zh": re.compile(r"([一-鿿])(?:不|没)\1|吗"),
}
"""Words of a question that a yes or a no answers, also beside those of another one."""

_YES_OR_NO: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\W*(?:yes|yeah|yep|nope|no(?! (?:problem|worries|doubt|one|need|idea|clue|way)\b))\b"),
    "zh": re.compile(
        r"\W*(?!对不[起住]|不好意思|没关系|没事|是这样|有劳|要不|不知道|不清楚|不晓得|不好说|不一定|不了解|没准|没听说)(?:是|对|不|没|可以|能|会|行|有|要|算)[一-鿿]{0,3}(?![一-鿿])"
    ),
}
"""A reply that opens with a yes or a no; in Chinese a clause of at most four characters."""

SHORTEST_QUESTION = 5
"""Words (characters) of a question that is put to somebody; "Name?" is an item of a list (attack G17)."""


_ANYBODY = re.compile(r"\W*(?:换谁|谁都|肯定|当然)")
"""How it goes on where nothing was asked: 冷不冷？换谁都冷."""


def check(case: Case) -> None:
    """Add findings for good questions and for asking what is known."""
    known = [h for h in case.reading.find_kind("given") if case.reading.meant(h)]
    for hit in case.reading.find_kind("ask"):
        if any(k.first <= hit.last and hit.first <= k.last for k in known):
            continue
        if case.own_words(hit) and case.reading.meant(hit) and _asks(case, hit):
            case.asked.append(hit.ref)
            if len(case.reading.tokens_in(case.reading.sentence_of[hit.first])) < SHORTEST_QUESTION:
                continue
            code = "E7" if case.scenario.facts.may_ask[hit.ref.partition(".")[2]].about_need else "R9"
            case.add(code, hit.first, hit.last, f"fact:{hit.ref}", hit.ref)
    for hit in case.reading.find_kind("given"):
        if (
            case.reading.meant(hit)
            and not case.reading.negated(hit)
            and _asks(case, hit)
            and not _WAIVED[case.lang].search(case.reading.clause_text(hit.first))
            and not _goes_there(case, hit)
            and not _verifies(case, hit)
            and not asked_and_answered(case, hit, _ANYBODY)
        ):
            case.add("X11", hit.first, hit.last, f"fact:{hit.ref}", hit.ref)


def _asks(case: Case, hit: Hit) -> bool:
    sentence = case.reading.sentence(hit)
    if case.lang == "zh":  # written without marks, a whole reply is one sentence; its clauses still ask apart
        clause = case.reading.clause_text(hit.first)
        return is_question(clause) or bool(_REQUEST.search(clause))
    return sentence.question or bool(_REQUEST.search(sentence.text))


def _goes_there(case: Case, hit: Hit) -> bool:
    """Say whether a known address or number is only where something goes ("shall I send it to your address?")."""
    reading = case.reading
    sentence = reading.sentence(hit).text
    start = reading.clauses[reading.clause_of[hit.first]].start
    before = reading.plain.text[start : reading.tokens[hit.first].start]
    return bool(_TOWARDS[case.lang].search(before)) and not _WHICH.search(sentence)


def _verifies(case: Case, hit: Hit) -> bool:
    """Security checks that say why they ask are no X11."""
    sentence = case.reading.sentence_of[hit.first]
    return any(case.reading.sentence_of[h.first] == sentence for h in case.reading.find("rubric.A7"))


def asked_of(case: Case) -> list[str]:
    """Return the questions of the customer's last message, in small letters."""
    said = normalise(case.context.customer[-1]).text if case.context.customer else ""
    return [match.group().strip() for match in _QUESTION.finditer(said)]


def opens_with_yes_or_no(case: Case) -> bool:
    """Say whether the customer asked what a yes or a no answers, and the reply opens with one."""
    if not _YES_OR_NO[case.lang].match(case.reading.plain.text):
        return False
    asked = asked_of(case)
    return any(_ASKS_WHETHER[case.lang].search(q) or not _ASKS_WHAT[case.lang].search(q) for q in asked)
