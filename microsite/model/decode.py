"""Bytes of a source → text that every later stage can take as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.source import TEXT_BOUND, Source
from microsite.values.named import NamedTuple

YAML_BOUND = 256_000
TABLE_BOUND = 50_000_000

# These are characters that no text has a use for, and that HTML does not allow: control characters but tab and line
# feed, surrogates (a YAML escape can make one), noncharacters. So are U+E000 and U+E001, the marks of `markup`, which
# no text may forge, and what embeds text in another direction or overrides its own (UAX 9): nobody sees why what they
# read stands in another order than in the file. They are listed, not what is wanted: the compiler of expressions goes
# through every character of a range, and for those of Unicode it needs as long as it takes to read fifty texts.
UNWANTED = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\ud800-\\udfff\\ue000\\ue001\\ufdd0-\\ufdef\\ufffe\\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""A character that no text may hold."""

_REORDERING = {
    "\u202a": "begins a left-to-right embedding",
    "\u202b": "begins a right-to-left embedding",
    "\u202c": "ends an embedding or override",
    "\u202d": "begins a left-to-right override",
    "\u202e": "begins a right-to-left override",
}
_POP = "\u2069"
_ISOLATES = "\u2066\u2067\u2068\u2069"
_ISOLATE_OR_END = f"[\n\u2029{_ISOLATES}]"  # compiled where one is

_SHORT = 20  # bytes, of which some zeros say nothing
_HALF = 4  # of which the zeros are the other half, at least of a text in a Latin script
_LINE_END = re.compile("\r\n?|\n")


def size_bound(path: str) -> int:
    """The number of bytes that the file at a path may have."""
    if path.endswith((".yaml", ".yml")):
        return YAML_BOUND
    return TABLE_BOUND if path.lower().endswith(".csv") else TEXT_BOUND


class Unwanted(NamedTuple):
    """A character that a text may not hold, where it is, from 0, and `what` it is, as messages begin to say."""

    start: int
    character: str
    rule: str
    what: str
    hint: str


def decode(source: Source) -> tuple[str | None, tuple[Diagnostic, ...]]:
    r"""Decode UTF-8 with or without a byte order mark; every line ends in "\n".

    Reports `file-too-large` without looking further, and `file-encoding` for invalid UTF-8 (the first place) and for
    each unwanted character (its first place), `bidi-control` for those that reorder what is beside them: nothing is
    stripped but the mark, so that columns are the editor's. What holds two versions of itself is not read
    (`conflict-unresolved`).
    """
    text, found = _decode(source)
    return (None if found else text), found


def decode_to_read(source: Source) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The same, with “□” in the place of what is unwanted: so the rest of a text can be told of in the same run.

    It is in error, and must not be written anywhere.
    """
    text, found = _decode(source)
    if text is None or not found:
        return text, found
    characters = list(text)
    for unwanted in find_unwanted(text):
        characters[unwanted.start] = "□"  # U+FFFD would be told of itself
    return "".join(characters), found


def _decode(source: Source) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text with what is unwanted in it; None if it is too large or no UTF-8."""
    bound, data = size_bound(source.path), source.data
    if data[:1] in (b"P", b"\xd0", b"%") and (office := _tell_office(source)):
        return None, (office,)
    if len(data) > bound:
        message = f"the file has {len(data):,} bytes; at most {bound:,} are read"
        hint = "split the text; pictures and downloads are files of their own, not part of it"
        return None, (problem("file-too-large", message, Span(source.path), hint=hint),)
    try:
        text = _plain(data.decode())
    except UnicodeDecodeError as error:
        return None, (_undecodable(source, error.start),)
    if data.count(0) * _HALF > max(len(data), _SHORT):
        message = "every second byte is 0x00, as in UTF-16"
        hint = "save the file as UTF-8; editors ask for the encoding at “Save as”"
        return None, (problem("file-encoding", message, Span(source.path), hint=hint),)
    if "=======" in text or "<<<<<<< " in text:
        from microsite.model.conflicts import find_conflict  # of few files

        conflict = find_conflict(text, source.path)
        if conflict:
            return None, (conflict,)
    return text, () if has_only_wanted(text) else tell_characters(text, source.path, find_unwanted(text))


def has_only_wanted(text: str) -> bool:
    """True of a text in which `find_unwanted` finds nothing; what can be printed is told soonest."""
    return text.replace("\n", "").isprintable() or not (
        UNWANTED.search(text) or (_has_isolates(text) and next(_find_unclosed(text), -1) >= 0)
    )


