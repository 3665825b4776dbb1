"""Owns what an attack is: what it is made from, what it makes, and what must come of it.

Holds no wording and scores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sim.model.language import Lang, Text
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Explanation
from sim.scoring import Context


@dataclass(frozen=True)
class Ground:
    """All that an attacker knows: the case, the sheet, the message to answer, and one good reply to it."""

    scenario: Scenario
    rubric: Rubric
    lang: Lang
    context: Context
    reply: str

    @property
    def message(self) -> str:
        """The customer's message that is answered."""
        return self.context.customer[-1]


@dataclass(frozen=True)
class Required:
    """One thing that must be true of an attacked reply; `holds` is asked with (plain, attacked)."""

    words: str
    holds: Callable[[Explanation, Explanation], bool]


@dataclass(frozen=True)
class Attacked:
    """One attacked reply.

    `whole` says that the good reply still stands in it, meant and readable, so
    that it may keep what the good reply is worth. `own` are the trainee's
    earlier replies that the attack supposes. `from_case` says that it was
    copied out of the scenario file.
    """

    variant: str
    text: str
    required: tuple[Required, ...]
    whole: bool = False
    own: tuple[str, ...] = ()
    from_case: bool = False


@dataclass(frozen=True)
class Attack:
    """One row of the table of attacks. `make` is deterministic: no clock, no chance but a seeded one."""

    id: str
    name: Text
    make: Callable[[Ground], Iterable[Attacked]]
