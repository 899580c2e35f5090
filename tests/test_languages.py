"""A fourth language is a folder of tables: Spanish, which the package does not know, read without a line of code."""

from __future__ import annotations

import ast
import functools
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import parse, walk
from whole_sites import build, edit, read_shared, read_site, write_files

from microsite.build.wishes import Wishes
from microsite.checks.facts.comparison import compare
from microsite.checks.facts.notation import Notation, make_notation, notation_of
from microsite.checks.facts.reader import read_facts, read_text
from microsite.checks.prose import untranslated
from microsite.checks.prose.languages import find_language, make_language
from microsite.checks.prose.passages import read_passages
from microsite.checks.prose.typography import mend
from microsite.diagnostics.problems import Severity, Span

PACKAGE = Path(__file__).parent.parent / "microsite"
TABLES = Path(__file__).parent / "languages" / "es"


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))


NOTATION = make_notation("es_ES", table("figures"))


def values(text: str, own: Notation = NOTATION) -> str:
    return "; ".join(fact.value for fact in read_text(text, own))


@pytest.mark.parametrize(
    "row",
    """
treinta y cinco empresas | 35
Treinta y cinco empresas | 35
veintidós empresas | 22
mil doscientos asistentes | 1200
dos mil quinientas treinta y una personas | 2531
doscientos mil | 200000
tres y cuatro | 3; 4
ciento y treinta | 100; 30
un millón de euros | 1000000 EUR
Un millón de personas | 1000000
millones de personas | 1000000
3,5 millones de euros | 3500000 EUR
3,5 millones | 3500000
1.500 millones de dólares | 1500000000 USD
mil millones de euros | 1000000000 EUR
treinta y cinco euros | 35 EUR
3.944 graduados | 3944
3 944 graduados | 3944
25 por ciento | 25%
71,8 % de los votos | 71.8%
de 10 a 20 por ciento | 10%; 20%
2,5 puntos porcentuales | 2.5pp
la mitad de ellos | 0.5
dos tercios | 2/3
un cuarto de ellos | 0.25
el 3 de mayo de 2025 | 2025-05-03
el 3 de mayo | ?-05-03
el 1.º de mayo de 2025 | 2025-05-01
del 15 al 16 de noviembre de 2025 | 2025-11-15; 2025-11-16
15 y 16 de noviembre de 2025 | 2025-11-15; 2025-11-16
3/5/2025 | 2025-05-03
16 nov 2025 | 2025-11-16
en noviembre de 2025 | 2025-11-?
lunes, 3 de marzo | day 1; ?-03-03
desde 2021 | 2021
el 1.º premio | 1.
la 2ª edición | 2.
la 1.ª edición | 1.
el 1er premio | 1.
los días 3 y 4 de mayo | ?-05-03; ?-05-04
el 15.º plan | 15.
el quinto plan | 5.
las 10.30 h | 10:30
las 10:30 horas | 10:30
a las 3:30 p. m. | 15:30
a las tres y media | 03:30/15:30
a la una y cuarto de la tarde | 13:15
a las diez menos cuarto | 09:45/21:45
a las ocho de la tarde | 20:00
las tres empresas | 3
al mediodía | 12:00
los años 90 | 1990s
5 kilómetros | 5000 m
dos horas | 7200 s
menos 7 grados | -7 °C
versión 2.2.2 | 2.2.2
""".strip().split("\n"),
)
def test_spanish_says_what_it_states(row: str) -> None:
    text, expected = (part.strip() for part in row.split(" |"))
    assert values(text) == expected


# ---- numbers in words ---------------------------------------------------------------------------------------------

