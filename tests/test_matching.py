"""Which facts of two languages say the same, which are meant to, and which are alone."""

from __future__ import annotations

import pytest

from microsite.checks.facts.likeness import is_alike, is_slip
from microsite.checks.facts.matching import Couple, match, pair_up
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.reader import Fact, read_facts
from microsite.checks.prose.passages import read_passages

LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_Hans_CN"}


def facts(text: str, lang: str = "en") -> list[Fact]:
    return list(read_facts(read_passages(text), notation_of(LOCALES[lang])).facts)


def matched(english: str, lang: str, translation: str) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    couples, left, others = match(facts(english), facts(translation, lang))
    return texts(couples), [fact.text for fact in left], [fact.text for fact in others]


def paired(english: str, german: str) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    couples, left, others = pair_up(facts(english), facts(german, "de"))
    return texts(couples), [fact.text for fact in left], [fact.text for fact in others]


def texts(couples: list[Couple]) -> list[tuple[str, str]]:
    return [(couple.source.text, couple.translation.text) for couple in couples]


@pytest.mark.parametrize(
    ("english", "lang", "translation"),
    [
        ("16 November 2025", "zh", "11月16日"),  # a date that says less
        ("November 2025", "zh", "2025年11月16日"),
        ("10 miles", "de", "16 km"),  # converted
        ("16 km", "de", "10 Meilen"),
        ("0 °C", "de", "32 °F"),
        ("80 degrees", "de", "27 Grad"),  # of a scale that is not named
        ("3.6 degrees Fahrenheit", "de", "2 Grad wärmer"),
        ("700 pounds", "de", "318 kg"),  # of weight
        ("700 pounds", "zh", "700磅"),
        ("$5", "de", "5 Singapur-Dollar"),
        ("A$5", "de", "5 Dollar"),
        ("¥500", "zh", "500日元"),  # the sign of yen and of yuan
        ("1M", "de", "1 MB"),  # a unit that is written as part of a code
        ("2.3", "de", "2.3er"),
        ("T-2015-1855", "de", "A-1855"),  # a code without its beginning
        ("A-1855", "de", "T-2015-1855"),
        ("T-2015-185", "de", "A-185"),
        ("T-2015-1855b", "de", "T-2015-1855"),  # and without its end
        ("In 2021 and 2022.", "de", "2022 und 2021."),
    ],
)
def test_what_says_the_same_leaves_nothing_over(english: str, lang: str, translation: str) -> None:
    _, left, others = matched(english, lang, translation)
    assert (left, others) == ([], [])


@pytest.mark.parametrize(
    ("english", "lang", "translation"),
    [
        ("16 November 2025", "zh", "11月17日"),
        ("10 km", "de", "10,1 km"),  # too near to be converted
        ("10 miles", "de", "17 km"),  # too far
        ("10 kg", "de", "10 km"),
        ("A$5", "de", "5 Hongkong-Dollar"),
        ("80 degrees", "de", "29 Grad"),
        ("700 pounds", "de", "350 kg"),
        ("10 kg", "de", "10.000 m"),  # as many grams as metres
        ("1.2.3-18", "de", "18er"),  # too short to be told from others
        ("1.2.3-1855", "de", "01856"),
        ("0 °C", "de", "35 °F"),
        ("1M", "de", "2 MB"),
        ("¥500", "zh", "600日元"),
        ("¥500", "zh", "500欧元"),
        ("500 yuan", "zh", "500日元"),  # no sign that both have
        ("-5 °C", "de", "5"),
        ("5 km", "de", "−5"),
        ("5:30 pm", "de", "17"),  # a full hour is a number, half past is not
        ("17", "de", "17:30"),
        ("5%", "de", "5 km"),  # neither is a bare number
    ],
)
def test_what_says_something_else_is_left_over(english: str, lang: str, translation: str) -> None:
    assert matched(english, lang, translation) == ([], [english], [translation])


@pytest.mark.parametrize(
    ("english", "lang", "translation", "couple"),
    [
        ("5%", "de", "5", ("5%", "5")),
        ("5", "de", "5 %", ("5", "5 %")),
        ("16th", "de", "16", ("16th", "16")),
        ("16th", "zh", "16日", ("16th", "16日")),
        ("5", "zh", "5日", ("5", "5日")),
        ("17", "zh", "下午5点", ("17", "下午5点")),
        ("5 pm", "de", "17", ("5 pm", "17")),
        ("1.5 kg", "de", "1,5", ("1.5 kg", "1,5")),
        ("1.5", "de", "1,5 kg", ("1.5", "1,5 kg")),
        ("−5 °C", "de", "−5", ("−5 °C", "−5")),
    ],
)
def test_what_says_the_same_without_its_unit_is_a_couple(
    english: str, lang: str, translation: str, couple: tuple[str, str]
) -> None:
    assert matched(english, lang, translation) == ([couple], [], [])


def test_a_number_in_digits_is_matched_before_one_in_words() -> None:
    couples, left, _ = match(facts("Three groups, 3 prizes."), facts("3 Preise.", "de"))
    assert (couples, [fact.text for fact in left]) == ([], ["Three"])


