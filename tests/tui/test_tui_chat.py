"""The chat screen: sending, typing, drafts, leaving, Chinese, hostile text, long conversations."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from tui_chat import LINE, chat
from tui_events import numbered, opening
from tui_fake import FakeCoach, FakeSeat
from tui_pilot import Opener, shown, until, until_shown

from sim.errors import StoreBusy
from sim.model.events import CustomerSaid
from sim.tui.widgets.panel import Panel
from sim.tui.widgets.transcript import MOST, Transcript


async def test_a_reply_brings_feedback_meters_promises_and_the_next_line(play: Opener) -> None:
    """Everything the events say about a reply stands on the screen; a blank reply is not sent."""
    async with play(size=(120, 50)) as pilot:
        screen = await chat(pilot)
        await pilot.press("space", "ctrl+j", "enter")
        assert screen.view.replies == 0
        await until_shown(pilot, "Type your reply first.")
        await pilot.press("x")
        await until(pilot, lambda: "Type your reply first." not in shown(pilot))
        screen.composer.text = "I am sorry [bold]x[/bold] \x1b[31mred"
        await pilot.press("enter")
        page = await until_shown(pilot, "who pays for my two lost days")
        for words in (
            "[bold]x[/bold] [31mred",
            "Feedback on reply 1",
            "3/4 ###-",
            "names what hurts",
            "no owner",
        ):
            assert words in page
        for words in ("62 (-13)  angry", "over your authority", "[bold]paid[/bold]", "replies: 1"):
            assert words in page
        assert "\x1b" not in page


async def test_what_is_shown_twice_at_once_stands_there_once(play: Opener) -> None:
    """Two parts of the program may show the conversation at the same moment; each message is mounted once."""
    async with play() as pilot:
        screen = await chat(pilot)
        transcript = screen.query_one(Transcript)
        await transcript.show([])
        for messages in (screen.view.messages, [*screen.view.messages] * 3):
            await asyncio.gather(*(transcript.show(messages) for _ in range(3)))
            assert len(transcript.children) == len(messages)


async def test_an_exam_hides_the_feedback(play: Opener) -> None:
    """The customer answers, and nothing grades the reply."""
    async with play(mode="exam") as pilot:
        screen = await chat(pilot)
        screen.composer.text = "sorry"
        await pilot.press("enter")
        page = await until_shown(pilot, "who pays")
        assert "Feedback" not in page
        assert "authority" not in page.split("Customer card")[0].split("Promised so far")[1]


async def test_a_reply_that_could_not_be_stored_comes_back(play: Opener, coach: FakeCoach) -> None:
    """The words return to the field, with one line that says why, and can be sent again."""
    coach.reply_fails = StoreBusy("the data file cannot be written now")
    async with play() as pilot:
        screen = await chat(pilot)
        screen.composer.text = "two lost days"
        await pilot.press("enter")
        await until_shown(pilot, "cannot be written now")
        assert screen.composer.text == "two lost days"
        await pilot.press("enter")
        await until_shown(pilot, "Feedback on reply 1")


async def test_a_draft_is_kept_while_typing_and_when_leaving(play: Opener, coach: FakeCoach) -> None:
    """The draft goes to the store by itself, and with Ctrl+Q at once, followed by the pause."""
    async with play() as pilot:
        await chat(pilot)
        await pilot.press(*"half")
        assert coach.seat is not None
        seat = coach.seat
        await until(pilot, lambda: seat.draft == "half")
        await pilot.press("x", "ctrl+q")
        await until(pilot, lambda: seat.draft == "halfx")
    assert seat.events[-1].event == "paused"


async def test_the_conversation_is_written_to_a_file_from_the_field(play: Opener, coach: FakeCoach) -> None:
    """F5 works while a reply is being typed: it must not select a word there."""
    async with play() as pilot:
        await chat(pilot)
        await pilot.press("f5")
        path = coach.home / "exports" / "complaint-01-a2-transcript.txt"
        await until(pilot, path.exists)
    assert LINE in path.read_text(encoding="utf-8")


async def test_leaving_asks_first_and_keeps_the_attempt(play: Opener, coach: FakeCoach) -> None:
    """Esc asks; the library follows; the attempt is paused."""
    async with play() as pilot:
        await chat(pilot)
        await pilot.press("escape")
        await until_shown(pilot, "Leave this conversation?")
        await pilot.press("down", "enter")
        await until_shown(pilot, "Library")
        assert coach.seat is not None
        assert coach.seat.events[-1].event == "paused"


@pytest.mark.parametrize(("lang", "words"), [("en", "You"), ("zh", "你")])
async def test_who_gave_no_name_is_spoken_to(play: Opener, lang: str, words: str) -> None:
    """The name that stands for none is for the store, and no word of a Chinese screen."""
    async with play(lang=lang, who="trainee") as pilot:
        screen = await chat(pilot)
        await pilot.press(*"sorry", "enter")
        await until(pilot, lambda: screen.view.replies == 1)
        assert {m.speaker for m in screen.view.messages if m.kind == "trainee"} == {words}


async def test_chinese_is_typed_pasted_and_shown(play: Opener, coach: FakeCoach) -> None:
    """The interface speaks Chinese; pasted Chinese arrives whole; Ctrl+W takes one character."""
    async with play(lang="zh") as pilot:
        screen = await chat(pilot)
        screen.composer.text = "非常抱歉"
        screen.composer.move_cursor(screen.composer.document.end)
        screen.composer.post_message(events.Paste("，让您白等了两天。\x1b[2J\r\n明天送"))
        await until(pilot, lambda: screen.composer.text.endswith("明天送"))
        assert screen.composer.text == "非常抱歉，让您白等了两天。[2J\n明天送"
        await pilot.press("ctrl+w")
        assert screen.composer.text.endswith("\n明天")
        await pilot.press("enter")
        await until_shown(pilot, "误工费")
        assert coach.seat is not None
        assert coach.seat.replies == ["非常抱歉，让您白等了两天。[2J\n明天"]


async def test_the_terminal_cursor_follows_the_caret(play: Opener) -> None:
    """Before the first key and after a resize the input method's window opens at the caret."""
    async with play() as pilot:
        screen = await chat(pilot)
        await until(pilot, lambda: pilot.app.cursor_position == screen.composer.cursor_screen_offset)
        await pilot.resize_terminal(90, 30)
        await until(pilot, lambda: pilot.app.cursor_position == screen.composer.cursor_screen_offset)
        assert pilot.app.cursor_position.y > 20


