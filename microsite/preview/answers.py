"""What all answers of the preview have in common."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Callable, Mapping

from tornado.web import RequestHandler

Answer = Callable[[str, Mapping[str, str]], str | None]
"""The HTML of a page of the preview itself, by its path below `/_/` and what is asked there; None if there is none."""


def answer_nothing(_path: str, _asked: Mapping[str, str]) -> None:
    """No page at all."""


def set_headers(handler: RequestHandler, more: str = "") -> None:
    """Let no cache keep it, and no page of others show it, run it, or learn from it how large it is.

    The policy of the same name that stands in pages cannot say who may frame them; `more` is what else it says.
    """
    handler.set_header("Cache-Control", "no-store")
    handler.set_header("Content-Security-Policy", f"{more}frame-ancestors 'self'")
    handler.set_header("X-Content-Type-Options", "nosniff")
    handler.set_header("Cross-Origin-Resource-Policy", "same-origin")


def forget(sent: Future[None]) -> None:
    """Take note of what became of it, or Python would tell the terminal that nobody has."""
    if not sent.cancelled():
        sent.exception()