def find_unwanted(text: str) -> Iterator[Unwanted]:
    """Each character that no text may hold, and each isolate (UAX 9) that its line does not open and close.

    A line is a paragraph to whoever shows the file. What a line leaves open would direct whatever it is put into.
    """
    for match in UNWANTED.finditer(text):
        character, what = match[0], f"the character U+{ord(match[0]):04X}"
        if character in _REORDERING:
            what += f", which nobody sees and which {_REORDERING[character]}"
            hint = "delete it; what runs the other way may stand between U+2068 and U+2069, on one line"
            yield Unwanted(match.start(), character, "bidi-control", what, hint)
        else:
            what += ", which nobody can see or read"
            yield Unwanted(match.start(), character, "file-encoding", what, "delete it, and save the file as UTF-8")
    for start in _find_unclosed(text) if _has_isolates(text) else ():
        character, what = text[start], f"the character U+{ord(text[start]):04X}"
        if character == _POP:
            what, hint = f"{what}, which ends no isolate of its line", "delete it: nobody sees it"
        else:
            what += ", which begins an isolate that does not end on its line"
            hint = "write U+2069 behind what runs the other way, or delete it: nobody sees it"
        yield Unwanted(start, character, "bidi-control", what, hint)


def _has_isolates(text: str) -> bool:
    """True of a text that may hold isolates: to look for each is ten times as fast as an expression."""
    return not text.isascii() and any(character in text for character in _ISOLATES)


def _find_unclosed(text: str) -> Iterator[int]:
    """The index of each isolate that is not closed on its line, and of each closing mark without one, in order."""
    opened: list[int] = []
    for match in re.finditer(_ISOLATE_OR_END, f"{text}\n"):
        if match[0] == _POP:
            if opened:
                opened.pop()
            else:
                yield match.start()
        elif match[0] in _ISOLATES:
            opened.append(match.start())
        else:
            yield from opened
            opened.clear()


def _plain(text: str) -> str:
    text = text.lstrip("\ufeff")
    return _LINE_END.sub("\n", text) if "\r" in text else text


def _tell_office(source: Source) -> Diagnostic | None:
    """`file-encoding`, of a file of an office program that is called as a text is."""
    from microsite.model.encodings import find_office  # of few files

    what = find_office(source.data)
    if not what:
        return None
    hint = "copy the text into a file that an editor for plain text saves, in Markdown"
    if source.path.lower().endswith((".csv", ".tsv", ".xlsx", ".xls", ".ods")):
        hint = "open it in the spreadsheet program, and save the table as “CSV UTF-8”"
    return problem("file-encoding", f"this is {what}, and no text", Span(source.path), hint=hint)


def _undecodable(source: Source, start: int) -> Diagnostic:
    before = _plain(source.data[:start].decode())
    span = Span(source.path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    byte = source.data[start : start + 1]
    from microsite.model.encodings import find_encoding  # of few files

    is_table = source.path.lower().endswith(".csv")
    hint = "save the table as “CSV UTF-8”" if is_table else "save the file as UTF-8"
    name, said = find_encoding(source.data, start)
    if name:
        hint += f"; it looks like {name}" + (f", in which it says “{said}” here" if said else "")
        hint += "" if is_table else "; editors ask for the encoding at “Save as”"
    elif byte.decode("cp1252", "ignore").isalpha():
        hint += f"; in Windows-1252 this byte is “{byte.decode('cp1252')}”"
    return problem("file-encoding", f"the byte 0x{byte[0]:02X} is not UTF-8", span, hint=hint)


def tell_characters(text: str, path: str, found_there: Iterable[Unwanted]) -> tuple[Diagnostic, ...]:
    """What is unwanted in a text, each kind at its first place."""
    by_kind: dict[str, list[Unwanted]] = {}
    for unwanted in found_there:
        by_kind.setdefault(unwanted.what, []).append(unwanted)
    found = []
    for what, (first, *others) in by_kind.items():
        times = f" ({len(others) + 1} times)" if others else ""
        line, before = text.count("\n", 0, first.start) + 1, text.rfind("\n", 0, first.start)
        span = Span(path, line, first.start - before, 1)
        found.append(problem(first.rule, f"{what}, is in the text{times}", span, hint=first.hint))
    return tuple(found)
