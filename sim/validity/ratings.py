"""Owns the comparison of the engine with raters: rated rows in, agreement by group out.

Never scores: it is handed what scores a row. Never words a report: it hands out plain data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, Dimension
from sim.validity.agreement import Agreement, agreement, deviation, middle

Labels = Literal["reference", "human"]
"""Who rated: people (`human`), or readings of a language model (`reference`)."""

By = Literal["scenario", "lang", "band"]
"""Groups beside all replies: each scenario, both languages together, or bands of the raters' level."""

Level = Annotated[int, Field(strict=True, ge=0, le=4)]

ENOUGH = 200
"""Replies from which a bare kappa may be quoted; below, only its interval (`docs/scoring.md`)."""

GATE, GATE_LOW = 0.70, 0.60
"""What the field asks of automatic scores: kappa, and the lower end of its 95 % interval."""

LEAST = 30
"""Replies from which a group can meet the gate: a bootstrap of a handful is narrow by chance (our choice)."""

FEW_MARKS = 15
"""Codes with fewer marks than this are left out of the mean F1: it would be chance."""

BANDS: dict[str, tuple[int, int]] = {"low 0-1": (0, 1), "middle 2": (2, 2), "high 3-4": (3, 4)}
"""Bands of the raters' level; scorers are known to be weakest in the middle."""


class Rated(BaseModel):
    """One rated reply.

    `levels` is what the raters agreed on; without it, what lies in the middle of
    `raters` is taken (`middle`). `marks` counts the raters
    who noted a code; a row without the key was not marked at all, one with an
    empty `marks` has nothing to note.
    """

    model_config = ConfigDict(extra="ignore")
    id: str | int = ""
    scenario: str = ""
    lang: Lang
    reply: str
    levels: dict[Dimension, Level | None] = Field(default_factory=dict)
    raters: dict[Dimension, list[Level | None]] = Field(default_factory=dict)
    marks: dict[str, Annotated[int, Field(strict=True, ge=0)]] | None = None
    labels: Labels = "reference"

    def level(self, dimension: Dimension) -> int | None:
        """Return the raters' level; None when nobody rated this dimension."""
        stated = self.levels.get(dimension)
        own = [level for level in self.raters.get(dimension, []) if level is not None]
        return middle(own) if stated is None and own else stated

    @property
    def marked(self) -> frozenset[str]:
        """The codes that raters noted."""
        return frozenset(code for code, votes in (self.marks or {}).items() if votes)


@dataclass(frozen=True)
class Compared:
    """One rated reply with the engine's levels and the codes it found."""

    rated: Rated
    levels: Mapping[Dimension, int | None]
    codes: frozenset[str]
    engine: str = ""


@dataclass(frozen=True)
class Bad:
    """A line that could not be compared: its number (from 1) and what is wrong with it."""

    line: int
    reason: str


@dataclass(frozen=True)
class Group:
    """Agreement on one dimension within one group; `lang` None: both languages, `by` None: all replies."""

    by: By | None
    name: str
    lang: Lang | None
    dimension: Dimension
    agreement: Agreement

    @property
    def enough(self) -> bool:
        """Say whether a bare kappa may be quoted."""
        return self.agreement.n >= ENOUGH

    @property
    def passes(self) -> bool:
        """Say whether this group meets the field's gate, which `LEAST` replies at least can."""
        found, bounds = self.agreement.kappa, self.agreement.interval
        if self.agreement.n < LEAST:
            return False
        return found is not None and bounds is not None and found >= GATE and bounds[0] >= GATE_LOW


@dataclass(frozen=True)
class Marks:
    """How well one code of one language is found: true and false alarms, and misses."""

    lang: Lang
    code: str
    hits: int
    false: int
    missed: int

    @property
    def f1(self) -> float:
        """F1 of the code."""
        return 2 * self.hits / max(1, 2 * self.hits + self.false + self.missed)

    @property
    def marked(self) -> int:
        """How many replies the raters marked with it."""
        return self.hits + self.missed


@dataclass(frozen=True)
class Validity:
    """Everything `validate` reports. `labels` counts the replies of each kind of label."""

    labels: Mapping[Labels, int]
    engines: tuple[str, ...]
    groups: tuple[Group, ...]
    marks: tuple[Marks, ...]
    bad: tuple[Bad, ...] = ()

    def mean_f1(self, lang: Lang) -> tuple[float | None, int]:
        """Return the mean F1 of codes with enough marks (None when there is none), and how many they are."""
        found = [m.f1 for m in self.marks if m.lang == lang and m.marked >= FEW_MARKS]
        return (sum(found) / len(found) if found else None), len(found)

    @property
    def unrated(self) -> tuple[tuple[Lang, Dimension], ...]:
        """Return the dimensions of which no reply was rated, in each language that has rated replies."""
        rated = dict.fromkeys((g.lang, g.dimension) for g in self.groups if g.by is None and g.lang)
        langs = dict.fromkeys(lang for lang, _ in rated if lang)
        return tuple((lang, d) for lang in langs for d in DIMENSIONS if (lang, d) not in rated)

    @property
    def passes(self) -> bool:
        """Say whether every dimension of every language rated meets the gate, over all replies."""
        whole = [g.passes for g in self.groups if g.by is None]
        return bool(whole) and all(whole) and not self.unrated


