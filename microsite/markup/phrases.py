"""The text of a leaf → HTML that is clean by construction, and what stands in it: links, ids, figures, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from microsite.markup.clean import ALLOWED_ATTRIBUTES, SIZES
from microsite.markup.destinations import Context
from microsite.markup.figures import FIGURE, unpad
from microsite.markup.inlines import read_inlines
from microsite.markup.leaves import find_raw_links, without_markdown
from microsite.markup.notes import note_id
from microsite.markup.places import PLACEHOLDER
from microsite.markup.signs import SIGNS
from microsite.markup.simple import Simple
from microsite.markup.tree import NESTING, Inline, InlineMark, PlaceOf, TangleError

_TO_ESCAPE = re.compile('[&<>"\xa0]')
_SAFE_URL = re.compile(
    r"(?:https?://(?![^/?#]*(?:xn--|\.[0-9]+(?:[:/?#]|\Z)))[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z])?(?::[0-9]{1,4})?"
    r"(?:[/?#][^\x00-\x20\\\x7f-\xa0\ue000]*)?"
    r"|mailto:[A-Za-z0-9.+_@-]+(?:\?[^\x00-\x20\\\x7f-\xa0\ue000]*)?|tel:\+?[0-9.-]+"
    r"|[^\x00-\x20\\:/?#\x7f-\xa0\ue000]*(?:[/?#][^\x00-\x20\\\x7f-\xa0\ue000]*)?)",
)
SHALLOW = 8
"""How many blocks may be in each other that cannot nest too deep as HTML: each is two elements at most."""
_GENERAL = ALLOWED_ATTRIBUTES["*"]
_SPECIAL = ("&", "<", ">", "\xa0", "[[", "\ue000")
"""What of a text readers get otherwise than it is written."""


class NotPlainError(Exception):
    """The text holds what an author has to be told of, or raw HTML."""


class Phrases:
    """Writes the leaves of one text. Raises `NotPlainError` at what is not plain, unless all is allowed."""

    def __init__(self, context: Context, text: str, braces: Sequence[str] = (), *, allows_all: bool = False) -> None:
        """Look once which signs the whole text has: its leaves have no others."""
        self.context, self.text, self.braces, self.allows_all = context, text, braces, allows_all
        self.is_wrapped = False
        self.links: list[tuple[str, str, str, int]] = []
        self.ids: set[str] = set()
        self.used: set[int] = set()
        self.number_by_note: dict[str, int] = {}
        self.count_by_note: dict[str, int] = {}
        self.signs = tuple([sign for sign in SIGNS if sign in text])
        self.has_special = any(sign in text for sign in _SPECIAL)

    # ---- attributes -----------------------------------------------------------------------------------------

    def checked(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        """The attributes, with their id noted. Raises `NotPlainError` at what would have to be told."""
        if self.allows_all:
            return attributes
        for key, value in attributes.items():
            if key not in _GENERAL and key not in ALLOWED_ATTRIBUTES.get(name, ()):
                raise NotPlainError
            if "\ue000" in value or (name == "img" and key in SIZES and not value.isdecimal()):
                raise NotPlainError
        id_ = attributes.get("id")
        if id_ is not None:
            if not id_ or id_[0] == "_" or not id_.isascii() or re.search(r"\s", id_) or id_ in self.ids:
                raise NotPlainError
            self.ids.add(id_)
        return attributes

    # ---- inlines --------------------------------------------------------------------------------------------

    def inline(self, text: str, place_of: PlaceOf) -> str:
        """The HTML of a text."""
        if "\n" in text:
            self.is_wrapped = True
        for sign in self.signs:
            if sign in text:
                break
        else:
            return self.said(text) if self.has_special else text
        used = frozenset(self.used)
        simple = Simple(text, place_of, self.context.references, self.said if self.has_special else str, self.literal)
        if written := simple.write(self.signs):
            self.links += simple.links
            for reference in simple.used:
                reference.is_used = True
            return written
        self.used &= used  # what was given up took code for text
        return self._write(read_inlines(text, self.context), place_of)

    def plain(self, text: str) -> str | None:
        """The HTML of a text that is nothing but text; None of any other."""
        if self.has_signs(text):
            return None
        return self.said(text) if self.has_special else text

    def has_signs(self, text: str) -> bool:
        """True of a text in which the reader of inlines may find something."""
        for sign in self.signs:  # noqa: SIM110 (a third of the time of a generator)
            if sign in text:
                return True
        return False

    def _write(self, pieces: Iterable[Inline], place_of: PlaceOf) -> str:
        out, said = list[str](), list[str]()
        level = 0
        for piece in pieces:
            if isinstance(piece, str):
                said.append(piece)
                continue
            if said:
                out.append(self.said("".join(said)))
                said.clear()
            if piece.kind == "open":
                level += 1
                if level > (NESTING if self.allows_all else SHALLOW):
                    raise TangleError(place_of(0))
            elif piece.kind == "close":
                level -= 1
            out.append(self.mark(piece, place_of))
        if said:
            out.append(self.said("".join(said)))
        return "".join(out)

    def said(self, text: str) -> str:
        """Text as readers get it."""
        if not self.has_special:
            return text
        if "\ue000" in text:
            self.used.update(int(number) for number in FIGURE.findall(text))
        if "&" in text or "<" in text or ">" in text or "\xa0" in text:
            text = _escape(text)
        if "[[" not in text or self.allows_all:  # the cleaner knows what HTML makes code of
            return text
        return PLACEHOLDER.sub(r'<mark class="placeholder">\1</mark>', text)

    def literal(self, text: str) -> str:
        """Text as it stands in code."""
        if "\ue000" in text:
            text = FIGURE.sub(lambda match: self.braces[int(match[1])], text)
        return _escape(text) if _TO_ESCAPE.search(text) else text

    def mark(self, mark: InlineMark, place_of: PlaceOf) -> str:
        """The HTML of a piece that is no text."""
        kind, name = mark.kind, mark.name
        if kind == "close":
            return f"</{name}>"
        if kind == "note":
            return self.cite(mark.text)
        if kind == "raw":
            self.raw(mark.text, lambda index: place_of(mark.place + index))
            return without_markdown(mark.text)
        if kind == "code":
            given = write_tag("", self.checked("code", dict(mark.attributes))) if mark.attributes else ""
            return f"<code{given}>{self.literal(mark.text)}</code>"
        if not mark.attributes:
            return f"<{name}>"
        return self.element(mark, place_of)

    def element(self, mark: InlineMark, place_of: PlaceOf) -> str:
        """A tag with attributes."""
        attributes = dict(mark.attributes)
        url = attributes.get("href" if mark.name == "a" else "src" if mark.name == "img" else "")
        if url is not None:
            if not self.allows_all and not _SAFE_URL.fullmatch(url):
                raise NotPlainError
            alt = attributes.get("alt", "") if mark.name == "img" else ""
            place = place_of(mark.place) if mark.place >= 0 else -2 - mark.place
            self.links.append((mark.name, url, unpad(alt), place))
        for key in ("alt", "title"):
            if "\ue000" in attributes.get(key, ""):
                self.used.update(int(number) for number in FIGURE.findall(attributes[key]))
        if "title" in attributes or "alt" in attributes or "href" in attributes:
            rest = {k: v for k, v in attributes.items() if k not in ("href", "src", "alt", "title")}
            self.checked(mark.name, rest)
        else:
            self.checked(mark.name, attributes)
        return write_tag(mark.name, attributes)

    def cite(self, name: str) -> str:
        """What stands in the text for a footnote."""
        number = self.number_by_note.setdefault(name, len(self.number_by_note) + 1)
        count = self.count_by_note[name] = self.count_by_note.get(name, 0) + 1
        id_ = note_id(name, count)
        self.checked("sup", {"id": id_})
        return f'<sup id="{write_value(id_)}"><a class="footnote-ref" href="#fn-{write_value(name)}">{number}</a></sup>'

    def raw(self, text: str, place_of: PlaceOf) -> None:
        """Note the links of raw HTML. Raises `NotPlainError` where it is not allowed."""
        if not self.allows_all:
            raise NotPlainError
        self.links += (("", url, "", place_of(index)) for url, index in find_raw_links(text))


def _escape(text: str) -> str:
    """Text as HTML; `translate` would take ten times as long for what is not ASCII."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def write_value(value: str) -> str:
    """The value of an attribute as it stands between quotation marks."""
    return _escape(value).replace('"', "&quot;") if _TO_ESCAPE.search(value) else value


def write_tag(name: str, attributes: dict[str, str]) -> str:
    """A tag of that name with these attributes, sorted by name; the attributes alone without a name."""
    written = "".join(f' {key}="{write_value(value)}"' for key, value in sorted(attributes.items()))
    return f"<{name}{written}>" if name else written
