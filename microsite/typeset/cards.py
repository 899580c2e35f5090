"""Pages → share cards: the pictures that go with shared links, drawn once for each title that there is."""

from __future__ import annotations

import datetime
import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.resources import files as resources

from microsite.engine.memory import Memory
from microsite.engine.typesetter import Composition, Typeset, read_fonts
from microsite.i18n.words import translate
from microsite.model.cards import iso, text_for
from microsite.model.config import Config
from microsite.model.digests import digest_of
from microsite.model.entries import Locale
from microsite.model.images import Image
from microsite.model.kinds import HOME, LISTINGS
from microsite.model.palette import make_palettes
from microsite.model.site import Page, PageKey, Site, list_key
from microsite.model.source import Source
from microsite.model.typefaces import find_families
from microsite.pages.dress import LookFile
from microsite.pages.frames import Design
from microsite.pages.jobs import Job
from microsite.pages.plot import plain_part
from microsite.render.english import without_marks
from microsite.site.targets import page_target
from microsite.typeset.kept import Drawn, Wanted, fetch, set_new
from microsite.values.named import NamedTuple

WIDTH, HEIGHT = 1200, 630
"""Pixels of a share card: what the places where people share links show whole (Open Graph, 1.91 to 1)."""

_LONGEST = 100
_COUNTED = re.compile("(?<=[0-9])([%\uff05]?[万亿千百十萬億]*)(?=[\u3400-\u4dbf\u4e00-\u9fff])")
_JOINER, _SPACE, _BREAK = "\u2060", "\u00a0", "\u200b"


class ShareLook(NamedTuple):
    """What all share cards of a site have in common: colours, the typeface of titles, and the digests of pictures."""

    paper: str
    ink: str
    accent: str
    band: str
    typeface: str
    mark: str
    artwork: str
    is_drawn: bool


class ShareCard(NamedTuple):
    """All that a share card shows: of the page the title, its days (ISO 8601) and what else stands `below` it."""

    title: str
    days: tuple[str, ...]
    below: str
    name: str
    locale: Locale
    look: ShareLook


def draw_cards(site: Site, design: Design, sources: Mapping[str, Source], memory: Memory, typeset: Typeset) -> Drawn:
    """The share cards of a site: those remembered whose title, days and look have not moved.

    `sources` are all files of the site by path. Raises `UsageError` if one cannot be drawn.
    """
    shown = find_pictures(design)
    cards = dict(_find_cards(site, design, _make_look(site.config, design, shown)))
    pictures = {file.digest: (file, sources.get(file.source)) for file in shown.values()}
    fonts = read_fonts()
    wanted = [_want(card, fonts, pictures) for card in cards.values()]
    images, jobs, missing = {}, dict[str, Job](), set[str]()
    for key, one, kept in zip(cards, wanted, set_new(wanted, memory, typeset), strict=True):
        name = f"{kept.digest[8:16]}.{kept.digest[:8]}.png"  # which ends as those of all files that hosts may keep
        target = page_target(site.config, f"assets/cards/{name}")
        images[key] = Image(target.url, WIDTH, HEIGHT)
        read = partial(fetch, one, kept, memory, typeset)
        jobs[target.path] = Job(target, (plain_part("card", kept.digest),), ready=read)
        missing.update(kept.missing)
    return Drawn(images, tuple(jobs.values()), "".join(sorted(missing)))


def _want(card: ShareCard, fonts: str, pictures: _Pictures) -> Wanted:
    digest = digest_of(card, fonts)
    return Wanted(f"card {digest}", digest, partial(_compose, card, pictures))


# ---- what a card shows ------------------------------------------------------------------------------------------


def _find_cards(site: Site, design: Design, look: ShareLook) -> Iterator[tuple[PageKey, ShareCard]]:
    """The cards of all entries by (kind, key, locale), of lists and topics, and of the root page of each language."""
    config = site.config
    for locale in config.languages:
        yield (*HOME, locale.key), _front_card(config, locale, look)
    for (kind, key, _), page in site.pages.items():
        if (kind, key) != HOME:
            locale = config.locale(page.entry.locale)
            words = design.catalogs[locale.key]
            heading = without_marks(translate(words, LISTINGS[kind].heading)) if kind in LISTINGS else ""
            yield (kind, key, locale.key), _page_card(config, page, locale, heading, look)
    lists = {
        (kind, locale, topic)
        for (kind, _, locale), page in site.pages.items()
        if kind in LISTINGS
        for topic in ("", *(use.key for use in page.group.data.topics if use.key in config.topics))
    }
    for kind, key, topic in sorted(lists):
        words, locale = design.catalogs[key], config.locale(key)
        heading = without_marks(translate(words, LISTINGS[kind].heading))
        title, below = (text_for(config.topics[topic], key), heading) if topic else (heading, "")
        yield list_key(kind, key, topic), ShareCard(title, (), below, text_for(config.title, key), locale, look)


