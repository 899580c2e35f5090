"""What else to read beside an entry: others that share topics and terms with it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain

from microsite.engine.memory import Memory
from microsite.glossary.terms import Terms
from microsite.model.digests import digest_of
from microsite.model.entries import TopicUse
from microsite.model.kinds import LISTINGS
from microsite.model.site import PageKey
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
    of = terms.keys_by_page.get
    for (kind, locale), pages in lists.pages.items():
        if kind in LISTINGS and LISTINGS[kind].has_topics:
            # Where a text stands in for another language, it is the page of the text that tells what it is about.
            groups = [(page.group, page.entry) for page in reversed(pages)]
            told = tuple([(one.key, by.date, one.data.topics, of((kind, one.key, by.locale))) for one, by in groups])
            name = f"related {kind} {locale}"
            memory.retain(name)
            keys = memory.once(name, told, partial(_relate, name, told, memory))
            found |= {(kind, key, locale): others for key, others in keys.items()}
    return found


_Told = tuple[str, datetime.date | None, tuple[TopicUse, ...], tuple[str, ...] | None]
"""(key, day, topics, keys of terms) of an entry."""


def _relate(name: str, told: Sequence[_Told], memory: Memory) -> dict[str, tuple[str, ...]]:
    """The same as `relate`, remembered by that name."""
    named = [(key, _year_of(date), [use.key for use in topics], terms) for key, date, topics, terms in told]
    digest = digest_of(named)
    keys: dict[str, tuple[str, ...]] | None = memory.recall(name, digest, dict)
    if keys is None:
        keys = relate([(key, _year_of(date), _find_subjects(topics, terms)) for key, date, topics, terms in told])
        memory.keep(name, digest, keys, keys)
    return keys


def _year_of(date: datetime.date | None) -> int:
    return date.year if date else 0


def _find_subjects(topics: Sequence[TopicUse], terms: Sequence[str] | None) -> tuple[Subject, ...]:
    uses = dict.fromkeys(use.key for use in topics)
    return (*((OF_TOPIC, key) for key in uses), *((OF_TERM, key) for key in terms or ()))


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
