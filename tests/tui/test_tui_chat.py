"""The chat screen: sending, drafts, sizes, Chinese, hostile text, long conversations."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Button, Static
from tui_events import numbered, opening
from tui_fake import FakeCoach, FakeSeat
from tui_pilot import Opener, shown, until, until_shown

from sim.coach import Coach
from sim.errors import StoreBusy
from sim.model.events import CustomerSaid
from sim.tui.screens.chat import ChatScreen
from sim.tui.widgets.bubble import Bubble
from sim.tui.widgets.more import Paged
from sim.tui.widgets.panel import Panel
from sim.tui.widgets.transcript import MOST, Transcript

LINE = "second time your delivery"


async def chat(pilot: Pilot[int]) -> ChatScreen:
    """Start the conversation and return its screen."""
    await until(
        pilot, lambda: pilot.app.screen.query("#start") != [] and bool(pilot.app.screen.query("#start"))
    )
    await pilot.press("enter")
    await until(
        pilot, lambda: isinstance(pilot.app.screen, ChatScreen) and bool(pilot.app.screen.query(Bubble))
    )
    await pilot.pause()
    assert isinstance(pilot.app.screen, ChatScreen)
    return pilot.app.screen


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


BAD = {
    "en": "Im sorry to hear that. We will look into it and get back to you as soon as possible.",
    "zh": "不好意思让您久等了，我帮您看看，尽快给您答复",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_the_one_thing_to_change_and_the_answer_stand_on_24_lines(
    go_on: Opener, kept: Coach, lang: str
) -> None:
    """Nobody scrolls for them; F8 shows the rest from its beginning, then the end once more."""
    seat = kept.start("complaint-01", lang=lang, who="Ann")  # type: ignore[arg-type]
    seat.reply(BAD[lang])
    answer = seat.standing[-1]
    assert isinstance(answer, CustomerSaid)
    more, less, first, rest = {
        "en": ("F8: details", "F8: short", "Do differently", "? Missing"),
        "zh": ("F8：详情", "F8：收起", "先改这一点", "? 缺少"),
    }[lang]
    async with go_on(seat.attempt, lang=lang) as pilot:
        page = await until_shown(pilot, more)
        assert first in page
        assert answer.text[-12:] in page
        assert rest not in page
        await pilot.press("f8")
        page = await until_shown(pilot, less)
        assert first in page
        await pilot.press("pagedown")
        await until_shown(pilot, rest)
        await pilot.press("f8")
        page = await until_shown(pilot, more)
        assert answer.text[-12:] in page


async def test_feedback_is_whole_where_there_is_room_and_leaves_no_gap(go_on: Opener, kept: Coach) -> None:
    """It follows the window as that grows and shrinks."""
    seat = kept.start("complaint-01", lang="en", who="Ann")
    seat.reply(BAD["en"])
    async with go_on(seat.attempt, size=(60, 24)) as pilot:
        await until_shown(pilot, "F8: details")
        bubble = next(b for b in pilot.app.screen.query(Bubble) if b.entry.feedback is not None)
        for size, words in (((120, 44), "? Missing"), ((80, 24), "F8: details"), ((120, 44), "? Missing")):
            await pilot.resize_terminal(*size)
            await until_shown(pilot, words)
            await until(
                pilot,
                lambda: bubble.size.height == bubble.visual.get_height(bubble.styles, bubble.size.width),
            )


@pytest.mark.parametrize(("width", "lang"), [(60, "en"), (64, "en"), (70, "en"), (60, "zh"), (100, "en")])
async def test_keys_that_have_no_room_are_left_out_whole(
    go_on: Opener, kept: Coach, width: int, lang: str
) -> None:
    """The commands go first, which the help names; sending, help and quitting stay, and no word is cut."""
    seat = kept.start("complaint-01", lang=lang, who="Ann")  # type: ignore[arg-type]
    seat.reply(BAD[lang])
    async with go_on(seat.attempt, size=(width, 24), lang=lang) as pilot:
        ends = {"en": ("Enter Send", "F1 Help", "^Q Quit"), "zh": ("Enter 发送", "F1 帮助", "^Q 退出")}[lang]

        def line() -> str:
            return shown(pilot).rstrip().splitlines()[-1]

        await until(pilot, lambda: line().endswith(ends[-1]) and "^P" not in line())
        assert all(words in line() for words in ends)


@pytest.mark.parametrize(("lang", "words"), [("en", "You"), ("zh", "你")])
async def test_who_gave_no_name_is_spoken_to(play: Opener, lang: str, words: str) -> None:
    """The name that stands for none is for the store, and no word of a Chinese screen."""
    async with play(lang=lang, who="trainee") as pilot:
        screen = await chat(pilot)
        await pilot.press(*"sorry", "enter")
        await until(pilot, lambda: screen.view.replies == 1)
        assert {m.speaker for m in screen.view.messages if m.kind == "trainee"} == {words}


async def test_short_feedback_names_what_is_scored_in_short(go_on: Opener, kept: Coach) -> None:
    """On 60 columns the three levels keep to one line."""
    seat = kept.start("complaint-01", lang="zh", who="Ann")
    seat.reply(BAD["zh"])
    async with go_on(seat.attempt, size=(60, 24), lang="zh") as pilot:
        await until_shown(pilot, "共情 1/4 | 响应 1/4 | 保证 1/4")


@pytest.mark.parametrize("width", [80, 100])
async def test_every_key_stands_whole_on_its_line(play: Opener, width: int) -> None:
    """In practice there are most of them; none is cut at the widths that people have."""
    async with play(size=(width, 30)) as pilot:
        await chat(pilot)
        await until(pilot, lambda: shown(pilot).rstrip().endswith("^Q Quit"))


async def test_a_small_window_stays_usable_and_a_tiny_one_says_so(play: Opener) -> None:
    """At 80x24 the panel takes turns with the conversation; below 60x18 the window is asked to grow."""
    async with play(size=(80, 24)) as pilot:
        screen = await chat(pilot)
        for words in (LINE, "Heat 75 angry", "Write to the customer here", "^Q Quit"):
            await until_shown(pilot, words)
        assert not screen.query_one(Panel).display
        await pilot.press("f2")
        await until_shown(pilot, "Promised so far")
        await pilot.press("escape")
        await until_shown(pilot, LINE)
        await pilot.press(*"kept")
        await pilot.resize_terminal(50, 15)
        await until_shown(pilot, "make the window larger")
        await pilot.resize_terminal(120, 36)
        page = await until_shown(pilot, "Promised so far")
        assert LINE in page
        assert screen.composer.text == "kept"


@pytest.mark.parametrize(("lang", "told"), [("en", "Reply 3 is taken back."), ("zh", "正在阅读你的回复……")])
async def test_nothing_is_cut_in_the_smallest_window(play: Opener, lang: str, told: str) -> None:
    """At 60x18 every word above the field and in the title stands whole; a long title is what gives way."""
    async with play(size=(60, 18), lang=lang) as pilot:
        screen = await chat(pilot)
        screen.title_text = "A fridge that came neither last week nor today, and a freezer"
        screen.view.again = 2
        screen.tell_title()
        if lang == "en":
            screen.taken_back = 3
        else:
            screen.busy = True
        screen.tell_prompt()
        page = await until_shown(pilot, told)
        bar = next(row for row in page.splitlines() if told in row)
        assert all(str(button.label) in bar for button in screen.query("#bar Button").results(Button))
        assert page.splitlines()[0].rstrip().endswith(screen.tr("reply {n} tried again").format(n=2))
        assert "..." in page.splitlines()[0]
        screen.busy = False


async def test_the_help_begins_at_its_beginning_in_the_smallest_window(play: Opener) -> None:
    """What is above the page's end is not scrolled away; its button stays in sight."""
    async with play(size=(60, 18)) as pilot:
        await chat(pilot)
        await pilot.press("f1")
        page = await until_shown(pilot, "send the reply; on a button")
        assert "Close" in page
        await pilot.press("pagedown", "pagedown")
        await until_shown(pilot, "what the card allows")
        await pilot.press("enter")
        await until_shown(pilot, LINE)


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


