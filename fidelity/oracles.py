"""Other converters of Markdown, and what each is asked for: a text → HTML."""

from __future__ import annotations

import functools
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

from microsite.markup.attributes import is_attributes, read_attributes

EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")
"""Those of GitHub's converter that the dialect has."""

_KRAMDOWN = Path(__file__).with_name("kramdown.rb")
_ATTRIBUTE_LINE = re.compile(r"^[ \t>]*\{(:?)([^{}\n]*)\}[ \t]*(?:\n|\Z)", re.MULTILINE)
_MARKDOWN_IN_HTML = re.compile(r"^[ \t]*<[a-z]+\b[^<>\n]* markdown=[\"']?1", re.MULTILINE)
_ATTRIBUTES_BEHIND = re.compile(r"(?:(\))|(?<=[\]*_`>]))\{:?([^{}\n]*)\}(?!`)")
_ATTRIBUTES_OF_HEADING = re.compile(
    r"^((?:[ \t>*+-]|[0-9]+[.)])*#{1,6} .*?)[ \t]*\{:?([ \t]*[#.\w][^}\n]*)\}[ \t]*$", re.MULTILINE
)
_LONG_COMMENT = re.compile(r"(?<!`)<!--(-+(?!>).*?)-*-->", re.DOTALL)
_FENCED = re.compile(r"^[ \t>*+-]*(`{3,}|~{3,})[^\n]*\n(?:.*\n)*?[ \t>]*\1[`~]*[ \t]*$", re.MULTILINE)
_BOX = re.compile(r"(?<!`)<input\b[^>]*>", re.IGNORECASE)
_LOOSE_TASK = re.compile(r"(<input type=\"checkbox\"[^>]*> )\s*<p>")


class Oracle(NamedTuple):
    """A converter by its name. `convert_all` takes texts and gives the HTML of each, in their order."""

    name: str
    convert_all: Callable[[Iterable[str]], list[str]]


def oracles_for(*, is_kramdown: bool) -> tuple[Oracle, Oracle]:
    """Two oracles, of which the first speaks the dialect of the site itself."""
    markdown_it = Oracle("markdown-it", lambda texts: [_to_html_by_markdown_it(text) for text in texts])
    if is_kramdown:
        return Oracle("kramdown", _to_html_by_kramdown), markdown_it
    return Oracle("cmark-gfm", lambda texts: [to_html_by_cmark(text) for text in texts]), markdown_it


def is_of_kramdown(text: str) -> bool:
    """True if kramdown alone reads a text: it has a line of attributes, or an element that asks for Markdown in it."""
    if "{:" not in text and "markdown=" not in text:
        return False
    text = _FENCED.sub("", text)
    return any(map(_is_attribute_line, _ATTRIBUTE_LINE.finditer(text))) or _MARKDOWN_IN_HTML.search(text) is not None


def _is_attribute_line(match: re.Match[str]) -> bool:
    return match[1] != "" and (is_attributes(match[2]) or match[2] == "toc")


def without_attributes(text: str) -> str:
    """The text as one writes it for a converter without attribute lists, which say nothing of text or structure."""
    return _outside_code(text, _drop_attributes) if "{" in text else text


def without_boxes(text: str) -> str:
    """The text without boxes to tick that are written in HTML, which pages leave out as they do all that asks."""
    return _outside_code(text, lambda part: _BOX.sub("<wbr>", part)) if "<input" in text else text


def _drop_attributes(text: str) -> str:
    text = _ATTRIBUTES_OF_HEADING.sub(lambda match: match[1] if is_attributes(match[2]) else match[0], text)
    text = _ATTRIBUTE_LINE.sub(lambda match: "" if match[1] or is_attributes(match[2]) else match[0], text)
    return _ATTRIBUTES_BEHIND.sub(_drop_list, text)


def _drop_list(match: re.Match[str]) -> str:
    """What stands in the place of a list of attributes: the title of a link, which readers may see, or nothing."""
    if not is_attributes(match[2]):
        return match[0]
    title = read_attributes(match[2]).get("title")
    return f' "{title}")' if match[1] and title else match[1] or ""


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with a change of what stands outside of fenced code."""
    parts, end = list[str](), 0
    for match in _FENCED.finditer(text):
        parts += (change(text[end : match.start()]), match[0])
        end = match.end()
    return "".join((*parts, change(text[end:])))


def to_html_by_cmark(text: str, extensions: Sequence[str] = EXTENSIONS) -> str:
    """The HTML of GitHub's converter: CommonMark with those of its extensions, and with footnotes."""
    from cmarkgfm import cmark
    from cmarkgfm.cmark import Options

    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
    written = _LONG_COMMENT.sub(r"<!-- \1 -->", without_attributes(text))  # which are none before CommonMark 0.31
    html: str = cmark.markdown_to_html_with_extensions(written, options, list(extensions))
    return _LOOSE_TASK.sub(r"<p>\1", html)


def _to_html_by_markdown_it(text: str) -> str:
    html: str = _markdown_it().render(without_attributes(text))
    return html


@functools.cache
def _markdown_it() -> MarkdownIt:
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (footnote_plugin, deflist_plugin, tasklists_plugin, gfm_autolink_plugin):
        parser.use(plugin)
    return parser


def _to_html_by_kramdown(texts: Iterable[str]) -> list[str]:
    """The HTML of kramdown as Jekyll calls it, but with quotation marks and dashes as written."""
    ruby = shutil.which("ruby")
    if ruby is None:
        message = "kramdown is not installed. On Debian and Ubuntu: apt install ruby-kramdown-parser-gfm"
        raise SystemExit(message)
    done = subprocess.run(
        [ruby, str(_KRAMDOWN)], input=json.dumps(list(texts)), capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"kramdown gave up: {done.stderr.strip()}"
        raise SystemExit(message)
    html: list[str] = json.loads(done.stdout)
    return html
