"""Owns the reading of playthroughs: strictly, with every fault, and against the scenario they are of.

Never plays one and never writes one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from sim.content.figures import Limits, figure
from sim.content.files import read_text
from sim.content.marks import Marks
from sim.content.problems import N_, Path, Problems, nearest
from sim.content.reader import Tree, read
from sim.content.schema import validate
from sim.errors import NotFound
from sim.model.bad_file import BadFile
from sim.model.playthrough import Ends, Playthrough, Said
from sim.model.saying import Saying
from sim.model.scenario import Scenario
from sim.model.score import TOP

if TYPE_CHECKING:
    from sim.content.library import Library
    from sim.model.problems import Problem

LEVELS = Limits(0, TOP, may_lack=True)
STATES = Limits(0, 100)
GAPS = Limits(-100, 100)
"""A figure of 0-100 minus another."""

GROUPS = {"levels": LEVELS, "state": STATES}
ENDS = {"perceived": STATES, "gap5": GAPS}
"""What a figure can be, by the name that it stands under."""

REACTIONS = ("not_understood", "puzzled", "nothing_said", "supervisor")
"""What a customer may write instead of a turn's own wordings, as `says` names it."""


@dataclass(frozen=True)
class PlayFile:
    """A playthrough as read, with the text it stands in and where everything stands there."""

    path: File
    text: str
    play: Playthrough
    tree: Tree

    def line(self, *path: str | int) -> int:
        """Return the line of a name in the file, or of the nearest thing around it, from 1."""
        while path and path not in self.tree.keys and path not in self.tree.values:
            path = path[:-1]
        return self.tree.key_at(path)[0]


@dataclass(frozen=True)
class Texts:
    """Where a playthrough's scenario and sheet are found. Both raise NotFound and BadFile."""

    scenario: Callable[[str], Scenario]
    rubric: Callable[[str], object]

    @classmethod
    def of(cls, library: Library) -> Texts:
        """Return the way to the texts of a library; each is read anew."""
        return cls(lambda name: library.scenario(name).value, lambda name: library.rubric(name).value)


def playthrough_of(text: str, problems: Problems, texts: Texts | None = None) -> Playthrough:
    """Return the playthrough in `text`. Raises BadFile with every error.

    With `texts` its turns, wordings and ending are looked for in its scenario, too.
    """
    return playthrough_in(read(text, problems), problems, texts)


def playthrough_in(tree: Tree, problems: Problems, texts: Texts | None = None) -> Playthrough:
    """Return the playthrough in a file that was read, on the same terms as `playthrough_of`."""
    for holder, name, limits in _figures(tree.data):
        group: Any = tree.data
        for part in holder:
            group = group[part]
        group[name] = figure(tree, problems, (*holder, name), group[name], limits)

    def rest(play: Playthrough) -> None:
        marks = Marks(tree, problems, "PT")
        _check_marks(play, marks)
        if texts is not None:
            _check_texts(play, marks, texts)

    play = validate(Playthrough, tree, problems, "PT", rest)
    rest(play)
    problems.check()
    return play


def open_play(path: File, texts: Texts | None = None) -> PlayFile:
    """Return the playthrough of a file. Raises BadFile with every fault."""
    problems = Problems(str(path))
    text = read_text(path, problems)
    tree = read(text, problems)
    return PlayFile(path, text, playthrough_in(tree, problems, texts), tree)


def check_playthrough(path: File) -> tuple[Problem, ...]:
    """Return every fault of a playthrough file, in its order; its scenario is looked for beside it, too."""
    from sim.content.library import Library
    from sim.content.packs import pack_of_play

    try:
        open_play(path, Texts.of(Library((pack_of_play(path),))))
    except BadFile as error:
        return error.problems
    return ()


