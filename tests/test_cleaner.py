"""Whatever HTML comes in, only what is on the list comes out; and the author is told what did not."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.diagnostics.problems import Diagnostic, Span
from microsite.markup.anchors import set_anchors
from microsite.markup.clean import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    TAG,
    UNSAFE_SCHEMES,
    check_removed,
    clean,
    clean_inline,
    depth,
    read_attributes,
    write_tag,
)
from microsite.markup.convert import convert
from microsite.markup.places import Finder
from microsite.model.entries import Prose

PATH = "content/pages/about.de.md"


def check(raw: str) -> list[Diagnostic]:
    return list(check_removed(raw, Finder(Prose(PATH, raw, 4))))


class _Reader(HTMLParser):
    """An independent reading of HTML: elements with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


# ---- cleaning -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("<p>Talente<script>alert(1)</script></p>", "<p>Talente</p>"),
        ("<style>p {color: red}</style>", ""),
        ("<svg onload=alert(1)><circle/></svg>Text", "Text"),
        ("<IMG SRC=halle.jpg ONERROR=alert(1)>", '<img src="halle.jpg">'),
        ('<P ID="a" STYLE="color:red">Text</P>', '<p id="a">Text</p>'),
        ("<!-- Notiz <script>alert(1)</script> -->Text", "Text"),
        ("<![CDATA[geheim]]>Text", "Text"),
        ("<iframe src=https://example.org></iframe>Text", "Text"),
        ("<form action=/x><input name=a><button>Los</button></form>", "Los"),
        ('<a href="javascript:alert(1)">Text</a>', "<a>Text</a>"),
        ('<a href="JaVaScRiPt:alert(1)">Text</a>', "<a>Text</a>"),
        ('<a href="&#106;avascript:alert(1)">Text</a>', "<a>Text</a>"),
        ('<a href="java\tscript:alert(1)">Text</a>', "<a>Text</a>"),
        ('<a href="\x01javascript:alert(1)">Text</a>', "<a>Text</a>"),
        ('<a href="vbscript:x">Text</a>', "<a>Text</a>"),
        ('<a href="file:///etc/passwd">Text</a>', "<a>Text</a>"),
        ('<img src="data:image/svg+xml,<svg onload=alert(1)>" alt="">', '<img alt="">'),
        ('<blockquote cite="javascript:x">Text</blockquote>', "<blockquote>Text</blockquote>"),
        (
            '<IMAGE src="a.png" width="50%" height="3em"><img src="b.png" width="20px">',
            '<img src="a.png"><img src="b.png" width="20">',
        ),
        ("<b>offen <i>verschränkt</b> Text", "<b>offen <i>verschränkt</i></b><i> Text</i>"),
    ],
)
def test_what_is_not_allowed_is_left_out(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        '<h2 id="wettbewerbe" class="wide">Wettbewerbe</h2>',
        '<p lang="zh-Hans" dir="ltr" translate="no">重庆国际人才交流大会</p>',
        "<ruby>重庆<rp>(</rp><rt>Chóngqìng</rt><rp>)</rp></ruby>",
        '<table><thead><tr><th scope="col">Jahr</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>',
        '<details open=""><summary>Mehr</summary>Text</details>',
        '<a href="mailto:presse@example.org">a</a><a href="tel:+4930123">b</a><a href="../press/a.md#b">c</a>',
        '<img alt="Halle" height="10" src="halle.jpg" width="20">',
        '<ol start="3"><li value="4">vier</li></ol>',
        '<time datetime="2025-11-16">16. November</time> <data value="3944">3.944</data>',
    ],
)
def test_what_is_allowed_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
    assert check(text) == []


def test_the_first_level_is_left_for_the_anchors_to_lower_and_nothing_is_told() -> None:
    assert clean("<h1>Talente</h1>") == "<h1>Talente</h1>"
    assert check("<h1>Talente</h1>") == []


def test_a_heading_in_a_list_of_headings_keeps_emphasis_and_language_alone() -> None:
    raw = '<a href="x.md" id="a"><em>Die</em></a> <span lang="zh" class="b">大会</span> <img src="a.png"><sup>2</sup>'
    assert clean_inline(raw) == '<em>Die</em> <span lang="zh">大会</span> <sup>2</sup>'


