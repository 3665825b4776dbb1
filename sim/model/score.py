"""Owns what the engine says about one reply: findings, caps, promises, levels.

Never computes a score; every type here is a record that `scoring.verify` can recheck.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.language import Frozen, Lang

Dimension = Literal["empathy", "responsiveness", "assurance"]
DIMENSIONS: tuple[Dimension, ...] = ("empathy", "responsiveness", "assurance")

TOP = 4
"""The highest level of a dimension (`domain.md` 2)."""

Severity = Literal["severe", "moderate", "minor"]

SURE = 0.35
"""Strength from which a finding is spoken of as found; below, it is a trace that may weigh, not a statement.

Set where precision and recall of the codes balance when one scenario is left out (`docs/scoring.md`).
"""
SURE_HARM = 0.6
"""The same for an anti-pattern that no check has proved: below, it may cost points but is no reproach.

In the golden playthroughs the excellent replies carry none from here on, and seven from .35 on.
"""

GENERAL: dict[Dimension, str] = {"empathy": "E00", "responsiveness": "R00", "assurance": "A00"}
"""Finding code of each dimension for a sentence worded like those of good replies, by no indicator's name.

Always a trace: it weighs, sentence by sentence. A trainee is shown the sentence only where a level rests on
wording alone, for no level stands without own words; nobody is told that it was found.
"""

GENERAL_CODES = frozenset(GENERAL.values())
"""The same codes, for a look-up."""


def is_sure(code: str, strength: float, *, certain: bool) -> bool:
    """Say whether a code is spoken of as found; nobody is told of harm, or praised in general, on a guess."""
    if code in GENERAL_CODES:
        return False
    return certain or strength >= (SURE_HARM if code.startswith("X") else SURE)


Span = tuple[int, int]


class Finding(Frozen):
    """One place in a reply that meets an indicator or an anti-pattern.

    `span` counts characters of the reply as the trainee typed it (start, end
    exclusive). `rule` names what was met: a phrase of the rubric
    (`phrase:sorry for`), a fact of the scenario (`fact:impact.newborn`) or a
    check of the engine (`check:promise`), or the wording that speaks for it
    (`wording:should have, yourself`). `link` names what ties it to this case: a
    fact reference, a question, or an act. `strength` says how clear a case it is
    (0-1), `points` what that is worth; `certain` is what a check proved and no
    weighing can lift.
    """

    code: str
    dimension: Dimension | None
    span: Span
    quote: str
    rule: str
    link: str = ""
    why: str = ""
    points: float = 0.0
    strength: float = 1.0
    certain: bool = False

    @property
    def sure(self) -> bool:
        """Say whether it is spoken of as found."""
        return is_sure(self.code, self.strength, certain=self.certain)


class Cap(Frozen):
    """A limit that an anti-pattern puts on a dimension, with its reason."""

    code: str
    dimension: Dimension
    limit: int
    why: str


class Promise(Frozen):
    """One entry of the promise ledger: who will do what by when, and may they.

    `by` is a time in plain words, as the trainee wrote it. `standing` is
    `within` the trainee's authority, `over` it, or `unknown` to the scenario.
    """

    what: str
    ref: str = ""
    who: str = ""
    by: str = ""
    condition: str = ""
    span: Span
    quote: str
    standing: Literal["within", "over", "unknown"] = "unknown"


class TakenBack(Frozen):
    """A promise that a reply takes back: an earlier one, or one of its own.

    `span` and `quote` are the words that take it back, counted as in a finding. A promise of the reply
    that stands inside them only tells again what was promised, and was never made here.
    """

    promise: Promise
    span: Span
    quote: str

    @property
    def told_again(self) -> bool:
        """Say whether the promise, if it is the reply's own, stands inside the words that take it back."""
        start, end = self.promise.span
        return self.span[0] <= start and end <= self.span[1]


class Missing(Frozen):
    """An indicator whose absence kept a level down, and a line that would supply it."""

    code: str
    dimension: Dimension
    why: str
    try_: str = Field("", alias="try")


class EditPiece(Frozen):
    """A stretch of an edited reply: the trainee's own words kept or struck, or a line put in.

    `left` are own words that stay and hold an anti-pattern: they would have to go too.
    """

    kind: Literal["kept", "left", "struck", "added"]
    text: str


class Edit(Frozen):
    """The smallest edit found of a reply that lifts its weakest dimension and lowers no other.

    `after` are the levels that the same engine gives to `text`; `left` the anti-patterns that still stand
    in it, because striking them would leave too little of the trainee's own. `aside` says that the lines put
    in do not show what was looked for, since no line of the scenario does so here.
    """

    text: str
    pieces: tuple[EditPiece, ...]
    dimension: Dimension
    before: dict[Dimension, int | None]
    after: dict[Dimension, int | None]
    left: tuple[str, ...] = ()
    aside: bool = False

    @property
    def added(self) -> tuple[str, ...]:
        """The lines put in."""
        return tuple(p.text for p in self.pieces if p.kind == "added")


def nothing(value: object) -> bool:
    """Say whether a value is left out of what is stored: what was stored before it existed stays the same."""
    return not value


class Explanation(Frozen):
    """Everything the engine says about one reply.

    `levels` maps each dimension to 0-4, or None when the customer's message
    gave no opportunity for it. `carriers` holds, per dimension, the indexes
    into `findings` of a minimal set that carries the level; the rest is
    surplus. `promises` are those made, `taken_back` those that stand no more.
    `met`, `asked` and `key_points` list the facts stated, the good questions put,
    and the key points met.
    """

    lang: Lang
    levels: dict[Dimension, int | None]
    findings: tuple[Finding, ...] = ()
    carriers: dict[Dimension, tuple[int, ...]] = Field(default_factory=dict)
    caps: tuple[Cap, ...] = ()
    flags: tuple[str, ...] = ()
    flag_reasons: tuple[str, ...] = ()
    red_lines: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    taken_back: tuple[TakenBack, ...] = Field((), exclude_if=nothing)
    missing: tuple[Missing, ...] = ()
    why: dict[Dimension, str] = Field(default_factory=dict)
    met: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()
    versions: dict[str, str] = Field(default_factory=dict)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that are spoken of; they stand first in `findings`, so indexes into both agree."""
        return tuple(f for f in self.findings if f.sure)

    def codes(self) -> frozenset[str]:
        """Return every indicator and anti-pattern id that is found for sure."""
        return frozenset(f.code for f in self.findings if f.sure)
