"""What a build has made: how many pages of which kind, and what a release's page has on it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

_RELATED = re.compile(r'<section class="related">.*?</section>', re.DOTALL)
_CARD = '<article class="card'
_NOTE = re.compile(r'<p id="term-([^"]+)">')
_DESCRIBED = re.compile(r'<a [^>]*aria-describedby="term-([^"]+)"')

_KINDS = (
    ("lists of a year", r"[a-z-]+/press/\d{4}/index\.html"),
    ("lists of a topic", r"[a-z-]+/press/topic/[^/]+/index\.html"),
    ("lists that have moved", r"[a-z-]+/press/page/\d+/index\.html"),
    ("lists", r"[a-z-]+/press/index\.html"),
    ("releases", r"[a-z-]+/press/[^/]+/index\.html"),
    ("terms", r"[a-z-]+/glossary/[^/]+/index\.html"),
    ("glossaries", r"[a-z-]+/glossary/index\.html"),
    ("home pages", r"[a-z-]+/index\.html"),
    ("pages", r"[a-z-]+/[^/]+/index\.html"),
    ("feeds", r"[a-z-]+/feed\.(?:xml|json)"),
    ("other pages", r".*\.html"),
)
COMPARED = tuple(name for name, _ in _KINDS if name != "other pages")
"""The kinds of files of which every generator must make the same number."""

UNSEEDED = ("lists of a topic",)
"""Those of them that the seeded site has none of."""


@dataclass(frozen=True, slots=True)
class Census:
    """Files by kind, addresses in the sitemaps, bytes of all files, and what pages have of the glossary's terms.

    `terms_by_page` has the pages that have any: the terms of the links that are described, and those of the notes, in
    the order of the page. `related` is how many related releases all pages name: each generator chooses them in a way
    of its own.
    """

    counts: Mapping[str, int]
    sitemap: int
    size: int
    terms_by_page: Mapping[str, tuple[str, str]]
    related: int = 0

    @property
    def pages(self) -> int:
        """All HTML pages."""
        return sum(count for name, count in self.counts.items() if name != "feeds")

    @property
    def notes(self) -> int:
        """The notes of all pages."""
        return sum(len(notes.split()) for _, notes in self.terms_by_page.values())


def _files(output: Path) -> list[tuple[str, Path]]:
    """The files of an output folder without hidden ones, which no visitor gets."""
    found = ((path.relative_to(output).as_posix(), path) for path in output.rglob("*") if path.is_file())
    return sorted((name, path) for name, path in found if not name.startswith("."))


def count(output: Path) -> Census:
    """The census of an output folder."""
    counts = dict.fromkeys((name for name, _ in _KINDS), 0)
    addresses = size = related = 0
    terms_by_page = {}
    for name, path in _files(output):
        size += path.stat().st_size
        kind = next((kind for kind, pattern in _KINDS if re.fullmatch(pattern, name)), None)
        if kind:
            counts[kind] += 1
            html = path.read_text(encoding="utf-8")
            related += _count_related(html)
            terms = " ".join(_DESCRIBED.findall(html)), " ".join(_NOTE.findall(html))
            if any(terms):
                terms_by_page[name] = terms
        elif name.endswith("sitemap.xml"):
            addresses += path.read_text(encoding="utf-8").count("<url>")
    return Census(counts, addresses, size, terms_by_page, related)


def _count_related(html: str) -> int:
    found = _RELATED.search(html)
    return found[0].count(_CARD) if found else 0


def disagreements(census_by_tool: Mapping[str, Census]) -> list[str]:
    """What the generators make none or not the same number of, in plain words; `UNSEEDED` is in no seeded site."""
    notes = [] if any(census.notes for census in census_by_tool.values()) else [_count_notes(census_by_tool)]
    seeded = [kind for kind in COMPARED if kind not in UNSEEDED]
    kinds = [kind for kind in seeded if 0 in _numbers(census_by_tool, kind).values()]
    return [_count_kind(census_by_tool, kind) for kind in kinds] + differences(census_by_tool, but=kinds) + notes


def differences(census_by_tool: Mapping[str, Census], but: Collection[str] = ()) -> list[str]:
    """What the generators do not make the same number of, in plain words, without the kinds `but`."""
    kinds = [kind for kind in COMPARED if kind not in but and len(set(_numbers(census_by_tool, kind).values())) > 1]
    return [_count_kind(census_by_tool, kind) for kind in kinds] + _find_other_terms(census_by_tool)


def _numbers(census_by_tool: Mapping[str, Census], kind: str) -> dict[str, int]:
    return {tool: census.counts[kind] for tool, census in census_by_tool.items()}


def _count_kind(census_by_tool: Mapping[str, Census], kind: str) -> str:
    return f"{kind}: " + ", ".join(f"{tool} {number}" for tool, number in _numbers(census_by_tool, kind).items())


def _count_notes(census_by_tool: Mapping[str, Census]) -> str:
    return "notes of terms: " + ", ".join(f"{tool} {census.notes}" for tool, census in census_by_tool.items())


def _find_other_terms(census_by_tool: Mapping[str, Census]) -> list[str]:
    """A line about the pages whose terms are not the same in every generator."""
    tables = [census.terms_by_page for census in census_by_tool.values()]
    pages = sorted({page for table in tables for page in table})
    differing = [page for page in pages if len({table.get(page) for table in tables}) > 1]
    if not differing:
        return []
    return [f"{_count_notes(census_by_tool)}; pages that differ: {len(differing)}, first {differing[0]}"]


def read_features(page: Path) -> dict[str, int]:
    """How many of what is asked for a release's page has."""
    html = page.read_text(encoding="utf-8")
    head, _, body = html.partition("</head>")
    text = body.split("<footer")[0]
    contents = re.search(r'<(nav|div) class="(?:contents|toc)".*?</\1>', body, re.DOTALL)
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    items = [json.loads(block) for block in blocks]
    return {
        "hreflang links": len(re.findall(r'<link rel="alternate" hreflang=', head)),
        "canonical link": head.count('rel="canonical"'),
        "Open Graph": head.count('property="og:'),
        "feed links": head.count("application/atom+xml") + head.count("application/feed+json"),
        "JSON-LD": sum("@type" in item for item in items),
        "terms in it": sum(len(item.get("mentions", ())) for item in items),
        "scripts": head.count("<script src="),
        "languages in the switcher": len(re.findall(r'<a [^>]*hreflang="[^"]*"[^>]*>', body.split("</header>")[0])),
        "headings in the contents": contents[0].count('href="#') if contents else 0,
        "related releases": _count_related(body),
        "citation": body.count('<section class="cite">'),
        "previous and next": len(re.findall(r'<a [^>]*rel="(?:prev|next)"', body)),
        "links to terms": len(re.findall(r'<a [^>]*href="[^"]*/en/glossary/[^"/]+/"', text)),
        "described links": len(_DESCRIBED.findall(body)),
        "notes of terms": len(_NOTE.findall(body)),
        "tables and quotations": sum(body.count(f"<{name}") for name in ("table", "blockquote")),
        "bytes": len(html.encode()),
    }


def read_digests(output: Path) -> dict[str, str]:
    """The digest of each file by path."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in _files(output)}


def read_times(output: Path) -> dict[str, tuple[int, int]]:
    """(inode, nanosecond of the last change of the data) of each file by path: what was written again differs."""
    return {name: (status.st_ino, status.st_mtime_ns) for name, path in _files(output) for status in [path.stat()]}
