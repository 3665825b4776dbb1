"""Owns SC109: a spare line does no harm, shows something where it fits, and copies no exemplar.

Scores it alone, with all that its turns give. Changes no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.content.marks import Marks
from sim.content.problems import N_
from sim.model.saying import Saying
from sim.model.score import Explanation, Finding
from sim.model.turns import SpareLine, Turn
from sim.scoring.ladder import ATTEMPT
from sim.text import Sources, read
from sim.text.copies import LONG_RUN
from sim.workshop.aware.bench import LEVELS, Bench
from sim.workshop.aware.places import text_at
from sim.workshop.aware.words import behaviour_of, flags_of, quote


def check_spare(bench: Bench, marks: Marks) -> None:
    """Report spare lines of one language that would not mend a reply."""
    exemplars = Sources(_exemplars(bench), bench.lang, run=LONG_RUN)
    for number, line in enumerate(bench.scenario.lines):
        text = line.text.get(bench.lang)
        said = _copy(text, line, bench, exemplars) or _fault(text, line, bench)
        if said is not None:
            marks.say(109, text_at(marks.tree, ("lines", number, "text"), bench.lang), said)


def _exemplars(bench: Bench) -> list[str]:
    """Return the exemplars that earn nothing when they are copied: weak ones have nothing to give."""
    return [bench.exemplar(turn, level) for turn in bench.scenario.turns for level in LEVELS[1:]]


def _copy(text: str, line: SpareLine, bench: Bench, exemplars: Sources) -> Saying | None:
    """Return what to say of a line that is mostly a copy of an exemplar: it would earn nothing."""
    tokens = read(text, bench.engine.book).tokens
    if 2 * len(exemplars.copied(tokens)) <= len(tokens):
        return None
    return Saying.of(
        N_(
            'the line "{line}" is copied from an exemplar, and a copy earns nothing; say it in other words: '
            "{quote}"
        ),
        line=line.id,
        quote=quote(text),
    )


def _fault(text: str, line: SpareLine, bench: Bench) -> Saying | None:
    found = bench.engine.score(text, bench.somewhere(_turns(line, bench)))
    harm = next(_harm(found, bench), None)
    if harm is not None:
        return Saying.of(
            N_('the line "{line}" does harm: {behaviour} in {quote}'),
            line=line.id,
            behaviour=behaviour_of(harm.code, bench.rubric),
            quote=quote(harm.quote),
        )
    if any(f.sure and not f.code.startswith("X") and f.code != ATTEMPT for f in found.findings):
        return None
    if found.flags:
        return Saying.of(
            N_('the line "{line}" shows nothing: {quote} {reasons}'),
            line=line.id,
            quote=quote(text),
            reasons=flags_of(found.flags),
        )
    return Saying.of(
        N_(
            'the line "{line}" shows nothing at any turn it fits: the engine finds no behaviour in {quote}; '
            "name a fact of the case, an act, a time or a person"
        ),
        line=line.id,
        quote=quote(text),
    )


def _turns(line: SpareLine, bench: Bench) -> Sequence[Turn]:
    """Return the turns that a line fits: all of them when it names none."""
    named = [t for name in line.turns if (t := bench.scenario.turn(name)) is not None]
    return named or bench.scenario.turns


def _harm(found: Explanation, bench: Bench) -> Iterator[Finding]:
    """Yield the severe anti-patterns: those of the sheet, and those that this case makes severe."""
    severe = {cap.code for cap in found.caps if cap.limit == 0}
    for finding in found.findings:
        deduction = bench.rubric.deduction(finding.code)
        if (
            deduction is not None
            and finding.sure
            and (deduction.severity == "severe" or finding.code in severe)
        ):
            yield finding
