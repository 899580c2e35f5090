"""What pages of the preview show of the last build: scripts, a style, and what they ask for."""

from __future__ import annotations

import asyncio
import json
import pkgutil
from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar
from urllib.parse import unquote

from tornado.web import HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from microsite.pages.jobs import View
from microsite.preview.answers import Answer, forget, set_headers
from microsite.preview.words import find_words
from microsite.values.named import NamedTuple


class Built(NamedTuple):
    """What pages show of a build: what was found, the last build of which they are, and their texts by address."""

    findings: View
    load: int = 0
    pages: Mapping[str, str] = {}


class Board:
    """What the pages show of the last build, as `findings.describe_findings` gives it."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._shown = Built({})

    @property
    def script(self) -> str:
        """What stands in each page. It says of which build that is: of a later one the page may hear nothing."""
        return f'<script src="/_/overlay.js" data-load="{self._shown.load}"></script>'

    def show(self, built: Built) -> bool:
        """Show something else. True if open pages are others by now; if not, they are told here to ask again."""
        is_new, self._shown = built.load != self._shown.load, built
        for page in () if is_new else News.opened.copy():
            page.send("changed")
        return is_new

    def describe(self, address: str) -> str:
        """What the page at an address shows, as JSON: `own` is the path of its text, null if it is of none."""
        found = self._shown.findings and {**self._shown.findings, "own": self._shown.pages.get(unquote(address))}
        return json.dumps(found, ensure_ascii=False)


class News(WebSocketHandler):
    """The other end of the overlay in a page: it hears when there is something else to show, and says nothing."""

    opened: ClassVar[set[News]] = set()

    def open(self, *_: str, **__: str) -> None:
        """Take it in."""
        if len(News.opened) >= self.settings["seats"].most:
            self.close()
        News.opened.add(self)

    def on_close(self) -> None:
        """Let it go."""
        News.opened.discard(self)

    def on_message(self, message: str | bytes) -> None:  # noqa: ARG002 - tornado's own
        """Hang up: it has nothing to say."""
        self.close()

    def send(self, word: str) -> None:
        """Send a word, unless nobody listens any more."""
        with suppress(WebSocketClosedError):
            self.write_message(word).add_done_callback(forget)


class Findings(RequestHandler):
    """What the last build found, as a page shows it, `?page=` by its address."""

    def initialize(self, board: Board) -> None:
        """Take what is shown."""
        self._board = board

    def set_default_headers(self) -> None:
        """Those of all answers."""
        set_headers(self)

    def get(self) -> None:
        """Answer with it."""
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        self.finish(self._board.describe(self.get_query_argument("page", "")))


class Asset(RequestHandler):
    """The script and the style of the overlay, which are parts of the program."""

    def set_default_headers(self) -> None:
        """Those of all answers."""
        set_headers(self)

    def get(self, name: str) -> None:
        """Answer with the one of that name."""
        self.set_header("Content-Type", f"text/{'css' if name.endswith('.css') else 'javascript'}; charset=UTF-8")
        self.finish(pkgutil.get_data("microsite.preview", f"assets/{name}") or b"")


class WordsAnswer(RequestHandler):
    """What the overlay says in a language, `?lang=` by its tag."""

    def set_default_headers(self) -> None:
        """Those of all answers."""
        set_headers(self)

    def get(self) -> None:
        """Answer with the words of it, or in English."""
        words = find_words(self.get_query_argument("lang", ""))
        told = {"lang": words.tag, "dir": words.direction, "words": words.said, "counts": words.counts}
        self.set_header("Content-Type", "application/json; charset=UTF-8")
        self.finish(json.dumps(told, ensure_ascii=False))


class DeskAnswer(RequestHandler):
    """The pages of the preview itself. They run no script but the preview's own, and ask nobody else."""

    def initialize(self, answer: Answer) -> None:
        """Take what gives them."""
        self._answer = answer

    def set_default_headers(self) -> None:
        """Those of all answers, and a policy for what such a page may load and run."""
        set_headers(
            self, "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
        )

    async def get(self, path: str) -> None:
        """Answer with the page of that path, made while others are answered."""
        asked = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        html = await asyncio.to_thread(self._answer, path, asked)
        if html is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(html)
