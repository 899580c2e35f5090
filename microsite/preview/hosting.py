"""What the preview answers on this machine: the files of a folder, and livereload's script and socket.

It answers to its own name alone, and to its own pages: any web page that somebody has open can send requests here, and
give its own name this machine's address. Whoever is slow, or says what nobody understands, is hung up on.
"""

from __future__ import annotations

import json
import os
import re
from asyncio import Future, get_running_loop
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import unquote

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import LiveScriptInjector
from tornado.httputil import HTTPOutputError, HTTPServerRequest
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketClosedError

from microsite.files.disk import UsageError
from microsite.files.ownership import is_inside
from microsite.preview.answers import Answer, answer_nothing, forget, set_headers
from microsite.preview.names import Listening
from microsite.preview.overlay import Asset, Board, DeskAnswer, Findings, News, WordsAnswer
from microsite.preview.seats import PreviewServer, Seats, make_seats

if TYPE_CHECKING:
    from tornado.http1connection import HTTP1Connection

NO_PAGE = b"""<!DOCTYPE html>
<html lang="en"><head><title>Not found</title></head>
<body><p>The site has no such page, and no 404.html to say so: see what the terminal tells.</p></body></html>
"""
"""The answer to unknown addresses where the site has none. livereload puts its script before `</head>`."""

PORTS = range(1, 1 << 16)

PATIENCE = 10.0
"""How many seconds a request may take to arrive, and a piece of an answer to be taken."""

MOST_OF_A_HEAD, MOST_OF_A_BODY, MOST_OF_A_MESSAGE = 1 << 16, 1 << 10, 1 << 14
"""Bytes. Pages ask without a body; messages on the socket name the address of a page."""

_VISIBLE = ".well-known"
"""The one folder with a dot that a site may publish (RFC 8615)."""


def listen(directory: Path, names: Listening, answer: Answer = answer_nothing, *, patience: float = PATIENCE) -> Board:
    """Serve the directory, and below `/_/` the pages that `answer` gives, from the running loop.

    Not through `livereload.Server`, which trusts whoever asks, polls the disk and reloads of its own accord. Raises
    `UsageError` if the port cannot be had.
    """
    host, port = names
    if port not in PORTS:  # the system would take another one, without a word
        message = f"there is no port {port}"
        raise UsageError(message, f"choose one from {PORTS[0]} to {PORTS[-1]} with --port")
    board, seats = Board(), make_seats()
    server = PreviewServer(
        _Application(directory, names, (patience, seats), (board, answer)),
        seats=seats,
        max_header_size=MOST_OF_A_HEAD,
        max_body_size=MOST_OF_A_BODY,
        idle_connection_timeout=patience,
        body_timeout=patience,
    )
    try:
        server.listen(port, host)
    except OSError as error:
        message = f"the preview cannot be served at {host}:{port}: {error.strerror}"
        hint = "end what listens there, perhaps another preview, or choose another port with --port"
        raise UsageError(message, hint) from error
    return board


def reload_pages() -> None:
    """Tell all open pages to reload."""
    for page in LiveReloadHandler.waiters.copy():
        page.send_message({"command": "reload", "path": "*", "liveCSS": True, "liveImg": True})


class _Application(Application):
    """What answers which request."""

    def __init__(
        self, directory: Path, names: Listening, limits: tuple[float, Seats], own: tuple[Board, Answer]
    ) -> None:
        (patience, seats), (board, answer) = limits, own

        class Injector(LiveScriptInjector):  # type: ignore[misc]  # livereload ships no types
            """Scripts of its own origin: pages may allow no others (Content-Security-Policy)."""

            @property
            def script(self) -> bytes:
                return f'<script src="/livereload.js?port={names.port}"></script>{board.script}'.encode()

        self._names, self._seats = names, seats
        super().__init__(
            [
                ("/livereload", _Socket),
                (r"/livereload\.js", _Script),
                ("/_/news", News),
                (r"/_/findings\.json", Findings, {"board": board}),
                (r"/_/((?:overlay|beside|swap|desk)\.(?:css|js))", Asset),
                (r"/_/words\.json", WordsAnswer),
                ("/_/(.*)", DeskAnswer, {"answer": answer}),
                ("(.*)", _SiteHandler, {"path": str(directory), "default_filename": "index.html"}),
            ],
            transforms=[Injector],
            patience=patience,
            seats=seats,
            websocket_max_message_size=MOST_OF_A_MESSAGE,
            websocket_ping_interval=3 * PATIENCE,
        )

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:  # noqa: ANN401 (tornado's own)
        """What answers: nothing that the site has, unless one of its own pages asks, or somebody who types.

        The name that is asked for is not ours if a page of others gave its own name our address. Browsers tell whose
        page it is that opens a socket, or reads what it fetches.
        """
        self._seats.end_waiting(request.server_connection)
        if not self._names.is_host(request.headers.get("Host", "")):
            return self.get_handler_delegate(request, _Refusal, {"status": 421})
        origin = request.headers.get("Origin")
        if origin is not None and not self._names.is_origin(origin):
            return self.get_handler_delegate(request, _Refusal, {"status": 403})
        return super().find_handler(request, **kwargs)


