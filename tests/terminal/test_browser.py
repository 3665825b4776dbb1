"""Plays in a real browser: the same program, served; what it draws is read from the socket."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

SERVE = """
import sys
from textual_serve.server import Server
Server(sys.argv[1], host="127.0.0.1", port=int(sys.argv[2])).serve()
"""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve the program with an empty data folder and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = f"{sys.executable} -m sim run complaint-01 --lang zh --who Ana"
    env = {**os.environ, "SERVICESIM_HOME": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, command, str(port)],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/?fontsize=14"
    os.killpg(server.pid, signal.SIGTERM)
    server.wait()


def test_chinese_typed_in_a_browser_is_answered(address: str) -> None:
    """The brief opens, a reply typed in Chinese is sent whole, and its feedback is drawn."""
    sync_api = pytest.importorskip("playwright.sync_api")
    drawn: list[str] = []

    def keep(frame: object) -> None:
        drawn.append(frame.decode("utf-8", "replace") if isinstance(frame, bytes) else str(frame))

    with sync_api.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 1030, "height": 580})
        page.route("**/fonts.googleapis.com/**", lambda route: route.abort())
        page.on("websocket", lambda ws: ws.on("framereceived", keep))

        def wait_for(words: str) -> None:
            for _ in range(1200):
                if words in "".join(drawn):
                    return
                page.wait_for_timeout(50)
            pytest.fail(f"{words} was not drawn; the last of {len(drawn)} frames: {drawn[-1:]}")

        page.goto(address)
        wait_for("冰箱两次爽约")
        wait_for("你的目标")
        page.mouse.click(500, 250)
        page.keyboard.press("Enter")
        wait_for("8841")
        drawn.clear()
        page.keyboard.insert_text("白等两天，真的对不起，是我们站点装错了车。")
        wait_for("装错了车")
        page.keyboard.press("Enter")
        wait_for("保证")
        browser.close()
