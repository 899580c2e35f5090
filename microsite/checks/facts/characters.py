"""How a language writes numbers in characters of its own, as Chinese does: its table, made into regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from microsite.checks.facts.expressions import NOTHING, SPACE, Pattern, either, split_names
from microsite.checks.facts.numerals import VULGAR
from microsite.checks.facts.spelling import Spelling
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple


class Han(NamedTuple):
    """Numerals in characters."""

    digits: Mapping[str, int]
    units: Mapping[str, int]
    """Ten, hundred and so on, from the smallest up."""
    formal: Mapping[int, str]
    """For numerals as banks write them the usual ones, as `str.translate` takes them: 壹 is 一."""
    point: str
    """What stands for the decimal sign."""
    over: str
    """What stands between the two numbers of a fraction, of which the first is the denominator."""
    days: Mapping[str, int]
    """The days of the week after the word for one: Monday is 1."""
    start: Pattern
    """Where a fact may begin."""
    grammar: Pattern
    """Percent, fraction, idiom, grade, plan,
    ordinal, first (首届), factor, part (一半), rough, half, weekday, roman, number."""
    scale: str
    """The expression of what multiplies digits before it."""
    mixed: Pattern
    """What may follow digits that go on after it: 1亿2000万."""
    counters: frozenset[str]
    vague: frozenset[str]
    """What makes a number before which it stands a rough one: 数十亿."""
    more: frozenset[str]
    """What does so behind it: 百余."""
    near: Pattern
    """What makes a rough share at the end of what stands before it: 近三成."""
    near_behind: Pattern
    """The same behind it: 三成左右."""
    about: Pattern
    """Two digits side by side with what multiplies both, or stands before both: 三四十, 十七八."""
    rises: Pattern
    """What makes of 两倍 two times as much or three, at the end of what stands before: 增长了."""
    no_tenths: str
    """What makes the word for tenths another one."""
    signs: str
    """Every date or time in characters has one of these; `before` are what may stand before it, but for numerals."""
    before: str

    @property
    def tens(self) -> str:
        """The characters for ten."""
        return "".join(unit for unit, value in self.units.items() if value == 10)

    @property
    def multiples(self) -> str:
        """The units above ten, which are no exact number by themselves."""
        return "".join(self.units).removeprefix(self.tens)

    @property
    def numerals(self) -> frozenset[str]:
        """All of them."""
        return frozenset({*self.digits, *self.units})

    @property
    def ones(self) -> str:
        """The digits except zero."""
        return "".join(digit for digit, value in self.digits.items() if value)


def make_han(table: Table, spelling: Spelling, phrases: Iterable[str]) -> Han:
    """The numerals of a language's table; `phrases` are what times begin with."""
    own = table["han"]
    digits = {character: value for value, character in enumerate(own["digits"])}
    digits |= dict.fromkeys(own["zero"], 0) | dict.fromkeys(own["two"], 2)
    units: dict[str, int] = own["units"]
    figures, point, over = "".join(digits), own["point"], own["over"]
    tens, small = ("".join(unit for unit, value in units.items() if value <= most) for most in (10, 1000))
    below, above = small.removeprefix(tens), "".join(units).removeprefix(small)
    formal = {ord(character): usual for character, usual in own["formal"].items()}
    written = "".join(own["formal"])
    # One alone may be a word: 大陆万余人.
    two = f"(?=[{written}](?:[{above}][{own['zero']}]?)?[{written}]|[{written}][{above}]{{2}})"
    numerals = f"(?:[{figures}{''.join(units)}]+|{two}[{written}{own['zero']}{above}]+)"
    decimals = f"(?:{point}[{figures}]+(?![{over[0]}{point}]))?"
    days = {character: day for day, characters in enumerate(split_names(own["days"]), 1) for character in characters}
    first = table.get("ordinals", {}).get("first", NOTHING)
    ones = "".join(digit for digit, value in digits.items() if value)
    starts = [
        *split_names(own["weekdays"]),
        *spelling.factors,
        *spelling.rough,
        *(first + counter for counter in own["counters"]),
        *phrases,
    ]
    return Han(
        digits,
        units,
        formal,
        point,
        over,
        days,
        _make_start(
            f"0-9{''.join(VULGAR)}Ⅰ-Ⅻ{figures}{''.join(units)}{own['ordinal']}{written}{own['half']}",
            starts,
            days,
        ),
        re.compile(_make_grammar(table, spelling, numerals, decimals, f"[{figures}{''.join(units)}]{{1,{_TOO_LONG}}}")),
        f"[{small}]?[{above}]?[{above[1:]}]|[{small}]?{above[0]}|[{below}]",
        re.compile(f"([{small}]?[{above}]+)([0-9]{{1,4}})([{small}]?{above[0]}|[{below}])?(?![0-9.])"),
        frozenset(own["counters"]),
        frozenset(own["vague"]),
        frozenset(own["more"]),
        re.compile(f"(?:{own['near']})\\Z"),
        re.compile(own["near-behind"]),
        re.compile(f"([{ones}]?[{tens}])?([{ones}])([{ones}])([{''.join(units)}]*)"),
        re.compile(f"(?:{either(split_names(table.get('factors', {}).get('rises', '')))})[{own['about']}]{{0,3}}\\Z"),
        own["no-tenths"],
        own["signs"],
        own["before"],
    )


