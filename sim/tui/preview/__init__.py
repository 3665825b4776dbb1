"""Owns the full-screen preview: a conversation beside a trainer's console, while the file is edited.

Holds no rule of the conversation; what is shown comes from `sim.workshop.preview`. Nothing heavy is
imported here: the first frame comes first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sim.tui  # noqa: F401 - sets how Textual reads keys, before Textual is imported

if TYPE_CHECKING:
    from sim.model.language import Lang


def run_preview(path: Path, *, lang: Lang, rubric: str = "service", packs: tuple[Path, ...] = ()) -> int:
    """Play the scenario in `path` while it is edited, and return the exit code.

    Raises NotFound or BadFile for a rubric that cannot be had.
    """
    from sim.tui.preview.app import PreviewApp

    app = PreviewApp(path, lang=lang, rubric=rubric, packs=packs)
    code = app.run()
    if app.refusal is not None:
        raise app.refusal
    return code if code is not None else (app.return_code or 0)
