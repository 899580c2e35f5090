"""Which translations are up to date, as editors say → the front matter that records it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from microsite.content.parse import parse_entry
from microsite.content.sections import parse_digests
from microsite.content.yaml.lines import change_front
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.entries import Entry
from microsite.model.kinds import KINDS
from microsite.model.source import Source
from microsite.translation.freshness import Standing
from microsite.translation.moves import find_ends

Edits = dict[str, bytes]
"""The new bytes of files, by path."""


def plan_acks(
    standings: Sequence[Standing], locales: Collection[str], sources: Mapping[str, Source], languages: frozenset[str]
) -> tuple[Edits, tuple[Diagnostic, ...]]:
    """The translations in these languages with the digests of their sources, where they have others.

    `sources` are by path, `languages` those of the site. Reports `yaml-invalid`; then nothing may be written.
    """
    edits: Edits = {}
    problems: list[Diagnostic] = []
    for standing in standings:
        for locale in standing.texts:
            if locale != standing.source and locale in locales and standing.source in standing.texts:
                digests = parse_digests(standing.texts[standing.source].sections)
                wanted = standing.entry(locale)._replace(translated_from=digests)
                problems += _change(wanted, "translated_from", digests, sources, languages, edits)
    return edits, tuple(problems)


def plan_trivial(
    standings: Sequence[Standing], locales: Collection[str], sources: Mapping[str, Source], languages: frozenset[str]
) -> tuple[Edits, tuple[Diagnostic, ...]]:
    """The sources with a note that what has moved since these translations changes nothing for them.

    Reports `translation-stale` where that cannot be: a section is new or gone, or translations know different ones.
    """
    edits: Edits = {}
    problems: list[Diagnostic] = []
    for standing in standings:
        stale = [key for key, state in standing.states.items() if state == "stale" and key in locales]
        pairs, found = _find_pairs(standing, stale)
        problems += found
        if pairs and not found:
            entry = standing.entry(standing.source)
            present = parse_digests(standing.texts[standing.source].sections)
            every = tuple(dict.fromkeys((*entry.unchanged_since, *pairs)))
            ends = find_ends(every, frozenset(present))
            changes = tuple(pair for pair in every if pair[0] in ends or pair[0] in present)
            written = [f"{former}={now}" for former, now in changes]
            wanted = entry._replace(unchanged_since=changes)
            problems += _change(wanted, "unchanged_since", written, sources, languages, edits)
    return edits, tuple(problems)


def _find_pairs(standing: Standing, stale: Sequence[str]) -> tuple[list[tuple[str, str]], list[Diagnostic]]:
    """What each section that has moved was, and is; and why that cannot be said."""
    pairs: dict[str, tuple[str, str]] = {}
    problems: list[Diagnostic] = []
    for locale in stale:
        entry, source = standing.entry(locale), standing.entry(standing.source)
        present = parse_digests(standing.texts[standing.source].sections)
        for move in standing.moves(locale):
            if move.word != "changed":
                message = f"{locale} is stale because a section was {move.word}, which is not a trivial edit"
                hint = f"bring it up to date, then run python build.py ack {standing.name} --lang {locale}"
                problems.append(problem("translation-stale", message, Span(entry.path), hint=hint))
                continue
            former = _last(entry.translated_from[move.recorded], dict(source.unchanged_since))
            now = present[move.present]
            known, other = pairs.setdefault(now, (former, locale))
            if known != former:
                message = f"{other} and {locale} follow different versions of the source, so more may have changed"
                hint = f"name the language that was up to date before the edit: --trivial --lang {other}"
                problems.append(problem("translation-stale", message, Span(entry.path), hint=hint))
    return [(former, now) for now, (former, _) in pairs.items()], problems


def _last(digest: str, changes: Mapping[str, str]) -> str:
    """Where edits that changed nothing have led to."""
    passed = {digest}
    while (now := changes.get(digest, digest)) not in passed:
        passed.add(now)
        digest = now
    return digest


def _change(
    wanted: Entry,
    field: str,
    written: Sequence[str],
    sources: Mapping[str, Source],
    languages: frozenset[str],
    edits: Edits,
) -> Iterator[Diagnostic]:
    """Add a file with another value of a field to the edits, unless it has that already."""
    kind, source = KINDS[wanted.kind], sources[wanted.path]
    text = source.data.decode("utf-8")

    def read(data: bytes) -> tuple[Entry, str] | None:
        parsed, _ = parse_entry(Source(source.path, "", data), kind, wanted.key, wanted.locale, languages)
        return parsed and (parsed[0], parsed[1].text)

    before = read(source.data)
    spellings = {one.name: (one.name, *one.also) for one in kind.front_matter}
    changed = change_front(text, {field: written}, spellings)
    new = read(changed.encode()) if changed is not None else None
    if not before or not new or not _is_same(new, wanted, before):
        yield _cannot(wanted.path, field, written)
    elif changed is not None and changed != text:
        edits[wanted.path] = changed.encode()


def _is_same(new: tuple[Entry, str], wanted: Entry, before: tuple[Entry, str]) -> bool:
    """True if a file says what it should: the field as wanted, and all else as before, wherever its lines are now."""
    return _without_places(new[0]) == _without_places(wanted) and new[1] == before[1]


def _without_places(entry: Entry) -> Entry:
    term = entry.term and entry.term._replace(places=())
    return entry._replace(digest="", title_line=0, summary_line=0, term=term)


def _cannot(path: str, field: str, written: Sequence[str]) -> Diagnostic:
    message = f"“{field}” cannot be written without changing other lines"
    return problem("yaml-invalid", message, Span(path), hint=f"write {field}: [{', '.join(written)}]")
