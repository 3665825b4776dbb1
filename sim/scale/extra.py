"""Owns the loading of what comes with `servicesim[scale]`. Nothing is loaded before it is used."""

from __future__ import annotations

import importlib
from typing import Any

from sim.errors import ServicesimError
from sim.locale import translator
from sim.report.words import N_

WITHOUT = N_("Judging many chats needs pyarrow and Dask; get them with: pip install 'servicesim[scale]'")
"""What is said where the extra is missing."""


def load(name: str, lang: str) -> Any:
    """Return a module of the extra. Raises ServicesimError, in `lang`, when it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ServicesimError(translator(lang)(WITHOUT)) from error