def _front_card(config: Config, locale: Locale, look: ShareLook) -> ShareCard:
    """Of the site itself: its name is the title, with the event or the motto below."""
    title, event = text_for(config.title, locale.key), config.event
    days = tuple(dict.fromkeys((iso(event.start), iso(event.end)))) if event else ()
    below = text_for(event.place if event else config.motto, locale.key)
    return ShareCard(title, days, below, "", locale, look)


def _page_card(config: Config, page: Page, locale: Locale, heading: str, look: ShareLook) -> ShareCard:
    entry = page.entry
    days = (iso(entry.date),) if entry.date else ()
    below = entry.place if days else heading
    return ShareCard(entry.title, days, below, text_for(config.title, locale.key), locale, look)


def _make_look(config: Config, design: Design, shown: Mapping[str, LookFile]) -> ShareLook:
    light, _ = make_palettes(config.theme.colors)
    digests = {name: file.digest for name, file in shown.items()}
    return ShareLook(
        paper=light.paper,
        ink=light.ink,
        accent=light.accent,
        band=light.band,
        typeface=config.theme.headings,
        mark=digests.get("mark", ""),
        artwork=digests.get("artwork", ""),
        is_drawn=not design.dress.shown.is_picture,
    )


def find_pictures(design: Design) -> dict[str, LookFile]:
    """The `mark` and the `artwork` of a site, as far as pages show any: on light paper."""
    dress, shown = design.dress, design.dress.shown
    files = {file.path: file for file in (*dress.assets.values(), *dress.of_theme)}
    wanted = {"mark": shown.logo.light or shown.icon[0], "artwork": shown.artwork.light}
    found = {
        name: next((files[path] for path in files if url.endswith(f"/{path}")), None) for name, url in wanted.items()
    }
    return {name: file for name, file in found.items() if file and file.ending not in UNREAD}


# ---- how it is drawn --------------------------------------------------------------------------------------------

UNREAD = ("avif", "ico")
"""Formats of pictures that Typst does not read."""

_Pictures = Mapping[str, tuple[LookFile, Source | None]]


def _compose(card: ShareCard, pictures: _Pictures) -> Composition:
    from microsite.i18n.formats import formats  # most builds draw nothing

    locale, look = card.locale, card.look
    files = {f"{digest}.{file.ending}": (file, source) for digest, (file, source) in pictures.items()}
    names = {name.partition(".")[0]: name for name in files}
    days = [datetime.date.fromisoformat(day) for day in card.days]
    dated = formats(locale.babel).interval(days[0], days[-1]) if days else ""
    data = {
        "title": keep_together(card.title),
        "below": " · ".join(filter(None, (dated, _clean(card.below)))),
        "name": _clean(card.name),
        **tell_language(locale, look.typeface),
        "mark": names.get(look.mark, ""),
        "artwork": names.get(look.artwork, ""),
        "drawn": look.is_drawn,
        **{role: getattr(look, role) for role in ("paper", "ink", "accent", "band")},
    }
    words = "".join((data["title"], data["below"], data["name"]))
    held = {name: read_look(*picture) for name, picture in files.items()}
    return Composition(read_template("card"), json.dumps(data, ensure_ascii=False), held, words)


def read_look(file: LookFile, source: Source | None) -> bytes:
    """The bytes of a file of the look: what is drawn, or a copy of its source."""
    return (source.whole or b"") if source else file.text.encode()


@functools.cache
def read_template(name: str) -> str:
    """A template of this room."""
    return resources(__package__).joinpath(f"{name}.typ").read_text(encoding="utf-8")


def tell_language(locale: Locale, typeface: str) -> dict[str, object]:
    """What Typst has to know of a language, and the fonts for its texts."""
    from microsite.i18n.tags import in_full  # with Babel

    language = in_full(locale.babel)
    return {
        "language": language.language,
        "region": language.territory if language.territory.isalpha() else "",
        "script": language.script.lower(),
        "direction": locale.direction,
        "fonts": find_families(typeface, locale.tag),
        "mixes": language.script in _WIDE,
    }


_WIDE = ("Hans", "Hant", "Jpan", "Kore")
"""Scripts whose punctuation is as wide as their characters, beside Latin letters from another font."""


def keep_together(title: str) -> str:
    """A title in which a number stays with what it counts, and in which whatever is too long for a line can break."""
    bound = _COUNTED.sub(lambda match: _JOINER + "".join(one + _JOINER for one in match[1]), _clean(title))
    bound = re.sub(r"(?<=[0-9]) (?=\w)", _SPACE, bound)
    return " ".join(_break(word) if len(word) > _LONGEST else word for word in bound.split(" "))


def _break(word: str) -> str:
    return _BREAK.join(word[at : at + 20] for at in range(0, len(word), 20))


def _clean(text: str) -> str:
    """A text on one line, without characters that control something."""
    return " ".join("".join(one for one in text if one.isspace() or unicodedata.category(one) != "Cc").split())
