"""The screen of a case drill at 80x24: question above, field below, points between, then another try."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Static
from tui_pilot import until

from sim.coach import Coach
from sim.coach.drills import start_drill
from sim.tui.app import ServicesimApp
from sim.tui.request import Request
from sim.tui.screens.drill import DrillScreen
from sim.tui.widgets.composer import Composer


async def waited(pilot: Pilot[int], kind: type[DrillScreen]) -> DrillScreen:
    """Return the drill's screen once it is there."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    assert isinstance(pilot.app.screen, kind)
    return pilot.app.screen


def shown(screen: DrillScreen) -> str:
    """Return every line of the result."""
    return "\n".join(str(line.render()) for line in screen.query("#result Static").results(Static))


async def test_an_answer_and_a_second_try(kept: Coach) -> None:
    """Enter sends, the points appear, F4 goes on, and what was met stays met; both answers are kept."""
    app = ServicesimApp(Request(None, "en", who="Ann", drill="case-01"), lambda _request: kept)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await waited(pilot, DrillScreen)
        field = screen.query_one(Composer)
        assert "Which four key links" in str(screen.query_one("#question", Static).render())
        for text, wanted in (
            ("Know the customer: find out what they need.", "Met: Know the customer"),
            ("Maintain: keep your promises.", "Met before: Know the customer"),
        ):
            field.text = text
            await pilot.press("enter")
            await until(pilot, lambda wanted=wanted: wanted in shown(screen))
            assert field.text == ""
            await pilot.press("f4")
            assert field.has_focus
        assert field.region.bottom <= 24
        assert "Second try" in str(screen.query_one("#prompt", Static).render())
    (row,) = kept.store.cases("Ann")
    assert row.turn_no == 2


async def test_the_material_fits_and_a_draft_is_kept(kept: Coach) -> None:
    """The survey stands above the field at 80x24; leaving keeps what is half typed."""
    app = ServicesimApp(Request(None, "zh", who="Ann", drill="case-04"), lambda _request: kept)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await waited(pilot, DrillScreen)
        assert "本表为训练自拟" in str(screen.query_one("#material", Static).render())
        await pilot.pause(0.2)
        assert screen.query_one("#page").region.height >= 8
        screen.query_one(Composer).text = "停车"
        await pilot.press("escape")
        await pilot.pause(0.2)
    (row,) = kept.store.cases("Ann")
    assert kept.store.draft(row.id) == "停车"
    assert start_drill(kept, "case-04", lang="zh", who="Ann").attempt != row.id
