"""Which two figures contradict each other, and how sure that is; which are worth telling if they are alone."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from comparing import LOCALES, facts, find, tell
from hypothesis import assume, given
from hypothesis import strategies as st

from microsite.checks.facts.matching import Couple
from microsite.checks.facts.severity import severity_of
from microsite.i18n.formats import formats

WRITTEN = st.sampled_from(
    [
        "5",
        "80",
        "1,500",
        "2019",
        "5%",
        "71.8%",
        "5km",
        "80°F",
        "5kg",
        "$5",
        "€5",
        "5th",
        "5pm",
        "5:30",
        "5G",
        "V5",
        "A380",
        "2.2",
        "2.2.2",
        "1990s",
        "5F",
        "80s",
        "24/7",
        "5million",
        "8-foot",
    ]
)
NUMBERS = st.integers(2, 10**9)


@given(WRITTEN, WRITTEN)
def test_no_figure_is_expected_where_the_same_is_found(one: str, other: str) -> None:
    for told in find("en", f"It is {one} now.", "de", f"Jetzt ist es {other}."):
        expected, _, found = told.message.removeprefix("expected ").partition(", found ")
        assert expected.split(" (")[0] != found


@given(st.integers(2, 10**6), st.sampled_from(["", "th", "V", "F", "-", "q"]), st.sampled_from(["", ".", "-Mal", "er"]))
def test_the_same_digits_without_a_unit_never_contradict_each_other(number: int, mark: str, ending: str) -> None:
    english = f"{mark}{number}" if mark in ("V", "-") else f"{number}{mark}"
    assume(mark != "-" or ending == "")
    told = tell("en", f"It is {english} now.", "de", f"Es ist {'-' * (mark == '-')}{number}{ending} geworden.")
    assert not any(one.startswith("error") for one in told)


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("zh", "共130届。", "en", "It was the 130tieth."),
        ("zh", "展区在2层。", "en", "The hall is on 2F."),
        ("en", "It closes at 18h.", "de", "Schluss ist um 18 Uhr."),
        ("en", "The coin is worth 20p.", "zh", "硬币面值20便士。"),
        ("zh", "实施14日隔离。", "en", "There are 14 days of isolation."),
        ("en", "Until 9 (0100GMT).", "zh", "至9（0100 GMT）。"),
        ("en", "The yield is 15q.", "de", "Der Ertrag ist 15."),
    ],
)
def test_figures_that_are_written_alike_do_not_contradict_each_other(
    lang: str, text: str, other_lang: str, other: str
) -> None:
    assert tell(lang, text, other_lang, other) == []


@given(
    st.lists(NUMBERS, min_size=1, max_size=5, unique=True),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2060, 12, 31)),
    st.integers(1, 999),
    st.integers(1, 10**7),
    st.sampled_from(sorted(LOCALES)),
    st.sampled_from(sorted(LOCALES)),
)
def test_a_text_that_the_formats_write_in_another_language_says_the_same(
    numbers: list[int], day: datetime.date, tenths: int, amount: int, lang: str, other_lang: str
) -> None:
    def written(language: str) -> str:
        own = formats(LOCALES[language])
        figures = [own.number(Decimal(number)) for number in numbers]
        more = [own.date(day), own.percent(Decimal(tenths) / 10), own.money(Decimal(amount), "EUR")]
        return "; ".join([*figures, *more])

    assert tell(lang, written(lang), other_lang, written(other_lang)) == []


@given(
    st.lists(st.integers(10**3, 10**7), min_size=1, max_size=6, unique=True),
    st.data(),
)
def test_one_digit_that_was_changed_among_other_figures_is_an_error(numbers: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(numbers) - 1))
    digits = str(numbers[place])
    at = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from([one for one in "123456789" if one != digits[at]]))
    changed = [*numbers]
    changed[place] = int(digits[:at] + digit + digits[at + 1 :])
    assume(len(set(changed)) == len(changed) and set(changed) - set(numbers))
    english = ", ".join(f"{number:,} of one" for number in numbers)
    chinese = "，".join(f"{number}个" for number in changed)
    assert any(one.startswith("error: ") for one in tell("en", f"There are {english}.", "zh", f"有{chinese}。"))


@pytest.mark.parametrize(
    ("text", "german", "severity"),
    [
        ("There are 340 of them.", "Es sind 430.", "error"),
        ("There are 340 of them.", "Es sind 3400.", "error"),
        ("There are 340 kg.", "Es sind 340 km.", "error"),
        ("There are 34 kharab.", "Es sind 3,4 Millionen.", "warning"),  # a scale of no language that is known
        ("It grew by 5%.", "Es wuchs um 5 Prozentpunkte.", "warning"),
        ("It begins at 7:30 pm.", "Es beginnt um 19:20 Uhr.", "error"),
        ("There are 34 of them.", "Es sind 43 kg.", "error"),  # the unit may be unknown, the slip is plain
        ("There are 35 of them.", "Es sind 78 kg.", "warning"),
        ("There are twelve of them.", "Es sind elf.", "warning"),
        ("Version 2.2.0 is out.", "Version 2.2 ist da.", "error"),
        ("It begins at 7:30 pm.", "Es beginnt um 16:15 Uhr.", "warning"),  # more than a slip
        ("It was on 16 May 2025.", "Es war am 3. Juli 2024.", "warning"),
        ("It was on 16 May 2025.", "Es war am 16. Juli 2025.", "error"),
        ("It changed by -10%.", "Es änderte sich um 10 %.", "error"),
        ("It grew by 10%.", "Es wuchs um -10 %.", "error"),
        ("It was −10 °C.", "Es waren 10 °C.", "error"),
        ("It reached 90 degrees.", "Es erreichte 30 Grad.", "warning"),
        (
            "It changed since 2.3.",
            "Das ist seit 1.3 anders.",
            "error",
        ),  # a version, and 2.3 in English is a number, too
        ("It takes 20 minutes.", "Es dauert 20 Monate.", "error"),
        ("It takes 20 minutes.", "Es dauert 20 Stunden.", "error"),
        ("A quarter runs at 15 knots.", "Ein Teil fährt mit 150.", "error"),  # “quarter” takes nothing from 15
        ("There are 256 of them.", "Es ist 1/256.", "warning"),
    ],
)
def test_a_contradiction_is_an_error_if_nothing_else_explains_it(text: str, german: str, severity: str) -> None:
    told = [one.split(":")[0] for one in tell("en", text, "de", german)]
    assert told == [severity]


def test_a_scale_that_was_mistaken_is_an_error() -> None:
    [couple] = [Couple(facts("5 billion", "en").facts[0], facts("5 Billionen", "de").facts[0])]
    assert severity_of(couple, is_only=False, is_sure=True) == "error"


@pytest.mark.parametrize(
    "text",
    [
        "There are 3,944 of them.",
        "It grew by 71%.",
        "It cost 500 euros.",
        "It was on 16 May.",
        "It was in 1998.",
        "It starts at 9:30 am.",
        "Version 2.2.2 is out.",
    ],
)
def test_what_is_exact_and_missing_or_added_is_a_warning(text: str) -> None:
    assert [one.split(":")[0] for one in tell("en", text, "de", "So ist es.")] == ["warning"]
    assert [one.split(":")[0] for one in tell("de", "So ist es.", "en", text)] == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        "There are 40 of them.",
        "There are 4,000 of them.",
        "It took 15 days.",
        "The 15th fair.",
        "It was in May.",
        "It starts at 9 am.",
        "It is a 4K screen.",
        "The A380 came.",
    ],
)
def test_what_a_language_may_say_without_a_figure_is_only_an_info(text: str) -> None:
    assert tell("en", text, "de", "So ist es.") == []


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("There are 40 of them.", ["warning"]),
        ("There are 4,000 of them.", ["warning"]),
        ("It took 15 days.", ["warning"]),
        ("The 15th fair.", ["warning"]),
        ("There are 4 of them.", []),
        ("There are forty of them.", []),
        ("It was in May.", []),
        ("It starts at 9 am.", []),
        ("It is a 4K screen.", []),
        ("The A380 came.", []),
        ("It runs on Windows 11.", []),
    ],
)
def test_a_figure_is_added_less_readily_than_left_out(text: str, severities: list[str]) -> None:
    assert [one.split(":")[0] for one in tell("de", "So ist es.", "en", text)] == severities


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("en", "In 2019 it began, and 2019 was a good year.", "de", "2019 begann es, und es war ein gutes Jahr."),
        ("en", "It was on 16 May 2019. In 2019 it rained.", "de", "Es war am 16. Mai 2019. Es regnete."),
        ("en", "It was in May 2019.", "de", "Es war 2019."),
        ("en", "It cost 500 euros.", "zh", "价格为500欧元（约合3900元）。"),
    ],
)
def test_a_figure_that_another_one_explains_is_neither_missing_nor_added(
    lang: str, text: str, other_lang: str, other: str
) -> None:
    assert tell(lang, text, other_lang, other) == []


def test_a_date_that_was_broken_is_told_beside_its_month() -> None:
    assert tell("en", "It was on 18 July.", "de", "Es war am 180. Juli.") != []
    assert tell("zh", "7月18日开幕。", "en", "It opened on July 180.") == [
        "error: expected July 18 (zh: 7月18日), found 180"
    ]


def test_separators_are_of_another_language_only_if_the_source_lacks_that_value() -> None:
    assert tell("en", "There are 1,500 in 15 halls.", "de", "Es sind 1,500 in 15 Hallen.") == [
        "error: 1,500 is written with the separators of another language: expected 1.500"
    ]
    assert tell("en", "There are 1.5 of 1,500.", "de", "Es sind 1,5 von 1.500.") == []


def test_a_figure_is_told_though_the_wrong_one_stands_elsewhere() -> None:
    english = "Her brother is 64 years old.\n\nThere were 46 guests."
    german = "Ihr Bruder ist 46 Jahre alt.\n\nEs kamen 46 Gäste."
    assert [one.split(":")[0] for one in tell("en", english, "de", german)] != []


def test_separators_of_a_measure_are_told_though_its_unit_stands_behind_the_next_one() -> None:
    assert tell("en", "It is 600,000 to 700,000 years old.", "de", "Es ist 600,000 bis 700.000 Jahre alt.") == [
        "error: 600,000 is written with the separators of another language: expected 600.000"
    ]


def test_a_measure_is_expected_as_the_translation_writes_its_number() -> None:
    [told] = tell("en", "It is 12,500 km long.", "de", "Es ist 12.600 km lang.")
    assert told == "error: expected 12.500 km (en: 12,500 km), found 12.600 km"


def test_a_name_that_got_the_figure_of_another_one_is_told() -> None:
    english = "The Ka-52 was shown, and the Mi-38.\n\nThe Mi-28 was not."
    assert tell("en", english, "de", "Gezeigt wurden Ka-52 und Mi-28.\n\nDie Mi-28 nicht.") != []
