"""Owns the report of a simulation as lines of text, in either language, at most 96 columns wide.

Takes what was measured and adds no figure. Never calls a figure a person's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from sim.locale import translator
from sim.model.score import DIMENSIONS
from sim.model.simulation import Comparison, Part, Simulation, SkillBand
from sim.report.printable import json_safe, printable, shortened
from sim.report.words import ENDINGS, N_, label

Say = Callable[[str], str]

WIDE = 96
"""Columns of a line of names: the tables beside them are as wide, and a help text may be 100."""

NOTHING = "-"
"""Stands where a figure is not defined, or of too few plays to be said."""

BANDS = {
    "novice": N_("novice"),
    "beginner": N_("beginner"),
    "competent": N_("competent"),
    "proficient": N_("proficient"),
    "expert": N_("expert"),
}
"""The bands of skill in words; the numbers beside them say what is meant."""

HEADS = {"empathy": N_("empathy"), "responsiveness": N_("response"), "assurance": N_("assurance")}
"""The dimensions as heads of narrow columns."""

PARTS: tuple[tuple[Part, str], ...] = (
    ("turn", N_("turns")),
    ("branch", N_("branches")),
    ("variant", N_("wordings")),
    ("trigger", N_("triggers")),
    ("ending", N_("endings")),
)
"""What can be reached, in words."""

LANGUAGES = {"en": N_("English"), "zh": N_("Chinese")}


def simulation_json(comparison: Comparison) -> str:
    """Return everything as indented JSON; `simulated` says whose figures they are not."""
    return json_safe(comparison.model_dump_json(indent=2))


def simulation_lines(simulation: Simulation, lang: str) -> list[str]:
    """Return the whole report on one scenario."""
    _ = translator(lang)
    parts = (
        _head(simulation, _),
        _section(_("By skill"), _skills(simulation, _)),
        _section(_("Endings by skill"), _endings(simulation, lang, _)),
        _section(_("Turns"), _turns(simulation, _)),
        _section(_("Reached"), _reached(simulation, _)),
    )
    return [line.rstrip() for part in parts for line in part]


def comparison_lines(comparison: Comparison, lang: str) -> list[str]:
    """Return one row for each scenario, and how far measured and declared difficulty are in one order."""
    _ = translator(lang)
    head = [
        _("scenario"), _("declared"), _("measured"), _("discrimination"), _("score"), _("passed"),
        _("replies"), _("unreached"), _("flat turns"),
    ]  # fmt: skip
    rows = [
        [
            printable(s.scenario),
            str(s.declared),
            f"{s.measured:.1f}",
            _figure(s.discrimination),
            _mean(s.bands, lambda b: b.score, "{:.0f}"),
            _mean(s.bands, lambda b: b.passed, "{:.0%}"),
            f"{s.lengths.median:g}",
            str(len(s.unreached)),
            str(len(s.flat)),
        ]
        for s in comparison.simulations
    ]
    lines = [
        _("Simulated trainees; no person played."),
        "",
        *_table([head, *rows]),
        "",
        _ranks(comparison, _),
    ]
    if comparison.drafts:
        lines.append(_("Drafts left out: {n}.").format(n=comparison.drafts))
    return [line.rstrip() for line in lines]


def _head(simulation: Simulation, _: Say) -> list[str]:
    lengths, title = simulation.lengths, simulation.title.get(simulation.lang)
    lines = [
        _("{id}: {title}, played in {language}.").format(
            id=simulation.scenario, title=title, language=_(LANGUAGES[simulation.lang])
        ),
        _(
            "{n} plays by simulated trainees; no person played. Seed {seed}, engine {engine}, sheet {sheet}."
        ).format(n=simulation.plays, seed=simulation.seed, engine=simulation.engine, sheet=simulation.rubric),
    ]
    if simulation.status == "draft":
        lines.append(_("This scenario is a draft."))
    if simulation.given:
        lines.append(_("{n} replies of the file joined what could be said.").format(n=simulation.given))
    lines += [
        "",
        _("Difficulty: {measured} measured, {declared} declared (1 easy, 5 hard).").format(
            measured=f"{simulation.measured:.1f}", declared=simulation.declared
        ),
        _("Discrimination: {figure}, the correlation of skill and score.").format(
            figure=_figure(simulation.discrimination)
        ),
        _("Replies until the end: median {median}, 10th percentile {p10}, 90th percentile {p90}.").format(
            median=f"{lengths.median:g}", p10=f"{lengths.p10:g}", p90=f"{lengths.p90:g}"
        ),
    ]
    if lengths.cut_off:
        lines.append(
            _("{n} plays never ended and were cut off after {most} replies.").format(
                n=lengths.cut_off, most=lengths.longest
            )
        )
    return [printable(line) for line in lines]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)]


def _skills(simulation: Simulation, _: Say) -> list[str]:
    head = [
        "", _("skill"), *(_(HEADS[d]) for d in DIMENSIONS), _("score"), _("10th pct"), _("90th pct"),
        _("perceived"), _("passed"),
    ]  # fmt: skip
    rows = [
        [
            _(BANDS[b.name]),
            f"{b.skill:.1f}",
            *(_whole(b.levels[d]) for d in DIMENSIONS),
            *map(_whole, (b.score, b.p10, b.p90, b.perceived)),
            f"{b.passed:.0%}",
        ]
        for b in simulation.bands
    ]
    return [
        *_table([head, *rows]),
        _("Means of 100. Passed: by the rule of the sheet, in this one play."),
        _("Difficulty: what the middle band misses of score and perceived quality, stretched to 1-5."),
        _("It puts scenarios in an order; its steps are not those of the declared figure."),
    ]


def _endings(simulation: Simulation, lang: str, _: Say) -> list[str]:
    head = ["", *(_(BANDS[b.name]) for b in simulation.bands)]
    rows = [
        [
            _ending(ending, kind, lang),
            *(f"{b.endings[ending]:.0%}" for b in simulation.bands),
        ]
        for ending, kind in simulation.endings.items()
    ]
    return _table([head, *rows])


ENDING = 40
"""Columns for an ending's id and kind, so that five columns of shares fit beside them."""


