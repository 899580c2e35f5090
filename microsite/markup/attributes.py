"""Attribute lists, `{#id .class key=value}` and `{: … }`, as Python-Markdown and kramdown write them."""

from __future__ import annotations

import re

from microsite.markup.references import unescape
from microsite.markup.tree import TextNode

BEGIN = r"\{(?::\s*|(?=[ \t]*(?:[#.]|(?:class|dir|id|lang|title)=[\"'])))"
"""How an attribute list of a block begins: with a colon or, as MkDocs and Hugo write it, with an id, a class or one of
these attributes, behind spaces or not. Other values in braces are words: `{app="nginx"}` selects, elsewhere."""

_ATTRIBUTE_LINE = re.compile(BEGIN + r"([^{}\n]*)\}[ \t]*\Z")
_INLINE_ATTRIBUTES = re.compile(r"\{(?::\s*|(?=[ \t]*[#.]|[ \t]*[A-Za-z-]+=))([^{}]*)\}")
_ATTRIBUTE = re.compile(
    r"""([#.])((?:(?<=#)|(?!\d))[^\s#.,{}"'=]+)|([A-Za-z_][\w:-]*)=(?:"([^"]*)"|'([^']*)'|([^\s"'{}]+))"""
)


def read_attribute_line(line: str) -> str:
    """What stands between the braces of a line that is an attribute list; "" if it is none."""
    match = _ATTRIBUTE_LINE.match(line)
    return match[1].strip() if match and is_attributes(match[1]) else ""


def is_attributes(text: str) -> bool:
    """True of the inside of an attribute list: ids, classes and pairs, and nothing else."""
    return bool(text.strip()) and not _ATTRIBUTE.sub("", text).strip()


def read_attributes(text: str) -> dict[str, str]:
    """The attributes of a list such as `#id .class key=value`."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        if match[1] == "#":
            found["id"] = match[2]
        elif match[1]:
            found["class"] = f"{found['class']} {match[2]}" if "class" in found else match[2]
        else:
            value = next(group for group in match.groups()[3:] if group is not None)
            name = match[3].lower()
            found[name] = f"{found['class']} {value}" if name == "class" and "class" in found else value
    return found


def find_attributes(text: str, at: int) -> tuple[tuple[tuple[str, str], ...], int] | None:
    """The attributes of the list that stands in lines, behind an element, and where it ends; None if none does."""
    match = _INLINE_ATTRIBUTES.match(text, at)
    given = match[1].replace("\n", " ") if match else ""
    if match is None or not is_attributes(given):
        return None
    return tuple(read_attributes(given).items()), match.end()


def find_language(block: TextNode) -> tuple[str, dict[str, str]]:
    """The language that the line of a fence names, and the attributes of the block."""
    info = block.info
    if info.startswith("{") and info.endswith("}"):
        attributes = read_attributes(f"{block.attributes} {info[1:-1].removeprefix(':')}")
        language, _, rest = attributes.pop("class", "").partition(" ")
        return language, {**attributes, "class": rest} if rest else attributes
    words = unescape(info).split()
    return words[0] if words else "", read_attributes(block.attributes) if block.attributes else {}
