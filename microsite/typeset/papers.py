"""Releases → papers: PDFs that everybody can read, of the text as its page has it, with pictures and contact."""

from __future__ import annotations

import datetime
import html
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from microsite.engine.bodies import read_uses
from microsite.engine.memory import Memory
from microsite.engine.typesetter import Composition, Typeset, read_fonts
from microsite.i18n.words import translate
from microsite.model.cards import text_for
from microsite.model.digests import digest_of, digest_of_words
from microsite.model.entries import Text
from microsite.model.images import Rendition
from microsite.model.kinds import KINDS
from microsite.model.palette import make_palettes
from microsite.model.records import PaperFile
from microsite.model.site import Page
from microsite.model.source import Source
from microsite.pages.dress import LookFile
from microsite.pages.jobs import Frame, Job, Json, Story
from microsite.pages.plot import Plot, body_part, entry_part, make_body, plain_part
from microsite.pages.sheets import entry_view
from microsite.pages.views import absolute, paragraphs
from microsite.render.english import without_marks
from microsite.render.render import write_story
from microsite.site.targets import page_target
from microsite.typeset.cards import find_pictures, keep_together, read_look, read_template, tell_language
from microsite.typeset.kept import Papers, Wanted, fetch, set_new
from microsite.typeset.tree import Illustration, read_tree
from microsite.values.named import NamedTuple

ABOUT, CONTACT, CORRECTION, CREDIT = "About the conference", "Press contact", "Correction", "Picture: %(name)s"
"""Words of the templates that papers have, too."""


FetchBody = Callable[[Text], bytes]
FetchPicture = Callable[[str, str], bytes]
"""What gives the bytes of a rendition, of the picture at a path and by its digest."""


class _Desk(NamedTuple):
    """What papers are made with: the plot of the site, bodies, pictures by URL, and the mark of the site."""

    plot: Plot
    fetch: FetchBody
    fetch_picture: FetchPicture
    pictures: Mapping[str, tuple[str, Rendition]]
    mark: tuple[LookFile, Source | None] | None


class _Pictures:
    """The pictures of a paper: those that it shows, by the names of their files."""

    def __init__(self, desk: _Desk) -> None:
        self._desk = desk
        self.files: dict[str, bytes] = {}

    def find(self, url: str) -> Illustration | None:
        """The picture at an absolute URL, if the site has it."""
        path, rendition = self._desk.pictures.get(url, ("", None))
        if rendition is None:
            return None
        name = f"{rendition.digest}.{rendition.ending}"
        self.files[name] = self._desk.fetch_picture(path, rendition.digest)
        return Illustration(name, rendition.width, rendition.height)

    def find_mark(self) -> str:
        """The file with the mark of the site; "" if it has none."""
        if not self._desk.mark:
            return ""
        file, source = self._desk.mark
        name = f"{file.digest}.{file.ending}"
        self.files[name] = read_look(file, source)
        return name


def make_papers(
    plot: Plot,
    fetch_body: FetchBody,
    fetch_picture: FetchPicture,
    sources: Mapping[str, Source],
    memory: Memory,
    typeset: Typeset,
) -> Papers:
    """The papers of all releases in their own languages, set where the release has moved.

    `sources` are all files of the site by path. Raises `UsageError` if one cannot be set.
    """
    config = plot.config
    pictures = {absolute(config, target.url): (path, one) for target, one, path in plot.site.renditions}
    mark = find_pictures(plot.design).get("mark")
    desk = _Desk(plot, fetch_body, fetch_picture, pictures, (mark, sources.get(mark.source)) if mark else None)
    look = digest_of(make_palettes(config.theme.colors)[0], config.theme.headings, mark and mark.digest, read_fonts())
    pages = [page for page in plot.site.pages.values() if KINDS[page.group.kind].has_paper and not page.is_fallback]
    wanted = [_want(desk, page, look) for page in pages]
    files, jobs, missing = {}, {}, set[str]()
    for page, one, kept in zip(pages, wanted, set_new(wanted, memory, typeset), strict=True):
        name = f"{page.entry.slug or page.group.key}.{page.locale}.pdf"
        target = page_target(config, page.target.path.removesuffix("index.html") + name)
        key = page.group.kind, page.group.key, page.locale
        files[key] = PaperFile(target.url, kept.size)
        read = partial(fetch, one, kept, memory, typeset)
        jobs[key] = Job(target, (plain_part("paper", kept.digest),), origin=page.entry.path, ready=read)
        missing.update(kept.missing)
    return Papers(files, jobs, "".join(sorted(missing)))


