"""The table of kinds: everything in which kinds of content differ. No other module compares a kind with a name."""

from typing import Literal

from microsite.values.named import NamedTuple


class Field(NamedTuple):
    """A key that an editor may write. `type` names a reader of `parse`; `also` are other spellings it answers to."""

    name: str
    type: str
    doc: str
    required: bool = False
    also: tuple[str, ...] = ()


class Feed(NamedTuple):
    """The feed of a list: the `url` of Atom, below the language's prefix, ends in `.xml`, that of JSON Feed in `.json`.

    `heading`, a msgid, stands before the site's title in the feed's own; "" leaves it out. A list that has topics has a
    feed of each, below the topic's page.
    """

    url: str
    heading: str = ""
    template: str = "feed.xml"
    json_template: str = "feed.json"

    @property
    def json_url(self) -> str:
        """That of JSON Feed."""
        return f"{self.url.removesuffix('.xml')}.json"


class Listing(NamedTuple):
    """How each language lists the entries of a kind.

    `url` is below the language's prefix; `heading` is what the list is called, as a msgid; `cards` is what its template
    calls the entries. By `order` the newest come first, or they stand as the language sorts them. A list may have pages
    by year, and then shows the newest entries alone; and pages by topic. It may show the first picture of each entry.
    One that is whole may have letters, and a filter that finds entries by their wordings in all languages.
    `schema` is what the list is for search engines, a row of `structured.LISTS`, or "". `excerpt` says how many of the
    first entries the home page shows, and what its template calls them.
    """

    url: str
    heading: str
    template: str
    cards: str
    order: Literal["newest", "alphabet"]
    has_years: bool = False
    has_topics: bool = False
    has_pictures: bool = False
    has_letters: bool = False
    has_filter: bool = False
    feed: Feed | None = None
    schema: str = ""
    excerpt: tuple[int, str] | None = None


class Kind(NamedTuple):
    """A kind of content. `url` is below the language's prefix; `front_matter` and `group_file` are its fields.

    `noun` is what messages call an entry. `view` is what its template reads, a row of `entries.VIEWS`; `schema` what it
    is for search engines, a row of `structured.SCHEMAS`. `in_menus` says what site.yaml may put there: the list, by the
    kind's name, or each entry, by its key. `is_dated`: without a date there is no entry. `is_linked`: texts are linked
    to the entries by themselves, as to terms; one kind is. `has_contact`: an entry that names none shows the site's.
    `has_paper`: there are PDFs of entries, if the site has any.
    `has_kit`: the press may take its text, its pictures and its contact along.
    `tables` are its entries as files, (format, path), each format a row of `exports.FORMATS`. `home` is the key of the
    entry at a language's root; one kind has it.
    """

    name: str
    noun: str
    folder: str
    url: str
    template: str
    view: str
    schema: str
    front_matter: tuple[Field, ...]
    group_file: tuple[Field, ...]
    listing: Listing | None = None
    in_menus: Literal["list", "entries", ""] = ""
    og_type: str = "website"
    is_dated: bool = False
    is_linked: bool = False
    has_contact: bool = False
    has_paper: bool = False
    has_kit: bool = False
    tables: tuple[tuple[str, str], ...] = ()
    home: str = ""


TITLE = Field("title", "text", "Heading of the page, and its name in lists and search results.", required=True)
SHORT_TITLE = Field("short_title", "text", "The title in menus, lists and the way to the page, if it is long.")
SUMMARY = Field("summary", "text", "One or two sentences for lists, feeds, search results and shared links.")
SLUG = Field("slug", "slug", "Last part of the address in this language; the file's key if absent.")
ALIASES = Field("aliases", "aliases", "Former addresses (`/de/old-name/`) that now lead here.")
DRAFT = Field("draft", "flag", "`true` keeps the entry out of the site unless `--drafts` is given.")
DATE = Field("date", "date", "Day of publication, `YYYY-MM-DD`; else the group file's, else the key's leading date.")
UPDATED = Field("updated", "date", "Day of the last change that readers should know of.", also=("lastmod",))
PLACE = Field("place", "language-text", "Place of the release: one text, or one for each language.")
CONTACT = Field("contact", "contact", "Contact for the press: `name`, `email`, `phone`, `photo`; the site's if absent.")
TRANSLATED_FROM = Field(
    "translated_from", "digests", "The version of the source that this translation follows; `ack` writes it."
)
UNCHANGED_SINCE = Field(
    "unchanged_since", "changes", "Trivial edits, which translations need not follow; `ack --trivial` writes them."
)
EMBARGO = Field(
    "embargo",
    "moment",
    "The moment before which the entry is not public; without an offset, one of the site's `timezone`.",
)
SOURCE_LANG = Field("source_lang", "language", "The language that this is translated from; the site's if absent.")
RELEASED = Field(
    "released",
    "flag",
    "`true`: the entry is public already, so `gate` does not hold it back. `false`: it was, and is not meant to be.",
)
PICTURES = Field(
    "pictures", "pictures", "List of `file`, `alt`, `caption`, `credit`, `licence`; files lie in the folder `<key>/`."
)
CORRECTIONS = Field(
    "corrections", "corrections", "What was put right after publication: a list of `date` and `text`, shown to readers."
)
TOPICS = Field("topics", "topics", "What it is about: keys of `topics` in `site.yaml`; each has a page of its own.")
FIGURES = Field("figures", "figures", "Facts by name, for `{{ name }}` in every language; see Figures.")
CHARTS = Field("charts", "charts", "Charts of figures, below the text: a list of `title`, `show`, `form`.")

