"""Owns the anti-patterns that wording shows, with the cases in which they are none ("not when").

X07 and X26 are in `claims`, X11 in `questions`, copies and templates in `gaming`.
"""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.scoring.context import Case
from sim.text import Hit

ELSEWHERE = frozenset({"X07", "X11", "X26"})

HOT = 60
"""Heat from which familiarity (X20) is moderate instead of minor (`domain.md` 2.7)."""

SPARED = re.compile(r"(?:不用|不必|无需|不需要|免得|省得|别让)$")
"""What stands before an errand that the customer is spared: 不用您去找她 sends nobody anywhere."""

CREDITED = re.compile(
    r"多亏您?|幸亏您?|全靠您|还好您|您[^。！？]{0,20}(?:救了|保住了|避免了|帮了我们?大忙)"
    r"|\bthanks? to you\b|\byou (?:who )?(?:saved|spotted|caught|prevented)\b|\bwell spotted\b"
)
"""Words that give the customer credit: 是您自己打的那个电话救了这笔钱 blames nobody."""

SCORNED = re.compile(r"错|没|忘|\byour (?:mistake|error|fault)\b|\byou (?:forgot|didn't|did not|never)\b")
"""Words that make scorn of such credit: 多亏您自己填错了地址 does blame."""

POINTING = frozenset({"same", "this", "that", "what", "bad"})
"""Words before "thing happened" that speak of one event; "these things happen" makes little of it."""

EXPLAINED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:we call|that is|that means|which means|meaning|in other words)\b"),
    "zh": re.compile(r"我们叫|也就是|意思是|就是说|指的是"),
}
"""Words that put a term in plain ones: a term explained is no jargon."""

EMERGENCY = re.compile(
    r"(?<!\d)(?:999|911|112|111|110|119|120)(?!\d)"
    r"|\bemergency (?:medical|room|line|number|service)|\bambulance\b|急救|救护车"
)
"""Emergency numbers of the countries that scenarios are set in, and words for them: calling is right."""

OWED = re.compile(r"\bshould have (?:been (?:told|warned|offered|given)|heard|had|got)\b")
"""What the customer was owed, said as ours to give."""

APOLOGIES = 3
"""So many apologies without a new act are a loop (X24, `domain.md` 2.7)."""


def check(case: Case) -> None:
    """Add findings for anti-patterns, unless the same reply makes them harmless."""
    ruled_out = _ruled_out(case)
    case.excused |= ruled_out
    for deduction in case.rubric.deductions:
        if deduction.id in ELSEWHERE:
            continue
        for hit in case.reading.hits.get(f"rubric.{deduction.id}", ()):
            if case.reading.quoted(hit) or case.reading.negated(hit):
                continue
            if deduction.id == "X04" and _spared(case, hit):
                case.excused.add((case.reading.sentence_of[hit.first], "X04"))
                continue
            if (case.reading.sentence_of[hit.first], deduction.id) in ruled_out:
                continue
            if deduction.id not in ("X02", "X12") and case.reading.reported(hit):
                continue
            if not _excused(case, deduction.id, hit):
                case.add(deduction.id, hit.first, hit.last, f"phrase:{hit.phrase}", "")
    _apology_loop(case)


def _spared(case: Case, hit: Hit) -> bool:
    return bool(SPARED.search("".join(t.raw for t in case.reading.tokens[: hit.first])[-3:]))


def _ruled_out(case: Case) -> set[tuple[int, str]]:
    """Return sentences that give credit, which blame nobody, and calls for help, which are no errands."""
    found: set[tuple[int, str]] = set()
    for sentence in case.reading.sentences:
        if CREDITED.search(sentence.text) and not SCORNED.search(sentence.text):
            found |= {(sentence.index, code) for code in ("X02", "X03", "X04")}
        if EMERGENCY.search(sentence.text):
            found.add((sentence.index, "X04"))
    return found


def _excused(case: Case, code: str, hit: Hit) -> bool:
    acts = [c for c in case.commitments if not c.rejected and c.strength == "will"]
    same = [c for c in acts if case.reading.sentence_of[c.first] == case.reading.sentence_of[hit.first]]
    if code == "X01":
        return bool(same) and case.lang == "zh"
    if code == "X02" and OWED.search(case.reading.clause_text(hit.first)):
        return True  # "you should have heard it from us" blames nobody but us
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


def _apology_loop(case: Case) -> None:
    hits = [h for h in case.reading.find("rubric.E3") if case.reading.affirmed(h)]
    if len(hits) >= APOLOGIES and not any(c.strength == "will" for c in case.commitments):
        case.add("X24", hits[-1].first, hits[-1].last, "check:apologies", "")
