"""The comparison with other converters: what it reads of HTML, what it calls a difference, and what it tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.__main__ import main, tell_of_site
from fidelity.deliberate import DELIBERATE
from fidelity.differences import find_differences
from fidelity.examples import Example, judge, tell_of_examples
from fidelity.oracles import is_of_kramdown, oracles_for, to_html_by_cmark, without_attributes, without_boxes
from fidelity.pages import Page, convert_page, read_sites
from fidelity.structure import read_structure

README = Path(__file__).parent.parent / "fidelity" / "README.md"


# ---- structure ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p>a\n  b <i>c</i></p>", [("", "a\nb ⟨i⟩c⟨/i⟩")]),
        ("<h2 id=x>a</h2><hr>", [("##", "a"), ("---", "")]),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>",
         [("+ ", "a"), ("  + ", "b"), ("- ", "c"), ("  ", "d")]),
        ("<ol start=3><li>a</li><li></li></ol>", [("+3. ", "a"), ("4. ", "")]),
        ("<ul><li><ol><li>a</li></ol></li></ul>", [("+ +1. ", "a")]),
        ("<ul><li><pre><code class=language-sh>x  y\n</code></pre></li></ul>", [("+ ```sh", "x  y")]),
        ("<blockquote><p>a</p><blockquote>b</blockquote></blockquote>", [("> ", "a"), ("> > ", "b")]),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td></td></tr></table>",
         [("||= ", "a"), ("|= ", "b"), ("|| ", "c"), ("| ", "")]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", [("=", "a"), (": ", "b")]),
        ('<p><a href="x" title="t">a</a> <img src="y" alt="b"> <code>c</code></p>',
         [("", "⟨a x “t”⟩a⟨/a⟩ ⟨img y “b”⟩ ⟨code⟩c⟨/code⟩")]),
        ('a<a href="#fn-1">1</a><hr><div class="footnote"><hr><ol><li>n<a class="footnote-backref">↩</a></div>',
         [("", "a⟨note⟩"), ("---", ""), ("^ +1. ", "n")]),
        ("<p>a<script>b</script><u>c</u><!-- d --></p>", [("", "ac")]),
        ('<ul><li><input type="checkbox" checked> a</li></ul>', [("+ ", "☑ a")]),
        ("<p>a<p>b</div><ul><li>c", [("", "a"), ("", "b"), ("+ ", "c")]),
    ],
)  # fmt: skip
def test_structure_is_read_as_a_reader_has_it(html: str, expected: list[tuple[str, str]]) -> None:
    assert [tuple(piece) for piece in read_structure(html)] == expected


@given(st.text(alphabet='<>/pulidv a"=b&;#\n', max_size=80))
def test_no_html_is_too_broken_to_be_read(html: str) -> None:
    assert all("\r" not in piece.text for piece in read_structure(html))


# ---- oracles --------------------------------------------------------------------------------------------------

TEXT = """# Title {#top}

A [link](x.md){:.wide} with ~~struck~~ **words**, https://example.org/ and `code`.[^1]
{: .lead}

- one

  ```sh
  ls
  ```
- [ ] two
  3. three

| a | b |
|---|---|
| c |   |

