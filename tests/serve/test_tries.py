"""Tests how failed tries are counted."""

from __future__ import annotations

from serve_kit import Clock

from sim.serve import tries
from sim.serve.tries import FAILURES, WINDOW, Tries


def test_too_many_failures_wait_for_the_oldest_to_be_forgotten() -> None:
    """Ten failures block an address until ten minutes after the first; fewer do not."""
    clock = Clock()
    counted = Tries(clock)
    for _ in range(FAILURES - 1):
        counted.fail("192.0.2.1")
        clock.now += 1
    assert counted.wait("192.0.2.1") == 0
    counted.fail("192.0.2.1")
    assert counted.wait("192.0.2.1") == WINDOW - (FAILURES - 1)
    assert counted.wait("192.0.2.2") == 0
    clock.now += WINDOW - FAILURES + 1
    assert counted.wait("192.0.2.1") == 0


def test_an_ipv6_network_counts_as_one() -> None:
    """Who has a /64 has all its addresses; the next network is somebody else."""
    counted = Tries(Clock())
    for number in range(FAILURES):
        counted.fail(f"2001:db8::{number}")
    assert counted.wait("2001:db8::ffff") > 0
    assert counted.wait("2001:db8:0:1::") == 0


def test_a_flood_of_addresses_fills_no_memory() -> None:
    """The oldest addresses are forgotten first."""
    counted = Tries(Clock())
    for number in range(tries.KEPT + 5):
        counted.fail(str(number))
    assert len(counted._failed) == tries.KEPT
