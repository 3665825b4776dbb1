"""Owns where installed packs lie and how their folders are named: `packs/NAME-VERSION`.

Never opens a file: a list of scenarios must not wait for the packs' sheets. Costs neither pydantic nor YAML.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

PACKS = "packs"
"""The folder of installed packs inside the user's data folder."""

PACK_FILE = "pack.yaml"
"""The sheet at the top of a pack."""

VERSION = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}")
"""Three numbers without leading zeros, so that one version has one spelling; six digits hold any date."""

_FOLDER = re.compile(rf"([a-z][a-z0-9-]*)-({VERSION.pattern})")


class Installed(NamedTuple):
    """A pack that was installed: its name and version, as its folder tells them, and the folder."""

    name: str
    version: str
    folder: Path


def installed_packs(home: Path) -> tuple[Installed, ...]:
    """Return the packs installed in a data folder, by name: of each the newest version.

    More than one version is there only for the moment in which one replaces the other.
    """
    try:
        folders = sorted((home / PACKS).iterdir())
    except OSError:
        return ()
    newest: dict[str, Installed] = {}
    for folder in folders:
        named = _FOLDER.fullmatch(folder.name)
        if named is None or not folder.is_dir():
            continue
        name, version = named.groups()
        known = newest.get(name)
        if known is None or numbers(known.version) < numbers(version):
            newest[name] = Installed(name, version, folder)
    return tuple(newest[name] for name in sorted(newest))


def numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers that can be compared; what follows the third one is left out."""
    found = VERSION.match(version)
    return tuple(int(part) for part in found.group().split(".")) if found else ()
