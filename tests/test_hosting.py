"""What the preview answers to whoever sends what no browser of an editor would: a real server, by raw sockets."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from previews import HELLO, PATIENCE, REPOSITORY, Preview, ask, browser, free_port, started
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from microsite.files.ownership import OWNERSHIP, STAGING
from microsite.preview.hosting import MOST_OF_A_MESSAGE
from microsite.preview.seats import MOST_CONNECTIONS

NOT_FOUND = "<head></head>not found"


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        yield connection


def hear_all(connection: socket.socket) -> bytes:
    """What is answered until the other side hangs up."""
    pieces = []
    try:
        while piece := connection.recv(1 << 16):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces)


def say(port: int, request: bytes) -> tuple[int, bytes, bytes]:
    """Send a request as it is: the status of the answer, its head and its body."""
    with connected(port) as connection:
        connection.sendall(request)
        head, _, body = hear_all(connection).partition(b"\r\n\r\n")
    return int(head.split()[1]), head, body


def get(running: Preview, target: str, host: str = "", more: str = "", method: str = "GET") -> tuple[int, bytes, bytes]:
    host = host or f"127.0.0.1:{running.port}"
    return say(
        running.port, f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n".encode("latin-1")
    )


# ---- who is answered --------------------------------------------------------------------------------------------


def test_the_names_of_this_machine_are_answered_and_no_others(tmp_path: Path) -> None:
    with started(tmp_path, index="<p>here") as running:
        for name in ("127.0.0.1", "localhost", "[::1]", "LOCALHOST"):
            for host in (name, f"{name}:{running.port}"):
                assert get(running, "/", host)[0] == 200, host
        for host in (
            "evil.example",
            f"evil.example:{running.port}",
            f"127.0.0.1.evil.example:{running.port}",
            f"localhost.:{running.port}",
            f"127.0.0.1:{running.port + 1}",
            f"evil@127.0.0.1:{running.port}",
            "[::2]",
        ):
            own = ("/_/status", "/_/findings.json", "/_/words.json", "/_/overlay.js", "/_/news")
            for target in ("/", "/livereload", "/livereload.js", "/nowhere", f"http://127.0.0.1:{running.port}/", *own):
                status, _, body = get(running, target, host)
                assert (status, body) in {(421, b""), (400, b"")}, (host, target)
        assert say(running.port, b"GET / HTTP/1.0\r\n\r\n")[::2] == (421, b"")
        assert running.end() == (0, "")


def test_a_page_of_another_origin_gets_nothing(tmp_path: Path) -> None:
    with started(tmp_path, index="<p>here") as running:
        own = f"Origin: http://localhost:{running.port}\r\n"
        status, head, _ = get(running, "/", more=own)
        assert status == 200
        assert b"Cross-Origin-Resource-Policy: same-origin" in head
        for target in ("/", "/nowhere/", "/livereload.js"):
            _, head, _ = get(running, target)
            assert b"Content-Security-Policy: frame-ancestors 'self'" in head
            assert b"X-Content-Type-Options: nosniff" in head
        assert b"Access-Control-Allow-Origin" not in head
        for origin in ("http://evil.example", "null", "https://127.0.0.1", f"http://127.0.0.1:{running.port + 1}"):
            for target in ("/", "/livereload", "/livereload.js", "/_/status", "/_/compare/press/x", "/_/words.json"):
                assert get(running, target, more=f"Origin: {origin}\r\n")[::2] == (403, b""), (origin, target)


def test_a_page_of_another_origin_can_neither_listen_nor_speak(tmp_path: Path) -> None:
    async def connect(origin: str) -> str:
        request = HTTPRequest(f"ws://127.0.0.1:{running.port}/livereload", headers={"Origin": origin})
        connection = await websocket_connect(request)
        heard = await ask(connection)
        connection.close()
        return heard

    with started(tmp_path, index="x") as running:
        for origin in ("http://evil.example", "null", f"http://127.0.0.1:{running.port + 1}", "http://127.0.0.1"):
            with pytest.raises(HTTPClientError, match="403"):
                asyncio.run(connect(origin))
        for origin in (f"http://127.0.0.1:{running.port}", f"http://localhost:{running.port}"):
            assert asyncio.run(connect(origin)) == "hello"
        assert running.end() == (0, "")


def test_nobody_makes_pages_reload_but_a_build(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        async with browser(running) as page:
            assert running.get("/forcereload")[0] == 404
            assert running.get("/forcereload?path=x")[0] == 404
            assert await ask(page) == "hello"  # no reload came before it

    with started(tmp_path, index="x") as running:
        asyncio.run(scenario(running))


# ---- addresses ----------------------------------------------------------------------------------------------------

ODD = (
    *(
        "/%00",
        "/%ff",
        "/%0d%0aX:1",
        "/%FE%FF/",
        "/de/%00",
        "/x%00.html",
        "/\xff",
        "/%",
        "/%zz",
        "/index.html%20",
    ),
    *("/" + "x" * 10_000, "/x" * 5_000, "/" + "%E4%BA%BA" * 3_000, "/" + "../" * 500),
    *("/../private.html", "/..%2fprivate.html", "/%2e%2e/private.html", "/..\\private.html", "/..%5cprivate.html"),
    *("//", "//evil.example", "//evil.example/..", "///", "/.", "/./index.html", "/folder//index.html", "/index.html/"),
    *("/CON", "/nul", "/aux.html", "/COM1", "/folder/LPT1.txt", "/C:/private.html", "/index.html::$DATA"),
    *("http://127.0.0.1/", "http://evil.example/", "http:", "index.html", "*", "?", "evil.example:443"),
    *(f"/{OWNERSHIP}", f"/{STAGING}/", f"/{STAGING}/x.html", "/.git/config", "/.hidden.html", "/folder/.hidden.html"),
    *("/%2emicrosite.json", "/folder/.well-known/x.txt", "/.well-known/.hidden", "/.well-known/../.hidden.html"),
    *("/inwards/../../private.html", "/outwards.html", "/outwards/private.html", "/pipe", "/loop"),
)


def test_no_address_ends_in_a_traceback_or_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "private.html").write_text("private", encoding="utf-8")
    with started(tmp_path, index="public", **{"404": NOT_FOUND}) as running:
        output = tmp_path / "output"
        for name in (OWNERSHIP, f"{STAGING}/x.html", ".git/config", ".hidden.html", "folder/.hidden.html"):
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            (output / name).write_text("private", encoding="utf-8")
        for name in (
            "folder/.well-known/x.txt",
            ".well-known/.hidden",
            ".well-known/security.txt",
            "folder/index.html",
        ):
            (output / name).parent.mkdir(parents=True, exist_ok=True)
            (output / name).write_text("a file", encoding="utf-8")
        (output / "outwards.html").symlink_to(tmp_path / "private.html")
        (output / "outwards").symlink_to(tmp_path)
        (output / "inwards").symlink_to(output / "folder")
        (output / "loop").symlink_to(output / "loop")
        os.mkfifo(output / "pipe")
        for target in ODD:
            for method in ("GET", "HEAD"):
                status, head, body = get(running, target, method=method)
                assert status in {400, 404}, target
                assert b"private" not in body, target
                if status == 404:
                    assert b"Content-Type: text/html" in head, target
                    assert (b"not found" in body) == (method == "GET"), target
        assert get(running, "/.well-known/security.txt")[2] == b"a file"
        assert get(running, "/folder/")[2] == get(running, "/inwards/index.html")[2] == b"a file"
        assert get(running, "/folder")[0] == 301
        assert get(running, "/?%00=%ff&v=1")[2].endswith(b"public")
        assert running.end() == (0, "")
        assert running.lines.empty()


def test_a_page_for_what_is_not_found_is_no_way_out_either(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("private", encoding="utf-8")
    with started(tmp_path, index="x") as running:
        (tmp_path / "output/404.html").symlink_to(tmp_path / "404.html")
        (tmp_path / "output/de").symlink_to(tmp_path)
        for target in ("/nowhere", "/de/nowhere"):
            status, _, body = get(running, target)
            assert (status, b"private" in body, b"no such page" in body) == (404, False, True)


def test_nothing_is_asked_but_by_get_and_head(tmp_path: Path) -> None:
    with started(tmp_path, index="x") as running:
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW"):
            for target in ("/", "/livereload", "/livereload.js", "/nowhere"):
                assert get(running, target, method=method)[0] == 405, (method, target)
        assert running.end() == (0, "")


def test_files_are_served_whatever_time_the_disk_tells(tmp_path: Path) -> None:
    with started(tmp_path, index="x") as running:
        for seconds in (-(1 << 33), 1 << 34, 1 << 40):
            os.utime(tmp_path / "output/index.html", (seconds, seconds))
            assert get(running, "/")[0] == 200
        assert running.end() == (0, "")


def test_a_file_that_is_replaced_while_it_is_read_is_left_unfinished(tmp_path: Path) -> None:
    with started(tmp_path, index="x") as running:
        film = tmp_path / "output/film.mp4"
        for size, later in ((64 << 20, 1 << 20), (64 << 20, 65 << 20)):
            film.touch()
            os.truncate(film, size)
            with connected(running.port) as connection:
                connection.sendall(f"GET /film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n".encode())
                assert connection.recv(9) == b"HTTP/1.1 "
                os.truncate(film, later)
                assert len(hear_all(connection)) < size + 1_000
        assert running.end() == (0, "")


def test_what_is_no_request_ends_in_silence(tmp_path: Path) -> None:
    with started(tmp_path, index="x") as running:
        host = f"Host: 127.0.0.1:{running.port}".encode()
        for request in (
            b"\x00" * 100,
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + host + b"\r\nContent-Length: x\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + host + b"\r\nContent-Length: 99999999\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + host + b"\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"GET / HTTP/1.1\r\n" + host + b"\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
            b"GET / HTTP/1.1\r\n" + host + b"\r\nHost: evil.example\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + host + b"\r\nRange: bytes=9-1\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + host + b"\r\nRange: bytes=" + b"9" * 5_000 + b"-\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + host + b"\r\nIf-Modified-Since: \xff\r\nCookie: \xff=;;\r\n\r\n",
        ):
            with connected(running.port) as connection:
                try:
                    connection.sendall(request)
                    connection.shutdown(socket.SHUT_WR)
                except OSError:  # it has been hung up on already
                    continue
                hear_all(connection)
        assert running.get("/")[0] == 200
        assert running.end() == (0, "")


# ---- the socket ---------------------------------------------------------------------------------------------------


NONSENSE: tuple[str | bytes, ...] = (
    *("", "hello", "{", "[]", "null", "7", '"hello"', "{}", '{"command": 7}', '{"command": null}', "\x00", "重庆"),
    *("[" * 10_000, '{"a":' * 2_000, "9" * 5_000, '{"command": "hello", "x": NaN', "1e999999"),
    *(json.dumps(HELLO).encode(), b"\xff\xfe", '{"command": "hello"}' + " " * MOST_OF_A_MESSAGE),
)


def test_who_says_what_nobody_understands_is_hung_up_on(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        async with browser(running) as page:
            for message in NONSENSE:
                connection = await websocket_connect(f"ws://127.0.0.1:{running.port}/livereload")
                await connection.write_message(message, binary=isinstance(message, bytes))
                assert await asyncio.wait_for(connection.read_message(), PATIENCE) is None, message[:40]
                connection.close()
            assert await ask(page) == "hello"
        assert running.end() == (0, "")

    with started(tmp_path, index="x") as running:
        asyncio.run(scenario(running))


def test_what_the_script_does_not_say_yet_is_passed_over(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        async with browser(running) as page:
            for message in ({"command": "url"}, {"command": "info"}, {"command": "info", "url": 7}, {"command": "x"}):
                await page.write_message(json.dumps(message))
            assert await ask(page) == "hello"
        assert running.end() == (0, "")

    with started(tmp_path, index="x") as running:
        asyncio.run(scenario(running))


def test_who_has_gone_without_a_word_hinders_nobody(tmp_path: Path) -> None:
    async def scenario(running: Preview) -> None:
        async with browser(running) as page:
            for _ in range(5):
                gone = await websocket_connect(f"ws://127.0.0.1:{running.port}/livereload")
                await gone.write_message(json.dumps({"command": "info", "url": "x"}))
                assert await ask(gone) == "hello"
                stream = gone.protocol and gone.protocol.stream
                assert stream
                stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                stream.close()  # a reset, and no handshake
                gone.close()
            running.save("content/index.html", "new")
            running.order("write")
            assert json.loads(str(await asyncio.wait_for(page.read_message(), PATIENCE)))["command"] == "reload"
        assert running.end() == (0, "")

    with started(tmp_path, index="x") as running:
        asyncio.run(scenario(running))


# ---- the slow and the many ----------------------------------------------------------------------------------------

# The server alone, with little patience, so that no test waits for that of people, and with so many handles.
HASTY = """
import asyncio, resource, sys
from pathlib import Path
from microsite.preview.hosting import listen
from microsite.preview.names import Listening

