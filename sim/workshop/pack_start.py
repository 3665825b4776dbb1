"""Owns the first files of a new pack: its sheet with a comment on each name, a README, empty folders.

Never writes over a file. What it writes passes the check of the sheet as it is.
"""

from __future__ import annotations

import re
from pathlib import Path

from sim import __version__
from sim.content.installed import PACK_FILE, numbers
from sim.locale import translator
from sim.model.saying import reason
from sim.workshop.pack_rules import FOLDERS, N_, refused

NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
"""As in `sim.model.pack`: what a folder must be called so that its name can be the pack's."""

FIRST = "my-pack"

SHEET: tuple[tuple[str, str], ...] = (
    (
        N_("What the pack is called on the command line: small letters, digits, hyphens. Never change it."),
        "name: {name}",
    ),
    (N_("Three numbers. Raise it each time you give the pack to others."), "version: 1.0.0"),
    (N_("What people read, in each language below."), "title: {{en: My scenarios, zh: 我的场景}}"),
    (N_("Leave one out if the pack is in one language only."), "languages: [en, zh]"),
    (
        N_("What others may do with it: a short name such as CC-BY-4.0, or a sentence of yours."),
        "licence: All rights reserved",
    ),
    (N_("The oldest servicesim that can play it."), "engine: {engine}"),
    (N_("If you like: whom it is for, who wrote it, and which scenarios must be in it."), ""),
)
"""Comment and line of each name, in the order of the file."""

MORE = (
    "# description: {en: Calls about late refunds., zh: 退款迟迟不到的来电。}",
    "# authors: [Service training]",
    "# scenarios: [refund-01]",
)

README = (
    N_("For servicesim: the folders `scenarios`, `rubrics` and `playthroughs`, and the sheet `pack.yaml`."),
    N_("Check, test and build it:"),
    N_("Install it where trainees play:"),
)


def start(folder: Path, lang: str) -> tuple[str, ...]:
    """Write the first files of a pack and return their names; comments are in `lang`.

    Raises PackRefused when the folder holds a pack already or cannot be written.
    """
    sheet = folder / PACK_FILE
    if sheet.exists():
        raise refused(N_("{file} is there already; this folder is a pack"), file=sheet)
    name = folder.absolute().name
    name = name if NAME.fullmatch(name) else FIRST
    texts = {PACK_FILE: _sheet(name, lang), "README.md": _readme(name, lang)}
    try:
        for kind in FOLDERS:
            (folder / kind).mkdir(parents=True, exist_ok=True)
        new = [file for file in texts if not (folder / file).exists()]
        for file in new:
            with (folder / file).open("x", encoding="utf-8", newline="\n") as target:
                target.write(texts[file])
    except OSError as error:
        raise refused(N_("cannot write {file}: {reason}"), file=folder, reason=reason(error)) from None
    return (*new, *(f"{kind}/" for kind in FOLDERS))


def _sheet(name: str, lang: str) -> str:
    _ = translator(lang)
    engine = ".".join(map(str, numbers(__version__)))
    lines: list[str] = []
    for comment, line in SHEET:
        lines.append(f"# {_(comment)}")
        if line:
            lines += [line.format(name=name, engine=engine), ""]
    return "\n".join([*lines, *MORE, ""])


def _readme(name: str, lang: str) -> str:
    _ = translator(lang)
    what, make, use = map(_, README)
    commands = "    servicesim check .\n    servicesim test .\n    servicesim pack build ."
    install = f"    servicesim pack install {name}-1.0.0.zip"
    return f"# {name}\n\n{what}\n\n{make}\n\n{commands}\n\n{use}\n\n{install}\n"
