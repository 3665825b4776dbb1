"""Owns the shape of a customer in a scenario file: who writes, and in which state they start."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.language import N_, Frozen, Text

CustomerType = Literal[
    "venting",
    "exhausted",
    "rights",
    "expert",
    "commanding",
    "anxious",
    "indecisive",
    "talkative",
    "silent",
    "embarrassed",
    "testing",
    "abusive",
]
Tier = Literal["vip", "main", "regular", "small"]
Loyalty = Literal[
    "monopoly", "inertia", "convenience", "price", "incentive", "latent", "emotional", "service"
]
Churn = Literal["natural", "malicious", "competitive", "fault", "none"]

Amount = int
"""A state of the customer, 0-100."""


class Customer(Frozen):
    """Who writes, and in which state they start (all states 0-100)."""

    name: Text = Field(
        description=N_("How the transcript calls the customer."), examples=["{en: Ms Dawson, zh: 顾女士}"]
    )
    type: CustomerType = Field(
        description=N_("Behaviour of the customer, never a label of the person."), examples=["venting"]
    )
    tier: Tier = Field(
        description=N_("Value tier; changes scope and standards, never respect."), examples=["regular"]
    )
    loyalty: Loyalty = Field(description=N_("What holds this customer."), examples=["price"])
    churn: Churn = Field("none", description=N_("Why this customer might leave."), examples=["fault"])
    heat: Amount = Field(ge=0, le=100, description=N_("How upset they are at the start."), examples=["50"])
    trust: Amount = Field(
        ge=0, le=100, description=N_("How far they trust the company at the start."), examples=["40"]
    )
    patience: Amount = Field(
        ge=0, le=100, description=N_("How long they will go on at the start."), examples=["70"]
    )
    floor: Amount = Field(
        0,
        ge=0,
        le=100,
        description=N_("Heat below which they cannot cool without substance."),
        examples=["50"],
    )
    relationship: float = Field(
        0.0,
        ge=0,
        le=1,
        description=N_("Strength of the relationship; betrayal costs more."),
        examples=["0.2"],
    )
    stay: Amount = Field(
        50, ge=0, le=100, description=N_("Intent to stay before this contact."), examples=["45"]
    )
