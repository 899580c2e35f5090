"""Where a text may be more than text: the signs that the reader of inlines looks for, and the search for them."""

from __future__ import annotations

import re

from microsite.markup.addresses import WWW

SIGNS = ("*", "[", "`", "_", "<", "&", "\\", "]", "~", "@", "://", " \n", "\t\n", "www.")
"""All of them, those first that texts have most often. A text without any is nothing but text."""

_SINGLE = "".join(sign for sign in SIGNS if len(sign) == 1)
_SPECIAL = re.compile(rf"[{re.escape(_SINGLE)}:\n](?:(?<![:\n])|(?<=:)(?=//)|(?<=[ \t]\n))")
"""All begin with one class of characters, of which the search takes the time."""

_SPECIAL_WITH_WWW = re.compile(rf"{_SPECIAL.pattern}|{WWW}")


def special_of(text: str) -> re.Pattern[str]:
    """What finds the signs of a text, each by its first character but for the white space at the end of a line."""
    return _SPECIAL_WITH_WWW if "www." in text else _SPECIAL
