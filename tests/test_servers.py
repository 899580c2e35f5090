"""A published site on real servers, nginx and Caddy, configured as `publish config` says."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

import brotli
import pytest
from browsing import complaints
from playwright.sync_api import Browser
from serving import Ask, serve
from whole_sites import Files, call, edit, output, read_site, write_files

SERVERS = ("nginx", "caddy")
TRAP = "content/press/2025-09-30-eröffnung/plan.20250101.pdf"
"""A name as of a file that lasts; it does not."""

PAGE = "/de/press/er%C3%B6ffnung/"


OWN = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>waits</title>
<style>p { color: rgb(1, 2, 3) }</style></head><body><p>x</p><script>document.title = "ran"</script></body></html>
"""
"""A page of the operator's, without a policy of its own."""


EDITOR = b"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>x</title></head><body><p style="color: rgb(1, 2, 3)">x</p></body></html>
"""
"""A page that may have any style, as an editor that makes them."""


class Served(NamedTuple):
    """A running server, and what it shows: the files of the site as built, and where the site begins."""

    ask: Ask
    files: Files
    base: str
    origin: str


def publish(program: str, folder: Path, base: str) -> tuple[Path, Files]:
    """The configuration of a server, and the files of the site."""
    files = read_site("trilingual")
    files |= {TRAP: files["content/press/2025-09-30-eröffnung/Übersicht.pdf"]}
    text = "content/press/2025-09-30-eröffnung.de.md"
    files |= {text: files[text] + b"\n[Plan](2025-09-30-er\xc3\xb6ffnung/plan.20250101.pdf)\n"}
    [address] = re.findall(r"(?m)^base_url: .*$", files["content/site.yaml"].decode())
    files = edit(files, "content/site.yaml", address, f"base_url: https://hafentage.example{base}")
    root = write_files(folder / "root", files)
    assert call("-q", folder=root).status == 0
    write_files(root / "output", {"own.html": OWN, "admin/index.html": EDITOR, "en/tool/index.html": EDITOR})
    public = folder / f"www{base}"
    for words in (("sync", str(public)), ("config", str(public))):
        done = call("publish", *words, "--host", program, folder=root)
        assert (done.status, done.err) == (0, "")
    (folder / "config").write_text(done.out, encoding="utf-8")
    return folder / "config", output(root)


@pytest.fixture(scope="module", params=[(program, base) for program in SERVERS for base in ("/", "/unter/pfad/")])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Publish the site, and run a server on it."""
    program, base = request.param
    folder = tmp_path_factory.mktemp("served")
    config, files = publish(program, folder, base)
    with serve(program, config, folder) as (ask, origin):
        yield Served(lambda path, **words: ask(base[:-1] + path, **words), files, base, origin)


def url_of(path: str) -> str:
    return "/" + quote(path.removesuffix("index.html"))


# ---- what is there ------------------------------------------------------------------------------------------------


def test_every_file_is_there_and_is_what_was_built(served: Served) -> None:
    seen = set()
    for path, data in served.files.items():
        answer = served.ask(url_of(path))
        if path.endswith("404.html") or b'http-equiv="refresh"' in data:
            seen.add((path.rpartition("/")[2], answer.status))
        else:
            assert (answer.status, answer.body) == (200, data), path
    assert {("404.html", 404), ("index.html", 301), ("2025-09.html", 301)} == seen


def test_pages_say_that_they_are_in_utf8(served: Served) -> None:
    for path, kind in (("/de/", "text/html"), ("/", "text/html")):
        assert served.ask(path).headers["content-type"].lower() == f"{kind}; charset=utf-8"


def test_nobody_sees_what_is_hidden(served: Served) -> None:
    assert served.ask("/.microsite.json").status == 404
    assert served.ask("/de/.hidden/x").status == 404


# ---- compressed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "sent"),
    [
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("deflate", None),
        ("identity", None),
        ("", None),
    ],
)
def test_readers_get_what_they_can_read(served: Served, wanted: str, sent: str | None) -> None:
    data = served.files["de/index.html"]
    answer = served.ask("/de/", accept_encoding=wanted)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[sent]
    assert (answer.status, answer.headers.get("content-encoding")) == (200, sent)
    assert unpack(answer.body) == data
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
    if sent:
        assert len(answer.body) < len(data) / 2


def test_what_does_not_get_smaller_is_sent_as_it_is(served: Served) -> None:
    [path] = [path for path in served.files if "crane-480" in path and path.endswith(".webp")]
    answer = served.ask(url_of(path), accept_encoding="br, gzip")
    assert "content-encoding" not in answer.headers
    assert answer.body == served.files[path]


# ---- kept, and asked for again --------------------------------------------------------------------------------------


