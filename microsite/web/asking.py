"""One address asked for on the web: a bounded answer, redirects told and not followed unseen."""

from __future__ import annotations

import email.message
import http.client
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from functools import partial
from typing import IO, Any
from urllib.parse import quote, urljoin, urlsplit

import microsite
from microsite.values.named import NamedTuple

AGENT = f"microsite/{microsite.__version__} (verify)"
TIMEOUT = 10.0
"""Seconds in which something must have come."""

_WHOLE = 12
"""So many times as long may all of an answer take, however little of it comes at a time."""

_HOPS = 10
_LASTING = frozenset({301, 308})
_MOVED = frozenset({301, 302, 303, 307, 308})
_SAFE = "!#$%&'()*+,/:;=?@[]~"


class Reply(NamedTuple):
    """What came of an address: a status, 0 if nobody answers, and then `fault` says why.

    `url` is where redirects have led, and `has_moved` is true if all of them are for good. `wait` is for how many
    seconds the server asks not to be asked again. `data` is what it sent, cut at a bound.
    """

    status: int
    url: str
    fault: str = ""
    has_moved: bool = False
    wait: float = 0.0
    type: str = ""
    size: int = -1
    data: bytes = b""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Lets redirects come back as answers."""

    def redirect_request(  # the signature is that of urllib
        self,
        req: urllib.request.Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: http.client.HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        """Nothing, so that the redirect itself is the answer."""
        return


class _Connection(http.client.HTTPConnection):
    """A connection that notes its socket, so that it can be cut."""

    def __init__(self, sockets: list[socket.socket], host: str, **more: Any) -> None:  # noqa: ANN401 (those of urllib)
        super().__init__(host, **more)
        self._sockets = sockets

    def connect(self) -> None:
        """Connect, and note it."""
        super().connect()
        self._sockets.append(self.sock)


class _SecureConnection(_Connection, http.client.HTTPSConnection):
    """The same for HTTPS."""


class _Cuttable(urllib.request.HTTPSHandler, urllib.request.HTTPHandler):
    """Opens addresses by connections that are noted."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        super().__init__(context=_CONTEXT)
        self._sockets = sockets

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open an address."""
        return self.do_open(partial(_Connection, self._sockets), req)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open an address."""
        return self.do_open(partial(_SecureConnection, self._sockets), req, context=_CONTEXT)


_CONTEXT = ssl.create_default_context()


def ask(url: str, method: str = "GET", bound: int = 0, timeout: float = TIMEOUT) -> Reply:
    """What an address answers after its redirects; so many bytes of it as `bound` says. Never raises."""
    here, is_lasting = url, True
    for _ in range(_HOPS):
        answer = ask_once(here, method, bound, timeout)
        if answer.status not in _MOVED or not answer.url or answer.url == here:
            return answer._replace(url=here, has_moved=is_lasting and here != url)
        is_lasting = is_lasting and answer.status in _LASTING
        here = answer.url
    return Reply(0, here, "it leads on and on")


def ask_once(url: str, method: str = "GET", bound: int = 0, timeout: float = TIMEOUT) -> Reply:
    """What an address answers, asked and read as by `ask`; of a redirect `url` is where it leads."""
    sockets = list[socket.socket]()
    watch = threading.Timer(timeout * _WHOLE, _cut, [sockets])
    watch.daemon = True
    begun = time.monotonic()
    watch.start()
    try:
        reply = _ask_once(url, method, bound, timeout, sockets)
    finally:
        watch.cancel()
    is_cut = time.monotonic() - begun >= timeout * _WHOLE
    return Reply(0, url, "not all of it came in time") if is_cut else reply


def _cut(sockets: list[socket.socket]) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


def _ask_once(url: str, method: str, bound: int, timeout: float, sockets: list[socket.socket]) -> Reply:
    opener = urllib.request.build_opener(_Stay, _Cuttable(sockets))
    try:
        request = urllib.request.Request(_written(url), method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})  # noqa: S310
        if request.type not in {"http", "https"}:
            return Reply(0, url, "it is no address of the web")
        try:
            with opener.open(request, timeout=timeout) as reply:
                return _read(url, reply.status, reply.headers, reply.read(bound) if bound else b"")
        except urllib.error.HTTPError as error:
            with error:
                return _read(url, error.code, error.headers, b"")
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Reply(0, url, _explain(error))


def _read(url: str, status: int, headers: email.message.Message, data: bytes) -> Reply:
    there = urljoin(url, headers.get("Location", "")) if status in _MOVED else url
    size, wait = headers.get("Content-Length", ""), headers.get("Retry-After", "")
    return Reply(
        status,
        there,
        wait=float(wait) if wait.isascii() and wait.isdigit() and len(wait) < 6 else 0.0,
        type=headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        size=int(size) if size.isascii() and size.isdigit() else -1,
        data=data,
    )


def _written(url: str) -> str:
    """An address as it is sent: letters of all scripts in the form that servers read."""
    parts = urlsplit(url.partition("#")[0])
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return parts._replace(netloc=host, path=quote(parts.path, _SAFE), query=quote(parts.query, _SAFE)).geturl()


def _explain(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, socket.gaierror):
        return "no such host is known"
    if isinstance(reason, TimeoutError):
        return "nothing came in time"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted ({reason.verify_message})"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror[:1].lower() + reason.strerror[1:]
    return "what came was not understood"
