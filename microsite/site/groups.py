"""Entries → Site: groups and their pages, addresses, and what every link and figure means."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from microsite.content.material import Material
from microsite.content.references import find_names
from microsite.diagnostics.hints import Suggest, make_few, suggest
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.engine.bodies import Uses
from microsite.engine.memory import Once, each_time
from microsite.markup.figures import unknown_figure
from microsite.model.cards import make_card
from microsite.model.config import Config
from microsite.model.digests import digest_of
from microsite.model.entries import NONE, Entry, Figure, GroupData, Link, Locale, Text
from microsite.model.images import Developed
from microsite.model.kinds import HOME, KINDS
from microsite.model.layout import CONTENT
from microsite.model.media import find_refusal
from microsite.model.parts import Given
from microsite.model.site import Group, GroupKey, Page, Site, Target
from microsite.site.addresses import Addresses
from microsite.site.completion import NO_DATA, complete, complete_data, group_file
from microsite.site.linker import Linker
from microsite.site.targets import find_extras, home_target, page_target
from microsite.values.named import NamedTuple

_NEARLY_DATED = re.compile(
    r"(?:(?P<y1>[0-9]{4})-(?P<m1>[0-9]{1,2})-(?P<d1>[0-9]{1,2})|(?P<y2>(?:19|20)[0-9]{2})(?P<m2>[0-9]{2})(?P<d2>[0-9]{2})"
    r"|(?P<d3>[0-9]{1,2})-(?P<m3>[0-9]{1,2})-(?P<y3>(?:19|20)[0-9]{2}))(?=-|\Z)"
)
_LEADING_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-|\Z)")


class Linked(NamedTuple):
    """A group with its pages by locale, the names of files that these name, and what is wrong with it.

    A name that begins with a slash may be one of a page, or lead elsewhere. Of the `files`, `shown` are pictures that
    pages show, and `led` what they lead to.
    """

    group: Group
    pages: Mapping[str, Page]
    shown: frozenset[str]
    led: frozenset[str]
    problems: tuple[Diagnostic, ...]


def link(
    config: Config,
    material: Material,
    find_uses: Callable[[Text], Uses] = lambda _: Uses(),
    once: Once = each_time,
    develop: Callable[[Collection[str]], Mapping[str, Developed]] = lambda _: NONE,
) -> tuple[Site, Linker, tuple[Diagnostic, ...]]:
    """The site, what knows its addresses, and what is wrong with its groups.

    `find_uses` says what a body names, `develop` what the pictures at some paths come to.

    Reports `field-missing` and `date-invalid` (a release without a date, or with none but an impossible one in its
    name), `date-order`, `figure-unknown` in titles and other short texts, `picture-missing` and `picture-invalid`. Of
    bodies, see `check_body`.
    """
    linked = tuple(_link_groups(config, material, once))
    groups = tuple(found.group for found in linked)
    pages = {
        (found.group.kind, found.group.key, locale): page for found in linked for locale, page in found.pages.items()
    }
    has = (config, groups, pages, find_extras(config, pages), material.files, material.hidden)
    addresses = Addresses(*has)
    of_site = frozenset([config.contact.photo] if config.contact and config.contact.photo else ())
    shown = addresses.find_media(of_site.union(*(found.shown for found in linked)))
    developed = develop([path for path in shown if not find_refusal(path, material.files[path], "picture")])
    if developed:
        addresses = Addresses(*has, developed)
    linker = Linker(addresses, find_uses)
    problems = [problem for found in linked for problem in found.problems]
    problems.extend(_check_dates(groups, frozenset(material.misdated)))
    few = make_few()
    for group in groups:
        if group.data.pictures:
            problems.extend(linker.check_pictures(group, few))
    problems.extend(linker.check_photos(groups, few))
    for place, url in _find_addresses(config):
        problems.extend(linker.check_own(url, place, few))
    led = addresses.find_media(frozenset[str]().union(*(found.led for found in linked)))
    media = led | {path: target for path, target in shown.items() if path not in developed}
    shelf = addresses.shelf
    site = Site(config, groups, pages, dict(sorted(media.items())), shelf.images, tuple(shelf.renditions))
    return site, linker, tuple(problems)


def _find_addresses(config: Config) -> Iterator[tuple[str, str]]:
    """The addresses that site.yaml leads to, each with what its place is called there."""
    if config.organization:
        yield "organization.url", config.organization.url
    for menu, entries in (("navigation", config.navigation), ("footer", config.footer)):
        yield from ((f"{menu} {entry.to}", entry.to) for entry in entries if entry.is_address)
    yield from ((f"footer_notes {note.url}", note.url) for note in config.footer_notes)


def check_body(page: Page, linker: Linker, suggest: Suggest = suggest) -> tuple[Diagnostic, ...]:
    """What is wrong with what the body of a page names, with the hints that `suggest` gives.

    Reports `figure-unknown`, `link-broken`, `download-unsafe`, `anchor-broken`, `picture-missing`,
    `picture-foreign`, `picture-invalid`, `picture-repeated` and `translation-missing`.
    """
    known, uses = page.group.data.figures, linker.find_uses(page.text)
    figures = uses.figures if not page.is_fallback else ()
    unknown = (
        _tell_unknown(use.name, known, Span(page.entry.path, use.line, use.column, use.length), suggest)
        for use in figures
        if use.name and use.name not in known
    )
    return (*unknown, *linker.check(page, uses.links, suggest), *_check_repeated(page, uses.links))


def _check_repeated(page: Page, links: Sequence[Link]) -> Iterator[Diagnostic]:
    """`picture-repeated`: a picture of a text that its group file shows as well."""
    above = {picture.path: picture for picture in page.group.data.pictures}
    for link in links if above and not page.is_fallback else ():
        path = next(iter(find_names(page.entry.path, [(link.url, "img")])), "") if link.element == "img" else ""
        if path in above:
            data = page.group.data
            message = f"readers see “{link.url}” twice: here, and where the page shows the pictures of {data.path}"
            hint = f"delete the picture here, or - file: {path.rpartition('/')[2]} there"
            span = Span(page.entry.path, link.line, link.column, len(link.url))
            yield problem("picture-repeated", message, span, hint=hint, related=(Span(data.path, above[path].line, 1),))


def _tell_unknown(name: str, known: Mapping[str, Figure], span: Span, suggest: Suggest) -> Diagnostic:
    hint = suggest("figure-unknown", name, lambda: known)
    found = unknown_figure(name, (), span)._replace(cause=group_file(span))
    return found._replace(hint=hint) if hint else found


def present(group: Group, locale: Locale, config: Config) -> Page | None:
    """The page that a language shows of a group; None where it shows none.

    Everything that lists, links or switches between pages goes by this: a translation if there is one, else what
    the policy of the kind says (`missing` in site.yaml).
    """
    entry = group.entries.get(locale.key)
    if entry is None and config.missing.get(group.kind, "omit") == "source":
        entry = group.entries[group.source]
    if entry is None:
        return None
    is_fallback = entry.locale != locale.key
    text, target = group.texts[entry.locale], target_of(config, entry, locale.key)
    written_in = config.locale(entry.locale) if is_fallback else locale
    fallback = written_in.name if is_fallback else ""
    card = partial(make_card, group, entry, target, written_in.tag, fallback=fallback, locale=locale.key)
    glance = f"{text.outline} {group.digest}" if group.digest else text.outline
    return Page(group, locale.key, entry, target, text, Given.later(card), is_fallback, glance)


def target_of(config: Config, entry: Entry, locale: str) -> Target:
    """Where the page of an entry lies in a language."""
    if (entry.kind, entry.key) == HOME:
        return home_target(config, locale)
    return page_target(config, f"{locale}/{KINDS[entry.kind].url.replace('{slug}', entry.slug or entry.key)}")


# ---- groups ---------------------------------------------------------------------------------------------------


def _link_groups(config: Config, material: Material, once: Once) -> Iterator[Linked]:
    by_group: dict[GroupKey, dict[str, Text]] = {}
    for text in material.texts:
        if text.entry:
            by_group.setdefault((text.entry.kind, text.entry.key), {})[text.entry.locale] = text
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    keys = [locale.key for locale in config.languages]
    settings = digest_of(repr(config))
    for key in sorted(by_group, key=lambda group: (kinds[group[0]], group[1])):
        texts = {locale: by_group[key][locale] for locale in keys if locale in by_group[key]}
        if texts:
            data, digest = material.data_by_group.get(key, NO_DATA), material.digest_by_group.get(key, "")
            inputs = (settings, digest, *(text.digest for text in texts.values()))
            yield once(("group", key), inputs, partial(_link_group, config, key, texts, data, digest))


def _link_group(config: Config, key: GroupKey, texts: Mapping[str, Text], written: GroupData, digest: str) -> Linked:
    problems: list[Diagnostic] = []
    data = complete_data(written, config, problems)
    date = data.date or date_of_key(key[1])
    completed = {
        locale.key: complete(entry, data, entry.date or date, locale, problems)
        for locale in config.languages
        if locale.key in texts and (entry := texts[locale.key].entry)
    }
    wanted = data.source_lang or config.source_language
    source = wanted if wanted in completed else next(iter(completed))
    group = Group(*key, data, completed, source, texts, digest)
    pages = {locale.key: page for locale in config.languages if (page := present(group, locale, config))}
    named = [page.text for page in pages.values()]
    led = {name for text in named for name in text.names if "/" in name and name.startswith((CONTENT, "/"))}
    shown = {name for text in named for name in text.shown}
    led -= shown - {name for text in named for name in text.led}
    shown.update(picture.path for picture in data.pictures)
    shown.update(one.contact.photo for one in completed.values() if one.contact and one.contact.photo)
    return Linked(group, pages, frozenset(shown), frozenset(led), tuple(problems))


def _check_dates(groups: Sequence[Group], misdated: frozenset[str]) -> Iterator[Diagnostic]:
    """What is wrong with entries that need a date and have none, unless it was told."""
    for group in groups:
        for entry in group.entries.values() if KINDS[group.kind].is_dated else ():
            if entry.date is None and misdated.isdisjoint((entry.path, group.data.path)):
                yield _no_date(entry)


def _no_date(entry: Entry) -> Diagnostic:
    hint = "add a line such as date: 2025-11-16 here or in the group file"
    named = _LEADING_DATE.match(entry.key)
    if written := _day_of_key(entry.key):
        ending = entry.path.rpartition("/")[2].removeprefix(entry.key)
        message = f"a {KINDS[entry.kind].noun} needs a date, and the file’s name begins with none written YYYY-MM-DD"
        return problem("field-missing", message, Span(entry.path), hint=f"call it {written}{ending}, or {hint}")
    if named:
        message = f"the file’s name begins with “{named[1]}”, which is not a day of the calendar"
        return problem("date-invalid", message, Span(entry.path), hint=f"rename the file, or {hint}")
    return problem("field-missing", f"a {KINDS[entry.kind].noun} needs a date", Span(entry.path, 1), hint=hint)


def _day_of_key(key: str) -> str:
    """The key with the day that it begins with as it should be; "" if nobody can tell."""
    match = _NEARLY_DATED.match(key)
    if not match:
        return ""
    year, month, day = (int(match[f"{part}{one}"]) for part in "ymd" for one in "123" if match[f"{part}{one}"])
    try:
        return f"{datetime.date(year, month, day).isoformat()}{key[match.end() :]}"
    except ValueError:
        return ""


def date_of_key(key: str) -> datetime.date | None:
    """The day that a key begins with; None if it begins with none."""
    match = _LEADING_DATE.match(key)
    try:
        return datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
