"""What templates may read, collected from what a site gives them; `docs_tables` has it in the languages of the docs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup
from whole_sites import prepare, read_site

from microsite.build import intake, orders
from microsite.build.wishes import Wishes
from microsite.engine.memory import HeldBodies, Memory
from microsite.model.records import Note
from microsite.pages.jobs import Frame
from microsite.pages.views import shared_view
from microsite.render.render import make_context

SITES = ("trilingual", "right-to-left")
SHARED, PAGES = "every template", "every page"

NOW = 1759226400
"""30 September 2025, when a release of the first site is news."""

_LONGEST = 60
_DIGEST = re.compile(r"\.[0-9a-f]{8}\.")  # of an asset, which moves with it
_OPAQUE = frozenset({"structured"})  # JSON-LD, which a template prints whole

_NAMES = {
    type(None): "nothing",
    bool: "true or false",
    int: "number",
    Markup: "HTML",
    str: "text",
    list: "list",
    tuple: "list",
}
"""What a template's author calls a value of a type."""

Rows = dict[str, tuple[str, str]]
"""(type, example) by name; a dot is a field, `[]` one of a list, `[de]` that of a language."""


def collect() -> dict[str, Rows]:
    """What each template may read, by its name; that of all of them first, and then that of all that are pages."""
    found: dict[str, Rows] = {SHARED: {}, PAGES: {}}
    for name in SITES:
        for template, frame, context in _contexts(name):
            if frame:
                _add(found[SHARED], "", shared_view(frame), _languages(frame))
            own = {key: value for key, value in context.items() if frame is None or key not in found[SHARED]}
            _add(found.setdefault(template, {}), "", own, _languages(frame) if frame else frozenset())
    pages = [rows for rows in found.values() if "menu" in rows]
    common = frozenset.intersection(*(frozenset(map(_top, rows)) for rows in pages))
    for rows in pages:
        for name in [name for name in rows if _top(name) in common]:
            kind, example = rows.pop(name)
            known = found[PAGES].get(name, ("nothing", ""))
            found[PAGES][name] = kind if known[0] == "nothing" else known[0], known[1] or example
    return {template: _in_order(rows) for template, rows in found.items()}


def _in_order(rows: Rows) -> Rows:
    """The rows with those of one value together."""
    tops = list(dict.fromkeys(map(_top, rows)))
    return dict(sorted(rows.items(), key=lambda row: tops.index(_top(row[0]))))


def _top(name: str) -> str:
    """What a name begins with."""
    return re.split(r"[.\[]", name, maxsplit=1)[0]


def _languages(frame: Frame) -> frozenset[str]:
    return frozenset(locale.key for locale in frame.config.languages)


def _contexts(name: str) -> Iterator[tuple[str, Frame | None, Mapping[str, Any]]]:
    memory = Memory(HeldBodies())
    prepared = prepare(read_site(name), memory, Wishes(now=NOW))
    assert prepared
    fetch, _ = intake.ways_to(prepared.content, memory)
    for job in prepared.jobs:
        if job.template:
            order, _ = orders.make_order(job, prepared.linker, fetch)
            yield job.template, job.frame, make_context(order)


def _add(rows: Rows, name: str, value: object, languages: frozenset[str]) -> None:
    """Add a value with all that is in it."""
    if name:
        kind, example = _describe(value)
        known = rows.get(name, ("nothing", ""))
        rows[name] = kind if known[0] == "nothing" else known[0], known[1] or example
    if name in _OPAQUE:
        return
    if isinstance(value, Mapping):
        is_by_language = bool(value) and languages.issuperset(value)
        for key, inner in value.items():
            inside = f"{name}[de]" if is_by_language else f"{name}[{key!r}]" if "." in key else f"{name}.{key}"
            _add(rows, inside if name else key, inner, languages)
    elif isinstance(value, Note):
        _add(rows, name, value.as_table(), languages)
    elif isinstance(value, list | tuple):
        for inner in value:
            _add(rows, f"{name}[]", inner, languages)


def _describe(value: object) -> tuple[str, str]:
    """What a value is to a template's author, and itself if it is short enough to show."""
    if isinstance(value, Mapping | Note):
        return "fields", ""
    for type_, name in _NAMES.items():
        if isinstance(value, type_):
            return name, "" if name in ("nothing", "list") else _shorten(
                str(value).lower() if name == "true or false" else str(value)
            )
    raise TypeError(f"a template gets {value!r}")


def _shorten(text: str) -> str:
    plain = " ".join(_DIGEST.sub(".….", text).split()).replace("|", "\\|").replace("`", "'")
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def render(found: Mapping[str, Rows]) -> str:
    """The tables, a heading for each template."""
    out = []
    for template, rows in found.items():
        if rows:
            is_file = template.endswith((".html", ".xml", ".txt", ".md", ".json"))
            title = f"`{template}`" if is_file else f"What {template} may read"
            out += [f"## {title}", "", "| name | what it is | for example |", "| --- | --- | --- |"]
            out += [
                f"| `{name}` | {kind} | {f'`{example}`' if example else ''} |" for name, (kind, example) in rows.items()
            ]
            out.append("")
    return "\n".join(out)
