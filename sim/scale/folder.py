"""Owns the folder that a run writes to: whole parts, the side file of bad rows, the manifest.

Every file is written whole or not at all, and what stands in it depends on the input, the sheet and the
engine alone, so a run that was stopped goes on where it was and ends in the same bytes.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sim.content.writing import write_whole
from sim.errors import Refused, ServicesimError
from sim.locale import translator
from sim.report.printable import json_safe
from sim.report.words import N_
from sim.scale.cut import Part
from sim.scale.extra import load
from sim.scale.table import ABOUT
from sim.scale.tally import Tally
from sim.scale.turns import Bad

FORMAT = 1
"""Raised when a file of the folder changes its shape: an older folder is then refused."""

MANIFEST, PARTS, BAD, SIDE = "manifest.json", "parts", "bad", "bad-rows.jsonl"

SAME = ("format", "input", "versions", "plan")
"""What of a manifest must be equal for a run to go on in its folder."""


class Folder:
    """One run's folder; `identity` is what must be the same for a run to go on in it."""

    def __init__(self, place: Path, identity: dict[str, Any], name: str, lang: str) -> None:
        """Take the place, which may not be there yet, and the input's name. Errors are in `lang`."""
        self.place, self._lang = place, lang
        self._identity = {"format": FORMAT, **identity}
        self._name = name
        self._parts, self._bad = place / PARTS, place / BAD

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Make the folder ready and keep other runs out of it while it is used.

        Raises Refused for a folder of another input, sheet or engine, one with other things in it, and
        one that another run is writing to; ServicesimError where it cannot be written.
        """
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            with _alone(self.place) as alone:
                if not alone:
                    raise Refused(self._said(N_("another run is writing to {folder}")))
                self._check()
                for left in self.place.rglob(".*.part"):
                    left.unlink()
                if self.manifest is None:
                    self._write_manifest({"complete": False})
                self._parts.mkdir(exist_ok=True)
                if self.finished is None:
                    self._bad.mkdir(exist_ok=True)
                yield
        except OSError as error:
            raise ServicesimError(
                self._said(N_("cannot write to {folder}: {reason}"), reason=error.strerror or error)
            ) from error

    def _said(self, form: str, **values: object) -> str:
        return translator(self._lang)(form).format(folder=self.place, **values)

    @property
    def manifest(self) -> dict[str, Any] | None:
        """The manifest as it stands, or None when there is none that can be read."""
        try:
            found = json.loads((self.place / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    @property
    def finished(self) -> dict[str, Any] | None:
        """The manifest of a run that came to its end here, or None."""
        manifest = self.manifest
        return manifest if manifest is not None and manifest.get("complete") else None

    def _check(self) -> None:
        manifest = self.manifest
        if manifest is None:
            if any(not name.match(".*.part") for name in self.place.iterdir()):
                raise Refused(
                    self._said(
                        N_("{folder} holds other things and no manifest; name an empty or a new folder")
                    )
                )
            return
        other = [name for name in SAME if manifest.get(name) != self._identity[name]]
        if other:
            names = ", ".join(_differing(manifest, self._identity, other))
            raise Refused(
                self._said(
                    N_("{folder} belongs to another run ({names} differ); name another folder"), names=names
                )
            )

    def _write_manifest(self, rest: dict[str, Any]) -> dict[str, Any]:
        data = {"file": self._name, **self._identity, **rest}
        text = json.dumps(data, ensure_ascii=False, indent=1)
        write_whole(self.place / MANIFEST, (json_safe(text) + "\n").encode())
        return data

    def has(self, part: Part) -> bool:
        """Say whether a part is there whole, with its bad rows."""
        about = self.about(part.number)
        if about is None or (about["first_row"], about["last_row"]) != (part.first, part.last):
            return False
        return not about["tally"]["bad"] or self._bad_file(part.number).is_file()

    def about(self, number: int) -> dict[str, Any] | None:
        """Return what a part says of itself, or None when it is not there or broken."""
        file = self._part_file(number)
        if not file.is_file():
            return None
        arrow, parquet = load("pyarrow", self._lang), load("pyarrow.parquet", self._lang)
        try:
            found: dict[str, Any] = json.loads(parquet.read_metadata(file).metadata[ABOUT])
        except (arrow.ArrowException, OSError, KeyError, TypeError, ValueError):
            return None
        return found

    def keep(self, number: int, table: bytes, bad: Iterable[Bad]) -> None:
        """Write a part; its bad rows come first, so that a part that is there is whole."""
        lines = [_line(one) for one in sorted(bad, key=lambda one: one.row)]
        if lines:
            write_whole(self._bad_file(number), "".join(lines).encode())
        write_whole(self._part_file(number), table)

    def finish(self, parts: int) -> dict[str, Any]:
        """Join the bad rows in one file, write the whole manifest with the sum of all parts, return it."""
        total = Tally()
        table = []
        for number in range(parts):
            about = self.about(number)
            if about is None:
                raise ServicesimError(self._said(N_("{file} is gone"), file=self._part_file(number)))
            total.merge(Tally.of_plain(about["tally"]))
            table.append({"file": f"{PARTS}/{self._part_file(number).name}", **_row(about)})
        if total.bad:
            self._join()
        manifest = self._write_manifest({"complete": True, "tally": total.as_plain(), "parts": table})
        shutil.rmtree(self._bad)
        return manifest

    def _join(self) -> None:
        handle, name = tempfile.mkstemp(dir=self._bad, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as joined:
            for file in sorted(self._bad.glob("part-*.jsonl")):
                with file.open("rb") as piece:
                    shutil.copyfileobj(piece, joined)
            joined.flush()
            os.fsync(joined.fileno())
        Path(name).chmod((self.place / MANIFEST).stat().st_mode & 0o777)
        Path(name).replace(self.place / SIDE)

    def _part_file(self, number: int) -> Path:
        return self._parts / f"part-{number:06}.parquet"

    def _bad_file(self, number: int) -> Path:
        return self._bad / f"part-{number:06}.jsonl"


def _row(about: dict[str, Any]) -> dict[str, Any]:
    tally = Tally.of_plain(about["tally"])
    return {
        "first_row": about["first_row"],
        "last_row": about["last_row"],
        "rows": tally.rows,
        "chats": tally.chats,
        "turns": tally.total("turns"),
        "scored": tally.total("scored"),
        "bad": tally.bad.total(),
    }


def _line(bad: Bad) -> str:
    data = {"row": bad.row, "chat_id": bad.chat, "problem": bad.problem, "reason": bad.reason}
    return json_safe(json.dumps(data, ensure_ascii=False)) + "\n"


def _differing(theirs: dict[str, Any], ours: dict[str, Any], names: Iterable[str]) -> Iterator[str]:
    """Yield what differs, with both values where they are short."""
    for name in names:
        was, now = theirs.get(name), ours[name]
        if isinstance(was, dict) and isinstance(now, dict):
            yield from (f"{key} {was.get(key)} / {now[key]}" for key in now if was.get(key) != now[key])
        else:
            yield f"{name} {was} / {now}"


@contextmanager
def _alone(place: Path) -> Iterator[bool]:
    """Lock a folder; say whether no other run has. Where the system knows no such lock, none has."""
    handle = -1
    alone = True
    with suppress(ImportError):
        import fcntl

        handle = os.open(place, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            alone = False
        except OSError:  # a network folder without locks
            alone = True
    try:
        yield alone
    finally:
        if handle >= 0:
            os.close(handle)
