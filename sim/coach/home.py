"""Owns where this user's data lives: a folder of their own, or the store that a department shares."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Return `SERVICESIM_HOME`, else the platform's data folder for servicesim."""
    home = os.environ.get("SERVICESIM_HOME")
    if home:
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("servicesim", appauthor=False)


def store_place() -> Path | str:
    """Return where attempts are kept: the address in `SERVICESIM_STORE`, else the data folder."""
    return os.environ.get("SERVICESIM_STORE") or data_folder()
