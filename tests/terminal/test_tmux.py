"""Plays in a real terminal: tmux types, the screen is read back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

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
WORDS = {
    "en": ("Two no-shows for a fridge", "Start", "Responsiveness", "half a reply"),
    "zh": ("冰箱两次爽约", "开始", "响应", "写到一半"),
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


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """Give a terminal with an empty data folder."""
    terminal = Tmux(tmp_path)
    yield terminal
    terminal.kill_server()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_reply_and_a_draft_survive_kill_9(tmux: Tmux, lang: str) -> None:
    """A trainee plays, is killed while typing, and goes on with the sent reply and the half-typed one."""
    title, start, dimension, half = WORDS[lang]
    tmux.start("run", "complaint-01", "--lang", lang, "--who", "Ana")
    tmux.wait_for(start)
    assert title in tmux.screen()
    tmux.press("Enter")
    tmux.wait_for("8841")
    tmux.type(REPLIES[lang])
    tmux.press("Enter")
    tmux.wait_for(dimension)
    tmux.type(half)
    tmux.wait_for(half)
    time.sleep(2)
    os.kill(tmux.pid(), 9)
    tmux.kill_server()

    tmux.start("run", "complaint-01", "--lang", lang, "--who", "Ana")
    tmux.wait_for("Go on" if lang == "en" else "接着练")
    tmux.press("Enter")
    tmux.wait_for(half)
    tmux.wait_for(dimension)
    assert ("replies: 1" if lang == "en" else "回复：1") in tmux.screen()
