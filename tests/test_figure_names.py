"""Figures inside of names: compared with that name alone, and nothing is missing where a language does without."""

from __future__ import annotations

import pytest
from comparing import facts, tell


@pytest.mark.parametrize(
    ("lang", "text", "other_lang", "other"),
    [
        ("en", "COVID-19 closed the fair.", "zh", "新冠疫情使展会停办。"),
        ("zh", "新冠疫苗分2批运达。", "en", "The COVID-19 vaccines came in two lots."),
        ("en", "After 9/11 the fair was put off.", "de", "Nach dem 11. September wurde die Messe verschoben."),
        ("en", "After 9/11 the fair was put off.", "zh", "911事件之后，展会推迟。"),
        ("zh", "“9·11”之后，展会推迟。", "de", "Nach dem 11. September wurde die Messe verschoben."),
        ("en", "The 737 MAX was shown.", "zh", "展出了737MAX。"),
        ("zh", "展出了737MAX。", "de", "Gezeigt wurde die 737-MAX."),
        ("en", "The SS19 collection was shown.", "zh", "展出了2019春夏系列。"),
        ("en", "The booth is on 125th Street.", "zh", "展位在第一二五街。"),
        ("en", "They reached the round of 16.", "de", "Sie kamen ins Achtelfinale."),
        ("zh", "他们进入16强。", "de", "Sie kamen ins Achtelfinale."),
        ("en", "The G20 met at the fair.", "zh", "二十国集团在展会上会晤。"),
        ("en", "5G was the topic.", "zh", "主题是第五代移动通信。"),
        ("en", "The F-16 was shown.", "zh", "展出了“战隼”战斗机。"),
        ("en", "The Formula 1 team came.", "zh", "一级方程式车队来了。"),
        ("en", "They use Windows 11.", "de", "Sie verwenden das neueste Windows."),
        ("en", "The file is in UTF_8.", "zh", "文件采用国际通用编码。"),
        ("en", "Flight MH370 was the topic.", "zh", "主题是马航失联航班。"),
        ("zh", "“十五五”规划开局。", "en", "The 15th Five-Year Plan begins."),
    ],
)
def test_a_name_that_does_without_its_figure_is_no_finding(lang: str, text: str, other_lang: str, other: str) -> None:
    assert tell(lang, text, other_lang, other) == []


@pytest.mark.parametrize(
    ("text", "german", "severity"),
    [
        ("The F-16 was shown.", "Gezeigt wurde die F-15.", "error"),
        ("The A380 was shown.", "Gezeigt wurde der A 350.", "warning"),
        ("The Formula 1 team came.", "Das Formel-2-Team kam.", "warning"),
        ("They use Windows 11.", "Sie verwenden Windows 10.", "error"),
        ("COVID-19 closed the fair.", "COVID-18 schloss die Messe.", "error"),
        ("After 9/11 it was put off.", "Nach dem 12. September wurde es verschoben.", "error"),
    ],
)
def test_a_name_with_another_figure_is_told(text: str, german: str, severity: str) -> None:
    assert [one.split(":")[0] for one in tell("en", text, "de", german)] == [severity]


def test_a_name_without_its_figure_has_it_all_the_same() -> None:
    told = tell("zh", "新冠疫情使展会停办。", "en", "COVID-18 closed the fair.")
    assert told == ["warning: expected 新冠, found 18"]


def test_the_figure_of_a_name_is_not_compared_with_another_one() -> None:
    assert tell("zh", "新增1例新冠肺炎病例。", "en", "There is a new case of COVID-19.") == []
    assert tell("en", "There are 17 cases of COVID-19.", "zh", "新冠肺炎病例有17例。") == []
    assert tell("en", "It takes Java 1.8.", "zh", "改用 utf_8 代替 utf-8。") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the COVID-19 pandemic", "COVID-"),
        ("the A380 is here", "A"),
        ("with Windows 11 on it", "Windows "),
        ("on 125th Street here", " Street"),
        ("Only 300 came.", ""),  # a sentence begins with a capital, too
        ("It came. Only 300 saw it.", ""),
        ("on July 300 of it", ""),
        ("there were 300 of it", ""),
    ],
)
def test_a_figure_knows_the_name_that_it_is_part_of(text: str, name: str) -> None:
    assert [fact.name for fact in facts(text, "en").facts if fact.strength > 1 or fact.name] == [name]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "Since 9/11 it is so.", "?-09-11"),
        ("de", "Seit 9/11 ist es so.", "?-09-11"),
        ("zh", "911事件之后", "?-09-11"),
        ("zh", "“9·11”之后", "?-09-11"),
        ("zh", "新冠疫情", "19"),
        ("de", "im Achtelfinale", "16"),
    ],
)
def test_what_names_say_is_read(lang: str, text: str, value: str) -> None:
    assert [fact.value for fact in facts(text, lang).facts] == [value]


@pytest.mark.parametrize(("lang", "text"), [("en", "on 9/11/2025"), ("en", "page 19/11"), ("de", "am 9/11/2025")])
def test_a_name_within_another_figure_is_none(lang: str, text: str) -> None:
    assert "?-09-11" not in [fact.value for fact in facts(text, lang).facts]
