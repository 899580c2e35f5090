"""What the checks of translations find, text by text: worked out once for a text and its source, and remembered."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from microsite.content.texts import Manuscript
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, find_stem, is_error
from microsite.engine.crew import Crew, share
from microsite.engine.memory import Memory
from microsite.engine.packing import Plain, unpack
from microsite.model.config import Config
from microsite.model.digests import digest_of_words
from microsite.model.entries import Locale, Text
from microsite.model.kinds import KINDS
from microsite.model.site import GroupKey
from microsite.site.groups import date_of_key
from microsite.translation.freshness import Standing

if TYPE_CHECKING:
    from microsite.checks.entry import Reviewed

Reviews = Mapping[GroupKey, tuple[Diagnostic, ...]]
"""What was found in the texts of an entry, by its key."""


def review_entries(
    config: Config,
    standings: Sequence[Standing],
    manuscripts: Mapping[str, Manuscript],
    kinds: Collection[str],
    crew: Crew,
    memory: Memory,
    files: Collection[str] | None = None,
) -> Reviews:
    """What is found in the entries of these kinds; `files` are the paths of all that is no text, if they are known."""
    wanted = [standing for standing in standings if standing.kind in kinds]
    digests = _find_digests(wanted, config)
    told: dict[str, tuple[Diagnostic, ...] | None] = {
        name: memory.recall(name, digest, unpack) for name, digest in digests.items()
    }
    unknown: dict[str, list[str]] = {}
    for standing in wanted:
        keys = [key for key in _in_order(standing) if told[_name(standing.name, key)] is None]
        if keys:
            unknown[standing.name] = keys
    if unknown:
        asked = [standing for standing in wanted if standing.name in unknown]
        for name, plain in _review(config, asked, unknown, digests, manuscripts, crew, memory):
            told[name] = unpack(plain)
            memory.keep(name, digests[name], told[name], plain)
    found = {
        (standing.kind, standing.key): tuple(
            one for key in _in_order(standing) for one in told[_name(standing.name, key)] or ()
        )
        for standing in wanted
    }
    there = {*(find_stem(path) for path in manuscripts), *(files or ())}
    is_gone = partial(_is_gone, there, are_files_known=files is not None)
    return {key: tuple(_without_broken(of, is_gone)) if of else of for key, of in found.items()}


def _without_broken(found: Iterable[Diagnostic], is_gone: Callable[[str, str], bool]) -> Iterator[Diagnostic]:
    """What is found, but no translation is to lead where its source leads to nothing: the link there is wrong.

    What was found is remembered, and what there is may change, so that is asked here.
    """
    for one in found:
        is_of_links = one.rule == "link-differs" and one.related and _OF_LINKS.match(one.message)
        match = _LINKS.fullmatch(one.hint) if is_of_links else None
        names = match[2].split(", ") if match else []
        gone = [name for name in names if is_gone(one.related[0].path, name)]
        if match is None or not gone or (gone == names and " more of " in one.message):  # which may be there
            yield one
        elif len(gone) < len(names):
            kept = [name for name in names if name not in gone]
            message = one.message
            for name in gone:
                message = message.replace(f"“{name}”, ", "", 1).replace(f", “{name}”", "", 1)
            if len(kept) == 1 and " more of " not in message:
                message = message.replace(" links “", " link “").replace(" are missing", " is missing")
            yield one._replace(message=message, hint=f"{match[1]} {', '.join(kept)}")


def _is_gone(there: Collection[str], source: str, name: str, *, are_files_known: bool) -> bool:
    """True of what a link of a source names if it is a text or a file that does not exist."""
    match = _PATH.fullmatch(name)
    if match is None or not (are_files_known or match[1].endswith(".md")):
        return False
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(match[1])))
    return (find_stem(path) if path.endswith(".md") else path) not in there


_OF_LINKS = re.compile("th(?:e|is) links? ")
_LINKS = re.compile("(write|add) (.*)")
"""The hint that names links."""

_PATH = re.compile(r"((?![a-z]+:|/)[^\s,?]+\.[A-Za-z0-9]+)(?:#\S*)?")
"""A link to a text or a file."""


def gated_kinds(config: Config) -> frozenset[str]:
    """The kinds whose gate asks for what is found."""
    return frozenset(kind for kind, gate in config.gate.items() if gate.checks)


def find_failing(config: Config, reviews: Reviews) -> dict[GroupKey, Diagnostic]:
    """The first error of each entry that has one, as the site grades what was found."""
    graded = {key: grade(found, config.rules, strict=False) for key, found in reviews.items() if found}
    return {key: found[0] for key, found in graded.items() if is_error(found[0])}


def retain_reviews(texts: Iterable[Text], kinds: Collection[str], memory: Memory) -> None:
    """Keep what is remembered of entries of other kinds, which this build does not ask about."""
    for text in texts if memory.has_any("review ") else ():
        if text.entry and text.entry.kind not in kinds:
            memory.retain(_name(f"{KINDS[text.entry.kind].folder}/{text.entry.key}", text.entry.locale))


def _name(entry: str, locale: str) -> str:
    return f"review {entry} {locale}"


def _in_order(standing: Standing) -> list[str]:
    """The languages of an entry, that of its source first."""
    return sorted(standing.texts, key=lambda key: key != standing.source)


def _find_digests(standings: Iterable[Standing], config: Config) -> dict[str, str]:
    """The digests of all that a text is looked at with, by the name of what is remembered: its own and its source’s.

    The names that are no words are part of each, and what the language is called. By the first one is found what was
    read of the text, without its source.
    """
    names = repr(config.names)
    called = {locale.key: f"{locale.tag} {locale.babel}" for locale in config.languages}
    found = {}
    for standing in standings:
        figures = standing.data.figures
        common = (names, f"{standing.data.date or ''}{repr(sorted(figures.items())) if figures else ''}")
        own = {key: digest_of_words(key, called[key], text.digest, *common) for key, text in standing.texts.items()}
        source = own.get(standing.source, standing.source)
        found.update({_name(standing.name, key): f"{digest}{_APART}{source}" for key, digest in own.items()})
    return found


_APART = " "


def name_kept(digest: str) -> str:
    """What is called among the bodies what was read of a text, by the digest of what was found in it."""
    return digest.partition(_APART)[0]


def _review(
    config: Config,
    standings: Sequence[Standing],
    unknown: Mapping[str, Sequence[str]],
    digests: Mapping[str, str],
    manuscripts: Mapping[str, Manuscript],
    crew: Crew,
    memory: Memory,
) -> Iterator[tuple[str, Plain]]:
    """What is found, packed, in the texts of entries that are not remembered: in these languages, by their names.

    What is read of a text is kept among the bodies, and is not read again as long as the text does not move.
    """
    from microsite.checks.entry import prepare, review_all  # only if there is something to compare
    from microsite.checks.sides import Case, Side

    locales, names = {locale.key: locale for locale in config.languages}, config.names
    bodies = memory.bodies

    def kept(standing: Standing, key: str) -> str:
        return name_kept(digests[_name(standing.name, key)])

    def version(standing: Standing, key: str) -> Side:
        locale: Locale = locales[key]
        manuscript = manuscripts[standing.texts[key].path].with_data()
        entry, read = standing.entry(key), bodies.read(kept(standing, key)) or b""
        return Side(entry, manuscript.source, locale.tag, locale.babel, read)

    def of_case(standing: Standing) -> list[str]:
        """The languages of a case: that of the source first, though nothing may be asked of it."""
        has_source = standing.source in standing.texts
        others = [key for key in unknown[standing.name] if key != standing.source]
        return [*([standing.source] if has_source else []), *others]

    def case(standing: Standing) -> Case:
        sides = tuple(version(standing, key) for key in of_case(standing))
        first = 1 if standing.source in standing.texts else 0
        date, is_known = standing.data.date or date_of_key(standing.key), standing.source not in unknown[standing.name]
        source = sides[0] if first else None
        return Case(standing.name, source, sides[first:], standing.data.figures, names, date, is_known)

    def put(reviewed: Reviewed) -> tuple[tuple[Plain, Plain], ...]:
        return tuple((plain, bodies.put(read) if read else None) for plain, read in reviewed)

    unread = {key for standing in standings for key in of_case(standing) if not bodies.has(kept(standing, key))}
    prepare((locales[key] for key in unread), memory.common)
    results = share(crew, review_all, standings, make=case, deliver=put, label=_label)
    for standing, reviewed in zip(standings, results, strict=True):
        for key, (plain, place) in zip(of_case(standing), reviewed, strict=True):
            if place is not None:
                bodies.note(kept(standing, key), place)
            if key in unknown[standing.name]:
                yield _name(standing.name, key), plain


def _label(standing: Standing) -> str:
    return standing.name
