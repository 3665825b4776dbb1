"""Owns a run of the attacks: scores each good reply, attacks it, scores what came of it, compares.

Scenarios are compiled once per language. Knows no file: it is handed a way from an id to a scenario.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from sim.errors import N_, Usage
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Explanation
from sim.scoring import Context, Engine
from sim.validity.attacks.good import Good
from sim.validity.attacks.model import Attack, Attacked, Ground
from sim.validity.attacks.outcome import Tried
from sim.validity.attacks.required import gained

PASS_MARK = 3.2
"""Mean level that must be exceeded to pass: more than 80 of 100 points (`domain.md` 6, strict)."""


class Scorer(Protocol):
    """What gives a reply its explanation."""

    def score(self, reply: str, context: Context) -> Explanation:
        """Return the explanation of one reply."""


Maker = Callable[[Scenario, Rubric, Lang], Scorer]
"""Compiles an engine for one scenario, rubric and language."""


def passes(explanation: Explanation) -> bool:
    """Say whether a reply reaches the pass mark: mean level above `PASS_MARK`, and no red line crossed."""
    levels = [level for level in explanation.levels.values() if level is not None]
    return bool(levels) and not explanation.red_lines and sum(levels) > PASS_MARK * len(levels)


class Range:
    """Where attacks are tried."""

    def __init__(self, scenario_of: Callable[[str], Scenario], rubric: Rubric, make: Maker = Engine) -> None:
        """Take the way from an id to a scenario (it may raise NotFound), the rubric, and the engine."""
        self._scenario_of, self._rubric, self._make = scenario_of, rubric, make
        self._scenarios: dict[str, Scenario] = {}
        self._scorers: dict[tuple[str, Lang, bool], Scorer] = {}

    def attack(self, attacks: Iterable[Attack], goods: Iterable[Good]) -> Iterator[Tried]:
        """Yield the outcome of every attack on every good reply.

        An attack that does not depend on the reply is tried once for each
        message of a customer. Raises Usage for a turn that a scenario has not.
        """
        rows = tuple(attacks)
        seen: set[tuple[str, str, str, Lang, str, tuple[str, ...]]] = set()
        for good in goods:
            ground = self.ground(good)
            plain = self._scorer(good, exemplars=not good.exemplar).score(good.reply, ground.context)
            for attack in rows:
                for attacked in attack.make(ground):
                    key = (attack.id, good.scenario, good.turn, good.lang, attacked.text, attacked.own)
                    if key not in seen:
                        seen.add(key)
                        yield self._try(attack, attacked, good, ground, plain)

    def ground(self, good: Good) -> Ground:
        """Return what an attacker on this reply knows. Raises Usage for a turn that the scenario has not."""
        scenario = self._scenario(good.scenario)
        turn = scenario.turn(good.turn)
        if turn is None:
            known = ", ".join(t.id for t in scenario.turns)
            told = N_("{id}: no turn '{turn}' in {scenario}; it has: {known}")
            raise Usage(told, id=good.id, turn=good.turn, scenario=good.scenario, known=known)
        context = Context(
            turn=turn.id,
            gives=turn.gives,
            raises=turn.raises,
            impacts=turn.impacts,
            customer=(
                *(s.text for s in good.history if s.who == "customer"),
                turn.says[0].text.get(good.lang),
            ),
            own=tuple(s.text for s in good.history if s.who == "trainee"),
            heat=scenario.customer.heat,
        )
        return Ground(scenario, self._rubric, good.lang, context, good.reply)

    def _try(
        self, attack: Attack, attacked: Attacked, good: Good, ground: Ground, plain: Explanation
    ) -> Tried:
        context = ground.context.model_copy(update={"own": (*ground.context.own, *attacked.own)})
        scorer = self._scorer(good, exemplars=attacked.from_case or not good.exemplar)
        found = scorer.score(attacked.text, context)
        unmet = [r.words for r in attacked.required if not r.holds(plain, found)]
        if len(found.flags) != len(found.flag_reasons) or not all(found.flag_reasons):
            unmet.append("a reason in words for each flag")
        return Tried(
            id=f"{attack.id}/{attacked.variant}/{good.id}",
            attack=attack.id,
            variant=attacked.variant,
            lang=good.lang,
            reply=good.id,
            text=attacked.text,
            plain=plain.levels,
            levels=found.levels,
            flags=found.flags,
            reasons=found.flag_reasons,
            red_lines=found.red_lines,
            codes=tuple(sorted(found.codes())),
            unmet=tuple(unmet),
            gained=gained(plain, found),
            passed=passes(found) and not (attacked.whole and passes(plain)),
        )

    def _scenario(self, name: str) -> Scenario:
        if name not in self._scenarios:
            self._scenarios[name] = self._scenario_of(name)
        return self._scenarios[name]

    def _scorer(self, good: Good, *, exemplars: bool) -> Scorer:
        """Return the engine of a case; without its exemplars, a strong one is a reply like any other."""
        key = (good.scenario, good.lang, exemplars)
        if key not in self._scorers:
            scenario = self._scenario(good.scenario)
            if not exemplars:
                turns = tuple(t.model_copy(update={"exemplars": None}) for t in scenario.turns)
                scenario = scenario.model_copy(update={"turns": turns})
            self._scorers[key] = self._make(scenario, self._rubric, good.lang)
        return self._scorers[key]