TAGS = st.sampled_from([*sorted(ALLOWED_TAGS), "h1", "script", "svg", "math", "iframe", "object", "form", "template"])
NAMES = st.sampled_from(
    ["id", "class", "style", "href", "src", "onclick", "ONLOAD", "xlink:href", "formaction", "cite"]
)
VALUES = st.sampled_from(
    [
        "a",
        "javascript:alert(1)",
        " jAvAsCrIpT:x",
        "java\nscript:x",
        "&#x6A;avascript:x",
        "data:text/html,<script>",
        "'>",
        '"',
    ]
)
HTML = st.lists(
    st.one_of(
        st.builds("<{} {}={}>".format, TAGS, NAMES, VALUES),
        st.builds('<{} {}="{}">'.format, TAGS, NAMES, VALUES),
        st.builds("</{}>".format, TAGS),
        st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "<", ">", "Text", "&lt;", "<?php", "<a/b=c ", "\x00"]),
    ),
    max_size=12,
).map("".join)


@given(st.one_of(HTML, st.text(max_size=60)))
def test_no_tag_or_attribute_outside_the_list_and_no_script_comes_through(raw: str) -> None:
    for tag, attributes in _Reader(clean(raw)).found:
        assert tag in {*ALLOWED_TAGS, "h1"}
        for name, value in attributes.items():
            assert name in ALLOWED_ATTRIBUTES["*"] | ALLOWED_ATTRIBUTES.get(tag, frozenset())
            if name in ("href", "src"):
                scheme, colon, _ = "".join(value.split()).partition(":")
                assert not colon or not scheme.isalpha() or scheme.lower() not in UNSAFE_SCHEMES


@given(HTML)
def test_every_tag_of_clean_html_can_be_read(raw: str) -> None:
    cleaned = clean(raw)
    read = [(match[2], dict(read_attributes(match[3]))) for match in TAG.finditer(cleaned) if not match[1]]
    assert read == _Reader(cleaned).found
    assert "<" not in TAG.sub("", cleaned)


def test_a_tag_that_holds_a_whole_picture_does_not_stay_in_memory() -> None:
    short, long = ' src="a.png"', f' src="data:{"a" * 600}"'
    assert read_attributes(short) is read_attributes(short)
    assert read_attributes(long) == read_attributes(long)
    assert read_attributes(long) is not read_attributes(long)


@given(st.dictionaries(st.sampled_from(["alt", "title", "lang"]), st.text()))
def test_what_is_written_as_attributes_is_read_again(attributes: dict[str, str]) -> None:
    match = TAG.fullmatch(write_tag("img", attributes.items()))
    assert match
    values = {name: value.replace("\r", "\n") for name, value in attributes.items()}
    assert {name: value.replace("\r", "\n") for name, value in read_attributes(match[3])} == values


@pytest.mark.parametrize(
    ("raw", "levels"),
    [
        ("Text", 0),
        ("<p>a<br>b<p>c", 0),
        ("<ul><li>a<ul><li>b</ul></ul><div></div>", 2),
        ("<blockquote>" * 40, 40),
        ("</div></div><b>", 1),
        ('<b title="<i><i>">', 1),
    ],
)
def test_depth_counts_what_does_not_close_itself(raw: str, levels: int) -> None:
    assert depth(raw) == levels


# ---- telling --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "message", "span"),
    [
        ("<script>x</script>", "<script> is not allowed in a text and was left out", Span(PATH, 4, 1, 7)),
        ("a\n<SVG onload=x>", "<svg> is not allowed in a text and was left out", Span(PATH, 5, 1, 4)),
        ("<x-y/>", "<x-y> is not allowed in a text and was left out", Span(PATH, 4, 1, 4)),
        (
            "style <p STYLE = 'a'>",
            "the attribute “style” of <p> is not allowed in a text and was left out",
            Span(PATH, 4, 10, 5),
        ),
        (
            "<a onclick>",
            "the attribute “onclick” of <a> is not allowed in a text and was left out",
            Span(PATH, 4, 4, 7),
        ),
        (
            '<img alt=x src=y.png width="50%">',
            "the width “50%” of a picture is not allowed in a text and was left out",
            Span(PATH, 4, 22, 10),
        ),
        ("<![CDATA[x]]>", "<![CDATA[ …> is not allowed in a text and was left out", Span(PATH, 4, 1, 9)),
        ("<?php x ?>", "<?php …> is not allowed in a text and was left out", Span(PATH, 4, 1, 5)),
    ],
)
def test_html_that_is_left_out_is_told_with_its_place(raw: str, message: str, span: Span) -> None:
    assert [(found.rule, found.message, found.span) for found in check(raw)] == [("html-removed", message, span)]


