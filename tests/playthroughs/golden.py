"""Owns what tests need of the golden playthroughs: the files, the scripts they share, their debriefs.

Never judges whether a conversation went well; `test_playthroughs.py` does. Reading, playing and
writing are the program's own: `sim.content.playthroughs`, `sim.workshop`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from sim import play
from sim.content import Library, Loaded
from sim.content.playthroughs import PlayFile, open_play
from sim.model.events import EVENT, Event
from sim.model.language import Lang
from sim.model.playthrough import Said
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.report import build_debrief, render_text
from sim.workshop.play_write import as_played, updated
from sim.workshop.playthroughs import play_on

FOLDER = Path(__file__).parents[2] / "playthroughs"
DEBRIEFS = Path(__file__).parent / "debriefs"
ENDING = ".play.yaml"

DEBRIEFED = "complaint-01"
"""The scenario whose debriefs are kept word for word; of the others the figures are enough."""


@dataclass(frozen=True)
class Golden:
    """One file, by what tests ask of it."""

    file: PlayFile

    @property
    def path(self) -> Path:
        """The file."""
        return self.file.path

    @property
    def scenario(self) -> str:
        """The id of its scenario."""
        return self.file.play.scenario

    @property
    def lang(self) -> Lang:
        """Its language."""
        return self.file.play.lang

    @property
    def name(self) -> str:
        """What tells it from the others of its scenario."""
        return self.file.play.name

    @property
    def talk(self) -> tuple[Said, ...]:
        """Its replies with what is expected of them."""
        return self.file.play.talk

    @property
    def replies(self) -> tuple[str, ...]:
        """Everything the trainee says, in order."""
        return self.file.play.replies

    def line(self, at: int) -> int:
        """Return the line of the reply at a place of `talk`."""
        return self.file.line("talk", at)


def paths() -> list[Path]:
    """Return every playthrough file, by name."""
    return sorted(FOLDER.glob(f"*{ENDING}"))


def read(path: Path) -> Golden:
    """Return a playthrough with the line of everything in it."""
    return Golden(open_play(path))


@cache
def scenario_file(scenario: str) -> Loaded[Scenario]:
    """Return a bundled scenario, read once."""
    return Library().scenario(scenario)


@cache
def rubric_file() -> Loaded[Rubric]:
    """Return the bundled rubric, read once."""
    return Library().rubric("service")


def new_script(scenario: str, lang: Lang) -> play.Script:
    """Return a script that shares nothing with another one but the texts."""
    return play.Script(scenario_file(scenario).value, rubric_file().value, lang)


@cache
def shared_script(scenario: str, lang: Lang) -> play.Script:
    """Return the script that every playthrough of a language shares; building its engine takes a while."""
    return new_script(scenario, lang)


def opening(script: play.Script) -> tuple[Event, ...]:
    """Return the events with which an attempt at a bundled scenario opens."""
    scenario, rubric = scenario_file(script.scenario.id), rubric_file()
    return play.begin(script, mode="practice", seed=0, scenario_hash=scenario.hash, rubric_hash=rubric.hash)


def straight(script: play.Script, replies: Iterable[str]) -> tuple[Event, ...]:
    """Play replies in one go; those after the ending are not said."""
    return play_on(script, opening(script), replies)


def reloading(script: play.Script, replies: Iterable[str]) -> tuple[Event, ...]:
    """Play replies; between two of them nothing survives but the events as lines of JSON."""
    stored = to_bytes(opening(script))
    for reply in replies:
        stored = to_bytes(play_on(script, from_bytes(stored), [reply]))
    return from_bytes(stored)


def to_bytes(events: Iterable[Event]) -> bytes:
    """Return events as they are stored: one line of JSON each."""
    return b"\n".join(EVENT.dump_json(event, by_alias=True) for event in events)


def from_bytes(stored: bytes) -> tuple[Event, ...]:
    """Return the events of stored lines."""
    return tuple(EVENT.validate_json(line) for line in stored.splitlines())


def as_recorded(golden: Golden, events: Sequence[Event]) -> str:
    """Return the text of a file with every level and state and the end as played. Raises Refused."""
    return updated(golden.file, as_played(golden.file, events, "en", whole=True))


def debrief_path(path: Path) -> Path:
    """Return where the debrief of a playthrough stands as text."""
    return DEBRIEFS / f"{path.name.removesuffix(ENDING)}.txt"


def debrief_text(script: play.Script, events: Sequence[Event]) -> str:
    """Return the debrief of an attempt as it is read; the hashes of the texts are left out of it."""
    debrief = build_debrief(
        events,
        script.scenario,
        script.rubric,
        attempt="a0000000001",
        better=partial(play.better_line, script, events),
        played=1,
    )
    blank = {"scenario_hash": "hash", "rubric_hash": "hash"}
    shown = debrief.model_copy(update={"versions": debrief.versions.model_copy(update=blank)})
    return "\n".join(render_text(shown, script.lang)) + "\n"
