"""The bar on the terminal: it comes late, counts files, goes again, and changes nothing of the results."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from microsite.engine.crew import ALONE, CHUNK, Crew, share
from microsite.engine.progress import Bar


def watched(terminal: io.StringIO, patience: float = 0) -> Crew:
    return ALONE._replace(follow=(Bar(terminal, patience),))


def invert(items: tuple[int, ...]) -> Iterator[int]:
    return (1 // item for item in items)


def test_what_is_done_soon_shows_nothing() -> None:
    terminal = io.StringIO()
    assert list(share(watched(terminal, 600), invert, [1] * 30)) == [1] * 30
    assert terminal.getvalue() == ""


def test_what_takes_long_shows_how_many_files_are_done_how_fast_and_the_time_left() -> None:
    terminal = io.StringIO()
    count = 2 * CHUNK + 3
    assert list(share(watched(terminal), invert, [1] * count)) == [1] * count
    shown = terminal.getvalue()
    for counted in (CHUNK, 2 * CHUNK, count):
        assert f"{counted}/{count}" in shown
    assert "a second" in shown
    assert "0 s left" in shown


def test_the_bar_is_gone_when_the_work_is_done() -> None:
    terminal = io.StringIO()
    list(share(watched(terminal), invert, [1]))
    assert terminal.getvalue().endswith("\x1b[?25h\r\x1b[1A\x1b[2K"), "shows the cursor and clears the line"


def test_the_bar_is_gone_when_the_work_fails() -> None:
    terminal = io.StringIO()
    with pytest.raises(ZeroDivisionError):
        list(share(watched(terminal), invert, [1] * CHUNK + [0]))
    assert terminal.getvalue().endswith("\x1b[?25h\r\x1b[1A\x1b[2K")


def test_no_work_shows_nothing() -> None:
    terminal = io.StringIO()
    assert list(share(watched(terminal), invert, [])) == []
    assert terminal.getvalue() == ""
