"""One spelling of what readers take for the same, however it was typed; all that compares texts begins here.

There are levels, each built on the one before; who compares takes the first that does not tell apart what is one to
its readers:

1. `spell`: letters and marks in one character or in several (NFC), characters that nobody sees, full-width letters,
   digits and symbols, half-width katakana, radicals that stand for characters. Its readers are the facts.
2. `alike`: apostrophes, quotation marks, hyphens, interpuncts and spaces of one kind, too. The digests of sections drop
   spaces and tell no quotation marks and dashes apart; they keep case, accents, and ß beside ss.
3. `glossary.folding`: case, ı and İ as i, and hyphens as spaces; a wording with ß is found as one with ss.
4. `i18n.searching` and `i18n.collate`: accents and punctuation count for nothing, or less.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from microsite.values.named import NamedTuple

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0"
)
"""Default ignorable code points (Unicode, DerivedCoreProperties) up to U+FFFF, for a class of a regular expression."""

HALF_WIDTH = "\uff66-\uff9f"
RADICALS = "\u2e9f\u2ef3\u2f00-\u2fd5"
_WIDE = "\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e"
"""What is half as wide elsewhere, but for punctuation, of which Chinese has its own: （，：；！？）."""

_ODD = re.compile(f"[{UNSEEN}{HALF_WIDTH}{RADICALS}{_WIDE}]")
_EVEN = re.compile(f"[{HALF_WIDTH}{RADICALS}{_WIDE}]")
_UNSEEN = re.compile(f"[{UNSEEN}]+")
_JAMO = ("\u1161", "\u11ff")
"""Vowels and finals of Korean syllables that are taken apart."""

APOSTROPHES = "’ʼ‘‛"
QUOTATION_MARKS = "“”„‟"
HYPHENS = "‐‑"
INTERPUNCTS = "・‧•"
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

MARKS = {
    ord(other): mark
    for mark, others in {"'": APOSTROPHES, '"': QUOTATION_MARKS, "-": HYPHENS, "·": INTERPUNCTS, " ": SPACES}.items()
    for other in others
}
"""The marks of the second level, one for each, as `str.translate` takes them."""


class Spelled(NamedTuple):
    """A text in one spelling, and the way back: the n-th stretch begins here at `starts` and there at `origins`."""

    text: str
    starts: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    """Where a stretch ends there if it was rewritten, else -1."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where something of this text stands in the text that it was made from."""
        if not self.starts:
            return start, end
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        begin = self.origins[first] + (0 if self.ends[first] >= 0 else start - self.starts[first])
        finish = self.ends[last] if self.ends[last] >= 0 else self.origins[last] + end - self.starts[last]
        return begin, finish


class _Plain(dict[int, str]):
    """What becomes of a character that has one for itself, worked out once for each."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        self[point] = unicodedata.normalize("NFKC", character) if _EVEN.match(character) else character
        return self[point]


_PLAIN = _Plain()


def is_odd(text: str) -> bool:
    """True if `spell` makes another text of it; hardly any text is odd, which is quickly seen."""
    return not text.isascii() and (_ODD.search(text) is not None or not unicodedata.is_normalized("NFC", text))


def spell(text: str) -> Spelled:
    """The first level, with the way back."""
    if not is_odd(text):
        return Spelled(text)
    text = text.translate(_PLAIN)
    out: list[str] = []
    starts, origins, ends = [], [], []
    position = done = 0
    for first, last, new in _rewritten(text):
        for piece, origin, end in ((text[done:first], done, -1), (new, first, last)):
            if piece:
                starts.append(position)
                origins.append(origin)
                ends.append(end)
                out.append(piece)
                position += len(piece)
        done = last
    starts.append(position)
    origins.append(done)
    ends.append(-1)
    out.append(text[done:])
    return Spelled("".join(out), tuple(starts), tuple(origins), tuple(ends))


def respell(text: str) -> str:
    """The first level without the way back, in a tenth of the time."""
    if not is_odd(text):
        return text
    plain = text.translate(_PLAIN) if _EVEN.search(text) else text
    return unicodedata.normalize("NFC", _UNSEEN.sub("", plain))


def alike(text: str) -> str:
    """The second level."""
    return text if text.isascii() else respell(text).translate(MARKS)


def _rewritten(text: str) -> Iterator[tuple[int, int, str]]:
    """Where something stands that becomes of another length, or may, and what it becomes."""
    if unicodedata.is_normalized("NFC", _UNSEEN.sub("", text)):
        for match in _UNSEEN.finditer(text):
            yield *match.span(), ""
        return
    start = 0
    for end in (*_borders(text), len(text)):
        part = text[start:end]
        if part and (new := unicodedata.normalize("NFC", _UNSEEN.sub("", part))) != part:
            yield start, end, new
        start = end


def _borders(text: str) -> Iterator[int]:
    """Where letters begin: what is no mark, and no part of a Korean syllable but its first."""
    for at, character in enumerate(text):
        is_mark = unicodedata.category(character)[0] == "M" or _JAMO[0] <= character <= _JAMO[1]
        if not is_mark and not _UNSEEN.match(character):
            yield at
