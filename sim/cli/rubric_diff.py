"""`servicesim rubric diff`: scores the same replies with two sheets and names every level that changes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import click

from sim.cli.library import FORMAT, LANG
from sim.cli.options import pack_option
from sim.cli.rubric_file import open_rubric

if TYPE_CHECKING:
    from sim.content import Library, Loaded
    from sim.model.language import Lang
    from sim.model.rubric import Rubric
    from sim.validity.impact import Twice

FOUND, PART = 1, 3

N_ = str
"""Marks a sentence for the catalogue where it is written; it is said in a language later."""


@click.command(
    "diff",
    epilog="\b\nExamples:\n"
    "  servicesim rubric diff service mine.yaml --replies replies.jsonl\n"
    "  servicesim rubric diff old.yaml new.yaml --attempts ~/.local/share/servicesim\n"
    "\b\nExit code 1: levels or red lines change. 3: some replies could not be scored and are named.\n",
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
def diff_command(
    old: str,
    new: str,
    attempts: Path | None,
    replies: IO[str] | None,
    lang: str | None,
    form: str,
    packs: tuple[Path, ...],
) -> int:
    """Score replies with the rubrics OLD and NEW (ids or files) and name what changes: levels, red lines."""
    from sim.content import Library
    from sim.errors import Usage
    from sim.locale import system_language
    from sim.report.impact import impact_lines
    from sim.report.printable import json_safe, printable
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
        data = {**result.as_plain(), "bad": bad}
        click.echo(json_safe(json.dumps(data, ensure_ascii=False, indent=2)))
    else:
        names = {str(s.id): s.name.get(language) for s in both[1].value.sections}
        for line in impact_lines(result.as_plain(), names, language):
            click.echo(line)
        for line in bad:
            click.echo(printable(line), err=True)
    return FOUND if result.changes or result.red_lines else PART if bad else 0


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