def _want(desk: _Desk, page: Page, look: str) -> Wanted:
    plot, locale = desk.plot, page.locale
    parts = entry_part(plot, page).digest, body_part(plot, page).digest
    config, words = plot.config, plot.catalogs[locale].value
    told = digest_of(
        config.base_url,
        text_for(config.title, locale),
        config.contact,
        text_for(config.boilerplate, locale),
        [translate(words, word) for word in (ABOUT, CONTACT, CORRECTION, CREDIT)],
        config.locale(locale),
    )
    name = f"paper {page.group.kind}/{page.group.key}/{locale}"
    return Wanted(name, digest_of_words(look, told, *parts), partial(_compose, desk, page))


# ---- what stands in a paper -------------------------------------------------------------------------------------


def _compose(desk: _Desk, page: Page) -> Composition:
    from microsite.i18n.formats import formats  # most builds set nothing

    plot, config = desk.plot, desk.plot.config
    frame, locale = plot.shared[page.locale].frame, config.locale(page.locale)
    sheet: Any = entry_part(plot, page).value
    entry: Any = entry_view(frame, sheet)
    writer, words = formats(locale.babel), plot.catalogs[page.locale].value
    shown = _Pictures(desk)
    day = page.entry.updated or page.entry.date or datetime.date(1970, 1, 1)
    data = {
        "title": entry["title"],
        "shown": keep_together(entry["title"]),
        "name": text_for(config.title, page.locale),
        "summary": entry["summary"],
        "url": absolute(config, page.target.url),
        "day": [day.year, day.month, day.day],
        "facts": [text for text in (writer.date(page.entry.date) if page.entry.date else "", entry["place"]) if text],
        "corrections": [
            (f"{translate(words, CORRECTION)} · {writer.date(datetime.date.fromisoformat(one['date']))}", one["text"])
            for one in entry["corrections"]
        ],
        "body": _write_body(desk, page, frame, shown),
        "charts": entry["charts"],
        "pictures": [node for one in entry["pictures"] for node in _write_picture(one, desk, page, shown)],
        "boilerplate": paragraphs(config.boilerplate, page.locale),
        "contact": list(_write_contact(entry["contact"])),
        "words": {"about": translate(words, ABOUT), "contact": translate(words, CONTACT)},
        "accent": make_palettes(config.theme.colors)[0].accent,
        "mark": shown.find_mark(),
        **tell_language(locale, config.theme.headings),
    }
    moment = int(datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC).timestamp())
    written = without_marks(json.dumps(data, ensure_ascii=False))  # words of which the language has none
    return Composition(read_template("paper"), written, shown.files, written, "pdf", moment)


def _write_body(desk: _Desk, page: Page, frame: Frame, shown: _Pictures) -> list[Json]:
    written = desk.fetch(page.text)
    meanings = make_body(Job(page.target, ()), page, desk.plot.linker, read_uses(written))
    return _read(write_story(Story(meanings, written, page.target.url), frame), desk, page, shown)


def _write_picture(picture: Mapping[str, Any], desk: _Desk, page: Page, shown: _Pictures) -> list[Json]:
    """A picture of the group as a figure, with who took it, and how others may use it."""
    said = translate(desk.plot.catalogs[page.locale].value, CREDIT).replace("%(name)s", picture["credit"])
    told = html.escape(" · ".join(filter(None, (said if picture["credit"] else "", picture["licence"]))))
    url, alt = (html.escape(one) for one in (absolute(desk.plot.config, picture["url"]), picture["alt"]))
    caption = html.escape(picture["caption"]) + (f"<small>{told}</small>" if told else "")
    figure = f'<figure><img src="{url}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'
    return _read(figure, desk, page, shown) if picture["url"] else []


def _read(written: str, desk: _Desk, page: Page, shown: _Pictures) -> list[Json]:
    config = desk.plot.config
    languages = {one.tag.lower(): str(tell_language(one, "serif")["language"]) for one in config.languages}
    return read_tree(written, absolute(config, page.target.url), shown.find, languages)


def _write_contact(contact: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """The lines of a contact, each with where it leads."""
    if contact:
        yield contact["name"], ""
        if contact["email"]:
            yield contact["email"], f"mailto:{contact['email']}"
        if contact["phone"]:
            digits = "".join(one for one in contact["phone"].replace("(0)", "") if one in "+0123456789")
            yield contact["phone"], f"tel:{digits}"
