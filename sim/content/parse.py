"""Owns the steps from text to a scenario or a rubric, and which checks run at each.

Never looks for a file.
"""

from __future__ import annotations

from sim.content.problems import Problems
from sim.content.reader import Tree, read
from sim.content.schema import validate
from sim.model.language import LANGS
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario


def scenario_of(text: str, problems: Problems, *, whole: bool = True) -> Scenario:
    """Return the scenario in `text`. Raises BadFile with every error; warnings stay in `problems`.

    A stored attempt is read with `whole=False`: a check that was added later must
    not lock anybody out of what they began.
    """
    tree = read(text, problems)

    def rest(scenario: Scenario) -> None:
        check_scenario(scenario, tree, problems)

    scenario = validate(Scenario, tree, problems, "SC", rest if whole else None)
    if whole:
        rest(scenario)
        problems.check()
    return scenario


def rubric_of(text: str, problems: Problems, *, whole: bool = True) -> Rubric:
    """Return the rubric in `text`, on the same terms as `scenario_of`."""
    from sim.content.rubric_checks import check_rubric

    tree = read(text, problems)

    def rest(rubric: Rubric) -> None:
        check_rubric(rubric, tree, problems)

    rubric = validate(Rubric, tree, problems, "RB", rest if whole else None)
    if whole:
        rest(rubric)
        problems.check()
    return rubric


def check_scenario(scenario: Scenario, tree: Tree, problems: Problems) -> None:
    """Report what does not fit together in a valid scenario; a draft may still have loose ends."""
    from sim.content.branches import check_targets, check_ways
    from sim.content.languages import check_languages
    from sim.content.marks import Marks
    from sim.content.references import check_references

    marks, draft = Marks(tree, problems, "SC"), scenario.status == "draft"
    langs = (scenario.language,) if scenario.language else LANGS
    check_languages(scenario, tree, problems, "SC", langs, warning=draft)
    check_references(scenario, marks)
    ways = check_targets(scenario, marks)
    if not draft:
        check_ways(scenario, ways, marks)
