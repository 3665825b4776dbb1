"""Plays a scenario with simulated trainees of stated skill, before a trainee meets it.

Deterministic by seed, whatever the number of processes. No figure of it is ever called a person's.
"""

from sim.workshop.simulate.given import Given, read_given
from sim.workshop.simulate.measures import compare, measure
from sim.workshop.simulate.run import Order, play_all

__all__ = ["Given", "Order", "compare", "measure", "play_all", "read_given"]
