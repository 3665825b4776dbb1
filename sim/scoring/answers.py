"""Owns what answers a customer's question by its form, where the message is all that is known of the case.

"When?" is answered by a time, "how much?" by a sum, "can I?" by a yes or a no, whatever the answer is.
Whether it is true only facts can say, so nothing here is evidence of assurance.
"""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.scoring.context import Case
from sim.scoring.found import Found
from sim.scoring.meaning import is_own
from sim.scoring.message import ASKED
from sim.scoring.questions import asked_of, opens_with_yes_or_no

ANSWER = "check:answer"
"""Rule of a finding that a sentence gives what the question asks for."""

SHOWN = frozenset(f"R{n}" for n in range(1, 13))
"""Indicators that show that a reply responds."""

LEAST: dict[Lang, int] = {"en": 4, "zh": 5}
"""Words (characters) of an answer; a bare "Yes." leaves the rest open, and a bare sum says not what for."""

_WHEN: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\bwhen\b(?! (?:i|we|you)\b)|\bwhat (?:time|day|date|hours)\b|\bhow (?:long|soon)\b"),
    "zh": re.compile(r"什么时候|几点|哪天|哪一天|几号|多久|多长时间|何时|几天"),
}
_HOW_MUCH: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\bhow much\b|\bwhat(?:'s| is| are| does| do| will| would)\b[^?]*\b(?:cost|charge|fee|price)"
    ),
    "zh": re.compile(r"多少钱|多少费|几块|怎么收费|收多少|什么价"),
}
_FREE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\bfree\b|\bno (?:extra )?(?:charge|fee|cost)\b|\bnothing\b|\bcosts? you nothing\b"),
    "zh": re.compile(r"免费|不收|不要钱|不另收|不用钱"),
}
_HOW_TO: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\bhow (?:do|can|should|would|does) (?:i|we|one|you)\b|\bhow to\b"),
    "zh": re.compile(r"怎么(?!回事|又|还|会|没|不|能|这|那|多|少)|如何|咋(?:弄|办|操作)"),
}
_STEP: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:^|[,;:]\s*|\b(?:then|and|just|please|first|to|can|you)\s+)(?:hold|press|click|open|go to|tap"
        r"|turn|select|choose|log in|enter|type|unplug|plug|switch|download|scan|bring|fill in"
        r"|pull|push|put|swipe)\b"
    ),
    "zh": re.compile(
        r"(?:^|[,，。;；、]|先|再|然后|请|您)(?:按住?|点开?|打开|进入?|选|长按|拔|插|扫|填|登录|关掉|搜|上传|带上)"
    ),
}
_WHY: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\bwhy\b|\bhow come\b"),
    "zh": re.compile(r"为什么|为啥|怎么(?:回事|又|还|会|没|多|少|这)|凭什么|什么原因"),
}
_REASON: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\bbecause\b|\bdue to\b|\bthe reason\b|\bdown to\b"
        r"|^\W*(?:it|that|this)(?:'s| is| was) the\b"
    ),
    "zh": re.compile(r"因为|由于|原因是|是因|[多少]的(?:那\w{0,3})?是"),
}


_NOT_SO: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:normally|usually|generally|hope|lovely|was|were|\w+days)\b"),
    "zh": re.compile(r"一般|通常|正常|希望|祝"),
}
"""Words of a time that is none of this case: what is usual, what was, what somebody wishes."""


def add(case: Case) -> None:
    """Add R1 at the first sentence that gives what a question of the message asks for.

    Only where nothing else shows that the reply responds: what a complaint needs is more than its question.
    """
    if not case.context.alone or any(_responds(f) for f in case.findings):
        return
    asked = asked_of(case)
    whether = opens_with_yes_or_no(case)
    for number, sentence in enumerate(case.reading.sentences):
        inside = case.reading.tokens_in(number)
        if len(inside) < LEAST[case.lang] or sentence.question or not is_own(case, number):
            continue
        if (whether and number == 0) or any(_answers(case, number, sentence.text, q) for q in asked):
            case.add("R1", inside[0], inside[-1], ANSWER, ASKED)
            return


def _responds(finding: Found) -> bool:
    """Say whether a finding shows that the reply responds, or that it harms."""
    responds = finding.dimension == "responsiveness" and finding.code in SHOWN
    return finding.sure and (responds or finding.code.startswith("X"))


def _answers(case: Case, number: int, said: str, question: str) -> bool:
    """Say whether a sentence states what a question asks for."""
    lang, place = case.lang, case.reading.sentences[number]
    if _WHEN[lang].search(question):
        told = any(place.start <= when.start < place.end for when in case.reading.times)
        return told and not _NOT_SO[lang].search(said)
    if _HOW_MUCH[lang].search(question):
        sums = any(place.start <= amount.start < place.end for amount in case.reading.amounts)
        return sums or bool(_FREE[lang].search(said))
    if _HOW_TO[lang].search(question):
        return bool(_STEP[lang].search(said))
    return bool(_WHY[lang].search(question) and _REASON[lang].search(said))
