"""Owns a short conversation as a file, played and brought up to date."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sim.model.language import Lang
from sim.workshop.play_diff import Difference
from sim.workshop.play_write import as_played, updated
from sim.workshop.playthroughs import Stage

BARE = """# Kept by hand.
scenario: complaint-01
lang: en
name: short
talk:
  - reply: Please calm down and wait your turn like everybody else.
  # Between two replies.
  - reply: ok
"""
"""A conversation of which nothing is expected yet."""

STAGE = Stage()


def fresh(file: Path, *, lang: Lang = "en") -> str:
    """Return the text of a file brought up to date."""
    opened = STAGE.open(file)
    return updated(opened, as_played(opened, STAGE.played(opened), lang))


@cache
def baseline(folder: Path) -> str:
    """Return the short conversation with everything that was played of it."""
    file = folder / "base.play.yaml"
    file.write_text(BARE, "utf-8")
    return fresh(file)


def told(path: Path, lang: Lang = "en") -> tuple[Difference, ...]:
    """Return what differs in a file that can be read."""
    result = STAGE.test(path, lang)
    assert result.problems == ()
    return result.differences


def line_of(path: Path, words: str) -> int:
    """Return the first line of a file that holds some words, from 1."""
    return next(n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if words in line)
