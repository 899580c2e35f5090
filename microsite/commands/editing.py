"""What commands change in the sources: words of templates, terms of the glossary, what translations record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from microsite.build import pipeline
from microsite.build.project import Report, choose
from microsite.checks.entries import Reviews, find_failing, gated_kinds, review_entries
from microsite.checks.prose.languages import find_language
from microsite.checks.prose.typography import mend
from microsite.content.parse import find_prose, parse_group
from microsite.content.reading import find_content
from microsite.content.texts import Manuscript, read_bare_text
from microsite.diagnostics.problems import (
    Diagnostic,
    Severity,
    Span,
    did_you_mean,
    grade,
    has_errors,
    is_error,
    problem,
)
from microsite.engine.crew import ALONE
from microsite.engine.memory import HeldBodies, Memory
from microsite.files.disk import UsageError, read_argument
from microsite.files.tree import read_tree, write_sources
from microsite.glossary.imports import Change, plan_import
from microsite.i18n import catalog
from microsite.i18n.pofile import read_pofile
from microsite.i18n.words import catalog_path
from microsite.model.decode import decode, size_bound
from microsite.model.entries import Config, GroupData, GroupKey, Locale, Message, Prose, Text
from microsite.model.kinds import KINDS
from microsite.model.source import Source
from microsite.render import wording
from microsite.translation import status
from microsite.translation.acks import Edits, plan_acks, plan_trivial
from microsite.translation.freshness import Standing, find_named, find_standings
from microsite.translation.gate import find_held


def tend_words(root: Path, action: str, *, strict: bool) -> Report:
    """Extract the words of the templates, update the PO files by them, or check these: what `action` says.

    If anything is wrong, nothing is written. Raises `UsageError` if the disk does not let us.
    """
    tree = read_tree(root)
    sources, problems = tree.sources, tree.problems
    config, found = pipeline.read_config(sources)
    _, messages, wrong = wording.check_templates(sources, Memory(HeldBodies()))
    problems += found + wrong
    if config is None or has_errors(problems):
        return Report(grade(problems, {}, strict=strict), sources)
    if action == "check":
        _, words = wording.read_catalogs(config, sources, messages, Memory(HeldBodies()))
        done = f"{len({(one.context, one.id) for one in messages})} words in {len(config.languages)} languages"
    else:
        languages = config.languages if action == "update" else ()
        words, changed = _write_words(root, sources, languages, messages)
        done = f"wrote {', '.join(changed)}" if changed else "nothing to write"
    return Report(grade((*problems, *words), config.rules, strict=strict), sources, done)


def _write_words(
    root: Path, sources: Sequence[Source], languages: Sequence[Locale], messages: Sequence[Message]
) -> tuple[list[Diagnostic], tuple[str, ...]]:
    """Write messages.pot and the PO files of the languages, none if one cannot be read; and the paths that changed."""
    source_by_path = {source.path: source for source in sources}
    written = {catalog.TEMPLATE_PATH: catalog.render_template_catalog(messages)}
    problems: list[Diagnostic] = []
    for locale in languages:
        path = catalog_path(locale)
        source = source_by_path.get(path)
        problems += read_pofile(source)[1] if source else ()
        written[path] = catalog.update_catalog(source, locale, messages)
    return problems, () if has_errors(problems) else write_sources(root, written)


def import_terms(root: Path, path: Path, *, strict: bool) -> Report:
    """Bring the terms of a table into the glossary; `importing` says how.

    If anything is wrong, nothing is written. Raises `UsageError` if the disk does not let us.
    """
    hint = "name a table of terms: glossary.csv of the built site"
    table = Source(path.as_posix(), "", read_argument(path, size_bound(path.as_posix()), hint))
    tree = read_tree(root)
    sources = (*tree.sources, table)
    config, found = pipeline.read_config(tree.sources)
    if config is None:
        return Report(grade(found, {}, strict=strict), sources)
    changes, problems = plan_import(table, [locale.key for locale in config.languages], tree.sources)
    # What cannot be read, such as a link, cannot be written either.
    unread = (one for one in tree.problems if one.span and _lies_above(one.span.path, changes))
    problems += tuple(one._replace(severity=Severity.ERROR) for one in unread)
    graded = grade(problems, config.rules, strict=strict)
    return Report(graded, sources, "" if has_errors(graded) else _write_terms(root, changes))


def _lies_above(path: str, changes: Sequence[Change]) -> bool:
    return any(f"{change.path}/".startswith(f"{path}/") for change in changes)


def _write_terms(root: Path, changes: Sequence[Change]) -> str:
    """Write what an import comes to, and say so."""
    write_sources(root, {change.path: change.data for change in changes})
    added = [Path(change.path).stem for change in changes if not change.fields]
    updated = [Path(change.path).stem for change in changes if change.fields]
    told = [f"{word} {', '.join(names)}" for word, names in (("added", added), ("updated", updated)) if names]
    return "; ".join(told) or "nothing to write"


# ---- typography -----------------------------------------------------------------------------------------------


def mend_texts(root: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Mend the typography of the texts that these names mean, of all without names; and the paths that changed.

    What stands above a body stays as it is. Raises `UsageError` for a name that is none, or if the disk does not let
    us.
    """
    tree = read_tree(root)
    config, _ = pipeline.read_config(tree.sources)
    if config is None:
        return ()
    chosen = choose([source.path for source in tree.sources], names)
    tag_by_locale = {locale.key: locale.tag for locale in config.languages}
    written = {}
    for path, manuscript in find_content(config, tree.sources, frozenset()).unread.items():
        language = find_language(tag_by_locale[manuscript.locale]) if path in chosen else None
        prose = find_prose(manuscript.source) if language else None
        if language and prose and (mended := mend(prose.text, language)) != prose.text:
            written[path] = _with_body(manuscript.source, prose.text, mended)
    return write_sources(root, written)


