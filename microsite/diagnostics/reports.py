"""Diagnostics → text for people, GitHub annotations, JSON and SARIF. One function a format, one table of formats."""

from __future__ import annotations

import functools
import json
import re
import unicodedata
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from microsite.diagnostics.problems import RULES, Diagnostic, Severity, Span

TextByPath = Callable[[str], str]
"""The text of a source by its path, "" if there is none: what excerpts are cut from."""

_INDENT = "    "
_TAB = 4
_EXCERPT_COLUMNS = 100
_EXCERPT_LEAD = 24  # code points shown before the place when a line is too long to be shown whole
_SURROGATE = re.compile("[\ud800-\udfff]")  # from file names that are not UTF-8; cannot be written as UTF-8
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ANSI = {"error": "1;31", "warning": "1;33", "info": "1;34", "place": "1", "carets": "1;31", "hint": "36"}
_GITHUB_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def summarize(diagnostics: Iterable[Diagnostic]) -> str:
    """Say how many there are of each severity: "2 errors, 1 warning"; "" if there are none."""
    count = Counter(diagnostic.severity for diagnostic in diagnostics)
    words = ((count[Severity.ERROR], "error"), (count[Severity.WARNING], "warning"), (count[Severity.INFO], "note"))
    return ", ".join(f"{n} {word}" if n == 1 else f"{n} {word}s" for n, word in words if n)


# ---- text -----------------------------------------------------------------------------------------------------


def render_text(diagnostics: Sequence[Diagnostic], text_by_path: TextByPath, *, colour: bool = False) -> str:
    """Render for a terminal: place, severity, rule and message; the source's line with carets; the hint.

    Characters that would move the cursor or turn the reading order are shown as visible ones. `colour` adds ANSI
    escape sequences and changes nothing else.
    """

    @functools.cache
    def lines_of(path: str) -> list[str]:
        return re.split("\r\n|\r|\n", text_by_path(path).removeprefix("\ufeff"))

    paint = _paint if colour else _leave_plain
    lines = (line for diagnostic in diagnostics for line in _describe(diagnostic, lines_of, paint))
    return "".join(f"{line}\n" for line in lines)


def _paint(name: str, text: str) -> str:
    return f"\x1b[{_ANSI[name]}m{text}\x1b[0m"


def _leave_plain(_name: str, text: str) -> str:
    return text


def _describe(
    diagnostic: Diagnostic, lines_of: Callable[[str], Sequence[str]], paint: Callable[[str, str], str]
) -> Iterator[str]:
    word = diagnostic.severity.word
    place = _place(diagnostic.span)
    first, *rest = _visible_lines(diagnostic.message)
    head = paint(word, f"{word}[{diagnostic.rule}]")
    yield f"{paint('place', _visible(place))}: {head}: {first}" if place else f"{head}: {first}"
    yield from (_INDENT + line for line in rest)
    for index, span in enumerate((diagnostic.span, *diagnostic.related)):
        if index:
            yield f"{_INDENT}see also: {paint('place', _visible(_place(span)))}"
        line, carets = _excerpt(span, lines_of)
        if line:
            yield _INDENT + line
        if carets:
            padding = " " * (len(carets) - len(carets.lstrip()))
            yield _INDENT + padding + paint("carets", carets.lstrip())
    if diagnostic.hint:
        first, *rest = _visible_lines(diagnostic.hint)
        yield _INDENT + paint("hint", f"hint: {first}")
        yield from (_INDENT + paint("hint", line) for line in rest)


def _place(span: Span | None) -> str:
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
    fits = len(line) <= _EXCERPT_COLUMNS and sum(map(_columns, line)) <= _EXCERPT_COLUMNS
    begin = 0 if fits else max(0, start - _EXCERPT_LEAD)
    shown = "…" if begin else ""
    ends = [len(shown)]
    for character in line[begin:]:
        text = " " * (_TAB - ends[-1] % _TAB) if character == "\t" else _visible(character)
        end = ends[-1] + sum(map(_columns, text))
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


def _visible(text: str) -> str:
    """Replace characters that act on a terminal by ones that show: NUL becomes ␀, a right-to-left override �."""
    return "".join(map(_visible_character, text))


