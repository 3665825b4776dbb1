"""Owns the codes for faults of playthroughs.

The low numbers mean what they mean in scenarios; those that no playthrough can have are left out.
"""

from __future__ import annotations

from sim.content.code_type import Code
from sim.content.codes_model import SHARED_CODES

SHARED_BY_PLAYS = (1, 2, 3, 4, 5, 6, 7, 12)
"""The shared faults that a playthrough can have: it holds no text in two languages and no ids of its own."""

PLAY_CODES: dict[str, Code] = {
    **{f"PT{number:03}": SHARED_CODES[number] for number in SHARED_BY_PLAYS},
    "PT013": Code(
        "not a figure or a range",
        "What is expected is a figure, a range from the smaller to the larger, or a limit in quotes.",
        'levels: {empathy: 3, responsiveness: 2-3, assurance: ">=2"}',
    ),
    "PT014": Code("unknown turn", "The scenario has no turn of this name.", "turn: opening"),
    "PT015": Code("unknown ending", "The scenario has no ending of this name.", "ending: resolved"),
    "PT016": Code("unknown variant", "The turn has no wording of this name.", "says: hot"),
    "PT017": Code(
        "cannot be played",
        "The scenario or the rubric that is named is not there, or has faults of its own.",
        "scenario: complaint-01",
    ),
    "PT018": Code(
        "wanted and refused", "A code stands under `marks` and under `not` of the same reply.", "not: [X05]"
    ),
}
"""Every fault that a playthrough can have, beside those of its YAML."""
