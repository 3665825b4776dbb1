"""`servicesim appeals`: what trainees say is wrong, what trainers decide, and what must stay decided."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.acting import READER
from sim.cli.library import FORMAT, LANG
from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.coach.appeals import Appeals
    from sim.coach.private import Reader
    from sim.model.appeals import Verdict

BROKEN, PART = 1, 3

BECAUSE = click.option("--because", required=True, metavar="TEXT", help="The reason; it is kept.")
BY = click.option(
    "--by", metavar="NAME", help="Who says so (default: trainer; where a department shares the data, you)."
)
REPLY = click.option("--reply", type=int, required=True, metavar="N", help="Which reply, counted from 1.")


@click.group(
    "appeals",
    invoke_without_command=True,
    epilog="""\b
Examples:
  servicesim appeals add a1b2c3 --reply 2 --mark E3 --because "I did name the two lost days"
  servicesim appeals add a1b2c3 --reply 1 --mark ASK --because "I asked what was missing"
  servicesim appeals --open
  servicesim appeals uphold 4 --because "'Two days' names them" --by Ruth
  servicesim appeals uphold 5 --level 3 --because "Empathy 3: the apology is specific"
  servicesim appeals cases rulings.jsonl
""",
)
@click.option("--open", "unruled", is_flag=True, help="Only those that nobody has ruled on.")
@click.option("--attempt", metavar="ATTEMPT", help="Only those about this attempt.")
@LANG
@FORMAT
@READER
@click.pass_context
def appeals_command(
    ctx: click.Context, unruled: bool, attempt: str | None, lang: str | None, form: str, by: str | None
) -> int:
    """List appeals against marks, newest first; make one, rule on one, comment on a reply."""
    if ctx.invoked_subcommand is not None:
        return 0
    from sim.report.appeals import appeal_line

    _ = _translator(lang)
    appeals, reader = _open(by)
    found = [a for a in appeals.listed(attempt, unruled=unruled) if reader.may(appeals.row(a.attempt))]
    if form == "json":
        _echo_json([appeal.model_dump(mode="json") for appeal in found])
        return 0
    for appeal in found:
        click.echo(appeal_line(appeal, _system(lang)))
    if not found:
        click.echo(_("No appeals."))
    return 0


@appeals_command.command("add")
@click.argument("attempt")
@REPLY
@click.option(
    "--mark",
    required=True,
    metavar="MARK",
    help="A code such as E3 or X02, a dimension, FLAG (not counted), ASK (not asked) or BROKEN (a promise).",
)
@BECAUSE
@READER
def add(attempt: str, reply: int, mark: str, because: str, by: str | None) -> int:
    """Say that a mark of a reply in ATTEMPT is wrong, and why."""
    appeals, reader = _open(by)
    reader.own(appeals.row(attempt), "appeal")
    appeal = appeals.add(attempt, reply, mark, because)
    _ = _translator(None)
    click.echo(_("Appeal {id} is kept. Read it with: servicesim appeals show {id}").format(id=appeal.id))
    return 0


@appeals_command.command("show")
@click.argument("appeal_id", metavar="ID", type=int)
@FORMAT
@READER
def show(appeal_id: int, form: str, by: str | None) -> int:
    """Show an appeal with the reply, the evidence, the levels and the ruling."""
    from sim.report.appeals import appeal_lines

    appeals, reader = _open(by)
    reader.look((appeals.row_of(appeal_id),), f"appeal {appeal_id}")
    view = appeals.view(appeal_id)
    if form == "json":
        _echo_json(
            {
                **view.appeal.model_dump(mode="json"),
                "name": view.name,
                "was": view.was,
                "review": view.review.model_dump(mode="json"),
                "comments": [comment.model_dump(mode="json") for comment in view.comments],
            }
        )
        return 0
    for line in appeal_lines(view.appeal, view.name, view.was, view.review, view.comments, view.lang):
        click.echo(line)
    return 0


@appeals_command.command("uphold")
@click.argument("appeal_id", metavar="ID", type=int)
@BECAUSE
@click.option("--level", type=click.IntRange(0, 4), help="The level that the dimension should have.")
@BY
def uphold(appeal_id: int, because: str, level: int | None, by: str | None) -> int:
    """Say that an appeal is right, and why. Both marks stay on record.

    What is ruled on ASK and BROKEN is yours alone: the engine never judges it again.
    """
    return _rule(appeal_id, "upheld", because, by, level)


@appeals_command.command("reject")
@click.argument("appeal_id", metavar="ID", type=int)
@BECAUSE
@BY
def reject(appeal_id: int, because: str, by: str | None) -> int:
    """Say that a mark stands, and why."""
    return _rule(appeal_id, "rejected", because, by, None)


@appeals_command.command("comment")
@click.argument("attempt")
@click.argument("text")
@REPLY
@BY
def comment(attempt: str, text: str, reply: int, by: str | None) -> int:
    """Keep a trainer's TEXT about one reply of ATTEMPT."""
    from sim.coach.appeals import DEFAULT_TRAINER

    appeals, reader = _open(by)
    reader.judge(appeals.row(attempt), "comment")
    appeals.comment(attempt, reply, text, by=reader.name or by or DEFAULT_TRAINER)
    _ = _translator(None)
    click.echo(_("The comment on reply {n} is kept.").format(n=reply))
    return 0


