"""Owns what a pack says of itself: its name, version, languages, licence and what it needs.

Never reads a file and never knows where a pack lies.
"""

from __future__ import annotations

from pydantic import Field

from sim.model.language import Frozen, Lang, Text


class PackInfo(Frozen):
    """The sheet `pack.yaml` at the top of a pack."""

    name: str = Field(
        pattern=r"^[a-z][a-z0-9-]*$",
        description="What the pack is called on the command line; it never changes.",
        examples=["refund-calls"],
    )
    version: str = Field(
        description="Three numbers; raised whenever the pack is given to others again.",
        examples=["1.0.0"],
    )
    title: Text = Field(
        description="What people read, in each of the pack's languages.",
        examples=["{en: Refund calls, zh: 退款来电}"],
    )
    languages: tuple[Lang, ...] = Field(
        min_length=1, description="In which languages it can be played.", examples=["[en, zh]"]
    )
    licence: str = Field(
        min_length=1,
        description="What others may do with it: a short name such as CC-BY-4.0, or a sentence.",
        examples=["CC-BY-4.0"],
    )
    engine: str = Field(description="The oldest version of servicesim that can play it.", examples=["0.1.0"])
    description: Text | None = Field(
        None,
        description="Whom it is for, in a sentence or two.",
        examples=["{en: Calls about late refunds., zh: 退款迟迟不到的来电。}"],
    )
    authors: tuple[str, ...] = Field((), description="Who wrote it.", examples=["[Service training]"])
    scenarios: tuple[str, ...] = Field(
        (),
        description="Ids that must be in it, so that none gets lost; left out, whatever is in the folder.",
        examples=["[refund-01]"],
    )
