"""What templates may read of the entry that a page shows: its fields, its pictures, and whom to ask."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from microsite.i18n.words import translate
from microsite.model.cards import iso, place_text, text_for
from microsite.model.entries import Correction, Locale, Picture
from microsite.model.images import Image
from microsite.model.kinds import KINDS
from microsite.model.kits import Kit, KitFile
from microsite.model.records import PaperFile, TermVersion, Versions
from microsite.pages.contacts import contact_view
from microsite.pages.jobs import Frame, Front, Json, Sheet, View
from microsite.pages.rows import ViewRow
from microsite.pages.views import home_url, image_view, lang_view, other_tag, translations, urls


def entry_view(frame: Frame, sheet: Sheet) -> View:
    """The fields of an entry, and what its group says of it.

    Where the source text stands in for a translation, what the group file has in the readers' language is in it.
    """
    entry, contact = sheet.entry, sheet.entry.contact
    papers = [sheet.paper] if sheet.paper else []
    place, place_in = place_text(entry.place, entry.locale, sheet.place, sheet.locale)
    folder = sheet.url
    if contact is None and KINDS[sheet.kind].has_contact:
        contact, folder = frame.config.contact, home_url(frame.config, sheet.locale)
    return {
        "title": entry.title,
        "summary": entry.summary,
        "short": entry.summary,
        "date": entry.date,
        "updated": entry.updated,
        "place": place,
        "place_tag": other_tag(frame, place_in) if place else "",
        "forms": list[Json](entry.forms),
        "contact": contact_view(frame, contact, folder, entry.locale),
        "files": [{"name": "PDF", "type": "application/pdf", **file_view(frame, file)} for file in papers],
        "topics": [{"title": name, "url": url} for name, url in sheet.topics],
        "pictures": [picture_view(frame, picture, sheet) for picture in sheet.pictures],
        "charts": _draw_charts(frame, sheet),
        "corrections": [
            {"date": iso(one.date), "text": text, "tag": other_tag(frame, locale)}
            for one in sheet.corrections
            for locale, text in [correction_text(one, sheet.locale, sheet.entry.locale)]
        ],
    }


def _draw_charts(frame: Frame, sheet: Sheet) -> list[Json]:
    if not sheet.charts:
        return []
    from microsite.pages.charts import charts_view  # with all of CLDR, which few pages need

    return charts_view(frame, sheet)


def file_view(frame: Frame, file: PaperFile) -> View:
    """Where a file is, and its size as the language writes it."""
    from microsite.i18n.formats import formats  # with all of CLDR, which most pages need anyway

    return {"url": file.url, "size": formats(frame.locale.babel).size(file.size)}


def term_facts_view(entry: Front) -> View:
    """What only a term's entry says."""
    return {
        "forms": list[Json](entry.forms),
        "status": entry.status,
        "forbidden": [{"wording": wording, "reason": reason} for wording, reason in entry.forbidden],
    }


def translations_view(frame: Frame, sheet: Sheet, versions: Versions, entries: Mapping[str, TermVersion]) -> list[Json]:
    """A term in the languages that it has an entry in, but that of the text: `entries` are what they say."""
    found: list[Json] = []
    for key, version in translations(versions).items():
        if key != sheet.entry.locale:
            found.append(_translation_view(frame.config.locale(key), entries[key], version.url))
    return found


@functools.lru_cache(maxsize=1 << 10)  # the versions of a term show each other
def _translation_view(locale: Locale, entry: TermVersion, url: str) -> ViewRow:
    own: View = {"lang": locale.tag, "term": entry.term, "short": entry.short, "forms": list[Json](entry.forms)}
    return ViewRow(lang_view(locale) | own | {"title": entry.term, "url": url})


_NO_IMAGE = Image("", 0, 0)


def picture_view(frame: Frame, picture: Picture, sheet: Sheet) -> View:
    """A picture in the readers' language if it has all its texts; else in the text's, which `tag` then names.

    `url` is "" if the file is missing. The first one of a page `is_first`: readers see it before they scroll.
    """
    locale = sheet.locale
    texts = [text for text in (picture.alt, picture.caption) if text]
    if not all(text_for(text, locale) for text in texts):
        locale = sheet.entry.locale
    return {
        **image_view(sheet.images.get(picture.path, _NO_IMAGE)),
        "is_first": picture is sheet.pictures[0],
        "alt": text_for(picture.alt, locale),
        "caption": text_for(picture.caption, locale),
        "credit": picture.credit,
        "licence": text_for(picture.licence, locale),
        "tag": other_tag(frame, locale),
    }


def kit_view(frame: Frame, sheet: Sheet, kit: Kit) -> View:
    """What the press may take along: files, and those of each picture, with what is said of it."""
    words, files_of = frame.catalogs[frame.locale.key], dict(kit.pictures)

    def file_view(file: KitFile) -> View:
        return file._asdict() | {"title": translate(words, file.title)}

    return {
        "files": [file_view(file) for file in kit.files],
        "pictures": [
            picture_view(frame, picture, sheet) | {"files": [file_view(file) for file in files_of[picture.path]]}
            for picture in sheet.pictures
            if picture.path in files_of
        ],
    }


def correction_text(correction: Correction, *locales: str) -> tuple[str, str]:
    """A correction in the first of some languages that it has a text in, else in any: (locale, text)."""
    found = ((locale, text_for(correction.text, locale)) for locale in (*locales, *correction.text))
    return next((one for one in found if one[1]), (locales[0], ""))


def notice_view(frame: Frame, sheet: Sheet, versions: Versions) -> View | None:
    """What to tell readers who get the source text instead of a translation."""
    if not sheet.is_fallback:
        return None
    source = frame.config.locale(sheet.entry.locale)
    original = urls(versions)[source.key]
    return {"tag": source.tag, "name": source.name, "direction": source.direction, "url": original}
