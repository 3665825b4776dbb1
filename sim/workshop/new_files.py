"""Owns where a new scenario or sheet is written, and that nothing of a trainer's is lost by it."""

from __future__ import annotations

import json
from pathlib import Path

from sim.content import Library
from sim.content.json_schema import Kind, json_schema
from sim.content.writing import write_whole
from sim.errors import ServicesimError, Usage, reason_of
from sim.locale import translator
from sim.workshop.new import SCHEMA_FOLDER, schema_name


def target(folder: Path, name: str, lang: str, *, force: bool) -> Path:
    """Return where a new file goes. Raises Usage, in `lang`, where something stands already."""
    _ = translator(lang)
    path = folder / f"{name}.yaml"
    if path.is_dir() or (folder.exists() and not folder.is_dir()):
        raise Usage(_("cannot write {file}: a folder or a file is in the way").format(file=path))
    if path.exists() and not force:
        form = _("{file} is there already; choose another id, or write over it with --force")
        raise Usage(form.format(file=path))
    return path


def check_free(kind: Kind, name: str, path: Path, library: Library, lang: str) -> None:
    """Make sure that no other file bears an id. Raises Usage, in `lang`, where one does."""
    if kind == "scenario":
        taken = any(h.id == name and h.path.resolve() != path.resolve() for h in library.heads())
    else:
        taken = name in library.rubric_ids() and not path.exists()
    if taken:
        _ = translator(lang)
        raise Usage(_("the id '{id}' is taken already; choose another").format(id=name))


def write(path: Path, text: str, kind: Kind, lang: str) -> Path:
    """Write a new file, and its schema in `lang` beside it; return where the schema lies.

    Each is written whole or not at all. Raises ServicesimError where the folder takes no file.
    """
    schema = path.parent / SCHEMA_FOLDER / schema_name(kind)
    try:
        schema.parent.mkdir(parents=True, exist_ok=True)
        write_whole(
            schema, (json.dumps(json_schema(kind, lang), ensure_ascii=False, indent=1) + "\n").encode()
        )
        write_whole(path, text.encode())
    except OSError as error:
        _ = translator(lang)
        form, reason = _("cannot write {file}: {reason}"), reason_of(error).said(_)
        raise ServicesimError(form.format(file=error.filename or path, reason=reason)) from None
    return schema
