"""Processes forked from this one: they inherit everything, so nothing has to be sent to them."""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import threading
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from typing import NoReturn, cast

from microsite.engine.crew import DiedError, Given, In, Key, Out, Ran, Task
from microsite.files.interrupts import uninterrupted

WINDOW = 1024
"""How many chunks may be done before the first of them is taken."""

_ROOM = 1 << 20
"""How many bytes of results a pipe holds, if the system lets it: what is done while this process has other work."""

_NUMBER = 4
_HEAD = 8
_FAILED = 1 << 31
"""In place of a chunk's number: what follows is an exception."""


class Forks:
    """So many processes that do chunks, this one among them: it does some whenever nothing has come from the others.

    Whoever is free takes the number of the next chunk out of one pipe; results come back through one pipe each.
    A process is forked for each task, when that begins, and so has what was known by then. It ends with the task, and
    with this process, even if that is killed. Nothing may run in this process but one thread.
    """

    def __init__(self, count: int) -> None:
        """Start nothing yet."""
        self._count = count
        self._children: list[_Child] = []
        self._life = list(os.pipe())  # who reads of it waits until this process has ended

    def __call__(self, task: Task[Key, In, Out, Given], /) -> Iterator[Ran[Given]]:
        """What becomes of each chunk, in order. Raises what the work raises, and `DiedError`."""
        results = self._do(task)
        next(results)  # a generator does nothing before its first step
        return cast("Iterator[Ran[Given]]", results)

    def end(self) -> None:
        """End all processes at once."""
        for child in self._children:
            child.end()
        self._children.clear()
        while self._life:
            os.close(self._life.pop())

    def _do(self, task: Task[Key, In, Out, Given]) -> Generator[Ran[Given] | None, None, None]:
        """None as soon as the work has begun, then each chunk."""
        numbers = _Numbers(task.chunks)
        children: list[_Child] = []
        done: dict[int, Ran[Given]] = {}
        try:
            with uninterrupted(), suppress(OSError):  # no more of them than the system lets us have
                for _ in range(min(self._count, task.chunks) - 1):
                    children.append(_fork(numbers, task.do, self._life))
                    self._children.append(children[-1])
            yield None
            for number in range(task.chunks):
                while number not in done:
                    done.update(_receive(children, wait=False))
                    if number not in done:
                        own = numbers.take()
                        if own is None:
                            done.update(_receive(children, wait=True))
                        else:
                            done[own] = task.do(own)
                numbers.offer()
                yield done.pop(number)
        finally:
            numbers.close()
            for child in children:
                child.end()


class _Numbers:
    """The chunks that nobody has taken yet: their numbers, in a pipe from which any of the processes takes the next."""

    def __init__(self, count: int) -> None:
        self._count, self._next, self._allowed = count, 0, WINDOW
        self._out, self._in = os.pipe()
        os.set_blocking(self._out, False)  # two may wait for the same number
        os.set_blocking(self._in, False)  # the system may have given us a small pipe
        self._fill()

    def offer(self) -> None:
        """Offer one more chunk; after the last, those who wait are told."""
        self._allowed += 1
        self._fill()

    def _fill(self) -> None:
        with suppress(BlockingIOError):
            while self._next < min(self._allowed, self._count):
                os.write(self._in, self._next.to_bytes(_NUMBER))
                self._next += 1
            if self._next == self._count:
                self.close_entry()

    def close_entry(self) -> None:
        """Give no more."""
        entry, self._in = self._in, -1
        if entry >= 0:
            os.close(entry)

    def close(self) -> None:
        """Give no more, and take none."""
        self.close_entry()
        os.close(self._out)

    def take(self) -> int | None:
        """The next one; None if there is none at the moment."""
        self._fill()
        with suppress(BlockingIOError):
            taken = os.read(self._out, _NUMBER)
            return int.from_bytes(taken) if taken else None
        return None

    def __iter__(self) -> Iterator[int]:
        """Take one after the other, until there will be no more."""
        while True:
            _wait([self._out])
            with suppress(BlockingIOError):
                taken = os.read(self._out, _NUMBER)
                if not taken:
                    return
                yield int.from_bytes(taken)


