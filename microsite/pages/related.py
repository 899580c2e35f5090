"""What else to read beside an entry: others that share topics and terms with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from microsite.engine.memory import Memory
from microsite.glossary.terms import Terms
from microsite.model.digests import digest_of
from microsite.model.kinds import LISTINGS
from microsite.model.site import Page, PageKey
from microsite.pages.order import Lists

SHOWN = 3
"""How many others a page names."""

OF_TOPIC, OF_TERM = 3, 1
"""What a shared topic and a shared term count: editors choose the one, and the other may stand in passing."""

LEAST = 2
"""What makes two entries related: more than one term that both mention."""

NEWEST = 12
"""How many entries of a topic or term are looked at, the newest: all with all would take its time with every build."""

Subject = tuple[int, str]
"""What an entry is about: what that counts, and the key of a topic or term."""

Dated = tuple[str, int, tuple[Subject, ...]]
"""(key, year, subjects) of an entry."""


def find_related(lists: Lists, terms: Terms, memory: Memory) -> Mapping[PageKey, tuple[str, ...]]:
    """The keys of the entries that the pages of lists with topics name, as far as there are any."""
    found: dict[PageKey, tuple[str, ...]] = {}
    for (kind, locale), pages in lists.pages.items():
        if kind in LISTINGS and LISTINGS[kind].has_topics:
            dated = [(page.group.key, _year_of(page), _find_subjects(page, terms)) for page in reversed(pages)]
            name, digest = f"related {kind} {locale}", digest_of(dated)
            keys: dict[str, tuple[str, ...]] | None = memory.recall(name, digest, dict)
            if keys is None:
                keys = relate(dated)
                memory.keep(name, digest, keys, keys)
            found |= {(kind, key, locale): others for key, others in keys.items()}
    return found


def _year_of(page: Page) -> int:
    return page.entry.date.year if page.entry.date else 0


def _find_subjects(page: Page, terms: Terms) -> tuple[Subject, ...]:
    """What a page is about; where a text stands in for another language, it is the page of the text that tells."""
    topics = dict.fromkeys(use.key for use in page.group.data.topics)
    keys = terms.keys_by_page.get((page.group.kind, page.group.key, page.entry.locale), ())
    return (*((OF_TOPIC, key) for key in topics), *((OF_TERM, key) for key in keys))


def relate(dated: Sequence[Dated]) -> dict[str, tuple[str, ...]]:
    """The keys that each entry is related to, by its own; the entries begin with the oldest.

    What has most in common comes first, then the newest. None is of a later year: so what was published in a year
    stays as it is once that is over, on the page and in what mirrors and archives have of it.
    """
    by_year: dict[int, list[int]] = {}
    for place, (_, year, _) in enumerate(dated):
        by_year.setdefault(year, []).append(place)
    known: dict[Subject, list[int]] = {}
    found: dict[str, tuple[str, ...]] = {}
    for year in sorted(by_year):
        for place in by_year[year]:
            for subject in dated[place][2]:
                known.setdefault(subject, []).append(place)
        newest = {subject: places[-NEWEST:] * subject[0] for subject, places in known.items()}
        for place in by_year[year]:
            key, _, subjects = dated[place]
            shared = Counter(chain.from_iterable([newest[subject] for subject in subjects]))
            del shared[place]
            near = sorted([(common, other) for other, common in shared.items() if common >= LEAST], reverse=True)
            if near:
                found[key] = tuple([dated[other][0] for _, other in near[:SHOWN]])
    return found
