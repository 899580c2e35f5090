"""From the save of an edit to finished output, inside a running preview."""
# ruff: noqa: S603 - the program is the one that is measured

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from benchmarks.edits import Edit, make_edits
from benchmarks.peers import Tool, environment
from benchmarks.tabs import measure_tabs

STARTS_WITHIN = 300.0
FINISHES_WITHIN = 120.0
QUIET = 0.5
"""Seconds in which nothing is written any more after an edit has been built."""


class PreviewError(Exception):
    """The preview did not start, or did not show an edit in time."""


def measure_preview(tool: Tool, root: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds from a save to the last file written for it, by kind of edit; `pages`: until open pages show a body.

    Raises `PreviewError`.
    """
    output = root / ".preview"
    port = _free_port()
    with (root / ".preview.log").open("wb") as log:
        command = [*tool.command, "serve", "--port", str(port), "--output-dir", str(output)]
        process = subprocess.Popen(command, cwd=root, env=environment(), stdout=log, stderr=log)
    try:
        _wait_until_ready(process, root / ".preview.log")
        taken: dict[str, list[float]] = {}
        for number in range(rounds):
            for edit in make_edits(root)[:2]:
                taken.setdefault(edit.name, []).append(_measure_edit(edit, root, output, f"preview {number}"))
        return {**taken, "pages": measure_tabs(make_edits(root)[0], root, port, rounds)}
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while b"Preview:" not in log.read_bytes():
        if process.poll() is not None or time.monotonic() > end:
            message = f"the preview did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
            raise PreviewError(message)
        time.sleep(0.05)
    time.sleep(QUIET)


def _measure_edit(edit: Edit, root: Path, output: Path, mark: str) -> float:
    """Seconds until the page shows the edit and every other file that follows from it is written too.

    The page is looked at every millisecond; of the other files the system's time of the last change counts.
    """
    mark = f"{mark} {edit.name}"
    page = output / edit.output
    edit.apply(root, mark)
    saved = time.time_ns()
    while mark.encode() not in _read(page):
        time.sleep(0.001)  # enough to leave the processors to the build
        if time.time_ns() - saved > FINISHES_WITHIN * 1e9:
            message = f"the preview did not show the edited {edit.name} within {FINISHES_WITHIN:.0f} s"
            raise PreviewError(message)
    shown = time.time_ns()
    last = shown
    while time.time_ns() - last < QUIET * 1e9:
        time.sleep(0.1)
        last = max(last, _last_change(output))
    return (last - saved) / 1e9


def _read(page: Path) -> bytes:
    try:
        return page.read_bytes()
    except FileNotFoundError:  # it is being replaced
        return b""


def _last_change(folder: Path) -> int:
    """The latest change of a file of the site below a folder, in nanoseconds since the epoch."""
    found = ((directory, name) for directory, _, names in os.walk(folder) for name in names)
    return max(Path(directory, name).stat().st_ctime_ns for directory, name in found if not name.startswith("."))
