"""Owns the codes for faults of a pack's sheet, `pack.yaml`.

The low numbers mean what they mean in scenarios; those that no sheet can have are left out.
"""

from __future__ import annotations

from sim.content.code_type import Code
from sim.content.codes_model import SHARED_CODES

PACK_CODES: dict[str, Code] = {
    "PK001": Code(
        SHARED_CODES[1].title,
        "A pack's sheet knows only a few names, and this is none of them.",
        "licence: CC-BY-4.0",
    ),
    "PK002": Code(
        SHARED_CODES[2].title,
        "Something that every pack says of itself is not there.",
        "version: 1.0.0",
    ),
    "PK003": Code(
        SHARED_CODES[3].title, "Text, a list or a group of names was expected.", "authors: [Service training]"
    ),
    "PK005": Code(
        SHARED_CODES[5].title, "A pack is in English, in Chinese, or in both.", "languages: [en, zh]"
    ),
    "PK006": Code(
        SHARED_CODES[6].title,
        "Name and version become the name of a folder and of a file, so both have a fixed form.",
        "version: 1.0.0",
    ),
    "PK007": Code(SHARED_CODES[7].title, "Something is there and says nothing.", "languages: [en]"),
    "PK008": Code(
        SHARED_CODES[8].title,
        "A title and a description say which language they are in.",
        "title: {en: Refund calls, zh: 退款来电}",
    ),
    "PK009": Code(
        SHARED_CODES[9].title,
        "The pack says that it is in a language in which its title or description is not.",
        "title: {en: Refund calls, zh: 退款来电}",
    ),
    "PK011": Code(
        SHARED_CODES[11].title, "The list of scenarios names one of them twice.", "scenarios: [refund-01]"
    ),
    "PK013": Code(
        "needs a newer engine",
        "The pack was made for a newer servicesim than the one that reads it.",
        "engine: 0.1.0",
    ),
    "PK014": Code(
        "scenario not in the pack",
        "The pack lists a scenario that is not in its folder `scenarios`.",
        "scenarios: [refund-01]",
    ),
}
"""Every fault that the sheet of a pack can have, beside those of its YAML."""
