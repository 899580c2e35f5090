"""Records of entries: what other pages show of them, and how a term is written."""

from __future__ import annotations

import datetime

from microsite.model.entries import Entry, LanguageText, TermFacts
from microsite.model.records import Card, Naming
from microsite.model.site import Group, Target


def text_for(text: LanguageText, locale: str) -> str:
    """A language text in one language; "" where it has none."""
    return text.get(locale) or text.get("", "")


def find_text(text: LanguageText, *locales: str) -> tuple[str, str]:
    """A language text in the first of these languages that it is written in, or in any, and the locale of that one.

    One text for all languages is in the first of them.
    """
    for key in locales:
        written = text.get(key)
        if written:
            return written, key
    for key, written in text.items():
        if key and written:
            return written, key
    return text.get("", ""), locales[0]


def iso(date: datetime.date | None) -> str:
    """An ISO 8601 date, or "" for None."""
    return "" if date is None else date.isoformat()


def last_change(entry: Entry) -> str:
    """The day on which an entry was last changed, not before it was published; "" if it has no date."""
    return max(iso(entry.updated), iso(entry.date)) if entry.updated else iso(entry.date)


def place_text(written: str, written_in: str, place: LanguageText, locale: str) -> tuple[str, str]:
    """Where a release was given out, and the locale of that text.

    In its readers' language if the group file has it and the entry no other.
    """
    own = text_for(place, locale) if place and written == text_for(place, written_in) else ""
    return (own, locale) if own else (written, written_in)


def make_card(group: Group, entry: Entry, target: Target, tag: str, *, fallback: str, locale: str) -> Card:
    """The page of an entry as others show it, in their language; `tag` is the entry's own (BCP 47).

    `fallback` is what that calls itself if the entry stands in for a translation, else "".
    """
    date = iso(entry.date)
    place, place_in = place_text(entry.place, entry.locale, group.data.place, locale)
    return Card(
        key=group.key,
        title=entry.title,
        url=target.url,
        date=date,
        updated=max(iso(entry.updated), date),
        place=place,
        summary=entry.summary,
        tag=tag,
        is_fallback=bool(fallback),
        short_title=entry.short_title,
        is_place_own=place_in == locale or not place,
        language=fallback,
    )


_NO_TERM = TermFacts()


def make_naming(entry: Entry) -> Naming:
    """The writing of a term; empty for other kinds."""
    facts = entry.term or _NO_TERM
    is_leading = entry.term is not None and facts.status != "deprecated"
    leading = tuple(dict.fromkeys((entry.title, *entry.forms, *facts.inflections))) if is_leading else ()
    forbidden = tuple([wording for wording, _ in facts.forbidden])
    return Naming(leading, forbidden, facts.case, facts.compounds, facts.not_in)
