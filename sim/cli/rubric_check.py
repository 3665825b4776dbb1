"""`servicesim rubric check`: checks scoring sheets and runs every example in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.library import FORMAT, LANG
from sim.cli.options import pack_option
from sim.errors import N_

if TYPE_CHECKING:
    from sim.content import Library
    from sim.content.rubric_verdicts import ExampleRun
    from sim.model.problems import Problem
    from sim.model.scenario import Scenario

FOUND = 1

OTHERS = ("id:", "drill:", "pack:")
"""Names at the top of files that are no scoring sheet: of a scenario, a case drill, a pack."""

LEFT_OUT = N_("{file}: its examples were not run, for they rest on what is wrong below; mend that first")
"""What is said of a sheet with faults that its examples depend on."""


@click.command(
    "check", epilog="\b\nExamples:\n  servicesim rubric check\n  servicesim rubric check rubrics/mine.yaml\n"
)
@click.argument("files", nargs=-1, metavar="[FILE|ID]...", type=click.Path(readable=False, path_type=Path))
@click.option("--scenario", "scenario_id", metavar="ID", help="Hold the examples against this case.")
@LANG
@FORMAT
@pack_option
def check_command(
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
    from sim.locale import system_language, translator
    from sim.report.printable import json_safe, printable

    library = Library(packs)
    scenario = library.scenario(scenario_id).value if scenario_id else None
    chosen = [_named(file, library) for file in files] or [bundled_folder("rubrics")]
    problems: list[Problem] = []
    paths: list[Path] = []
    for path in chosen:
        folder = path / "rubrics" if (path / "rubrics").is_dir() else path
        inside = [*yaml_files(folder)] if folder.is_dir() else [path]
        paths += inside
        problems += () if inside else nothing_in(path)
    reports: list[dict[str, Any]] = []
    left_out: list[Path] = []
    for path in paths:
        _refuse_others(path, lang or system_language())
        found = list(check_file(path))
        run = _run(path, found, scenario)
        if run is not None:
            reports.append(_report(run))
            found += run.problems
        elif path.is_file():
            left_out.append(path)
        problems += found
    if form == "json":
        data = {"files": reports, "problems": [p.model_dump(mode="json") for p in problems]}
        click.echo(json_safe(json.dumps(data, ensure_ascii=False, indent=2)))
    else:
        said = lang or system_language()
        for report in reports:
            for line in _report_lines(report, said):
                click.echo(printable(line))
        for path in left_out:
            told = translator(said)(LEFT_OUT).format(file=path)
            click.echo(printable(told))
        for problem in problems:
            click.echo(printable(problem.shown(said)))
        click.echo(printable(counts_line(problems, said, len(paths))))
    return FOUND if any(p.severity == "error" for p in problems) else 0


def _run(path: Path, found: Iterable[Problem], scenario: Scenario | None) -> ExampleRun | None:
    """Return what came of a sheet's examples; None where a fault that was `found` is in their way."""
    from sim.content import Problems
    from sim.content.files import read_text
    from sim.content.parse import rubric_to_run
    from sim.content.rubric_examples import run_examples
    from sim.model.bad_file import BadFile

    try:
        text = read_text(path, Problems(str(path)))
        rubric = rubric_to_run(text, found, str(path))
    except BadFile:
        return None
    return run_examples(rubric, text, str(path), scenario) if rubric else None


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
