"""Owns the shape of one person's progress: frozen records of what their attempts say over time.

Never computes anything; `progress` fills it, and `model_dump(mode="json")` is its JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.model.events import Event, Mode
from sim.model.language import Frozen, Lang
from sim.model.score import Dimension

Kind = Literal["whole", "branch", "drill", "case"]
Trend = Literal["fades", "stays", "grows"]
Hindrance = Literal["undone", "hinted", "aided", "between"]
"""What keeps an attempt from counting as a first one; `between`: its scenario was played elsewhere, too."""
Standing = Literal["open", "above", "borderline", "below", "red_line"]


@dataclass(frozen=True)
class Played:
    """One stored attempt. `day` is its date where it was played; `timed` has UTC times in ISO 8601.

    `practised` says that a reply was given in it, even one that was taken back.
    """

    attempt: str
    scenario: str
    title: str
    lang: Lang
    mode: Mode
    kind: Kind
    day: str
    started_at: str
    finished: bool
    practised: bool
    timed: tuple[tuple[str, Event], ...]


class MeanLevel(Frozen):
    """One dimension in one attempt: mean level 0-4, its 95 % interval (None below three), replies scored."""

    dimension: Dimension
    mean: float | None
    low: float | None
    high: float | None
    scored: int


class AttemptNote(Frozen):
    """One attempt in the list. `new` says that the scenario had not been practised before.

    `first` says that it counts as a first attempt: new, and nothing `hindered` it. `perceived` is 0-100;
    `seconds` the median time per reply, None where no time is known.
    """

    attempt: str
    day: str
    scenario: str
    title: str
    lang: Lang
    mode: Mode
    kind: Kind
    new: bool
    first: bool
    hindered: tuple[Hindrance, ...]
    levels: tuple[MeanLevel, ...]
    perceived: float | None
    ending: str
    replies: int
    unaided: int
    seconds: float | None
    red_lines: tuple[str, ...]


class SignCount(Frozen):
    """An indicator: in how many of the latest replies it was shown, and in how many it was missing."""

    code: str
    name: str
    shown: int
    missing: int


class PatternCount(Frozen):
    """An anti-pattern: in how many replies of the first half of the attempts, and of the second."""

    code: str
    name: str
    before: int
    after: int
    trend: Trend


class Side(Frozen):
    """One dimension over attempts: mean 0-100 and standard error over them (None below two)."""

    dimension: Dimension
    mean: float | None
    error: float | None
    attempts: int
    standing: Standing


class Verdict(Frozen):
    """First attempts alone: each dimension against the pass line, and what is still missing for a verdict.

    `red_lines` counts attempts, those with help too. `ready` scenarios are in the library, `left` of them
    are open for a first attempt; both None where the library is not known.
    """

    standing: Standing
    needs: int
    sides: tuple[Side, ...]
    attempts: int
    replies: int
    red_lines: int
    ready: int | None = None
    left: int | None = None


class Progress(Frozen):
    """Everything shown of one person's practice; attempts stand in the order in which they were begun."""

    who: str
    names: dict[Dimension, str]
    attempts: tuple[AttemptNote, ...]
    apart: tuple[AttemptNote, ...]
    signs: tuple[SignCount, ...]
    sign_attempts: int
    sign_replies: int
    patterns: tuple[PatternCount, ...]
    half: int
    unseen: Verdict
    repeated: tuple[Side, ...]
    pass_line: int
    left_out: tuple[str, ...]
