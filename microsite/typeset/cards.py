"""Pages → share cards: the pictures that go with shared links, drawn once for each title that there is."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.resources import files as resources
from typing import NamedTuple

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
from microsite.model.site import Page, PageKey, Site
from microsite.model.source import Source
from microsite.model.typefaces import find_families
from microsite.pages.dress import LookFile
from microsite.pages.frames import Design
from microsite.pages.jobs import Job
from microsite.pages.plot import plain_part
from microsite.site.targets import page_target

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


class Drawn(NamedTuple):
    """The share cards of a site by the entry that they are of, as pages name them; `files` are they by path.

    Of each file there is its SHA-256 (hex), and what gives its bytes. `missing` are characters that no font has.
    """

    images: Mapping[PageKey, Image]
    files: Mapping[str, tuple[str, Callable[[], bytes]]]
    missing: str = ""


NOTHING_DRAWN = Drawn({}, {})


def draw_cards(
    site: Site, design: Design, sources: Mapping[str, Source], memory: Memory, typeset: Typeset | None
) -> Drawn:
    """The share cards of a site, if it has some: those remembered whose title, days and look have not moved.

    `sources` are all files of the site by path. Raises `UsageError` if one cannot be drawn.
    """
    if not site.config.cards or typeset is None:
        return NOTHING_DRAWN
    shown = _find_pictures(design)
    cards = dict(_find_cards(site, design, _make_look(site.config, design, shown)))
    draw = partial(_draw, {file.digest: (file, sources.get(file.source)) for file in shown.values()}, typeset)
    fonts = read_fonts()
    known = {card: _recall(card, fonts, memory) for card in cards.values()}
    unknown = [card for card, found in known.items() if found is None]
    for card, (data, missing) in zip(unknown, draw(unknown), strict=True):
        digest = hashlib.sha256(data).hexdigest()
        known[card] = digest, missing
        memory.keep(_name(card, fonts), digest_of(card), (digest, missing), (digest, missing))
        memory.keep(f"rendition {digest}", digest, None, None)
        memory.bodies.note(digest, memory.bodies.put(data))
    images, written, lost = {}, {}, set[str]()
    for key, card in cards.items():
        digest, missing = known[card] or ("", "")
        target = page_target(site.config, f"assets/cards/{digest[:16]}.png")
        images[key] = Image(target.url, WIDTH, HEIGHT)
        written[target.path] = digest, partial(_fetch, card, digest, draw, memory)
        lost.update(missing)
    return Drawn(images, written, "".join(sorted(lost)))


def card_jobs(config: Config, drawn: Drawn) -> Iterator[Job]:
    """The files of share cards."""
    for path, (digest, fetch) in drawn.files.items():
        yield Job(page_target(config, path), (plain_part("card", digest),), ready=fetch)


def _recall(card: ShareCard, fonts: str, memory: Memory) -> tuple[str, str] | None:
    found: tuple[str, str] | None = memory.recall(_name(card, fonts), digest_of(card), tuple)
    if found is None or not memory.bodies.has(found[0]):
        return None
    memory.retain(f"rendition {found[0]}")
    return found


def _name(card: ShareCard, fonts: str) -> str:
    return f"card {digest_of(card, fonts)}"


def _fetch(card: ShareCard, digest: str, draw: _Draw, memory: Memory) -> bytes:
    """The bytes of a card: drawn again, if the cache has lost them."""
    found = memory.bodies.read(digest)
    if found is None:
        [(found, _)] = draw([card])
        memory.bodies.note(digest, memory.bodies.put(found))
    return found


# ---- what a card shows ------------------------------------------------------------------------------------------


def _find_cards(site: Site, design: Design, look: ShareLook) -> Iterator[tuple[PageKey, ShareCard]]:
    """The cards of all entries by (kind, key, locale), and of the root page of each language."""
    config = site.config
    for locale in config.languages:
        yield (*HOME, locale.key), _front_card(config, locale, look)
    for (kind, key, _), page in site.pages.items():
        if (kind, key) != HOME:
            locale = config.locale(page.entry.locale)
            words = design.catalogs[locale.key]
            heading = translate(words, LISTINGS[kind].heading) if kind in LISTINGS else ""
            yield (kind, key, locale.key), _page_card(config, page, locale, heading, look)


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


def _find_pictures(design: Design) -> dict[str, LookFile]:
    """The `mark` and the `artwork` of a site, as far as pages show any: on light paper."""
    dress, shown = design.dress, design.dress.shown
    files = {file.path: file for file in (*dress.assets.values(), *dress.of_theme)}
    wanted = {"mark": shown.logo.light or shown.icon[0], "artwork": shown.artwork.light}
    found = {
        name: next((files[path] for path in files if url.endswith(f"/{path}")), None) for name, url in wanted.items()
    }
    return {name: file for name, file in found.items() if file and not file.path.endswith(_UNREAD)}


# ---- how it is drawn --------------------------------------------------------------------------------------------

_UNREAD = (".avif", ".ico")
"""Formats of pictures that Typst does not read."""

_Draw = Callable[[list[ShareCard]], Iterator[tuple[bytes, str]]]
_Pictures = Mapping[str, tuple[LookFile, Source | None]]


def _draw(pictures: _Pictures, typeset: Typeset, cards: list[ShareCard]) -> Iterator[tuple[bytes, str]]:
    """The bytes of each card, and the characters that it lacks."""
    if not cards:
        return
    template = resources(__package__).joinpath("card.typ").read_text(encoding="utf-8")
    data = {digest: _read(*picture) for digest, picture in pictures.items()}
    name_by_digest = {digest: f"{digest}.{pictures[digest][0].path.rpartition('.')[2]}" for digest in data}
    files = {name: data[digest] for digest, name in name_by_digest.items()}
    for composed in typeset([_compose(card, template, files, name_by_digest) for card in cards]):
        yield composed.data, composed.missing


def _read(file: LookFile, source: Source | None) -> bytes:
    return (source.whole or b"") if source else file.text.encode()


def _compose(card: ShareCard, template: str, files: Mapping[str, bytes], names: Mapping[str, str]) -> Composition:
    from microsite.i18n.formats import formats  # most builds draw nothing
    from microsite.i18n.tags import in_full

    locale, look = card.locale, card.look
    language = in_full(locale.babel)
    days = [datetime.date.fromisoformat(day) for day in card.days]
    dated = formats(locale.babel).interval(days[0], days[-1]) if days else ""
    data = {
        "title": keep_together(card.title),
        "below": " · ".join(filter(None, (dated, _clean(card.below)))),
        "name": _clean(card.name),
        "language": language.language,
        "region": language.territory if language.territory.isalpha() else "",
        "script": language.script.lower(),
        "direction": locale.direction,
        "fonts": find_families(look.typeface, locale.tag),
        "mixes": language.script in _WIDE,
        "mark": names.get(look.mark, ""),
        "artwork": names.get(look.artwork, ""),
        "drawn": look.is_drawn,
        **{role: getattr(look, role) for role in ("paper", "ink", "accent", "band")},
    }
    words = "".join((data["title"], data["below"], data["name"]))
    return Composition(template, json.dumps(data, ensure_ascii=False), files, words)


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
