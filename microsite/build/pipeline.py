"""The stages in order, on one screen: values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from microsite.build.intake import Intake, begin, ways_to
from microsite.build.kits import make_kits, offer_kits
from microsite.build.names import check_editor, check_names
from microsite.build.orders import Waiting, begin_rendering, finish_rendering
from microsite.build.outcome import Before, Outcome
from microsite.build.plan import Plan, make_plan
from microsite.build.printing import draw_cards, draw_icons, find_rendition, make_papers
from microsite.build.removals import check_emptied, check_past, check_withdrawn
from microsite.build.wishes import Wishes
from microsite.checks import site as checks
from microsite.checks.bodies import check_bodies
from microsite.checks.coverage import check_languages
from microsite.checks.entries import Reviews, find_failing, gated_kinds, retain_reviews, review_entries
from microsite.checks.terms import check_missing, check_terms
from microsite.content.material import Material, without
from microsite.content.reading import Content, finish_reading
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, Severity, has_errors, is_error
from microsite.engine.bodies import read_uses
from microsite.engine.crew import Crew
from microsite.engine.memory import Memory
from microsite.glossary.terms import Terms, find_terms
from microsite.model.config import Config
from microsite.model.images import Developed
from microsite.model.kinds import ENTRIES_IN_MENUS, KINDS
from microsite.model.site import GroupKey, Site
from microsite.model.source import Source
from microsite.pages import outputs
from microsite.pages.dress import find_photos
from microsite.pages.jobs import Job
from microsite.pages.order import make_lists
from microsite.pages.plot import Plot, make_plot
from microsite.pictures.sharing import develop_files, develop_theme
from microsite.render.design import begin_design, read_design, read_templates
from microsite.search.index import index_jobs
from microsite.site import groups
from microsite.site.linker import Linker
from microsite.site.news import find_news, narrow
from microsite.translation.freshness import Standing, check_freshness, find_standings, is_asked_for
from microsite.translation.gate import Held, check_held, find_held
from microsite.values.named import NamedTuple


def build(
    config: Config,
    intake: Intake,
    wishes: Wishes,
    engine: str,
    before: Before,
    crew: Crew,
    memory: Memory,
    staging: Waiting,
    meanwhile: Callable[[], None] = lambda: None,
) -> Outcome:
    """Sources → new files that wait, and a plan of where they go, through both gates.

    `engine` is the digest of all that is not content: this package and the libraries under it. What is wrong with a
    template is told once, for the first page that shows it. While others render, this process checks, and does what is
    to be done `meanwhile`, when nothing will be remembered any more.
    """

    def grade_all(more: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        return grade((*before.found, *more), config.rules, strict=wishes.strict)

    prepared = prepare(config, intake, wishes, engine, crew, memory)
    if has_errors(grade_all(prepared.found)):
        return Outcome(grade_all(check(prepared, wishes, crew, memory)))
    with crew.stage("index"):
        fetch, _ = ways_to(prepared.content, memory)
        jobs = (*prepared.jobs, *index_jobs(prepared.plot, fetch, memory, wishes.make_index))
    with crew.stage("plan"):
        plan = make_plan(jobs, before.manifest, before.present)
    paths = (source.path for source in intake.sources)
    emptied = () if wishes.removal else check_emptied(plan.change, paths, before.folders, wishes.languages)
    if emptied:
        return Outcome(grade_all((*check(prepared, wishes, crew, memory), *emptied)))
    withdrawn = find_withdrawn(prepared, plan, wishes, before)
    unmade = make_kits(prepared.plot, plan)
    with crew.stage("render"):
        templates = partial(read_templates, prepared.content.elsewhere, memory)
        rendering = begin_rendering(plan, templates, prepared.linker, fetch, crew, staging, memory.common)
    graded = grade_all((*check(prepared, wishes, crew, memory), *withdrawn, *unmade))
    if has_errors(graded):
        return Outcome(graded)
    with crew.stage("remember"):
        meanwhile()
    with crew.stage("render"):
        keys, problems = finish_rendering(plan, rendering, staging, partial(find_rendition, prepared.content, memory))
    if problems:
        told = {(found.rule, found.span, found.message): found for found in reversed(problems)}
        graded = grade((*graded, *told.values()), config.rules, strict=wishes.strict)
    if has_errors(graded):
        return Outcome(graded)
    return Outcome(graded, jobs, plan, keys, prepared.span, _find_lacks(config, wishes), prepared.missing)


def _find_lacks(config: Config, wishes: Wishes) -> tuple[str, ...]:
    makers = {
        "search": (config.search, wishes.make_index),
        "cards": (config.cards or config.pdf or config.icons, wishes.typeset),
    }
    return tuple(name for name, (is_wanted, make) in makers.items() if is_wanted and make is None)


def find_withdrawn(prepared: Prepared, plan: Plan | None, wishes: Wishes, before: Before) -> tuple[Diagnostic, ...]:
    """What was public, as the output folder tells if there is a plan for one, and else former commits."""
    if wishes.drafts or before.had_drafts:
        return ()
    if plan and before.present:
        return check_withdrawn(plan.change, prepared.material, prepared.site.config)
    # Without a language nobody knows what a gate would let pass.
    return () if wishes.languages else check_past(prepared.material, before.find_past)


class Prepared(NamedTuple):
    """Everything up to the jobs, and the problems so far, not graded yet."""

    content: Content
    material: Material
    site: Site
    linker: Linker
    terms: Terms
    plot: Plot
    jobs: tuple[Job, ...]
    missing: str
    found: tuple[Diagnostic, ...]
    span: tuple[int, int]


def prepare(config: Config, intake: Intake, wishes: Wishes, engine: str, crew: Crew, memory: Memory) -> Prepared:
    """Texts that are being read → jobs: all are linked. What is wrong with single texts and translations is found."""
    sources, content, reading = intake
    with crew.stage("read"):
        designing = begin_design(content.elsewhere, crew, memory)
        wished = wishes.narrow(config)  # what follows needs no texts, which others read meanwhile
        photos = develop_theme(*find_photos(wished, content.files), content.files, crew, memory)
        design, flaws = read_design(wished, content.elsewhere, content.files, engine, memory, designing, photos)
        material, problems = finish_reading(content, reading, memory, drafts=wishes.drafts)
    with crew.stage("hold"):
        standings = _find_standings(config, material, wishes)
        problems += check_freshness(standings, config, ways_to(content, memory)[1])
    with crew.stage("compare"):
        kinds = frozenset(KINDS) if wishes.checks else gated_kinds(config)
        reviews = review_entries(config, standings, content.unread, kinds, crew, memory, content.files)
        retain_reviews(material.texts, kinds, memory)
    with crew.stage("hold"):
        held = find_held(config, standings, wishes.now, find_failing(config, reviews))
        problems += [*check_held(config, standings, held), *_told_of(reviews, held, wishes)]
        if held.reasons and not wishes.drafts:
            material = without(material, held.reasons.keys())
    with crew.stage("link"):
        config = _without_hidden(wished, material.hidden)
        fetch, find_prose = ways_to(content, memory)
        develop = partial(_develop, content, crew, memory)
        find_uses = lambda text: read_uses(fetch(text))  # noqa: E731 (mypy knows the types)
        site, linker, unlinked = groups.link(config, material, find_uses, memory.once, develop)
    with crew.stage("terms"):
        terms = find_terms(
            site, linker.addresses, memory, crew, fetch, find_prose, content.languages, is_asked=wishes.checks
        )
    with crew.stage("jobs"):
        news = find_news(config, site.pages.values(), wishes.now)
    with crew.stage("cards"):
        drawn = draw_cards(site, design, content, memory, wishes)
        icons = draw_icons(site, design, content, memory, wishes)
    with crew.stage("jobs"):
        plot = make_plot(site, linker, terms, make_lists(site, memory), design, memory, news.pages, drawn.images)
    with crew.stage("papers"):
        papers = make_papers(plot, fetch, content, memory, wishes)
        plot = plot._replace(papers=papers.files)
    with crew.stage("jobs"):
        templates = partial(read_templates, content.elsewhere, memory)
        plot = offer_kits(plot, fetch, templates, content.files, papers.jobs, crew, memory)
        jobs = outputs.make_jobs(plot, content.files, content.elsewhere, standings)
        jobs += (*drawn.jobs, *icons, *papers.jobs.values())
    problems += [*unlinked, *flaws, *outputs.check_targets(jobs, memory), *check_editor(config, content, memory)]
    told = {one.span.path for one in content.problems if one.span}
    problems += (one for one in check_names(sources, memory) if one.span and one.span.path not in told)
    found = (*content.problems, *problems)
    missing = "".join(sorted({*drawn.missing, *papers.missing}))
    span = (0, 0) if missing else narrow((held.since, held.until), news)  # a font may come at any time
    return Prepared(content, material, site, linker, terms, plot, jobs, missing, found, span)


def find_public(
    config: Config, sources: Sequence[Source], wishes: Wishes, crew: Crew, memory: Memory
) -> frozenset[GroupKey]:
    """The entries that sources make public: the stages up to the gate, and nothing is told."""
    _, content, reading = begin(config, sources, wishes, crew, memory)
    material, _ = finish_reading(content, reading, memory, drafts=wishes.drafts)
    standings = _find_standings(config, material, wishes)
    reviews = review_entries(config, standings, content.unread, gated_kinds(config), crew, memory)
    held = find_held(config, standings, wishes.now, find_failing(config, reviews))
    written = {(text.entry.kind, text.entry.key) for text in material.texts if text.entry}
    return frozenset(written - held.reasons.keys())


def check(prepared: Prepared, wishes: Wishes, crew: Crew, memory: Memory) -> tuple[Diagnostic, ...]:
    """All that is wrong, what was found before included, ungraded and in no particular order."""
    site, terms, material = prepared.site, prepared.terms, prepared.material
    with crew.stage("check"):
        problems = [*check_bodies(site, prepared.linker, memory, wishes.told), *checks.check_site(site)]
        problems += check_terms(site, terms, material.hidden, memory)
        problems += [*check_missing(site, terms), *check_languages(site.config)] if wishes.checks else ()
        problems += checks.check_group_files((*prepared.found, *problems), prepared.content.group_files)
        problems += checks.check_orphans(site, material.data_by_group)
        problems += checks.check_translations(site, material.absent)
    return *prepared.found, *problems


# ---- translations ---------------------------------------------------------------------------------------------


def _find_standings(config: Config, material: Material, wishes: Wishes) -> tuple[Standing, ...]:
    """How far the translations of all entries are; empty if the site does not ask for that."""
    if not (wishes.checks or is_asked_for(config, material.texts, material.data_by_group)):
        return ()
    locales = [locale.key for locale in config.languages if not wishes.languages or locale.key in wishes.languages]
    return find_standings(config, locales, material.texts, material.data_by_group, material.absent)


def _told_of(reviews: Reviews, held: Held, wishes: Wishes) -> Iterator[Diagnostic]:
    """What was found. An entry that is held back for its errors keeps nothing else from being built."""
    for key, found in reviews.items():
        is_lowered = key in held.reasons and not wishes.checks
        for one in found:
            yield one._replace(severity=Severity.WARNING) if is_lowered and is_error(one) else one


def _without_hidden(config: Config, hidden: Collection[GroupKey]) -> Config:
    """The configuration without what names a group that is hidden."""
    figures = config.key_figures
    gone = {key for kind, key in hidden if kind in ENTRIES_IN_MENUS}
    return config._replace(
        navigation=tuple(entry for entry in config.navigation if entry.to not in gone),
        footer=tuple(entry for entry in config.footer if entry.to not in gone),
        key_figures=None if figures and (figures.kind, figures.key) in hidden else figures,
    )


def _develop(content: Content, crew: Crew, memory: Memory, paths: Collection[str]) -> Mapping[str, Developed]:
    """What the pictures at some paths come to."""
    with crew.stage("pictures"):
        return develop_files(paths, content.files, crew, memory)
