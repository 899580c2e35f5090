"""What is to be made, and what it is made from: jobs, their parts, and the plain values that parts hold.

Named tuples, not dataclasses: every build makes some for each page, and they take half the time to make.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from microsite.diagnostics.problems import Diagnostic
from microsite.model.entries import (
    NONE,
    Catalog,
    Config,
    Entry,
    Figure,
    LanguageText,
    Locale,
    Page,
    Picture,
    ResolvedLink,
    Target,
)

FOLDER = "templates/"

Templates = tuple[tuple[str, bytes], ...]
"""(name below `templates/`, code as `environment.compile_template` gives it), sorted by name."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
View = dict[str, Json]


class JsonText(str):
    """A value that is written as JSON already: what thousands of pages say alike is written once."""

    __slots__ = ()


# ---- what parts hold ------------------------------------------------------------------------------------------


class MenuItem(NamedTuple):
    """An item of a navigation, called `name` in site.yaml; `tag` is set where its page is in another language."""

    name: str
    title: str
    url: str
    tag: str = ""


class Frame(NamedTuple):
    """What all pages of a language share, and all that they may know of the site's configuration.

    `lists` are the URLs of the lists and of the feed by name, "" for one that the language does not have. `assets`
    are URLs by name. `catalogs` holds that of the language, or all of them for a page that speaks all languages.
    `organization` and `event` are in the language of each locale what structured data says of the two.
    """

    digest: str
    locale: Locale
    config: Config
    lists: Mapping[str, str]
    assets: Mapping[str, str]
    catalogs: Mapping[str, Catalog]
    menu: tuple[MenuItem, ...] = ()
    footer: tuple[MenuItem, ...] = ()
    organization: Mapping[str, JsonText] = NONE
    event: Mapping[str, JsonText] = NONE


class Card(NamedTuple):
    """A page as others show it. Dates are ISO 8601 or ""; `tag` is the language of its text (BCP 47)."""

    title: str
    url: str
    date: str
    updated: str
    place: str
    summary: str
    tag: str
    is_fallback: bool = False


class Version(NamedTuple):
    """A page of a group in one language; the title only where it is shown."""

    locale: str
    url: str
    is_fallback: bool = False
    title: str = ""


class Versions(NamedTuple):
    """The pages of a group or list by language, in the site's order; the others are translated from `source`."""

    of: tuple[Version, ...]
    source: str = ""


class Sheet(NamedTuple):
    """What a page shows of its own entry and of its group's file. `media` are URLs by the pictures' paths."""

    kind: str
    key: str
    locale: str
    url: str
    entry: Entry
    place: LanguageText
    pictures: tuple[Picture, ...]
    media: Mapping[str, str]

    @property
    def is_fallback(self) -> bool:
        """True where the reader gets the source text instead of a translation."""
        return self.entry.locale != self.locale


class Body(NamedTuple):
    """What the body of a page means there: its links by URL as written, and its figures in order, with their styles.

    `locale` is that of its text.
    """

    locale: str
    links: Mapping[str, ResolvedLink]
    figures: tuple[tuple[Figure | None, str], ...] = ()


class TermLink(NamedTuple):
    """A term that a body leads to; `id` names its popover there, "" if it has nothing `short` to show."""

    key: str
    id: str
    term: str
    short: str
    url: str


class TermLinks(NamedTuple):
    """The terms that a body leads to, and its mentions that become links: (start, end, key) in its HTML.

    `tag` is set where the text is in another language than the page (BCP 47).
    """

    of: tuple[TermLink, ...]
    mentions: tuple[tuple[int, int, str], ...] = ()
    tag: str = ""


class Note(NamedTuple):
    """What describes the links to a term on a page; `tag` is set where it is in another language (BCP 47)."""

    id: str
    term: str
    short: str
    url: str
    tag: str


class TermVersion(NamedTuple):
    """What a page shows of its term in another language."""

    term: str
    short: str
    forms: tuple[str, ...]


# ---- jobs -----------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """A named slice of what a page is made from: its digest, and what makes its value when the page is rendered.

    `make` sees nothing but what is `given`, of which the digest is: so no dependency can be forgotten.
    """

    name: str
    digest: str
    make: Callable[..., object] | None = None
    given: tuple[object, ...] = ()

    @property
    def value(self) -> object:
        """The value; None of a part that matters by its digest alone."""
        return self.make(*self.given) if self.make else None


class Job(NamedTuple):
    """One target and all that it is made of: a view of its frame and parts in a template, or the bytes of `copy`.

    `view` gives what the template may read, from the frame and the values of the parts that have one, by name; without
    it they are that themselves; without a template, its `text` is the file. `page` is the one whose body is shown,
    `origin` the source that an editor would look into, where there is one. `glance` is a digest of more than the
    parts are made from, and sooner had than they are: as long as it is the same, none of them has moved.
    """

    target: Target
    held: tuple[Part, ...] | Callable[[], tuple[Part, ...]]
    template: str = ""
    frame: Frame | None = None
    view: Callable[..., View] | None = None
    page: Page | None = None
    copy: str = ""
    origin: str = ""
    glance: str = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it is made of, in order; made at each call unless they are held."""
        return self.held if isinstance(self.held, tuple) else self.held()


class Order(NamedTuple):
    """A job that a worker is to render now: its parts' values by name, and the body that it shows."""

    target: Target
    template: str
    frame: Frame | None
    view: Callable[..., View] | None
    values: Mapping[str, object]
    written: bytes | None = None


class Rendered(NamedTuple):
    """What became of an order: its bytes and their SHA-256 (hex), or None and the diagnostics that say why."""

    target: Target
    data: bytes | None
    digest: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


Key = str
"""Of a job: a line for each of its parts, with its name and its digest. Thousands are kept, and few are looked into."""


class Record(NamedTuple):
    """What was made of a job: its parts' digests, that of the output, and the job's glance."""

    key: Key
    output: str
    glance: str = ""


Manifest = Mapping[str, Record]
"""What was done, by output path."""
