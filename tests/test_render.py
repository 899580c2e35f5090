"""What templates can do, what they are told when they cannot, and what they say of themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest
from whole_sites import read_shared

from microsite.diagnostics.problems import Diagnostic
from microsite.engine.bodies import write_body
from microsite.model.config import Config
from microsite.model.entries import Document, Figure, Heading, Locale
from microsite.model.records import Note
from microsite.model.site import ResolvedLink, Target
from microsite.model.theme import ByScreen, Dressed
from microsite.model.words import Catalog
from microsite.pages.jobs import Frame, Meanings, Order, Rendered, tell
from microsite.pages.rows import ViewRow
from microsite.render.analysis import check_facts, read_template
from microsite.render.environment import compile_template
from microsite.render.render import render

LOCALES = {
    "de": Locale("de", "de", "de_DE", "Deutsch"),
    "en": Locale("en", "en", "en_GB", "English"),
    "zh": Locale("zh", "zh-Hans", "zh_Hans_CN", "简体中文"),
}
CONFIG = Config({"de": "Forum"}, "https://forum.example/", tuple(LOCALES.values()), "de")
GERMAN = Catalog(
    "de",
    {
        ("", "Welcome"): ("Willkommen",),
        ("", "Hello, %(name)s!"): ("Guten Tag, %(name)s!",),
        ("", "%(count)s ship"): ("%(count)s Schiff", "%(count)s Schiffe"),
        ("month", "May"): ("Mai",),
        ("", "100 %% sure"): ("100 %% sicher",),
        ("", "bold"): ("<b>fett</b>",),
    },
    "n != 1",
)
ENGLISH = Catalog("en", {}, "n != 1")


CATALOGS = {"de": GERMAN, "en": ENGLISH, "zh": Catalog("zh", {}, "0")}
LISTS = {"press": "", "glossary": ""}
THEME = Dressed(ByScreen("#ffffff", "#000000"), ("/icon.svg", "image/svg+xml"), ByScreen(), False, ByScreen(), False)  # noqa: FBT003


def order(
    values: Mapping[str, object] | None = None,
    language: str = "de",
    template: str = "page.html",
    assets: Mapping[str, str] | None = None,
    document: Document | None = None,
) -> Order:
    frame = Frame(f"{language} {assets}", LOCALES[language], tell(CONFIG), LISTS, {}, {}, assets or {}, THEME, CATALOGS)
    written = write_body(document) if document else None
    return Order(Target("de/index.html", "/de/"), template, frame, None, values or {}, written)


Texts = tuple[tuple[str, str], ...]
"""Names and texts of templates."""


def check_templates(templates: Texts) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """The digest of each template with all that it includes, and what is wrong."""
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in templates}
    return check_facts({name: read_template(name, text)[0] for name, text in templates}, digests)


def made_of(order: Order, *templates: tuple[str, str]) -> Rendered:
    """What becomes of an order with templates that can be compiled."""
    return render(order, tuple((name, compile_template(name, text)) for name, text in templates))


def rendered(text: str, language: str = "de", **values: object) -> str:
    """What a template becomes, which must be without a problem."""
    made = made_of(order(values, language), ("page.html", text))
    assert made.diagnostics == ()
    assert made.data is not None
    return made.data.decode()


def told(templates: Texts, template: str = "page.html") -> list[tuple[str, str, int]]:
    """What is told of a template that cannot be rendered: rule, path and line."""
    made = made_of(order(template=template), *templates)
    assert made.data is None
    return [(d.rule, d.span.path, d.span.line) for d in made.diagnostics if d.span]


def checked(*templates: tuple[str, str]) -> list[tuple[str, str, int, str]]:
    """What is wrong with templates before any is rendered."""
    _, problems = check_templates(templates)
    return [(d.rule, d.span.path, d.span.line, d.message) for d in problems if d.span]


# ---- what a template writes -------------------------------------------------------------------------------------


def test_what_is_put_in_is_escaped() -> None:
    assert rendered("<p>{{ title }}</p>", title='<script>"&') == "<p>&lt;script&gt;&#34;&amp;</p>"


@pytest.mark.parametrize("name", ["feed.xml", "mark.svg", "page.html"])
def test_every_kind_of_markup_is_escaped(name: str) -> None:
    made = made_of(order({"title": "a & b"}, template=name), (name, "{{ title }}"))
    assert made.data == b"a &amp; b"


def test_plain_text_is_not_escaped() -> None:
    assert made_of(order({"title": "a & b"}, template="robots.txt"), ("robots.txt", "{{ title }}")).data == b"a & b"


def test_data_can_stand_in_a_script() -> None:
    text = '<script type="application/ld+json">{{ item | tojson }}</script>'
    item = {"name": "</script><b> & 创新"}
    assert rendered(text, item=item) == (
        '<script type="application/ld+json">{"name": "\\u003c/script\\u003e\\u003cb\\u003e \\u0026 创新"}</script>'
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("{1: 'ü', none: true, 'a': ('é', ['ß' | safe])}", '{"1": "ü", "null": true, "a": ["é", ["ß"]]}'),
        ("[1.5, [], {}, '\"']", '[1.5, [], {}, "\\""]'),
    ],
)
def test_data_is_written_whatever_it_is_made_of(written: str, text: str) -> None:
    assert rendered("{{ (" + written + ") | tojson }}") == text


def test_the_note_of_a_term_is_written_with_the_names_of_its_fields() -> None:
    notes = [Note("term-pier", "Kai", "Wo Schiffe liegen.", "/de/glossary/pier/", "")]
    assert rendered("{{ notes | tojson }}", notes=notes) == (
        '[{"id": "term-pier", "term": "Kai", "short": "Wo Schiffe liegen.", "url": "/de/glossary/pier/", "tag": ""}]'
    )


def test_data_can_be_indented() -> None:
    assert rendered("{{ ['ü', '<'] | tojson(1) }}{{ [] | tojson(indent=2) }}") == '[\n "ü",\n "\\u003c"\n][]'


def test_dates_numbers_lists_and_quotations_are_those_of_the_language() -> None:
    text = "{{ '2025-11-16' | date }}; {{ 3944 | number }}; {{ ['a', 'b', 'c'] | conjunction }}; {{ 'ja' | quoted }}"
    assert rendered(text, "de") == "16. November 2025; 3.944; a, b und c; „ja“"
    assert rendered(text, "en") == "16 November 2025; 3,944; a, b and c; “ja”"
    assert rendered(text, "zh") == "2025年11月16日; 3,944; a、b和c; “ja”"


def test_words_are_those_of_the_language_or_the_templates_own() -> None:
    assert rendered("{{ _('Welcome') }} {% trans %}Welcome{% endtrans %}", "de") == "Willkommen Willkommen"
    assert rendered("{{ _('Welcome') }} {{ gettext('Welcome') }}", "en") == "Welcome Welcome"


def test_words_hold_values_which_are_escaped() -> None:
    text = "{% trans name=who %}Hello, {{ name }}!{% endtrans %}"
    assert rendered(text, "de", who="<b>") == "Guten Tag, &lt;b&gt;!"
    assert rendered(text, "en", who="A & B") == "Hello, A &amp; B!"


def test_markup_that_a_template_made_stays_markup_in_words() -> None:
    text = "{% set name %}<b>{{ who }}</b>{% endset %}{% trans %}Hello, {{ name }}!{% endtrans %}"
    assert rendered(text, who="<i>") == "Guten Tag, <b>&lt;i&gt;</b>!"


def test_words_are_text_whoever_translated_them() -> None:
    assert rendered("{{ _('bold') }}") == "&lt;b&gt;fett&lt;/b&gt;"
    assert rendered('<p title="{{ _(\'quote "x"\') }}">') == '<p title="quote &#34;x&#34;">'


@pytest.mark.parametrize(
    ("count", "de", "en"), [(0, "0 Schiffe", "0 ships"), (1, "1 Schiff", "1 ship"), (2, "2 Schiffe", "2 ships")]
)
def test_words_that_count_have_the_plural_of_the_language(count: int, de: str, en: str) -> None:
    text = "{% trans count=n %}{{ count }} ship{% pluralize %}{{ count }} ships{% endtrans %}"
    assert rendered(text, "de", n=count) == de
    assert rendered(text, "en", n=count) == en


def test_a_context_tells_words_apart() -> None:
    assert rendered("{{ pgettext('month', 'May') }} {{ pgettext('verb', 'May') }}") == "Mai May"
    assert rendered("{{ npgettext('fleet', 'One', 'Many', 2) }}") == "Many"


def test_a_percent_sign_in_words_is_one_whether_it_is_written_twice_or_not() -> None:
    assert rendered("{{ _('100 %% sure') }}") == "100 % sicher"
    assert rendered("{{ _('100 % sure') }}") == "100 % sure"
    assert rendered("{% set a = 1 %}{% trans a %}{{ a }} % sure{% endtrans %}") == "1 % sure"


def test_words_that_lack_a_value_are_told() -> None:
    [diagnostic] = made_of(order(), ("page.html", "\n{{ _('Hello, %(name)s!', nam=1) }}")).diagnostics
    assert diagnostic.message == (
        "this template cannot be rendered: nothing is given for %(name)s of “Guten Tag, %(name)s!”"
    )
    assert diagnostic.span
    assert (diagnostic.span.path, diagnostic.span.line) == ("templates/page.html", 2)


def test_a_page_of_all_languages_has_the_words_of_each() -> None:
    assert rendered("{{ gettext_in('de', 'Welcome') }} {{ gettext_in('zh', 'Welcome') }}", "en") == "Willkommen Welcome"


HEADINGS = (Heading("a", 2, "<em>A</em> \ue0000\ue001"), Heading("b", 3, "B"), Heading("c", 4, "C"))


def with_body(text: str, html: str, headings: tuple[Heading, ...] = (), locale: str = "de") -> str:
    body = Meanings(locale, {"a.md": ResolvedLink("/de/a/", "en")}, ((Figure("number", "3944"), ""), (None, "")))
    made = made_of(order({"body": body}, document=Document(html, headings)), ("page.html", text))
    assert made.data is not None
    return made.data.decode()


def test_a_body_is_markup_with_its_links_and_figures() -> None:
    written = with_body("{{ body }}", '<p><a href="a.md">A</a> \ue0000\ue001[\ue0001\ue001]</p>')
    assert '<a href="/de/a/" hreflang="en" class="other-language">A</a>' in written
    assert '<data class="figure" value="3944">3.944</data>' in written


def test_figures_are_those_of_the_language_of_the_text() -> None:
    assert with_body("{{ body }}", "\ue0000\ue001", locale="en") == '<data class="figure" value="3944">3,944</data>'


def test_a_long_text_has_a_table_of_contents_of_two_levels() -> None:
    text = "{% for h in toc %}{{ h.level }} {{ h.id }} {{ h.html | striptags }};{% endfor %}"
    more = (Heading("d", 2, "D"), Heading("e", 2, "E"))
    assert with_body(text, "", (*HEADINGS, *more)) == "2 a A 3.944;3 b B;2 d D;2 e E;"
    assert with_body(text, "", (*HEADINGS, *more[:1])) == ""


def test_a_page_without_a_body_has_an_empty_one() -> None:
    assert rendered("[{{ body }}]{{ toc | length }}", body=None) == "[]0"


def test_a_field_is_read_before_a_method_of_that_name() -> None:
    assert (
        rendered(
            "{{ x.items }} {% for key, value in y.items() %}{{ key }}{{ value }}{% endfor %}",
            x={"items": 3},
            y={"a": 1},
        )
        == "3 a1"
    )


def test_what_filters_write_is_that_of_each_language_in_one_process() -> None:
    text = "{{ '2025-11-16' | date }}{{ 3944 | number }}"
    assert [rendered(text, language) for language in ("de", "en", "de")] == [
        "16. November 20253.944",
        "16 November 20253,944",
        "16. November 20253.944",
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [("a  b\n", "a b"), ("<em>a</em> &amp; b", "a &amp; b"), ("a<!-- b --> c", "a c"), ("&lt;", "&lt;")],
)
def test_a_heading_is_text_without_its_tags(html: str, text: str) -> None:
    assert rendered("{% set h %}{{ x }}{% endset %}{{ h | striptags }}", x="a & b") == "a &amp; b"
    headings = [Heading(str(number), 2, html) for number in range(3)]
    assert with_body("{{ toc[0].html | striptags }}", "", tuple(headings)) == text


# ---- macros ----------------------------------------------------------------------------------------------------

MACROS = (
    "macros.html",
    (
        "{% macro named(a, b='&') %}<{{ a }}{{ b }}>{% endmacro %}"
        "{% macro many(a) %}{{ a }}{{ varargs | join }}{{ kwargs.c }}{% endmacro %}"
        "{% macro around() %}({{ caller() }}){% endmacro %}"
        "{% macro welcome() %}{{ _('Welcome') }} {{ lang.tag }} {{ '2025-11-16' | date }}{% endmacro %}"
        "{% macro page_title() %}{{ title }}{% endmacro %}"
    ),
)


def from_macros(text: str, language: str = "de") -> str | None:
    imported = "{% from 'macros.html' import named, many, around, welcome, page_title %}"
    made = made_of(order({"title": "<T>"}, language), MACROS, ("page.html", imported + text))
    return made.data.decode() if made.data else None


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("{{ named('<', 1) }}", "<&lt;1>"),
        ("{{ named(1) }}", "<1&amp;>"),
        ("{{ named(b=2, a=1) }}", "<12>"),
        ("{{ named(1, b=2) }}", "<12>"),
        ("{{ many(1, 2, 3, c=4) }}", "1234"),
        ("{% call around() %}&{% endcall %}", "(&)"),
        ("{{ named(named(1, 2), '') }}", "<<12>>"),
        ("{{ named(1, 2) ~ '&' }}", "<12>&amp;"),
        ("{% for i in [1, 2] %}{{ named(i, loop.index) }}{% endfor %}", "<11><22>"),
        ("{% block b %}{% set x = 3 %}{{ named(x, title) }}{% endblock %}", "<3&lt;T&gt;>"),
    ],
)
def test_macros_are_called_in_every_way_that_jinja_knows(call: str, text: str) -> None:
    assert from_macros(call) == text


@pytest.mark.parametrize("call", ["{{ named(1, 2, 3) }}", "{{ named(1, c=2) }}", "{{ named() }}"])
def test_a_macro_that_is_called_wrongly_is_told(call: str) -> None:
    assert from_macros(call) is None


def test_a_macro_reads_what_the_pages_of_a_language_share_and_nothing_else() -> None:
    assert from_macros("{{ welcome() }}", "de") == "Willkommen de 16. November 2025"
    assert from_macros("{{ welcome() }}", "zh") == "Welcome zh-Hans 2025年11月16日"
    assert from_macros("{{ page_title() }}") is None


def test_a_macro_that_is_imported_with_context_reads_the_page() -> None:
    text = "{% from 'macros.html' import page_title with context %}{{ page_title() }}"
    assert made_of(order({"title": "<T>"}), MACROS, ("page.html", text)).data == b"&lt;T&gt;"


@pytest.mark.parametrize(
    ("macro", "calls", "text"),
    [
        ("m(at)", "{% for x in 'ab' %}{{ m(loop) }}{% endfor %}", "12"),
        ("m(at)", "{% set at = namespace() %}{% for x in 'ab' %}{% set at.index = x %}{{ m(at) }}{% endfor %}", "ab"),
        ("comma(next)", "{% set next = joiner() %}{{ comma(next) }}{{ comma(next) }}", "[][, ]"),
        ("first(of)", "{{ first(('<i>' | safe,)) }}{{ first(('<i>',)) }}{{ first([1]) }}", "<i>&lt;i&gt;1"),
        ("all(of)", "{{ all((1,)) }}{{ all((true,)) }}{{ all(1) }}{{ all(true) }}", "(1,)(True,)1True"),
        ("perhaps(a)", "{{ perhaps(nothing) }}{{ perhaps(title.nothing) }}{{ perhaps(1) }}{{ perhaps('1') }}", "--11"),
    ],
)
def test_a_macro_reads_what_it_is_given_at_each_call(macro: str, calls: str, text: str) -> None:
    bodies = {
        "m": "{{ at.index }}",
        "comma": "[{{ next() }}]",
        "first": "{{ of[0] }}",
        "all": "{{ of }}",
        "perhaps": "{{ a | default('-') }}",
    }
    name = macro.partition("(")[0]
    defined = f"{{% macro {macro} %}}{bodies[name]}{{% endmacro %}}"
    imported = f"{{% from 'm.html' import {name} %}}"
    for templates in ((("m.html", defined), ("page.html", imported + calls)), (("page.html", defined + calls),)):
        made = made_of(order({"title": "T"}), *templates)
        assert made.data is not None
        assert made.data.decode() == text


def test_a_macro_that_counts_gives_another_number_at_each_call() -> None:
    counting = "{% set _at = namespace(n=0) %}{% macro m() %}{% set _at.n = _at.n + 1 %}{{ _at.n }}{% endmacro %}"
    page = ("page.html", "{% from 'counting.html' import m %}{{ m() }}{{ m() }}")
    assert made_of(order(), ("counting.html", counting), page).data == b"12"


def test_a_macro_without_words_writes_as_the_language_of_each_page() -> None:
    macros = (
        "{% macro when(day) %}{{ day | date }}{% endmacro %}{% macro name(row) %}{{ row.name | bound }}{% endmacro %}"
    )
    page = ("page.html", "{% from 'm.html' import when, name %}{{ when('2025-11-16') }} {{ name(row) }}")
    row = ViewRow({"name": "<A>"})
    made = [made_of(order({"row": row}, language), ("m.html", macros), page).data for language in ("de", "zh", "de")]
    german, chinese = b"16. November 2025 &lt;A&gt;", "2025年11月16日 &lt;A&gt;".encode()
    assert made == [german, chinese, german]


def test_what_a_macro_made_of_its_arguments_alone_is_made_once_for_all_languages() -> None:
    macros = (
        "{% macro name(row) %}{{ row.name | bound }}{% endmacro %}{% macro on(row) %}{{ row.day | date }}{% endmacro %}"
    )
    page = ("page.html", "{% from 'm.html' import name, on %}{{ name(row) }} {{ on(row) }}")
    row = ViewRow({"name": "A", "day": "2025-11-16"})
    assert made_of(order({"row": row}, "de"), ("m.html", macros), page).data == b"A 16. November 2025"
    dict.__setitem__(row, "name", "B")  # as nothing of ours does
    assert made_of(order({"row": row}, "zh"), ("m.html", macros), page).data == "A 2025年11月16日".encode()


def test_rows_that_say_the_same_or_another_thing_are_told_apart() -> None:
    page = ("page.html", "{% from 'm.html' import name %}{% for row in rows %}{{ name(row) }}{% endfor %}")
    rows = [*(ViewRow({"name": name}) for name in "aba"), ViewRow({"items": "c"}), {"name": "d"}]
    macro = (
        "m.html",
        "{% macro name(row) %}{{ row.name or row['name'] if 'name' in row else row.items }}{% endmacro %}",
    )
    assert made_of(order({"rows": rows}), macro, page).data == b"abacd"


@pytest.mark.parametrize(
    "change",
    ["update(name='b')", "pop('name')", "setdefault('x', 1)", "clear()", "popitem()", "of.append(1)", "of.sort()"],
)
def test_no_template_changes_what_other_pages_show(change: str) -> None:
    row = ViewRow({"name": "a", "of": ["b", "a"]})
    assert made_of(order({"row": row}), ("page.html", f"{{{{ row.{change} }}}}")).data is None
    assert row == {"name": "a", "of": ("b", "a")}
    assert made_of(order({"row": row}), ("page.html", "{{ row.of | join('+') }} {{ row.of | tojson }}")).data


def test_a_macro_of_the_page_itself_reads_what_changes_there() -> None:
    text = "{% macro m() %}{{ x }}{{ ns.x }}{% endmacro %}{% set ns = namespace(x=1) %}{% set x = 1 %}{{ m() }}"
    assert rendered(text + "{% set x = 2 %}{% set ns.x = 2 %}{{ m() }}") == "1122"


def test_pages_of_two_sites_in_one_process_share_nothing() -> None:
    looks = ("looks.html", "{% set looks %}{{ assets['a.css'] }}{% endset %}")
    page = ("page.html", "{% from 'looks.html' import looks %}{{ looks }}")
    urls = ["/a.1.css", "/a.2.css", "/a.1.css"]
    made = [made_of(order(assets={"a.css": url}), looks, page).data for url in urls]
    assert made == [b"/a.1.css", b"/a.2.css", b"/a.1.css"]


# ---- what goes wrong --------------------------------------------------------------------------------------------


def test_an_undefined_name_is_told_with_template_and_line() -> None:
    assert told((("page.html", "<p>\n{{ tittle }}\n</p>"),)) == [("template-error", "templates/page.html", 2)]


def test_an_undefined_name_deep_in_a_macro_is_told_where_it_stands() -> None:
    templates = (
        ("card.html", "\n{% macro card(x) %}\n{{ x.nothing }}\n{% endmacro %}"),
        ("page.html", "{% from 'card.html' import card %}\n\n{{ card(lang) }}"),
    )
    assert told(templates) == [("template-error", "templates/card.html", 3)]


def test_a_part_that_templates_must_not_read_is_undefined() -> None:
    assert told((("page.html", "{{ catalogs }}"),)) == [("template-error", "templates/page.html", 1)]
    assert told((("page.html", "{{ config }}"),)) == [("template-error", "templates/page.html", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1 / 0 }}",
        "{{ '2025-13-01' | date }}",
        "{{ f() }}",
        "{{ [1][3].x }}",
    ],
)
def test_whatever_a_template_raises_is_told_as_a_problem(text: str) -> None:
    assert told((("page.html", f"<p>\n{text}"),)) == [("template-error", "templates/page.html", 2)]


def test_a_template_that_includes_itself_is_told() -> None:
    templates = (("page.html", "{% include 'page.html' %}"),)
    assert [rule for rule, _, _ in told(templates)] == ["template-error"]


def test_a_missing_template_is_told_by_its_name() -> None:
    made = made_of(order(template="page.html"), ("term.html", ""))
    [diagnostic] = made.diagnostics
    assert diagnostic.message == "there is no template “page.html”"
    assert diagnostic.span
    assert diagnostic.span.path == "templates/page.html"
    assert diagnostic.hint == "de/index.html needs it"


def test_the_page_that_shows_a_mistake_is_named() -> None:
    [diagnostic] = made_of(order(), ("page.html", "{{ x }}")).diagnostics
    assert diagnostic.hint == "it happened while rendering de/index.html"
    assert "'x' is undefined" in diagnostic.message


# ---- what can be seen before -----------------------------------------------------------------------------------


def test_the_repositorys_templates_have_no_mistake() -> None:
    templates = tuple(
        (path.removeprefix("templates/"), data.decode())
        for path, data in sorted(read_shared("templates").items())
        if not path.startswith("templates/assets/")
    )
    assert check_templates(templates)[1] == ()


def test_a_syntax_error_is_told_with_its_line() -> None:
    [(rule, path, line, message)] = checked(("page.html", "<p>\n{% if %}\n</p>"))
    assert (rule, path, line) == ("template-error", "templates/page.html", 2)
    assert message.startswith("Expected an expression")


def test_all_templates_are_checked_in_one_run() -> None:
    found = checked(("a.html", "{% for %}"), ("b.html", "fine"), ("c.html", "{{ "))
    assert [(rule, path) for rule, path, _, _ in found] == [
        ("template-error", "templates/a.html"),
        ("template-error", "templates/c.html"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{% include name %}",
        "{% extends layout ~ '.html' %}",
        "{% import 'a' ~ x as m %}",
        "{% from x import y %}",
        "{% include ['a.html', 'b.html'] %}",
    ],
)
def test_a_computed_name_of_a_template_is_refused(text: str) -> None:
    assert [(rule, line) for rule, _, line, _ in checked(("page.html", f"\n{text}"))] == [("template-dynamic", 2)]


def test_a_name_that_is_no_template_is_told_where_it_stands() -> None:
    assert checked(("page.html", "\n{% include 'card.html' %}")) == [
        ("template-error", "templates/page.html", 2, "there is no template “card.html”")
    ]


def test_the_digest_of_a_template_is_that_of_all_it_draws_in() -> None:
    def digests(card: str, other: str = "x") -> dict[str, str]:
        templates = (
            ("base.html", "{% include 'card.html' %}"),
            ("card.html", card),
            ("other.html", other),
            ("page.html", "{% extends 'base.html' %}"),
        )
        found, problems = check_templates(templates)
        assert problems == ()
        return dict(found)

    first, second, third = digests("a"), digests("b"), digests("a", "y")
    assert {name for name in first if first[name] != second[name]} == {"base.html", "card.html", "page.html"}
    assert {name for name in first if first[name] != third[name]} == {"other.html"}


def test_templates_that_draw_in_each_other_have_a_digest() -> None:
    found, problems = check_templates(
        (("a.html", "{% import 'b.html' as b %}"), ("b.html", "{% import 'a.html' as a %}"))
    )
    assert problems == ()
    assert found["a.html"] == found["b.html"]


def test_the_code_of_a_template_does_not_depend_on_the_language() -> None:
    code = (("page.html", compile_template("page.html", "{{ _('Welcome') }} {{ 3944 | number }}")),)
    assert [render(order(language=key), code).data for key in LOCALES] == [
        b"Willkommen 3.944",
        b"Welcome 3,944",
        b"Welcome 3,944",
    ]


def test_an_unknown_filter_is_told_with_its_line() -> None:
    assert checked(("page.html", "<p>\n{{ 'x' | nofilter }}")) == [
        ("template-error", "templates/page.html", 2, "No filter named 'nofilter'.")
    ]


# ---- the words that templates ask for ---------------------------------------------------------------------------


def messages(text: str) -> list[tuple[str, str, str, int, tuple[str, ...]]]:
    found = read_template("page.html", text)[0].messages
    assert {message.path for message in found} <= {"templates/page.html"}
    return [(m.context, m.id, m.plural, m.line, m.comments) for m in found]


def test_words_are_found_in_every_way_of_writing_them() -> None:
    text = (
        "{{ _('One') }}\n{{ gettext('Two') }}\n{% trans %}Three{% endtrans %}\n{{ gettext_in(key, 'Four') }}\n"
        "{{ pgettext('month', 'May') }}\n{% trans n=5 %}{{ n }} ship{% pluralize %}{{ n }} ships{% endtrans %}\n"
        "{{ ngettext('a', 'b', 2) }} {{ npgettext('c', 'd', 'e', 2) }}"
    )
    assert messages(text) == [
        ("", "One", "", 1, ()),
        ("", "Two", "", 2, ()),
        ("", "Three", "", 3, ()),
        ("", "Four", "", 4, ()),
        ("month", "May", "", 5, ()),
        ("", "%(n)s ship", "%(n)s ships", 6, ()),
        ("", "a", "b", 7, ()),
        ("c", "d", "e", 7, ()),
    ]


def test_a_comment_above_goes_with_the_words_to_the_translators() -> None:
    text = "{# translators: The month. #}\n{{ _('May') }}\n\n{# not for them #}\n{{ _('June') }}"
    assert messages(text) == [("", "May", "", 2, ("The month.",)), ("", "June", "", 5, ())]


def test_computed_words_are_not_found_and_harm_nothing() -> None:
    assert messages("{{ _(name) }} {{ _('a' ~ b) }} {{ _() }}") == []
