"""Owns the anti-patterns that wording shows, with the cases in which they are none ("not when").

X07 and X26 are in `claims`, X11 in `questions`, copies and templates in `gaming`.
"""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.scoring import meant_well
from sim.scoring.context import Case
from sim.scoring.means_else import means_else, said_before
from sim.text import Hit, Sentence

ELSEWHERE = frozenset({"X07", "X11", "X26"})

HOT = 60
"""Heat from which familiarity (X20) is moderate instead of minor (`domain.md` 2.7)."""


SECRET: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\byour (?:full )?(?:pin|password|(?:passport|id|card|account) number) is [\d ]*\d{3}"),
    "zh": re.compile(r"(?:身份证号码?|卡号|密码|手机号码?|护照号码?)是[\d ]*\d{3}"),
}
"""A secret said aloud: what it is, and its figures. That it is a secret, or masked, tells none."""


CREDITED = re.compile(
    r"多亏您?|幸亏您?|全靠您|还好您|您[^。！？]{0,20}(?:救了|保住了|避免了|帮了我们?大忙)"
    r"|\bthanks? to you\b|\byou (?:who )?(?:saved|spotted|caught|prevented)\b|\bwell spotted\b"
    r"|\bif you (?:had not|hadn't)\b[^.!?]*\b(?:we|nobody|no one)\b[^.!?]*(?:\bwould\b|'d\b)"
    r"|要不是您[^。！？]{0,14}我们(?:还|都|也)"
)
"""Words that give the customer credit: 是您自己打的那个电话救了这笔钱 blames nobody."""

SCORNED = re.compile(
    r"错|没|忘|\byour (?:own )?(?:mistake|error|fault)\b|\bshould have\b|\b(?:late|wrong|twice|again|mess)\b"
    r"|\byou (?:forgot|didn't|did not|never)\b"
)
"""Words that make scorn of such credit: 多亏您自己填错了地址 does blame."""

POINTING = frozenset({"same", "this", "that", "what", "bad"})
"""Words before "thing happened" that speak of one event; "these things happen" makes little of it."""

EXPLAINED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:we call|that is|that means|which means|meaning|in other words)\b"),
    "zh": re.compile(r"我们叫|也就是|意思是|就是说|指的是"),
}
"""Words that put a term in plain ones: a term explained is no jargon."""

EMERGENCY = re.compile(
    r"(?<![\d£$€¥.,])(?:999|911|112|111|110|119|120)(?!\d|[.,]\d|\s*(?:元|块|%|pounds?|quid|euros?|dollars?|days?|天|号))"
    r"|\bemergency (?:medical|room|line|number|service)|\bambulance\b|急救|救护车"
)
"""Emergency numbers of the countries that scenarios are set in, and words for them: calling is right."""

BEFOREHAND = re.compile(r"[^，。,]{0,2}(?:之前|以前|的话)")
"""What makes of 您没看清 a time instead of a fault."""


OURS_BEFORE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:\b(?:we|i)(?:'re| were| was|'m| am| are| look(?:ed)?| sound(?:ed)?| (?:feel|felt)(?: like)?)"
        r"(?: (?:so|really|just|pretty|plain|an?))*|\bour(?: own)?|\b(?:feel|look) like(?: an?)?"
        r"|\b(?:treated|taken|played)(?: like| as| for)(?: an?)?) $"
    ),
    "zh": re.compile(
        r"(?<!给)我们?(?:自己|这边)?(?:这|那)?(?:个|次|回)?(?:错|疏忽|做法|系统|流程)?(?:犯得|办得|做得|是|真|也)*$"
        r"|(?:被|拿您|把您|让人)[^，。]{0,3}当(?:成|作|做)?(?:了|个)*$"
    ),
}
OURS_AFTER = re.compile(r" (?:\w+ )?(?:of (?:us|ours|our own)|on our (?:part|side))\b")
"""Words right beside a hard word that make it ours, or a feeling, and no customer's ("an idiotic mistake of
ours", "feel like an idiot", 我们这个错太蠢了)."""

ASLEEP = frozenset({"awake", "down", "in", "on", "there", "low"})
"""Words behind "you are lying" that call nobody a liar."""

SOMEBODY = frozenset({"someone", "somebody", "one", "person", "people", "team", "human"})
"""Words before "who cares" that ask nothing in scorn."""

AS_YOU_LIKE = ("随便你", "随你便")
"""An insult alone ("随便你。"); with what may be chosen it offers a choice (时间随便您挑)."""

PRAISE = ("you genius", "a genius", "are genius")
"""Scorn, unless thanks stand beside it."""

