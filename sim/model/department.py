"""Owns what a training department keeps beside attempts: roles, cohorts, assignments, what was handed in.

Plain frozen records: reads nothing, counts nothing, and knows no database.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.events import EndingKind, Mode
from sim.model.language import Frozen, Lang
from sim.model.score import Dimension

Role = Literal["trainee", "trainer", "admin"]
ROLES: tuple[Role, ...] = ("trainee", "trainer", "admin")
"""Who may do what: a trainee plays, a trainer reads what was handed in, an admin also runs the store."""

Origin = Literal["server", "laptop"]
"""Where an attempt was played: on the department's server, or on a machine of somebody's own, unproctored."""


class Person(Frozen):
    """One person of the department. `consent`: their replies may be quoted in reports and sent along."""

    name: str
    role: Role = "trainee"
    consent: bool = False


class Cohort(Frozen):
    """A group of trainees that is assigned and reported together. Times are UTC, ISO 8601."""

    name: str
    made_at: str
    made_by: str


class Assignment(Frozen):
    """What a cohort is asked to play: `due` is the last day (YYYY-MM-DD), empty for none.

    `attempts` is how many each member may begin, 0 for any number. `rubric_hash` fixes the version of
    the sheet at the moment of assigning: what is played for it is scored by that very text.
    """

    id: int
    cohort: str
    scenario: str
    mode: Mode
    rubric: str
    rubric_hash: str
    due: str = ""
    attempts: int = 0
    made_at: str
    made_by: str


class Quoted(Frozen):
    """Words of a trainee that show a gap or an anti-pattern (`code`), kept only with their consent."""

    code: str
    turn: str
    words: str


class Submission(Frozen):
    """One attempt that was handed in, in figures; what reports of a group are made of.

    `levels` are means of the scored levels times 25 (0-100), None where a dimension was never scored;
    `perceived`, `expected` (adequate), `desired`, `stay_intent` and `trust` are the customer's at the end,
    0-100. `unseen` says that its scenario had not been practised before, by the history of the place
    where it was played. `gaps` are labels of losses (`domain.md` 2.6) and in how many replies each was
    found; `missing` and `patterns` codes of the sheet likewise; `costs` the levels lost in all at each
    turn of the script. `offers` were allowed by the case, `accepted` of them were made and taken.
    `late`: after the day it was due. `confirmed`: what was played elsewhere was scored anew with the same
    result.
    """

    attempt: str
    who: str
    assignment: int | None = None
    scenario: str
    title: str = ""
    lang: Lang
    mode: Mode
    rubric: str
    rubric_hash: str
    engine: str
    ended_at: str
    handed_in_at: str = ""
    origin: Origin = "server"
    late: bool = False
    confirmed: bool = True
    unseen: bool
    ending: EndingKind
    supervisor: bool = False
    loyalty: str = ""
    levels: dict[Dimension, float | None]
    perceived: float
    expected: float
    desired: float
    stay_intent: float
    trust: float
    red_lines: tuple[str, ...] = ()
    replies: int
    aided: int = 0
    pass_line: int = 80
    gaps: dict[str, int] = Field(default_factory=dict)
    missing: dict[str, int] = Field(default_factory=dict)
    patterns: dict[str, int] = Field(default_factory=dict)
    costs: dict[str, float] = Field(default_factory=dict)
    offers: int = 0
    accepted: int = 0
    quotes: tuple[Quoted, ...] = ()


class Receipt(Frozen):
    """That an attempt was handed in: once, whatever the network does, because `key` stands for its events.

    `at` is when (UTC, ISO 8601). `unseen` is what the place where it was played knows of the scenario.
    """

    key: str
    attempt: str
    at: str
    origin: Origin
    unseen: bool


class Standing(Frozen):
    """How far one person is with one assignment: attempts begun, ended and handed in, and when last."""

    assignment: int
    who: str
    begun: int
    finished: int
    handed_in: int
    handed_in_at: str = ""


class Cell(Frozen):
    """One figure of a published report and whose attempts it was made of.

    Kept so that no later figure differs from it by a few people, whose own figures could be told then.
    """

    cohort: str
    period: str
    name: str
    members: tuple[str, ...]


class Look(Frozen):
    """One entry of the audit log: who looked at or did what to whom, and when (UTC, ISO 8601)."""

    at: str
    by: str
    did: str
    whom: str = ""
    attempt: str = ""


class Queued(Frozen):
    """One statement that waits for a learning record store: its UUID, its JSON, how often it was tried."""

    id: str
    attempt: str
    statement: str
    tries: int = 0
    error: str = ""