def test_an_attribute_is_told_at_the_element_that_has_it() -> None:
    found = check("<tr style='a'><td>style</td></tr>\n<td style='b'>\n<img src='a.png' style='c'>")
    assert [(one.message.split()[4], one.span and one.span.line, one.span and one.span.column) for one in found] == [
        ("<img>", 6, 18),
        ("<td>", 5, 5),
        ("<tr>", 4, 5),
    ]


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("<script>x</script>", "scripts belong to the templates"),
        ("<a onclick='x'>", "scripts belong to the templates"),
        ("<style>p {}</style>", "looks belong to the stylesheet"),
        ("<p style='a'>", "looks belong to the stylesheet"),
        ("<iframe src='https://video.example/1'>", "link to it instead: pages show nothing of other hosts"),
        ("<a target='_blank'>", "take it out: readers decide where a link opens"),
        ("<font>x</font>", "looks belong to the stylesheet"),
        ("<o:p></o:p>", "take it out: Word has put it there"),
        ('<a name="b"></a>', 'write id="b"'),
        ('<a name="b_2"></a>', 'write id="b_2"'),
        ('<a name="x y"></a>', 'write id="x-y", and #x-y in links to it'),
        ("<a name='\"x\" y'></a>", 'write id="x-y", and #x-y in links to it'),
        ('<a name="_x&amp;y"></a>', 'write id="x-y", and #x-y in links to it'),
        ('<a name=" "></a>', "take it out: no link can lead to it"),
        ("<a name></a>", "take it out: no link can lead to it"),
        ('<a id="b" name="b"></a>', "take it out: the id beside it is the same"),
        ('<a id="b" name="c"></a>', "take it out, and lead links to #b"),
    ],
)
def test_what_to_do_about_html_depends_on_what_it_was_for(raw: str, hint: str) -> None:
    assert [found.hint for found in check(raw)] == [hint]


@pytest.mark.parametrize("name", ["b", "x y", '"x" y', "_x", "a'b", "<i>", "Größe", "章 一"])
def test_the_id_that_is_written_for_the_name_of_an_anchor_stays(name: str) -> None:
    [found] = check(f'<a name="{html.escape(name)}">A</a>')
    id_ = found.hint.removeprefix("write ").partition(",")[0]
    assert check(f"<a {id_}>A</a>") == []
    _, _, ids, problems = set_anchors(clean(f"<a {id_}>A</a>"), "de", Finder(Prose(PATH, "", 4)))
    assert ({*ids}, list(problems)) == ({id_.removeprefix('id="').removesuffix('"')}, [])


FOREIGN = """
annotation annotation-xml apply bind circle clippath defs desc ellipse filter foreignobject g line marker mask math
metadata mi mn mo mover mpath mrow ms mspace mtext munder none path pattern polygon rect semantics set share stop svg
switch symbol text textpath tspan use view
"""
"""Elements of SVG and MathML, for which the cleaner has no place; authors mean other things by many of these words."""


@pytest.mark.parametrize("name", FOREIGN.split())
def test_what_is_no_html_takes_nothing_along(name: str) -> None:
    for tag in (f"<{name}>", f'<{name.upper()} a="x>y"\n>', f"<{name}/>", f"</{name}>"):
        raw = f"<p>Davor {tag} dazwischen <em>und</em> danach</p>\n<h2>Kopf</h2>"
        assert clean(raw) == "<p>Davor  dazwischen <em>und</em> danach</p>\n<h2>Kopf</h2>"
    [found] = check(f"<p>Davor <{name}> danach</p>")
    assert found.message == f"<{name}> is not allowed in a text and was left out"


def test_formulas_leave_their_words_and_drawings_nothing() -> None:
    assert clean("<math><mi>x</mi><mo>=</mo><mn>2</mn></math> m") == "x=2 m"
    assert clean("<SVG a='</svg>'><title>Logo</title><script>x</script><td>A</svg >B<svg><text>C</text></svg>D") == "BD"
    assert clean("<svg><text>A</text></svg>B</svg><svg>C") == "BC"
    assert clean("a<<svg>em>c") == "a&lt;em&gt;c"
    assert clean("<!-- <text> --> b") == " b"


