"""Words of the templates: read, checked, looked up and kept for translators."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.diagnostics.problems import Diagnostic, Span
from microsite.i18n.catalog import check_catalog, parse_catalog
from microsite.i18n.updates import render_template_catalog, update_catalog
from microsite.i18n.words import catalog_path, needs_words, tell_wordless, translate
from microsite.model.entries import Locale
from microsite.model.source import Source
from microsite.model.words import BEGIN, END, Catalog, Message

GERMAN = Locale("de", "de", "de_DE", "Deutsch")
ENGLISH = Locale("en", "en", "en_US", "English")
CHINESE = Locale("zh", "zh-Hans", "zh_Hans_CN", "简体中文")
ARABIC = Locale("ar", "ar", "ar_EG", "العربية", "rtl")
PATH = "locales/de/LC_MESSAGES/messages.po"
HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'

NEXT = Message("", "Next page", "", "templates/press.html", 12)
PAGES = Message("", "%(n)s page", "%(n)s pages", "templates/press.html", 20)
SKIP = Message("button", "Skip", "", "templates/base.html", 7, ("translators: to the content",))

words = st.text(st.characters(exclude_categories=["C"]), max_size=12)
messages = st.lists(
    st.builds(
        Message,
        st.sampled_from(["", "button", "list"]),
        words | st.sampled_from(["Next page", "Next pages", "%(n)s page", 'a "b" \\n', "line\nbreak", "100 %% {x}"]),
        words | st.just(""),
        st.sampled_from(["templates/base.html", "templates/404-root.html"]),
        st.integers(1, 99),
        st.tuples() | st.tuples(words),
    ),
    max_size=6,
)


def source(data: str | bytes, path: str = PATH) -> Source:
    data = data.encode() if isinstance(data, str) else data
    return Source(path, hashlib.sha256(data).hexdigest(), data)


def parse(text: str, locale: Locale = GERMAN) -> Catalog:
    catalog, problems = parse_catalog(source(text), locale)
    assert problems == ()
    return catalog


def told(text: str, locale: Locale = GERMAN) -> list[tuple[str, int, str]]:
    return [place(problem) for problem in parse_catalog(source(text), locale)[1]]


def place(problem: Diagnostic) -> tuple[str, int, str]:
    return (problem.rule, (problem.span or Span("")).line, problem.message)


# ---- parse ----------------------------------------------------------------------------------------------------


def test_a_catalog_holds_words_by_context_and_message() -> None:
    text = HEADER + 'msgid "Next page"\nmsgstr "Weiter"\n\nmsgctxt "button"\nmsgid "Skip"\nmsgstr "Springen"\n'
    messages: dict[tuple[str, str], tuple[str, ...]] = {
        ("", "Next page"): ("Weiter",),
        ("button", "Skip"): ("Springen",),
    }
    assert parse(text) == Catalog("de", messages, "(n != 1)", is_foreign=True)


def test_obsolete_words_are_left_out() -> None:
    assert parse(HEADER + '#~ msgid "gone"\n#~ msgstr "weg"\n').messages == {}


def test_without_a_header_the_plural_rule_is_the_languages() -> None:
    assert parse('msgid "a"\nmsgstr "b"\n').plural_rule == "(n != 1)"
    assert parse("", CHINESE).plural_rule == "0"
    assert parse('msgid "a"\nmsgstr "b"\n', ARABIC).plural_rule.startswith("(n==0 ? 0 : n==1 ? 1")


def test_a_file_that_does_not_exist_is_an_empty_catalog() -> None:
    assert parse_catalog(None, GERMAN) == (Catalog("de", {}, is_foreign=True), ())
    assert parse_catalog(None, ENGLISH) == (Catalog("en", {}), ())


def test_an_unconfirmed_translation_is_not_used_and_reported() -> None:
    text = HEADER + '#, fuzzy\nmsgid "Next page"\nmsgstr "Zurück"\n'
    catalog, problems = parse_catalog(source(text), GERMAN)
    assert translate(catalog, "Next page") == f"{BEGIN}Next page{END}"
    assert [place(problem) for problem in problems] == [
        ("catalog-fuzzy", 5, "the translation of “Next page” to Deutsch is not confirmed")
    ]


def test_what_is_still_to_be_written_is_not_unconfirmed() -> None:
    assert told(HEADER + '#, fuzzy\nmsgid "Next page"\nmsgstr ""\n') == []


def test_a_line_that_is_none_is_reported() -> None:
    assert told(HEADER + 'msgid "Next page\nmsgstr "Weiter"\n') == [
        ("catalog-invalid", 4, "this is not a line of a PO file")
    ]


def test_the_wrong_number_of_plural_forms_is_reported() -> None:
    text = HEADER + 'msgid "%(n)s page"\nmsgid_plural "%(n)s pages"\nmsgstr[0] "%(n)s Seite"\n'
    message = "“%(n)s page” needs 2 plural forms in Deutsch, but has 1"
    assert told(text) == [("catalog-invalid", 4, message)]
    assert told(text + 'msgstr[1] "%(n)s Seiten"\n') == []
    assert len(told(text + 'msgstr[1] "%(n)s Seiten"\nmsgstr[2] "%(n)s Seiten"\n')) == 1


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("nplurals=INTEGER; plural=EXPRESSION;", "does not define the plural forms"),
        ("nplurals=999999999999; plural=0;", "does not define the plural forms"),
        ("nplurals=2; plural=0; nplurals=99999999", "does not define the plural forms"),
        ("nplurals=2; plural=n ! 1;", "cannot be computed"),
        ("nplurals=2; plural=1/n;", "cannot be computed"),
        ("nplurals=2; plural=0/!0;", "cannot be computed"),
        ("nplurals=2; plural=n;", "leads beyond the 2 forms of its header"),
    ],
)
def test_a_header_without_usable_plural_forms_is_reported(header: str, message: str) -> None:
    text = f'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: {header}\\n"\n'
    catalog, [problem] = parse_catalog(source(text), GERMAN)
    assert place(problem)[:2] == ("catalog-invalid", 1)
    assert message in problem.message
    assert problem.hint == "write: Plural-Forms: nplurals=2; plural=(n != 1);"
    assert catalog.plural_rule == "(n != 1)"


def test_other_lines_of_a_header_may_hold_anything() -> None:
    text = 'msgid ""\nmsgstr "POT-Creation-Date: some day\\nLanguage: ??\\nPlural-Forms: nplurals=1; plural=0\\n"\n'
    assert parse(text).plural_rule == "0"


# ---- placeholders ---------------------------------------------------------------------------------------------


def translation(message: str, text: str) -> str:
    return HEADER + f'msgid "{message}"\nmsgstr "{text}"\n'


@pytest.mark.parametrize(
    ("message", "text", "slip"),
    [
        ("Hello %(name)s", "Hallo", "the translation of “Hello %(name)s” lacks %(name)s"),
        (
            "Hello %(name)s",
            "Hallo %(nmae)s",
            "the translation of “Hello %(name)s” has %(nmae)s, which the original does not have",
        ),
        ("Hello", "Hallo %(name)s", "the translation of “Hello” has %(name)s, which the original does not have"),
        ("%(n)s all", "%(n)d alle", "the translation of “%(n)s all” has %(n)d, which the original does not have"),
        ("100%% sure", "100 % sicher", "the translation of “100%% sure” has a percent sign of its own"),
        ("sure", "ganz %s", "the translation of “sure” has a percent sign of its own"),
    ],
)
def test_placeholders_that_differ_are_reported(message: str, text: str, slip: str) -> None:
    assert told(translation(message, text)) == [("catalog-placeholder", 4, slip)]


@pytest.mark.parametrize(
    ("message", "text"),
    [("%(a)s of %(b)s", "%(b)s: %(a)s"), ("100%% sure", "zu 100 %% sicher"), ("sure", "sicher zu 100 %%"), ("a", "")],
)
def test_placeholders_may_stand_in_another_order(message: str, text: str) -> None:
    assert told(translation(message, text)) == []


def test_a_misspelt_placeholder_comes_with_the_right_one() -> None:
    [problem] = parse_catalog(source(translation("Hello %(name)s", "Hallo %(nmae)s")), GERMAN)[1]
    assert problem.hint == "did you mean “%(name)s”?"


def test_a_form_of_one_number_may_leave_the_number_out() -> None:
    entry = 'msgid "%(n)s day of %(all)s"\nmsgid_plural "%(n)s days of %(all)s"\n'
    assert told(HEADER + entry + 'msgstr[0] "ein Tag von %(all)s"\nmsgstr[1] "%(n)s Tage von %(all)s"\n') == []
    assert told(HEADER + entry + 'msgstr[0] "ein Tag von %(all)s"\nmsgstr[1] "Tage von %(all)s"\n') == [
        ("catalog-placeholder", 4, "msgstr[1] of “%(n)s day of %(all)s” lacks %(n)s")
    ]
    assert told(HEADER + entry + 'msgstr[0] "ein Tag"\nmsgstr[1] "%(n)s Tage von %(all)s"\n') == [
        ("catalog-placeholder", 4, "msgstr[0] of “%(n)s day of %(all)s” lacks %(all)s and %(n)s")
    ]


def test_the_only_form_of_a_language_may_not_leave_the_number_out() -> None:
    header = 'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    entry = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\n'
    assert told(header + entry + 'msgstr[0] "一天"\n', CHINESE) == [
        ("catalog-placeholder", 4, "msgstr[0] of “%(n)s day” lacks %(n)s")
    ]
    assert told(header + entry + 'msgstr[0] "%(n)s 天"\n', CHINESE) == []


def test_a_plural_may_use_the_number_that_every_plural_has() -> None:
    entry = 'msgid "one day"\nmsgid_plural "some days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "%(num)s Tage"\n'
    assert told(HEADER + entry) == []


# ---- check ----------------------------------------------------------------------------------------------------


def test_missing_words_are_reported_where_the_templates_ask_for_them() -> None:
    catalog = Catalog("de", {("", "Next page"): ("",)}, "(n != 1)")
    again = Message("button", "Skip", "", "templates/press.html", 3)
    found = check_catalog(catalog, GERMAN, [again, SKIP, NEXT])
    assert [(problem.rule, problem.span, problem.message, problem.hint, problem.related) for problem in found] == [
        (
            "catalog-missing",
            Span("templates/base.html", 7),
            f"“Skip” (of “button”) has no translation to Deutsch in {PATH}",
            "run: python build.py i18n update",
            (Span("templates/press.html", 3),),
        ),
        (
            "catalog-missing",
            Span("templates/press.html", 12),
            f"“Next page” has no translation to Deutsch in {PATH}",
            f"translate it in {PATH}",
            (),
        ),
    ]


def test_translated_words_are_not_missing() -> None:
    text = HEADER + 'msgid "%(n)s page"\nmsgid_plural "%(n)s pages"\nmsgstr[0] "eine Seite"\nmsgstr[1] "%(n)s Seiten"\n'
    assert check_catalog(parse(text), GERMAN, [PAGES]) == ()


@pytest.mark.parametrize("forms", [("eine Seite", ""), ("eine Seite",)])
def test_words_without_all_their_plural_forms_are_missing(forms: tuple[str, ...]) -> None:
    catalog = Catalog("de", {("", "%(n)s page"): forms}, "(n != 1)")
    assert [problem.rule for problem in check_catalog(catalog, GERMAN, [PAGES])] == ["catalog-missing"]


def test_unconfirmed_words_are_not_missing_too() -> None:
    catalog, _ = parse_catalog(source(HEADER + '#, fuzzy\nmsgid "Next page"\nmsgstr "Zurück"\n'), GERMAN)
    assert check_catalog(catalog, GERMAN, [NEXT]) == ()


@pytest.mark.parametrize(("translated", "is_doubted"), [(0, True), (1, False)])
def test_a_language_that_somebody_has_just_begun_fails_no_strict_build(translated: int, *, is_doubted: bool) -> None:
    words = [NEXT._replace(id=f"Word {number}") for number in range(9)]
    forms: dict[tuple[str, str], tuple[str, ...]]
    forms = {("", one.id): ("Wort" if number < translated else "",) for number, one in enumerate(words)}
    found = check_catalog(Catalog("de", forms, "(n != 1)"), GERMAN, words)
    assert {(one.rule, one.is_doubted) for one in found} == {("catalog-missing", is_doubted)}
    assert len(found) == (1 if is_doubted else 8)


def test_words_that_no_template_asks_for_are_unused() -> None:
    catalog = Catalog("de", {("", "Next page"): ("Weiter",), ("menu", "Old"): ("Alt",)}, "(n != 1)")
    assert [(problem.rule, problem.span, problem.message) for problem in check_catalog(catalog, GERMAN, [NEXT])] == [
        ("catalog-unused", Span(PATH), "no template uses “Old”")
    ]


def test_languages_without_any_words_are_told_of_together() -> None:
    catalog, _ = parse_catalog(None, GERMAN)
    assert check_catalog(catalog, GERMAN, [NEXT, PAGES, SKIP]) == ()
    assert (needs_words(catalog, GERMAN), needs_words(catalog, ENGLISH)) == (True, False)
    assert not needs_words(Catalog("de", {("", "Next page"): ("",)}, "(n != 1)"), GERMAN)
    told = tell_wordless([GERMAN])
    assert (told.rule, told.span) == ("catalog-missing", Span(PATH))
    assert told.message == f"Deutsch has no words for the templates: {PATH} does not exist, or is empty"
    told = tell_wordless([GERMAN, CHINESE, GERMAN])
    assert told.message.startswith("Deutsch, 简体中文 and Deutsch have no words for the templates")
    told = tell_wordless([GERMAN, CHINESE] * 20)
    assert told.message.startswith("Deutsch, 简体中文, Deutsch, 简体中文 and 36 more languages have no words for")


def test_english_needs_no_translation_of_words_that_are_english() -> None:
    assert check_catalog(parse_catalog(None, ENGLISH)[0], ENGLISH, [NEXT, PAGES]) == ()
    assert check_catalog(Catalog("en", {("", "Next page"): ("",)}, "(n != 1)"), ENGLISH, [NEXT, PAGES]) == ()


def test_templates_without_words_need_no_catalog() -> None:
    assert check_catalog(parse_catalog(None, GERMAN)[0], GERMAN, []) == ()


# ---- translate ------------------------------------------------------------------------------------------------


def test_a_word_is_translated_in_its_context() -> None:
    catalog = Catalog("de", {("", "Open"): ("Offen",), ("button", "Open"): ("Öffnen",)}, "(n != 1)")
    assert translate(catalog, "Open") == "Offen"
    assert translate(catalog, "Open", context="button") == "Öffnen"
    assert translate(catalog, "Open", context="menu") == "Open"


def test_a_plural_form_is_chosen_by_the_catalogs_rule() -> None:
    catalog = Catalog("de", {("", "%(n)s page"): ("eine Seite", "%(n)s Seiten")}, "(n != 1)")
    forms = [translate(catalog, "%(n)s page", plural="%(n)s pages", n=n) for n in (0, 1, 2)]
    assert forms == ["%(n)s Seiten", "eine Seite", "%(n)s Seiten"]


def test_arabic_has_six_forms_and_chinese_one() -> None:
    rule = parse("", ARABIC).plural_rule
    arabic = Catalog("ar", {("", "day"): ("0", "1", "2", "3", "100", "11")}, rule)
    found = {n: translate(arabic, "day", plural="days", n=n) for n in (0, 1, 2, 3, 100, 11, 102, 99)}
    assert found == {0: "0", 1: "1", 2: "2", 3: "3", 100: "100", 11: "11", 102: "100", 99: "11"}
    chinese = Catalog("zh", {("", "day"): ("天",)}, "0")
    assert [translate(chinese, "day", plural="days", n=n) for n in (0, 1, 2)] == ["天", "天", "天"]


@pytest.mark.parametrize("forms", [(), ("", "")])
def test_an_untranslated_plural_is_english(forms: tuple[str, ...]) -> None:
    catalog = Catalog("zh", {("", "day"): forms}, "0")
    assert [translate(catalog, "day", plural="days", n=n) for n in (0, 1, 2)] == ["days", "day", "days"]
    assert translate(catalog, "day", plural="days") == "day"


# ---- messages.pot ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["n>999 ? 1/(n-n) : n!=1", "n>999 ? 0-9 : n!=1", "n>999 ? 9 : n!=1"])
def test_a_plural_rule_that_fails_beyond_all_that_it_was_tried_with_leaves_the_words_as_they_are(rule: str) -> None:
    catalog = Catalog("de", {("", "day"): ("Tag", "Tage")}, rule)
    assert [translate(catalog, "day", plural="days", n=n) for n in (1, 2, 1000)] == ["Tag", "Tage", "days"]


def test_the_words_of_the_templates_are_written_for_translators() -> None:
    again = Message("", "Next page", "", "templates/glossary.html", 3)
    assert (
        render_template_catalog([PAGES, NEXT, SKIP, again]).decode()
        == """\
