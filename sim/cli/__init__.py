"""Owns argv: which command is meant, and how errors leave the program.

Holds no logic. Commands are imported when they are called, so that `--help`
costs no more than Click.
"""

from __future__ import annotations

import importlib

import click

from sim import __version__
from sim.errors import N_
from sim.locale import speaking, translator

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("sim.cli.run", N_("Play a scenario.")),
    "list": ("sim.cli.library", N_("List the scenarios.")),
    "show": ("sim.cli.library", N_("Show the brief of a scenario.")),
    "replay": ("sim.cli.replay", N_("Try one reply of an attempt again.")),
    "practise": ("sim.cli.replay", N_("Answer three hard turns, chosen by where you lost most.")),
    "drill": ("sim.cli.drill", N_("Answer a case question in your own words.")),
    "debrief": ("sim.cli.debrief", N_("Read the debrief of an attempt again.")),
    "history": ("sim.cli.history", N_("Show your progress over time.")),
    "export": ("sim.cli.export", N_("Write attempts as HTML, Markdown, JSON, CSV or xAPI.")),
    "submit": ("sim.cli.submit", N_("Hand an attempt in to your trainers.")),
    "appeals": ("sim.cli.appeals", N_("Contest marks, and rule on them.")),
    "score": ("sim.cli.score", N_("Score replies from a file, or many real chats.")),
    "validate": ("sim.cli.validate", N_("Compare the engine's levels with rated replies.")),
    "gaming-report": ("sim.cli.gaming_report", N_("Try to game the score: 17 attacks, as a table.")),
    "calibrate": ("sim.cli.calibrate", N_("Rate replies blind, then compare with others and the engine.")),
    "rubric": ("sim.cli.rubric", N_("Show, check or compare rubric files.")),
    "check": ("sim.cli.check", N_("Check scenario and rubric files.")),
    "new": ("sim.cli.new", N_("Begin a scenario or a sheet from a template or a copy.")),
    "preview": ("sim.cli.preview", N_("Play a scenario while you edit it.")),
    "schema": ("sim.cli.schema", N_("Print the JSON Schema of a kind of file.")),
    "simulate": ("sim.cli.simulate", N_("Play a scenario with simulated trainees.")),
    "test": ("sim.cli.test", N_("Play playthroughs and show what is not as expected.")),
    "record": ("sim.cli.record", N_("Write a playthrough from an attempt.")),
    "pack": ("sim.cli.pack", N_("Make, build and install packs of scenarios.")),
    "graph": ("sim.cli.graph", N_("Show the script of a scenario as a picture.")),
    "cohort": ("sim.cli.cohort", N_("Make groups, assign scenarios, see who has done what.")),
    "report": ("sim.cli.report", N_("Report on a group over a month or half a year.")),
    "person": ("sim.cli.person", N_("Roles, and consent to be quoted.")),
    "erase": ("sim.cli.erase", N_("Erase all that is kept of a person.")),
    "xapi": ("sim.cli.xapi", N_("Tell a learning platform what was practised (xAPI).")),
    "store": (
        "sim.cli.store",
        N_("Look after the data: bring up, check, copy, back up, let people in, prune."),
    ),
    "serve": ("sim.cli.serve", N_("Let trainees play in a browser.")),
    "invite": ("sim.cli.invite", N_("Make somebody's link into the browser.")),
    "explain": ("sim.cli.explain", N_("Explain a problem's code.")),
    "doctor": ("sim.cli.doctor", N_("Check this installation and say how to mend it.")),
}
"""Command -> module that holds it and its line in the help."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports one only to run it."""

    lang = "en"
    """The language of its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        if self.lang == "en":
            return command
        from sim.cli.speech import in_language

        return in_language(command, self.lang)

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
                _ = translator(self.lang)
                told = _("{message} Did you mean {hint}?")
                hint = _(" or ").join(near)
                raise click.UsageError(told.format(message=error.message, hint=hint), ctx) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing any command."""
        _ = translator(self.lang)
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start here:  servicesim run complaint-01",
    no_args_is_help=True,
    invoke_without_command=True,
)
@click.version_option(__version__, "-V", "--version", prog_name="servicesim")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.pass_context
def main(context: click.Context, lang: str | None) -> None:
    """Practise difficult customers; every point is proved with your own words."""
    if lang:
        context.with_resource(speaking(lang))
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
