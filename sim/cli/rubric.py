"""`servicesim rubric`: shows a rubric as a sheet, runs its examples, says what a change of it does."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import click

from sim.cli.library import FORMAT, LANG
from sim.cli.options import pack_option
from sim.cli.rubric_import import import_command

if TYPE_CHECKING:
    from sim.content import Library, Loaded
    from sim.content.rubric_examples import ExampleRun
    from sim.model.language import Lang
    from sim.model.problems import Problem
    from sim.model.rubric import Rubric
    from sim.validity.impact import Twice

FOUND, PART = 1, 3

N_ = str
"""Marks a sentence for the catalogue where it is written; it is said in a language later."""

OTHERS = ("id:", "drill:", "pack:")
"""Names at the top of files that are no scoring sheet: of a scenario, a case drill, a pack."""


@click.group("rubric", epilog="\b\nExample:\n  servicesim rubric check rubrics/mine.yaml\n")
def rubric_command() -> None:
    """Show, check and compare scoring sheets."""


rubric_command.add_command(import_command)


@rubric_command.command(
    "show", epilog="\b\nExamples:\n  servicesim rubric show\n  servicesim rubric show mine.yaml --lang zh\n"
)
@click.argument("rubric", default="service")
@LANG
@FORMAT
@pack_option
def show(rubric: str, lang: str | None, form: str, packs: tuple[Path, ...]) -> int:
    """Show a RUBRIC (an id or a file) as a sheet."""
    from sim.content import Library
    from sim.locale import system_language
    from sim.report.rubric_sheet import sheet_lines

    value = open_rubric(rubric, Library(packs)).value
    if form == "json":
        _echo_json(value.model_dump(mode="json", by_alias=True))
    else:
        for line in sheet_lines(value, cast("Lang", lang or system_language())):
            click.echo(line)
    return 0


@rubric_command.command(
    "check", epilog="\b\nExamples:\n  servicesim rubric check\n  servicesim rubric check rubrics/mine.yaml\n"
)
@click.argument("files", nargs=-1, metavar="[FILE|ID]...", type=click.Path(readable=False, path_type=Path))
@click.option("--scenario", "scenario_id", metavar="ID", help="Hold the examples against this case.")
@LANG
@FORMAT
@pack_option
def check(
    files: tuple[Path, ...], scenario_id: str | None, lang: str | None, form: str, packs: tuple[Path, ...]
) -> int:
    """Check sheets (files, folders or ids; default: ours) and run every example in them.

    An example under `not_counts` that counts is a fault; one under `counts`
    that is not found is a warning.
    """
    from sim.cli.check import counts_line
    from sim.content import Library, bundled_folder, check_file
    from sim.content.check import nothing_in
    from sim.content.packs import yaml_files
    from sim.content.rubric_examples import run_examples
    from sim.locale import system_language
    from sim.report.printable import printable

    library = Library(packs)
    scenario = library.scenario(scenario_id).value if scenario_id else None
    chosen = [_named(file, library) for file in files] or [bundled_folder("rubrics")]
    problems: list[Problem] = []
    paths: list[Path] = []
    for path in chosen:
        inside = [*yaml_files(path / "rubrics" if (path / "rubrics").is_dir() else path)]
        paths += inside
        problems += () if inside else nothing_in(path)
    reports: list[dict[str, Any]] = []
    for path in paths:
        _refuse_others(path, lang or system_language())
        found = list(check_file(path))
        if not any(p.severity == "error" for p in found):
            loaded = open_rubric(str(path), library)
            run = run_examples(loaded.value, loaded.text, str(path), scenario)
            reports.append(_report(run))
            found += run.problems
        problems += found
    if form == "json":
        _echo_json({"files": reports, "problems": [p.model_dump(mode="json") for p in problems]})
    else:
        said = lang or system_language()
        for report in reports:
            for line in _report_lines(report, said):
                click.echo(printable(line))
        for problem in problems:
            click.echo(printable(problem.shown(said)))
        click.echo(printable(counts_line(problems, said, len(paths))))
    return FOUND if any(p.severity == "error" for p in problems) else 0


def _named(file: Path, library: Library) -> Path:
    """Return the file that is meant: itself, or that of the sheet with this id. Raises NotFound."""
    if file.exists() or file.suffix or len(file.parts) > 1:
        return file
    return library.rubric_path(str(file))


def _refuse_others(path: Path, lang: str) -> None:
    """Raise Usage for a file that is a scenario, a case drill or a pack's sheet and no scoring sheet."""
    from sim.content.check import is_rubric
    from sim.errors import Usage
    from sim.locale import translator

    try:
        text = path.read_text("utf-8-sig", "replace") if path.is_file() else ""
    except OSError:
        return
    if any(line.startswith(OTHERS) for line in text.split("\n")) and not is_rubric(text):
        _ = translator(lang)
        told = _("{file} is no scoring sheet; it is checked by: servicesim check {file}")
        raise Usage(told.format(file=path))


