"""How far the translations of a site are: a survey of entries by language, totals, budgets."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.config import Config
from microsite.model.layout import CONFIG
from microsite.model.site import GroupKey
from microsite.translation.freshness import Standing, State
from microsite.values.named import NamedTuple


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
