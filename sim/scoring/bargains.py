"""Owns help that is tied to silence, praise or a complaint withdrawn: X17, whatever the help is worth."""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.scoring.context import Case
from sim.text import Hit

RULE = "check:bargain"

_BARGAIN: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:if|once|provided|as long as|so long as|when) you(?:'ll| could| can| would)? (?:just |only )?"
        r"(?:(?:drop|delete|remove|take (?:down|back|off)|withdraw|pull|hold off)(?: on)?(?: \w+){0,3}"
        r" (?:post|posting|review|complaint|complaining|rating|stars?|tweet|video|thread)"
        r"|(?:don't|do not) (?:post|complain|report))\b[^.!?]{0,40}?(?:,| then) ?(?:i|we)(?:'ll| will| can)\b"
        r"|\b(?:take|drop|delete|pull|withdraw|remove|give us|leave us)\b[^.!?]{0,30}"
        r"\b(?:review|post|complaint|rating|stars?)\b[^.!?]{0,20}\band (?:then )?(?:i|we)(?:'ll| will| can)\b"
    ),
    "zh": re.compile(
        r"(?:只要|要是|如果|除非)?[您你](?:要是|只要|如果)?(?:先)?(?:不要?|别)(?:再)?(?:往外|往网上|在网上|到处)?"
        r"(?:发(?=出|到|帖|朋友圈|网|微博|视频|上去|[，,])|投诉|举报|曝光|打[^，。,]{1,6}电话)[^，。,我]{0,6}[，,][^。！？!?]{0,16}?(?:就|才|好商量)"
        r"|(?:投诉|帖子?|差评|评价)(?:先)?(?:给)?(?:撤|删|改)(?:了|掉)?[^，。,]{0,4}[，,]"
        r"[^。！？!?]{0,14}(?:就|才|我们|今天|马上)"
        r"|(?:撤|删|改)(?:了|掉)?(?:投诉|帖子?|差评|评价)[，,][^。！？!?]{0,14}(?:就|才|我们|今天|马上)"
        r"|好评[^。！？!?]{0,16}(?:就|再|才)(?:看|给|约|走|办|安排|寄|退)"
        r"|评价[^。！？!?，,]{0,6}(?:抬抬手|手下留情|高抬贵手)"
    ),
}
"""A condition that the customer keeps still, praises or withdraws, with the help that hangs on it."""

_FREE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:either way|whatever|no matter|whether or not|don't have to|needn't|no need|regardless|even if"
        r"|anyway)\b"
    ),
    "zh": re.compile(
        r"也(?:一样|照|都?会|给|行|可以)|照样|照办|没关系|无关|随您|不影响|不用|不必|都行|哪怕|就算"
    ),
}
"""Words that say that nothing hangs on it."""


def check(case: Case) -> None:
    """Add X17 for help on such a condition; what is quoted or reported is nobody's offer."""
    reading = case.reading
    for sentence in reading.sentences:
        found = _BARGAIN[case.lang].search(sentence.text)
        if found is None or sentence.question or _FREE[case.lang].search(sentence.text):
            continue
        first = reading.token_at(sentence.start + found.start())
        last = max(first, reading.token_before(sentence.start + found.end()))
        if reading.meant(Hit("", "", first, first)):
            case.add("X17", first, last, RULE, "")
