"""YAML as it is read: texts, lists and mappings that know where they stand."""

from __future__ import annotations

import functools
import re

from microsite.diagnostics.problems import Span
from microsite.values.named import NamedTuple

_SHOWN = 60
_CJK = "\u2e80-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_CJK_OR_MARK = _CJK + "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"


class Scalar(NamedTuple):
    """A text as YAML gives it. `style` is "" (plain) or one of `'`, `"`, `|`, `>`; `written` its first line.

    `comment` is what stands behind it and YAML does not read: from the “#” on.
    """

    text: str
    span: Span
    style: str = ""
    written: str = ""
    comment: str = ""

    @property
    def is_empty(self) -> bool:
        """True where nothing is written: no text at all, or YAML's word for it."""
        return not self.text.strip() or (not self.style and self.text in ("~", "null"))


class Items(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    span: Span
    written: str = ""


class Fields(NamedTuple):
    """A mapping: names and their nodes in the order written, each name once."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span
    written: str = ""


Node = Scalar | Items | Fields


def one_line(text: str) -> str:
    """A text with its line breaks made spaces, except beside Chinese or Japanese, where they become nothing."""
    text = text.strip()
    if "\n" not in text:
        return text
    return " ".join(join_cjk(re.sub("[ \t]*\n\\s*", "\n", text), "\n").split("\n"))


def shown(text: str) -> str:
    """A text as a message shows it: in quotation marks, one line, cut where it is too long."""
    line = " ".join(text.split())
    return f"“{line[: _SHOWN - 1]}…”" if len(line) > _SHOWN else f"“{line}”"


def join_cjk(text: str, gap: str) -> str:
    """A text without the gaps (a space or a line break) that stand beside Chinese or Japanese."""
    return _gap_beside_cjk(gap).sub("", text)


@functools.cache
def _gap_beside_cjk(gap: str) -> re.Pattern[str]:
    """Compiled when it is needed: that takes as long as reading fifty texts, few of which are wrapped."""
    return re.compile(f"(?<=[{_CJK}]){gap}(?=[{_CJK_OR_MARK}])|(?<=[{_CJK_OR_MARK}]){gap}(?=[{_CJK}])")
