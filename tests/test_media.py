"""Which files may be published, by name and first bytes: the one rule that all copies of content pass."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from microsite.model.media import DOWNLOADS, PICTURES, Signature, Use, find_refusal, find_signature, why_unsafe
from microsite.model.source import HEAD

PNG, JPEG, GIF = b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xd8\xff\xe0\0\x10JFIF", b"GIF89a\1\0\1\0"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 "
AVIF = b"\0\0\0\x20ftypavif\0\0\0\0mif1miaf"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
HEADS: dict[Signature, bytes] = {"png": PNG, "jpeg": JPEG, "gif": GIF, "webp": WEBP, "avif": AVIF, "": b"%PDF-1.7"}
OF_CAMERAS: dict[Signature, bytes] = {"heic": HEIC, "tiff": b"II*\0\x08\0\0\0"}
PAGE = b"<script>alert(1)</script>"
KEY = "content/press/2025-11-16-talente"


# ---- bytes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("signature", "head"), [*HEADS.items(), *OF_CAMERAS.items(), ("tiff", b"MM\0*\0\0\0\x08")])
def test_a_picture_is_known_by_its_first_bytes(signature: Signature, head: bytes) -> None:
    assert find_signature(head) == signature
    assert find_signature(head + b"\0" * 9999) == signature


@pytest.mark.parametrize(
    "head",
    [
        *(b"\0", b"\x89PNG", b"\xff\xd8", b"GIF88a", b"RIFF\0\0\0\0WAVEfmt ", b"BM\0\0", b"\0\0\1\0"),
        *(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", b"\0\0\0\x08ftypavif"),
        *(b"PK\3\4", b"a,b\r\n1,<2\r\n", b"<", b"< 5 %", b"<3", b"BEGIN:VCARD", b"// <script>", b" \n" * HEAD + PAGE),
    ],
)
def test_other_bytes_are_none(head: bytes) -> None:
    assert find_signature(head) == ""


def test_no_bytes_are_no_picture_but_may_be_a_text() -> None:
    assert find_signature(b"") == "empty"
    found = find_refusal(f"{KEY}/a.png", "empty", "picture")
    assert found == ("picture-invalid", "is empty", "copy the file once more, or save the picture again")
    assert find_refusal(f"{KEY}/a.txt", "empty", "download") is None


def test_avif_may_be_named_among_the_brands_that_a_file_goes_with() -> None:
    assert find_signature(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf") == "avif"
    assert find_signature(b"\0\0\0\x14ftypmif1\0\0\0\0mif1avif") == "heic"  # that one stands behind the box


@pytest.mark.parametrize(("signature", "head"), OF_CAMERAS.items())
def test_a_picture_of_a_camera_is_told_by_what_it_is_whatever_its_name_says(signature: Signature, head: bytes) -> None:
    assert find_signature(head) == signature
    renamed = find_refusal(f"{KEY}/a.jpg", signature, "picture")
    assert renamed
    assert (
        renamed.message
        == f"holds a {signature.upper()} picture, which not every browser shows; its name says otherwise"
    )
    assert renamed.hint == "another name does not make it another picture: save it as PNG, JPEG, GIF, WebP or AVIF"
    named = find_refusal(f"{KEY}/a.{signature}", signature, "picture")
    assert named
    assert named.message == f"is a {signature.upper()} picture, which not every browser shows"


@pytest.mark.parametrize(
    "written",
    [
        *(
            "<!DOCTYPE html>",
            "<html",
            "<script>",
            "<a ",
            "<?xml version='1.0'?>",
            "<svg",
            "<rss",
            "</p>",
            "<x:y",
            "<!-- -->",
        ),
    ],
)
@pytest.mark.parametrize(
    "before", ["", "\N{ZERO WIDTH NO-BREAK SPACE}", " \t\r\n\f", "\N{ZERO WIDTH NO-BREAK SPACE}\n"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_what_a_browser_may_take_for_html_or_xml_is_markup(written: str, before: str, encoding: str) -> None:
    assert find_signature((before + written).encode(encoding)) == "markup"


def test_what_is_a_picture_and_html_at_once_is_html() -> None:
    assert find_signature(b"<a  ftypavif\0\0\0\0avif") == "markup"
    assert find_signature(b" \n\0<ab ftypavif") == "markup"


# ---- names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *(
            "plan.pdf",
            "PLAN.PDF",
            "report.v2.pdf",
            "2025.11.16-plan.pdf",
            "plan.de.pdf",
            "plan.pl.pdf",
            "Übersicht.zip",
        ),
        *(
            "a b.docx",
            "人才.xlsx",
            "gäste.csv",
            "news.js-conference.pdf",
            "film.mp4",
            "a/b.c/plan.odt",
            "notes.txt",
            "a.svgx.zip",
        ),
    ],
)
def test_a_document_of_the_list_may_be_led_to(name: str) -> None:
    assert find_refusal(f"{KEY}/{name}", "", "download") is None


@pytest.mark.parametrize(
    "name",
    [
        *(
            "x.html",
            "x.HTM",
            "x.xhtml",
            "x.svg",
            "x.svgz",
            "x.xml",
            "x.rss",
            "x.atom",
            "x.xsd",
            "x.rng",
            "x.xsl",
            "x.mml",
        ),
        *("x.js", "x.mjs", "x.css", "x.wasm", "x.swf", "x.shtml", "x.php", "x.mht", "x.json", "x.md", "x.exe", "x.gz"),
        *("x.html.de", "x.de.html", "a.html.pdf", "a.HTML.pdf", "x.php.pdf", "x.php5.zip", "x.svg.zip", "x.asp;.pdf"),
        *("x.html .pdf", "x.tar.gz", "x.pdf.gz", "x.pdf.unknown", "x.ſvg", "x.ｈtml.pdf", "x.ｐｄｆ", "x.cgi.txt"),
        *("x", "x.", "x.pdf.", "x.pdf ", " x.pdf", ".pdf", ".htaccess", ".a/x.pdf", "_headers", "_redirects", "CNAME"),
        *("web.config", ".user.ini", "pdf", "x.pdf\n"),
    ],
)
def test_every_other_name_is_refused(name: str) -> None:
    found = find_refusal(f"{KEY}/{name}", "", "download")
    assert found
    assert (found.rule, bool(found.message), bool(found.hint)) == ("download-unsafe", True, True)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (
            "a.html.pdf",
            "has the ending “.html”, which browsers open as a page or a script of this site",
            "call it a.pdf",
        ),
        ("a.v2.php.pdf", "has the ending “.php”, which many servers run", "call it a.v2.pdf"),
        (
            "a.gz",
            "has the ending “.gz”, which browsers unpack, to open what is in it as part of this site",
            "offer it as a PDF or in a ZIP file",
        ),
        (
            "a.dwg",
            "ends in “.dwg”, which is not one of the documents and archives that the site offers",
            "offer it as a PDF or in a ZIP file, or ask the operator to add dwg to downloads: in site.yaml",
        ),
        ("a", "has no ending that says what it is", "call it a.pdf"),
    ],
)
def test_a_name_that_is_refused_is_told_with_a_better_one(name: str, message: str, hint: str) -> None:
    assert find_refusal(f"{KEY}/{name}", "", "download") == ("download-unsafe", message, hint)


def test_bytes_of_html_or_xml_are_refused_whatever_they_are_called() -> None:
    for ending in (*DOWNLOADS, "dwg"):
        found = find_refusal(f"{KEY}/x.{ending}", find_signature(PAGE), "download", ["dwg"])
        assert found
        assert (found.rule, found.hint) == (
            "download-unsafe",
            "offer it as a PDF or in a ZIP file, or let it begin without “<”",
        )
    assert find_refusal(f"{KEY}/x.dwg", "", "download", ["dwg"]) is None


@pytest.mark.parametrize(
    ("name", "signature"),
    [("a.png", "png"), ("a.JPG", "jpeg"), ("a.jpeg", "jpeg"), ("a.b.webp", "webp"), ("a.avif", "avif")],
)
def test_a_picture_whose_name_and_bytes_agree_may_be_shown_and_led_to(name: str, signature: Signature) -> None:
    assert find_refusal(f"{KEY}/{name}", signature, "picture") is None
    assert find_refusal(f"{KEY}/{name}", signature, "download") is None


@pytest.mark.parametrize(
    ("name", "signature", "message", "hint"),
    [
        ("a.jpg", "png", "holds a PNG picture; its name says otherwise", "call it a.png"),
        ("a.b.html", "jpeg", "holds a JPEG picture; its name says otherwise", "call it a.b.jpg"),
        (
            "a.html.png",
            "png",
            "has the ending “.html”, which browsers open as a page or a script of this site",
            "call it a.png",
        ),
        ("a", "gif", "has no ending that says what it is", "call it a.gif"),
        ("a.svg", "markup", "is a drawing in SVG, which can hold scripts", "save it as PNG or WebP"),
        (
            "a.png",
            "markup",
            "is not a picture: it begins as HTML or XML does",
            "save it as PNG, JPEG, GIF, WebP or AVIF",
        ),
        ("a.pdf", "", "is not a picture that every browser shows", "save it as PNG, JPEG, GIF, WebP or AVIF"),
    ],
)
def test_another_picture_is_told_with_what_it_is(name: str, signature: Signature, message: str, hint: str) -> None:
    assert find_refusal(f"{KEY}/{name}", signature, "picture") == ("picture-invalid", message, hint)


def test_what_the_list_holds_nothing_runs() -> None:
    assert not [ending for ending in (*DOWNLOADS, *PICTURES) if why_unsafe(ending)]
    assert [why_unsafe(ending) != "" for ending in ("html", "HTML", " html", "ｈtml", "php7", "gz", "dwg")] == [
        True
    ] * 6 + [False]


ENDINGS = st.sampled_from(
    ["", " ", "pdf", "PNG", "jpg", "html", "svg", "php", "gz", "v2", "de", "pl", "dwg", "xyz", "Ä", "ſvg"]
)
NAMES = st.lists(ENDINGS | st.text(max_size=3), max_size=5).map(".".join)
BYTES = st.sampled_from([*HEADS.values(), PAGE, b"\xef\xbb\xbf<?xml ", b" " * 1440 + b"<svg", "<p>".encode("utf-16")])
USES: st.SearchStrategy[Use] = st.sampled_from(["picture", "download"])


@given(NAMES, BYTES | st.binary(max_size=40), USES)
@example("a.html.pdf", b"%PDF", "download")
@example("a.png", PAGE, "picture")
def test_what_is_published_is_on_the_list_by_its_name_and_by_its_bytes(name: str, head: bytes, use: Use) -> None:
    if find_refusal(f"{KEY}/{name}", find_signature(head), use, ["dwg"]):
        return
    shown = find_refusal(f"{KEY}/{name}", find_signature(head), "download", ["dwg"])
    assert shown is None, "what may be shown as a picture may be copied"
    last = name.rpartition(".")[2].lower()
    assert last in {*PICTURES, *(() if use == "picture" else (*DOWNLOADS, "dwg"))}
    assert not re.search(r"[.;]\s*(html|svg|php|gz)\s*[.;]", f"{name};", re.IGNORECASE)
    assert not name.startswith((".", " "))
    assert not re.match(rb"[\s\0]*(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<\0*[a-z!?/]", head[:HEAD], re.IGNORECASE)
    if last in PICTURES:
        assert head.startswith(HEADS[PICTURES[last]][: 4 if last != "avif" else 0])  # type: ignore[index]
