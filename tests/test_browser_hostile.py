"""Pages of hostile inputs in a real browser: no script runs, no other host is asked, with the policy and without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote, unquote

import pytest
from hostile_inputs import build_bodies, build_media, build_value, read_values
from laws import are_all_tried, some
from playwright.sync_api import Browser, Dialog
from serving import Quiet, answering
from test_browser_policy import POLICY
from whole_sites import Files

KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}

LOOK = r"""() => [...document.querySelectorAll("iframe")].flatMap((frame) => {
  const found = [], page = frame.contentDocument;
  if (page === null || page.querySelector("main") === null) return [`${frame.src}: no page`];
  if (frame.contentWindow.ran !== undefined) found.push("a script ran");
  const odd = ["style", "srcdoc", "formaction", "ping", "background"];
  const leading = ["href", "src", "action", "xlink:href", "srcset", "poster"];
  const unwanted = ["iframe", "object", "embed", "form", "base", "style", "frame", "applet", "portal"];
  for (const element of page.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      const plain = value.replace(/[\u0000-\u0020]/g, "").toLowerCase();
      if (name.startsWith("on") || odd.includes(name)) found.push(`${element.localName} ${name}`);
      if (leading.includes(name) && /^(?:javascript|vbscript|data|blob|file):/.test(plain)) found.push(plain);
    }
    const tag = element.localName;
    const isData = element.type === "application/ld+json";
    if (tag === "script" && !isData && !/^\/assets\//.test(element.getAttribute("src"))) found.push("a script");
    if (tag === "meta" && /refresh|cookie/i.test(element.httpEquiv)) found.push(element.httpEquiv);
    if (tag === "form" ? !element.closest("[role=search]") : unwanted.includes(tag)) found.push(tag);
    if (tag === "script" && isData) JSON.parse(element.text);
  }
  return found.map((one) => `${frame.src}: ${one}`);
})"""
"""What is wrong in the pages that are shown, as the browser has read them."""


@pytest.fixture(scope="module")
def files() -> Files:
    """The files of all sites of hostile inputs, each site in a folder of its own."""
    sites = (build_bodies()[0], build_media()[0], *map(build_value, some(read_values())))
    return {f"{number}/{path}": data for number, site in enumerate(sites) for path, data in site.files.items()}


@contextmanager
def serve(files: Files, shown: list[str], *, has_policy: bool) -> Iterator[str]:
    """Serve them on this machine, with a page that shows some in frames; what a page asks for may be any site's."""
    frames = "".join(f'<iframe src="/{quote(name)}"></iframe>' for name in shown)
    plain = {path.partition("/")[2]: data for path, data in files.items()}

    class Handler(Quiet):
        """Answers from memory."""

        def do_GET(self) -> None:  # noqa: N802 (the library’s)
            path = unquote(self.path.partition("?")[0])[1:]
            data = files.get(path, plain.get(path, b""))
            kind = KINDS.get(path.rpartition(".")[2], "text/html")
            if path == "frames":
                data = f"<!doctype html><title>frames</title>{frames}".encode()
            elif kind == "text/html" and not has_policy:
                data = POLICY.sub("", data.decode()).encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "max-age=9999")
            self.end_headers()
            self.wfile.write(data)

    with answering(Handler) as address:
        yield address


def list_shown(files: Mapping[str, bytes]) -> list[str]:
    """The pages with something of their own, in which strangers may have written."""
    pages = [path for path in files if path.endswith(".html") and not path.endswith("404.html")]
    return [path for path in pages if b"<main" in files[path] and b'http-equiv="refresh"' not in files[path]]


@pytest.mark.law
@pytest.mark.parametrize("has_policy", [True, False])
def test_nothing_that_strangers_wrote_runs_or_asks_another_host(
    browser: Browser,
    files: Files,
    has_policy: bool,  # noqa: FBT001
) -> None:
    asked, dialogs = list[str](), list[str]()

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    shown = some(list_shown(files))
    with serve(files, shown, has_policy=has_policy) as origin:
        page = browser.new_page()
        page.set_default_timeout(180_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", dismiss)
        page.goto(f"{origin}/frames")
        assert len(page.frames) == len(shown) + 1 > (500 if are_all_tried() else 40)
        assert page.evaluate(LOOK) == []
        assert [url for url in asked if not url.startswith(f"{origin}/")] == []
        assert (dialogs, page.title(), page.url) == ([], "frames", f"{origin}/frames")
        assert page.evaluate("window.ran === undefined")
        page.close()


def test_what_strangers_wrote_would_run_if_it_came_into_a_page_as_it_is(browser: Browser) -> None:
    text = '<!doctype html><main><img src=x onerror="window.ran = 1"><form></form></main>'
    with serve({"0/a.html": text.encode()}, ["0/a.html"], has_policy=True) as origin:
        page = browser.new_page()
        page.goto(f"{origin}/frames")
        page.frames[1].wait_for_function("window.ran")
        found = page.evaluate(LOOK)
        page.close()
    assert [one.partition("html: ")[2] for one in found] == ["a script ran", "img onerror", "form"]
