"""Rules over the whole Site: each takes a value, and gives what is wrong with it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from microsite.checks.charts import check_charts
from microsite.content.proofread import check_texts, say_alt
from microsite.content.references import parse_address, parse_web
from microsite.content.yaml.nodes import shown
from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.markup.figures import suggest_figure
from microsite.model.cards import text_for
from microsite.model.entries import GroupData
from microsite.model.kinds import ENTRIES_IN_MENUS, KINDS, LISTS_IN_MENUS
from microsite.model.layout import CONFIG, CONTENT, fold, folders_above
from microsite.model.media import is_file_name
from microsite.model.names import BIDI_CONTROLS, find_unfit, make_fit
from microsite.model.site import GroupKey, PageKey, Site
from microsite.model.slips import find_meant


def check_site(site: Site) -> tuple[Diagnostic, ...]:
    """The problems of a site as a whole, in no particular order."""
    return tuple(diagnostic for check in CHECKS for diagnostic in check(site))


def check_translations(site: Site, absent: Collection[PageKey] = ()) -> Iterator[Diagnostic]:
    """`translation-missing`: a group that a language does not have, not even as one of the `absent` files.

    Those are drafts, or cannot be read, which is told otherwise.
    """
    for group in site.groups:
        for locale in site.config.languages:
            if locale.key not in group.entries and (group.kind, group.key, locale.key) not in absent:
                span = Span(group.entries[group.source].path)
                folder = KINDS[group.kind].folder
                hint = f"write content/{folder}/{group.key}.{locale.key}.md"
                yield problem("translation-missing", f"this text does not exist in {locale.name}", span, hint=hint)


def check_pictures(site: Site) -> Iterator[Diagnostic]:
    """`alt-missing`: a group's picture that says nothing to those who cannot see it (WCAG 2.2, 1.1.1)."""
    for group in site.groups:
        for picture in group.data.pictures:
            lacking = [locale for locale in group.entries if not text_for(picture.alt, locale)]
            if lacking:
                names = ", ".join(site.locale(locale).name for locale in lacking)
                span = Span(group.data.path, picture.line, 1 if picture.line else 0)
                hint = f"add what the picture shows: alt: {{{', '.join(f'{locale}: …' for locale in lacking)}}}"
                yield problem("alt-missing", f"this picture has no text in {names}", span, hint=hint)
            for language, alt in picture.alt.items():
                if alt and is_file_name(alt, picture.path):
                    span = Span(group.data.path, picture.line, 1 if picture.line else 0)
                    hint = f"write under alt{language and f': {language}'}: what the picture shows"
                    yield problem("alt-missing", say_alt(posixpath.basename(picture.path), alt), span, hint=hint)


def check_corrections(site: Site) -> Iterator[Diagnostic]:
    """`correction-missing`, and `date-order` of a correction before the day of publication."""
    for group in [group for group in site.groups if group.data.corrections]:
        first = min((entry.date for entry in group.entries.values() if entry.date), default=None)
        for correction in group.data.corrections:
            span = Span(group.data.path, correction.line, 1 if correction.line else 0)
            for locale in group.entries:
                if not text_for(correction.text, locale):
                    hint = f"add under text: {locale}: what has been put right"
                    message = f"this correction has no text in {site.locale(locale).name}"
                    yield problem("correction-missing", message, span, hint=hint)
            if first and correction.date < first:
                message = f"this correction is of {correction.date}, before the day of publication, {first}"
                yield problem("date-order", message, span, hint=f"write date: {first}, or a later day")


def check_config(site: Site) -> Iterator[Diagnostic]:
    """`placeholder` and `figure-unknown`: what stands in the texts of site.yaml and means nothing there."""
    config = site.config
    named = [text for named in (config.organization, config.event) if named for text in named.texts]
    contact = [config.contact.name] if config.contact else []
    labels = [entry.label for entry in (*config.navigation, *config.footer)]
    notes = [note.text for note in config.footer_notes]
    topics = config.topics.values()
    for found in (config.title, config.motto, config.boilerplate, *named, *contact, *labels, *notes, *topics):
        yield from check_texts(found.values(), Span(CONFIG), has_figures=False)


