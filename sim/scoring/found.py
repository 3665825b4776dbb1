"""Owns a finding while a reply is being scored: it is weighed and joined with others before anybody reads it.

What is told of it is `sim.model.score.Finding`, a checked record made once, at the end: making one costs
five times what making this does, and most of these change on their way. Never decides what it is worth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.model.score import Dimension, Finding, Span, is_sure


@dataclass(slots=True)
class Found:
    """One place in a reply that meets an indicator or an anti-pattern; the fields are those of `Finding`."""

    code: str
    dimension: Dimension | None
    span: Span
    quote: str
    rule: str
    link: str = ""
    points: float = 0.0
    strength: float = 1.0
    certain: bool = False

    @property
    def sure(self) -> bool:
        """Say whether it is spoken of as found."""
        return is_sure(self.code, self.strength, certain=self.certain)

    def told(self, why: str) -> Finding:
        """Return the record of this finding, with the sentence that says why it counts."""
        return Finding(
            code=self.code,
            dimension=self.dimension,
            span=self.span,
            quote=self.quote,
            rule=self.rule,
            link=self.link,
            why=why,
            points=self.points,
            strength=self.strength,
            certain=self.certain,
        )


TOPICS = frozenset({"offer", "limit", "card", "cause", "impact"})
"""Facts by which a line is known to say what a reply says already."""


def topics_of(findings: Iterable[Finding | Found]) -> frozenset[str]:
    """Return the facts of the case that findings state or rest on."""
    named = {f.rule.removeprefix("fact:") for f in findings if not f.code.startswith("X")}
    named |= {f.link for f in findings if not f.code.startswith("X")}
    return frozenset(ref for ref in named if ref.partition(".")[0] in TOPICS)
