"""Owns how a golden playthrough is read, played and written: one file, one conversation a trainer can read.

Never judges whether a conversation went well; `test_playthroughs.py` does.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim import play
from sim.content import Library, Loaded
from sim.model.events import EVENT, CustomerSaid, Ended, Event, ReplyScored, StateChanged
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS
from sim.report import build_debrief, render_text

FOLDER = Path(__file__).parent
HEADER = (
    "# A golden conversation. Write `turn` and `reply` by hand; the rest is what the engine said of it:\n"
    "#   python -m tests.playthroughs.record   (review the diff)\n"
)
WIDTH = 100


class Refused(Exception):
    """The file and the conversation do not fit together; says the line."""


@dataclass(frozen=True)
class Said:
    """One reply: the message it answers, its text, and what was recorded of it."""

    turn: str
    reply: str
    levels: dict[str, int | None]
    state: dict[str, float]
    line: int


@dataclass(frozen=True)
class Golden:
    """One file."""

    path: Path
    scenario: str
    lang: Lang
    name: str
    about: str
    talk: tuple[Said, ...]
    ends: dict[str, Any]

    @property
    def replies(self) -> tuple[str, ...]:
        """Everything the trainee says, in order."""
        return tuple(said.reply for said in self.talk)


def paths() -> list[Path]:
    """Return every playthrough file, by name."""
    return sorted(FOLDER.glob("*.yaml"))


def read(path: Path) -> Golden:
    """Return a playthrough with the line of each of its replies."""
    text = path.read_text("utf-8")
    data = yaml.safe_load(text)
    lines = _lines(yaml.compose(text, Loader=yaml.SafeLoader))
    talk = tuple(
        Said(s.get("turn") or "", s["reply"], s.get("levels") or {}, s.get("state") or {}, line)
        for s, line in zip(data["talk"], lines, strict=True)
    )
    return Golden(
        path, data["scenario"], data["lang"], data["name"], data["about"], talk, data.get("ends") or {}
    )


def _lines(root: Any) -> list[int]:
    """Return the line of each item of `talk`, from 1."""
    talk = next(value for key, value in root.value if key.value == "talk")
    return [item.start_mark.line + 1 for item in talk.value]


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
    events = list(opening(script))
    session = play.fold(script, events)
    for reply in replies:
        if session.ended:
            break
        session, more = play.step(script, session, reply)
        events.extend(more)
    return tuple(events)


def reloading(script: play.Script, replies: Iterable[str]) -> tuple[Event, ...]:
    """Play replies; between two of them nothing survives but the events as lines of JSON."""
    stored = to_bytes(opening(script))
    for reply in replies:
        events = from_bytes(stored)
        session = play.fold(script, events)
        if session.ended:
            break
        _, more = play.step(script, session, reply)
        stored = to_bytes([*events, *more])
    return from_bytes(stored)


def to_bytes(events: Iterable[Event]) -> bytes:
    """Return events as they are stored: one line of JSON each."""
    return b"\n".join(EVENT.dump_json(event, by_alias=True) for event in events)


def from_bytes(stored: bytes) -> tuple[Event, ...]:
    """Return the events of stored lines."""
    return tuple(EVENT.validate_json(line) for line in stored.splitlines())


def as_played(golden: Golden, events: Iterable[Event]) -> Golden:
    """Return the playthrough with levels, states and ending as played. Raises Refused where they part."""
    events = tuple(events)
    scored = [e for e in events if isinstance(e, ReplyScored)]
    states = [e.after for e in events if isinstance(e, StateChanged)]
    talk = []
    for number, said in enumerate(golden.talk):
        if number >= len(scored):
            raise _refused(golden, said, f"the conversation is over before this reply ({_last(events)})")
        turn = scored[number].turn
        if said.turn not in ("", turn):
            raise _refused(golden, said, f"this reply answers `{said.turn}`, but the customer is at `{turn}`")
        levels = scored[number].explanation.levels
        talk.append(
            replace(
                said,
                turn=turn,
                levels={d: levels.get(d) for d in DIMENSIONS},
                state={k: _short(v) for k, v in states[number].model_dump().items()},
            )
        )
    ended = events[-1]
    if not isinstance(ended, Ended):
        at = next(e.turn for e in reversed(events) if isinstance(e, CustomerSaid))
        raise _refused(golden, golden.talk[-1], f"the customer at `{at}` waits for one more reply after this")
    ends = {
        "ending": ended.ending,
        "kind": ended.kind,
        "perceived": _short(ended.perceived),
        "gap5": _short(ended.gap5),
    }
    return replace(golden, talk=tuple(talk), ends=ends)


def written(golden: Golden) -> str:
    """Return the text of a playthrough file."""
    return HEADER + "\n".join(_written(golden)) + "\n"


def _written(golden: Golden) -> Iterator[str]:
    yield f"scenario: {golden.scenario}"
    yield f"lang: {golden.lang}"
    yield f"name: {golden.name}"
    yield f"about: {json.dumps(golden.about, ensure_ascii=False)}"
    yield "talk:"
    for said in golden.talk:
        yield f"  - turn: {said.turn}".rstrip()
        yield from _reply(said.reply, golden.lang)
        yield f"    levels: {_flow(said.levels)}"
        yield f"    state: {_flow(said.state)}"
    yield f"ends: {_flow(golden.ends)}"


def _reply(reply: str, lang: Lang) -> Iterator[str]:
    """Yield a reply: English folded at spaces, Chinese, which has none to fold at, one line a line."""
    if lang == "en" and "\n" not in reply:
        yield "    reply: >-"
        yield from textwrap.wrap(
            reply, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6, break_on_hyphens=False
        )
    else:
        yield "    reply: |-"
        yield from (f"      {line}" for line in reply.split("\n"))


def _flow(values: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{k}: {'null' if v is None else v}" for k, v in values.items()) + "}"


def _short(value: float) -> float:
    """Return a number as a person writes it: 56, not 56.0."""
    return int(value) if value == int(value) else value


def _last(events: tuple[Event, ...]) -> str:
    last = events[-1]
    return f"it ended `{last.ending}`" if isinstance(last, Ended) else "it was cut off"


def _refused(golden: Golden, said: Said, why: str) -> Refused:
    return Refused(f"{golden.path.name}:{said.line}: {why}")


def debrief_path(path: Path) -> Path:
    """Return where the debrief of a playthrough stands as text."""
    return path.parent / "debriefs" / f"{path.stem}.txt"


def debrief_text(script: play.Script, events: Sequence[Event]) -> str:
    """Return the debrief of an attempt as it is read; the hashes of the texts are left out of it."""
    debrief = build_debrief(
        events,
        script.scenario,
        script.rubric,
        attempt="a0000000001",
        better=lambda turn_no: play.better_line(script, events, turn_no),
        played=1,
    )
    blank = {"scenario_hash": "hash", "rubric_hash": "hash"}
    shown = debrief.model_copy(update={"versions": debrief.versions.model_copy(update=blank)})
    return "\n".join(render_text(shown, script.lang)) + "\n"
