"""Diagnostics → text for people, GitHub annotations, JSON and SARIF. One function a format, one table of formats."""

from __future__ import annotations

import hashlib
import json
import re
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import RULES, Diagnostic, Severity, Span
from microsite.diagnostics.terminal import FIRST, TextByPath, make_visible, name_place, name_repeats, render_text

if TYPE_CHECKING:
    from microsite.diagnostics.baseline import Compared, Identity

_SURROGATE = re.compile("[\ud800-\udfff]")  # from file names that are not UTF-8; cannot be written as UTF-8
_GITHUB_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_GITLAB_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
_SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def summarize(diagnostics: Iterable[Diagnostic]) -> str:
    """Say how many there are of each severity, and what follows: "2 errors, 1 warning"; "" if there are none."""
    diagnostics = tuple(diagnostics)
    count = Counter(diagnostic.severity for diagnostic in diagnostics)
    following = sum(len(one.consequences) for one in diagnostics if one.severity is Severity.ERROR)
    words = ((count[Severity.ERROR], "error"), (count[Severity.WARNING], "warning"), (count[Severity.INFO], "note"))
    said = ", ".join(f"{n} {word}" if n == 1 else f"{n} {word}s" for n, word in words if n)
    return f"{said} ({following:,} more follow{'s' if following == 1 else ''} from the errors)" if following else said


# ---- GitHub ---------------------------------------------------------------------------------------------------


def render_github(
    diagnostics: Sequence[Diagnostic], text_by_path: TextByPath, _compared: Compared | None = None
) -> str:
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
    place = name_place(span)
    lines = [f"{place}: {diagnostic.message}" if place else diagnostic.message]
    lines += [f"see also: {name_place(related)}" for related in diagnostic.related]
    lines += [f"also there: {name_place(place)}" for place in diagnostic.consequences[:FIRST]]
    lines += [name_repeats(diagnostic.repeats)] if diagnostic.repeats else []
    lines += [f"hint: {diagnostic.hint}"] if diagnostic.hint else []
    written = ",".join(f"{name}={_github_property(str(value))}" for name, value in properties.items())
    return f"::{_GITHUB_COMMAND[diagnostic.severity]} {written}::" + _github_data("\n".join(lines))


def _github_data(text: str) -> str:
    # People read this in a log that obeys the same characters as a terminal does.
    return make_visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


# ---- GitLab ---------------------------------------------------------------------------------------------------


def render_gitlab(
    diagnostics: Sequence[Diagnostic], text_by_path: TextByPath, _compared: Compared | None = None
) -> str:
    """Render as a report of Code Quality, which GitLab shows beside a merge request: a list of JSON objects.

    A fingerprint is made of rule, path and message, and of how many alike came before: what moves by some lines is not
    new. What has no place is one of the whole project.
    """
    del text_by_path
    seen = Counter[tuple[str, str, str]]()
    told = []
    for one in diagnostics:
        path = one.span.path if one.span and one.span.path else "."
        kind = one.rule, path, one.message
        marks = repr((*kind, seen[kind])).encode("utf-8", "backslashreplace")
        seen[kind] += 1
        lines = [one.message, *(f"see also: {name_place(related)}" for related in one.related)]
        lines += [f"hint: {one.hint}"] if one.hint else []
        told.append(
            {
                "description": "\n".join(lines),
                "check_name": one.rule,
                "fingerprint": hashlib.sha256(marks).hexdigest(),
                "severity": _GITLAB_SEVERITY[one.severity],
                "location": {"path": path, "lines": {"begin": max(one.span.line, 1) if one.span else 1}},
            }
        )
    return dump(told)


# ---- JSON -----------------------------------------------------------------------------------------------------


