"""What is written in another shape than its field has → the same in that shape, such as a text as a list."""

from __future__ import annotations

import re

from microsite.content.yaml.lines import write_item
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, one_line

_LIST = re.compile(r"\[(?!\{)|\[\{(file|text): ")
"""The example of a list of texts, or of mappings of which one text says enough."""
_BETWEEN = re.compile("[,;、，；]")


def as_items(node: Scalar, example: str) -> str:
    """A text as the list that it stands for, as the example of a list has its items; "" if nobody can tell."""
    match = _LIST.match(example)
    texts = split_items(node.text)
    is_other = example.startswith("[/") and not all(one.startswith("/") for one in texts)
    if match is None or node.is_empty or not texts or is_other or any(one.startswith("-") for one in texts):
        return ""
    items = (write_item({match[1]: one} if match[1] else one, "[{}]") for one in texts)
    return f"[{', '.join(items)}]"


def split_items(text: str) -> list[str]:
    """What a text says between its commas and semicolons."""
    return [one.strip() for one in _BETWEEN.split(one_line(text).strip("[]")) if one.strip()]


def as_reshaped(node: Node, example: str) -> str:
    """What was written as a list of parts where a mapping belongs, or the other way round; "" of anything else."""
    if isinstance(node, Fields) and example.startswith("[{"):
        return f"[{in_one_line(node)}]"
    if isinstance(node, Items) and example.startswith("{") and node.items:
        parts = [entry for item in node.items if isinstance(item, Fields) for entry in item.entries]
        is_whole = all(isinstance(item, Fields) for item in node.items)
        names = {key.text for key, _ in parts}
        return in_one_line(Fields(tuple(parts), node.span)) if is_whole and len(names) == len(parts) else ""
    return ""


def in_one_line(node: Node) -> str:
    """What a file says there, its mappings in braces."""
    if isinstance(node, Fields):
        return f"{{{', '.join(f'{key.text}: {in_one_line(item)}' for key, item in node.entries)}}}"
    return node.written