class _Refusal(RequestHandler):
    """A status, and nothing else."""

    def initialize(self, status: int) -> None:
        self._status = status

    def prepare(self) -> None:
        raise HTTPError(self._status)

    def write_error(self, status_code: int, **_: object) -> None:  # noqa: ARG002 - tornado has set it
        self.finish()


# ---- the socket -------------------------------------------------------------------------------------------------


class _Socket(LiveReloadHandler):  # type: ignore[misc]
    """The other end of the script in a page."""

    opened: ClassVar[set[_Socket]] = set()

    def open(self, *_: str, **__: str) -> None:
        if len(_Socket.opened) >= self.settings["seats"].most:
            self.close()
        _Socket.opened.add(self)

    def on_close(self) -> None:
        _Socket.opened.discard(self)
        super().on_close()

    def on_message(self, message: str | bytes) -> None:
        if _is_message(message):
            super().on_message(message)
        else:
            self.close()

    def send_message(self, message: Mapping[str, object]) -> None:
        """Send it, unless nobody listens any more."""
        with suppress(WebSocketClosedError):
            self.write_message(message).add_done_callback(forget)


def _is_message(written: str | bytes) -> bool:
    """True for what livereload's script may say: an object with a command, as text."""
    if isinstance(written, bytes):
        return False
    try:
        said = json.loads(written)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and isinstance(said.get("command"), str)


# ---- files ------------------------------------------------------------------------------------------------------


class _Script(LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's script."""

    def set_default_headers(self) -> None:
        set_headers(self)


class _SiteHandler(StaticFileHandler):
    """Files as they are now, never from a cache. The site's own page answers where there is none."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    def set_default_headers(self) -> None:
        set_headers(self)

    def parse_url_path(self, url_path: str) -> str:
        """The path of a file, if it may be published."""
        if not _is_public(url_path):
            raise HTTPError(404)
        return super().parse_url_path(url_path[1:])

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        try:
            if self.request.path.endswith("/") and not os.path.isdir(absolute_path):  # noqa: PTH112
                raise HTTPError(404)
            return super().validate_absolute_path(root, absolute_path)
        except (OSError, ValueError) as error:  # a name that the system cannot have
            raise HTTPError(404) from error

    def flush(self, include_footers: bool = False) -> Future[None]:  # noqa: FBT001, FBT002 - tornado's own
        """Send a piece of the answer. Whoever does not take it is hung up on."""
        sent = super().flush(include_footers)
        if not sent.done():
            timer = get_running_loop().call_later(self.settings["patience"], self._hang_up)
            sent.add_done_callback(lambda _: timer.cancel())
        return sent

    def send_error(self, status_code: int = 500, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's own
        """Answer with an error, or not at all any more once a file that is being sent turns out to be another one."""
        if self._headers_written:
            self._hang_up()
        else:
            super().send_error(status_code, **kwargs)

    def _hang_up(self) -> None:
        cast("HTTP1Connection", self.request.connection).stream.close()

    def get_modified_time(self) -> None:
        """None: nothing is ever taken from a cache, and a disk may tell of times that no header can name."""

    def get_cache_time(self, *_: object) -> int:
        return 0

    def compute_etag(self) -> None:
        """None: tornado would trust a file whose second of change is the same."""

    def should_return_304(self) -> bool:
        return False

    def write_error(self, status_code: int, **kwargs: object) -> None:
        if status_code not in {400, 403, 404}:  # the former are tornado's words for names and ways that cannot be
            super().write_error(status_code, **kwargs)
            return
        self.set_status(404)
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(_read_not_found(Path(self.root), self.request.path))

    def log_exception(self, kind: Any, error: Any, trace: TracebackType | None) -> None:  # noqa: ANN401 - tornado's own
        """Say nothing of a file that was replaced while it was read: the page will reload."""
        if not isinstance(error, OSError | HTTPOutputError):
            super().log_exception(kind, error, trace)


def _is_public(url: str) -> bool:
    """True for the path of a folder, or of a file that may be published: not of what we keep beside the site."""
    path = url[1:].removesuffix("/")
    names = path.split("/")
    hidden = [name for name in names[names[0] == _VISIBLE :] if name.startswith(".")]
    return url == "/" or (url.startswith("/") and is_inside(path) and not hidden)


def _read_not_found(directory: Path, url: str) -> bytes:
    """The page for an address that does not exist: that of its language, else the site's, else ours."""
    top = os.path.realpath(directory)
    prefix = re.match(r"/([\w-]+)(?:/|$)", unquote(url))
    for folder in (f"{top}/{prefix[1]}", top) if prefix else (top,):
        with suppress(OSError, ValueError):
            page = Path(os.path.realpath(f"{folder}/404.html", strict=True))
            if page.is_relative_to(top) and page.is_file():
                return page.read_bytes()
    return NO_PAGE
