"""Style sheets: what they ask for, and colours that are hard to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from microsite.model.colours import READABLE, find_contrast, parse_colour, show_contrast
from microsite.verify.defects import At, Defect
from microsite.verify.said import Asked, Painted, Said

_ADDRESS = re.compile(
    r"""/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|(@import\s++)?+(?:url\(\s*+(?:"([^"\n]*+)"|'([^'\n]*+)'|([^\s"'()]++))"""
    r"""|"([^"\n]*+)"|'([^'\n]*+)')""",
    re.IGNORECASE,
)
_FONT = re.compile(r"\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)", re.IGNORECASE)
_PIECE = re.compile(
    r"""/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|"(?:[^"\\\n]++|\\.)*+"?+|'(?:[^'\\\n]++|\\.)*+'?+|[{};]""", re.DOTALL
)
_PROPERTY = re.compile(r"\s*+(--[\w-]++|color|background(?:-color)?+)\s*+:\s*+(.*)", re.DOTALL)
_VARIABLE = re.compile(r"var\(\s*+(--[\w-]++)\s*+(?:,\s*+([^()]*+))?+\)")
_ROOTS = frozenset({":root", "html", "body", ":host"})
_DEEP = 20
_LONG = 500
"""So many characters of what conditions are nested in are kept."""


def find_urls(text: str) -> Iterator[tuple[str, int, str]]:
    """The addresses in CSS with their offsets, and what each is: a “sheet” to import, a “font”, else a “style”."""
    for found in _ADDRESS.finditer(text):
        address = found[2] or found[3] or found[4]
        imported = found[1]
        if imported and not address:
            address = found[5] or found[6]
        if address and address[:5].lower() != "data:" and address[0] != "#":
            yield address, found.start(), "sheet" if imported else "font" if _FONT.search(address) else "style"


def read_style(path: str, text: str, size: int) -> Said:
    """What a style sheet asks for, and the colours that it sets."""
    links = {url: Asked(url, offset, what) for url, offset, what in find_urls(text)}
    return Said(path, "style", size, links=tuple(links.values()), colours=tuple(_read_colours(text)))


# ---- contrast ---------------------------------------------------------------------------------------------------


def check_contrast(said: Iterable[Said]) -> Iterator[Defect]:
    """`contrast-low`: pairs of ink and paper that one rule sets, with the variables of all sheets in each scheme.

    Of what elements inherit, nobody knows from style sheets alone.
    """
    sheets = [one for one in said if one.colours]
    schemes = _find_schemes(sheets)
    for one in sheets:
        for rule in one.colours:
            ink = rule.values.get("color")
            paper = rule.values.get("background-color", rule.values.get("background"))
            if ink and paper:
                own = {name: value for name, value in rule.values.items() if name.startswith("--")}
                yield from _check_pair(one, rule, (ink, paper), {name: s | own for name, s in schemes.items()})


def _find_schemes(sheets: Sequence[Said]) -> dict[str, dict[str, str]]:
    """The variables of the site as it is for everybody, "", and under each condition that is about colours."""
    schemes: dict[str, dict[str, str]] = {"": {}}
    for one in sheets:
        for rule in one.colours:
            is_known = not rule.condition or "prefers-color-scheme" in rule.condition
            if is_known and not _ROOTS.isdisjoint(name.strip() for name in rule.selector.split(",")):
                values = {name: value for name, value in rule.values.items() if name.startswith("--")}
                schemes.setdefault(rule.condition, {}).update(values)
    return {condition: schemes[""] | values for condition, values in schemes.items()}


def _check_pair(
    one: Said, rule: Painted, pair: tuple[str, str], schemes: dict[str, dict[str, str]]
) -> Iterator[Defect]:
    for condition in schemes if not rule.condition else [rule.condition if rule.condition in schemes else ""]:
        ink, paper = (_resolve(colour, schemes[condition]) for colour in pair)
        ratio = find_contrast(ink, paper) if ink and paper else READABLE
        if ratio < READABLE:
            where = f" under {condition}" if condition else ""
            message = f"“{rule.selector}” has {ink} on {paper}{where}, a contrast of {show_contrast(ratio)}"
            place = At(one.path, rule.offset, rule.selector)
            yield Defect("contrast-low", message, place, f"text needs {READABLE}:1 (WCAG 2.2, 1.4.3)")
            return


def _resolve(value: str, names: dict[str, str]) -> str:
    """The colour that a value comes to, "" if it is not a plain one."""
    for _ in range(_DEEP):
        found = _VARIABLE.fullmatch(value.strip())
        if not found:
            return parse_colour(value.removesuffix("!important"))
        value = names.get(found[1], found[2] or "")
    return ""


def _read_colours(text: str) -> Iterator[Painted]:
    """The rules that set colours, in the order in which they end, with the conditions around them."""
    outer: list[Painted] = []
    begin, last, is_blank = 0, 0, True
    for found in _PIECE.finditer(text):
        sign = found[0]
        is_blank = is_blank and not text[last : found.start()].strip()
        last = found.end()
        if sign not in "{};":
            is_comment = sign.startswith("/*")
            begin = last if is_comment and is_blank else begin  # it stands before a rule, not in it
            is_blank = is_blank and is_comment
            continue
        piece = text[begin : found.start()]
        if sign == "{":
            above = outer[-1] if outer else Painted("", "", 0, {})
            is_condition = above.selector.startswith("@")
            condition = f"{above.condition} {above.selector}".strip() if is_condition else above.condition
            outer.append(Painted(" ".join(piece.split()), condition[:_LONG], found.start() - len(piece.lstrip()), {}))
        elif outer:
            declared = _PROPERTY.fullmatch(piece)
            if declared:
                outer[-1].values[declared[1]] = " ".join(declared[2].split())
            if sign == "}" and (rule := outer.pop()).values:
                yield rule
        begin, is_blank = last, True
