"""Owns the gettext catalogues: every sentence of the program in both languages.

English is the key; `zh` lives in `zh/LC_MESSAGES/servicesim.po`. Never holds
text of scenarios or rubrics, which carry both languages themselves.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "zh")


@cache
def translator(lang: str) -> Callable[[str], str]:
    """Return the function that turns an English sentence into `lang`."""
    if lang == "en":
        return str
    return _gettext.translation("servicesim", FOLDER, languages=[lang], fallback=True).gettext


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language that a command line asks for with `--lang`, else that of the system."""
    asked = dict(pairwise(arguments)).get("--lang", "")
    for argument in arguments:
        asked = argument.removeprefix("--lang=") if argument.startswith("--lang=") else asked
    return asked if asked in LANGUAGES else system_language()


def lend(lang: str) -> None:
    """Let a library that speaks through gettext, as Click does, say in `lang` what the catalogue has."""
    os.environ["LANGUAGE"] = lang
    _gettext.bindtextdomain("servicesim", str(FOLDER))
    _gettext.textdomain("servicesim")


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Hold `lang` for the language of the system, here and in what is started from here, for a while."""
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "zh_CN.UTF-8" if lang == "zh" else "C.UTF-8"
    try:
        yield
    finally:
        if before is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = before


def system_language() -> str:
    """Return `zh` when the environment speaks Chinese, else `en` (LC_ALL, LC_MESSAGES, LANG)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
