"""An attempt at the table: hints, a reply taken back, the self-check, a turn tried again, practice."""

from __future__ import annotations

from statistics import fmean

import pytest

from sim.coach import Coach, Seat
from sim.coach.hints import MOST_HINTS
from sim.errors import Refused, Usage
from sim.model.events import CustomerSaid, Hinted, ReplyScored, SelfChecked, own_replies, standing
from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS

SCENARIO = "complaint-01"

WEAK: dict[Lang, str] = {
    "en": "We will look into it as soon as possible. Our depot put the fridge on the wrong van.",
    "zh": "我们会尽快核实的。站点分拣出错，冰箱装到别的车上了。",
}


def to_the_end(seat: Seat) -> Seat:
    """Reply until the conversation is over."""
    while not seat.ended:
        seat.reply("ok")
    return seat


@pytest.mark.parametrize("lang", LANGS)
def test_hints_go_from_the_need_to_half_a_sentence(coach: Coach, lang: Lang) -> None:
    """Three steps on one reply: the need of the turn, an indicator of the rubric, a begun sentence."""
    seat = coach.start(SCENARIO, lang=lang)
    first, second, third = (seat.hint()[0] for _ in range(MOST_HINTS))
    assert isinstance(first, Hinted)
    assert isinstance(second, Hinted)
    assert isinstance(third, Hinted)
    turn = seat.scenario.turns[0]
    assert turn.needs is not None
    assert first.text == turn.needs.get(lang)
    indicator = seat.rubric.indicator(second.code)
    assert indicator is not None
    assert indicator.name.get(lang) in second.text
    assert third.text.endswith("…")
    whole = seat._script.engine.example(turn.id, second.code)
    assert whole.startswith(third.text.removesuffix("…").strip())
    assert second.code in seat._script.engine.score(whole, seat._script.context(seat.session)).codes()
    with pytest.raises(Refused, match={"en": "all 3 hints", "zh": "三次"}[lang]):
        seat.hint()
    assert coach.open(seat.attempt).session == seat.session


@pytest.mark.parametrize(
    ("reply", "initial"),
    [
        ("Two days off with a newborn and no fridge: I'd be worn out and angry as well, I'm so sorry.", "AR"),
        ("Your fridge is booked for tomorrow 8-12. I'll message you by 6 tonight.", "E"),
    ],
)
def test_a_hint_serves_the_weakest_dimension(coach: Coach, reply: str, initial: str) -> None:
    """After a warm reply without help it says what helps, after help without warmth what is felt."""
    seat = coach.start(SCENARIO, lang="en", who="Lee")
    seat.reply(reply)
    levels = seat.session.mean_levels()
    weakest = min(level for level in levels.values() if level is not None)
    _, second = seat.hint(), seat.hint()[0]
    assert second.code[0] in initial
    assert levels[{"E": "empathy", "R": "responsiveness", "A": "assurance"}[second.code[0]]] == weakest


def test_a_hint_marks_the_reply_and_lowers_nothing(coach: Coach) -> None:
    """The same reply has the same levels and findings with and without a hint; only the mark differs."""
    plain, helped = (coach.start(SCENARIO, lang="en") for _ in range(2))
    helped.hint()
    alone, aided = plain.reply(WEAK["en"])[0], helped.reply(WEAK["en"])[0]
    assert isinstance(alone, ReplyScored)
    assert isinstance(aided, ReplyScored)
    assert aided.aided
    assert not alone.aided
    assert aided.explanation == alone.explanation
    assert aided.quality == alone.quality
    following = helped.reply(WEAK["en"])[0]
    assert isinstance(following, ReplyScored)
    assert not following.aided


def test_a_reply_is_taken_back_and_typed_anew(coach: Coach) -> None:
    """The words become the draft, the customer stands where they stood, both replies stay in the file."""
    seat = coach.start(SCENARIO, lang="en")
    before = seat.session.fingerprint()
    seat.reply(WEAK["en"])
    seat.undo()
    assert seat.session.fingerprint() == before
    assert seat.draft == WEAK["en"]
    seat.reply("Sorry about the wrong van. I'll write to you by 6 today.")
    again = coach.open(seat.attempt)
    assert again.session == seat.session
    assert [e.turn_no for e in again.standing if isinstance(e, ReplyScored)] == [1]
    assert len([e for e in again.events if isinstance(e, ReplyScored)]) == 2
    assert next(row for row in coach.attempts() if row.id == seat.attempt).turn_no == 1


def test_nothing_is_taken_back_in_an_exam_or_where_nothing_was_said(coach: Coach) -> None:
    """An exam takes no reply back and gives no hint; before the first reply there is nothing to take back."""
    exam = coach.start(SCENARIO, lang="en", mode="exam")
    exam.reply(WEAK["en"])
    with pytest.raises(Refused, match="exam"):
        exam.undo()
    with pytest.raises(Refused, match="exam"):
        exam.hint()
    with pytest.raises(Refused, match="no reply"):
        coach.start(SCENARIO, lang="en").undo()