RETORTS = ("same to you", "right back at you")
"""Insults only as an answer to one; a good wish is returned in the same words."""

TO_COME = frozenset({"will", "to", "can", "could", "would", "shall", "may", "must"})
"""Words before "tell you before" that speak of what is to come; only what was told is held up to anybody."""

REFUSED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:i|we)(?:'m not| am not|'re not| are not| won't| will not|wont)(?: going to)?"
        r" (?:watch|follow|track|monitor|check|book|arrang|handl|look into|deal with|sort|fix)\w*\b"
        r"(?!.*\b(?:if|unless|until|till|without|before|just|only|but)\b)"
    ),
    "zh": re.compile(
        r"我们?(?:不|不会)(?:再|来|先|去|会|就|马上|主动|亲自|一直|给您|帮您|替您)*"
        r"(?:跟进|跟到底|跟踪|跟(?![您他她它着人大谁])|盯|订(?![金单])|通知您|写给(?!您)|办(?!法)|处理|安排)(?!之前|以前)"
        r"|我们?(?:不|不会)(?:先|主动|提前)(?:告诉您|通知您|联系您|跟您说)(?=[，。！；,;]|$)"
    ),
}
"""A refusal to do one's own part: to watch, follow up, book, tell. It says that the matter is not ours.

Of 2,574 replies written for this project none holds one. Pinned by attack G9.
"""

PLEAS = frozenset(
    [
        "消消气",
        "消消火",
        "别生气",
        "不要生气",
        "先别生气",
        "您别气了",
        "您别气坏",
        "别上火",
        "别动气",
        "您先别急",
        "您先别着急",
        "别急嘛",
    ]
)
"""Chinese words of comfort that order nobody, beside care for what happened: of four rated replies with such
a plea none has level 0 of empathy. Without care they are what they say (X01).
"""


YET = re.compile(r"但|不过|可是|只是|例外|特批|已经|\b(?:but|however|still|instead|even so|an exception)\b")
"""What stands behind a rule and is done all the same: 按规定不能停，但手术属于例外，我今天就给您停."""

CARING = ("E1", "E2", "E3")
"""What makes comfort of such a plea."""

APOLOGIES = 3
"""So many apologies without a new act are a loop (X24, `domain.md` 2.7)."""


def check(case: Case) -> None:
    """Add findings for anti-patterns, unless the same reply makes them harmless."""
    ruled_out = _ruled_out(case)
    case.excused |= ruled_out
    for sentence in case.reading.sentences:
        case.excused |= {(sentence.index, code) for code in meant_well.by_sound(sentence.text)}
        if case.context.settled:
            case.excused.add((sentence.index, "X14"))
    for deduction in case.rubric.deductions:
        if deduction.id in ELSEWHERE:
            continue
        for hit in case.reading.hits.get(f"rubric.{deduction.id}", ()):
            if case.reading.quoted(hit) or case.reading.negated(hit):
                continue
            if means_else(case, deduction.id, hit):
                case.excused.add((case.reading.sentence_of[hit.first], deduction.id))
                continue
            if (case.reading.sentence_of[hit.first], deduction.id) in ruled_out:
                continue
            if deduction.id not in ("X02", "X12") and case.reading.reported(hit):
                continue
            if _excused(case, deduction.id, hit):
                number = case.reading.sentence_of[hit.first]
                if any(f.code == "A2" and case.sentence_at(f.span[0]) == number for f in case.findings):
                    case.excused.add((number, deduction.id))  # its own sentence gives the reason
            else:
                case.add(deduction.id, hit.first, hit.last, f"phrase:{hit.phrase}", "")
    _refusals(case)
    _secrets(case)
    _apology_loop(case)


def _refusals(case: Case) -> None:
    """Find X03: what is ours to do, and will not be."""
    for sentence in case.reading.sentences:
        if not (sentence.question or sentence.counterfactual):
            _add_said(case, sentence, REFUSED[case.lang], "X03", "check:refused")


def _secrets(case: Case) -> None:
    """Find X19: a secret of the customer's, in figures."""
    for sentence in case.reading.sentences:
        _add_said(case, sentence, SECRET[case.lang], "X19", "check:secret")


def _add_said(case: Case, sentence: Sentence, words: re.Pattern[str], code: str, rule: str) -> None:
    found = words.search(sentence.text)
    if found is None:
        return
    start, end = sentence.start + found.start(), sentence.start + found.end()
    first, last = case.reading.token_at(start), case.reading.token_before(end)
    if not case.reading.quoted(Hit("", "", first, last)):
        case.add(code, first, max(first, last), rule, "")


