"""What it costs to find the terms that a page mentions: with ten terms, and with ten thousand.

    python -m benchmarks.glossary

prints, for each language, the time to make the matcher and the time of one page: the least of many rounds, in turn, so
that what else the machine does counts for neither. Both glossaries have all terms that the pages mention.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks import corpus
from benchmarks.corpus import LANGUAGES, TAGS
from microsite.glossary.mentions import find_mentions
from microsite.glossary.wordings import Glossary, Wording, make_glossary
from microsite.markup.convert import convert
from microsite.model.entries import Prose

RELEASES, FEW, MANY = 100, 10, 10_000  # the releases of a corpus of this size mention ten terms
ROUNDS = 30


class Figures(NamedTuple):
    """Seconds, and what the pages hold."""

    making: float
    few: float
    many: float
    size: float  # characters of a page
    mentions: int


def make_pages(language: str) -> list[str]:
    """The HTML of the releases."""
    texts = (text for text in corpus.make_texts(RELEASES, seed=1) if text.language == language and text.date)
    return [convert(Prose(text.path, text.body, 1), TAGS[language])[0].html for text in texts]


def make_terms(language: str, count: int) -> Glossary:
    """The first terms of the corpus, with their plurals."""
    place = LANGUAGES.index(language)
    terms = map(corpus.make_term, range(count))
    wordings = [Wording(term.key, text) for term in terms for text in (term.name[place], term.forms[place])]
    return make_glossary(wordings, TAGS[language])


def measure(language: str) -> Figures:
    """The figures of a language."""
    pages = make_pages(language)
    few, many = make_terms(language, FEW), make_terms(language, MANY)
    few.find("x")
    start = time.perf_counter()
    many.find("x")
    making = time.perf_counter() - start
    rounds = [(_time(pages, few), _time(pages, many)) for _ in range(ROUNDS)]
    found = [find_mentions(page, many) for page in pages]
    return Figures(
        making,
        min(it[0] for it in rounds),
        min(it[1] for it in rounds),
        sum(map(len, pages)) / len(pages),
        sum(map(len, found)),
    )


def _time(pages: Sequence[str], glossary: Glossary) -> float:
    start = time.perf_counter()
    for page in pages:
        find_mentions(page, glossary)
    return (time.perf_counter() - start) / len(pages)


def main() -> None:
    """Print the figures."""
    for language in LANGUAGES:
        it = measure(language)
        sys.stdout.write(
            f"{language}: {it.size:.0f} characters a page, {it.mentions} mentions on {RELEASES} pages; "
            f"{FEW} terms {it.few * 1e3:.3f} ms a page, {MANY:,} terms {it.many * 1e3:.3f} ms a page, "
            f"ratio {it.many / it.few:.2f}; matcher made in {it.making:.2f} s\n"
        )


if __name__ == "__main__":
    main()
