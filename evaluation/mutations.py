"""Seeded slips: one figure of a text changed, by rules that know nothing of how the checks read figures."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from evaluation.vocabulary import find_words
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
_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:[.!?](?! |\n|\Z)[^.!?。！？\n]*)*")
_FIGURE = re.compile(r"(?<![A-Za-z0-9.,:/+-])[0-9]+(?:[.,][0-9]+)*(?![A-Za-z0-9:/-])")
_UNIT = re.compile("[ \u00a0]?([%‰€$]|[A-Za-zÄÖÜäöüß]+|[\u4e00-\u9fff])")
_HAN = re.compile("[\u4e00-\u9fff]")


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
    for kind, start, end, change in (*_in_digits(prose, lang), *_in_words(prose, lang)):
        places.setdefault(kind, []).append((start, end, change))
    return places


def _in_digits(prose: str, lang: str) -> Iterator[tuple[str, int, int, Change]]:
    for match in _DIGITS.finditer(prose):
        if len(match[0]) > 12 or _is_marker(prose, match):
            continue
        kind = _kind(prose, match, lang)
        yield kind, *match.span(), _change_digit
        is_alone = not re.match(r"\w", prose[match.end() : match.end() + 1], re.ASCII)
        if kind == "number" and is_alone and match[0] > "1" and _stands_apart(prose, match.start()):
            yield "sign", *match.span(), lambda was, _: f"-{was}"
            if len(match[0]) > 1:
                yield "tenfold", *match.span(), lambda was, _: f"{was}0"
    for match in re.finditer(r"(?<![\w.,)–-])[-−](?=[0-9])", prose):
        yield "sign", *match.span(), _always("")
    for place in _exchanges(prose):
        yield "exchanged", *place


def _in_words(prose: str, lang: str) -> Iterator[tuple[str, int, int, Change]]:
    for kind, table in (("weekday", _DAYS), ("month", _MONTHS)):
        for start, end, words in _words(prose, table[lang].split(), lang):
            yield kind, start, end, _other(words)
    for kind, start, end, others in find_words(prose, lang):
        yield kind, start, end, _other(list(others))
    for kind, table in (("scale", _SCALES), ("scale", _SHORT_SCALES), ("unit", _UNITS)):
        before = r"(?<![12][0-9]{3})(?<=[0-9])[ \u00a0]?"
        for start, end, words in _words(prose, table[lang].split(), lang, before=before):
            yield kind, start, end, _other(words)


def _stands_apart(prose: str, place: int) -> bool:
    """True of a number that may have a sign: behind a space, a bracket, or a Han character that is no part of it."""
    before = prose[max(0, place - 6) : place]
    if before.endswith(("minus ", "plus ")):
        return False
    return before[-1:] in (" ", "(") or (
        _HAN.match(before[-1:]) is not None and before[-1:] not in "第年月日约近达下上"
    )


def _exchanges(prose: str) -> Iterator[Place]:
    """Two figures of one unit in a sentence, each of which may stand where the other does."""
    for sentence in _SENTENCE.finditer(prose):
        by_unit: dict[str, list[re.Match[str]]] = {}
        for figure in _FIGURE.finditer(prose, *sentence.span()):
            unit = _UNIT.match(prose, figure.end())
            if unit:
                by_unit.setdefault(unit[1], []).append(figure)
        for unit_name, figures in by_unit.items():
            for first, second in itertools.pairwise(figures):
                if first[0] != second[0] and unit_name not in "年月日号时":
                    between = prose[first.end() : second.start()]
                    yield first.start(), second.end(), _always(f"{second[0]}{between}{first[0]}")


def _always(now: str) -> Change:
    return lambda _was, _: now


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
