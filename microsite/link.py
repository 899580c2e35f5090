"""Entries → Site: groups and their pages, addresses, and what every link and figure means."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from microsite import formats
from microsite.assembly import fill_text, text_figures, unknown_figure
from microsite.diagnostics import Diagnostic, Span, problem
from microsite.kinds import HOME, KINDS
from microsite.links import Hidden, Linker
from microsite.model import (
    Config,
    Document,
    Entry,
    Group,
    GroupData,
    LanguageText,
    Locale,
    Page,
    PageKey,
    Site,
    Target,
)

GroupKey = tuple[str, str]
"""(kind, key)."""

_LEADING_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-|\Z)")


def link(
    config: Config,
    entries: Sequence[Entry],
    data_by_group: Mapping[GroupKey, GroupData],
    documents: Mapping[str, Document],
    files: Collection[str],
    hidden: Mapping[GroupKey, Hidden] | None = None,
    misdated: Collection[str] = (),
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Link entries into a Site.

    `documents` are by source path; `files` are the paths of everything under `content/` that could be linked to;
    `hidden` are groups that the site does not show, and why; `misdated` are the paths of files with a date
    that is wrong and was told of. Reports `field-missing` and `date-invalid` (a release without a date, or with none
    but an impossible one in its name), `figure-unknown`, `link-broken`, `link-unsafe`, `anchor-broken` and
    `picture-missing`.
    """
    problems: list[Diagnostic] = []
    groups = tuple(_groups(config, entries, data_by_group, problems))
    problems.extend(_check_dates(groups, frozenset(misdated)))
    pages: dict[PageKey, Page] = {}
    for group in groups:
        for locale in config.languages:
            page = present(group, locale, config)
            if page:
                pages[group.kind, group.key, locale.key] = page
    linker = Linker(config, groups, pages, _lists(config, pages), documents, files, hidden)
    links = {key: linker.resolve_page(page) for key, page in pages.items()}
    for group in groups:
        linker.resolve_pictures(group)
    site = Site(config, groups, pages, documents, links, dict(sorted(linker.media.items())))
    return site, (*problems, *linker.problems)


def present(group: Group, locale: Locale, config: Config) -> Page | None:
    """The page that a language shows of a group; None where it shows none.

    Everything that lists, links or switches between pages goes by this: a translation if there is one, else what
    the policy of the kind says (`missing` in site.yaml).
    """
    entry = group.entries.get(locale.key)
    if entry is None and config.missing.get(group.kind, "omit") == "source":
        entry = group.entries[group.source]
    if entry is None:
        return None
    return Page(group, locale.key, entry, _target(config, entry, locale.key))


def page_target(config: Config, path: str) -> Target:
    """The target of a page at `path` below the root of the site; "" and a final slash stand for index.html."""
    file = path + "index.html" if path == "" or path.endswith("/") else path
    return Target(file, config.base_path + path)


def _lists(config: Config, pages: Mapping[PageKey, Page]) -> dict[tuple[str, str], Target]:
    """Where each language lists a kind, by (kind, locale), if it shows any of it; its root under the kind ""."""
    roots = {("", locale.key): page_target(config, f"{locale.key}/") for locale in config.languages}
    shown = {(kind, locale) for kind, _, locale in pages if KINDS[kind].heading}
    lists = {(kind, locale): page_target(config, f"{locale}/{KINDS[kind].folder}/") for kind, locale in sorted(shown)}
    return roots | lists


def _target(config: Config, entry: Entry, locale: str) -> Target:
    slug = entry.slug or entry.key
    below = "" if entry.kind == "page" and entry.key == HOME else KINDS[entry.kind].url.format(slug=slug)
    return page_target(config, f"{locale}/{below}")


# ---- groups ---------------------------------------------------------------------------------------------------


