"""Lines of a paragraph that begin like items and make no list: readers see them run together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from microsite.diagnostics.problems import Diagnostic, problem
from microsite.markup.places import Finder, say_seen
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
_COUNTED_LINE = re.compile(r"\n[ \t>]*+(?:[2-9]|[1-9][0-9]+)[.)][ \t\u00a0\u3000]")
_BEHIND_TEXT = re.compile(
    r"^[ \t>]*+(?![0-9]+[.)][ \t]|[-*+][ \t])\S.*\n[ \t>]*+(?:[2-9]|[1-9][0-9]+)[.)][ \t\u00a0\u3000]", re.MULTILINE
)
_COUNTED = re.compile(r"([0-9]{1,3})([.)])[ \t\u00a0\u3000]+(?=(\S+))")  # larger numbers are years and amounts
_ENDED = re.compile(r"[.!?。！？:：…][\s*_\"'”“»«’）)」』]*\Z")
_SIGNS = "·・‧○■□◆◇►▶➢➤✓✔☑✅※★☆→–—"  # dots are told among the other marks
_BEGINNINGS = re.escape("".join(sorted({second[0] for second in _SECOND_BY_FIRST.values()})))
_TIGHT = r"[oØ§](?=[ \t\u00a0]{2,}\S)|[-+–－](?=[^\W\d_])|\*(?=[^\W\d_][^*\n]*$)"
_TIGHT_LINE = re.compile(rf"\n[ \t>]*+(?:{_TIGHT})", re.MULTILINE)
_SECOND = re.compile(
    rf"\n[ \t>]*+(?=[{_BEGINNINGS}{_SIGNS}])"
    rf"(?:{'|'.join(map(re.escape, sorted(_SECOND_BY_FIRST.values())))}|[{_SIGNS}])"
)  # what a text without such lines is found not to have, at little cost
_FIRST = re.compile("|".join(map(re.escape, sorted(_SECOND_BY_FIRST, key=len, reverse=True))))
_BULLET = re.compile(rf"[{_SIGNS[:-2]}]|[–—](?=[ \t\u00a0\u202f])|{_TIGHT}")
_KEPT = "to keep the lines as they are, end each with \\"
_NUMBERED = f"an item begins with a number, a full stop and a space: 1. item; {_KEPT}"
_BEGUN = f"leave an empty line before it, since the list does not begin with 1; {_KEPT}"
_WIDE = f"write a plain space behind the number of an item: 1. item; {_KEPT}"
_BULLETED = f"an item begins with a hyphen and a space: - item; {_KEPT}"
_COLUMNS = re.compile(r"\S\t[^\n]*\S[^\n]*\n[^\n]*\S\t")
_MOST = 20  # columns
_BREAKS = ("  ", "\\")


def check_lines(prose: Prose, _document: Document) -> Iterator[Diagnostic]:
    """`markup-visible`: the first of such lines of a paragraph, if the next one has the next number, sign or tabs."""
    text = prose.text
    is_counted = _COUNTED_LINE.search(text) and _BEHIND_TEXT.search(text)
    if (
        not is_counted
        and not _SECOND.search(text)
        and not _TIGHT_LINE.search(text)
        and not ("\t" in text and _COLUMNS.search(text))
    ):
        return
    body = Finder(prose)
    for block in body.tree.walk():
        if block.kind != "paragraph" or "\n" not in block.text:
            continue
        if found := _find_item(block, prose.path):
            place, mark, hint = found
            yield problem("markup-visible", say_seen(mark), body.span(place, len(mark)), hint=hint)
        elif "\t" in block.text and (row := _find_columns(block)):
            place, cells = row
            message = "readers see the columns of this line run together: tabs mark nothing here"
            hint = (
                f"write {_write_row(cells)}, below it {_write_row(['---'] * len(cells))}, and the other rows likewise"
            )
            yield problem("markup-visible", message, body.span(place, len(cells[0])), hint=hint)


def _find_item(block: TextNode, path: str) -> tuple[int, str, str] | None:
    """(its place, its mark, the hint) of the first line of a paragraph that looks like an item, as does the next."""
    above = ""
    for (start, line), (_, following) in itertools.pairwise(block.lines()):
        text, follows, is_begun = line.lstrip(), following.lstrip(), not above or _ENDED.search(above)
        above = line
        if line.endswith(_BREAKS):
            continue
        if is_begun and (counted := _COUNTED.match(text)) and _is_next(counted, follows, path):
            return start + len(line) - len(text), counted[0].rstrip(), _BEGUN if counted[0][-1] in " \t" else _WIDE
        numbered, bulleted = _FIRST.match(text), _BULLET.match(text)
        mark = (numbered or bulleted or [""])[0]
        second = _SECOND_BY_FIRST[mark] if numbered else mark
        is_followed = mark and follows.startswith(second) and (numbered or _BULLET.match(follows))
        if is_followed and text[len(mark) :].strip():
            return start + len(line) - len(text), mark, _NUMBERED if numbered else _BULLETED
    return None


def _find_columns(block: TextNode) -> tuple[int, list[str]] | None:
    """(its place, its cells) of the first line of a paragraph with tabs between words, if the next has as many."""
    for (start, line), (_, following) in itertools.pairwise(block.lines()):
        cells, others = _split(line), _split(following)
        is_named = any(map(str.isalnum, cells[0]))  # else the tab stands behind the sign of an item
        if is_named and 1 < len(cells) == len(others) <= _MOST and not line.endswith(_BREAKS):
            return start + len(line) - len(line.lstrip()), cells
    return None


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().split("\t")]


def _write_row(cells: list[str]) -> str:
    escaped = [cell.replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(escaped)} |"


def _is_next(counted: re.Match[str], follows: str, path: str) -> bool:
    """True if a line begins with the number that follows another one, in the same way, and neither is of a date."""
    after = _COUNTED.match(follows)
    if after is None or after[2] != counted[2] or int(after[1]) != int(counted[1]) + 1:
        return False
    from microsite.i18n.months import find_month  # with CLDR, which few texts need

    language = path.removesuffix(".md").rpartition(".")[2]
    return not any(find_month(word.strip(",;:!?)"), (language,)) for word in (counted[3], after[3]))