def compare(rows: Sequence[Compared], by: By | None = None, bad: Sequence[Bad] = ()) -> Validity:
    """Return agreement over all rows, and within each group when `by` names a grouping.

    The groups of `band` are those of the raters' own level: 0-1, 2 and 3-4;
    `lang` adds both languages taken together (each alone is always there).
    The mean difference of a group is counted in the raters' standard
    deviation over all replies of its language, so that groups can be compared.
    """
    parts = [_Part(rows, lang, dimension) for lang in LANGS for dimension in DIMENSIONS]
    groups = [part.group(None, "all", part.rows) for part in parts]
    if by == "lang":
        both = [_Part(rows, None, dimension) for dimension in DIMENSIONS]
        groups += [part.group(by, "both languages", part.rows) for part in both]
    elif by == "band":
        for name, (low, high) in BANDS.items():
            groups += [p.group(by, name, [r for r in p.rows if low <= p.level(r) <= high]) for p in parts]
    elif by == "scenario":
        for name in sorted({r.rated.scenario for r in rows}):
            chosen = [(p, [r for r in p.rows if r.rated.scenario == name]) for p in parts]
            groups += [part.group(by, name or "no scenario", kept) for part, kept in chosen]
    return Validity(
        labels={kind: sum(r.rated.labels == kind for r in rows) for kind in get_args(Labels)},
        engines=tuple(sorted({r.engine for r in rows if r.engine})),
        groups=tuple(g for g in groups if g.agreement.n or g.agreement.unscored),
        marks=tuple(_marks(rows)),
        bad=tuple(bad),
    )


class _Part:
    """The rated replies of one language (None: both) and dimension."""

    def __init__(self, rows: Sequence[Compared], lang: Lang | None, dimension: Dimension) -> None:
        self.lang: Lang | None = lang
        self.dimension: Dimension = dimension
        mine = [r for r in rows if lang in (None, r.rated.lang)]
        self.rows = [r for r in mine if r.rated.level(dimension) is not None]
        self.spread = deviation([self.level(r) for r in self.rows]) if self.rows else None

    def level(self, row: Compared) -> int:
        return row.rated.level(self.dimension) or 0

    def group(self, by: By | None, name: str, rows: Sequence[Compared]) -> Group:
        rated = [self.level(r) for r in rows]
        scored = [r.levels.get(self.dimension) for r in rows]
        lengths = [len(r.rated.reply) for r in rows] if self.lang else ()
        raters = [r.rated.raters.get(self.dimension, []) for r in rows]
        found = agreement(rated, scored, lengths, raters, self.spread if by else None)
        return Group(by, name, self.lang, self.dimension, found)


def _marks(rows: Sequence[Compared]) -> Iterable[Marks]:
    """Count codes on the replies that were marked; a file without marks yields nothing."""
    for lang in LANGS:
        part = [(r.rated.marked, r.codes) for r in rows if r.rated.lang == lang and r.rated.marks is not None]
        for code in sorted({code for both in part for codes in both for code in codes}):
            seen = [(code in marked, code in found) for marked, found in part]
            kinds = ((True, True), (False, True), (True, False))
            yield Marks(lang, code, *map(seen.count, kinds))


def as_plain(validity: Validity) -> dict[str, Any]:
    """Return everything as plain data for a report, fractions to four places.

    No bare kappa of too few replies is in it, nor a figure that gives it
    away: `kappa`, `raters` and `degradation` are None there, their intervals stay.
    """
    return {
        "labels": dict(validity.labels),
        "engines": list(validity.engines),
        "gate": {
            "kappa": GATE,
            "low": GATE_LOW,
            "least": LEAST,
            "unrated": [{"lang": lang, "dimension": dimension} for lang, dimension in validity.unrated],
            "passes": validity.passes,
        },
        "enough": ENOUGH,
        "few_marks": FEW_MARKS,
        "groups": [_plain_group(group) for group in validity.groups],
        "marks": [{**asdict(m), "marked": m.marked, "f1": round(m.f1, 4)} for m in validity.marks],
        "mean_f1": [
            dict(zip(("lang", "f1", "codes"), (lang, *map(_round, validity.mean_f1(lang))), strict=True))
            for lang in sorted({m.lang for m in validity.marks})
        ],
        "bad": [asdict(bad) for bad in validity.bad],
    }


def _plain_group(group: Group) -> dict[str, Any]:
    figures = {name: _round(value) for name, value in asdict(group.agreement).items()}
    hidden = () if group.enough else ("kappa", "raters", "degradation")
    named = {"by": group.by, "name": group.name, "lang": group.lang or "both", "dimension": group.dimension}
    return {**named, "enough": group.enough, "passes": group.passes, **figures, **dict.fromkeys(hidden)}


def _round(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_round(v) for v in value]
    return round(value, 4) if isinstance(value, float) else value
