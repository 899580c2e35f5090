"""The text of a leaf with nothing but marks of the usual kinds → HTML, without a list of pieces in between.

Those are emphasis of words, links of the simplest kinds, addresses in angle brackets and code between single marks.
Where there may be more to a text, the reader of inlines (`inlines`) reads it, and comes to the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from microsite.markup.tree import PlaceOf, Reference, as_label

_URL = r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*\.)?[A-Za-z]+(?:[/?#][\w./?#=%~+,;@!$-]*)?"
_LINK = re.compile(
    rf"\[((?!\^)[^\[\]*!`<]+)\](?:\(({_URL}|[\w./#%-]+)\)|\[([^\[\]\\]*[^\[\]\\\s][^\[\]\\]*)\])(?![\[({{])", re.ASCII
)
"""A link of the simplest kinds: what it says, and where it leads, or the label of that."""

_POINTED = re.compile(rf"<({_URL})>(?!\{{)", re.ASCII)
_BARE = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./#%?=-]*")
"""An address that is the text of a link, and so makes no other."""

_LABEL_BOUND = 1000
_SIGNS = ("*", "[", "`", "<")
"""What is looked for: to find one after another takes a tenth of the time that a search for all takes."""

_COUNTED = frozenset(("]", "_", "&", "\\", "~", "@", "://", " \n", "\t\n", "www."))


class Simple:
    """What is written of one text. `said` and `literal` make HTML of text and of code."""

    __slots__ = ("_opened", "_taken", "links", "literal", "place_of", "references", "said", "text", "used")

    def __init__(
        self,
        text: str,
        place_of: PlaceOf,
        references: Mapping[str, Reference],
        said: Callable[[str], str],
        literal: Callable[[str], str],
    ) -> None:
        """Have written nothing yet."""
        self.text, self.place_of, self.references = text, place_of, references
        self.said, self.literal = said, literal
        self.links: list[tuple[str, str, str, int]] = []
        self.used: list[Reference] = []
        self._taken: list[str] = []  # what belongs to the marks that were read
        self._opened = ""

    def write(self, signs: Sequence[str]) -> str:
        """The HTML of the text, of whose signs it has no others; "" if there may be more to it."""
        text, out, end = self.text, list[str](), 0
        found = [(at, sign) for sign in _SIGNS if sign in signs and (at := text.find(sign)) >= 0]
        while found:
            start, sign = min(found)
            made, after = _WRITERS[sign](self, start)
            if not made:
                return ""
            out += (self._shown(text[end:start]), made)
            end = after
            found = [
                (at, sign) for place, sign in found if (at := place if place >= end else text.find(sign, end)) >= 0
            ]
        if self._opened or not self._has_only(signs):
            return ""
        out.append(self._shown(text[end:]))
        return "".join(out)

    def _shown(self, text: str) -> str:
        """Text as readers get it, without a space at the end of a line."""
        return self.said(text.replace(" \n", "\n") if " \n" in text else text)

    def _has_only(self, signs: Sequence[str]) -> bool:
        """True if all other signs belong to what was read, but for a space at the end of a line."""
        text, taken = self.text, self._taken
        for sign in signs:
            if sign not in _COUNTED or sign not in text or (sign == " \n" and "  \n" not in text):
                continue
            if text.count(sign) != sum([one.count(sign) for one in taken]):
                return False
        return True

    def emphasis(self, start: int) -> tuple[str, int]:
        """Asterisks that open before a letter, or close behind one what as many opened."""
        text, opened = self.text, self._opened
        token = "**" if text[start + 1 : start + 2] == "*" else "*"
        end = start + len(token)
        if text[end : end + 1] in ("*", "{") or (opened and token != opened):
            return "", end
        beside = text[start - 1 : start] if opened else text[end : end + 1]
        if not beside.isalnum():
            return "", end
        self._opened = "" if opened else token
        return f"<{'/' if opened else ''}{'em' if len(token) == 1 else 'strong'}>", end

    def link(self, start: int) -> tuple[str, int]:
        """A link with its address behind it, or with the label of one."""
        text = self.text
        match = _LINK.match(text, start)
        if match is None or text[start - 1 : start] == "!":
            return "", start
        name, url, label = match.groups()
        place = match.start(2)
        if label is None:
            self.links.append(("a", url, "", self.place_of(place)))
            self._taken += ("]", url)
        else:
            found = self.references.get(as_label(label)) if len(label) < _LABEL_BOUND else None
            if found is None or found.title or not re.fullmatch(_URL, found.url, re.ASCII):
                return "", start
            url = found.url
            self.links.append(("a", url, "", found.place))
            self.used.append(found)
            self._taken += ("]]", label)
        if "://" in name or "www." in name:
            if not _BARE.fullmatch(name):
                return "", start
            self._taken.append(name)
        return f'<a href="{url}">{self._shown(name)}</a>', match.end()

    def address(self, start: int) -> tuple[str, int]:
        """An address in angle brackets."""
        match = _POINTED.match(self.text, start)
        if match is None:
            return "", start
        url = match[1]
        self.links.append(("a", url, "", self.place_of(start + 1)))
        self._taken.append(url)
        return f'<a href="{url}">{url}</a>', match.end()

    def code(self, start: int) -> tuple[str, int]:
        """Code between two single marks."""
        text = self.text
        end = text.find("`", start + 1)
        if end <= start + 1 or text[end + 1 : end + 2] in ("`", "{"):
            return "", start
        content = text[start + 1 : end]
        self._taken.append(content)
        content = content.replace("\n", " ")
        if content[0] == " " == content[-1] and content.strip(" "):
            content = content[1:-1]
        return f"<code>{self.literal(content)}</code>", end + 1


_WRITERS: Mapping[str, Callable[[Simple, int], tuple[str, int]]] = {
    "*": Simple.emphasis,
    "[": Simple.link,
    "`": Simple.code,
    "<": Simple.address,
}
