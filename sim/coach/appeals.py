"""Owns appeals and comments as shells use them: make one, read it with its evidence, rule, write cases.

Never prints and never scores a reply anew, but for a case that is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.coach.marks import about, mark_name, mark_of
from sim.errors import NotFound, Refused, ServicesimError, Usage
from sim.locale import translator
from sim.model.appeals import (
    Appeal,
    Comment,
    Contested,
    Judgement,
    Remarks,
    Ruling,
    Verdict,
    judged,
    ruled,
)
from sim.model.events import Event, ReplyScored, standing
from sim.model.language import Lang
from sim.model.score import DIMENSIONS, TOP, Explanation
from sim.play import Script, fold
from sim.report.appeals import mark_words
from sim.report.debrief import ReplyReview
from sim.report.printable import mended
from sim.report.review import customer_lines, review_reply
from sim.scoring import Engine
from sim.validity.rulings import Case, unfit

if TYPE_CHECKING:
    from sim.coach import Coach, Seat
    from sim.content import Library
    from sim.store import AttemptRow, Store

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
    """A reply of an attempt, and the events that stood when it was given, without it."""

    event: ReplyScored
    before: tuple[Event, ...]


class Appeals:
    """Appeals and comments on the attempts that a coach keeps."""

    def __init__(self, coach: Coach) -> None:
        """Work on the coach's store and library."""
        self._coach, self._store = coach, coach.store

    def add(self, attempt: str, turn_no: int, mark: str, because: str) -> Appeal:
        """Keep an appeal on a mark of reply `turn_no`; `mark_of` says how it may be named.

        Raises NotFound for an unknown attempt; Usage for what is no reply, no mark of it, or no reason;
        Refused for an open exam, a rubric without appeals, and a mark that was appealed already.
        """
        seat = self._coach.open(attempt)
        _ = translator(seat.lang)
        if seat.mode == "exam" and not seat.ended:
            raise Refused(_("an exam can be appealed when it has ended; go on with it first"))
        if not seat.rubric.appeal:
            raise Refused(_("the rubric {rubric} allows no appeal").format(rubric=seat.rubric.rubric))
        event = _reply(seat, turn_no)
        chosen = mark_of(mark, event, seat)
        return self._store.appeal(attempt, turn_no, chosen, _reason(because, seat.lang), seq=event.seq)

    def listed(self, attempt: str | None = None, *, unruled: bool = False) -> tuple[Appeal, ...]:
        """Return appeals, the newest first. Raises NotFound for an unknown attempt."""
        return self._store.appeals(attempt, unruled=unruled)

    def row(self, attempt: str) -> AttemptRow:
        """Return the row of an attempt. Raises NotFound."""
        return self._store.attempt(attempt)

    def row_of(self, appeal_id: int) -> AttemptRow:
        """Return the row of the attempt that an appeal is about. Raises NotFound."""
        return self.row(self._store.one_appeal(appeal_id).attempt)

    def view(self, appeal_id: int) -> AppealView:
        """Return an appeal with reply, evidence, levels, and the comments on that reply. Raises NotFound."""
        appeal = self._store.one_appeal(appeal_id)
        seat = self._coach.open(appeal.attempt)
        place = _place(seat.events, appeal.seq)
        customer = customer_lines((*place.before, place.event)).get(appeal.turn_no, "")
        whole = review_reply(place.event, seat.scenario, seat.rubric, seat.lang, customer)
        return AppealView(
            appeal=appeal,
            lang=seat.lang,
            name=mark_name(appeal.mark, seat.rubric, seat.lang),
            was=judged(place.event.explanation, appeal.mark),
            review=about(whole, appeal.mark, seat.rubric),
            comments=tuple(c for c in self._store.comments(appeal.attempt) if c.seq == appeal.seq),
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
        appeal = self._store.one_appeal(appeal_id)
        seat = self._coach.open(appeal.attempt)
        _, name = translator(seat.lang), mark_words(appeal.mark, seat.lang)
        reason = _reason(because, seat.lang)
        if appeal.mark not in DIMENSIONS or verdict == "rejected":
            if level is not None:
                raise Usage(_("a level goes with an upheld appeal about a dimension only"))
        elif level is None or not 0 <= level <= TOP:
            raise Usage(_("say which level {mark} should have, from 0 to {top}").format(mark=name, top=TOP))
        elif level == judged(_place(seat.events, appeal.seq).event.explanation, appeal.mark):
            form = _("{mark} has level {level} already; reject the appeal, or name another level")
            raise Usage(form.format(mark=name, level=level))
        return self._store.rule(appeal_id, verdict, by=by, because=reason, level=level)

    def comment(self, attempt: str, turn_no: int, text: str, *, by: str = DEFAULT_TRAINER) -> Comment:
        """Keep a trainer's comment on reply `turn_no`, which it stays with when another takes its place.

        Raises NotFound, Usage for no reply or no words.
        """
        seat = self._coach.open(attempt)
        _ = translator(seat.lang)
        event, words = _reply(seat, turn_no), mended(text).strip()
        if not words:
            raise Usage(_("a comment needs words"))
        return self._store.comment(attempt, turn_no, by, words, seq=event.seq)

    def remarks(self, attempt: str) -> tuple[Remarks, ...]:
        """Return what people said of an attempt's replies; see `remarks`. Raises NotFound."""
        return remarks(self._store, self._coach.open(attempt))

    def cases(
        self, may: Callable[[AttemptRow], bool] = lambda _row: True
    ) -> tuple[list[Case], dict[str, str]]:
        """Return every upheld ruling as a case, the oldest first, and by id why others cannot be read.

        Those on attempts that `may` not be seen are left out.
        """
        cases: list[Case] = []
        bad: dict[str, str] = {}
        for appeal in reversed(self._store.appeals()):
            if appeal.ruling is None or appeal.ruling.verdict != "upheld":
                continue
            if not may(self.row(appeal.attempt)):
                continue
            try:
                cases.append(_case(appeal, appeal.ruling, self._coach.open(appeal.attempt)))
            except ServicesimError as error:
                bad[case_id(appeal)] = str(error)
        return cases, bad


def remarks(store: Store, seat: Seat) -> tuple[Remarks, ...]:
    """Return the replies that people said something of, in the order they were given, with all that was said.

    Replies that were taken back are among them. Raises NotFound.
    """
    appeals, comments = store.appeals(seat.attempt), store.comments(seat.attempt)
    counting = {e.seq for e in seat.standing}
    found = []
    for seq in sorted({a.seq for a in appeals} | {c.seq for c in comments}):
        event = _place(seat.events, seq).event
        found.append(
            Remarks(
                turn_no=event.turn_no,
                seq=seq,
                reply=event.reply,
                standing=seq in counting,
                comments=tuple(c for c in comments if c.seq == seq),
                appeals=tuple(_contested(a, event, seat) for a in reversed(appeals) if a.seq == seq),
            )
        )
    return tuple(found)


def case_id(appeal: Appeal) -> str:
    """Return the id of an appeal's case, which no other data folder's appeal has."""
    return f"{appeal.attempt}.{appeal.id}"


def case_scorer(library: Library, lang: str) -> Callable[[Case], Explanation]:
    """Return what scores a case with the engine, scenario and rubric of today; each is compiled once.

    What it returns raises NotFound or BadFile when scenario or rubric cannot be read, and
    ServicesimError, in `lang`, when the scenario has lost what the case rests on.
    """
    engines: dict[tuple[str, str, Lang], Engine] = {}

    def score(case: Case) -> Explanation:
        key = case.scenario, case.rubric, case.lang
        if key not in engines:
            scenario, rubric = library.scenario(case.scenario), library.rubric(case.rubric)
            engines[key] = Engine(scenario.value, rubric.value, case.lang)
        if fault := unfit(case, engines[key].scenario, lang):
            raise ServicesimError(fault)
        return engines[key].score(case.reply, case.context)

    return score


def _case(appeal: Appeal, ruling: Ruling, seat: Seat) -> Case:
    place = _place(seat.events, appeal.seq)
    script = Script(seat.scenario, seat.rubric, seat.lang)
    session = fold(script, place.before)
    was = judged(place.event.explanation, appeal.mark)
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
        ruled=ruled(appeal.mark, was, ruling),
        because=ruling.because,
    )


