"""What was asked of somebody: it comes first in the library, and opens at its brief in its mode."""

from __future__ import annotations

from datetime import date, timedelta

from textual.widgets import OptionList
from tui_department import Shown, chat
from tui_pilot import shown, until, until_shown

from sim.coach import Coach
from sim.coach.handing_in import hand_in
from sim.tui.app import ServicesimApp
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.chat import ChatScreen
from sim.tui.screens.library import LibraryScreen
from tests.coach.coach_people import SCENARIO, assigned, ended


async def test_what_is_asked_comes_first(show: Shown, kept: Coach) -> None:
    """Title, mode, day, attempts left and how far it is; overdue is said in words; the filter holds too."""
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    assigned(kept, "Ann", scenario="complaint-02", due=yesterday, attempts=2)
    assigned(kept, "Ann", due="2099-03-31", attempts=1)
    assigned(kept, "Ann", mode="practice", scenario="complaint-03")
    hand_in(kept, ended(kept, "Ann", assignment=assigned(kept, "Ann", scenario="vip-01", attempts=1)))
    async with show() as pilot:
        lines = (await until_shown(pilot, "Assigned to you")).splitlines()
        at = next(n for n, line in enumerate(lines) if "Assigned to you" in line)
        assert lines[at].split() == ["Assigned", "to", "you", "Mode", "Due", "Left", "Status"]
        assert lines[at + 1].split()[-5:] == ["exam", "overdue", "2", "to", "do"]
        assert lines[at + 2].split()[-5:] == ["exam", "2099-03-31", "1", "to", "do"]
        assert lines[at + 3].split()[-5:] == ["practice", "-", "-", "to", "do"]
        assert lines[at + 4].split()[-5:] == ["exam", "-", "0", "handed", "in"]
        assert "Hard" in lines[at + 6]
        await pilot.press(*"charged")
        await until(pilot, lambda: "Two no-shows" not in shown(pilot))
        found = shown(pilot)
        assert found.count("Charged twice") == 2, "once as an assignment, once as a scenario"


async def test_nothing_changes_without_an_assignment(show: Shown, kept: Coach) -> None:
    """Who was asked nothing sees the library as ever."""
    assigned(kept, "Bo")
    async with show() as pilot:
        page = await until_shown(pilot, "Two no-shows")
        assert "Assigned" not in page
        assert "F9" not in page


async def test_a_scenario_in_its_assigned_mode_counts(show: Shown, kept: Coach) -> None:
    """From the library's own row too: the brief says so in that mode alone, and what is begun is linked."""
    task = assigned(kept, "Ann", attempts=1, due="2099-03-31")
    async with show(scenario_id=SCENARIO) as pilot:
        page = await until_shown(pilot, "Practice: after each reply")
        assert "counts for" not in page
        await pilot.press("f4")
        await until_shown(pilot, f"This counts for assignment {task.id} of spring: exam, due 2099-03-31.")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChatScreen))
        (row,) = kept.attempts("Ann")
        assert (row.mode, row.assignment) == ("exam", task.id)


async def test_an_assigned_attempt_is_gone_on_with(show: Shown, kept: Coach) -> None:
    """It is offered from the assignment alone; the scenario in the library begins something of one's own."""
    task = assigned(kept, "Ann", attempts=1)
    seat = kept.start(SCENARIO, lang="en", who="Ann", assignment=task)
    seat.reply("my first words")
    async with show() as pilot:
        assert "begun" in await until_shown(pilot, "Assigned to you")
        await pilot.press("enter")
        page = await until_shown(pilot, "Go on")
        assert "Begin another" not in page
        await pilot.press("enter")
        await until_shown(pilot, "my first words")
        assert chat(pilot).seat.attempt == seat.attempt
        await pilot.press("escape")
        await until_shown(pilot, "Leave this conversation?")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        listed = pilot.app.screen.query_one(OptionList)
        listed.highlighted = listed.get_option_index(SCENARIO)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, BriefScreen))
        await until_shown(pilot, "Practice/Exam")


async def test_an_assignment_named_on_the_command_line(show: Shown, kept: Coach) -> None:
    """It opens at its brief; one that is somebody else's closes the program with the reason."""
    task = assigned(kept, "Bo")
    async with show(who="Bo", assignment=task.id) as pilot:
        await until_shown(pilot, "Assigned to spring: exam")
    async with show(assignment=task.id) as pilot:
        await until(pilot, lambda: pilot.app._exit)
        assert isinstance(pilot.app, ServicesimApp)
        assert "assignment" in str(pilot.app.refusal)