def render_json(diagnostics: Sequence[Diagnostic], text_by_path: TextByPath, compared: Compared | None = None) -> str:
    """Render as one JSON object for other programs, UTF-8, not escaped.

    {"version": 1, "summary": {"error": n, "warning": n, "info": n}, "diagnostics": [{"rule", "severity", "message",
    "hint", "span", "related", "consequences", "repeats"}]}. A span is {"path", "line", "column", "length"} with the
    bases of `Span`, or null; `related`, `consequences` and `repeats` are lists of spans. New keys may come under the
    same version.

    Of what was `compared`, all is told, each with "state": "new" or "unchanged"; and "absent" is what has gone:
    [{"rule", "message", "path", "times"}].
    """
    del text_by_path
    if compared is None:
        return dump(json_view(diagnostics))
    told = _in_order(compared)
    view = json_view([diagnostic for diagnostic, _ in told])
    for one, (_, state) in zip(view["diagnostics"], told, strict=True):
        one["state"] = state
    absent = [
        {"rule": gone.rule, "message": gone.message, "path": gone.path, "times": times}
        for gone, times in sorted(compared.gone.items())
    ]
    return dump({**view, "absent": absent})


def _in_order(compared: Compared) -> list[tuple[Diagnostic, str]]:
    """All that there is now, with its state as SARIF calls it (§3.27.24)."""
    state = {**dict.fromkeys(compared.known, "unchanged"), **dict.fromkeys(compared.new, "new")}
    return [(diagnostic, state[diagnostic]) for diagnostic in grade(state, {}, strict=False)]


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
                "consequences": [_json_span(span) for span in diagnostic.consequences],
                "repeats": [_json_span(span) for span in diagnostic.repeats],
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


def render_sarif(diagnostics: Sequence[Diagnostic], text_by_path: TextByPath, compared: Compared | None = None) -> str:
    """Render as SARIF 2.1.0 with one run: every rule in the order of its id, columns in code points (§3.14.17).

    Of what was `compared`, all is told, and what has gone, each with its `baselineState`.
    """
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
    if compared is None:
        results = [_sarif_result(diagnostic, index_by_id) for diagnostic in diagnostics]
    else:
        results = [
            _sarif_result(diagnostic, index_by_id) | {"baselineState": state}
            for diagnostic, state in _in_order(compared)
        ]
        results += [_sarif_absent(gone, times, index_by_id) for gone, times in sorted(compared.gone.items())]
    run = {
        "tool": {"driver": {"name": "microsite", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return dump({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_result(diagnostic: Diagnostic, index_by_id: dict[str, int]) -> dict[str, Any]:
    text = f"{diagnostic.message}\nhint: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index_by_id.get(diagnostic.rule, -1),
        "level": _SARIF_LEVEL[diagnostic.severity],
        "message": {"text": _sarif_text(text)},
    }
    if diagnostic.span and diagnostic.span.path:
        result["locations"] = [_sarif_location(diagnostic.span)]
    spans = (*diagnostic.related, *diagnostic.consequences, *diagnostic.repeats)
    related = [_sarif_location(span) for span in spans if span.path]
    if related:
        result["relatedLocations"] = related
    return result


def _sarif_absent(gone: Identity, times: int, index_by_id: dict[str, int]) -> dict[str, Any]:
    """What was accepted, and is not found any more: without a level, which nobody has written down."""
    result: dict[str, Any] = {
        "ruleId": gone.rule,
        "ruleIndex": index_by_id.get(gone.rule, -1),
        "message": {"text": _sarif_text(gone.message)},
        "baselineState": "absent",
    }
    if gone.path:
        result["locations"] = [_sarif_location(Span(gone.path))]
    if times > 1:
        result["occurrenceCount"] = times
    return result


def _sarif_text(text: str) -> str:
    """A message: a brace begins a placeholder, so one that is meant is doubled (§3.11.5), as in {{ name }}."""
    return text.replace("{", "{{").replace("}", "}}")


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


Render = Callable[[Sequence[Diagnostic], TextByPath, "Compared | None"], str]
"""What tells findings: by them, the texts in which they are, and what they are the new ones of."""

FORMATS: dict[str, Render] = {
    "text": lambda diagnostics, text_by_path, _compared: render_text(diagnostics, text_by_path),
    "github": render_github,
    "gitlab": render_gitlab,
    "json": render_json,
    "sarif": render_sarif,
}
"""How diagnostics can be told, by the name that `--format` takes."""