@appeals_command.command(
    "cases", epilog="\b\nExit code 3: some rulings could not be read and are named; the others are written.\n"
)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--ratings",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the trainer's levels as ratings for `servicesim validate`.",
)
@READER
def cases(file: Path | None, ratings: Path | None, by: str | None) -> int:
    """Write every upheld ruling to FILE, one JSON line each; other lines in it stay."""
    from sim.cli.appeals_file import write_rows
    from sim.coach.appeals import case_id
    from sim.errors import Usage
    from sim.report.printable import printable

    _, spoken = _translator(None), _system(None)
    if file is None and ratings is None:
        raise Usage(_("say where to: FILE, or --ratings FILE, or both"))
    if file is not None and ratings is not None and file.resolve() == ratings.resolve():
        raise Usage(_("cases and ratings need a file each"))
    appeals, reader = _open(by)
    found, bad = appeals.cases(reader.may)
    attempts = dict.fromkeys(case.id.rpartition(".")[0] for case in found)
    reader.look([appeals.row(attempt) for attempt in attempts], "appeals cases")
    ours = frozenset(case_id(appeal) for appeal in appeals.listed()) - bad.keys()
    if file is not None:
        write_rows(file, [case.as_plain() for case in found], ours, spoken)
        click.echo(printable(_("Cases written to {file}: {n}").format(n=len(found), file=file)))
    if ratings is not None:
        rated = [row for case in found if (row := case.rating()) is not None]
        write_rows(ratings, rated, ours, spoken)
        click.echo(printable(_("Ratings written to {file}: {n}").format(n=len(rated), file=ratings)))
    for name, reason in bad.items():
        click.echo(printable(f"servicesim: {name}: {reason}"), err=True)
    return PART if bad else 0


@appeals_command.command(
    "check",
    epilog="""\b
Examples:
  servicesim appeals check rulings.jsonl
  servicesim appeals check --pack mypack
\b
Exit code 1: a ruling is broken. 3: none is, but some lines could not be checked, or not any more
because the scenario has changed. Rulings on ASK and BROKEN are kept as they are and counted apart.
""",
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@LANG
@FORMAT
@pack_option
def check(file: Path | None, lang: str | None, form: str, packs: tuple[Path, ...]) -> int:
    """Score the cases in FILE again and name every ruling that engine or rubric now break.

    Without FILE, the rulings.jsonl of every --pack is checked.
    """
    from sim.cli.appeals_file import lines_of
    from sim.coach.appeals import case_scorer
    from sim.content import Library
    from sim.errors import Usage
    from sim.report.appeals import judgement_words, mark_words
    from sim.report.printable import printable
    from sim.validity import rulings

    _, spoken = _translator(lang), _system(lang)
    files = [file] if file else [found for pack in packs if (found := rulings.rulings_in(pack))]
    if not files:
        raise Usage(_("say which cases: a FILE, or a --pack that holds rulings.jsonl"))
    score = case_scorer(Library(packs), spoken)
    results = [(path, rulings.check(lines_of(path, spoken), score, spoken)) for path in files]
    broken = [one for _path, result in results for one in result.broken]
    bad = [(path, fault) for path, result in results for fault in result.bad]
    kept = sum(result.kept for _path, result in results)
    people = sum(result.people for _path, result in results)
    if form == "json":
        faults = [{"file": str(path), "line": fault.line, "reason": fault.reason} for path, fault in bad]
        shown = {"kept": kept, "people": people, "broken": [one.as_plain() for one in broken]}
        _echo_json({**shown, "bad": faults})
    else:
        words = _("{id} ({scenario}, {turn}): {mark} is {now}, ruled {ruled}. {because}")
        for one in broken:
            said = {
                "mark": mark_words(one.case.mark, spoken),
                "now": judgement_words(one.now, spoken),
                "ruled": judgement_words(one.case.ruled, spoken),
            }
            click.echo(printable(words.format(**{**one.as_plain(), **said})))
        click.echo(_("Rulings kept: {kept}. Broken: {broken}.").format(kept=kept, broken=len(broken)))
        if people:
            click.echo(_("Kept as people ruled, not judged by the engine: {n}.").format(n=people))
    where = _("{file}, line {n}: {reason}")
    for path, fault in bad:
        line = where.format(file=path, n=fault.line, reason=fault.reason)
        click.echo(printable(f"servicesim: {line}"), err=True)
    return BROKEN if broken else PART if bad else 0


def _open(by: str | None) -> tuple[Appeals, Reader]:
    """Return the appeals and who reads them."""
    from sim.coach import Coach
    from sim.coach.appeals import Appeals
    from sim.coach.private import Reader

    coach = Coach()
    return Appeals(coach), Reader(coach, by, _system(None))


def _rule(appeal_id: int, verdict: Verdict, because: str, by: str | None, level: int | None) -> int:
    from sim.coach.appeals import DEFAULT_TRAINER
    from sim.report.appeals import ruling_line, state_words

    appeals, reader = _open(by)
    reader.judge(appeals.row_of(appeal_id), f"appeal {appeal_id} {verdict}")
    name = reader.name or by or DEFAULT_TRAINER
    before = appeals.rule(appeal_id, verdict, because, by=name, level=level)
    _ = _translator(None)
    click.echo(_("Appeal {id}: {state}.").format(id=appeal_id, state=state_words(verdict, _system(None))))
    if before is not None:
        click.echo(
            _("This replaces an earlier ruling. {ruling}").format(ruling=ruling_line(before, _system(None)))
        )
    return 0


def _system(lang: str | None) -> str:
    from sim.locale import system_language

    return lang or system_language()


def _translator(lang: str | None) -> Callable[[str], str]:
    from sim.locale import translator

    return translator(_system(lang))


def _echo_json(data: Any) -> None:
    from sim.report.printable import json_safe

    click.echo(json_safe(json.dumps(data, ensure_ascii=False, indent=2)))
