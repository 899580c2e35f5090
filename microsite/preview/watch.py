"""The preview: build, serve on this machine, build again after a save, and tell the open pages when that is done."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import watchfiles

from microsite.files.disk import UsageError
from microsite.files.tree import is_ignored
from microsite.preview.answers import Answer, answer_nothing
from microsite.preview.hosting import listen, reload_pages
from microsite.preview.names import Listening
from microsite.preview.network import say_where
from microsite.preview.overlay import Board, Built
from microsite.values.named import NamedTuple

STEP = 10
"""How many milliseconds without another change pass until a save is taken to be over."""

REST = 1.0
"""How many seconds without another change pass until what a build knows is written down: pages are loaded meanwhile."""

PAUSE = 100
"""How many milliseconds without a change pass until the watcher looks whether its folders still exist."""

Changed = frozenset[Path] | None
"""The paths that have changed, folders among them; None if nobody knows."""

NOTHING: Changed = frozenset()


def serve(
    build: Callable[[Changed], Built],
    watch: Sequence[Path],
    directory: Path,
    *,
    names: Listening,
    say: Callable[[str], None],
    answer: Answer = answer_nothing,
    is_to_open: bool = False,
    after: Callable[[], None] = lambda: None,
) -> int:
    """The exit status, 0, once somebody ends the preview with Ctrl-C.

    `build` gets what has changed, tells its problems itself, and says whether pages are others by now; only then do
    open ones take that. While it runs, and while it fails, the last good site is served, and its pages show what is
    wrong. It runs first, and then after each change in the folders of `watch` (which may come and go), in a thread of
    its own and never twice at once: whatever is saved meanwhile leads to one more. `after` is called in that thread
    once nothing has been saved for a while, or when the preview ends. `answer` gives the pages of the preview itself,
    in other threads. A browser opens once the site is there, if it `is_to_open`.

    Raises `UsageError` if the port cannot be had, the folders cannot be watched, or the first build raises it.
    """
    for name in ("livereload", "tornado.access", "tornado.general"):
        logging.getLogger(name).setLevel(logging.ERROR)  # or each unknown address would be told
    signal.signal(signal.SIGINT, signal.default_int_handler)  # asyncio sees to Ctrl-C where it finds this one
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(_Work(build, after, answer, is_to_open), watch, directory.absolute(), names, say))
    return 0


class _Work(NamedTuple):
    """What is done after a save, what may wait until the pages have been told, what answers, and if a browser opens."""

    build: Callable[[Changed], Built]
    after: Callable[[], None]
    answer: Answer
    is_to_open: bool


async def _serve(
    work: _Work,
    watch: Sequence[Path],
    directory: Path,
    names: Listening,
    say: Callable[[str], None],
) -> None:
    """Serve until cancelled, or until the first build or the watcher fails."""
    board = listen(directory, names, work.answer)
    loop = asyncio.get_running_loop()
    news, stop = _News(), threading.Event()

    def run_watcher() -> None:
        for changed in _watch([path.absolute() for path in watch], directory, stop):
            loop.call_soon_threadsafe(news.tell, changed)

    async def keep_building() -> None:
        _show(board, await asyncio.to_thread(work.build, None))
        await asyncio.to_thread(_try, work.after, say)
        await news.watching.wait()
        say(say_where(names))
        if work.is_to_open:
            await asyncio.to_thread(webbrowser.open, names.url)
        while True:
            _show(board, await asyncio.to_thread(_try, partial(work.build, await news.wait()), say))
            try:
                await asyncio.wait_for(news.come(), REST)
            except TimeoutError:
                await asyncio.to_thread(_try, work.after, say)
            except asyncio.CancelledError:
                _try(work.after, say)
                raise

    tasks = [asyncio.create_task(asyncio.to_thread(run_watcher)), asyncio.create_task(keep_building())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                task.result()
    finally:
        stop.set()


class _News:
    """What the watcher tells until a build asks; `watching` is set once it tells that it watches."""

    def __init__(self) -> None:
        """Know of nothing."""
        self.watching, self._is_changed = asyncio.Event(), asyncio.Event()
        self._told: list[Changed] = []

    def tell(self, changed: Changed) -> None:
        """Take what has changed, or that nothing has."""
        if changed == NOTHING:
            self.watching.set()
        else:
            self._told.append(changed)
            self._is_changed.set()

    async def come(self) -> None:
        """Return once anything has changed since the last time that somebody took it."""
        await self._is_changed.wait()

    async def wait(self) -> Changed:
        """All that has changed since the last time, once anything has."""
        await self.come()
        self._is_changed.clear()
        known = [changed for changed in self._told if changed is not None]
        together = frozenset[Path]().union(*known) if len(known) == len(self._told) else None
        self._told.clear()
        return together


def _show(board: Board, built: Built | None) -> None:
    """Let open pages show what was found, and reload if they are to."""
    if built and board.show(built):
        reload_pages()


_Done = TypeVar("_Done")


def _try(work: Callable[[], _Done], say: Callable[[str], None]) -> _Done | None:
    """What became of it. What makes it impossible is undone by the next save, so go on."""
    try:
        return work()
    except UsageError as error:
        say(f"{error}\n{error.hint}".strip())
        return None


# ---- watching -------------------------------------------------------------------------------------------------


def _watch(folders: Sequence[Path], directory: Path, stop: threading.Event) -> Iterator[Changed]:
    """What has changed that matters, and nothing whenever a while passed without: the watcher is at work.

    Starts afresh when a folder comes or goes, as it does when git changes branches: the system watches a folder,
    not its name.
    """

    def matters(_: watchfiles.Change, path: str) -> bool:
        return _is_source(Path(path), folders, directory)

    is_afresh = False
    while not stop.is_set():
        there = [folder for folder in folders if folder.exists()]
        try:
            for changes in watchfiles.watch(
                *there,
                watch_filter=matters,
                stop_event=stop,
                debounce=10 * STEP,
                step=STEP,
                rust_timeout=PAUSE,
                yield_on_timeout=True,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                yield None if is_afresh else frozenset(Path(path) for _, path in changes)
                gone = {Path(path) for change, path in changes if change == watchfiles.Change.deleted}
                is_afresh = bool(gone.intersection(there)) or [folder for folder in folders if folder.exists()] != there
                if is_afresh:
                    break
        except FileNotFoundError:  # it went just now
            is_afresh = True
        except (OSError, RuntimeError) as error:
            message = f"the folders cannot be watched: {error}"
            hint = "set WATCHFILES_FORCE_POLLING=1 to look at each file now and then instead"
            raise UsageError(message, hint, status=1) from error


def _is_source(path: Path, folders: Sequence[Path], directory: Path) -> bool:
    """True for a path that a build may read: not what editors leave about, and not what the build writes."""
    inside = [path.relative_to(folder).parts for folder in folders if path.is_relative_to(folder)]
    return not path.is_relative_to(directory) and any(not any(map(is_ignored, parts)) for parts in inside)
