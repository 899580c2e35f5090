"""Bytes of a source → text that every later stage can take as it is."""

from __future__ import annotations

import re

from microsite.diagnostics import Diagnostic, Span, problem
from microsite.source import TEXT_BOUND, Source

YAML_BOUND = 256_000
TABLE_BOUND = 50_000_000

# These are characters that no text has a use for, and that HTML does not allow: control characters but tab and line
# feed, surrogates (a YAML escape can make one), noncharacters. So are U+E000 and U+E001, the marks of `markup`, which
# no text may forge. They are listed, not what is wanted: the compiler of expressions goes through every character of a
# range, and for those of Unicode it needs as long as it takes to read fifty texts.
UNWANTED = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ue000\\ue001\\ufdd0-\\ufdef\\ufffe\\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""A character that no text may hold."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LINE_END = re.compile("\r\n?|\n")


def size_bound(path: str) -> int:
    """The number of bytes that the file at a path may have."""
    if path.endswith((".yaml", ".yml")):
        return YAML_BOUND
    return TABLE_BOUND if path.lower().endswith(".csv") else TEXT_BOUND


def decode(source: Source) -> tuple[str | None, tuple[Diagnostic, ...]]:
    r"""Decode UTF-8 with or without a byte order mark; every line ends in "\n".

    Reports `file-too-large` without looking further, and `file-encoding` for invalid UTF-8 (the first place) and for
    each unwanted character (its first place): nothing is stripped but the mark, so that columns are the editor's.
    """
    bound, data = size_bound(source.path), source.data
    if len(data) > bound:
        message = f"the file has {len(data):,} bytes; at most {bound:,} are read"
        hint = "split the text; pictures and downloads are files of their own, not part of it"
        return None, (problem("file-too-large", message, Span(source.path), hint=hint),)
    try:
        text = _plain(data.decode())
    except UnicodeDecodeError as error:
        return None, (_undecodable(source, error.start),)
    if has_only_wanted(text):
        return text, ()
    return None, _unwanted(text, source.path)


def has_only_wanted(text: str) -> bool:
    """True of a text without unwanted characters; what can be printed is told soonest, and holds none."""
    return text.replace("\n", "").isprintable() or not UNWANTED.search(text)


def _plain(text: str) -> str:
    text = text.lstrip("\ufeff")
    return _LINE_END.sub("\n", text) if "\r" in text else text


def _undecodable(source: Source, start: int) -> Diagnostic:
    before = _plain(source.data[:start].decode())
    span = Span(source.path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    byte = source.data[start : start + 1]
    hint = "save the file as UTF-8"
    if source.data.startswith(_UTF_16):
        hint += "; it looks like UTF-16"
    elif byte.decode("cp1252", "ignore").isalpha():
        hint += f"; in Windows-1252 this byte is “{byte.decode('cp1252')}”"
    return problem("file-encoding", f"the byte 0x{byte[0]:02X} is not UTF-8", span, hint=hint)


def _unwanted(text: str, path: str) -> tuple[Diagnostic, ...]:
    first: dict[str, int] = {}
    for match in UNWANTED.finditer(text):
        first.setdefault(match[0], match.start())
    found = []
    for character, start in first.items():
        count = text.count(character)
        times = f" ({count} times)" if count > 1 else ""
        message = f"the character U+{ord(character):04X}, which nobody can see or read, is in the text{times}"
        span = Span(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), 1)
        found.append(problem("file-encoding", message, span, hint="delete it, and save the file as UTF-8"))
    return tuple(found)
