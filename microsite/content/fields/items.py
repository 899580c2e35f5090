"""A text in the place of a list → the list that it stands for."""

from __future__ import annotations

import re

from microsite.content.yaml.lines import write_item
from microsite.content.yaml.nodes import Scalar, one_line

_LIST = re.compile(r"\[(?!\{)|\[\{(file|text): ")
"""The example of a list of texts, or of mappings of which one text says enough."""
_BETWEEN = re.compile("[,;、，；]")


def as_items(node: Scalar, example: str) -> str:
    """A text as the list that it stands for, as the example of a list has its items; "" if nobody can tell."""
    match = _LIST.match(example)
    texts = [one.strip() for one in _BETWEEN.split(one_line(node.text).strip("[]")) if one.strip()]
    is_other = example.startswith("[/") and not all(one.startswith("/") for one in texts)
    if match is None or node.is_empty or not texts or is_other or any(one.startswith("-") for one in texts):
        return ""
    items = (write_item({match[1]: one} if match[1] else one, "[{}]") for one in texts)
    return f"[{', '.join(items)}]"
