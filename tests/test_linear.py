"""The time of everything that reads a file grows with its size and not faster, whatever is in it.

The shapes are made of pieces and of ways to repeat them; each is doubled twice, and the times are compared. What is
refused counts as well: to refuse it takes no longer than to read it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import pytest
from growth import find_excess, repeat

from microsite.checks.entry import review
from microsite.checks.sides import Case, Side
from microsite.content.brackets import check_near_pictures
from microsite.content.material import Material
from microsite.content.parse import parse_config, parse_entry, parse_group
from microsite.content.sections import read_sections
from microsite.content.tables import check_tables
from microsite.content.texts import Manuscript, make_manuscript, read_bare_text, read_text
from microsite.content.unlisted import check_lines
from microsite.content.visible import check_marks
from microsite.content.yaml.lines import change_front
from microsite.content.yaml.tree import compose
from microsite.diagnostics.hints import make_few
from microsite.diagnostics.terminal import render_text
from microsite.engine.bodies import read_uses
from microsite.glossary.imports import plan_import
from microsite.glossary.mentions import find_mentions, find_wordings
from microsite.glossary.table import guard, read_rows
from microsite.glossary.wordings import Wording, make_glossary
from microsite.i18n.catalog import parse_catalog
from microsite.i18n.collate import initial, sort_key
from microsite.i18n.searching import search_text
from microsite.markup.blanks import blank_hidden
from microsite.markup.convert import convert, convert_fully
from microsite.markup.places import Finder, find_placeholders
from microsite.model.config import Config
from microsite.model.decode import decode
from microsite.model.drawings import find_flaw
from microsite.model.entries import Document, Locale, Prose, Text
from microsite.model.kinds import KINDS
from microsite.model.source import Source
from microsite.model.words import BEGIN, END
from microsite.publish.gleaning import look_at
from microsite.render.analysis import read_template
from microsite.render.english import tell_english
from microsite.site.groups import check_body, link
from microsite.web.mirror import find_path

LOCALES = (
    Locale("de", "de", "de_DE", "Deutsch"),
    Locale("en", "en", "en_US", "English"),
    Locale("zh", "zh-Hans", "zh_Hans_CN", "中文"),
)
LANGUAGES = frozenset(locale.key for locale in LOCALES)
CONFIG = Config({"": "Talent"}, "https://talent.example/", LOCALES, "de")
PATH = "content/pages/a.de.md"

pytestmark = pytest.mark.law(every=24)

BODIES = 21_000
"""What is told as too tangled is so from this size on; what is less may take the square of its length."""

# ---- pieces ---------------------------------------------------------------------------------------------------
# Each “№” is another number each time.

MARKS = (
    "*", "**a ", "*a_b ", "`", "`a` ", "\\`", "\\", "~", "=", "&#", "[", "![", "](", "[a](", "[a](b№.md) ", "[a](b '",
    "[a](<", "[a№][b№] ", "[a№]: b\n\n", "[a](javascript:x№) ", "[a](#x№) ", "## x {#x№}\n\n[a](#x№)\n\n", "(", "<",
    "</", "<?", "<!--", "<!-- a -->", "<![CDATA[", "<a@b№.org> ", "<b>", "</b>", "<p>\n\n", '<p markdown="1">a</p>\n',
    '<div markdown="1">\n', '<a b="', "<a b='>' ", "<i onclick=1>", "<script>", '<a id="x№"></a> ', "> ", "> a\n\n",
    "> # a\n", "- ", "- a\n", "- a\n\n    b\n\n", "1. ", "№. a\n", "a\n: b\n\n", ": ", "# a\n", "## a№\n\n", "# a {",
    "a\n---\n", "---\n", "|", "|-|", "`|", "\\|", "a|b\n-|-\n`c`|d\n\n", "[^№] ", "a[^№]\n\n[^№]: b\n\n", "[^1] ",
    "[^", "a {: #x№ }\n\n", "{: ", "{{ a№ }} ", "{{", "{", "[[a№]] ", "```\n", "```a\n", "`a`\n```\n\n```\n",
    "<title>a", "</title ", '<div a="', "    a\n\n", "\t", "\n", "a  \n", "字\n", "字<b>", "\u2066a\u2069", "\ue123",
    "<text>", "<svg>", "</svg><svg>", "<ul>\n\n    <li>\n\n", "<b><pre>\n\n    </b>\n\n",
)  # fmt: skip
"""What Markdown, HTML and this site mean something by."""

WORDS = (
    "a", "字", "a\u0301", "https://example.org/a№ ", "www.", "a№@b.org ", "a@", "+49 30 № ", "7", "№ % ", "1.",
    "1,234 ", "1-", "16. Mai 2025, ", "16 May 2025 ", "2025年11月16日", "14:30 ", "zweiundzwanzig ", "one ",
    "twenty-two hundred ", "hunderttausend", "half a ", "one and a half ", "Phase II ", "三万二千", "三四十", "万",
    "Montag ", "€5 million ", "5 km ", "2.2.", "the 15th ", '"', "'", "„", " - ", "中,", "z. ", "中(", "the ", "會",
    "The hub is open. ", "# № a\n", "- № a\n", "|№ a\n", "[a](x№.md) ", "{#x№} ", "![a](b№.png)\n\n",
    "<!-- check: ignore -->\na №\n\n",
    "№x", "$№m ", "$", "№-", "时速№公里", "№/№th ", ".№ ", "№ degrees below ",
    "3., ", "3 - ", "3、", "9 to ", "halb ", "第三、",
)  # fmt: skip
"""What a language means something by."""


class Way(NamedTuple):
    """How a piece is repeated: what stands before and behind each, and before and behind all."""

    before: str
    behind: str
    first: str = ""
    last: str = ""


WAYS = {
    "in one run": Way("", ""),
    "in paragraphs": Way("", "\n\n"),
    "in lines": Way("", "\n"),
    "between words": Way("", " a "),
    "in items": Way("- ", "\n"),
    "in quotations": Way("> ", "\n"),
    "indented": Way("    ", "\n"),
    "in cells": Way("|", "|\n", "a|b\n-|-\n"),
    "in a paragraph of HTML": Way("", "\n\n", '<p markdown="1">\n\n', "</p>\n"),
    "in a division of HTML": Way("", "\n\n", '<div markdown="1">\n\n', "</div>\n"),
    "numbered": Way("№ ", "\n\n"),
}
OTHER_WAYS = {"in a tag": Way("", "", "<div>\n<i"), "in an item": Way("  ", "\n", "- a\n")}


def write(piece: str, way: str, size: int) -> str:
    before, behind, first, last = (WAYS | OTHER_WAYS)[way]
    return first + repeat(before + piece + behind, size) + last


def combine(pieces: Sequence[str], step: int) -> list[tuple[str, str]]:
    """Each piece in one way, and the next in the next: all with all would take half an hour."""
    return [(piece, list(WAYS)[number * step % len(WAYS)]) for number, piece in enumerate(pieces)]


def in_words(shape: object) -> str:
    return repr(shape)[1:-1] if isinstance(shape, str) else ""


# ---- Markdown -------------------------------------------------------------------------------------------------

KNOWN = [  # what once took the square of its size
    ("`", "in lines"),
    ("a", "in an item"),
    ("<a b='>' ", "in paragraphs"),
    ('<a b="', "indented"),
    ("</a", "indented"),
    ("[a№]: b\n", "indented"),
    ("a\n", "indented"),
    ('<p markdown="1">\n', "in one run"),
    ("**<!-- a -->****", "in one run"),
    (" markdown=x", "in a tag"),
    ("<div>\n", "indented"),
    ("<b>a</b>", "in a paragraph of HTML"),
    ("[^", "in a paragraph of HTML"),
    ("<p></p>", "in a division of HTML"),
    ('<div markdown="1">', "in lines"),
    ("- ", "in quotations"),
    ("# a {#b}\n\n", "in one run"),
]


def convert_text(text: str) -> None:
    convert_fully(Prose(PATH, text, 4), "zh")


@pytest.mark.parametrize(("piece", "way"), combine(MARKS, 1), ids=in_words)
def test_marks_are_converted_or_refused_in_proportion(piece: str, way: str) -> None:
    assert not find_excess(lambda size: write(piece, way, size), convert_text, BODIES)


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "way"), KNOWN, ids=in_words)
def test_what_copies_the_text_again_and_again_is_seen_in_long_ones(piece: str, way: str) -> None:
    assert not find_excess(lambda size: write(piece, way, size), convert_text, BODIES * 8, times=4)


NESTED = {
    "emphasis": ("*a ", "*"),
    "two kinds of emphasis": ("**_", "_**"),
    "brackets": ("[", "](a)"),
    "elements": ("<b>", "</b>"),
    "blocks": ("<div>\n\n", "\n\n</div>\n\n"),
    "quotation marks": ("“‘", "’”"),
    "braces": ("{{", "}}"),
    "comments": ("<!--", "-->"),
}


@pytest.mark.parametrize("kind", NESTED)
def test_what_nests_is_converted_or_refused_in_proportion(kind: str) -> None:
    def make(size: int) -> Prose:
        opening, closing = NESTED[kind]
        count = size // len(opening + closing)
        return Prose(PATH, opening * count + "a" + closing * count, 4)

    assert not find_excess(make, lambda prose: convert(prose, "de"), BODIES)


GROWING = ("`", "*", "_", "#", ">", "    ", "[", "(", "|", "-", "\\", "{", "<b>")


@pytest.mark.parametrize("piece", GROWING)
def test_runs_of_growing_length_are_converted_or_refused_in_proportion(piece: str) -> None:
    def make(size: int) -> Prose:
        lengths = itertools.takewhile(lambda n: n * n * len(piece) < 2 * size, itertools.count(1))
        return Prose(PATH, "".join(f"{piece * length} a\n\n" for length in lengths), 4)

    assert not find_excess(make, lambda prose: convert(prose, "de"), BODIES)


@pytest.mark.parametrize(
    ("first", "piece", "last"),
    [
        ("https://a.example/", ")", ""),
        ("https://a.example/", ".", "a"),
        ("[https://a.example/", "[", ""),
        ("", "[https://a.example/]]", ""),
        ("", "_a@b.example_", ""),
    ],
)
def test_bare_addresses_end_in_proportion(first: str, piece: str, last: str) -> None:
    def make(size: int) -> Prose:
        return Prose(PATH, f"{first}{piece * (size // len(piece))}{last}", 4)

    assert not find_excess(make, lambda prose: convert(prose, "de"), BODIES)


# ---- the short way, sections, comments, places ----------------------------------------------------------------


@pytest.mark.parametrize(("piece", "way"), combine(MARKS[::6], 3), ids=in_words)
def test_sections_comments_and_placeholders_are_found_in_proportion(piece: str, way: str) -> None:
    def work(text: str) -> None:
        prose = Prose(PATH, text, 4)
        list(read_sections("Messe", "Kurz gesagt.", 2, text, 4))
        list(find_placeholders(prose))
        list(Finder(prose).headings())
        blank_hidden(text)

    assert not find_excess(lambda size: write(piece, way, size), work)


VISIBLE = (
    "**a", "** a **\n", "`a", "a` ", " :ab: ", "a | b | c\n", ":::\n\n",
    "~~a", "[^", "[^a]", "](", "[a][", "[a][b] ", "{:a=", "{: ", "{#a", ":::", "|", "|a", "| ---", "- a",
    "##a",
    "＊＊a", "＃", "]（", "]（a", "［", "［a］（", "｜", "－ ", "＞", "｀", "～～a", "｛｛", "｛｛a｝｝",
    "｜a", "•", "1、a\n2、a\n", "[ ]", "———|", "<div", "<a href ",
    "[a] (b.md) ", "] (b", "(a)[b.md] ", ")[./", "^[a b] ", "^[ ", "[!A]\n\n", "{c ", "（1）a\n（2）b\n", "– a\n– b\n",
    "'''\n", "'''a\nb\n", "｀｀｀", "｀｀｀a", "{.a", "{.a ", "{# a", "{id=", "｛#", "==a", "==a ", "++a", "a^2",
    "\\\n\n", "\\", "===\n", "*[a", "!!! a", "［^a", "] (a.pdf", "-a\n", "a\n2. b\n3. c\n", "№. a\n",
    "#\u00a0a", "-\u00a0a", "[] ", "<!-a", "<!–", "&amp;abc; x&abc; ", "&#", "o  a\no  b\n",
    "a | b\n---\n", "|===|", "a~2", "{id=1", "$$a", "$$\na", "<b c='~~'>&#97;~~&#97; ", "! [a", "! [",
    "!a (", "!a(b", "a\tb\n",
)  # fmt: skip
"""Marks of Markdown that mark nothing."""


@pytest.mark.parametrize(("piece", "way"), combine(VISIBLE, 1), ids=in_words)
def test_marks_that_readers_see_are_found_in_proportion(piece: str, way: str) -> None:
    def work(text: str) -> None:
        prose, document = Prose(PATH, text.replace("*", "\\*"), 4), Document(f"<p>{text}</p>")
        list(check_marks(prose, document))
        list(check_lines(prose, document))
        list(check_tables(prose, document))
        list(check_near_pictures(prose))

    assert not find_excess(lambda size: write(piece, way, size), work)


PLAIN = ("Ein *Wort*. ", "## Talente №\n\n", "- [a](b№.md)\n", "{{ a№ }} ", "> a\n\n", "| a | № |\n", "![a](№.png)\n\n")


@pytest.mark.parametrize("piece", PLAIN)
def test_a_whole_file_is_read_in_proportion(piece: str) -> None:
    def make(size: int) -> Manuscript:
        return manuscript("de", repeat(piece, size))

    assert not find_excess(make, read_text, BODIES)


def manuscript(locale: str, body: str) -> Manuscript:
    source = Source(f"content/pages/a.{locale}.md", "", f"---\ntitle: Messe\n---\n{body}".encode())
    return make_manuscript(source, "page", "a", locale, locale, LANGUAGES)


# ---- comparison -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("piece", "way"), combine(WORDS, 3), ids=in_words)
def test_translations_are_compared_in_proportion(piece: str, way: str) -> None:
    assert not find_excess(partial(make_order, piece, way), review, BODIES)


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "way"), [("[a№] ", "in lines"), ("[a](b№.md) ", "in lines")], ids=in_words)
def test_long_translations_are_compared_in_proportion(piece: str, way: str) -> None:
    assert not find_excess(partial(make_order, piece, way), review, BODIES * 12, times=4)


UNLIKE = [
    ("№ km, 5№ % on 3 May 2019; ", "5№ m, № %, 4. Mai 2018; "),
    ("In 1№ it was 2№ percent. ", "1№ waren es 3№ Prozent. "),
    ("|№|5|7|\n", "|№|7|5|\n"),
    ("It is № miles, COVID-19.\n\n", "Es sind 3№ km, F-16.\n\n"),
    ("7 " * 9, "展会 7展会" * 9),
    ("It is 1,№55.\n\n", "Es sind 1,№55.\n\n"),
]


@pytest.mark.parametrize(("piece", "german"), UNLIKE)
def test_figures_that_are_unlike_are_compared_in_proportion(piece: str, german: str) -> None:
    head = "|a|b|c|\n|-|-|-|\n" if piece.startswith("|") else ""

    def make(size: int) -> Case:
        texts = (head + repeat(piece, size // 4), head + repeat(german, size // 4))
        first, second = (version(*pair) for pair in zip((LOCALES[1], LOCALES[0]), texts, strict=True))
        return Case("a", first, (second,))

    assert not find_excess(make, review, BODIES)


def make_order(piece: str, way: str, size: int) -> Case:
    text = write(piece, way, size // 3)
    middle = text.find("\n", len(text) // 2) + 1
    others = [text[:middle] + "\n\n8 x\n\n" + text[middle:], text[text.find("\n", len(text) // 3) + 1 :]]
    first, *rest = (version(*pair) for pair in zip(LOCALES, [text, *others], strict=True))
    return Case("a", first, tuple(rest))


def version(locale: Locale, body: str) -> Side:
    read = manuscript(locale.key, body)
    entry = read_bare_text(read)[0].entry
    assert entry
    return Side(entry, read.source, locale.tag, locale.babel)


# ---- links ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    [
        "[a](#x№) ",
        "## x {#x№}\n\n[a](#x№)\n\n",
        "## x {#x№}\n\n[a](#y№)\n\n",
        "[a](b№.md) ",
        "[a](/de/b№/) ",
        "![a](a/b№.png) ",
        "[a](mailto:b№) ",
    ],
)
def test_links_are_resolved_and_told_in_proportion(piece: str) -> None:
    def make(size: int) -> tuple[Text, bytes]:
        return read_text(manuscript("de", repeat(f"{piece}\n\n", size)))

    def work(read: tuple[Text, bytes]) -> None:
        text, body = read
        site, linker, _ = link(CONFIG, Material([text], {}, {}, {}, {}), lambda _: read_uses(body))
        for page in site.pages.values():
            check_body(page, linker, make_few())

    assert not find_excess(make, work, BODIES * 2, BODIES * 8)


# ---- front matter, files of groups, the configuration ---------------------------------------------------------

FRONT = (
    "a№: b\n", "a: b\n", "a№: [", "- ", "- a\n", "- - a\n", "[", "{", "[a, ", "a№: &a b\nc№: *a\n", "a№: !!str b\n",
    "? ", "a: ", "'", '"', 'a: "\\n', "a: |\n  b\n", "# a\n", "---\n", "\t", "a№:\n  b: c\n", "forms: [a№]\n",
    "titel№: a\n", "字№: 字\n", "a: \u2028",
)  # fmt: skip


@pytest.mark.parametrize("piece", FRONT, ids=in_words)
def test_yaml_is_read_or_refused_in_proportion(piece: str) -> None:
    def work(text: str) -> None:
        compose(text, PATH)
        parse_entry(Source(PATH, "", f"---\n{text}\n---\na\n".encode()), KINDS["page"], "a", "de", LANGUAGES)
        parse_group(Source("content/pages/a.yaml", "", text.encode()), KINDS["page"], "a", LANGUAGES)
        parse_config(Source("content/site.yaml", "", text.encode()))

    assert not find_excess(lambda size: repeat(piece, size), work)


# ---- other files ----------------------------------------------------------------------------------------------


def catalog(text: str) -> object:
    return parse_catalog(Source("locales/de/LC_MESSAGES/messages.po", "", text.encode()), LOCALES[0])


def imported(text: str) -> object:
    return plan_import(Source("terms.csv", "", f"key,{text}".encode()), sorted(LANGUAGES), ())


FILES: dict[str, tuple[Callable[[str], object], Sequence[str]]] = {
    "catalog": (
        catalog,
        (
            'msgid "a№"\nmsgstr "b"\n\n', 'msgid "a"\nmsgstr "b"\n\n', '"a"\n', 'msgstr[№] "a"\n', '"', "\\",
            'msgid "%(a№)s"\nmsgstr "%(b)s"\n\n', '#~ msgid "a№"\n', 'msgid "a"\n',
        ),
    ),
    "text of a catalog": (
        lambda text: catalog(f'msgid "a"\nmsgstr ""\n{text}'),
        ('"a"\n', '"\\n"\n', '"%(a№)s {b}"\n'),
    ),
    "table": (
        lambda text: read_rows(Source("terms.csv", "", text.encode())),
        ("a,b\n", "a,", '"', '""', '"a"', '"a\n",', "\n", "=1+1,"),
    ),
    "rows": (lambda text: imported(f"term.de\n{text}"), ("a№,b\n", "a,b\n", ",b\n", "A№,b\n", "a№,=1\n")),
    "columns": (lambda text: imported(f"{text}\n"), ("term.d№,", "term.de,", "a№,")),
    "cell": (guard, ("'", ";", " ", ";'", "\t=")),
    "template": (
        lambda text: read_template("a.html", text),
        ("{{ a }}", "{% if a %}", "{{ _('a№') }}", "{{", "{{ (((("),
    ),
    "words of a template in English": (
        lambda text: tell_english(text, LOCALES[0]),
        ('<a b="', "<a b='c", "<a ", "<a \"'", "<!--", "<script>", "<title>a", "</script ", f"<a {BEGIN}", BEGIN, END),
    ),
    "characters": (
        lambda text: decode(Source(PATH, "", text.encode())),
        ("\u2066", "\u2069", "\u2066a\u2069", "\u202e", "\ufeff", "\r", "\ue000"),
    ),
    "order": (
        lambda text: [(sort_key(text, one.babel), initial(text, one.babel)) for one in LOCALES],
        ("a", "重庆", "\u0301", "重a"),
    ),
    "page": (
        look_at, ("<!-- ", "<script>", "<style></style>", "<meta a='", "<script a=", "<script>a</script>", "<meta a=b ")
    ),
    "drawing": (
        lambda text: find_flaw(f"<svg xmlns='http://www.w3.org/2000/svg'>{text}</svg>".encode()),
        ("<g>", "<g/>", "<style>", "<style>@im</style>", "<style>a<g/></style>", "<!--", "&#9;", "<g a№='url('/>"),
    ),
    "address on the web": (
        lambda text: find_path(f"https://a.example/{text}", "https://a.example/", "text/html"),
        ("%2e", "a/", "../", "?", "%", "字"),
    ),
    "search": (lambda text: search_text((text, one.babel) for one in LOCALES), ("ä", "重庆", "\u0301", "-")),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "piece"), [(kind, piece) for kind, (_, pieces) in FILES.items() for piece in pieces], ids=in_words
)
def test_other_files_are_read_or_refused_in_proportion(kind: str, piece: str) -> None:
    assert not find_excess(lambda size: repeat(piece, size), FILES[kind][0])


@pytest.mark.parametrize("field", ["a№: b\n", "forms: [a№]\n", "# a\n", "a№: |\n  b\n", "- a\n"])
def test_front_matter_is_changed_in_proportion(field: str) -> None:
    def work(text: str) -> None:
        change_front(text, {"title": "b", "short": "c"}, {"title": ("title",), "short": ("short",)})

    assert not find_excess(lambda size: f"---\ntitle: a\n{repeat(field, size)}---\na\n", work)


# ---- the glossary ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece", ["hub ", "hub-", "重庆", "a" * 50, "www.hub", "<a href='x'>hub</a> ", "&amp;", "<i>hu</i>b "]
)
def test_terms_are_found_in_proportion(piece: str) -> None:
    others = [Wording(f"a{size}", "a" * size) for size in range(1, 150)]
    glossary = make_glossary(
        [Wording("hub", "Hub"), Wording("cq", "重庆"), Wording("h", "hu", is_prefix=True), *others], "de"
    )

    def work(html: str) -> None:
        find_mentions(html, glossary)
        find_wordings(html, glossary)

    assert not find_excess(lambda size: f"<p>{repeat(piece, size)}</p>", work)


@pytest.mark.parametrize("wording", ["a№", "№", "重№", "a b №", "a-b-№"])
def test_wordings_are_sought_in_proportion(wording: str) -> None:
    def work(text: str) -> None:
        wordings = [Wording(line, line) for line in text.split("\n") if line]
        find_wordings(f"<p>{text}</p>", make_glossary(wordings, "de"))

    assert not find_excess(lambda size: repeat(f"{wording}\n", size), work)


# ---- telling --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", ["![](a№.png) ", "![](a№.png)\n\n", "<i onclick=1>", "字![](a)\n", "[[a]] "])
def test_what_is_wrong_is_told_in_proportion(piece: str) -> None:
    def work(text: str) -> None:
        read, _ = read_text(manuscript("de", text))
        render_text(read.body_problems[:200], lambda _: text)

    assert not find_excess(lambda size: repeat(piece, size), work, BODIES)
