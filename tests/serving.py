"""Servers for the tests, on the loopback: nginx and Caddy as `publish config` configures them, and Python's own."""

from __future__ import annotations

import getpass
import http.client
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

PATIENCE = 30.0
"""Seconds after which a test fails that waits for a server."""

_NGINX = """\
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
user {user};
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        include {config};
    }}
}}
"""
_CADDY = """\
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    bind 127.0.0.1
    import {config}
}}
"""


class Answer(NamedTuple):
    """What a server answers; the names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Ask = Callable[..., Answer]
"""Asks for a path as a URL has it; headers are named by words, with `_` for `-`."""


@contextmanager
def serve(program: str, config: Path, folder: Path) -> Iterator[tuple[Ask, str]]:
    """Run a server until the block ends: what asks it, and its origin. `folder` is for what it writes."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = _NGINX if program == "nginx" else _CADDY
    whole = folder / "whole"
    whole.write_text(text.format(user=getpass.getuser(), folder=folder, port=port, config=config), encoding="utf-8")
    words = {
        "nginx": ["nginx", "-e", str(folder / "log"), "-c", str(whole)],
        "caddy": ["caddy", "run", "--adapter", "caddyfile", "--config", str(whole)],
    }
    environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "told").open("wb") as told:
        process = subprocess.Popen(words[program], env=environment, stdout=told, stderr=told)  # noqa: S603 - see above
    try:
        _wait(process, port, folder)
        yield lambda path, method="GET", **headers: _ask(port, path, method, headers), f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    while process.poll() is None:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), PATIENCE):
            return
    raise AssertionError((folder / "told").read_text(encoding="utf-8"))


def _ask(port: int, path: str, method: str, headers: Mapping[str, str]) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


class Quiet(BaseHTTPRequestHandler):
    """Answers without a word in the terminal."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering(handler: type[Quiet]) -> Iterator[str]:
    """Let a handler answer on the loopback; gives the address, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
