"""Diagnostics → text for people at a terminal: places, excerpts with carets, hints."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from microsite.diagnostics.problems import Diagnostic, Span

TextByPath = Callable[[str], str]
"""The text of a source by its path, "" if there is none: what excerpts are cut from."""

FULL = 20
"""So many findings are told in full, one after the other, as long as nobody asks for another way."""

FIRST = 5
"""Of more, so many of each rule."""

_INDENT = "    "
_FEW = 3
_TAB = 4
_EXCERPT_COLUMNS = 100
_EXCERPT_LEAD = 24  # code points shown before the place when a line is too long to be shown whole
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ANSI = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;34",
    "place": "1",
    "carets": "1;31",
    "hint": "36",
    "removed": "31",
    "added": "32",
}


def render_text(
    diagnostics: Sequence[Diagnostic], text_by_path: TextByPath, *, colour: bool = False, is_whole: bool = False
) -> str:
    """Render for a terminal: place, severity, rule and message; the source's line with carets; the hint.

    Characters that would move the cursor or turn the reading order are shown as visible ones. `colour` adds ANSI
    escape sequences and changes nothing else. `is_whole` shows all places of what is found again and again.
    """

    @functools.cache
    def lines_of(path: str) -> list[str]:
        return re.split("\r\n|\r|\n", text_by_path(path).removeprefix("\ufeff"))

    paint = make_painter(colour=colour)
    lines = (line for diagnostic in diagnostics for line in _describe(diagnostic, lines_of, paint, is_whole=is_whole))
    return "".join(f"{line}\n" for line in lines)


def render_brief(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """Render for a terminal in a line each: place, severity, rule and message."""
    paint = make_painter(colour=colour)
    return "".join(f"{_head(diagnostic, diagnostic.message, paint)}\n" for diagnostic in diagnostics)


def make_painter(*, colour: bool) -> Callable[[str, str], str]:
    """What paints a text as it is called: an error, a place, a hint."""
    return _paint if colour else _leave_plain


def _paint(name: str, text: str) -> str:
    return f"\x1b[{_ANSI[name]}m{text}\x1b[0m"


def _leave_plain(_name: str, text: str) -> str:
    return text


def _describe(
    diagnostic: Diagnostic,
    lines_of: Callable[[str], Sequence[str]],
    paint: Callable[[str, str], str],
    *,
    is_whole: bool,
) -> Iterator[str]:
    first, *rest = _visible_lines(diagnostic.message)
    yield _head(diagnostic, first, paint)
    yield from (_INDENT + line for line in rest)
    shown = [("", diagnostic.span), *(("see also", span) for span in diagnostic.related)]
    for name, span in [*shown, *(("again", span) for span in diagnostic.repeats if is_whole)]:
        if name:
            yield f"{_INDENT}{name}: {paint('place', make_visible(name_place(span)))}"
        line, carets = _excerpt(span, lines_of)
        if line:
            yield _INDENT + line
        if carets:
            padding = " " * (len(carets) - len(carets.lstrip()))
            yield _INDENT + padding + paint("carets", carets.lstrip())
    if diagnostic.repeats and not is_whole:
        yield _INDENT + name_repeats(diagnostic.repeats)
    if diagnostic.consequences:
        yield f"{_INDENT}in {make_visible(_name_few(diagnostic.consequences))}"
    if diagnostic.hint:
        first, *rest = _visible_lines(diagnostic.hint)
        yield _INDENT + paint("hint", f"hint: {first}")
        yield from (_INDENT + paint("hint", line) for line in rest)


def name_files(paths: Sequence[str]) -> str:
    """The names of some files; of more than are told in full, how many there are."""
    return ", ".join(paths) if len(paths) <= FULL else f"{len(paths):,} files"


def _head(diagnostic: Diagnostic, message: str, paint: Callable[[str, str], str]) -> str:
    word, place = diagnostic.severity.word, name_place(diagnostic.span)
    head = f"{paint(word, f'{word}[{diagnostic.rule}]')}: {make_visible(message)}"
    return f"{paint('place', make_visible(place))}: {head}" if place else head


def name_repeats(spans: Sequence[Span]) -> str:
    """How often something is found again in its text, and in which lines first: "11 more: lines 3, 5, 8, 9, 12, …"."""
    lines = list(dict.fromkeys(span.line for span in spans))
    shown = ", ".join(map(str, lines[:FIRST])) + (", …" if len(lines) > FIRST else "")
    return f"{len(spans):,} more: line{'' if len(lines) == 1 else 's'} {shown}"


def _name_few(spans: Sequence[Span]) -> str:
    """The first of some places, and how many there are beside them."""
    shown = ", ".join(name_place(span) for span in spans[:_FEW])
    return f"{shown} and {len(spans) - _FEW:,} more" if len(spans) > _FEW else shown


def name_place(span: Span | None) -> str:
    """Name the place as `path:line:column`, as far as it is known; "" if not at all."""
    if span is None:
        return ""
    if span.line < 1:
        return span.path
    return f"{span.path}:{span.line}:{span.column}" if span.column > 0 else f"{span.path}:{span.line}"


def _excerpt(span: Span | None, lines_of: Callable[[str], Sequence[str]]) -> tuple[str, str]:
    """Return the line and the carets under the span, in terminal columns: wide characters take two, tabs are spread.

    Of a line that is too long only the neighbourhood of the span. ("", "") where there is no line to show.
    """
    if span is None or span.line < 1 or span.line > len(lines_of(span.path)):
        return "", ""
    line = lines_of(span.path)[span.line - 1].rstrip()
    start = min(max(span.column - 1, 0), len(line))
    is_plain = line.isascii() and line.isprintable()
    fits = len(line) <= _EXCERPT_COLUMNS and (is_plain or sum(map(_columns, line)) <= _EXCERPT_COLUMNS)
    begin = 0 if fits else max(0, start - _EXCERPT_LEAD)
    shown = "…" if begin else ""
    ends = [len(shown)]
    for character in line[begin:]:
        text = " " * (_TAB - ends[-1] % _TAB) if character == "\t" else _visible_character(character)
        end = ends[-1] + (len(text) if text.isascii() else sum(map(_columns, text)))
        if end > _EXCERPT_COLUMNS:
            shown += "…"
            break
        shown += text
        ends.append(end)
    if span.column < 1 or not shown:
        return shown, ""
    first = ends[start - begin]
    last = ends[min(start - begin + max(span.length, 1), len(ends) - 1)]
    return shown, " " * first + "^" * max(last - first, 1)


def _columns(character: str) -> int:
    """Count the terminal columns of one character at most: two for wide East Asian ones (UAX 11), none for marks."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return _TAB if character == "\t" else 2 if unicodedata.east_asian_width(character) in "WF" else 1


def make_visible(text: str) -> str:
    """Replace characters that act on a terminal by ones that show: NUL becomes ␀, a right-to-left override �."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible_character, text))


def _visible_character(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    if character in _BIDI or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
        return "�"
    return character


def _visible_lines(text: str) -> list[str]:
    return [make_visible(line) for line in re.split("\r\n|\r|\n", text)]
