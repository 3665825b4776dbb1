"""Owns what plays add up to: reach, bands, turns, difficulty, discrimination.

Plain arithmetic on what was noted of each play; plays nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean, median

from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, Dimension
from sim.model.simulation import (
    Comparison,
    Lengths,
    Part,
    Reach,
    Simulation,
    SkillBand,
    TurnFigures,
)
from sim.scoring import VERSION
from sim.validity.agreement import pearson, spearman
from sim.workshop.simulate.plays import Played
from sim.workshop.simulate.run import Order
from sim.workshop.simulate.trainees import BANDS, QUALITIES, Band, chances

EASIEST, HARDEST = 1, 5
"""Ends of the scale of difficulty, that of a scenario's own `difficulty`."""

MIDDLE = len(BANDS) // 2
"""The band whose plays tell the difficulty."""

LEAST_APART = 0.2
"""Correlation with skill under which a turn separates nobody: Ebel (1965) calls an item below .20 poor."""

ENOUGH = 100
"""Replies from which a turn's correlation is said: its standard error is then .10, half of that line."""

RANKED = 3
"""Scenarios from which a rank correlation is said; two are in one order or the other, whatever is true."""


def overall(levels: Mapping[Dimension, float | None], rubric: Rubric) -> float:
    """Return the mean of the scored dimensions (0-100 each) by the weights of the sheet; 0 for none."""
    scored = [(rubric.section(d).weight, v) for d in DIMENSIONS if (v := levels.get(d)) is not None]
    total = sum(weight for weight, _ in scored)
    return sum(weight * value for weight, value in scored) / total if total else 0.0


def passes(levels: Mapping[Dimension, float | None], rubric: Rubric) -> bool:
    """Say whether a play passes by the sheet's rule: each dimension by itself, or all together."""
    scale = rubric.scale
    each = [v for v in levels.values() if v is not None]
    figures = each if scale.per_category else [overall(levels, rubric)]
    return bool(each) and all(f > scale.pass_ if scale.strict else f >= scale.pass_ for f in figures)


def measure(order: Order, plays: Sequence[Played]) -> Simulation:
    """Return everything the plays of one order say, as shown: shares 0-1, scores 0-100, levels x 25."""
    scenario, rubric = order.scenario, order.rubric
    scores = [overall(p.levels, rubric) for p in plays]
    middle = [(s + p.perceived) / 2 for s, p in zip(scores, plays, strict=True) if p.band == MIDDLE]
    return Simulation(
        scenario=scenario.id,
        title=scenario.title,
        status=scenario.status,
        version=scenario.version,
        rubric=rubric.rubric,
        engine=VERSION,
        lang=order.lang,
        seed=order.seed,
        plays=len(plays),
        given=len(order.joining),
        declared=scenario.difficulty,
        measured=_difficulty(middle),
        discrimination=_short(pearson([BANDS[p.band].skill for p in plays], scores)),
        lengths=_lengths(plays),
        reach=tuple(_reach(scenario, plays)),
        endings={e.id: e.kind for e in scenario.endings},
        bands=tuple(_band(band, [p for p in plays if p.band == at], order) for at, band in enumerate(BANDS)),
        turns=tuple(_turns(scenario, plays)),
    )


def compare(simulations: Sequence[Simulation], drafts: int = 0) -> Comparison:
    """Return simulations side by side, with the rank correlation of declared and measured difficulty."""
    ranks = None
    if len(simulations) >= RANKED:
        ranks = _short(spearman([s.declared for s in simulations], [s.measured for s in simulations]))
    return Comparison(simulations=tuple(simulations), ranks=ranks, drafts=drafts)


def _difficulty(reached: Sequence[float]) -> float:
    """Return the difficulty, 1-5: what the middle band leaves out of reach, in equal steps.

    `reached` is the mean of a play's score and the quality its customer perceived, 0-100: 100 is 1, 0 is 5.
    A test's difficulty is the share of points not reached (classical test theory); perceived quality
    stands beside the score because a scenario is hard, too, where good words do not settle the matter.
    """
    missed = 1 - fmean(reached) / 100 if reached else 0.0
    return round(EASIEST + (HARDEST - EASIEST) * missed, 2)


