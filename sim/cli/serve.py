"""`servicesim serve`: the same program in a browser, for people with a link of their own."""

from __future__ import annotations

import logging
import socket
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.acting import system
from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.serve.nursery import Birth, Play, Score
    from sim.serve.run import Shell
    from sim.serve.shelf import Shelf

PORT = 8017
"""Where it listens unless told otherwise; `servicesim invite` makes links to the same."""

LATE = (
    "aiohttp",
    "alembic.command",
    "encodings.ascii",
    "encodings.idna",
    "encodings.utf_8_sig",
    "importlib.readers",
    "psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite",
    "textual.drivers.web_driver",
    "tomllib",
)
"""What is loaded on first use elsewhere, if it is installed: here it is there before any session is."""

EXAMPLES = """\b
Examples:
  servicesim serve                                         for this machine alone
  servicesim serve --url https://practice.example.org      behind nginx on this machine
  servicesim serve --url https://practice.example.org --proxy-from 127.0.0.1 --proxy-header X-Remote-User
\b
Make links with: servicesim invite NAME
"""


@click.command("serve", epilog=EXAMPLES)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any free one."
)
@click.option("--url", envvar="SERVICESIM_URL", default="", help="How browsers reach it: https://HOST")
@click.option("--sessions", type=int, default=40, show_default=True, help="People at the same time, at most.")
@click.option(
    "--idle", type=float, metavar="MINUTES", default=30, show_default=True,
    help="Pause a session in which nothing was typed for so long.",
)  # fmt: skip
@click.option(
    "--grace", type=float, metavar="SECONDS", default=120, show_default=True,
    help="Keep a session whose browser went away; afterwards the attempt is opened anew from the store.",
)  # fmt: skip
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of each browser).")
@click.option(
    "--proxy-from", metavar="ADDRESS", multiple=True,
    help="Machine or network of a reverse proxy: its X-Forwarded-For and --proxy-header are believed.",
)  # fmt: skip
@click.option("--proxy-header", metavar="NAME", default="", help="Header in which that proxy names a person.")
@click.option("--user", metavar="NAME", default="", help="Give up root's rights and be this user.")
@pack_option
def serve_command(
    host: str,
    port: int,
    url: str,
    sessions: int,
    idle: float,
    grace: float,
    lang: str | None,
    proxy_from: tuple[str, ...],
    proxy_header: str,
    user: str,
    packs: tuple[Path, ...],
) -> int:
    """Serve the program to browsers. Nobody gets in without a link, or the word of your proxy."""
    import os
    from importlib.util import find_spec
    from urllib.parse import urlsplit

    from sim.errors import N_, Usage
    from sim.locale import translator

    if not hasattr(os, "fork"):
        raise Usage(N_("serving needs Linux or macOS"))
    if find_spec("textual_serve") is None:
        raise Usage(N_("serving needs a web server; get it with: pip install 'servicesim[serve]'"))
    from sim.serve.plan import is_loopback, made_plan
    from sim.serve.run import serve

    _ = translator(system(lang))
    plan = made_plan(
        host=host,
        port=port,
        url=url,
        sessions=sessions,
        idle=idle,
        grace=grace,
        lang=cast("Lang | None", lang),
        proxy_header=proxy_header,
        proxy_from=proxy_from,
        user=user,
    )
    if plan.origin.startswith("http://") and not is_loopback(urlsplit(plan.origin).hostname or ""):
        told = _("{origin} is not https: whoever is on the way can read links and replies")
        click.echo(told.format(origin=plan.origin), err=True)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING)
    logging.getLogger("servicesim.serve").setLevel(logging.INFO)
    return serve(
        plan,
        _shell(packs),
        packs,
        lambda where: click.echo(_("servicesim serves {where}").format(where=where)),
    )


def _shell(packs: tuple[Path, ...]) -> Shell:
    """Return the full-screen program as something to serve."""
    from sim.serve.run import Shell
    from sim.serve.shelf import Shelf

    shelf = Shelf(packs)

    return Shell(_load, shelf.warm, _play(shelf, packs), _score(shelf, packs))


def _load() -> None:
    """Import all that a session may need."""
    import contextlib
    import importlib
    import os
    import pkgutil

    os.environ.update(TEXTUAL_COLOR_SYSTEM="truecolor", TEXTUAL_FPS="60")  # read when Textual is imported
    for room in ("tui", "coach", "store", "report", "scoring", "play", "content", "model", "text"):
        package = importlib.import_module(f"sim.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(
                part in module.name for part in ("migrations", "preview", "plots", "xapi", "learning")
            ):
                importlib.import_module(module.name)
    for name in LATE:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _play(shelf: Shelf, packs: tuple[Path, ...]) -> Play:
    def play(birth: Birth, line: socket.socket) -> int:
        import os

        from sim.serve.far import Far, FarCoach
        from sim.tui.request import Request
        from sim.tui.served import run_served

        os.environ.update(COLUMNS=str(birth.width), ROWS=str(birth.height))  # read by Textual's driver
        request = Request(lang=birth.lang, who=birth.who, only=birth.who, served=True, packs=packs)

        def open_coach(_: Request) -> FarCoach:
            coach = FarCoach(Far(line), shelf, packs=packs, only=birth.who)
            coach.store.ensure_profile(birth.who)  # whom a proxy vouches for may be new
            return coach

        return run_served(request, open_coach)

    return play


def _score(shelf: Shelf, packs: tuple[Path, ...]) -> Score:
    def score(door: socket.socket) -> None:
        from sim.serve.scorer import Scorer, run_scorer

        run_scorer(door, Scorer(shelf, packs))

    return score
