"""Owns the shape of a debrief: frozen records of what the events of one attempt say.

Never computes a score and holds no sentence of its own; `build` fills it, `text`
renders it, and `model_dump(mode="json")` is its JSON.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.events import EndingKind, Mode, PromiseStatus
from sim.model.language import Frozen, Lang
from sim.model.score import Dimension, Edit, Promise, Span
from sim.report.notes import (
    Effect,
    Help,
    Link,
    LinkTick,
    Moment,
    OrderStep,
    Retry,
    Satisfaction,
    SelfCheck,
    Standing,
    Unsure,
    Versions,
)

GapLabel = Literal["G1", "G2", "G3", "G4", "GP", "NOT_YOURS"]
"""Where a loss comes from (`domain.md` 2.6): knowledge, standards, delivery, communication, perception,
or a gap of the company that was not the trainee's to fix."""

Kind = Literal["good", "bad"]


class Mark(Frozen):
    """A place in a reply to highlight; `span` counts characters as typed, end exclusive."""

    span: Span
    code: str
    kind: Kind


class Evidence(Frozen):
    """One finding, named. `carries` says that a level stands on it; the rest is surplus."""

    code: str
    name: str
    dimension: Dimension | None
    kind: Kind
    span: Span
    quote: str
    why: str
    rule: str
    carries: bool = False


class CapNote(Frozen):
    """A limit put on a dimension, why, and what to say instead."""

    code: str
    name: str
    dimension: Dimension
    limit: int
    why: str
    say_instead: str = ""


class Advice(Frozen):
    """An indicator that was missing: why it mattered, what to do, a line.

    `elsewhere` says that the line is the rubric's example, from another case.
    """

    code: str
    name: str
    dimension: Dimension
    why: str
    advice: str
    line: str = ""
    elsewhere: bool = False


class LevelNote(Frozen):
    """The level of one dimension in one reply; None is *not scored*. A loss has one gap label and reason."""

    dimension: Dimension
    name: str
    level: int | None
    why: str = ""
    gap: GapLabel | None = None
    gap_reason: str = ""


class ReplyReview(Frozen):
    """One reply of the trainee with everything said about it.

    `customer` is the message it answers; `better` the scenario's strong reply
    to that message, empty when nothing was left to gain or there is none.
    """

    turn: str
    turn_no: int
    customer: str
    words: str
    understood: bool
    levels: tuple[LevelNote, ...]
    evidence: tuple[Evidence, ...]
    caps: tuple[CapNote, ...]
    advice: tuple[Advice, ...]
    not_counted: tuple[str, ...] = ()
    red_lines: tuple[str, ...] = ()
    better: str = ""
    marks: tuple[Mark, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    aided: bool = False


class RedLine(Frozen):
    """A red line that was crossed: a verdict of its own, outside every average."""

    code: str
    name: str
    turn_no: int
    quote: str
    say_instead: str = ""


class Goal(Frozen):
    """What was asked for and whether the ending reached it."""

    text: str
    reached: Literal["yes", "partly", "no", "unfinished"]
    turn_no: int = 0


class PointNote(Frozen):
    """One key point; `turn_no` is the reply that met it, 0 when none did."""

    id: str
    label: str
    weight: int
    link: Link
    met: bool
    turn_no: int = 0


class PromiseNote(Frozen):
    """One entry of the ledger: the promise, the reply that made it, how it stands.

    `settled` is the reply after which it stood no more or was kept, 0 while it is open; `words` are those
    of that reply that took it back.
    """

    promise: Promise
    turn_no: int
    status: PromiseStatus
    settled: int = 0
    words: str = ""


class Outcome(Frozen):
    """What the customer got. Never merged with the process into one number."""

    ending: str
    kind: EndingKind | None
    label: str
    points: tuple[PointNote, ...]
    weight_met: int
    weight_all: int
    made: int
    kept: int
    broken: int
    over: int
    taken_back: int = 0
    links: tuple[LinkTick, ...] = ()


class ProcessNote(Frozen):
    """One dimension over the attempt: mean of scored levels (0-4 and 0-100), nearest anchor.

    `error` is the standard error of the mean (0-100), known from three scored replies on; `standing`
    says where the figure stands to the pass line, and is no verdict.
    """

    dimension: Dimension
    name: str
    mean: float | None
    figure: float | None
    anchor: str
    scored: int
    evidence: int
    standing: Standing = "unsaid"
    error: float | None = None


class Gap(Frozen):
    """One thing that cost most, with the trainee's own words, what followed them, a way to mend it.

    `code` is the rubric's, or `BROKEN` (a promise), `ASK` (what was never found
    out) or `FLAG` (a reply that was not counted). `needs` is what the customer needed at that point, and
    `better` the smallest edit of that reply that scores higher. Without `cost` it was only missing, in a
    reply that the customer took well.
    """

    label: GapLabel
    reason: str
    code: str
    name: str
    turn_no: int
    quote: str
    why: str
    line: str = ""
    needs: str = ""
    effect: Effect | None = None
    better: Edit | None = None
    cost: bool = True


class Strength(Frozen):
    """What went well: own words, what they did, and the heat around them."""

    turn_no: int
    code: str
    name: str
    quote: str
    why: str
    heat_before: float | None = None
    heat_after: float | None = None


class NextGoal(Frozen):
    """The one thing to do differently next time; `turn_no` is where it was missed.

    `command` practises it; `better` is the smallest edit of that reply that scores higher.
    """

    code: str
    text: str
    turn_no: int = 0
    command: str = ""
    better: Edit | None = None


class Debrief(Frozen):
    """Everything a trainee is told after an attempt, finished or not.

    Texts are in `lang`, the language of the attempt; labels are added when it
    is rendered. `attempt` is its id, if known. `pass_line` is what every dimension must
    exceed (reach, where `pass_strict` is off), each by itself where `pass_each` is on, over at least
    `verdict_needs` scenarios, of which `played` are done; one session never passes or fails anybody.
    `still` names the anti-patterns, by code, that some better line leaves in a reply. `remarks` holds
    what was contested, ruled and commented, by reply, as lines.
    """

    scenario: str
    title: str
    lang: Lang
    mode: Mode
    finished: bool
    red_lines: tuple[RedLine, ...]
    goal: Goal
    outcome: Outcome
    process: tuple[ProcessNote, ...]
    satisfaction: Satisfaction | None
    gaps: tuple[Gap, ...]
    strengths: tuple[Strength, ...]
    replies: tuple[ReplyReview, ...]
    course: tuple[Moment, ...]
    promises: tuple[PromiseNote, ...]
    next_goal: NextGoal
    versions: Versions
    attempt: str = ""
    still: dict[str, str] = Field(default_factory=dict)
    retry: Retry | None = None
    self_check: SelfCheck | None = None
    order: tuple[OrderStep, ...] = ()
    help: Help = Help()
    company_gap: bool = False
    appeal: bool = True
    pass_line: int = 80
    pass_strict: bool = True
    pass_each: bool = True
    verdict_needs: int = 5
    played: int = 0
    remarks: dict[int, tuple[str, ...]] = Field(default_factory=dict)