def check_navigation(site: Site) -> Iterator[Diagnostic]:
    """`link-broken`: a menu that names what the site does not have; `field-missing`: an address without a label."""
    known = [*LISTS_IN_MENUS, *(group.key for group in site.groups if group.kind in ENTRIES_IN_MENUS)]
    folder = next((KINDS[kind].folder for kind in ENTRIES_IN_MENUS), "")
    config = site.config
    own = parse_web(config.base_url)
    for menu, entries in (("navigation", config.navigation), ("footer", config.footer)):
        for name, label in entries:
            span = config.places.get(f"{menu} {name}", Span(CONFIG))
            web = parse_web(name) if "://" in name else None
            if web and (label or not own or web.host != own.host):
                if not label:
                    message = f"the {menu} leads to “{name}”, and has no label for it"
                    yield problem("field-missing", message, span, hint=f"write {{to: {name}, label: {web.host}}}")
            elif name not in known:
                meant = _find_in_menus(name, known)
                hint = f"write {meant}" if meant else did_you_mean(name, known)
                hint = hint or (
                    f"write content/{folder}/{name}.<language>.md"
                    if name.replace("-", "").replace("_", "").isalnum()
                    else f"menus name lists and pages by their keys: {', '.join(sorted(known)[:5])}"
                )
                yield problem("link-broken", f"the {menu} names “{name}”, which is not a page", span, hint=hint)


def _find_in_menus(written: str, known: Collection[str]) -> str:
    """What menus call a list or a page that somebody has written as an address or a path; "" if that is none."""
    meant = find_meant(written)
    web = parse_web(meant)
    name = posixpath.basename(
        (web.address if web else parse_address(meant)).path.removesuffix("index.html").rstrip("/")
    )
    return next((one for one in (name, name.partition(".")[0]) if one in known), "")


def check_key_figures(site: Site) -> Iterator[Diagnostic]:
    """`figure-unknown` and `link-broken`: a key figure of site.yaml that its group does not have, or no such group.

    `field-missing`: one that nothing says the meaning of, in no language.
    """
    wanted = site.config.key_figures
    if wanted is None:
        return
    places = site.config.places
    group = next((group for group in site.groups if (group.kind, group.key) == (wanted.kind, wanted.key)), None)
    if group is None:
        folder = KINDS[wanted.kind].folder
        known = [f"{KINDS[group.kind].folder}/{group.key}" for group in site.groups]
        written = f"{folder}/{wanted.key}"
        message = f"key_figures names “{written}”, which does not exist"
        span = places.get(f"key_figures {written}", Span(CONFIG))
        yield problem("link-broken", message, span, hint=did_you_mean(written, known))
        return
    path = f"{CONTENT}{KINDS[group.kind].folder}/{group.key}.yaml"
    for name in wanted.names:
        span = places.get(f"key_figures {name}", Span(CONFIG))
        if name not in group.data.figures:
            message = f"key_figures names “{name}”, which is not a figure"
            hint = suggest_figure(name, group.data.figures, f"add it to {path}")
            yield problem("figure-unknown", message, span, hint=hint, cause=path)
        elif not any(group.data.figures[name].label.values()):
            hint = f"say by `label` in {path} what “{name}” counts"
            message = f"key_figures shows “{name}”, which has no label"
            yield problem("field-missing", message, span, hint=hint, cause=path)