def _groups(
    config: Config, entries: Sequence[Entry], data_by_group: Mapping[GroupKey, GroupData], problems: list[Diagnostic]
) -> Iterator[Group]:
    by_group: dict[GroupKey, dict[str, Entry]] = {}
    for entry in entries:
        by_group.setdefault((entry.kind, entry.key), {})[entry.locale] = entry
    kinds = list(KINDS)
    for kind, key in sorted(by_group, key=lambda group: (kinds.index(group[0]), group[1])):
        data = _complete_data(data_by_group.get((kind, key), GroupData()), config, problems)
        found = by_group[kind, key]
        completed = {
            locale.key: _complete(found[locale.key], data, locale, problems)
            for locale in config.languages
            if locale.key in found
        }
        if completed:
            source = config.source_language if config.source_language in completed else next(iter(completed))
            yield Group(kind, key, data, completed, source)


def _complete(entry: Entry, data: GroupData, locale: Locale, problems: list[Diagnostic]) -> Entry:
    """The entry with what its group file says of it, and with the figures of its texts written out."""

    def fill(text: str, line: int = 0) -> str:
        return _fill(text, Span(entry.path, line, 1 if line else 0), data, locale, problems)

    return replace(
        entry,
        title=fill(entry.title, entry.title_line),
        summary=fill(entry.summary, entry.summary_line),
        date=entry.date or data.date or _date_of_key(entry.key),
        updated=entry.updated or data.updated,
        place=fill(entry.place) or text_for(data.place, locale.key),
        contact=entry.contact or data.contact,
        forms=tuple(map(fill, entry.forms)),
    )


def _complete_data(data: GroupData, config: Config, problems: list[Diagnostic]) -> GroupData:
    """The group file with the figures of its place and pictures written out, as each language does."""

    def fill(text: LanguageText, line: int = 0) -> LanguageText:
        if not any("{{" in written for written in text.values()):
            return text
        span = Span(data.path, line, 1 if line else 0)
        written = {locale: text_for(text, locale.key) for locale in config.languages}
        return {locale.key: _fill(one, span, data, locale, problems) for locale, one in written.items() if one}

    pictures = tuple(
        replace(picture, alt=fill(picture.alt, picture.line), caption=fill(picture.caption, picture.line))
        for picture in data.pictures
    )
    return replace(data, place=fill(data.place), pictures=pictures)


def text_for(text: LanguageText, locale: str) -> str:
    """A language text in one language; "" where it has none."""
    return text.get(locale) or text.get("", "")


def _fill(text: str, span: Span, data: GroupData, locale: Locale, problems: list[Diagnostic]) -> str:
    if "{{" not in text:
        return text
    uses, found = text_figures(text, span)
    problems.extend(found)
    written = {}
    for use in uses:
        figure = data.figures.get(use.name)
        if figure is None:
            problems.append(unknown_figure(use.name, data.figures, span))
        else:
            written[use.name, use.style] = formats.format_figure(figure, formats.formats(locale.babel), use.style)
    return fill_text(text, written)


def _check_dates(groups: Sequence[Group], misdated: frozenset[str]) -> Iterator[Diagnostic]:
    """What is wrong with releases that have no date, unless it was told."""
    for group in groups:
        for entry in group.entries.values() if group.kind == "press" else ():
            if entry.date is None and misdated.isdisjoint((entry.path, group.data.path)):
                yield _no_date(entry)


def _no_date(entry: Entry) -> Diagnostic:
    hint = "add a line such as date: 2025-11-16 here or in the group file"
    named = _LEADING_DATE.match(entry.key)
    if named:
        message = f"the file’s name begins with “{named[1]}”, which is no day of the calendar"
        return problem("date-invalid", message, Span(entry.path), hint=f"rename the file, or {hint}")
    return problem("field-missing", "a release needs a date", Span(entry.path, 1), hint=hint)


def _date_of_key(key: str) -> datetime.date | None:
    match = _LEADING_DATE.match(key)
    try:
        return datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
