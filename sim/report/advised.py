"""Owns which lines to try are still worth offering: none twice in a conversation, none that was said already.

Never chooses what is missing; a line that gives way leaves its advice standing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.model.events import ReplyScored
from sim.model.score import Missing
from sim.report.losses import ONCE
from sim.scoring.mend import holds_lines


@dataclass
class Advised:
    """What was offered and said so far, reply by reply in their order."""

    _offered: set[str] = field(default_factory=set)
    _shown: set[str] = field(default_factory=set)
    _said: list[str] = field(default_factory=list)

    def fresh(self, event: ReplyScored) -> tuple[Missing, ...]:
        """Return what is missing in a reply, without the lines that were offered or said before it."""
        return tuple(
            m.model_copy(update={"try_": ""}) if m.try_ and self._stale(m, event.reply) else m
            for m in event.explanation.missing
        )

    def _stale(self, missing: Missing, reply: str) -> bool:
        """Say whether a line has had its time; what is said well once need not be said again."""
        line = missing.try_
        known = missing.code in ONCE & self._shown or line in self._offered
        return known or any(holds_lines(words, [line]) for words in (*self._said, reply))

    def offer(self, *lines: str) -> None:
        """Note lines that the trainee was told to try."""
        self._offered.update(lines)

    def hear(self, event: ReplyScored) -> None:
        """Note a reply, once everything is said of it."""
        self._said.append(event.reply)
        self._shown |= event.explanation.codes()