def _report(run: ExampleRun) -> dict[str, Any]:
    return {
        "file": run.file,
        "rubric": run.rubric.rubric,
        "version": run.rubric.version,
        "codes": {
            code: {kind: list(run.held(code, kind)) for kind in ("counts", "not_counts")}
            for code in run.codes
        },
        "skipped": list(run.skipped),
        "known_weak": list(run.known_codes(weak=True)),
        "known": list(run.known_codes(weak=False)),
    }


def _report_lines(report: dict[str, Any], lang: str) -> Iterator[str]:
    from sim.locale import translator

    _ = translator(lang)
    yield _("{file}: rubric {rubric}, version {version}").format(**report)
    for code, held in report["codes"].items():
        (good, counts), (still, nots) = held["counts"], held["not_counts"]
        line = _("{code}: {good} of {counts} counts found, {still} of {nots} not_counts do not count")
        yield line.format(code=code, good=good, counts=counts, still=still, nots=nots)
    if report["skipped"]:
        line = _("skipped, shown by the facts of a case only: {n} ({codes})")
        yield line.format(n=len(report["skipped"]), codes=", ".join(report["skipped"]))
    told = {
        "known_weak": _(
            "examples of the sheets that came with the program, found but weak alone: {n} ({codes})"
        ),
        "known": _("examples of those sheets that are known not to hold; nothing to do here: {n} ({codes})"),
    }
    for kind, line in told.items():
        if report[kind]:
            yield line.format(n=len(report[kind]), codes=", ".join(dict.fromkeys(report[kind])))


@rubric_command.command(
    "diff",
    epilog="\b\nExamples:\n"
    "  servicesim rubric diff service mine.yaml --replies replies.jsonl\n"
    "  servicesim rubric diff old.yaml new.yaml --attempts ~/.local/share/servicesim\n"
    "\b\nExit code 1: levels change. 3: some replies could not be scored and are named.\n",
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--attempts", type=click.Path(path_type=Path), help="A data folder, or the servicesim.db in one."
)
@click.option(
    "--replies",
    type=click.File("r", encoding="utf-8-sig", errors="surrogateescape"),
    help="Replies as for `servicesim score`.",
)
@LANG
@FORMAT
@pack_option
def diff(
    old: str,
    new: str,
    attempts: Path | None,
    replies: IO[str] | None,
    lang: str | None,
    form: str,
    packs: tuple[Path, ...],
) -> int:
    """Score replies with the rubrics OLD and NEW (ids or files) and name every level that changes."""
    from sim.content import Library
    from sim.errors import Usage
    from sim.locale import system_language
    from sim.report.impact import impact_lines
    from sim.report.printable import printable
    from sim.validity.impact import impact

    if (attempts is None) == (replies is None):
        raise Usage(N_("say which replies: --attempts FOLDER or --replies FILE"))
    library = Library(packs)
    both = open_rubric(old, library), open_rubric(new, library)
    bad: list[str] = []
    language = cast("Lang", lang or system_language())
    tell = _Told(language)
    scored = (
        _rows_twice(replies, both, packs, bad, tell)
        if replies is not None
        else _attempts_twice(cast("Path", attempts), both, library, bad, tell)
    )
    try:
        result = impact(scored, both[0].value, both[1].value)
    finally:
        tell.close()
    if form == "json":
        _echo_json({**result.as_plain(), "bad": bad})
    else:
        names = {str(s.id): s.name.get(language) for s in both[1].value.sections}
        for line in impact_lines(result.as_plain(), names, language):
            click.echo(line)
        for line in bad:
            click.echo(printable(line), err=True)
    return FOUND if result.changes else PART if bad else 0


class _Told:
    """Tells how far a comparison is, aside: on a terminal in one line that moves, else now and then."""

    def __init__(self, lang: str) -> None:
        from sim.locale import translator
        from sim.scale.progress import Progress

        self.lang, self.translate = lang, translator(lang)
        self._progress = Progress(sys.stderr, lang, moving=sys.stderr.isatty())

    def __call__(self, done: int, whole: int) -> None:
        from sim.scale.job import Step

        share = done / max(1, whole)
        self._progress(Step(share, share, done))

    def say(self, form: str, **values: object) -> str:
        """Return a sentence of the catalogue in the language that is told in."""
        return self.translate(form).format(**values)

    def close(self) -> None:
        """Leave the line that moves."""
        self._progress.close()