def check_group_files(found: Iterable[Diagnostic], there: Collection[GroupKey]) -> Iterator[Diagnostic]:
    """`figure-unknown`: group files whose figures texts name often, as was `found`, and that are not `there`."""
    paths = {f"{CONTENT}{KINDS[kind].folder}/{key}.yaml" for kind, key in there}
    wanted = Counter(one.cause for one in found if one.rule == "figure-unknown" and one.cause not in ("", *paths))
    for path in sorted(path for path, times in wanted.items() if times > 1):
        message = f"there is no file “{path}” with the figures that texts name"
        hint = "put it back, or write it, with figures: and below it a line such as visitors: 3944"
        yield problem("figure-unknown", message, Span(path), hint=hint)


def check_topics(site: Site) -> Iterator[Diagnostic]:
    """`topic-unknown`: a topic of a group file that site.yaml does not have."""
    topics = site.config.topics
    for group in site.groups:
        for use in group.data.topics:
            if use.key not in topics:
                hint = did_you_mean(use.key, topics) or f"add it to {CONFIG}, under topics, with its names"
                message = f"the site has no topic “{use.key}”"
                yield problem("topic-unknown", message, Span(group.data.path, *use[1:]), hint=hint)


CHECKS = (
    check_pictures,
    check_corrections,
    check_config,
    check_navigation,
    check_key_figures,
    check_charts,
    check_topics,
)
"""Every check of the Site. Adding one is a function above, its place in this line and its rule in `RULES`."""


def check_orphans(
    site: Site, data_by_group: Mapping[GroupKey, GroupData], hidden: Collection[GroupKey] = ()
) -> tuple[Diagnostic, ...]:
    """`file-unexpected`: a group's file without an entry in any language. `hidden` are groups with drafts alone."""
    known = {*hidden, *((group.kind, group.key) for group in site.groups)}
    hint = "write <key>.<language>.md beside it, or correct its name"
    return tuple(
        problem("file-unexpected", "this file does not belong to any text", Span(data.path), hint=hint)
        for key, data in data_by_group.items()
        if key not in known
    )


def check_names(paths: Sequence[str]) -> tuple[Diagnostic, ...]:
    """`name-unportable` and `bidi-control`: files and folders that cannot lie on every disk, by their paths."""
    if _are_plain(paths):
        return ()
    first: dict[str, str] = {}
    seen: set[str] = set()
    problems: list[Diagnostic] = []
    for path in paths:
        for place in (*folders_above(path), path):
            twin = first.setdefault(fold(place), place)
            if place not in seen:
                seen.add(place)
                problems += _check_name(place, twin)
    return tuple(problems)


_DEVICE = re.compile("/(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³]|con(?:in|out)[$])[ ./\0]")


def _are_plain(paths: Sequence[str]) -> bool:
    """True if no name of some paths is worth a closer look; all together: thousands take two milliseconds."""
    folders = {path.rpartition("/")[0] for path in paths}
    folders.update(above for folder in tuple(folders) for above in folders_above(folder))
    all_names = "\0".join((*paths, *folders, ""))
    folded = fold(all_names)
    return (
        all_names.replace("\0", "").isprintable()
        and not any(character in all_names for character in '<>:"|?*\\')
        and not any(place.endswith((".", " ")) for place in (*paths, *folders))
        and not _DEVICE.search(folded)
        and len(set(folded.split("\0"))) == len(paths) + len(folders) + 1
    )


def _check_name(path: str, twin: str) -> Iterator[Diagnostic]:
    """What is wrong with the last part of a path; `twin` is the first that is spelt like it, perhaps the same."""
    name = path.rpartition("/")[2]
    unfit = find_unfit(name)
    if unfit:
        rule = "bidi-control" if not BIDI_CONTROLS.isdisjoint(name) else "name-unportable"
        yield problem(rule, f"the name {shown(name)} {unfit}", Span(path), hint=f"call it {make_fit(name)}")
    if twin != path:
        message = f"“{twin}” differs only in the case or form of its letters, so on Windows and Macs it is the same"
        yield problem(
            "name-unportable", message, Span(path), hint="give one of them another name", related=(Span(twin),)
        )