# Words of the templates, for translators. Made by: python build.py i18n extract
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"

#. translators: to the content
#: templates/base.html:7
msgctxt "button"
msgid "Skip"
msgstr ""

#: templates/glossary.html:3 templates/press.html:12
msgid "Next page"
msgstr ""

#: templates/press.html:20
#, python-format
msgid "%(n)s page"
msgid_plural "%(n)s pages"
msgstr[0] ""
msgstr[1] ""
"""
    )


# ---- update ---------------------------------------------------------------------------------------------------


def test_a_new_po_file_has_the_words_and_the_languages_plural_forms() -> None:
    assert (
        update_catalog(None, CHINESE, [PAGES]).decode()
        == """\
# Words of the templates in 简体中文.
msgid ""
msgstr ""
"Language: zh_Hans_CN\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

#: templates/press.html:20
#, python-format
msgid "%(n)s page"
msgid_plural "%(n)s pages"
msgstr[0] ""
"""
    )
    assert update_catalog(None, ARABIC, [PAGES]).decode().count("msgstr[") == 6


def test_an_update_keeps_what_is_translated_and_credits_and_brings_places_up_to_date() -> None:
    old = """# Translated by Erika Mustermann.
msgid ""
msgstr ""
"PO-Revision-Date: 2025-11-16 10:00+0100\\n"
"Last-Translator: Erika Mustermann\\n"
"X-Generator: an editor 1.0\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"

