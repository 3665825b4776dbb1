"""Owns the checks that hold a reply against the facts of its case: E1, E5, A1-A4, A13, R1, R6, R7.

A fact counts when it is stated: own words, affirmed, not quoted.
"""

from __future__ import annotations

from sim.scoring.context import Case
from sim.text import Hit

OWNERSHIP = frozenset(
    {"our mistake", "our error", "our fault", "on our side", "at our end", "on our end", "our end"}
    | {"我们的错", "是我们的错", "我们的责任", "我们的问题", "我们错", "是我们错"}
)
"""Phrases of a cause that say whose it was (A3), and not why it happened."""


def check(case: Case) -> None:
    """Add findings for facts that the reply states."""
    _impacts(case)
    _card(case)
    _cause(case)
    _limits(case)
    _offers(case)
    _answers(case)


def _impacts(case: Case) -> None:
    """E1: this customer's situation, named in own words. Naming what they lack is no negation."""
    allowed = case.context.impacts
    for hit in case.reading.find_kind("impact"):
        key = hit.ref.partition(".")[2]
        if allowed is not None and key not in allowed:
            continue
        if not case.own_words(hit) or not case.reading.meant(hit):
            continue
        case.add("E1", hit.first, hit.last, f"fact:{hit.ref}", hit.ref)
        case.meet(hit.ref)


def _card(case: Case) -> None:
    for hit in case.kind("card"):
        case.add("E5", hit.first, hit.last, f"fact:{hit.ref}", hit.ref)
        case.meet(hit.ref)


def _cause(case: Case) -> None:
    owner = case.scenario.facts.cause.owner
    for hit in case.hits("cause"):
        case.meet("cause")
        if hit.phrase not in OWNERSHIP:
            case.add("A2", hit.first, hit.last, "fact:cause", "cause")
        if owner == "ours" and says_ours(case, hit):
            case.add("A3", hit.first, hit.last, "fact:cause", "cause")
    if case.hits("incident"):
        case.meet("incident")


def says_ours(case: Case, hit: Hit) -> bool:
    """Say whether a clause says whose doing or whose task it is: ours."""
    words = {case.reading.tokens[i].raw for i in case.reading.clause_tokens(hit.first)}
    text = case.reading.clause_text(hit.first)
    return bool(words & {"we", "our", "us", "ours", "i", "my", "me"}) or "我" in text or "咱" in text


def _limits(case: Case) -> None:
    """A4 and A13: what cannot be done, what it costs, which rights there are."""
    for hit in case.kind("limit"):
        key = hit.ref.partition(".")[2]
        case.meet(hit.ref)
        code = "A4" if case.scenario.facts.limits[key].kind == "cannot" else "A13"
        case.add(code, hit.first, hit.last, f"fact:{hit.ref}", hit.ref)
    for hit in case.reading.find_kind("forbidden"):
        refused = case.reading.supposed(hit) or (case.reading.meant(hit) and case.reading.negated(hit))
        if case.own_words(hit) and refused:
            key = hit.ref.partition(".")[2]
            if case.scenario.facts.forbidden[key].code == "X07":  # what is refused is a promise, not a blame
                case.add("A4", hit.first, hit.last, f"fact:{hit.ref}", hit.ref)
            if key in case.scenario.facts.limits:
                case.meet(f"limit.{key}")


def _offers(case: Case) -> None:
    refused = {i for c in case.commitments if c.rejected for i in range(c.first, c.last + 1)}
    for hit in case.told("offer"):
        if hit.first not in refused:
            case.meet(hit.ref)
    for hit in case.told("person"):
        case.meet(hit.ref)
    if case.found("A4") and case.kind("offer"):
        hit = case.kind("offer")[0]
        case.add("R6", hit.first, hit.last, f"fact:{hit.ref}", hit.ref)


def _answers(case: Case) -> None:
    """R1 and R7: which of the issues that the customer raised are settled by what the reply states.

    A bare refusal answers nothing: a limit counts only beside something that can be done (R level 0).
    """
    issues = [(key, case.scenario.facts.issues[key]) for key in case.context.raises]
    settled = []
    way = bool(case.kind("offer")) or any(c.strength == "will" and not c.rejected for c in case.commitments)
    for key, issue in issues:
        refs = [r for r in issue.met_by if r in case.met and (way or not r.startswith("limit."))]
        hits = [(ref, hit) for ref in refs for hit in case.reading.find(ref) if case.own_words(hit)]
        if refs and not hits:
            hits = [(refs[0], hit) for hit in case.reading.find_kind("forbidden")]
        for ref, hit in hits:
            case.add("R1", hit.first, hit.last, f"fact:{ref}", f"issue.{key}")
        if hits:
            settled.append((key, hits[-1][1]))
    if issues and len(settled) == len(issues):
        key, hit = settled[-1]
        case.add("R7", hit.first, hit.last, "check:issues", f"issue.{key}")


def facts_agree(case: Case) -> None:
    """A1: at least one fact of the case is stated and none is wrong."""
    if case.found("X26") or case.found("X07"):
        return
    for ref in case.met:
        for hit in case.reading.find(ref):
            if case.own_words(hit) and ref.partition(".")[0] in ("offer", "limit", "cause", "person", "card"):
                case.add("A1", hit.first, hit.last, f"fact:{ref}", ref)
