"""The preview on screen: a save is played at once, faults stand in their place, the console says why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from tui_pilot import shown, until, until_shown

from sim.content import bundled_folder
from sim.tui.preview.app import PreviewApp
from sim.tui.preview.parts import Console, Faults
from sim.tui.preview.screen import PreviewScreen

TEXT = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
FORMULA = "I'm sorry for any inconvenience. We will look into it as soon as possible."
PLAN = "Sorry, two days at home with a newborn and no fridge is awful. I can book 8-12 or 14-18 tomorrow."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a copy of a scenario that can be edited."""
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, "utf-8")
    return path


@asynccontextmanager
async def opened(
    path: Path, size: tuple[int, int] = (110, 34), lang: str = "en"
) -> AsyncIterator[tuple[Pilot[int], PreviewScreen]]:
    """Open the preview and wait for its first picture."""
    app = PreviewApp(path, lang=lang)  # type: ignore[arg-type]
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, PreviewScreen)
                and app.screen.picture is not None
                and not app.screen.busy
            ),
        )
        assert isinstance(app.screen, PreviewScreen)
        yield pilot, app.screen


async def send(pilot: Pilot[int], screen: PreviewScreen, *replies: str) -> None:
    """Send replies, each when the one before is answered."""
    for reply in replies:
        number = screen.picture.replies + 1 if screen.picture else 1
        screen.composer.text = reply
        await pilot.press("enter")
        await until(
            pilot,
            lambda n=number: screen.picture is not None and screen.picture.replies == n and not screen.busy,
        )
        await pilot.pause()


async def test_a_save_changes_the_customers_line_in_place(file: Path) -> None:
    """The new words stand where the old ones did; replies and what is half typed stay."""
    async with opened(file) as (pilot, screen):
        await send(pilot, screen, FORMULA)
        screen.composer.text = "half a reply"
        file.write_text(TEXT.replace("Order 8841. What are", "Order 8841! Well, what are"), "utf-8")
        page = await until_shown(pilot, "Order 8841! Well")
        assert "8841. What" not in page
        assert "sorry for any inconvenience" in page
        assert "replies: 1" in page
        assert screen.composer.text == "half a reply"


async def test_a_broken_file_shows_the_fault_and_a_mended_one_clears_it(file: Path) -> None:
    """The fault stands with line and column, play goes on, and F3 goes from fault to fault."""
    async with opened(file) as (pilot, screen):
        broken = TEXT.replace("\nendings:", "\nendingz:", 1).replace(
            "      - go: insist", "      - go: inist", 1
        )
        file.write_text(broken, "utf-8")
        page = await until_shown(pilot, "Faults: 2 errors; number 1 of 2")
        line = broken[: broken.index("inist")].count("\n") + 1
        assert f"mine.yaml:{line}:13: error SC014" in page
        assert "did you mean insist?" in " ".join(page.split())
        await pilot.press("f3")
        page = await until_shown(pilot, "number 2 of 2")
        assert "> ! mine.yaml" in page
        assert "did you mean endings?" in " ".join(page.split())
        await send(pilot, screen, FORMULA)
        await until_shown(pilot, "replies: 1")
        file.write_text(TEXT, "utf-8")
        await until(pilot, lambda: "Faults" not in shown(pilot))
        assert not screen.query_one(Faults).display
        await until_shown(pilot, "replies: 1")


async def test_where_the_conversation_parts(file: Path) -> None:
    """A reply that leads elsewhere is told above the field, and the later ones come back with the old way."""
    async with opened(file) as (pilot, screen):
        await send(pilot, screen, FORMULA, PLAN)
        draft = TEXT.replace("status: ready", "status: draft", 1)
        file.write_text(draft.replace("      - go: insist\n", "      - go: pressing\n", 1), "utf-8")
        page = await until_shown(pilot, "Reply 1 now leads to `pressing` instead of `insist`.")
        assert "Reply 2 waits" in page
        assert "two days at home" not in page
        file.write_text(TEXT, "utf-8")
        page = await until_shown(pilot, "Reply 2 is given again.")
        assert "two days at home" in page


