"""A department on screen: assignments first, handing in, consent, served sessions, a trainer's report."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import SystemCommand
from textual.pilot import Pilot
from textual.widgets import OptionList
from tui_pilot import shown, until, until_shown

from sim.coach import Coach
from sim.coach.handing_in import hand_in
from sim.errors import StoreBusy
from sim.tui.app import ServicesimApp
from sim.tui.request import Request
from sim.tui.screens.brief import BriefScreen
from sim.tui.screens.chat import ChatScreen
from sim.tui.screens.debrief import DebriefScreen
from sim.tui.screens.library import LibraryScreen
from tests.coach.coach_people import SCENARIO, assigned, ended

Shown = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(autouse=True)
def _user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a user of a known name."""
    monkeypatch.setenv("LOGNAME", "owner")


@pytest.fixture
def show(kept: Coach) -> Shown:
    """Return what opens the app on the real coach for Ann; `only` opens a served session of its own."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (80, 24), **asked: Any) -> AsyncIterator[Pilot[int]]:
        request = Request(**{"who": "Ann", **asked})
        coach = Coach(home=kept.home, only=request.only) if request.only else kept
        app = ServicesimApp(request, lambda _request: coach)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield pilot

    return opened


def chat(pilot: Pilot[int]) -> ChatScreen:
    """Return the conversation that is on screen."""
    assert isinstance(pilot.app.screen, ChatScreen)
    return pilot.app.screen


async def play_to_the_end(pilot: Pilot[int], over: str = "conversation is over") -> None:
    """Reply until the conversation is over; typing is not what is tested."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ChatScreen))
    while not chat(pilot).view.over:
        before = chat(pilot).view.replies
        chat(pilot).composer.text = "ok"
        chat(pilot).send()
        await until(pilot, lambda n=before: chat(pilot).view.replies > n and not chat(pilot).busy)  # type: ignore[misc]
    await until_shown(pilot, over)


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


async def test_in_chinese(show: Shown, kept: Coach) -> None:
    """What is asked, the menu of an assignment and the question at the end are there in Chinese as well."""
    assigned(kept, "Ann", due="2099-03-31", attempts=1)
    async with show(lang="zh") as pilot:
        await until_shown(pilot, "2099-03-31")
        await pilot.press("enter")
        await until_shown(pilot, "spring")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChatScreen))
        while not chat(pilot).view.over:
            before = chat(pilot).view.replies
            chat(pilot).composer.text = "好"
            chat(pilot).send()
            await until(pilot, lambda n=before: chat(pilot).view.replies > n and not chat(pilot).busy)  # type: ignore[misc]
        await pilot.press("enter")
        await until(pilot, lambda: bool(pilot.app.screen.query("#question")))
        await pilot.press("up", "enter")
        await until(pilot, lambda: kept.attempts("Ann")[0].handed_in_at is not None)


async def test_consent_is_asked_for_in_the_commands(show: Shown, kept: Coach) -> None:
    """The library's commands ask whether words may be quoted; the answer is kept, and can be taken back."""
    async with show() as pilot:
        await until_shown(pilot, "Two no-shows")
        for keys, consent in ((("enter",), True), (("down", "enter"), False)):
            (command,) = [c for c in commands(pilot) if "Quoting" in c.title]
            command.callback()
            page = await until_shown(pilot, "May words of your replies be quoted")
            assert ("Now: no." if consent else "Now: yes.") in page
            await pilot.press(*keys)
            await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
            await until(pilot, lambda: kept.store.department.person("Ann").consent is consent)  # noqa: B023


def commands(pilot: Pilot[int]) -> list[SystemCommand]:
    """Return what the palette offers on this screen."""
    return list(pilot.app.get_system_commands(pilot.app.screen))


