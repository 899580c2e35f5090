"""Words that say a number, and which others could stand in their place, by language: what slips in words are made of.

In each group every word may stand for any other without a change to the words around it. Nothing here is taken from the
tables by which the checks read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Group(NamedTuple):
    """Words that exchange with each other, and patterns of what stands before and behind them."""

    kind: str
    words: tuple[str, ...]
    before: str = ""
    after: str = ""


_MONTHS = {
    "de": "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
}
_NOT_OF_A_YEAR = {
    "de": r"(?!\w)(?!,? (?:und|oder|bis) \w+ Quartal| Quartal| Halbjahr| Jahreshälfte| [A-ZÄÖÜ]\w+ des Jahres)",
    "en": r"(?!\w)(?! quarter| half| months)",
    "zh": "(?!季度)",
}
_COUNTERS = "(?=[个名位家场次天周年月项座条间支人艘辆件所届倍成])"

GROUPS: dict[str, tuple[Group, ...]] = {
    "de": tuple(
        Group(kind, tuple(words.split("|")), before, after)
        for kind, words, before, after in (
            ("count", "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|fünfzig", "", ""),
            ("count", "Zwei|Drei|Vier|Fünf|Sechs|Sieben|Acht|Neun|Zehn|Elf|Zwölf|Zwanzig|Fünfzig", "", ""),
            ("ordinal", "erste|zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte", "", "order"),
            ("ordinal", "ersten|zweiten|dritten|vierten|fünften|sechsten|siebten|achten|neunten|zehnten", "", "order"),
            ("factor", "verdoppelt|verdreifacht|vervierfacht|halbiert", "", ""),
            ("factor", "verdoppelte|verdreifachte|vervierfachte|halbierte", "", ""),
            ("factor", "Doppelte|Dreifache|Vierfache|Fünffache", "", ""),
            ("factor", "doppelt|dreimal|viermal|fünfmal", "", " so "),
            ("half", "die Hälfte|ein Drittel|ein Viertel|ein Fünftel", "", ""),
            ("half", "Die Hälfte|Ein Drittel|Ein Viertel|Ein Fünftel", "", ""),
            ("half", "anderthalb|zweieinhalb|dreieinhalb|viereinhalb|eineinhalb", "", ""),
            ("half", "eine halbe|eine viertel|eine dreiviertel", "", " (?:Million|Milliarde|Stunde)"),
            ("quarter", "ersten|zweiten|dritten|vierten", "", " Quartal"),
            ("quarter", "erste|zweite|dritte|vierte", "", " Quartal"),
            ("half-year", "ersten|zweiten", "", " (?:Halbjahr|Jahreshälfte)"),
            ("half-year", "erste|zweite", "", " (?:Halbjahr|Jahreshälfte)"),
            ("part of a month", "Anfang|Mitte|Ende", "", f" (?:{_MONTHS['de']})"),
            ("part of a month", "anfang|mitte|ende", "", f" (?:{_MONTHS['de']})"),
            ("dozen", "ein Dutzend|zwei Dutzend|drei Dutzend|fünf Dutzend", "", ""),
            ("weekday", "Montagabend|Dienstagabend|Mittwochabend|Donnerstagabend|Freitagabend|Samstagabend", "", ""),
            ("sign", "plus|minus", "", r" (?=[0-9])"),
        )
    ),
    "en": tuple(
        Group(kind, tuple(words.split("|")), before, after)
        for kind, words, before, after in (
            ("count", "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty", "", "count"),
            ("count", "Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty|Fifty", "", "count"),
            (
                "ordinal",
                "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth",
                "(?:the|its|a|their) ",
                "order",
            ),
            ("factor", "doubled|tripled|quadrupled|halved", "", ""),
            ("factor", "double|triple|quadruple|half", "", " (?:the|its|their|that) "),
            ("factor", "twice|three times|four times|five times", "", " (?:as|the) "),
            ("half", "half|a third|a quarter|a fifth", "(?<!first )(?<!second )", " of "),
            ("half", "Half|A third|A quarter|A fifth", "", " of "),
            ("half", "one and a half|two and a half|three and a half|four and a half", "", ""),
            ("half", "half a|a quarter of a", "", " (?:million|billion)"),
            ("half", "half an|a quarter of an|three quarters of an", "", " hour"),
            ("quarter", "first|second|third|fourth", "", " quarter"),
            ("half-year", "first|second", "", " half(?: of|-year)"),
            ("part of a month", "early|mid|late", "", f"[ -](?:{_MONTHS['en']})"),
            ("dozen", "a dozen|two dozen|three dozen|five dozen", "", ""),
            ("sign", "plus|minus", "", r" (?=[0-9])"),
        )
    ),
    "zh": tuple(
        Group(kind, tuple(words.split("|")), before, after)
        for kind, words, before, after in (
            ("count", "两|三|四|五|六|七|八|九|十|十二|二十", "(?<![第一二三四五六七八九十百千万亿之点零])", _COUNTERS),
            ("ordinal", "一|二|三|四|五|六|七|八|九|十", "(?<=第)", "(?!季度|方)(?![一二三四五六七八九十百])"),
            ("factor", "翻一番|翻两番", "", ""),
            ("factor", "两倍|三倍|四倍|五倍|一倍", "(?<![十百点])", ""),
            ("half", "一半|三分之一|四分之一|五分之一", "", ""),
            ("half", "一|两|三|四", "(?<![十第])", "(?=[年个]半)"),
            ("half", "半|三|两", "(?<![个年])", "(?=[个]?小时)"),
            ("quarter", "第一|第二|第三|第四", "", "(?=季度)"),
            ("quarter", "一|二|三|四", "(?<!第)", "(?=季度)"),
            ("half-year", "上半年|下半年", "", ""),
            ("part of a month", "上旬|中旬|下旬", "", ""),
            ("part of a month", "月初|月中|月底", "", ""),
            ("dozen", "十几|二十几|三十几|五十几", "", ""),
            ("weekday", "周一|周二|周三|周四|周五|周六|周日", "", ""),
            ("sign", "零上|零下", "", ""),
        )
    ),
}

_AFTER = {
    "order": _NOT_OF_A_YEAR,
    "count": {"en": r"(?!\w)(?! and a half| times|-| dozen| o’clock)"},
}


KINDS_OF_WORDS = frozenset(group.kind for groups in GROUPS.values() for group in groups) - {"sign", "weekday"}
"""What is told of as likely at most, since translators reword; the others have figures or names in every language."""


def find_words(prose: str, lang: str) -> Iterator[tuple[str, int, int, tuple[str, ...]]]:
    """Kind and place of each such word in a text, with the others that could stand there."""
    for kind, words, before, after in GROUPS[lang]:
        either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        behind = _AFTER[after][lang] if after in _AFTER else after
        if lang == "zh":
            pattern = f"{before}({either}){behind}"
        else:
            pattern = (
                rf"(?<![\w-]){before}({either})(?![\w-]*\w){behind}"
                if before
                else rf"(?<![\w-])({either})(?!\w){behind}"
            )
        for match in re.finditer(pattern, prose):
            yield kind, *match.span(1), words
