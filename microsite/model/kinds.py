"""The table of content kinds: their folders, fields, URLs and templates. Front matter is read by it, docs printed."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """A key that an editor may write. `type` names a reader of `parse`; `also` are other spellings it answers to."""

    name: str
    type: str
    doc: str
    required: bool = False
    also: tuple[str, ...] = ()


class Kind(NamedTuple):
    """A kind of content. `url` is below the language's prefix; `front_matter` and `group_file` are its fields.

    `heading` is what its list is called, as a msgid of the catalogs; "" for a kind that has no list.
    """

    name: str
    folder: str
    url: str
    template: str
    heading: str
    front_matter: tuple[Field, ...]
    group_file: tuple[Field, ...]


TITLE = Field("title", "text", "Heading of the page, and its name in lists and search results.", required=True)
SUMMARY = Field("summary", "text", "One or two sentences for lists, feeds, search results and shared links.")
SLUG = Field("slug", "slug", "Last part of the address in this language; the file's key if absent.")
ALIASES = Field("aliases", "aliases", "Former addresses (`/de/old-name/`) that now lead here.")
DRAFT = Field("draft", "flag", "`true` keeps the entry out of the site unless `--drafts` is given.")
DATE = Field("date", "date", "Day of publication, `YYYY-MM-DD`; else the group file's, else the key's leading date.")
UPDATED = Field("updated", "date", "Day of the last change that readers should know of.", also=("lastmod",))
PLACE = Field("place", "language-text", "Where the release was given out: one text, or one by language.")
CONTACT = Field("contact", "contact", "Whom the press may ask: `name`, `email`, `phone`; else the site's contact.")
TRANSLATED_FROM = Field(
    "translated_from", "digests", "What of the source this translation was made from; `ack` writes it."
)
UNCHANGED_SINCE = Field(
    "unchanged_since", "changes", "Edits of a source that no translation need follow; `ack --trivial` writes them."
)
EMBARGO = Field(
    "embargo", "moment", "Nothing of the entry is public before, in any language: a moment with its time zone."
)
SOURCE_LANG = Field("source_lang", "language", "The language that this is translated from; else the site's.")
RELEASED = Field("released", "flag", "`true`: it is public already, so that `gate` lets it be whatever becomes of it.")
PICTURES = Field(
    "pictures", "pictures", "List of `file`, `alt`, `caption`, `credit`; files lie in the folder `<key>/`."
)
FIGURES = Field("figures", "figures", "Facts by name, for `{{ name }}` in every language; see Figures.")

CHECK_IGNORE = Field(
    "check_ignore", "ignored-rules", "Rules of translation checks that are not told of this text, each with the reason."
)

OF_TRANSLATIONS = (TRANSLATED_FROM, UNCHANGED_SINCE, CHECK_IGNORE, EMBARGO)
OF_RELEASE = (SOURCE_LANG, EMBARGO, RELEASED)

PRESS = Kind(
    name="press",
    folder="press",
    url="press/{slug}/",
    template="release.html",
    heading="Press releases",
    front_matter=(TITLE, SUMMARY, DATE, UPDATED, PLACE, CONTACT, SLUG, ALIASES, DRAFT, *OF_TRANSLATIONS),
    group_file=(DATE, UPDATED, PLACE, CONTACT, PICTURES, FIGURES, *OF_RELEASE),
)
GLOSSARY = Kind(
    name="glossary",
    folder="glossary",
    url="glossary/{slug}/",
    template="term.html",
    heading="Glossary",
    front_matter=(
        Field("term", "text", "The term, as a dictionary would list it.", required=True, also=("title",)),
        Field("short", "text", "The definition in one plain sentence.", also=("summary",)),
        Field("forms", "texts", "Other forms and synonyms that readers meet: plurals, abbreviations, variants."),
        Field("inflections", "texts", "Wordings that lead here, too, but are not shown: genitives, plurals."),
        Field("forbidden", "forbidden", "Wordings not to use: a list of texts, or of `wording` and `reason`."),
        Field("see_also", "texts", "Keys of terms that are worth a look."),
        Field("status", "status", "`proposed`, `approved` (if absent) or `deprecated`, which is not linked by itself."),
        Field("case", "case", "`exact` or `any` case of letters leads here; if absent, exact for abbreviations (GDP)."),
        Field("compounds", "flag", "`true`: longer words that begin with a wording of the term lead here, too."),
        Field("sort", "text", "What to sort by instead of the term, such as a pinyin reading."),
        SLUG,
        ALIASES,
        DRAFT,
        *OF_TRANSLATIONS,
    ),
    group_file=(UPDATED, PICTURES, FIGURES, *OF_RELEASE),
)
PAGE = Kind(
    name="page",
    folder="pages",
    url="{slug}/",
    template="page.html",
    heading="",
    front_matter=(TITLE, SUMMARY, UPDATED, SLUG, ALIASES, DRAFT, *OF_TRANSLATIONS),
    group_file=(UPDATED, CONTACT, PICTURES, FIGURES, *OF_RELEASE),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in (PRESS, GLOSSARY, PAGE)}
KIND_BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS.values()}

HOME = "home"
"""The key of the page that stands at a language's root."""
