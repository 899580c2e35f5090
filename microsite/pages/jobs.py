"""What is to be made, and what it is made from: jobs, and the records that their parts and frames hold.

Named tuples, not dataclasses: every build makes some for each page, and they take half the time to make.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Protocol

from microsite.diagnostics.problems import Diagnostic
from microsite.model.cards import iso
from microsite.model.config import Config, Event, FooterNote, Organization
from microsite.model.entries import NONE, Contact, Correction, Entry, Figure, LanguageText, Locale, Picture, TermFacts
from microsite.model.images import Image, Portrait
from microsite.model.kits import Kit, KitForm, Member, VCard
from microsite.model.parts import Part
from microsite.model.records import MenuItem, PaperFile
from microsite.model.site import Page, ResolvedLink, Target
from microsite.model.theme import Dressed
from microsite.model.words import Catalog
from microsite.values.named import NamedTuple

FOLDER = "templates/"

Templates = tuple[tuple[str, bytes], ...]
"""(name below `templates/`, code as `environment.compile_template` gives it), sorted by name."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
View = dict[str, Json]


# ---- what parts and frames hold -------------------------------------------------------------------------------


class Told(NamedTuple):
    """All that pages may know of the site's configuration: the rest says what is built, not what is on a page.

    `portraits` are the photos of contacts, by their paths.
    """

    title: LanguageText
    base_url: str
    base_path: str
    languages: tuple[Locale, ...]
    source_language: str
    motto: LanguageText
    organization: Organization | None
    event: Event | None
    contact: Contact | None
    boilerplate: LanguageText
    footer_notes: tuple[FooterNote, ...]
    press_kit: bool
    portraits: Mapping[str, Portrait] = NONE

    def locale(self, key: str) -> Locale:
        """The configured language of that key. Raises `KeyError` for any other."""
        for locale in self.languages:
            if locale.key == key:
                return locale
        raise KeyError(key)


def tell(config: Config, portraits: Mapping[str, Portrait] = NONE) -> Told:
    """What pages may know of a configuration: what has the same name there."""
    return Told._make([*(getattr(config, name) for name in Told._fields if name != "portraits"), portraits])


class Frame(NamedTuple):
    """What all pages of a language share, and all that they may know of the site.

    `lists`, `feeds` (Atom) and `json_feeds` are URLs by kind, "" for one that the language does not have. `assets` are
    URLs by name.
    `catalogs` holds that of the language, or all of them for a page that speaks all languages. `organization` and
    `event` are in the language of each locale what structured data says of the two. `card` is the share card of pages
    that have none of their own.
    """

    digest: str
    locale: Locale
    config: Told
    lists: Mapping[str, str]
    feeds: Mapping[str, str]
    json_feeds: Mapping[str, str]
    assets: Mapping[str, str]
    theme: Dressed
    catalogs: Mapping[str, Catalog]
    menu: tuple[MenuItem, ...] = ()
    footer: tuple[MenuItem, ...] = ()
    card: Image | None = None
    organization: Mapping[str, View] = NONE
    event: Mapping[str, View] = NONE


class Front(NamedTuple):
    """What the page of an entry may show of its front matter, and of what its group's file says instead.

    Days are ISO 8601 or ""; `status` and `forbidden`, which is (wording, reason), are of terms alone.
    """

    locale: str
    title: str
    short_title: str
    summary: str
    date: str
    updated: str
    place: str
    contact: Contact | None
    forms: tuple[str, ...]
    status: str
    forbidden: tuple[tuple[str, str], ...]


_NO_TERM = TermFacts()


def make_front(entry: Entry) -> Front:
    """What the page of an entry may show of it."""
    term = entry.term or _NO_TERM
    return Front(
        locale=entry.locale,
        title=entry.title,
        short_title=entry.short_title,
        summary=entry.summary,
        date=iso(entry.date),
        updated=iso(entry.updated),
        place=entry.place,
        contact=entry.contact,
        forms=entry.forms,
        status=term.status,
        forbidden=term.forbidden,
    )


class ShownChart(NamedTuple):
    """A chart with its figures by their names; it stands for no more than they do."""

    title: LanguageText
    description: LanguageText
    form: str
    figures: tuple[tuple[str, Figure], ...]