ONES = {
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis"
    " veintisiete veintiocho veintinueve",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
    " siebzehn achtzehn neunzehn",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen",
}
TENS = {
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
HUNDREDS = "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"


def tens(number: int, lang: str) -> str:
    """A number below a hundred."""
    ones, names = ONES[lang].split(), TENS[lang].split()
    if number < len(ones):
        return ones[number]
    ten, one = names[number // 10 - 10 + len(names)], number % 10
    if not one:
        return ten
    return {
        "es": f"{ten} y {ones[one]}",
        "de": f"{ones[one].removesuffix('s') if one == 1 else ones[one]}und{ten}",
        "en": f"{ten}-{ones[one]}",
    }[lang]


def english(number: int) -> str:
    thousands, hundreds, rest = number // 1000, number // 100 % 10, number % 100
    words = f"{tens(thousands, 'en')} thousand " * (thousands > 0) + f"{tens(hundreds, 'en')} hundred " * (hundreds > 0)
    return (words + ("and " if words else "") + tens(rest, "en") if rest or not words else words).strip()


def german(number: int) -> str:
    def several(count: int, name: str) -> str:
        return ("ein" if count == 1 else tens(count, "de")) + name if count else ""

    words = several(number // 1000, "tausend") + several(number // 100 % 10, "hundert")
    return words + tens(number % 100, "de") if number % 100 or not words else words


def spanish(number: int) -> str:
    thousands, hundreds, rest = number // 1000, number // 100 % 10, number % 100
    words = ["mil" if thousands == 1 else f"{tens(thousands, 'es')} mil"] if thousands else []
    if hundreds:
        words.append("cien" if hundreds == 1 and not rest else HUNDREDS.split()[hundreds - 1])
    return " ".join([*words, tens(rest, "es")] if rest or not words else words)


def test_the_words_of_the_next_tests_are_what_people_say() -> None:
    assert [spanish(number) for number in (35, 100, 1101, 2016)] == [
        "treinta y cinco",
        "cien",
        "mil ciento uno",
        "dos mil dieciséis",
    ]
    assert [german(number) for number in (21, 1101, 2500)] == [
        "einundzwanzig",
        "eintausendeinhunderteins",
        "zweitausendfünfhundert",
    ]
    assert [english(number) for number in (21, 1101, 2500)] == [
        "twenty-one",
        "one thousand one hundred and one",
        "two thousand five hundred",
    ]


WRITERS = {"es": spanish, "de": german, "en": english}
NOTATIONS = {"es": NOTATION, "de": notation_of("de_DE"), "en": notation_of("en_GB"), "zh": notation_of("zh_Hans_CN")}


@given(st.sampled_from(sorted(WRITERS)), st.integers(0, 9999))
def test_a_number_in_words_is_read_back(lang: str, number: int) -> None:
    found = values(f"({WRITERS[lang](number)})", NOTATIONS[lang])
    assert found == ("" if number == 1 else str(number))  # “one” says nothing


@given(st.sampled_from(sorted(WRITERS)), st.integers(2, 9999))
def test_a_sum_in_words_is_read_back(lang: str, number: int) -> None:
    assert values(f"{WRITERS[lang](number)} EUR", NOTATIONS[lang]) == f"{number} EUR"


# ---- beside other languages -----------------------------------------------------------------------------------------


def told(source: str, lang: str, translation: str, other: str) -> list[str]:
    own = NOTATIONS[other]
    facts = read_facts(read_passages(source), NOTATIONS[lang])
    return [finding.message for finding in compare(facts, read_facts(read_passages(translation), own), lambda: own)]


SAME = [
    {"es": "un millón de euros", "de": "eine Million Euro", "en": "a million euros", "zh": "100万欧元"},
    {"es": "treinta y cinco", "de": "fünfunddreißig", "en": "thirty-five", "zh": "三十五"},
    {"es": "el 3 de mayo de 2025", "de": "am 3. Mai 2025", "en": "on May 3, 2025", "zh": "2025年5月3日"},
    {"es": "71,8 %", "de": "71,8 %", "en": "71.8%", "zh": "71.8%"},
    {"es": "3,5 millones", "de": "3,5 Mio.", "en": "3.5 million", "zh": "350万"},
    {"es": "a las tres y media de la tarde", "de": "um 15:30 Uhr", "en": "at 3:30 pm", "zh": "下午三点半"},
    {"es": "el 15.º plan", "de": "der 15. Plan", "en": "the 15th plan", "zh": "第15个计划"},
    {"es": "el lunes", "de": "am Montag", "en": "on Monday", "zh": "周一"},
]


@pytest.mark.parametrize("other", ["de", "en", "zh"])
@pytest.mark.parametrize("texts", SAME, ids=lambda texts: texts["es"])
def test_what_is_the_same_in_spanish_and_another_language_is_not_told(texts: dict[str, str], other: str) -> None:
    assert told(texts["es"], "es", texts[other], other) == told(texts[other], other, texts["es"], "es") == []


@pytest.mark.parametrize(
    ("english_text", "spanish_text", "message"),
    [
        ("There are 3,944.", "Son 3.494.", "expected 3.944 (en: 3,944), found 3.494"),
        ("It grew by 71.8%.", "Creció un 71,3 %.", "expected 71,8\u00a0% (en: 71.8%), found 71,3 %"),
        ("It costs a million euros.", "Cuesta dos millones de euros.", "expected 1.000.000\u00a0€"),
        ("On May 3, 2025.", "El 4 de mayo de 2025.", "expected 3 de mayo de 2025 (en: May 3, 2025)"),
        ("At 10:30 am.", "A las 11.30 h.", "expected 10.30 h (en: 10:30 am), found 11.30 h"),
        ("The 15th plan.", "El 14.º plan.", "expected 15.º (en: 15th), found 14.º"),
    ],
)
def test_what_differs_is_told_as_spanish_writes_it(english_text: str, spanish_text: str, message: str) -> None:
    [found] = told(english_text, "en", spanish_text, "es")
    assert found.startswith(message)


def test_a_figure_that_spanish_has_is_told_as_the_others_write_it() -> None:
    assert told("treinta y cinco euros", "es", "36 Euro", "de") == [
        "expected 35 Euro (es: treinta y cinco euros), found 36 Euro"
    ]


# ---- prose and letters ----------------------------------------------------------------------------------------------


def test_spanish_prose_is_set_as_its_table_says() -> None:
    language = make_language(table("prose"))
    assert mend('Dijo "sí" y se fue. El 71,8% de ellos... Y ahora. qué pasa?', language) == (
        "Dijo «sí» y se fue. El 71,8\u00a0% de ellos… Y ahora. ¿qué pasa?"
    )
    assert mend("Dijo «sí» y «esto “otro”».", language) == "Dijo «sí» y «esto “otro”»."


def test_a_spanish_passage_that_is_still_english_is_told() -> None:
    english_text = "This is one of the passages that nobody has translated for the readers of this page."
    spanish_text = "Este es uno de los textos que alguien ha traducido para los lectores de esta página."
    language, other = make_language(table("prose")), find_language("en")
    passages = read_passages(english_text)
    assert [one.severity for one in untranslated.check(passages, passages, other, language)] == ["error"]
    assert untranslated.check(passages, read_passages(spanish_text), other, language) == []


# ---- a folder of tables is all that it takes ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package, and the tables of Spanish where it has those of others."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(PACKAGE, folder / "microsite", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(TABLES, folder / "microsite/i18n/languages/es")
    return folder


def run(package: Path, folder: Path, *words: str) -> str:
    """What a process with that package prints."""
    environment = os.environ | {"PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    return done.stdout + done.stderr


def site(spanish_text: str) -> dict[str, bytes]:
    files = read_shared("templates", "locales") | read_site("minimal")
    config = "  en: {name: English}\n  es: {locale: es_ES, name: Español}\n"
    files = edit(files, "content/site.yaml", "  en: {name: English}\n", config)
    files = {path: data for path, data in files.items() if not path.startswith("content/press/")}
    texts = {
        "en": "title: Opening\ndate: 2025-11-16\n---\n\nIt cost a million euros, paid by 35 firms.",
        "es": spanish_text,
    }
    return files | {f"content/press/opening.{key}.md": f"---\n{text}\n".encode() for key, text in texts.items()}


RIGHT = "title: Apertura\ndate: 2025-11-16\n---\n\nCostó un millón de euros, pagados por treinta y cinco empresas."
WRONG = "title: Apertura\ndate: 2025-11-16\n---\n\nCostó un millón de euros, pagados por treinta y seis empresas."


@pytest.mark.slow
def test_a_site_in_spanish_is_checked_like_any_other(package: Path, tmp_path: Path) -> None:
    root = write_files(tmp_path, site(WRONG))
    told = run(package, root, "-m", "microsite", "check")
    assert "opening.es.md:6:39: error[fact-mismatch]: expected 35, found treinta y seis" in told
    assert "language-unchecked" not in told
    assert "language-unchecked" in run(PACKAGE.parent, root, "-m", "microsite", "check", "-v")
    write_files(root, site(RIGHT))
    assert "fact-mismatch" not in run(package, root, "-m", "microsite", "check")


def test_spanish_letters_are_sorted_found_and_made_into_anchors(package: Path, tmp_path: Path) -> None:
    program = """
from microsite.i18n.collate import initial, sort_key
from microsite.i18n.searching import fold, search_text
from microsite.markup.anchors import make_anchor
words = ["ola", "Ñandú", "nube", "nación", "ñu", "nazareno", "árbol", "azul"]
print(*sorted(words, key=lambda word: sort_key(word, "es_ES")))
print(*(initial(word, "es_ES") for word in words))
print(fold("Árbol"), search_text([("Ñandú", "es_ES")]), make_anchor("Año y ñandú", "es"))
"""
    assert run(package, tmp_path, "-c", program).splitlines() == [
        "árbol azul nación nazareno nube Ñandú ñu ola",
        "O Ñ N N Ñ N A A",
        "arbol nandu año-y-ñandú",
    ]


# ---- a language without tables --------------------------------------------------------------------------------------


def test_a_language_without_tables_is_told_of_once_and_with_what_is_not_checked() -> None:
    built = build(site(WRONG), wishes=Wishes(checks=True))
    [found] = [one for one in built.diagnostics if one.rule == "language-unchecked"]
    assert (found.severity, found.span) == (Severity.INFO, Span("content/site.yaml", 5, 3, 2))
    assert found.message == (
        "Español has no table of figures and of prose: only digits and whole dates are compared, not words, scales and "
        "units; quotation marks, spaces and dashes are not checked, and of untranslated passages only those of the "
        "source are told"
    )
    assert found.hint == (
        "let somebody who reads Español compare that; if it is known, add to content/site.yaml\n"
        "rules: {language-unchecked: ignore}"
    )


def test_a_script_that_a_table_is_not_for_lacks_that_table_alone() -> None:
    files = edit(
        site(RIGHT),
        "content/site.yaml",
        "es: {locale: es_ES, name: Español}",
        "zh: {tag: zh-Hant, locale: zh_Hant_TW, name: 繁體}",
    )
    [found] = [one for one in build(files, wishes=Wishes(checks=True)).diagnostics if one.rule == "language-unchecked"]
    assert found.message.startswith("繁體 has no table of prose: quotation marks")


def test_languages_with_tables_are_nothing_to_tell_of_nor_are_others_when_the_site_is_built() -> None:
    files = edit(site(RIGHT), "content/site.yaml", "es: {locale: es_ES, name: Español}", "de: {name: Deutsch}")
    assert "language-unchecked" not in {one.rule for one in build(files, wishes=Wishes(checks=True)).diagnostics}
    assert "language-unchecked" not in {one.rule for one in build(site(RIGHT)).diagnostics}


@pytest.mark.parametrize("text", [RIGHT, WRONG])
def test_a_language_without_tables_brings_no_error_because_of_its_figures(text: str) -> None:
    found = build(site(text), wishes=Wishes(checks=True)).diagnostics
    assert [one for one in found if one.severity is Severity.ERROR] == []


# ---- the names of tables --------------------------------------------------------------------------------------


def names_in(text: str) -> set[str]:
    """What a table calls its parts; "dates.limits" are names within one that has the same in every language."""
    found = tomllib.loads(text)
    fixed = ((name, found.get(name, {})) for name in ("dates", "joining", "signs", "times"))
    return {*found, *(f"{name}.{part}" for name, parts in fixed for part in parts)}


@functools.cache
def spelt_words() -> frozenset[object]:
    """The constants in the modules that read tables."""
    rooms = ("checks", "glossary", "i18n")
    trees = [parse(path) for room in rooms for path in (PACKAGE / room).rglob("*.py")]
    return frozenset(node.value for tree in trees for node in walk(tree) if isinstance(node, ast.Constant))


def find_unread(names: set[str]) -> set[str]:
    """Those whose last part none of these modules spells."""
    return {name for name in names if name.rpartition(".")[2] not in spelt_words()}


@pytest.mark.parametrize(
    "path",
    [*sorted((PACKAGE / "i18n/languages").rglob("*.toml")), *sorted(TABLES.rglob("*.toml"))],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_every_name_in_the_tables_of_a_language_is_read_by_the_program(path: Path) -> None:
    assert find_unread(names_in(path.read_text(encoding="utf-8"))) == set()


def test_a_misspelt_name_in_a_table_is_found() -> None:
    assert find_unread(names_in('[cardinalls]\n1 = "uno"\n[dates]\nlimit = "el"\n')) == {"cardinalls", "dates.limit"}


# ---- beside a language without a table -----------------------------------------------------------------------------


FIGURE = b"figures: {sessions: 48, dates: {from: 2027-05-04, to: 2027-05-07}, day: 2027-05-04}\n"


def found_in(french_text: str, others: dict[str, str]) -> list[tuple[str, bool, str]]:
    """Severity, doubt and message of what differs where the source is French, and its group file has 48 sessions."""
    files = read_shared("templates", "locales") | read_site("minimal")
    lines = "  en: {name: English}\n  fr: {locale: fr_FR, name: Français}\n  it: {locale: it_IT, name: Italiano}\n"
    lines += "  ar: {locale: ar_EG, name: العربية}\n"
    files = edit(files, "content/site.yaml", "  en: {name: English}\n", lines)
    files = edit(files, "content/site.yaml", "base_url:", "source_language: fr\nbase_url:")
    files = {path: data for path, data in files.items() if not path.startswith("content/press/")}
    for key, text in ({"fr": french_text} | others).items():
        files[f"content/press/opening.{key}.md"] = f"---\ntitle: A\ndate: 2025-11-16\n---\n\n{text}\n".encode()
    files["content/press/opening.yaml"] = FIGURE
    found = build(files, wishes=Wishes(checks=True, strict=True)).diagnostics
    return [(one.severity.word, one.is_doubted, one.message) for one in found if one.rule == "fact-mismatch"]


@pytest.mark.parametrize(
    ("key", "right", "wrong", "message"),
    [
        ("en", "There are 48 sessions.", "There are 47 sessions.", "expected 48, found 47"),
        ("it", "Ci sono 48 sessioni.", "Ci sono 47 sessioni.", "expected 48, found 47"),
        ("ar", "هناك ٤٨ جلسة.", "هناك ٤٧ جلسة.", "expected ٤٨ (fr: 48), found ٤٧"),
    ],
)
def test_a_number_typed_beside_a_figure_of_the_group_is_a_warning_in_any_language(
    key: str, right: str, wrong: str, message: str
) -> None:
    assert found_in("Il y a {{ sessions }} séances.", {key: right}) == []
    assert found_in("Il y a {{ sessions }} séances.", {key: wrong}) == [("warning", True, message)]
    assert found_in("Il y a 48 séances.", {key: wrong}) == [("info", True, message)]


@pytest.mark.parametrize(
    ("key", "right", "wrong", "message"),
    [
        ("en", "It is on May 4–7, 2027.", "It is on May 4–8, 2027.", "expected May 7, 2027"),
        ("it", "Dura dal 4 al 7 maggio 2027.", "Dura dal 4 all’8 maggio 2027.", "expected 7 maggio 2027"),
        ("ar", "تقام من 4 إلى 7 مايو 2027.", "تقام من 4 إلى 8 مايو 2027.", "expected ٧ مايو ٢٠٢٧"),
    ],
)
def test_so_are_the_days_of_an_interval(key: str, right: str, wrong: str, message: str) -> None:
    assert [one for one in found_in("Il a lieu les {{ dates }}.", {key: right}) if one[0] != "info"] == []
    found = [one for one in found_in("Il a lieu les {{ dates }}.", {key: wrong}) if one[0] != "info"]
    assert [(severity, is_doubted, told.partition(" (")[0]) for severity, is_doubted, told in found] == [
        ("warning", True, message)
    ]


@pytest.mark.parametrize(("written", "count"), [("4 maggio 2027", 0), ("5 maggio 2027", 1)])
def test_and_a_day_by_a_short_name(written: str, count: int) -> None:
    found = found_in("Il a lieu le {{ day }}.", {"it": f"Ha luogo il {written}."})
    assert len([one for one in found if one[0] == "warning"]) == count


@pytest.mark.parametrize(
    ("french_text", "key", "other", "message"),
    [
        ("Ils sont 3 944.", "it", "Sono 3.494.", "expected 3.944 (fr: 3 944), found 3.494"),
        ("Ils sont 3 944.", "it", "Sono 3494.", "expected 3944 (fr: 3 944), found 3494"),
        ("Cela coûte 250 €.", "ar", "يكلف ٣٥٠ €.", "expected ٢٥٠ € (fr: 250 €), found ٣٥٠ €"),
    ],
)
def test_what_is_expected_is_written_as_the_text_has_it_and_without_marks_that_nobody_sees(
    french_text: str, key: str, other: str, message: str
) -> None:
    assert [told.replace("\u00a0", " ") for _, _, told in found_in(french_text, {key: other})] == [message]


def test_half_a_date_is_told_in_full() -> None:
    found = found_in("Ils viennent tous.", {"en": "They come on May 4–7, 2027."})
    assert [told for _, _, told in found] == ["May 4 is not in the source", "May 7, 2027 is not in the source"]
