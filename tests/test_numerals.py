"""Numbers in words and characters, whatever their length, against those who spell them."""

from __future__ import annotations

import re

import cn2an
from hypothesis import assume, given
from hypothesis import strategies as st
from num2words import num2words

from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.reader import read_text

LOCALES = {"de": "de_DE", "en": "en_US", "zh": "zh_Hans_CN"}


def values(text: str, lang: str) -> str:
    return "; ".join(fact.value for fact in read_text(text, notation_of(LOCALES[lang])))


# ---- laws ------------------------------------------------------------------------------------------------------------

MOST = 10**13
counts = (
    st.integers(2, 9_999)
    | st.integers(2, MOST)
    | st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(1, 999), st.integers(1, 10))
)


def german(number: int, kind: str = "cardinal") -> str:
    """As German writes it: a Million is a noun."""
    return re.sub(r"\b[mb]illi", lambda match: match[0].title(), str(num2words(number, lang="de", to=kind)))


def german_ordinal(number: int) -> str:
    """The same; a Million is none in an ordinal that ends in it: der zweimillionste."""
    written = german(number, "ordinal")
    if number % 10**6:
        return written
    glued = re.sub(r"(en|e)?ste\Z", "ste", written)
    return re.sub(r" ?(?:eine )?(\w*) ?([MB]illi\w+)\Z", lambda match: f" {match[1]}{match[2].lower()}", glued).strip()


def english(number: int, kind: str = "cardinal") -> str:
    return str(num2words(number, lang="en", to=kind)).replace(",", "")


def american(number: int) -> str:
    return english(number).replace(" and ", " ").replace("-", " ")


@given(counts)
def test_a_german_cardinal_is_read_back(number: int) -> None:
    assert values(f"({german(number)})", "de") == str(number)


@given(counts)
def test_a_german_cardinal_that_says_one_and_and_is_the_same(number: int) -> None:
    written = re.sub(r"(?<![a-zß])(?=hundert|tausend)|(?<=tausend)(?=hundert)", "ein", german(number))
    assert values(written, "de") == str(number)
    assert values(re.sub("(?<=hundert)(?=[a-zäöü]+\\Z)(?!tausend)", "und", written), "de") == str(number)


@given(counts, st.sampled_from(["e", "en", "er", "es", "em"]))
def test_a_german_ordinal_is_read_back(number: int, ending: str) -> None:
    written = german_ordinal(number).removesuffix("e") + ending
    assert values(f"({written})", "de") == f"{number}."
    assert values(written[0].upper() + written[1:], "de") == f"{number}."


@given(counts)
def test_an_english_cardinal_is_read_back(number: int) -> None:
    assert values(f"({english(number)})", "en") == values(american(number), "en") == str(number)


@given(counts)
def test_an_english_ordinal_is_read_back(number: int) -> None:
    assert values(f"(the {english(number, 'ordinal')})", "en") == f"{number}."


@given(counts)
def test_a_chinese_number_is_read_back(number: int) -> None:
    written = cn2an.an2cn(number, "low")
    assert values(f"共{written}名", "zh") == str(number)
    assert values(f"第{written}届", "zh") == f"{number}."
    assert values(f"共{written.replace('万', '萬').replace('亿', '億')}名", "zh") == str(number)


@given(st.integers(10, MOST))
def test_a_chinese_number_as_banks_write_it_is_read_back(number: int) -> None:
    written = cn2an.an2cn(number, "up")
    assume(not re.fullmatch(".[万亿]", written))  # 陆万: one alone may be a word
    assert values(f"共{written}名", "zh") == str(number)
