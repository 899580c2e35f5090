"""HTML → text for people who write elsewhere: plain, or as Markdown (CommonMark, with tables and footnotes)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from microsite.render.unmark import HtmlNode, Style, find_blocks, read_html


def _around(text: str, before: str, after: str) -> str:
    """Marks around a text, within the spaces around it; none around nothing."""
    inner = text.strip(" ")
    if not inner:
        return text
    start = len(text) - len(text.lstrip(" "))
    return f"{text[:start]}{before}{inner}{after}{text[start + len(inner) :]}"


def _address(node: HtmlNode) -> str:
    return node.attributes.get("href", "")


def _is_own_name(url: str, text: str) -> bool:
    """True of a link that shows its address."""
    return text in (url, url.removeprefix("mailto:"), url.removeprefix("tel:"), url.partition("://")[2].strip("/"))


# ---- plain ------------------------------------------------------------------------------------------------------


def _plain_wrap(node: HtmlNode, text: str) -> str:
    if node.tag == "a":
        url = _address(node)
        return text if not url or not text.strip() or _is_own_name(url, text.strip()) else f"{text} <{_bare(url)}>"
    if node.tag == "img":
        return f"[{node.attributes['alt']}]" if node.attributes.get("alt") else ""
    return {"del": "", "q": f"“{text}”", "rt": f"({text})", "rp": ""}.get(node.tag, text)


def _bare(url: str) -> str:
    return url.removeprefix("mailto:").removeprefix("tel:")


def _plain_table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def _as_is(text: str) -> str:
    return text


_PLAIN = Style(
    escape=_as_is,
    begin=_as_is,
    wrap=_plain_wrap,
    heading=lambda _level, text: text,
    quote="> ",
    code=_as_is,
    table=_plain_table,
    rule="* * *",
    line="\n",
    note=lambda number: f"[{number}] ",
)


def write_plain(value: str) -> str:
    """The text of some HTML without marks, a paragraph in a line; where links lead stands behind them.

    What is not marked as HTML is plain already.
    """
    return "\n\n".join(find_blocks(read_html(value), _PLAIN)) if isinstance(value, Markup) else value


# ---- Markdown ---------------------------------------------------------------------------------------------------

_MARKS = re.compile(r"[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)|\{(?=\{)")
_FIRST = re.compile(r"(?m)^(?:(#{1,6}|[-+>:])(?=\s|$)|(=+|-+)(?=\s*$)|([0-9]{1,9})(?=[.)](?:\s|$)))")
_PAIRS = {"em": "*", "i": "*", "cite": "*", "dfn": "*", "var": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}


def _escape(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _begin(text: str) -> str:
    """A paragraph whose lines do not look like other blocks."""
    return _FIRST.sub(lambda match: f"{match[3]}\\" if match[3] else f"\\{match[0]}", text)


def _markdown_wrap(node: HtmlNode, text: str) -> str:
    tag = node.tag
    if tag in _PAIRS:
        return _around(text, _PAIRS[tag], _PAIRS[tag])
    if tag == "a":
        url = _address(node)
        if not url or not text.strip():
            return text
        return f"<{url}>" if text.strip() == _escape(url) and ":" in url else f"[{text.strip()}]({_target(url)})"
    if tag == "img":
        return f"![{_escape(node.attributes.get('alt', ''))}]({_target(node.attributes.get('src', ''))})"
    if tag == "code":
        fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
        pad = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{fence}{pad}{text}{pad}{fence}" if text.strip() else text
    return {"q": f"“{text}”", "rt": f"({text})", "rp": ""}.get(tag, text)


def _target(url: str) -> str:
    return f"<{url}>" if re.search(r"[()\s]", url) else url


def _markdown_code(text: str) -> str:
    fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence}\n{text}\n{fence}"


def _markdown_table(rows: Sequence[Sequence[str]]) -> str:
    width = max(map(len, rows), default=0)
    lines = [[*row, *[""] * (width - len(row))] for row in rows]
    ruled = [*lines[:1], ["---"] * width, *lines[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in ruled)


_MARKDOWN = Style(
    escape=_escape,
    begin=_begin,
    wrap=_markdown_wrap,
    heading=lambda level, text: f"{'#' * level} {text}",
    quote="> ",
    code=_markdown_code,
    table=_markdown_table,
    rule="* * *",
    line="  \n",
    note=lambda number: f"[^{number}]: ",
)


def write_markdown(value: str) -> str:
    """Some HTML as Markdown; a text that is not marked as HTML as one that means itself."""
    return (
        "\n\n".join(find_blocks(read_html(value), _MARKDOWN)) if isinstance(value, Markup) else _begin(_escape(value))
    )
