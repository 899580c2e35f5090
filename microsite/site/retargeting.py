"""A text whose links name an entry → the same with its new name in them, written as its author writes links."""

from __future__ import annotations

import html
import posixpath
import re
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence

from microsite.content.references import MEDIA, SCHEME, Web, from_root, parse_address, parse_web
from microsite.diagnostics.problems import Span
from microsite.markup.convert import convert
from microsite.model.entries import Link, Prose
from microsite.model.kinds import KINDS
from microsite.model.layout import CONTENT, find_owner
from microsite.values.named import NamedTuple

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PARTS = re.compile(r"(?:\\[!-.:-@\[-`{-~]|[^/\\?#])+")


class Renamed(NamedTuple):
    """An entry with another key. `addresses` are its new ones by its former ones, from the root: /de/old/: /de/new/.

    `site` is where the site stands.
    """

    kind: str
    key: str
    new: str
    addresses: Mapping[str, str]
    site: Web | None

    def read(self, url: str, folder: str) -> str:
        """What a URL in a text of a folder says of the entry; "" if nothing, and `follow` says what it becomes."""
        web = parse_web(url)
        path = web.below(self.site) if web and self.site else ""
        if (web and not path) or (not web and SCHEME.match(url)):
            return ""
        below = path or parse_address(url).path
        if not below.startswith("/"):
            full = posixpath.normpath(posixpath.join(folder, below))
            return full if below and self._owns(full) else ""
        below = from_root(below)
        if below.startswith(f"/{MEDIA}"):
            return below if self._owns(CONTENT + below.removeprefix(f"/{MEDIA}")) else ""
        plain = below.removesuffix("index.html").rstrip("/") + "/"
        return plain if plain in self.addresses else ""

    def follow(self, said: str) -> str:
        """What is to be said in the place of what `read` gives."""
        if said in self.addresses:
            return self.addresses[said]
        folder = KINDS[self.kind].folder
        top, _, below = said.partition(f"/{folder}/{self.key}")
        return f"{top}/{folder}/{self.new}{below}"

    def back(self) -> Renamed:
        """The same the other way round: what reads the new names."""
        return self._replace(key=self.new, new=self.key, addresses={new: old for old, new in self.addresses.items()})

    def _owns(self, path: str) -> bool:
        return path.startswith(CONTENT) and find_owner(path) == (self.kind, self.key)


class Replacement(NamedTuple):
    """What stands at a place, and what is to stand there."""

    span: Span
    old: str
    new: str


def find_links(prose: Prose, tag: str, renamed: Renamed) -> Iterator[Replacement | Link]:
    """The links of a text that name the entry, in order, each with its new name; as they are where nobody can tell."""
    folder, lines = posixpath.dirname(prose.path), prose.text.split("\n")
    done = set[tuple[int, int]]()
    for link in convert(prose, tag)[0].links:
        said = renamed.read(link.url, folder)
        if not said or (link.line, link.column) in done:
            continue
        old = _find_written(link.url, lines[link.line - prose.line][link.column - 1 :])
        new = _rewrite(old, said, folder, renamed)
        if new:
            done.add((link.line, link.column))
            yield Replacement(Span(prose.path, link.line, link.column, len(old)), old, new)
        else:
            yield link


def _find_written(url: str, text: str) -> str:
    """How a URL is written where a text begins; "" if it is not."""
    for written in (url, html.escape(url, quote=False)):
        if text.startswith(written):
            return written
    match = re.match("".join(rf"\\?{re.escape(character)}" for character in url), text)
    return match[0] if match else ""


def _rewrite(written: str, said: str, folder: str, renamed: Renamed) -> str:
    """The same with the new key, wherever in it the key stands; "" if it stands nowhere."""
    wanted, back = renamed.follow(said), renamed.back()
    for part in reversed([*_PARTS.finditer(written)]):
        plain = urllib.parse.unquote(_read(part[0]))
        if plain.partition(".")[0] == renamed.key:
            rest = part[0][len(renamed.key) :] if part[0].startswith(renamed.key) else plain[len(renamed.key) :]
            changed = f"{written[: part.start()]}{renamed.new}{rest}{written[part.end() :]}"
            if back.read(_read(changed), folder) == wanted:
                return changed
    return ""


def _read(written: str) -> str:
    """A URL without the escapes of Markdown and of HTML."""
    return html.unescape(_ESCAPE.sub(r"\1", written))


def replace(text: str, replacements: Sequence[Replacement]) -> str:
    """A text with other words at some places, which are of its lines as they are read."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = re.findall(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", text.removeprefix(mark))
    for span, old, new in sorted(replacements, reverse=True):
        line, start = lines[span.line - 1], span.column - 1
        if line.startswith(old, start):
            lines[span.line - 1] = line[:start] + new + line[start + len(old) :]
    return mark + "".join(lines)
