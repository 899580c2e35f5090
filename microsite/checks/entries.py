"""What the checks of translations find, entry by entry: worked out once for the same texts, and remembered."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from microsite.content.texts import Manuscript
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, find_stem, is_error
from microsite.engine.crew import Crew, share
from microsite.engine.memory import Memory
from microsite.engine.packing import unpack
from microsite.model.config import Config
from microsite.model.digests import digest_of_words
from microsite.model.entries import Locale, Text
from microsite.model.kinds import KINDS
from microsite.model.site import GroupKey
from microsite.site.groups import date_of_key
from microsite.translation.freshness import Standing

Reviews = Mapping[GroupKey, tuple[Diagnostic, ...]]
"""What was found in the texts of an entry, by its key."""


def review_entries(
    config: Config,
    standings: Sequence[Standing],
    manuscripts: Mapping[str, Manuscript],
    kinds: Collection[str],
    crew: Crew,
    memory: Memory,
) -> Reviews:
    """What is found in the entries of these kinds."""
    found: dict[GroupKey, tuple[Diagnostic, ...]] = {}
    unknown: list[Standing] = []
    for standing in standings:
        if standing.kind not in kinds:
            continue
        known: tuple[Diagnostic, ...] | None = memory.recall(_name(standing.name), _digest(standing, config), unpack)
        if known is None:
            unknown.append(standing)
        else:
            found[standing.kind, standing.key] = known
    if unknown:
        found |= _review(config, unknown, manuscripts, crew, memory)
    stems = {find_stem(path) for path in manuscripts}
    return {
        key: tuple([one for one in of if not _asks_for_broken(one, stems)]) if of else of for key, of in found.items()
    }


def _asks_for_broken(one: Diagnostic, stems: Collection[str]) -> bool:
    """True of a translation that is to lead where its source leads, which is to no text: the link there is wrong.

    What was found is remembered, and which texts there are may change, so that is asked here.
    """
    match = _LINK.fullmatch(one.hint) if one.rule == "link-differs" and one.related else None
    if match is None:
        return False
    return find_stem(posixpath.normpath(posixpath.join(posixpath.dirname(one.related[0].path), match[1]))) not in stems


_LINK = re.compile(r"(?:write|add) ((?![a-z]+:|/)[^\s,]+\.md)(?:#\S*)?")
"""The hint that names a link to a text."""


def gated_kinds(config: Config) -> frozenset[str]:
    """The kinds whose gate asks for what is found."""
    return frozenset(kind for kind, gate in config.gate.items() if gate.checks)


def find_failing(config: Config, reviews: Reviews) -> dict[GroupKey, Diagnostic]:
    """The first error of each entry that has one, as the site grades what was found."""
    graded = {key: grade(found, config.rules, strict=False) for key, found in reviews.items() if found}
    return {key: found[0] for key, found in graded.items() if is_error(found[0])}


def retain_reviews(texts: Iterable[Text], kinds: Collection[str], memory: Memory) -> None:
    """Keep what is remembered of entries of other kinds, which this build does not ask about."""
    for text in texts:
        if text.entry and text.entry.kind not in kinds:
            memory.retain(_name(f"{KINDS[text.entry.kind].folder}/{text.entry.key}"))


def _name(entry: str) -> str:
    return f"review {entry}"


def _digest(standing: Standing, config: Config) -> str:
    """The digest of everything that is compared, and of the names that are no words."""
    words = (word for locale, text in standing.texts.items() for word in (locale, text.digest))
    figures = standing.data.figures
    own = f"{standing.data.date or ''}{repr(sorted(figures.items())) if figures else ''}"
    return digest_of_words(standing.source, own, repr(config.names), *words)


def _review(
    config: Config,
    standings: Sequence[Standing],
    manuscripts: Mapping[str, Manuscript],
    crew: Crew,
    memory: Memory,
) -> Iterator[tuple[GroupKey, tuple[Diagnostic, ...]]]:
    """The same for entries that are not remembered."""
    from microsite.checks.entry import Case, Side, prepare, review_all  # only if there is something to compare

    locales, names = {locale.key: locale for locale in config.languages}, config.names

    def version(standing: Standing, key: str) -> Side:
        locale: Locale = locales[key]
        manuscript = manuscripts[standing.texts[key].path].with_data()
        return Side(standing.entry(key), manuscript.source, locale.tag, locale.babel)

    def case(standing: Standing) -> Case:
        source = version(standing, standing.source) if standing.source in standing.texts else None
        others = tuple(version(standing, key) for key in standing.texts if key != standing.source)
        date = standing.data.date or date_of_key(standing.key)
        return Case(standing.name, source, others, standing.data.figures, names, date)

    prepare(locales[key] for key in {key for standing in standings for key in standing.texts})
    results = share(crew, review_all, standings, make=case, label=_label)
    for standing, plain in zip(standings, results, strict=True):
        value = unpack(plain)
        memory.keep(_name(standing.name), _digest(standing, config), value, plain)
        yield (standing.kind, standing.key), value


def _label(standing: Standing) -> str:
    return standing.name
