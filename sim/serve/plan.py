"""Owns what a server is asked to do, checked: addresses, limits, whom it believes. Reads no file."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sim.errors import N_, Usage
from sim.model.language import Lang

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")

MOST_SESSIONS = 500
"""Sessions at most: a machine of 24 GB holds about that many; more belong on a second machine."""


@dataclass(frozen=True)
class Plan:
    """What one server does. `idle` and `grace` are seconds; `origin` is empty until the port is known.

    `proxies` are the addresses whose `X-Forwarded-For`, and `proxy_header` if there is one, are believed.
    """

    host: str
    port: int
    origin: str
    sessions: int
    idle: float
    grace: float
    lang: Lang | None = None
    proxy_header: str = ""
    proxies: tuple[Network, ...] = ()
    user: str = ""

    @property
    def secure(self) -> bool:
        """Whether browsers reach it over https."""
        return self.origin.startswith("https://")

    def believes(self, peer: str) -> bool:
        """Say whether what the machine at `peer` tells of others is believed."""
        address = address_of(peer)
        return address is not None and any(address in network for network in self.proxies)


def made_plan(
    *,
    host: str,
    port: int,
    url: str,
    sessions: int,
    idle: float,
    grace: float,
    lang: Lang | None,
    proxy_header: str,
    proxy_from: tuple[str, ...],
    user: str,
) -> Plan:
    """Return a checked plan; `idle` is in minutes, `grace` in seconds. Raises Usage."""
    if not url and not is_loopback(host):
        raise Usage(
            N_("{host} is no address of this machine alone: say with --url how browsers reach it"), host=host
        )
    if not 1 <= sessions <= MOST_SESSIONS:
        raise Usage(N_("a server holds from 1 to {most} sessions"), most=MOST_SESSIONS)
    if idle <= 0 or grace < 0:
        raise Usage(N_("--idle is more than nothing, and --grace not less"))
    if proxy_header and not proxy_from:
        raise Usage(N_("--proxy-header needs --proxy-from: whoever else sent that header could be anybody"))
    if proxy_header and not _HEADER.fullmatch(proxy_header):
        raise Usage(N_("'{name}' is no name of a header"), name=proxy_header)
    return Plan(
        host=host,
        port=port,
        origin=origin_of(url) if url else "",
        sessions=sessions,
        idle=idle * 60,
        grace=grace,
        lang=lang,
        proxy_header=proxy_header,
        proxies=tuple(_network(text) for text in proxy_from),
        user=user,
    )


def origin_of(url: str) -> str:
    """Return scheme, host and port of a public address. Raises Usage for anything more or less."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Usage(N_("'{url}' is no address"), url=url) from None
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise Usage(N_("'{url}' is no address such as https://practice.example.org"), url=url)
    if parts.path not in ("", "/"):
        raise Usage(N_("a server answers at the top of its address; give --url without a path"))
    usual = {"http": 80, "https": 443}[parts.scheme]
    try:
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.encode("idna").decode()
    except UnicodeError:
        raise Usage(N_("'{name}' is no name of a machine"), name=parts.hostname) from None
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach `host`."""
    address = address_of(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def address_of(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return an IP address, an IPv4 one behind `::ffff:` as itself, or None for what is none."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        raise Usage(N_("'{text}' is no address of a machine or network"), text=text) from None
