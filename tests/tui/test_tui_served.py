"""A served session is one person's: it comes back to its turn and reaches nothing else."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList
from tui_department import Shown, chat, commands
from tui_pilot import until, until_shown

from sim.coach import Coach
from sim.errors import StoreBusy
from sim.tui.app import ServicesimApp
from sim.tui.screens.chat import ChatScreen
from tests.coach.coach_people import SCENARIO


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
