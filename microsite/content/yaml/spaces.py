"""Spaces that are no plain ones, as programs for letters put them in: YAML takes them for letters."""

from __future__ import annotations

import re

Explanation = tuple[str, int, str]
"""(message, index of the place, hint)."""

WIDE = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
"""All such spaces, as a part of a class of characters."""

WIDE_LINE = re.compile(
    rf"^ *(?:(?P<indent>[{WIDE}][ {WIDE}]*)(?=\S)|(?:- +)*(?P<item>-[{WIDE}]+)(?P<rest>\S.*))", re.MULTILINE
)
"""A line that such spaces indent, or an item whose hyphen has one behind it."""

_NAMES = {"\u00a0": "a no-break space", "\u202f": "a narrow no-break space", "\u3000": "a wide space"}


def explain_wide(found: re.Match[str]) -> Explanation:
    """Explain what `WIDE_LINE` has found."""
    if found["indent"]:
        message = f"the line is indented with {name_wide(found['indent'])}, which YAML takes for a letter"
        return message, found.start("indent"), "indent with plain spaces"
    message = f"{name_wide(found['item'])} stands behind the hyphen of an item, where YAML wants a plain one"
    return message, found.start("item"), f"write - {found['rest']}; with a plain space behind the hyphen"


def name_wide(text: str) -> str:
    """What the first space of a text that is no plain one is called; "" if there is none."""
    return next((_NAMES.get(sign, "a special space") for sign in text if re.match(f"[{WIDE}]", sign)), "")
