"""Style sheets and scripts as they are published: shorter, and to a browser the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from growth import find_excess
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from laws import up_to
from playwright.sync_api import Browser

from microsite.pages import script
from microsite.pages.stylesheet import slim

ASSETS = Path(__file__).parents[1] / "templates/assets"

READ = """texts => texts.map(text => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  return [...sheet.cssRules].map(rule => rule.cssText).join(' ')
})"""

PIECES = [
    *(
        "a",
        ".b",
        "#c",
        ":hover",
        "::before",
        "*",
        "@media",
        "(min-width: 1px)",
        "and",
        "{",
        "}",
        ";",
        ",",
        ":",
        ">",
        "+",
    ),
    *(" ", "  ", "\n", "\t", "/* x */", "/**/", "/*! y */", "/*", "*/", '"', "'", '" ; "', "'{ }'", "\\", "\\}", "\\ "),
    *(
        "color",
        "red",
        "content",
        "width",
        "calc(1px + 2px)",
        "url(",
        ")",
        "url( a.png )",
        "URL(b;c)",
        "--x",
        "1px",
        "!important",
    ),
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
SHEETS = st.lists(SOUP, min_size=3, max_size=3).map(
    lambda soups: (
        f"i{soups[0]} {{ --v: {soups[1]}; color : red ; }} p , q{{ margin: 0 {soups[2]} 1px }} b {{ color: red }}"
    )
)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("a { color: red; }\n", "a{color:red;}"),
        (
            "/* what it is for */\na,\nb > c {\n  color: red;\n\n  margin: 0 auto\n}\n",
            "a,b > c{color:red;margin:0 auto}",
        ),
        ("a :hover/**/.b { }", "a :hover/**/.b{}"),
        ("a /* and */ b {}", "a b{}"),
        ("/*! by us */ a {}", "/*! by us */ a{}"),
        ('a::before { content: " ; } /* no */ "; }', 'a::before{content:" ; } /* no */ ";}'),
        ("a { background: url( x;y ) }", "a{background:url( x;y )}"),
        ("a { b: url( x'y/* ; z ) } c { d: e }", "a{b: url( x'y/* ; z )}c{d:e}"),
        ("a { b: url( 'x' /* y */ ) ; }", "a{b:url( 'x' );}"),
        ("a { b: my-url( ';)' ; /* y */ c: d }", "a{b:my-url( ';)';c:d}"),
        ("@media (width > 1px) { a { b: c; } }", "@media (width > 1px){a{b:c;}}"),
        ("a { --empty: ; }", "a{--empty:;}"),
        ("a { b: c; /* open", "a{b:c;"),
        ("a { b: hover { c: d } e: f }", "a{b: hover{c:d}e:f}"),
        ("a: hover { b : c }", "a: hover{b : c}"),
    ],
)
def test_a_style_sheet_is_published_without_what_browsers_pass_over(written: str, published: str) -> None:
    assert slim(written) == published


def as_said(rules: str) -> str:
    """Rules as a browser says them again: custom properties with the blanks and comments they were written with."""
    bare = re.sub(r"(?:/\*(?!!)(?:[^*]|\*(?!/))*\*/)+", "/**/", rules)
    bare = re.sub(r"(?:/\*\*/)?\s(?:/\*\*/|\s)*", " ", bare)
    bare = re.sub(r"(?:/\*\*/|\s)*([{};,])(?:/\*\*/|\s)*", r"\1", bare)
    return re.sub(r"(?<=[{};,])([-\w]+:)(?:/\*\*/|\s)+", r"\1", bare)


def test_a_browser_reads_the_same_rules_in_what_is_published(browser: Browser) -> None:
    page = browser.new_page()
    sheets = [
        *(path.read_text(encoding="utf-8") for path in ASSETS.glob("*.css")),
        "a { b: c } p::after { content: 'open\n} q { color: red }",
    ]

    @given(st.lists(SHEETS, min_size=20, max_size=20))
    @settings(max_examples=up_to(60, 4), deadline=None, phases=[Phase.explicit, Phase.generate])
    def all_the_same(some: list[str]) -> None:
        texts = sheets + some
        published, written = (page.evaluate(READ, found) for found in (list(map(slim, texts)), texts))
        assert list(map(as_said, published)) == list(map(as_said, written))

    all_the_same()
    page.close()


@given(SHEETS)
@settings(max_examples=up_to(500))
def test_what_is_short_stays_as_it_is_and_nothing_grows(sheet: str) -> None:
    assert slim(slim(sheet)) == slim(sheet)
    assert len(slim(sheet)) <= len(sheet) + len("*/")  # a comment may be open


@pytest.mark.law(every=4)
@pytest.mark.parametrize(
    "piece",
    ["/*", "/**/", "*/ ", '"', "'\\", "url(", "; ", "{ }", "\\", " \n", ";\n;", "{a: /* ", ", a: ", "; a: /**/"],
)
def test_the_time_to_shorten_grows_with_the_style_sheet_and_not_faster(piece: str) -> None:
    assert find_excess(lambda size: piece * size, slim) == ""


# ---- scripts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("// what it is for\nlook();\n", "look();\n"),
        ("{\n  // why\n\n  look(); // here\n}\n", "{\nlook(); // here\n}\n"),
        (
            "/* what\n   it is for */\nlook()\n/** @return {void} */\nfunction look() {}\n",
            "look()\nfunction look() {}\n",
        ),
        (
            "  //! by us\n  /*! and\n  them */\n  // @license X\n  // (c) us\n//# sourceMappingURL=a.map\n",
            "//! by us\n/*! and\n  them */\n// @license X\n// (c) us\n//# sourceMappingURL=a.map\n",
        ),
        ("const url = 'https://a.example/';\n\n  open(url)\n", "const url = 'https://a.example/';\nopen(url)\n"),
        ("  say(`${a} // ${b}`)\n  // no\n", "say(`${a} // ${b}`)\n"),
        ("  say(`“${a}”`, '`')\n  // no\n  look()\n", "say(`“${a}”`, '`')\nlook()\n"),
        ("  say(`\n  // what is said\n`)\n", "  say(`\n  // what is said\n`)\n"),
        ("  say('a\\\n  // b')\n", "  say('a\\\n  // b')\n"),
        ("  text.match(/`/)\n  // so it stays\n", "  text.match(/`/)\n  // so it stays\n"),
        ("  look() /* of\n  // two */\n", "  look() /* of\n  // two */\n"),
        ("  // a\u2028look()\n", "  // a\u2028look()\n"),
        ("  // a\r  look()\n", "  // a\r  look()\n"),
    ],
)
def test_a_script_is_published_without_what_browsers_pass_over(written: str, published: str) -> None:
    assert script.slim(written) == published


def test_the_scripts_of_the_theme_are_published_without_comments_and_indentation() -> None:
    for path in ASSETS.glob("*.js"):
        lines = script.slim(path.read_text(encoding="utf-8")).splitlines()
        assert len(lines) > 9
        assert [line for line in lines if line.lstrip() != line or line.startswith("//") or not line] == [], path.name


LINES = [
    *(
        "log(1)",
        "  log(2);",
        "var a = 6",
        "a",
        "++a",
        "(log(3))",
        "/2/.test('2') && log(4)",
        "return",
        "log('`')",
        "log('\\'')",
    ),
    *(
        "// one",
        "  // `",
        "  // '",
        "// /*",
        "// */",
        "//! kept",
        "\t// \\",
        "/* one */",
        "/* log(5) */ log(6)",
        "log(7) // `",
    ),
    *(
        "/*",
        "*/",
        "  /* a",
        "  b */",
        "`",
        "  log(`",
        "`)",
        "log(`a${a}b`)",
        "log(`${",
        "}`)",
        "log(`// ${'`'}`)",
        "`${a}`",
    ),
    *(
        "log('a\\",
        "  // b')",
        "')",
        '"',
        "/[`]/.test(`",
        "a / 2 // `",
        "log(/[/*]/)",
        "\\",
        "log(`\\",
        "log(`\\`",
        "log(`$`)",
    ),
    *(
        "",
        "  ",
        "\t",
        "// a\u2028log(8)",
        "\r// `\rlog(9)",
        "<!-- `",
        "--> `",
        "log(`{`)",
        "{",
        "}",
        "a = `",
        "log(a)",
        "if (a)",
    ),
]
SCRIPTS = st.lists(st.sampled_from(LINES), max_size=9).map("\n".join)

RUN = """scripts => scripts.map(script => {
  const told = []
  try {
    new Function("log", "a", script)((...values) => told.push(values.map(String)))
  } catch (error) {
    told.push(error.name)
  }
  return told
})"""


def test_a_browser_does_the_same_by_what_is_published_of_a_script(browser: Browser) -> None:
    page = browser.new_page()

    @given(st.lists(SCRIPTS, min_size=200, max_size=200))
    @settings(max_examples=up_to(100, 4), deadline=None, phases=[Phase.explicit, Phase.generate])
    def all_the_same(some: list[str]) -> None:
        published, written = (page.evaluate(RUN, found) for found in (list(map(script.slim, some)), some))
        for text, one, other in zip(some, published, written, strict=True):
            assert one == other, text

    all_the_same()
    page.close()


@pytest.mark.law(every=4)
@pytest.mark.parametrize(
    "piece", ["//", "/*", "/**/", "`", '"', "'\\", "`${", "a\n", "  // a\n", "/*\n", "`a`", "\\", " ", "/*@*/\n"]
)
def test_the_time_to_shorten_grows_with_the_script_and_not_faster(piece: str) -> None:
    assert find_excess(lambda size: piece * size, script.slim) == ""
