"""Owns the table of fault codes: what each means to an author, with an example.

Never finds a fault. `YM` codes are about files and YAML, `SC` about scenarios,
`RB` about rubrics, `DR` about case drills, `PT` about playthroughs, `PK` about packs; each code has its
page in docs/problems, and a test holds page and row together.
"""

from __future__ import annotations

from sim.content.code_type import Code
from sim.content.codes_aware import AWARE_CODES
from sim.content.codes_drill import DRILL_CODES
from sim.content.codes_file import FILE_CODES
from sim.content.codes_model import RUBRIC_CODES, SCENARIO_CODES, SHARED_CODES
from sim.content.codes_pack import PACK_CODES
from sim.content.codes_play import PLAY_CODES
from sim.content.codes_ways import WAYS_CODES

CODES: dict[str, Code] = {
    **FILE_CODES,
    **{f"{prefix}{number:03}": code for prefix in ("SC", "RB") for number, code in SHARED_CODES.items()},
    **SCENARIO_CODES,
    **WAYS_CODES,
    **AWARE_CODES,
    **RUBRIC_CODES,
    **DRILL_CODES,
    **PLAY_CODES,
    **PACK_CODES,
}
"""Every code that `sim.content` can report."""

__all__ = ["CODES", "Code"]