def _visible_character(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    if character in _BIDI or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
        return "�"
    return character


def _visible_lines(text: str) -> list[str]:
    return [_visible(line) for line in re.split("\r\n|\r|\n", text)]


# ---- GitHub ---------------------------------------------------------------------------------------------------


def render_github(diagnostics: Sequence[Diagnostic], text_by_path: TextByPath) -> str:
    """Render as workflow commands of GitHub Actions, which become annotations of the changed files.

    The message begins with the place, because the log that people read leaves the properties out.
    """
    del text_by_path  # GitHub shows the file itself
    return _sound("".join(f"{_github_command(diagnostic)}\n" for diagnostic in diagnostics))


def _github_command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    properties: dict[str, str | int] = {}
    if span and span.path:
        properties["file"] = span.path
        if span.line > 0:
            properties["line"] = span.line
            if span.column > 0:
                properties["col"] = span.column
                properties["endColumn"] = span.column + max(span.length, 1)
    properties["title"] = diagnostic.rule
    place = _place(span)
    lines = [f"{place}: {diagnostic.message}" if place else diagnostic.message]
    lines += [f"see also: {_place(related)}" for related in diagnostic.related]
    lines += [f"hint: {diagnostic.hint}"] if diagnostic.hint else []
    written = ",".join(f"{name}={_github_property(str(value))}" for name, value in properties.items())
    return f"::{_GITHUB_COMMAND[diagnostic.severity]} {written}::" + _github_data("\n".join(lines))


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


# ---- JSON -----------------------------------------------------------------------------------------------------


def render_json(diagnostics: Sequence[Diagnostic], text_by_path: TextByPath) -> str:
    """Render as one JSON object for other programs, UTF-8, not escaped.

    {"version": 1, "summary": {"error": n, "warning": n, "info": n}, "diagnostics": [{"rule", "severity", "message",
    "hint", "span", "related"}]}. A span is {"path", "line", "column", "length"} with the bases of `Span`, or null;
    `related` is a list of spans. New keys may come under the same version.
    """
    del text_by_path
    return dump(json_view(diagnostics))


def json_view(diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    """What `render_json` renders, for those who have more to tell."""
    count = Counter(diagnostic.severity for diagnostic in diagnostics)
    return {
        "version": 1,
        "summary": {severity.word: count[severity] for severity in Severity},
        "diagnostics": [
            {
                "rule": diagnostic.rule,
                "severity": diagnostic.severity.word,
                "message": diagnostic.message,
                "hint": diagnostic.hint,
                "span": _json_span(diagnostic.span) if diagnostic.span else None,
                "related": [_json_span(span) for span in diagnostic.related],
            }
            for diagnostic in diagnostics
        ],
    }


def _json_span(span: Span) -> dict[str, str | int]:
    return {"path": span.path, "line": span.line, "column": span.column, "length": span.length}


def dump(value: object) -> str:
    """JSON, UTF-8, not escaped."""
    return _sound(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _sound(text: str) -> str:
    """Replace lone surrogates, which no UTF-8 stream takes."""
    return _SURROGATE.sub("�", text)


# ---- SARIF ----------------------------------------------------------------------------------------------------


def render_sarif(diagnostics: Sequence[Diagnostic], text_by_path: TextByPath) -> str:
    """Render as SARIF 2.1.0 with one run: every rule in the order of its id, columns in code points (§3.14.17)."""
    del text_by_path
    ids = sorted(RULES)
    rules = [
        {
            "id": id_,
            "shortDescription": {"text": RULES[id_].doc},
            "defaultConfiguration": {"level": _SARIF_LEVEL[RULES[id_].severity]},
        }
        for id_ in ids
    ]
    index_by_id = {id_: index for index, id_ in enumerate(ids)}
    run = {
        "tool": {"driver": {"name": "microsite", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(diagnostic, index_by_id) for diagnostic in diagnostics],
    }
    return dump({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_result(diagnostic: Diagnostic, index_by_id: dict[str, int]) -> dict[str, Any]:
    text = f"{diagnostic.message}\nhint: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index_by_id.get(diagnostic.rule, -1),
        "level": _SARIF_LEVEL[diagnostic.severity],
        # A brace begins a placeholder, so one that is meant is doubled (§3.11.5): figures are written {{ name }}.
        "message": {"text": text.replace("{", "{{").replace("}", "}}")},
    }
    if diagnostic.span and diagnostic.span.path:
        result["locations"] = [_sarif_location(diagnostic.span)]
    related = [_sarif_location(span) for span in diagnostic.related if span.path]
    if related:
        result["relatedLocations"] = related
    return result


def _sarif_location(span: Span) -> dict[str, Any]:
    uri = urllib.parse.quote(span.path, safe="/", errors="replace")
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}}
    if span.line > 0:
        physical["region"] = {"startLine": span.line}
        if span.column > 0:
            physical["region"]["startColumn"] = span.column
            if span.length > 0:
                physical["region"]["endColumn"] = span.column + span.length
    return {"physicalLocation": physical}


FORMATS: dict[str, Callable[[Sequence[Diagnostic], TextByPath], str]] = {
    "text": render_text,
    "github": render_github,
    "json": render_json,
    "sarif": render_sarif,
}
"""How diagnostics can be told, by the name that `--format` takes."""
