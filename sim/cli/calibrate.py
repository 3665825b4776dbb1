"""`servicesim calibrate`: the weekly ritual; rate blind, see the engine's evidence, the spread, the drift."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import click

from sim.cli.calibrate_file import keep_rating, ratings_in
from sim.cli.calibrate_replies import case_id, examples, message_of, replies_in
from sim.cli.library import LANG
from sim.cli.options import pack_option, rubric_option

if TYPE_CHECKING:
    from sim.content import Library
    from sim.model.language import Lang
    from sim.validity.ritual import Drift, Levels, Rating

PART = 3

EPILOG = """\b
Examples:
  servicesim calibrate ratings.jsonl --rater anna
  servicesim calibrate ratings.jsonl --rater ben --replies replies.jsonl --n 5
\b
From a pipe, each line rates one reply: 3 2 2
Exit code 3: some lines were bad and are named; the others are kept.
"""


@click.command("calibrate", epilog=EPILOG)
@click.argument("ratings", metavar="RATINGS.jsonl", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--replies",
    type=click.File("r", encoding="utf-8-sig", errors="surrogateescape"),
    help="Replies as for `servicesim score` (default: those written into the scenarios).",
)
@click.option("--rater", default="rater", show_default=True, metavar="NAME", help="Who rates.")
@rubric_option
@click.option("--n", "count", type=click.IntRange(1), default=5, show_default=True, help="How many replies.")
@LANG
@pack_option
def calibrate_command(
    ratings: Path,
    replies: IO[str] | None,
    rater: str,
    rubric: str,
    count: int,
    lang: str | None,
    packs: tuple[Path, ...],
) -> int:
    """Rate replies blind and compare. Ratings are kept in RATINGS.jsonl at once, one line a reply.

    Everybody rates the same replies: what others have rated in the file comes first.
    """
    from sim.errors import NotFound
    from sim.locale import system_language

    if not ratings.resolve().parent.is_dir():
        raise NotFound("folder", str(ratings.parent))
    language = cast("Lang", lang or system_language())
    session = _Session(ratings.resolve(), rater.strip() or "rater", packs, language, rubric)
    session.run(replies, count)
    return PART if session.bad else 0


class _Session:
    """One rater's sitting."""

    def __init__(self, file: Path, rater: str, packs: tuple[Path, ...], lang: Lang, sheet: str) -> None:
        from sim.coach.rows import RowScorer
        from sim.content import Library
        from sim.locale import translator
        from sim.model.score import DIMENSIONS

        self.file, self.rater, self.lang = file, rater, lang
        self.library = library = Library(packs)
        self.examples = list(examples(library, lang))
        self.scorer, self.example_scorer = RowScorer(library, sheet), RowScorer(bare_library(packs), sheet)
        rubric = library.rubric(sheet).value
        self.sections = [rubric.section(d) for d in DIMENSIONS]
        self.bad = self._read = 0
        self._shown: set[str] = set()
        self.asks = sys.stdin.isatty()
        self.width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
        self._ = translator(lang)

    def run(self, replies: IO[str] | None, count: int) -> None:
        """Go through the replies that are due, then say how the raters stand to each other."""
        from sim.validity.ritual import FAR, due

        pool = self.examples
        if replies is not None:
            pool = replies_in(replies, self.library, self.lang, lambda line: self._say(line, bad=True))
        chosen = due(ratings_in(self.file), pool, self.rater, self.lang, count)
        if not chosen:
            self._say(self._("Nothing is left to rate for {rater}.").format(rater=self.rater))
        rated, far = 0, []
        for number, row in enumerate(chosen, 1):
            self._say(self._("Reply {n} of {count}").format(n=number, count=len(chosen)))
            for line in self._before(row):
                self._say(line)
            levels = self._levels(row)
            if levels is None:
                break
            self._say()
            if not levels:
                continue
            rated += 1
            kept = keep_rating(self.file, row, self.rater, levels)
            scored = self._beside(row, levels, kept)
            if any(v is not None and abs(v - own) >= FAR for v, own in zip(scored, levels, strict=True)):
                far.append(str(row.get("id") or number))
        self._end(rated, far)

    def _say(self, line: str = "", *, bad: bool = False) -> None:
        """Show a line, on a terminal broken between words; with `bad`, count it and show it as an error."""
        from sim.report.columns import filled
        from sim.report.printable import printable

        self.bad += bad
        line = printable(line)
        for part in (filled(line, self.width) if self.width else ()) or (line,):
            click.echo(part, err=bad)

    def _before(self, row: Mapping[str, Any]) -> Iterator[str]:
        """Yield what a rater may see before rating: case, conversation and reply, no levels.

        The facts of a case stand in front of its first reply, and come again when they are asked for.
        """
        case = case_id(row)
        if case:
            yield from self._facts(case, whole=case not in self._shown)
            self._shown.add(case)
            yield ""
        history = row.get("history")
        for line in history if isinstance(history, list) else ():
            said = line if isinstance(line, dict) else {}
            own = said.get("who") == "trainee"
            form = self._("The trainee: {text}") if own else self._("The customer: {text}")
            yield form.format(text=said.get("text"))
        yield self._("The customer: {text}").format(text=message_of(row, self.library))
        yield ""
        yield self._("The reply: {text}").format(text=row["reply"])

    def _facts(self, case: str, *, whole: bool = True) -> Iterator[str]:
        """Yield the title of a case; of the whole case also role, what happened, and the card."""
        from sim.coach.brief import brief_of

        brief = brief_of(self.library.scenario(case).value, self.lang)
        yield self._("The case: {title} ({id})").format(title=brief.title, id=brief.id)
        if whole:
            yield self._("The trainee's role: {role}").format(role=brief.role)
            yield self._("What happened: {about}").format(about=brief.about)
            yield self._("Customer card:") if brief.card else self._("The customer card is empty.")
            for name, text in brief.card:
                yield "- " + self._("{label}: {text}").format(label=name, text=text)

    def _levels(self, row: Mapping[str, Any]) -> Levels | tuple[()] | None:
        """Return the levels typed, None when the rater stops, nothing when a line of a pipe is bad."""
        from sim.validity.ritual import parse_levels

        names = self._(", ").join(s.name.get(self.lang) for s in self.sections)
        while True:
            if self.asks:
                self._say(
                    self._(
                        "Levels 0-4 of {dimensions}, such as 3 2 2; ? shows the anchors, c the case, q stops."
                    ).format(dimensions=names)
                )
            line = sys.stdin.readline()
            self._read += 1
            if not line or line.strip().lower() == "q":
                return None
            if line.strip().lower() == "c":
                case = case_id(row)
                for told in self._facts(case) if case else [self._("This reply belongs to no case.")]:
                    self._say(told)
                continue
            if line.strip() in ("?", "？"):
                self._anchors()
                continue
            levels = parse_levels(line)
            if levels is not None:
                return levels
            if not self.asks:
                form = self._("line {n}: these are not three levels from 0 to 4")
                self._say(form.format(n=self._read), bad=True)
                return ()
            self._say(self._("Type three levels from 0 to 4, one for each dimension."))

    def _anchors(self) -> None:
        for section in self.sections:
            self._say(section.name.get(self.lang))
            for level, anchor in enumerate(section.levels):
                self._say(self._("Level {n}: {anchor}").format(n=level, anchor=anchor.get(self.lang)))

    def _beside(self, row: Mapping[str, Any], own: Levels, kept: Rating) -> list[int | None]:
        """Show the engine's levels and evidence beside the rater's, and the spread; return the levels."""
        from sim.model.score import SURE

        line = json.dumps({**row, "id": ""}, ensure_ascii=False)
        example = any(e["reply"] == row["reply"] for e in self.examples)
        result, well = next((self.example_scorer if example else self.scorer).lines([line]))
        scored: list[int | None] = []
        for section, level in zip(self.sections, own, strict=True):
            found = result["levels"][section.id] if well else None
            scored.append(found)
            line = self._("{dimension}: you {own}, the engine {level}. {why}").format(
                dimension=section.name.get(self.lang),
                own=level,
                level=self._("not scored") if found is None else found,
                why=result["why"][section.id] if well else result["error"],
            )
            self._say(line)
            if len(kept.names) > 1:
                form = self._("All raters: {levels}; {spread} apart.")
                levels = self._(", ").join(map(str, kept.raters[section.id]))
                self._say(form.format(levels=levels, spread=kept.spread(section.id)))
        sure = [f for f in result["findings"] if f.get("strength", 1) >= SURE] if well else []
        self._evidence(sure)
        self._say()
        return scored

    def _evidence(self, findings: Iterable[Mapping[str, Any]]) -> None:
        """Show what counts and costs, as the reply has it; words that show several things stand once."""
        from sim.report.lines import named, said

        shown: dict[tuple[bool, str], list[str]] = {}
        for finding in findings:
            reason = named(finding["code"], "", finding["why"], self.lang)
            shown.setdefault((finding["code"].startswith("X"), finding["quote"]), []).append(reason)
        for (costs, words), reasons in shown.items():
            quote = said(words, self.lang)
            if len(reasons) == 1:
                form = self._("Costs: {quote} {reason}") if costs else self._("Counts: {quote} {reason}")
                self._say(form.format(quote=quote, reason=reasons[0]))
                continue
            form = self._("Costs: {quote}") if costs else self._("Counts: {quote}")
            self._say(form.format(quote=quote))
            for reason in reasons:
                self._say(f"- {reason}")

    def _end(self, rated: int, far: Sequence[str]) -> None:
        from sim.validity.ritual import drift

        self._say(self._("Rated now: {n}. Kept in {file}.").format(n=rated, file=self.file.name))
        if far:
            self._say(
                self._(
                    "Far from the engine: {ids}. Agree on a level, then add a near miss to the rubric."
                ).format(ids=self._(", ").join(far))
            )
        found = drift(ratings_in(self.file))
        if not found:
            self._say(self._("Drift and agreement of raters need a second rater of the same replies."))
            return
        self._say(self._("Raters beside the others, in standard deviations; above 0 is milder."))
        names = {s.id: s.name.get(self.lang) for s in self.sections}
        for one in found:
            self._say(drift_line(one, names[one.dimension], self._))


