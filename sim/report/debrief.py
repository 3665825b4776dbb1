"""Owns the shape of a debrief: frozen records of what the events of one attempt say.

Never computes a score and holds no sentence of its own; `build` fills it, `text`
renders it, and `model_dump(mode="json")` is its JSON.
"""

from __future__ import annotations

from typing import Literal

from sim.model.events import EndingKind, Mode, Reason, State
from sim.model.language import Frozen, Lang
from sim.model.score import Dimension, Promise, Span

GapLabel = Literal["G1", "G2", "G3", "G4"]
"""Where a loss comes from (`domain.md` 2.6). The perception gap has no signal in the events yet."""

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
    """The level of one dimension in one reply; None is *not scored*. A loss has one gap label."""

    dimension: Dimension
    name: str
    level: int | None
    why: str = ""
    gap: GapLabel | None = None


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
    link: Literal["know", "maintain", "care", "move"]
    met: bool
    turn_no: int = 0


class PromiseNote(Frozen):
    """One entry of the ledger: the promise, the reply that made it, how it stands."""

    promise: Promise
    turn_no: int
    status: Literal["made", "kept", "broken"]
    settled: int = 0


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


class ProcessNote(Frozen):
    """One dimension over the attempt: mean of scored levels (0-4 and 0-100), nearest anchor."""

    dimension: Dimension
    name: str
    mean: float | None
    figure: float | None
    anchor: str
    scored: int
    evidence: int


class Moment(Frozen):
    """The customer's state around one reply, with the reasons it moved."""

    turn_no: int
    before: State
    after: State
    reasons: tuple[Reason, ...]


class Satisfaction(Frozen):
    """What the customer perceived against what they expected, all simulated."""

    perceived: float
    adequate: int
    desired: int
    gap5: float
    zone: Literal["dissatisfied", "acceptable", "delighted"]
    stay_before: float
    stay_after: float


class Gap(Frozen):
    """One thing that cost most, with the trainee's own words, the heat around them, a way to mend it.

    `code` is the rubric's, or `BROKEN` (a promise), `ASK` (what was never found
    out) or `FLAG` (a reply that was not counted).
    """

    label: GapLabel
    code: str
    name: str
    turn_no: int
    quote: str
    why: str
    line: str = ""
    heat_before: float | None = None
    heat_after: float | None = None


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
    """The one thing to do differently next time; `turn_no` is where it was missed."""

    code: str
    text: str
    turn_no: int = 0


class Versions(Frozen):
    """What the attempt was played and scored with; hashes are shortened."""

    engine: str
    scenario: str
    scenario_hash: str
    rubric: str
    rubric_hash: str


class Debrief(Frozen):
    """Everything a trainee is told after an attempt, finished or not.

    Texts are in `lang`, the language of the attempt; labels are added when it
    is rendered. `pass_line` is what every dimension must exceed, over at least
    `verdict_needs` scenarios; one session never passes or fails anybody.
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
    company_gap: bool = False
    appeal: bool = True
    pass_line: int = 80
    verdict_needs: int = 5
