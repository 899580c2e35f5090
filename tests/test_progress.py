"""The bar on the terminal: it comes late, counts files, goes again, and changes nothing of the results."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from microsite.pipeline import Inline
from microsite.progress import Watched


def test_what_is_done_soon_shows_nothing() -> None:
    terminal = io.StringIO()
    assert list(Watched(Inline(), terminal, patience=600).map(sum, [[1, 2], [3]])) == [3, 3]
    assert terminal.getvalue() == ""


def test_what_takes_long_shows_how_many_files_are_done_how_fast_and_the_time_left() -> None:
    terminal = io.StringIO()
    assert list(Watched(Inline(), terminal, patience=0).map(sum, [[1, 2], [3], [4, 5, 6]])) == [3, 3, 15]
    shown = terminal.getvalue()
    for counted in ("2/6", "3/6", "6/6"):
        assert counted in shown
    assert "a second" in shown
    assert "0 s left" in shown


def test_the_bar_is_gone_when_the_work_is_done() -> None:
    terminal = io.StringIO()
    list(Watched(Inline(), terminal, patience=0).map(sum, [[1]]))
    assert terminal.getvalue().endswith("\x1b[?25h\r\x1b[1A\x1b[2K"), "shows the cursor and clears the line"


def test_the_bar_is_gone_when_the_work_fails() -> None:
    def refuse(items: Sequence[int]) -> int:
        return items[0] // items[1]

    terminal = io.StringIO()
    with pytest.raises(ZeroDivisionError):
        list(Watched(Inline(), terminal, patience=0).map(refuse, [[2, 1], [2, 0]]))
    assert terminal.getvalue().endswith("\x1b[?25h\r\x1b[1A\x1b[2K")


def test_no_work_shows_nothing() -> None:
    terminal = io.StringIO()
    assert list(Watched(Inline(), terminal, patience=0).map(sum, [])) == []
    assert terminal.getvalue() == ""
