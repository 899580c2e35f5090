"""The jobs of what readers may take along: vCards of contacts, texts of releases, pictures for print, and archives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from microsite.model.digests import digest_of_words
from microsite.model.entries import Picture
from microsite.model.kinds import KINDS
from microsite.model.kits import FORMS, KitFile, KitForm, VCard
from microsite.model.media import PICTURES, find_signature
from microsite.model.parts import Part
from microsite.model.site import Page, Target
from microsite.model.source import Source
from microsite.pages import views
from microsite.pages.contacts import make_vcard, write_vcard
from microsite.pages.jobs import Frame, Job, Kits, Sheet, View
from microsite.pages.plot import Plot, bodies_part, entry_part, plain_part, shared_parts
from microsite.pages.sheets import entry_view, picture_view
from microsite.site.images import print_target
from microsite.site.targets import Extra, is_reachable


def contact_jobs(plot: Plot) -> Iterator[Job]:
    """The vCards of the site’s contact in each language, and beside each page with a contact of its own."""
    for extra, target in plot.extras.items() if plot.config.press_kit else ():
        if extra.role == "contact":
            page = plot.site.pages[extra.kind, extra.key, extra.locale] if extra.key else None
            card = find_card(plot, page, extra.locale)
            if card:
                parts = *shared_parts(plot, None, ""), plain_part("card", card)
                if card.photo and plot.kits:
                    yield Job(target, parts, ready=partial(_read_card, plot.kits, card), origin=card.photo[0])
                else:
                    yield Job(target, parts, write=write_vcard)


def _read_card(kits: Kits, card: VCard) -> Iterator[bytes]:
    yield kits.write_card(card)


def find_card(plot: Plot, page: Page | None, locale: str) -> VCard | None:
    """The vCard of whom a page names, or the site; None if nobody can be reached."""
    contact = (page.entry.contact if page else None) or plot.config.contact
    if contact is None or not is_reachable(contact):
        return None
    return make_vcard(plot.shared[locale].frame.config, contact, locale, *((page.entry.locale,) if page else ()))


def find_kit_pages(plot: Plot) -> Iterator[Page]:
    """The pages with a press kit of their own: those in the language of their text."""
    for (kind, _, _), page in plot.site.pages.items():
        if KINDS[kind].has_kit and not page.is_fallback:
            yield page


def find_pictures(plot: Plot, page: Page) -> list[Picture]:
    """The pictures of a press kit: those that its group file names, and that can be shown."""
    return [picture for picture in page.group.data.pictures if picture.path in plot.site.images]


_NAMES = {"jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WebP", "avif": "AVIF"}


def picture_file(url: str, ending: str, size: int, title: str, width: int, height: int) -> KitFile:
    """A picture that readers may take along, in one of its sizes."""
    name = PICTURES[ending]
    return KitFile(_NAMES[name], url, f"image/{name}", size, title, width, height)


def kit_target(plot: Plot, page: Page, form: KitForm) -> Target:
    """Where a file of a press kit goes."""
    return plot.extras[Extra("kit", page.locale, page.group.kind, form.name, key=page.group.key)]


def kit_jobs(plot: Plot, files: Mapping[str, Source]) -> Iterator[Job]:
    """The files of all press kits, if the site offers them; `files` are those of content that are no texts."""
    if plot.kits is None:
        return
    shown: dict[str, Source] = {}
    for page in find_kit_pages(plot):
        shown |= {picture.path: files[picture.path] for picture in find_pictures(plot, page)}
        for form in FORMS:
            if form.is_archive:
                yield _archive_job(plot, plot.kits, page, form)
            else:
                yield file_job(plot, page, form)._replace(ready=partial(plot.kits.read, page, form))
    for path, source in shown.items():
        if target := find_print_target(plot, source):
            parts = *shared_parts(plot, None, ""), plain_part("source", source.digest)
            yield Job(target, parts, ready=partial(plot.kits.read_print, path), origin=path)


def find_print_target(plot: Plot, source: Source) -> Target | None:
    """Where a picture for print goes; None if there is none, as of a GIF."""
    target = plot.linker.addresses.shelf.find_target(source.path)
    return print_target(target, source.digest, find_signature(source.data)) if target else None


def file_job(plot: Plot, page: Page, form: KitForm) -> Job:
    """A file of a kit, but for archives: rendered before any page is, and by the workers that render these."""
    shared = plot.shared[page.locale]

    def list_parts() -> tuple[Part, ...]:
        return *shared_parts(plot, shared, form.template), entry_part(plot, page), bodies_part(plot, (page,))

    glance, target = _glance(plot, page), kit_target(plot, page, form)
    return Job(
        target,
        list_parts,
        form.template,
        shared.frame,
        text_view,
        origin=page.entry.path,
        glance=glance,
        stories=(page,),
    )


def _glance(plot: Plot, page: Page, *more: str) -> str:
    return digest_of_words(plot.setting, plot.facts[page.group.kind, page.group.key].glance, page.text.digest, *more)


def _archive_job(plot: Plot, kits: Kits, page: Page, form: KitForm) -> Job:
    def list_parts() -> tuple[Part, ...]:
        members = plain_part("members", kits.find_members(page))
        return *shared_parts(plot, None, ""), members, plain_part("day", page.entry.date)

    target, glance = kit_target(plot, page, form), _glance(plot, page, *kits.find_originals(page))
    return Job(target, list_parts, ready=partial(kits.read, page, form), glance=glance)


# ---- what templates read --------------------------------------------------------------------------------------


def text_view(frame: Frame, entry: Sheet) -> View:
    """What the template of a text reads; the body is the one of `bodies`. Addresses are absolute."""
    pictures = [picture_view(frame, one, entry) for one in entry.pictures if one.path in entry.images]
    return {
        "entry": entry_view(frame, entry)
        | {"pictures": [one | {"url": views.absolute(frame.config, str(one["url"]))} for one in pictures]},
        "url": views.absolute(frame.config, entry.url),
        "boilerplate": views.paragraphs(frame.config.boilerplate, frame.locale.key),
    }