def test_the_self_check_comes_once_and_at_the_end(coach: Coach) -> None:
    """It is stored behind the ending, and refused before it, a second time, or with numbers that are none."""
    seat = coach.start(SCENARIO, lang="en")
    levels = {"empathy": 2, "responsiveness": 3, "assurance": 1}
    with pytest.raises(Refused, match="ended"):
        seat.check_self(1, levels)  # type: ignore[arg-type]
    to_the_end(seat)
    with pytest.raises(Usage):
        seat.check_self(99, levels)  # type: ignore[arg-type]
    with pytest.raises(Usage):
        seat.check_self(1, {"empathy": 5})
    seat.check_self(1, levels)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="already"):
        seat.check_self(1, levels)  # type: ignore[arg-type]
    kept = coach.open(seat.attempt).self_check
    assert kept == SelfChecked(seq=seat.events[-1].seq, turn_no=1, levels=levels)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="ended"):
        seat.reply("more")


@pytest.mark.parametrize("lang", LANGS)
def test_a_turn_is_tried_again_and_both_are_kept(coach: Coach, lang: Lang) -> None:
    """The branch begins in the state before the reply; the earlier attempt does not change."""
    seat = coach.start(SCENARIO, lang=lang, who="Lee")
    for _ in range(2):
        seat.reply(WEAK[lang])
    before = coach.store.events(seat.attempt)
    branch = coach.replay(seat.attempt, 2)
    assert branch.session.turn_no == 1
    branch.reply(WEAK[lang])
    assert coach.store.events(seat.attempt) == before
    row = next(row for row in coach.attempts("Lee") if row.id == branch.attempt)
    assert (row.kind, row.parent) == ("branch", seat.attempt)
    branch.undo()
    with pytest.raises(Refused, match={"en": "no reply", "zh": "没有"}[lang]):
        branch.undo()


@pytest.mark.parametrize("lang", LANGS)
def test_a_suggestion_typed_back_is_scored_and_marked_aided(coach: Coach, lang: Lang) -> None:
    """The better line has the levels it claims, and the reply says that it was not the trainee's alone."""
    seat = coach.start(SCENARIO, lang=lang)
    seat.reply(WEAK[lang])
    edit = seat.better(1)
    assert edit is not None
    branch = coach.replay(seat.attempt, 1)
    scored = branch.reply(edit.text)[0]
    assert isinstance(scored, ReplyScored)
    assert scored.aided
    assert scored.explanation.levels == edit.after
    other = coach.replay(seat.attempt, 1).reply(WEAK[lang])[0]
    assert isinstance(other, ReplyScored)
    assert not other.aided


def test_an_exam_is_not_tried_again(coach: Coach) -> None:
    """A branch off an exam is refused, ended or not."""
    exam = to_the_end(coach.start(SCENARIO, lang="en", mode="exam"))
    with pytest.raises(Refused, match="exam"):
        coach.replay(exam.attempt, 1)


def test_practice_asks_for_three_turns_where_most_was_lost(coach: Coach) -> None:
    """With nothing played there are three; after weak assurance the turns answered worst come first."""
    assert len(coach.practise("Lee")) == 3
    seat = coach.start(SCENARIO, lang="en", who="Lee")
    seat.reply(WEAK["en"])
    seat.reply("I hear you, two days off with a newborn is rough.")
    picks = coach.practise("Lee")
    assert len({(p.scenario, p.turn) for p in picks}) == 3
    scored = [e for e in standing(seat.events) if isinstance(e, ReplyScored)]
    means = {
        d: fmean(level for e in scored if (level := e.explanation.levels[d]) is not None) for d in DIMENSIONS
    }
    assert picks[0].dimension == min(means, key=lambda d: means[d])


def test_a_drill_is_over_after_one_reply_and_is_no_attempt_to_go_on_with(coach: Coach) -> None:
    """Its kind is told apart, and neither the brief nor the latest debrief takes it for a conversation."""
    drill = coach.start(SCENARIO, lang="en", who="Lee", only="pressing")
    assert isinstance(drill.events[1], CustomerSaid)
    drill.reply(WEAK["en"])
    assert drill.ended
    assert coach.attempts("Lee")[0].kind == "drill"
    assert coach.unfinished(SCENARIO, "Lee") is None
    assert coach.latest_ended("Lee") is None


def test_practice_learns_nothing_from_an_open_exam(coach: Coach) -> None:
    """An exam's marks stay hidden until its end, in the choice of turns too; then they count."""
    before = coach.practise("Lee")
    exam = coach.start(SCENARIO, lang="en", mode="exam", who="Lee")
    exam.reply("I hear you, two days off with a newborn is rough.")
    assert coach.practise("Lee") == before
    to_the_end(exam)
    assert coach.practise("Lee") != before


def test_a_repeated_reply_weighs_no_more_in_the_choice_of_turns(coach: Coach) -> None:
    """Branches that were only begun change nothing, though each holds the replies before it."""
    seat = coach.start(SCENARIO, lang="en", who="Lee")
    seat.reply("I hear you, two days off with a newborn is rough.")
    seat.reply("I've booked tomorrow 8-12 and message you by 6 today.")
    known = coach.practise("Lee")
    branches = [coach.replay(seat.attempt, 2) for _ in range(5)]
    assert coach.practise("Lee") == known
    assert all(own_replies(branch.events) == () for branch in branches)
