"""Appeals on whatever a debrief names, and what people said of replies, gathered for the debrief."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from sim.coach import Coach, Seat
from sim.coach.appeals import Appeals, case_scorer, remarks
from sim.errors import Refused, Usage
from sim.model.appeals import BY_PEOPLE, LOSSES
from sim.model.language import LANGS, Lang
from sim.validity.rulings import check

GOLDEN = Path(__file__).parents[2] / "playthroughs"
CALM: dict[Lang, str] = {"en": "Please calm down.", "zh": "您先冷静一下。"}
EARLIER = "您早点说就好了。"
"""A blame so soft that it costs points and is not spoken of."""


def golden(coach: Coach, name: str) -> Seat:
    """Play a golden conversation to its end."""
    played = yaml.safe_load((GOLDEN / f"{name}.play.yaml").read_text(encoding="utf-8"))
    seat = coach.start(played["scenario"], lang=played["lang"])
    for said in played["talk"]:
        seat.reply(said["reply"])
    return seat


@pytest.mark.parametrize(
    ("name", "loss"),
    [
        ("complaint-01.stuffed.en", "FLAG"),
        ("complaint-01.stuffed.zh", "ASK"),
        ("complaint-01.over-promise.en", "BROKEN"),
        ("complaint-01.over-promise.zh", "BROKEN"),
        ("complaint-01.warm-words.zh", ""),
    ],
)
def test_whatever_a_debrief_names_can_be_contested(coach: Coach, name: str, loss: str) -> None:
    """Every gap, every doubt and every red line is taken, under the code and the reply it stands with."""
    seat = golden(coach, name)
    debrief = seat.debrief()
    named = {(one.turn_no, one.code) for one in (*debrief.gaps, *debrief.red_lines)}
    named |= {(reply.turn_no, doubt.code) for reply in debrief.replies for doubt in reply.unsure}
    assert named
    appeals = Appeals(coach)
    for turn_no, code in sorted(named):
        made = appeals.add(seat.attempt, turn_no, code, "why")
        assert (made.turn_no, made.mark) == (turn_no, code)
        assert appeals.view(made.id).name
    if loss:
        assert loss in {code for _turn_no, code in named}


@pytest.mark.parametrize("code", LOSSES)
def test_a_loss_that_was_not_told_cannot_be_contested(coach: Coach, code: str) -> None:
    """One reply into a conversation nothing is flagged, broken, or too late to ask."""
    seat = coach.start("complaint-01", lang="en")
    seat.reply(CALM["en"])
    with pytest.raises(Usage, match=f"{code} was not found in reply 1"):
        Appeals(coach).add(seat.attempt, 1, code, "why")


def test_a_loss_may_be_called_by_its_name(coach: Coach) -> None:
    """As the debrief calls it, in any case; the code is what is kept."""
    seat = golden(coach, "complaint-01.over-promise.en")
    made = Appeals(coach).add(seat.attempt, 1, "Broken promise", "it was kept")
    assert made.mark == "BROKEN"


def test_a_flag_is_judged_again_and_other_losses_are_not(coach: Coach) -> None:
    """Upheld, each is ruled to be no loss: the engine breaks that of the flag, people keep the others."""
    appeals = Appeals(coach)
    for name in ("stuffed.en", "over-promise.en"):
        seat = golden(coach, f"complaint-01.{name}")
        for gap in seat.debrief().gaps:
            if gap.code in LOSSES:
                made = appeals.add(seat.attempt, gap.turn_no, gap.code, "why")
                assert appeals.view(made.id).was == "found"
                appeals.rule(made.id, "upheld", "because")
    cases, bad = appeals.cases()
    assert bad == {}
    assert {one.mark for one in cases} == set(LOSSES)
    assert {(one.was, one.ruled) for one in cases} == {("found", "missing")}
    found = check((json.dumps(one.as_plain()) for one in cases), case_scorer(coach.library, "en"), "en")
    assert [(one.case.mark, one.now) for one in found.broken] == [("FLAG", "found")]
    assert (found.kept, found.people, found.bad) == (0, len(BY_PEOPLE), ())


def test_harm_that_is_not_sure_can_be_contested(coach: Coach) -> None:
    """It costs points without being spoken of; upheld, it should not be there at all."""
    seat = coach.start("complaint-01", lang="zh")
    seat.reply(EARLIER)
    appeals = Appeals(coach)
    made = appeals.add(seat.attempt, 1, "x02", "没有怪客户")
    assert appeals.view(made.id).was == "unsure"
    appeals.rule(made.id, "upheld", "确实没有")
    (case,) = appeals.cases()[0]
    assert (case.mark, case.was, case.ruled) == ("X02", "unsure", "missing")
    found = check([json.dumps(case.as_plain())], case_scorer(coach.library, "zh"), "zh")
    assert [one.now for one in found.broken] == ["unsure"]


@pytest.mark.parametrize("lang", LANGS)
def test_remarks_hold_all_that_people_said(coach: Coach, lang: Lang) -> None:
    """By reply: comments, and appeals with both marks; where nobody said anything there is none."""
    seat = coach.start("complaint-01", lang=lang)
    for _ in range(2):
        seat.reply(CALM[lang])
    appeals = Appeals(coach)
    assert appeals.remarks(seat.attempt) == ()
    code, level = (appeals.add(seat.attempt, 2, mark, "why").id for mark in ("X01", "empathy"))
    comment = appeals.comment(seat.attempt, 1, "say", by="Ruth")
    appeals.rule(level, "upheld", "kind", level=2)
    first, second = appeals.remarks(seat.attempt)
    assert (first.turn_no, first.comments, first.appeals) == (1, (comment,), ())
    assert [one.appeal.id for one in second.appeals] == [code, level]
    assert [(one.was, one.ruled) for one in second.appeals] == [("found", None), (0, 2)]
    appeals.rule(code, "rejected", "no")
    assert remarks(coach.store, coach.open(seat.attempt))[1].appeals[0].ruled == "found"
    appeals.rule(code, "upheld", "yes")
    assert remarks(coach.store, coach.open(seat.attempt))[1].appeals[0].ruled == "missing"


def test_a_comment_stays_with_the_reply_that_was_taken_back(coach: Coach) -> None:
    """The reply in its place has the same number and comments of its own; both are gathered."""
    seat = coach.start("complaint-01", lang="en")
    seat.reply(CALM["en"])
    appeals = Appeals(coach)
    appeals.comment(seat.attempt, 1, "no orders")
    seat.undo()
    seat.reply("I am sorry. You should calm down.")
    appeals.comment(seat.attempt, 1, "better")
    made = appeals.add(seat.attempt, 1, "X01", "why")
    assert [one.text for one in appeals.view(made.id).comments] == ["better"]
    before, after = appeals.remarks(seat.attempt)
    assert (before.turn_no, before.standing, before.reply) == (1, False, CALM["en"])
    assert [one.text for one in before.comments] == ["no orders"]
    assert (after.turn_no, after.standing) == (1, True)
    assert [one.text for one in after.comments] == ["better"]


def test_an_appeal_in_between_does_not_depend_on_the_clock(tmp_path: Path) -> None:
    """Replies that are kept within one tick of the clock are told apart by their event."""
    from datetime import UTC, datetime

    from sim.store import Store

    coach = Coach(home=tmp_path)
    coach._store = Store.open(tmp_path, now=lambda: datetime(2030, 1, 1, tzinfo=UTC))
    seat = coach.start("complaint-01", lang="en")
    seat.reply(CALM["en"])
    appeals = Appeals(coach)
    first = appeals.add(seat.attempt, 1, "X01", "why")
    with pytest.raises(Refused, match="already"):
        appeals.add(seat.attempt, 1, "X01", "again")
    seat.undo()
    seat.reply("You need to calm down now.")
    second = appeals.add(seat.attempt, 1, "X01", "why")
    assert appeals.view(first.id).review.words == CALM["en"]
    assert appeals.view(second.id).review.words == "You need to calm down now."
    coach.store.close()
