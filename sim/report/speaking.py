"""Owns which good findings of a reply are said to speak for the trainee.

Never computes a level: what carries one is told whatever stands here.
"""

from __future__ import annotations

from sim.model.events import ReplyScored
from sim.model.score import Finding
from sim.report.names import kind_of
from sim.scoring.key_points import HOSTILE
from sim.scoring.ladder import ATTEMPT
from sim.text.normalise import normalise
from sim.text.segment import sentences


class Speaking:
    """What speaks for the trainee in one reply: nothing behind a red line, nothing beside an insult."""

    def __init__(self, reply: ReplyScored) -> None:
        """Find the sentences that treat the customer as the problem."""
        shown = reply.explanation.shown
        hostile = [f.span[0] for f in shown if f.code in HOSTILE]
        self._none = bool(reply.explanation.red_lines)
        self._spans: list[tuple[int, int]] = []
        if hostile and not self._none:
            plain = normalise(reply.reply)
            spans = [plain.span(s.start, s.end) for s in sentences(plain.text)]
            self._spans = [(a, b) for a, b in spans if any(a <= at < b for at in hostile)]

    def __contains__(self, finding: Finding) -> bool:
        """Say whether a finding speaks for the trainee; a mere attempt does not."""
        if kind_of(finding.code) == "bad" or finding.code == ATTEMPT or self._none:
            return False
        return not any(a <= finding.span[0] < b for a, b in self._spans)
