"""The chat screen in windows of every size: what gives way, what stays whole, what is read page by page."""

from __future__ import annotations

import pytest
from textual.widgets import Button, Static
from tui_chat import LINE, chat
from tui_fake import FakeCoach
from tui_pilot import Opener, shown, until, until_shown

from sim.coach import Coach
from sim.model.events import CustomerSaid
from sim.tui.widgets.bubble import Bubble
from sim.tui.widgets.more import Paged
from sim.tui.widgets.panel import Panel

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
        await until_shown(pilot, more)
        page = await until_shown(pilot, answer.text[-12:])
        assert first in page
        assert rest not in page
        await pilot.press("f8")
        page = await until_shown(pilot, less)
        assert first in page
        await pilot.press("pagedown")
        await until_shown(pilot, rest)
        await pilot.press("f8")
        await until_shown(pilot, more)
        await until_shown(pilot, answer.text[-12:])


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
