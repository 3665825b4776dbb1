"""What the README shows can be typed: every command, option and file it names is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from sim.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

LINES = [
    line
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if "servicesim " in line
] + re.findall(r"`(servicesim [^`]+)`", README)


@pytest.mark.parametrize("line", LINES)
def test_a_command_line_can_be_typed(line: str) -> None:
    """Its command is there, and so is each option."""
    words = shlex.split(line.rpartition("|")[2], comments=True)
    words = words[next(n for n, word in enumerate(words, 1) if word.endswith("servicesim")) :]
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group) and words:
        found = command.get_command(context, words[0])
        assert found is not None, words[0]
        command, words = found, words[1:]
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("-") and word != "-"} <= known


@pytest.mark.parametrize("place", re.findall(r"\]\(([^)#:]+)\)", README))
def test_a_file_that_is_named_is_there(place: str) -> None:
    """A link leads to a file of this repository."""
    assert (ROOT / place).exists()
