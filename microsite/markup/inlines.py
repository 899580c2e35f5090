"""The text of a leaf → pieces: strings and marks, in the order in which they are read (CommonMark 0.31, section 6).

With them come GFM's strikethrough and bare addresses, references to footnotes, and attribute lists behind what is
marked. Emphasis beside Han characters opens and closes without a space, since Chinese and Japanese have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from microsite.markup.addresses import MAIL_BOUND, find_mail_address, find_web_address
from microsite.markup.attributes import find_attributes
from microsite.markup.destinations import Context, find_reference, read_destination
from microsite.markup.emphasis import Delimiter, before_run, flanks, pair
from microsite.markup.endings import has_no_end
from microsite.markup.leaves import TAG
from microsite.markup.references import resolve
from microsite.markup.signs import special_of
from microsite.markup.tree import NESTING, Inline, InlineMark, TangleError, last_text, plain_text
from microsite.values.named import NamedTuple

_TICKS = re.compile("`+")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,40});")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>\x00-\x20]*)>")
_MAIL = re.compile(
    r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_HTML = re.compile(
    rf"{TAG}|<!-->|<!--->|<!--.*?-->|<\?.*?\?>|<![A-Za-z][^>]*>|<!\[CDATA\[.*?\]\]>", re.DOTALL | re.ASCII
)
_NOTE = re.compile(r"\[\^([^\s\[\]]+)\]")


class _Bracket(NamedTuple):
    piece: int
    start: int  # of its text
    is_image: bool
    delimiters: int


def read_inlines(text: str, context: Context) -> list[Inline]:
    """The pieces of a text; strings are not escaped. Marks the references that it uses."""
    special = special_of(text)
    return _Inlines(text, context).read(special) if special.search(text) else [text]


class _Inlines:
    def __init__(self, text: str, context: Context) -> None:
        self.text, self.context = text, context
        self.out: list[Inline] = []
        self.at = 0
        self.delimiters: list[Delimiter] = []
        self.brackets: list[_Bracket] = []
        self.inactive = 0  # brackets below this number can open no link, since links nest in none
        self.ticks: dict[int, list[int]] | None = None
        self.unclosed: set[str] = set()
        self.ends: dict[str, int] = {}
        self.is_after_text = False

    def read(self, special: re.Pattern[str]) -> list[Inline]:
        text, out = self.text, self.out
        search = special.search
        while match := search(text, self.at):
            start = match.start()
            self.is_after_text = start > self.at
            if self.is_after_text:
                out.append(text[self.at : start])
                self.at = start
            _READERS[text[start]](self, text[start])
        if self.at < len(text):
            out.append(text[self.at :])
        pair(self.delimiters, out)
        return out

    def take(self, sign: str) -> None:
        """Take a sign for what it is."""
        self.out.append(sign)
        self.at += len(sign)

    def escape(self, _sign: str) -> None:
        following = self.text[self.at + 1 : self.at + 2]
        if following == "\n":
            self.break_line()
        elif following and following in _ESCAPABLE:
            self.out.append(following)
            self.at += 2
        else:
            self.take("\\")

    def newline(self, _sign: str) -> None:
        before = self.out[-1] if self.out else ""
        if isinstance(before, str) and before[-1:] in (" ", "\t"):
            stripped = before.rstrip(" \t")
            self.out[-1] = stripped
            if before.endswith("  "):
                self.at -= 1
                self.break_line()
                return
        self.take("\n")

    def break_line(self) -> None:
        self.out += (InlineMark("void", "br"), "\n")
        self.at += 2

    def code(self, _sign: str) -> None:
        text, at = self.text, self.at
        if self.ticks is None:
            self.ticks = {}
            for match in _TICKS.finditer(text):
                self.ticks.setdefault(len(match[0]), []).append(match.start())
            for places in self.ticks.values():
                places.reverse()
        ticks = _TICKS.match(text, at)
        length = len(ticks[0]) if ticks else 1
        places = self.ticks.get(length, [])
        while places and places[-1] <= at:
            places.pop()
        if not places:
            self.take("`" * length)
            return
        end = places.pop()
        content = text[at + length : end].replace("\n", " ")
        if content[0] == " " == content[-1] and content.strip(" "):
            content = content[1:-1]
        self.out.append(InlineMark("code", "code", text=content, place=at, end=end + length))
        self.at = end + length
        self.attributes(len(self.out) - 1)

    def entity(self, _sign: str) -> None:
        match = _ENTITY.match(self.text, self.at)
        if match is None:
            self.take("&")
            return
        self.out.append(resolve(match[0]))
        self.at = match.end()

    def angle(self, _sign: str) -> None:
        text, at = self.text, self.at
        if match := _AUTOLINK.match(text, at):
            self.link(match[1], match[1], at + 1, match.end())
        elif match := _MAIL.match(text, at):
            self.link(f"mailto:{match[1]}", match[1], at + 1, match.end())
        elif not has_no_end(text, at, self.ends) and (match := _HTML.match(text, at)):
            if not match[0].startswith("<!--"):
                self.out.append(InlineMark("raw", text=match[0], place=at, end=match.end()))
            self.at = match.end()
        else:
            self.take("<")

    def link(self, url: str, text: str, place: int, end: int) -> None:
        self.out += (InlineMark("open", "a", (("href", url),), place=place), text, InlineMark("close", "a"))
        self.at = end
        self.attributes(len(self.out) - 3)

    # ---- addresses ------------------------------------------------------------------------------------------

    def address(self, sign: str) -> None:
        """An address that nothing marks."""
        if sign == "@":
            last = self.delimiters[-1] if self.delimiters else None
            before = last_text(self.out, last.piece + 1 if last else 0, MAIL_BOUND)
            found = find_mail_address(self.text, self.at, before, in_emphasis=last is not None and last.sign == "_")
        else:
            before = last_text(self.out, len(self.out) - 1, 0) if self.is_after_text else ""
            found = find_web_address(self.text, self.at, before, in_brackets=bool(self.brackets))
        if found is None:
            self.take(sign)
            return
        taken = found.before
        while taken > 0:
            said = str(self.out.pop())
            if len(said) > taken:
                self.out.append(said[:-taken])
            taken -= len(said)
        self.link(found.url, found.text, found.start, found.end)

    # ---- emphasis -------------------------------------------------------------------------------------------

    def run(self, sign: str) -> None:
        text, start = self.text, self.at
        end = start + 1
        while text.startswith(sign, end):
            end += 1
        length = end - start
        opens, closes = flanks(sign, before_run(text, start), text[end : end + 1] or "\n")
        self.at = end
        if sign == "~" and length != 2:
            self.out.append("~" * length)
            return
        if not (opens or closes):
            self.out.append(sign * length)
            return
        step = 2 if sign == "~" else 1
        for _ in range(length // step):
            self.delimiters.append(Delimiter(sign, length, len(self.out), opens=opens, closes=closes))
            self.out.append(sign * step)
        if closes and (found := find_attributes(text, end)):  # in one piece, so that it is found behind what closes
            self.out.append(text[end : found[1]])
            self.at = found[1]

    # ---- brackets -------------------------------------------------------------------------------------------

    def opening(self, _sign: str) -> None:
        text, at = self.text, self.at
        if text.startswith("^", at + 1):
            match = _NOTE.match(text, at)
            if match and match[1] in self.context.notes:
                self.out.append(InlineMark("note", text=match[1]))
                self.at = match.end()
                return
        last = self.out[-1] if self.is_after_text else ""
        is_image = isinstance(last, str) and last.endswith("!")
        if is_image:
            self.out[-1] = str(last)[:-1]
        if len(self.brackets) >= NESTING:
            raise TangleError(at)
        self.brackets.append(_Bracket(len(self.out), at + 1, is_image, len(self.delimiters)))
        self.out.append("![" if is_image else "[")
        self.at = at + 1

    def closing(self, _sign: str) -> None:
        if not self.brackets:
            self.take("]")
            return
        bracket = self.brackets.pop()
        if not bracket.is_image and len(self.brackets) < self.inactive:
            self.inactive = min(self.inactive, len(self.brackets))
            self.take("]")
            return
        found = read_destination(self.text, self.at + 1, self.unclosed) or find_reference(
            self.context, self.text, self.at + 1, bracket.start
        )
        if found is None:
            self.inactive = min(self.inactive, len(self.brackets))
            self.take("]")
            return
        url, title, place, self.at = found
        pair(self.delimiters[bracket.delimiters :], self.out)
        del self.delimiters[bracket.delimiters :]
        attributes = [("title", title)] if title else []
        inner = self.out[bracket.piece + 1 :]
        if bracket.is_image:
            self.inactive = min(self.inactive, len(self.brackets))
            alt = plain_text(_without_links(inner))
            del self.out[bracket.piece :]
            self.out.append(InlineMark("void", "img", (("alt", alt), ("src", url), *attributes), place=place))
        else:
            self.out[bracket.piece] = InlineMark("open", "a", (("href", url), *attributes), place=place)
            if any(isinstance(piece, InlineMark) and piece.name == "a" for piece in inner):
                self.out[bracket.piece + 1 :] = _without_links(inner)
            self.out.append(InlineMark("close", "a"))
            self.inactive = len(self.brackets)
        self.attributes(bracket.piece)

    # ---- attributes -----------------------------------------------------------------------------------------

    def attributes(self, piece: int) -> None:
        """Take the attribute list behind an element, whose piece is given."""
        if not self.text.startswith("{", self.at):
            return
        found = find_attributes(self.text, self.at)
        mark = self.out[piece]
        if found and isinstance(mark, InlineMark):
            given, self.at = found
            names = {name for name, _ in given}
            kept = tuple(pair for pair in mark.attributes if pair[0] not in names)
            self.out[piece] = mark._replace(attributes=(*kept, *given))


def _without_links(pieces: Sequence[Inline]) -> list[Inline]:
    """The pieces without links among them, since links nest in none: an address is a text then."""
    left: list[Inline] = []
    is_address = False
    for piece in pieces:
        if isinstance(piece, str):
            left.append(_ENTITY.sub(lambda match: resolve(match[0]), piece) if is_address else piece)
        elif piece.name != "a":
            left.append(piece)
        is_address = isinstance(piece, InlineMark) and piece.name == "a" and piece.kind == "open"
    return left


_READERS = {
    "\\": _Inlines.escape,
    "`": _Inlines.code,
    "*": _Inlines.run,
    "_": _Inlines.run,
    "~": _Inlines.run,
    "[": _Inlines.opening,
    "]": _Inlines.closing,
    "<": _Inlines.angle,
    "&": _Inlines.entity,
    "@": _Inlines.address,
    ":": _Inlines.address,
    "w": _Inlines.address,
    "\n": _Inlines.newline,
}
