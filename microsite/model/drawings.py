"""Which drawings (SVG) may be published: those that can do nothing but be looked at. None is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple
from xml.parsers import expat

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


class Flaw(NamedTuple):
    """What is wrong with a drawing, which completes a sentence, and where: 1-based line and column."""

    message: str
    line: int
    column: int


def find_flaw(data: bytes) -> Flaw | None:
    """The first thing in a drawing that is not on the list of what only draws; None if there is none."""
    parser = expat.ParserCreate(namespace_separator=" ")
    found: list[Flaw] = []

    def tell(message: str) -> None:
        found.append(Flaw(message, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        open_.append(name)
        if len(open_) == 1 and name != f"{_SVG} svg":
            tell("does not begin with <svg>")
        for message in _find_unsafe(name, attributes):
            tell(message)

    def read(text: str) -> None:
        if open_ and open_[-1] == f"{_SVG} style" and _LOADS.search(text):
            tell("has a style that loads something")

    def declare(_name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            tell("declares words of its own (DOCTYPE)")
            raise LookupError  # before a word is put for many others

    open_: list[str] = []
    parser.StartElementHandler, parser.EndElementHandler = begin, lambda _: open_.pop()
    parser.StartDoctypeDeclHandler = declare
    parser.CharacterDataHandler = read
    parser.buffer_text = True
    parser.ProcessingInstructionHandler = lambda target, _: tell(f"has the instruction <?{target}>")
    try:
        with suppress(LookupError):
            parser.Parse(data, True)  # noqa: FBT003 - expat has no name for it
    except expat.ExpatError as error:
        found.append(Flaw("is not well-formed XML", error.lineno, error.offset + 1))
    return min(found, key=lambda flaw: flaw[1:], default=None)


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
