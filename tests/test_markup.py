"""Markdown as editors write it, in three languages and in every wrong way, becomes a Document."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.diagnostics.problems import Diagnostic, Span
from microsite.markup.clean import ALLOWED_ATTRIBUTES, ALLOWED_TAGS
from microsite.markup.convert import convert
from microsite.model.entries import Document, FigureText, FigureUse, Heading, Prose
from microsite.render.assemble import assemble

PATH = "content/press/2025-11-16-talent-conference.de.md"


def prose(body: str) -> Prose:
    return Prose(PATH, body, 5)


def converted(body: str, tag: str = "de") -> tuple[Document, tuple[Diagnostic, ...]]:
    return convert(prose(body), tag)


def shown(body: str, tag: str = "de") -> str:
    """The HTML of a body of which nothing is told."""
    document, problems = converted(body, tag)
    assert problems == ()
    return document.html


def told(body: str) -> list[tuple[str, Span | None]]:
    return [(found.rule, found.span) for found in converted(body)[1]]


def links(body: str) -> list[tuple[str, str, int, int]]:
    return [(link.url, link.element, link.line, link.column) for link in converted(body)[0].links]


# ---- Markdown -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", ""),
        ("\n\n", ""),
        ("Ein *junges* **Talent**.", "<p>Ein <em>junges</em> <strong>Talent</strong>.</p>"),
        ("**人才**交流", "<p><strong>人才</strong>交流</p>"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>"),
        ("3. drei\n4. vier", '<ol start="3">\n<li>drei</li>\n<li>vier</li>\n</ol>'),
        ("> Zitat", "<blockquote>\n<p>Zitat</p>\n</blockquote>"),
        ("Begriff\n: Erklärung", "<dl>\n<dt>Begriff</dt>\n<dd>Erklärung</dd>\n</dl>"),
        ("Text {: .wide lang=zh }", "<p>Text {: .wide lang=zh }</p>"),
        ("Text\n{: .wide lang=zh }", '<p class="wide" lang="zh">Text</p>'),
        ("``` python\na < b\n```", '<pre><code class="language-python">a &lt; b\n</code></pre>'),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("5 × 6 – “so” … 1.234", "<p>5 × 6 – “so” … 1.234</p>"),
        ("[TOC]", "<p>[TOC]</p>"),
        ("<div markdown='1'>\n*Text*\n</div>", "<div>\n<p><em>Text</em></p>\n</div>"),
        ("Text<!-- Notiz -->", "<p>Text</p>"),
    ],
)
def test_markdown_is_what_it_is_elsewhere(body: str, expected: str) -> None:
    assert shown(body) == expected


def test_tables_are_aligned_by_classes_along_the_line_and_their_head_cells_head_columns() -> None:
    assert shown("| السنة | الخريجون | |\n|:--|--:|:-:|\n| ٢٠٢٥ | ٣٬٩٤٤ | x |", "ar") == (
        '<table>\n<thead>\n<tr>\n<th class="align-start" scope="col">السنة</th>\n'
        '<th class="align-end" scope="col">الخريجون</th>\n<th class="align-center" scope="col"></th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td class="align-start">٢٠٢٥</td>\n<td class="align-end">٣٬٩٤٤</td>\n'
        '<td class="align-center">x</td>\n</tr>\n</tbody>\n</table>'
    )
    assert shown("| a |\n|---|\n| b |").count("class") == 0


def test_footnotes_have_anchors_and_their_links_are_no_links_of_the_author() -> None:
    document, problems = converted("Zahl[^1], noch einmal[^1].\n\n[^1]: Quelle: [Hub](hub.md)")
    assert problems == ()
    assert document.ids == {"fn-1", "fnref-1", "fnref2-1"}
    assert [link.url for link in document.links] == ["hub.md"]


def test_lines_of_chinese_are_joined_and_lines_of_german_are_not() -> None:
    assert shown("重庆国际\n人才交流大会\n\n- 创新\n  中心", "zh-Hans") == (
        "<p>重庆国际人才交流大会</p>\n<ul>\n<li>创新中心</li>\n</ul>"
    )
    assert shown("Talente\naus aller Welt") == "<p>Talente\naus aller Welt</p>"
    assert shown("大会在{{ place }}\n举行", "zh") == "<p>大会在\ue0000\ue001举行</p>"


def test_placeholders_are_marked_but_not_in_code() -> None:
    assert shown("Anschrift: [[Straße und Ort]], `[[a]]`") == (
        '<p>Anschrift: <mark class="placeholder">Straße und Ort</mark>, <code>[[a]]</code></p>'
    )
    assert shown("[[a](hub.md)]") == '<p>[<a href="hub.md">a</a>]</p>'


# ---- headings -------------------------------------------------------------------------------------------------


def test_headings_are_told_with_their_anchors_and_inline_markup() -> None:
    document, problems = converted(
        "## Die *Zahlen*\n\nText\n\n### {{ graduates }} Größen {#sizes}\n\nEnde\n----\n\n## Ende"
    )
    assert problems == ()
    assert document.headings == (
        Heading("die-zahlen", 2, "Die <em>Zahlen</em>"),
        Heading("sizes", 3, "\ue0000\ue001 Größen"),
        Heading("ende", 2, "Ende"),
        Heading("ende-2", 2, "Ende"),
    )
    assert document.ids == {"die-zahlen", "sizes", "ende", "ende-2"}


def test_the_levels_of_headings_are_checked() -> None:
    assert told("# Titel\n\n## Zahlen") == [("heading-level", Span(PATH, 5, 1, 1))]
    assert told("Titel\n=====\n\nZahlen\n------") == [("heading-level", Span(PATH, 6, 1, 5))]
    assert told("## Zahlen\n\n> #### Geld") == [("heading-level", Span(PATH, 7, 3, 4))]
    assert told("## Zahlen\n\n### Geld\n\n## Preise") == []
    assert told("#Chongqing2025 wird gut") == []


def test_anchors_that_stand_twice_or_are_the_pages_are_told() -> None:
    assert told("## Eins {#a}\n\n## Zwei {#a}") == [("anchor-duplicate", Span(PATH, 7, 11, 1))]
    assert told("## Eins {#_main}") == [("html-removed", Span(PATH, 5, 11, 5))]
    assert told('<h2 id="zahlen">Zahlen</h2>\n\n## Zahlen') == []


# ---- figures --------------------------------------------------------------------------------------------------


def use(name: str, column: int, length: int, line: int = 5, style: str = "") -> FigureUse:
    return FigureUse(name, style, line, column, length)


def test_figures_are_marked_wherever_readers_read_them() -> None:
    document, problems = converted(
        "{{ graduates }} und *{{a}}*\n\n| {{ b | compact }} |\n|---|\n| x |\n\n[{{ c }}](x.md 'T {{ d }}')"
        "\n\n![{{ e }} Plätze](y.png)\n\n- {{ f }}\n\n## {{ g }}\n\n<b>{{ h }}</b>"
    )
    assert problems == ()
    assert [figure.name for figure in document.figures] == ["graduates", *"abcdefgh"]
    assert document.figures[0] == use("graduates", 1, 15)
    assert document.figures[2] == use("b", 3, 17, line=7, style="compact")
    assert sorted(re.findall("\ue000([0-9])\ue001", document.html)) == list("012345678")
    assert document.links[1].alt == "\ue0005\ue001 Plätze"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("`{{ a }}`", "<p><code>{{ a }}</code></p>"),
        ("``{{ a }} ` {{``", "<p><code>{{ a }} ` {{</code></p>"),
        ("    {{ a }}\n    {{ 1 }}", "<pre><code>{{ a }}\n{{ 1 }}\n</code></pre>"),
        ("```\n{{ <a> }}\n```", "<pre><code>{{ &lt;a&gt; }}\n</code></pre>"),
        ("<code>{{ a }}</code>", "<p><code>{{ a }}</code></p>"),
        ("<pre>{{ a }}</pre>", "<pre>{{ a }}</pre>"),
        ("\\{{ a }}", "<p>{{ a }}</p>"),
        ("`{{ visitors }}` [a](b.md)", '<p><code>{{ visitors }}</code> <a href="b.md">a</a></p>'),
    ],
)
def test_braces_in_code_and_escaped_braces_are_text(body: str, expected: str) -> None:
    document, problems = converted(body)
    assert (document.html, problems) == (expected, ())
    assert [figure.name for figure in document.figures if figure.name] == []


@pytest.mark.parametrize(
    ("body", "column", "length"),
    [
        ("a {{ 3944 }}", 3, 10),
        ("a {{ graduates | short }}", 3, 23),
        ("a {{ graduates", 3, 2),
        ("a {{ graduates }", 3, 2),
        ("人 {{ graduates\n}}", 3, 2),
        ("![{{ 1 }}](a.png)", 3, 7),
    ],
)
def test_braces_that_are_no_figure_are_told(body: str, column: int, length: int) -> None:
    assert told(body) == [("figure-unknown", Span(PATH, 5, column, length))]


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ("[a](https://example.org/{{ a }})", 25),
        ("![a]({{ a }})", 6),
        ("## B {#{{ a }}}", 8),
        ("b\n{: class={{ a }} }", 10),
    ],
)
def test_a_figure_in_an_address_or_an_attribute_is_told(body: str, column: int) -> None:
    document, problems = converted(body)
    [found] = [found for found in problems if found.rule == "figure-unknown"]
    assert found.message == "“{{ a }}” stands in an address or an attribute, where no figure is written out"
    assert found.span
    assert (found.span.column, found.span.length) == (column, 7)
    assert "\ue000" not in document.html


def test_braces_in_what_is_left_out_are_no_figures() -> None:
    document, problems = converted("<script>{{ 1 }}</script>{{ a }}")
    assert [found.rule for found in problems] == ["html-removed"]
    assert [figure.name for figure in document.figures] == ["", "a"]


def test_marks_that_an_author_forges_are_no_figures() -> None:
    assert "\ue000" not in converted("\ue0007\ue001")[0].html


VALUES = ["3944", "71 Prozent", "<&>", "人"]
FRAGMENTS = st.sampled_from(
    [
        "Wort",
        " ",
        "人才",
        ", ",
        "\n",
        "\n\n",
        " *kursiv* ",
        "**人才**",
        "`Code`",
        "## Titel\n\n",
        "- Punkt\n",
        "{{ f }}",
        "{{ f }}",
        "<b>x</b>",
    ]
)


@given(st.lists(FRAGMENTS, max_size=12))
def test_a_text_with_figures_reads_as_if_they_had_been_typed(fragments: list[str]) -> None:
    document, problems = converted("".join(fragments))
    typed, _ = converted("".join(fragments).replace("{{ f }}", "F3944F"))
    figures = [FigureText("F3944F", "3944")] * len(document.figures)
    page = re.sub(r"</?data[^>]*>", "", assemble(document.html, {}, figures))
    without_ids = re.compile(' id="[^"]*"')
    assert without_ids.sub("", page) == without_ids.sub("", typed.html)
    assert not [found for found in problems if found.rule == "figure-unknown"]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[a](x.png?q=&#xe000;7&#xe001;)", '<p><a href="x.png?q=�7�">a</a></p>'),
        ('<span class="&#57344;7&#XE001;">x</span>', '<p><span class="�7�">x</span></p>'),
        ("![&#xe000;7&#xe001;](a.png)", '<p><img alt="�7�" src="a.png"></p>'),
        ("## &#xe000;7&#xe001;", '<h2 id="7">�7�</h2>'),
        ("a&#x1; b&#xFFFE; c&#x0;", "<p>a� b� c�</p>"),
        ("a&#x202E;b&#8237;c", "<p>a�b�c</p>"),
        (f"a &#{'9' * 6000}; b", f"<p>a &amp;#{'9' * 6000}; b</p>"),
        ('<div markdown=1 class="&#xe000;7&#xe001;">\n\nx\n\n</div>', '<div class="�7�">\n<p>x</p>\n</div>'),
    ],
)
def test_no_reference_forges_the_mark_of_a_figure(body: str, html: str) -> None:
    document, _ = converted(body)
    assert (document.html, document.figures) == (html, ())


def test_references_to_what_people_read_are_their_characters() -> None:
    document, problems = converted("&#8364; &#x521b;&#26032; &#38;#xe000; `&#xe000;` {{ f }}")
    assert problems == ()
    assert document.html == "<p>€ 创新 &amp;#xe000; <code>&amp;#xe000;</code> \ue0000\ue001</p>"


# ---- links ----------------------------------------------------------------------------------------------------


def test_links_and_pictures_are_told_as_written_with_their_places() -> None:
    body = (
        'Der [Hub](../glossary/innovation-hub.md#a "Titel"), ![Die Halle](hall.jpg),\n'
        "der [Cup][cup] und der [Cup], <https://example.org/?a=1&b=2>,\n"
        '<a href="größe.pdf">Größe</a>, <presse@example.org>.\n\n[cup]: ../glossary/xingyu-cup.md\n'
    )
    assert links(body) == [
        ("../glossary/innovation-hub.md#a", "a", 5, 11),
        ("hall.jpg", "img", 5, 66),
        ("../glossary/xingyu-cup.md", "a", 9, 8),
        ("../glossary/xingyu-cup.md", "a", 9, 8),
        ("https://example.org/?a=1&b=2", "a", 6, 32),
        ("größe.pdf", "a", 7, 10),
        ("mailto:presse@example.org", "a", 7, 33),
    ]
    assert [link.alt for link in converted(body)[0].links if link.element == "img"] == ["Die Halle"]


def test_a_link_without_an_address_is_told_to_the_linker() -> None:
    assert links("[a]() ![b]()") == [("", "a", 5, 5), ("", "img", 5, 12)]


def test_a_place_to_link_to_is_no_link() -> None:
    assert links('<a id="a">Text</a>') == []


@pytest.mark.parametrize(
    "body",
    [
        "[a](javascript:alert(1))",
        "[a](<JavaScript:alert(1)>)",
        "[a][1]\n\n[1]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![a](data:image/png;base64,AAAA)",
        "[a](java&#9;script:alert(1))",
        "[a](&#x6a;avascript:alert(1))",
        "[a](vbscript:x)",
        '<a href="java\nscript:x">a</a>',
    ],
)
def test_a_link_that_runs_a_script_is_gone_and_told(body: str) -> None:
    document, problems = converted(body)
    assert document.links == ()
    assert "href" not in document.html
    assert "src" not in document.html
    assert [found.rule for found in problems] in (["link-unsafe"], ["html-removed"])


def test_an_address_that_nothing_can_open_is_told() -> None:
    assert told("[a](<https://exa mple.org>)") == [("link-broken", Span(PATH, 5, 6, 20))]


def test_raw_html_is_cleaned_and_told() -> None:
    document, problems = converted("<svg onload=alert(1)>Text <B STYLE='x'>fett</B>")
    assert document.html == "<p>Text <b>fett</b></p>"
    assert [(found.message, found.span) for found in problems] == [
        ("<svg> is not allowed in a text and was left out", Span(PATH, 5, 1, 4)),
        ("the attribute “style” of <b> is not allowed in a text and was left out", Span(PATH, 5, 30, 5)),
    ]


URLS = st.sampled_from(["hub.md", "../glossary/创新.md#a", "https://example.org/(a)?b", "a_b.md", "größe%20x.pdf"])
LINKS = st.builds(
    str.format,
    st.sampled_from(
        ["[Text]({0})", "![Bild]({0} 'T')", "<a href='{0}'>x</a>", "[{0}]({0})", "Wort, ", "`[c]({0})`", "人\n\n"]
    ),
    URLS,
)


@given(st.lists(LINKS, max_size=10), st.sampled_from([" ", "\n", "\n\n"]))
def test_every_link_is_placed_at_its_url(pieces: list[str], between: str) -> None:
    body = between.join(pieces)
    lines = body.split("\n")
    places = [(link.line, link.column) for link in converted(body)[0].links]
    for link in converted(body)[0].links:
        assert lines[link.line - 5][link.column - 1 :].startswith(link.url)
    assert len(places) == len(set(places)) == len([piece for piece in pieces if piece[0] in "[!<"])


# ---- what cannot be converted ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "> " * 40 + "a",
        "\n".join("    " * n + "- a" for n in range(40)),
        "\n".join("    " * n + "- a" for n in range(400)),
        "<div>" * 40,
        "[" * 40 + "a" + "](b)" * 40,
    ],
)
def test_a_text_that_nests_too_deep_is_told_and_the_next_one_is_not_harmed(body: str) -> None:
    before = shown("> *a*\n\n1. b")
    document, problems = converted(body)
    assert document == Document("")
    assert [found.rule for found in problems] == ["markup-invalid"]
    assert shown("> *a*\n\n1. b") == before


def test_what_nests_too_deep_is_the_same_however_deep_the_caller_stands() -> None:
    def deeper(frames: int, body: str) -> tuple[Document, tuple[Diagnostic, ...]]:
        return deeper(frames - 1, body) if frames else converted(body)

    for levels in (10, 15, 60, 150, 300):
        body = "\n".join("    " * n + "- a" for n in range(levels))
        assert deeper(200, body) == converted(body)


def test_a_place_of_a_tangle_is_told() -> None:
    assert told("Text\n\na " + "[" * 100) == [("markup-invalid", Span(PATH, 7, 35, 0))]


PATTERNS = (
    "[", "![", "*", "_", ">", "> ", "<", "</", "`", "{{", "{", "[a](", "[a][", "[^a]", "](", "*a_b ", "**a ", "`a ",
    "\\`", "\\", "<a ", "<a>", "<b>", "<!--", "<![CDATA[", "<?", '<a b="', "&#", "- ", "1. ", "# a {", "#", "|", "~",
    "-\n", "- a\n", "```\n", "```a\n", "    a\n", "> a\n\n", "a  \n", "[[", "[[a]]", "[a](b) ", "<a@b>", "字\n",
    "字<b>", "字<i></i>", "{{ a }}", "## a\n", "a\n---\n", "a\n: b\n\n", "| a ", "a|b\n", "[^1] ", "<i a='", "[a](b '",
    "[a](<", '<p markdown="1">a</p>\n', "<script>", "[a](javascript:x) ", "](\n", "\t", "\n", "a", "![a](b) ",
    "## a {#b}\n\n", "[x]: y\n", "<i onclick=1>",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_nonsense_is_converted_or_refused(pattern: str) -> None:
    document, problems = converted(pattern * (20_000 // len(pattern)) + "\n\n[^1]: b")
    is_refused = "markup-invalid" in {found.rule for found in problems}
    assert not (is_refused and document.html)


# ---- laws -----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "Talent", "人才", " ", "\n", "\n\n", "    ", "\t", "*", "**", "_", "`", "```\n", "~~~", "#", "## ", "{#a}",
        "{: .b #_c}", "[", "]", "(", ")", "](", "![", "[^1]", "[^1]: ", "[x]: y", "> ", "- ", "1. ", ": ", "|",
        "|-|", "---", "===", "\\", "&amp;", "&#106;", "{{", "}}", "{{ a }}", "{{ 1 }}", "[[", "]]", "<", ">", "</",
        "<b>", "</b>", "<script>", "<svg onload=x>", "<h1>", "<h2 id=a>", "<div markdown=1>",
        "<p markdown='span'>", "</div>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<a href=", "javascript:x",
        "&#xe000;0&#xe001;", "&#57344;", "&#x1;", "&#xFFFE", "&#0;",
        "data:x", '"', "'", "=", "//x", "https://x", "<a@b>", "\ue000", "\ue0000\ue001", "\x02", "\x03", "\x00",
        "\u2028", "wzxhzdk:0", "\x02klzzwxh:0000\x03", 'class="footnote"', "ﷺ", "م", "𝔘", "\r",
    ]
)  # fmt: skip
BODIES = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=80))
TAGS = st.sampled_from(["de", "en", "zh-Hans", "ar", "x"])


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@settings(max_examples=up_to(400))
@given(BODIES, TAGS)
def test_any_text_gives_clean_html_with_unique_anchors_and_never_raises(body: str, tag: str) -> None:
    document, problems = converted(body, tag)
    found = _Reader(document.html).found
    for element, attributes in found:
        assert element in ALLOWED_TAGS
        assert set(attributes) <= ALLOWED_ATTRIBUTES["*"] | ALLOWED_ATTRIBUTES.get(element, frozenset())
        for name in ("href", "src"):
            assert not re.match(r"(?i)[\s\x00-\x20]*(javascript|data|vbscript):", attributes.get(name, ""))
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert set(ids) == document.ids
    assert not any(id_.startswith("_") for id_ in ids)
    assert {heading.id for heading in document.headings} <= document.ids
    assert all(int(number) < len(document.figures) for number in re.findall("\ue000([0-9]+)\ue001", document.html))
    assert not re.search("[\ue000\ue001]", re.sub("\ue000[0-9]+\ue001", "", document.html))
    assert all(found.span and found.span.line >= 5 for found in problems)


@given(BODIES, BODIES)
def test_what_is_converted_before_leaves_no_trace(first: str, second: str) -> None:
    alone = converted(second)
    converted(first)
    assert converted(second) == alone


@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs", "Cc", "Co"], exclude_characters="\u2028\u2029\x85"), min_size=1
        ),
        max_size=4,
    )
)
def test_code_is_shown_letter_by_letter(lines: list[str]) -> None:
    body = "\n".join(["```", *lines, "```"])
    if all(line.rstrip() != "```" for line in lines) and lines:
        code = re.fullmatch("<pre><code>(.*)</code></pre>", shown(body), re.DOTALL)
        assert code
        told = html.unescape(code[1]).split("\n")
        for one, line in zip_longest(told, lines, fillvalue=""):
            assert one == line or not (one.strip(" ") or line.strip(" "))


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ("16. November 2025 – die Messe beginnt", 1),
        ("Text\n\n- a\n- 3. Mai", 3),
        ("2. a\n5. b", 1),
        ("4) a", 1),
        ("5. a\n5. b", 1),
    ],
)
def test_a_line_that_a_number_makes_a_list_is_told(body: str, column: int) -> None:
    _, [found] = convert(prose(body), "de")
    assert (found.rule, found.span and found.span.column) == ("list-unmeant", column)


@pytest.mark.parametrize(
    ("body", "rule", "line", "column"),
    [
        ("a\n\n##\n\nb", "heading-empty", 7, 1),
        ("> ## {#a}", "heading-empty", 5, 3),
        ("## <!-- a -->", "heading-empty", 5, 1),
        ("a\n\n## [](b.md)", "heading-empty", 7, 1),
        ("## &nbsp;", "heading-empty", 5, 1),
        ("## \u200b", "heading-empty", 5, 1),
        ("## <span></span>", "heading-empty", 5, 1),
        ("## ****", "heading-empty", 5, 1),
        ("## ` `", "heading-empty", 5, 1),
        ("a\n\n<h2 id=b> &nbsp;\n</h2>", "heading-empty", 7, 1),
        ("<div><h2></h2></div>", "heading-empty", 5, 6),
        ("1. Mai\n3. Oktober\n24. Dezember", "list-unmeant", 6, 1),
        ("Die Messe ist offen.\n---\nUnd hier.", "block-unmeant", 6, 1),
        ("> Die Messe\n> ist offen\n> ---", "block-unmeant", 7, 3),
        ("a\n\n---\ntitle: b\ndate: c\n---\n", "block-unmeant", 10, 1),
        ("\tDie Messe ist in diesem Jahr offen.", "block-unmeant", 5, 2),
        ("- a\n\n      Die Messe ist für\n      alle offen.", "block-unmeant", 7, 7),
        ("    大会欢迎所有青年人才参加。", "block-unmeant", 5, 5),
        (
            "<div markdown=1>\n    Die [Messe](a.md) ist mit\n    `A-1` in diesem Jahr offen.\n</div>",
            *("block-unmeant", 6, 5),
        ),
        ("<table>\n<tr>\n  <td>a\n\n    b</td>\n</tr>\n</table>", "block-unmeant", 9, 5),
        ("<ul>\n\n    <li>a</li>\n</ul>", "block-unmeant", 7, 5),
        ("- <dl>\n\n      <dt>a</dt>\n  </dl>", "block-unmeant", 7, 7),
        ("<table><td><pre>a\n\n  b</pre></td></table>", "block-unmeant", 5, 12),
        ("> <div><PRE class='x'>a\n>\n> b</PRE></div>", "block-unmeant", 5, 8),
        ("## Neu\n\n    Die Messe ist in diesem Jahr offen.", "block-unmeant", 7, 5),
        ("Sie beginnt.\n\n    Die Messe ist in diesem Jahr offen.", "block-unmeant", 7, 5),
        ("- **Neu**\n\n      Die Messe ist in diesem Jahr offen.", "block-unmeant", 7, 7),
        ("summary: Wir ziehen um\n---", "block-unmeant", 6, 1),
        ("Text\n\n---\nOrt: Kiel\n---", "block-unmeant", 9, 1),
        ("Ort: Kiel\nZeit: 9 Uhr\n---", "block-unmeant", 7, 1),
        ("大会结束。\n---", "block-unmeant", 6, 1),
        ("The hall opens at nine for Acme Inc. and all others.\n----", "block-unmeant", 6, 1),
        ("1. a\n  - b\n2. c", "list-unmeant", 6, 3),
        ("> 1. a\n>\n>   * b", "list-unmeant", 7, 5),
        ("- a\n * b", "list-unmeant", 6, 2),
        ("```a\nb\n\n## c", "fence-unclosed", 5, 1),
        ("a\n\n- ~~~~\n  b\n  ~~~\n\nc", "fence-unclosed", 7, 3),
        ("|a|b|\n|-|-|\n|1|2|\n|1|2|\n| 1 | 2 | 3 | 4 |", "cell-surplus", 9, 11),
        ("a[^n]\n\n[^n]:\n    a | b\n    --|--\n    1 | 2 | 3", "cell-surplus", 10, 13),
    ],
)
def test_a_block_of_which_readers_miss_something_is_told(body: str, rule: str, line: int, column: int) -> None:
    _, [found] = convert(prose(body), "de")
    assert found.span
    assert (found.rule, found.span.line, found.span.column) == (rule, line, column)


@pytest.mark.parametrize(
    "body",
    [
        "## a",
        "## ![Saal](b.png)",
        "## [Ort](b.md)",
        "## {{ n }}",
        "## 🎉",
        "## <https://example.org>",
        "## `a`",
        "\\##",
        "<h2>a</h2>\n<h3><b>c</b></h3>",
        "Titel der Messe?\n---",
        "Keynote: Batterien von morgen\n-----------------------------\n\nText",
        "Programm:\n---------",
        "Update: We moved\n---",
        "title: b\n--------",
        "---\n\nKeynote: Batterien\n---",
        "Acme Inc.\n---------",
        "Die Firma heißt jetzt Acme Inc.\n---",
        "U.S.A.\n------",
        "Die Messe.\n---",
        "What's new in v1.2.\n-------------------",
        "What's new in v1.2.\n---",
        "Die Messe ist in diesem Jahr offen.\n------------------------------------",
        "大会今天结束。\n-------------",
        "Git says\n\n    Your branch is up to date with origin.",
        "提示：\n\n    您确定要删除这个文件吗？",
        "Git prints this message.\n\n    Your branch is up to date with origin.",
        "- Ausgabe\n\n      Your branch is up to date with origin.",
        "    Halle      Zeit       Thema der Messe\n    Kuppel     9 Uhr      Die Messe ist offen.",
        "    fatal: this is not a repository.",
        "    Die Luft ist still und warm,\n    Der Mond geht auf am See.",
        "    床前明月光在窗外照着，\n    疑是地上霜。",
        "Die Messe ist offen.\n\n---\n\nUnd hier.",
        "    x = 1\n    Das ist hier der Code.",
        "    date is `date +%F` and all the rest is = 1.",
        "<div>\n\n    <p>a</p>\n\n</div>",
        "<div>\n\n```\n</div>\n```\n\n</div>",
        "<ul><li>a</li></ul>\n\n    <li>a</li>",
        "    <table>\n\n    </table>",
        "<pre>\na\n\nb\n</pre>",
        "<div><pre>a\nb</pre></div>\n\nc",
        "    npm install this and that now",
        "    Ja, gut.",
        "```\nDie Messe ist in diesem Jahr offen.\n```",
        "```\na\n```",
        "- ~~~ b\n  c\n  ~~~~",
        "> ```\n> ```",
        "|a|b|\n|-|-|\n|1|2| |\n|1|\n|1|2\\|3|\n|1|`2|3`|\n1|2\n|1|2|<!-- 3 -->|",
    ],
)
def test_what_readers_get_whole_is_not_told(body: str) -> None:
    assert convert(prose(body), "de")[1] == ()


@pytest.mark.parametrize(
    "body",
    [
        *(
            "Text:\n- a\n- b",
            "- a\n  weiter\n- b",
            "- a\nweiter\n- b",
            "## Titel\n- a",
            "Im Jahr\n2025. Danach",
            "a\n-b",
        ),
        *("- a\n* b", " - a\n * b", "1. a\n   - b\n2. c", "1. a\n\n- b", "- \n * b"),
        *("1. a\n1. b", "1. a\n2. b\n2. c", "3. a\n4. b", "1. a\n\n```\nb\n```\n\n2. c", "16\\. Mai", "0. a"),
    ],
)
def test_a_list_that_is_meant_is_not_told(body: str) -> None:
    assert [found.rule for found in convert(prose(body), "de")[1]] == []


# ---- references -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "rule", "line"),
    [
        ("[Anm.]: Entwurf\n\nText", "reference-unused", 5),
        ("[a]\n\n[a]: b.md\n[a]: c.md", "reference-repeated", 8),
        ("Text\n\n[^1]: Quelle", "reference-unused", 7),
        ("Text[^1]\n\n[^1]: Quelle\n\n[^1]: Quellen", "reference-repeated", 9),
    ],
)
def test_definitions_that_do_nothing_are_told(body: str, rule: str, line: int) -> None:
    assert [(name, span and span.line) for name, span in told(body)] == [(rule, line)]


@pytest.mark.parametrize("more", ["", "\n\n<div>a</div>", "\n\na {{"])
def test_a_definition_with_braces_is_told_as_it_is_written(more: str) -> None:
    body = f"Text\n\n[a {{{{ n }}}} b]: c.md\n[{{{{ guests|compact }}}}]: d.md{more}"
    messages = [found.message for found in convert(prose(body), "de")[1] if found.rule == "reference-unused"]
    assert messages == [
        "this line defines the link “a {{ n }} b”, which nothing refers to: readers do not see it",
        "this line defines the link “{{ guests|compact }}”, which nothing refers to: readers do not see it",
    ]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[编者按]：本文", "<p>[编者按]：本文</p>"),
        ("[编者按]: 本文首次发表于去年。", "<p>[编者按]: 本文首次发表于去年。</p>"),
        ("[a]\n[b]\n\n[a]: c.md\n[b]: d.md", '<p><a href="c.md">a</a>\n<a href="d.md">b</a></p>'),
        ("[a]: c.md\n[A][a], [a][]", '<p><a href="c.md">A</a>, <a href="c.md">a</a></p>'),
        ("[[x]][1]\n\n[1]: c.md", '<p><a href="c.md">[x]</a></p>'),
        ("## Vorträge zu C#", '<h2 id="vortraege-zu-c">Vorträge zu C#</h2>'),
        ("## 目标{#goal}", '<h2 id="goal">目标</h2>'),
        ("siehe #13907\n#13908", "<p>siehe #13907\n#13908</p>"),
    ],
)
def test_nothing_that_readers_should_read_is_swallowed(body: str, html: str) -> None:
    assert shown(body) == html


def test_footnotes_are_numbered_in_the_order_of_the_text() -> None:
    html = shown("a[^b] c[^a]\n\n[^a]: eins\n\n[^b]: zwei")
    assert re.findall(r'<a class="footnote-ref" href="#fn-(.)">(.)</a>', html) == [("b", "1"), ("a", "2")]
    assert re.findall(r'<li id="fn-(.)">', html) == ["b", "a"]
