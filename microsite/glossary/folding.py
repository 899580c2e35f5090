"""A text as the glossary compares it: one spelling for what readers take for the same, and where each part stood.

Composed and decomposed letters, full-width forms, apostrophes, “ ” and white space get one spelling; soft hyphens and
what nobody sees go, and so do line breaks between Han characters, and spaces between one of them and a Latin letter or
a digit. `plain` keeps case and hyphens, `folded` does not: in it hyphens are spaces. Both are of one length. Letters
are composed with the marks of Latin, Greek and Cyrillic, not with those of Hangul or Indic scripts. Half-width katakana
become wide. ß stays ß (ẞ becomes it), for Maße and Masse are two words, and İ becomes i.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

_WIDE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"

MARK = re.compile(f"[{_MARKS}]")
"""A mark on a letter, or one that chooses among the forms of a character."""

_INVISIBLE = "\u00ad\u200b\u2060\ufeff"

HYPHENS = "-\u2010\u2011"
SPACES = " \t\n\r\xa0\u2007\u2009\u202f\u3000"

_FULL_WIDTH = re.compile("[\uff01-\uff0b\uff0d-\uff19\uff1d\uff20-\uff3e\uff3f-\uff5e]")  # no term has ，：；？
_LATIN = "0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_SPACE = "[ \t\n\xa0\u2009\u202f]"
_UNEVEN = (
    f"([{_INVISIBLE}]+|{_SPACE}(?:(?<=[{_LATIN}].)[ \t\n]*(?=[{_WIDE}])"
    f"|(?<=[{_WIDE}].)(?:[ \t\n]*(?=[{_LATIN}])|(?:(?<=\n)|[ \t]*\n)[ \t\n]*(?=[{_WIDE}]))))"
    f"|[{HYPHENS}][ \t]*\n[ \t\n]*|[ \t\n\r]{{2,}}"
    "|[\uff66-\uff9f]+"
    f"|[^{_MARKS}\\s\\x00-\\x1f][{_MARKS}]+|[\u2126\u212a\u212b\uf900-\ufaff]|\u3000"
)
"""What becomes something of another length, or might; 1 is what vanishes."""

_RUNS = ("\t", "\r", "  ", "\n ", " \n", "\n\n", "-\n")
_BREAK = re.compile(f"\n(?<=[\u2010\u2011{_WIDE}]\n)")
_GAP = f"{_SPACE}(?:(?<=[{_WIDE}].)[{_LATIN}]|(?<=[{_LATIN}].)[{_WIDE}])"
_ODD = f"{_INVISIBLE}{_MARKS}\u2126\u212a\u212b\u3000\uf900-\ufaff\uff66-\uff9f"
_IS_ODD = re.compile(f"[{_ODD}]")
_IS_ODD_OR_FULL_WIDTH = re.compile(f"[{_ODD}\uff01-\uff5e]")
"""What every uneven part has something of: nearly all texts have nothing of it, which is quickly seen."""

_QUOTATION_MARKS = (("\u2019", "'"), ("\u02bc", "'"), ("\u201c", '"'), ("\u201d", '"'))

_HAN = re.compile(f"[{_WIDE}]")
_KATAKANA = re.compile("[\u3099\u309a\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]")


_Stretches = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


class Folded(NamedTuple):
    """A text to compare, and the way back: the n-th stretch begins here at `starts` and there at `origins`."""

    plain: str
    folded: str
    starts: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()  # where a stretch ends there if it was rewritten, else -1

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where something of this text stands in the text that it was made from."""
        if not self.starts:
            return start, end
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        begin = self.origins[first] + (0 if self.ends[first] >= 0 else start - self.starts[first])
        finish = self.ends[last] if self.ends[last] >= 0 else self.origins[last] + end - self.starts[last]
        return begin, finish


@functools.lru_cache(maxsize=4)  # one text is searched for several things, one after the other
def fold(text: str) -> Folded:
    """Fold a text."""
    plain = text
    stretches: _Stretches = ((), (), ())
    is_ascii = text.isascii()
    is_wide = not is_ascii and _IS_ODD_OR_FULL_WIDTH.search(text) is not None
    is_uneven = any(map(text.__contains__, _RUNS)) or (
        not is_ascii
        and (
            _BREAK.search(text)
            or (is_wide and _IS_ODD.search(text))
            or (_HAN.search(text) and _compile(_GAP).search(text))
        )
    )
    if is_uneven:
        plain, stretches = _even(text)
    if is_wide:
        plain = _FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - 0xFEE0), plain)
    if not is_ascii:
        for mark, straight in _QUOTATION_MARKS:
            plain = plain.replace(mark, straight)
    return Folded(plain, lower(spaced(plain)), *stretches)


def spaced(plain: str) -> str:
    """A plain text with spaces for hyphens and for other white space."""
    for gap in HYPHENS + SPACES[1:] if not plain.isascii() else "-\n\t\r":
        plain = plain.replace(gap, " ")
    return plain


def lower(text: str) -> str:
    """Small letters, as many as there were."""
    return text.replace("İ", "i").lower()


def is_han(character: str) -> bool:
    """True for a character that is a word or a part of one without a space beside it."""
    return _HAN.match(character) is not None


def is_katakana(character: str) -> bool:
    """True for a character of katakana, a run of which is one word (UAX 29, WB13)."""
    return _KATAKANA.match(character) is not None


def is_letter(character: str) -> bool:
    """True for what makes a word longer that it stands beside: letters, digits, `_`, and what is put on letters."""
    if character.isascii():
        return character.isalnum() or character == "_"
    return (character.isalnum() or unicodedata.category(character)[0] == "M") and not is_han(character)


@functools.cache
def _compile(pattern: str) -> re.Pattern[str]:
    """A pattern that few texts need: classes of all Han characters take milliseconds to compile."""
    return re.compile(pattern, re.DOTALL)


def _even(text: str) -> tuple[str, _Stretches]:
    """The text with each uneven part rewritten, and its stretches."""
    out: list[str] = []
    starts, origins, ends = [], [], []
    position = done = 0
    for match in _compile(_UNEVEN).finditer(text):
        before, new = text[done : match.start()], "" if match[1] else _rewrite(match[0])
        for piece, origin, end in ((before, done, -1), (new, match.start(), match.end())):
            if piece:
                starts.append(position)
                origins.append(origin)
                ends.append(end)
                out.append(piece)
                position += len(piece)
        done = match.end()
    starts.append(position)
    origins.append(done)
    ends.append(-1)
    out.append(text[done:])
    return "".join(out), (tuple(starts), tuple(origins), tuple(ends))


def _rewrite(part: str) -> str:
    if part[0] in HYPHENS:
        return "-"
    if "\uff66" <= part[0] <= "\uff9f":
        return unicodedata.normalize("NFKC", part)
    return " " if part.isspace() else unicodedata.normalize("NFC", part)
