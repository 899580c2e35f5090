"""The stages in order, on one screen: values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol, TypeVar

from microsite import body, catalog, checks, layout, link, markup, outputs, parse, proofread, render
from microsite.decode import decode
from microsite.diagnostics import Diagnostic, grade, has_errors, is_error
from microsite.frames import ASSETS, Design
from microsite.links import Hidden
from microsite.model import Catalog, Config, Document, Entry, GroupData, Job, Manifest, Message, Prose, Source
from microsite.plan import Plan, make_plan
from microsite.render import Rendered, Templates

In = TypeVar("In")
Out = TypeVar("Out")

CHUNK = 24
"""How many texts or pages are sent to a worker at once: enough to hide the sending, few enough to share evenly."""


class Executor(Protocol):
    """What runs a pure function over items, in order: `Inline`, or any of `concurrent.futures`."""

    def map(self, function: Callable[[In], Out], items: Iterable[In], /) -> Iterable[Out]:
        """The results in the order of the items."""


class Inline:
    """Runs everything here and now: the fastest way for a site of a few dozen pages."""

    def map(self, function: Callable[[In], Out], items: Iterable[In], /) -> Iterable[Out]:
        """The results in the order of the items."""
        return map(function, items)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for beside what `site.yaml` says; `languages` are keys, all of the site's if empty."""

    drafts: bool = False
    strict: bool = False
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything up to the jobs; none where an error stands among the diagnostics, which nobody has graded yet."""

    jobs: tuple[Job, ...]
    templates: Templates
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build comes to. The diagnostics are graded; without a plan, one of them is an error, and nothing is done.

    `data_by_path` is what was rendered, by output path; the plan's copies are not in it.
    """

    diagnostics: tuple[Diagnostic, ...]
    jobs: tuple[Job, ...] = ()
    plan: Plan | None = None
    data_by_path: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Before:
    """What there is before a build: problems `found` already, the `manifest` of the last one, and what is `present`."""

    found: tuple[Diagnostic, ...] = ()
    manifest: Manifest = field(default_factory=dict)
    present: Mapping[str, str] = field(default_factory=dict)


def build(
    config: Config, sources: Sequence[Source], wishes: Wishes, engine: str, before: Before, executor: Executor
) -> Outcome:
    """Sources → what to write and remove, through both gates; `engine` as in `prepare`."""
    prepared = prepare(config, sources, wishes, engine, executor)
    graded = grade((*before.found, *prepared.diagnostics), config.rules, strict=wishes.strict)
    if has_errors(graded):
        return Outcome(graded)
    plan = make_plan(prepared.jobs, before.manifest, before.present)
    rendered = make(plan, prepared.templates, executor)
    graded = grade((*graded, *(d for made in rendered for d in made.diagnostics)), config.rules, strict=wishes.strict)
    if has_errors(graded):
        return Outcome(graded)
    data_by_path = {made.target.path: made.data for made in rendered if made.data is not None}
    return Outcome(graded, prepared.jobs, plan, data_by_path)


def prepare(config: Config, sources: Sequence[Source], wishes: Wishes, engine: str, executor: Executor) -> Prepared:
    """Sources → jobs: parse, link and check them all, then stop if anything is wrong.

    `engine` is the digest of all that is not content: this package and the libraries under it.
    """
    texts, problems = _parse(config, sources, wishes)
    config = _restricted(config, wishes, texts.left_out)
    documents, found = _convert(config, texts, executor)
    problems += found
    files = {s.path: s.digest for s in sources if s.path.startswith(layout.CONTENT) and _is_media(s.path)}
    misdated = {told.span.path for told in problems if told.rule == "date-invalid" and told.span}
    site, unlinked = link.link(
        config, texts.entries, texts.data_by_group, documents, frozenset(files), texts.left_out, misdated
    )
    problems += [*unlinked, *checks.check_site(site), *checks.check_orphans(site, texts.data_by_group)]
    templates, unreadable = read_templates(sources)
    digests, wrong = render.check_templates(templates)
    messages = () if has_errors(wrong) else find_messages(templates)
    catalogs, words = read_catalogs(config, sources, messages)
    assets = tuple(source for source in sources if source.path.startswith(ASSETS))
    jobs = outputs.make_jobs(site, catalogs, Design(digests, assets, engine), files)
    problems += [*unreadable, *wrong, *words, *checks.check_targets(jobs)]
    told = _without_echoes(problems)
    failed = has_errors(grade(told, config.rules, strict=wishes.strict))
    return Prepared(() if failed else jobs, templates, told)


