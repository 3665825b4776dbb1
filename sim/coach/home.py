"""Owns where this user's data lives."""

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
