"""Owns the examination of an installation: each finding says what is seen and how to mend it."""

from __future__ import annotations

import locale
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from sim.coach.home import data_folder, store_place

SMALLEST = (80, 24)
"""Columns and rows at which every screen is whole."""


@dataclass(frozen=True)
class Health:
    """One thing examined."""

    what: str
    well: bool
    state: str
    mend: str = ""


def examine() -> tuple[Health, ...]:
    """Examine everything; never raises."""
    return (_package(), _python(), _bundled(), _home(), _store(), _terminal(), _encoding())


def _package() -> Health:
    import sim

    place = Path(sim.__file__).parent
    try:
        owners = set(metadata.packages_distributions().get("sim", []))
        version = metadata.version("servicesim")
    except (metadata.PackageNotFoundError, OSError, ValueError):
        owners, version = set(), ""
    if owners - {"servicesim"}:
        others = ", ".join(sorted(owners - {"servicesim"}))
        return Health(
            "package",
            False,
            f"`sim` is also shipped by: {others}",
            "Install servicesim alone: pipx install servicesim (or a new virtual environment).",
        )
    if not version:
        return Health(
            "package",
            False,
            f"running from {place}, not installed",
            "Install it: python -m pip install . (in this folder)",
        )
    if not (place / "cli").is_dir():
        return Health(
            "package",
            False,
            f"`sim` at {place} is another package's",
            "Remove the other package or start servicesim from its own environment.",
        )
    return Health("package", True, f"servicesim {version} at {place}")


def _python() -> Health:
    found = ".".join(map(str, sys.version_info[:3]))
    return Health("python", sys.version_info >= (3, 11), found, "servicesim needs Python 3.11 or newer.")


def _bundled() -> Health:
    from sim.content import bundled_folder, check_paths
    from sim.errors import ServicesimError

    try:
        folders = [bundled_folder("scenarios"), bundled_folder("rubrics")]
        problems = check_paths(folders)
        count = sum(len(list(f.glob("*.yaml"))) for f in folders)
    except (OSError, ServicesimError) as error:
        return Health(
            "bundled files", False, str(error), "Install servicesim again: its data files are missing."
        )
    if problems or count < 2:
        state = f"{count} files, {len(problems)} problems" + (f", first: {problems[0]}" if problems else "")
        return Health("bundled files", False, state, "Install servicesim again; or see `servicesim check`.")
    return Health("bundled files", True, f"{count} files, no problem")


def _home() -> Health:
    home = data_folder()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        return Health(
            "my data",
            False,
            f"cannot write to {home} ({error.strerror})",
            "Give yourself write access, or set SERVICESIM_HOME to a folder you own.",
        )
    free = shutil.disk_usage(home).free // 2**20
    return Health("my data", free > 50, f"{home} ({free} MB free)", "Free some disk space.")


def _store() -> Health:
    from sim.coach import Coach
    from sim.coach.people import guarded, on_server
    from sim.errors import ServicesimError, Usage

    coach = Coach()
    shared = isinstance(store_place(), str)
    try:
        with coach.store as store:
            state = f"{store.place} ({len(store.attempts())} attempts, {store.size // 1024} KB)"
            if guarded(coach):
                whose = "a department's, on a server" if on_server(coach) else "a department's, in a file"
                me = store.department.me()
                state += f", {whose}" + (f"; opened for {me.name}, {me.role}" if me else "")
    except (OSError, ServicesimError) as error:
        mend = "Move the file aside; servicesim makes a new one."
        if shared:
            mend = (
                "Mend the address in SERVICESIM_STORE, or leave it out to play in a file of your own."
                if isinstance(error, Usage)
                else "Ask who runs the database; without SERVICESIM_STORE you play in a file of your own, "
                "and hand in later: servicesim submit --to ADDRESS"
            )
        return Health("store", False, str(error), mend)
    return Health("store", True, state)


def _terminal() -> Health:
    if not sys.stdout.isatty():
        return Health("terminal", True, "none here; servicesim will print plain lines")
    columns, rows = shutil.get_terminal_size()
    name = os.environ.get("TERM", "")
    if name in ("", "dumb"):
        return Health(
            "terminal", False, f"TERM is '{name}'", "Use another terminal, or: servicesim run ID --plain"
        )
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        return Health(
            "terminal", False, f"{columns}x{rows}", "Make the window at least 80x24, or use --plain."
        )
    return Health("terminal", True, f"{name}, {columns}x{rows}")


def _encoding() -> Health:
    name = locale.getpreferredencoding(do_setlocale=False)
    well = name.lower().replace("-", "") in ("utf8", "cp65001")
    return Health(
        "encoding", well, name, "Set a UTF-8 locale, for example LANG=C.UTF-8 (Windows: chcp 65001)."
    )
