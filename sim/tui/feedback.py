"""Owns the reading of one scored reply as the feedback under it: what counted, what cost, what is missing.

Knows no Textual and decides nothing: it repeats what the events say, cut down to what can be used at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sim.model.events import ReplyScored, StateChanged, Variable
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS, Dimension, Finding, Missing
from sim.report.advised import Advised
from sim.report.names import crossing
from sim.report.proofs import wording_proof
from sim.report.speaking import Speaking
from sim.report.words import quoted, whole

METERS: tuple[Variable, ...] = ("heat", "trust", "patience")
"""The states a trainee sees while playing; resolution is told in the debrief."""


QUOTES = 2
"""Quotes told for each dimension at once: much feedback lowers performance (`domain.md` 5.6, FB6)."""


@dataclass(frozen=True)
class Move:
    """How one variable changed after a reply, and through what."""

    variable: Variable
    before: int
    after: int
    reasons: tuple[str, ...]

    @property
    def change(self) -> int:
        """The difference a reader would compute from the two figures shown."""
        return self.after - self.before


@dataclass(frozen=True)
class Counted:
    """One quote of a reply that counted, for it or against it, and the rule that found it.

    `grave` says that it is a fault of some weight: to drop it comes before anything that could be added.
    """

    dimension: Dimension | None
    quote: str
    why: str
    code: str
    rule: str = ""
    grave: bool = False


@dataclass(frozen=True)
class Feedback:
    """What the engine says about one reply, cut down to what a trainee can use at once.

    `harm` says of each dimension at level 0 what did it, where no quote in `against` does so already.
    `seen` is what was found in a dimension and is not enough to lift it.
    """

    turn_no: int
    understood: bool
    levels: tuple[tuple[Dimension, int | None], ...]
    counted: tuple[Counted, ...]
    against: tuple[Counted, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[str, ...]
    red_lines: tuple[str, ...]
    harm: tuple[Counted, ...] = ()
    seen: tuple[Counted, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def first(self) -> Counted | Missing | None:
        """The one thing to do differently: the words that did harm, else what the lowest dimension lacks.

        A minor fault waits until more is there.
        """
        levels = dict(self.levels)
        found = (*self.counted, *self.seen, *self.against, *self.harm)
        for dimension in _lowest_first(levels, nothing=not any(item.quote for item in found)):
            done = [item for item in (*self.against, *self.harm) if item.grave or not levels[dimension]]
            harm = [item for item in done if item.dimension == dimension]
            words = [item for item in harm if item.quote]
            gaps = [item for item in self.missing if item.dimension == dimension]
            wanting: list[Counted | Missing] = [*words, *gaps, *harm]
            if wanting:
                return wanting[0]
        return None


def _lowest_first(levels: Mapping[Dimension, int | None], *, nothing: bool) -> list[Dimension]:
    """Return the scored dimensions, the most urgent first; who said `nothing` begins with an answer."""
    scored = [d for d in DIMENSIONS if levels.get(d) is not None]
    return sorted(scored, key=lambda d: (levels[d] or 0, nothing and d != "responsiveness"))


def _count(finding: Finding) -> Counted:
    return Counted(finding.dimension, finding.quote, finding.why, finding.code, finding.rule)


def _once(items: Iterable[Counted]) -> tuple[Counted, ...]:
    """Return the items with every quote told once per dimension and reason."""
    seen: dict[tuple[object, ...], Counted] = {}
    for item in items:
        seen.setdefault((item.dimension, item.quote, item.why), item)
    return tuple(seen.values())


def names_of(rubric: Rubric) -> frozenset[str]:
    """Return the codes that a rubric has a name for: only these are told to a trainee."""
    found = (i.id for section in rubric.sections for i in section.indicators)
    return frozenset((*found, *(d.id for d in rubric.deductions)))


def grave_in(rubric: Rubric) -> frozenset[str]:
    """Return the anti-patterns that leave level 2 at most where they are proved (`domain.md` 2.2)."""
    return frozenset(d.id for d in rubric.deductions if d.severity != "minor")


def feedback_of(
    event: ReplyScored,
    known: frozenset[str] | None = None,
    advised: Advised | None = None,
    grave: frozenset[str] = frozenset(),
) -> Feedback:
    """Return the feedback on one scored reply; the whole of it stands in the debrief.

    A finding whose code is not in `known` is left out: nobody could say what it stands for. None knows all.
    `advised` is what earlier feedback told to try, and takes note of this one. `grave` are the faults that
    come first wherever they are found.
    """
    told = event.explanation
    found = told.shown

    def named(finding: Finding) -> bool:
        return known is None or finding.code in known

    def carrying(dimension: Dimension) -> list[Finding]:
        places = [i for i in told.carriers.get(dimension, ()) if i < len(found)]
        held = [found[i] for i in places if named(found[i]) and not found[i].code.startswith("X")]
        return held or wording_proof(told, dimension)

    carried = [item for dimension in DIMENSIONS for item in _once(map(_count, carrying(dimension)))[:QUOTES]]
    short = {d for d in DIMENSIONS if told.levels.get(d)} - {item.dimension for item in carried}
    speaking = Speaking(event)
    spare = [f for f in found if f.dimension in short and named(f) and f in speaking]
    seen = _once(map(_count, sorted(spare, key=lambda f: -f.strength)))
    against = _once(replace(_count(f), grave=f.code in grave) for f in found if f.code.startswith("X"))
    harm = _harm(event, against)
    heard = {item.code for item in against}
    remarks = (*(cap.why for cap in told.caps if cap.code not in heard), *told.flag_reasons)
    return Feedback(
        turn_no=event.turn_no,
        understood=event.understood,
        levels=tuple((d, told.levels.get(d)) for d in DIMENSIONS),
        counted=tuple(carried),
        against=against,
        missing=_missing(event, advised or Advised()),
        remarks=tuple(
            dict.fromkeys(words for words in remarks if words and not any(words in h.why for h in harm))
        ),
        red_lines=tuple(_crossed(event, ref) for ref in told.red_lines),
        harm=harm,
        seen=seen,
    )


def _crossed(event: ReplyScored, ref: str) -> str:
    """Return the words that crossed a red line, as they were typed; what they are stands with the quote."""
    found = crossing(event, ref)
    return quoted(found.quote, event.explanation.lang) if found else ref


def _harm(event: ReplyScored, against: Iterable[Counted]) -> tuple[Counted, ...]:
    """Return for each dimension at level 0 the words that did it, and why."""
    told, out = event.explanation, []
    for dimension in DIMENSIONS:
        why = told.why.get(dimension, "")
        causes = [item for item in against if item.code in why]
        if told.levels.get(dimension) != 0 or not why or any(c.dimension == dimension for c in causes):
            continue
        quote, code = (causes[0].quote, causes[0].code) if causes else ("", "")
        out.append(Counted(dimension, quote, why, code))
    return tuple(out)


def _missing(event: ReplyScored, advised: Advised) -> tuple[Missing, ...]:
    """Return the first thing that is missing in each dimension; a line to try only for the lowest.

    There the first with a line that was not offered or said before comes first, if there is one.
    """
    told, wanting = event.explanation, advised.fresh(event)
    firsts = {m.dimension: m for m in reversed(wanting) if told.levels.get(m.dimension) is not None}
    urgent = _lowest_first(told.levels, nothing=not told.shown)
    lowest = next((d for d in urgent if d in firsts), None)
    if lowest is not None:
        firsts[lowest] = next((m for m in wanting if m.dimension == lowest and m.try_), firsts[lowest])
        advised.offer(firsts[lowest].try_)
    advised.hear(event)
    return tuple(
        firsts[d] if d == lowest else firsts[d].model_copy(update={"try_": ""})
        for d in DIMENSIONS
        if d in firsts
    )


def moves_of(event: StateChanged) -> tuple[Move, ...]:
    """Return the changes of the shown variables, unchanged ones left out."""
    moves = []
    for variable in METERS:
        before, after = whole(getattr(event.before, variable)), whole(getattr(event.after, variable))
        reasons = tuple(r.words for r in event.reasons if r.variable == variable and r.words)
        if before != after or reasons:
            moves.append(Move(variable, before, after, reasons))
    return tuple(moves)