def _ending(name: str, kind: str, lang: str) -> str:
    words = label(ENDINGS, kind, lang)
    return shortened(printable(words if name == kind else f"{name} ({words})"), ENDING)


def _turns(simulation: Simulation, _: Say) -> list[str]:
    shares = {r.name: r.share for r in simulation.reach if r.part == "turn"}
    head = ["", _("reached"), _("replies"), _("mean of 4"), _("with skill"), _("with the rest")]
    rows = [
        [
            printable(t.turn),
            _percent(shares[t.turn]),
            str(t.replies),
            NOTHING if t.quality is None else f"{t.quality:.1f}",
            _figure(t.with_skill),
            _figure(t.with_rest),
        ]
        for t in simulation.turns
    ]
    lines = [
        *_table([head, *rows]),
        _("With skill, with the rest: correlation of a reply's quality with skill, with the other replies."),
    ]
    if any(NOTHING in row for row in rows):
        lines.append(NOTHING + ": " + _("too few replies to say, or all of them alike"))
    if simulation.flat:
        lines += _names(_("Turns that separate nobody: {names}"), simulation.flat)
    elif any(t.separates for t in simulation.turns):
        lines.append(_("Every turn with enough replies separates the skilled from the unskilled."))
    else:
        lines.append(_("Too few replies to say which turns separate the skilled from the unskilled."))
    if bare := [t.turn for t in simulation.turns if not t.exemplars]:
        lines += _names(
            _("Turns without exemplars, played with spare lines and key points' examples: {names}"), bare
        )
    return lines


def _reached(simulation: Simulation, _: Say) -> list[str]:
    head = ["", _("reached"), _("of")]
    rows, never = [], []
    for part, name in PARTS:
        all_ = [r for r in simulation.reach if r.part == part]
        rows.append([_(name), str(sum(r.plays > 0 for r in all_)), str(len(all_))])
        if missed := [r for r in all_ if not r.plays]:
            never += _names(_("{part}: {names}").replace("{part}", _(name)), [r.name for r in missed])
    rare = [r for r in simulation.reach if r.part in ("turn", "ending") and 0 < r.share < RARE]
    lines = _table([head, *rows])
    if rare:
        lines += _names(
            _("In fewer than 1 play in 100: {names}"), [f"{r.name} ({_percent(r.share)})" for r in rare]
        )
    if never:
        lines += [
            _("Never reached in {n} plays:").format(n=simulation.plays),
            *(f"  {line}" for line in never),
        ]
    return lines


RARE = 0.01
"""Share of plays under which a turn or an ending is named as rare."""


def _ranks(comparison: Comparison, _: Say) -> str:
    count = len(comparison.simulations)
    if comparison.ranks is None:
        return _("Declared and measured difficulty: not ranked, there are too few scenarios ({n}).").format(
            n=count
        )
    return _("Declared and measured difficulty: Spearman {figure} over {n} scenarios.").format(
        figure=_figure(comparison.ranks), n=count
    )


def _names(sentence: str, names: Sequence[str]) -> list[str]:
    """Return a sentence with a list of names, broken between two names where a line is full."""
    shown = [printable(name) for name in names]
    lines = [sentence.format(names=shown[0])]
    for name in shown[1:]:
        if _cells(lines[-1]) + len(name) + 2 > WIDE - 4:
            lines[-1] += ","
            lines.append(f"  {name}")
        else:
            lines[-1] += f", {name}"
    return lines


def _mean(bands: Sequence[SkillBand], figure: Callable[[SkillBand], float], form: str) -> str:
    """Return a figure over all plays: the bands' mean, each by its plays."""
    total = sum(b.plays for b in bands)
    return form.format(sum(b.plays * figure(b) for b in bands) / total)


def _whole(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0f}"


def _percent(share: float) -> str:
    """Return a share in per cent, with a decimal where it would else be called none or all."""
    return f"{share:.1%}" if 0 < share < RARE or 1 - RARE < share < 1 else f"{share:.0%}"


def _figure(value: float | None) -> str:
    return NOTHING if value is None else f"{round(value, 2) + 0.0:.2f}"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines: the first column to the left, figures to the right."""
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_padded(row, widths)) for row in rows]


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (width - _cells(cell))
        yield gap + cell if at else cell + gap


def _cells(text: str) -> int:
    """Return the columns a text takes in a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