PIECES = (
    "<svg>", "</svg>", "<math>", "</math>", "<text>", "<mi>", "<td>", "<caption>", "<col>", "<div>", "</div>",
    "<summary>",
    "<rt>", "<desc>", "<table>", "<div='<b'", "<path d='>'/>", '<text a">', "<", " wort ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_no_html_takes_along_the_heading_that_follows(pieces: list[str]) -> None:
    document, _ = convert(Prose(PATH, f"{''.join(pieces)}\n\n## Kopf\n\nText.", 4), "de")
    assert [heading.html for heading in document.headings] == ["Kopf"]
    assert "Text." in document.html
    assert "svg" in "".join(pieces) or document.html.count("wort") == pieces.count(" wort ")


def test_html_that_is_left_out_often_is_told_once() -> None:
    assert len(check("<font>a</font><font>b</font><p style='a'><p style='b'>")) == 2


def test_comments_are_notes_and_not_told() -> None:
    assert check("<!-- Notiz: <script> und\nstyle=x --><p>Text</p>") == []


@pytest.mark.parametrize(
    ("raw", "scheme"),
    [
        ('<a href="javascript:alert(1)">', "javascript"),
        ("<a href=' JAVASCRIPT:alert(1)'>", "JAVASCRIPT"),
        ('<a href="java\nscript:x">', "javascript"),
        ('<a href="&#106;avascript&colon;x">', "javascript"),
        ('<img src="data:image/png;base64,AAAA">', "data"),
        ('<a href="file:///etc/passwd">', "file"),
        ('<a href="C:/Programm.pdf">', "C"),
    ],
)
def test_an_unsafe_link_is_told(raw: str, scheme: str) -> None:
    [found] = check(raw)
    what = "picture" if raw.startswith("<img") else "link"
    assert (found.rule, found.message) == ("link-unsafe", f"a {what} may not begin with “{scheme}:”")
    assert found.hint.startswith("pictures are kept with the site" if what == "picture" else "link to a page")


@pytest.mark.parametrize(
    "url",
    [
        "magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&amp;dn=Katalog",
        "rsync://example.org/katalog",
        "ftp://example.org/katalog.zip",
        "irc://example.org/tagung",
        "xmpp:tagung@example.org",
        "FTP://EXAMPLE.ORG/",
    ],
)
def test_a_link_that_not_every_reader_can_open_stays_as_written_and_is_told(url: str) -> None:
    raw = f'<a href="{url}">Text</a>'
    [found] = check(raw)
    scheme = url.partition(":")[0]
    assert (found.rule, found.message) == (
        "link-scheme",
        f"this link begins with “{scheme}:”, which not every reader can open",
    )
    assert clean(raw) == raw


@pytest.mark.parametrize("url", ["mailto:a@example.org?subject=Tagung%20am%20Hafen&amp;cc=b@example.org", "tel:+49-30"])
def test_mail_with_a_subject_and_a_telephone_are_right(url: str) -> None:
    assert check(f'<a href="{url}">Text</a>') == []


def test_of_a_picture_with_an_unusual_scheme_another_rule_tells() -> None:
    assert check('<img alt="" src="ftp://example.org/halle.png">') == []


def test_each_unsafe_link_has_its_place() -> None:
    raw = '<a href="javascript:x">a</a>\n<a href="javascript:x">b</a>'
    assert [found.span for found in check(raw)] == [Span(PATH, 4, 10, 12), Span(PATH, 5, 10, 12)]


@pytest.mark.parametrize("url", ["https://exa mple.org", "https://[fe80", "https://"])
def test_an_address_that_nothing_can_open_is_told(url: str) -> None:
    [found] = check(f'<a href="{url}">Text</a>')
    assert (found.rule, found.message) == ("link-broken", f"“{url}” is not an address that a browser can open")
    assert clean(f'<a href="{url}">Text</a>') == "<a>Text</a>"


@pytest.mark.parametrize(
    "url",
    [
        "../glossary/innovation-hub.md#a",
        "größe.md?x=1&amp;y=2",
        "#a",
        "",
        "//example.org",
        "HTTPS://EXAMPLE.ORG",
        "2025:a.md",
    ],
)
def test_other_links_are_not_told_here(url: str) -> None:
    assert check(f'<a href="{url}">Text</a>') == []


@given(HTML)
def test_telling_never_raises(raw: str) -> None:
    assert all(found.rule in ("html-removed", "link-unsafe", "link-broken", "link-scheme") for found in check(raw))


URLS = ["javascript:x", "data:x", "https://a b", "x:y", "ftp://a", "geo:1", "a.md", "mailto:a@b", "\tvbscript:x", "//a"]


@given(st.sampled_from(URLS))
def test_every_link_that_is_taken_away_is_told(url: str) -> None:
    raw = write_tag("a", [("href", url)])
    assert ("href" in clean(raw)) == all(found.rule == "link-scheme" for found in check(raw))


@pytest.mark.parametrize(
    ("written", "kept"),
    [("300", "300"), ("300px", "300"), (" 300 px", "300"), ("299.5px", "299"), ("50%", ""), ("auto", ""), ("20em", "")],
)
def test_the_size_of_a_picture_is_its_pixels(written: str, kept: str) -> None:
    raw = f'<img alt="x" src="y.png" width="{written}">'
    assert clean(raw) == (raw.replace(written, kept) if kept else '<img alt="x" src="y.png">')
    assert [found.rule for found in check(raw)] == ([] if kept else ["html-removed"])
