"""Owns a cohort's report as plain lines: what a screen reader speaks and a pipe carries.

Letters, digits and punctuation only; adds no figure to the report and ranks nobody.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.locale import translator
from sim.report.cohort.privacy import FEWEST
from sim.report.cohort.records import Category, CohortReport, Levels
from sim.report.cohort.words import (
    HABITS,
    INDICATORS,
    MEANINGS,
    SPLITS,
    STANDINGS,
    basis,
    habit_name,
    noted,
    number,
    pair,
    period_name,
    scenario_name,
    title,
)
from sim.report.printable import printable
from sim.report.words import label, quoted, sentences


def report_lines(report: CohortReport) -> list[str]:
    """Return the report as lines in its language."""
    _, lang = translator(report.lang), report.lang
    scenarios = {scenario_name(r.title, r.scenario, lang): r.levels for r in report.scenarios}
    parts = [
        [title(report), *notes(report)],
        [_("What was handed in"), *taken_lines(report)],
        [_("Categories"), *(category_line(c, lang) for c in report.categories), meets_line(report)],
        [_("Who is not above the line"), *below_lines(report)],
        [_("Trend"), *_rows(report, {period_name(r.period, lang): r.levels for r in report.trend})],
        [
            _("Scenarios practised before, and new ones"),
            *_rows(report, {label(SPLITS, r.row, lang): r.levels for r in report.splits}),
        ],
        *([heading, *lines] for heading, lines in habit_parts(report).items()),
        [_("Turns that cost most"), *turn_lines(report)],
        [_("By scenario"), *_rows(report, scenarios)],
        [_("Simulated satisfaction"), simulated_note(lang), *indicator_lines(report)],
        [_("How far a verdict can be trusted"), *reliability_lines(report)],
    ]
    none = _("Nothing yet.")
    return [line for part in parts for line in (*(part if len(part) > 1 else [*part, none]), "")][:-1]


def notes(report: CohortReport) -> list[str]:
    """Return how the figures are to be read."""
    _ = translator(report.lang)
    days = _("From {first} to {last}, in the time zone of this machine.")
    lines = [
        days.format(first=report.first, last=report.last),
        _("Levels are practice feedback, not a certified measurement; based on SERVQUAL dimensions."),
        _("A figure of the group is the mean of its people's own means: who hands in more weighs no more."),
        _(
            "There is none for fewer than five people, nor where one to four people could be told from it "
            "and another figure; then people are left out by lot, or the figure is withheld."
        ),
    ]
    if report.running:
        lines.insert(1, _("This period is not over; figures of the group come when it is."))
    return lines


def taken_lines(report: CohortReport) -> list[str]:
    """Return what was handed in, what of it is counted, and what is to be known of it."""
    _, taken = translator(report.lang), report.taken
    people = _("People with an exam that counts: {n}; in the cohort today: {members}.")
    exams = _(
        "Exams: {n}. Counted: {count}, the first of each person at each scenario in this period; of these at "
        "scenarios not practised before: {new}."
    )
    other = _(
        "Not counted: later exams at the same scenario {n}; exams that scoring them anew could not "
        "confirm {unconfirmed}; practice {count}."
    )
    laptop = _("Played on a laptop, where nobody supervises an exam: {n}. Late: {late}.")
    lines = [
        people.format(n=taken.people, members=taken.members),
        exams.format(n=taken.exams, count=taken.counted, new=taken.unseen),
        other.format(n=taken.repeated, unconfirmed=taken.unconfirmed, count=taken.practice),
        laptop.format(n=taken.laptop, late=taken.late),
    ]
    if taken.rubrics > 1 or taken.engines > 1:
        form = _("Scored by more than one version (sheet {rubrics}, engine {engines}): compare with care.")
        lines.append(form.format(rubrics=taken.rubrics, engines=taken.engines))
    return lines


def category_line(category: Category, lang: str) -> str:
    """Return a category's figure and where it stands to the line."""
    _, figure = translator(lang), category.figure
    if figure.value is None:
        return pair(category.name, number(figure, lang), lang)
    form = _("{dimension}: {mean} of 100, standard error {error} ({basis}); {standing}.")
    return form.format(
        dimension=category.name,
        mean=number(figure, lang),
        error=f"{figure.error or 0:.1f}",
        basis=basis(figure, lang),
        standing=category_standing(category, lang),
    )


def category_standing(category: Category, lang: str) -> str:
    """Return where a category stands: above the line or not, and whether that is within the error."""
    _ = translator(lang)
    if category.exceeds is None:
        return ""
    word = label(STANDINGS, "above" if category.exceeds else "below", lang)
    if category.standing != "borderline":
        return word
    return _("{standing}, but within one standard error of it").format(standing=word)


def meets_line(report: CohortReport) -> str:
    """Return whether every category exceeds the line by itself."""
    _ = translator(report.lang)
    form = _("Every category by itself must be above {line} of 100; none is averaged away by another.")
    rule = form.format(line=report.pass_line)
    if report.meets is None:
        return rule
    verdict = _("All of them are.") if report.meets else _("Not all of them are.")
    return sentences(rule, verdict, lang=report.lang)


