"""Which delimiters of emphasis belong together: CommonMark 0.31, section 6.2, in one pass."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence

from microsite.markup.attributes import find_attributes
from microsite.markup.tree import Inline, InlineMark


class Delimiter:
    """One sign of a run, which has `length` of them; `piece` is where it stands among the pieces."""

    __slots__ = ("closes", "end", "length", "opens", "piece", "sign")

    def __init__(self, sign: str, length: int, piece: int, *, opens: bool, closes: bool) -> None:
        """Have no end yet."""
        self.sign, self.length, self.piece, self.opens, self.closes = sign, length, piece, opens, closes
        self.end = -1


def pair(delimiters: Sequence[Delimiter], out: list[Inline]) -> None:
    """Put elements in the place of the delimiters that belong together."""
    if len(delimiters) > 1:
        _match(delimiters)
        _write(delimiters, out)


def _match(delimiters: Sequence[Delimiter]) -> None:
    """Find the end of each delimiter that has one.

    `jumps` says how many delimiters before one need not be looked at again, and `bottoms` below which there is no
    opener for a closer of its kind: so the time is in proportion to their number.
    """
    bottoms: dict[tuple[str, bool, int], int] = {}
    jumps: list[int] = []
    head, last = 0, -2
    for number, closer in enumerate(delimiters):
        jumps.append(0)
        if delimiters[head].sign != closer.sign or last != closer.piece - 1:
            head = number
        last = closer.piece
        if not closer.closes:
            continue
        kind = (closer.sign, closer.opens, closer.length % 3)
        bottom = bottoms.get(kind, -1)
        at = head - jumps[head] - 1
        lowest = at
        while at > bottom:
            opener = delimiters[at]
            if opener.sign == closer.sign and opener.opens and opener.end < 0 and not _is_odd(opener, closer):
                jump = jumps[at - 1] + 1 if at > 0 and not delimiters[at - 1].opens else 0
                jumps[number], jumps[at] = number - at + jump, jump
                closer.opens = opener.closes = False
                opener.end = number
                lowest, last = -1, -2
                break
            at -= jumps[at] + 1
        if lowest != -1:
            bottoms[kind] = lowest


def _is_odd(opener: Delimiter, closer: Delimiter) -> bool:
    """True where one of both may open and close, and the sum of the lengths says that they do not belong together."""
    if closer.sign == "~" or not (opener.closes or closer.opens):
        return False
    return (opener.length + closer.length) % 3 == 0 and (opener.length % 3 != 0 or closer.length % 3 != 0)


def _write(delimiters: Sequence[Delimiter], out: list[Inline]) -> None:
    number = len(delimiters) - 1
    while number >= 0:
        start = delimiters[number]
        if start.end < 0:
            number -= 1
            continue
        end = delimiters[start.end]
        before = delimiters[number - 1] if number else None
        is_strong = (
            start.sign != "~"
            and before is not None
            and before.end == start.end + 1
            and before.sign == start.sign
            and before.piece == start.piece - 1
            and delimiters[before.end].piece == end.piece + 1
        )
        name = "strong" if is_strong else "del" if start.sign == "~" else "em"
        last = delimiters[before.end].piece if is_strong and before else end.piece
        following = out[last + 1] if last + 1 < len(out) else ""
        attributes: tuple[tuple[str, str], ...] = ()
        if isinstance(following, str) and following[:1] == "{" and (found := find_attributes(following, 0)):
            attributes, out[last + 1] = found[0], following[found[1] :]
        out[start.piece] = InlineMark("open", name, attributes)
        out[end.piece] = InlineMark("close", name)
        if is_strong and before:
            out[before.piece] = ""
            out[delimiters[before.end].piece] = ""
            number -= 1
        number -= 1


# ---- characters -----------------------------------------------------------------------------------------------


_ENDS = frozenset(":;,.!?")
_WIDE_ENDS = frozenset("、。，．！？；：")
_WIDE_BRACKETS = {"Ps": "（", "Pi": "（", "Pe": "）", "Pf": "）"}
_WIDE = "字（）"


@functools.lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """The kind of a character: " " is white space, "." punctuation, "字" wide as Han is, "a" anything else.

    Of what is wide, "（" opens, and "）" closes or ends a sentence.
    """
    if character.isspace():
        return " "
    if unicodedata.east_asian_width(character) in "WF":
        return "）" if character in _WIDE_ENDS else _WIDE_BRACKETS.get(unicodedata.category(character), "字")
    return "." if unicodedata.category(character)[0] in "PS" else "a"


def flanks(sign: str, before: str, after: str) -> tuple[bool, bool]:
    """(can it open, can it close) of a run of a sign between two characters; Han and its punctuation are like letters.

    CommonMark breaks `**“重点”**人才`, since it looks for spaces there. But nothing opens behind a letter before what
    closes or ends a sentence, or closes behind what opens: `名*、*名*`.
    """
    first, second = _kind(before), _kind(after)
    left = second != " " and (second != "." or first != "a") and (second != "）" or first not in "a字")
    right = first != " " and (first != "." or second != "a") and (first != "（" or second not in "a字")
    if sign == "_":
        return left and (not right or first in f".{_WIDE}"), right and (not left or second in f".{_WIDE}")
    return left, right


def before_run(text: str, start: int) -> str:
    """The character that stands before a run, for `flanks`.

    Chinese and Japanese also end with half-width marks what goes on without a space (`**会議:**MIT`): of these, it is
    the wide one before the mark.
    """
    mark = text[start - 1 : start] if start else "\n"
    return text[start - 2] if mark in _ENDS and start > 1 and _kind(text[start - 2]) in _WIDE else mark