def _figures(data: dict[str | int, Any]) -> Iterator[tuple[Path, str | int, Limits]]:
    """Yield the group, name and limits of every figure that may be a range; of misspelt groups, too."""
    top = tuple(Playthrough.model_fields)
    for key, value in data.items():
        name = _meant(key, top)
        if name == "ends" and isinstance(value, dict):
            for inner in value:
                end = _meant(inner, tuple(Ends.model_fields))
                if end in ENDS:
                    yield (key,), inner, ENDS[end]
        elif name == "talk" and isinstance(value, list):
            for at, entry in enumerate(value):
                for inner, group in entry.items() if isinstance(entry, dict) else ():
                    limits = GROUPS.get(_meant(inner, tuple(Said.model_fields)))
                    if limits is not None and isinstance(group, dict):
                        yield from (((key, at, inner), one, limits) for one in group)


def _meant(name: str | int, known: tuple[str, ...]) -> str:
    """Return the known name that is meant, or nothing."""
    return str(name) if name in known else next(iter(nearest(name, known)), "")


def _check_marks(play: Playthrough, marks: Marks) -> None:
    """Report codes that nothing has, and codes both wanted and refused."""
    for at, said in enumerate(play.talk):
        for key, codes in (("marks", said.marks), ("not", said.not_)):
            for number, code in enumerate(codes):
                marks.code(("talk", at, key, number), code)
        for number, code in enumerate(said.not_):
            if code in said.marks:
                marks.say(
                    18,
                    ("talk", at, "not", number),
                    N_("{code} stands under `marks` too; a reply cannot both have it and lack it"),
                    values={"code": code},
                )


def _check_texts(play: Playthrough, marks: Marks, texts: Texts) -> None:
    """Report what the scenario does not have. Raises BadFile with the faults of a faulty text."""
    scenario = _found(marks, ("scenario",), play.scenario, N_("scenario"), texts.scenario)
    _found(marks, ("rubric",), play.rubric, N_("rubric"), texts.rubric)
    if scenario is None:
        return
    for at, said in enumerate(play.talk):
        _check_said(said, ("talk", at), scenario, marks)
    ending = play.ends.ending if play.ends else ""
    known = [e.id for e in scenario.endings]
    if ending and ending not in known:
        marks.say(
            15,
            ("ends", "ending"),
            N_('"{scenario}" has no ending "{name}"'),
            values={"scenario": scenario.id, "name": ending},
            hint=nearest(ending, known),
            allowed=", ".join(known),
        )


def _check_said(said: Said, path: Path, scenario: Scenario, marks: Marks) -> None:
    turn = scenario.turn(said.turn)
    if said.turn and turn is None:
        known = [t.id for t in scenario.turns]
        marks.say(
            14,
            (*path, "turn"),
            N_('"{scenario}" has no turn "{name}"'),
            values={"scenario": scenario.id, "name": said.turn},
            hint=nearest(said.turn, known),
            allowed=", ".join(known),
        )
        return
    turns = scenario.turns if turn is None else (turn,)
    known = [v.id for t in turns for v in t.says]
    if said.says and said.says not in (*known, *REACTIONS):
        where = said.turn or scenario.id
        marks.say(
            16,
            (*path, "says"),
            N_('"{where}" has no variant "{name}"'),
            values={"where": where, "name": said.says},
            hint=nearest(said.says, (*known, *REACTIONS)),
            allowed=", ".join(dict.fromkeys(known)),
        )


def _found(marks: Marks, path: Path, name: str, kind: str, find: Callable[[str], Any]) -> Any:
    """Return what `find` has under a name, or None after saying that there is nothing."""
    try:
        return find(name)
    except NotFound as error:
        message = N_('there is no {kind} "{name}"')
        marks.say(17, path, message, values={"kind": Saying(kind), "name": name}, hint=error.nearest)
        return None
    except BadFile as error:
        message = N_('the {kind} "{name}" has faults of its own')
        marks.say(17, path, message, values={"kind": Saying(kind), "name": name})
        raise BadFile((*marks.problems.found, *error.problems)) from error
