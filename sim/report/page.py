"""Owns the pieces of a page that needs no network: its frame and style, escaped lists and tables.

Holds no figure of its own. Whatever people and files wrote is escaped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from sim.report.printable import printable

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #f3f3f3; --rule: #767676;
  --s1: #1f5f99; --s2: #b04a17; --s3: #1d6b34; --s4: #6b3fa0; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --soft: #262626;
  --rule: #8f8f8f; --s1: #7fb7ea; --s2: #f0a070; --s3: #7fd09a; --s4: #c4a5f0; } }
body { font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  padding: 1rem; max-width: 46rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1.05rem; }
ul { padding-left: 1.2rem; } a { color: inherit; }
blockquote { margin: .6rem 0; padding: .4rem .8rem; border-left: .25rem solid var(--rule);
  background: var(--soft); }
blockquote.own { margin-left: 1.5rem; border-left-style: double; }
blockquote p { margin: 0; } .by { font-weight: 600; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: left; } th, td { padding: .25rem .5rem; text-align: right; white-space: nowrap;
  overflow-wrap: normal; border-bottom: 1px solid var(--rule); }
th:first-child { text-align: left; } th:first-child, td:last-child { white-space: normal; }
figure { margin: 1rem 0; }
details { border-top: 1px solid var(--rule); } summary { cursor: pointer; padding: .6rem 0; }
summary :is(h2, h3) { display: inline; margin: 0; }
svg { width: 100%; height: auto; max-width: 36rem; } figcaption, .note { font-size: .9rem; }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #fff; --rule: #555;
  --s1: #1f5f99; --s2: #b04a17; --s3: #1d6b34; --s4: #6b3fa0; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .wide { overflow: visible; } td { white-space: normal; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; } summary::-webkit-details-marker { display: none; }
  h1, h2, h3, summary { break-after: avoid; } figure, blockquote, li, tr { break-inside: avoid; }
  article + article { break-before: page; } nav { display: none; } }
"""
"""Colours of letters and lines have at least 4.5:1 on their paper, light and dark; print is light."""

FRAME = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style></head><body>
{body}
</body></html>
"""


def frame(title: str, body: Iterable[str], lang: str) -> str:
    """Return a whole page; `title` is plain text, `body` pieces of HTML."""
    pieces = "\n".join(piece for piece in body if piece)
    return FRAME.format(lang=safe(lang), title=safe(title), style=STYLE, body=pieces)


def safe(text: str) -> str:
    """Return text as HTML: escaped, on one line, without control characters."""
    return escape(printable(text))


def heading(level: int, text: str) -> str:
    """Return a heading, 1 the highest."""
    return f"<h{level}>{safe(text)}</h{level}>"


def details(level: int, title: str, body: str) -> str:
    """Return HTML that unfolds from its heading and lies open on paper; `title` is plain text."""
    return f"<details><summary>{heading(level, title)}</summary>{body}</details>"


def listed(lines: Iterable[str]) -> str:
    """Return lines as a list."""
    return f"<ul>{''.join(f'<li>{safe(line)}</li>' for line in lines)}</ul>"


def paragraphs(lines: Iterable[str], style: str = "") -> str:
    """Return lines as paragraphs; `style` is a class of the style sheet."""
    start = f'<p class="{safe(style)}">' if style else "<p>"
    return "".join(f"{start}{safe(line)}</p>" for line in lines)


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table that scrolls by itself where it is too wide; the first cell of a row names it.

    An empty caption is left out: the heading above says it.
    """
    top = "".join(f'<th scope="col">{safe(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{safe(first)}</th>{"".join(f"<td>{safe(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    named = f"<caption>{safe(caption)}</caption>" if caption else ""
    return (
        f'<div class="wide" tabindex="0"><table>{named}'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def figure(svg: str, caption: str = "") -> str:
    """Return a drawing; `svg` is a piece that `plots` made. Without a caption the table below has it."""
    named = f"<figcaption>{safe(caption)}</figcaption>" if caption else ""
    return f"<figure>{svg}{named}</figure>"
