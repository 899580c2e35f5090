"""Which drawings (SVG) may be published: those that can do nothing but be looked at. None is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from xml.parsers import expat

from microsite.values.named import NamedTuple

_SVG = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink href"
_ELEMENTS = frozenset(
    """
    svg g defs symbol use title desc metadata style switch path rect circle ellipse line polyline polygon text tspan
    textPath linearGradient radialGradient stop pattern clipPath mask marker filter feBlend feColorMatrix
    feComponentTransfer feComposite feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
    feMorphology feOffset feTurbulence
    """.split()  # noqa: SIM905 - as in `media`
)
_EDITORS = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
)
"""The vocabularies in which programs note things for themselves."""

_LOADS = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression|javascript:|image-set|\\", re.IGNORECASE)


_ENCODINGS = frozenset(("", "utf-8", "utf-16", "us-ascii", "iso-8859-1"))
"""Those that the parser knows itself. Of all others it asks Python, which knows names that no browser knows, and does
not know some others: what we read would not be what readers get."""

_DOCTYPE = "-//W3C//DTD SVG "
_STYLE = f"{_SVG} style"


class Flaw(NamedTuple):
    """What is wrong with a drawing, which completes a sentence, and where: 1-based line and column."""

    message: str
    line: int
    column: int


class _EnoughError(Exception):
    """Nothing more is to be read of a drawing."""


class _Reader:
    """What is found while the parser reads a drawing; its methods are named after what the parser tells of."""

    def __init__(self) -> None:
        self.found: list[Flaw] = []
        self._open: list[str] = []
        # A browser takes all that stands in a style together, whatever elements stand between.
        self._styles: list[list[str]] = []
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.StartDoctypeDeclHandler, parser.XmlDeclHandler = self._declare, self._know
        parser.CharacterDataHandler = self._read
        parser.buffer_text = True
        parser.ProcessingInstructionHandler = lambda target, _: self._tell(f"has the instruction <?{target}>")

    def _tell(self, message: str) -> None:
        self.found.append(Flaw(message, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1))

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open.append(name)
        if name == _STYLE:
            self._styles.append([])
        if len(self._open) == 1 and name != f"{_SVG} svg":
            self._tell("does not begin with <svg>")
        for message in _find_unsafe(name, attributes):
            self._tell(message)

    def _end(self, name: str) -> None:
        self._open.pop()
        if name == _STYLE and _LOADS.search("".join(self._styles.pop())):
            self._tell("has a style that loads something")

    def _read(self, text: str) -> None:
        if self._open[-1] == _STYLE:
            self._styles[-1].append(text)

    def _declare(self, _name: str, _system: str | None, public: str | None, has_subset: int) -> None:
        if not (public or _DOCTYPE).startswith(_DOCTYPE):  # that of XHTML gives browsers words that we do not know
            self._tell("has the DOCTYPE of something else")
        if has_subset:
            self._tell("declares words of its own (DOCTYPE)")
            raise _EnoughError  # before a word is put for many others

    def _know(self, _version: str, encoding: str | None, _is_alone: int) -> None:
        if (encoding or "").lower() not in _ENCODINGS:
            self._tell(f"names the encoding {encoding}, which not every browser knows")
            raise _EnoughError


def find_flaw(data: bytes) -> Flaw | None:
    """The first thing in a drawing that is not on the list of what only draws; None if there is none."""
    reader = _Reader()
    try:
        with suppress(_EnoughError):
            reader.parser.Parse(data, True)  # noqa: FBT003 - expat has no name for it
    except expat.ExpatError as error:
        reader.found.append(Flaw("is not well-formed XML", error.lineno, error.offset + 1))
    return min(reader.found, key=lambda flaw: flaw[1:], default=None)


def _find_unsafe(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    space, _, plain = name.rpartition(" ")
    if not space.startswith(_EDITORS) and (space != _SVG or plain not in _ELEMENTS):
        yield f"has the element <{plain}>, which does more than draw"
    for attribute, value in attributes.items():
        own = attribute.rpartition(" ")[2]
        if own.lower().startswith("on"):
            yield f"has the attribute {own}, which runs a script"
        elif (attribute in ("href", _LINK) and not value.strip().startswith("#")) or _LOADS.search(value):
            yield f"has the attribute {own}, which leads out of the drawing"
