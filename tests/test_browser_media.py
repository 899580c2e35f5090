"""Files of content in a real browser, from a real server: what the site publishes runs no script on its origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote

import pytest
from laws import some
from playwright.sync_api import Browser, Error, Page
from serving import Quiet, answering
from whole_sites import Built, Files, build, read_site

from microsite.model.media import DOWNLOADS, PICTURES

RUN = "document.documentElement.setAttribute('ran', '')"
PAGE = f"<!DOCTYPE html><html><body><script>{RUN}</script></body></html>".encode()
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{RUN}</script></svg>'.encode()
DATA = f'<?xml version="1.0"?><r><s:script xmlns:s="http://www.w3.org/1999/xhtml">{RUN}</s:script></r>'.encode()
SCRIPT = RUN.encode()

DANGEROUS = {
    **dict.fromkeys(["x.html", "x.htm", "x.shtml", "x.html.de", "x.html.unknown", "x", "x.unknown"], PAGE),
    **dict.fromkeys(["x.svg", "x.svg.de", "x.svg.unknown"], DRAWING),
    **dict.fromkeys(
        ["x.xhtml", "x.xht", "x.xml", "x.xsl", "x.xsd", "x.rng", "x.rss", "x.atom", "x.rdf", "x.mml"], DATA
    ),
    **dict.fromkeys(["x.js", "x.mjs", "x.css", "x.json", "x.wasm", "x.php", "x.swf", "x.mht"], SCRIPT),
}
"""Files with a script in them, by names under which servers and browsers may run it."""

TYPES = {
    **dict.fromkeys(["html", "htm", "shtml"], "text/html"),
    **dict.fromkeys(["xml", "xsl", "xsd", "rng"], "application/xml"),
    **dict.fromkeys(["xhtml", "xht"], "application/xhtml+xml"),
    **dict.fromkeys(["js", "mjs"], "text/javascript"),
    **{name: f"application/{name}+xml" for name in ("rss", "atom", "rdf")},
    **{name: f"application/{name}" for name in ("json", "wasm", "pdf", "zip")},
    **{name: f"text/{name}" for name in ("css", "csv")},
    "mml": "application/mathml+xml",
    "svg": "image/svg+xml",
    "mht": "message/rfc822",
    "txt": "text/plain",
    "png": "image/png",
}
"""As servers have them. Of other files they do not tell the type, so that the browser looks at their bytes."""


@contextmanager
def serving(files: Files, *, is_typed: bool = True) -> Iterator[str]:
    """The address of a server of these files that goes by the last ending that it knows, or tells no types at all."""

    class Handler(Quiet):
        def do_GET(self) -> None:  # noqa: N802 (the library’s)
            path = unquote(self.path)[1:]
            self.send_response(200 if path in files else 404)
            known = [TYPES[ending] for ending in path.split(".")[1:] if ending in TYPES]
            if known and is_typed:
                self.send_header("Content-Type", known[-1])
            self.end_headers()
            self.wfile.write(files.get(path, b""))

    with answering(Handler) as address:
        yield address


def open_page(page: Page, url: str) -> bool:
    """Go there; False if the browser saves what it gets, and shows nothing."""
    try:
        page.goto(url)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return False
    return True


Runner = Callable[[Files], set[str]]


@pytest.fixture
def run(browser: Browser) -> Runner:
    """Give what opens each file in the browser, as a link would, and names those whose script has run."""

    def opener(files: Files) -> set[str]:
        ran = set[str]()
        for is_typed in (True, False):
            with serving(files, is_typed=is_typed) as origin, browser.new_context() as context:
                page = context.new_page()
                for path in files:
                    is_open = open_page(page, f"{origin}/{path}")
                    if is_open and page.evaluate("document.documentElement.hasAttribute('ran')"):
                        ran.add(path)
        return ran

    return opener


def publish(body: str, files: Files, pictures: str = "") -> Built:
    """A site of which a text says this, beside these files."""
    own = {f"content/pages/about/{name}": data for name, data in files.items()}
    group = {"content/pages/about.yaml": pictures.encode()} if pictures else {}
    text = {"content/pages/about.en.md": f"---\ntitle: Files\n---\n{body}\n".encode()}
    return build(read_site("minimal") | text | own | group, base_url="https://talent.example/")


@pytest.mark.law
def test_the_files_of_these_tests_do_run_if_nobody_looks_at_them(run: Runner) -> None:
    tried = {name: DANGEROUS[name] for name in some(DANGEROUS)}
    assert {name for name, data in tried.items() if data != SCRIPT} <= run(tried)


@pytest.mark.parametrize(
    "way",
    [
        "![a]({})",
        "[a]({})",
        '<a download href="{}">a</a>',
        "[a](/media/pages/{})",
        "[a](https://talent.example/media/pages/{})",
    ],
)
def test_no_file_with_a_script_is_published_whichever_way_a_text_leads_to_it(way: str) -> None:
    site = publish("\n\n".join(way.format(f"about/{name}") for name in DANGEROUS), DANGEROUS)
    rule = "picture-invalid" if way.startswith("!") else "download-unsafe"
    assert site.files == {}
    assert site.rules().count(rule) == len(DANGEROUS)


def test_no_file_with_a_script_is_a_picture_of_a_group_file() -> None:
    pictures = "pictures:\n" + "".join(f"  - {{file: {name}, alt: Hall}}\n" for name in DANGEROUS)
    site = publish("", DANGEROUS, pictures)
    assert (site.files, site.rules().count("picture-invalid")) == ({}, len(DANGEROUS))


@pytest.mark.parametrize("data", [PAGE, DRAWING, DATA])
def test_no_script_is_published_under_a_good_name(data: bytes) -> None:
    names = [f"x.{ending}" for ending in sorted({*DOWNLOADS, *PICTURES})]
    site = publish("\n\n".join(f"[a](about/{name})" for name in names), dict.fromkeys(names, data))
    rules = site.rules()
    assert site.files == {}
    assert rules.count("download-unsafe") + rules.count("picture-invalid") == len(names)


@pytest.mark.law
def test_what_is_published_runs_nothing(run: Runner) -> None:
    heads = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "gif": b"GIF89a", "webp": b"RIFF    WEBPVP8 "}
    heads |= {
        "jpeg": heads["jpg"],
        "avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
        "pdf": b"%PDF-1.4\n",
        "zip": b"PK\3\4",
    }
    files = {f"x.{end}": heads.get(end, b"Saal, 9 Uhr\n") + PAGE for end in sorted({*DOWNLOADS, *PICTURES})}
    files |= {"a.b.txt": b"1 " + DRAWING, "c.csv": b"," + DATA, "d.txt": b" " * 2000 + PAGE}
    site = publish("\n\n".join(f"[a](about/{name})" for name in files), files)
    assert site.rules() == []
    published = {path: data for path, data in site.files.items() if path.startswith("media/")}
    assert published == {f"media/pages/about/{name}": data for name, data in files.items()}
    assert run({path: published[path] for path in some(published)}) == set()
