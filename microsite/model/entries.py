"""The nouns: frozen values that pass between the stages. No behaviour beyond what a value can say of itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from microsite.diagnostics.problems import Diagnostic
from microsite.model.parts import Given
from microsite.model.policies import Gate, GlossaryUse, KeyFigures, MissingPolicy, Translations
from microsite.model.records import Card

LanguageText = Mapping[str, str]
"""Text by locale key; a key of "" holds the text of every language that has none of its own."""

Direction = Literal["ltr", "rtl"]
FigureKind = Literal["number", "percent", "unit", "money", "date", "interval"]

NONE: Mapping[str, Any] = {}
"""What a mapping is that nobody gave: nobody writes into it."""


# ---- what is read ---------------------------------------------------------------------------------------------


class Locale(NamedTuple):
    """One configured language.

    `key` names it in file names and URLs, `tag` on the web (BCP 47), `babel` in Babel (CLDR identifier).
    """

    key: str
    tag: str
    babel: str
    name: str
    direction: Direction = "ltr"


class Figure(NamedTuple):
    """A fact that every language writes its own way.

    `value` is canonical and language neutral: a decimal numeral ("71.8"; of a percentage the percent, not the
    ratio), or an ISO 8601 date; `until` is the end of an interval, inclusive. `unit` is a CLDR unit identifier
    ("day", "kilometer") or, of money, an ISO 4217 code.
    """

    kind: FigureKind
    value: str
    until: str = ""
    unit: str = ""
    label: LanguageText = NONE


class Contact(NamedTuple):
    """Whom the press may ask."""

    name: LanguageText
    email: str = ""
    phone: str = ""


class Picture(NamedTuple):
    """A picture of a group. `path` is relative to the root; `alt` is empty where an editor wrote none.

    `line` is where the group file names it, 1-based.
    """

    path: str
    alt: LanguageText
    caption: LanguageText = NONE
    credit: str = ""
    line: int = 0


class GroupData(NamedTuple):
    """What is the same in all languages: the content of `<key>.yaml`. `source_lang` is "" if it is the site's."""

    path: str = ""
    date: datetime.date | None = None
    updated: datetime.date | None = None
    place: LanguageText = NONE
    contact: Contact | None = None
    pictures: tuple[Picture, ...] = ()
    figures: Mapping[str, Figure] = NONE
    source_lang: str = ""
    embargo: str = ""
    released: bool = False


