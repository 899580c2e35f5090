"""The nouns: frozen values that pass between the stages. No behaviour beyond what a value can say of itself."""

import datetime
from collections.abc import Mapping
from typing import Any, Literal

from microsite.diagnostics.problems import Diagnostic
from microsite.values.named import NamedTuple

LanguageText = Mapping[str, str]
"""Text by locale key; a key of "" holds the text of every language that has none of its own."""

Direction = Literal["ltr", "rtl"]
FigureKind = Literal["number", "percent", "unit", "money", "date", "interval"]

NONE: Mapping[str, Any] = {}
"""What a mapping is that nobody gave: nobody writes into it."""


class Locale(NamedTuple):
    """A language: `key` names it in files and URLs, `tag` on the web (BCP 47), `babel` in CLDR, `og` in Open Graph."""

    key: str
    tag: str
    babel: str
    name: str
    direction: Direction = "ltr"
    og: str = ""


class Figure(NamedTuple):
    """A fact that every language writes its own way.

    `value` is canonical and language neutral: a decimal numeral ("71.8"; of a percentage the percent, not the
    ratio), or an ISO 8601 date; `until` is the end of an interval, inclusive. `unit` is a CLDR unit identifier
    ("day", "kilometer") or, of money, an ISO 4217 code. Without `grouping` its digits stand together, as a year's.
    `previous` is the numeral that it was before, "" if nobody says.
    """

    kind: FigureKind
    value: str
    until: str = ""
    unit: str = ""
    label: LanguageText = NONE
    grouping: bool = True
    previous: str = ""


class Contact(NamedTuple):
    """Whom the press may ask; `photo` is the path of a picture, relative to the root.

    `photo_place` is where its file names the photo, as (line, column, length), 1-based; () of what pages show.
    """

    name: LanguageText
    email: str = ""
    phone: str = ""
    photo: str = ""
    photo_place: tuple[int, ...] = ()


class Picture(NamedTuple):
    """A picture of a group. `path` is relative to the root; `alt` is empty where an editor wrote none.

    `licence` says how others may use it; `line` is where the group file names it, 1-based.
    """

    path: str
    alt: LanguageText
    caption: LanguageText = NONE
    credit: str = ""
    line: int = 0
    licence: LanguageText = NONE


class Correction(NamedTuple):
    """What was put right in a release after it was published, and on which day.

    `line` is where the group file has it, 1-based.
    """

    date: datetime.date
    text: LanguageText
    line: int = 0


BARS, SHARES = "bars", "shares"
"""The forms of charts."""


class FigureName(NamedTuple):
    """A figure that a chart names, and where: line and column as in `Link`."""

    name: str
    line: int = 0
    column: int = 0
    length: int = 0


class Chart(NamedTuple):
    """Figures of a group that are drawn, as bars or as shares of a whole.

    `line` and `column` are where the group file has it, 1-based.
    """

    title: LanguageText
    show: tuple[FigureName, ...]
    form: str = BARS
    description: LanguageText = NONE
    line: int = 0
    column: int = 0


class TopicUse(NamedTuple):
    """A topic that a group file names, and where: line and column as in `Link`."""

    key: str
    line: int = 0
    column: int = 0
    length: int = 0


class GroupData(NamedTuple):
    """What is the same in all languages: the content of `<key>.yaml`. `source_lang` is "" if it is the site's.

    `released` is None where it says nothing of that. `days` tell where its dates and moments stand: (field, line,
    column, length).
    """

    path: str = ""
    date: datetime.date | None = None
    updated: datetime.date | None = None
    place: LanguageText = NONE
    contact: Contact | None = None
    topics: tuple[TopicUse, ...] = ()
    pictures: tuple[Picture, ...] = ()
    corrections: tuple[Correction, ...] = ()
    figures: Mapping[str, Figure] = NONE
    charts: tuple[Chart, ...] = ()
    source_lang: str = ""
    embargo: str = ""
    released: bool | None = None
    days: tuple[tuple[str, int, int, int], ...] = ()


class TermFacts(NamedTuple):
    """What only a term's entry says; `case` is "" where each wording decides for itself.

    `forbidden` are (wording, reason); `places` tell where its texts stand: (field, text, line, column, length).
    """

    inflections: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()
    see_also: tuple[str, ...] = ()
    status: str = "approved"
    case: str = ""
    compounds: bool = False
    places: tuple[tuple[str, str, int, int, int], ...] = ()


class Entry(NamedTuple):
    """One key in one locale, parsed and typed.

    `digest` is that of its source. Fields a kind does not have keep their defaults. Below the front matter is its
    `Prose`. `translated_from` are digests of its source's sections, `unchanged_since` pairs (former, present) of its
    own, `check_ignore` pairs (rule, reason); `embargo` is a moment (ISO 8601, with its zone), or "". `days` are as in
    `GroupData`. `unwritten` names title and summary with a `[[…]]`, and "text" if that is nothing else.
    """

    kind: str
    key: str
    locale: str
    path: str
    digest: str
    title: str
    title_line: int = 1
    short_title: str = ""
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
    days: tuple[tuple[str, int, int, int], ...] = ()
    unwritten: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        """True if readers do not get it: it says so, or waits to be written."""
        return self.draft or bool(self.unwritten)


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

    `digest` names it: two texts with one digest are the same, bodies too. `outline` is the digest of its entry, but for
    the body; `wordings` is that of how a term is written, `anchors` of its ids. `names` are what its links name, each
    once, as `references.find_names` gives them; what else a body names lies with it (`bodies.Uses`), and here is only
    whether there is anything. Of the names, `shown` are those of pictures, and `led` those of pictures that links lead
    to as well. `claimed` are the ids that begin with `NOTE_ID`, one a line. `sections` are their digests, `gaps` the
    number of `[[…]]` in its body. `problems` are the file's, `body_problems`, which matter if it is shown, its body's.
    """

    path: str
    digest: str
    entry: Entry | None
    outline: str = ""
    wordings: str = ""
    anchors: str = ""
    names: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    led: tuple[str, ...] = ()
    claimed: str = ""
    has_links: bool = False
    has_figures: bool = False
    sections: str = ""
    gaps: int = 0
    problems: tuple[Diagnostic, ...] = ()
    body_problems: tuple[Diagnostic, ...] = ()


class FigureText(NamedTuple):
    """A figure as one language writes it: `text` for readers, `value` for machines; days have `is_date`."""

    text: str
    value: str
    is_date: bool = False