def test_what_lasts_is_kept_for_ever_and_all_else_is_asked_for_again(served: Served) -> None:
    lasting = [path for path in served.files if re.search(r"\.[0-9a-f]{8}\.[a-z]+$", path)]
    assert {path.split("/")[0] for path in lasting} == {"assets", "media"}
    for path in served.files:
        if not path.endswith("404.html"):
            for encoding in ("br", ""):
                answer = served.ask(url_of(path), accept_encoding=encoding)
                lasts = path in lasting and "plan.2025" not in path
                expected = "public, max-age=31536000, immutable" if lasts else "no-cache"
                assert answer.headers["cache-control"] == expected, path


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_who_has_a_page_already_is_told_so_in_few_bytes(served: Served, encoding: str) -> None:
    first = served.ask(PAGE, accept_encoding=encoding)
    again = served.ask(PAGE, accept_encoding=encoding, if_none_match=first.headers["etag"])
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_a_part_of_a_file_can_be_asked_for(served: Served) -> None:
    [path] = [path for path in served.files if path.endswith("Übersicht.pdf")]
    answer = served.ask(url_of(path), range="bytes=10-19")
    assert (answer.status, answer.body) == (206, served.files[path][10:20])
    assert answer.headers["content-range"] == f"bytes 10-19/{len(served.files[path])}"
    assert served.ask(url_of(path), range="bytes=999999-").status == 416


# ---- what has moved -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/de/presse/eroeffnung/", "/de/presse/eroeffnung", "/presse/2025-09.html"])
def test_what_has_moved_leads_to_the_new_address_at_once(served: Served, path: str) -> None:
    answer = served.ask(path)
    assert (answer.status, answer.headers["location"]) == (301, served.base[:-1] + PAGE)
    assert answer.headers["cache-control"] == "no-cache"  # or a slip would stay in browsers
    assert served.ask(path, method="HEAD").status == 301


def test_an_address_without_its_slash_leads_to_the_one_with_it(served: Served) -> None:
    answer = served.ask(PAGE.removesuffix("/"))
    assert answer.status in {301, 308}
    assert unquote(answer.headers["location"]) == unquote(served.base[:-1] + PAGE)


def test_nobody_is_led_away_for_their_language(served: Served) -> None:
    for path, file in (("/", "index.html"), ("/en/", "en/index.html")):
        for language in ("de", "zh-CN,zh;q=0.9", "en", "*"):
            answer = served.ask(path, accept_language=language)
            assert (answer.status, answer.body) == (200, served.files[file])
            assert "language" not in answer.headers.get("vary", "").lower()


# ---- wrong addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/nothing", "404.html"),
        ("/de/nichts/", "de/404.html"),
        ("/de/press/2025/nichts.html", "de/404.html"),
        ("/en/nothing", "en/404.html"),
        ("/zh/%E6%B2%A1%E6%9C%89/", "zh/404.html"),
        ("/assets/style.00000000.css", "404.html"),
        ("/de", None),
        ("/deutsch/", "404.html"),
        ("/404.html", "404.html"),
    ],
)
@pytest.mark.parametrize("encoding", ["br", ""])
def test_a_wrong_address_is_told_in_the_language_that_it_is_in(
    served: Served, path: str, file: str | None, encoding: str
) -> None:
    answer = served.ask(path, accept_encoding=encoding)
    if file is None:
        assert answer.status in {301, 308}
        return
    assert answer.status == 404
    assert (brotli.decompress(answer.body) if encoding else answer.body) == served.files[file]
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


# ---- security -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/de/", PAGE, "/sitemap.xml", "/nothing", "/de/presse/eroeffnung/"])
def test_every_answer_has_the_headers_of_security(served: Served, path: str) -> None:
    headers = served.ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["content-security-policy"].startswith("default-src 'none'; base-uri 'none'; connect-src 'self'; ")
    assert "; frame-ancestors 'none'; " in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "strict-transport-security" not in headers  # that is for the operator to decide


def test_a_page_that_may_have_any_style_has_its_own_policy_alone(served: Served) -> None:
    for path in ("/admin/", "/en/tool/", "/admin/index.html"):
        headers = served.ask(path).headers
        assert headers["content-security-policy"] == "frame-ancestors 'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-cache"


def test_assets_have_them_too(served: Served) -> None:
    [path] = [path for path in served.files if path.startswith("assets/icon.")]
    headers = served.ask(url_of(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.slow
def test_a_browser_shows_and_runs_all_that_stands_in_pages_and_drawings(served: Served, browser: Browser) -> None:
    page, told = browser.new_page(), list[str]()
    page.on("console", lambda message: told.extend(complaints(message)))
    start = served.origin + served.base
    page.goto(f"{start}own.html")
    assert page.title() == "ran"
    assert page.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(1, 2, 3)"
    page.goto(f"{start}admin/")
    assert page.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(1, 2, 3)"
    [drawing] = [path for path in served.files if path.startswith("assets/artwork.")]
    page.goto(start + drawing)
    fills = "[...document.querySelectorAll('[class]')].map((one) => getComputedStyle(one).fill)"
    assert {*page.evaluate(fills)} - {"rgb(0, 0, 0)", "none"}  # the first is what has no style
    for path in ("", "de/", PAGE[1:], "zh/glossary/", "nothing"):
        page.goto(start + path)
        assert page.evaluate("document.styleSheets[0].cssRules.length")
        assert page.evaluate("[...document.images].every((image) => !image.complete || image.naturalWidth)")
    page.close()
    assert told == []
