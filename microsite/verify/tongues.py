"""Language tags in built files (BCP 47), held against what is registered."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from microsite.i18n.tags import find_unregistered
from microsite.verify.defects import At, Defect

_FORM = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-[a-z]-.+)?",
    re.IGNORECASE,
)


@functools.lru_cache(maxsize=1024)
def find_fault(tag: str) -> tuple[str, str]:
    """What is wrong with a tag, in words that follow it, and a hint; ("", "") if nothing is."""
    if not _FORM.fullmatch(tag):
        return "is not a language tag", "write it as de, en-GB or zh-Hans"
    part, meant = find_unregistered(tag)
    return (f"has a part that is not registered, {part}", f"write {meant}" if meant else "") if part else ("", "")


def check_language(tag: str, place: At) -> Iterator[Defect]:
    """`language-missing` of the language of a page."""
    if not tag:
        hint = 'name it: <html lang="en">'
        yield Defect(
            "language-missing",
            "this page does not say which language it is in",
            place._replace(offset=max(0, place.offset)),
            hint,
        )
        return
    fault, hint = find_fault(tag)
    if fault:
        yield Defect("language-missing", f"the language of this page, “{tag}”, {fault}", place, hint)


def is_same(tag: str, other: str) -> bool:
    """True if both are of one language, whatever script and region they name; or if one is missing."""
    return not tag or not other or tag.lower().split("-")[0] == other.lower().split("-")[0]
