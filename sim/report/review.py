"""Owns the reading of one scored reply: names for its codes, marks, advice, doubts, a better line.

Never computes a level; it only looks up what the rubric and the scenario call
the codes that the engine wrote down.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.model.events import CustomerSaid, Event, ReplyScored
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import GENERAL_CODES, SURE, SURE_HARM, TOP, Dimension, Finding
from sim.report.advised import Advised
from sim.report.debrief import Advice, CapNote, Evidence, LevelNote, Mark, ReplyReview
from sim.report.gap_rules import label_of
from sim.report.lost import Around, loss_of_level
from sim.report.names import crossing, kind_of, name_of, say_instead
from sim.report.notes import Unsure
from sim.report.proofs import wording_proof
from sim.report.speaking import Speaking
from sim.scoring.sentences import AMOUNT, better_sum

NEAR = 0.08
"""How far from the line of being spoken of a finding is unsure, either side, in strength (0-1).

A design value, pinned by no data: more than half of the rated replies hold such a place.
"""

MOST_UNSURE = 2
"""Doubts named a reply: more would be a list of what the program does not know."""


def review_reply(
    event: ReplyScored,
    scenario: Scenario,
    rubric: Rubric,
    lang: Lang,
    customer: str = "",
    *,
    around: Around | None = None,
    attempt: str = "",
    advised: Advised | None = None,
) -> ReplyReview:
    """Return one reply with everything said about it.

    `around` is what the whole attempt says, where it is known; `attempt` its id, for the appeal; `advised`
    what was told of the replies before it, and takes note of this one.
    """
    said = event.explanation
    around = around or Around(scenario, rubric, lang)
    carrying = {index for indexes in said.carriers.values() for index in indexes}
    speaking = Speaking(event)
    sums = {f.code for f in said.shown if f.rule == AMOUNT}
    caps = tuple(
        CapNote(
            code=c.code, name=name_of(c.code, rubric, lang), dimension=c.dimension, limit=c.limit,
            why=c.why, say_instead=better_sum(lang) if c.code in sums else say_instead(c.code, rubric, lang),
        )
        for c in said.caps
    )  # fmt: skip
    levels = tuple(_level(event, s.id, s.name.get(lang), around) for s in rubric.sections)
    return ReplyReview(
        turn=event.turn,
        turn_no=event.turn_no,
        customer=customer,
        words=event.reply,
        understood=event.understood,
        levels=levels,
        evidence=(
            *(
                _evidence(f, rubric, lang, carries=i in carrying)
                for i, f in enumerate(said.shown)
                if i in carrying or f in speaking or kind_of(f.code) == "bad"
            ),
            *(
                _evidence(f, rubric, lang, carries=True)
                for s in rubric.sections
                for f in wording_proof(said, s.id)
            ),
        ),
        caps=caps,
        advice=_advice(event, rubric, lang, advised or Advised()),
        not_counted=said.flag_reasons or said.flags,
        red_lines=said.red_lines,
        better=_better(event, scenario, levels, lang),
        marks=tuple(
            Mark(span=f.span, code=f.code, kind=kind_of(f.code))
            for f in sorted(said.shown, key=lambda f: (f.span, f.code))
            if f.span[0] < f.span[1] and name_of(f.code, rubric, lang)
            if f in speaking or kind_of(f.code) == "bad"
        ),
        unsure=_unsure(event, rubric, lang, attempt) if rubric.appeal else (),
        aided=event.aided,
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


def answers(events: Iterable[Event]) -> dict[int, str]:
    """Return, for every reply by number, what the customer wrote after it, before the next one."""
    lines: dict[int, list[str]] = {}
    last = 0
    for event in events:
        if isinstance(event, ReplyScored):
            last = event.turn_no
        elif isinstance(event, CustomerSaid) and last:
            lines.setdefault(last, []).append(event.text)
    return {number: "\n".join(texts) for number, texts in lines.items()}


def appeal_command(attempt: str, turn_no: int | str, code: str) -> str:
    """Return the command that contests a mark; nothing when the attempt has no id."""
    if not attempt:
        return ""
    return f'servicesim appeals add {attempt} --reply {turn_no} --mark {code} --because "..."'


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


def _level(event: ReplyScored, dimension: Dimension, name: str, around: Around) -> LevelNote:
    said = event.explanation
    level, why = said.levels.get(dimension), said.why.get(dimension, "")
    lost = loss_of_level(event, dimension, around.rubric)
    if lost is None:
        return LevelNote(dimension=dimension, name=name, level=level, why=why)
    gap, reason = label_of(lost, around)
    return LevelNote(dimension=dimension, name=name, level=level, why=why, gap=gap, gap_reason=reason)


def _unsure(event: ReplyScored, rubric: Rubric, lang: Lang, attempt: str) -> tuple[Unsure, ...]:
    """Return the findings nearest to the line of being spoken of, in the order of their places."""
    said, speaking = event.explanation, Speaking(event)
    near: dict[str, tuple[float, Finding]] = {}
    for finding in said.findings:
        if kind_of(finding.code) == "good" and finding not in speaking:
            continue  # whatever it is, nothing hangs on it
        line = SURE_HARM if kind_of(finding.code) == "bad" else SURE
        away = round(abs(finding.strength - line), 6)
        if (
            finding.certain
            or finding.code in GENERAL_CODES
            or away > NEAR
            or not finding.quote.strip()
            or not name_of(finding.code, rubric, lang)
        ):
            continue
        if any(f.code == finding.code and f.sure and _away(f) > NEAR for f in said.findings):
            continue  # found beyond doubt elsewhere in the reply: nothing hangs on this place
        if finding.code not in near or away < near[finding.code][0]:
            near[finding.code] = (away, finding)
    chosen = sorted(near.values(), key=lambda pair: (pair[0], pair[1].span, pair[1].code))[:MOST_UNSURE]
    return tuple(
        Unsure(
            code=f.code,
            name=name_of(f.code, rubric, lang),
            span=f.span,
            quote=f.quote,
            command=appeal_command(attempt, event.turn_no, f.code),
        )
        for _away, f in sorted(chosen, key=lambda pair: (pair[1].span, pair[1].code))
    )


def _away(finding: Finding) -> float:
    """Return how far a finding is from the line from which it is spoken of, in strength (0-1)."""
    line = SURE_HARM if kind_of(finding.code) == "bad" else SURE
    return round(abs(finding.strength - line), 6)


def _matters(finding: Finding, event: ReplyScored) -> bool:
    """Say whether a level may hang on a finding: harm, a carrier, or evidence below the highest level."""
    said = event.explanation
    if finding.dimension is None or kind_of(finding.code) == "bad":
        return True
    level = said.levels.get(finding.dimension)
    carrying = said.carriers.get(finding.dimension, ())
    return level is not None and (level < TOP or any(said.findings[i] == finding for i in carrying))


def _advice(event: ReplyScored, rubric: Rubric, lang: Lang, advised: Advised) -> tuple[Advice, ...]:
    notes = []
    wanting = advised.fresh(event)
    advised.offer(*(missing.try_ for missing in wanting))
    advised.hear(event)
    for missing in wanting:
        indicator = rubric.indicator(missing.code)
        notes.append(
            Advice(
                code=missing.code,
                name=name_of(missing.code, rubric, lang),
                dimension=missing.dimension,
                why=missing.why,
                advice=indicator.advice.get(lang) if indicator else "",
                line=missing.try_,
                elsewhere=indicator is not None
                and bool(missing.try_)
                and missing.try_ in indicator.counts.get(lang),
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


__all__ = [
    "TOP",
    "answers",
    "appeal_command",
    "crossing",
    "customer_lines",
    "kind_of",
    "name_of",
    "review_reply",
    "say_instead",
]
