"""Owns the reading of case drills: strictly, with every fault, and their examples held against the engine.

Never looks for a file and never scores an answer by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sim.content.languages import check_languages
from sim.content.marks import Marks
from sim.content.problems import N_, Path, Problems, nearest
from sim.content.reader import read
from sim.content.schema import validate
from sim.model.drill import Drill
from sim.model.drill_result import DrillResult
from sim.model.language import LANGS, Lang, Phrases
from sim.scoring.drills import DrillEngine
from sim.text.phrases import expand

LEAST_MET, LEAST_NOT = 3, 2
"""Ways to meet a point and near misses that each language needs (domain.md 4.2)."""

FULL = 1.0


def drill_of(text: str, problems: Problems, *, whole: bool = True) -> Drill:
    """Return the case drill in `text`. Raises BadFile with every error.

    A stored attempt is read with `whole=False`, so that a check that was added later locks nobody out.
    """
    tree = read(text, problems)

    def rest(drill: Drill) -> None:
        marks = Marks(tree, problems, "DR")
        langs = (drill.language,) if drill.language else LANGS
        check_languages(drill, tree, problems, "DR", langs)
        _ids(drill, marks)
        for lang in langs:
            _Examples(drill, lang, marks).check()

    drill = validate(Drill, tree, problems, "DR", rest if whole else None)
    if whole:
        rest(drill)
        problems.check()
    return drill


def _ids(drill: Drill, marks: Marks) -> None:
    entries: list[tuple[Path, str]] = [
        ((group, n, "id"), entry.id)
        for group in ("points", "bonus", "contradictions")
        for n, entry in enumerate(getattr(drill, group))
    ]
    marks.unique(N_("point"), entries)
    known = [p.id for p in drill.points]
    for n, claim in enumerate(drill.contradictions):
        if claim.of and claim.of not in known:
            marks.say(
                16,
                ("contradictions", n, "of"),
                N_('there is no point "{name}"'),
                values={"name": claim.of},
                hint=nearest(claim.of, known),
                allowed=", ".join(known),
            )


class _Examples:
    """The examples of one language, scored."""

    def __init__(self, drill: Drill, lang: Lang, marks: Marks) -> None:
        self.drill, self.lang, self.marks = drill, lang, marks
        self.engine = DrillEngine(drill, lang)

    def check(self) -> None:
        """Report examples that do not count, near misses that do, and names that suffice."""
        for n, point in enumerate(self.drill.points):
            at: Path = ("points", n)
            self._count(at, "met_by", point.met_by, LEAST_MET)
            self._count(at, "not", point.not_, LEAST_NOT)
            self._each((*at, "met_by"), point.met_by, partial(_full, point.id), wanted=True)
            self._each((*at, "not"), point.not_, partial(_full, point.id), wanted=False)
        for n, bonus in enumerate(self.drill.bonus):
            at = ("bonus", n)
            self._each((*at, "met_by"), bonus.met_by, partial(_has, bonus.id), wanted=True)
            self._each((*at, "not"), bonus.not_, partial(_has, bonus.id), wanted=False)
        for n, claim in enumerate(self.drill.contradictions):
            at = ("contradictions", n)
            self._each((*at, "counts"), claim.counts, partial(_has, claim.id), wanted=True)
            self._each((*at, "not"), claim.not_, partial(_has, claim.id), wanted=False)
        self._stuffed()

    def _count(self, at: Path, name: str, examples: Phrases, least: int) -> None:
        given = len(examples.get(self.lang))
        if given < least:
            self.marks.say(
                15,
                (*at, name, self.lang),
                N_('"{name}" has {given} examples in this language; it needs {least}'),
                values={"name": name, "given": given, "least": least},
            )

    def _each(
        self, path: Path, examples: Phrases, shows: Callable[[DrillResult], bool], *, wanted: bool
    ) -> None:
        for n, text in enumerate(examples.get(self.lang)):
            if shows(self.engine.score(text)) == wanted:
                continue
            number, message = (
                (13, N_("this answer does not count here: {answer}"))
                if wanted
                else (14, N_("this near miss counts: {answer}"))
            )
            self.marks.say(number, (*path, self.lang, n), message, values={"answer": text[:60]})

    def _stuffed(self) -> None:
        """Report points that a bare list of every name earns whole."""
        names = [expand(p.name.get(self.lang)[0])[0] for p in self.drill.points if p.name.get(self.lang)]
        result = self.engine.score(("、" if self.lang == "zh" else ", ").join(names))
        for n, scored in enumerate(result.points):
            if scored.score == FULL:
                self.marks.say(
                    17,
                    ("points", n, "explain", self.lang),
                    N_('a list of all the names earns "{point}" whole'),
                    values={"point": scored.id},
                )


def _full(point: str, result: DrillResult) -> bool:
    return result.point(point).score == FULL


def _has(name: str, result: DrillResult) -> bool:
    return any(found.id == name for found in (*result.bonus, *result.contradictions))
