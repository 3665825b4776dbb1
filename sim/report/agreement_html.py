"""Owns the report on agreement as one HTML page that needs no network: plots inside, fit for a phone.

Takes the same plain data as the text and adds no figure. Whatever a file says is escaped.
"""

from __future__ import annotations

import importlib
import io
import re
import warnings
from collections.abc import Callable, Sequence
from html import escape
from itertools import count
from typing import Any

from sim.errors import ServicesimError
from sim.locale import translator
from sim.report.agreement import (
    MARKS,
    Data,
    bad_lines,
    dimension_of,
    engine_line,
    f1_line,
    figure,
    gate_line,
    groups,
    head_of,
    labels_line,
    language_of,
    mark_row,
    meanings,
    name_of,
    named,
    notes,
    tables_of,
    title,
)
from sim.report.plots import PLAIN, WIDTH, WITHOUT
from sim.report.printable import printable, shortened
from sim.report.words import N_

Draw = Callable[[Any], None]
"""Draws on the axes it is given."""

MARKERS = {"en": ("o", "#1f5f99"), "zh": ("s", "#b04a17"), "both": ("D", "#4a4a4a")}
"""Shape and colour of each language, told apart without colour too; both at least 4.5:1 on white."""

DARK = 0.7
"""Share from which a cell is too dark for black figures: there white has the better contrast."""

LABEL = 18
"""Longest name of a group beside a plot; more would leave no room for the plot on a phone."""

READING = N_(
    "A bar is the 95 % interval, a dot kappa itself, the dashed line the kappa that the gate asks for."
)
READING_BARS = N_(
    "A bar is the 95 % interval, the dashed line the kappa that the gate asks for; "
    "kappa itself is shown as a dot from {n} replies on."
)
"""How a dot plot is read, with dots and where there are too few replies for any."""

READING_MAPS = N_(
    "The darker a cell, the larger its share of its row: of the replies that raters gave that level."
)
"""How a heat map is read."""

INTERVAL, OURS, THEIRS = N_("QWK, 95 % interval"), N_("engine's level"), N_("raters' level")
CONFUSION = N_("Confusion table, {group}, {name}")
"""What stands at the axes of the plots, and what a heat map is called."""

NOT_DEFINED = N_("Kappa is not defined here.")

PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 0 auto; padding: 1rem;
  max-width: 64rem; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.4rem; }} h2 {{ font-size: 1.15rem; margin-top: 2rem; }} h3 {{ font-size: 1rem; }}
