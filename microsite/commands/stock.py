"""The entries of a site, as far as commands about translations need them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from microsite.build import intake
from microsite.build.report import Report
from microsite.content.parse import parse_group
from microsite.content.reading import Content, check_drafts, find_absent, find_content, say_why
from microsite.content.texts import Manuscript, read_bare_text
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, did_you_mean, is_error
from microsite.files.disk import UsageError
from microsite.files.tree import read_tree
from microsite.model.config import Config
from microsite.model.entries import GroupData, Prose, Text
from microsite.model.kinds import KINDS
from microsite.model.layout import find_place
from microsite.model.site import GroupKey, PageKey
from microsite.model.source import Source
from microsite.translation.freshness import Standing, find_named, find_standings
from microsite.values.named import NamedTuple


class Stock(NamedTuple):
    """The entries of a site, as far as commands need them; `problems` are what keeps some from being read."""

    config: Config
    sources: Mapping[str, Source]
    standings: tuple[Standing, ...]
    prose_by_path: Mapping[str, Prose]
    manuscripts: Mapping[str, Manuscript]
    problems: tuple[Diagnostic, ...]


def take_stock(root: Path, *, drafts: bool) -> Stock | Report:
    """Read all entries; a report, if there is no configuration to read them by."""
    tree = read_tree(root)
    return make_stock(tree.sources, tree.problems, drafts=drafts)


def make_stock(
    sources: tuple[Source, ...],
    told: Sequence[Diagnostic],
    *,
    drafts: bool,
    is_wanted: Callable[[Manuscript], bool] | None = None,
) -> Stock | Report:
    """The same of sources that were read already: of all entries, or of those that are wanted."""
    config, found = intake.read_config(sources)
    problems = [*told, *found]
    if config is None:
        return Report(grade(problems, {}, strict=False), sources)
    content = find_content(config, sources, frozenset())
    texts: list[Text] = []
    left_out: list[Text] = []
    absent: dict[PageKey, str] = {}
    prose: dict[str, Prose] = {}
    for manuscript in content.unread.values():
        if is_wanted and not is_wanted(manuscript):
            continue
        text, body = read_bare_text(manuscript)
        problems += filter(is_error, text.problems)
        if text.entry and body and (drafts or not text.entry.is_draft):
            texts.append(text)
            prose[text.path] = body
        else:
            left_out.append(text)
            absent.update(find_absent([manuscript], [text], drafts=drafts))
    absent.update(_find_unread(told, content, [locale.key for locale in config.languages]))
    problems += check_drafts(left_out)
    data: dict[GroupKey, GroupData] = {}
    for group, source in content.group_files.items():
        one, told = parse_group(source, KINDS[group[0]], group[1], content.languages)
        problems += filter(is_error, told)
        if one:
            data[group] = one
    standings = find_standings(config, [locale.key for locale in config.languages], texts, data, absent)
    by_path = {source.path: source for source in sources}
    return Stock(config, by_path, standings, prose, content.unread, tuple(problems))


def _find_unread(told: Iterable[Diagnostic], content: Content, locales: Sequence[str]) -> Iterator[tuple[PageKey, str]]:
    """The texts among the files that the disk does not give, and why."""
    for one in filter(is_error, told):
        is_there = one.span is None or one.span.path in content.unread
        place = None if is_there or one.span is None else find_place(one.span.path, locales)[0]
        if place and place.kind and place.role == "entry":
            yield (place.kind.name, place.key, place.locale), say_why([one])


def choose_entries(
    standings: Sequence[Standing], names: Sequence[str], *, is_all: bool
) -> Iterator[tuple[Standing, str]]:
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