def _contested(appeal: Appeal, event: ReplyScored, seat: Seat) -> Contested:
    was = judged(event.explanation, appeal.mark)
    return Contested(
        appeal=appeal,
        name=mark_name(appeal.mark, seat.rubric, seat.lang),
        was=was,
        ruled=ruled(appeal.mark, was, appeal.ruling) if appeal.ruling else None,
    )


def _reply(seat: Seat, turn_no: int) -> ReplyScored:
    """Return reply `turn_no` as it stands now. Raises Usage for what is no reply."""
    given = {e.turn_no: e for e in seat.standing if isinstance(e, ReplyScored)}
    if turn_no in given:
        return given[turn_no]
    _ = translator(seat.lang)
    has = _("there are replies 1 to {n}").format(n=max(given)) if given else _("there is no reply yet")
    raise Usage(has)


def _place(events: list[Event], seq: int) -> _Place:
    """Return the reply that is event `seq`, taken back or not. Raises NotFound for what is no reply."""
    *before, event = standing(e for e in events if e.seq <= seq)
    if not isinstance(event, ReplyScored) or event.seq != seq:
        raise NotFound("reply", str(seq))
    return _Place(event, tuple(before))


def _reason(text: str, lang: Lang) -> str:
    _, words = translator(lang), mended(text).strip()
    if not words:
        raise Usage(_("say why: the reason needs words"))
    return words
