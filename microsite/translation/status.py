"""How far the translations of a site are: a survey of entries by language, totals, budgets, and what has moved."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.config import Config
from microsite.model.entries import Prose, Text
from microsite.model.layout import CONFIG
from microsite.model.site import GroupKey
from microsite.translation.freshness import Standing, State, name_section, sections_of

_ANCHOR = re.compile(r"#[^\n]*\{[^{}\n]*#([\w-]+)[^{}\n]*\}")


class Progress(NamedTuple):
    """An entry in each language; `moved` says how many sections a stale one is behind, `held` why it is not public."""

    name: str
    title: str
    source: str
    states: Mapping[str, State]
    moved: Mapping[str, int]
    held: tuple[str, ...]


class Total(NamedTuple):
    """Of a language: how many entries are in each state, how many it translates, and its budget (percent, or None)."""

    locale: str
    counts: Mapping[str, int]
    wanted: int
    budget: int | None

    @property
    def percent(self) -> int:
        """How many percent of its translations are fresh, rounded down."""
        return self.counts.get("fresh", 0) * 100 // self.wanted if self.wanted else 100

    @property
    def is_missed(self) -> bool:
        """True if that is less than its budget."""
        return self.budget is not None and self.percent < self.budget


class Survey(NamedTuple):
    """All of it; a row an entry, a total a language."""

    rows: tuple[Progress, ...]
    totals: tuple[Total, ...]


def make_table(
    config: Config, standings: Sequence[Standing], reasons: Mapping[GroupKey, tuple[str, ...]], locales: Sequence[str]
) -> Survey:
    """The survey of these entries; the titles are those of their sources."""
    rows = tuple(_make_row(standing, reasons.get((standing.kind, standing.key), ()), locales) for standing in standings)
    totals = []
    for locale in locales:
        counts = Counter(standing.states[locale] for standing in standings)
        wanted = sum(counts.values()) - counts["source"] - counts["extra"]
        totals.append(
            Total(locale, dict(sorted(counts.items())), wanted, dict(config.translations.min_fresh).get(locale))
        )
    return Survey(rows, tuple(totals))


def _make_row(standing: Standing, held: tuple[str, ...], locales: Sequence[str]) -> Progress:
    shown = standing.source if standing.source in standing.texts else next(iter(standing.texts))
    states = {locale: standing.states[locale] for locale in locales}
    moved = {locale: len(standing.moves(locale)) for locale, state in states.items() if state == "stale"}
    return Progress(standing.name, standing.entry(shown).title, standing.source, states, moved, held)


def check_budgets(survey: Survey, config: Config) -> Iterator[Diagnostic]:
    """`translation-budget`: a language in which fewer translations are fresh than site.yaml asks for."""
    names = {locale.key: locale.name for locale in config.languages}
    for total in survey.totals:
        if total.is_missed:
            fresh = total.counts.get("fresh", 0)
            message = f"{total.percent} % of {names[total.locale]} is fresh ({fresh} of {total.wanted})"
            message += f"; min_fresh asks for {total.budget} %"
            hint = "bring translations up to date, and record it: python build.py ack KEY --lang " + total.locale
            yield problem("translation-budget", message, Span(CONFIG), hint=hint)


# ---- as text and as JSON --------------------------------------------------------------------------------------


def render_text(survey: Survey) -> str:
    """The survey for a terminal: a line an entry, a column a language."""
    locales = [total.locale for total in survey.totals]
    lines = [["", *locales]]
    for row in survey.rows:
        cells = [f"{state} {row.moved[key]}" if key in row.moved else state for key, state in row.states.items()]
        lines.append([row.name + (" *" if row.held else ""), *cells])
    lines.append(["fresh", *(_share(total) for total in survey.totals)])
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    out = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        for line in lines
    ]
    out += [f"* {row.name} is not public: {'; '.join(row.held)}" for row in survey.rows if row.held]
    return "".join(f"{line.rstrip()}\n" for line in out)


def _share(total: Total) -> str:
    if not total.wanted:
        return "–"
    wanted = f" ({total.budget} % wanted)" if total.budget is not None else ""
    return f"{total.counts.get('fresh', 0)} of {total.wanted}, {total.percent} %{wanted}"


def _width(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text if not unicodedata.combining(one))


def render_json(survey: Survey) -> str:
    """The survey as JSON for other programs. New keys may come under the same version."""
    return json.dumps({"version": 1, **table_view(survey)}, ensure_ascii=False, indent=2) + "\n"


def table_view(survey: Survey) -> dict[str, object]:
    """The survey as plain values.

    {"languages": {key: {"counts", "translations", "fresh_percent", "min_fresh"}}, "entries": [{"key", "title",
    "source", "states", "moved", "held"}]}
    """
    languages = {
        total.locale: {
            "counts": total.counts,
            "translations": total.wanted,
            "fresh_percent": total.percent,
            "min_fresh": total.budget,
        }
        for total in survey.totals
    }
    entries = [
        {
            "key": row.name,
            "title": row.title,
            "source": row.source,
            "states": row.states,
            "moved": row.moved,
            "held": row.held,
        }
        for row in survey.rows
    ]
    return {"languages": languages, "entries": entries}


# ---- what has moved -------------------------------------------------------------------------------------------


class Difference(NamedTuple):
    """A section of a source that has moved, as it is now, and that of the translation which says what it was."""

    locale: str
    change: str
    section: str
    source: str
    translation: str


def find_differences(
    standing: Standing, prose_by_locale: Mapping[str, Prose], locales: Collection[str]
) -> Iterator[Difference]:
    """What to do to the stale translations of an entry, section by section."""
    for locale, state in standing.states.items():
        if state != "stale" or locale not in locales:
            continue
        text, prose = standing.texts[standing.source], prose_by_locale[standing.source]
        sections = sections_of(text, prose)
        source, own = (_cut(standing.texts[key], prose_by_locale[key]) for key in (standing.source, locale))
        for move in standing.moves(locale):
            written = source[move.present] if move.present >= 0 else ""
            name = name_section(move, sections)
            yield Difference(locale, move.word, name, written, _counterpart(written, move.recorded, own))


def _cut(text: Text, prose: Prose) -> list[str]:
    """The sections of a text as they are written; title and summary are the first."""
    sections, entry = sections_of(text, prose), text.entry
    lines = prose.text.split("\n")
    starts = [section.line - prose.line for section in sections[1:]]
    written = ["\n".join(lines[at:end]).strip() for at, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [f"{entry.title}\n{entry.summary}".strip() if entry else "", *written]


def _counterpart(written: str, number: int, sections: Sequence[str]) -> str:
    """The section of a translation with the same anchor, or with the number that the source's had; "" if none has."""
    anchor = _anchor(written)
    same = (section for section in sections if anchor and _anchor(section) == anchor)
    return next(same, sections[number] if 0 <= number < len(sections) else "")


def _anchor(section: str) -> str:
    match = _ANCHOR.match(section)
    return match[1] if match else ""


def render_differences(standing: Standing, differences: Sequence[Difference]) -> str:
    """Differences for a terminal: what the source says now, and below it the translation."""
    if not differences:
        return f"{standing.name}: no translation is stale\n"
    out: list[str] = []
    for found in differences:
        out += [f"{standing.name} {found.locale}: {found.section} {found.change}"]
        for key, text in ((standing.source, found.source), (found.locale, found.translation)):
            out += [f"  {key} │ {line}" for line in text.split("\n") if text]
        out.append("")
    return "\n".join(out)


def differences_view(moved: Sequence[tuple[Standing, Sequence[Difference]]]) -> list[dict[str, str]]:
    """Differences for other programs."""
    return [{"key": standing.name, **found._asdict()} for standing, differences in moved for found in differences]
