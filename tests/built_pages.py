"""Built sites as a browser, a feed reader and a search engine meet them: pages with their elements, links followed."""

from __future__ import annotations

import functools
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from whole_sites import Built, built

from microsite.model.config import Config

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"
URL_ATTRIBUTES = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "q": "cite"}
"""Where an element names an address."""

_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))


@dataclass
class Element:
    """An element with its attributes, all text in it, the language that holds in it, and the line of its tag.

    `elements` are those inside, at any depth, in the order of their tags.
    """

    tag: str
    attributes: dict[str, str]
    language: str
    line: int
    text: str = ""
    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag inside that have these attributes: `class_` is class, `http_equiv` http-equiv."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.elements if e.tag == tag and wanted.items() <= e.attributes.items()]

    def urls(self) -> list[str]:
        """The addresses that it names, of the sizes of a picture all."""
        plain = self.attributes.get(URL_ATTRIBUTES.get(self.tag, ""), "")
        sizes = self.attributes.get("srcset", "").split(",") if self.tag in ("img", "source") else []
        return [url for url in (plain, *(size.split()[0] for size in sizes if size.strip())) if url]


@dataclass
class Page(Element):
    """A page, and where it is."""

    path: str = ""
    url: str = ""

    def ids(self) -> list[str]:
        """All anchors."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    def links(self, rel: str) -> list[dict[str, str]]:
        """The attributes of the `<link>` elements of a relation."""
        return [link.attributes for link in self.all("link") if rel in link.attributes.get("rel", "").split()]

    def meta(self, name: str) -> str:
        """The content of the one `<meta>` of a name or property, "" if there is none."""
        found = [e for e in self.all("meta") if name in (e.attributes.get("name"), e.attributes.get("property"))]
        assert len(found) <= 1, f"{self.path} has {len(found)} {name}"
        return found[0].attributes["content"] if found else ""

    def is_indexable(self) -> bool:
        """True if search engines may show it: it does not ask them not to, and leads or refers nowhere else."""
        canonical = [link["href"] for link in self.links("canonical")]
        is_own = canonical in ([], [quote(self.url, safe="/:")])
        return is_own and "noindex" not in self.meta("robots") and not self.all("meta", http_equiv="refresh")

    def alternates(self) -> dict[str, str]:
        """The URLs of the versions by language tag."""
        return {link["hreflang"]: link["href"] for link in self.links("alternate") if "hreflang" in link}

    def data(self) -> list[dict[str, Any]]:
        """The structured data."""
        return [json.loads(script.text) for script in self.all("script", type="application/ld+json")]


class _Reader(HTMLParser):
    """Reads the elements of a page, all of which must be closed, and in order."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[Element] = [page]

    def place(self) -> str:
        return f"{self.page.path}:{self.getpos()[0]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs), f"{self.place()}: <{tag}> has an attribute twice"
        element = Element(tag, attributes, attributes.get("lang") or self.open[-1].language, self.getpos()[0])
        for outer in self.open:
            outer.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[1:], f"{self.place()}: </{tag}> closes nothing"
        assert self.open.pop().tag == tag, f"{self.place()}: </{tag}> is out of order"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read_page(path: str, url: str, text: str) -> Page:
    """Read a page. Its elements must be closed, and in order, even where HTML does without."""
    page = Page("", {}, "", 0, path=path, url=url)
    reader = _Reader(page)
    reader.feed(text)
    reader.close()
    assert reader.open == [page], f"{path} leaves {[element.tag for element in reader.open[1:]]} open"
    return page


@dataclass(frozen=True)
class Website:
    """A built site as a host serves it; `pages` are by output path."""

    built: Built
    config: Config
    origin: str
    pages: dict[str, Page]

    def path(self, url: str) -> str:
        """The output file that a URL of this site leads to."""
        parts = urlsplit(url)
        assert self.is_own(url), f"{url} leads to another host"
        path = unquote(parts.path)
        assert path.startswith(self.config.base_path), f"{url} leaves {self.config.base_path}"
        path = path.removeprefix(self.config.base_path)
        path += "index.html" if path == "" or path.endswith("/") else ""
        assert path in self.built.files, f"{url} leads to no file"
        return path

    def page(self, url: str) -> Page:
        """The page that a URL of this site leads to."""
        return self.pages[self.path(url)]

    def is_own(self, url: str) -> bool:
        """True of what leads to this host."""
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}" == self.origin

    def articles(self) -> list[Page]:
        """The pages of the languages: neither redirects nor those that belong to no language."""
        keys = tuple(f"{locale.key}/" for locale in self.config.languages)
        return [page for page in self.pages.values() if page.path.startswith(keys) and not is_redirect(page)]

    def key(self, page: Page) -> str:
        """The key of the language that a page is for."""
        return page.path.split("/")[0]

    def feeds(self) -> list[str]:
        """The paths of the feeds."""
        return [path for path in self.built.files if path.endswith("feed.xml")]


def is_redirect(page: Page) -> bool:
    """True of a page that only leads to another."""
    return bool(page.all("meta", http_equiv="refresh"))


def website_of(site: Built) -> Website:
    """Read all pages of a site that was built without an error."""
    assert site.config
    assert site.files, site.diagnostics
    parts = urlsplit(site.config.base_url)
    website = Website(site, site.config, f"{parts.scheme}://{parts.netloc}", {})
    for path in sorted(site.files):
        if path.endswith(".html"):
            url = site.config.base_url + re.sub("(^|/)index.html$", r"\1", path)
            website.pages[path] = read_page(path, url, site.text(path))
    return website


@functools.cache
def website(name: str, base_url: str = "") -> Website:
    """A site of `whole_sites.read_site` as it is, built and read once for all tests of a process."""
    return website_of(built(name, base_url))


def read_xml(data: bytes) -> ET.Element:
    """The root of an XML document of our own."""
    return ET.fromstring(data)  # noqa: S314 - nobody else has written it


def element_text(parent: ET.Element, name: str) -> str:
    """The text of the one child of a name."""
    found = parent.findall(name)
    assert len(found) == 1, f"{len(found)} {name}"
    return found[0].text or ""


def urls_in_data(value: object) -> Iterator[str]:
    """Every URL in structured data, but the names of schema.org itself."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in ("@context", "eventStatus", "eventAttendanceMode"):
                yield from urls_in_data(item)
    elif isinstance(value, list):
        for item in value:
            yield from urls_in_data(item)
    elif isinstance(value, str) and value.startswith(("http:", "https:")):
        yield value
