"""A text as the glossary compares it: one spelling for what readers take for the same, and where each part stood.

It begins with `i18n.spelling`. White space gets one spelling, too; line breaks between Han characters go, and so do
spaces between one of them and a Latin letter or a digit. `plain` keeps case and hyphens, `folded` does not: in it
hyphens are spaces, and ı is i, as the capital of both is I to most. Both are of one length. ß stays ß (ẞ becomes it),
for Maße and Masse are two words.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right

from microsite.i18n.spelling import MARKS, Spelled, spell
from microsite.values.named import NamedTuple

_WIDE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
HYPHENS = "-"
SPACES = " \t\n\r"

_FULL_WIDTH = re.compile("[\uff01\uff08\uff09]")  # no term has ，：；？
_LATIN = "0-9A-Za-z"
_SPACE = "[ \t\n]"
MARK = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]")
"""A mark on a letter, or one that chooses among the forms of a character."""

_UNEVEN = (
    f"({_SPACE}(?:(?<=[{_LATIN}].)[ \t\n]*(?=[{_WIDE}])"
    f"|(?<=[{_WIDE}].)(?:[ \t\n]*(?=[{_LATIN}])|(?:(?<=\n)|[ \t]*\n)[ \t\n]*(?=[{_WIDE}]))))"
    "|-[ \t]*\n[ \t\n]*|[ \t\n\r]{2,}"
)
"""What becomes something of another length, or might; 1 is what vanishes."""

_RUNS = ("\t", "\r", "  ", "\n ", " \n", "\n\n", "-\n")
_BREAK = re.compile(f"\n(?<=[{_WIDE}]\n)")
_GAP = f"{_SPACE}(?:(?<=[{_WIDE}].)[{_LATIN}]|(?<=[{_LATIN}].)[{_WIDE}])"

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

    spelled: Spelled = Spelled("")
    """What it was made from, and how that was."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where something of this text stands in the text that it was made from."""
        if self.starts:
            first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
            begin = self.origins[first] + (0 if self.ends[first] >= 0 else start - self.starts[first])
            finish = self.ends[last] if self.ends[last] >= 0 else self.origins[last] + end - self.starts[last]
            start, end = begin, finish
        return self.spelled.origin(start, end)


@functools.lru_cache(maxsize=4)  # one text is searched for several things, one after the other
def fold(text: str) -> Folded:
    """Fold a text."""
    spelled = spell(text)
    plain = text if text.isascii() else spelled.text.translate(MARKS)
    stretches: _Stretches = ((), (), ())
    is_uneven = any(map(plain.__contains__, _RUNS)) or (
        not plain.isascii() and (_BREAK.search(plain) or (_HAN.search(plain) and _compile(_GAP).search(plain)))
    )
    if is_uneven:
        plain, stretches = _even(plain)
    if not plain.isascii():
        plain = _FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - 0xFEE0), plain)
    return Folded(plain, lower(spaced(plain)), *stretches, spelled)


def spaced(plain: str) -> str:
    """A plain text with spaces for hyphens and for other white space."""
    for gap in HYPHENS + SPACES[1:]:
        plain = plain.replace(gap, " ")
    return plain


def lower(text: str) -> str:
    """Small letters, as many as there were."""
    return text.replace("İ", "i").lower().replace("ı", "i")


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
    return "-" if part[0] in HYPHENS else " "