class TermFacts(NamedTuple):
    """What only a term's entry says; `case` is "" where each wording decides for itself.

    `forbidden` are (wording, reason); `places` tell where its texts stand: (field, text, line, column, length).
    """

    inflections: tuple[str, ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()
    see_also: tuple[str, ...] = ()
    status: str = "approved"
    case: str = ""
    compounds: bool = False
    places: tuple[tuple[str, str, int, int, int], ...] = ()


class Entry(NamedTuple):
    """One key in one locale, parsed and typed.

    `digest` is that of its source. Fields a kind does not have keep their defaults. What it says below the front matter
    is its `Prose`. `translated_from` are digests of its source's sections, `unchanged_since` pairs (former, present) of
    its own, `check_ignore` pairs (rule, reason); `embargo` is a moment (ISO 8601, with its zone), or "".
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
    term: TermFacts | None = None
    translated_from: tuple[str, ...] = ()
    unchanged_since: tuple[tuple[str, str], ...] = ()
    check_ignore: tuple[tuple[str, str], ...] = ()
    embargo: str = ""


class Prose(NamedTuple):
    """The Markdown of an entry as written: `line` is the 1-based line of the file on which it begins."""

    path: str
    text: str
    line: int


# ---- what a body becomes --------------------------------------------------------------------------------------


class Link(NamedTuple):
    """A use of a URL in a body, as the author wrote it. `element` is "a" or "img"; `alt` is of a picture.

    `line` is 1-based in the file, `column` 1-based in code points.
    """

    url: str
    element: str
    line: int
    column: int
    alt: str = ""


class FigureUse(NamedTuple):
    """A `{{ name | style }}` in a text; `style` is "" (long) or "compact". Line and column as in `Link`."""

    name: str
    style: str
    line: int
    column: int
    length: int


class Heading(NamedTuple):
    """A heading of a body: `level` 2 to 6, `html` the inline markup of its text."""

    id: str
    level: int
    html: str


class Document(NamedTuple):
    """The converted body, a function of its source and its locale alone.

    `html` is safe and canonical (nh3). URLs in it are as written and figures stand as `assembly.FIGURE` marks;
    `assembling.assemble` puts in what they mean on one page. `ids` are all anchors.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    figures: tuple[FigureUse, ...] = ()


NOTE_ID = "term-"
"""What the ids begin with that pages give to the notes of terms."""


class Text(NamedTuple):
    """What became of one content file: a function of the file and of the site's languages alone, and remembered.

    `digest` names it: two texts with one digest are the same, bodies too. `wordings` is the digest of how a term is
    written, `anchors` of its ids.
    `names` are what its links name, each once, as `references.find_names` gives them; what else a body names lies with
    it (`bodies.Uses`), and here is only whether there is anything. `claimed` are the ids that begin with `NOTE_ID`, one
    a line. `sections` are their digests. Of what is wrong, `problems` are with the file, and
    `body_problems` with its body: these matter only if the entry is shown.
    """

    path: str
    digest: str
    entry: Entry | None
    wordings: str = ""
    anchors: str = ""
    names: tuple[str, ...] = ()
    claimed: str = ""
    has_links: bool = False
    has_figures: bool = False
    sections: str = ""
    problems: tuple[Diagnostic, ...] = ()
    body_problems: tuple[Diagnostic, ...] = ()


# ---- what the site is configured to be ------------------------------------------------------------------------


class Organization(NamedTuple):
    """Who publishes the site (schema.org Organization)."""

    name: LanguageText
    url: str = ""
    email: str = ""


class Event(NamedTuple):
    """What the site is about (schema.org Event). `end` is inclusive."""

    name: LanguageText
    start: datetime.date
    end: datetime.date
    place: LanguageText
    venue: LanguageText = NONE


class Config(NamedTuple):
    """The content of `content/site.yaml`, with the command line's wishes put over it.

    `base_url` ends in a slash. `navigation` and `footer` hold "press", "glossary" or the key of a page.
    `missing` and `gate` are the policies by kind. `rules` is the severity by rule id, as written. `downloads` are
    endings of files that texts may lead to, beside those of `media.DOWNLOADS`. `also_at` is the `base_url` of site.yaml
    where the command line says another.
    """

    title: LanguageText
    base_url: str
    languages: tuple[Locale, ...]
    source_language: str
    motto: LanguageText = NONE
    navigation: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
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
    translations: Translations = Translations()
    gate: Mapping[str, Gate] = NONE
    downloads: tuple[str, ...] = ()
    also_at: str = ""

    @property
    def base_path(self) -> str:
        """The path of `base_url`: begins and ends in a slash."""
        rest = self.base_url.split("://", 1)[-1]
        return "/" + rest.split("/", 1)[1] if "/" in rest else "/"

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


# ---- words of the templates -----------------------------------------------------------------------------------

MessageKey = tuple[str, str]
"""(context or "", msgid)."""


class Catalog(NamedTuple):
    """Template words of one locale: the plural forms by message, one string where there is no plural.

    `plural_rule` is the C expression of the PO header ("n != 1").
    """

    locale: str
    messages: Mapping[MessageKey, tuple[str, ...]]
    plural_rule: str = "0"


class Message(NamedTuple):
    """A word or sentence that a template asks for, and where (`line` is 1-based)."""

    context: str
    id: str
    plural: str
    path: str
    line: int
    comments: tuple[str, ...] = ()


# ---- everything linked and resolved ---------------------------------------------------------------------------


class Target(NamedTuple):
    """Where an output lies: `path` relative to `output/`, `url` from the host's root with the base path in it."""

    path: str
    url: str


class Group(NamedTuple):
    """A key's texts and entries by locale; `source` is the locale that the others are translations of.

    The entries are complete: with what the group file says, and with their figures written out. `digest` is the
    group file's, "" if there is none.
    """

    kind: str
    key: str
    data: GroupData
    entries: Mapping[str, Entry]
    source: str
    texts: Mapping[str, Text]
    digest: str = ""


class Page(NamedTuple):
    """A group as one locale shows it: `text` as it was read, `entry` complete.

    It is a fallback where the reader gets the source text instead of a translation, which `entry.locale` tells, too.
    `card` is what other pages show of it. `glance` are digests of more than all that is shown of it comes from, but for
    the site's configuration and addresses.
    """

    group: Group
    locale: str
    entry: Entry
    target: Target
    text: Text
    card: Given[Card]
    is_fallback: bool
    glance: str


class ResolvedLink(NamedTuple):
    """What a URL in a body means on one page. `tag` is set where it leads into another language (BCP 47)."""

    url: str
    tag: str = ""


GroupKey = tuple[str, str]
"""(kind, key)."""

PageKey = tuple[str, str, str]
"""(kind, key, locale)."""


class Site(NamedTuple):
    """Everything linked.

    `pages` are in the order of their kind in `kinds.KINDS`, then key, then locale. `media` are the files that pages
    use, by path relative to the root.
    """

    config: Config
    groups: tuple[Group, ...]
    pages: Mapping[PageKey, Page]
    media: Mapping[str, Target]

    def locale(self, key: str) -> Locale:
        """The configured language of that key."""
        return self.config.locale(key)


class FigureText(NamedTuple):
    """A figure as one language writes it: `text` for readers, `value` for machines; days have `is_date`."""

    text: str
    value: str
    is_date: bool = False
