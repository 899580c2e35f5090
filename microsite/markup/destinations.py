"""Where links lead: in parentheses behind their text, or by what the text defines elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping

from microsite.markup.references import unescape
from microsite.markup.tree import Reference, TextTree, as_label
from microsite.values.named import NamedTuple

_WHITE = re.compile(r"[ \t]*\n?[ \t]*")
_TITLE = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_POINTED = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_BARE = re.compile(r"(?:[^ ()\\\x00-\x1f]|\\.|\\)+")
_NESTED_PARENTHESES = 32
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]", re.DOTALL)


class Context(NamedTuple):
    """What a text defines for its inlines: references by label, and the names of its notes."""

    references: Mapping[str, Reference] = {}
    notes: frozenset[str] = frozenset()


def make_context(tree: TextTree) -> Context:
    """What a text defines."""
    return Context(tree.references, frozenset(note.info for note in tree.notes))


def read_destination(text: str, at: int, unclosed: set[str]) -> tuple[str, str, int, int] | None:
    """(address, title, the address's place, the end) of what stands in parentheses behind a bracket."""
    if not text.startswith("(", at):
        return None
    at = _WHITE.match(text, at + 1).end()  # type: ignore[union-attr] # it matches any text
    pointed = _POINTED.match(text, at)
    if pointed:
        url, place, at = pointed[1], at + 1, pointed.end()
    elif text.startswith("<", at):
        return None
    else:
        place = at
        at = _bare_end(text, at)
        if at < 0:
            return None
        url = text[place:at]
    title = ""
    space = _WHITE.match(text, at).end()  # type: ignore[union-attr]
    sign = text[space : space + 1]
    if space > at and sign and sign in "\"'(" and sign not in unclosed:
        match = _TITLE.match(text, space)
        if match is None:
            unclosed.add(sign)
            return None
        title = unescape(next(group for group in match.groups() if group is not None))
        space = _WHITE.match(text, match.end()).end()  # type: ignore[union-attr]
    return (unescape(url), title, place, space + 1) if text.startswith(")", space) else None


def _bare_end(text: str, at: int) -> int:
    """Where an address without marks around it ends; -1 if its parentheses are not balanced."""
    depth = 0
    while True:
        match = _BARE.match(text, at)
        at = match.end() if match else at
        sign = text[at : at + 1]
        if sign == "(":
            depth += 1
            if depth > _NESTED_PARENTHESES:
                return -1
        elif sign == ")" and depth:
            depth -= 1
        else:
            return -1 if depth else at
        at += 1


def find_reference(context: Context, text: str, at: int, start: int) -> tuple[str, str, int, int] | None:
    """(address, title, the address's place, the end) of a reference, whose text stands from `start` to before `at`."""
    references = context.references
    if not references:
        return None
    is_own = False
    label = _LABEL.match(text, at) if text.startswith("[", at) else None
    end, name = at, ""
    if label and label[1].strip():
        end, name = label.end(), label[1]
    elif at - start < 1001:
        is_own = True
        end, name = label.end() if label and not label[1] else at, text[start : at - 1]
    found = references.get(as_label(name)) if name and len(name) < 1000 else None
    if found is None or (is_own and _is_nested(name)):
        return None
    found.is_used = True
    return found.url, found.title, -2 - found.place, end


def _is_nested(name: str) -> bool:
    return "[" in name and re.search(r"(?<!\\)(?:\\\\)*[\[\]]", name) is not None
