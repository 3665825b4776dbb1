"""Owns what a trainee may give and say: offers with times, sums and durations; limits, traps, untruths."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.model.language import N_, Frozen, Phrases, Text
from sim.model.unit import Unit


class Slot(Frozen):
    """A time the offer may name: a day and an optional window of hours.

    `day` counts from today (0 today, 1 tomorrow); `from` and `to` are hours,
    24-hour clock. An offer stated with another time is a wrong fact.
    """

    day: int = Field(
        ge=0,
        le=60,
        description=N_("Day of the time, counted from today: 0 is today, 1 tomorrow."),
        examples=["1"],
    )
    from_: float | None = Field(
        None,
        alias="from",
        ge=0,
        le=24,
        description=N_("Hour from which it holds, by the 24-hour clock."),
        examples=["8"],
    )
    to: float | None = Field(
        None, ge=0, le=24, description=N_("Hour until which it holds, by the 24-hour clock."), examples=["12"]
    )


Amount = Annotated[float, Field(ge=0)]
"""Money that is given; never less than none."""


class Offer(Frozen):
    """Something the trainee may do or give.

    `max` is the authority, in the currency of each language (GBP for English,
    CNY for Chinese unless the file says otherwise); beyond it a promise is
    over authority (X07). `care` marks an offer that takes effort off the
    customer (E8), `update` a promise to report back, `fallback` what happens
    if the first plan fails.
    """

    label: Text = Field(
        description=N_("What is offered, in a few words."),
        examples=["{en: A delivery slot tomorrow, zh: 明天送货}"],
    )
    say: Phrases = Field(
        description=N_("Ways to offer it."),
        examples=["{en: [rebook … tomorrow, slot tomorrow], zh: [明天送, 改约明天]}"],
    )
    times: tuple[Slot, ...] = Field(
        (),
        description=N_("Times that may be named; another time is a wrong fact."),
        examples=["[{day: 1, from: 8, to: 12}]"],
    )
    max: dict[str, Amount] = Field(
        default_factory=dict,
        description=N_(
            "The most that may be given, by currency (GBP for English, CNY for Chinese); beyond it "
            "a promise is over authority."
        ),
        examples=["{GBP: 50, CNY: 300}"],
    )
    fixed: dict[str, Amount] = Field(
        default_factory=dict,
        description=N_("Exact amount by currency, where there is one."),
        examples=["{GBP: 25, CNY: 80}"],
    )
    takes: dict[Unit, Annotated[float, Field(ge=1)]] = Field(
        default_factory=dict,
        max_length=1,
        description=N_(
            "How long it takes at most. Who promises it sooner promises too much, who says that it takes "
            "longer is wrong."
        ),
        examples=["{working_days: 5}"],
    )
    owner: Text | None = Field(None, description=N_("Who does it."), examples=["{en: the driver, zh: 司机}"])
    no_exact_hour: bool = Field(
        False,
        description=N_("A clock time for it is beyond authority; only a window may be named."),
        examples=["true"],
    )
    care: bool = Field(False, description=N_("It takes effort off the customer."), examples=["true"])
    update: bool = Field(False, description=N_("It is a promise to report back."), examples=["true"])
    fallback: bool = Field(
        False, description=N_("It is what happens if the first plan fails."), examples=["true"]
    )


class Limit(Frozen):
    """Something that must be told: what cannot be done, a fee, a right, a regulator."""

    kind: Literal["cannot", "fee", "right", "regulator"] = Field(
        description=N_(
            "What has to be told: something that cannot be done, a fee, a right of the customer, "
            "or a regulator."
        ),
        examples=["cannot"],
    )
    label: Text = Field(
        description=N_("The limit, in a few words."),
        examples=["{en: Wages cannot be paid, zh: 误工费赔不了}"],
    )
    say: Phrases = Field(
        description=N_("Ways to say it openly."),
        examples=['{en: ["can\'t … wages", no authority … wages], zh: [误工费…赔不了, 没权…误工]}'],
    )


class Forbidden(Frozen):
    """A promise or an act outside the trainee's authority."""

    label: Text = Field(
        description=N_("The promise or act that is outside the trainee's authority."),
        examples=["{en: Promising to pay wages, zh: 答应赔误工费}"],
    )
    say: Phrases = Field(
        description=N_("Ways to promise or do it, as plain affirmatives."),
        examples=["{en: [pay|cover wages], zh: [给您赔误工费]}"],
    )
    code: Literal["X03", "X07", "X13", "X16", "X17", "X19", "X26", "X27"] = Field(
        "X07", description=N_("The deduction of the rubric that it counts as."), examples=["X07"]
    )
    red_line: bool = Field(
        False, description=N_("It ends the conversation and goes to a trainer."), examples=["true"]
    )


class FalseClaim(Frozen):
    """A plausible untrue statement, with ways to say it (X26)."""

    label: Text = Field(
        description=N_("The untrue statement, in a few words."),
        examples=["{en: Nobody was home, zh: 家里没人}"],
    )
    say: Phrases = Field(
        description=N_("Ways to state it."),
        examples=["{en: [nobody was home, you were out], zh: [家里没人, 您不在家]}"],
    )
    severe: bool = Field(
        False, description=N_("Stating it leaves the dimension at level 0."), examples=["true"]
    )