def _with_body(source: Source, body: str, mended: str) -> bytes:
    """The bytes of a file with another body: its byte order mark and its way to end lines stay."""
    text = decode(source)[0] or ""
    data = (text.removesuffix(body) + mended).encode()
    mark = b"\xef\xbb\xbf" if source.data.startswith(b"\xef\xbb\xbf") else b""
    return mark + (data.replace(b"\n", b"\r\n") if b"\r\n" in source.data else data)


# ---- translations ---------------------------------------------------------------------------------------------


class _Shelf(NamedTuple):
    """The entries of a site, as far as commands need them; `problems` are what keeps some from being read."""

    config: Config
    sources: Mapping[str, Source]
    standings: tuple[Standing, ...]
    prose_by_path: Mapping[str, Prose]
    manuscripts: Mapping[str, Manuscript]
    problems: tuple[Diagnostic, ...]


def _take_stock(root: Path, *, drafts: bool) -> _Shelf | Report:
    """Read all entries; a report, if there is no configuration to read them by."""
    tree = read_tree(root)
    config, found = pipeline.read_config(tree.sources)
    problems = [*tree.problems, *found]
    if config is None:
        return Report(grade(problems, {}, strict=False), tree.sources)
    content = find_content(config, tree.sources, frozenset())
    texts: list[Text] = []
    prose: dict[str, Prose] = {}
    for manuscript in content.unread.values():
        text, body = read_bare_text(manuscript)
        problems += filter(is_error, text.problems)
        if text.entry and body and (drafts or not text.entry.draft):
            texts.append(text)
            prose[text.path] = body
    data: dict[GroupKey, GroupData] = {}
    for group, source in content.group_files.items():
        one, told = parse_group(source, KINDS[group[0]], group[1], content.languages)
        problems += filter(is_error, told)
        if one:
            data[group] = one
    standings = find_standings(config, [locale.key for locale in config.languages], texts, data)
    sources = {source.path: source for source in tree.sources}
    return _Shelf(config, sources, standings, prose, content.unread, tuple(problems))


