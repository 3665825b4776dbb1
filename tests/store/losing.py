"""Owns a way to a PostgreSQL server that loses an answer: what was committed is kept, and nobody is told."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit


class Losing:
    """Passes everything on both ways until it is told to lose the answer to the next COMMIT."""

    def __init__(self, address: str) -> None:
        """Listen on a port of this machine in front of the server whose socket stands in `address`."""
        self._parts = urlsplit(address)
        self._server = f"{parse_qs(self._parts.query)['host'][0]}/.s.PGSQL.5432"
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.losing = False
        self.lost = 0

    @property
    def address(self) -> str:
        """The address of the same database through here, with a password that nobody may see."""
        port = self._listening.getsockname()[1]
        return self._parts._replace(netloc=f"postgres:sesame@127.0.0.1:{port}", query="").geturl()

    def serve(self) -> None:
        """Take connections until this is closed."""
        with contextlib.suppress(OSError):
            while True:
                client, _peer = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                for job in (self._ask, self._answer):
                    threading.Thread(target=job, args=(client, server), daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while asked := client.recv(65536):
                if self.losing and b"COMMIT" in asked:
                    self.losing = False
                    self.lost += 1
                server.sendall(asked)
        _hang_up(server)

    def _answer(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while (answer := server.recv(65536)) and not (self.lost and b"COMMIT" in answer):
                client.sendall(answer)
        self.lost = 0
        _hang_up(client)
        _hang_up(server)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextlib.contextmanager
def losing(address: str) -> Iterator[Losing]:
    """Give such a way; it is closed afterwards."""
    way = Losing(address)
    thread = threading.Thread(target=way.serve, daemon=True)
    thread.start()
    try:
        yield way
    finally:
        way.close()
        thread.join()