def _make_grammar(table: Table, spelling: Spelling, numerals: str, decimals: str, part: str) -> str:
    """The expression of what may begin; `part` is that of each of the numbers of a fraction."""
    own = table["han"]
    of_week = f"[{''.join(split_names(own['days']))}]"
    day = f"(?:{either(split_names(own['weekdays']))}){of_week}|(?<=[{own['day-ends']}])[（(]{of_week}[）)]"
    percent = either(split_names(table["signs"]["percent-before"]))
    return (
        f"(?P<percent>{percent}(?P<percent_number>[0-9]|{numerals}{decimals}))"
        f"|(?P<fraction>{part}{own['over']}{part})"
        f"|(?P<idiom>(?:{either(split_names(own['idioms']))})(?!(?<={own['point']})[{own['digits']}]))"
        f"|(?P<grade>{own['grades']})"
        f"|(?P<plan>(?:{own['plans']})(?={own['plans-after']}))"
        f"|(?P<ordinal>{own['ordinal']}{SPACE}?(?P<ordinal_number>{_GROUPED}(?![0-9.])|{numerals}))"
        f"|(?P<first>{table.get('ordinals', {}).get('first', NOTHING)}(?=[{own['counters']}]))"
        f"|(?P<factor>{either(spelling.factors)})"
        f"|(?P<part>{either(spelling.fractions)})"
        f"|(?P<rough>{either(spelling.rough)})"
        f"|(?P<half>(?<![{own['half-before']}]){own['half']})"
        f"|(?P<weekday>{day})"
        f"|(?P<roman>{_ROMAN})"
        f"|(?P<number>{numerals}{decimals})"
    )


def _make_start(always: str, words: Iterable[str], days: Iterable[str]) -> Pattern:
    """Where facts may begin: with one of the characters, or with two as words do; to look for whole words is slow."""
    firsts, seconds = {*"（("}, {*days}
    for word in words:
        firsts.add(word[0])
        seconds |= {*word[1:2]}
    begins = f"[{always}IVX{''.join(sorted(firsts))}]"
    return re.compile(f"{begins}(?:(?<=[{always}])|(?=[{''.join(sorted(seconds))}])|(?<=[IVX])(?<![A-Za-z].)(?=[IVX]))")


def read_han(run: str, han: Han) -> int | None:
    """The value of such numerals, by value (三千九百四十四) or by place (二〇二五); None if they are no number.

    Two digits side by side, 三四, mean “three or four”.
    """
    if len(run) > _TOO_LONG:
        return None
    run = run.translate(han.formal)
    if not all(character in han.digits for character in run):
        return _read_by_value(run, han)
    if len(run) == 2 and all(han.digits[character] for character in run):
        return None
    return int("".join(str(han.digits[character]) for character in run))


_GROUPED = "(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9})"
_ROMAN = "(?<![A-Za-z])[IVX]{2,6}(?![A-Za-z])|[Ⅰ-Ⅻ]"
_TOO_LONG = 60
_MYRIAD = 10_000
"""From here on a unit multiplies all that stands before it."""


def _read_by_value(run: str, han: Han) -> int | None:
    total = section = last = scale = 0
    digit: int | None = None
    for character in run:
        unit = han.units.get(character)
        if unit is None:
            if character not in han.digits or digit:
                return None
            digit = han.digits[character]
        elif unit < _MYRIAD:
            section += (1 if digit is None and not section else digit or 0) * unit
            digit, last = None, unit
        else:
            section += digit or 0
            if not section and not total:
                return None
            if scale and unit < scale:
                total += section * unit
            else:
                total = (total + section) * unit  # 一万零五百亿
            section, digit, last, scale = 0, None, unit, unit
    if digit and last > 10 and run[-2:-1] in han.units:
        digit *= last // 10  # 一百二: 120
    return total + section + (digit or 0)


def han_scale(run: str, han: Han) -> int:
    """The power of ten of units side by side: 万亿 is 12."""
    return sum(len(str(han.units[character])) - 1 for character in run)
