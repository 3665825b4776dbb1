"""Owns whether a reply is about this case at all: what ties it to another one earns nothing (scoring law 2).

An act, a time or a question of its own ties a sentence to a case only in a reply that speaks of the case.
One that states next to no fact of it, and names much that no text of the case names, was written for another
customer: there only what rests on a fact of this case counts. Never takes a finding of harm away.
"""

from __future__ import annotations

from dataclasses import replace

from sim.model.language import Lang
from sim.scoring.context import Case
from sim.scoring.found import Found
from sim.scoring.ladder import ATTEMPT
from sim.scoring.topics import names
from sim.text import tokens_of

FACTS = frozenset(
    {"impact", "offer", "limit", "card", "person", "given", "cause", "ask", "reference", "issue"}
)
"""Links to something that only this case holds."""

FACT = 3
"""What a fact of the case says of a reply's subject, in words that a text of the case holds as well."""

FOREIGN: dict[Lang, int] = {"en": 6, "zh": 10}
"""Names (an English word, two Chinese characters) that no text of the case holds, from which a reply has a
subject at all: "I'll ring you by six" names nothing and may be said to anybody."""

AT_HOME: dict[Lang, float] = {"en": 0.5, "zh": 0.3}
"""Share of what a reply names up to which facts and words of the case may be there by chance.

Of the 768 rated replies 31 lie below, none of them above level 2.
Pinned by `tests/validity/test_elsewhere.py`.
"""


def drop(case: Case) -> None:
    """Leave out the evidence of a reply about something else, but for what rests on a fact of the case."""
    if not is_elsewhere(case):
        return
    lost = [f for f in case.findings if f.dimension == "responsiveness" and not _counts(f)]
    case.findings = [f for f in case.findings if _counts(f)]
    if lost and not any(f.code == ATTEMPT for f in case.findings):
        sign = replace(lost[0], code=ATTEMPT, rule="check:attempt", link="", points=0.0, strength=1.0)
        case.findings.append(sign)


def is_elsewhere(case: Case) -> bool:
    """Say whether a reply does something about another case than this one.

    Feeling with somebody may be said in any words, and a message alone knows too little to tell.
    """
    if case.context.alone or not case.commitments:
        return False
    named = {key for _, key in names(case.reading.tokens, case.lang)}
    home = named & case.topics
    if len(named) - len(home) < FOREIGN[case.lang]:
        return False
    stated = {ref for ref in case.reading.hits if ref.partition(".")[0] in FACTS}
    known = {reference.lower() for reference in case.scenario.facts.references}
    known |= {
        t.raw for text in case.context.customer for t in tokens_of(text) if len(t.raw) > 1 and t.raw.isdigit()
    }
    stated |= {token.raw for token in case.reading.tokens} & known
    return FACT * len(stated) + len(home) <= AT_HOME[case.lang] * len(named)


def _counts(finding: Found) -> bool:
    return finding.code.startswith("X") or finding.code == ATTEMPT or finding.link.partition(".")[0] in FACTS
