"""Owns a small sound pack, and zips as somebody might make them by hand."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from sim.content import bundled_folder

SHEET = """name: refunds
version: 1.0.0
title: {en: Refund calls, zh: 退款来电}
languages: [en, zh]
licence: CC-BY-4.0
engine: 0.1.0
"""

SCENARIO = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8")
GOOD = {"pack.yaml": SHEET.encode(), "scenarios/refund-01.yaml": b"id: refund-01\n"}
"""The files of a pack, as far as unpacking looks at them."""


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """Return a zip of entries as they are given, twice the same name included."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return target.getvalue()


def named(name: str) -> zipfile.ZipInfo:
    """Return an entry whose name stands in the zip as it is, which the library would otherwise mend."""
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    return entry


def version(pack: Path, number: str) -> Path:
    """Give a pack another version."""
    text = re.sub(r"(?m)^version: .*$", f"version: {number}", (pack / "pack.yaml").read_text("utf-8"))
    (pack / "pack.yaml").write_text(text, "utf-8")
    return pack
