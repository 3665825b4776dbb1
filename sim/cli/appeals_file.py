"""Owns reading and writing files of rulings, one JSON line each; a file is whole at any moment.

Never decides what stands in them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sim.content.writing import write_whole
from sim.errors import NotFound, ServicesimError
from sim.locale import translator
from sim.report.printable import json_safe
from sim.validity.rulings import merged


def lines_of(file: Path, lang: str) -> list[str]:
    """Return the lines of a file; bytes that are no text come back as they were when it is written again.

    Raises NotFound, ServicesimError (in `lang`) when it cannot be read.
    """
    _ = translator(lang)
    try:
        return file.read_text(encoding="utf-8-sig", errors="surrogateescape").split("\n")
    except FileNotFoundError:
        raise NotFound("file", str(file)) from None
    except OSError as error:
        form = _("cannot read {file}: {reason}")
        raise ServicesimError(form.format(file=file, reason=error.strerror)) from None


def write_rows(file: Path, rows: Iterable[dict[str, Any]], ours: frozenset[str], lang: str) -> None:
    """Put rows into a file, in place of what it held under the ids `ours`.

    They are written to a file beside it first, which then takes its place. Raises ServicesimError (in
    `lang`), with the file as it was.
    """
    _, target = translator(lang), file.resolve()
    if target.exists() and not target.is_file():
        raise ServicesimError(_("cannot write {file}: it is no plain file").format(file=file))
    plain = [json_safe(json.dumps(row, ensure_ascii=False)) for row in rows]
    held = lines_of(target, lang) if target.exists() else ()
    text = "".join(f"{line}\n" for line in merged(held, plain, ours))
    try:
        write_whole(target, text.encode(errors="surrogateescape"))
    except OSError as error:
        form = _("cannot write {file}: {reason}")
        raise ServicesimError(form.format(file=file, reason=error.strerror)) from None
