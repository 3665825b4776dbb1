"""Handing in on screen: asked for at the end of what was assigned, done once, never by accident."""

from __future__ import annotations

import sqlite3

from tui_department import Shown, play_to_the_end
from tui_pilot import shown, until, until_shown

from sim.coach import Coach
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.chat import ChatScreen
from sim.tui.screens.debrief import DebriefScreen
from sim.tui.screens.library import LibraryScreen
from tests.coach.coach_people import SCENARIO, assigned


async def test_an_assigned_exam_from_the_library_to_its_receipt(show: Shown, kept: Coach) -> None:
    """Played as an exam without asking for the mode; at its end handing in is asked for, and done once."""
    task = assigned(kept, "Ann", attempts=1, due="2099-03-31")
    async with show() as pilot:
        await until_shown(pilot, "Assigned to you")
        await pilot.press("enter")
        page = await until_shown(pilot, "Attempts left: 1")
        assert "Assigned to spring: exam" in page
        assert "Practice/Exam" not in page
        assert isinstance(pilot.app.screen, BriefScreen)
        await pilot.press("f4")
        await pilot.press("enter")
        await play_to_the_end(pilot)
        (row,) = kept.attempts("Ann")
        assert (row.mode, row.assignment) == ("exam", task.id)
        await pilot.press("enter")
        await until_shown(pilot, "Hand it in now?")
        await pilot.press("up", "enter")
        await until_shown(pilot, "Handed in on")
        handed = kept.store.attempt(row.id).handed_in_at
        assert handed is not None
        page = await until_shown(pilot, "cost most trust")
        assert "Handed in on" in page.splitlines()[0], "a note hides the title alone, never the question"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, DebriefScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        assert "handed in" in await until_shown(pilot, "Assigned to you")
        await pilot.press("enter")
        page = await until_shown(pilot, "No attempts left")
        assert "Hand it in" not in page
        assert "Begin another" not in page
        assert "Read the last conversation" in page
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChatScreen))
        await pilot.press("enter")
        await until_shown(pilot, "cost most trust")
    assert kept.store.attempt(row.id).handed_in_at == handed


async def test_two_enters_hand_nothing_in(show: Shown, kept: Coach) -> None:
    """The key that leaves the conversation, typed twice, means later; it waits in the library."""
    assigned(kept, "Ann", attempts=2)
    async with show() as pilot:
        await until_shown(pilot, "Assigned to you")
        await pilot.press("enter")
        await until_shown(pilot, "Attempts left: 2")
        await pilot.press("enter")
        await play_to_the_end(pilot)
        await pilot.press("escape")
        await until_shown(pilot, "Hand it in now?")
        await pilot.press("enter")
        await until_shown(pilot, "It waits for you in the library")
        (row,) = kept.attempts("Ann")
        assert row.handed_in_at is None
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        assert "hand it in" in await until_shown(pilot, "Assigned to you")
        await pilot.press("enter")
        page = await until_shown(pilot, "Ended, not handed in")
        assert "Begin another attempt" in page
        await pilot.press("enter")
        await until(pilot, lambda: kept.store.attempt(row.id).handed_in_at is not None)
        await until_shown(pilot, "handed in")


async def test_in_chinese(show: Shown, kept: Coach) -> None:
    """What is asked, the menu of an assignment and the question at the end are there in Chinese as well."""
    assigned(kept, "Ann", due="2099-03-31", attempts=1)
    async with show(lang="zh") as pilot:
        await until_shown(pilot, "2099-03-31")
        await pilot.press("enter")
        await until_shown(pilot, "班组 spring 的任务：考核")
        assert "还可做1次" in shown(pilot)
        await pilot.press("enter")
        await play_to_the_end(pilot, "好", over="对话已结束")
        await pilot.press("enter")
        await until_shown(pilot, "现在提交吗？")
        await pilot.press("up", "enter")
        await until(pilot, lambda: kept.attempts("Ann")[0].handed_in_at is not None)


async def test_a_screen_needs_no_department(show: Shown, kept: Coach) -> None:
    """In a file of one's own handing in is never asked for, also after an exam."""
    async with show(scenario_id=SCENARIO, mode="exam") as pilot:
        await until_shown(pilot, "Your goal")
        await pilot.press("enter")
        await play_to_the_end(pilot)
        await pilot.press("enter")
        await until_shown(pilot, "cost most trust")
    with sqlite3.connect(kept.store.path) as file:
        assert file.execute("SELECT count(*) FROM receipt").fetchone() == (0,)
