"""Owns the plain answer: by which words a fact of the case settles what a question raised (decision 17).

Gives no strength to anything else and reads no wording; `meaning` weighs what it names.
"""

from __future__ import annotations

from sim.model.language import Lang
from sim.scoring.context import Case
from sim.scoring.found import Found

SETTLED = 0.5
"""Least strength of an answer by a fact that the case itself says settles what a question raised.

However tersely it is put. On the unseen four and the 192 replies kept apart .5 moves kappa by .003 at most;
at .8 and 1 English loses .015.
"""

STATEMENT: dict[Lang, int] = {"en": 5, "zh": 7}
"""Words (characters) of a sentence that answers; "Cold box." names a thing and says nothing of it."""


def _states(case: Case, finding: Found) -> bool:
    """Say whether the sentence of a finding states something: no question, no fragment, no certain harm."""
    number = case.sentence_at(finding.span[0])
    if case.reading.sentences[number].question or len(case.reading.tokens_in(number)) < STATEMENT[case.lang]:
        return False
    return not any(f.code.startswith("X") and case.sentence_at(f.span[0]) == number for f in case.findings)


def fullest_answers(case: Case) -> dict[str, Found]:
    """Return for each issue that a question raised the fullest words by which a fact settles it."""
    if "question" not in case.context.gives:
        return {}
    found: dict[str, Found] = {}
    for finding in case.findings:
        if finding.code == "R1" and finding.rule.startswith("fact:") and _states(case, finding):
            best = found.get(finding.link)
            if best is None or len(finding.quote) > len(best.quote):
                found[finding.link] = finding
    return found
