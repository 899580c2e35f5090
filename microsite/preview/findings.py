"""What a build found, as the script in the pages of the preview reads it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from microsite.diagnostics.problems import Diagnostic, Severity, Span, find_stem, is_error
from microsite.diagnostics.terminal import make_visible, name_place
from microsite.pages.jobs import Json, View
from microsite.preview.beside import Whereabouts, find_place
from microsite.preview.reasons import tell_all
from microsite.preview.shared import find_shared_place
from microsite.preview.words import find_all_words
from microsite.values.named import NamedTuple

MOST = 50
"""So many errors, and so many warnings, are shown in a page; the terminal tells all."""

_HELD = "held-back"
_WIDTH, _LEAD = 160, 60
_GROUP = ".yaml"


class SiteShown(NamedTuple):
    """The site that is shown. `pages` are the paths of their texts by address, `styles` addresses of style sheets.

    `built` is when it was built, HH:MM:SS; "" if never. `tried` is the number of the last build, 1-based, and `load`
    that of the last one for which pages are to be loaded again. Of broken files, `stands` says when the state that is
    shown was good, "" if nobody knows; `is_whole` is false if nothing could be built.
    """

    pages: Mapping[str, str] = {}
    styles: Sequence[str] = ()
    built: str = ""
    tried: int = 0
    stands: Mapping[str, str] = {}
    is_whole: bool = True
    load: int = 0


def describe_findings(
    found: Sequence[Diagnostic],
    text_of: Callable[[str], str],
    shown: SiteShown,
    root: str,
    tags: Mapping[str, str] = {},
) -> View:
    """Errors and warnings with their places; the style sheets; why some pages are not public.

    `root` is the folder of the site, an absolute path, for links that open an editor. `tags` are those of the site's
    languages by key: reasons name them.
    """
    by_path = {one.span.path: one for one in found if one.rule == _HELD and one.span}
    distinct = [*{held.reasons or held.message: held for held in by_path.values()}.values()]
    numbers = {held.reasons or held.message: number for number, held in enumerate(distinct)}
    errors = [one for one in found if is_error(one)]
    warnings = [one for one in found if one.severity is Severity.WARNING]
    return {
        "built": shown.built,
        "tried": shown.tried,
        "load": shown.load,
        "whole": shown.is_whole,
        "stands": dict(shown.stands),
        "styles": list(shown.styles),
        "errors": len(errors),
        "warnings": len(warnings),
        "held": {path: numbers[held.reasons or held.message] for path, held in by_path.items()},
        "reasons": tell_all(distinct, find_all_words(), tags) if distinct else [],
        "findings": [_describe(one, text_of, shown, root) for one in (*errors[:MOST], *warnings[:MOST])],
    }


def _describe(one: Diagnostic, text_of: Callable[[str], str], shown: SiteShown, root: str) -> Json:
    span = one.span
    before, marked, after = _excerpt(one, text_of)
    return {
        "severity": one.severity.word,
        "rule": one.rule,
        "message": _show(one.message),
        "hint": _show(one.hint),
        "path": span.path if span else "",
        "place": make_visible(name_place(span)),
        "editor": make_editor_link(root, span) if span else "",
        "excerpt": [before, marked, after],
        "also": len(one.consequences),
        "beside": dict(_find_beside(span, text_of, shown)),
        "head": span is not None and (not span.line or span.path.endswith(_GROUP)),
    }


def _find_beside(span: Span | None, text_of: Callable[[str], str], shown: SiteShown) -> Iterator[tuple[str, Json]]:
    """Where the pages of texts, by their paths, show what a finding is about, as far as that can be told."""
    if span is None or not span.line:
        return
    places: Iterable[tuple[str, Whereabouts | None]] = ()
    if span.path.endswith(".md"):
        places = [(span.path, find_place(span.path, text_of(span.path), span.line))]
    elif span.path.endswith(_GROUP):
        own = sorted({path for path in shown.pages.values() if find_stem(path) == find_stem(span.path)})
        text = text_of(span.path)
        places = [(path, find_shared_place(span.path, text, span.line, (path, text_of(path)))) for path in own]
    for path, place in places:
        if place:
            yield path, {"select": place.select, "steps": [list(step) for step in place.steps], "says": place.says}


def make_editor_link(root: str, span: Span) -> str:
    """The address that opens a place in an editor; `root` is an absolute path."""
    return f"vscode://file{quote(f'{root}/{span.path}')}:{span.line or 1}:{span.column or 1}"


def _show(text: str) -> str:
    """A text with what cannot be seen made visible, but for the ends of its lines."""
    return "\n".join(map(make_visible, text.splitlines()))


def _excerpt(one: Diagnostic, text_of: Callable[[str], str]) -> tuple[str, str, str]:
    """The line of a finding: what stands before what is marked, that, and what stands behind it."""
    span = one.span
    lines = text_of(span.path).splitlines() if span and span.line else []
    if span is None or not 0 < span.line <= len(lines):
        return "", "", ""
    line = lines[span.line - 1]
    start = min(max(span.column - 1, 0), len(line))
    end = min(start + span.length, len(line)) if span.column else start
    begin = max(0, start - _LEAD) if len(line) > _WIDTH else 0
    stop = max(end, begin + _WIDTH)
    parts = (("…" if begin else "") + line[begin:start], line[start:end], line[end:stop] + "…" * (stop < len(line)))
    return make_visible(parts[0]), make_visible(parts[1]), make_visible(parts[2])
