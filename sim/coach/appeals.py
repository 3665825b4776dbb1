"""Owns appeals and comments as shells use them: make one, read it with its evidence, rule, write cases.

Never prints and never scores a reply anew, but for a case that is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.errors import Refused, ServicesimError, Usage
from sim.model.appeals import Appeal, Comment, Judgement, Ruling, Verdict, judged
from sim.model.events import Event, ReplyScored, standing
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS, Dimension, Explanation
from sim.play import Script, fold
from sim.report.debrief import ReplyReview
from sim.report.printable import mended
from sim.report.review import customer_lines, name_of, review_reply
from sim.scoring import Engine
from sim.validity.rulings import TOP, Case

if TYPE_CHECKING:
    from sim.coach import Coach, Seat
    from sim.content import Library

DEFAULT_TRAINER = "trainer"
"""Who rules and comments when no name is given."""


@dataclass(frozen=True)
class AppealView:
    """An appeal with what it is about, in the language of the attempt.

    `name` is what the rubric calls the mark, `was` what the engine said of it. `review` is the reply
    with the evidence, advice and levels of this mark alone.
    """

    appeal: Appeal
    lang: Lang
    name: str
    was: Judgement
    review: ReplyReview
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class _Place:
    """A reply of an attempt, and the events that stand: those before it, and all."""

    event: ReplyScored
    before: tuple[Event, ...]
    events: tuple[Event, ...]


class Appeals:
    """Appeals and comments on the attempts that a coach keeps."""

    def __init__(self, coach: Coach) -> None:
        """Work on the coach's store and library."""
        self._coach, self._store = coach, coach.store

    def add(self, attempt: str, turn_no: int, mark: str, because: str) -> Appeal:
        """Keep an appeal on a mark of reply `turn_no`: a code, or a dimension by its name's beginning.

        Raises NotFound for an unknown attempt; Usage for what is no reply, no mark of it, or no reason;
        Refused for an open exam, a rubric without appeals, and a mark that was appealed already.
        """
        seat = self._coach.open(attempt)
        if seat.mode == "exam" and not seat.ended:
            raise Refused("an exam can be appealed when it has ended; go on with it first")
        if not seat.rubric.appeal:
            raise Refused(f"the rubric {seat.rubric.rubric} allows no appeal")
        event = _place(seat.events, turn_no).event
        chosen = _mark(mark, event, seat.rubric)
        return self._store.appeal(attempt, turn_no, chosen, _words(because, "because"), seq=event.seq)

    def listed(self, attempt: str | None = None, *, unruled: bool = False) -> tuple[Appeal, ...]:
        """Return appeals, the newest first. Raises NotFound for an unknown attempt."""
        return self._store.appeals(attempt, unruled=unruled)

    def view(self, appeal_id: int) -> AppealView:
        """Return an appeal with reply, evidence, levels, and the comments on that reply. Raises NotFound."""
        appeal = self._store.one_appeal(appeal_id)
        seat = self._coach.open(appeal.attempt)
        place = _place(seat.events, appeal.turn_no, upto=appeal.seq)
        customer = customer_lines(place.events).get(appeal.turn_no, "")
        whole = review_reply(place.event, seat.scenario, seat.rubric, seat.lang, customer)
        return AppealView(
            appeal=appeal,
            lang=seat.lang,
            name=_name(appeal.mark, seat.rubric, seat.lang),
            was=judged(place.event.explanation, appeal.mark),
            review=_about(whole, appeal.mark, seat.rubric),
            comments=self.comments(appeal.attempt, appeal.turn_no),
        )

    def rule(
        self,
        appeal_id: int,
        verdict: Verdict,
        because: str,
        *,
        by: str = DEFAULT_TRAINER,
        level: int | None = None,
    ) -> Ruling | None:
        """Keep a ruling and return the one it replaces, if there was one; only the last one is kept.

        A dimension is upheld with the level it should have, 0-4; a code without: it is the opposite of
        what the engine said. Raises NotFound, and Usage where level and ruling do not fit.
        """
        reason = _words(because, "because")
        appeal = self._store.one_appeal(appeal_id)
        if appeal.mark not in DIMENSIONS or verdict == "rejected":
            if level is not None:
                raise Usage("a level goes with an upheld appeal about a dimension only")
        elif level is None or not 0 <= level <= TOP:
            raise Usage(f"say which level {appeal.mark} should have, from 0 to {TOP}")
        elif level == self.view(appeal_id).was:
            raise Usage(f"{appeal.mark} has level {level} already; reject the appeal, or name another level")
        return self._store.rule(appeal_id, verdict, by=by, because=reason, level=level)

    def comment(self, attempt: str, turn_no: int, text: str, *, by: str = DEFAULT_TRAINER) -> Comment:
        """Keep a trainer's comment on reply `turn_no`. Raises NotFound, Usage for no reply or no words."""
        _place(self._coach.open(attempt).events, turn_no)
        return self._store.comment(attempt, turn_no, by, _words(text, "comment"))

    def comments(self, attempt: str, turn_no: int | None = None) -> tuple[Comment, ...]:
        """Return comments on an attempt, or on one reply of it, the oldest first. Raises NotFound."""
        found = self._store.comments(attempt)
        return tuple(c for c in found if turn_no in (None, c.turn_no))

    def cases(self) -> tuple[list[Case], dict[str, str]]:
        """Return every upheld ruling as a case, the oldest first, and by id why others cannot be read."""
        cases: list[Case] = []
        bad: dict[str, str] = {}
        for appeal in reversed(self._store.appeals()):
            if appeal.ruling is None or appeal.ruling.verdict != "upheld":
                continue
            try:
                cases.append(_case(appeal, appeal.ruling, self._coach.open(appeal.attempt)))
            except ServicesimError as error:
                bad[case_id(appeal)] = str(error)
        return cases, bad


