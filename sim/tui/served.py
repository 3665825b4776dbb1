"""Owns what the full-screen shell does otherwise when a browser shows it.

Nothing is opened on the server and nothing is written there for the trainee: a file goes to the browser
that asked for it. Never decides whose session it is nor who may see it.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.drivers.web_driver import WebDriver
from textual.message import Message

from sim.tui.app import ServicesimApp

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.coach import Coach
    from sim.tui.request import Request

LOG = Path("servicesim.log")
"""What a trainee is told of the log: its name; where it lies is the server's business."""


class ServedDriver(WebDriver):
    """Speaks to the server in whole packets, lets a browser come back, and opens no address."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        """Take what Textual gives a driver."""
        super().__init__(app, **options)
        self._one_at_a_time = threading.Lock()
        self._write = functools.partial(self._write_whole)

    def _write_whole(self, data: bytes) -> int:
        """Write one packet; two threads write, and a packet must not fall into another.

        With the server gone there is nobody to draw for.
        """
        left = memoryview(data)
        with self._one_at_a_time, contextlib.suppress(OSError):
            while left:
                left = left[os.write(self.fileno, left) :]
        return len(data)

    def run_input_thread(self) -> None:
        """Read what the browser sends; when the server is gone, put everything away and leave."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.call_later(self._app.action_quit)

    def process_message(self, message: Message) -> None:
        """Take no size from what is typed: only the server says how large the window is."""
        if not isinstance(message, events.Resize):
            super().process_message(message)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Open nothing."""

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Draw everything again for a browser that came (back), and leave as Ctrl+Q does."""
        if packet_type == "attach":
            if self._size != (payload["width"], payload["height"]):
                super().on_meta("resize", payload)
            self._app.call_later(self._show_again)
        elif packet_type == "quit":
            self._app.call_later(self._app.action_quit)
        else:
            super().on_meta(packet_type, payload)

    def _show_again(self) -> None:
        self.write("\x1b[?1049h\x1b[?25l")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._app.refresh(layout=True)


class ServedApp(ServicesimApp):
    """The shell in a browser: files are downloads, and no path of the server is told."""

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that speaks to the server."""
        return ServedDriver

    def export(self, name: str, text: str) -> None:
        """Send `text` to the browser as a file."""
        _ = self._tr
        self.deliver_text(
            io.StringIO(text), save_filename=name, open_method="download", mime_type="text/plain"
        )
        self.notify(_("Your browser saves it: {file}").format(file=name), timeout=8, markup=False)

    def log_fault(self, error: BaseException) -> Path:
        """Append a trace to the log in the data folder and return its name alone."""
        super().log_fault(error)
        return LOG


def run_served(request: Request, open_coach: Callable[[Request], Coach]) -> int:
    """Play in a browser and return the exit code. `open_coach` runs in the worker thread."""
    app = ServedApp(request, open_coach)
    code = app.run()
    return code if code is not None else (app.return_code or 0)
