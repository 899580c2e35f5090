"""The process of a command: how it is interrupted, what it says when it fails, and how it ends."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

FAILURE, WRONG_USE, FAULT, INTERRUPTED = 1, 2, 3, 128 + 2
"""Exit statuses: where the machine fails, of what whoever calls must change, of a fault of ours, and as shells tell of
Ctrl-C."""

_MOMENT = 0.001
"""Seconds."""

_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What ends a process from outside: another program, the machine that shuts down, a terminal that is closed."""

_FULL = b"error: the memory is full: end other programs, or try --jobs 1\n"


def run_command(find_remedy: Callable[[], str]) -> NoReturn:
    """Run the command line and end. `find_remedy` tells which commands help where a library is missing.

    What it made is not taken apart, object by object and garbage first: of 3,300 pages, a build after one edit takes
    0.93 times as long so.
    """
    gc.disable()
    signal.signal(signal.SIGINT, _end_at_once)  # before and after a command there is nothing to put in order
    sys.unraisablehook = _tell_unraisable
    ended: list[int] = []
    status = _find_status(find_remedy, ended)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError):  # whoever read our output is gone, and `main` has told what can be told
            stream.flush()
    for number in ended:  # so that whoever asked for it sees what became of it
        os.kill(os.getpid(), number)
    os._exit(status)


def _find_status(find_remedy: Callable[[], str], ended: list[int]) -> int:
    """The exit status of the command, whatever happens; signals that have `ended` it are added to these."""
    try:
        return _run(find_remedy, ended)
    except SystemExit as end:  # argparse's, of help: Python would end with 120, in words of its own, on a full disk
        return int(end.code or 0)
    except (MemoryError, SystemError):  # a fault that there is no memory to describe
        pass
    with suppress(OSError):  # what was being done is let go of by now: to tell anything takes memory, too
        os.write(2, _FULL)
    return FAILURE


def _run(find_remedy: Callable[[], str], ended: list[int]) -> int:
    """The same, if there is memory to tell it. Raises `MemoryError`."""
    try:
        with _interruptible(ended):
            from microsite.files.patterns import share_patterns

            keep = share_patterns()  # before the other modules are imported, which compile theirs
            from microsite.commands.cli import main

            status = main()
            keep()
            return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except ImportError as error:
        return _tell(_describe_missing(error, find_remedy), WRONG_USE)
    except MemoryError:
        raise
    except OSError as error:  # as the first modules are read: `main` tells all others
        return _tell(f"“{error.filename}” cannot be read: {error.strerror}", FAILURE)
    except SystemError as error:
        if "exception set" in str(error):  # as Python itself has it where there is no room for an exception
            raise MemoryError from error
        return _tell(_describe_fault(error), FAULT)
    except Exception as error:  # noqa: BLE001 - what nobody has thought of
        return _tell(_describe_fault(error), FAULT)


# ---- Ctrl-C -----------------------------------------------------------------------------------------------------


@contextmanager
def _interruptible(ended: list[int]) -> Iterator[None]:
    """Let Ctrl-C interrupt the command; and so whoever ends it from outside, by a signal that is added to `ended`.

    So what waits for Ctrl-C, such as files that take their places, waits for them, too. Processes that are forked
    meanwhile end with this one. A signal that is ignored, as `nohup` wants, stays so.
    """

    def end(number: int, _: object) -> None:
        ended.append(number)
        signal.raise_signal(signal.SIGINT)

    before = {signal.SIGINT: signal.signal(signal.SIGINT, _interrupt)}
    wanted = [one for one in _ENDING if signal.getsignal(one) == signal.SIG_DFL]
    try:
        before |= {one: signal.signal(one, end) for one in wanted}
        yield
    finally:
        for one, handler in reversed(before.items()):
            signal.signal(one, handler)


def _interrupt(*_: object) -> NoReturn:
    """Interrupt the command, once: what it does from then on is to put things in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _end_at_once(*_: object) -> NoReturn:
    os._exit(INTERRUPTED)


def _tell_unraisable(found: UnraisableHookArgs) -> None:
    """Interrupt again a moment later, if Ctrl-C came where Python cannot raise it: as it drops what nobody wants."""
    if not isinstance(found.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(found)
    elif hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _interrupt)
        signal.setitimer(signal.ITIMER_REAL, _MOMENT)
    else:
        os._exit(INTERRUPTED)


# ---- what nobody expected ---------------------------------------------------------------------------------------


def _tell(message: str, status: int) -> int:
    with suppress(AttributeError, OSError):  # somebody has closed stderr, or its disk is full
        sys.stderr.write(f"error: {message}\n")
    return status


def _describe_missing(error: ImportError, find_remedy: Callable[[], str]) -> str:
    """Which library this Python does not have, or not whole, and the commands that help."""
    name = (error.name or "").partition(".")[0]
    if name in {"", "microsite"}:
        return f"a part of microsite cannot be imported ({error}): copy microsite here again"
    why = "" if isinstance(error, ModuleNotFoundError) else f" ({error})"
    what = "its own module" if name in sys.stdlib_module_names else "the library"
    return f'this Python ({sys.executable}) cannot import {what} "{name}"{why}: {find_remedy()}'


def _describe_fault(error: Exception) -> str:
    """The message for a fault of our own; it names the file with the details, which only developers need."""
    import tempfile
    import traceback

    details = "".join(traceback.format_exception(error))
    message = f"this is a fault in microsite, not in the site ({type(error).__name__})"
    try:
        descriptor, path = tempfile.mkstemp(".txt", "microsite-", text=True)
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:  # noqa: PTH123
            file.write(details)
    except OSError:
        return f"{message}\n{details}"
    return f"{message}: please report it, with the file “{path}”"
