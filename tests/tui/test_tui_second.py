"""Second thoughts, on the real coach: hints, taking back, self-check, a reply again, appeals, progress."""

from __future__ import annotations

from copy import deepcopy

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static
from tui_pilot import Opener, shown, until, until_shown

from sim.coach import Coach, Seat
from sim.coach.appeals import Appeals
from sim.tui.screens.chat import ChatScreen
from sim.tui.screens.debrief import DebriefScreen
from sim.tui.screens.library import LibraryScreen
from sim.tui.screens.selfcheck import SelfCheck
from sim.tui.second import earlier_of
from sim.tui.view import View

SORRY = "I am sorry you waited two days for the fridge. I will call you back by 6 pm."

PLAYED = (
    "No, you don't have to start again. I can see all your photos here on my screen, and it is our mistake "
    "that you were asked three times. I'll get a black L to you from store B, it will be with you tomorrow "
    "or Thursday. When do you need it by?",
    "Yes, I have them open: the green dress laid out, the S on the size label, and the packing slip saying "
    "black L. Friday is fine, I am sending the black L today from store B so you will have it Thursday at "
    "the latest. I will close the other two tickets now so nobody asks you again.",
    "We pay. The return is free, you don't pay a penny. I'm sorry this happened with your interview on "
    "Friday and nothing to wear. Would you like the pickup at home or at work, and which day suits you?",
    "It is sold out online, yes. The one in store B is the last black L and Ellen Marsh, the manager, has "
    "taken it off the rail with your name on it. If store B can't send it after all, I'll refund you in full "
    "today. Pickup is booked for Monday between twelve and one at your work.",
    "Nothing to print and no box needed: the courier brings the label, and any bag will do. You can wait "
    "until the black one has come before you hand over the green one.",
)
"""The beginning of a talk whose next goal has another better line than its reply has without an aim."""


def begun(coach: Coach, replies: int = 0, **how: str) -> Seat:
    """Return an attempt with some replies given."""
    seat = coach.start("complaint-01", **{"lang": "en", "who": "Ann", **how})  # type: ignore[arg-type]
    for _ in range(replies):
        seat.reply(SORRY)
    return seat


def ended(coach: Coach, **how: str) -> Seat:
    """Return an attempt that is over."""
    seat = begun(coach, **how)
    while not seat.ended:
        seat.reply(SORRY)
    return seat


