"""The files of the search: an index for each language, made anew where the texts of that language moved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from microsite.engine.memory import Memory
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import Text
from microsite.pages.jobs import Job, tell
from microsite.pages.plot import Plot, plain_part
from microsite.site.targets import Extra, page_target

MakeIndex = Callable[[Iterable[Mapping[str, Any]], str], Mapping[str, bytes]]
"""What makes the files of an index by path, of records and the language that they are in: see `Pagefind.make_files`."""

VOCABULARY = "words.json"
"""Beside the files of Pagefind: the words of names, for who misspells one."""

_Fetch = Callable[[Text], bytes]


def index_jobs(plot: Plot, fetch: _Fetch, memory: Memory, make: MakeIndex | None) -> Iterator[Job]:
    """The files of the indexes of all languages, beside the pages that search them; `fetch` gives a text’s body."""
    for locale in plot.config.languages:
        if make and (target := plot.extras.get(Extra("search", locale.key))):
            digest = _find_digest(plot, locale.key)
            index = _Index(partial(_make_index, plot, locale.key, fetch, make))
            known = memory.recall(f"search {locale.key}", digest, tuple)
            if known is None:
                known = index.list_files()
                memory.keep(f"search {locale.key}", digest, known, known)
            folder = target.path.rpartition("/")[0]
            for name, found in known:
                at = page_target(plot.config, f"{folder}/{name}")
                yield Job(at, (plain_part("index", found),), ready=partial(index.read, name))


class _Index:
    """The files of an index, which is made once somebody asks for one of them."""

    def __init__(self, make: Callable[[], Mapping[str, bytes]]) -> None:
        self._make = make
        self._files: Mapping[str, bytes] | None = None

    def read(self, name: str) -> tuple[bytes]:
        """The bytes of a file, in one chunk."""
        if self._files is None:
            self._files = self._make()
        return (self._files[name],)

    def list_files(self) -> tuple[tuple[str, str], ...]:
        """The files with their SHA-256 (hex), in order."""
        self._files = self._make()
        return tuple((name, hashlib.sha256(data).hexdigest()) for name, data in self._files.items())


def _make_index(plot: Plot, locale: str, fetch: _Fetch, make: MakeIndex) -> dict[str, bytes]:
    from microsite.search.records import make_records  # where nothing has moved, nobody reads a text
    from microsite.search.words import find_vocabulary

    records = list(make_records(plot, locale, fetch))
    files = make((record.as_plain() for record in records), plot.config.locale(locale).tag)
    words = find_vocabulary(dict.fromkeys(name for record in records for name in record.names))
    files = {path: shorten(data) if path.startswith("fragment/") else data for path, data in files.items()}
    return {**files, VOCABULARY: json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()}


def shorten(fragment: bytes) -> bytes:
    """What Pagefind shows of a page, without what only the index has: JSON behind a mark, in gzip without a moment."""
    import gzip

    from microsite.model.gzipped import compress_gzip
    from microsite.search.records import UNSHOWN

    told = gzip.decompress(fragment)
    start = told.index(b"{")
    page = json.loads(told[start:])
    page["content"] = page["content"].partition(f" {UNSHOWN}")[0]
    text = json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode()
    return compress_gzip(told[:start] + text)


def _find_digest(plot: Plot, locale: str) -> str:
    """A digest of more than the index of a language is made from: of its pages, and of all names in any language."""
    from microsite.search.records import find_names, find_pages  # few sites have a search

    names = digest_of([tuple(find_names(plot, group)) for group in plot.site.groups])
    pages = [f"{page.glance} {page.text.digest}" for page in find_pages(plot, locale)]
    wordings = plot.terms.digest_by_locale.get(locale, "")
    addresses = plot.linker.addresses.digest
    return digest_of_words(plot.design.engine, digest_of(tell(plot.config)), addresses, wordings, names, *pages)
