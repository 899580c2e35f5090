"""What HTML a text may hold: the allow-list, the cleaner (nh3), and what an author is told of things left out."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from microsite.diagnostics.problems import Diagnostic, problem
from microsite.markup.endings import REST_OF_TAG, SWALLOWING
from microsite.markup.places import Finder
from microsite.model.slips import find_hint

if TYPE_CHECKING:
    import nh3

Found = TypeVar("Found")

_TAGS = (
    "a abbr b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt em figcaption "
    "figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
ALLOWED_TAGS = frozenset(_TAGS.split())
"""The elements a text may hold. Everything else is left out, and `html-removed` says so; h1 becomes h2."""

ALLOWED_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset({"class", "dir", "id", "lang", "role", "title", "translate"}),
    "a": frozenset({"download", "href", "hreflang"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "data": frozenset({"value"}),
    "del": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "credit", "height", "src", "width"}),  # `credit` is ours: pages have its text instead
    "ins": frozenset({"datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
USUAL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes of links that need no thought. Of all others that are not unsafe, `link-scheme` tells."""

_UNSAFE = """
about blob chrome data feed file filesystem jar javascript livescript mhtml mk mocha resource vbscript view-source
"""
UNSAFE_SCHEMES = frozenset(_UNSAFE.split())
"""Schemes that run a script, or lead into the reader's own browser or disk. So do those of one letter: drives."""

_PICTURES = frozenset(("img", "image"))
"""What browsers, and the cleaner, take for a picture."""

SIZES = ("width", "height")
"""The attributes of a picture that have to be pixels."""

_PIXELS = re.compile(r"\s*([0-9]{1,5})(?:\.[0-9]+)?\s*(?:px)?\s*")
URL_ATTRIBUTES = frozenset({"href", "src"})

TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>")
"""A tag: the slash of an end tag, the element's name, and what stands between the name and the end."""

_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_DRAWING_END = re.compile(r"</svg\s*>", re.IGNORECASE)
_TAG_OR_COMMENT = re.compile(rf"<!--.*?-->|</?(?P<name>[A-Za-z][^\s/>]*){REST_OF_TAG}", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PLAIN_ID = re.compile(r"[^\s\"'<>&`_][^\s\"'<>&`]*")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f]+")  # what browsers skip on their way to a scheme, and some more
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(r"<(?:!\[CDATA\[|![A-Za-z]+|\?\w*)")
_CLOSE_THEMSELVES = (
    "area base br col colgroup dd dt embed hr img input li link meta optgroup option p param rp rt source tbody td "
    "tfoot th thead tr track wbr"
)
_DEPTHLESS = frozenset(_CLOSE_THEMSELVES.split())


def clean(raw: str) -> str:
    """The HTML without anything that is not allowed, balanced, in the one spelling of the HTML5 serialisation.

    h1 is still in it, for `anchors` to lower. Comments are gone: they are an author's notes.
    """
    names = {name.lower() for name in {*_NAME.findall(raw)}}
    schemes = USUAL_SCHEMES | {scheme for scheme in _schemes(raw) if not _is_unsafe(scheme)}
    cleaner = _cleaner(schemes, has_pictures=not names.isdisjoint(_PICTURES))
    return cleaner.clean(_without_greedy(raw) if any(map(_is_greedy, names)) else raw)


def _without_greedy(raw: str) -> str:
    """The HTML with a comment for each tag that would take away what is not its own, and for each whole drawing."""
    pieces, done = list[str](), 0
    last = max((match.start() for match in _DRAWING_END.finditer(raw)), default=-1)
    for match in _TAG_OR_COMMENT.finditer(raw):
        name = (match["name"] or "").lower()
        if match.start() < done or not name or not _is_greedy(name):
            continue
        pieces += (raw[done : match.start()], "<!---->")
        is_drawing = name == "svg" and raw[match.start() + 1] != "/" and match.end() <= last
        end = _DRAWING_END.search(raw, match.end()) if is_drawing else None
        done = end.end() if end else match.end()
    return "".join([*pieces, raw[done:]])


@functools.lru_cache(maxsize=4096)
def _is_greedy(name: str) -> bool:
    """True of elements of SVG and MathML, with all of which the cleaner leaves out what they hold: `<text>`, `<path>`.

    Most of them are no HTML at all to those who write them. What scripts and the like hold is left out, as it should.
    """
    if name in ALLOWED_TAGS or name in SWALLOWING:
        return False
    return name in {"svg", "math"} or not _cleaner(USUAL_SCHEMES).clean(f"<{name}>.")