def case_id(appeal: Appeal) -> str:
    """Return the id of an appeal's case, which no other data folder's appeal has."""
    return f"{appeal.attempt}.{appeal.id}"


def case_scorer(library: Library) -> Callable[[Case], Explanation]:
    """Return what scores a case with the engine, scenario and rubric of today; each is compiled once.

    What it returns raises NotFound or BadFile when scenario or rubric cannot be read.
    """
    engines: dict[tuple[str, str, Lang], Engine] = {}

    def score(case: Case) -> Explanation:
        key = case.scenario, case.rubric, case.lang
        if key not in engines:
            scenario, rubric = library.scenario(case.scenario), library.rubric(case.rubric)
            engines[key] = Engine(scenario.value, rubric.value, case.lang)
        return engines[key].score(case.reply, case.context)

    return score


def _case(appeal: Appeal, ruling: Ruling, seat: Seat) -> Case:
    place = _place(seat.events, appeal.turn_no, upto=appeal.seq)
    script = Script(seat.scenario, seat.rubric, seat.lang)
    session = fold(script, place.before)
    was = judged(place.event.explanation, appeal.mark)
    opposite: Judgement = "missing" if was == "found" else "found"
    last = max((i for i, line in enumerate(session.lines) if line.who == "customer"), default=0)
    return Case(
        id=case_id(appeal),
        scenario=seat.scenario.id,
        turn=place.event.turn,
        lang=seat.lang,
        history=tuple({"who": line.who, "text": line.text} for line in session.lines[:last]),
        reply=place.event.reply,
        context=script.context(session),
        rubric=seat.rubric.rubric,
        mark=appeal.mark,
        was=was,
        ruled=ruling.level if appeal.mark in DIMENSIONS else opposite,
        because=ruling.because,
    )


def _place(events: list[Event], turn_no: int, upto: int = 0) -> _Place:
    """Return reply `turn_no` as it stood at event `upto` (0: now). Raises Usage for what is no reply."""
    ways = [[e for e in events if e.seq <= upto], events] if upto else [events]
    for way in ways:
        stand = standing(way)
        for at, event in enumerate(stand):
            if isinstance(event, ReplyScored) and event.turn_no == turn_no:
                return _Place(event, stand[:at], stand)
    last = max((e.turn_no for e in standing(events) if isinstance(e, ReplyScored)), default=0)
    raise Usage(f"there are replies 1 to {last}" if last else "there is no reply yet")


def _mark(mark: str, event: ReplyScored, rubric: Rubric) -> str:
    """Return a mark as it is kept. Raises Usage when the reply has none of that name."""
    wanted = mark.strip().casefold()
    for section in rubric.sections:
        names = (section.id, *(section.name.get(lang).casefold() for lang in LANGS))
        if len(wanted) > 1 and any(name.startswith(wanted) for name in names):
            return str(section.id)
    code, said = wanted.upper(), event.explanation
    found = {*said.codes(), *(m.code for m in said.missing)}
    if code in found or rubric.indicator(code):
        return code
    if rubric.deduction(code):
        raise Usage(f"{code} was not found in reply {event.turn_no}, so it took nothing away")
    known = ", ".join([*DIMENSIONS, *sorted(found)])
    raise Usage(f"reply {event.turn_no} has no mark '{mark.strip()}'; it has: {known}")


def _words(text: str, what: str) -> str:
    words = mended(text).strip()
    if not words:
        raise Usage(f"a {what} needs words" if what == "comment" else "say why: the reason needs words")
    return words


def _name(mark: str, rubric: Rubric, lang: Lang) -> str:
    names = {str(s.id): s.name.get(lang) for s in rubric.sections}
    return names.get(mark) or name_of(mark, rubric, lang)


def _about(review: ReplyReview, mark: str, rubric: Rubric) -> ReplyReview:
    """Return the part of a review that is about one mark, and the levels that it bears on."""

    def bears(code: str, dimension: Dimension | None) -> bool:
        deduction = rubric.deduction(code)
        return mark in (code, dimension) or bool(deduction and mark in deduction.hits)

    evidence = tuple(e for e in review.evidence if bears(e.code, e.dimension))
    advice = tuple(a for a in review.advice if bears(a.code, a.dimension))
    deduction, indicator = rubric.deduction(mark), rubric.indicator(mark)
    touched = {mark, *(deduction.hits if deduction else ()), *(e.dimension for e in evidence)}
    touched |= {s.id for s in rubric.sections if indicator in s.indicators}
    if mark in DIMENSIONS:
        touched = {mark}
    return review.model_copy(
        update={
            "evidence": evidence,
            "advice": advice,
            "levels": tuple(n for n in review.levels if n.dimension in touched),
            "caps": tuple(c for c in review.caps if bears(c.code, c.dimension)),
        }
    )
