"""One word → its number: zweitausendfünfhundert, einundzwanzigste, zweieinhalbfach."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from microsite.checks.facts.spelling import END, HUNDRED, START, THOUSAND, Spelling, Tail
from microsite.values.named import NamedTuple

_LONGEST_TAIL = 16
_SHORTEST, _LONGEST = 6, 200
"""No shorter word has a number and something else in it, and no longer one is a number."""
_FRACTIONS = ("fraction", "part")


class Numeral(NamedTuple):
    """The number of a word; its kind is cardinal, ordinal or fraction; where the number ends in it."""

    kind: str
    value: int | Fraction
    end: int


def find_numerals(words: Collection[str], spelling: Spelling) -> list[str]:
    """The words that begin with a number and go on: einundzwanzig, dreifach."""
    starts, ends = spelling.starts, spelling.ends  # to look at both is sooner done than to read
    return [
        word
        for word in words
        if word[:START] in starts and word[-END:] in ends and len(word) >= _SHORTEST and read_word(word, spelling)
    ]


def read_word(word: str, spelling: Spelling) -> Numeral | None:
    """The number of a word, which may be a long one: zweitausendfünfhundert, einundzwanzigste, zweieinhalbfach."""
    value: int | Fraction | None = spelling.cardinals.get(word)
    if value is not None:
        return Numeral("cardinal", value, len(word))
    if word[:START] not in spelling.starts or not _SHORTEST <= len(word) <= _LONGEST:
        return None
    is_noun = word[0].isupper()
    word = word[0].lower() + word[1:]
    value = _read_joined(word, spelling)
    if value is not None:
        return Numeral("cardinal", value, len(word))
    for place in range(max(1, len(word) - _LONGEST_TAIL), len(word)):
        tail = spelling.tails.get(word[place:])
        if tail and (found := _read_tailed(word, place, tail, spelling)):
            return None if is_noun and found.value == Fraction(1, 2) else found  # Halbjahr: the first or the second
    return None


def _read_joined(word: str, spelling: Spelling, first: int = 0) -> int | None:
    """The value of a cardinal in one word; `first` is the largest joint that it may have."""
    total = 0
    for number, (name, value) in enumerate(spelling.joints[first:], first + 1):
        before, joint, after = word.partition(name)
        if not joint:
            continue
        times = _read_joined(before, spelling, number) if before else 1
        if not times or times >= (HUNDRED if value == HUNDRED else THOUSAND):
            return None
        total += times * value
        word = after.removeprefix(spelling.joining.hundreds)
        if not word:
            return None if after else total
    rest = spelling.cardinals.get(word)
    return total + rest if rest else None


def _read_tailed(word: str, place: int, tail: Tail, spelling: Spelling) -> Numeral | None:
    """The numeral of a word with a tail that begins at `place`, if what stands before is a number."""
    before = word[:place]
    if tail.kind == "ordinal":
        value: int | Fraction | None = _read_joined(before + tail.last, spelling)
        return Numeral("ordinal", value, len(word)) if value else None
    if tail.kind == "superlative":
        value = spelling.ordinals.get(before + tail.last)
        return Numeral("ordinal", value, len(word)) if value else None
    if tail.kind in _FRACTIONS:
        value = _read_fraction(before, tail, spelling)
        return Numeral("cardinal" if value and value > 1 else "fraction", value, len(word)) if value else None
    value = _read_amount(before, spelling)
    if tail.kind == "scale":  # zweieinhalbtausend
        return Numeral("cardinal", value * tail.part, len(word)) if value and value.denominator > 1 else None
    return None if value is None or value == 1 else Numeral("cardinal", value, place)  # einfach, einmal


def _read_fraction(before: str, tail: Tail, spelling: Spelling) -> Fraction | None:
    """Zweieinhalb, eindreiviertel; dreiviertel, einundzwanzigstel."""
    if tail.part:
        whole = _read_joined(before, spelling) or _read_joined(before.removesuffix(spelling.joining.tens), spelling)
        return whole + tail.part if whole else None
    times = _read_joined(before, spelling)
    below = spelling.cardinals[tail.last] if times else _read_joined(before + tail.last, spelling)
    return Fraction(times or 1, below) if below else None


def _read_amount(word: str, spelling: Spelling) -> int | Fraction | None:
    """A number before a tail, which may have a tail itself: zweieinhalb-fach, dreiviertel-stunde."""
    value: int | Fraction | None = _read_joined(word, spelling) or spelling.fractions.get(word)
    for place in range(max(1, len(word) - _LONGEST_TAIL), len(word) if value is None else 0):
        tail = spelling.tails.get(word[place:])
        if tail and tail.kind in _FRACTIONS and (value := _read_fraction(word[:place], tail, spelling)):
            break
    return value


def read_cardinal(word: str, spelling: Spelling) -> int | None:
    """The value of a word that is a whole number and nothing else."""
    found = read_word(word, spelling)
    is_whole = found and found.kind == "cardinal" and found.end == len(word)
    return found.value if found and is_whole and isinstance(found.value, int) else None
