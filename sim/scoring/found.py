"""Owns a finding while a reply is being scored: it is weighed and joined with others before anybody reads it.

What is told of it is `sim.model.score.Finding`, a checked record made once, at the end: making one costs
five times what making this does, and most of these change on their way. Never decides what it is worth.
"""

from __future__ import annotations

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
