"""YAML text → bounded nodes that know where they stand.

Front matter is mostly a few lines of `name: text`, `name: "text"` or `name: [text, "text"]`, or `name:` with `- text`
below it. What these are can be seen at once, several times sooner than through a YAML parser, which need not even be
loaded. Whatever might mean anything else is left to it (`content.yaml.events`). The law is tested: for any text, the
short way gives nothing or the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.content.yaml.nodes import Fields, Items, Node, Scalar
from microsite.diagnostics.problems import Diagnostic, Span


def _any_of(signs: str, *, space: str = r"\s") -> str:
    """A letter, a digit, one of these signs of ASCII, or whatever lies beyond it but white space."""
    others = (sign for sign in map(chr, range(128)) if not sign.isalnum() and sign not in signs)
    return f"[^{re.escape(''.join(others))}{space}]"


_QUOTED = r'"[^"\\\n]*"'
_FIRST = _any_of("")
_INSIDE, _LAST = _any_of(" !%&'()*+,-./;=?_", space=""), _any_of("!%).=?_")
_IN_ITEM, _LAST_OF_ITEM = _any_of(" -./=_", space=""), _any_of(".=_")
_TEXT = f"{_FIRST}(?:{_INSIDE}*{_LAST})?"
_ITEM = f"(?:{_QUOTED}|{_FIRST}(?:{_IN_ITEM}*{_LAST_OF_ITEM})?)"
_ROW = rf"- +(?:{_QUOTED}|{_TEXT}) *\n"
_FIELD = re.compile(
    r"([A-Za-z_][A-Za-z0-9_]{0,60}):"
    rf"(?: +({_QUOTED}|{_TEXT}|\[{_ITEM}(?:, {_ITEM}){{0,40}}\]) *\n| *\n(( *){_ROW}(?:\4{_ROW}){{0,40}}))"
)
_ITEMS, _ROWS = re.compile(_ITEM), re.compile(rf" *- +({_QUOTED}|{_TEXT}) *\n")
_MAX_FIELDS = 100


def compose(text: str, path: str, first_line: int = 1) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    r"""Compose the one document of a YAML text, whose lines end in "\n"; None if it is empty or cannot be read.

    `first_line` is the 1-based line of the file on which the text begins. Of a key given twice the first counts.
    Reports `yaml-invalid`: syntax, duplicate keys (both places), anchors, aliases, tags, a second document, too
    many levels or nodes; and `file-encoding` for an escape that makes an unwanted character. Never
    raises.
    """
    table = compose_plainly(text, path, first_line)
    if table:
        return table, ()
    from microsite.content.yaml.events import compose_fully  # late: most builds after an edit need no YAML parser

    return compose_fully(text, path, first_line)


def compose_plainly(text: str, path: str, first_line: int = 1) -> Fields | None:
    """The table of a text of the plain shape; None of any other."""
    if not text.replace("\n", "").replace("\xa0", "").isprintable():
        return None
    entries: dict[str, tuple[Scalar, Node]] = {}
    line, start = first_line, 0
    while start < len(text):
        match = _FIELD.match(text, start)
        if match is None or match[1] in entries or len(entries) == _MAX_FIELDS:
            return None
        name, written, rows, _ = match.groups()
        value: Node
        if rows:
            value = _read_rows(rows, path, line + 1)
        else:
            span = Span(path, line, match.start(2) - start + 1, len(written))
            is_list = written[0] == "["
            value = Items(tuple(_items(written, span)), span, written) if is_list else _scalar(written, span)
        entries[name] = Scalar(name, Span(path, line, 1, len(name)), "", name), value
        line, start = line + 1 + (rows or "").count("\n"), match.end()
    first = text.partition("\n")[0].rstrip()
    return Fields(tuple(entries.values()), Span(path, first_line, 1, len(first)), first) if entries else None


def _read_rows(rows: str, path: str, line: int) -> Items:
    """A list with an item a line, the first of them on this one."""
    first = rows.partition("\n")[0]
    written = first.strip(" ")
    items = []
    for number, match in enumerate(_ROWS.finditer(rows), line):
        column = match.start(1) - rows.rfind("\n", 0, match.start(1))
        items.append(_scalar(match[1], Span(path, number, column, len(match[1]))))
    return Items(tuple(items), Span(path, line, first.index("-") + 1, len(written)), written)


def _items(written: str, span: Span) -> Iterator[Scalar]:
    for match in _ITEMS.finditer(written):
        yield _scalar(match[0], Span(span.path, span.line, span.column + match.start(), len(match[0])))


def _scalar(written: str, span: Span) -> Scalar:
    return Scalar(written[1:-1], span, '"', written) if written[0] == '"' else Scalar(written, span, "", written)