async def test_what_is_typed_away_from_the_field_goes_into_it(play: Opener, coach: FakeCoach) -> None:
    """After Tab to the card letters, a burst of Chinese and a paste reach the field, in their order."""
    async with play() as pilot:
        screen = await chat(pilot)
        await pilot.press("h", "tab")
        assert isinstance(screen.focused, Panel)
        for letter in "请稍等":
            pilot.app.post_message(events.Key(letter, letter))
        await until(pilot, lambda: screen.composer.text == "h请稍等")
        assert screen.focused is screen.composer
        await pilot.press("tab")
        pilot.app.post_message(events.Paste(" now"))
        await until(pilot, lambda: screen.composer.text == "h请稍等 now")
        await pilot.press("enter")
        await until_shown(pilot, "Feedback on reply 1")
    assert coach.seat is not None
    assert coach.seat.replies == ["h请稍等 now"]


async def test_the_line_of_keys_names_what_enter_does(play: Opener, coach: FakeCoach) -> None:
    """In the field it sends, on the card it leads back, on a button it presses that; ^J goes with the end."""
    coach.ends_at = 1
    async with play(size=(110, 32)) as pilot:
        screen = await chat(pilot)
        screen.composer.text = "half a reply"
        await until_shown(pilot, "Enter Send ^J New line")
        await pilot.press("tab")
        await until_shown(pilot, "Enter Write")
        await pilot.press("enter")
        await until(pilot, lambda: screen.focused is screen.composer)
        assert screen.view.replies == 0
        await pilot.press("tab", "tab")
        await until_shown(pilot, "Enter Back")
        await pilot.press("enter")
        await until_shown(pilot, "Leave this conversation?")
        await pilot.press("escape", "enter")
        await until(pilot, lambda: screen.view.over)
        await until_shown(pilot, "Enter Debrief")
        assert "New line" not in shown(pilot)


async def test_a_long_conversation_is_mounted_in_a_window(play: Opener, coach: FakeCoach) -> None:
    """Of a thousand messages at most sixty are mounted, and earlier ones come by scrolling."""
    said = [
        CustomerSaid(seq=3, turn="t", turn_no=0, speaker="Ms Chen", text=f"line {n}") for n in range(1000)
    ]
    coach.kept = FakeSeat("a1", "en", numbered([*opening(), *said]))
    async with play() as pilot:
        await until_shown(pilot, "Go on")
        await pilot.press("enter")
        await until_shown(pilot, "line 999")
        transcript = pilot.app.screen.query_one(Transcript)
        assert len(transcript.children) <= MOST
        while "line 930" not in shown(pilot):
            await pilot.press("pageup")
            assert len(transcript.children) <= MOST
        pilot.app.screen.query_one("#composer").focus()
        await pilot.press(*"late", "enter")
        await until_shown(pilot, "who pays")
        assert len(transcript.children) <= MOST