async def chat(pilot: Pilot[int]) -> ChatScreen:
    """Return the chat screen once it stands."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ChatScreen) and bool(pilot.app.screen.children))
    screen = pilot.app.screen
    assert isinstance(screen, ChatScreen)
    await until(pilot, lambda: screen.focused is not None)
    return screen


async def debrief(pilot: Pilot[int]) -> DebriefScreen:
    """Skip the self-check and return the debrief once it stands."""
    await chat(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, SelfCheck))
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
    await until(pilot, lambda: "Esc" in shown(pilot))
    screen = pilot.app.screen
    assert isinstance(screen, DebriefScreen)
    return screen


async def test_a_hint_stands_in_the_conversation_and_the_reply_was_given_with_help(
    go_on: Opener, kept: Coach
) -> None:
    """F6 gives the three hints and says when none is left; they and the mark are there on resuming."""
    seat = begun(kept)
    async with go_on(seat.attempt) as pilot:
        screen = await chat(pilot)
        await until_shown(pilot, "F6 Hint F7 Take back")
        await pilot.press("f6")
        page = await until_shown(pilot, "Hint, what the customer needs:")
        assert "Hints left: 2." in page
        await pilot.press("f6")
        await until_shown(pilot, "Hint, what serves it:")
        await pilot.press("f6")
        await until_shown(pilot, "Hint, a beginning:")
        await pilot.press("f6")
        await until_shown(pilot, "all 3 hints of this attempt are used")
        screen.composer.text = SORRY
        await pilot.press("enter")
        await until(pilot, lambda: screen.view.replies == 1)
        for _page in range(4):  # how far above it stands hangs on the length of the feedback
            if "Ann  with help" not in shown(pilot):
                await pilot.press("pageup")
                await pilot.pause(0.1)
        assert "Ann  with help" in shown(pilot)
    again = View("Ann", screen.view.known, screen.view.grave)
    again.extend(kept.open(seat.attempt).standing)
    assert again == screen.view
    assert [m.step for m in again.messages if m.kind == "hint"] == [1, 2, 3]


async def test_taking_back_restores_everything_and_gives_the_words_back(go_on: Opener, kept: Coach) -> None:
    """F7: transcript, meters and promises are as before; reply and half-typed words are in the field."""
    seat = begun(kept, replies=1)
    async with go_on(seat.attempt) as pilot:
        screen = await chat(pilot)
        before, page = deepcopy(screen.view), shown(pilot)
        screen.composer.text = "Tomorrow, I promise."
        await pilot.press("enter")
        await until(pilot, lambda: screen.view.replies == 2 and not screen.busy)
        assert screen.view != before
        screen.composer.text = "and then"
        await pilot.press("f7")
        await until_shown(pilot, "Reply 2 is taken back.")
        assert screen.view == before
        assert screen.composer.text == "Tomorrow, I promise.\nand then"
        assert screen.composer.selected_text == screen.composer.text
        assert shown(pilot).splitlines()[:18] == page.splitlines()[:18]
        await pilot.press("f7", "f7")
        await until_shown(pilot, "there is no reply to take back")
        assert screen.view.replies == 0
    assert [e.turn_no for e in kept.open(seat.attempt).events if e.event == "undone"] == [2, 1]


async def test_an_exam_gives_no_hint_takes_nothing_back_and_tries_nothing_again(
    go_on: Opener, kept: Coach
) -> None:
    """The keys are neither shown nor heard; after it the self-check is asked and marks can be contested."""
    seat = begun(kept, replies=1, mode="exam")
    async with go_on(seat.attempt) as pilot:
        screen = await chat(pilot)
        assert "Hint" not in shown(pilot)
        await pilot.press("f6", "f7")
        await pilot.pause()
        assert screen.view.replies == 1
    assert len(kept.open(seat.attempt).events) == len(seat.events)
    while not seat.ended:
        seat.reply(SORRY)
    async with go_on(seat.attempt) as pilot:
        await debrief(pilot)
        page = await until_shown(pilot, "F8 Contest a mark")
        told = "\n".join(str(part.render()) for part in pilot.app.screen.query(Static))
        assert "Practise it: F6 Play again" in told
        assert "servicesim " not in told
        assert "Try that turn again" not in page
        await pilot.press("f4", "f2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DebriefScreen)
    assert len(kept.attempts()) == 1


async def test_the_self_check_comes_before_the_marks_and_only_once(go_on: Opener, kept: Coach) -> None:
    """A reply, three levels with their anchors, one answer changed, by keys; then it is not asked again."""
    seat = ended(kept)
    anchors = {s.id: [a.en for a in s.levels] for s in seat.rubric.sections}
    async with go_on(seat.attempt) as pilot:
        await chat(pilot)
        await pilot.press("enter")
        page = await until_shown(pilot, "Which reply cost most trust?")
        assert "None of them" in page
        assert page.count(SORRY[:50]) > len(seat.session.own_replies())
        await pilot.press("down", "enter")
        await until_shown(pilot, anchors["empathy"][2][:50])
        await pilot.press("down", "enter")
        await until_shown(pilot, anchors["responsiveness"][2][:50])
        await pilot.press("left")
        await until_shown(pilot, anchors["empathy"][3][:50])
        await pilot.press("down", "enter", "enter", "up", "up", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
    check = kept.open(seat.attempt).self_check
    assert check is not None
    assert check.turn_no == 2
    assert check.levels == {"empathy": 4, "responsiveness": 2, "assurance": 0}
    async with go_on(seat.attempt) as pilot:
        await chat(pilot)
        await pilot.press("enter")
        await until_shown(pilot, "Debrief:")


async def test_a_reply_is_tried_again_in_the_same_state_and_both_are_kept(go_on: Opener, kept: Coach) -> None:
    """F4 takes the reply of the next goal; its own debrief offers another one with F2."""
    seat = ended(kept)
    turn_no = seat.debrief().next_goal.turn_no
    earlier = begun(kept, replies=turn_no - 1).session.fingerprint()
    async with go_on(seat.attempt, size=(120, 36)) as pilot:
        await debrief(pilot)
        await pilot.press("f4")
        screen = await chat(pilot)
        await until_shown(pilot, f"reply {turn_no} tried again")
        branch = screen.seat
        assert branch.session.fingerprint() == earlier
        while not branch.ended:
            given = branch.session.turn_no
            screen.composer.text = SORRY
            await pilot.press("enter")
            await until(pilot, lambda n=given: screen.view.replies > n and not screen.busy)  # type: ignore[misc]
        await debrief(pilot)
        await pilot.press("f2")
        await until_shown(pilot, "Which reply do you want to try again?")
        await pilot.press("down", "enter")
        await until_shown(pilot, "reply 2 tried again")
    kinds = [(row.kind, row.parent) for row in kept.attempts() if row.kind == "branch"]
    assert kinds == [("branch", branch.attempt), ("branch", seat.attempt)]
    assert kept.open(seat.attempt).events == seat.events


def test_the_better_line_above_the_field_is_that_of_the_debrief(kept: Coach) -> None:
    """Whoever tries a turn again is shown the line that the debrief has just shown, not another one."""
    seat = kept.start("complaint-02", lang="en", who="Ann")
    for words in PLAYED:
        seat.reply(words)
    goal = seat.debrief().next_goal
    assert goal.better is not None
    assert goal.better.added != getattr(seat.better(goal.turn_no), "added", ())
    above = earlier_of(kept, kept.replay(seat.attempt, goal.turn_no), "en")
    assert above is not None
    assert all(line in above.aim for line in goal.better.added)
    assert PLAYED[goal.turn_no - 1][:12] in above.aim  # where it belongs among the own words


async def test_both_tries_are_compared_as_soon_as_the_second_is_scored(go_on: Opener, kept: Coach) -> None:
    """Before it the first words and an aim stand above the field; after it typing goes on, F4 leaves."""
    seat = begun(kept, replies=1)
    branch = kept.replay(seat.attempt, 1)
    async with go_on(branch.attempt) as pilot:
        screen = await chat(pilot)
        page = await until_shown(pilot, "First time:")
        assert "Better line: [+" in page
        assert "F4" not in page.splitlines()[-1]
        await pilot.press("f4")
        screen.composer.text = "You waited two days with a newborn. I will call you at 5 pm."
        await pilot.press("enter")
        await until_shown(pilot, "This turn again")
        page = await until_shown(pilot, "Type to go on. F4: debrief")
        assert "This time:" in page
        assert not screen.query_one("#earlier").display
        await until(pilot, lambda: "F4 Debrief" in shown(pilot).splitlines()[-1])
        await until(pilot, lambda: shown(pilot).rstrip().endswith("^Q Quit"))
    async with go_on(branch.attempt) as pilot:
        screen = await chat(pilot)
        await until_shown(pilot, "This turn again")
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
        await until_shown(pilot, "not finished")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        await pilot.press(*"no-shows", "enter")
        await until_shown(pilot, "You left a turn that you were trying again")


async def test_a_contested_mark_is_stored_with_its_reason(go_on: Opener, kept: Coach) -> None:
    """F8 asks for reply, mark and reason, which may not be empty; leaving on the way stores nothing."""
    seat = ended(kept)
    async with go_on(seat.attempt) as pilot:
        await debrief(pilot)
        await pilot.press("f8")
        await until_shown(pilot, "A mark of which reply is wrong?")
        await pilot.press("enter")
        await until_shown(pilot, "Which mark is wrong?")
        await pilot.press("escape", "f8", "down", "enter")
        await until_shown(pilot, "Which mark is wrong?")
        await pilot.press("enter")
        await until_shown(pilot, "This is wrong, because:")
        await pilot.press("space", "enter")
        await until_shown(pilot, "A reason is needed")
        pilot.app.screen.query_one(Input).value = "I named the two days."
        await pilot.press("enter")
        await until_shown(pilot, "Appeal 1 is kept.")
    (appeal,) = Appeals(kept).listed(seat.attempt)
    assert (appeal.turn_no, appeal.mark, appeal.reason) == (2, "empathy", "I named the two days.")


async def test_progress_opens_from_the_library_and_goes_back(go_on: Opener, kept: Coach) -> None:
    """F8 shows the same lines as the command, with meters; Esc returns; F5 writes them to a file."""
    ended(kept)
    async with go_on(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        await pilot.press("f8")
        page = await until_shown(pilot, "Progress: Ann")
        assert "Scenarios not practised before" in page
        await pilot.press("f5", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        await until(pilot, (kept.home / "exports" / "progress.txt").exists)


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_a_drill_ends_with_its_one_reply(go_on: Opener, kept: Coach, key: str) -> None:
    """Feedback, levels and a better line stand under it; Enter or Esc leave the app, never for a brief."""
    turn = kept.library.scenario("complaint-01").value.turns[1].id
    seat = kept.start("complaint-01", lang="en", who="Ann", only=turn)
    async with go_on(seat.attempt) as pilot:
        screen = await chat(pilot)
        screen.composer.text = SORRY
        await pilot.press("enter")
        await until_shown(pilot, "This turn is done.")
        page = await until_shown(pilot, "What this reply reached")
        assert "Responsiveness: level" in page
        assert "Your words, changed:" in page
        await pilot.press(key)
        await until(pilot, lambda: pilot.app.return_code is not None)
    assert pilot.app.return_code == 0


async def test_in_chinese_at_80_columns_from_the_self_check_to_the_reply_again(
    go_on: Opener, kept: Coach
) -> None:
    """Anchors are Chinese, everything fits, and the same keys lead to the same customer again."""
    seat = ended(kept, lang="zh")
    anchor = seat.rubric.sections[0].levels[2].zh
    async with go_on(seat.attempt, lang="zh") as pilot:
        await chat(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SelfCheck))
        await pilot.press("enter")
        await until_shown(pilot, anchor)
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
        await pilot.press("f4")
        screen = await chat(pilot)
        assert screen.view.again == seat.debrief().next_goal.turn_no
    check = kept.open(seat.attempt).self_check
    assert check is not None
    assert check.levels == {"empathy": 2, "responsiveness": 2, "assurance": 2}
