"""Markdown of any shape → HTML that nobody has cleaned yet. The only module that knows Python-Markdown."""

from __future__ import annotations

import functools
import xml.etree.ElementTree as etree  # noqa: N813 (as Python-Markdown calls it)

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from microsite import cleaner
from microsite.bounds import NESTING

EXTENSIONS = ("attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists", "tables")
"""Of Python-Markdown's own: what press texts need. No typography: authors write the right characters."""


class _Tidy(Treeprocessor):
    """Alignment becomes a class, since a page has no inline styles; left and right become start and end."""

    def run(self, root: etree.Element) -> None:
        for cell in (element for element in root.iter() if element.tag in ("td", "th")):
            style = cell.attrib.pop("style", "")
            side = style.removeprefix("text-align:").strip(" ;")
            if side:
                cell.set("class", f"align-{ {'left': 'start', 'right': 'end'}.get(side, side) }")
            if cell.tag == "th":
                cell.set("scope", "col")


class _TidyExtension(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(_Tidy(md), "tidy", 9)  # after inline (20), before attr_list (8)


@functools.cache
def _converter() -> markdown.Markdown:
    """One converter a process: making one costs as much as converting a short text."""
    return markdown.Markdown(
        extensions=[*EXTENSIONS, _TidyExtension()],
        extension_configs={"footnotes": {"BACKLINK_TITLE": "{}", "SEPARATOR": "-"}},
        output_format="html",
    )


def to_html(text: str) -> tuple[str, str]:
    """(HTML, ""), or ("", why Python-Markdown cannot convert a text)."""
    too_deep = f"lists, quotations, emphasis or HTML nest deeper than {NESTING} levels"
    converter = _converter()
    converter.reset()
    try:
        raw = converter.convert(text)
    except Exception as error:  # noqa: BLE001 (its extensions raise whatever they stumble over)
        _converter.cache_clear()  # its parser still believes itself to be in the middle of that text
        deep = isinstance(error, RecursionError)
        return "", too_deep if deep else 'something here, most likely HTML with markdown="1", cannot be converted'
    return ("", too_deep) if cleaner.depth(raw) > NESTING else (raw, "")
