"""The preview under load: many connections, slow ones, addresses that lead out, other hosts, ten thousand saves."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from reliability.bench import PROGRAM, Bench, Tally

_PATIENCE, _STARTS_WITHIN = 60, 120  # seconds
_MANY, _SLOW, _SILENT = 500, 100, 600
_BURST = 100
_FILM = 64 << 20
_ODD_ADDRESSES = (
    *("/../private.html", "/..%2fprivate.html", "/%2e%2e/private.html", "/..\\private.html", "/%2e%2e%5cprivate.html"),
    *("//etc/passwd", "/%00", "/%ff", "/%", "/" + "../" * 500 + "etc/passwd", "/en/../../private.html", "/.git/config"),
    *("/.microsite.json", "/.microsite-new/", "/outwards.html", "/outwards/private.html", "file:///etc/passwd"),
    *("/_/../../private.html", "/_/%2e%2e/private.html", "/_/compare/../../private", "*", "evil.example:443"),
)
_ODD_HOSTS = ("evil.example", "127.0.0.1.evil.example", "localhost.", "evil@127.0.0.1", "[::2]", "0x7f.1", "")
_ODD_ORIGINS = ("http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", "file://")


class _Preview(NamedTuple):
    process: subprocess.Popen[bytes]
    port: int

    def ask(self, target: str = "/", more: str = "", host: str | None = None) -> tuple[int, bytes]:
        """The status of an answer, 0 for none, and all that came."""
        host = f"127.0.0.1:{self.port}" if host is None else host
        with self.connect() as connection:
            head = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"
            connection.sendall(head.encode("latin-1"))
            heard = hear(connection)
        found = re.match(rb"HTTP/1\.1 (\d+)", heard)
        return int(found[1]) if found else 0, heard

    def connect(self) -> socket.socket:
        """A connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=_PATIENCE)

    def weigh(self) -> tuple[int, int]:
        """Its memory in kB, and how many handles it has open."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        found = re.search(r"VmRSS:\s*(\d+)", status)
        return int(found[1]) if found else 0, len(os.listdir(f"/proc/{self.process.pid}/fd"))  # noqa: PTH208


def hear(connection: socket.socket) -> bytes:
    """What comes until the other side hangs up."""
    pieces = []
    with suppress(OSError):
        while piece := connection.recv(1 << 16):
            pieces.append(piece)
    return b"".join(pieces)


def load_preview(bench: Bench, saves: int) -> Iterator[Tally]:
    """Do all of it to one preview, and see that it answers as before, ends as asked and says nothing odd."""
    (bench.folder / "private.html").write_text("private", "utf-8")
    with _begin(bench) as preview:
        yield from (_open_many(preview), _say_nothing(preview), _ask_slowly(preview), _read_slowly(bench, preview))
        yield from (_lead_out(bench, preview), _come_from_elsewhere(preview), _save(bench, preview, saves))


@contextmanager
def _begin(bench: Bench) -> Iterator[_Preview]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = bench.folder / "said"
    with said.open("wb") as log:
        command = [sys.executable, PROGRAM, "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=bench.root, env=bench.environment, stdout=log, stderr=log)  # noqa: S603
    until = time.monotonic() + _STARTS_WITHIN
    while b"Preview:" not in said.read_bytes():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(said.read_text("utf-8"))
        time.sleep(0.05)
    try:
        yield _Preview(process, port)
    finally:
        process.send_signal(signal.SIGINT)
        status = process.wait(_PATIENCE)
    if status or b"Traceback" in said.read_bytes():
        raise RuntimeError(f"the preview ended with {status}: {said.read_text('utf-8')[-2000:]}")


def _open_many(preview: _Preview) -> Tally:
    """Open so many connections before any of them asks, three times."""
    tally = Tally("preview: connections at once", f"{_MANY} opened, then each asks for a page; three times")
    before = preview.weigh()
    for _ in range(3):
        with ExitStack() as stack:
            many = [stack.enter_context(preview.connect()) for _ in range(_MANY)]
            for connection in many:
                with suppress(OSError):
                    connection.sendall(
                        f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\nConnection: close\r\n\r\n".encode()
                    )
            answers = Counter(hear(one)[9:12].decode() or "hung up on" for one in many)
        for answer, count in answers.items():
            tally.times += count
            tally.outcomes[answer] += count
    tally.wrong += _check(preview, before)
    return tally


def _say_nothing(preview: _Preview) -> Tally:
    """Open more connections than there are places for, and let somebody else look at pages meanwhile."""
    tally = Tally("preview: silent", f"{_SILENT} connections that say nothing")
    before, longest = preview.weigh(), 0.0
    with ExitStack() as stack:
        for _ in range(_SILENT):
            stack.enter_context(preview.connect())
        for _ in range(20):
            asked = time.monotonic()
            if preview.ask()[0] != 200:
                tally.wrong.append("somebody else got no page")
            longest = max(longest, time.monotonic() - asked)
    tally.count(f"others waited {longest:.2f} s at most", [], "")
    tally.times = _SILENT
    tally.wrong += _check(preview, before)
    return tally


def _ask_slowly(preview: _Preview) -> Tally:
    """Send a byte a second on so many connections, while somebody else looks at pages."""
    tally = Tally("preview: slow to ask", f"{_SLOW} connections, a byte a second each, until they are hung up on")
    before, longest, began = preview.weigh(), 0.0, time.monotonic()
    with ExitStack() as stack:
        slow = {stack.enter_context(preview.connect()) for _ in range(_SLOW)}
        for one in slow:
            one.settimeout(0)
            one.sendall(b"GET / HTTP/1.1\r\n")
        while slow and time.monotonic() - began < _PATIENCE:
            asked = time.monotonic()
            if preview.ask()[0] != 200:
                tally.wrong.append("somebody else got no page")
            longest = max(longest, time.monotonic() - asked)
            slow -= {one for one in slow if _is_hung_up(one)}
            time.sleep(1)
    tally.count(
        f"all hung up on within {time.monotonic() - began:.0f} s, others waited {longest:.2f} s at most", [], ""
    )
    tally.times = _SLOW
    tally.wrong += [f"{len(slow)} are still connected"] if slow else []
    tally.wrong += _check(preview, before)
    return tally


def _is_hung_up(connection: socket.socket) -> bool:
    try:
        connection.send(b"X")
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _read_slowly(bench: Bench, preview: _Preview) -> Tally:
    """Ask for a large file and take nothing of it."""
    tally = Tally("preview: slow to read", f"50 connections that ask for {_FILM >> 20} MB and take none of it")
    film = bench.root / ".preview" / "film.mp4"
    film.touch()
    os.truncate(film, _FILM)
    before, began = preview.weigh(), time.monotonic()
    with ExitStack() as stack:
        idle = [stack.enter_context(preview.connect()) for _ in range(50)]
        for one in idle:
            one.sendall(f"GET /film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n".encode())
        most = 0
        while time.monotonic() - began < 15:
            if preview.ask()[0] != 200:
                tally.wrong.append("somebody else got no page")
            most = max(most, preview.weigh()[0])
            time.sleep(1)
        short = sum(len(hear(one)) < _FILM for one in idle)
    film.unlink()
    tally.count(f"{short} hung up on, {(most - before[0]) / 1000:.0f} MB more meanwhile", [], "")
    tally.times = len(idle)
    tally.wrong += _check(preview, before)
    return tally


def _lead_out(bench: Bench, preview: _Preview) -> Tally:
    tally = Tally("preview: addresses that lead out", f"{len(_ODD_ADDRESSES)} of them, and links in the folder")
    output = bench.root / ".preview"
    (output / "outwards.html").symlink_to(bench.folder / "private.html")
    (output / "outwards").symlink_to(bench.folder)
    for target in _ODD_ADDRESSES:
        status, heard = preview.ask(target)
        is_wrong = b"private" in heard.partition(b"\r\n\r\n")[2] or b"root:" in heard or status not in {400, 404}
        tally.count(str(status), [f"answered with {status}: {heard[-80:]!r}"] if is_wrong else [], target[:40])
    for name in ("outwards.html", "outwards"):
        (output / name).unlink()
    return tally


def _come_from_elsewhere(preview: _Preview) -> Tally:
    tally = Tally("preview: other hosts and origins", "names that are not this machine’s, pages of other sites")
    for target in ("/", "/livereload", "/livereload.js", "/_/findings.json", "/_/status"):
        for host in _ODD_HOSTS:
            status, _ = preview.ask(target, host=host)
            tally.count(str(status), [] if status in {400, 421} else [f"answered with {status}"], f"{host} {target}")
        for origin in _ODD_ORIGINS:
            status, _ = preview.ask(target, more=f"Origin: {origin}\r\n")
            tally.count(str(status), [] if status == 403 else [f"answered with {status}"], f"{origin} {target}")
    return tally


def _save(bench: Bench, preview: _Preview, saves: int) -> Tally:
    """Save a text so many times, in bursts; wait after each until the page shows the last one."""
    tally = Tally("preview: saves", f"in bursts of {_BURST}; after each the page must show the last")
    path, page = bench.root / "content/pages/about.de.md", bench.root / ".preview/de/about/index.html"
    text, weights = path.read_bytes(), []
    for number in range(saves):
        waiting = path.with_name(".saved")
        waiting.write_bytes(text + f"\nStand {number}.\n".encode())
        waiting.replace(path)
        if number % _BURST == _BURST - 1:
            until = time.monotonic() + _PATIENCE
            while f"Stand {number}.".encode() not in page.read_bytes() and time.monotonic() < until:
                time.sleep(0.01)
            if time.monotonic() > until:
                tally.wrong.append(f"save {number} is not shown")
                break
            weights.append(preview.weigh())
    path.write_bytes(text)
    settled = weights[len(weights) // 4 :] or weights
    memory, handles = (tuple(one[place] for one in settled) for place in (0, 1))
    told = f"memory {memory[0] / 1000:.0f} to {memory[-1] / 1000:.0f} MB, handles {handles[0]} to {handles[-1]}"
    tally.count(f"{told}, from a quarter of them on", [], "")
    tally.times = saves
    tally.wrong += ["memory grows"] if memory[-1] > 1.1 * memory[0] + 2_000 else []
    tally.wrong += ["handles grow"] if handles[-1] > handles[0] + 2 else []
    return tally


def _check(preview: _Preview, before: tuple[int, int]) -> list[str]:
    """What is wrong afterwards: it must answer, with no more handles than before."""
    time.sleep(0.5)
    wrong = [] if preview.ask()[0] == 200 else ["it answers no more"]
    handles = preview.weigh()[1]
    return [*wrong, *([f"{handles} handles, {before[1]} before"] if handles > before[1] + 2 else [])]
