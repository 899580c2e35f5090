"""XML → its elements with their places. Entities are refused, so that nothing grows in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from microsite.verify.defects import At, Defect

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"

_DEEP = 200
_LINE_END = re.compile("\r\n?|\n")


class _TooMuchError(Exception):
    """A document declares entities, or is too deep."""


@dataclass(slots=True)
class XmlNode:
    """An element: its name as “namespace name” or “name”, its attributes in the same way, and all text in it."""

    name: str
    attributes: dict[str, str]
    offset: int
    text: str = ""
    nodes: list[XmlNode] = field(default_factory=list)

    def all(self, name: str) -> Iterator[XmlNode]:
        """The children of a name."""
        return (node for node in self.nodes if node.name == name)

    def first(self, name: str) -> XmlNode | None:
        """The first child of a name."""
        return next(self.all(name), None)

    def say(self, name: str) -> str:
        """The text of the first child of a name, "" if there is none."""
        found = self.first(name)
        return found.text.strip() if found else ""


class _Reader:
    """Builds the elements of a document."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.say
        self.parser.EntityDeclHandler = self.refuse
        self.root: XmlNode | None = None
        self.open: list[XmlNode] = []
        self.said: list[list[str]] = []

    def offset(self, line: int, column: int) -> int:
        """Where a place of the parser is: lines from 1, columns from 0."""
        return self.starts[min(line, len(self.starts)) - 1] + column

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if len(self.open) > _DEEP:
            raise _TooMuchError("elements are nested too deeply")
        at = self.offset(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber)
        node = XmlNode(name, attributes, at)
        if self.open:
            self.open[-1].nodes.append(node)
        self.root = self.root or node
        self.open.append(node)
        self.said.append([])

    def end(self, _name: str) -> None:
        """End it."""
        node = self.open.pop()
        node.text = "".join(self.said.pop())

    def say(self, text: str) -> None:
        """Take its text."""
        if self.said:
            self.said[-1].append(text)

    def refuse(self, *_: object) -> None:
        """Refuse to declare what stands for more."""
        raise _TooMuchError("entities are declared, which programs refuse or which may grow without end")


def read_xml(path: str, text: str) -> XmlNode | Defect:
    """The root of a document, or `file-malformed`."""
    reader = _Reader(text)
    try:
        reader.parser.Parse(text, True)  # noqa: FBT003 - it has no name
    except expat.ExpatError as error:
        what = expat.errors.messages.get(error.code, "it cannot be read")
        at = reader.offset(error.lineno, error.offset)
        hint = "escape & and < in what templates write"
        return Defect("file-malformed", f"this is not well-formed XML: {what}", At(path, min(at, len(text))), hint)
    except (_TooMuchError, ValueError) as error:
        return Defect("file-malformed", f"this XML is refused: {error}", At(path))
    return reader.root or Defect("file-malformed", "this XML has no element", At(path))
