"""Owns what screens have around them: one worker thread, telling, themes, the way out, the log of faults.

Never knows which screens there are and imports nothing of the core before the first frame.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from sim.errors import ServicesimError, StoreBusy
from sim.locale import system_language, translator
from sim.tui import kinsoku
from sim.tui.clean import plain, short_path
from sim.tui.light import LIGHT, light
from sim.tui.opening import Opening
from sim.tui.request import Request
from sim.tui.widgets import bars

if TYPE_CHECKING:
    from sim.coach import Coach

Result = TypeVar("Result")
PATH_CELLS = 56
"""Characters of a path in a notice: it stands on one line of the narrowest screen."""
OWN_FAULT = 70
"""Exit code for a fault of ours, as everywhere in the program."""


class Shell(App[int]):
    """A program of screens: its way through them is `walk`, its page of help `action_help`.

    `refusal` is the error that kept what was asked for from opening. `left_at` is the attempt whose debrief
    has not been shown yet; empty for none.
    """

    TITLE = "servicesim"
    CSS = """
    ToastRack { dock: top; align: right top; margin-bottom: 0; }
    Toast { width: auto; max-width: 100%; margin-top: 0; border: none; padding: 0 1; }
    Toast.-error, Toast.-warning, Toast.-information { border: none; }
    SearchIcon { display: none; }
    TextArea .text-area--placeholder, Input > .input--placeholder { color: $text-muted; }
    Opening { align: center middle; }
    Opening Static { width: 100%; text-align: center; }
    Opening #title { text-style: bold; color: $text-primary; margin-bottom: 1; }
    """
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual declares it
        (0, "-tiny"),
        (60, "-narrow"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (18, "-tall")]  # noqa: RUF012 - the same
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("f1", "help", show=False),
        Binding("f3", "theme", show=False),
    ]

    def __init__(self, request: Request) -> None:
        """`request` says what was asked for on the command line."""
        kinsoku.install()
        bars.install()
        super().__init__()
        self.register_theme(light())
        self.request = request
        self.refusal: ServicesimError | None = None
        self.type_ahead = ""
        self.left_at = ""
        self.coach: Coach | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="servicesim")
        self._tr = translator(request.lang)

    # the first frame, then the rest

    def get_default_screen(self) -> Screen[Any]:
        """Return the screen of the first frame."""
        _ = self._tr
        title = self.request.title or self.request.scenario_id or "servicesim"
        return Opening(title, _("Opening..."), lambda: self.run_worker(self._walk(), exit_on_error=False))

    async def walk(self) -> None:
        """Go through the screens to the end. Raises what keeps what was asked for from opening."""
        raise NotImplementedError

    async def _walk(self) -> None:
        """Walk, then leave in good order."""
        try:
            await self.walk()
        except ServicesimError as error:
            self.refusal = error
            self.exit(error.exit_code)
        except Exception as error:  # a fault of ours ends in good order, not in a torn terminal
            self._handle_exception(error)
        else:
            self.exit(0)

    async def ask(self, work: Callable[[], Result]) -> Result:
        """Run `work` in the worker thread; calls run one after another, in the order they were made."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def put(self, screen: Screen[Result]) -> Result:
        """Show a screen and wait for what it gives back; keys typed before it was there reach it."""
        given_back = self.push_screen(screen, wait_for_dismiss=True)
        self._hand_over(screen)
        return await given_back

    def _hand_over(self, screen: Screen[Any]) -> None:
        """Pass keys pressed during the first frame to the screen that follows it."""
        first = self.screen_stack[0]
        if isinstance(first, Opening) and first.typed:
            typed, first.typed = first.typed, []
            screen.call_after_refresh(lambda: [self.post_message(event) for event in typed])

    # telling things

    def tell(self, error: Exception) -> None:
        """Tell an error in one line; the trace of a fault of ours goes to the log."""
        self.notify(self.words_of(error), severity="error", timeout=8, markup=False)

    def words_of(self, error: Exception) -> str:
        """Return the one line that is told of an error; the trace of a fault of ours goes to the log."""
        _ = self._tr
        if isinstance(error, StoreBusy) and self.request.served:  # where the data are is the server's affair
            words = _("This cannot be kept just now; nothing that was kept is lost. Try again in a moment.")
        elif isinstance(error, ServicesimError):
            words = error.said(_).partition("\n")[0] or type(error).__name__
        else:
            words = _("Something went wrong; your attempt is kept. Details: {file}").format(
                file=short_path(self.log_fault(error), PATH_CELLS)
            )
        return plain(words)

    def log_fault(self, error: BaseException) -> Path:
        """Append a trace to the log file in the data folder and return where it is."""
        from sim.coach.log import log_fault

        return log_fault(error, self.coach.home if self.coach is not None else self.request.home)

    def _handle_exception(self, error: Exception) -> None:
        """Leave in good order after a fault of ours: events are on disk, the trace goes to the log."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        _ = self._tr
        path = self.log_fault(error)
        told = _("Something went wrong; your attempt is kept. Details: {file}").format(file=path)
        self.exit(OWN_FAULT, return_code=OWN_FAULT, message=told)

    def export(self, name: str, text: str) -> None:
        """Write `text` to a file in the data folder and say where."""
        _ = self._tr
        if self.coach is None:
            return
        path = self.coach.home / "exports" / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            self.notify(plain(str(error)), severity="error", markup=False)
        else:
            told = _("Written to {file}").format(file=short_path(path, PATH_CELLS))
            self.notify(told, timeout=8, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Let words typed or pasted anywhere on a screen with a field go into that field, in their order.

        Decided here, before the event is on its way: a screen that hears of it later would get letters
        of a burst, as an input method sends them, out of order.
        """
        to_field = getattr(self.screen, "to_field", None) if self.screen_stack else None
        if to_field is not None and not event.is_forwarded:
            printable = isinstance(event, events.Key) and event.is_printable
            if printable or isinstance(event, events.Paste):
                to_field()
        await super().on_event(event)

    # commands

    def action_command_palette(self) -> None:
        """Show the commands, in the trainee's language."""
        _ = self._tr
        if not any(isinstance(screen, bars.Commands) for screen in self.screen_stack):
            self.push_screen(
                bars.Commands(placeholder=_("Type to search the commands"), id="--command-palette")
            )

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT if self.current_theme.dark else "textual-dark"

    async def action_quit(self) -> None:
        """Put everything away, then leave."""
        told = None
        for screen in self.screen_stack:
            if (put_away := getattr(screen, "put_away", None)) is not None:
                try:
                    await put_away()
                except ServicesimError as error:
                    told = self.words_of(error)
                except Exception as error:  # we are leaving: it is logged and must not keep the door shut
                    self.log_fault(error)
        self.exit(0, message=told or self._way_back())

    def _way_back(self) -> str | None:
        """Return how to go on with what is left open; a browser comes back by itself."""
        if not self.left_at or self.request.served:
            return None
        _ = self._tr
        lang = "" if self.request.lang == system_language() else f" --lang {self.request.lang}"
        command = f"servicesim run --resume {self.left_at}{lang}"
        return _("Kept. Go on where you left: {command}").format(command=command)

    async def on_unmount(self) -> None:
        """Let the worker thread finish what it was given."""
        self._thread.shutdown(wait=True)
