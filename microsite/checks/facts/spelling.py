"""How a language spells numbers: its tables, made into the words that numbers are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from microsite.checks.facts.expressions import cased, names_by_value, split_names
from microsite.i18n.tables import Table
from microsite.values.named import NamedTuple

HUNDRED, THOUSAND, MILLION = 100, 1000, 10**6
_FULL_WORD = 5
"""Scales of fewer letters are abbreviations: “bn”, “Mio.”."""
_PARTS = range(3, 11)
"""What a whole is divided into, behind a number: thirds to tenths."""
START, END = 4, 3
"""So many letters of a word are looked at, before all of it is."""


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
    links: tuple[str, ...]
    """All that may stand between two words of a number."""


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
    """ordinal, superlative (drittgrößte), fraction, part, scale; suffix of what may stand behind digits, too."""
    last: str = ""
    """The cardinal in which the number of an ordinal or a fraction ends: dritte is a drei. Of a superlative the ending
    of the ordinal before it."""
    part: Fraction = Fraction(0)
    """What is added to the number before it, a half, three quarters; or of a scale, by what it is multiplied."""


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
    """The first letters of longer words that begin with a number; `ends` are the last."""
    ends: frozenset[str]


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
    halves, superlatives = split_names(parts.get("and-half", "")), split_names(ordinals.get("superlatives", ""))
    endings, patterns = split_names(parts.get("endings", "")), split_names(factors.get("patterns", ""))
    fractions = {stem + end: Fraction(1, value) for stem, value in stems.items() if value > 2 for end in endings}
    fractions |= _by_number(parts)
    joints: list[tuple[str, int]] = []
    mixed: dict[str, Fraction] = {}
    tails: dict[str, Tail] = {}
    if joining.is_one_word:
        multipliers = {**scales, by_value[THOUSAND][0]: THOUSAND, by_value[HUNDRED][0]: HUNDRED}
        joints = sorted(((name.lower(), value) for name, value in multipliers.items()), key=_largest_first)
        names = {value: name for name, value in joints} | {value: one[0] for value, one in by_value.items()}
        known = {stem: names[value] for stem, value in stems.items() if value in names}
        tails = {name.lower(): Tail("suffix") for name in suffixes if name.isalpha() and len(name) > 2}
        tails |= {stem + end: Tail("ordinal", name) for stem, name in known.items() for end in inflections}
        tails |= {stem + end: Tail("fraction", name) for stem, name in known.items() for end in endings}
        tails |= {one + end: Tail("superlative", end) for one in superlatives for end in inflections}
        mixed = {half: Fraction(1, 2) for half in halves} | _parts(stems, by_value, endings)
        tails |= {name: Tail("part", part=part) for name, part in mixed.items()}
        tails |= {name: Tail("scale", part=Fraction(value)) for name, value in joints}
        cardinals = _below_hundred(by_value, joining) | cardinals
    begins = (
        stems | cardinals | {name: 1 for name, value in fractions.items() if value in (Fraction(1, 2), Fraction(3, 2))}
    )
    starts = _starts(begins, [*joining.links, *(name for name, _ in joints), *mixed], tails)
    return Spelling(
        joining,
        cased(cardinals),
        cased(scales),
        cased({name: int(value) for name, value in names_by_value(table.get("groups", {})).items()}),
        cased({stem + end: value for stem, value in stems.items() for end in inflections}),
        cased(fractions),
        cased(_apply(patterns, by_value) | _by_number(factors)),
        cased({name: int(value) for name, value in _by_number(table.get("rough", {})).items()}),
        tuple(joints),
        tails,
        starts if tails else frozenset(),
        frozenset(name[-END:] for name in (*cardinals, *tails) if tails),
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
        tuple(filter(None, (own.get("hundreds"), own.get("tens")))),
    )


def _largest_first(joint: tuple[str, int]) -> tuple[int, int]:
    return -joint[1], -len(joint[0])


def _by_number(table: Table) -> dict[str, Fraction]:
    """The names of a table’s lines whose keys are numbers, by their values."""
    return {name: Fraction(key) for name, key in names_by_value(table).items() if key[0].isdigit()}


def _apply(patterns: Iterable[str], words: Mapping[int, list[str]]) -> dict[str, Fraction]:
    """Words such as twofold, of {}fold."""
    numbers = [(name, value) for value, names in words.items() for name in names if value > 1]
    return {pattern.replace("{}", name): Fraction(value) for pattern in patterns for name, value in numbers}


def _parts(stems: Mapping[str, int], words: Mapping[int, list[str]], endings: Sequence[str]) -> dict[str, Fraction]:
    """Parts that may end a number in one word: einviertel and dreiviertel of zweieinviertel, eindreiviertel."""
    return {
        f"{words[times][0]}{stem}{ending}": Fraction(times, value)
        for stem, value in stems.items()
        for times in range(1, value if value in _PARTS else 0)
        for ending in endings[:1]
    }


def _starts(begins: Mapping[str, int], links: Sequence[str], tails: Iterable[str]) -> frozenset[str]:
    """The first letters of words that begin with a number; with one, of longer numbers alone: “einfach” is none."""
    longer = [*links, *tails]
    found = {
        (name + last[:1])[:START]
        for name, value in begins.items()
        for last in (("",) if len(name) >= START else links if value == 1 else longer)
    }
    return frozenset(cased(dict.fromkeys(found)))


def _below_hundred(words: Mapping[int, list[str]], joining: Joining) -> dict[str, int]:
    """Tens and ones in one word: einundzwanzig."""
    found = {}
    for tens in range(20, HUNDRED, 10):
        for one in range(1, 10):
            for ten in words[tens]:
                pair = (words[one][0], ten) if joining.is_ones_first else (ten, words[one][0])
                found[joining.tens.join(pair)] = tens + one
    return found


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
