"""`servicesim new`: writes a scenario or a sheet to begin with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.content.json_schema import Kind
    from sim.model.language import Lang
    from sim.workshop.new import Wishes

EPILOG = """\b
Examples:
  servicesim new tea-shop-01
  servicesim new tea-shop-01 --lang en --title "A cold delivery" --customer-name "Ms Reed"
  servicesim new tea-shop-02 --from complaint-01 --lang both --title "Cold tea / 茶凉了"
  servicesim new our-sheet --rubric
\b
On a terminal it asks what is missing. With --lang both, write a title or name as English / 中文.
"""

NEXT: dict[str, tuple[str, ...]] = {
    "scenario": ("servicesim check {file}", "servicesim preview {id}{pack}", "servicesim run {id}{pack}"),
    "rubric": (
        "servicesim check {file}",
        "servicesim rubric show {id}{pack}",
        "servicesim rubric diff {base} {id}{pack} --replies replies.jsonl",
    ),
}
"""What to type next, in that order."""

FAMILIES = (
    "complaint", "aftersales", "retention", "loyalty", "vip", "collection", "credit", "service", "abuse",
    "handover", "internal",
)  # fmt: skip
"""As in `sim.model.scenario`, which costs pydantic to import; a test holds the two together."""


@click.command("new", epilog=EPILOG)
@click.argument("name", metavar="ID")
@click.option(
    "--from",
    "source",
    metavar="ID",
    help="Copy this scenario; with --rubric, build on this sheet (copied where it builds on another itself).",
)
@click.option("--lang", type=click.Choice(["en", "zh", "both"]), help="Which languages it is written in.")
@click.option("--title", metavar="TEXT", help="What lists call it.")
@click.option("--family", type=click.Choice(FAMILIES), help="Which kind of case it is.")
@click.option("--customer-name", "customer", metavar="NAME", help="Who the customer is.")
@click.option("--difficulty", type=click.IntRange(1, 5), help="From 1 (easy) to 5 (very hard).")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write it (default: scenarios, with --rubric rubrics).",
)
@click.option("--rubric", "sheet", is_flag=True, help="Begin a scoring sheet instead of a scenario.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pack_option
def new_command(
    name: str,
    source: str | None,
    lang: str | None,
    title: str | None,
    family: str | None,
    customer: str | None,
    difficulty: int | None,
    out: Path | None,
    sheet: bool,
    force: bool,
    packs: tuple[Path, ...],
) -> int:
    """Write a commented file named ID.yaml that passes check and can be played at once."""
    from sim.content import Library
    from sim.errors import Usage
    from sim.locale import system_language, translator
    from sim.report.printable import printable
    from sim.workshop import new, new_files

    kind: Kind = "rubric" if sheet else "scenario"
    said = cast("Lang", lang if lang in ("en", "zh") else system_language())
    _ = translator(said)
    folder = out or Path(f"{kind}s")
    new.check_id(kind, name, said)
    path = new_files.target(folder, name, said, force=force)
    library = Library(packs)
    new_files.check_free(kind, name, path, library, said)
    if sheet:
        if family or customer or difficulty:
            raise Usage(_("a sheet has no family, customer or difficulty"))
        titles = new.by_language(title, None, said) if title else {}
        text = new.new_rubric(new.Wishes(name, said, title=titles), source or "service", library)
    elif source:
        if source in library.rubric_ids():
            raise Usage(_("'{id}' is a scoring sheet; add --rubric").format(id=source))
        only = new.languages_of(library, source, _one(lang), said)
        wishes = _asked(new.Wishes(name, said, only), title, family, customer, difficulty, copy=True)
        text = new.copied_scenario(wishes, library, source)
    else:
        only = _one(lang or _ask_language(said))
        said = only or said
        wishes = _asked(new.Wishes(name, said, only), title, family, customer, difficulty, copy=False)
        text = new.new_scenario(wishes)
    new_files.write(path, text, kind, said)
    _ = translator(said)
    click.echo(printable(_("Written to {file}").format(file=path)))
    click.echo(_("Next:"))
    pack = "" if out is None else f" --pack {_quoted(folder)}"
    for line in NEXT[kind]:
        told = line.format(file=_quoted(path), id=name, pack=pack, base=source or "service")
        click.echo(f"  {printable(told)}")
    return 0


def _one(lang: str | None) -> Lang | None:
    """Return the one language that is asked for; None for both."""
    return cast("Lang", lang) if lang in ("en", "zh") else None


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask_language(said: Lang) -> str:
    """Return the language to write in: the system's, or what a person at a terminal says."""
    from sim.locale import translator

    if not _terminal():
        return said
    _ = translator(said)
    choice = click.Choice(["en", "zh", "both"])
    answer: str = click.prompt(_("Language of the file"), type=choice, default=said)
    return answer


def _asked(
    wishes: Wishes,
    title: str | None,
    family: str | None,
    customer: str | None,
    difficulty: int | None,
    *,
    copy: bool,
) -> Wishes:
    """Return wishes with what flags say, and what a person at a terminal answers for the rest.

    A copy is asked for its title only. Raises Usage for a title or name that cannot be one.
    """
    from dataclasses import replace

    from sim.locale import translator
    from sim.workshop.new import by_language

    _ = translator(wishes.said)
    titles = by_language(title, wishes.lang, wishes.said) if title else {}
    names = by_language(customer, wishes.lang, wishes.said) if customer else {}
    if _terminal():
        both = "" if wishes.lang else _(" (English / 中文)")
        titles = titles or _prompt(_("Title") + both, wishes)
        if not copy:
            names = names or _prompt(_("Who is the customer?") + both, wishes)
            kinds = click.Choice(FAMILIES)
            family = family or click.prompt(_("Kind of case"), type=kinds, default="aftersales")
    return replace(wishes, title=titles, customer=names, family=family or "", difficulty=difficulty)


def _prompt(question: str, wishes: Wishes) -> dict[Lang, str]:
    """Return an answer by language; asks again after one that cannot be, and takes none as none."""
    from sim.errors import Usage
    from sim.workshop.new import by_language

    def understood(answer: str) -> dict[Lang, str]:
        try:
            return by_language(answer, wishes.lang, wishes.said) if answer.strip() else {}
        except Usage as error:
            raise click.UsageError(str(error)) from None

    found: dict[Lang, str] = click.prompt(question, default="", show_default=False, value_proc=understood)
    return found


def _quoted(path: Path) -> str:
    """Return a path as it is typed on a command line, whichever shell that is."""
    return f'"{path}"' if " " in str(path) else str(path)
