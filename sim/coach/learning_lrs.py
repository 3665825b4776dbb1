"""Owns speaking to a learning record store: one request at a time, over HTTPS, with what xAPI 1.0.3 asks for.

Follows no redirect, so that neither statements nor the secret ever reach another host. Knows no queue.
"""

from __future__ import annotations

import base64
import ipaddress
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import quote, urlsplit

from sim.errors import ServicesimError, Usage
from sim.locale import translator

VERSION = "1.0.3"
"""What every request says it speaks; statements carry no version themselves, as the specification asks."""

TIMEOUT = 30.0
"""Seconds without a byte after which a record store counts as unreachable."""

LARGEST = 1_000_000
"""Bytes that are read of an answer; the ids of a full batch take some 2,000."""


class Unreachable(Exception):
    """No answer came; the words say why. Nothing is known of what arrived."""


@dataclass(frozen=True)
class Answer:
    """What came back. `wait` are the seconds that the other side asks to be left alone, None for no word."""

    status: int
    body: str
    wait: float | None = None


class RecordStore:
    """One learning record store, by its address; `key` and `secret` may both be empty."""

    def __init__(self, address: str, key: str = "", secret: str = "", lang: str = "en") -> None:
        """Check the address; nothing is sent yet. Raises Usage, in `lang`, for one not safe to use."""
        self._lang = lang
        self.address = self._checked(address)
        if bool(key) != bool(secret) or ":" in key:
            _ = translator(lang)
            raise Usage(_("SERVICESIM_LRS_KEY and SERVICESIM_LRS_SECRET go together; a key has no colon"))
        self._headers = {
            "X-Experience-API-Version": VERSION,
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        if key:
            pair = base64.b64encode(f"{key}:{secret}".encode()).decode("ascii")
            self._headers["Authorization"] = f"Basic {pair}"
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if _is_loopback(urlsplit(self.address).hostname or ""):
            handlers.append(urllib.request.ProxyHandler({}))  # a proxy would read what is not encrypted
        self._opener = urllib.request.build_opener(*handlers)

    def _checked(self, address: str) -> str:
        _ = translator(self._lang)
        try:
            parts = urlsplit(address.strip())
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            raise Usage(_("{address} is no address").format(address=address)) from None
        if parts.scheme not in ("http", "https") or not host:
            raise Usage(_("{address} is no address").format(address=address))
        if parts.username is not None or parts.query or parts.fragment:
            raise Usage(_("the address of a record store has no name, password, ? or # in it"))
        if parts.scheme == "http" and not _is_loopback(host):
            said = _("{address} is not encrypted: a record store is reached over https")
            raise Usage(said.format(address=address))
        return address.strip().rstrip("/")

    def post(self, statements: Sequence[str]) -> Answer:
        """Send statements, each one JSON, in one request. Raises Unreachable."""
        body = f"[{','.join(statements)}]".encode()
        return self._ask(urllib.request.Request(f"{self.address}/statements", body, self._headers))  # noqa: S310

    def get(self, statement_id: str) -> dict[str, Any] | None:
        """Return the statement that is kept under an id, None where it is not shown. Raises Unreachable."""
        address = f"{self.address}/statements?statementId={quote(statement_id)}"
        answer = self._ask(urllib.request.Request(address, headers=self._headers))  # noqa: S310
        if answer.status != 200:
            return None
        try:
            held = json.loads(answer.body)
        except ValueError:
            return None
        if isinstance(held, dict) and isinstance(held.get("statements"), list):
            held = next(iter(held["statements"]), None)
        return held if isinstance(held, dict) else None

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return Answer(response.status, response.read(LARGEST).decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, _place(error) or _text(error), _wait(error.headers))
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise Unreachable(str(reason) or type(error).__name__) from error


class Misplaced(ServicesimError):
    """What stands at the address is no record store, or lets us not in; the statements are not to blame."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_options: object) -> None:
        """Follow nothing: a POST would be repeated as a GET, the secret handed to whoever is named."""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _text(response: IO[bytes]) -> str:
    """Return what an answer that is no success says, as far as it can be read."""
    try:
        return response.read(LARGEST).decode("utf-8", "replace")
    except (OSError, HTTPException, ValueError):
        return ""


def _place(error: urllib.error.HTTPError) -> str:
    """Return where an answer points to, if it does."""
    return str(error.headers.get("Location", "")) if 300 <= error.code < 400 else ""


def _wait(headers: Message) -> float | None:
    """Return the seconds that `Retry-After` asks for, given in seconds or as a date; None for neither."""
    said = str(headers.get("Retry-After", "")).strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