def below_lines(report: CohortReport) -> list[str]:
    """Return who is not above the line where, by name; from exams that trainers may read anyway."""
    _, lang = translator(report.lang), report.lang
    if not named(report):
        return [_("Names are listed from five people on, when the period is over.")]
    lines = []
    form = _("{who}: {what}; {standing}.")
    for one in report.below:
        marks = [report.names[d] for d in one.dimensions]
        marks += [_("red line")] if one.red_line else []
        standing = label(STANDINGS, one.standing, lang)
        lines.append(form.format(who=printable(one.who), what=_(", ").join(marks), standing=standing))
    return lines or [_("Nobody.")]


def named(report: CohortReport) -> bool:
    """Say whether the report has lists of names."""
    return not report.running and report.taken.people >= FEWEST


def habit_parts(report: CohortReport, *, joined: bool = False) -> dict[str, list[str]]:
    """Return the gaps, missing indicators and anti-patterns, each kind under its heading.

    Quotations stand on lines of their own, or, `joined`, behind what they show.
    """
    _, lang = translator(report.lang), report.lang
    parts: dict[str, list[str]] = {_(heading): [] for heading in HABITS.values()}
    for habit in report.habits:
        lines = parts[_(HABITS[habit.kind])]
        share = _("in {share} of replies").format(share=number(habit.figure, lang, unit="%"))
        line = pair(habit_name(habit), share, lang)
        quotes = [quoted(printable(words), lang) for words in habit.quotes]
        lines += [" ".join([line, *quotes])] if joined else [line, *(f"  {words}" for words in quotes)]
    return parts


def turn_lines(report: CohortReport) -> list[str]:
    """Return the turns that cost most."""
    _, lang = translator(report.lang), report.lang
    form = _("{scenario}, turn {turn}: {n} of 12 levels lost on average ({basis})")
    return [
        form.format(
            scenario=scenario_name(one.title, one.scenario, lang),
            turn=printable(one.turn),
            n=number(one.figure, lang),
            basis=basis(one.figure, lang),
        )
        for one in report.turns
    ]


def simulated_note(lang: str) -> str:
    """Return what simulated means."""
    _ = translator(lang)
    return _("The customers are simulated: these figures say nothing of real customers.")


def indicator_lines(report: CohortReport) -> list[str]:
    """Return the simulated indicators, each with what it counts."""
    _, lang = translator(report.lang), report.lang
    form = _("{name}: {share}, {meaning} ({basis})")
    lines = []
    for one in report.indicators:
        name, figure = _(INDICATORS[one.name]), one.figure
        if figure.value is None:
            lines.append(pair(name, number(figure, lang), lang))
            continue
        lines.append(
            form.format(
                name=name,
                share=number(figure, lang, unit="%"),
                meaning=_(MEANINGS[one.name]),
                basis=basis(figure, lang),
            )
        )
    return lines


def reliability_lines(report: CohortReport) -> list[str]:
    """Return how many scenarios people have, who has too few, and how far one figure of a person varies."""
    _, found = translator(report.lang), report.reliability
    needs = _(
        "A verdict on one person needs {n} scenarios; with fewer there is none (reliability about .80 with "
        "five, .45 with one)."
    )
    lines = [needs.format(n=found.needs)]
    if not named(report):
        return lines
    enough = _("People with {n} scenarios or more: {count} of {of}.")
    lines.append(enough.format(n=found.needs, count=found.enough, of=report.taken.people))
    if found.few:
        few = [noted(printable(one.who), str(one.scenarios), report.lang) for one in found.few]
        lines.append(_("No verdict, with their scenarios: {names}.").format(names=_(", ").join(few)))
    errors = _("Standard error of one person's own figure, on average")
    return [*lines, pair(errors, _levels(found.errors, report), report.lang)]


def _rows(report: CohortReport, rows: Mapping[str, Levels]) -> list[str]:
    """Return each row on a line of its own."""
    return [pair(name, _levels(levels, report), report.lang) for name, levels in rows.items()]


def _levels(levels: Levels, report: CohortReport) -> str:
    """Return the three dimensions on one line; what they are made of is said once where it is the same."""
    _, lang = translator(report.lang), report.lang
    told = {d: number(figure, lang) for d, figure in levels.items()}
    bases = {basis(figure, lang) for figure in levels.values() if figure.value is not None}
    if not bases and len(set(told.values())) == 1:
        return next(iter(told.values()))
    pieces = []
    for dimension, figure in levels.items():
        name, value = report.names[dimension], told[dimension]
        if figure.value is None:
            pieces.append(pair(name, value, lang))
            continue
        piece = _("{dimension} {figure}").format(dimension=name, figure=value)
        pieces.append(noted(piece, basis(figure, lang), lang) if len(bases) > 1 else piece)
    line = _("; ").join(pieces)
    return noted(line, bases.pop(), lang) if len(bases) == 1 else line
