"""Plays in a real terminal: tmux types, the screen is read back."""

from __future__ import annotations

import os
import shutil
import time

import pytest
from tmux_kit import REPLIES, Tmux

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

WORDS = {
    "en": ("Two no-shows for a fridge", "Start", "Responsiveness", "half a reply"),
    "zh": ("冰箱两次爽约", "开始", "响应", "写到一半"),
}


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


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Kept. Go on where you left:"), ("zh", "已保存。接着练：")]
)
def test_who_quits_reads_how_to_come_back(tmux: Tmux, lang: str, words: str) -> None:
    """The line left on the terminal opens the same conversation, with the half reply in its field."""
    tmux.start("run", "complaint-01", "--lang", lang, "--who", "Ana", "; cat")
    tmux.wait_for(WORDS[lang][1])
    tmux.press("Enter")
    tmux.wait_for("8841")
    tmux.type(WORDS[lang][3])
    tmux.wait_for(WORDS[lang][3])
    tmux.press("C-q")
    line = next(row for row in tmux.wait_for(words).splitlines() if words in row)
    tmux.kill_server()

    tmux.start(*line.partition("servicesim ")[2].split())
    tmux.wait_for("8841")
    tmux.wait_for(WORDS[lang][3])


def test_a_scenario_that_is_not_there_is_told_before_a_name_is_asked(tmux: Tmux) -> None:
    """A slip in the id costs no question: the nearest ones are named at once."""
    tmux.start("run", "complaint-99", "--lang", "en", "; cat")
    screen = tmux.wait_for("did you mean complaint-06")
    assert "no scenario" in screen
    assert "Your name" not in screen