def _wait(pipes: list[int], milliseconds: int | None = None) -> list[int]:
    """The pipes that have something to read, or have ended."""
    poll = select.poll()  # which knows no highest descriptor, as `select` does
    for pipe in pipes:
        poll.register(pipe, select.POLLIN)
    return [pipe for pipe, _ in poll.poll(milliseconds)]


# ---- this side ------------------------------------------------------------------------------------------------


class _Child:
    """A process, with the pipe of its results, and what has come."""

    def __init__(self, process: int, results: int) -> None:
        self.process, self.results, self.waiting = process, results, bytearray()

    def read(self) -> Iterator[tuple[int, bytes]]:
        """What has come whole, after waiting for anything at all. Raises `DiedError` if nothing will come any more."""
        data = os.read(self.results, _ROOM)
        if not data:
            raise DiedError
        self.waiting += data
        while len(self.waiting) >= _HEAD:
            number, length = int.from_bytes(self.waiting[:_NUMBER]), int.from_bytes(self.waiting[_NUMBER:_HEAD])
            if len(self.waiting) < _HEAD + length:
                return
            yield number, bytes(self.waiting[_HEAD : _HEAD + length])
            del self.waiting[: _HEAD + length]

    def end(self) -> None:
        """End it. Whoever is interrupted here, at whatever point, may call this again."""
        if self.process:
            with suppress(ProcessLookupError, ChildProcessError):  # where ended processes are not waited for
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
            self.process = 0
            os.close(self.results)


def _receive(children: list[_Child], *, wait: bool) -> Iterator[tuple[int, Ran[Given]]]:
    """Chunks that others have done, by number. Raises what their work raised, and `DiedError`."""
    child_by_pipe = {child.results: child for child in children}
    for pipe in _wait(list(child_by_pipe), None if wait else 0):
        for number, data in child_by_pipe[pipe].read():
            value = pickle.loads(data)  # noqa: S301 (from a process that was forked of this one)
            if number == _FAILED:
                raise value
            yield number, value


# ---- the other side -------------------------------------------------------------------------------------------


def _fork(numbers: _Numbers, do: Callable[[int], object], life: list[int]) -> _Child:
    """Begin a process. Raises `OSError` if there can be none."""
    results, writing = os.pipe()
    try:
        process = os.fork()
        if process == 0:
            try:
                os.close(results)
                _work(numbers, do, writing, life)
            finally:
                os._exit(1)
    except OSError:
        os.close(results)
        raise
    finally:
        os.close(writing)
    return _Child(process, results)


def _work(numbers: _Numbers, do: Callable[[int], object], writing: int, life: list[int]) -> NoReturn:
    """Do chunks, as long as there are any."""
    living, parent = life
    os.close(parent)
    numbers.close_entry()
    _widen(writing)
    gc.freeze()  # to look through what was inherited would copy it
    gc.enable()
    with suppress(RuntimeError):  # where there can be no more threads, it ends with its chunk
        threading.Thread(target=_end_with_parent, args=(living,), daemon=True).start()
    try:
        for number in numbers:
            _send(writing, number, do(number))
    except Exception as error:  # noqa: BLE001 (it is raised in the process that wants the result)
        _send(writing, _FAILED, _as_sent(error))
    _end_with_parent(living)  # who ends by itself is taken for one that died


def _widen(pipe: int) -> None:
    import fcntl  # there is none where nobody forks

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):  # the administrator may allow less
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)


def _end_with_parent(living: int) -> NoReturn:
    os.read(living, 1)  # nothing is ever written to it
    os._exit(1)


def _as_sent(error: Exception) -> Exception:
    """The error with the place where it was raised, which is not sent; in words alone if it cannot be sent itself."""
    told = "".join(traceback.format_exception(error))
    try:
        error.add_note(f"in process {os.getpid()}:\n{told}")
        pickle.loads(pickle.dumps(error))  # noqa: S301 (made here)
    except Exception:  # noqa: BLE001 (whatever it is made of may raise anything)
        return RuntimeError(told)
    return error


def _send(pipe: int, number: int, value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    rest = memoryview(number.to_bytes(_NUMBER) + len(data).to_bytes(_NUMBER) + data)
    while rest:
        rest = rest[os.write(pipe, rest) :]
