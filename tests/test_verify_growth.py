"""Pages are read as browsers read them, whatever is in them, and in a time that grows with their size and no faster."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from built_sites import audit
from growth import find_excess, repeat
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.verify.data import check_data
from microsite.verify.pages import read_page
from microsite.verify.reading import read_said

# ---- the same as another reader -----------------------------------------------------------------------------------

NAMES = st.sampled_from(["a", "p", "img", "div", "h2", "span", "A", "Img", "section", "link", "br"])
ATTRIBUTES = st.sampled_from(["href", "src", "id", "class", "alt", "data-x", "HREF", "hidden", "style", "rel"])
VALUES = st.text(st.sampled_from("ab/#?&;=äß字 '.\n<>-amp"), max_size=12)


@st.composite
def attributes(draw: st.DrawFn) -> str:
    """An attribute as templates write one, with any quotation marks that go."""
    name, value = draw(ATTRIBUTES), draw(VALUES)
    way = draw(st.sampled_from(["double", "single", "bare", "none"]))
    if way == "double":
        return f'{name}="{value}"'
    if way == "single":
        return f"{name} = '{value.replace(chr(39), '')}'"
    bare = "".join(sign for sign in value if sign not in " '\n<>=") or "x"
    return f"{name}={bare}" if way == "bare" else name


@st.composite
def tags(draw: st.DrawFn) -> str:
    inside = draw(st.lists(attributes(), max_size=4))
    space = draw(st.sampled_from([" ", "\n", "  "]))
    end = draw(st.sampled_from([">", " />", " >"]))
    return f"<{draw(NAMES)}{''.join(space + one for one in inside)}{end}"


PIECES = st.one_of(
    tags(),
    st.builds("</{}>".format, NAMES),
    st.text(st.sampled_from("ab 字&;\n\"'=/"), max_size=10),
    st.sampled_from(["a < b", "&amp;", "&#x41;", "<!-- <a href='x'> -->", "<!-- a > b -- c -->", "<!doctype html>"]),
    st.sampled_from(["<script>if (a < b) '<a href=x>'</script>", "<style>a > b { color: red }</style>"]),
)


class Other(HTMLParser):
    """What the parser of the standard library finds."""

    def __init__(self) -> None:
        """Have found nothing yet."""
        super().__init__(convert_charrefs=True)
        self.links: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link and an anchor."""
        first = {name: value or "" for name, value in reversed(attrs)}
        if tag == "a" and "href" in first:
            self.links.add(first["href"].strip())
        if first.get("id"):
            self.ids.add(first["id"])


@given(st.lists(PIECES, max_size=30))
@settings(max_examples=up_to(1_000, 100))
def test_a_page_has_the_links_and_anchors_that_another_parser_finds(pieces: list[str]) -> None:
    text = "".join(pieces)
    other = Other()
    other.feed(text)
    other.close()
    page = read_page("a.html", text, 0)
    assert {link.url for link in page.links if link.what == "link"} == other.links
    assert page.ids == other.ids


@given(st.text(st.sampled_from("<>/!-\"'= ahref#id\nsvgtitle{}[]:;&\\"), max_size=200))
@settings(max_examples=up_to(2_000, 200))
def test_any_file_is_read_whatever_is_in_it(text: str) -> None:
    for name in ("a.html", "a.css", "a.xml", "a.json", "a.ics", "robots.txt", "a.webmanifest"):
        said = read_said(name, text.encode())
        assert all(-1 <= defect.place.offset <= len(text) for defect in said.defects)


@given(st.binary(max_size=60))
@settings(max_examples=up_to(500, 50))
def test_any_bytes_are_read(data: bytes) -> None:
    for name in ("a.html", "feed.xml", "a.json", "a.ics"):
        audit({name: data, "b.html": b"<!doctype html><a href=a.html>x</a>"})


# ---- growth -------------------------------------------------------------------------------------------------------

