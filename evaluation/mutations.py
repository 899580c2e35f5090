"""Seeded slips: one figure of a text changed, by rules that know nothing of how the checks read figures."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from microsite.checks.prose.passages import blank_what_is_no_prose

_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "zh": "",
}
_DAYS = {
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "zh": "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
}
_NUMBER_WORDS = {
    "de": "drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig fünfzig",
    "en": "three four five six seven eight nine ten eleven twelve twenty fifty",
    "zh": "三个 四个 五个 六个 七个 八个 九个 十个",
}
_SCALES = {
    "de": "Tausend Millionen Milliarden Billionen",
    "en": "thousand million billion trillion",
    "zh": "万 亿",
}
_SHORT_SCALES = {"de": "Mio. Mrd. Bio.", "en": "mn bn", "zh": ""}
_SYMBOLS = "km m kg MB GB % € $"
_UNITS = {
    "de": f"Sekunden Minuten Stunden Tage Tagen Wochen Monate Monaten Jahre Jahren Euro Dollar Yen Bit Byte {_SYMBOLS}",
    "en": f"seconds minutes hours days weeks months years euros dollars yen bits bytes {_SYMBOLS}",
    "zh": "秒 分钟 小时 天 周 个月 年 公里 米 公斤 千克 MB GB % 元 美元 日元 欧元",
}
_DIGITS = re.compile(r"[0-9]+")


class Mutation(NamedTuple):
    """A slip: what kind it is of, where it was made (line, from 1), and the text with it."""

    kind: str
    line: int
    was: str
    now: str
    text: str


def mutate(text: str, lang: str, seed: str, each: int) -> Iterator[Mutation]:
    """Up to `each` slips of every kind, at random but the same for a seed; each is the only one in its text."""
    prose = blank_what_is_no_prose(text)
    chance = random.Random(seed)  # noqa: S311 - it need only be the same each time
    for kind, places in _places(prose, lang).items():
        chance.shuffle(places)
        for start, end, change in places[:each]:
            was = text[start:end]
            now = change(was, chance)
            if now != was:
                yield Mutation(kind, text.count("\n", 0, start) + 1, was, now, text[:start] + now + text[end:])


Change = Callable[[str, random.Random], str]
Place = tuple[int, int, Change]


def _places(prose: str, lang: str) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = {}
    for match in _DIGITS.finditer(prose):
        if len(match[0]) <= 12 and not _is_marker(prose, match):
            kind = _kind(prose, match, lang)
            places.setdefault(kind, []).append((*match.span(), _change_digit))
            is_alone = not re.match(r"\w", prose[match.end() : match.end() + 1], re.ASCII)
            if (
                kind == "number"
                and is_alone
                and match[0] > "1"
                and prose[match.start() - 1 : match.start()] in (" ", "(")
            ):
                places.setdefault("sign", []).append((*match.span(), lambda was, _: f"-{was}"))
                if len(match[0]) > 1:
                    places.setdefault("tenfold", []).append((*match.span(), lambda was, _: f"{was}0"))
    for kind, table in (("weekday", _DAYS), ("month", _MONTHS), ("word", _NUMBER_WORDS)):
        for start, end, words in _words(prose, table[lang].split(), lang):
            places.setdefault(kind, []).append((start, end, _other(words)))
    for kind, table in (("scale", _SCALES), ("scale", _SHORT_SCALES), ("unit", _UNITS)):
        for start, end, words in _words(
            prose, table[lang].split(), lang, before=r"(?<![12][0-9]{3})(?<=[0-9])[ \u00a0]?"
        ):
            places.setdefault(kind, []).append((start, end, _other(words)))
    return places


def _is_marker(prose: str, match: re.Match[str]) -> bool:
    """True of the number of a list’s item."""
    line = prose[prose.rfind("\n", 0, match.start()) + 1 : match.start()]
    return not line.strip() and prose[match.end() : match.end() + 2] in (". ", ") ")


def _kind(prose: str, match: re.Match[str], lang: str) -> str:
    """What the digits are, as far as it can be told from a few characters around them."""
    start, end = match.span()
    before, after = prose[max(0, start - 12) : start], prose[end : end + 14]
    months = "|".join(month[:3] for month in _MONTHS[lang].split()) or "[0-9] ?月"
    is_year = len(match[0]) == 4 and match[0][:2] in ("19", "20")
    for kind, pattern_before, pattern_after in (
        ("version", r"[0-9]\.", r"\.[0-9]+\.[0-9]"),
        ("date", "[0-9]-", "[ ]?[年月日号]|-[0-9]{2}"),
        ("date", rf"(?:{months})[a-z]*\.?,? ", rf"(?:\.|st|nd|rd|th)?,? (?:{months})"),
        ("time", "[0-9]:", ":[0-9]{2}"),
        ("year", "" if is_year else "(?!)", "(?!)"),
        ("percent", "(?!)", "[ \u00a0]?(?:%|Prozent|per ?cent)"),
        ("code", r"[A-Z#_][^\s.,]*[-_ ]?", "(?!)"),
    ):
        if re.search(f"(?:{pattern_before})\\Z", before) or re.match(pattern_after, after):
            return kind
    return "number"


def _change_digit(was: str, chance: random.Random) -> str:
    if len(was) > 1 and was[0] != was[1] and was[1] != "0" and chance.random() < 0.3:
        return was[1] + was[0] + was[2:]
    place = chance.randrange(len(was))
    digits = [digit for digit in "123456789" if digit != was[place]]
    return was[:place] + chance.choice(digits) + was[place + 1 :]


def _other(words: list[str]) -> Change:
    def change(was: str, chance: random.Random) -> str:
        return chance.choice([word for word in words if word != was])

    return change


def _words(prose: str, words: list[str], lang: str, before: str = "") -> Iterator[tuple[int, int, list[str]]]:
    if not words:
        return
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    start = "" if lang == "zh" or before else r"\b"
    end = "" if lang == "zh" else r"(?!\w)"
    for match in re.finditer(f"{before}{start}({either}){end}", prose):
        yield *match.span(1), words