class Sheet(NamedTuple):
    """What a page shows of its own entry and of its group's file. `images` are its pictures by their paths.

    `topics` are (name, URL), in the readers' language; `card` is its share card, `paper` its PDF.
    """

    kind: str
    key: str
    locale: str
    url: str
    entry: Front
    place: LanguageText
    pictures: tuple[Picture, ...]
    images: Mapping[str, Image]
    card: Image | None = None
    paper: PaperFile | None = None
    corrections: tuple[Correction, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    charts: tuple[ShownChart, ...] = ()

    @property
    def is_fallback(self) -> bool:
        """True where the reader gets the source text instead of a translation."""
        return self.entry.locale != self.locale


class Meanings(NamedTuple):
    """What the body of a page means there: its links by URL as written, and its figures in order, with their styles.

    `locale` is that of its text. `mentions` of terms become links: (start, end, key) in its HTML. It is `below` a
    picture where the page shows one before it.
    """

    locale: str
    links: Mapping[str, ResolvedLink]
    figures: tuple[tuple[Figure | None, str], ...] = ()
    mentions: tuple[tuple[int, int, str], ...] = ()
    below: bool = False


class Story(NamedTuple):
    """A body among others, as a feed has them: what it means on the page of that URL, and the body itself."""

    meanings: Meanings
    written: bytes
    url: str


# ---- jobs -----------------------------------------------------------------------------------------------------


class Job(NamedTuple):
    """One target and all that it is made of: a view of its frame and parts in a template, bytes, or those of `copy`.

    Of a file at `copy` that is a picture, `rendition` is the digest of what is copied instead.

    `view` gives what the template may read, from the frame and the values of the parts that have one, by name; without
    it they are that themselves. `write`, a pure function of a module, gives the bytes of the file from these values
    alone: then there is no template. `page` is the one whose body is shown, with
    the `mentions` in that which become links: they lead to what the parts `body` and `terms` tell of by their digests.
    `ready` gives the bytes, in chunks, of a file that is made already: it has neither template nor writer.
    `origin` is the source that an editor would look into, where there is one. `glance` is a digest of more than the
    parts are made from, and sooner had than they are: as long as it is the same, none of them has moved. `stories` are
    pages whose bodies are shown together; a part tells of these, too.
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
    mentions: tuple[tuple[int, int, str], ...] = ()
    write: Callable[..., bytes] | None = None
    rendition: str = ""
    stories: tuple[Page, ...] = ()
    ready: Callable[[], Iterable[bytes]] | None = None

    @property
    def is_at_hand(self) -> bool:
        """True of a copy, and of what is made already: no worker is asked for it."""
        return bool(self.copy or self.ready)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it is made of, in order; made at each call unless they are held."""
        return self.held if isinstance(self.held, tuple) else self.held()


class Order(NamedTuple):
    """A job that a worker is to render now: its parts' values by name, and the body or the bodies that it shows.

    Where it is to `write`, `origin` is the source that an editor would look into.
    """

    target: Target
    template: str
    frame: Frame | None
    view: Callable[..., View] | None
    values: Mapping[str, object]
    written: bytes | None = None
    write: Callable[..., bytes] | None = None
    origin: str = ""
    stories: tuple[Story, ...] = ()


class Rendered(NamedTuple):
    """What became of an order: its bytes and their SHA-256 (hex), or None and the diagnostics that say why."""

    target: Target
    data: bytes | None
    digest: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


class Kits(Protocol):
    """What knows the files of press kits."""

    def make(self, paths: Container[str]) -> Sequence[Diagnostic]:
        """Make what files at some paths are to tell of kits, if any of them does, and say what is wrong with it."""

    def find(self, page: Page) -> Kit:
        """What readers of a page may take along, in the language of its text."""

    def find_originals(self, page: Page) -> tuple[str, ...]:
        """The digests of the pictures that a kit has, as they lie in content, and of the paper."""

    def find_members(self, page: Page) -> tuple[Member, ...]:
        """What the archive of a kit holds, in its order."""

    def read(self, page: Page, form: KitForm) -> Iterable[bytes]:
        """The bytes of a file of a kit, in chunks."""

    def write_card(self, card: VCard) -> bytes:
        """The bytes of a vCard with its photo."""

    def read_print(self, path: str) -> Iterable[bytes]:
        """Those of the picture for print that is made of the file at a path."""


Key = str
"""Of a job: a line for each of its parts, with its name and its digest. Thousands are kept, and few are looked into."""


class Record(NamedTuple):
    """What was made of a job: its parts' digests, that of the output, and the job's glance."""

    key: Key
    output: str
    glance: str = ""


Manifest = Mapping[str, Record]
"""What was done, by output path."""
