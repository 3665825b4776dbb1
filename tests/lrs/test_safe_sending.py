"""Where statements may go: to one record store alone, encrypted, let in, and only when somebody says so."""

from __future__ import annotations

import socket

import pytest
from lrs_kit import Clock, Faulty, many, outbox, refusing, sender

from sim.coach import Coach
from sim.coach.learning import Learning
from sim.coach.learning_lrs import Misplaced, RecordStore
from sim.errors import Usage


@pytest.mark.parametrize("status", [401, 403, 404, 405, 415])
def test_what_is_wrong_with_us_blames_no_statement(coach: Coach, faulty: Faulty, status: int) -> None:
    """Wrong credentials or a wrong address are an error; everything waits and goes when that is mended."""
    many(coach, 2)
    faulty.answer = lambda _path, _sent: (status, {}, "no")
    with pytest.raises(Misplaced, match=f"{status} no"):
        sender(coach, faulty.address, Clock()).send()
    assert outbox(coach) == (2, 0, 0)
    faulty.answer = refusing(set())
    assert sender(coach, faulty.address, Clock()).send().arrived == 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(coach: Coach, faulty: Faulty, status: int) -> None:
    """Another place gets neither statements nor the secret; the error names it, and everything waits."""
    many(coach, 1)
    other = Faulty()
    server = other.serve()
    faulty.answer = lambda _path, _sent: (status, {"Location": f"{other.address}/statements"}, "")
    with pytest.raises(Misplaced, match=other.address):
        sender(coach, faulty.address, Clock()).send()
    server.shutdown()
    server.server_close()
    assert other.asked == []
    assert outbox(coach) == (1, 0, 0)


@pytest.mark.parametrize("body", ["<html>Welcome!</html>", "", '{"ok": true}'])
def test_a_page_that_says_yes_to_everything_is_no_record_store(
    coach: Coach, faulty: Faulty, body: str
) -> None:
    """200 counts only with the list of ids that a record store gives."""
    ids = many(coach, 1)
    faulty.answer = lambda _path, _sent: (200, {}, body)
    with pytest.raises(Misplaced, match="not as a record store"):
        sender(coach, faulty.address, Clock()).send()
    assert outbox(coach) == (1, 0, 0)
    faulty.answer = lambda _path, _sent: (200, {}, f'["{ids[0]}"]')
    assert sender(coach, faulty.address, Clock()).send().arrived == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://lrs.example.com/xapi",
        "http://127.0.0.1.example.com/xapi",
        "https://desk:geheim@lrs.example.com/xapi",
        "https://lrs.example.com/xapi?key=1",
        "file:///etc/passwd",
        "lrs.example.com",
        "https://",
        "http://[::1/xapi",
        "",
    ],
)
def test_only_a_safe_address_is_sent_to(address: str) -> None:
    """Without encryption only this very machine is spoken to; no secret stands in an address."""
    with pytest.raises(Usage):
        RecordStore(address)


def test_addresses_that_are_safe() -> None:
    """HTTPS anywhere, HTTP on this machine; a slash at the end makes no difference."""
    for address in ("https://lrs.example.com/xapi/", "http://localhost:8100/xapi", "http://[::1]:8100/xapi"):
        assert RecordStore(address).address == address.rstrip("/")


@pytest.mark.parametrize(("key", "secret"), [("desk", ""), ("", "geheim"), ("de:sk", "geheim")])
def test_half_a_credential_is_none(key: str, secret: str) -> None:
    """Key and secret go together, and a colon would end the key early."""
    with pytest.raises(Usage, match="SERVICESIM_LRS_KEY"):
        RecordStore("https://lrs.example.com", key, secret)


def test_a_loopback_address_goes_through_no_proxy(
    coach: Coach, faulty: Faulty, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy of the environment would read what is not encrypted; it is not asked."""
    many(coach, 1)
    proxy = Faulty()
    server = proxy.serve()
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, proxy.address)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert sender(coach, faulty.address, Clock()).send().arrived == 1
    server.shutdown()
    server.server_close()
    assert proxy.asked == []


def test_nothing_is_sent_unless_asked(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    """Playing, telling and queueing open no connection, even with a record store in the environment."""
    opened: list[object] = []

    def connect(_socket: object, address: object) -> None:
        opened.append(address)
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setenv("SERVICESIM_LRS", "https://lrs.example.com/xapi")
    seat = coach.start("complaint-01", lang="en", who="Ann", only="opening")
    seat.reply("Sorry.")
    assert Learning(coach).queue([coach.store.attempt(seat.attempt)]) == 4
    assert opened == []
