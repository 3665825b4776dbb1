"""Owns SC103: weak, middling and strong exemplars stand where the engine places them.

Scores each in the plain context of its turn. Changes no exemplar.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.saying import Saying
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, TOP, Dimension, Explanation, Finding
from sim.model.turns import Turn
from sim.workshop.aware.bench import LEVELS, Bench, Level
from sim.workshop.aware.places import text_at
from sim.workshop.aware.words import (
    behaviour_of,
    dimension_of,
    figure,
    flags_of,
    listed,
    quote,
    remedy_of,
)

MOST_WEAK = 1
"""Highest mean level of a weak exemplar: "only formula or nothing" (`domain.md` 2.2, level 1).

Every weak exemplar of complaint-01 lies at or below it, in both languages.
"""

MOST_MIDDLING = 3
"""Highest mean level of a middling exemplar: two linked indicators, one of them major (`domain.md` 2.2).

Those of complaint-01 lie between 1.3 and 3.
"""

LEAST_STRONG = 3
"""Lowest level of a strong exemplar in each dimension that its turn scores (`domain.md` 2.2, level 3).

Pass marks above 80 of 100 ask for more on the average, which SC100 holds against the whole path.
"""

TOO_GOOD: dict[Level, float] = {"weak": MOST_WEAK, "middling": MOST_MIDDLING, "strong": TOP}
"""Mean level from above which an exemplar is too good for its name; it needs no advice."""

MOST_EVIDENCE = 3
"""Pieces of evidence named in one sentence: more is a list nobody reads."""


def check_there(scenario: Scenario, marks: Marks) -> None:
    """Report turns without exemplars; the texts of one that is there are checked elsewhere."""
    for number, turn in enumerate(scenario.turns):
        if turn.exemplars is None:
            marks.say(
                103,
                ("turns", number),
                N_(
                    'the turn "{turn}" has no exemplars, so nothing shows what is weak, middling and strong '
                    "here; a ready scenario has all three at every turn"
                ),
                values={"turn": turn.id},
                example="exemplars: {weak: {…}, middling: {…}, strong: {…}}",
            )


def check_exemplars(bench: Bench, marks: Marks, told: Collection[Path] = ()) -> None:
    """Report every exemplar of one language that lies outside its band.

    `told` are those that another check has reported already: once mended, they may stand elsewhere.
    """
    for number, turn in enumerate(bench.scenario.turns):
        found = {
            level: bench.engine.score(text, bench.context(turn))
            for level in LEVELS
            if (text := bench.exemplar(turn, level))
        }
        means = {level: mean for level, e in found.items() if (mean := mean_of(e)) is not None}
        for level, mean in means.items():
            said = _out_of_place(level, mean, found[level], turn, bench)
            if said is None and level == "middling" and mean >= means.get("strong", 4) >= LEAST_STRONG:
                said = Saying.of(
                    N_(
                        'the middling exemplar of "{turn}" scores as high as the strong one ({mean} on '
                        "average); what lifts it: {evidence}"
                    ),
                    turn=turn.id,
                    mean=figure(mean),
                    evidence=evidence_of(found[level], bench),
                )
            path = text_at(marks.tree, ("turns", number, "exemplars", level), bench.lang)
            if said is not None and path not in told:
                marks.say(
                    103,
                    path,
                    said,
                    example=""
                    if mean > TOO_GOOD[level]
                    else remedy_of(found[level], _lowest(found[level]), bench.rubric),
                )


def _lowest(found: Explanation) -> list[Dimension]:
    """Return the dimensions that were scored, the lowest first."""
    scored = {d: level for d in DIMENSIONS if (level := found.levels[d]) is not None}
    return sorted(scored, key=lambda d: scored[d])


def mean_of(explanation: Explanation) -> float | None:
    """Return the mean of the levels that were scored, 0-4; None where none was."""
    levels = [level for level in explanation.levels.values() if level is not None]
    return sum(levels) / len(levels) if levels else None


def _out_of_place(level: Level, mean: float, found: Explanation, turn: Turn, bench: Bench) -> Saying | None:
    if level == "strong":
        short = [d for d in DIMENSIONS if (lv := found.levels[d]) is not None and lv < LEAST_STRONG]
        if not short:
            return None
        return Saying.of(
            N_('the strong exemplar of "{turn}" must reach level {least} in each dimension; it has {short}'),
            turn=turn.id,
            least=LEAST_STRONG,
            short=listed(shortfall_of(found, d, bench) for d in short),
        )
    low, most = (None, MOST_WEAK) if level == "weak" else (MOST_WEAK, MOST_MIDDLING)
    if mean > most:
        sentence = (
            N_('the weak exemplar of "{turn}" averages level {mean}, and may average {most}: {evidence}')
            if level == "weak"
            else N_(
                'the middling exemplar of "{turn}" averages level {mean}, and may average {most}: {evidence}'
            )
        )
        return Saying.of(
            sentence, turn=turn.id, mean=figure(mean), most=most, evidence=evidence_of(found, bench)
        )
    if low is not None and mean <= low:
        return Saying.of(
            N_(
                'the middling exemplar of "{turn}" has level {mean} on average, no more than a weak one; '
                "it has {short}"
            ),
            turn=turn.id,
            mean=figure(mean),
            short=listed(shortfall_of(found, d, bench) for d in DIMENSIONS if found.levels[d] is not None),
        )
    return None


def shortfall_of(found: Explanation, dimension: Dimension, bench: Bench) -> Saying:
    """Return where a dimension stands in a reply, and what holds it down or is missing for more."""
    level, rubric = found.levels[dimension], bench.rubric
    name = dimension_of(dimension, rubric)
    if found.flags:
        return Saying.of(
            N_("{dimension} {level} ({reasons})"), dimension=name, level=level, reasons=flags_of(found.flags)
        )
    cap = next((c for c in found.caps if c.dimension == dimension and c.limit == level), None)
    harm = next((f for f in found.findings if cap is not None and f.code == cap.code), None)
    if harm is not None:
        return Saying.of(
            N_("{dimension} {level}, held down by {behaviour}"),
            dimension=name,
            level=level,
            behaviour=_shown(harm, bench),
        )
    missing = [behaviour_of(m.code, rubric) for m in found.missing if m.dimension == dimension]
    return Saying.of(
        N_("{dimension} {level}, missing: {missing}"), dimension=name, level=level, missing=listed(missing)
    )


def evidence_of(found: Explanation, bench: Bench) -> Saying:
    """Return what lifts a reply above level 1: behaviours, each with the words that show it."""
    return listed(_shown(f, bench) for f in list(_lifting(found))[:MOST_EVIDENCE])


def _lifting(found: Explanation) -> Iterator[Finding]:
    for dimension in DIMENSIONS:
        if (found.levels[dimension] or 0) > MOST_WEAK:
            yield from (found.findings[i] for i in found.carriers.get(dimension, ()))


def _shown(finding: Finding, bench: Bench) -> Saying:
    return Saying.of(
        N_("{behaviour} in {quote}"),
        behaviour=behaviour_of(finding.code, bench.rubric),
        quote=quote(finding.quote),
    )
