"""What the library offers by who one is: consent to be quoted, and a cohort's report for trainers."""

from __future__ import annotations

from pathlib import Path

from tui_department import Shown, commands
from tui_pilot import shown, until, until_shown

from sim.coach import Coach
from sim.tui.screens.library import LibraryScreen
from tests.coach.coach_people import assigned


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
