"""Owns the quality team's page on many real chats: levels, anti-patterns, what is missing, what was left out.

Takes the counts that the run wrote down and adds none; knows no agent and so ranks nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.locale import translator
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS, TOP
from sim.report.names import name_of
from sim.report.page import figure, frame, heading, listed, paragraphs, table
from sim.report.plots import SERIES, WITHOUT, Plots
from sim.report.words import N_, label

Data = Mapping[str, Any]
"""A manifest as it was written."""

MOST = 15
"""Rows of a table of codes; what comes behind is rare, and the manifest has it."""

LANGUAGES: Mapping[str, str] = {"en": N_("English"), "zh": N_("Chinese")}

FLAGS: Mapping[str, str] = {
    "echo": N_("repeats the customer's message"),
    "copied": N_("copied from the sheet or an earlier reply"),
    "grader": N_("addressed to a grader or a machine"),
    "word_list": N_("a list of words, no sentences"),
    "empty": N_("holds no words"),
    "not_understood": N_("holds no words that can be understood"),
    "other_language": N_("in another language than its row says"),
}

PROBLEMS: Mapping[str, str] = {
    "unreadable": N_("the row cannot be read"),
    "missing": N_("a column is empty or missing"),
    "chat_id": N_("the chat's id is no text and no whole number"),
    "turn": N_("the turn is no whole number"),
    "speaker": N_("the speaker is neither customer nor agent"),
    "lang": N_("the language is neither en nor zh"),
    "text": N_("the text is no text"),
    "empty": N_("the text is empty"),
    "too_long": N_("the text is too long"),
    "turn_twice": N_("the turn stands twice in its chat"),
    "chat_too_long": N_("the chat is too long"),
    "came_back": N_("the chat came back after other rows"),
    "engine": N_("the engine failed"),
}

LIMITS = N_(
    "This is what the engine says, and no person has read it. How far it can be relied on is in "
    "docs/scoring.md and, for chats whose facts it does not know, as here, in docs/scoring-many.md."
)

NO_RANKING = N_("Who wrote a reply is not known here, so nobody is ranked and nobody passes or fails.")

HATCHES = ("", "////", "....")
"""What tells the dimensions apart besides colour."""

BAR = 0.27
"""Width of a bar, in levels: three stand side by side with a gap to the next level."""


class LevelBars(Plots):
    """Draws shares by level, the dimensions side by side."""

    def shares(self, names: Sequence[str], rows: Sequence[Sequence[float]], axis: str, alt: str) -> str:
        """Draw one group of bars a level, 0-4; `rows` hold the shares of each dimension in %."""

        def draw(axes: Any) -> None:
            for i, (name, row) in enumerate(zip(names, rows, strict=True)):
                spots = [level + (i - 1) * BAR for level in range(TOP + 1)]
                colour = SERIES[i][0]
                axes.bar(spots, row, BAR, label=name, color="none", edgecolor=colour, hatch=HATCHES[i])
            axes.set_xticks(range(TOP + 1))
            axes.set_xlabel(axis)

        return self._svg(draw, alt)


def level_bars() -> LevelBars | None:
    """Return what draws the page's plots, or None when matplotlib is missing."""
    try:
        return LevelBars()
    except ImportError:
        return None


def many_page(manifest: Data, rubric: Rubric, bars: LevelBars | None, lang: Lang) -> str:
    """Return the whole page in `lang`; without `bars` the tables stand alone."""
    _ = translator(lang)
    langs = manifest["tally"]["langs"]
    used = [one for one in LANGS if langs[one]["scored"]]
    title = _("Replies in real chats: {n} scored").format(n=_number(_total(manifest, "scored")))
    none = paragraphs([_("None.")])
    body = [
        heading(1, title),
        paragraphs([_(LIMITS), _(NO_RANKING)], "note"),
        paragraphs([_(WITHOUT)], "note") if bars is None else "",
        listed(_sources(manifest, rubric, lang)),
        heading(2, _("At a glance")),
        table("", (_("What"), _("Count"), _("Share")), _glance(manifest, lang)),
        heading(2, _("Levels")),
        *(_drawn(langs[one], rubric, one, bars, lang) for one in used if bars is not None),
        _levels(langs, used, rubric, lang) if used else none,
        heading(2, _("Most frequent anti-patterns")),
        _codes(langs, used, "patterns", rubric, lang) or none,
        heading(2, _("Most frequently missing")),
        paragraphs([_("What would have lifted a reply most: at most two for each dimension.")], "note"),
        _codes(langs, used, "missing", rubric, lang) or none,
        heading(2, _("Red lines")),
        _codes(langs, used, "red_lines", rubric, lang) or none,
        heading(2, _("Replies that count for nothing")),
        _codes(langs, used, "flags", rubric, lang) or none,
        heading(2, _("Bad rows")),
        _bad(manifest, lang) or none,
    ]
    return frame(title, body, lang)


