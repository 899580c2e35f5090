"""Variants of a language are rows over its table: what is read in Austria, Switzerland, Britain, India, Taiwan."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to

from microsite.checks.facts.consistency import check_consistency
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.reader import read_facts, read_text
from microsite.checks.prose.passages import read_passages
from microsite.checks.prose.traditional import simplified
from microsite.i18n.tables import find_table, has_table


@pytest.mark.parametrize(
    "row",
    """
de_AT | am 3. Jänner 2025 | 2025-01-03
de_AT | im Feber 2025 | 2025-02-?
de_AT | € 1.234,50 | 1234.5 EUR
de_AT | 1 234,50 Euro | 1234.5 EUR
de_CH | CHF 1’234.50 | 1234.5 CHF
de_CH | CHF 5.– | 5 CHF
de_CH | 1'234 Personen | 1234
de_CH | 3,5 Prozent | 3.5%
de_CH | 3.5 Prozent | 3.5%
de_CH | um 3,5 höher | 3.5
de_LI | 1’234.50 Franken | 1234.5 CHF
en_GB | on 16/05/2025 | 2025-05-16
en_US | on 05/16/2025 | 2025-05-16
en_GB | £1.2M | 1200000 GBP
en_IN | ₹12,34,567 | 1234567 INR
zh_Hant | 一萬五千人 | 15000
zh_Hant | 120萬人 | 1200000
zh_Hant | 三兆元 | 3000000000000 TWD
zh_Hant | 1.5兆元 | 1500000000000 TWD
zh_Hant | 三億元 | 300000000 TWD
zh_Hant | 三十億新臺幣 | 3000000000 TWD
zh_Hant | 五個百分點 | 5pp
zh_Hant | 2025年11月16號 | 2025-11-16
zh_Hant | 下午三點 | 15:00
zh_Hant | 3週 | 1814400 s
zh_Hant | 5 毫安培 | 0.005 A
zh_Hant | 3200平方公尺 | 3200 m2
zh_Hant | 25坪 | 10000/121 m2
zh_Hant | 10公克 | 10 g
zh_Hant_HK | 500平方呎 | 46.45152 m2
zh_Hant | 禮拜三 | day 3
zh_Hant | 五千塊錢 | 5000 TWD
zh_Hant | 第三屆 | 3.
zh_TW | 300元 | 300 TWD
zh_TW | 300元人民幣 | 300 CNY
zh_Hant_HK | 300元 | 300 HKD
zh_HK | HK$300 | 300 HKD
zh_Hans_CN | 300元 | 300 CNY
pt_BR | R$ 1.234,50 | 1234.5 BRL
pt_BR | 16 de novembro de 2025 | 2025-11-16
""".strip().split("\n"),
)
def test_a_variant_says_what_it_states(row: str) -> None:
    locale, text, expected = (part.strip() for part in row.split(" | "))
    assert "; ".join(fact.value for fact in read_text(text, notation_of(locale))) == expected


@settings(max_examples=up_to(1000, 50), deadline=None)
@given(
    st.text(
        st.sampled_from("零一二三五十百千萬億個點號週禮拜年月日第屆分之幾兩半上午下午至約5 3.2，。"),
        max_size=12,
    )
)
def test_traditional_chinese_is_read_as_simplified_is(text: str) -> None:
    """But for sums, since 元 is another currency."""
    found = [
        [fact[:3] for fact in read_text(written, notation_of(locale)) if fact.kind != "money"]
        for written, locale in ((text, "zh_Hant"), (text.translate(simplified()), "zh_Hans_CN"))
    ]
    assert found[0] == found[1]


def test_switzerland_has_both_decimal_signs() -> None:
    for text in ("Es waren 3,5 Prozent.", "Es kostet 3.50 Franken."):
        passages = read_passages(text)
        assert check_consistency(read_facts(passages, notation_of("de_CH")), notation_of("de_CH")) == []
    [finding] = check_consistency(read_facts(passages, notation_of("de_DE")), notation_of("de_DE"))
    assert finding.hint == "write 3,50"


def test_a_variant_is_laid_over_the_table_of_its_language() -> None:
    german, swiss = find_table("de", "figures"), find_table("de-CH", "figures")
    assert swiss["cardinals"] == german["cardinals"]
    assert swiss["currencies"]["EUR"] == german["currencies"]["EUR"]
    assert swiss["currencies"]["CHF"] != german["currencies"]["CHF"]
    assert find_table("de-DE", "figures") == german
    assert find_table("zh-HK", "figures")["currencies"]["HKD"].startswith("元")
    assert find_table("fr-CH", "figures") == {}


@pytest.mark.parametrize(
    "identifier", ["de", "de_CH", "zh_Hans_CN", "zh-TW", "zh_Hant", "en-GB", "ar", "fr_CH", "../de"]
)
@pytest.mark.parametrize("name", ["letters", "prose", "figures"])
def test_a_table_is_known_to_exist_without_being_read(identifier: str, name: str) -> None:
    assert has_table(identifier, name) == bool(find_table(identifier, name))
