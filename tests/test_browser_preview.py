"""The preview in a real browser: its own pages reload under a strict policy, and pages of others get nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browsing import start
from playwright.sync_api import Browser, Page
from previews import started
from serving import Quiet, answering

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def page_of(text: str, more: str = "") -> str:
    meta = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return (
        f'<!doctype html><html lang="en"><head>{meta}{more}<title>x</title></head><body><p id="t">{text}</body></html>'
    )


@contextmanager
def opened(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Give a page of a browser, and what it complains of."""
    told: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda message: told.append(message.text))
        yield page, told


class _Elsewhere(Quiet):
    """A page of others."""

    def do_GET(self) -> None:  # noqa: N802 (the library’s)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title>")


@contextmanager
def elsewhere() -> Iterator[str]:
    """Give the address of another server of this machine."""
    with answering(_Elsewhere) as address:
        yield f"{address}/"


def test_a_page_that_allows_no_scripts_but_its_own_reloads(browser: Browser, tmp_path: Path) -> None:
    with started(tmp_path, index=page_of("old")) as running, opened(browser) as (page, told):
        for name in ("127.0.0.1", "localhost"):
            with page.expect_websocket(lambda socket: socket.url.endswith("/livereload")) as waiting:
                page.goto(f"http://{name}:{running.port}/")
            page.wait_for_function("window.LiveReload && LiveReload.connector.protocol > 0")  # the server said hello
            assert waiting.value.url == f"ws://{name}:{running.port}/livereload"
            running.save("content/index.html", page_of(f"new at {name}"))
            running.order("write")
            page.get_by_text(f"new at {name}").wait_for()
        assert [line for line in told if "Failed to load resource" not in line] == []  # the page has no icon


TRIES = """async (port) => {
  const base = `http://127.0.0.1:${port}/`;
  const tried = {};
  const settle = async (name, promise) => {
    try { tried[name] = await promise; } catch { tried[name] = "refused"; }
  };
  const load = (tag, url) => new Promise((resolve, reject) => {
    const element = document.createElement(tag);
    element.onload = () => resolve("loaded");
    element.onerror = reject;
    element.src = url;
    document.head.append(element);
  });
  await settle("fetch", fetch(base).then((answer) => answer.text()));
  await settle("opaque fetch", fetch(base, { mode: "no-cors" }).then((answer) => answer.type));
  await settle("reload", fetch(base + "forcereload", { mode: "no-cors" }).then((answer) => answer.type));
  await settle("script", load("script", base + "livereload.js"));
  await settle("picture", load("img", base + "picture.svg"));
  await settle("socket", new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/livereload`);
    socket.onopen = () => resolve("open");
    socket.onerror = reject;
  }));
  return tried;
}"""


def test_a_page_of_others_gets_nothing(browser: Browser, tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with started(tmp_path, index=page_of("own")) as running, elsewhere() as url, opened(browser) as (page, _):
        (tmp_path / "output/picture.svg").write_text(drawing, encoding="utf-8")
        page.goto(url)
        names = ("fetch", "opaque fetch", "reload", "script", "picture", "socket")
        assert page.evaluate(TRIES, running.port) == dict.fromkeys(names, "refused")
        assert running.end() == (0, "")


def test_a_name_of_others_that_leads_here_gets_nothing(browser: Browser, tmp_path: Path) -> None:
    options = ("--host-resolver-rules=MAP evil.example 127.0.0.1", "--disable-features=LocalNetworkAccessChecks")
    with (
        started(tmp_path, index=page_of("own")) as running,
        start(browser.browser_type, *options) as other,
        opened(other) as (page, _),
    ):
        url = f"http://evil.example:{running.port}/"
        page.route(url, lambda route: route.fulfill(body="<title>theirs", content_type="text/html"), times=1)
        page.goto(url)  # their page, and now their name becomes ours
        tried = page.evaluate("fetch('/').then(async (answer) => [answer.status, await answer.text()])")
        assert tried == [421, ""]
        assert running.end() == (0, "")
