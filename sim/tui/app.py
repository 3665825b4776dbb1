"""Owns the application that a trainee plays in: loading the core, the way through it, commands, help.

Never holds a rule and imports nothing of the core before the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from sim.tui.request import Request
from sim.tui.shell import Shell

if TYPE_CHECKING:
    from sim.coach import Coach


class ServicesimApp(Shell):
    """The full-screen program."""

    def __init__(self, request: Request, open_coach: Callable[[Request], Coach] | None = None) -> None:
        """`open_coach` replaces the loading of the core, for tests."""
        super().__init__(request)
        self._open_coach = open_coach

    async def walk(self) -> None:
        """Load the core in the worker thread, then follow the trainee through the screens."""
        if self._open_coach is None:
            from sim.tui.flow import load

            self._open_coach = load
        opener = self._open_coach
        self.coach = await self.ask(lambda: opener(self.request))
        from sim.tui.flow import Flow

        await Flow(self, self.coach, self.request).walk()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer what the current screen can do, and what works everywhere."""
        _ = self._tr
        offers = {
            "action_panel": (_("Customer card, state and promises"), _("Show or hide the customer's side")),
            "action_export": (_("Export to a text file"), _("Write the conversation or debrief to a file")),
            "action_hint": (_("Hint"), _("Say what the customer needs, then more; three in a conversation")),
            "action_details": (_("Details"), _("Show the whole feedback, or the short of it")),
            "action_take_back": (
                _("Take back"),
                _("Take the last reply back; its words return to the field"),
            ),
            "action_debrief": (
                _("Debrief"),
                _("Leave the conversation for the debrief of the turn tried again"),
            ),
            "action_turn": (
                _("Try that turn again"),
                _("The same customer in the same state; both are kept"),
            ),
            "action_other": (_("Another turn"), _("Choose the reply to try again")),
            "action_contest": (
                _("Contest a mark"),
                _("Say which mark is wrong, and why; a trainer reads it"),
            ),
            "action_history": (_("Progress"), _("Your levels over time")),
            "action_consent": (_("Quoting my replies"), _("Say whether reports may quote your words")),
            "action_cohort": (_("Cohort"), _("Report of what a group handed in")),
            "action_start": (_("Start"), _("Begin the conversation")),
            "action_again": (_("Play again"), _("Play the same scenario from its beginning")),
            "action_back": (_("Back"), _("Leave this screen; nothing is lost")),
            "action_library": (_("Library"), _("Go to the list of scenarios")),
        }
        for name, (words, hint) in offers.items():
            action = getattr(screen, name, None)
            if action is not None and screen.check_action(name.removeprefix("action_"), ()):
                yield SystemCommand(words, hint, action)
        yield SystemCommand(_("Light or dark"), _("Change the colours"), self.action_theme)
        yield SystemCommand(_("Help"), _("Keys and how replies are read"), self.action_help)
        yield SystemCommand(_("Pause and quit"), _("Nothing is lost"), self.action_quit)

    def action_help(self) -> None:
        """Show the help page in front of whatever is on screen."""
        from sim.tui.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.request.lang, self.screen))

    def action_help_quit(self) -> None:
        """Say how to leave: Ctrl+C copies."""
        _ = self._tr
        self.notify(_("Press Ctrl+Q to pause and quit; nothing is lost."), markup=False)