.labels, .gate {{ border-left: .3rem solid #777; padding: .5rem .8rem; background: #f3f3f3; }}
.gate.met {{ border-color: #1d6b34; }} .gate.unmet {{ border-color: #a3211b; }}
.wide {{ overflow-x: auto; margin: 1rem 0; }} table {{ border-collapse: collapse; font-size: .85rem; }}
th, td {{ padding: .25rem .6rem; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }}
th:first-child {{ text-align: left; position: sticky; left: 0; background: #fff; }}
@media (max-width: 40rem) {{ .stack thead {{ position: absolute; clip-path: inset(50%); }}
  .stack tr {{ display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .3rem 0;
    border-bottom: 1px solid #ddd; }}
  .stack table, .stack tbody {{ display: block; }} .stack th {{ flex-basis: 100%; }}
  .stack th, .stack td {{ display: block; text-align: left; border: 0; padding: .1rem 0; }}
  .stack td::before {{ content: attr(data-head) " "; color: #555; }}
  th, td {{ padding: .25rem .4rem; }} }}
svg {{ width: 100%; height: auto; }} .plot svg {{ max-width: 36rem; }} .maps svg {{ max-width: 20rem; }}
.maps {{ display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }}
figure {{ margin: 0; }} figcaption {{ font-size: .85rem; }} summary {{ cursor: pointer; padding: .5rem 0; }}
</style></head><body>
<h1>{title}</h1>
{body}
</body></html>
"""


def agreement_page(data: Data, lang: str = "en") -> str:
    """Return the whole page. Raises ServicesimError when matplotlib, which draws the plots, is missing."""
    _ = translator(lang)
    draw = _Plots(lang)
    gate = "met" if data["gate"]["passes"] else "unmet"
    parts = [
        f'<p class="labels"><strong>{_safe(labels_line(data, lang))}</strong></p>',
        f"<p>{_safe(engine_line(data, lang))}</p>",
        f'<p class="gate {gate}">{_safe(gate_line(data, lang))}</p>',
        *(f"<p>{_safe(note)}</p>" for note in (*notes(data, lang), _reading(data, lang))),
        _bad(data, lang),
        *(_section(data, name, part, draw, lang) for name, part in named(data, lang)),
        _compared(data, draw, lang),
        _marks(data, lang),
        _headed(_("What the columns mean"), _list([_(meaning) for meaning in meanings(data)])),
    ]
    return PAGE.format(
        lang=_safe(lang), title=_safe(_("Agreement with raters")), body="\n".join(filter(None, parts))
    )


def _reading(data: Data, lang: str) -> str:
    """Return how a dot plot is read; of dots it speaks only where one is drawn."""
    _ = translator(lang)
    drawn = any(g["kappa"] is not None and g["interval"] is not None for g in data["groups"])
    return _(READING) if drawn else _(READING_BARS).format(n=data["enough"])


def _safe(text: str) -> str:
    return escape(printable(text))


def _headed(heading: str, piece: str) -> str:
    return f"<h2>{_safe(heading)}</h2>{piece}"


def _list(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{_safe(line)}</li>' for line in lines)}</ul>"


def _bad(data: Data, lang: str) -> str:
    _ = translator(lang)
    return _headed(_("Left out: bad lines"), _list(bad_lines(data, lang))) if data["bad"] else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, stacked: bool = False) -> str:
    """Return a table that scrolls by itself; `stacked` puts a row's cells below it where it is narrow."""
    top = "".join(f'<th scope="col">{_safe(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{_safe(first)}</th>{"".join(map(_cell, head[1:], rest))}</tr>'
        for first, *rest in rows
    )
    table = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide{" stack" * stacked}" tabindex="0">{table}</div>'


def _cell(heading: str, figure: str) -> str:
    return f'<td data-head="{_safe(heading)}">{_safe(figure)}</td>'


def _section(data: Data, name: str, part: Sequence[Data], draw: _Plots, lang: str) -> str:
    """Return plot, figures and confusion tables of one group; a part of the replies is folded away."""
    maps = "".join(
        f"<figure><figcaption>{_safe(title(g, lang))}</figcaption>{draw.heat_map(g, name)}</figure>"
        for g in part
    )
    tables = "".join(
        _table(
            head_of([heading for heading, _key in columns], lang),
            [[title(g, lang), *(figure(g, key) for _heading, key in columns)] for g in part],
            stacked=True,
        )
        for columns in tables_of(part)
    )
    _ = translator(lang)
    confusion = _("Confusion tables: rows are the raters' levels, columns the engine's")
    body = (
        f'<div class="plot">{draw.dots(data, [(title(g, lang), g) for g in part], f"QWK, {name}")}</div>'
        f"{tables}<h3>{_safe(confusion)}</h3><p>{_safe(_(READING_MAPS))}</p>"
        f'<div class="maps">{maps}</div>'
    )
    if part[0]["by"] is None:
        return f"<h2>{_safe(name)}</h2>{body}"
    return f"<details><summary>{_safe(name)}</summary>{body}</details>"


def _compared(data: Data, draw: _Plots, lang: str) -> str:
    """Return one plot a dimension that holds the groups against each other."""
    _ = translator(lang)
    parts = groups(data, whole=False)
    plots = []
    for dimension in dict.fromkeys(g["dimension"] for g in parts):
        mine = [g for g in parts if g["dimension"] == dimension]
        lines = [(_beside(g, lang), g) for g in mine]
        name = dimension_of(mine[0], lang)
        plot = draw.dots(data, lines, _("QWK by group, {dimension}").format(dimension=name))
        plots.append(f"<h3>{_safe(name)}</h3>{plot}")
    plot = f'<div class="plot">{"".join(plots)}</div>'
    return _headed(_("Groups beside each other"), plot) if plots else ""


def _beside(group: Data, lang: str) -> str:
    """Return the name of a group beside a plot, with its language where the name does not say it."""
    name = shortened(name_of(group, lang), LABEL)
    return name if group["by"] == "lang" else f"{name} {language_of(group, lang)}"


def _marks(data: Data, lang: str) -> str:
    _ = translator(lang)
    heading = _("Indicator marks")
    if not data["marks"]:
        none = _("No indicator marks in this file.")
        return _headed(heading, f"<p>{_safe(none)}</p>")
    means = _list([f1_line(data, mean, lang) for mean in data["mean_f1"]])
    return _headed(heading, means + _table(head_of(MARKS, lang), [mark_row(mark) for mark in data["marks"]]))


class _Plots:
    """Draws plots as pieces of SVG whose ids never meet those of another plot of the page."""

    def __init__(self, lang: str) -> None:
        self._lang, self._say = lang, translator(lang)
        try:
            self._matplotlib = importlib.import_module("matplotlib")
            self._figure = importlib.import_module("matplotlib.figure").Figure
        except ImportError:
            raise ServicesimError(WITHOUT) from None
        self._number = count(1)

    def dots(self, data: Data, lines: Sequence[tuple[str, Data]], name: str) -> str:
        """Draw one row a group: the interval as a bar and kappa as a dot, where a bare kappa may be shown."""
        shown = [(label, g) for label, g in lines if g["interval"] is not None]
        if not shown:
            return f"<p>{_safe(self._say(NOT_DEFINED))}</p>"

        def draw(axes: Any) -> None:
            for row, (_, group) in enumerate(shown):
                shape, colour = MARKERS[group["lang"]]
                axes.plot(group["interval"], (row, row), color=colour, linewidth=3, alpha=0.5)
                axes.plot(group["interval"], (row, row), "|", color=colour, markersize=8)
                if group["kappa"] is not None:
                    axes.plot([group["kappa"]], [row], shape, color=colour, markersize=7)
            axes.axvline(data["gate"]["kappa"], color="#555", linestyle="--", linewidth=1)
            axes.set_yticks(range(len(shown)), [label for label, _ in shown])
            axes.set_ylim(len(shown) - 0.5, -0.5)
            axes.set_xlim(min(0.0, *(g["interval"][0] for _, g in shown)) - 0.02, 1.02)
            axes.set_xlabel(self._say(INTERVAL))
            axes.grid(axis="x", alpha=0.3)

        return self._svg(draw, (WIDTH, 0.9 + 0.27 * len(shown)), name)

    def heat_map(self, group: Data, name: str) -> str:
        """Draw a confusion table: the darker a cell, the larger its share of the raters' level."""
        table = group["table"]
        shares = [[cell / max(1, sum(row)) for cell in row] for row in table]

        def draw(axes: Any) -> None:
            axes.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1, edgecolor="white", linewidth=1)
            for i, row in enumerate(table):
                for j, cell in enumerate(row):
                    colour = "white" if shares[i][j] > DARK else "black"
                    axes.text(
                        j + 0.5, i + 0.5, str(cell), ha="center", va="center", color=colour, fontsize=11
                    )
            middles = [level + 0.5 for level in range(len(table))]
            axes.set_xticks(middles, range(len(table)))
            axes.set_yticks(middles, range(len(table)))
            axes.invert_yaxis()
            axes.set_aspect("equal")
            axes.set_xlabel(self._say(OURS))
            axes.set_ylabel(self._say(THEIRS))

        alt = self._say(CONFUSION).format(group=name, name=title(group, self._lang))
        return self._svg(draw, (WIDTH * 0.65, WIDTH * 0.62), alt)

    def _svg(self, draw: Draw, size: tuple[float, float], name: str) -> str:
        held = io.StringIO()
        with self._matplotlib.rc_context(PLAIN), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"Glyph .* missing from font")
            figure = self._figure(figsize=size, layout="constrained")
            draw(figure.add_subplot())
            figure.savefig(held, format="svg", metadata={"Date": None}, transparent=True)
        return _inline(held.getvalue(), f"p{next(self._number)}-", name)


def _inline(svg: str, prefix: str, name: str) -> str:
    """Return an SVG file as a piece of a page: no prolog, metadata or namespace, ids of its own, a name."""
    piece = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    piece = re.sub(r'\sxmlns(?::\w+)?="[^"]*"', "", piece)
    for mark in (' id="', 'href="#', "url(#"):
        piece = piece.replace(mark, mark + prefix)
    return piece.replace("<svg", f'<svg role="img" aria-label="{_safe(name)}"', 1)
