"""The nouns: frozen values that pass between the stages. No behaviour beyond what a value can say of itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LanguageText = Mapping[str, str]
"""Text by locale key; a key of "" holds the text of every language that has none of its own."""

Direction = Literal["ltr", "rtl"]
FigureKind = Literal["number", "percent", "unit", "money", "date", "interval"]
MissingPolicy = Literal["omit", "source"]


# ---- what is read ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read. `path` is POSIX and relative to the root; `digest` is the SHA-256 of the file, hex.

    `data` is empty for media, which are copied and never held in memory.
    """

    path: str
    digest: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Locale:
    """One configured language.

    `key` names it in file names and URLs, `tag` on the web (BCP 47), `babel` in Babel (CLDR identifier).
    """

    key: str
    tag: str
    babel: str
    name: str
    direction: Direction = "ltr"


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact that every language writes its own way.

    `value` is canonical and language neutral: a decimal numeral ("71.8"; of a percentage the percent, not the
    ratio), or an ISO 8601 date; `until` is the end of an interval, inclusive. `unit` is a CLDR unit identifier
    ("day", "kilometer") or, of money, an ISO 4217 code.
    """

    kind: FigureKind
    value: str
    until: str = ""
    unit: str = ""
    label: LanguageText = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the press may ask."""

    name: LanguageText
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a group. `path` is relative to the root; `alt` is empty where an editor wrote none.

    `line` is where the group file names it, 1-based.
    """

    path: str
    alt: LanguageText
    caption: LanguageText = field(default_factory=dict)
    credit: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GroupData:
    """What is the same in all languages: the content of `<key>.yaml`."""

    path: str = ""
    date: datetime.date | None = None
    updated: datetime.date | None = None
    place: LanguageText = field(default_factory=dict)
    contact: Contact | None = None
    pictures: tuple[Picture, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One key in one locale, parsed and typed.

    `digest` is that of its source. Fields a kind does not have keep their defaults. What it says below the front matter
    is its `Prose`.
    """

    kind: str
    key: str
    locale: str
    path: str
    digest: str
    title: str
    title_line: int = 1
    summary: str = ""
    summary_line: int = 1
    slug: str = ""
    aliases: tuple[str, ...] = ()
    draft: bool = False
    date: datetime.date | None = None
    updated: datetime.date | None = None
    place: str = ""
    contact: Contact | None = None
    forms: tuple[str, ...] = ()
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """The Markdown of an entry as written: `line` is the 1-based line of the file on which it begins."""

    path: str
    text: str
    line: int


# ---- what a body becomes --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """A use of a URL in a body, as the author wrote it. `element` is "a" or "img"; `alt` is of a picture.

    `line` is 1-based in the file, `column` 1-based in code points.
    """

    url: str
    element: str
    line: int
    column: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class FigureUse:
    """A `{{ name | style }}` in a text; `style` is "" (long) or "compact". Line and column as in `Link`."""

    name: str
    style: str
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body: `level` 2 to 6, `html` the inline markup of its text."""

    id: str
    level: int
    html: str


@dataclass(frozen=True, slots=True)
class Document:
    """The converted body, a function of its source and its locale alone.

    `html` is safe and canonical (nh3). URLs in it are as written and figures stand as `assembly.FIGURE` marks;
    `assembly.assemble` puts in what they mean on one page. `ids` are all anchors.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    figures: tuple[FigureUse, ...] = ()


# ---- what the site is configured to be ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Organization:
    """Who publishes the site (schema.org Organization)."""

    name: LanguageText
    url: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What the site is about (schema.org Event). `end` is inclusive."""

    name: LanguageText
    start: datetime.date
    end: datetime.date
    place: LanguageText
    venue: LanguageText = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Which figures of which group the home page shows, in order."""

    kind: str
    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """The content of `content/site.yaml`, with the command line's wishes put over it.

    `base_url` ends in a slash. `navigation` and `footer` hold "press", "glossary" or the key of a page.
    `missing` is the policy by kind. `rules` is the severity by rule id, as written.
    """

    title: LanguageText
    base_url: str
    languages: tuple[Locale, ...]
    source_language: str
    motto: LanguageText = field(default_factory=dict)
    navigation: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    page_size: int = 20
    feed_size: int = 20
    missing: Mapping[str, MissingPolicy] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    organization: Organization | None = None
    event: Event | None = None
    contact: Contact | None = None
    boilerplate: LanguageText = field(default_factory=dict)
    key_figures: KeyFigures | None = None

    @property
    def base_path(self) -> str:
        """The path of `base_url`: begins and ends in a slash."""
        rest = self.base_url.split("://", 1)[-1]
        return "/" + rest.split("/", 1)[1] if "/" in rest else "/"


# ---- words of the templates -----------------------------------------------------------------------------------

MessageKey = tuple[str, str]
"""(context or "", msgid)."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Template words of one locale: the plural forms by message, one string where there is no plural.

    `plural_rule` is the C expression of the PO header ("n != 1").
    """

    locale: str
    messages: Mapping[MessageKey, tuple[str, ...]]
    plural_rule: str = "0"


@dataclass(frozen=True, slots=True)
class Message:
    """A word or sentence that a template asks for, and where (`line` is 1-based)."""

    context: str
    id: str
    plural: str
    path: str
    line: int
    comments: tuple[str, ...] = ()


# ---- everything linked and resolved ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """Where an output lies: `path` relative to `output/`, `url` from the host's root with the base path in it."""

    path: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """A key's entries by locale; `source` is the locale that the others are translations of."""

    kind: str
    key: str
    data: GroupData
    entries: Mapping[str, Entry]
    source: str


@dataclass(frozen=True, slots=True)
class Page:
    """A group as one locale shows it. `entry.locale` differs from `locale` where the source stands in for it."""

    group: Group
    locale: str
    entry: Entry
    target: Target

    @property
    def is_fallback(self) -> bool:
        """True where the reader gets the source text instead of a translation."""
        return self.entry.locale != self.locale


@dataclass(frozen=True, slots=True)
class ResolvedLink:
    """What a URL in a body means on one page. `tag` is set where it leads into another language (BCP 47)."""

    url: str
    tag: str = ""


PageKey = tuple[str, str, str]
"""(kind, key, locale)."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything linked and resolved.

    `pages` are in the order of their kind in `kinds.KINDS`, then key, then locale; `links` are by page, then by
    URL as written. `media` are the files that pages use, by path relative to the root.
    """

    config: Config
    groups: tuple[Group, ...]
    pages: Mapping[PageKey, Page]
    documents: Mapping[str, Document]
    links: Mapping[PageKey, Mapping[str, ResolvedLink]]
    media: Mapping[str, Target]

    def locale(self, key: str) -> Locale:
        """The configured language of that key."""
        return next(locale for locale in self.config.languages if locale.key == key)


# ---- what is to be made, and what was made --------------------------------------------------------------------

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Part:
    """A named slice of what a template may read. The digest is the value's: parts are equal if their digests are."""

    name: str
    digest: str
    value: Json = field(compare=False)


@dataclass(frozen=True, slots=True)
class Job:
    """One target and all that it is made of: `template` rendered over `parts`, or the bytes of the source `copy`.

    `origin` is the source that an editor would look into, where there is one.
    """

    target: Target
    template: str = ""
    parts: tuple[Part, ...] = ()
    copy: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What was made of a job: the digest of each part by name, and of the output."""

    parts: Mapping[str, str]
    output: str


Manifest = Mapping[str, Record]
"""What was done, by output path."""