CHECK_IGNORE = Field(
    "check_ignore", "ignored-rules", "Rules of translation checks to ignore in this text, each with a reason."
)

OF_TRANSLATIONS = (TRANSLATED_FROM, UNCHANGED_SINCE, CHECK_IGNORE, EMBARGO)
OF_RELEASE = (SOURCE_LANG, EMBARGO, RELEASED)

PRESS = Kind(
    name="press",
    noun="release",
    folder="press",
    url="press/{slug}/",
    template="release.html",
    view="release",
    schema="NewsArticle",
    front_matter=(TITLE, SHORT_TITLE, SUMMARY, DATE, UPDATED, PLACE, CONTACT, SLUG, ALIASES, DRAFT, *OF_TRANSLATIONS),
    group_file=(DATE, UPDATED, PLACE, CONTACT, TOPICS, PICTURES, CORRECTIONS, FIGURES, CHARTS, *OF_RELEASE),
    listing=Listing(
        url="press/",
        heading="Press releases",
        template="press.html",
        cards="releases",
        order="newest",
        has_years=True,
        has_topics=True,
        has_pictures=True,
        feed=Feed("feed.xml"),
        schema="CollectionPage",
        excerpt=(3, "releases"),
    ),
    in_menus="list",
    og_type="article",
    is_dated=True,
    has_contact=True,
    has_paper=True,
    has_kit=True,
)
GLOSSARY = Kind(
    name="glossary",
    noun="term",
    folder="glossary",
    url="glossary/{slug}/",
    template="term.html",
    view="term",
    schema="DefinedTerm",
    front_matter=(
        Field("term", "text", "The term, as a dictionary would list it.", required=True, also=("title",)),
        Field("short", "text", "The definition in one plain sentence.", also=("summary",)),
        Field("forms", "texts", "Other forms and synonyms that readers meet: plurals, abbreviations, variants."),
        Field("inflections", "texts", "Wordings that lead here, too, but are not shown: genitives, plurals."),
        Field(
            "not_in", "texts", "Longer words that have a wording of the term in them, and are not it: 服务器 for 服务."
        ),
        Field("forbidden", "forbidden", "Wordings not to use: a list of texts, or of `wording` and `reason`."),
        Field("see_also", "texts", "Keys of related terms."),
        Field("status", "status", "`proposed`, `approved` (if absent) or `deprecated`, which is not linked by itself."),
        Field("case", "case", "Whether case matters: `exact` or `any`; if absent, `exact` for abbreviations (GDP)."),
        Field("compounds", "flag", "`true`: longer words that begin with a wording of the term lead here, too."),
        Field("sort", "text", "Text to sort by instead of the term, such as a pinyin reading."),
        SLUG,
        ALIASES,
        DRAFT,
        *OF_TRANSLATIONS,
    ),
    group_file=(UPDATED, PICTURES, FIGURES, *OF_RELEASE),
    listing=Listing(
        url="glossary/",
        heading="Glossary",
        template="glossary.html",
        cards="terms",
        order="alphabet",
        has_letters=True,
        has_filter=True,
        schema="DefinedTermSet",
        excerpt=(12, "first_terms"),
    ),
    in_menus="list",
    is_linked=True,
    tables=(("CSV", "glossary.csv"), ("TBX", "glossary.tbx"), ("JSON", "glossary.json")),
)
PAGE = Kind(
    name="page",
    noun="page",
    folder="pages",
    url="{slug}/",
    template="page.html",
    view="text",
    schema="WebPage",
    front_matter=(TITLE, SHORT_TITLE, SUMMARY, UPDATED, SLUG, ALIASES, DRAFT, *OF_TRANSLATIONS),
    group_file=(UPDATED, CONTACT, PICTURES, FIGURES, CHARTS, *OF_RELEASE),
    in_menus="entries",
    home="home",
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in (PRESS, GLOSSARY, PAGE)}
KIND_BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS.values()}

LISTINGS: dict[str, Listing] = {kind.name: kind.listing for kind in KINDS.values() if kind.listing}
"""The lists by the names of their kinds."""

LISTS_IN_MENUS = tuple(kind.name for kind in KINDS.values() if kind.in_menus == "list")
"""The kinds whose lists a navigation may name."""

ENTRIES_IN_MENUS = tuple(kind.name for kind in KINDS.values() if kind.in_menus == "entries")
"""The kinds whose entries it may name."""

TERMS: Kind = next(kind for kind in KINDS.values() if kind.is_linked)
"""The kind whose entries are terms."""

LINKED = frozenset({TERMS.name})
"""Its name, as thousands of entries are asked whether they are terms."""

NEWS = frozenset(kind.name for kind in KINDS.values() if kind.schema == "NewsArticle" and kind.is_dated)
"""The names of the kinds whose entries are news while they are new."""

HOME: tuple[str, str] = next((kind.name, kind.home) for kind in KINDS.values() if kind.home)
"""The kind and the key of the entry that stands at a language's root."""
