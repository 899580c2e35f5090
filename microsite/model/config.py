"""What the site is configured to be."""

import datetime
import functools
from collections.abc import Mapping

from microsite.diagnostics.problems import Span
from microsite.model.entries import NONE, Contact, LanguageText, Locale
from microsite.model.policies import Gate, GlossaryUse, KeyFigures, MissingPolicy, Translations
from microsite.model.theme import Theme
from microsite.values.named import NamedTuple


class PostalAddress(NamedTuple):
    """Where letters go, or people come (schema.org PostalAddress); `country` is a code of ISO 3166-1."""

    street: LanguageText = NONE
    city: LanguageText = NONE
    region: LanguageText = NONE
    postal_code: str = ""
    country: str = ""

    @property
    def texts(self) -> tuple[LanguageText, ...]:
        """What each language may write its own way."""
        return self.street, self.city, self.region


class Organization(NamedTuple):
    """Who publishes the site (schema.org Organization)."""

    name: LanguageText
    url: str = ""
    email: str = ""
    address: PostalAddress | None = None

    @property
    def texts(self) -> tuple[LanguageText, ...]:
        """What each language may write its own way."""
        return self.name, *(self.address.texts if self.address else ())


class Event(NamedTuple):
    """What the site is about (schema.org Event). `end` is inclusive."""

    name: LanguageText
    start: datetime.date
    end: datetime.date
    place: LanguageText
    venue: LanguageText = NONE
    address: PostalAddress | None = None

    @property
    def texts(self) -> tuple[LanguageText, ...]:
        """What each language may write its own way."""
        return self.name, self.place, self.venue, *(self.address.texts if self.address else ())


class MenuEntry(NamedTuple):
    """What an item of a menu leads to: "press", "glossary", the key of a page, or an address of the web.

    A `label` stands in the place of the title; an address has one.
    """

    to: str
    label: LanguageText = NONE

    @property
    def is_address(self) -> bool:
        """True of what leads to the web, wherever that is."""
        return "://" in self.to


class FooterNote(NamedTuple):
    """A text at the foot of each page, in the languages that it has; it may lead to an address."""

    text: LanguageText
    url: str = ""


@functools.lru_cache(maxsize=4)  # thousands of targets ask for it
def _path_of(base_url: str) -> str:
    rest = base_url.split("://", 1)[-1]
    return "/" + rest.split("/", 1)[1] if "/" in rest else "/"


class Config(NamedTuple):
    """The content of `content/site.yaml`, with the command line's wishes put over it.

    `base_url` ends in a slash. `missing` and `gate` are the policies by kind. `rules` is the severity by rule id, as
    written. `topics` are names by key, in their order. `downloads` are endings of files that texts may lead to, beside
    those of `media.DOWNLOADS`. `timezone` is that of moments without an offset (IANA), or "". With `cms`, the site has
    an editor in the browser, with `search` pages that search it, with `cards` pictures for shared links, with `pdf`
    PDFs of its releases, with `icons` its icon in all forms, with `press_kit` what the press may take along. `also_at`
    is the `base_url` of site.yaml where the command line says another. `places` says where some values stand, by what
    messages call them.
    """

    title: LanguageText
    base_url: str
    languages: tuple[Locale, ...]
    source_language: str
    motto: LanguageText = NONE
    navigation: tuple[MenuEntry, ...] = ()
    footer: tuple[MenuEntry, ...] = ()
    footer_notes: tuple[FooterNote, ...] = ()
    theme: Theme = Theme()
    topics: Mapping[str, LanguageText] = NONE
    page_size: int = 20
    feed_size: int = 20
    missing: Mapping[str, MissingPolicy] = NONE
    rules: Mapping[str, str] = NONE
    organization: Organization | None = None
    event: Event | None = None
    contact: Contact | None = None
    boilerplate: LanguageText = NONE
    key_figures: KeyFigures | None = None
    glossary: GlossaryUse = GlossaryUse()
    search: bool = False
    cards: bool = False
    pdf: bool = False
    icons: bool = False
    press_kit: bool = False
    translations: Translations = Translations()
    gate: Mapping[str, Gate] = NONE
    downloads: tuple[str, ...] = ()
    timezone: str = ""
    cms: bool = False
    also_at: str = ""
    places: Mapping[str, Span] = NONE

    @property
    def base_path(self) -> str:
        """The path of `base_url`: begins and ends in a slash."""
        return _path_of(self.base_url)

    @property
    def names(self) -> tuple[str, ...]:
        """What the site, its organization, the event and its places are called in any language; the longest first."""
        texts = [self.title, *(named.name for named in (self.organization, self.event) if named)]
        texts += [self.event.place, self.event.venue] if self.event else []
        return tuple(
            sorted({name for text in texts for name in text.values() if name}, key=lambda name: (-len(name), name))
        )

    @property
    def address(self) -> str:
        """What tells the site from all others: where it will stand, by http or by https."""
        return self.base_url.split("://", 1)[-1]

    def locale(self, key: str) -> Locale:
        """The configured language of that key. Raises `KeyError` for any other."""
        for locale in self.languages:
            if locale.key == key:
                return locale
        raise KeyError(key)
