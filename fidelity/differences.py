"""The pieces of a page here and there → where they differ, and what kind of difference each is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from fidelity.deliberate import alike, is_excused
from fidelity.structure import Piece

_ELEMENT = re.compile(r"⟨/?([a-z0-9]+)[^⟩]*⟩")
_MARKS = (
    ("{:", re.compile(r"\{:")),
    ("{#", re.compile(r"\{#")),
    ("** or __", re.compile(r"\*\*|__")),
    ("~~", re.compile(r"~~")),
    ("[^", re.compile(r"\[\^")),
    ("](", re.compile(r"\]\(|\]\[")),
    ("`", re.compile(r"`")),
    ("|--", re.compile(r"\|[ :]*--|--[ :]*\|")),
    ("| cells", re.compile(r" \| ")),
    ("[ ]", re.compile(r"(?:^|\W)\[[ xX]\] ")),
    ("#", re.compile(r"^#")),
    ("*", re.compile(r"\*")),
    ("<", re.compile(r"</?[a-z]|-->")),
)
_INLINE = {"em": "emphasis", "strong": "emphasis", "b": "emphasis", "i": "emphasis", "a": "link", "img": "picture"}
_INLINE |= {"code": "code span", "del": "struck text", "br": "line break", "note": "footnote"}


class Difference(NamedTuple):
    """What stands here in the place of what stands there, either of which may be nothing."""

    kind: str
    ours: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    place: str
    """Words of the text that are near."""


def find_differences(ours: Sequence[Piece], theirs: Sequence[Piece], oracle: str) -> tuple[Difference, ...]:
    """The differences of a page from what the oracle of that name makes of it, without those that are deliberate."""
    here, there = alike(ours, oracle), alike(theirs, oracle)
    return () if here == there else tuple(_find(here, there, oracle))


def _find(here: list[Piece], there: list[Piece], oracle: str) -> Iterator[Difference]:
    for tag, a, b, c, d in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        ours, theirs = here[a:b], there[c:d]
        if tag == "equal" or is_excused(ours, theirs, oracle):
            continue
        place = next((one.text for one in (*theirs, *ours, *here[a - 1 : a]) if one.text), "")
        yield Difference(_kind(ours, theirs), tuple(ours), tuple(theirs), place)


def _kind(ours: Sequence[Piece], theirs: Sequence[Piece]) -> str:
    plain, other = _plain(ours), _plain(theirs)
    letters, expected = _letters(plain), _letters(other)
    shown, hidden = _marks(ours, theirs), _marks(theirs, ours)
    if plain == other and _shapes(ours) == _shapes(theirs):
        return _inline_kind(ours, theirs)
    if plain != other and shown:
        return f"mark shown: {shown[0]}"
    if plain != other and letters == expected and hidden:
        return f"mark not shown: {hidden[0]}"
    if letters == expected:
        return f"structure: {_name(theirs)} → {_name(ours)}" if _shapes(ours) != _shapes(theirs) else "text otherwise"
    if len(letters) < len(expected):
        return f"text lost: {_name(theirs)}"
    return f"text more: {_name(ours)}" if len(letters) > len(expected) else "text otherwise"


def _plain(pieces: Sequence[Piece]) -> str:
    """The text without elements and white space."""
    return re.sub(r"\s", "", "".join(_ELEMENT.sub("", one.text) for one in pieces))


def _letters(plain: str) -> str:
    return "".join(filter(str.isalnum, plain))


def _marks(shown: Sequence[Piece], hidden: Sequence[Piece]) -> list[str]:
    """The marks that stand more often in what is read of the former than of the latter; those in code do not count."""
    mine, other = ("\n".join(_readable(pieces)) for pieces in (shown, hidden))
    return [name for name, pattern in _MARKS if len(pattern.findall(mine)) > len(pattern.findall(other))]


def _readable(pieces: Sequence[Piece]) -> Iterator[str]:
    for one in pieces:
        if "```" not in one.shape:
            yield _ELEMENT.sub("", re.sub(r"⟨code⟩.*?⟨/code⟩", "", one.text))


def _shapes(pieces: Sequence[Piece]) -> list[str]:
    return [one.shape for one in pieces]


def _name(pieces: Sequence[Piece]) -> str:
    """What the first piece is, in words."""
    if not pieces:
        return "nothing"
    shape = pieces[0].shape
    around, leaf = re.fullmatch(r"([>^:|=+\-0-9. ]*? ?)((?:#+|```.*|---|=)?)", shape, re.DOTALL).groups()  # type: ignore[union-attr]
    depth = len(re.findall(r"[+\-] |[0-9]+\. |  ", around))
    name = {"#": f"heading {len(leaf)}", "`": "code", "-": "rule", "=": "term", "": "paragraph"}[leaf[:1]]
    if "|" in around:
        name = "cell"
    elif re.search(r"[+\-0-9.] \Z", around) and name == "paragraph":
        return f"item {depth}"
    where = [word for mark, word in ((">", "quotation"), ("^", "footnote"), (":", "definition")) if mark in around]
    where += ["item"] if depth and "|" not in around else []
    return f"{name} in {' in '.join(where)}" if where else name


def _inline_kind(ours: Sequence[Piece], theirs: Sequence[Piece]) -> str:
    """Which elements in the text differ."""
    for one, other in zip(ours, theirs, strict=False):
        if one.text != other.text:
            mine, others = ([match[1] for match in _ELEMENT.finditer(text)] for text in (one.text, other.text))
            names = [name for name in dict.fromkeys((*others, *mine)) if mine.count(name) != others.count(name)]
            if names:
                kind = _INLINE.get(names[0], names[0])
                return f"{kind} {'lost' if mine.count(names[0]) < others.count(names[0]) else 'more'}"
            for name in ("a", "img"):
                if re.findall(rf"⟨{name} [^⟩]*⟩", one.text) != re.findall(rf"⟨{name} [^⟩]*⟩", other.text):
                    return f"address of a {_INLINE[name]}"
            return f"place of {_INLINE.get(others[0], others[0])}" if others else "white space"
    return "structure"
