"""Owns what the command line asks of the screens.

Never imports anything heavy: it is on the way to the first frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.events import Mode
    from sim.model.language import Lang


@dataclass(frozen=True)
class Request:
    """How the screens are to open.

    With `assignment` that one is played. `only` is whose session it is: nobody is asked for a name. A
    `served` one is shown by a browser, and comes back to where it was.
    """

    scenario_id: str | None = None
    lang: Lang = "en"
    mode: Mode = "practice"
    seed: int = 0
    who: str | None = None
    new: bool = False
    resume: str | None = None
    home: Path | None = None
    packs: tuple[Path, ...] = ()
    title: str | None = None
    note: str = ""
    rubric: str = "service"
    drill: str = ""
    assignment: int | None = None
    only: str = ""
    served: bool = False