def open_rubric(name: str, library: Library) -> Loaded[Rubric]:
    """Return a rubric by file or by id. Raises NotFound, or BadFile with all its faults."""
    from sim.content import Loaded, Problems
    from sim.content.files import read_text
    from sim.content.parse import rubric_of
    from sim.errors import NotFound

    path = Path(name)
    if path.suffix not in (".yaml", ".yml") and not path.is_file():
        return library.rubric(name)
    if not path.exists():
        raise NotFound("file", name)
    problems = Problems(name)
    text = read_text(path, problems)
    return Loaded(rubric_of(text, problems), text, hashlib.sha256(text.encode()).hexdigest())


def _rows_twice(
    lines: IO[str],
    both: tuple[Loaded[Rubric], Loaded[Rubric]],
    packs: tuple[Path, ...],
    bad: list[str],
    tell: _Told,
) -> Iterator[Twice]:
    """Yield every row scored with both rubrics; a row that cannot be scored is put into `bad`."""
    from sim.coach.rows import RowScorer
    from sim.content import Library
    from sim.validity.impact import Twice

    class One(Library):
        """A library whose every rubric is one given file."""

        def __init__(self, loaded: Loaded[Rubric]) -> None:
            super().__init__(packs)
            self._one = loaded

        def rubric(self, rubric_id: str) -> Loaded[Rubric]:  # noqa: ARG002 - whatever is asked for
            return self._one

    old, new = (RowScorer(One(loaded)) for loaded in both)
    whole = list(lines)
    for number, line in enumerate(whole, 1):
        tell(number - 1, len(whole))
        if not line.strip():
            continue
        (was, well), (now, _) = next(old.lines([line], tell.lang)), next(new.lines([line]))
        if not well:
            bad.append(tell.say(N_("line {n}: {error}"), n=number, error=was["error"]))
            continue
        row = json.loads(line)
        about = {key: str(row.get(key) or "") for key in ("scenario", "turn", "lang")}
        yield Twice(str(was["id"]), about, was, now)


def _attempts_twice(
    place: Path,
    both: tuple[Loaded[Rubric], Loaded[Rubric]],
    library: Library,
    bad: list[str],
    tell: _Told,
) -> Iterator[Twice]:
    """Yield every stored reply scored with both rubrics in the context it was written in.

    An exam that is still open keeps its marks to its end: it is put into `bad`.
    """
    from sim.coach.rows import as_plain
    from sim.errors import NotFound, ServicesimError
    from sim.model.events import Started
    from sim.play import Script
    from sim.store import Store
    from sim.validity.impact import Twice, contexts

    file = place / "servicesim.db" if place.is_dir() else place
    if not file.is_file() or file.name != "servicesim.db":
        raise NotFound("file", str(file))
    scripts: dict[tuple[str, str], tuple[Script, Script]] = {}
    with Store.open(file.parent) as store:
        rows = store.attempts()
        for number, row in enumerate(reversed(rows)):
            tell(number, len(rows))
            if row.mode == "exam" and not row.finished:
                bad.append(tell.say(N_("{id}: an open exam shows no marks"), id=row.id))
                continue
            try:
                events = store.events(row.id)
                started = cast("Started", events[0])
                key = started.scenario_hash, row.lang
                if key not in scripts:
                    text = store.content(started.scenario_hash)
                    scenario = library.parse_scenario(text, row.scenario)
                    old, new = both
                    scripts[key] = (
                        Script(scenario, old.value, row.lang),
                        Script(scenario, new.value, row.lang),
                    )
                before, after = scripts[key]
                scored = [
                    (
                        event,
                        as_plain(before.engine.score(event.reply, context)),
                        as_plain(after.engine.score(event.reply, context)),
                    )
                    for event, context in contexts(before, events)
                ]
            except ServicesimError as error:
                bad.append(f"{row.id}: {error.said(tell.translate)}")
                continue
            for event, was, now in scored:
                about = {"who": row.who, "scenario": row.scenario, "turn": event.turn, "lang": row.lang}
                yield Twice(f"{row.id}.{event.turn_no}", about, was, now)


def _echo_json(data: Any) -> None:
    from sim.report.printable import json_safe

    click.echo(json_safe(json.dumps(data, ensure_ascii=False, indent=2)))
