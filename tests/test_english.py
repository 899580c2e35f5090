"""Words of templates that a language lacks are English, and elements say so (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

import json
import re

import pytest
from built_pages import website_of
from hypothesis import given
from hypothesis import strategies as st
from test_render import LOCALES, made_of, order
from whole_sites import Built, build, edit, read_site

from microsite.model.entries import Locale
from microsite.model.words import BEGIN, BEGIN_OWN, END, END_OWN, Catalog
from microsite.render.english import find_bare, find_bare_evenly, find_marks, tell_english, without_marks

URDU = Locale("ur", "ur", "ur_PK", "اردو", "rtl")
MARKED = re.compile("[\ufdd0-\ufdef]")
ENGLISH = '<span lang="en" dir="ltr">'
MENU = f"{BEGIN}Menu{END}"


def told(text: str) -> str:
    return tell_english(text, URDU)


def rendered(text: str, template: str = "page.html", **values: object) -> str:
    """What a template becomes in Bengali, of which nobody has translated a word but one."""
    wanted = order(values, "de", template)
    assert wanted.frame
    locale = LOCALES["de"]._replace(tag="bn", babel="bn_BD")
    catalog = Catalog("de", {("", "Welcome"): ("স্বাগতম",)}, "n != 1", is_foreign=True)
    frame = wanted.frame._replace(digest=f"Bengali {text}", locale=locale, catalogs={"de": catalog})
    made = made_of(wanted._replace(frame=frame), (template, text))
    assert made.diagnostics == ()
    assert made.data is not None
    return made.data.decode()


# ---- where it can be told, and where not ------------------------------------------------------------------------


def test_a_word_in_an_element_is_told_to_be_english() -> None:
    assert told(f"<summary>{MENU}</summary>") == f"<summary>{ENGLISH}Menu</span></summary>"
    assert told(f"{MENU} – {MENU}") == f"{ENGLISH}Menu</span> – {ENGLISH}Menu</span>"


@pytest.mark.parametrize(
    "text",
    [
        '<nav aria-label="{}">',
        "<nav aria-label='{}'>",
        '<nav title="a > b" aria-label="{}"\n class=x>',
        "<nav aria-label={}>",
        "<title>{} – Forum</title>",
        "<TITLE>{}</TITLE >",
        '<script type="application/ld+json">{{"name": "{}", "if": "<"}}</script>',
        "<style>a::after {{ content: '{}' }}</style>",
        "<textarea>{}</textarea>",
        "<select><option value=1>{}</option></select>",
        "<svg><title>{}</title></svg>",
        "<!-- > {} -->",
    ],
)
def test_where_there_are_no_elements_the_word_stands_alone_and_what_follows_is_told(text: str) -> None:
    assert told(text.format(MENU)) == text.format("Menu")
    assert told(f"{text.format(MENU)}<p>{MENU}</p>") == f"{text.format('Menu')}<p>{ENGLISH}Menu</span></p>"


@pytest.mark.parametrize(
    "tag", ["<nav title=", "<a title='", '<p class="', "<!-- ", "<title>", "<script>", "<style a='>"]
)
def test_what_nothing_ends_goes_to_the_end_of_the_page_as_in_browsers(tag: str) -> None:
    assert told(f"<p>{MENU}</p>{tag}{MENU}<b {MENU}") == f"<p>{ENGLISH}Menu</span></p>{tag}Menu<b Menu"


def test_what_is_put_into_a_word_is_in_the_language_of_the_page() -> None:
    words = f"{BEGIN}Important terms: {BEGIN_OWN}لغت{END_OWN}{END}"
    assert told(words) == f'{ENGLISH}Important terms: <span lang="ur" dir="rtl">لغت</span></span>'
    assert told(f"{BEGIN}Go to {BEGIN_OWN}{MENU}{END_OWN}{END}").count(ENGLISH) == 2


@pytest.mark.parametrize("cut", [MENU[:-1], MENU[1:], f"{BEGIN}{BEGIN_OWN}a{END}", f"{MENU[:-1]}<b title='{END}'>"])
def test_where_a_template_has_cut_a_word_no_element_is_left_open(cut: str) -> None:
    text = f"<p>{cut}</p><p>{MENU}</p>"
    assert told(text) == without_marks(text)


PIECES = st.lists(
    st.sampled_from(["<p>", "</p>", MENU, "<a title='>'>", f'<a title="{MENU}">', "a < b & c", "<title>"])
)


@given(PIECES)
def test_nothing_but_elements_around_words_is_added(pieces: list[str]) -> None:
    text = "".join(pieces)
    made = told(text)
    assert not MARKED.search(made)
    assert made.replace(f"{ENGLISH}Menu</span>", "Menu") == without_marks(text)


STRUCTURE = st.lists(
    st.sampled_from([*"<>/!\"' -ab", MENU, *MENU, "<p>", "</p>", '<a title="', '">', "<!--", "-->", "<!doctype html>"])
    | st.sampled_from(["<title>", "</title>", "<ſcript>", "<SCRIPT a='>'>", "</script >", "<optional>", "<table>"])
)


@given(STRUCTURE)
def test_the_shorter_way_through_an_even_page_finds_what_the_long_one_does(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert find_bare_evenly(text, find_marks(text)) in (None, find_bare(text))


def test_most_pages_are_even() -> None:
    page = f'<!doctype html><title>{MENU}</title><p title="it\'s {MENU}">{MENU}<!-- {MENU} --><br>"{MENU}"'
    assert find_bare_evenly(page, find_marks(page)) == find_bare(page)
    assert find_bare_evenly(f"<p title='a'>{MENU}", []) is None


# ---- what templates write ---------------------------------------------------------------------------------------


def test_what_is_translated_is_as_it_was() -> None:
    assert rendered("<p>{{ _('Welcome') }}</p>") == "<p>স্বাগতম</p>"


def test_a_word_is_told_through_macros_blocks_filters_and_escapes() -> None:
    text = (
        "{% macro fact(name) %}<dt>{{ name | upper }}</dt>{% endmacro %}{{ fact(_('Date')) }}"
        "{% block heading %}{{ _('A & B') }}{% endblock %}<a title=\"{{ self.heading() | striptags }}\">"
    )
    made = rendered(text)
    assert made == f'<dt>{ENGLISH}DATE</span></dt>{ENGLISH}A &amp; B</span><a title="A &amp; B">'


def test_numbers_in_english_words_are_those_of_english() -> None:
    text = "{{ 1234567 | number }} {% trans count=n, number=n | number %}{{ number }} ship{% pluralize %}{{ number }} ships{% endtrans %}"  # noqa: E501 (one line, as it is rendered)
    assert rendered(text, n=1) == f"১২,৩৪,৫৬৭ {ENGLISH}1 ship</span>"
    assert rendered(text, n=1234567) == f"১২,৩৪,৫৬৭ {ENGLISH}1,234,567 ships</span>"


def test_other_values_in_english_words_are_in_the_language_of_the_page() -> None:
    text = "{% trans name=who, year=2027 %}Hello, {{ name }}, {{ year }}!{% endtrans %}"
    own = '<span lang="bn" dir="ltr">'
    assert rendered(text, who="<৭>") == f"{ENGLISH}Hello, {own}&lt;৭&gt;</span>, 2027!</span>"


@pytest.mark.parametrize("name", ["feed.xml", "robots.txt", "feed.json"])
def test_what_is_no_page_has_the_word_alone(name: str) -> None:
    assert rendered("{{ _('Menu') }}", name) == "Menu"


# ---- whole sites ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site() -> Built:
    """The site of three languages, one of which is Urdu now, of which the theme has no word."""
    files = read_site("trilingual")
    files = edit(files, "content/site.yaml", "{tag: zh-Hans, locale: zh_Hans_CN,", "{tag: ur,")
    picture = '\n\n![起重机](2025-09-30-eröffnung/crane.png){credit="奥勒"}\n'
    path = "content/press/2025-09-30-eröffnung.zh.md"
    files |= {path: files[path] + picture.encode()}
    return build({path: data for path, data in files.items() if not path.startswith("locales/zh-hans/")})


def test_words_of_a_whole_site_are_told_and_no_mark_is_left(site: Built) -> None:
    page = website_of(site).pages["zh/index.html"]
    [skip] = page.all("a", class_="skip")
    assert [(one.text, one.attributes) for one in skip.elements] == [("Skip to content", {"lang": "en", "dir": "ltr"})]
    [heading] = website_of(site).pages["zh/glossary/index.html"].all("h1")
    assert [(one.text, one.language) for one in heading.elements] == [("Glossary", "en")]
    for path, data in site.files.items():
        assert not path.endswith((".html", ".xml", ".json")) or not MARKED.search(data.decode()), path
    [item, *_] = json.loads(site.text("zh/feed.json"))["items"]
    assert "<small>Picture: 奥勒</small>" in item["content_html"]


def test_the_credit_of_a_picture_is_told_with_the_name_in_the_language_of_the_page(site: Built) -> None:
    own = '<span lang="ur" dir="rtl">'
    text = site.text("zh/press/开幕/index.html")
    assert f"<small>{ENGLISH}Picture: {own}奥勒</span></span></small>" in text
    assert f"<small>{ENGLISH}Picture: {own}Ole Petersen</span></span></small>" in text
