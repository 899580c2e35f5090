"""Which terms a text uses in any form: within compounds, in the plural, in any case. Less sure than what is linked.

What is sought are stems, on letters without marks: “Knot” for “Knoten”, so that Monero-Knoten and Knotens have it, and
“Markt” so that Märkte has it. Of a term of several words each may have another ending. Stems of fewer than four letters
stand at the beginning of a word, with nothing or an ending behind them: IP-Adresse, NFTs, cities.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from microsite.glossary.attached import Attached, find_attached
from microsite.glossary.folding import HYPHENS, MARK, fold, is_letter, lower
from microsite.glossary.wordings import ATTACHED, BORDER, Wording
from microsite.i18n.tables import find_table
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    import ahocorasick

_SHORT = 4
"""Stems of fewer letters are parts of other words by chance."""

_LONGEST = 4
"""The longest ending in a table, in letters."""

_WORD = re.compile(rf"[^{HYPHENS}\s]+")
_HYPHENATED = re.compile(rf"(?<!\w)\w+(?:[{HYPHENS}]\w+)+")


class _Pattern(NamedTuple):
    """What is found by the stem of its first word."""

    key: str
    first: str
    is_short: bool
    is_exact: bool
    others: re.Pattern[str] | None
    """The rest of it, from behind the stem of its first word on."""


class InAnyForm:
    """The wordings of a language, to be found in any form. What finds them is made when it is first needed."""

    def __init__(self, wordings: Iterable[Wording], tag: str) -> None:
        """Take these, in any order."""
        self._wordings, self._tag = tuple(wordings), tag

    def __reduce__(self) -> tuple[type[InAnyForm], tuple[tuple[Wording, ...], str]]:
        """Pickle what it is made from."""
        return InAnyForm, (self._wordings, self._tag)

    def find(self, text: str) -> frozenset[str]:
        """The keys of the terms that a text uses."""
        if not self._wordings:
            return frozenset()
        plain = _plain(text)
        hyphenated = [word for word in plain.split() if "-" in word or not word.isascii()]
        joined = (word.translate(_NO_HYPHENS) for word in _HYPHENATED.findall(" ".join(hyphenated)))
        plain = BORDER.join((plain, *joined))
        lowered = lower(plain)
        found: set[str] = set()
        for last, patterns in self._automaton.iter(lowered):
            for pattern in patterns:
                if pattern.key not in found and self._is_used(pattern, plain, lowered, last + 1):
                    found.add(pattern.key)
        return frozenset(found)

    def _is_used(self, pattern: _Pattern, plain: str, lowered: str, end: int) -> bool:
        """True if a wording whose first stem ends there is a word of the text, or a part of one."""
        start = end - len(pattern.first)
        if pattern.is_exact and plain[start:end] != pattern.first:
            return False
        if pattern.is_short and _is_in_word(plain, start - 1):
            begin = start
            while begin > start - ATTACHED and _is_in_word(plain, begin - 1):
                begin -= 1
            if not self._attached.is_before(plain[begin:start], end - start):
                return False
        if pattern.others:
            return pattern.others.match(lowered, end) is not None
        return not pattern.is_short or self._is_ending(lowered, end, end - start)

    def _is_ending(self, text: str, place: int, length: int) -> bool:
        """True if the word ends there, of whose stem so many letters stand before, or has an ending behind it."""
        end = place
        while end <= place + ATTACHED and _is_in_word(text, end):
            end += 1
        return end == place or text[place:end] in self._endings or self._attached.is_behind(text[place:end], length)

    @functools.cached_property
    def _attached(self) -> Attached:
        return find_attached(self._tag)

    @functools.cached_property
    def _endings(self) -> frozenset[str]:
        return frozenset(find_table(self._tag, "prose").get("endings", "").split())

    @functools.cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        """Finds the stem of a first word; a value is the patterns that begin with it."""
        import ahocorasick  # late: see `Glossary`

        patterns: dict[str, list[_Pattern]] = {}
        for wording in self._wordings:
            for text, is_exact in _parts(wording):
                for pattern in self._patterns(wording.key, _WORD.findall(_plain(text)), is_exact=is_exact):
                    patterns.setdefault(lower(pattern.first), []).append(pattern)
        automaton = ahocorasick.Automaton()
        for first, those in patterns.items():
            automaton.add_word(first, tuple(those))
        automaton.make_automaton()
        return automaton

    def _patterns(self, key: str, words: Sequence[str], *, is_exact: bool) -> Iterator[_Pattern]:
        """What finds these words, in forms of their own each."""
        if not words:
            return
        stems = [self._stem(word, _SHORT) for word in words]
        rest = "".join(rf"\w{{0,{_LONGEST}}}[{HYPHENS}\s]*{re.escape(lower(stem))}" for stem in stems[1:])
        firsts = {stems[0]} if rest else {stems[0], self._stem(words[0], _SHORT - 1)}
        for first in sorted(firsts):
            is_short = len(first) < _SHORT and is_letter(first[0])
            yield _Pattern(key, first, is_short, is_exact, re.compile(rest) if rest else None)

    def _stem(self, word: str, least: int) -> str:
        """A word without its ending, if so many letters are left."""
        cuts = range(max(least, len(word) - _LONGEST), len(word))
        return next((word[:cut] for cut in cuts if lower(word[cut:]) in self._endings), word)


def _parts(wording: Wording) -> Iterator[tuple[str, bool]]:
    """A wording, and if it is exact; of one with a short form in brackets both by themselves."""
    text = wording.text.strip()
    start = max(text.rfind(bracket) for bracket in "(（") if text.endswith((")", "）")) else -1
    if start <= 0:
        yield text, wording.is_exact
        return
    short = text[start + 1 : -1]
    yield text[:start], wording.is_exact
    yield short, wording.is_exact or short.isupper()


_NO_HYPHENS = dict.fromkeys(map(ord, HYPHENS))


def _plain(text: str) -> str:
    """A text as it is compared with wordings, with letters that have no marks."""
    plain = fold(text).plain.replace("ß", "ss")
    if plain.isascii():
        return plain
    return MARK.sub("", unicodedata.normalize("NFD", plain))


def _is_in_word(text: str, place: int) -> bool:
    if not 0 <= place < len(text):
        return False
    if text[place] != "'":
        return is_letter(text[place])
    return is_letter(text[place - 1 : place] or " ") and is_letter(text[place + 1 : place + 2] or " ")
