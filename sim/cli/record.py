"""`servicesim record`: writes a playthrough from a stored attempt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.acting import READER
from sim.cli.export import check_out, force_option, write_out
from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.coach import Coach
    from sim.store import AttemptRow

EPILOG = """\b
Examples:
  servicesim record complaint-01                          the last attempt at this scenario
  servicesim record a06cv1k9w3 --name cold -o playthroughs
\b
Unless it ends in .play.yaml, what stands behind -o is a folder, and is made where it is missing;
the file in it is named after the scenario, NAME and the language.
"""


@click.command("record", epilog=EPILOG)
@click.argument("attempt", metavar="ATTEMPT|SCENARIO")
@click.option("--name", metavar="NAME", help="What to call it (default: the id of the attempt).")
@click.option("--about", metavar="TEXT", default="", help="What it shows, in a sentence.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to FILE, or into a folder."
)
@force_option
@click.option("--who", metavar="NAME", help="With a scenario: whose last attempt.")
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    help="Language of what is said here (default: that of your system).",
)
@READER
@pack_option
def record_command(
    attempt: str,
    name: str | None,
    about: str,
    out: Path | None,
    force: bool,
    who: str | None,
    lang: str | None,
    by: str | None,
    packs: tuple[Path, ...],
) -> int:
    """Write a playthrough (replies, levels, marks, end) from an attempt that was played before."""
    from sim.coach import Coach
    from sim.coach.private import Reader
    from sim.locale import system_language, translator
    from sim.workshop.play_write import written
    from sim.workshop.record import HEADER, edited_since, recording

    coach = Coach(packs=packs)
    said = lang or system_language()
    _ = translator(said)
    reader = Reader(coach, by, said)
    row = _row(coach, attempt, who or reader.name, said)
    reader.look((row,), "record")
    play = recording(coach, row, name or row.id, about)
    target = None if out is None else _target(out, play.file_name, said)
    check_out(target, said, force=force)
    head = "".join(f"# {translator(row.lang)(line)}\n" for line in HEADER)
    write_out(head + written(play), target, said, force=force)
    if edited_since(coach, row):
        click.echo(
            _("The texts were edited since this attempt; bring it up to date: servicesim test FILE --update"),
            err=True,
        )
    return 0


def _target(out: Path, name: str, lang: str) -> Path:
    """Return the file to write: the one named, or `name` in the folder named, which is made where missing.

    Raises Usage where another file is named, ServicesimError where the folder cannot be made.
    """
    from sim.content.packs import ENDINGS, is_play
    from sim.errors import ServicesimError, Usage, reason_of
    from sim.locale import translator

    _ = translator(lang)
    if is_play(out) and not out.is_dir():
        return out
    if not out.is_dir() and (out.exists() or out.suffix.lower() in ENDINGS):
        raise Usage(_("a playthrough's file ends in .play.yaml; name it {file}").format(file=name))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        form = _("cannot write {file}: {reason}")
        raise ServicesimError(form.format(file=out, reason=reason_of(error).said(_))) from None
    return out / name


def _row(coach: Coach, attempt: str, who: str | None, lang: str) -> AttemptRow:
    """Return the attempt meant. Raises NotFound with the nearest ids, Usage for a scenario not practised."""
    from sim.errors import Usage
    from sim.locale import translator

    latest = coach.latest_at(attempt, who)
    if latest is not None:
        return latest
    if any(head.id == attempt for head in coach.library.heads()):
        _ = translator(lang)
        told = _("no practice attempt at {scenario} has a reply {n}")
        raise Usage(told.format(scenario=attempt, n=1))
    return coach.store.attempt(attempt)
