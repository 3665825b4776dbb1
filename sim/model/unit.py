"""Owns the units in which something is said to take time, in a scenario file and in a reply alike."""

from __future__ import annotations

from typing import Literal

Unit = Literal["working_days", "days", "hours", "minutes"]
