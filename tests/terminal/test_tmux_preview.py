"""Previews in a real terminal: an editor saves, the screen follows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tmux_kit import REPLIES, Tmux

from sim.content import bundled_folder

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_trainer_edits_while_she_plays(tmux: Tmux, tmp_path: Path, lang: str) -> None:
    """A reply is answered, a slip in the file is told with its line, and mended it is played at once."""
    file = tmp_path / "mine.yaml"
    text = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
    file.write_text(text, "utf-8")
    tmux.start("preview", str(file), "--lang", lang)
    tmux.wait_for("8841")
    tmux.type(REPLIES[lang])
    tmux.press("Enter")
    tmux.wait_for("`why_failed`")
    slipped = text.replace("\nendings:", "\nendingz:", 1)
    file.write_text(slipped, "utf-8")
    tmux.wait_for(f"mine.yaml:{slipped[: slipped.index('endingz')].count(chr(10)) + 1}:1")
    file.write_text(text.replace("8841. What", "8841! What").replace("8841。你们", "8841！你们"), "utf-8")
    page = tmux.wait_for("8841! What" if lang == "en" else "8841！你们")
    assert "SC001" not in page
    assert "`why_failed`" in page
    assert not (tmp_path / "home").exists()
