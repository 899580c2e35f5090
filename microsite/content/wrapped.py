"""Texts that stand in quotation marks of print from their first character to their last."""

from __future__ import annotations

import re

_MARKS = "“”„«»「」『』"
_WRAPPED = re.compile(rf"(?:“|„|«\s?|»|「|『)(?P<text>[^\s{_MARKS}][^{_MARKS}]*)[{_MARKS}]")


def unwrap(text: str) -> str:
    """What stands within the marks; "" of a text that is not wholly in them, or has others inside."""
    found = _WRAPPED.fullmatch(text.strip())
    return found["text"].strip() if found else ""
