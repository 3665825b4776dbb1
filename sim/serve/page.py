"""Owns the pages a browser gets: the terminal with its notices, the question of a link, a few words else.

Nothing on them comes from outside: scripts and styles are ours and those of the installed terminal. Holds
no token, and nothing of a request but its language and whom the gate made out.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from sim.locale import translator
from sim.model.language import Lang
from sim.report.page import safe

INSTEAD = "instead"
"""The form's field that says whom a page named as being in already."""

FONT_SIZE = 16
"""Pixels of a letter; the browser's own zoom makes it larger."""

_STATIC = {
    "servicesim.css": ("sim.serve", "static/servicesim.css", "text/css"),
    "servicesim.js": ("sim.serve", "static/servicesim.js", "text/javascript"),
    "xterm.css": ("textual_serve", "static/css/xterm.css", "text/css"),
    "textual.js": ("textual_serve", "static/js/textual.js", "text/javascript"),
}
"""The files that are served, and nothing else of those packages."""

_HEAD = """<!DOCTYPE html>
<html lang="$lang"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>servicesim</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="$static/xterm.css"><link rel="stylesheet" href="$static/servicesim.css">
"""

_TERMINAL = Template(
    _HEAD
    + """<script nonce="$nonce" src="$static/servicesim.js"></script>
<script src="$static/textual.js"></script>
</head><body data-state="opening">
<div id="terminal" class="textual-terminal" data-session-websocket-url="$socket" data-font-size="$size"></div>
<div id="notices" role="alert">$notices</div>
<noscript><main><p>$noscript</p></main></noscript>
</body></html>
"""
)

_WORDS = Template(_HEAD + "</head><body><main>$body</main></body></html>\n")

_AGAIN = '<button type="button" data-again>{words}</button>'
_OUT = '<form method="post" action="/leave"><button>{words}</button></form>'


@dataclass(frozen=True)
class Static:
    """A file as it is sent: `packed` is the same in gzip."""

    kind: str
    data: bytes
    packed: bytes


@cache
def statics() -> dict[str, Static]:
    """Return the files that are served, by name."""
    found = {}
    for name, (package, path, kind) in _STATIC.items():
        data = files(package).joinpath(path).read_bytes()
        found[name] = Static(kind, data, gzip.compress(data, mtime=0))
    return found


@cache
def static_root() -> str:
    """Return where they are served: it changes with them, so that a browser may keep them for good."""
    whole = hashlib.sha256(b"".join(one.data for one in statics().values()))
    return f"/static/{whole.hexdigest()[:16]}"


def policy(nonce: str = "", socket: str = "", *, asks: bool = False) -> str:
    """Return the content security policy of a page: of the terminal, of one that `asks`, of a few words."""
    rules = ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "img-src data:"]
    if not socket:
        return "; ".join([*rules, "style-src 'self'", f"form-action '{'self' if asks else 'none'}'"])
    rules += ["script-src 'self'", f"style-src 'self' 'nonce-{nonce}'"]
    return "; ".join([*rules, f"connect-src 'self' {socket}", "form-action 'self'"])


def terminal(lang: Lang, nonce: str, socket: str) -> str:
    """Return the page with the terminal, whose websocket is at the address `socket`."""
    _ = translator(lang)
    out, on = _OUT.format(words=safe(_("Log out"))), _AGAIN.format(words=safe(_("Go on")))
    here = _AGAIN.format(words=safe(_("Show it here")))
    notices = {
        "opening": (_("Opening..."), ""),
        "lost": (_("The connection is lost. Nothing is lost with it. Connecting again..."), ""),
        "taken": (_("Your practice is open in another window now."), here),
        "idle": (_("Nothing was typed for long, so your practice was paused. Nothing is lost."), on + out),
        "left": (_("You have left. Nothing is lost."), on + out),
        "full": (_("Every place is taken just now. This page tries again by itself."), ""),
        "much": (_("That was more at once than fits. What was there before is kept."), on + out),
        "fault": (_("Something went wrong on our side. Your attempt is kept."), on + out),
    }
    return _TERMINAL.substitute(
        lang=lang,
        static=static_root(),
        nonce=safe(nonce),
        socket=safe(socket),
        size=FONT_SIZE,
        notices="".join(
            f'<section data-for="{name}"><p>{safe(words)}</p>{buttons}</section>'
            for name, (words, buttons) in notices.items()
        ),
        noscript=safe(_("This page needs JavaScript: it draws a terminal.")),
    )


def words(lang: Lang, *paragraphs: str) -> str:
    """Return a page of a few sentences."""
    return _words(lang, "".join(f"<p>{safe(text)}</p>" for text in paragraphs))


def asking(lang: Lang, who: str, instead: str = "") -> str:
    """Return the page that asks whether to come in as `who`, where the browser is in as `instead`, if at all.

    The form goes to the page's own address, so that the token stands nowhere on it. No button has the keys:
    whoever is made to press Enter presses nothing here.
    """
    _ = translator(lang)
    told, field = [_("You come in as {name}.").format(name=who)], ""
    if instead:
        told = [_("You are in as {other}; this link is for {name}.").format(other=instead, name=who)]
        field = f'<input type="hidden" name="{INSTEAD}" value="{escape(instead)}">'
    warning = _("If you are not {name}, do not go in: what you type there is kept as {name}'s.")
    told.append(warning.format(name=who))
    button = safe(_("Go in as {name}").format(name=who))
    other = safe(_("Stay in as {other}").format(other=instead))
    stay = f'<p><a href="/">{other}</a></p>' if instead else ""
    body = "".join(f"<p>{safe(text)}</p>" for text in told)
    return _words(lang, f'{body}<form method="post">{field}<button>{button}</button></form>{stay}')


def _words(lang: Lang, body: str) -> str:
    return _WORDS.substitute(lang=lang, static=static_root(), body=body)
