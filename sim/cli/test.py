"""`servicesim test`: plays the playthroughs of a pack and shows what is not as expected."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.workshop.playthroughs import Result, Stage

EPILOG = """\b
A PATH is a pack, a folder of playthroughs, or a file NAME.play.yaml. Without one:
the folder playthroughs beside scenarios in the working folder, else those that came with the program.
\b
Examples:
  servicesim test
  servicesim test my-pack -k cold --junit results.xml
  servicesim test my-pack --update            then review what changed
\b
Exit code 1: something is not as expected, or a file has faults.
"""

FOUND = 1


@click.command("test", epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@pack_option
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option(
    "--junit", type=click.Path(path_type=Path), metavar="FILE", help="Also write JUnit XML to FILE."
)
@click.option("--update", is_flag=True, help="Write into the files what was played, instead.")
@click.option("-k", "part", metavar="NAME", help="Only files whose name holds NAME.")
def test_command(
    paths: tuple[Path, ...],
    packs: tuple[Path, ...],
    lang: str | None,
    junit: Path | None,
    update: bool,
    part: str | None,
) -> int:
    """Play the playthroughs of a pack and show what is not as expected."""
    from sim.errors import Usage
    from sim.locale import system_language, translator
    from sim.report.printable import printable
    from sim.workshop.playthroughs import Stage, found_files, has_own, named

    language = cast("Lang", lang or system_language())
    _ = translator(language)
    if update and junit is not None:
        raise Usage(_("--update and --junit exclude each other"))
    files = found_files(paths)
    chosen = tuple(named(files, part)) if part else files
    if not chosen:
        if files:
            raise Usage(_("no name of {n} playthroughs holds {part}").format(n=len(files), part=part))
        where = printable(", ".join(map(str, paths)))
        raise Usage(_("there is no playthrough (*.play.yaml) in {where}").format(where=where))
    if not paths and not has_own():
        click.echo(_("Playing the playthroughs that came with the program; name a folder to play yours."))
    stage = Stage(packs)
    if update:
        return _update(stage, chosen, language)
    begun = time.perf_counter()
    results = list(_tested(stage, chosen, language))
    if junit is not None:
        _write_junit(results, junit, language)
    failed = sum(not result.passed for result in results)
    form = _("{passed} passed, {failed} failed, {seconds} s")
    seconds = f"{time.perf_counter() - begun:.1f}"
    click.echo(form.format(passed=len(results) - failed, failed=failed, seconds=seconds))
    return FOUND if failed else 0


def _tested(stage: Stage, files: Sequence[Path], lang: Lang) -> Iterator[Result]:
    """Play files, showing at once what is not as expected; on a terminal, how far it is."""
    from sim.report.printable import printable
    from sim.workshop.junit import told_lines

    for path in _counted(files):
        result = stage.test(path, lang)
        for problem in result.problems:
            click.echo(printable(problem.shown(lang)))
        for line in told_lines(result):
            click.echo(line)
        yield result


def _counted(files: Sequence[Path]) -> Iterator[Path]:
    """Yield files; on a terminal with a count that goes as the next thing comes."""
    count = sys.stderr.isatty() and len(files) > 1
    for number, path in enumerate(files, start=1):
        if count:
            click.echo(f"{number}/{len(files)}", err=True, nl=False)
        yield path
        if count:
            click.echo("\r\x1b[K", err=True, nl=False)


def _update(stage: Stage, files: Sequence[Path], lang: Lang) -> int:
    """Write what was played into files and say what came of each; one that is refused stops no other."""
    from sim.errors import ServicesimError
    from sim.locale import translator
    from sim.model.bad_file import BadFile
    from sim.report.printable import printable
    from sim.workshop.play_write import as_played, updated

    _ = translator(lang)
    refused = 0
    for path in files:
        try:
            file = stage.open(path)
            text = updated(file, as_played(file, stage.played(file), lang))
            if text != file.text:
                _save(path, text, lang)
            told = _("{file}: updated") if text != file.text else _("{file}: unchanged")
            click.echo(printable(told.format(file=path)))
        except BadFile as error:
            refused += 1
            for problem in error.problems:
                click.echo(printable(problem.shown(lang)), err=True)
        except ServicesimError as error:
            refused += 1
            click.echo(printable(_("refused: {reason}").format(reason=error)), err=True)
    return FOUND if refused else 0


def _write_junit(results: Sequence[Result], path: Path, lang: Lang) -> None:
    from sim.workshop.junit import junit

    _save(path, junit(results, lang), lang)


def _save(path: Path, text: str, lang: Lang) -> None:
    """Write a file whole. Raises ServicesimError, with the file as it was, when it cannot be written."""
    from sim.content.writing import write_whole
    from sim.errors import ServicesimError
    from sim.locale import translator

    try:
        write_whole(path, text.encode())
    except OSError as error:
        _ = translator(lang)
        form = _("cannot write {file}: {reason}")
        raise ServicesimError(form.format(file=path, reason=error.strerror)) from None
