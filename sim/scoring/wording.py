"""Owns the check that most indicators share: the rubric's wording, tied to this case.

Covers every indicator of the rubric that lists `say`; those with a check of
their own are skipped here.
"""

from __future__ import annotations

from sim.scoring.context import Case
from sim.scoring.facts import says_ours
from sim.scoring.links import find_link

OWN_CHECK = frozenset({"E1", "E5", "E11", "R1", "R2", "R3", "R4", "R7", "A1", "A9"})
"""Indicators that other checks decide: wording alone can never show them."""


PROVOKED = frozenset({"A6", "A12"})
"""Indicators that only show themselves under provocation."""


def check(case: Case) -> None:
    """Add a finding for every general wording that is meant, own, and linked."""
    for section in case.rubric.sections:
        for indicator in section.indicators:
            if indicator.id in OWN_CHECK or (indicator.id in PROVOKED and "abuse" not in case.context.gives):
                continue
            for hit in case.reading.hits.get(f"rubric.{indicator.id}", ()):
                if not case.own_words(hit) or not case.reading.meant(hit) or case.reading.negated(hit):
                    continue
                if indicator.id == "E6" and not case.reading.sentence(hit).question:
                    continue
                if indicator.id == "A3" and not says_ours(case, hit):
                    continue
                link = find_link(case, hit, indicator.needs)
                if link is not None:
                    case.add(indicator.id, hit.first, hit.last, f"phrase:{hit.phrase}", link)
