"""Owns how a file is written: whole or not at all. Never decides what stands in it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, data: bytes, *, was: bytes | None = None) -> bool:
    """Write a file in one step, so that nobody ever reads half of it; say whether it was written.

    With `was`, nothing is written when the file no longer holds that: somebody saved it meanwhile.
    A link stays one, a file keeps its mode, and what is no plain file (a terminal) is written to as it
    stands. Raises OSError, with the file as it was.
    """
    if was is not None and file.read_bytes() != was:
        return False
    target = file.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return True
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