def clean_inline(raw: str) -> str:
    """The HTML of a heading as it may stand in a list of headings: emphasis and languages, no links and no ids.

    Of ruby the text is left, without its reading.
    """
    return _inline_cleaner().clean(raw)


@functools.lru_cache(maxsize=32)
def _cleaner(schemes: frozenset[str], *, has_pictures: bool = False) -> nh3.Cleaner:
    """What cleans HTML. It asks us of each attribute of all elements if there are pictures, and only then."""
    import nh3  # late: ordinary texts need no cleaner

    return nh3.Cleaner(
        tags={*ALLOWED_TAGS, "h1"},
        attributes={name: set(names) for name, names in ALLOWED_ATTRIBUTES.items()},
        url_schemes=set(schemes),
        attribute_filter=_sized if has_pictures else None,
        link_rel=None,
    )


def _sized(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute; of a picture's size the pixels alone, as HTML has it, or None."""
    if tag == "img" and name in SIZES:
        pixels = _PIXELS.fullmatch(value)
        return pixels[1] if pixels else None
    return value


@functools.cache
def _inline_cleaner() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags={"b", "bdi", "code", "em", "i", "q", "span", "strong", "sub", "sup"},
        clean_content_tags={"rp", "rt"},
        attributes={"*": {"dir", "lang"}},
        link_rel=None,
    )


_IN_MARKDOWN = "what Markdown can say, say in Markdown"
_TO_PIXELS = "write {}=400, or another number of pixels; a picture is never wider than the text"
_TO_STYLESHEET = "looks belong to the stylesheet"
_TO_TEMPLATES = "scripts belong to the templates"
_HINTS = {
    "script": _TO_TEMPLATES,
    **dict.fromkeys(("style", "font", "center", "big", "tt"), _TO_STYLESHEET),
    **dict.fromkeys(("o", "w", "v", "m"), "take it out: Word has put it there"),
    **dict.fromkeys(("iframe", "embed", "object"), "link to it instead: pages show nothing of other hosts"),
    **dict.fromkeys(("target", "rel"), "take it out: readers decide where a link opens"),
}


def _remembered(find: Callable[[str], Found]) -> Callable[[str], Found]:
    """The same, remembered of short texts: a longer tag or address may be a whole picture."""
    known = functools.lru_cache(maxsize=1 << 10)(find)
    return lambda text: known(text) if len(text) <= 500 else find(text)


def _schemes(raw: str) -> Iterator[str]:
    """The schemes of the links and pictures of some HTML, in lower case."""
    for slash, _, written in find_tags(raw):
        if not slash and (":" in written or "&" in written):
            for name, value in read_attributes(written):
                if name in URL_ATTRIBUTES and (scheme := _scheme_of(value)):
                    yield scheme.lower()


@_remembered
def _scheme_of(url: str) -> str:
    """What a browser takes for the scheme of an address, as it is written; "" if it has none."""
    match = _SCHEME.match(_UNSEEN.sub("", url))
    return match[1] if match else ""


def _is_unsafe(scheme: str) -> bool:
    return scheme in UNSAFE_SCHEMES or len(scheme) == 1


def depth(raw: str) -> int:
    """How deep the elements of some HTML nest, well-formed or not; those that close themselves do not count."""
    now = deepest = 0
    for slash, name, _ in find_tags(raw):
        if name.lower() not in _DEPTHLESS:
            if not slash:
                now += 1
                deepest = max(deepest, now)
            elif now:
                now -= 1
    return deepest


@functools.lru_cache(maxsize=2)  # several ask it of a text, before and after it is cleaned
def find_tags(raw: str) -> list[tuple[str, str, str]]:
    """What `TAG` finds in some HTML."""
    return TAG.findall(raw)


@_remembered  # asked several times of each tag, and the versions of a text have the same
def read_attributes(text: str) -> tuple[tuple[str, str], ...]:
    """Names (lower case) and values (unescaped) in the text between a start tag's name and its end."""
    return tuple([(name.lower(), html.unescape(a or b or c)) for name, a, b, c in _ATTRIBUTE.findall(text)])


def write_tag(name: str, attributes: Iterable[tuple[str, str]]) -> str:
    """A start tag; values are escaped."""
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes)
    return f"<{name}{written}>"


