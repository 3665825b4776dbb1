"""Owns the run of the checks that know the rubric: which files, in which order, with what kept.

Never prints. Leaves drafts, rubrics and files with a fault of structure alone:
the check of structure names those.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sim.content import Library, Loaded, Problems
from sim.content.check import is_drill, is_rubric
from sim.content.files import read_text
from sim.content.marks import Marks
from sim.content.packs import KINDS, yaml_files
from sim.content.parse import scenario_of
from sim.content.reader import Tree, read
from sim.content.uncollected import uncollected
from sim.model.bad_file import BadFile
from sim.model.language import LANGS, Lang
from sim.model.problems import Problem
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.workshop.aware.bench import Bench
from sim.workshop.aware.chances import check_chances
from sim.workshop.aware.echoes import check_echoes
from sim.workshop.aware.examples import check_examples
from sim.workshop.aware.exemplars import check_exemplars, check_there
from sim.workshop.aware.gaming import check_gaming
from sim.workshop.aware.kept import cache_folder, keep, key_of, recalled
from sim.workshop.aware.phrases import check_phrases, check_traps
from sim.workshop.aware.promises import check_promises
from sim.workshop.aware.reach import check_reach
from sim.workshop.aware.spare import check_spare
from sim.workshop.aware.sympathy import check_sympathy
from sim.workshop.aware.ways import check_ways

CHECKS = (
    check_gaming,
    check_examples,
    check_echoes,
    check_traps,
    check_phrases,
    check_spare,
    check_sympathy,
)
"""The checks of one language that stand alone, by code; the others stand in `_faults`."""


def check_aware(
    paths: Iterable[Path | str],
    *,
    lang: Lang | None = None,
    rubric: str = "service",
    packs: Iterable[Path] = (),
    cache: Path | None = None,
) -> tuple[Problem, ...]:
    """Return what is wrong with ready scenarios by the rubric, in the order of files and lines.

    `paths` are files, and folders with their `scenarios`; `lang` looks at one language only, by
    default at each that a scenario has. `packs` are searched for the rubric. `cache` is the folder
    in which findings are kept by content, by default the user's. A file that cannot be read, a
    rubric, a draft and a file with a fault of structure have no findings here. Raises NotFound when
    there is no such rubric, BadFile when it has faults.
    """
    folder = cache if cache is not None else cache_folder()
    with uncollected():
        return tuple(_found(paths, lang, rubric, tuple(packs), folder))


def _found(
    paths: Iterable[Path | str], lang: Lang | None, rubric: str, packs: tuple[Path, ...], folder: Path
) -> Iterator[Problem]:
    sheet: Loaded[Rubric] | None = None
    for file in _files(paths):
        ready = _ready(file)
        if ready is None:
            continue
        text, tree = ready
        sheet = sheet or Library(packs).rubric(rubric)
        langs = tuple(one for one in LANGS if lang in (None, one))
        key = key_of(text, sheet.text, langs)
        problems = recalled(folder, key, str(file))
        if problems is None:
            scenario = _sound(text, file)
            if scenario is None:
                continue
            spoken = tuple(one for one in langs if scenario.language in (None, one))
            problems = _faults(scenario, sheet.value, spoken, tree, str(file))
            keep(folder, key, problems)
        yield from problems


def _files(paths: Iterable[Path | str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            for folder in (path, *(path / kind for kind in KINDS)):
                yield from yaml_files(folder)
        else:
            yield path


def _ready(file: Path) -> tuple[str, Tree] | None:
    """Return the text and the tree of a scenario that says it is ready; None for everything else."""
    problems = Problems(str(file))
    try:
        text = read_text(file, problems)
        if is_rubric(text) or is_drill(text):
            return None
        tree = read(text, problems)
    except BadFile:
        return None
    return (text, tree) if tree.data.get("status", "ready") == "ready" else None


def _sound(text: str, file: Path) -> Scenario | None:
    """Return the scenario in a text that has no fault of structure."""
    try:
        return scenario_of(text, Problems(str(file)))
    except BadFile:
        return None


def _faults(
    scenario: Scenario, rubric: Rubric, langs: tuple[Lang, ...], tree: Tree, file: str
) -> tuple[Problem, ...]:
    problems = Problems(file)
    marks = Marks(tree, problems, "SC")
    with contextlib.suppress(BadFile):  # raised by the two hundredth fault; those before it are told
        check_chances(scenario, rubric, marks)
        check_there(scenario, marks)
        benches = [Bench(scenario, rubric, lang) for lang in langs]
        for bench in benches:
            before = len(_out_of_place(problems))
            check_exemplars(bench, marks, check_promises(bench, marks))
            if len(_out_of_place(problems)) == before:  # else it may be their fault that nobody passes
                check_reach(bench, marks)
            for check in CHECKS:
                check(bench, marks)
        check_ways(benches, scenario, marks)
    return problems.found


def _out_of_place(problems: Problems) -> list[Problem]:
    return [p for p in problems.found if p.code in ("SC103", "SC111") and p.severity == "error"]