async def test_a_served_session_comes_back_to_the_same_turn(show: Shown, kept: Coach) -> None:
    """Nobody is asked for a name; a closed tab comes back to turn and draft, or to the library."""
    for name in ("Ann", "Bo"):
        kept.store.ensure_profile(name)
    served = {"who": None, "only": "Ann", "served": True}
    async with show(**served) as pilot:
        await until_shown(pilot, "Library | Ann")
        listed = pilot.app.screen.query_one(OptionList)
        listed.highlighted = listed.get_option_index(SCENARIO)
        await pilot.press("enter")
        await until_shown(pilot, "Your goal")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChatScreen))
        chat(pilot).composer.text = "my first words"
        chat(pilot).send()
        await until(pilot, lambda: chat(pilot).view.replies == 1 and not chat(pilot).busy)
        chat(pilot).composer.text = "half a sen"
        await chat(pilot).put_away()
    async with show(**served) as pilot:
        await until_shown(pilot, "half a sen")
        assert chat(pilot).seat.attempt == kept.attempts("Ann")[0].id
        assert chat(pilot).view.replies == 1
        await pilot.press("escape")
        await until_shown(pilot, "Leave this conversation?")
        await pilot.press("down", "enter")
        await until_shown(pilot, "Library | Ann")
    async with show(**served) as pilot:
        await until_shown(pilot, "Library | Ann")


async def test_a_served_session_is_one_persons(show: Shown, kept: Coach) -> None:
    """Where another one was is not where Ann comes back to, and no attempt of another can be opened."""
    bos = kept.start(SCENARIO, lang="en", who="Bo")
    kept.store.ensure_profile("Ann")
    Coach(home=kept.home, only="Bo").store.save_setting("seat", bos.attempt)
    async with show(who=None, only="Ann", served=True) as pilot:
        await until_shown(pilot, "Library | Ann")
    Coach(home=kept.home, only="Ann").store.save_setting("seat", bos.attempt)
    async with show(who=None, only="Ann", served=True) as pilot:
        await until_shown(pilot, "Library | Ann")
    async with show(who=None, only="Ann", served=True, resume=bos.attempt) as pilot:
        await until(pilot, lambda: pilot.app._exit)
        assert isinstance(pilot.app, ServicesimApp)
        assert "no attempt" in str(pilot.app.refusal)


async def test_a_library_that_cannot_be_read_waits_for_a_key(
    show: Shown, kept: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked for once a key, however often it fails, and comes when the data are there again."""
    kept.store.ensure_profile("Ann")
    asked = 0

    def away(_coach: Coach, *_who: object) -> object:
        nonlocal asked
        asked += 1
        raise StoreBusy("cannot reach the database postgresql://secret@db/x")

    with monkeypatch.context() as patch:
        patch.setattr(Coach, "attempts", away)
        async with show(who=None, only="Ann", served=True) as pilot:
            page = await until_shown(pilot, "Try again")
            assert "secret" not in page
            before = asked
            await pilot.pause()
            assert asked == before
            await pilot.press("enter")
            await until(pilot, lambda: asked == before + 1)
            patch.undo()
            await until_shown(pilot, "Quit")
            await pilot.press("enter")
            await until_shown(pilot, "Library | Ann")


async def test_a_served_session_reaches_no_file_and_no_shell(show: Shown, kept: Coach) -> None:
    """The palette has what the screens do and nothing of Textual's own; a fault names no address."""
    kept.store.ensure_profile("Ann")
    async with show(who=None, only="Ann", served=True) as pilot:
        await until_shown(pilot, "Library | Ann")
        offered = {command.title for command in commands(pilot)}
        assert offered == {"Progress", "Quoting my replies", "Light or dark", "Help", "Pause and quit"}
        assert isinstance(pilot.app, ServicesimApp)
        pilot.app.tell(StoreBusy("cannot reach the database postgresql://secret@db/x"))
        page = await until_shown(pilot, "This cannot be kept just now")
        assert "secret" not in page


async def test_a_trainer_reads_a_cohorts_report(show: Shown, kept: Coach) -> None:
    """F9 is there for trainers alone: cohort, period, the report's lines; the look is in the audit log."""
    assigned(kept, "Ann", "Bo")
    kept.store.ensure_profile("Ruth")
    kept.store.department.set_role("Ruth", "trainer")
    async with show() as pilot:
        await until_shown(pilot, "Two no-shows")
        assert "F9" not in shown(pilot)
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)
    async with show(who="Ruth") as pilot:
        await until_shown(pilot, "F9 Cohort")
        await pilot.press("f9")
        await until_shown(pilot, "The report of which period?")
        await pilot.press("enter")
        await until_shown(pilot, "Cohort report: spring")
        (look,) = kept.store.department.looks()
        assert (look.by, look.did.split()[0]) == ("Ruth", "report")
        await pilot.press("f5")
        path: Path = kept.home / "exports" / "cohort-report.txt"
        await until(pilot, path.exists)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))


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