# Not “Nächste”.
#: templates/gone.html:1
msgid "Next page"
msgstr "Weiter"
"""
    assert (
        update_catalog(source(old), GERMAN, [NEXT]).decode()
        == """\
# Translated by Erika Mustermann.
msgid ""
msgstr ""
"Language: de_DE\\n"
"Last-Translator: Erika Mustermann\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"

# Not “Nächste”.
#: templates/press.html:12
msgid "Next page"
msgstr "Weiter"
"""
    )


def updated(text: str, *asked: Message, locale: Locale = GERMAN) -> str:
    return update_catalog(source(text), locale, asked).decode().partition("\n\n")[2]


def test_new_words_like_others_get_their_translation_unconfirmed() -> None:
    text = updated(HEADER + 'msgid "Next pages"\nmsgstr "Weiter"\n', NEXT)
    assert text == '#: templates/press.html:12\n#, fuzzy\nmsgid "Next page"\nmsgstr "Weiter"\n'


def test_new_words_like_others_without_translation_are_not_unconfirmed() -> None:
    text = updated(HEADER + 'msgid "Next pages"\nmsgstr ""\n', NEXT)
    assert text == '#: templates/press.html:12\nmsgid "Next page"\nmsgstr ""\n'


def test_words_that_are_gone_become_obsolete_and_come_back() -> None:
    gone = update_catalog(source(HEADER + '# Note.\nmsgid "Next page"\nmsgstr "Weiter"\n'), GERMAN, [SKIP])
    assert gone.decode().endswith('# Note.\n#~ msgid "Next page"\n#~ msgstr "Weiter"\n')
    back = update_catalog(source(gone), GERMAN, [SKIP, NEXT])
    assert back.decode().endswith('# Note.\n#: templates/press.html:12\nmsgid "Next page"\nmsgstr "Weiter"\n')


def test_unconfirmed_words_that_are_gone_do_not_come_back_as_confirmed() -> None:
    gone = update_catalog(source(HEADER + '#, fuzzy\nmsgid "Next page"\nmsgstr "Zurück"\n'), GERMAN, [SKIP])
    assert b"Next page" not in gone


def test_words_that_get_a_plural_keep_their_translation_unconfirmed() -> None:
    text = updated(HEADER + 'msgid "%(n)s page"\nmsgstr "%(n)s Seite"\n', PAGES)
    assert "#, fuzzy, python-format" in text
    assert 'msgstr[0] "%(n)s Seite"\nmsgstr[1] ""\n' in text


def test_a_file_of_too_few_plural_forms_gets_the_languages() -> None:
    one = 'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    text = updated(one + 'msgid "%(n)s page"\nmsgid_plural "%(n)s pages"\nmsgstr[0] "%(n)s Seiten"\n', PAGES)
    assert "#, fuzzy, python-format" in text
    assert 'msgstr[0] "%(n)s Seiten"\nmsgstr[1] ""\n' in text


def test_a_file_keeps_its_own_order_of_plural_forms() -> None:
    rule = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"
    forms = "".join(f'msgstr[{form}] "%(n)s {form}"\n' for form in range(6))
    text = f'msgid ""\nmsgstr "Plural-Forms: {rule}\\n"\n\nmsgid "%(n)s page"\nmsgid_plural "%(n)s pages"\n{forms}'
    data = update_catalog(source(text), ARABIC, [PAGES]).decode()
    assert f'"Plural-Forms: {rule}\\n"' in data
    assert data.endswith(f'#, python-format\nmsgid "%(n)s page"\nmsgid_plural "%(n)s pages"\n{forms}')


@pytest.mark.parametrize("data", [b'msgid "a\n', b"\xff\xfe", HEADER.encode() * 2])
def test_a_file_that_cannot_be_read_stays_as_it_is(data: bytes) -> None:
    assert update_catalog(source(data), GERMAN, [NEXT]) == data


def test_what_an_update_writes_can_be_read_without_a_problem() -> None:
    data = update_catalog(None, ARABIC, [NEXT, PAGES, SKIP])
    catalog, problems = parse_catalog(source(data), ARABIC)
    assert problems == ()
    assert set(catalog.messages) == {("", "Next page"), ("", "%(n)s page"), ("button", "Skip")}


# ---- laws -----------------------------------------------------------------------------------------------------


@given(st.binary(max_size=120) | st.text(max_size=120).map(lambda text: (HEADER + text).encode("utf-8", "replace")))
def test_any_bytes_can_be_parsed_and_updated(data: bytes) -> None:
    catalog, _ = parse_catalog(source(data), GERMAN)
    assert catalog.locale == "de"
    assert update_catalog(source(data), GERMAN, [NEXT])


@given(st.text('nplurs=;0123456789 ()?:!&|<>%*+-/"', max_size=40))
def test_any_plural_rule_can_be_parsed(rule: str) -> None:
    text = f'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural={rule.replace(chr(34), "")};\\n"\n'
    catalog, _ = parse_catalog(source(text), GERMAN)
    assert translate(catalog, "day", plural="days", n=2) == f"{BEGIN}days{END}"


@given(messages, messages, messages, st.sampled_from([GERMAN, CHINESE, ARABIC]))
def test_a_second_update_changes_nothing(
    first: list[Message], second: list[Message], third: list[Message], locale: Locale
) -> None:
    data: bytes | None = None
    for asked in (first, second, third):
        text = (data or b"").decode().replace('msgstr ""\n\n', 'msgstr "übersetzt"\n\n')
        data = update_catalog(source(text) if data else None, locale, asked)
        assert update_catalog(source(data), locale, asked) == data
        catalog, problems = parse_catalog(source(data), locale)
        assert {problem.rule for problem in problems} <= {"catalog-fuzzy", "catalog-placeholder"}
        assert not any(problem.hint.startswith("run") for problem in check_catalog(catalog, locale, asked))


@given(messages)
def test_the_order_of_messages_does_not_matter(asked: list[Message]) -> None:
    assert render_template_catalog(asked) == render_template_catalog(asked[::-1])
    assert update_catalog(None, GERMAN, asked) == update_catalog(None, GERMAN, asked[::-1])


def test_a_po_file_lies_in_the_folder_of_its_language() -> None:
    assert catalog_path(CHINESE) == "locales/zh/LC_MESSAGES/messages.po"


def test_a_language_that_has_just_begun_is_told_once() -> None:
    words = [Message("", f"word {n}", "", "templates/base.html", n) for n in range(1, 8)]
    begun = Catalog("de", {("", word.id): ("",) for word in words})
    [found] = check_catalog(begun, GERMAN, words)
    assert found.message == "none of the 7 words of the templates has a translation to Deutsch"
    assert found.span == Span("locales/de/LC_MESSAGES/messages.po")
    half = Catalog("de", dict(begun.messages) | {("", "word 1"): ("Wort",)})
    assert len(check_catalog(half, GERMAN, words)) == 6