def _lengths(plays: Sequence[Played]) -> Lengths:
    replies = sorted(len(p.answered) for p in plays)
    return Lengths(
        median=median(replies),
        p10=_quantile(replies, 0.1),
        p90=_quantile(replies, 0.9),
        longest=replies[-1],
        cut_off=sum(not p.ending for p in plays),
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed."""
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def _band(band: Band, plays: Sequence[Played], order: Order) -> SkillBand:
    scores = sorted(overall(p.levels, order.rubric) for p in plays)
    levels: dict[Dimension, float | None] = {}
    for dimension in DIMENSIONS:
        scored = [v for p in plays if (v := p.levels[dimension]) is not None]
        levels[dimension] = round(fmean(scored), 1) if scored else None
    ended = Counter(p.ending for p in plays)
    return SkillBand(
        name=band.name,
        skill=band.skill,
        chances={q: round(c, 4) for q, c in zip(QUALITIES, chances(band.skill), strict=True)},
        plays=len(plays),
        levels=levels,
        score=round(fmean(scores), 1),
        p10=round(_quantile(scores, 0.1), 1),
        p90=round(_quantile(scores, 0.9), 1),
        perceived=round(fmean(p.perceived for p in plays), 1),
        passed=round(sum(passes(p.levels, order.rubric) for p in plays) / len(plays), 4),
        endings={e.id: round(ended[e.id] / len(plays), 4) for e in order.scenario.endings},
    )


def _turns(scenario: Scenario, plays: Sequence[Played]) -> Iterator[TurnFigures]:
    for turn in scenario.turns:
        skills: list[float] = []
        rests: list[float | None] = []
        own: list[float] = []
        replies = 0
        for played in plays:
            at = next((i for i, a in enumerate(played.answered) if a.turn == turn.id), None)
            if at is None:
                continue
            replies += 1
            quality = played.answered[at].quality
            if quality is None:
                continue
            others = [a.quality for i, a in enumerate(played.answered) if i != at and a.quality is not None]
            own.append(quality)
            skills.append(BANDS[played.band].skill)
            rests.append(fmean(others) if others else None)
        both = [(q, r) for q, r in zip(own, rests, strict=True) if r is not None]
        with_skill = _correlation(own, skills)
        yield TurnFigures(
            turn=turn.id,
            replies=replies,
            quality=round(fmean(own), 2) if own else None,
            with_skill=with_skill,
            with_rest=_correlation([q for q, _ in both], [r for _, r in both]),
            separates=_separates(own, with_skill),
            exemplars=turn.exemplars is not None,
        )


def _separates(own: Sequence[float], with_skill: float | None) -> bool | None:
    """Say whether a turn tells skills apart; one in which all replies are worth the same does not."""
    if len(own) < ENOUGH:
        return None
    return with_skill is not None and with_skill >= LEAST_APART


def _correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    return _short(pearson(left, right)) if len(left) >= ENOUGH else None


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _reach(scenario: Scenario, plays: Sequence[Played]) -> Iterator[Reach]:
    """Yield every part of the scenario with the plays that reached it, in the file's order."""
    turns = Counter(_each({a.turn for a in p.answered} for p in plays))
    branches = Counter(_each({(a.turn, a.branch) for a in p.answered} for p in plays))
    lines = Counter(_each(p.lines for p in plays))
    triggers = Counter(_each(p.triggers for p in plays))
    endings = Counter(p.ending for p in plays)

    def reach(part: Part, name: str, count: int) -> Reach:
        return Reach(part=part, name=name, plays=count, share=round(count / len(plays), 4))

    for turn in scenario.turns:
        yield reach("turn", turn.id, turns[turn.id])
    for turn in scenario.turns:
        for number, branch in enumerate(turn.then, start=1):
            yield reach("branch", f"{turn.id}#{number} > {branch.go}", branches[turn.id, number])
    for turn in scenario.turns:
        for variant in turn.says:
            name = f"{turn.id}.{variant.id}"
            yield reach("variant", name, lines[name])
    for trigger in scenario.triggers:
        yield reach("trigger", trigger.id, triggers[trigger.id])
    for ending in scenario.endings:
        yield reach("ending", ending.id, endings[ending.id])


def _each(rows: Iterable[Iterable[str]] | Iterable[Iterable[tuple[str, int]]]) -> Iterator[object]:
    return (item for row in rows for item in row)