@pytest.mark.parametrize(("count", "left"), [(59, 0), (60, 60)])
def test_no_more_than_sixty_conversions_are_tried(count: int, left: int) -> None:
    miles, kilometres = facts("It is 10 miles."), facts("Es sind 16 km.", "de")
    _, rest, others = match(miles * count, kilometres * count)
    assert (len(rest), len(others)) == (left, left)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3,944", "3,945"),  # a digit changed
        ("3,944", "3,494"),  # moved
        ("3,944", "394"),  # dropped at the end
        ("3,944", "944"),  # at the beginning
        ("3,944", "344"),  # in the middle
        ("344", "3,944"),  # added
        ("3,944", "39,440"),  # a zero
        ("394,412", "394,499"),  # a third of the digits
        ("3.6 million", "36,000"),
        ("0.36 billion", "350 million"),  # by their values alone
        ("10 miles", "11 miles"),  # by what is written alone
        ("5", "6"),
        ("Monday", "Thursday"),
        ("9:30 am", "4:45 pm"),
    ],
)
def test_what_a_slip_may_have_made_is_alike(one: str, other: str) -> None:
    assert is_alike(*facts(f"{one}; {other}"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3,944", "1,827"),
        ("12", "34"),
        ("394,412", "394,799"),
        ("394,412", "3,944"),  # two digits dropped
        ("3,944", "394,412"),
        ("3,944", "945"),  # dropped, and another one changed
        ("16 November", "345"),
    ],
)
def test_what_no_single_slip_makes_is_not_alike(one: str, other: str) -> None:
    assert not is_alike(*facts(f"{one}; {other}"))


@pytest.mark.parametrize(
    ("one", "other"), [("3,944", "3,945"), ("3,944", "3,494"), ("3,944", "9,344"), ("3,944", "39,440")]
)
def test_long_figures_that_are_one_digit_apart_are_a_slip(one: str, other: str) -> None:
    assert is_slip(*facts(f"{one}; {other}"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("394", "395"),  # short figures are near by chance
        ("3,944", "394"),
        ("3,944", "3,944"),
        ("3,944", "3,955"),
        ("3,944", "39,445"),
        ("1,234", "2,341"),
        ("1,234", "4,321"),
    ],
)
def test_other_figures_are_not_a_slip(one: str, other: str) -> None:
    assert not is_slip(*facts(f"{one}; {other}"))


def test_the_most_alike_are_paired_in_the_order_of_the_translation() -> None:
    assert paired("3,944 guests, 71.8% of all.", "71,3 % von allen, 3.494 Gäste.") == (
        [("71.8%", "71,3 %"), ("3,944", "3.494")],
        [],
        [],
    )


def test_the_same_digits_count_more_than_digits_that_are_alike() -> None:
    assert paired("50% and 51 km.", "51 %; 50 km.") == ([("50%", "51 %"), ("51 km", "50 km")], [], [])
    assert paired("50% of it.", "50 km, 57 kg.") == ([("50%", "50 km")], [], ["57 kg"])
    assert paired("3,944 guests.", "3.945; 3.944") == ([("3,944", "3.944")], [], ["3.945"])
    assert paired("3,944 guests.", "1.827; 3.494") == ([("3,944", "3.494")], [], ["1.827"])


def test_the_same_kind_counts_more_than_the_same_digits() -> None:
    assert paired("50 kg of it.", "50 %; 73 kg") == ([("50 kg", "73 kg")], [], ["50 %"])


def test_what_stands_in_the_same_place_is_paired_if_nothing_else_tells() -> None:
    assert paired("It was 11, then 22.", "Es war 77, dann 88.") == ([("11", "77"), ("22", "88")], [], [])
    assert paired("11; 22; 33; 44", "77; 98") == ([("11", "77"), ("33", "98")], ["22", "44"], [])


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("12%", "13 km"),  # long enough to be a slip
        ("5%", "5 km"),  # the same digits
        ("2021", "2.201"),  # a year and a number
        ("2021", "3.456"),
        ("16 May 2025", "2024-06-03"),
        ("3,944%", "3.494 km"),
    ],
)
def test_what_may_be_meant_to_be_the_same_is_paired(english: str, german: str) -> None:
    assert paired(english, german) == ([(english, german)], [], [])


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("5%", "6 km"),  # too short to tell
        ("5%", "56 km"),
        ("2025-05-16", "20.250.516"),
        ("12%", "34 km"),
        ("16 May 2025", "16.052"),  # a date is none but a date
        ("Monday", "3"),
    ],
)
def test_what_is_like_nothing_stays_alone(english: str, german: str) -> None:
    assert paired(english, german) == ([], [english], [german])


@pytest.mark.parametrize(("count", "pairs"), [(60, 60), (61, 0)])
def test_no_more_than_sixty_figures_a_block_are_paired(count: int, pairs: int) -> None:
    couples, left, others = pair_up(facts("It is 10.") * count, facts("Es sind 20.", "de") * count)
    assert (len(couples), len(left), len(others)) == (pairs, count - pairs, count - pairs)
