"""Owns the shape of a condition in a scenario file.

Whether one holds is decided by `sim.play.conditions`.
"""

from __future__ import annotations

from pydantic import Field

from sim.model.language import N_, Frozen


class Band(Frozen):
    """Bounds on a state of the customer: `below` is exclusive, `at_least` inclusive."""

    below: int | None = Field(
        None, ge=0, le=101, description=N_("The number lies below this one."), examples=["60"]
    )
    at_least: int | None = Field(
        None, ge=0, le=100, description=N_("The number is this one or higher."), examples=["40"]
    )

    def holds(self, value: float) -> bool:
        """Say whether `value` lies inside the band."""
        return (self.below is None or value < self.below) and (
            self.at_least is None or value >= self.at_least
        )


class When(Frozen):
    """A structured condition; every part given must hold. Never code, never a pattern.

    A reply moves heat, trust, patience and resolution after its branch is chosen and before the customer
    writes: a branch is held against the state before it, a wording and a trigger against the state after.
    What the reply said, met and promised counts in all three.
    """

    met: tuple[str, ...] = Field((), description=N_("Key points all met so far."), examples=["[slot]"])
    not_met: tuple[str, ...] = Field(
        (), description=N_("Key points none of which is met so far."), examples=["[slot]"]
    )
    said: tuple[str, ...] = Field(
        (), description=N_("Facts (`offer.slot`) all stated in this reply."), examples=["[offer.slot]"]
    )
    said_any: tuple[str, ...] = Field(
        (),
        description=N_("Facts at least one of which is stated in this reply."),
        examples=["[offer.slot, offer.confirm]"],
    )
    told: tuple[str, ...] = Field(
        (), description=N_("Facts all stated in any reply so far."), examples=["[offer.slot]"]
    )
    not_told: tuple[str, ...] = Field(
        (), description=N_("Facts none of which was stated so far."), examples=["[offer.slot]"]
    )
    asked: tuple[str, ...] = Field(
        (), description=N_("Questions all asked in this reply."), examples=["[ask.tonight]"]
    )
    any: tuple[str, ...] = Field(
        (), description=N_("Indicator or anti-pattern ids, at least one found."), examples=["[X01, E3]"]
    )
    none: tuple[str, ...] = Field(
        (), description=N_("Indicator or anti-pattern ids, none found."), examples=["[X01, E3]"]
    )
    promised: tuple[str, ...] = Field(
        (),
        description=N_("Forbidden promises of which one was made and not taken back."),
        examples=["[wages]"],
    )
    quality: Band | None = Field(
        None, description=N_("Quality of the reply, 0-100."), examples=["{at_least: 45}"]
    )
    heat: Band | None = Field(
        None,
        description=N_(
            "How upset the customer is, 0-100: in a branch before this reply, in a wording or a trigger "
            "after it."
        ),
        examples=["{at_least: 60}"],
    )
    trust: Band | None = Field(
        None,
        description=N_(
            "How far the customer trusts the company, 0-100: in a branch before this reply, in a wording or "
            "a trigger after it."
        ),
        examples=["{below: 30}"],
    )
    patience: Band | None = Field(
        None,
        description=N_(
            "How much patience is left, 0-100: in a branch before this reply, in a wording or a trigger "
            "after it."
        ),
        examples=["{below: 20}"],
    )
    resolution: Band | None = Field(
        None,
        description=N_(
            "How much of what was needed is settled, 0-100, the weights of the key points met: in a branch "
            "before this reply, in a wording or a trigger after it."
        ),
        examples=["{at_least: 75}"],
    )
