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
from sim.errors import N_
from sim.model.saying import Saying, reason

SMALLEST = (80, 24)
"""Columns and rows at which every screen is whole."""


@dataclass(frozen=True)
class Health:
    """One thing examined."""

    what: str
    well: bool
    state: Saying
    mend: str = ""

    def as_plain(self) -> dict[str, object]:
        """Return it for programs: in English."""
        return {"what": self.what, "well": self.well, "state": str(self.state), "mend": self.mend}


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
            N_("package"),
            False,
            Saying.of(N_("`sim` is also shipped by: {others}"), others=others),
            N_("Install servicesim alone: pipx install servicesim (or a new virtual environment)."),
        )
    if not version:
        return Health(
            N_("package"),
            False,
            Saying.of(N_("running from {place}, not installed"), place=place),
            N_("Install it: python -m pip install . (in this folder)"),
        )
    if not (place / "cli").is_dir():
        return Health(
            N_("package"),
            False,
            Saying.of(N_("`sim` at {place} is another package's"), place=place),
            N_("Remove the other package or start servicesim from its own environment."),
        )
    return Health(
        N_("package"), True, Saying.of(N_("servicesim {version} at {place}"), version=version, place=place)
    )


def _python() -> Health:
    found = ".".join(map(str, sys.version_info[:3]))
    return Health(
        N_("python"), sys.version_info >= (3, 11), Saying(found), N_("servicesim needs Python 3.11 or newer.")
    )


def _told(error: Exception) -> Saying:
    """Return an error as something that can be said in both languages, where it is one of ours."""
    from sim.errors import NotFound, ServicesimError

    if not isinstance(error, ServicesimError) or isinstance(error, NotFound):
        return Saying(str(error))
    inner = {k: _told(v) if isinstance(v, ServicesimError) else v for k, v in error.values.items()}
    return Saying.of(error.message, **inner)


def _bundled() -> Health:
    from sim.content import bundled_folder, check_paths
    from sim.errors import ServicesimError

    try:
        folders = [bundled_folder("scenarios"), bundled_folder("rubrics")]
        problems = check_paths(folders)
        count = sum(len(list(f.glob("*.yaml"))) for f in folders)
    except (OSError, ServicesimError) as error:
        return Health(
            N_("bundled files"),
            False,
            _told(error),
            N_("Install servicesim again: its data files are missing."),
        )
    if problems or count < 2:
        state = Saying.of(N_("files: {files}; problems: {problems}"), files=count, problems=len(problems))
        if problems:
            state = Saying.of(N_("{state}; the first: {first}"), state=state, first=problems[0])
        mend = N_("Install servicesim again; or see `servicesim check`.")
        return Health(N_("bundled files"), False, state, mend)
    return Health(N_("bundled files"), True, Saying.of(N_("{files} files, no problem"), files=count))


def _home() -> Health:
    home = data_folder()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        return Health(
            N_("my data"),
            False,
            Saying.of(N_("cannot write to {folder} ({reason})"), folder=home, reason=reason(error)),
            N_("Give yourself write access, or set SERVICESIM_HOME to a folder you own."),
        )
    free = shutil.disk_usage(home).free // 2**20
    state = Saying.of(N_("{folder} ({free} MB free)"), folder=home, free=free)
    return Health(N_("my data"), free > 50, state, N_("Free some disk space."))


def _store() -> Health:
    from sim.coach import Coach
    from sim.coach.people import guarded, on_server
    from sim.errors import ServicesimError, Usage

    coach = Coach()
    shared = isinstance(store_place(), str)
    try:
        with coach.store as store:
            state = Saying.of(
                N_("{place} ({attempts} attempts, {size} KB)"),
                place=store.place,
                attempts=len(store.attempts()),
                size=store.size // 1024,
            )
            if guarded(coach):
                whose = (
                    N_("a department's, on a server") if on_server(coach) else N_("a department's, in a file")
                )
                state = Saying.of(N_("{state}, {whose}"), state=state, whose=Saying(whose))
                if me := store.department.me():
                    opened = N_("{state}; opened for {name}, {role}")
                    state = Saying.of(opened, state=state, name=me.name, role=me.role)
    except (OSError, ServicesimError) as error:
        mend = N_("Move the file aside; servicesim makes a new one.")
        if shared:
            mend = (
                N_("Mend the address in SERVICESIM_STORE, or leave it out to play in a file of your own.")
                if isinstance(error, Usage)
                else N_(
                    "Ask who runs the database; without SERVICESIM_STORE you play in a file of your own, "
                    "and hand in later: servicesim submit --to ADDRESS"
                )
            )
        return Health(N_("store"), False, _told(error), mend)
    return Health(N_("store"), True, state)


def _terminal() -> Health:
    if not sys.stdout.isatty():
        return Health(N_("terminal"), True, Saying(N_("none here; servicesim will print plain lines")))
    columns, rows = shutil.get_terminal_size()
    name = os.environ.get("TERM", "")
    if name in ("", "dumb"):
        return Health(
            N_("terminal"),
            False,
            Saying.of(N_("TERM is '{name}'"), name=name),
            N_("Use another terminal, or: servicesim run ID --plain"),
        )
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        return Health(
            N_("terminal"),
            False,
            Saying(f"{columns}x{rows}"),
            N_("Make the window at least 80x24, or use --plain."),
        )
    return Health(N_("terminal"), True, Saying(f"{name}, {columns}x{rows}"))


def _encoding() -> Health:
    name = locale.getpreferredencoding(do_setlocale=False)
    well = name.lower().replace("-", "") in ("utf8", "cp65001")
    return Health(
        N_("encoding"),
        well,
        Saying(name),
        N_("Set a UTF-8 locale, for example LANG=C.UTF-8 (Windows: chcp 65001)."),
    )