def check_removed(raw: str, body: Finder) -> Iterator[Diagnostic]:
    """What `clean` leaves out: each element and attribute once, each link. `body` knows where they stand.

    Reports `html-removed`, `link-unsafe` and, for an address that nothing can open, `link-broken`; and `link-scheme`
    for a link that stays, but has none of the usual schemes.
    """
    raw = _COMMENT.sub("", raw) if "<!--" in raw else raw
    removed: dict[str, tuple[str, tuple[str, ...]]] = {}
    for declaration in _DECLARATION.findall(raw):
        removed[f"{declaration} …>"] = _IN_MARKDOWN, (re.escape(declaration),)
    for slash, written, inside in find_tags(raw):
        tag = written.lower()
        if slash or tag == "h1":
            continue
        if tag not in ALLOWED_TAGS:
            removed[f"<{tag}>"] = _HINTS.get(tag, _IN_MARKDOWN), (rf"<{tag}\b",)
            continue
        for name, value in read_attributes(inside):
            if name not in ALLOWED_ATTRIBUTES["*"] and name not in ALLOWED_ATTRIBUTES.get(tag, ()):
                plain = rf"(?<![\w-])({re.escape(name)})\b"
                hint = _TO_TEMPLATES if name.startswith("on") else _HINTS.get(name, _TO_STYLESHEET)
                hint = _mend_name(value, dict(read_attributes(inside))) if (tag, name) == ("a", "name") else hint
                places = rf"<{tag}\b[^<>]*?\s{plain}", rf"{plain}\s*=", plain
                removed[f"the attribute “{html.unescape(name)}” of <{tag}>"] = hint, places
            elif tag == "img" and name in SIZES and not _PIXELS.fullmatch(value):
                place = rf"(?<![\w-])({name}\s*=\s*[\"']?{re.escape(value)})"
                removed[f"the {name} “{value}” of a picture"] = _TO_PIXELS.format(name), (place,)
            elif name in URL_ATTRIBUTES and value.strip():
                yield from _check_url(name, value, body)
    for what, (hint, patterns) in sorted(removed.items()):
        message = f"{what} is not allowed in a text and was left out"
        yield problem("html-removed", message, body.find(*patterns), hint=hint)


def _mend_name(value: str, attributes: Mapping[str, str]) -> str:
    """The hint for an anchor of a former HTML: the id that it has, or that can be one (see `anchors`)."""
    if id_ := attributes.get("id", "").strip():
        return "take it out: the id beside it is the same" if id_ == value else f"take it out, and lead links to #{id_}"
    plain = value if _PLAIN_ID.fullmatch(value) else re.sub(r"[\s\"'<>&`_]+", "-", value).strip("-")
    if not plain:
        return "take it out: no link can lead to it"
    return f'write id="{plain}"' + ("" if plain == value else f", and #{plain} in links to it")


@functools.lru_cache(maxsize=4096)  # the versions of a text have the same links
def _can_open(url: str) -> bool:
    """True of an address that is left in clean HTML."""
    return "href=" in clean(write_tag("a", [("href", url)]))


def _check_url(name: str, url: str, body: Finder) -> Iterator[Diagnostic]:
    scheme = _scheme_of(url)
    if scheme and _is_unsafe(scheme.lower()):
        what = "picture" if name == "src" else "link"
        message = f"a {what} may not begin with “{scheme}:”"
        folder, _, text = body.prose.path.rpartition("/")
        hint = f"pictures are kept with the site: put the file into {folder}/{text.partition('.')[0]}/"
        if what == "link":
            hint = "link to a page (../glossary/term.md) or to an address that begins with https:, mailto: or tel:"
        yield problem("link-unsafe", message, body.find_link(url), hint=hint)
    elif not _can_open(url):
        message = f"“{url}” is not an address that a browser can open"
        hint = find_hint(url)
        yield problem("link-broken", message, body.find_link(url), hint=hint)
    elif scheme and scheme.lower() not in USUAL_SCHEMES and name == "href":  # of pictures `picture-foreign` tells
        message = f"this link begins with “{scheme}:”, which not every reader can open"
        hint = "begin it with https:, mailto: or tel:; if it is meant, write in site.yaml\nrules: {link-scheme: ignore}"
        yield problem("link-scheme", message, body.find_link(url), hint=hint)
