"""`servicesim rubric import`: makes a rubric file from a quality sheet that a department already has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.export import check_out, force_option, write_out
from sim.cli.library import LANG

if TYPE_CHECKING:
    from sim.workshop.sheets import Imported
    from sim.workshop.sheets.plan import Mapped

FOUND, PART = 1, 3

EPILOG = """\b
Examples:
  servicesim rubric import qa.xlsx -o rubrics/mine.yaml
  servicesim rubric import 质检表.csv --lang zh -o rubrics/mine.yaml
\b
Every row that was mapped is shown with its code: look through them.
Exit code 3: some rows are left for you, and named. 1: the file has faults to mend.
Reading .xlsx needs one more package: pip install 'servicesim[sheets]'.
"""


@click.command("import", epilog=EPILOG)
@click.argument("sheet_file", metavar="SHEET", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the rubric to FILE."
)
@force_option
@click.option("--id", "rubric_id", metavar="ID", help="Id of the rubric (default: the name of the file).")
@LANG
@click.option("--base", metavar="ID", default="service", show_default=True, help="Rubric to build on.")
@click.option("--sheet", metavar="NAME", help="Only this sheet of a workbook.")
def import_command(
    sheet_file: Path,
    out: Path | None,
    force: bool,
    rubric_id: str | None,
    lang: str | None,
    base: str,
    sheet: str | None,
) -> int:
    """Make a rubric file from a quality SHEET (.xlsx or .csv)."""
    from sim.locale import system_language
    from sim.report.printable import printable
    from sim.workshop.sheets import import_sheet

    said = lang or system_language()
    check_out(out, said, force=force)
    name = _id(rubric_id, out, sheet_file, base, said)
    made = import_sheet(
        sheet_file,
        rubric_id=name,
        base_id=base,
        sheet=sheet,
        target=out or Path(f"{name}.yaml"),
        lang=said,
    )
    write_out(made.text, out, said, force=force)
    for line in report(made, said):
        click.echo(printable(line), err=out is None)
    if any(p.severity == "error" for p in made.faults):
        return FOUND
    return PART if made.plan.notes else 0


def _id(given: str | None, out: Path | None, sheet_file: Path, base: str, lang: str) -> str:
    """Return the id of the rubric. Raises Usage, in `lang`, for one that no rubric can have."""
    from sim.errors import Usage
    from sim.locale import translator

    _ = translator(lang)
    if given is None:
        stem = (out or sheet_file).stem.lower()
        given = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")
        if not given or not given[0].isalpha():
            given = f"sheet-{given}".rstrip("-")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", given):
        form = _("the id '{id}' must begin with a small letter and hold small letters, digits and - only")
        raise Usage(form.format(id=given))
    if given == base:
        raise Usage(
            _("the id '{id}' is that of the rubric to build on; choose another with --id").format(id=given)
        )
    return given


def report(made: Imported, lang: str) -> Iterator[str]:
    """Yield what was mapped, the weights, what is left for the trainer, and whether the file is sound."""
    from sim.locale import translator

    _ = translator(lang)
    plan = made.plan
    yield _("Mapped: {n}").format(n=len(plan.mapped))
    for one in plan.mapped:
        yield _mapped(made, one, lang)
    if plan.weights.of:
        names = {s.id: s.name.get("zh" if lang == "zh" else "en") for s in made.base.sections}
        parts = [f"{names[d]} {weight}" for d, weight in plan.weights.of.items()]
        yield _("Weights: {parts}").format(parts=_(", ").join(parts))
    if plan.pass_mark is not None:
        yield _("Pass mark: above {n} in every section by itself, not in the total").format(n=plan.pass_mark)
    added = [code for code in plan.red_lines if code not in made.base.red_lines]
    if added:
        yield _("New red lines: {codes}").format(codes=", ".join(added))
    if plan.skipped:
        rows = ", ".join(str(place) for place in plan.skipped)
        yield _("Skipped as titles, totals, names or notes: {rows}").format(rows=rows)
    if plan.notes:
        yield _("Left for you: {n}").format(n=len(plan.notes))
        yield from (note.said(lang) for note in plan.notes)
    if made.faults:
        yield _("Faults in the file:")
        yield from (p.shown(lang) for p in made.faults)
    else:
        yield _("The file passes `servicesim check` and `servicesim rubric check`.")


def _mapped(made: Imported, one: Mapped, lang: str) -> str:
    from sim.locale import translator
    from sim.workshop.sheets.saying import quoted

    _ = translator(lang)
    code = made.base.indicator(one.code) or made.base.deduction(one.code)
    name = code.name.get("zh" if lang == "zh" else "en") if code else ""
    how = _('by "{wording}"').format(wording=one.by) if one.by else _("by its own phrases")
    form = _('{place} "{text}" -> {code} {name} ({how})')
    line = form.format(place=one.place, text=quoted(one.text), code=one.code, name=name, how=how)
    return line + _("; also like {codes}").format(codes=", ".join(one.also)) if one.also else line
