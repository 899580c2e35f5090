"""The tags of a page, each by what it says: links, anchors, pictures, versions, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from microsite.verify.data import check_data
from microsite.verify.defects import At, Defect
from microsite.verify.said import Alternate, Asked
from microsite.verify.styles import find_urls
from microsite.verify.tags import Tag, read_tags, read_words

_DATA = "application/ld+json"
_HTML = "text/html"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PICTURES = frozenset({"img", "svg"})
_NAMED = frozenset({"i", "img", "span", "svg", "use"})
_FILE_NAME = re.compile(r"\S*\.(?:avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?(.*)", re.IGNORECASE | re.DOTALL)
_RELATIONS = {
    "stylesheet": "sheet",
    "icon": "icon",
    "apple-touch-icon": "icon",
    "mask-icon": "icon",
    "manifest": "manifest",
    "preload": "font",
    "modulepreload": "script",
    "prefetch": "font",
    "preconnect": "connection",
    "dns-prefetch": "connection",
    "next": "link",
    "prev": "link",
    "author": "link",
    "help": "link",
    "license": "link",
    "search": "link",
}
"""What the target of a `<link>` is, by its relation."""

SOURCES = {
    "script": (("src", "script"),),
    "iframe": (("src", "frame"),),
    "video": (("src", "media"), ("poster", "picture")),
    "audio": (("src", "media"),),
    "track": (("src", "media"),),
    "embed": (("src", "media"),),
    "object": (("data", "media"),),
    "form": (("action", "link"),),
    "area": (("href", "link"),),
    "image": (("href", "picture"), ("xlink:href", "picture")),
    "use": (("href", "picture"), ("xlink:href", "picture")),
}
"""The attributes of elements that name an address, and what it is for."""

WANTED = frozenset(
    {*SOURCES, *_HEADINGS, *(f"/{name}" for name in _HEADINGS)}
    | {"a", "base", "html", "img", "input", "link", "meta", "source", "/a", "svg", "/svg"}
)


@dataclass(slots=True)
class Gathered:
    """What was found in a page so far."""

    path: str
    text: str
    base: str = ""
    language: str = ""
    description: list[tuple[str, int]] = field(default_factory=list)
    titles: list[tuple[str, int]] = field(default_factory=list)
    canonical: list[Asked] = field(default_factory=list)
    leads_to: Asked | None = None
    versions: list[Alternate] = field(default_factory=list)
    properties: list[tuple[str, str, int]] = field(default_factory=list)
    links: dict[tuple[str, str], Asked] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    headings: list[tuple[int, int]] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    is_hidden: bool = False
    type: str = ""
    root: int = -1
    drawings: int = 0
    anchor: Tag | None = None
    heading: Tag | None = None

    def link(self, url: str, offset: int, what: str) -> None:
        """Note an address, at its first place."""
        key = (url.strip(), what)
        if key not in self.links and (key[0][:1] not in "dD" or key[0][:5].lower() != "data:"):
            self.links[key] = Asked(key[0], offset, what)

    def blame(self, rule: str, message: str, offset: int, mark: str = "", hint: str = "") -> None:
        """Note what is wrong."""
        self.defects.append(Defect(rule, message, At(self.path, offset, mark), hint))


def note_id(page: Gathered, tag: Tag) -> None:
    """Note the anchor of any element, and what its own style asks for."""
    anchor = tag.attributes.get("id")
    if anchor:
        if anchor in page.ids:
            message = f"the anchor “{anchor}” stands twice on this page, and links find the first one alone"
            page.blame("anchor-duplicate", message, tag.offset, anchor, "give one of them another id")
        page.ids.add(anchor)
    style = tag.attributes.get("style")
    if style and "url(" in style:
        for url, _, _ in find_urls(style):
            page.link(url, tag.offset, "style")


def note_sources(page: Gathered, tag: Tag) -> None:
    """Note the addresses that an element names."""
    for attribute, what in SOURCES[tag.name]:
        url = tag.attributes.get(attribute)
        if url is not None and (url or what == "link"):
            page.link(url, tag.offset, what)


def _note_root(page: Gathered, tag: Tag) -> None:
    if page.root < 0:
        page.root, page.language = tag.offset, tag.attributes.get("lang", tag.attributes.get("xml:lang", "")).strip()


def _note_base(page: Gathered, tag: Tag) -> None:
    page.base = page.base or tag.attributes.get("href", "").strip()


def _note_link(page: Gathered, tag: Tag) -> None:
    attributes = tag.attributes
    url = attributes.get("href", "").strip()
    relations = attributes.get("rel", "").lower().split()
    if "canonical" in relations:
        page.canonical.append(Asked(url, tag.offset, "link"))
    elif "alternate" in relations and "hreflang" in attributes and attributes.get("type", _HTML) == _HTML:
        page.versions.append(Alternate(attributes["hreflang"].strip(), url, tag.offset))
    elif "alternate" in relations and "stylesheet" not in relations:
        page.link(url, tag.offset, "feed")
    else:
        what = next((_RELATIONS[one] for one in relations if one in _RELATIONS), "")
        if what and url:
            page.link(url, tag.offset, what)


def _note_meta(page: Gathered, tag: Tag) -> None:
    attributes = tag.attributes
    name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
    content = attributes.get("content", "").strip()
    if name == "description":
        page.description.append((content, tag.offset))
    elif name in {"robots", "googlebot"}:
        page.is_hidden = page.is_hidden or bool({"noindex", "none"} & set(re.split(r"[\s,]+", content.lower())))
    elif name.startswith(("og:", "article:", "twitter:")):
        page.properties.append((name, content, tag.offset))
        if name in {"og:image", "og:image:url", "twitter:image"} and content:
            page.link(content, tag.offset, "preview")
        page.type = page.type or (content if name == "og:type" else "")
    elif attributes.get("http-equiv", "").lower() == "refresh":
        found = _REFRESH.fullmatch(content)
        url = found[1].strip().strip("'\"") if found else ""
        page.leads_to = Asked(url, tag.offset) if url else page.leads_to


def _note_picture(page: Gathered, tag: Tag) -> None:
    attributes = tag.attributes
    what = "lazy" if attributes.get("loading", "").lower() == "lazy" else "picture"
    if attributes.get("src"):
        page.link(attributes["src"], tag.offset, what)
    _note_sizes(page, tag)
    is_idle = attributes.get("role") in {"presentation", "none"} or attributes.get("aria-hidden") == "true"
    alt = attributes.get("alt")
    if alt is None and not is_idle and "aria-label" not in attributes and "aria-labelledby" not in attributes:
        message = "this picture has no alternative text"
        hint = 'say what it shows: alt="…", or alt="" if it is decoration'
        page.blame("alt-missing", message, tag.offset, attributes.get("src", ""), hint)
    elif alt and _FILE_NAME.fullmatch(alt.strip()):
        message = f"the alternative text of this picture is the name of a file, “{alt.strip()}”"
        page.blame("alt-missing", message, tag.offset, alt.strip(), "say what the picture shows")


def _note_sizes(page: Gathered, tag: Tag) -> None:
    """Renditions: browsers choose one of them, so they are not weighed."""
    for url in _split_sizes(tag.attributes.get("srcset", "")):
        page.link(url, tag.offset, "lazy")
    if tag.name == "source" and tag.attributes.get("src"):
        page.link(tag.attributes["src"], tag.offset, "media")


def _split_sizes(sizes: str) -> Iterator[str]:
    """The addresses in a `srcset`: a comma may be a part of one, but not its end (HTML, 4.8.4.2.2)."""
    for found in re.finditer(r"([^\s,]\S*)((?<!,)[^,]*)", sizes):
        yield found[1].rstrip(",")


def _note_input(page: Gathered, tag: Tag) -> None:
    if tag.attributes.get("type", "").lower() == "image":
        page.link(tag.attributes.get("src", ""), tag.offset, "picture")
        if not tag.attributes.get("alt", "").strip():
            message = "this button is a picture, and has no alternative text"
            page.blame("alt-missing", message, tag.offset, hint='say what it does: alt="…"')


def _note_script(page: Gathered, tag: Tag) -> None:
    if tag.attributes.get("type", "").strip().lower() == _DATA:
        type_, defects, links = check_data(page.path, tag.text, tag.end)
        page.type = page.type or type_
        page.defects += defects
        for url, offset in links:
            page.link(url, offset, "data")


def _note_style(page: Gathered, tag: Tag) -> None:
    for url, at, what in find_urls(tag.text):
        page.link(url, tag.end + at, what)


def _note_title(page: Gathered, tag: Tag) -> None:
    if not page.drawings:
        page.titles.append((read_words(tag.text), tag.offset))


def _note_heading(page: Gathered, tag: Tag) -> None:
    page.headings.append((int(tag.name[1]), tag.offset))
    page.heading = tag


def _end_heading(page: Gathered, tag: Tag) -> None:
    heading, page.heading = page.heading, None
    if heading and not read_words(inside := page.text[heading.end : tag.offset]) and not _is_named(inside):
        message = f"this heading of level {heading.name[1]} has no words"
        page.blame("heading-empty", message, heading.offset, heading.name, "give it words, or take it out")


def _note_anchor(page: Gathered, tag: Tag) -> None:
    if anchor := tag.attributes.get("name"):
        page.ids.add(anchor)
    url = tag.attributes.get("href")
    page.anchor = None if url is None or tag.is_plain else tag
    if url is not None:
        page.link(url, tag.offset, "link")


def _end_anchor(page: Gathered, tag: Tag) -> None:
    link, page.anchor = page.anchor, None
    if link and not {"aria-label", "aria-labelledby", "title"} & link.attributes.keys():
        inside = page.text[link.end : tag.offset]
        if "<" in inside and not read_words(inside) and _has_picture(inside) and not _is_named(inside):
            message = "this link is a picture without words, so nobody who cannot see it knows where it leads"
            hint = "let the alternative text of the picture say where the link leads"
            page.blame("alt-missing", message, link.offset, link.attributes["href"], hint)


def _has_picture(inside: str) -> bool:
    return any(tag.name in {"img", "svg"} for tag in read_tags(inside, _PICTURES))


def _is_named(inside: str) -> bool:
    """True if something in a piece of HTML without words tells what it is to who cannot see it."""
    return any(
        tag.text.strip() or any(tag.attributes.get(name, "").strip() for name in ("alt", "aria-label"))
        for tag in read_tags(inside, _NAMED)
    )


def _begin_drawing(page: Gathered, tag: Tag) -> None:
    page.drawings += page.text[tag.end - 2 : tag.end] != "/>"


def _end_drawing(page: Gathered, _tag: Tag) -> None:
    page.drawings = max(0, page.drawings - 1)


HANDLERS: dict[str, Callable[[Gathered, Tag], None]] = {
    "html": _note_root,
    "base": _note_base,
    "link": _note_link,
    "meta": _note_meta,
    "img": _note_picture,
    "source": _note_sizes,
    "input": _note_input,
    "script": _note_script,
    "style": _note_style,
    "title": _note_title,
    "a": _note_anchor,
    "/a": _end_anchor,
    "svg": _begin_drawing,
    "/svg": _end_drawing,
    **dict.fromkeys(_HEADINGS, _note_heading),
    **{f"/{name}": _end_heading for name in _HEADINGS},
}