def acknowledge(
    root: Path, names: Sequence[str], locales: Sequence[str], *, is_all: bool, is_trivial: bool, strict: bool
) -> Report:
    """Record that translations are up to date, or (trivial) that their sources have changed in nothing that matters.

    `names` are of entries, `locales` of languages, all of them if there are none. If anything is wrong, nothing is
    written. Raises `UsageError` for what the site does not have, or if the disk does not let us.
    """
    shelf = _take_stock(root, drafts=True)
    if isinstance(shelf, Report):
        return shelf
    known = _check_locales(shelf.config, locales)
    languages = frozenset(known)
    edits: Edits = {}
    problems = list(shelf.problems)
    for standing, own in _choose(shelf.standings, () if is_all else names, is_all=is_all):
        wanted = {own} if own and own != standing.source else set(locales) or languages
        if standing.source not in standing.texts and not is_all:
            message = f"{standing.name} has no text in {standing.source} that this could be a translation of"
            missing = problem("translation-missing", message, Span(next(iter(standing.texts.values())).path))
            problems.append(missing._replace(severity=Severity.ERROR))
        plan = plan_trivial if is_trivial else plan_acks
        found, told = plan([standing], wanted, shelf.sources, languages)
        edits |= found
        problems += (one._replace(severity=Severity.ERROR) for one in told)
    graded = grade(problems, {}, strict=strict)
    done = "" if has_errors(graded) else _write_edits(root, edits)
    return Report(graded, tuple(shelf.sources.values()), done)


def _write_edits(root: Path, edits: Edits) -> str:
    changed = write_sources(root, dict(sorted(edits.items())))
    return f"recorded in {', '.join(changed)}" if changed else "nothing to record"


def tell_status(
    root: Path, names: Sequence[str], locales: Sequence[str], now: float, *, diff: bool, drafts: bool, strict: bool
) -> tuple[Report, str, dict[str, object]]:
    """What is wrong, and how far translations are, as text and as plain values; with `diff`, what has moved in them.

    Budgets are of whole languages, so that they are held only to all entries. Raises `UsageError` for what the site
    does not have.
    """
    shelf = _take_stock(root, drafts=drafts)
    if isinstance(shelf, Report):
        return shelf, "", {}
    known = _check_locales(shelf.config, locales)
    named = _choose(shelf.standings, names, is_all=not names)
    chosen = list({standing.name: standing for standing, _ in named}.values())
    fails = find_failing(shelf.config, _review(shelf, chosen))
    held = find_held(shelf.config, chosen, now, fails)
    table = status.make_table(shelf.config, chosen, held.reasons, locales or known)
    problems = [*shelf.problems, *(() if names or diff else status.check_budgets(table, shelf.config))]
    graded = grade(problems, shelf.config.rules, strict=strict)
    report, view = Report(graded, tuple(shelf.sources.values())), status.table_view(table)
    if not diff:
        return report, status.render_text(table), view
    moved = []
    for standing in chosen:
        prose = {locale: shelf.prose_by_path[text.path] for locale, text in standing.texts.items()}
        moved.append((standing, tuple(status.find_differences(standing, prose, locales or known))))
    view["differences"] = status.differences_view(moved)
    return report, "".join(status.render_differences(*one) for one in moved), view


def _review(shelf: _Shelf, standings: Sequence[Standing]) -> Reviews:
    """What the checks find in these entries, as far as a gate asks."""
    kinds = gated_kinds(shelf.config)
    return review_entries(shelf.config, standings, shelf.manuscripts, kinds, ALONE, Memory(HeldBodies()))


def _check_locales(config: Config, locales: Sequence[str]) -> list[str]:
    """The languages of the site. Raises `UsageError` if it has not all of these."""
    known = [locale.key for locale in config.languages]
    for locale in locales:
        if locale not in known:
            hint = did_you_mean(locale, known) or f"the site’s languages are {', '.join(known)}"
            raise UsageError(f"--lang names “{locale}”, a language that the site does not have", hint)
    return known


def _choose(standings: Sequence[Standing], names: Sequence[str], *, is_all: bool) -> Iterator[tuple[Standing, str]]:
    """The entries of these names, each with the language that its name says, or "". Raises `UsageError` for others."""
    if is_all:
        yield from ((standing, "") for standing in standings)
    for name in names:
        found = list(find_named(standings, name))
        if not found:
            known = [key for standing in standings for key in (standing.name, standing.key)]
            hint = did_you_mean(name, known) or "name a key or a file: press/2025-11-16-opening"
            raise UsageError(f"there is no entry “{name}”", hint)
        yield from found
