"""Owns what a reply says against what the case offers: X26 for an offer that it denies."""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.scoring.commitments import IF
from sim.scoring.context import Case
from sim.text import Hit

_DENIED = {
    "en": re.compile(
        r"\b(?:won't|will not|wont|can't|can not|cannot|cant|not going to)\b"
        r"|\b(?:i|we)(?:'m not| am not|'re not| are not| aren't)(?= \w+ing\b)"
        r"|\b(?:i|we) (?:haven't|have not)\b(?!.*\byet\b)"
    ),
    "zh": re.compile(r"不会|不能|没法|无法|不给|不去|不帮|不退|不可以|不再|我们?不(?!是|想|敢|光|只|瞒|愿)"),
}
"""Words that deny what will or can be done; a bare "no" or "没" mostly denies something else in its
clause."""


_FOR_NOW = re.compile(
    r"\b(?:until|till|before|unless|without|on the spot|straight ?away|right (?:off|away)|on top of)\b"
    r"|\b(?:today|tonight|now)\b[^.!?]*\b(?:first|has to|have to|needs? to|must)\b"
)
"""What stands behind an offer that cannot be yet, or not beside another one ("not until the key is in").

What will not be is denied for good, whenever that is.
"""

_CANNOT = re.compile(r"\b(?:can't|can not|cannot|cant)\b")

BEHIND = 4
"""Characters of an offer's name among which a denial of it may still stand (运费不退)."""

BEYOND = 10
"""Characters behind an offer's name among which Chinese may refuse it (周四我不会送)."""

IN_A_ROW: dict[Lang, int] = {"en": 16, "zh": 30}
"""Words (Chinese: characters) of a clause in a reply typed without a mark; its "won't" may deny something
else in it."""

_MARK = re.compile(r"[,;:，、；：](?!\d)")

_DENIED_BEFORE = re.compile(r"\b(?:that|which) (?:i|we) (?:won't|will not|can't|cannot|haven't|have not)\b")
"""Words that deny what stands before them ("the last one, that I can't send")."""

_BECAUSE = re.compile(
    r"\b(?:i(?:'?m| am)|we(?:'?re| are)) not "
    r"(?:\w+ing\b[^.,;]*\bbecause|(?:writing|calling|ringing|asking) to)\b"
)
"""A denial of the reason is none of the act ("I'm not writing to doubt it"); other ones stay."""


def check(case: Case) -> None:
    """Find offers of the case that the reply says it will not or cannot do, and nowhere that it can."""
    reading = case.reading
    hits = reading.find_kind("offer")
    no = {(h.ref, reading.clause_of[h.first]) for h in hits if _denied(case, h)}
    stated = {h.ref for h in hits if reading.affirmed(h) and not _goes_on(case, h, no)}
    limits = reading.find_kind("limit")
    plain = _BECAUSE.sub(lambda found: " " * len(found.group()), reading.plain.text)
    for hit in hits:
        if not reading.meant(hit) or not _denied(case, hit) or not case.own_words(hit):
            continue
        if reading.refused(hit):
            case.add("X26", hit.first, hit.last, "check:denied", hit.ref)
            continue
        if hit.ref in stated or _in_a_row(case, hit):
            continue
        if _denied_before(case, hit):
            case.add("X26", hit.first, hit.last, "check:denied", hit.ref)
            continue
        if any(reading.clause_of[h.first] == reading.clause_of[hit.first] for h in limits):
            continue  # an honest limit says no in the same words ("I can't promise tomorrow")
        clause = reading.clauses[reading.clause_of[hit.first]]
        if _not_yet(case, hit):
            continue
        if IF.match(reading.plain.text, clause.start, clause.end):
            continue
        denial = _DENIED[case.lang].search(plain[clause.start : clause.end])
        reach = reading.tokens[hit.first].start + BEHIND
        if case.lang == "zh":
            reach = max(reach, reading.tokens[hit.last].end + BEYOND)
        if denial and denial.end() + clause.start <= reach and not _asked(case, hit):
            case.add("X26", hit.first, hit.last, "check:denied", hit.ref)


def _denied(case: Case, hit: Hit) -> bool:
    return case.reading.negated(hit) or _denied_before(case, hit)


def _denied_before(case: Case, hit: Hit) -> bool:
    """Say whether a relative clause right behind an English offer denies it ("one that I can't send")."""
    clause = case.reading.clauses[case.reading.clause_of[hit.first]]
    end = case.reading.tokens[hit.last].end
    return case.lang == "en" and _DENIED_BEFORE.search(case.reading.plain.text, end, clause.end) is not None


def _goes_on(case: Case, hit: Hit, no: set[tuple[str, int]]) -> bool:
    """Say whether what is said of an offer belongs to its denial: the same clause, or no more than a time."""
    reading = case.reading
    clause = reading.clause_of[hit.first]
    if (hit.ref, clause) in no:
        return True
    inside = reading.tokens_of[clause]
    return (
        (hit.ref, clause - 1) in no
        and (hit.first, hit.last) == (inside[0], inside[-1])
        and reading.sentence_of[reading.tokens_of[clause - 1][0]] == reading.sentence_of[hit.first]
    )


def _asked(case: Case, hit: Hit) -> bool:
    """Say whether an offer stands in what a question asks: its last clause, as those before it state."""
    reading = case.reading
    last = reading.clauses_of[reading.sentence_of[hit.first]][-1]
    return reading.sentence(hit).question and reading.clause_of[hit.first] == last


def _not_yet(case: Case, hit: Hit) -> bool:
    """Say whether an English offer is only said to be impossible for a while, or beside another one."""
    if case.lang != "en" or not _CANNOT.search(case.reading.clause_text(hit.first)):
        return False
    end = case.reading.sentence(hit).end
    return _FOR_NOW.search(case.reading.plain.text, case.reading.tokens[hit.first].start, end) is not None


def _in_a_row(case: Case, hit: Hit) -> bool:
    """Say whether a hit stands in a reply typed without a mark, where a denial may be of something else."""
    reading = case.reading
    if len(reading.sentences) > 1 or _MARK.search(reading.plain.text):
        return False
    return len(reading.tokens_of[reading.clause_of[hit.first]]) > IN_A_ROW[case.lang]
