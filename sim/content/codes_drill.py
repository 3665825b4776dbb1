"""Owns the codes for faults of case drills.

The low numbers mean what they mean in scenarios; those that no drill can have are left out.
"""

from __future__ import annotations

from sim.content.code_type import Code
from sim.content.codes_model import SHARED_CODES

SHARED_BY_DRILLS = (1, 2, 3, 4, 6, 7, 8, 9, 11)
"""The shared faults that a drill can have: its only choice has its own words, and it names no behaviour."""

DRILL_CODES: dict[str, Code] = {
    **{f"DR{number:03}": SHARED_CODES[number] for number in SHARED_BY_DRILLS},
    "DR005": SHARED_CODES[5],
    "DR013": Code(
        "example does not count",
        "An answer under `met_by` or `counts` is scored and does not get what it is an example of.",
        'met_by: {en: ["Know the customer: find out what they need."], zh: [了解客户，先弄清他的需求。]}',
    ),
    "DR014": Code(
        "near miss counts",
        "An answer under `not` is scored and gets the point all the same.",
        'not: {en: ["Know the company."], zh: [了解公司。]}',
    ),
    "DR015": Code(
        "too few examples",
        "Every point needs three answers that meet it and two near misses, in each language of the file.",
        'not: {en: ["Know the company.", "Know."], zh: [了解公司。, 了解。]}',
    ),
    "DR016": Code("unknown point", "`of` names no point of this drill.", "of: parking"),
    "DR017": Code(
        "names alone suffice",
        "A list of all the names without an explanation earns more than half a point somewhere.",
        "explain: {en: [find out … need], zh: [弄清 … 需求]}",
    ),
}
"""Every fault that a case drill can have, beside those of its YAML."""
