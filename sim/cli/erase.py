"""`servicesim erase`: erases one person with all that is theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.acting import BY, enter, say, system
from sim.cli.library import LANG

if TYPE_CHECKING:
    from sim.validity.forget import Forgotten

PART = 3

EPILOG = """\b
Examples:
  servicesim erase --trainee Ann
  servicesim erase --trainee Ann --yes --ratings ratings.jsonl --ratings rulings.jsonl
\b
Gone for good: attempts with drafts, marks and appeals, what was handed in, statements that wait for
a learning platform, links into the server. On what is others', and in the audit log, a word that
says nothing stands for the name. Not reached: backups (they go by rotation), files exported or
written by hand, what was sent already, and the person's own computer.
Exit code 3: a file of ratings could not be written; the rest is erased.
"""


@click.command("erase", epilog=EPILOG)
@click.option("--trainee", metavar="NAME", required=True, help="Who is to be erased.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--ratings",
    "files",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="A file of ratings or rulings to take the person out of as well.",
)
@BY
@LANG
def erase_command(trainee: str, yes: bool, files: tuple[Path, ...], by: str | None, lang: str | None) -> int:
    """Erase a person and all that is theirs, and say what cannot be reached (for admins)."""
    from sim.cli.appeals_file import lines_of
    from sim.coach.people import erase
    from sim.validity.forget import forgotten

    coach, _acting, _ = enter(by, lang, "admin")
    held = coach.store.department.everything(trainee)
    attempts = frozenset(str(row["id"]) for row in held["attempts"])
    without = [(file, forgotten(lines_of(file, system(lang)), trainee, attempts)) for file in files]
    for line in _counted(held, without, _):
        say(line)
    if not yes and not click.confirm(_("Erase {name} for good?").format(name=trainee), default=False):
        say(_("Nothing was erased."))
        return 0
    # Files first: once the person is gone, nobody can say any more which rows are theirs.
    bad = [file for file, found in without if not _write(file, found, _)]
    erased = erase(coach, trainee, by, system(lang))
    say(_("{name} is erased: rows {n}.").format(name=trainee, n=sum(erased.values())))
    say(
        _(
            "Not reached: backups (until they are rotated away), files exported or written by hand, "
            "what was sent to a learning platform already, and the person's own computer."
        )
    )
    return PART if bad else 0


def _counted(
    held: dict[str, Any], without: list[tuple[Path, Forgotten]], _: Callable[[str], str]
) -> list[str]:
    """Return what is there to erase, as lines."""
    appeals = sum(len(row["appeals"]) for row in held["attempts"])
    told = _("{name}: attempts {attempts}, handed in {handed}, appeals {appeals}, statements {statements}")
    lines = [
        told.format(
            name=held["profile"]["name"],
            attempts=len(held["attempts"]),
            handed=len(held["receipts"]),
            appeals=appeals,
            statements=len(held["statements"]),
        )
    ]
    form = _("{file}: ratings {ratings}, rows with their words {rows}")
    lines += [form.format(file=file, ratings=found.ratings, rows=found.rows) for file, found in without]
    return lines


def _write(file: Path, found: Forgotten, _: Callable[[str], str]) -> bool:
    """Write a file without the person; say so where it cannot be written."""
    from sim.content.writing import write_whole
    from sim.errors import reason_of

    if not found.ratings and not found.rows:
        return True
    try:
        write_whole(file.resolve(), "\n".join(found.lines).encode(errors="surrogateescape"))
    except OSError as error:
        said = _("cannot write {file}: {reason}").format(file=file, reason=reason_of(error).said(_))
        say(f"servicesim: {said}", err=True)
        return False
    return True
