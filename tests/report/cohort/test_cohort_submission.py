"""One attempt in figures: what reports of a group are made of."""

from __future__ import annotations

from typing import Any

import pytest
from sample_attempt import RUBRIC, SCENARIO, ended, first_reply, second_reply, started, whole_attempt

from sim.model.department import Submission
from sim.model.events import Branch, CustomerSaid, Event, PromiseRecorded, ReplyScored, Started, StateChanged
from sim.model.scenario import Scenario
from sim.model.score import Promise
from sim.report.cohort.submission import MOST_QUOTES, QUOTE, offers_of, submission_of, without_name


def read(events: list[Event], **changed: Any) -> Submission:
    """Return the figures of an attempt of Ann's."""
    options: dict[str, Any] = {
        "attempt": "a1",
        "who": "Ann",
        "ended_at": "2026-11-10T10:00:00+00:00",
        "unseen": True,
    }
    return submission_of(events, SCENARIO, RUBRIC, **(options | changed))


def test_the_figures_of_an_attempt() -> None:
    """Two replies by hand: what each found, what was lost at the turn, the customer's figures at the end."""
    found = read(whole_attempt(mode="exam"), assignment=7, origin="laptop", late=True)
    assert (found.scenario, found.title, found.mode, found.rubric) == (
        "complaint-99",
        "A late fridge",
        "exam",
        "service",
    )
    assert (found.assignment, found.origin, found.late, found.unseen) == (7, "laptop", True, True)
    assert (found.replies, found.aided, found.pass_line) == (2, 0, 80)
    assert found.levels == {"empathy": 50.0, "responsiveness": 62.5, "assurance": None}
    assert (found.perceived, found.expected, found.desired, found.stay_intent, found.trust) == (
        66.5,
        60,
        80,
        50,
        50,
    )
    assert found.patterns == {"X01": 1, "X08": 1}
    assert found.missing == {"R3": 1}
    assert found.gaps == {"G3": 1}
    assert found.costs == {"opening": 7.0}  # 4 + 3 in the first reply, nothing in the second
    assert (found.ending, found.supervisor, found.loyalty, found.red_lines) == (
        "resolved",
        False,
        "price",
        (),
    )


def test_a_turn_without_loss_is_known_to_have_been_answered() -> None:
    """A turn at which nothing was lost stands among the costs with 0."""
    assert read([*started(), *second_reply(seq=3), *ended(seq=7)]).costs == {"opening": 0.0}


def test_without_consent_no_words_are_kept() -> None:
    """A canary that the trainee typed is nowhere in the figures unless they agreed."""
    events = [
        e.model_copy(update={"reply": e.reply + " My canary sings."}) if isinstance(e, ReplyScored) else e
        for e in whole_attempt()
    ]
    silent = read(events)
    assert silent.quotes == ()
    assert not any(words in silent.model_dump_json() for words in ("canary", "Calm down", "newborn"))
    assert "Calm down" in read(events, consent=True).model_dump_json()


def test_quotes_are_few_short_and_without_a_name() -> None:
    """Each code is quoted once, in at most a sentence cut short, and the person's own name is taken out."""
    found = read(whole_attempt(), consent=True).quotes
    assert [(q.code, q.turn, q.words) for q in found] == [
        ("X01", "opening", "Calm down, we will look into it soon."),
        ("X08", "opening", "Calm down, we will look into it soon."),
        ("G3", "opening", "Calm down"),
    ]
    assert len(found) <= MOST_QUOTES
    assert without_name("This is ann lee, Annie. \x1b[31m" + "so sorry " * 40, "Ann Lee").startswith(
        "This is …, Annie."
    )
    assert len(without_name("很" * 500, "Ann")) <= QUOTE + len("...")
    assert without_name("我是王小明，工号是A", "王小明") == "我是…，工号是A"
    assert without_name("a plain word", "a") == "a plain word"


def _asked(*, calmed: bool) -> list[Event]:
    events = whole_attempt()
    asked = CustomerSaid(
        seq=5,
        turn="opening",
        turn_no=1,
        speaker="Ms Hale",
        text="Your manager.",
        kind="reaction",
        line="supervisor",
    )
    events.insert(5, asked)
    return [
        e.model_copy(update={"calmed": calmed}) if isinstance(e, StateChanged) and e.turn_no == 2 else e
        for e in events
    ]


