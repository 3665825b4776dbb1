"""`servicesim check --fix`: mends what is mechanical and says what it did.

Owns the printing only; `sim.content.fixing` mends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from sim.errors import Refused, Usage, reason_of
from sim.locale import translator


def mend(paths: tuple[Path, ...], lang: str, *, agreed: bool) -> int:
    """Mend files and those in folders, print each mend, and return how many were made.

    Raises Usage without paths, because our own files are not the user's to change, and Refused where a
    file cannot be written.
    """
    from sim.content.fixing import fix_file
    from sim.report.printable import printable

    _ = translator(lang)
    if not paths:
        raise Usage(_("--fix changes files: name those it may change"))
    count = 0
    for file in _files(paths):
        try:
            fixed = fix_file(file, agreed=agreed)
        except OSError as error:
            reason = reason_of(error).said(_)
            raise Refused(_("{file} cannot be written: {reason}").format(file=file, reason=reason)) from error
        for fix in fixed.done:
            place = f"{fixed.file}:{fix.line}" if fix.line else fixed.file
            said = _("{place}: mended: {what}").format(place=place, what=fix.said.said(lang))
            click.echo(printable(said), err=True)
        count += len(fixed.done)
    return count


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    from sim.content.packs import KINDS, yaml_files

    for path in paths:
        if path.is_dir():
            for folder in (path, *(path / kind for kind in KINDS)):
                yield from yaml_files(folder)
        else:
            yield path