def _sources(manifest: Data, rubric: Rubric, lang: Lang) -> list[str]:
    _ = translator(lang)
    versions = manifest["versions"]
    return [
        _("File: {file}").format(file=manifest["file"]),
        _("Sheet: {title} ({id})").format(title=rubric.title.get(lang), id=rubric.rubric),
        _("Engine: {engine}").format(engine=versions["engine"]),
    ]


def _glance(manifest: Data, lang: Lang) -> Iterator[tuple[str, str, str]]:
    _ = translator(lang)
    tally = manifest["tally"]
    turns, scored = _total(manifest, "turns"), _total(manifest, "scored")
    bad = sum(tally["bad"].values())
    yield _("Chats"), _number(tally["chats"]), ""
    yield _("Replies of agents"), _number(turns), ""
    yield _("Scored"), _number(scored), _share(scored, turns)
    for name, key, whole in (
        (_("Not scored: no customer had written"), "unscored", turns),
        (_("Count for nothing (copied, no sentences …)"), "flagged", scored),
        (_("With a red line"), "crossed", scored),
        (_("In a chat with bad rows: something said may be missing"), "incomplete", turns),
    ):
        count = _total(manifest, key)
        yield name, _number(count), _share(count, whole)
    yield _("Bad rows"), _number(bad), _share(bad, tally["rows"])


def _levels(langs: Data, used: Sequence[Lang], rubric: Rubric, lang: Lang) -> str:
    """Return the table of the figures that the plots draw."""
    _ = translator(lang)
    rows = []
    for one in used:
        for dimension in DIMENSIONS:
            counts = langs[one]["levels"][dimension]
            whole = sum(counts)
            mean = sum(level * count for level, count in enumerate(counts)) / max(1, whole)
            name = f"{_(LANGUAGES[one])}, {rubric.section(dimension).name.get(lang)}"
            rows.append((name, _number(whole), f"{mean:.2f}", *(_share(count, whole) for count in counts)))
    head = (_("Dimension"), _("Scored"), _("Mean"), *(_("Level {n}").format(n=n) for n in range(TOP + 1)))
    return table("", head, rows)


def _codes(langs: Data, used: Sequence[Lang], kind: str, rubric: Rubric, lang: Lang) -> str:
    """Return the most frequent codes of a kind with their counts, or nothing."""
    _ = translator(lang)
    counts = {one: langs[one]["codes"][kind] for one in used}
    scored = sum(langs[one]["scored"] for one in used)
    total = {code: sum(c.get(code, 0) for c in counts.values()) for c in counts.values() for code in c}
    often = sorted(total, key=lambda code: (-total[code], code))
    rows = [
        (
            label(FLAGS, code, lang) if kind == "flags" else f"{code} {name_of(code, rubric, lang)}",
            _number(total[code]),
            _share(total[code], scored),
            *(_number(counts[one].get(code, 0)) for one in used if len(used) > 1),
        )
        for code in often[:MOST]
    ]
    if not rows:
        return ""
    head = (_("Code"), _("Replies"), _("Share"), *(_(LANGUAGES[one]) for one in used if len(used) > 1))
    more = _("and {n} more; manifest.json has all").format(n=len(often) - MOST)
    return table("", head, rows) + (paragraphs([more], "note") if len(often) > MOST else "")


def _bad(manifest: Data, lang: Lang) -> str:
    _ = translator(lang)
    found = manifest["tally"]["bad"]
    rows = [
        (label(PROBLEMS, problem, lang), _number(found[problem]))
        for problem in sorted(found, key=lambda problem: (-found[problem], problem))
    ]
    if not rows:
        return ""
    where = _("Each with its row and reason: bad-rows.jsonl")
    return table("", (_("Problem"), _("Rows")), rows) + paragraphs([where], "note")


def _drawn(tally: Data, rubric: Rubric, one: Lang, bars: LevelBars, lang: Lang) -> str:
    _ = translator(lang)
    names = [rubric.section(dimension).name.get(lang) for dimension in DIMENSIONS]
    shares = [
        [100 * count / max(1, sum(tally["levels"][d])) for count in tally["levels"][d]] for d in DIMENSIONS
    ]
    caption = _("{language}: share of replies at each level, in %").format(language=_(LANGUAGES[one]))
    alt = f"{caption}. {_('The table below has the same figures.')}"
    return figure(bars.shares(names, shares, _("level"), alt), caption)


def _total(manifest: Data, name: str) -> int:
    return sum(int(one[name]) for one in manifest["tally"]["langs"].values())


def _number(count: int) -> str:
    return f"{count:,}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else ""