def test_a_supervisor_who_is_still_asked_for() -> None:
    """The demand for somebody in charge counts while it is open at the end, and not once it was settled."""
    assert read(_asked(calmed=False)).supervisor
    assert not read(_asked(calmed=True)).supervisor


OFFERS = Scenario.model_validate(
    SCENARIO.model_copy(
        update={
            "facts": SCENARIO.facts.model_copy(
                update={
                    "offers": {
                        name: SCENARIO.facts.offers["slot"].model_copy(update=changes)
                        for name, changes in (
                            ("slot", {}),
                            ("goodwill", {}),
                            ("box", {}),
                            ("call_back", {"update": True}),
                            ("plan_b", {"fallback": True}),
                        )
                    }
                }
            )
        }
    ).model_dump(by_alias=True)
)
"""The sample case with three offers that a customer can take, a promise to call back and a second plan."""


def _said(met: tuple[str, ...] = (), promised: tuple[tuple[str, str], ...] = (), **end: Any) -> list[Event]:
    reply = next(e for e in second_reply(seq=3) if isinstance(e, ReplyScored))
    promises = tuple(
        Promise.model_validate(
            {"what": ref, "ref": ref, "span": (0, 3), "quote": "Two", "standing": standing}
        )
        for ref, standing in promised
    )
    said = reply.explanation.model_copy(update={"met": met, "promises": promises})
    broken = [
        PromiseRecorded(seq=4, turn_no=2, promise=p, status="broken")
        for p in promises
        if p.ref == "offer.box"
    ]
    return [*started(), reply.model_copy(update={"explanation": said}), *broken, *ended(seq=9, **end)]


@pytest.mark.parametrize(
    ("events", "accepted"),
    [
        (_said(("offer.slot", "offer.call_back", "offer.plan_b", "impact.baby")), 1),
        (_said(("offer.slot",), (("offer.goodwill", "within"),)), 2),
        (_said(("offer.slot", "offer.goodwill"), (("offer.goodwill", "over"),)), 1),
        (_said(("offer.box",), (("offer.box", "within"),)), 0),
        (_said(("offer.slot",), kind="partial"), 1),
        (_said(("offer.slot",), kind="unresolved"), 0),
        (_said(("offer.slot",), kind="left"), 0),
        (_said(("offer.slot",), kind="complaint"), 0),
    ],
    ids=["stated", "promised", "over authority", "broken", "partial", "unresolved", "left", "complaint"],
)
def test_offers_made_and_taken(events: list[Event], accepted: int) -> None:
    """Of three offers that can be taken, those count that were made, held and met a settled ending."""
    assert offers_of(events, OFFERS) == (3, accepted)


@pytest.mark.parametrize(("again", "accepted"), [(False, 0), (True, 1)])
def test_an_offer_taken_back_is_made_only_where_it_is_promised_anew(again: bool, accepted: int) -> None:
    """A slot that was corrected to none was not given; one corrected to another slot was."""
    *before, end = _said((), (("offer.slot", "within"),))
    slot = next(e for e in before if isinstance(e, ReplyScored)).explanation.promises[0]
    back = PromiseRecorded(seq=5, turn_no=2, promise=slot, status="taken_back", words="I was wrong")
    anew = PromiseRecorded(seq=6, turn_no=2, promise=slot.model_copy(update={"by": "Thursday"}))
    assert offers_of([*before, back, *([anew] if again else []), end], OFFERS) == (3, accepted)


def test_what_was_taken_back_counts_nowhere() -> None:
    """A reply that was taken back leaves no trace in the figures."""
    from sim.model.events import Undone

    events = [*started(), *first_reply(), Undone(seq=6, turn_no=1), *second_reply(seq=7), *ended(seq=11)]
    found = read(events)
    assert (found.replies, found.patterns, found.missing) == (1, {}, {})


@pytest.mark.parametrize(
    "events",
    [
        whole_attempt()[:-1],
        [started()[0].model_copy(update={"only": "opening"}), *whole_attempt()[1:]],
        [
            started()[0].model_copy(update={"branch": Branch(attempt="a0", turn_no=1, seq=2)}),
            *whole_attempt()[1:],
        ],
    ],
    ids=["not ended", "a drill", "a turn tried again"],
)
def test_only_a_whole_attempt_is_handed_in(events: list[Event]) -> None:
    """What has not ended, a drill and a turn tried again are nothing to report."""
    assert isinstance(events[0], Started)
    with pytest.raises(ValueError, match="whole attempt"):
        read(events)
