"""Owns what was lost in one dimension of one reply, and what stands around it.

Names no label; `gap_rules` does. Never changes a level; it reads what the engine found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.model.events import ReplyScored
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import TOP, Dimension
from sim.report.names import kind_of


@dataclass(frozen=True)
class Around:
    """What an attempt says around a loss.

    `unasked` are the questions never asked, empty while they still can be; `broken` the words of promises
    that were not kept, by the reply that made them; `told` the facts stated up to each reply.
    """

    scenario: Scenario
    rubric: Rubric
    lang: Lang
    unasked: tuple[str, ...] = ()
    broken: Mapping[int, str] | None = None
    told: Mapping[int, frozenset[str]] | None = None


@dataclass(frozen=True)
class Lost:
    """What was lost in one dimension of one reply.

    `harm` are the anti-patterns that weigh on it, `taken` those of them that took it, `missing` the
    indicators that would win it back. `whole` says that it is the level's loss, not one code's.
    """

    reply: ReplyScored
    dimension: Dimension | None
    harm: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    whole: bool = False

    @property
    def flagged(self) -> bool:
        """Whether the reply was not counted at all."""
        return bool(self.reply.explanation.flags)


def loss_of_level(reply: ReplyScored, dimension: Dimension, rubric: Rubric) -> Lost | None:
    """Return what a reply lost in a dimension; None for the highest level and for one not scored."""
    said = reply.explanation
    level = said.levels.get(dimension)
    if level is None or level >= TOP:
        return None
    weighing = [f.code for f in said.shown if kind_of(f.code) == "bad" and _weighs(f.code, dimension, rubric)]
    caps = [c for c in said.caps if c.dimension == dimension]
    binding = tuple(dict.fromkeys(c.code for c in caps if c.limit <= level))
    harm = tuple(dict.fromkeys((*weighing, *(c.code for c in caps))))
    missing = () if binding or said.flags else tuple(m.code for m in said.missing if m.dimension == dimension)
    return Lost(reply, dimension, harm, binding or harm, missing, whole=True)


def loss_by_harm(reply: ReplyScored, code: str) -> Lost:
    """Return what an anti-pattern, or a forbidden fact, cost a reply by being there."""
    return Lost(reply, None, harm=(code,), taken=(code,))


def loss_by_absence(reply: ReplyScored, code: str, dimension: Dimension | None = None) -> Lost:
    """Return what an indicator cost a reply by being away."""
    return Lost(reply, dimension, missing=(code,))


def _weighs(code: str, dimension: Dimension, rubric: Rubric) -> bool:
    deduction = rubric.deduction(code)
    return deduction is not None and (dimension in deduction.hits or bool(deduction.cost.get(dimension)))


def raised(lost: Lost, around: Around) -> tuple[str, ...]:
    """Return the issues that the message raised which this reply answers."""
    turn = around.scenario.turn(lost.reply.turn)
    return turn.raises if turn else ()


def settled(lost: Lost, around: Around) -> list[str]:
    """Return the issues of this message of which the reply states a fact that settles them."""
    met, issues = set(lost.reply.explanation.met), around.scenario.facts.issues
    return [key for key in raised(lost, around) if met & set(issues[key].met_by)]


def offers(lost: Lost) -> list[str]:
    """Return the offers of the case that the reply names."""
    return [ref for ref in lost.reply.explanation.met if ref.startswith("offer.")]


def told(lost: Lost, around: Around) -> frozenset[str]:
    """Return the facts stated up to this reply, its own included."""
    known = (around.told or {}).get(lost.reply.turn_no, frozenset())
    return known | frozenset(lost.reply.explanation.met)
