"""Links that are none for what input methods, text programs and habits put into them: what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.diagnostics.problems import Diagnostic, problem
from microsite.markup.places import Finder, say_seen
from microsite.markup.tree import as_label
from microsite.model.entries import Prose
from microsite.model.slips import find_meant, find_slip

_OPENING, _CLOSING = "“”„«»‘’‚「『＂\"'（(", "“”“«»‘’‘」』＂\"'）)"
_LINK = re.compile(
    r"(?P<sign>!?)[\[［](?P<text>[^\[\]［］\n]*)[\]］](?:\\?[ \u3000]?[(（])"
    r"(?P<inside>(?:[^()（）\n]|\([^()\n]*\)|（[^（）\n]*）)*)[)）]"
)
_TITLED = re.compile(
    rf"(?P<address>[^\s{_OPENING}]+)\s*[{_OPENING}](?P<title>[^{_OPENING}{_CLOSING}]*)(?:[{_CLOSING}]|\Z)"
)
_NAKED = re.compile(
    r"(?=\S*[./])(?P<address>\S+)(?<![_./-])\s+(?![a-z0-9]+(?:-[a-z0-9]+)+\Z)(?P<title>[^\W\d_][^./_=&%#]*)"
)
_CUT = re.compile(r"(?<=[_./-])\s+(?=[^\W_]+(?:[_./-]|\Z))|(?<=[^\W_])\s+(?=[_./-][^\W_])")
"""Where a space has got into an address, at one of the signs that part its words."""
_SIZED = re.compile(r"(?P<address>\S+)\s+=(?P<width>[0-9]{1,5})(?:x[0-9]*)?")
_DEFINITION = r"^ {{0,3}}[\[［]{}[\]］][:：][ \t]*(?P<inside>\S.*)$"
_INSIDE = r"(?:[^\[\]\n]|\n(?![ \t]*\n))+"
_APART = re.compile(
    rf"(?<![!\\\]])\[(?![xX^]?\])(?=[^\[\]]*[^\W\d])({_INSIDE})\](?:[ \u3000]|[ ]?\n[ >]*)\[({_INSIDE})\](?![(\[:])"
)
_NEAR_PICTURE = re.compile(
    r"(?<![\w!！])(?:[!！][ \u3000]+\[(?P<alt>[^\[\]\n]{0,300})\]|！\[(?P<wide>[^\[\]\n]{0,300})\]"
    r"|[!！](?P<words>[^\W\d_][^\[\]()!！\n]{0,60}))"
    r"\((?P<address>[^\s()]{1,300}\.(?:png|jpe?g|gif|webp|avif))\)",
    re.IGNORECASE,
)
_MAY_BE_NEAR = re.compile(r"!(?:[ \u3000]+\[|[^\W\d_])")
_MAY_BE_APART = re.compile(r"\][ \u3000\n][ \n>]*\[")
_BOUND = 300


def mend_link(line: str, at: int) -> str:
    """The link that is meant by what stands around a place of a line, as somebody would write it; "" if none is."""
    begin = max(0, at - _BOUND)
    near = line[begin : at + _BOUND]
    found = next((match for match in _LINK.finditer(near) if match.start() <= at - begin < match.end()), None)
    sized = _SIZED.fullmatch(found["inside"]) if found else None
    if found and sized:
        return f"{found['sign']}[{found['text']}]({sized['address']}){{width={sized['width']}}}"
    inside = _mend(found["inside"]) if found else ""
    return f"{found['sign']}[{found['text']}]({inside})" if found and inside and len(found[0]) <= _BOUND else ""


def mend_definition(text: str, label: str) -> str:
    """The line that is meant to define a link of that label; "" if nothing is."""
    found = re.search(_DEFINITION.format(re.escape(label)), text, re.MULTILINE | re.IGNORECASE)
    inside = _mend(found["inside"]) if found and len(found[0]) <= _BOUND else ""
    return f"[{label}]: {inside}" if inside else ""


def _mend(inside: str) -> str:
    """An address, and perhaps a title in straight quotation marks; "" if nobody can tell."""
    inside = inside.strip()
    inside = inside if re.search(f"[{_OPENING}]", inside) else _CUT.sub("", inside)
    match = (
        None if find_slip(inside) or "?" in inside.split()[0] else _TITLED.fullmatch(inside) or _NAKED.fullmatch(inside)
    )
    title = f' "{match["title"].strip()}"' if match and match["title"].strip() else ""
    address = find_meant(match["address"] if match else inside).strip("<>").replace(" ", "%20")
    return f"{address}{title}" if address and not re.search(r"[()\s]", address) else ""


def check_near_pictures(prose: Prose) -> Iterator[Diagnostic]:
    """`markup-visible`: what would be a picture but for a space, or without the brackets around its text."""
    is_wide = "！" in prose.text
    if (not is_wide and not _MAY_BE_NEAR.search(prose.text)) or not _NEAR_PICTURE.search(prose.text):
        return
    finder = Finder(prose)
    for match in _NEAR_PICTURE.finditer(finder.text):
        hint = f"write ![{(match['alt'] or match['wide'] or match['words'] or '').strip()}]({match['address']})"
        yield problem("markup-visible", say_seen(match[0]), finder.span(match.start(), len(match[0])), hint=hint)


def check_apart(prose: Prose) -> Iterator[Diagnostic]:
    """`markup-visible`: links by reference with a space between their brackets, as kramdown reads them.

    The second bracket alone is a link by CommonMark, so the first is shown as it stands.
    """
    if not _MAY_BE_APART.search(prose.text):
        return
    finder = Finder(prose)
    for match in _APART.finditer(finder.text):
        said, label = match.groups()
        if as_label(label) in finder.tree.references and as_label(said) not in finder.tree.references:
            words, name = " ".join(said.split()), " ".join(label.split())
            message = f"readers see “[{words[:20]}{'…' if len(words) > 20 else ''}]”, which marks nothing here"
            hint = f"write [{words}][{name}], without a space between the brackets; \\[ is meant to be read"
            yield problem("markup-visible", message, finder.span(match.start(), len(said) + 2), hint=hint)
