"""Figures that have been exchanged, so that none of them is missing."""

from __future__ import annotations

import pytest
from comparing import table, tell
from hypothesis import given
from hypothesis import strategies as st

YEARS = st.lists(st.integers(1990, 2040), min_size=2, max_size=5, unique=True)


@pytest.mark.parametrize(
    ("text", "lang", "translation"),
    [
        ("In 2021 it was 31 percent, in 2022 44 percent.", "de", "2021 waren es 44 Prozent, 2022 31 Prozent."),
        ("In 2021 it was 31 percent, in 2022 44 percent.", "zh", "2021年为44%，2022年为31%。"),
        ("It was 31 percent in 2021. In 2022 it was 44 percent.", "de", "2021 waren es 44 %, 2022 waren es 31 %."),
    ],
)
def test_shares_of_two_years_that_were_exchanged_are_errors(text: str, lang: str, translation: str) -> None:
    told = tell("en", text, lang, translation)
    assert [one.split(",")[0].split(" (")[0] for one in told] in (
        ["error: expected 31%", "error: expected 44%"],
        ["error: expected 31\u00a0%", "error: expected 44\u00a0%"],
    )


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("In 2021 it was 31 percent, in 2022 44 percent.", "Es waren 31 Prozent 2021 und 44 Prozent 2022."),
        ("It rose from 31 percent in 2021 to 44 percent in 2022.", "Von 2021 bis 2022 stieg es von 31 auf 44 Prozent."),
        ("In 2022 it was 44 percent, up from 31 percent in 2021.", "2022 waren es 44 Prozent, 2021 31 Prozent."),
        ("In 2021 it was 31 percent, in 2022 44 percent.", "2022 waren es 44 Prozent, 2021 waren es 31 Prozent."),
        ("It rose to 44 percent from 31 percent.", "Es stieg von 31 Prozent auf 44 Prozent."),
        (
            "The plan grows to €43m ($50m) from €36m ($42m).",
            "Der Plan wächst von 36 Mio. € (42 Mio. $) auf 43 Mio. € (50 Mio. $).",
        ),
    ],
)
def test_the_order_of_words_is_no_exchange(text: str, german: str) -> None:
    assert tell("en", text, "de", german) == []


@pytest.mark.parametrize(
    ("text", "lang", "translation"),
    [
        ("It was 31 percent in the north, 44 percent in the south.", "de", "Im Norden waren es 44 %, im Süden 31 %."),
        ("Plant A made 120 tonnes, plant B 150 tonnes.", "zh", "甲厂产量为150吨，乙厂为120吨。"),
        ("It rose from 31 percent to 44 percent.", "de", "Es stieg von 44 Prozent auf 31 Prozent."),
        ("It rose to 44 percent from 31 percent.", "zh", "由44%升至31%。"),
    ],
)
def test_two_figures_of_a_sentence_that_changed_places_are_warned_of(text: str, lang: str, translation: str) -> None:
    """Where nothing tells the one from the other, a sentence that is turned round is warned of, too; it is rare."""
    assert [one.partition(":")[0] for one in tell("en", text, lang, translation)] == ["warning", "warning"]


@given(YEARS, st.data())
def test_two_shares_of_a_list_of_years_that_were_exchanged_are_told(years: list[int], data: st.DataObject) -> None:
    shares = data.draw(st.lists(st.integers(2, 99), min_size=len(years), max_size=len(years), unique=True))
    one, two = data.draw(st.lists(st.integers(0, len(years) - 1), min_size=2, max_size=2, unique=True))
    exchanged = list(shares)
    exchanged[one], exchanged[two] = shares[two], shares[one]
    english = ", ".join(f"in {year} {share} percent" for year, share in zip(years, shares, strict=True))
    same = "，".join(f"{year}年为{share}%" for year, share in zip(years, shares, strict=True))
    other = "，".join(f"{year}年为{share}%" for year, share in zip(years, exchanged, strict=True))
    assert tell("en", f"It was {english}.", "zh", f"{same}。") == []
    assert len(tell("en", f"It was {english}.", "zh", f"{other}。")) == 2


HEAD = ("Year", "Guests", "Talks")
BODY = (("2023", "3,140", "71"), ("2024", "4,260", "82"), ("2025", "5,380", "93"))


def test_cells_of_a_row_that_were_exchanged_are_errors() -> None:
    rows = [HEAD, ("North", "12", "31"), *BODY]
    changed = [HEAD, ("Nord", "31", "12"), *(tuple(cell.replace(",", ".") for cell in row) for row in BODY)]
    assert tell("en", table(*rows), "de", table(*changed)) == [
        "error: expected 12, found 31",
        "error: expected 31, found 12",
    ]


def test_cells_of_two_rows_that_were_exchanged_are_errors() -> None:
    german = [HEAD, ("2023", "4.260", "71"), ("2024", "3.140", "82"), ("2025", "5.380", "93")]
    assert tell("en", table(HEAD, *BODY), "de", table(*german)) == [
        "error: expected 3.140 (en: 3,140), found 4.260",
        "error: expected 4.260 (en: 4,260), found 3.140",
    ]


def test_of_rows_without_another_figure_an_exchange_is_a_warning() -> None:
    english = [("Place", "Share"), ("North", "12%"), ("South", "31%"), ("East", "44%"), ("West", "13%")]
    german = [("Ort", "Anteil"), ("Nord", "31 %"), ("Süd", "12 %"), ("Ost", "44 %"), ("West", "13 %")]
    assert [one.split(":")[0] for one in tell("en", table(*english), "de", table(*german))] == ["warning"] * 2


@pytest.mark.parametrize(
    "german",
    [
        [("Year", "Talks", "Guests"), *((year, talks, guests) for year, guests, talks in BODY)],
        [HEAD, *BODY[::-1]],
        [HEAD, BODY[1], BODY[0], BODY[2]],
    ],
)
def test_a_column_or_a_row_that_was_moved_is_no_exchange(german: list[tuple[str, ...]]) -> None:
    written = [tuple(cell.replace(",", ".") for cell in row) for row in german]
    assert tell("en", table(HEAD, *BODY), "de", table(*written)) == []


@given(st.lists(st.tuples(*[st.integers(100, 9999)] * 2), min_size=4, max_size=8, unique=True), st.data())
def test_any_two_figures_of_a_table_that_were_exchanged_are_told(
    rows: list[tuple[int, int]], data: st.DataObject
) -> None:
    figures = [number for row in rows for number in row]
    one, two = data.draw(st.lists(st.integers(0, len(figures) - 1), min_size=2, max_size=2, unique=True))
    changed = list(figures)
    changed[one], changed[two] = figures[two], figures[one]
    years = [str(2010 + number) for number in range(len(rows))]
    if figures[one] == figures[two]:
        return

    def written(numbers: list[int]) -> str:
        cells = [tuple(map(str, pair)) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
        return table(HEAD, *((year, *pair) for year, pair in zip(years, cells, strict=True)))

    assert tell("en", written(figures), "de", written(figures)) == []
    assert len(tell("en", written(figures), "de", written(changed))) >= 2
