"""How a language spells numbers: its tables, made into the words that numbers are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from microsite.checks.facts.expressions import cased, names_by_value, split_names
from microsite.i18n.tables import Table

HUNDRED, THOUSAND, MILLION = 100, 1000, 10**6
_FULL_WORD = 5
"""Scales of fewer letters are abbreviations: “bn”, “Mio.”."""
_LONGEST_TAIL = 16
_SHORTEST, _LONGEST = 6, 200
"""No shorter word has a number and something else in it, and no longer one is a number."""


class Joining(NamedTuple):
    """How the words of a number are put together."""

    is_one_word: bool
    """True of einundzwanzig, false of twenty-one."""
    is_ones_first: bool
    """True of einundzwanzig, too."""
    tens: str
    """What stands between tens and ones: treinta y cinco."""
    hundreds: str
    """What may stand after a hundred or more: two hundred and fifty."""
    scales: str
    """What stands between a million and what is counted: un millón de euros."""
    lone: frozenset[str]
    """The words for one that may end a number of several words: “eins”, since “eine” is an article."""


class Sum(NamedTuple):
    """A number so far, word by word: what is multiplied already, and what is not."""

    above: int = 0
    below: int = 0
    scale: int = 0
    """The last thousand, million and so on; 0 if there is none yet."""

    @property
    def value(self) -> int:
        """The number, if it ends here."""
        return self.above + self.below


class Tail(NamedTuple):
    """The end of a word that begins with a number."""

    kind: str
    """ordinal, fraction, half, suffix (what may also stand behind digits), or factor."""
    last: str = ""
    """The cardinal in which the number of an ordinal or a fraction ends: dritte is a drei."""
    first: str = ""
    """What must stand before the number of a factor: ver-dreifacht."""


class Numeral(NamedTuple):
    """The number of a word; its kind is cardinal, ordinal, fraction or factor; where the number ends in it."""

    kind: str
    value: int | Fraction
    end: int


class Spelling(NamedTuple):
    """The words of numbers, with their values."""

    joining: Joining
    cardinals: Mapping[str, int]
    """Those below a hundred, hundred and thousand."""
    scales: Mapping[str, int]
    """Million and so on, as far as they are words."""
    groups: Mapping[str, int]
    """What several are called: dozen."""
    ordinals: Mapping[str, int]
    fractions: Mapping[str, Fraction]
    factors: Mapping[str, Fraction]
    rough: Mapping[str, int]
    """What says how many without a number: dozens, hundreds."""
    joints: tuple[tuple[str, int], ...]
    """What multiplies within a word, the largest first; none if each word of a number stands by itself."""
    tails: Mapping[str, Tail]
    starts: frozenset[str]
    """The first three letters of longer words that begin with a number."""


def make_spelling(table: Table, suffixes: Iterable[str]) -> Spelling:
    """The spelling of a language; `suffixes` may stand behind a number in one word: -jährig, -prozentig."""
    by_value = {int(value): split_names(words) for value, words in table.get("cardinals", {}).items()}
    joining = _joining(table, by_value)
    cardinals = {name: value for value, names in by_value.items() for name in names}
    scales = {name: 10 ** int(power) for name, power in names_by_value(table.get("scales", {})).items()}
    scales = {
        name: value for name, value in scales.items() if value >= MILLION and len(name) >= _FULL_WORD and name.isalpha()
    }
    ordinals, parts, factors = (table.get(name, {}) for name in ("ordinals", "fractions", "factors"))
    stems = {name: int(value) for name, value in names_by_value(ordinals).items() if value.isdigit()}
    inflections = split_names(ordinals.get("inflections", "")) or [""]
    endings, patterns = split_names(parts.get("endings", "")), split_names(factors.get("patterns", ""))
    fractions = {stem + end: Fraction(1, value) for stem, value in stems.items() if value > 2 for end in endings}
    fractions |= _by_number(parts)
    joints: list[tuple[str, int]] = []
    tails: dict[str, Tail] = {}
    if joining.is_one_word:
        multipliers = {**scales, by_value[THOUSAND][0]: THOUSAND, by_value[HUNDRED][0]: HUNDRED}
        joints = sorted(((name.lower(), value) for name, value in multipliers.items()), key=_largest_first)
        names = {value: name for name, value in joints} | {value: one[0] for value, one in by_value.items()}
        lasts = {stem: names[value] for stem, value in stems.items() if value in names}
        tails = {name.lower(): Tail("suffix") for name in suffixes if name.isalpha() and len(name) > 2}
        tails |= {stem + end: Tail("ordinal", name) for stem, name in lasts.items() for end in inflections}
        tails |= {stem + end: Tail("fraction", name) for stem, name in lasts.items() for end in endings}
        tails |= {half: Tail("half") for half in split_names(parts.get("and-half", ""))}
        tails |= {last: Tail("factor", "", first) for first, last in (one.split("{}") for one in patterns)}
        cardinals = _below_hundred(by_value, joining) | cardinals
    begins = cased(dict.fromkeys([*cardinals, *(name for name, value in fractions.items() if value > 1), *patterns]))
    return Spelling(
        joining,
        cased(cardinals),
        cased(scales),
        cased({name: int(value) for name, value in names_by_value(table.get("groups", {})).items()}),
        cased({stem + end: value for stem, value in stems.items() for end in inflections}),
        cased(fractions),
        cased(({} if tails else _apply(patterns, cardinals)) | _by_number(factors)),
        cased({name: int(value) for name, value in names_by_value(table.get("rough", {})).items()}),
        tuple(joints),
        tails,
        frozenset(name[:3] for name in begins) if tails else frozenset(),
    )


def _joining(table: Table, by_value: Mapping[int, list[str]]) -> Joining:
    own = table.get("joining", {})
    lone = split_names(own.get("lone", "")) or by_value.get(1, [])
    return Joining(
        table.get("style") == "joined",
        own.get("ones-first", False),
        own.get("tens", ""),
        own.get("hundreds", ""),
        own.get("scales", ""),
        frozenset(lone),
    )


def _largest_first(joint: tuple[str, int]) -> tuple[int, int]:
    return -joint[1], -len(joint[0])


def _by_number(table: Table) -> dict[str, Fraction]:
    """The names of a table’s lines whose keys are numbers, by their values."""
    return {name: Fraction(key) for name, key in names_by_value(table).items() if key[0].isdigit()}


def _apply(patterns: Iterable[str], cardinals: Mapping[str, int]) -> dict[str, Fraction]:
    """Words such as twofold, of {}fold."""
    return {
        pattern.replace("{}", name): Fraction(value)
        for pattern in patterns
        for name, value in cardinals.items()
        if value > 1
    }


def _below_hundred(words: Mapping[int, list[str]], joining: Joining) -> dict[str, int]:
    """Tens and ones in one word: einundzwanzig."""
    found = {}
    for tens in range(20, HUNDRED, 10):
        for one in range(1, 10):
            for ten in words[tens]:
                pair = (words[one][0], ten) if joining.is_ones_first else (ten, words[one][0])
                found[joining.tens.join(pair)] = tens + one
    return found


# ---- several words --------------------------------------------------------------------------------------------------


def extend(number: Sum, value: int) -> Sum | None:
    """The number with one word more: thousand, two hundred; fifty, two. None if no number goes on so."""
    above, below, scale = number
    if _is_scale(value):
        if not scale or value < scale:
            return Sum(above + (below or 1) * value, 0, value)
        return Sum((above + below) * value, 0, value) if above + below < value else None  # mil millones
    if value == HUNDRED:
        return Sum(above, (below or 1) * HUNDRED, scale) if below < HUNDRED else None
    room = below % HUNDRED
    if value == 0:
        is_next = number == Sum()
    elif value < HUNDRED:
        is_next = room == 0 or (value < 10 and room >= 20 and room % 10 == 0)
    else:
        is_next = below == 0 and (scale == 0 or value < scale)
    return Sum(above, below + value, scale) if is_next else None


def _is_scale(value: int) -> bool:
    """True of a thousand, a million and so on."""
    return value >= THOUSAND and value in _SCALES


_SCALES = frozenset(10**power for power in range(3, 31, 3))


# ---- one word -------------------------------------------------------------------------------------------------------


def may_be_number(word: str, spelling: Spelling) -> bool:
    """True of a word that is worth a closer look: it is long, and begins as numbers do."""
    return len(word) >= _SHORTEST and word[:3] in spelling.starts


def read_word(word: str, spelling: Spelling) -> Numeral | None:
    """The number of a word, which may be a long one: zweitausendfünfhundert, einundzwanzigste, zweieinhalbfach."""
    value: int | Fraction | None = spelling.cardinals.get(word)
    if value is not None or not may_be_number(word, spelling) or len(word) > _LONGEST:
        return None if value is None else Numeral("cardinal", value, len(word))
    word = word[0].lower() + word[1:]
    value = _read_joined(word, spelling)
    if value is not None:
        return Numeral("cardinal", value, len(word))
    for place in range(max(1, len(word) - _LONGEST_TAIL), len(word)):
        tail = spelling.tails.get(word[place:])
        if tail and (found := _read_tailed(word, place, tail, spelling)):
            return found
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
    if tail.kind in ("fraction", "half"):
        value = _read_fraction(before, tail, spelling)
        return Numeral("cardinal" if value and value > 1 else "fraction", value, len(word)) if value else None
    value = _read_amount(before.removeprefix(tail.first), spelling) if before.startswith(tail.first) else None
    if value is None or value == 1:
        return None  # einfach, einmal
    return Numeral("factor", value, len(word)) if tail.kind == "factor" else Numeral("cardinal", value, place)


def _read_fraction(before: str, tail: Tail, spelling: Spelling) -> Fraction | None:
    """Zweieinhalb, dreiviertel; einundzwanzigstel."""
    times = _read_joined(before, spelling)
    if tail.kind == "half":
        return times + Fraction(1, 2) if times else None
    below = spelling.cardinals[tail.last] if times else _read_joined(before + tail.last, spelling)
    return Fraction(times or 1, below) if below else None


def _read_amount(word: str, spelling: Spelling) -> int | Fraction | None:
    """A number before a tail, which may have a tail itself: zweieinhalb-fach, dreiviertel-stunde."""
    value: int | Fraction | None = _read_joined(word, spelling) or spelling.fractions.get(word)
    for place in range(max(1, len(word) - _LONGEST_TAIL), len(word) if value is None else 0):
        tail = spelling.tails.get(word[place:])
        if tail and tail.kind in ("fraction", "half") and (value := _read_fraction(word[:place], tail, spelling)):
            break
    return value


def read_cardinal(word: str, spelling: Spelling) -> int | None:
    """The value of a word that is a whole number and nothing else."""
    found = read_word(word, spelling)
    is_whole = found and found.kind == "cardinal" and found.end == len(word)
    return found.value if found and is_whole and isinstance(found.value, int) else None
