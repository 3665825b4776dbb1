"""Owns the steps from text to a scenario or a rubric, and which checks run at each.

Never looks for a file; callers say where a rubric lies that another is based on.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sim.content.bases import Find, beside
from sim.content.expand import Expander
from sim.content.files import read_text
from sim.content.mend import meant
from sim.content.problems import N_, Problems, nearest
from sim.content.reader import Tree, read
from sim.content.schema import validate
from sim.content.shape import Spot
from sim.errors import NotFound
from sim.model.bad_file import BadFile
from sim.model.language import LANGS
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.problems import Problem

USUAL = "service"
"""The sheet that most others are based on."""


def scenario_of(text: str, problems: Problems, *, whole: bool = True) -> Scenario:
    """Return the scenario in `text`. Raises BadFile with every error; warnings stay in `problems`.

    A stored attempt is read with `whole=False`: a check that was added later must
    not lock anybody out of what they began.
    """
    tree = read(text, problems, guess=whole)

    def rest(scenario: Scenario) -> None:
        check_scenario(scenario, tree, problems)

    scenario = validate(Scenario, tree, problems, "SC", rest if whole else None)
    if whole:
        rest(scenario)
        problems.check()
    return scenario


def rubric_of(text: str, problems: Problems, *, whole: bool = True, find: Find | None = None) -> Rubric:
    """Return the rubric in `text`, on the same terms as `scenario_of`.

    `find` says where the rubric lies that this one is based on; without it, the
    neighbours of the file that `problems` names and every pack are looked at.
    """
    return rubric_in(rubric_tree(text, problems, find, guess=whole), problems, whole=whole)


def rubric_in(tree: Tree, problems: Problems, *, whole: bool = True) -> Rubric:
    """Return the rubric in a sheet that was read, on the same terms as `scenario_of`."""
    from sim.content.rubric_checks import check_rubric

    def rest(rubric: Rubric) -> None:
        check_rubric(rubric, tree, problems)

    rubric = validate(Rubric, tree, problems, "RB", rest if whole else None)
    if whole:
        rest(rubric)
        problems.check()
    return rubric


BESIDE = frozenset({"RB009", "RB020", "RB022", "RB023", "RB024", "RB025", "RB026"})
"""Faults in what levels and marks are made of, or of a text left out: none in what is found in a reply."""

SUMS = frozenset({"cost", "points", "start", "weight"})
"""Names of a sheet behind which such a number stands."""


def rubric_to_run(text: str, faults: Iterable[Problem], file: str) -> Rubric | None:
    """Return the rubric whose examples can be run in spite of its `faults`: none of them is in their way.

    A number that is none is guessed at, for no example depends on it. None where another fault is in the
    way. Raises BadFile for a text that cannot be read.
    """
    from sim.content.rubric_checks import STEPS

    errors = [fault for fault in faults if fault.severity == "error"]
    if any(e.code not in BESIDE and not SUMS.intersection(e.path.split(".")) for e in errors):
        return None
    problems = Problems(file)
    tree = rubric_tree(text, problems)
    Expander(tree, problems, "RB").fill(Spot(Rubric), tree.data, ())
    rubric = meant(Rubric, tree.data)
    return rubric if rubric and all(len(s.ladder) >= len(STEPS) for s in rubric.sections) else None


def rubric_tree(text: str, problems: Problems, find: Find | None = None, *, guess: bool = False) -> Tree:
    """Return what stands in a rubric's text, laid over the rubric that it is based on, if any.

    `guess` is as for `read`. Raises BadFile, with the faults of the base too when it has some.
    """
    from sim.content.overlay import BASED_ON, laid_over

    tree = read(text, problems, guess=guess)
    _misspelt(BASED_ON, tree, problems)
    if BASED_ON not in tree.data:
        return tree
    base = _base(tree, BASED_ON, problems, find or beside(Path(problems.file)))
    return laid_over(base, tree, problems)


def _misspelt(key: str, tree: Tree, problems: Problems) -> None:
    """Report a name at the top that was meant for `key`, and go on as if it stood there."""
    from sim.content.shape import choices

    known = choices(Rubric)
    near = nearest(key, (name for name in tree.data if isinstance(name, str) and name not in known))
    if key in tree.data or not near:
        return
    wrong, allowed = N_('"{name}" is not known here'), ", ".join((*known[:1], key, *known[1:]))
    values = {"name": near[0]}
    place = tree.key_at(near)
    problems.add(
        "RB001", place, wrong, values=values, path=near, hint=key, allowed=allowed, example=f"{key}: {USUAL}"
    )
    tree.data[key] = tree.data.pop(near[0])
    tree.values[key,], tree.keys[key,] = tree.value_at(near), place


def _base(tree: Tree, key: str, problems: Problems, find: Find) -> Tree:
    """Return the rubric that `key` names, as read and checked by itself."""
    name, place = tree.data[key], tree.value_at((key,))
    if not isinstance(name, str):
        if not problems.bad:
            wrong = N_('"{name}" must be the id of a rubric')
            problems.add("RB003", place, wrong, values={"name": key}, path=(key,))
        problems.fail()
    try:
        path = find(name)
    except NotFound as error:
        hint, known = error.nearest[0] if error.nearest else "", ", ".join(error.known)
        wrong = N_('there is no rubric "{name}" to build on')
        problems.add("RB030", place, wrong, values={"name": name}, path=(key,), hint=hint, allowed=known)
        return _instead(hint or USUAL, key, problems, find)
    found = Problems(str(path))
    try:
        base = read(read_text(path, found), found)
        whole = key not in base.data
        if whole:
            rubric_in(base, found)
    except BadFile as error:
        wrong = N_('the rubric "{name}" has faults of its own')
        problems.add("RB030", place, wrong, values={"name": name}, path=(key,))
        raise BadFile((*problems.found, *error.problems)) from error
    if not whole:
        below = str(base.data[key])
        wrong = N_(
            'the rubric "{name}" is based on "{below}" itself; build on that and give again what you want of'
            ' "{name}", or begin with a copy: servicesim new ID --rubric --from {name}'
        )
        problems.add(
            "RB030",
            place,
            wrong,
            values={"name": name, "below": below},
            path=(key,),
            example=f"{key}: {below}",
        )
        return _instead(below, key, problems, find)
    return base


def _instead(name: str, key: str, problems: Problems, find: Find) -> Tree:
    """Return the sheet that was most likely meant, so that the file's other faults are told with this one.

    The file stays refused. Raises BadFile where that sheet will not do either.
    """
    with suppress(BadFile, NotFound):
        path = find(name)
        found = Problems(str(path))
        base = read(read_text(path, found), found)
        if key not in base.data:
            rubric_in(base, found)
            return base
    return problems.fail()


def check_scenario(scenario: Scenario, tree: Tree, problems: Problems) -> None:
    """Report what does not fit together in a valid scenario; a draft may still have loose ends."""
    from sim.content.branches import check_targets, check_ways
    from sim.content.card import check_card
    from sim.content.design import check_design, check_hours
    from sim.content.known import check_known
    from sim.content.languages import check_languages
    from sim.content.marks import Marks
    from sim.content.references import check_references
    from sim.content.stale import check_stale
    from sim.content.texts import check_texts
    from sim.content.ways import check_choices, check_endings_reached, check_triggers
    from sim.content.whens import check_last_wordings, check_whens

    marks, draft = Marks(tree, problems, "SC"), scenario.status == "draft"
    langs = (scenario.language,) if scenario.language else LANGS
    check_languages(scenario, tree, problems, "SC", langs, warning=draft)
    check_references(scenario, marks)
    ways = check_targets(scenario, marks)
    check_whens(scenario, marks)
    check_hours(scenario, marks)
    if not draft:
        check_ways(scenario, ways, marks)
        check_last_wordings(scenario, marks)
        check_endings_reached(scenario, marks)
        check_choices(scenario, marks)
        check_triggers(scenario, marks)
        check_design(scenario, marks)
        check_known(scenario, marks, check_card(scenario, marks))
        check_texts(scenario, marks)
    check_stale(scenario, marks)
