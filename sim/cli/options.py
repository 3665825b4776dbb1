"""Owns the options that several commands share. Holds no logic."""

from __future__ import annotations

from pathlib import Path

import click

pack_option = click.option(
    "--pack",
    "packs",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A folder with your own scenarios.",
)
"""Where scenarios and rubrics come from, besides those bundled."""
