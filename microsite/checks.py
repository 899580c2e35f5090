"""Rules over the whole Site: each takes a value, and gives what is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence

from microsite.assembly import find_braces
from microsite.body import PLACEHOLDER, Body
from microsite.diagnostics import Diagnostic, Span, did_you_mean, problem
from microsite.kinds import KINDS
from microsite.layout import CONFIG
from microsite.link import GroupKey, text_for
from microsite.model import GroupData, Job, Site


def check_site(site: Site) -> tuple[Diagnostic, ...]:
    """All that is wrong with a site as a whole, in no particular order."""
    return tuple(diagnostic for check in CHECKS for diagnostic in check(site))


def check_translations(site: Site) -> Iterator[Diagnostic]:
    """`translation-missing`: a group that a language does not have."""
    for group in site.groups:
        for locale in site.config.languages:
            if locale.key not in group.entries:
                span = Span(group.entries[group.source].path)
                folder = KINDS[group.kind].folder
                hint = f"write content/{folder}/{group.key}.{locale.key}.md"
                yield problem("translation-missing", f"this text does not exist in {locale.name}", span, hint=hint)


def check_pictures(site: Site) -> Iterator[Diagnostic]:
    """`alt-missing`: a picture that says nothing to those who cannot see it (WCAG 2.2, 1.1.1)."""
    for group in site.groups:
        for entry in group.entries.values():
            for link in site.documents[entry.path].links:
                if link.element == "img" and not link.alt.strip():
                    hint = f"describe what it shows: ![…]({link.url})"
                    span = Span(entry.path, link.line, link.column, len(link.url))
                    yield problem("alt-missing", f"the picture “{link.url}” has no text", span, hint=hint)
        for picture in group.data.pictures:
            for locale in group.entries:
                if not text_for(picture.alt, locale):
                    name = site.locale(locale).name
                    span = Span(group.data.path, picture.line, 1 if picture.line else 0)
                    hint = f"add under alt: {locale}: what the picture shows"
                    yield problem("alt-missing", f"this picture has no text in {name}", span, hint=hint)


def check_placeholders(site: Site) -> Iterator[Diagnostic]:
    """`placeholder`: a `[[…]]` that waits for the operator."""
    texts = [*_texts_with_figures(site), *_texts_without_figures(site)]
    found = [(match[1], span) for text, span in texts for match in PLACEHOLDER.finditer(text)]
    for entry in (entry for group in site.groups for entry in group.entries.values() if "[[" in entry.body):
        body = Body(entry)
        found += [(match[1], body.span(match.start(), len(match[0]))) for match in PLACEHOLDER.finditer(body.text)]
    for text, span in found:
        hint = "write the real text here, without the brackets"
        yield problem("placeholder", f"“{' '.join(text.split())}” still has to be filled in", span, hint=hint)


def check_braces(site: Site) -> Iterator[Diagnostic]:
    """`figure-unknown`: a `{{ … }}` in a text in which no figure is written out, such as those of site.yaml."""
    for text, span in _texts_without_figures(site):
        for braces in find_braces(text):
            message = f"“{braces[0]}” stands in a text in which no figure is written out"
            yield problem("figure-unknown", message, span, hint="write there what is meant")


def _texts_with_figures(site: Site) -> Iterator[tuple[str, Span]]:
    """The texts of front matter and group files that `link` writes figures into; bodies are not among them."""
    for group in site.groups:
        place = group.data.place
        yield from ((text, Span(group.data.path)) for text in place.values())
        for picture in group.data.pictures:
            span = Span(group.data.path, picture.line, 1 if picture.line else 0)
            yield from ((text, span) for text in (*picture.alt.values(), *picture.caption.values()))
        for locale, entry in group.entries.items():
            yield entry.title, Span(entry.path, entry.title_line, 1)
            yield entry.summary, Span(entry.path, entry.summary_line, 1)
            own_place = [] if entry.place == text_for(place, locale) else [entry.place]
            yield from ((text, Span(entry.path)) for text in (*own_place, *entry.forms))


def _texts_without_figures(site: Site) -> Iterator[tuple[str, Span]]:
    """The other texts of site.yaml, group files and front matter."""
    config = site.config
    named = [named.name for named in (config.organization, config.event, config.contact) if named]
    places = [config.event.place, config.event.venue] if config.event else []
    for found in (config.title, config.motto, config.boilerplate, *named, *places):
        yield from ((text, Span(CONFIG)) for text in found.values())
    for group in site.groups:
        data = group.data
        labels = [figure.label for figure in data.figures.values()]
        for found in (*labels, *([data.contact.name] if data.contact else [])):
            yield from ((text, Span(data.path)) for text in found.values())
        for picture in data.pictures:
            yield picture.credit, Span(data.path, picture.line, 1 if picture.line else 0)
        for entry in group.entries.values():
            own = entry.contact.name.values() if entry.contact and entry.contact != data.contact else ()
            yield from ((text, Span(entry.path)) for text in (entry.sort, *own))


def check_navigation(site: Site) -> Iterator[Diagnostic]:
    """`link-broken`: a navigation of site.yaml that names what the site does not have."""
    lists = [kind.name for kind in KINDS.values() if kind.heading]
    pages = [group.key for group in site.groups if group.kind == "page"]
    for name in (*site.config.navigation, *site.config.footer):
        if name not in (*lists, *pages):
            hint = did_you_mean(name, [*lists, *pages]) or f"write content/pages/{name}.<language>.md"
            yield problem("link-broken", f"the navigation names “{name}”, which is no page", Span(CONFIG), hint=hint)


def check_key_figures(site: Site) -> Iterator[Diagnostic]:
    """`figure-unknown` and `link-broken`: a key figure of site.yaml that its group does not have, or no such group."""
    wanted = site.config.key_figures
    if wanted is None:
        return
    group = next((group for group in site.groups if (group.kind, group.key) == (wanted.kind, wanted.key)), None)
    if group is None:
        known = [f"{group.kind}/{group.key}" for group in site.groups]
        message = f"key_figures names “{wanted.kind}/{wanted.key}”, which does not exist"
        yield problem("link-broken", message, Span(CONFIG), hint=did_you_mean(f"{wanted.kind}/{wanted.key}", known))
        return
    for name in wanted.names:
        if name not in group.data.figures:
            hint = did_you_mean(name, group.data.figures)
            yield problem("figure-unknown", f"key_figures names “{name}”, which is no figure", Span(CONFIG), hint=hint)


CHECKS = (check_translations, check_pictures, check_placeholders, check_braces, check_navigation, check_key_figures)
"""Every check of the Site. Adding one is a function above, its place in this line and its rule in `RULES`."""


def check_orphans(
    site: Site, data_by_group: Mapping[GroupKey, GroupData], hidden: Collection[GroupKey] = ()
) -> tuple[Diagnostic, ...]:
    """`file-unexpected`: a group's file without an entry in any language. `hidden` are groups with drafts alone."""
    known = {*hidden, *((group.kind, group.key) for group in site.groups)}
    hint = "write <key>.<language>.md beside it, or correct its name"
    return tuple(
        problem("file-unexpected", "this file belongs to no text", Span(data.path), hint=hint)
        for key, data in data_by_group.items()
        if key not in known
    )


def check_targets(jobs: Sequence[Job]) -> tuple[Diagnostic, ...]:
    """`target-duplicate`: two jobs for one path, or for paths that some file systems cannot tell apart.

    A file in the place of a folder is the same mistake: `a` and `a/index.html` cannot both be.
    """
    first_by_path: dict[str, Job] = {}
    problems = []
    for job in jobs:
        path = unicodedata.normalize("NFC", job.target.path).casefold()
        other = first_by_path.setdefault(path, job)
        if other is not job:
            problems.append(_duplicate(job, other))
    for path, job in first_by_path.items():
        parts = path.split("/")
        for end in range(1, len(parts)):
            other = first_by_path.get("/".join(parts[:end]), job)
            if other is not job:
                problems.append(_duplicate(job, other))
    return tuple(problems)


def _duplicate(job: Job, other: Job) -> Diagnostic:
    named, rival = (job, other) if job.origin else (other, job)
    message = f"“{named.target.url}” is also the address of {rival.origin or 'a page that the site makes itself'}"
    span = Span(named.origin) if named.origin else None
    related = (Span(rival.origin),) if rival.origin else ()
    hint = "give one of them another slug, or take the alias away"
    return problem("target-duplicate", message, span, hint=hint, related=related)