async def test_deleted_and_written_again(file: Path) -> None:
    """Deletion, another encoding and two megabytes are faults; the conversation stays."""
    async with opened(file) as (pilot, screen):
        await send(pilot, screen, FORMULA)
        file.unlink()
        await until_shown(pilot, "mine.yaml: error YM001")
        file.write_bytes("保证".encode("gb18030"))
        await until_shown(pilot, "mine.yaml:1:1: error YM005")
        file.write_bytes(b"a: b\n" * 500_000)
        await until_shown(pilot, "error YM004")
        await pilot.press("f7")
        await until(pilot, lambda: "replies: 0" in shown(pilot))
        assert screen.composer.text == FORMULA
        file.write_text(TEXT, "utf-8")
        await until(pilot, lambda: "error" not in shown(pilot))


async def test_a_file_that_was_never_good(tmp_path: Path) -> None:
    """It opens with its faults, keeps what is typed, and plays with the first good save."""
    path = tmp_path / "mine.yaml"
    path.write_text("id: [bold]x[/bold]\n", "utf-8")
    async with opened(path) as (pilot, screen):
        await until_shown(pilot, "can be played yet")
        screen.composer.text = FORMULA
        await pilot.press("enter", "f7", "ctrl+r", "f6", "f3")
        await until(pilot, lambda: not screen.busy)
        assert screen.composer.text == FORMULA
        path.write_text(TEXT, "utf-8")
        await until_shown(pilot, "Ms Dawson")
        await pilot.press("enter")
        await until_shown(pilot, "replies: 1")


async def test_the_console_says_why(file: Path) -> None:
    """Every branch stands there with its parts, held or not, the taken one marked; F6, F8 choose a reply."""
    async with opened(file, size=(120, 50)) as (pilot, screen):
        await until_shown(pilot, "Nothing to tell before the first reply.")
        await send(pilot, screen, FORMULA, PLAN)
        page = await until_shown(pilot, "Reply 2 at `insist`")
        assert "> 4. `why_failed`: taken" in page
        assert "promised beyond authority" in " ".join(page.split()).replace("│", "")
        await pilot.press("f6")
        page = await until_shown(pilot, "Reply 1 at `opening`")
        words = "quality of the reply at least 45: 25, not held"
        told = "\n".join(
            row[2] for section in (screen.picture.console if screen.picture else ()) for row in section.rows
        )
        assert words in told
        assert "> 6. `insist`: taken" in page
        await pilot.press("f8")
        await until_shown(pilot, "Reply 2 at `insist`")
        await pilot.press("ctrl+r")
        await until_shown(pilot, "replies: 0")


@pytest.mark.parametrize(("size", "wide"), [((100, 30), True), ((80, 24), False)])
async def test_the_console_in_either_width(file: Path, size: tuple[int, int], wide: bool) -> None:
    """In a wide window it stands beside the chat, in a narrow one in its place; F9 changes that."""
    async with opened(file, size=size) as (pilot, screen):
        await send(pilot, screen, FORMULA)

        def both() -> bool:
            return "Reply 1 at `opening`" in shown(pilot) and "Ms Dawson" in shown(pilot)

        await until(pilot, lambda: both() == wide)
        await pilot.press("f9")
        await until(pilot, lambda: ("Reply 1 at `opening`" in shown(pilot)) != wide)
        await until(pilot, lambda: ("Ms Dawson" in shown(pilot)) == wide)
        await until_shown(pilot, "F9 ")
        await until_shown(pilot, "^Q")
        assert screen.query_one(Console).display != wide


async def test_nothing_is_stored(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation in the preview leaves no file in the data folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("SERVICESIM_HOME", str(home))
    async with opened(file) as (pilot, screen):
        await send(pilot, screen, FORMULA)
        await pilot.press("ctrl+q")
    assert not home.exists()


async def test_help_tells_the_keys_of_the_preview(file: Path) -> None:
    """F1 shows this screen's own keys, and Esc goes back to it."""
    async with opened(file) as (pilot, screen):
        await pilot.press("f1")
        page = await until_shown(pilot, "to the next fault of the file")
        assert "light or dark" not in page
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
