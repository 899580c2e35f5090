"""A running preview for the tests: a real server whose builds do what a test orders, and the script of its pages."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tornado.websocket import WebSocketClientConnection, websocket_connect

REPOSITORY = Path(__file__).parent.parent
PATIENCE = 30.0
"""Seconds after which a test that waits in vain fails. No test waits for less to happen."""

# Each build announces itself and does what the next line of the test says: so the test knows when one runs.
PREVIEW = """
import itertools, shutil, sys
from pathlib import Path
from microsite.files.disk import UsageError
from microsite.preview.names import Listening
from microsite.preview.overlay import Built
from microsite.preview.watch import serve

root, port = Path(sys.argv[1]), int(sys.argv[2])

numbers, load = itertools.count(1), 0

def build(changed):
    global load
    (root / "changed").write_text("all" if changed is None else " ".join(sorted(path.name for path in changed)))
    print("build", flush=True)
    order = sys.stdin.readline().strip()
    if order == "refuse":
        raise UsageError("the disk is full", "make room")
    for source in (root / "content").rglob("[!.]*.*") if order == "write" else ():
        target = root / "output" / source.relative_to(root / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, root / "copy")
        (root / "copy").replace(target)
    shown = {"errors": 0, "warnings": 0, "findings": [], "held": {}, "stands": {}, "styles": []}
    load = next(numbers) if order == "write" else load
    return Built(shown | {"load": load}, load)

def after():
    if (root / "full").exists():
        raise UsageError("nothing can be remembered", "make room")

try:
    watch = [root / "content", root / "templates"]
    names = Listening(port=port)
    sys.exit(serve(build, watch, root / "output", names=names, say=lambda text: print(text, flush=True), after=after))
except UsageError as error:
    print(error, error.hint, sep="; ", flush=True)
    sys.exit(error.status)
"""


@dataclass(frozen=True)
class Preview:
    """A running preview, and what it printed."""

    root: Path
    port: int
    process: subprocess.Popen[str]
    lines: queue.Queue[str]
    reader: threading.Thread

    def next_line(self) -> str:
        """Wait for what it prints next."""
        return self.lines.get(timeout=PATIENCE)

    def order(self, word: str) -> None:
        """Wait for a build and answer it."""
        assert self.next_line() == "build"
        self.answer(word)

    def answer(self, word: str) -> None:
        """Tell the build that waits what to do: write, fail or refuse."""
        assert self.process.stdin
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def save(self, path: str, text: str) -> None:
        """Save as most editors do: beside, then into place. The watcher sees one change."""
        new = self.root / "new"
        new.write_text(text, encoding="utf-8")
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        new.replace(self.root / path)

    def get(self, url: str, method: str = "GET", **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
        """Ask as a browser does: status, text and headers of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, url, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text, response.headers

    def end(self) -> tuple[int, str]:
        """End it with Ctrl-C: its exit status, and what it wrote to the terminal's error stream."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.stdin
        self.process.stdin.close()
        assert self.process.stderr
        errors = self.process.stderr.read()
        self.reader.join()
        return self.process.wait(PATIENCE), errors


@contextmanager
def serving(root: Path, *options: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Give the address of the preview of a site, once it is built, and its process, which has more to print."""
    port = free_port()
    command = [sys.executable, "-m", "microsite", "serve", "--port", str(port), *options]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)} | environment
    with subprocess.Popen(  # noqa: S603 - our own
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout
            assert any("Preview" in line for line in process.stdout)
            yield f"http://127.0.0.1:{port}/", process
        finally:
            process.terminate()


@contextmanager
def preview(root: Path, port: int = 0) -> Iterator[Preview]:
    (root / "content").mkdir(exist_ok=True)
    port = port or free_port()
    with subprocess.Popen(  # noqa: S603 - our own script, run by the Python that runs the tests
        [sys.executable, "-c", PREVIEW, str(root), str(port)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        lines: queue.Queue[str] = queue.Queue()
        assert process.stdout
        output = process.stdout

        def read() -> None:
            for line in output:
                lines.put(line.rstrip("\n"))

        reader = threading.Thread(target=read)
        reader.start()
        try:
            yield Preview(root, port, process, lines, reader)
        finally:
            process.kill()
            reader.join()


@contextmanager
def started(root: Path, **text_by_name: str) -> Iterator[Preview]:
    """Give a preview of these pages, after its first build."""
    for name, text in text_by_name.items():
        (root / "content").mkdir(exist_ok=True)
        (root / "content" / f"{name}.html").write_text(text, encoding="utf-8")
    with preview(root) as running:
        running.order("write")
        assert running.next_line() == f"Preview: http://127.0.0.1:{running.port}/ (Ctrl-C ends it)"
        yield running


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


@asynccontextmanager
async def browser(running: Preview) -> AsyncIterator[WebSocketClientConnection]:
    """Connect as the script in a page does."""
    connection = await websocket_connect(f"ws://127.0.0.1:{running.port}/livereload")
    try:
        assert await ask(connection) == "hello"
        await connection.write_message(json.dumps({"command": "info", "url": f"http://127.0.0.1:{running.port}/"}))
        assert await ask(connection) == "hello"  # an answer to this means that the line before was read
        yield connection
    finally:
        connection.close()
        while await asyncio.wait_for(connection.read_message(), PATIENCE) is not None:
            pass  # nothing more is heard once the server has hung up too


async def ask(connection: WebSocketClientConnection) -> str:
    """Say hello: the next message answers, unless another came before."""
    await connection.write_message(json.dumps(HELLO))
    return await hear(connection)


async def hear(connection: WebSocketClientConnection) -> str:
    message = await asyncio.wait_for(connection.read_message(), PATIENCE)
    assert message is not None
    return str(json.loads(message)["command"])
