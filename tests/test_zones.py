"""Times of two zones, measures of two units, and words of one size: what is the same, and what is told."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from comparing import facts, tell
from hypothesis import given
from hypothesis import strategies as st

from microsite.checks.facts.consistency import check_consistency
from microsite.checks.facts.notation import notation_of
from microsite.checks.facts.reader import read_text

SAME = """
zh 北京时间11月15日20时开播。 | de Die Sendung beginnt am 15. November um 13 Uhr (MEZ).
zh 北京时间晚上8点开播。 | en It starts at 8 p.m. Beijing time.
zh 当地时间上午10时到达。 | en They arrive at 10 a.m. local time.
zh 当地时间上午10时到达。 | de Sie kommen um 16 Uhr MEZ an.
en The call is at 0200GMT. | de Das Gespräch ist um 3 Uhr MEZ.
en Open 9–11 a.m. CET. | zh 北京时间16时至18时开放。
en It ends at 7:30 p.m. EST. | de Es endet um 1.30 Uhr deutscher Zeit.
en It ends at 7:30 p.m. EST. | zh 美国东部时间19时30分结束。
en He is 5 ft 11 in tall. | de Er ist 1,80 m groß.
en She is 5′11″. | zh 她身高1.80米。
de Er ist 1,88 m groß. | en He is 6ft 2in tall.
en The baby weighed 7 pounds 3 ounces. | de Das Baby wog 3,26 Kilogramm.
zh 他身高6英尺2英寸。 | en He is 6 feet 2 inches tall.
en A 12 fl oz bottle. | de Eine Flasche mit 355 ml.
en Rates rose by 25 basis points. | zh 利率上升0.25个百分点。
en Rates rose by 50 bps. | de Die Zinsen stiegen um 0,5 Prozentpunkte.
zh 利率下调25个基点。 | de Die Zinsen sinken um 25 Basispunkte.
zh 近1/5的人同意。 | en Nearly 20 per cent agreed.
zh 这里打七五折。 | de Hier gibt es 25 % Rabatt.
zh 两成半受访者同意。 | de 25 Prozent der Befragten stimmten zu.
en In nineteen ninety-nine it closed. | zh 1999年关闭。
en It opens in twenty twenty-five. | de Es öffnet 2025.
zh 2027年第二季度交付。 | en Delivery is in 2Q27.
en A billion-euro project starts. | de Ein Milliardenprojekt beginnt.
en Dozens of people came. | zh 几十人前来。
en Hundreds of thousands came. | de Hunderttausende kamen.
zh 成千上万的人到场。 | en Tens of thousands came.
zh 成千上万的人到场。 | en Thousands came.
zh PM2.5浓度下降。 | de Die Belastung mit PM2,5 sinkt.
zh 算力达每秒10亿亿次。 | en It makes one hundred quadrillion operations a second.
de Der Eintritt kostet 50 Cent. | en Admission is 50c.
"""


def sides(row: str) -> tuple[str, str, str, str]:
    one, other = row.split(" | ")
    return one[:2], one[3:], other[:2], other[3:]


@pytest.mark.parametrize("row", SAME.strip().split("\n"))
def test_what_is_the_same_is_not_told_either_way(row: str) -> None:
    lang, text, other_lang, other = sides(row)
    assert tell(lang, text, other_lang, other) == []
    assert tell(other_lang, other, lang, text) == []


OTHER = """
zh 北京时间20时开播。 | de Die Sendung beginnt um 15 Uhr MEZ.
en Open at 9 a.m. CET. | zh 9时30分开放。
en Open at 9 a.m. CET. | de Geöffnet ab 10 Uhr MEZ.
en He is 5 ft 11 in tall. | de Er ist 1,60 m groß.
en Rates rose by 25 basis points. | zh 利率上升2.5个百分点。
en In nineteen ninety-nine it closed. | zh 1989年关闭。
zh 打八折。 | de Es gibt 30 % Rabatt.
en Dozens of people came. | zh 数百人前来。
zh 数千人到场。 | de Hunderte Menschen kamen.
zh 数亿欧元 | en billions of euros
de Das Treffen fand zum zweiten Mal statt. | en The meeting took place for the third time.
zh 他三次夺冠。 | en He won the title twice.
de Das Team landete auf Platz drei. | en The team finished in second place.
zh 四号航站楼关闭。 | en Terminal 3 is closed.
zh 数以万计的人到场。 | de Hunderte kamen.
zh 本月上旬开工。 | de Baubeginn ist Ende des Monats.
"""


@pytest.mark.parametrize("row", OTHER.strip().split("\n"))
def test_what_is_not_the_same_is_told_either_way(row: str) -> None:
    lang, text, other_lang, other = sides(row)
    assert tell(lang, text, other_lang, other) != []
    assert tell(other_lang, other, lang, text) != []


def test_only_one_of_two_times_with_a_zone_is_a_warning() -> None:
    """Nobody knows whether the other one is of that zone, too."""
    assert tell("zh", "北京时间20时", "de", "um 13 Uhr") == ["warning: expected 20:00 Uhr (zh: 20时), found 13 Uhr"]
    assert tell("zh", "20时", "de", "um 13 Uhr") == ["error: expected 20:00 Uhr (zh: 20时), found 13 Uhr"]


START = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
WRITTEN = (
    ("Asia/Shanghai", "zh", "北京时间{:%H:%M}"),
    ("Europe/Berlin", "de", "{:%H:%M} Uhr deutscher Zeit"),
    ("America/New_York", "en", "{:%H:%M} Eastern Time"),
    ("Europe/London", "en", "{:%H:%M} UK time"),
    ("UTC", "de", "{:%H:%M} Uhr UTC"),
)


@given(
    st.integers(0, 5 * 10**6).map(lambda minutes: START + datetime.timedelta(minutes=minutes)),
    st.sampled_from(WRITTEN),
    st.sampled_from(WRITTEN),
)
def test_one_moment_is_the_same_in_every_zone(
    moment: datetime.datetime, one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    (lang, text), (other_lang, translation) = (
        (lang, form.format(moment.astimezone(ZoneInfo(zone)))) for zone, lang, form in (one, other)
    )
    assert tell(lang, text, other_lang, translation) == []


def test_a_day_of_the_week_at_the_end_of_a_range_is_not_that_of_its_first_date() -> None:
    english = "From Thursday, 22 January 2026, to Sunday, 92,400 people came."
    found = check_consistency(facts(english, "en"), notation_of("en_US"))
    assert found == []
    [wrong] = check_consistency(facts("On 22 January 2026 (Sunday) they came.", "en"), notation_of("en_US"))
    assert wrong.message == "22 January 2026 is a Thursday, not a Sunday"


def test_a_sum_in_another_currency_may_be_converted() -> None:
    [told] = tell("en", "It won $13,000.", "de", "Es gewann 9.500 €.")
    assert told.startswith("warning: expected 13.000")
    [told] = tell("en", "It won $13,000.", "de", "Es gewann 13.000 €.")
    assert told.startswith("error: expected 13.000")


def test_ages_by_their_decade_are_any_of_ten() -> None:
    [late] = read_text("eine Frau Ende 50", notation_of("de_DE"))
    assert (late.value, "696 month" in late.maybe) == ("600 month", True)  # 58 years
    assert tell("de", "Sie ist Ende 50.", "zh", "她58岁。") == []


@pytest.mark.parametrize(
    "text", ["twenty thirty-minute films", "fifteen sixteen-year-olds", "twenty twenty-euro notes"]
)
def test_two_numbers_side_by_side_are_no_year(text: str) -> None:
    assert "year" not in {fact.kind for fact in read_text(text, notation_of("en_US"))}
