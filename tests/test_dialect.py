"""The dialect: CommonMark's blocks and inlines, GFM's additions, and what Python-Markdown and kramdown have beside."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from laws import up_to
from test_plain import SCRAPS

from microsite.checks.prose.passages import read_passages
from microsite.markup.blanks import find_code, read_tree
from microsite.markup.convert import convert, convert_fully
from microsite.markup.inlines import _READERS
from microsite.markup.short import to_html
from microsite.markup.signs import SIGNS, special_of
from microsite.model.entries import Prose


def prose(body: str) -> Prose:
    return Prose("content/press/key.de.md", body, 5)


def shown(body: str, tag: str = "de") -> str:
    """The HTML of a body of which nothing is told."""
    document, problems = convert(prose(body), tag)
    assert problems == ()
    return document.html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("* a\n  * b\n* c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>"),
        ("1. a\n   * b", "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>"),
        ("- a\n\n  b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>"),
        ("- a\n\n      c", "<ul>\n<li>\n<p>a</p>\n<pre><code>c\n</code></pre>\n</li>\n</ul>"),
        ("- a\n  ```\n  c\n  ```\n- b", "<ul>\n<li>a\n<pre><code>c\n</code></pre>\n</li>\n<li>b</li>\n</ul>"),
        ("1) a\n2) b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("- [ ] a\n- [x] b", "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>"),
        ("- [x] \n  a", "<ul>\n<li>☑ a</li>\n</ul>"),
        ("１. a", "<p>１. a</p>"),
        ('```python title="a.py"\nx\n```', '<pre><code class="language-python">x\n</code></pre>'),
        ("<div>\n\n*a*\n\n</div>", "<div>\n<p><em>a</em></p>\n</div>"),
        ("Term\n: a\n: b", "<dl>\n<dt>Term</dt>\n<dd>a</dd>\n<dd>b</dd>\n</dl>"),
        ("* a\n{: .b}", '<ul class="b">\n<li>a</li>\n</ul>'),
        ("## a {:#b}", '<h2 id="b">a</h2>'),
        ("a\n^\nb ^ c\n^ d", "<p>a</p>\n<p>b ^ c\n^ d</p>"),
        ("- a\n^\n- b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>"),
        ("- a\n^\n{: .c}\n- b", '<ul>\n<li>a</li>\n</ul>\n<ul class="c">\n<li>b</li>\n</ul>'),
        ("- a\n\n[c]: d.md\n\n- [c]", '<ul>\n<li>a</li>\n</ul>\n<ul>\n<li><a href="d.md">c</a></li>\n</ul>'),
        ("- a\n\n[c]: d.md\n- [c]", '<ul>\n<li>a</li>\n</ul>\n<ul>\n<li><a href="d.md">c</a></li>\n</ul>'),
        ("- a\n\n{:.b}\n- c", '<ul>\n<li>a</li>\n</ul>\n<ul class="b">\n<li>c</li>\n</ul>'),
        ("- a\n\n  {:.b}\n  - c", '<ul>\n<li>\n<p>a</p>\n<ul class="b">\n<li>c</li>\n</ul>\n</li>\n</ul>'),
        ("- {:.b} c", '<ul>\n<li class="b">c</li>\n</ul>'),
        ("- {:.b} {:.c} d", '<ul>\n<li class="b c">d</li>\n</ul>'),
        ("1. {:#b .c} *d*\n2. {:e} f", '<ol>\n<li class="c" id="b"><em>d</em></li>\n<li>{:e} f</li>\n</ol>'),
        ("a {:.b} c", "<p>a {:.b} c</p>"),
        ("## a { #b .c }\n\nd\n{ .e }", '<h2 class="c" id="b">a</h2>\n<p class="e">d</p>'),
        ("a { #b }\n---\n\n- c\n{ .d }", '<h2 id="b">a</h2>\n<ul class="d">\n<li>c</li>\n</ul>'),
        ('a\n\n{app="nginx"}', '<p>a</p>\n<p>{app="nginx"}</p>'),
        ('## a {job="b"}\n\n{ #c }', '<h2 id="a-job-b">a {job="b"}</h2>\n<p>{ #c }</p>'),
        ("a\n\n{ .5, .7 }\n\n## b\n{ #1, #2 }", '<p>a</p>\n<p>{ .5, .7 }</p>\n<h2 id="b">b</h2>\n<p>{ #1, #2 }</p>'),
        ('## a {id="b"}\n\n## c {d=e}', '<h2 id="b">a</h2>\n<h2 id="c-d-e">c {d=e}</h2>'),
        ('<p markdown="1" class="b">\n- *a*\n  `c`\n</p>', '<p class="b">\n- <em>a</em>\n<code>c</code>\n</p>'),
        ('<p markdown="1">\n*a*\n\n*b*\n</p>', "<p>\n</p><p><em>a</em></p>\n<p><em>b</em></p>\n<p></p>"),
        ('<div markdown="1">\n<br>\n*a*\n</div>', "<div>\n<p><br>\n<em>a</em></p>\n</div>"),
        (
            '<table>\n<tr>\n    <td markdown="1">a</td>\n</tr>\n</table>',
            "<table>\n<tbody><tr>\n    <td>a</td>\n</tr>\n</tbody></table>",
        ),
        ('<div>\n*a*\n<p markdown="1">*b*</p>\n</div>', "<div>\n*a*\n<p>\n<em>b</em>\n</p>\n</div>"),
        ("# a\n\n## b", ""),
    ],
)
def test_blocks_are_those_of_commonmark_and_its_relatives(body: str, html: str) -> None:
    if html:
        assert shown(body) == html
    else:
        document, [found] = convert(prose(body), "de")
        assert (document.html, found.rule) == ('<h2 id="a">a</h2>\n<h3 id="b">b</h3>', "heading-level")


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ('<div class="a>\n\nb\n\n"c" d', '&lt;div class="a&gt;\n<p>b</p>\n<p>"c" d</p>'),
        ('<div class="a">b\n<a href=\n\nc', '<div class="a">b\n&lt;a href=\n<p>c</p></div>'),
        ("</div\n\na > b", "&lt;/div\n<p>a &gt; b</p>"),
        ("<div><?a\n\nb", "<div>&lt;?a\n<p>b</p></div>"),
        ("a <script> b\n\nc", "<p>a &lt;script&gt; b</p>\n<p>c</p>"),
        ("a <TITLE>*b*\n\nc", "<p>a &lt;TITLE&gt;<em>b</em></p>\n<p>c</p>"),
        ("a <plaintext> b</plaintext>\n\nc", "<p>a &lt;plaintext&gt; b</p>\n<p>c</p>"),
        ("<textarea>\na\n\n## b", "&lt;textarea&gt;\na\n\n## b"),
        ("<noscript>\n\n*a*\n\n</noscript>", "&lt;noscript&gt;\n<p><em>a</em></p>\n"),
        ('<title markdown="1">*a*</title>\n\nb', "*a*\n<p>b</p>"),
    ],
)
def test_html_that_has_no_end_where_it_stands_is_text(body: str, html: str) -> None:
    assert convert(prose(body), "de")[0].html == html


PIECES_OF_HTML = st.sampled_from(
    [
        *("<div", "<p", "<a", "</", "</div", "<b>", "<td>", "<table>", "<select>", "<"),
        *(
            "<title>",
            "</title>",
            "<iframe ",
            "<noscript>",
            "<xmp>",
            "<plaintext>",
            "<caption>",
            "<!-- x -->",
            "/>",
        ),
        *(" ", "\n", ">", "'", '"', "='", '="', " a=", "字", "*", "`b`", "<pre>a</pre>", "\\"),
    ]
)


@settings(max_examples=up_to(600))
@given(st.lists(PIECES_OF_HTML, max_size=12).map("".join))
@example(r"<div<title>\</title>")
@example("<title><div</='='<b>")
def test_no_html_takes_what_stands_in_other_blocks(raw: str) -> None:
    body = f"a {raw}\n\n{raw.strip()}\n\n## End\n\nof the text"
    document, _ = convert(prose(body), "de")
    assert [re.sub("<[^>]*>", "", heading.html) for heading in document.headings] == ["End"]
    assert re.search(r"<p>(<\w+>)*of the text<", document.html)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("a <script>b</script> c\n\nd", "<p>a  c</p>\n<p>d</p>"),
        ('<script>\nif (a<b) c="\n</script>\n\nd', "\n<p>d</p>"),
        ("<div title='a > b' class=c=\"d>e\n</div>", '<div title="a &gt; b" class="c=&quot;d">e\n</div>'),
        ("<div\nclass=a>b</div>", '<div class="a">b</div>'),
    ],
)
def test_html_that_ends_is_html(body: str, html: str) -> None:
    assert convert(prose(body), "de")[0].html == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("~~a~~ ~b~", "<p><del>a</del> ~b~</p>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ('We\\\'re \\"here\\"', '<p>We\'re "here"</p>'),
        ("def f(*a) g(*a)", "<p>def f(*a) g(*a)</p>"),
        ("**“重点”**人才，**重点。**下", "<p><strong>“重点”</strong>人才，<strong>重点。</strong>下</p>"),
        ("siehe https://a.example/b.", '<p>siehe <a href="https://a.example/b">https://a.example/b</a>.</p>'),
        ("见https://a.example/b。", '<p>见<a href="https://a.example/b">https://a.example/b</a>。</p>'),
        ("(www.a.example)", '<p>(<a href="http://www.a.example">www.a.example</a>)</p>'),
        ("an a.b@c.example", '<p>an <a href="mailto:a.b@c.example">a.b@c.example</a></p>'),
        ("a_b@c.example", '<p><a href="mailto:a_b@c.example">a_b@c.example</a></p>'),
        ("_a_b@c.example_", '<p><em><a href="mailto:a_b@c.example">a_b@c.example</a></em></p>'),
        ("a@b.example_", "<p>a@b.example_</p>"),
        ("a\\_b+c.d-e@f.example", '<p><a href="mailto:a_b+c.d-e@f.example">a_b+c.d-e@f.example</a></p>'),
        ("*a*b@c.example", '<p><em>a</em><a href="mailto:b@c.example">b@c.example</a></p>'),
        ("[https://a.example](b.md)", '<p><a href="b.md">https://a.example</a></p>'),
        ("[https://a.example/](https://a.example/)", '<p><a href="https://a.example/">https://a.example/</a></p>'),
        ("[http://a.example/][1]\n\n[1]: b.md", '<p><a href="b.md">http://a.example/</a></p>'),
        ("[a https://a.example/?b[1]=c d](b.md)", '<p><a href="b.md">a https://a.example/?b[1]=c d</a></p>'),
        ("[a https://a.example/b]c", '<p>[a <a href="https://a.example/b">https://a.example/b</a>]c</p>'),
        ("https://a.example/b]c", '<p><a href="https://a.example/b]c">https://a.example/b]c</a></p>'),
        ("https://a.example/b\\_c\\*.", '<p><a href="https://a.example/b_c">https://a.example/b_c</a>*.</p>'),
        ("https://a.example/b\\\nc", '<p><a href="https://a.example/b">https://a.example/b</a><br>\nc</p>'),
        ("www.a\\_b.example", "<p>www.a_b.example</p>"),
        ('"www.a.example" -www.a.example', '<p>"www.a.example" -www.a.example</p>'),
        ("*www.a.example*", '<p><em><a href="http://www.a.example">www.a.example</a></em></p>'),
        ("见：www.a.example。", '<p>见：<a href="http://www.a.example">www.a.example</a>。</p>'),
        ("a:https://b.example", '<p>a:<a href="https://b.example">https://b.example</a></p>'),
        ("https://a:b@c.example", "<p>https://a:b@c.example</p>"),
        ("www.a-münze.example/b", '<p><a href="http://www.a-münze.example/b">www.a-münze.example/b</a></p>'),
        ("https://пример.example", '<p><a href="https://пример.example">https://пример.example</a></p>'),
        ("https://www.उदाहरण.example", "<p>https://www.उदाहरण.example</p>"),
        ("a@b.münze.example a@b.münze", "<p>a@b.münze.example a@b.münze</p>"),
        ("https://a.example에서", '<p><a href="https://a.example">https://a.example</a>에서</p>'),
        ("https://a.example:80/b", '<p><a href="https://a.example:80/b">https://a.example:80/b</a></p>'),
        ("www.a.example:Das", '<p><a href="http://www.a.example">www.a.example</a>:Das</p>'),
        ("=https://b.example", '<p>=<a href="https://b.example">https://b.example</a></p>'),
        ("a/https://b.example", '<p>a/<a href="https://b.example">https://b.example</a></p>'),
        ("<https://b.example c>", "<p>&lt;https://b.example c&gt;</p>"),
        ("an mailto:a@b.example.", '<p>an <a href="mailto:a@b.example">mailto:a@b.example</a>.</p>'),
        ("中mailto:a@b.example", '<p>中<a href="mailto:a@b.example">mailto:a@b.example</a></p>'),
        ("xmailto:a@b.example MAILTO:a@b.example", "<p>xmailto:a@b.example MAILTO:a@b.example</p>"),
        ("ma\\ilto:a@b.example *mailto*:a@b.example", "<p>ma\\ilto:a@b.example <em>mailto</em>:a@b.example</p>"),
        ("npm@8.19.2 a@1.2.3-b a@b.c1 mailto:a@b.c1", "<p>npm@8.19.2 a@1.2.3-b a@b.c1 mailto:a@b.c1</p>"),
        (
            "a@b.c1d a@1.xn--p1ai",
            '<p><a href="mailto:a@b.c1d">a@b.c1d</a> <a href="mailto:a@1.xn--p1ai">a@1.xn--p1ai</a></p>',
        ),
        ("in `{{` und `}}`, `{{ a }}`", "<p>in <code>{{</code> und <code>}}</code>, <code>{{ a }}</code></p>"),
        ("使用*登入*、*Facebook*或", "<p>使用<em>登入</em>、<em>Facebook</em>或</p>"),
        ("使用* 登入*、*Facebook*或", "<p>使用* 登入*、<em>Facebook</em>或</p>"),
        (
            "《**书**》他**（注）**说「**话**」",
            "<p>《<strong>书</strong>》他<strong>（注）</strong>说「<strong>话</strong>」</p>",
        ),
        ("![a](b.png){ width=70 }", '<p><img alt="a" src="b.png" width="70"></p>'),
        ("![a](b.png){ .c #d width=70px }", '<p><img alt="a" class="c" id="d" src="b.png" width="70"></p>'),
        ("a *b*{ .c } { d=e }", '<p>a <em class="c">b</em> { d=e }</p>'),
        ('![a](b.png){:\n.c width="70"}', '<p><img alt="a" class="c" src="b.png" width="70"></p>'),
        ('*a*{.b\ntitle="c\nd"}', '<p><em class="b" title="c d">a</em></p>'),
        ("*a*{b\nc}", "<p><em>a</em>{b\nc}</p>"),
        ("**a**{: .b  \n#c} d", '<p><strong class="b" id="c">a</strong> d</p>'),
        ('*a*{: title="b_c & *d*"}', '<p><em title="b_c &amp; *d*">a</em></p>'),
        ("a*{: .b} c", "<p>a*{: .b} c</p>"),
        ("*a*{.b} `c`{: #d}", '<p><em class="b">a</em> <code id="d">c</code></p>'),
        ("[a](<b c.md> 'd')", '<p><a href="b c.md" title="d">a</a></p>'),
    ],
)
def test_inlines_are_those_of_commonmark_and_gfm(body: str, html: str) -> None:
    assert shown(body) == html


def test_a_pipe_behind_a_backslash_is_one_in_the_code_of_a_template() -> None:
    document, problems = convert(prose("| a |\n| --- |\n| `{{ .B \\| c }}` |\n| {{ d \\| compact }} |"), "de")
    assert "<td><code>{{ .B | c }}</code></td>" in document.html
    assert [(one.rule, one.message, one.span and one.span.column) for one in problems] == [
        ("figure-unknown", "“{{ d” begins a figure, but a backslash ends it", 3)
    ]


def test_a_pipe_in_code_ends_no_cell_whatever_code_stands_before_it() -> None:
    html = shown("| a | b |\n|---|---|\n| ``a`b`` | `c|d` |")
    assert "<td><code>a`b</code></td>\n<td><code>c|d</code></td>" in html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("xmpp:a@b.example/c@d.e.", '<p><a href="xmpp:a@b.example/c@d.e">xmpp:a@b.example/c@d.e</a>.</p>'),
        ("xmpp:a@b.example/c/d", '<p><a href="xmpp:a@b.example/c">xmpp:a@b.example/c</a>/d</p>'),
        ("xmpp:a@b.example/.", '<p><a href="xmpp:a@b.example">xmpp:a@b.example</a>/.</p>'),
    ],
)
def test_a_bare_address_for_chats_is_a_link_as_gfm_has_it(body: str, html: str) -> None:
    document, problems = convert(prose(body), "de")
    assert document.html == html
    assert [found.rule for found in problems] == ["link-scheme"]


def test_an_address_that_is_the_text_of_a_link_is_a_text_with_its_entities() -> None:
    assert shown("[https://a.example/?b&amp;c](d.md)") == '<p><a href="d.md">https://a.example/?b&amp;c</a></p>'
    assert shown("![www.a.example/&auml;](d.png)") == '<p><img alt="www.a.example/ä" src="d.png"></p>'


def test_a_backslash_before_the_brace_of_an_anchor_shows_it() -> None:
    assert shown("## a \\{#b}") == '<h2 id="a-b">a {#b}</h2>'
    assert shown("a\\{#b}\n---") == '<h2 id="a-b">a{#b}</h2>'


def test_blank_lines_of_code_in_an_item_lose_what_the_item_is_indented_by() -> None:
    assert "<code>a\n\n  \n\nb\n</code>" in shown("1. ```\n   a\n   \n     \n \n   b\n   ```")
    assert "<code>a\n  \n\nb\n</code>" in shown("- t\n\n      a\n        \n   \t\n      b")
    assert "<code>a\n\nb\n</code>" in shown("> - ~~~\n>   a\n>   \n>   b\n>   ~~~")


def test_a_table_begins_with_the_last_line_of_a_paragraph() -> None:
    assert shown("Text\n| a |\n|---|") == (
        '<p>Text</p>\n<table>\n<thead>\n<tr>\n<th scope="col">a</th>\n</tr>\n</thead>\n</table>'
    )
    assert "<td><code>a|b</code></td>" in shown("| x |\n|---|\n| `a\\|b` |")


def test_wide_symbols_are_joined_as_wide_letters_are() -> None:
    assert shown("1000㎡\n以上", "zh") == "<p>1000㎡以上</p>"


# ---- laws -----------------------------------------------------------------------------------------------------

OTHERS = st.sampled_from(
    [
        *("<pre>", "[[p]]", "</p>", "\n[^a]: ", "<title>", "</title>", "<div a='", "<? ", "<script>", "</script>"),
        *("<b>", "</b>", "<div>\n", "\n</div>\n", "<a href='u.md'>", "<br>", "<div markdown=1>\n", "<!-- a", "-->"),
        *("  * ", "   ", "    ", "\n  - ", "\n\n  ", "[x]: u 't'\n", "[x]", "~~d~~", "[^a]", "\n\n[^a]: n\n", "\\\n"),
        *(
            "  \n",
            "{.c}",
            "{:\n.c}",
            "\n^\n",
            "{: #i}\n",
            "- [ ] ",
            "T\n: d\n",
            "www.a.org",
            "a@b.org",
            "```\n",
            "&copy;",
            "1) ",
            "“",
            "。",
        ),
    ]
)
TEXTS = st.lists(st.one_of(SCRAPS, OTHERS), max_size=14).map("".join)


@settings(max_examples=up_to(600))
@given(TEXTS, st.sampled_from(["de", "zh-Hans"]))
def test_any_text_is_the_same_by_both_ways(body: str, tag: str) -> None:
    assert convert_fully(prose(body), tag, to_html) == convert_fully(prose(body), tag)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("<pre>[[a]]</pre> [[b]]\n\nc <kbd>[[d]]</kbd>", '<mark class="placeholder">b</mark>'),
        ("a <code>[[b]]</code> [[c]]", '<p>a <code>[[b]]</code> <mark class="placeholder">c</mark></p>'),
        ("## a {: title=b lang=en}", '<h2 id="a" lang="en" title="b">a</h2>'),
        ("<p title=b id=c lang=en>a</p>", '<p id="c" lang="en" title="b">a</p>'),
        ("a\n{: title=b id=c lang=en}", '<p id="c" lang="en" title="b">a</p>'),
        ("a\n{: title=b lang=en}", '<p lang="en" title="b">a</p>'),
        ("![人\n才](a.png)", '<p><img alt="人才" src="a.png"></p>'),
        ("[^1]\n\n[^1]: </p>", '<p></p>\n<p><a class="footnote-backref" href="#fnref-1" title="1">↩</a></p>'),
        (
            "[^1]\n\n[^1]: a\n    <!-- b -->",
            '<p>a&nbsp;<a class="footnote-backref" href="#fnref-1" title="1">↩</a></p>',
        ),
    ],
)
def test_what_html_and_attributes_make_of_a_text_is_the_same_by_both_ways(body: str, html: str) -> None:
    long = convert_fully(prose(body), "de")
    assert html in long[0].html
    assert convert_fully(prose(body), "de", to_html) == long
    assert convert(prose(body), "de") == long


@settings(max_examples=up_to(400))
@given(TEXTS)
def test_what_is_checked_and_mended_is_never_code(body: str) -> None:
    lines = body.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    seen = [" "] * (len(body) + 1)
    for passage in read_passages(body):
        start = starts[passage.line - 1]
        for place, character in enumerate(passage.text, start):
            if not character.isspace():
                seen[place] = character
    for start, end in find_code(read_tree(body)):
        assert not "".join(seen[start:end]).strip()


@given(TEXTS)
def test_a_text_without_signs_is_nothing_but_text(body: str) -> None:
    assert special_of(body).search(body) is None or any(sign in body for sign in SIGNS)


@pytest.mark.parametrize("sign", SIGNS)
def test_each_sign_is_found_and_read(sign: str) -> None:
    found = special_of(sign).search(f"a {sign}/")
    assert found is not None
    assert found[0][0] in _READERS
