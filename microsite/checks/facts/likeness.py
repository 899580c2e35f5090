"""How like two facts are: the numbers that they may say, their digits, and what a slip makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from microsite.checks.facts.conversion import numbers_of_measure
from microsite.checks.facts.numerals import are_one_slip_apart, parse_canonical
from microsite.checks.facts.reader import Fact

BARE = frozenset({"number", "year", "ordinal", "token"})
"""Kinds of facts that say no more than how many, or which."""
FAMILIES = {
    "date": "date",
    "time": "time",
    "decade": "decade",
    "half": "half",
    "part": "part",
    "quarter": "quarter",
    "season": "season",
    "weekday": "weekday",
    "phone": "phone",
}
_UNITS = re.compile(r"(?:%|pp|×|\.(?: .*)?| [A-Z]{3})\Z")
_NAMED = re.compile(r"[a-z]{0,3}0*([0-9]{1,12})[a-z]*")
_BARE_TOKEN = re.compile(r"[1-9][0-9]{0,11}[a-z]*|-?[0-9]{1,4}(?:\.[0-9]{1,4})+")
_AMOUNTS = frozenset({"money", "percent", "points"})
_MEASURED = _AMOUNTS | {"measure"}
_KIN = ({"factor", "number"}, {"fraction", "percent"}, {"factor", "fraction"})
"""Kinds that two languages may use for one thing: twice and 两次, a third and 三成, halved and die Hälfte."""
_YEAR = 12
"""Months."""
_SEVERAL_TIMES = range(3, 13)
_ARTICLES = frozenset({"1", "2"})
_NUMBERS = BARE - {"token"}
_PLAIN = frozenset({"money", "number", "percent", "year"})
_WHOLE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CALENDAR = 100
"""Years that are so far apart are of two calendars: 2014, and 2557 in Thailand."""
_IN_SHORT = frozenset({"token", "number", "measure"})
_TELLING = 3
"""Fewer digits that differ in one say nothing of a slip."""
_LONG = 4
_SAME = 2
_TWO = 2


def numbers_of(fact: Fact) -> tuple[int | Fraction, ...]:
    """The numbers that a fact may say if it has no unit: 5 of 5 %, of 5 km, of 17:00 and the 5th also of V5 and 5F."""
    if fact.kind in _READERS:
        return _READERS[fact.kind](fact)
    number = parse_canonical(_UNITS.sub("", fact.value))
    return () if number is None else (number,)


def _number_of_date(fact: Fact) -> tuple[int, ...]:
    return (int(fact.value[4:]),) if re.fullmatch(r"\?-\?-[0-9]+", fact.value) else ()


def _number_of_time(fact: Fact) -> tuple[int, ...]:
    hours = [int(half[:2]) for half in fact.value.split("/") if half[2:] == ":00"]
    return tuple(hour for whole in hours for hour in dict.fromkeys((whole, whole % 12 or 12)))  # tonight at 8


def _number_of_part(fact: Fact) -> tuple[int, ...]:
    return (int(fact.value[1:]),)  # Q3


def _numbers_of_decade(fact: Fact) -> tuple[int, ...]:
    return (int(fact.value[:-1]), int(fact.value[2:-1])) if re.fullmatch("[0-9]{4}s", fact.value) else ()


def _number_of_token(fact: Fact) -> tuple[int | Fraction, ...]:
    match = _NAMED.fullmatch(fact.value)
    number = int(match[1]) if match else parse_canonical(fact.value)
    return () if number is None else (number,)


_READERS: dict[str, Callable[[Fact], tuple[int | Fraction, ...]]] = {
    "date": _number_of_date,
    "decade": _numbers_of_decade,
    "half": _number_of_part,
    "measure": numbers_of_measure,
    "quarter": _number_of_part,
    "time": _number_of_time,
    "token": _number_of_token,
}


def kind_of(fact: Fact) -> str:
    """The kind as far as two languages can be compared: the 26th may be a date, an ordinal or a code, 2.4 a number."""
    if fact.kind == "date" and fact.value.startswith("?-?-"):
        return "ordinal"
    if fact.kind == "token" and not is_glued(fact) and _BARE_TOKEN.fullmatch(fact.value):
        return "number"
    return fact.kind


def are_of_one_kind(fact: Fact, other: Fact) -> bool:
    """True if both are of one kind, or bare numbers of any."""
    kinds = {kind_of(fact), kind_of(other)}
    return fact.kind == other.kind or len(kinds) == 1 or kinds <= _NUMBERS


def are_in_words(*facts: Fact) -> bool:
    """True of figures without a digit."""
    return not any(re.search("[0-9]", fact.text) for fact in facts)


def are_of_kin(fact: Fact, other: Fact) -> bool:
    """True of two kinds that may be one thing in words; and of how many times, and a small number: nine times, 8届."""
    return ({fact.kind, other.kind} in _KIN and are_in_words(fact, other)) or are_counts(fact, other)


def are_counts(fact: Fact, other: Fact) -> bool:
    """True of two figures of which one may be in digits: of how many times, or how old somebody is."""
    return are_times(fact, other) or are_ages(fact, other) or are_ages(other, fact)


def are_ages(fact: Fact, other: Fact) -> bool:
    """True of years, and of a number in words that may be years of age: 10岁, under twelve."""
    is_number = other.kind == "number" and other.maybe.endswith(" month") and are_in_words(other)
    return (
        is_number
        and fact.kind == "measure"
        and fact.value.endswith(" month")
        and Fraction(fact.value[:-6]) % _YEAR == 0
    )


def are_times(fact: Fact, other: Fact) -> bool:
    """True of how many times something was, and of a small number that may say so; “doubled” says nothing of that."""
    numbers = [number for one in (fact, other) for number in numbers_of(one)]
    is_kin = {fact.kind, other.kind} == {"factor", "number"}
    return is_kin and len(numbers) == _TWO and all(number in _SEVERAL_TIMES for number in numbers)


def digits_of(fact: Fact) -> str:
    """The digits of what is written, or of what that says if it is written in words."""
    written = re.sub("[^0-9]", "", fact.text)
    return written or re.sub("[^0-9]", "", fact.amount or fact.value)


def is_agreeing(fact: Fact, other: Fact) -> bool:
    """True of figures that are written alike, whatever they count: 14日 and 14 days, 18.00 Uhr and 18h; not 1985 元."""
    if {fact.kind, other.kind} & _AMOUNTS and {fact.kind, other.kind} & {"year", *FAMILIES}:
        return False
    if is_below_zero(fact) != is_below_zero(other):
        return False
    return digits_of(fact) == digits_of(other) or not set(numbers_of(fact)).isdisjoint(numbers_of(other))


def is_below_zero(fact: Fact) -> bool:
    """True of what is surely less than nothing: −5, and not what falls by 5."""
    return fact.value[0] == "-" and fact.value[1:] not in fact.maybe.split("|")


def is_alike(fact: Fact, other: Fact) -> bool:
    """True if a slip may have made one of the other: a digit changed, dropped, added, moved, or zeros.

    Looks at what is written and at the values, since 3.6亿 and 360 million have other digits.
    """
    if fact.kind == other.kind and fact.kind in FAMILIES:
        return True
    one, two = significant(fact), significant(other)
    is_plain = min(len(one), len(two)) < _TWO and one != two  # 500 and 60 have nothing in common
    if _are_alike(digits_of(fact), digits_of(other)) or (not is_plain and _are_alike(one, two)):
        return True
    one, two = whole_of(fact), whole_of(other)
    return len(one) == len(two) > _TWO and _are_alike(one, two)


def whole_of(fact: Fact) -> str:
    """The digits of the whole number that a fact says without its unit: 240000 of 24万, and of 240,000 cups."""
    numbers = numbers_of(fact)
    return str(abs(numbers[0])) if numbers and numbers[0].denominator == 1 else ""


def significant(fact: Fact) -> str:
    """The digits of a value without zeros at its end."""
    return re.sub("[^0-9]", "", fact.value).rstrip("0")


def _are_alike(one: str, two: str) -> bool:
    if one.rstrip("0") == two.rstrip("0") or sorted(one) == sorted(two):
        return True
    if len(one) == len(two):
        return sum(first != second for first, second in zip(one, two, strict=True)) <= max(1, len(one) // 3)
    short, long = sorted((one, two), key=len)
    is_longer_by_one = len(long) - len(short) == 1
    return is_longer_by_one and any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def is_slip(fact: Fact, other: Fact) -> bool:
    """True of long figures that differ by one digit or by two swapped ones: hardly a coincidence."""
    one, two = digits_of(fact), digits_of(other)
    return min(len(one), len(two)) >= _LONG and are_one_slip_apart(one, two)


def are_plain(facts: Sequence[Fact]) -> bool:
    """True of two whole dates of one calendar, and of two numbers that are a slip apart.

    No word behind one of them that nobody knows explains that.
    """
    if {fact.kind for fact in facts} == {"date"}:
        years = [int(fact.value[:4]) for fact in facts if _WHOLE.fullmatch(fact.value)]
        return len(years) == len(facts) and max(years) - min(years) < _CALENDAR
    if any(kind_of(fact) not in _PLAIN or is_glued(fact) for fact in facts):
        return False
    one, two = (digits_of(fact) for fact in facts)
    return len(one) == len(two) >= _TELLING and are_one_slip_apart(one, two)


def is_in_short(fact: Fact, other: Fact) -> bool:
    """True if one of them is 1M or 4K, which may be a million, a size, or a name; not of two scales, 500k and 500万."""
    if not {fact.kind, other.kind} <= _IN_SHORT or not any(map(_is_with_letters, (fact, other))):
        return False
    return {fact.kind, other.kind} != {"number"} or not all(re.search(r"[^\W\d_]", one.text) for one in (fact, other))


def _is_with_letters(fact: Fact) -> bool:
    return fact.kind in ("token", "number") and re.fullmatch(r"-?[0-9][0-9.,]*[A-Za-z]{1,2}", fact.text) is not None


def is_glued(fact: Fact) -> bool:
    """True of a figure that has letters at it as names have: COVID-19, F16, 5G; not 62th and 130km."""
    if fact.kind != "token":
        return False
    return (bool(fact.name) and not fact.name[-1].isspace()) or re.search("[0-9][A-Z]", fact.text) is not None


def is_hardly_said(fact: Fact, other: Fact) -> bool:
    """True of a word such as “one” and “both”, and of 1 year or DNS-01, which say more."""
    is_more = other.kind in _MEASURED or is_glued(other)
    return fact.strength == 0 and fact.value in _ARTICLES and other.strength > 1 and is_more


def may_be_one_name(fact: Fact, other: Fact) -> bool:
    """True of figures that are in no name, or in names that may be one: A81 and A 81, Formel-1 and Formula 1."""
    if not is_glued(fact) and not is_glued(other):
        return True
    if any(one.maybe == f"-{one.value}" for one in (fact, other)):
        return True  # 卡-52, which other letters write in another way
    letters = {re.sub(r"[\d\W_]", "", one.text).casefold() for one in (fact, other)}
    if len(letters) == 1 and "" not in letters:
        return True  # 3D-Ansicht, 2D view
    short, long = sorted((letters_of(fact), letters_of(other)), key=len)
    if not short:
        return short == long
    return long.startswith(short) or long.endswith(short) or short[:_SAME] == long[:_SAME]


def letters_of(fact: Fact) -> str:
    """The letters of a name and its figure, in small ones."""
    return re.sub(r"[\d\W_]", "", fact.name + fact.text).casefold()
