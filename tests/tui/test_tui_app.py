"""The way through the screens: first frame, names, resuming, library, debrief, themes, sizes."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from textual.widgets import OptionList
from tui_events import answer, opening
from tui_fake import FakeCoach, FakeSeat
from tui_pilot import Opener, click_until, shown, until, until_shown

from sim.coach import Coach
from sim.content import Library
from sim.errors import NotFound
from sim.tui.app import ServicesimApp
from sim.tui.request import Request
from sim.tui.screens.chat import ChatScreen
from sim.tui.screens.library import LibraryScreen, Row, easiest

LINE = "second time your delivery"


def test_the_first_frame_needs_nothing_of_the_core() -> None:
    """The title comes without pydantic, YAML, SQL or the coach, and with the kitty keyboard mode off.

    With that mode on, five Chinese characters from an input method arrive as garbage.
    """
    code = (
        "import sys, sim.tui, sim.tui.app;"
        "heavy = ('pydantic', 'yaml', 'sqlalchemy', 'rapidfuzz', 'sim.coach', 'sim.model.events');"
        "print([name for name in heavy if name in sys.modules]);"
        "from textual import constants; print(constants.DISABLE_KITTY_KEY)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "True"]


async def test_the_first_frame_shows_the_title_and_keeps_the_keys(coach: FakeCoach) -> None:
    """The title stands there before the core is loaded; Enter and words typed by then are not lost."""
    opened = threading.Event()

    def slow(_request: Request) -> FakeCoach:
        opened.wait()
        return coach

    app = ServicesimApp(Request("complaint-01", title="Two no-shows"), slow)  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Two no-shows")
        await pilot.press("s", "o", "enter")
        opened.set()
        await until_shown(pilot, LINE)
        await until(pilot, lambda: isinstance(app.screen, ChatScreen) and app.screen.composer.text == "so")


async def test_by_keyboard_alone_from_the_library_to_the_debrief_and_back(
    play: Opener, coach: FakeCoach
) -> None:
    """Open, start, reply twice, read the debrief, write it to a file, return."""
    async with play(scenario_id=None, title=None) as pilot:
        await until_shown(pilot, "Urgent transfer")
        await pilot.press(*"shows", "enter")
        await until_shown(pilot, "Your goal")
        await pilot.press("enter")
        await until_shown(pilot, LINE)
        await pilot.press(*"sorry", "enter")
        await until_shown(pilot, "Feedback on reply 1")
        await pilot.press(*"done", "enter")
        await until_shown(pilot, "conversation is over")
        await until(pilot, lambda: not {"F6", "F7"} & set(shown(pilot).splitlines()[-1].split()))
        await pilot.press("enter")
        await until_shown(pilot, "cost most trust")
        await pilot.press("escape")
        assert "Red line" in await until_shown(pilot, "Debrief:")
        await pilot.press("f5")
        path = coach.home / "exports" / "complaint-01-a2-debrief.txt"
        await until(pilot, path.exists)
        assert "threat" in path.read_text(encoding="utf-8")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))


async def test_by_mouse_alone_through_every_screen(play: Opener, coach: FakeCoach) -> None:
    """Nothing but clicks; the words of the reply are put into the field."""
    async with play(scenario_id=None, title=None) as pilot:
        coach.ends_at = 1
        await until_shown(pilot, "Two no-shows")
        await pilot.click(OptionList, offset=(4, 0))
        await until_shown(pilot, "Your goal")
        await pilot.click("#start")
        await until_shown(pilot, LINE)
        assert isinstance(pilot.app.screen, ChatScreen)
        pilot.app.screen.composer.text = "sorry"
        await click_until(pilot, "#send", "conversation is over")
        await click_until(pilot, "#send", "cost most trust")
        await click_until(pilot, "#skip", "Play again")
        await click_until(pilot, "#again", "Your goal")
        await pilot.click("#back")
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))


@pytest.mark.parametrize(("answer_key", "shows"), [("enter", "my first words"), ("down", "Your goal")])
async def test_an_unfinished_attempt_is_offered(
    play: Opener, coach: FakeCoach, answer_key: str, shows: str
) -> None:
    """Going on shows what was said and what was half typed; starting anew begins with the brief."""
    coach.kept = FakeSeat("a1", "en", [*opening(), *answer(1, "my first words")], draft="half a sen")
    async with play() as pilot:
        await until_shown(pilot, "You left a conversation here")
        await pilot.press(*([answer_key] if answer_key == "enter" else [answer_key, "enter"]))
        await until_shown(pilot, shows)
        if answer_key == "enter":
            await until_shown(pilot, "half a sen")


async def test_the_name_is_asked_once_and_can_be_skipped(play: Opener, coach: FakeCoach) -> None:
    """Without any profile a name is asked for; skipping plays as trainee."""
    coach.people = ()
    async with play() as pilot:
        await until_shown(pilot, "Under which name")
        await pilot.click("#leave")
        await until_shown(pilot, "Your goal")
        await pilot.press("f4", "enter")
        await until_shown(pilot, LINE)
        assert coach.started == [
            {"lang": "en", "mode": "exam", "seed": 0, "who": "trainee", "rubric_id": "service"}
        ]


async def test_several_people_choose_who_is_playing(play: Opener, coach: FakeCoach) -> None:
    """With two profiles and none named, the program asks."""
    coach.people = ("Ann", "李雷")
    async with play(lang="zh") as pilot:
        await until_shown(pilot, "李雷")
        await pilot.press("down", "enter", "enter")
        await until(pilot, lambda: bool(coach.started))
        assert coach.started[0]["who"] == "李雷"


async def test_an_unknown_scenario_is_refused_with_its_own_exit_code(coach: FakeCoach) -> None:
    """The shell that called gets the error to print; nobody sees a trace."""
    app = ServicesimApp(Request("nowhere-01"), lambda _request: coach)  # type: ignore[arg-type,return-value]
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.refusal is not None)
    assert isinstance(app.refusal, NotFound)
    assert app.return_value == 4


async def test_the_theme_changes_and_help_and_commands_open(play: Opener) -> None:
    """F3, F1 and Ctrl+P work on every screen; the help names the keys of the screen it is asked on."""
    async with play() as pilot:
        await until_shown(pilot, "Your goal")
        dark = pilot.app.current_theme.dark
        await pilot.press("f3")
        assert pilot.app.current_theme.dark is not dark
        await pilot.press("f1")
        page = await until_shown(pilot, "change between practice and exam")
        assert "F6" not in page
        await pilot.press("escape", "enter")
        await until_shown(pilot, LINE)
        await pilot.press("f1")
        page = await until_shown(pilot, "a hint on the next reply")
        assert "practice and exam" not in page
        await pilot.press("escape", "ctrl+p")
        await until_shown(pilot, "Pause and quit")


async def test_the_library_shows_every_title_whole_at_80_columns(go_on: Opener, kept: Coach) -> None:
    """No title of ours is cut, and no line of the list is broken in two, in a terminal of 80 columns."""
    titles = [head.get("en") for head in Library().heads()]
    assert "Wrong item, photos asked three times" in titles
    kept.start("complaint-02", lang="en", who="Ann").reply("Sorry about the dress.")
    async with go_on(size=(80, 30)) as pilot:
        page = await until_shown(pilot, "The private client's urgent transfer")
        assert all(title in page for title in titles)
        line = next(row for row in page.splitlines() if "photos asked" in row)
        assert line.rstrip().endswith("open")


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_line_of_the_library_stays_one_line_in_the_smallest_window(
    go_on: Opener, kept: Coach, lang: str
) -> None:
    """In 60 columns the family gives way: title, best and last stand in one line, under their heads."""
    kept.start("complaint-02", lang="en", who="Ann").reply("Sorry about the dress.")
    async with go_on(size=(60, 30), lang=lang) as pilot:
        page = await until_shown(pilot, "No other heating company" if lang == "en" else "只有你们一家供暖")
        rows = page.splitlines()
        assert any(row.rstrip().endswith("Last" if lang == "en" else "最近") for row in rows)
        assert ("of 100." if lang == "en" else "满分100。") in page
        listed = [row for row in rows if "##" in row]
        assert len(listed) == 18
        assert all(row.rstrip().endswith(("-", "open", "未完成", "进行中")) for row in listed)
        assert not any(row.strip() in {"-", "open"} for row in rows)


async def test_the_list_opens_at_the_easiest_scenario_that_was_not_played(go_on: Opener, kept: Coach) -> None:
    """Nobody begins at the hardest one because its name comes first in the alphabet."""
    async with go_on() as pilot:
        screen = pilot.app.screen
        await until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))
        screen = pilot.app.screen
        await until(pilot, lambda: screen.query_one(OptionList).highlighted_option is not None)
        option = screen.query_one(OptionList).highlighted_option
        hard = {head.id: head.difficulty for head in Library().heads()}
        assert option is not None
        assert option.id is not None
        assert hard[option.id] == min(hard.values())


def test_what_was_played_is_not_begun_at_again_while_something_is_new() -> None:
    """Of what is new the easiest, else the easiest of all; an empty list has nothing to begin at."""
    played = Row("easy", "Easy", 1, "complaint", best=80, last=80)
    begun = Row("begun", "Begun", 1, "complaint", unfinished=True)
    new = [Row("hard", "Hard", 4, "abuse"), Row("middling", "Middling", 2, "vip")]
    assert easiest([played, begun, *new]) == "middling"
    assert easiest([played, begun]) == "easy"
    assert easiest([]) is None