async def main():
    listen(Path(sys.argv[1]), Listening(port=int(sys.argv[2])), patience=float(sys.argv[3]))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)

resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[4]),) * 2)
asyncio.run(main())
"""

FEW = 64
"""So many places has a server with `8 * FEW` handles."""


@contextmanager
def hasty(folder: Path, patience: float = 0.3, places: int = FEW) -> Iterator[int]:
    """Give the port of a server with little patience, and see that it says nothing at all."""
    port = free_port()
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", HASTY, str(folder), str(port), str(patience), str(8 * places)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            yield port
        except BaseException:
            process.kill()
            raise
        assert process.communicate(timeout=PATIENCE) == ("", "")


def drip(connection: socket.socket, data: bytes) -> bytes:
    """Send a byte whenever a moment has passed without an answer, until the other side has had enough."""
    connection.settimeout(0.05)
    for number in range(len(data)):
        try:
            connection.sendall(data[number : number + 1])
            if not (answer := connection.recv(1 << 16)):
                return b""
            return answer + hear_all(connection)
        except TimeoutError:
            continue
        except OSError:
            return b""
    raise AssertionError("nobody has hung up")


def test_who_is_slow_to_ask_is_hung_up_on(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x", encoding="utf-8")
    with hasty(tmp_path) as port:
        head = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode()
        with connected(port) as connection:  # who says nothing
            assert hear_all(connection) == b""
        with connected(port) as connection:  # who never comes to an end
            assert drip(connection, head + b"X: " + b"y" * 1_000) == b""
        with connected(port) as connection:  # whose body does not come
            connection.sendall(head + b"Content-Length: 900\r\n\r\n")
            assert drip(connection, b"x" * 800) == b""
        with connected(port) as connection:  # who has been answered, and keeps the line
            connection.sendall(head + b"\r\n")
            assert hear_all(connection).startswith(b"HTTP/1.1 200 OK")


def test_who_does_not_take_the_answer_is_hung_up_on(tmp_path: Path) -> None:
    size = 64 << 20  # more than the system keeps for them
    (tmp_path / "film.mp4").touch()
    os.truncate(tmp_path / "film.mp4", size)
    with hasty(tmp_path) as port:
        request = f"GET /film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode()
        with connected(port) as idle, connected(port) as busy:
            idle.sendall(request)
            for _ in range(9):  # others are served meanwhile
                busy.sendall(f"HEAD /film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
                assert busy.recv(1 << 16).startswith(b"HTTP/1.1 200 OK")
            assert hear_all(busy) == b""  # hung up on for its silence, so that as much time has passed for the other
            assert len(hear_all(idle)) < size
        status, _, film = say(port, request)
        assert (status, len(film)) == (200, size)


def ask_for(connection: socket.socket, port: int, target: str = "/", more: str = "Connection: close\r\n") -> None:
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n".encode())


def is_answered(port: int) -> bool:
    """True if somebody who comes gets the page."""
    with connected(port) as connection:
        ask_for(connection, port)
        return hear_all(connection).startswith(b"HTTP/1.1 200 OK")


def test_so_many_at_once_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x", encoding="utf-8")
    with hasty(tmp_path) as port, ExitStack() as stack:
        for connection in [stack.enter_context(connected(port)) for _ in range(2 * FEW)]:
            assert hear_all(connection) == b""
        assert is_answered(port)


def test_500_connections_are_answered_at_once(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x", encoding="utf-8")
    with hasty(tmp_path, PATIENCE, MOST_CONNECTIONS) as port, ExitStack() as stack:
        many = [stack.enter_context(connected(port)) for _ in range(500)]
        for connection in many:
            ask_for(connection, port)
        assert {hear_all(connection)[:15] for connection in many} == {b"HTTP/1.1 200 OK"}


def test_who_comes_gets_the_place_of_who_has_been_silent_the_longest(tmp_path: Path) -> None:
    """No patience ends here: so who waits in vain waits until the test has failed."""
    (tmp_path / "index.html").write_text("x", encoding="utf-8")
    with hasty(tmp_path, 10 * PATIENCE) as port, ExitStack() as stack:
        many = [stack.enter_context(connected(port)) for _ in range(FEW)]
        ask_for(many[0], port, more="")
        assert many[0].recv(1 << 16).startswith(b"HTTP/1.1 200 OK")  # and is silent from now on only
        many[1].sendall(b"GET / HTTP/1.1\r\n")  # half of a request is none
        for _ in range(3):
            assert is_answered(port)
        assert hear_all(many[1]) == b""
        for connection in (many[0], many[-1]):
            ask_for(connection, port)
            assert hear_all(connection).startswith(b"HTTP/1.1 200 OK")


def test_nobody_who_is_being_answered_loses_the_place_to_who_comes(tmp_path: Path) -> None:
    size = 64 << 20  # more than the system keeps for them
    (tmp_path / "film.mp4").touch()
    os.truncate(tmp_path / "film.mp4", size)
    with hasty(tmp_path, PATIENCE) as port, ExitStack() as stack:
        many = [stack.enter_context(connected(port)) for _ in range(FEW)]
        for connection in many:
            ask_for(connection, port, "/film.mp4")
        for connection in many:
            assert connection.recv(1) == b"H"
        with connected(port) as late:
            assert hear_all(late) == b""
        assert len(hear_all(many[0])) > size
