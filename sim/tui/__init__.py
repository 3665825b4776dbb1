"""Owns the full-screen shell: library, brief, chat and debrief in a terminal.

Holds no rule of the conversation and no score. Nothing heavy is imported here:
the first frame shows the scenario's title while the core is loaded in a thread.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.events import Mode
    from sim.model.language import Lang

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
"""Read by Textual at import. With its keyboard mode on, a Chinese phrase of five
characters from an input method arrives as garbage or not at all."""


def run_app(
    scenario_id: str | None,
    *,
    lang: Lang,
    mode: Mode = "practice",
    seed: int = 0,
    who: str | None = None,
    new: bool = False,
    resume: str | None = None,
    home: Path | None = None,
    packs: tuple[Path, ...] = (),
    title: str | None = None,
    note: str = "",
    rubric: str = "service",
    drill: str = "",
    assignment: int | None = None,
) -> int:
    """Play in the terminal and return the exit code; `note` stands above the field in a drill.

    With `drill` that case question is asked instead of a scenario, with `assignment` that one is played.

    Raises the ServicesimError that kept the asked-for scenario from opening.
    """
    from sim.tui.app import ServicesimApp
    from sim.tui.request import Request

    asked = Request(
        scenario_id, lang, mode, seed, who, new, resume, home, tuple(packs), title, note, rubric, drill,
        assignment,
    )  # fmt: skip
    app = ServicesimApp(asked)
    code = app.run()
    if app.refusal is not None:
        raise app.refusal
    return code if code is not None else (app.return_code or 0)
