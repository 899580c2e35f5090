"""The jobs of lists: the press list with its pages, and the index of the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from microsite.model.digests import digest_of_words
from microsite.model.entries import Page
from microsite.model.parts import Given, Part, make_part
from microsite.model.records import Card, Version, Versions
from microsite.pages import structured, views
from microsite.pages.exports import TABLES
from microsite.pages.heads import crumbs_to, head_values, list_crumb, page_view
from microsite.pages.jobs import Frame, Job, Json, View
from microsite.pages.order import initial_of, list_path, list_url, sort_text
from microsite.pages.plot import Plot, cards_part, plain_part, shared_parts
from microsite.site.targets import page_target

_LETTER_IDS = {"#": "_symbols", "0–9": "_digits"}
"""Of the headings that are no letter: a “#” cannot stand in a fragment (RFC 3986)."""

AROUND = 2
"""How many pages of a list before and after one are linked from it, beside the first and the last."""


def press_jobs(plot: Plot, locale: str) -> Iterator[Job]:
    """The pages of a language's press list."""
    releases, size = plot.lists.releases[locale], plot.config.page_size
    total = -(-len(releases) // size)
    for number in range(1, total + 1):
        target = page_target(plot.config, list_path("press", locale, number))
        shown = releases[(number - 1) * size : number * size]
        glance = digest_of_words(plot.setting, *[page.glance for page in shown])
        held = partial(_press_parts, plot, locale, number, total, shown)
        yield Job(target, held, "press.html", plot.shared[locale].frame, press_view, glance=glance)


def _press_parts(plot: Plot, locale: str, number: int, total: int, shown: Sequence[Page]) -> tuple[Part, ...]:
    return (
        *shared_parts(plot, plot.shared[locale], "press.html"),
        cards_part("releases", shown),
        plain_part("versions", list_versions(plot, "press", number)),
        plain_part("place", (number, total, len(plot.lists.releases[locale]))),
    )


def press_view(frame: Frame, releases: Sequence[Card], versions: Versions, place: tuple[int, int, int]) -> View:
    """What the template of a press list reads; `place` is the number of the page, of how many, and of all releases."""
    (number, total, count), config, locale = place, frame.config, frame.locale

    def url(number: int) -> str:
        path = list_path("press", locale.key, number)
        return page_target(config, path).url if 1 <= number <= total else ""

    name, first = list_crumb(frame, "press")
    crumbs = crumbs_to(frame, (name, first), *([(str(number), url(number))] if number > 1 else []))
    page = page_view(frame, url(number), "press-list", name, versions)
    return head_values(frame, page, views.urls(versions), crumbs) | {
        "releases": [views.card_view(card) for card in releases],
        "count": count,
        "pagination": {
            "number": number,
            "total": total,
            "previous": url(number - 1),
            "next": url(number + 1),
            "pages": [{"number": n, "url": url(n), "current": n == number} for n in page_numbers(number, total)],
        },
        "structured": structured.breadcrumbs(config, crumbs),
    }


def page_numbers(number: int, total: int) -> list[int]:
    """The pages that a page of a list leads to: the first, the last, and those around it."""
    return sorted({1, total, *range(max(1, number - AROUND), min(total, number + AROUND) + 1)})


def list_versions(plot: Plot, kind: str, number: int = 1) -> Versions:
    """The page of that number in the lists of all languages that have one."""
    found = (
        (locale.key, list_url(plot.site, plot.lists, kind, locale.key, number)) for locale in plot.config.languages
    )
    return Versions(tuple(Version(locale, url) for locale, url in found if url))


def glossary_jobs(plot: Plot, locale: str) -> Iterator[Job]:
    """The glossary's index in a language, under its letters."""
    terms = plot.lists.terms[locale]
    if terms:
        target = page_target(plot.config, list_path("glossary", locale, 1))
        glance = digest_of_words(plot.setting, *[plot.facts["glossary", term.group.key].glance for term in terms])
        held, frame = partial(_glossary_parts, plot, locale, terms), plot.shared[locale].frame
        yield Job(target, held, "glossary.html", frame, glossary_view, glance=glance)


def _glossary_parts(plot: Plot, locale: str, terms: Sequence[Page]) -> tuple[Part, ...]:
    babels = {locale.key: locale.babel for locale in plot.config.languages}
    sorted_by = tuple([sort_text(term.entry) for term in terms])
    wordings = tuple([tuple([(word, babels[key]) for key, word in _wordings(term)]) for term in terms])
    return (
        *shared_parts(plot, plot.shared[locale], "glossary.html"),
        cards_part("terms", terms),
        make_part("letters", Given(sorted_by), Given(babels[locale]), make=_make_letters),
        make_part("searches", Given(wordings), make=_make_searches),
        plain_part("versions", list_versions(plot, "glossary")),
    )


def _make_letters(sorted_by: Sequence[str], babel: str) -> tuple[str, ...]:
    """The letter of each term, in their order: its own, so that a list is sorted only to be rendered."""
    return tuple(initial_of(text, babel) for text in sorted_by)


def _wordings(term: Page) -> Iterator[tuple[str, str]]:
    """The wordings of a term in all languages, as (locale, wording)."""
    for locale, entry in term.group.entries.items():
        for wording in (entry.title, *entry.forms, *(entry.term.inflections if entry.term else ())):
            yield locale, wording


def _make_searches(wordings: Sequence[Sequence[tuple[str, str]]]) -> tuple[str, ...]:
    """What each term is found by, in their order: its wordings in all languages."""
    from microsite.i18n.searching import search_text  # only to render the index

    return tuple(search_text(of_term) for of_term in wordings)


def glossary_view(
    frame: Frame, terms: Sequence[Card], letters: Sequence[str], searches: Sequence[str], versions: Versions
) -> View:
    """What the template of the glossary's index reads; `letters` and `searches` are those of the terms."""
    cards_by_letter: dict[str, list[Json]] = {}
    for letter, card, search in zip(letters, terms, searches, strict=True):
        cards_by_letter.setdefault(letter, []).append(views.card_view(card, search))
    name, url = list_crumb(frame, "glossary")
    crumbs = crumbs_to(frame, (name, url))
    page = page_view(frame, url, "glossary-list", name, versions)
    members = structured.term_set(frame.config, frame.locale, terms, name, url)
    return head_values(frame, page, views.urls(versions), crumbs) | {
        "letters": [
            {"letter": letter, "id": _LETTER_IDS.get(letter, f"_{letter}"), "terms": cards}
            for letter, cards in cards_by_letter.items()
        ],
        "count": len(terms),
        "tables": [{"name": name, "url": page_target(frame.config, path).url} for name, path in TABLES.items()],
        "structured": [*members, *structured.breadcrumbs(frame.config, crumbs)],
    }
