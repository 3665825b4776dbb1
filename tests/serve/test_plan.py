"""Tests what a server may be asked to do."""

from __future__ import annotations

from typing import Any

import pytest
from serve_kit import plan

from sim.errors import NotFound, Usage
from sim.serve.privileges import check_user


@pytest.mark.parametrize(
    "options",
    [
        {"host": "0.0.0.0"},  # noqa: S104 - that is what is refused
        {"url": "practice.example.org"},
        {"url": "ftp://practice.example.org"},
        {"url": "https://practice.example.org/path"},
        {"url": "https://practice.example.org/?a=b"},
        {"url": "https://user@practice.example.org"},
        {"url": "https://practice.example.org:port"},
        {"url": "https://practice..example.org"},
        {"sessions": 0},
        {"sessions": 100_000},
        {"idle": 0},
        {"grace": -1},
        {"proxy_header": "X-Remote-User"},
        {"proxy_header": "a b", "proxy_from": ("127.0.0.1",)},
        {"proxy_from": ("localhost",)},
        {"proxy_from": ("10.0.0.1/8",)},
    ],
)
def test_what_cannot_be_meant_is_refused(options: dict[str, Any]) -> None:
    """An address others reach needs a name, a proxy's header a proxy, and every figure some sense."""
    with pytest.raises(Usage):
        plan(**options)


@pytest.mark.parametrize(
    ("url", "origin", "secure"),
    [
        ("https://Practice.Example.org/", "https://practice.example.org", True),
        ("https://practice.example.org:443", "https://practice.example.org", True),
        ("https://practice.example.org:8443", "https://practice.example.org:8443", True),
        ("https://练习.example.org", "https://xn--vjq929i.example.org", True),
        ("http://[::1]:8017", "http://[::1]:8017", False),
    ],
)
def test_an_address_is_kept_as_browsers_write_it(url: str, origin: str, secure: bool) -> None:
    """Letters are small and the usual port is left out, so that it can be compared with what browsers say."""
    made = plan(url=url)
    assert (made.origin, made.secure) == (origin, secure)


def test_only_named_machines_are_believed() -> None:
    """A proxy is a machine or a network; an IPv4 address in IPv6's clothes is that address."""
    made = plan(proxy_from=("10.1.0.0/16", "fd00::5"))
    for peer, believed in (
        ("10.1.2.3", True), ("::ffff:10.1.2.3", True), ("fd00::5", True), ("fd00::5%eth0", True),
        ("10.2.2.3", False), ("fd00::6", False), ("", False), ("unix:", False),
    ):  # fmt: skip
        assert made.believes(peer) is believed, peer
    assert not plan().believes("127.0.0.1")


def test_a_user_must_be_there() -> None:
    """A name that this machine does not know is said so."""
    with pytest.raises(NotFound, match="user of this machine"):
        check_user("nobody-of-that-name")
