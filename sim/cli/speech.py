"""Owns the command line in another language than English: its help, and what Click says of wrong words.

Holds no Chinese and no logic of a command; loaded only where the language is not English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import copy
from typing import TypeVar

import click

from sim.errors import N_
from sim.locale import translator
from sim.locale.commands import in_pieces
from sim.report.columns import cells, filled

C = TypeVar("C", bound=click.Command)


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - a mark, as N_ is
    """Mark a sentence that Click says of one and of many."""
    return one, many


CLICKS_OWN = (
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("required"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing command."),
    N_("Choose from:\n\t{choices}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("Option {name!r} does not take a value."),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
)
"""What Click says by itself, through gettext; here for the catalogue."""


def in_language(command: C, lang: str) -> C:
    """Return a command, with all below it, whose help is said in `lang`; the command itself stays."""
    _ = translator(lang)

    def said(text: str | None) -> str | None:
        return in_pieces(text, _) if text else text

    made = copy(command)
    made.help, made.epilog = said(command.help), said(command.epilog)
    made.context_class = WideContext
    made._help_option = None  # Click keeps `--help` with the words it had; it is made anew
    made.params = [_with_help(one, said) for one in command.params]
    if isinstance(made, click.Group):
        made.commands = {name: in_language(inner, lang) for name, inner in made.commands.items()}
    if hasattr(made, "lang"):
        made.lang = lang
    return made


def _with_help(parameter: click.Parameter, said: Callable[[str | None], str | None]) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    made = copy(parameter)
    made.help = said(parameter.help)
    return made


class WideFormatter(click.HelpFormatter):
    """Writes help whose lines are measured in columns, and may break between Chinese characters."""

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a backspace keeps its lines, as Click has it."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(re.split("\n{2,}", text.strip("\n"))):
            head, _, body = paragraph.partition("\n")
            kept = head.strip() == "\b"
            room = self.width - self.current_indent
            lines = body.split("\n") if kept else filled(" ".join(paragraph.split()), room)
            self.write("\n" if number else "")
            for line in lines:
                self.write(f"{indent}{line.strip(chr(8))}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names, and beside each what it is."""
        rows = list(rows)
        first = min(max(cells(name) for name, _ in rows), col_max)
        beside = self.current_indent + first + col_spacing
        for name, told in rows:
            line = " " * self.current_indent + name
            if cells(name) > first and told:
                self.write(f"{line}\n")
                line = ""
            for part in filled(told, max(self.width - beside, 10)) or [""]:
                self.write((line + " " * (beside - cells(line)) + part).rstrip() + "\n")
                line = ""


class WideContext(click.Context):
    """A call of a command whose help is not English."""

    formatter_class = WideFormatter
