"""`servicesim pack`: makes, builds, installs, lists and removes packs of scenarios."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.library import FORMAT, LANG
from sim.errors import N_

if TYPE_CHECKING:
    from sim.workshop.installing import Arrival, Clash
    from sim.workshop.packing import Checked

FOUND, PART = 1, 3

COUNTS = N_("Scenarios: {scenarios}. Rubrics: {rubrics}. Playthroughs: {playthroughs}.")
"""How many files a pack has of each kind."""

MOST_NAMED = 10
"""Names of files left out that are told; a folder may hold a thousand."""

EPILOG = """\b
A pack is a folder with the sheet pack.yaml and the folders scenarios, rubrics and playthroughs.
\b
Examples:
  servicesim pack init refund-calls
  servicesim pack build refund-calls
  servicesim pack install refund-calls-1.0.0.zip
"""


@click.group("pack", epilog=EPILOG)
def pack_command() -> None:
    """Make, build and install packs of scenarios."""


@pack_command.command("init", epilog="\b\nExample:\n  servicesim pack init refund-calls\n")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@LANG
def init(folder: Path, lang: str | None) -> int:
    """Begin a pack: its sheet, a README, folders."""
    from sim.locale import system_language
    from sim.workshop.pack_start import start

    said = lang or system_language()
    with told(said):
        for name in start(folder, said):
            _say(str(folder / name))
    return 0


@pack_command.command(
    "build",
    epilog="\b\nExamples:\n  servicesim pack build refund-calls\n  servicesim pack build . -o refunds.zip\n"
    "\b\nExit code 1: the pack has faults; nothing is written.\n",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write the zip (default: NAME-VERSION.zip here).",
)
@LANG
def build(folder: Path, out: Path | None, lang: str | None) -> int:
    """Check a pack and write it as a zip.

    The same files make the same zip, byte for byte, on every system.
    """
    from sim.errors import ServicesimError, Usage
    from sim.locale import system_language, translator
    from sim.workshop.packing import build as built_of
    from sim.workshop.packing import save

    said = lang or system_language()
    _ = translator(said)
    if out is not None and not out.is_dir() and out.suffix.lower() != ".zip":
        raise Usage(_("the file of a pack ends in .zip; {file} does not").format(file=out))
    if folder.is_dir() and not (folder / "pack.yaml").exists():
        form = _(
            "this folder is no pack yet: it has no pack.yaml; begin one with: servicesim pack init {folder}"
        )
        raise ServicesimError(form.format(folder=folder))
    with told(said):
        built = built_of(folder)
        _warn(built.checked, said)
        target = built_name(out, built.file_name)
        save(built.data, target)
    if built.left_out:
        names = _(", ").join(built.left_out[:MOST_NAMED])
        more = len(built.left_out) - MOST_NAMED
        form = _("Left out: {names}") if more <= 0 else _("Left out: {names} and {more} more")
        _say(form.format(names=names, more=more), err=True)
    _say(_("Written to {file}").format(file=target))
    _say(_counts(built.checked, said))
    _say(f"SHA-256: {built.sha256}")
    return 0


def built_name(out: Path | None, name: str) -> Path:
    """Return where a zip is written: into a folder that was named, else to the file, else here."""
    if out is None:
        return Path(name)
    return out / name if out.is_dir() else out


@pack_command.command(
    "install",
    epilog="\b\nExamples:\n  servicesim pack install refunds-1.0.0.zip\n  servicesim pack install refunds\n"
    "\b\nExit code 1: the pack is refused; what was installed before stays.\n",
)
@click.argument("source", metavar="FILE.zip|DIR", type=click.Path(path_type=Path))
@click.option(
    "--force", is_flag=True, help="Also put an older version, or other content of the same, in its place."
)
@LANG
def install(source: Path, force: bool, lang: str | None) -> int:
    """Check a pack and install it.

    A newer version replaces an older one. Nothing is installed of a pack with faults.
    """
    from sim.coach.home import data_folder
    from sim.content import Library
    from sim.locale import system_language, translator
    from sim.workshop.installing import clashes
    from sim.workshop.installing import install as installed

    said = lang or system_language()
    _ = translator(said)
    with told(said):
        arrival = installed(source, data_folder(), force=force)
    _warn(arrival.checked, said)
    _say(_arrived(arrival, said))
    _say(_counts(arrival.checked, said))
    if arrival.sha256:
        _say(f"SHA-256: {arrival.sha256}")
    for clash in clashes(arrival.folder):
        _say(_clash(clash, said))
    for head in Library().heads():
        if head.pack == arrival.folder.name and head.status == "ready":
            _say(_("Play it: servicesim run {id}").format(id=head.id))
            break
    return 0


@pack_command.command(
    "list", epilog="\b\nExample:\n  servicesim pack list --format json\n\b\nExit code 3: a pack has faults.\n"
)
@LANG
@FORMAT
def list_(lang: str | None, form: str) -> int:
    """List the installed packs."""
    from sim.coach.home import data_folder
    from sim.content.installed import PACKS, installed_packs
    from sim.content.pack_file import open_pack
    from sim.locale import system_language, translator
    from sim.model.bad_file import BadFile
    from sim.report.printable import json_safe
    from sim.workshop.packing import counts_in

    said = lang or system_language()
    _ = translator(said)
    rows: list[dict[str, Any]] = []
    code = 0
    for pack in installed_packs(data_folder()):
        try:
            info = open_pack(pack.folder)
        except BadFile as error:
            code = PART
            for problem in error.problems:
                _say(problem.shown(said), err=True)
            continue
        told_of = info.model_dump(include={"name", "version", "languages", "licence"}, mode="json")
        title = info.title.model_dump(exclude_none=True)
        rows.append({**told_of, "title": title, **counts_in(pack.folder), "folder": str(pack.folder)})
    if form == "json":
        click.echo(json_safe(json.dumps(rows, ensure_ascii=False, indent=2)))
        return code
    for row in rows:
        title = row["title"].get(said) or next(iter(row["title"].values()))
        _say(f"{row['name']} {row['version']}  {title}")
        languages = _(", ").join(row["languages"])
        form_of = _("Languages: {languages}. Licence: {licence}")
        click.echo(f"  {_line(form_of.format(languages=languages, licence=row['licence']))}")
        click.echo(f"  {_line(_(COUNTS).format(**row))}")
        click.echo(f"  {_line(row['folder'])}")
    if not rows and not code:
        _say(_("No pack is installed in {folder}.").format(folder=data_folder() / PACKS))
    return code


@pack_command.command("remove", epilog="\b\nExample:\n  servicesim pack remove refund-calls\n")
@click.argument("name", metavar="NAME")
@LANG
def remove(name: str, lang: str | None) -> int:
    """Remove an installed pack. Attempts that were played from it stay."""
    from sim.coach.home import data_folder
    from sim.locale import system_language, translator
    from sim.workshop.installing import remove as removed

    said = lang or system_language()
    with told(said):
        pack = removed(name, data_folder())
    _ = translator(said)
    form = _("Removed: {name} {version}")
    _say(form.format(name=pack.name, version=pack.version))
    return 0


@contextmanager
def told(lang: str) -> Iterator[None]:
    """Say every reason of a refusal in `lang`, one a line, and leave with its exit code."""
    from sim.model.bad_file import BadFile
    from sim.workshop.pack_rules import PackRefused

    try:
        yield
    except BadFile as error:
        for problem in error.problems:
            _say(problem.shown(lang), err=True)
        raise click.exceptions.Exit(FOUND) from None
    except PackRefused as error:
        for reason in error.reasons:
            _say(f"servicesim: {reason.said(lang)}", err=True)
        raise click.exceptions.Exit(error.exit_code) from None


def _counts(checked: Checked, lang: str) -> str:
    from sim.locale import translator

    return translator(lang)(COUNTS).format(**checked.counts)


def _arrived(arrival: Arrival, lang: str) -> str:
    from sim.locale import translator

    _ = translator(lang)
    info = arrival.checked.info
    if arrival.same:
        form = _("{name} {version} is installed already; nothing was changed.")
    elif arrival.before:
        form = _("Installed: {name} {version}, in place of {before}. It lies in {folder}")
    else:
        form = _("Installed: {name} {version}. It lies in {folder}")
    return form.format(name=info.name, version=info.version, before=arrival.before, folder=arrival.folder)


def _clash(clash: Clash, lang: str) -> str:
    """Return which of two scenarios or rubrics of one id is used."""
    from sim.content.packs import BUNDLED
    from sim.locale import translator

    _ = translator(lang)
    other = _("servicesim itself") if clash.other == BUNDLED else clash.other
    kind = _("scenario") if clash.kind == "scenarios" else _("rubric")
    form = (
        _("The {kind} {name} of this pack is used, not the one from {other}.")
        if clash.wins
        else _("The {kind} {name} from {other} is used, not the one of this pack.")
    )
    return form.format(kind=kind, name=clash.name, other=other)


def _warn(checked: Checked, lang: str) -> None:
    for problem in checked.warnings:
        _say(problem.shown(lang), err=True)


def _line(text: str) -> str:
    from sim.report.printable import printable

    return printable(text)


def _say(text: str, *, err: bool = False) -> None:
    click.echo(_line(text), err=err)
