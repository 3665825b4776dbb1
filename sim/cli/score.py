"""`servicesim score`: scores replies from a file, one JSON line each, or many real chats into a folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from sim.cli.options import pack_option, right_line, rubric_option

if TYPE_CHECKING:
    from sim.content import Library
    from sim.model.language import Lang
    from sim.model.rubric import Rubric

EPILOG = """\b
A line in:
  {"id": "1", "scenario": "complaint-01", "turn": "opening", "lang": "en", "reply": "…"}
and optionally "history": [{"who": "customer", "text": "…"}, {"who": "trainee", "text": "…"}]
\b
With --out FILE holds real chats (.parquet, .jsonl, .csv; the last two also .gz) with the columns
chat_id, turn, speaker (customer or agent), text, lang. DIR then holds the scored turns of the agents,
a manifest and the bad rows; the same command again goes on where it stopped.
\b
Examples:
  servicesim score replies.jsonl > scores.jsonl
  servicesim score - < replies.jsonl
  servicesim score chats.parquet --out judged --summary judged.html
  servicesim score chats.parquet --out judged --on dask://10.0.0.5:8786
\b
Exit code 3: some lines or rows were bad and are named; the others are scored.
"""

PART = 3


@click.command("score", epilog=EPILOG)
@click.argument("file", type=click.File("r", encoding="utf-8-sig", errors="surrogateescape"))
@rubric_option
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Score real chats into DIR.")
@click.option("--on", metavar="WHERE", help="local (one process a core), local:N or dask://HOST:PORT.")
@click.option("--summary", type=click.Path(path_type=Path), metavar="PAGE", help="Write a page of figures.")
@click.option("--force", is_flag=True, help="Write over PAGE if it is there.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@pack_option
def score_command(
    file: IO[str],
    rubric: str,
    out: Path | None,
    on: str | None,
    summary: Path | None,
    force: bool,
    lang: str | None,
    packs: tuple[Path, ...],
) -> int:
    """Score every reply in FILE (- for standard input) and print one JSON line each."""
    from sim.content import Library
    from sim.locale import system_language
    from sim.report.printable import printable

    said: Lang = "zh" if (lang or system_language()) == "zh" else "en"

    library = Library(packs)
    if out is not None:
        return _many(file, library, rubric, out, on or "local", summary, said, force=force)
    if on is not None or summary is not None or _name(file).lower().endswith(".parquet"):
        from sim.locale import translator

        _ = translator(said)
        raise click.UsageError(_("Real chats are scored into a folder: say which with --out DIR."))
    from sim.coach.row_notes import Notes
    from sim.coach.rows import RowScorer
    from sim.report.printable import json_safe

    scorer = RowScorer(library, rubric)
    notes = Notes()
    bad = 0
    for result, good in scorer.lines(notes.through(file), said):
        bad += not good
        sys.stdout.write(json_safe(json.dumps(result, ensure_ascii=False)) + "\n")
    for line in (*notes.said(said), *right_line("score", bad, said)):
        click.echo(printable(line), err=True)
    return PART if bad else 0


def _name(file: IO[str]) -> str:
    """Return the path of a file, or `-` for standard input."""
    name = getattr(file, "name", "-")
    return name if isinstance(name, str) and file is not sys.stdin else "-"


def _many(
    file: IO[str],
    library: Library,
    rubric: str,
    out: Path,
    on: str,
    summary: Path | None,
    lang: Lang,
    *,
    force: bool,
) -> int:
    """Score the chats of a file into a folder, tell how far it is, and write the page that was asked for."""
    from sim.cli.export import check_out
    from sim.locale import translator
    from sim.report.printable import printable
    from sim.scale.folder import SIDE
    from sim.scale.hands import where
    from sim.scale.job import Job
    from sim.scale.progress import Progress
    from sim.scale.tally import Tally

    _ = translator(lang)
    name = _name(file)
    if name in ("-", "<stdin>"):
        raise click.UsageError(_("Real chats are read from a file, not from standard input."))
    place = where(on, lang)
    check_out(summary, lang, force=force)
    sheet = library.rubric(rubric)
    job = Job(Path(name), out, sheet, lang)
    progress = Progress(sys.stderr, lang, moving=sys.stderr.isatty())
    try:
        manifest = job.run(place, progress)
    except KeyboardInterrupt:
        progress.close()
        click.echo(_("Stopped. The same command goes on from here."), err=True)
        raise
    finally:
        progress.close()
    tally = Tally.of_plain(manifest["tally"])
    bad = tally.bad.total()
    said = _("{folder}: {scored} turns scored, {unscored} not, {bad} bad rows").format(
        folder=out,
        scored=f"{tally.total('scored'):,}",
        unscored=f"{tally.total('unscored'):,}",
        bad=f"{bad:,}",
    )
    click.echo(printable(said), err=True)
    if bad:
        click.echo(printable(_("Bad rows with their reasons: {file}").format(file=out / SIDE)), err=True)
    if summary is not None:
        _write_page(manifest, sheet.value, summary, lang, force=force)
    return PART if bad else 0


def _write_page(manifest: dict[str, Any], rubric: Rubric, page: Path, lang: Lang, *, force: bool) -> None:
    """Write the page of figures; without matplotlib say in one line how to get its plots."""
    from sim.cli.export import write_out
    from sim.locale import translator
    from sim.report.many import level_bars, many_page
    from sim.report.plots import WITHOUT

    bars = level_bars()
    if bars is None:
        click.echo(f"servicesim: {translator(lang)(WITHOUT)}", err=True)
    write_out(many_page(manifest, rubric, bars, lang), page, lang, force=force)