def _without_echoes(problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems without those that only repeat another: a figure is unknown if its file cannot be read."""
    others = [d for d in problems if d.rule != "figure-unknown" and is_error(d) and d.span]
    unread = {_stem(d.span.path) for d in others if d.span and d.span.path.endswith((".yaml", ".yml"))}
    return tuple(
        d for d in problems if d.rule != "figure-unknown" or d.span is None or _stem(d.span.path) not in unread
    )


def _stem(path: str) -> str:
    """The path of a group, whose texts and file begin alike."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name.partition('.')[0]}"


def make(plan: Plan, templates: Templates, executor: Executor) -> list[Rendered]:
    """Render what a plan asks for, copies apart, in its order.

    What is wrong with a template is told once, for the first page that shows it.
    """
    jobs = [job for job, _ in plan.render if not job.copy]
    told: set[object] = set()
    made = []
    for rendered in _map_chunks(executor, partial(render.render_all, templates=templates), jobs):
        new = tuple(d for d in rendered.diagnostics if (d.rule, d.span, d.message) not in told)
        told.update((d.rule, d.span, d.message) for d in new)
        made.append(replace(rendered, diagnostics=new))
    return made


def read_config(sources: Sequence[Source]) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """The site's configuration as an editor wrote it."""
    source = next((source for source in sources if source.path == layout.CONFIG), None)
    return parse.parse_config(source)


def read_templates(sources: Sequence[Source]) -> tuple[Templates, tuple[Diagnostic, ...]]:
    """The templates by name; assets are not among them. Reports `file-encoding` and `file-too-large`."""
    texts: list[tuple[str, str]] = []
    problems: list[Diagnostic] = []
    for source in sources:
        if source.path.startswith(render.FOLDER) and not source.path.startswith(ASSETS):
            text, found = decode(source)
            problems += found
            # What cannot be read stays a template: that others include it is not what is wrong.
            texts.append((source.path.removeprefix(render.FOLDER), text or ""))
    return tuple(sorted(texts)), tuple(problems)


def find_messages(templates: Templates) -> tuple[Message, ...]:
    """Every word that the templates and the table of kinds want translated."""
    return (*outputs.MESSAGES, *render.find_messages(templates))


# ---- stages ---------------------------------------------------------------------------------------------------


def _is_media(path: str) -> bool:
    place, _ = layout.find_place(path, ())
    return place is not None and place.role == "media"


@dataclass(frozen=True, slots=True)
class _Texts:
    """The entries that are wanted, their prose, the files of their groups; groups without any of them, and why."""

    entries: Sequence[Entry]
    prose: Sequence[Prose]
    data_by_group: Mapping[tuple[str, str], GroupData]
    left_out: Mapping[tuple[str, str], Hidden]


def _parse(config: Config, sources: Sequence[Source], wishes: Wishes) -> tuple[_Texts, list[Diagnostic]]:
    """The texts, and what is wrong with them; files of languages that are not wanted are not looked into."""
    languages = tuple(locale.key for locale in config.languages)
    texts: list[tuple[Entry, Prose]] = []
    hidden: dict[tuple[str, str], Hidden] = {}
    data_by_group: dict[tuple[str, str], GroupData] = {}
    problems: list[Diagnostic] = []
    for source in sources:
        if not source.path.startswith(layout.CONTENT) or source.path == layout.CONFIG:
            continue
        place, found = layout.find_place(source.path, languages)
        problems += found
        if place is None or place.kind is None:
            continue
        group = (place.kind.name, place.key)
        if place.role == "group":
            data, found = parse.parse_group(source, place.kind, place.key, frozenset(languages))
            problems += found
            data_by_group |= {group: data} if data else {}
            continue
        hidden.setdefault(group, "language")
        if place.locale in (wishes.languages or languages):
            hidden[group] = "draft"
            text, found = parse.parse_entry(source, place.kind, place.key, place.locale, frozenset(languages))
            problems += found
            texts += [text] if text and (wishes.drafts or not text[0].draft) else []
    entries = [entry for entry, _ in texts]
    shown = {(entry.kind, entry.key) for entry in entries}
    left_out = {group: why for group, why in hidden.items() if group not in shown}
    kept = {group: data for group, data in data_by_group.items() if group not in left_out}
    problems += [found for entry in entries for found in proofread.check_entry(entry)]
    problems += [found for group, data in kept.items() if group in shown for found in proofread.check_group(data)]
    return _Texts(entries, [prose for _, prose in texts], kept, left_out), problems


def _restricted(config: Config, wishes: Wishes, left_out: Collection[tuple[str, str]]) -> Config:
    """The configuration without the languages that are not wanted, and without what names a group that is left out."""
    languages = tuple(locale for locale in config.languages if locale.key in wishes.languages) or config.languages
    keys = [locale.key for locale in languages]
    figures = config.key_figures
    return replace(
        config,
        languages=languages,
        source_language=config.source_language if config.source_language in keys else keys[0],
        navigation=tuple(name for name in config.navigation if ("page", name) not in left_out),
        footer=tuple(name for name in config.footer if ("page", name) not in left_out),
        key_figures=None if figures and (figures.kind, figures.key) in left_out else figures,
    )


def _convert(config: Config, texts: _Texts, executor: Executor) -> tuple[dict[str, Document], list[Diagnostic]]:
    tags = {locale.key: locale.tag for locale in config.languages}
    pairs = [(prose, tags[entry.locale]) for entry, prose in zip(texts.entries, texts.prose, strict=True)]
    converted = _map_chunks(executor, convert_all, pairs)
    documents = {prose.path: document for prose, (document, _) in zip(texts.prose, converted, strict=True)}
    return documents, [diagnostic for _, found in converted for diagnostic in found]


def convert_all(texts: Sequence[tuple[Prose, str]]) -> list[tuple[Document, tuple[Diagnostic, ...]]]:
    """Convert (prose, tag) after (prose, tag), and look for what is wrong: what a worker process is sent."""
    results = []
    for prose, tag in texts:
        document, found = markup.convert(prose, tag)
        others = (*body.find_placeholders(prose), *proofread.check_pictures(document, prose.path))
        results.append((document, (*found, *others)))
    return results


def read_catalogs(
    config: Config, sources: Sequence[Source], messages: Sequence[Message]
) -> tuple[dict[str, Catalog], list[Diagnostic]]:
    """The words of each language by locale, and what is wrong with them or missing."""
    by_path = {source.path: source for source in sources}
    catalogs: dict[str, Catalog] = {}
    problems: list[Diagnostic] = []
    for locale in config.languages:
        source = by_path.get(catalog.catalog_path(locale))
        catalogs[locale.key], found = catalog.parse_catalog(source, locale)
        problems += [*found, *catalog.check_catalog(catalogs[locale.key], locale, messages)]
    return catalogs, problems


def _map_chunks(executor: Executor, function: Callable[[Sequence[In]], list[Out]], items: Sequence[In]) -> list[Out]:
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    return [result for results in executor.map(function, chunks) for result in results]