def drift_line(one: Drift, dimension: str, _: Callable[[str], str]) -> str:
    """Return one rater's drift in one dimension; a bare kappa only where there are replies enough."""
    from sim.validity.ratings import ENOUGH

    none = _("not defined yet")
    agreed = none
    if one.n > 1 and one.kappa is not None and one.interval is not None:
        low, high = (f"{bound:.2f}" for bound in one.interval)
        agreed = _("between {low} and {high}").format(low=low, high=high)
        if one.n >= ENOUGH:
            agreed = f"{one.kappa:.2f}, {agreed}"
    moved = none if one.difference is None else f"{one.difference:+.2f}"
    return _("{rater}, {dimension}, replies {n}: {difference}; agreement (QWK) {kappa}").format(
        rater=one.rater, dimension=dimension, n=one.n, difference=moved, kappa=agreed
    )


def bare_library(packs: tuple[Path, ...]) -> Library:
    """Return a library whose scenarios know no example replies, so that scoring one sees no copy in it."""
    from sim.content import Library, Loaded
    from sim.model.scenario import Scenario
    from sim.validity.ritual import without_examples

    class Bare(Library):
        def scenario(self, scenario_id: str) -> Loaded[Scenario]:
            loaded = super().scenario(scenario_id)
            return Loaded(without_examples(loaded.value), loaded.text, loaded.hash)

    return Bare(packs)
