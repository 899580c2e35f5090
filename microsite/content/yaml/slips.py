"""What a YAML parser complains of → what an editor did, where, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_VALUE = re.compile(r"(?P<head>[ \t]*(?:- +)*(?:[^\s\"'{}\[\]:#]+: +)?)(?P<value>.*)")
_MISSED_COLON = re.compile(r"(?P<name>\s*[^\s\"'{}\[\]:\uff1a#]+)(?:\uff1a\s*|:(?=\S))(?P<value>\S.*)")
_OPENERS = {"{": "}", "[": "]", '"': '"', "'": "'"}


class Slip(NamedTuple):
    """A syntax error: the parser's `problem` and `context`, and the indexes of where it was met and what opened it.

    `last` is the range and style of the last scalar that was read; `is_inside` is false at the top of the document.
    """

    problem: str
    context: str
    text: str
    at: int
    opened: int
    last: tuple[int, int, str] | None = None
    is_inside: bool = False

    def line(self, index: int) -> str:
        """The line that an index is in."""
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        return self.text[start : end if end >= 0 else len(self.text)]

    def number(self, index: int) -> int:
        """The 0-based number of that line."""
        return self.text.count("\n", 0, index)


Explanation = tuple[str, int, str]
"""(message, index of the place, hint)."""


def explain(slip: Slip) -> Explanation:
    """Explain a syntax error in an editor's words; in the parser's own where the slip is none of the usual ones."""
    if re.match(r" *\t", slip.line(slip.at)):
        return "the line is indented with a tab", slip.at, "indent with spaces"
    complaint = f"{slip.context}; {slip.problem}"
    for needle, explanation in _EXPLANATIONS:
        if re.search(needle, complaint):
            return explanation(slip)
    return f"the YAML cannot be read here: {slip.problem or 'it is malformed'}", slip.at, ""


def quoted(text: str) -> str:
    r"""A text in the quotation marks that need the fewest changes to it: as YAML, on one line."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quoting_hint(line: str) -> str:
    """A hint that shows a line with its value in quotation marks."""
    match = _VALUE.fullmatch(line.rstrip())
    if not match or not match["value"] or re.match(r"\{\s*\w+:", match["value"]):
        return "put the text in quotation marks"
    value = match["value"]
    quote = value[0] if value[0] in "\"'" else ""
    if quote and value.count(quote) == 1:
        value = value[1:]
    elif quote and value.endswith(quote):
        value = value[1:-1]
    return f"put the text in quotation marks: {match['head'].strip(' ')}{' ' * bool(match['head'])}{quoted(value)}"


def colon_hint(line: str) -> str:
    """A hint that shows a line with “: ” after its first word, "" if that is not what it lacks."""
    match = _MISSED_COLON.fullmatch(line.rstrip())
    return f"write a colon and a space after the name: {match['name']}: {match['value']}" if match else ""


def _explain_colon(slip: Slip) -> Explanation:
    """A “: ” where none may be: in a text, in the line after one, or after a first line without any."""
    start = slip.last[0] if slip.last else slip.at
    if slip.number(start) == slip.number(slip.at):
        message = "a colon and a space stand inside a text without quotation marks"
        return message, slip.at, quoting_hint(slip.line(slip.at))
    if not slip.is_inside:
        return _explain_nameless(slip, start)
    hint = "begin a new field in the same column as the one above; put a text with a colon in quotation marks"
    return "the line is read as more of the text above it", slip.at, hint


def _explain_inner_colon(slip: Slip) -> Explanation:
    """A “:” in a text in brackets."""
    return "a colon stands inside a text without quotation marks", slip.at, quoting_hint(slip.line(slip.at))


def _explain_nameless(slip: Slip, index: int) -> Explanation:
    hint = colon_hint(slip.line(index)) or "write “name: value”; indent a line that goes on with the text above it"
    return "the line is no “name: value”", index, hint


def _explain_open_quote(slip: Slip) -> Explanation:
    return "the quotation mark that opens here is not closed", slip.opened, quoting_hint(slip.line(slip.opened))


def _explain_escape(slip: Slip) -> Explanation:
    start = max(slip.text.rfind("\\", slip.opened, slip.at + 1), slip.opened)
    message = f"“{slip.text[start : start + 2]}” is an escape that stands for no character"
    return message, start, "write a backslash as “\\\\”, or put the text in single quotation marks"


def _explain_open_bracket(slip: Slip) -> Explanation:
    opener = slip.text[slip.opened : slip.opened + 1]
    message = f"the “{opener}” that opens here is not closed, or a comma is missing after it"
    closer = _OPENERS.get(opener, opener)
    return (
        message,
        slip.opened,
        f"close it with “{closer}”, or put a text that begins with “{opener}” in quotation marks",
    )


def _explain_misfit(slip: Slip) -> Explanation:
    """Something after a value that has ended, or a line that is neither of the level above nor below."""
    if slip.last and slip.last[2] in _OPENERS and slip.number(slip.last[0]) < slip.number(slip.at):
        start, end, _ = slip.last
        if slip.number(end) == slip.number(slip.at):
            message = "the quotation mark that opens here is closed only in a later line"
            return message, start, quoting_hint(slip.line(start))
    before = slip.text[slip.text.rfind("\n", 0, slip.at) + 1 : slip.at]
    match = _VALUE.fullmatch(before)
    opener = match["value"][:1] if match else ""
    if opener in _OPENERS:
        message = f"the text goes on after the “{_OPENERS[opener]}” that ends it"
        return message, slip.at, quoting_hint(slip.line(slip.at))
    hint = "begin the fields of one level in the same column"
    return "the line fits neither the level of the line above it nor that of another", slip.at, hint


def _explain_opener(slip: Slip) -> Explanation:
    character = slip.text[slip.opened : slip.opened + 1]
    if character == "\t":
        return "a tab stands here, where only spaces may", slip.opened, "write a space in its place"
    if not character.strip():
        return "a value is missing here, or a bracket above is not closed", slip.opened, "close each “[” and “{”"
    message = f"a text without quotation marks cannot begin with “{character}”"
    return message, slip.opened, quoting_hint(slip.line(slip.opened))


def _explain_item(slip: Slip) -> Explanation:
    message = "a list begins here in the line of its name, or inside a text"
    return message, slip.at, "begin each item, “- ” first, on a line of its own"


# Both parsers' words are matched: libyaml's ("did not find expected key") and PyYAML's ("expected <block end>").
_EXPLANATIONS: tuple[tuple[str, Callable[[Slip], Explanation]], ...] = (
    ("mapping values are not allowed", _explain_colon),
    ("could not find expected ':'", lambda slip: _explain_nameless(slip, slip.opened)),
    ("quoted scalar; found unexpected (end of stream|document)", _explain_open_quote),
    ("quoted scalar; found unknown escape|quoted scalar; .*escape", _explain_escape),
    ("scanning an? (alias|anchor|tag|block scalar)|parsing a tag|cannot start any token|node content", _explain_opener),
    ("scanning a directive", _explain_opener),
    ("found unexpected ':'", _explain_inner_colon),
    ("tag handle|mapping keys are not allowed", _explain_opener),
    ("sequence entries are not allowed", _explain_item),
    (r"expected ',' or '[\]}]'", _explain_open_bracket),
    ("did not find expected|expected '?<(block end|document start)>", _explain_misfit),
)
