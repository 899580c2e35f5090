"""Words of the templates."""

from collections.abc import Mapping
from typing import NamedTuple

MessageKey = tuple[str, str]
"""(context or "", msgid)."""


class Catalog(NamedTuple):
    """Template words of one locale: the plural forms by message, one string where there is no plural.

    `plural_rule` is the C expression of the PO header ("n != 1").
    """

    locale: str
    messages: Mapping[MessageKey, tuple[str, ...]]
    plural_rule: str = "0"


class Message(NamedTuple):
    """A word or sentence that a template asks for, and where (`line` is 1-based)."""

    context: str
    id: str
    plural: str
    path: str
    line: int
    comments: tuple[str, ...] = ()