MARKS = (
    *(
        "<",
        "<a",
        "<a ",
        "<a href=",
        '<a href="',
        "<a href='x",
        "<a href=x>",
        "</a>",
        "</",
        "<!--",
        "<!-- -",
        "--",
        "<!",
        "<?",
    ),
    *("<script>", "<script", "</script", "<style", "<title>", "</title>", "<svg>", "<svg><title>", "<h2>", "</h2>"),
    *("<h2></h2>", '<p id="№">', "<p id=a>", "<img alt=", '<img src="№" alt="">', '<img srcset="a,b ', '<a href="#№">'),
    *("&", "&#x0", '="', "='", '<meta http-equiv=refresh content="0;', '<div style="url(', "\n", "字", "<base href=№>"),
    *('<a href="/№/">x</a>', "<a href=x><img>"),
)
CSS = (
    "/*",
    "*",
    "url(",
    "url('",
    '"',
    "@import ",
    "a{",
    "a{color:red;background:white}",
    "--a:var(--a);",
    "}",
    "a",
    "\\",
    ":root{--№:red}",
)
XML = ("<a>", "<a/>", "<a", "&amp;", "]]>", "<!--", "<?x", "\n", "<entry><id>№</id></entry>")
CALENDAR = ("\n ", "\r\n", "BEGIN:VEVENT\n", "END:VEVENT\n", ";TZID=", ':"', "UID:№\n", "a")
JSON = ('{"id": "a\\/№", "url": "b\\/№"},', "[", '{"a":', '"\\u', "1", '{"@type":"Event"},', "\n")


@pytest.mark.law(every=12)
@pytest.mark.parametrize("piece", MARKS)
def test_a_page_is_read_in_proportion(piece: str) -> None:
    for before in ("<!doctype html>\n<a href=x>", "<script>"):

        def make(size: int, before: str = before) -> str:
            return before + repeat(piece, size)

        assert not find_excess(make, lambda text: read_page("a.html", text, 0))


@pytest.mark.law(every=12)
@pytest.mark.parametrize(
    ("name", "piece", "before"),
    [
        *(("a.css", piece, "") for piece in CSS),
        *(("a.xml", piece, '<feed xmlns="http://www.w3.org/2005/Atom">') for piece in XML),
        *(("a.ics", piece, "BEGIN:VCALENDAR\r\n") for piece in CALENDAR),
        *(("a.json", piece, '{"version": "https://jsonfeed.org/version/1", "items": [') for piece in JSON),
    ],
)
def test_other_files_are_read_in_proportion(name: str, piece: str, before: str) -> None:
    assert not find_excess(
        lambda size: (before + repeat(piece, size)).encode(), lambda data: read_said(name, data), largest=500_000
    )


@pytest.mark.law(every=4)
@pytest.mark.parametrize(
    "piece",
    [
        '{"@context":"https://schema.org","@type":"Event","url":"№"},',
        '{"@context":"https://schema.org","@type":"Event","url":"a\\/№"},',
        '{"@context":"https://schema.org","startDate":"x№"},',
    ],
)
def test_data_are_read_in_proportion(piece: str) -> None:
    assert not find_excess(
        lambda size: f"[{repeat(piece, size)}0]", lambda text: check_data("a.html", text, 0), largest=200_000
    )


SITES = {
    "links to nowhere": lambda number: f'<a href="/nowhere-{number}/">x</a>',
    "links to each other": lambda number: f'<a href="p{number + 1}.html">x</a><a href="p{number // 2}.html#x">x</a>',
    "redirects in a row": lambda number: f'<meta http-equiv="refresh" content="0; url=p{number + 1}.html">',
    "versions": lambda number: (
        f'<link rel="canonical" href="https://a.example/p{number}.html">'
        f'<link rel="alternate" hreflang="de" href="https://a.example/p{number // 2}.html">'
    ),
}


@pytest.mark.law(every=4)
@pytest.mark.parametrize("name", SITES)
def test_a_site_is_audited_in_proportion(name: str) -> None:
    def make(size: int) -> dict[str, bytes]:
        return {
            f"p{number}.html": f"<!doctype html><title>{number % 9}</title>{SITES[name](number)}".encode()
            for number in range(size // 40)
        }

    assert not find_excess(make, audit, largest=200_000)
