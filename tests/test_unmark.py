"""HTML → plain text and Markdown: what each element becomes, and that Markdown means what the HTML did."""

from __future__ import annotations

import re

import pytest
from built_pages import website
from markupsafe import Markup

from microsite.markup.convert import convert
from microsite.model.entries import Prose
from microsite.render.texts import write_markdown, write_plain

A = '<a href="https://a.example/x">'

CASES = [
    ("<p>A <strong>b</strong> <em>c</em></p>\n<p>d</p>", "A b c\n\nd", "A **b** *c*\n\nd"),
    ("<h2>A</h2><h3>B<br>c</h3>", "A\n\nB c", "## A\n\n### B c"),
    (f"<p>{A}b</a>.</p>", "b <https://a.example/x>.", "[b](https://a.example/x)."),
    (f"<p>{A}https://a.example/x</a></p>", "https://a.example/x", "<https://a.example/x>"),
    (f"<p>{A}a.example/x</a></p>", "a.example/x", "[a.example/x](https://a.example/x)"),
    ('<p><a href="https://a.example/(b)">b</a></p>', "b <https://a.example/(b)>", "[b](<https://a.example/(b)>)"),
    ('<p><a href="mailto:a@b.example">write</a></p>', "write <a@b.example>", "[write](mailto:a@b.example)"),
    ("<p><a>b</a></p>", "b", "b"),
    ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c", "- a\n- b\n  - c"),
    ('<ol start="3"><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>', "3. a\n\n   b\n\n4. c", "3. a\n\n   b\n\n4. c"),
    ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b", "> a\n>\n> b"),
    ("<pre><code>a *\n  ```\n</code></pre>", "a *\n  ```", "````\na *\n  ```\n````"),
    ("<p><code>a`b</code></p>", "a`b", "``a`b``"),
    ("<hr>", "* * *", "* * *"),
    (
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>x|y</td></tr></tbody></table>",
        "A | B\n1 | x|y",
        "| A | B |\n| --- | --- |\n| 1 | x\\|y |",
    ),
    ("<dl><dt>A</dt><dd>b</dd></dl>", "A\n\n  b", "A\n\n  b"),
    ("<p>a<br>b</p>", "a\nb", "a  \nb"),
    ('<p><img src="https://a.example/p.png" alt="A [b]"></p>', "[A [b]]", "![A \\[b\\]](https://a.example/p.png)"),
    ('<p><img src="https://a.example/p.png" alt=""></p>', "", "![](https://a.example/p.png)"),
    (
        '<figure><img src="p.png" alt="A"><figcaption>b <small>Picture: c</small></figcaption></figure>',
        "[A]\n\nb · Picture: c",
        "![A](p.png)\n\nb · Picture: c",
    ),
    ("<p>a <del>b</del> <ins>c</ins></p>", "a c", "a ~~b~~ c"),
    ("<p><q>a</q> <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", "“a” 漢(kan)", "“a” 漢(kan)"),
    (
        (
            '<p>a<sup id="r"><a class="footnote-ref" href="#f">1</a></sup></p>'
            '<div class="footnote"><hr><ol><li id="f"><p>b '
            '<a class="footnote-backref" href="#r">↩</a></p></li></ol></div>'
        ),
        "a[1]\n\n[1] b",
        "a[^1]\n\n[^1]: b",
    ),
    ("<p>*a* _b_ c_d [e] 1 &lt; 2 &amp;amp; `f`</p>", "*a* _b_ c_d [e] 1 < 2 &amp; `f`", None),
    (
        "<p># a</p><p>- b</p><p>1. c</p><p>1984 d</p>",
        "# a\n\n- b\n\n1. c\n\n1984 d",
        "\\# a\n\n\\- b\n\n1\\. c\n\n1984 d",
    ),
    ("<p></p><div> </div>", "", ""),
]


@pytest.mark.parametrize(("written", "plain", "markdown"), CASES)
def test_what_html_becomes(written: str, plain: str, markdown: str | None) -> None:
    assert write_plain(Markup(written)) == plain  # noqa: S704 - our own
    if markdown is not None:
        assert write_markdown(Markup(written)) == markdown  # noqa: S704 - our own


def test_what_is_no_html_is_plain_and_means_itself_in_markdown() -> None:
    assert write_plain("a <b> *c*") == "a <b> *c*"
    assert write_markdown("a <b> *c*") == "a \\<b> \\*c\\*"


def read_again(markdown: str) -> str:
    """Markdown as our own reader takes it, without its marks."""
    document = convert(Prose("a.md", markdown, 1), "de")[0]
    return write_plain(Markup(document.html))  # noqa: S704 - cleaned


@pytest.mark.parametrize("written", [written for written, _, _ in CASES if "<dl>" not in written])
def test_markdown_reads_as_the_html_did(written: str) -> None:
    plain = write_plain(Markup(written))  # noqa: S704 - our own
    assert read_again(write_markdown(Markup(written))) == plain  # noqa: S704 - our own


@pytest.mark.parametrize("name", ["conference", "trilingual", "right-to-left"])
def test_the_markdown_of_whole_sites_reads_as_their_pages_do(name: str) -> None:
    texts = [
        re.sub(r' aria-[a-z]+="[^"]*"', "", body)
        for path in website(name).pages
        for body in re.findall(r'<div class="prose"[^>]*>(.*?)</div>', website(name).built.text(path), re.DOTALL)
        if "footnote" not in body
    ]
    assert len(texts) > 3
    for body in texts:
        body = Markup(body)  # noqa: PLW2901, S704 - our own
        assert read_again(write_markdown(body)) == write_plain(body)
