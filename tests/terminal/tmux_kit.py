"""Owns a real terminal: tmux types, the screen is read back."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

PATIENCE = 40
"""Seconds to wait for a text before the test gives up; nothing is asserted about how long it took."""

REPLIES = {
    "en": (
        "Two days off for nothing with a baby and no fridge, I'm sorry. Our depot put it on the wrong van, "
        "that's our mistake. I've booked tomorrow 8-12 and I'll message you by 6 tonight either way."
    ),
    "zh": (
        "白等两天，家里宝宝那么小冰箱还坏着，真的对不起。是我们站点装错了车，责任在我们。"
        "我已改到明天8-12点，今晚6点前不管有没有结果我都给您消息。"
    ),
}


class Tmux:
    """One terminal of 120 columns and 36 rows."""

    def __init__(self, home: Path) -> None:
        """Keep the data in `home`; each start gets a server of its own."""
        self.socket = ""
        self.home = home

    def _call(self, *words: str) -> str:
        done = subprocess.run(["tmux", "-L", self.socket, *words], capture_output=True, text=True, check=True)
        return done.stdout

    def start(self, *words: str) -> None:
        """Start servicesim with these words."""
        self.socket = f"servicesim-{uuid.uuid4().hex[:8]}"
        env = f"env -u TMUX SERVICESIM_HOME={self.home} LANG=C.UTF-8 PYTHONPATH={Path.cwd()}"
        command = f"{env} {sys.executable} -m sim {' '.join(words)}"
        self._call("-u", "new-session", "-d", "-x", "120", "-y", "36", "-s", "play", command)

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._call("send-keys", "-t", "play", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys by name."""
        self._call("send-keys", "-t", "play", *keys)

    def screen(self) -> str:
        """Return what is on the screen."""
        return self._call("capture-pane", "-p", "-t", "play")

    def wait_for(self, text: str) -> str:
        """Return the screen as soon as it shows `text`."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.screen()
            if text in shown:
                return shown
            time.sleep(0.1)
        pytest.fail(f"{text!r} did not appear on:\n{self.screen()}")

    def pid(self) -> int:
        """Return the process in the terminal."""
        return int(self._call("display-message", "-p", "-t", "play", "#{pane_pid}"))

    def kill_server(self) -> None:
        """End everything."""
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], capture_output=True, check=False)
