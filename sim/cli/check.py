"""`servicesim check`: every problem in scenario and rubric files, at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.errors import Usage
from sim.locale import system_language, translator

if TYPE_CHECKING:
    from sim.model.problems import Problem

FOUND = 1


@click.command(
    "check",
    epilog="Without a PATH: the working folder, where it has a folder scenarios or a pack.yaml, else what "
    "came with the program.\n\n\b\nExamples:\n  servicesim check scenarios/mine.yaml\n  servicesim check\n"
    "  servicesim check --format github scenarios\n  servicesim check --fix scenarios/mine.yaml\n",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False, path_type=Path))
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations of a GitHub workflow.",
)
@click.option("--fix", is_flag=True, help="Mend what is mechanical first, and keep line ids beside a file.")
@click.option("--agreed", is_flag=True, help="With --fix: both languages of every text say the same now.")
def check_command(paths: tuple[Path, ...], lang: str | None, form: str, fix: bool, agreed: bool) -> int:
    """Check files or folders and name every problem with its line and column."""
    from sim.content.check import files_of
    from sim.report.printable import printable

    said = lang or system_language()
    if agreed and not fix:
        raise Usage(translator(said)("--agreed goes with --fix"))
    if fix:
        from sim.cli.fix import mend

        mend(paths, said, agreed=agreed)
    chosen = paths or _unnamed(said, aside=form != "text")
    problems = every_problem(chosen)
    if form == "json":
        click.echo(json.dumps([_record(p, said) for p in problems], ensure_ascii=False, indent=2))
    elif form == "github":
        for problem in problems:
            click.echo(printable(_annotation(problem, said)))
    else:
        for problem in problems:
            click.echo(printable(problem.shown(said)))
        looked = {f for path in chosen for f in files_of(path)}
        click.echo(printable(counts_line(problems, said, len(looked))))
    return FOUND if any(p.severity == "error" for p in problems) else 0


def _unnamed(lang: str, *, aside: bool) -> tuple[Path, ...]:
    """Return what is checked where nothing is named: the pack around us, else ours, which is said.

    `aside` says it beside the output that a program reads.
    """
    from sim.content import bundled_folder
    from sim.content.installed import PACK_FILE

    if Path("scenarios").is_dir() or Path(PACK_FILE).is_file():
        return (Path(),)
    _ = translator(lang)
    told = _("Checking the scenarios and rubrics that came with the program; name a folder to check yours.")
    click.echo(told, err=aside)
    return bundled_folder("scenarios"), bundled_folder("rubrics")


def every_problem(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Return all that is wrong in files and folders, by structure first, then by the rubric."""
    from sim.content import check_paths
    from sim.workshop.aware import check_aware

    chosen = tuple(paths)
    return (*check_paths(chosen), *check_aware(chosen))


def _record(problem: Problem, lang: str) -> dict[str, object]:
    """Return a problem for programs: `message` is English, `said` is it in another language."""
    record: dict[str, object] = problem.model_dump(mode="json")
    return record if lang == "en" else {**record, "said": problem.said(lang)}


def counts_line(problems: Sequence[Problem], lang: str, looked: int = 1) -> str:
    """Return how many problems stand in how many files, and where to read about the first that has a page.

    Where more files were `looked` at than have problems, it says how many.
    """
    line = _counts(problems, lang)
    if looked <= max(1, len({p.file for p in problems})):
        return line
    _ = translator(lang)
    return _("Files checked: {n}. {line}").format(n=looked, line=line)


def _counts(problems: Sequence[Problem], lang: str) -> str:
    from sim.content.codes import CODES

    _ = translator(lang)
    if not problems:
        return _("No problems found.")
    files = len({p.file for p in problems})
    errors = sum(p.severity == "error" for p in problems)
    warnings = len(problems) - errors
    kinds = [
        (errors, _("1 error") if errors == 1 else _("{n} errors")),
        (warnings, _("1 warning") if warnings == 1 else _("{n} warnings")),
    ]
    counts = _(", ").join(words.format(n=n) for n, words in kinds if n)
    where = _("{counts} in 1 file") if files == 1 else _("{counts} in {files} files")
    found = where.format(counts=counts, files=files)
    explained = [p for p in problems if p.code in CODES]
    first = next((p for p in explained if p.severity == "error"), next(iter(explained), None))
    if first is None:
        return found
    more = _("servicesim explain {code} tells more").format(code=first.code)
    return _("{found}; {more}").format(found=found, more=more)


def _annotation(problem: Problem, lang: str) -> str:
    """Return the workflow command that shows a problem beside its line in a pull request.

    The form and what must be escaped in it are GitHub's ("Workflow commands for GitHub Actions").
    """
    named = {"file": problem.file}
    if problem.line:
        named |= {"line": str(problem.line), "col": str(problem.column)}
    named["title"] = problem.code
    properties = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in named.items()
    )
    return f"::{problem.severity} {properties}::{_escaped(problem.reason(lang))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
