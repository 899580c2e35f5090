"""Who may be connected to the preview at once: as many as there are handles for, and never the silent alone.

Browsers open connections ahead and keep them, extensions and programs that test forget theirs. So whoever comes while
all places are taken gets that of the connection that has said nothing for the longest.
"""

from __future__ import annotations

import resource
from typing import Any

from tornado.http1connection import HTTP1ServerConnection
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPConnection, HTTPMessageDelegate
from tornado.iostream import IOStream

MOST_CONNECTIONS = 512
"""So many at once, and as many sockets of each kind, where the system gives handles enough."""

_HANDLES = 8
"""For each place: the connection, the file that it gets, two sockets; the rest is for what builds and watches."""


class Seats:
    """How many may be connected, and who of them has not said what they want, the longest silent first."""

    def __init__(self, most: int) -> None:
        """Begin with so many places, all of them free."""
        self.most = most
        self._silent: dict[object, IOStream] = {}

    def await_request(self, connection: object, stream: IOStream) -> None:
        """Take note that nothing is asked yet, or any more."""
        self._silent.pop(connection, None)
        self._silent[connection] = stream

    def end_waiting(self, connection: object) -> None:
        """Take note that something was asked: until it is answered, the place is theirs. Or that they are gone."""
        self._silent.pop(connection, None)

    def hang_up(self) -> bool:
        """Hang up on who has been silent the longest; False if nobody is silent."""
        silent = next(iter(self._silent), None)
        if silent is not None:
            self._silent.pop(silent).close()
        return silent is not None


def make_seats() -> Seats:
    """As many as there can be, after asking the system for as many handles as that takes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS * _HANDLES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return Seats(MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, soft // _HANDLES))


class PreviewServer(HTTPServer):
    """A server that keeps to its places."""

    def initialize(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's own
        """Take them, as `places`, and what tornado knows."""
        self._seats: Seats = kwargs.pop("seats")
        super().initialize(*args, **kwargs)

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Give whoever comes a place, or hang up where all others are being answered."""
        if len(self._connections) < self._seats.most or self._seats.hang_up():
            super().handle_stream(stream, address)
        else:
            stream.close()

    def start_request(self, server_conn: object, request_conn: HTTPConnection) -> HTTPMessageDelegate:
        """Wait for what is asked: tornado does so when somebody comes, and after each answer."""
        if isinstance(server_conn, HTTP1ServerConnection):
            self._seats.await_request(server_conn, server_conn.stream)
        return super().start_request(server_conn, request_conn)

    def on_close(self, server_conn: object) -> None:
        """Let somebody go."""
        self._seats.end_waiting(server_conn)
        super().on_close(server_conn)
