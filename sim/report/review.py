"""Owns the reading of one scored reply: names for its codes, marks, advice, a better line.

Never computes a level; it only looks up what the rubric and the scenario call
the codes that the engine wrote down.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.model.events import CustomerSaid, Event, ReplyScored
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Dimension, Finding
from sim.report.debrief import Advice, CapNote, Evidence, GapLabel, Kind, LevelNote, Mark, ReplyReview

TOP = 4
"""The highest level of a dimension; a reply at it in all that was scored gets no better line."""

STANDARDS = frozenset({"X05", "X18", "X22"})
"""Anti-patterns that are a wrong way to meet a known need: rule instead of remedy, selling, hush money."""


def kind_of(code: str) -> Kind:
    """Say whether a code stands for something good (an indicator) or bad (an anti-pattern)."""
    return "bad" if code.startswith("X") else "good"


def name_of(code: str, rubric: Rubric, lang: Lang) -> str:
    """Return what the rubric calls a code, or nothing when it does not know it."""
    known = rubric.deduction(code) if kind_of(code) == "bad" else rubric.indicator(code)
    return known.name.get(lang) if known else ""


def say_instead(code: str, rubric: Rubric, lang: Lang) -> str:
    """Return what to say instead of an anti-pattern, or nothing."""
    deduction = rubric.deduction(code)
    return deduction.say_instead.get(lang) if deduction else ""


def crossing(reply: ReplyScored, ref: str) -> Finding | None:
    """Return the place where a reply crossed a red line; `ref` is a code, or a forbidden fact."""
    found = reply.explanation.shown
    return next((f for f in found if ref in (f.code, f.link)), None)


def gap_of(code: str) -> GapLabel:
    """Label a code by the first rule of `domain.md` 2.6 that fits; delivery is the default."""
    if code == "X07":
        return "G4"
    return "G2" if code in STANDARDS else "G3"


def review_reply(
    event: ReplyScored, scenario: Scenario, rubric: Rubric, lang: Lang, customer: str = ""
) -> ReplyReview:
    """Return one reply with everything said about it."""
    said = event.explanation
    carrying = {index for indexes in said.carriers.values() for index in indexes}
    caps = tuple(
        CapNote(
            code=c.code, name=name_of(c.code, rubric, lang), dimension=c.dimension, limit=c.limit,
            why=c.why, say_instead=say_instead(c.code, rubric, lang),
        )
        for c in said.caps
    )  # fmt: skip
    levels = tuple(
        _level(s.id, s.name.get(lang), said.levels.get(s.id), said.why.get(s.id, ""), caps)
        for s in rubric.sections
    )
    return ReplyReview(
        turn=event.turn,
        turn_no=event.turn_no,
        customer=customer,
        words=event.reply,
        understood=event.understood,
        levels=levels,
        evidence=tuple(_evidence(f, rubric, lang, carries=i in carrying) for i, f in enumerate(said.shown)),
        caps=caps,
        advice=_advice(event, rubric, lang),
        not_counted=said.flag_reasons or said.flags,
        red_lines=said.red_lines,
        better=_better(event, scenario, levels, lang),
        marks=tuple(
            Mark(span=f.span, code=f.code, kind=kind_of(f.code))
            for f in sorted(said.shown, key=lambda f: (f.span, f.code))
            if f.span[0] < f.span[1]
        ),
    )


def customer_lines(events: Iterable[Event]) -> dict[int, str]:
    """Return, for every reply by number, what the customer had written since the reply before."""
    lines: dict[int, str] = {}
    pending: list[str] = []
    for event in events:
        if isinstance(event, CustomerSaid):
            pending.append(event.text)
        elif isinstance(event, ReplyScored):
            lines[event.turn_no] = "\n".join(pending)
            pending = []
    return lines


def _evidence(finding: Finding, rubric: Rubric, lang: Lang, *, carries: bool) -> Evidence:
    return Evidence(
        code=finding.code,
        name=name_of(finding.code, rubric, lang),
        dimension=finding.dimension,
        kind=kind_of(finding.code),
        span=finding.span,
        quote=finding.quote,
        why=finding.why,
        rule=finding.rule,
        carries=carries,
    )


def _level(
    dimension: Dimension, name: str, level: int | None, why: str, caps: tuple[CapNote, ...]
) -> LevelNote:
    gap: GapLabel | None = None
    if level is not None and level < TOP:
        labels = [gap_of(c.code) for c in caps if c.dimension == dimension]
        gap = next((g for g in ("G4", "G2") if g in labels), "G3")
    return LevelNote(dimension=dimension, name=name, level=level, why=why, gap=gap)


def _advice(event: ReplyScored, rubric: Rubric, lang: Lang) -> tuple[Advice, ...]:
    notes = []
    for missing in event.explanation.missing:
        indicator = rubric.indicator(missing.code)
        notes.append(
            Advice(
                code=missing.code,
                name=name_of(missing.code, rubric, lang),
                dimension=missing.dimension,
                why=missing.why,
                advice=indicator.advice.get(lang) if indicator else "",
                line=missing.try_,
                elsewhere=indicator is not None and missing.try_ in indicator.counts.get(lang),
            )
        )
    return tuple(notes)


def _better(event: ReplyScored, scenario: Scenario, levels: tuple[LevelNote, ...], lang: Lang) -> str:
    turn = scenario.turn(event.turn)
    if turn is None or turn.exemplars is None:
        return ""
    if all(note.level in (None, TOP) for note in levels) and not event.explanation.red_lines:
        return ""
    return turn.exemplars.strong.get(lang)