[^1]: A note.
"""


def test_two_oracles_of_commonmark_have_the_same_structure() -> None:
    oracles = oracles_for(is_kramdown=False)
    first, second = (read_structure(oracle.convert_all([TEXT])[0]) for oracle in oracles)
    assert [oracle.name for oracle in oracles] == ["cmark-gfm", "markdown-it"]
    assert find_differences(first, second, "cmark-gfm") == ()
    assert "⟨del⟩struck⟨/del⟩" in first[1].text
    assert {"#", "  ```sh", "||= ", "^ +1. "} <= {piece.shape for piece in first}


def test_attribute_lists_are_taken_from_what_would_show_them() -> None:
    assert is_of_kramdown("Text\n{: .wide}\n")
    assert not is_of_kramdown("Text {: .wide} `{:`\n\n{:ok, value}\n\n```\n{: .wide}\n```\n\n<figure markdown>\n")
    assert without_attributes("## A { #b }\n`c`{ .d } (`{ #e }`)\n{ .f }\n") == "## A\n`c` (`{ #e }`)\n"
    assert without_attributes('[a](b){ .c title="d" }{:index}') == '[a](b "d"){:index}'
    assert without_attributes("## A {#b}\n[c](d){:.e} {f}\n{: g=h}\n") == "## A\n[c](d) {f}\n"


def test_comments_of_more_hyphens_are_comments_to_all() -> None:
    assert (
        to_html_by_cmark("a <!--- b ---> c `<!--- d --->`")
        == "<p>a <!-- - b  --> c <code>&lt;!--- d ---&gt;</code></p>\n"
    )


def test_who_lacks_kramdown_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="apt install ruby-kramdown-parser-gfm"):
        oracles_for(is_kramdown=True)[0].convert_all(["a"])


# ---- differences ----------------------------------------------------------------------------------------------


def kinds(ours: str, theirs: str, oracle: str = "cmark-gfm") -> list[str]:
    found = find_differences(read_structure(ours), read_structure(theirs), oracle)
    return [one.kind for one in found]


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>", "structure: item 2 → item 1"),
        ("<ul><li>a<p>b</p></li></ul>", "<ul><li>a<pre>b</pre></li></ul>",
         "structure: code in item → paragraph in item"),
        ("<h3>a</h3>", "<h4>a</h4>", "structure: heading 4 → heading 3"),
        ("<p>a</p>", "<table><tr><td>a</td></tr></table>", "structure: cell → paragraph"),
        ("<p>a b</p>", "<p>a <em>b</em></p>", "emphasis lost"),
        ("<p>a <code>b</code></p>", "<p>a b</p>", "code span more"),
        ('<p><a href="x">b</a></p>', '<p><a href="y">b</a></p>', "address of a link"),
        ("<p>a **b**</p>", "<p>a <b>b</b></p>", "mark shown: ** or __"),
        ("<p>a</p><p>{: .b}</p>", "<p>a</p>", "mark shown: {:"),
        ("<p>a</p>", "<p>a</p><p>b</p>", "text lost: paragraph"),
        ("<p>a</p><ul><li>b</li></ul>", "<p>a</p>", "text more: item 1"),
        ("<p>ab</p>", "<p>ac</p>", "text otherwise"),
    ],
)  # fmt: skip
def test_a_difference_has_a_kind(ours: str, theirs: str, kind: str) -> None:
    assert kinds(ours, theirs) == [kind]


@pytest.mark.parametrize(
    ("ours", "theirs", "oracle"),
    [
        ("<h2>a</h2><h3>b</h3>", "<h1>a</h1><h2>b</h2>", "cmark-gfm"),
        ("<p>人才<em>交流</em></p>", "<p>人才\n<em>交流</em></p>", "cmark-gfm"),
        ("<p>a\nb</p>", "<p>a b</p>", "cmark-gfm"),
        ("<p><del>a</del></p>", "<p><s>a</s></p>", "markdown-it"),
        ("<p><em><strong>a</strong></em></p>", "<p><strong><em>a</em></strong></p>", "kramdown"),
        ('<p><a href="/ä">a</a></p>', '<p><a href="/%C3%A4">a</a></p>', "cmark-gfm"),
        ("<p><strong>人才。</strong>交流</p>", "<p>**人才。**交流</p>", "cmark-gfm"),
        ('<p><a href="https://a.b/">https://a.b/</a></p>', "<p>https://a.b/</p>", "kramdown"),
        ('<p><a href="https://a.b/c d">https://a.b/c%20d</a></p>', "<p>https://a.b/c%20d</p>", "kramdown"),
        ('<p><a href="https://a.b/c_d">https://a.b/c_d</a></p>', '<p><a href="https://a.b/c\\_d">https://a.b/c\\_d</a></p>',
         "cmark-gfm"),
        ("<ol start=3><li>a</li></ol>", "<ol><li>a</li></ol>", "kramdown"),
        ("<ol><li>a <b>b</b></li><li>c</li></ol>", "<p>1) a <b>b</b>\n2) c</p>", "kramdown"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>==+==</td><td></td></tr></table>",
         "<table><tr><td>a</td><td>b</td></tr></table>", "kramdown"),
        ("<p>a^b</p>", "<p>a\\^b</p>", "kramdown"),
        ("<p>a</p>", '<p>a<a href="x"></a></p>', "cmark-gfm"),
        ('<p>见<a href="https://a.b/">https://a.b/</a>。</p>', '<p>见<a href="https://a.b/。">https://a.b/。</a></p>',
         "cmark-gfm"),
        ("<p>seit\n2015. Und</p>", "<p>seit</p><ol><li>Und</li></ol>", "kramdown"),
        ("<p>a</p>", '<p><a href="javascript:b">a</a></p>', "cmark-gfm"),
        ("<p>http://a:80/b</p>", '<p><a href="http://a:80/b">http://a:80/b</a></p>', "cmark-gfm"),
        ("<dl><dt>a</dt><dt>b</dt><dd>c <b>d</b></dd></dl>", "<p>a\nb\n: c <b>d</b></p>", "cmark-gfm"),
        ("<ul><li>a|b</li></ul>", "<ul><li><table><tr><td>a</td><td>b</td></tr></table></li></ul>", "kramdown"),
    ],
)  # fmt: skip
def test_what_is_deliberately_otherwise_is_no_difference(ours: str, theirs: str, oracle: str) -> None:
    assert kinds(ours, theirs, oracle) == []


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("<h2>a</h2><h2>b</h2>", "<h1>a</h1><h2>b</h2>"),
        ("<p>人才 交流</p>", "<p>人才交流</p>"),
        ("<p>**a.**b</p>", "<p><strong>a.</strong>b</p>"),
        ("<p>**人才。**交流</p>", "<p><strong>人才。</strong>交流</p>"),
        ("<p>见https://a.b/。</p>", '<p>见<a href="https://a.b/。">https://a.b/。</a></p>'),
        ("<p>seit\n2015. Und</p>", "<p>seit</p><ol><li>Und</li></ol>"),
        ('<p><a href="https://a.b/">https://a.b/</a></p>', "<p>https://a.b/</p>"),
        ("<ol start=3><li>a</li></ol>", "<ol><li>a</li></ol>"),
        ("<p>a\n: b</p>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<p>http://a.b/c</p>", '<p><a href="http://a.b/c">http://a.b/c</a></p>'),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a|b</p>"),
        ("<ol><li>a</li></ol><ol start=2><li>b</li></ol>", "<ol><li>a</li><li>b</li></ol>"),
    ],
)
def test_what_only_looks_like_it_is_a_difference(ours: str, theirs: str) -> None:
    assert len(kinds(ours, theirs)) == 1


def test_the_readme_has_every_row_of_what_is_deliberately_otherwise() -> None:
    rows = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    about = {row.name: f" ({row.of} alone)" if row.of else "" for row in DELIBERATE}
    for row in DELIBERATE:
        assert f"| {row.name} | {row.reason}{about[row.name]} |" in rows
    assert len(about) == len(DELIBERATE)


# ---- pages ----------------------------------------------------------------------------------------------------


def test_pages_are_read_below_their_front_matter_with_the_language_of_their_name(tmp_path: Path) -> None:
    folder = tmp_path / "site" / "content" / "press"
    folder.mkdir(parents=True)
    (folder / "a.pt-br.md").write_text("---\ntitle: A\n---\n\nText\n", encoding="utf-8")
    (folder / "b.md").write_text("Text\n---\n", encoding="utf-8")
    expected = [
        Page("content/press/a.pt-br.md", "pt-br", "\nText\n", 4),
        Page("content/press/b.md", "en", "Text\n---\n", 1),
    ]
    assert read_sites(tmp_path) == {"site": expected}
    assert read_sites(tmp_path / "site") == {"site": expected}
    assert expected[0].find_line("Text") == 5


def test_figures_are_compared_as_they_are_written() -> None:
    page = Page("a.en.md", "en", "More than {{ visitors | compact }} *people*, `{{ x }}` and {{ no & figure }}.\n", 4)
    assert [piece.text for piece in convert_page(page)] == [
        "More than {{ visitors | compact }} ⟨em⟩people⟨/em⟩, ⟨code⟩{{ x }}⟨/code⟩ and {{ no & figure }}."
    ]


def test_a_site_is_told_with_shares_and_an_example_of_each_kind_of_difference() -> None:
    pages = [
        Page("content/pages/a.en.md", "en", "*Right*\n", 4),
        Page("content/pages/b.en.md", "en", "\nText\n\n<u>- a\n\n- b</u>\n", 4),
        Page("content/pages/c.en.md", "en", "Term\n: - Definition\n", 4),
    ]
    told = "\n".join(tell_of_site("site", pages, oracles_for(is_kramdown=False), 1))
    assert "## site: 3 pages, cmark-gfm and markdown-it" in told
    assert "| agree with markdown-it alone | 1 | 33.3 % |" in told
    assert "| on which the two disagree | 1 | 33.3 % |" in told
    assert "\ncontent/pages/c.en.md:4: structure: paragraph → term\n    ours: = Term\n" in told
    assert "    cmark-gfm:  Term : - Definition" in told


def test_what_is_no_markdown_of_an_oracle_is_taken_from_the_text_but_not_from_code() -> None:
    assert without_attributes("- ## A {#b}\n\n```\n## C {#d}\n```\n") == "- ## A\n\n```\n## C {#d}\n```\n"
    assert (
        without_boxes("<input type=radio> a `<input>`\n\n~~~\n<input>\n~~~\n")
        == "<wbr> a `<input>`\n\n~~~\n<input>\n~~~\n"
    )


def test_a_folder_of_sites_is_told_site_by_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "content").mkdir(parents=True)
        (tmp_path / name / "content" / "a.de.md").write_text("Text\n", encoding="utf-8")
    main([str(tmp_path)])
    printed = capsys.readouterr().out
    assert printed.count("| agree with cmark-gfm and markdown-it | 1 | 100.0 % |") == 2
    assert printed.index("## one: 1 pages") < printed.index("## two: 1 pages")


# ---- examples -------------------------------------------------------------------------------------------------


def test_an_example_is_the_same_or_deliberately_otherwise_or_wrong() -> None:
    same = judge(Example("CommonMark 0", "A", "*a*\n", "<p><em>a</em></p>\n"))
    wrong = judge(Example("CommonMark 0", "A", "*a*\n", "<p>*a*</p>\n"))
    meant = judge(Example("GFM 491", "B", "~a~\n", "<p><del>a</del></p>\n"))
    dialect = judge(Example("CommonMark 0", "A", "| a |\n|---|\n| b |\n", "<p>| a |\n|---|\n| b |</p>\n"))
    assert (same.is_same, same.row) == (True, "")
    assert (wrong.is_same, wrong.row) == (False, "")
    assert (meant.is_same, meant.row) == (False, "single tildes")
    assert (dialect.is_same, dialect.row) == (False, "the dialect’s extensions")


def test_examples_are_told_by_section_and_those_that_are_wrong_by_name() -> None:
    examples = [
        Example("CommonMark 0", "A", "*a*\n", "<p><em>a</em></p>\n"),
        Example("CommonMark 1", "B", "*a*\n", "<p>*a*</p>\n"),
    ]
    told = "\n".join(tell_of_examples(examples, 1))
    assert "| A | 1 | 1 | 0 | 0 |" in told
    assert "| all | 2 | 1 | 0 | 1 |" in told
    assert "Otherwise: CommonMark 1\n" in told
    assert "    ours: [('', '⟨em⟩a⟨/em⟩')]" in told