def _ruled_out(case: Case) -> set[tuple[int, str]]:
    """Return sentences in which a code is not meant, whatever phrase of it stands there.

    Credit blames nobody, a call for help is no errand, and nobody hides behind a rule beside what is done.
    """
    found: set[tuple[int, str]] = set()
    for sentence in case.reading.sentences:
        if CREDITED.search(sentence.text) and not SCORNED.search(sentence.text):
            found |= {(sentence.index, code) for code in ("X02", "X03", "X04")}
        if EMERGENCY.search(sentence.text):
            found.add((sentence.index, "X04"))
        yet = YET.search(sentence.text)
        if yet is not None and _acts_behind(case, sentence, sentence.start + yet.start()):
            found.add((sentence.index, "X05"))
    return found


def _acts_behind(case: Case, sentence: Sentence, place: int) -> bool:
    """Say whether something is done or promised in a sentence behind a place of the text."""
    return any(
        c.strength == "will"
        and not c.rejected
        and case.reading.sentence_of[c.first] == sentence.index
        and case.reading.tokens[c.last].end > place
        for c in case.commitments
    )


def _excused(case: Case, code: str, hit: Hit) -> bool:
    acts = [c for c in case.commitments if not c.rejected and c.strength == "will"]
    same = [c for c in acts if case.reading.sentence_of[c.first] == case.reading.sentence_of[hit.first]]
    if code == "X01":
        return case.lang == "zh" and (bool(same) or (hit.phrase in PLEAS and any(map(case.found, CARING))))
    if code == "X02" and BEFOREHAND.match(case.reading.plain.text, case.reading.tokens[hit.last].end):
        return True  # 您没看清之前我不动手 holds nothing against anybody
    if meant_well.ruled_out(code, case.reading.clause_text(hit.first), case.reading.sentence(hit).text):
        return True
    if code == "X16":
        return _is_no_insult(case, hit)
    if code == "X10" and hit.first and case.reading.tokens[hit.first - 1].raw in TO_COME:
        return True
    if code in ("X03", "X04"):
        return (bool(same) and case.found("A3")) or case.found("R11")
    if code == "X05":
        return bool(case.found("A2")) and bool(acts or case.kind("offer"))
    if code == "X06":
        return case.found("E3") and any(f.code == "E3" and f.link for f in case.findings)
    if code == "X08":
        return case.found("R3")
    if code == "X13" and hit.first and case.reading.tokens[hit.first - 1].raw in POINTING:
        return True
    if code == "X23":
        return bool(EXPLAINED[case.lang].search(case.reading.sentence(hit).text))
    if code in ("X14", "X18"):
        return case.context.settled
    if code == "X20":
        return case.scenario.brand_style == "casual" and case.context.heat < HOT
    return code == "X21" and case.found("E1")


def _is_no_insult(case: Case, hit: Hit) -> bool:
    """Say whether words that are mostly an insult are none here."""
    tokens = case.reading.tokens
    after = tokens[hit.last + 1].raw if hit.last + 1 < len(tokens) else ""
    before = tokens[hit.first - 1].raw if hit.first else ""
    if hit.phrase == "you are lying":
        return after in ASLEEP
    if hit.phrase == "who cares":
        return before in SOMEBODY
    if hit.phrase in AS_YOU_LIKE:
        return len(case.reading.tokens_in(case.reading.sentence_of[hit.first])) > hit.last - hit.first + 1
    text = case.reading.sentence(hit).text
    if hit.phrase in PRAISE and "thank" in text and "nothing" not in text:
        return True
    if hit.phrase == "oh sure":
        return _acts(case, hit)
    if hit.phrase in RETORTS:
        return "abuse" not in case.context.gives
    ours = OURS_BEFORE[case.lang].search(said_before(case, hit))
    return bool(ours or OURS_AFTER.match(case.reading.plain.text, tokens[hit.last].end))


def _acts(case: Case, hit: Hit) -> bool:
    """Say whether the sentence of a hit does or offers something that the case knows."""
    sentence = case.reading.sentence_of[hit.first]
    return any(
        c.refs and not c.rejected and case.reading.sentence_of[c.first] == sentence for c in case.commitments
    )


def _apology_loop(case: Case) -> None:
    hits = [h for h in case.reading.find("rubric.E3") if case.reading.affirmed(h)]
    if len(hits) >= APOLOGIES and not any(c.strength == "will" for c in case.commitments):
        case.add("X24", hits[-1].first, hits[-1].last, "check:apologies", "")
