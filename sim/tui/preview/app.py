"""Owns the application around the preview: loading, commands, help, what is told of a fault.

Never reads the edited file by itself and opens no store.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from sim.errors import N_, ServicesimError
from sim.locale import translator
from sim.tui.clean import plain, short_path
from sim.tui.request import Request
from sim.tui.shell import OWN_FAULT, PATH_CELLS, Shell

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.tui.preview.desk import Desk

COMMANDS = (
    ("console", N_("Console"), N_("Show or hide why it went there")),
    ("earlier", N_("The reply before"), N_("What the console tells of an earlier reply")),
    ("later", N_("The reply after"), N_("What the console tells of a later reply")),
    ("take_back", N_("Take back"), N_("Take the last reply back; its words return to the field")),
    ("next_fault", N_("Next fault"), N_("Go to the next fault of the file")),
    ("reload", N_("Read again"), N_("Read the file now")),
    ("again", N_("Restart"), N_("Begin again at the first message")),
)
"""What can be done on the screen: action, name, hint."""


class PreviewApp(Shell):
    """The preview of one file."""

    def __init__(
        self, path: Path, *, lang: Lang, rubric: str = "service", packs: tuple[Path, ...] = ()
    ) -> None:
        """Watch `path`; `packs` are searched for the rubric."""
        super().__init__(Request(None, lang, packs=packs, title=path.name))
        self.path, self.lang, self.rubric = path, lang, rubric

    async def walk(self) -> None:
        """Load the file in the worker thread and show the screen until it is left."""
        desk = await self.ask(self._desk)
        from sim.tui.preview.screen import PreviewScreen

        await self.put(PreviewScreen(self.lang, desk))

    def _desk(self) -> Desk:
        """Import the core and read the file for the first time; runs in the worker thread."""
        from sim.content import Library
        from sim.tui.preview import screen  # noqa: F401 - so that the first push is quick
        from sim.tui.preview.desk import Desk
        from sim.workshop.preview import Preview, Source

        loaded = Library(self.request.packs).rubric(self.rubric)
        desk = Desk(Preview(str(self.path), loaded.value, self.lang), Source(self.path), self.lang)
        desk.look(now=True)
        return desk

    def tell(self, error: Exception) -> None:
        """Tell an error in one line; the trace of a fault of ours goes to the log."""
        if isinstance(error, ServicesimError):
            words = error.said(translator(self.lang))
        else:
            words = self._fault(error, PATH_CELLS)
        self.notify(plain(words.splitlines()[0] if words else ""), severity="error", timeout=8, markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """Leave in good order after a fault of ours; nothing but the typed replies is lost."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.exit(OWN_FAULT, return_code=OWN_FAULT, message=self._fault(error, 0))

    def _fault(self, error: Exception, cells: int) -> str:
        path = self.log_fault(error)
        told = translator(self.lang)("Something went wrong; your file is untouched. Details: {file}")
        return told.format(file=short_path(path, cells) if cells else path)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer what the screen can do."""
        _ = self._tr
        for name, words, hint in COMMANDS:
            action = getattr(screen, f"action_{name}", None)
            if action is not None:
                yield SystemCommand(_(words), _(hint), action)
        yield SystemCommand(_("Light or dark"), _("Change the colours"), self.action_theme)
        yield SystemCommand(_("Help"), _("Keys and how replies are read"), self.action_help)
        yield SystemCommand(_("Quit"), _("Nothing is stored"), self.action_quit)

    def action_help(self) -> None:
        """Show the keys in front of the screen."""
        from sim.tui.preview.keys import PreviewHelp

        if not isinstance(self.screen, PreviewHelp):
            self.push_screen(PreviewHelp(self.lang, self.screen))

    def action_help_quit(self) -> None:
        """Say how to leave: Ctrl+C copies."""
        self.notify(self._tr("Press Ctrl+Q to leave; nothing is stored."), markup=False)