@pytest.mark.parametrize(("lang", "told"), [("en", "Debrief"), ("zh", "复盘")])
async def test_the_way_to_the_debrief_is_not_cut_in_a_small_window(
    play: Opener, coach: FakeCoach, lang: str, told: str
) -> None:
    """At 80x24 the button that said Send has room for its longer word."""
    coach.ends_at = 1
    async with play(size=(80, 24), lang=lang) as pilot:
        screen = await chat(pilot)
        screen.composer.text = "last words"
        await pilot.press("enter")
        await until(pilot, lambda: screen.view.over)
        bar = screen.query_one("#bar").region
        await until(pilot, lambda: told in shown(pilot).splitlines()[bar.y])


async def test_the_card_says_that_something_is_below(play: Opener) -> None:
    """In a small window Page Down turns the card while it stands in the conversation's place."""
    async with play(size=(80, 24)) as pilot:
        screen = await chat(pilot)
        await pilot.press("f2")
        await until_shown(pilot, "PgDn: more")
        await pilot.press("pagedown", "pagedown")
        await until_shown(pilot, "You work for the shop.")
        await until(pilot, lambda: "PgDn: more" not in shown(pilot))
        assert screen.focused is screen.composer


@pytest.mark.parametrize("card", [False, True])
async def test_no_line_is_lost_between_two_pages(play: Opener, *, card: bool) -> None:
    """What the hint hides at the foot of one page stands on the next, in brief and card."""
    async with play(size=(60, 18)) as pilot:
        await until_shown(pilot, "PgDn: more")
        if card:
            await chat(pilot)
            await pilot.press("f2")
        hidden = await until_shown(pilot, "PgDn: more")
        read = ""
        while "PgDn: more" in hidden:
            read += hidden.partition("PgDn: more")[0].rpartition("\n")[0]
            await pilot.press("pagedown")
            await pilot.pause(0.05)
            hidden = shown(pilot)
        part = pilot.app.screen.query_one("#panel" if card else "#page", Paged)
        for told in part.query(Static).exclude("More"):
            for word in str(told.render()).split():
                assert word in read + hidden, (word, read, hidden)


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
