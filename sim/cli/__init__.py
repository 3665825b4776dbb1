"""Owns argv: which command is meant, and how errors leave the program.

Holds no logic. Commands are imported when they are called, so that `--help`
costs no more than Click.
"""

from __future__ import annotations

import importlib

import click

from sim import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("sim.cli.run", "Play a scenario."),
    "list": ("sim.cli.library", "List the scenarios."),
    "show": ("sim.cli.library", "Show the brief of a scenario."),
    "replay": ("sim.cli.replay", "Try one reply of an attempt again."),
    "practise": ("sim.cli.replay", "Answer three hard turns, chosen by where you lost most."),
    "drill": ("sim.cli.drill", "Answer a case question in your own words."),
    "debrief": ("sim.cli.debrief", "Read the debrief of an attempt again."),
    "history": ("sim.cli.history", "Show your progress over time."),
    "export": ("sim.cli.export", "Write attempts as HTML, Markdown, JSON, CSV or xAPI."),
    "submit": ("sim.cli.submit", "Hand an attempt in to your trainers."),
    "appeals": ("sim.cli.appeals", "Contest marks, and rule on them."),
    "score": ("sim.cli.score", "Score replies from a file, or many real chats."),
    "validate": ("sim.cli.validate", "Compare the engine's levels with rated replies."),
    "gaming-report": ("sim.cli.gaming_report", "Try to game the score: 17 attacks, as a table."),
    "calibrate": ("sim.cli.calibrate", "Rate replies blind, then compare with others and the engine."),
    "rubric": ("sim.cli.rubric", "Show, check or compare rubric files."),
    "check": ("sim.cli.check", "Check scenario and rubric files."),
    "new": ("sim.cli.new", "Begin a scenario or a sheet from a template or a copy."),
    "preview": ("sim.cli.preview", "Play a scenario while you edit it."),
    "schema": ("sim.cli.schema", "Print the JSON Schema of a kind of file."),
    "simulate": ("sim.cli.simulate", "Play a scenario with simulated trainees."),
    "test": ("sim.cli.test", "Play playthroughs and show what is not as expected."),
    "record": ("sim.cli.record", "Write a playthrough from an attempt."),
    "pack": ("sim.cli.pack", "Make, build and install packs of scenarios."),
    "graph": ("sim.cli.graph", "Show the script of a scenario as a picture."),
    "cohort": ("sim.cli.cohort", "Make groups, assign scenarios, see who has done what."),
    "report": ("sim.cli.report", "Report on a group over a month or half a year."),
    "person": ("sim.cli.person", "Roles, and consent to be quoted."),
    "erase": ("sim.cli.erase", "Erase all that is kept of a person."),
    "xapi": ("sim.cli.xapi", "Tell a learning platform what was practised (xAPI)."),
    "store": ("sim.cli.store", "Look after the data: bring up, check, copy, back up, let people in, prune."),
    "serve": ("sim.cli.serve", "Let trainees play in a browser."),
    "invite": ("sim.cli.invite", "Make somebody's link into the browser."),
    "explain": ("sim.cli.explain", "Explain a problem's code."),
    "doctor": ("sim.cli.doctor", "Check this installation and say how to mend it."),
}
"""Command -> module that holds it and its line in the help."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest commands when one is not known."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0] if args else "", COMMANDS, n=2, cutoff=0.5)
            if near:
                hint = " or ".join(near)
                raise click.UsageError(f"{error.message} Did you mean {hint}?", ctx) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start here:  servicesim run complaint-01",
)
@click.version_option(__version__, "-V", "--version", prog_name="servicesim")
def main() -> None:
    """Practise difficult customers; every point is proved with your own words."""
