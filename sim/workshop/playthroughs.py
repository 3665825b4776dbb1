"""Owns the playing of playthrough files: each against its own scenario and sheet, with what differs.

Never prints and never writes a file; one faulty file stops no other.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim import play
from sim.content import Library, Loaded, bundled_folder
from sim.content.packs import KINDS, PLAYTHROUGHS, pack_of_play, play_files
from sim.content.playthroughs import PlayFile, Texts, open_play
from sim.errors import NotFound
from sim.model.bad_file import BadFile
from sim.model.events import Event
from sim.model.language import Lang
from sim.workshop.play_diff import Difference, differences

if TYPE_CHECKING:
    from sim.model.problems import Problem
    from sim.model.rubric import Rubric
    from sim.model.scenario import Scenario


@dataclass(frozen=True)
class Result:
    """One file that was played: what differs, or why it cannot be played; and how many seconds it took."""

    path: Path
    seconds: float
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences and not self.problems


class Stage:
    """What playthroughs are played on: texts and scripts, each made ready once."""

    def __init__(self, packs: tuple[Path, ...] = ()) -> None:
        """Look for texts beside each playthrough, and before that in `packs`."""
        self._packs = packs
        self._libraries: dict[Path, Library] = {}
        self._scenarios: dict[tuple[Path, str], Loaded[Scenario]] = {}
        self._rubrics: dict[tuple[Path, str], Loaded[Rubric]] = {}
        self._scripts: dict[tuple[Path, str, str, Lang], play.Script] = {}

    def open(self, path: Path) -> PlayFile:
        """Return the playthrough of a file. Raises BadFile with its faults, or those of what it names."""
        root = pack_of_play(path)
        texts = Texts(
            lambda name: self._scenario(root, name).value, lambda name: self._rubric(root, name).value
        )
        return open_play(path, texts)

    def script(self, file: PlayFile) -> play.Script:
        """Return the script that a playthrough is played on. Raises NotFound and BadFile."""
        root, wanted = pack_of_play(file.path), file.play
        key = (root, wanted.scenario, wanted.rubric, wanted.lang)
        if key not in self._scripts:
            scenario, rubric = self._scenario(root, wanted.scenario), self._rubric(root, wanted.rubric)
            self._scripts[key] = play.Script(scenario.value, rubric.value, wanted.lang)
        return self._scripts[key]

    def played(self, file: PlayFile) -> tuple[Event, ...]:
        """Return the events of a playthrough played in one go. Raises NotFound and BadFile."""
        root = pack_of_play(file.path)
        scenario = self._scenario(root, file.play.scenario)
        rubric = self._rubric(root, file.play.rubric)
        script = self.script(file)
        opening = play.begin(
            script, mode="practice", seed=0, scenario_hash=scenario.hash, rubric_hash=rubric.hash
        )
        return play_on(script, opening, file.play.replies)

    def test(self, path: Path, lang: Lang) -> Result:
        """Play a file and say in `lang` what differs; a file that cannot be read is a result, too."""
        begun = time.perf_counter()
        try:
            file = self.open(path)
            found = differences(file, self.script(file), self.played(file), lang)
        except BadFile as error:
            return Result(path, time.perf_counter() - begun, problems=error.problems)
        return Result(path, time.perf_counter() - begun, found)

    def _library(self, root: Path) -> Library:
        if root not in self._libraries:
            self._libraries[root] = Library((root, *self._packs))
        return self._libraries[root]

    def _scenario(self, root: Path, name: str) -> Loaded[Scenario]:
        if (root, name) not in self._scenarios:
            self._scenarios[root, name] = self._library(root).scenario(name)
        return self._scenarios[root, name]

    def _rubric(self, root: Path, name: str) -> Loaded[Rubric]:
        if (root, name) not in self._rubrics:
            self._rubrics[root, name] = self._library(root).rubric(name)
        return self._rubrics[root, name]


def play_on(script: play.Script, events: Iterable[Event], replies: Iterable[str]) -> tuple[Event, ...]:
    """Return an attempt with replies given one after the other; those after its end are not said."""
    known = list(events)
    session = play.fold(script, known)
    for reply in replies:
        if session.over:
            break
        session, more = play.step(script, session, reply)
        known.extend(more)
    return tuple(known)


def found_files(places: Iterable[Path]) -> tuple[Path, ...]:
    """Return the playthroughs meant: of packs, folders and files; without any, those of the working folder.

    Where that has none beside its scenarios, ours are meant. Raises NotFound for a place that is not there.
    """
    named = tuple(places)
    for place in named:
        if not place.exists():
            raise NotFound("file or folder", str(place))
    return tuple(dict.fromkeys(path for place in named or (_default(),) for path in play_files(place)))


def has_own() -> bool:
    """Say whether the working folder is a pack with a folder of playthroughs."""
    return Path(PLAYTHROUGHS).is_dir() and any(Path(kind).is_dir() for kind in KINDS)


def _default() -> Path:
    """Return the folder that is meant where none is named."""
    return Path(PLAYTHROUGHS) if has_own() else bundled_folder(PLAYTHROUGHS)


def named(paths: Iterable[Path], part: str) -> Iterator[Path]:
    """Yield the files whose name holds `part`, large or small letters."""
    return (path for path in paths if part.casefold() in path.name.casefold())
