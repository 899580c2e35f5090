"""Lines of a paragraph that begin like items and make no list: readers see them run together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from microsite.diagnostics.problems import Diagnostic, problem
from microsite.markup.places import Finder
from microsite.markup.tree import TextNode
from microsite.model.entries import Document, Prose

_IN_BRACKETS = ("（{}）", "({})", "{}）")
_FIRST_TWO: dict[tuple[str, str], tuple[str, ...]] = {
    ("1", "2"): _IN_BRACKETS,
    ("a", "b"): (*_IN_BRACKETS, "{})"),
    ("A", "B"): (*_IN_BRACKETS, "{})"),
    ("i", "ii"): (*_IN_BRACKETS, "{})"),
    ("一", "二"): (*_IN_BRACKETS, "{}、", "{}．"),
    **dict.fromkeys((("１", "２"), ("١", "٢"), ("۱", "۲"), ("१", "२")), (*_IN_BRACKETS, "{})", "{}.", "{}．", "{}、")),
    ("①", "②"): ("{}",),
    ("❶", "❷"): ("{}",),
}
_SECOND_BY_FIRST = {form.format(one): form.format(two) for (one, two), forms in _FIRST_TWO.items() for form in forms}
_SIGNS = "·・‧○■□◆◇►▶➢➤✓✔☑✅※★☆→–—"  # dots are told among the other marks
_BEGINNINGS = re.escape("".join(sorted({second[0] for second in _SECOND_BY_FIRST.values()})))
_SECOND = re.compile(
    rf"\n[ \t>]*+(?=[{_BEGINNINGS}{_SIGNS}])"
    rf"(?:{'|'.join(map(re.escape, sorted(_SECOND_BY_FIRST.values())))}|[{_SIGNS}])"
)  # what a text without such lines is found not to have, at little cost
_FIRST = re.compile("|".join(map(re.escape, sorted(_SECOND_BY_FIRST, key=len, reverse=True))))
_BULLET = re.compile(rf"[{_SIGNS[:-2]}]|[–—](?=[ \t])")
_KEPT = "to keep the lines as they are, end each with \\"
_NUMBERED = f"an item begins with a number, a full stop and a space: 1. item; {_KEPT}"
_BULLETED = f"an item begins with a hyphen and a space: - item; {_KEPT}"
_BREAKS = ("  ", "\\")


def check_lines(prose: Prose, _document: Document) -> Iterator[Diagnostic]:
    """`markup-visible`: the first of such lines of a paragraph, if the next one has the next number or sign."""
    if not _SECOND.search(prose.text):
        return
    body = Finder(prose)
    for block in body.tree.walk():
        if block.kind == "paragraph" and "\n" in block.text and (found := _find_item(block)):
            place, mark, hint = found
            message = f"readers see “{mark}”, which marks nothing here"
            yield problem("markup-visible", message, body.span(place, len(mark)), hint=hint)


def _find_item(block: TextNode) -> tuple[int, str, str] | None:
    """(its place, its mark, the hint) of the first line of a paragraph that looks like an item, as does the next."""
    for (start, line), (_, following) in itertools.pairwise(block.lines()):
        text, follows = line.lstrip(), following.lstrip()
        numbered, bulleted = _FIRST.match(text), _BULLET.match(text)
        mark = (numbered or bulleted or [""])[0]
        second = _SECOND_BY_FIRST[mark] if numbered else mark
        is_followed = mark and follows.startswith(second) and (numbered or _BULLET.match(follows))
        if is_followed and text[len(mark) :].strip() and not line.endswith(_BREAKS):
            return start + len(line) - len(text), mark, _NUMBERED if numbered else _BULLETED
    return None
