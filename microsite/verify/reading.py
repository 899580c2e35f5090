"""Any file of a built site → what it says. Pure: bytes in, values out; many processes may do it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic
from microsite.verify.calendars import check_calendar
from microsite.verify.defects import At, Defect
from microsite.verify.feeds import check_feed, check_json_feed, is_feed, is_json_feed
from microsite.verify.pages import read_page
from microsite.verify.said import Alternate, Asked, Mapped, Said
from microsite.verify.styles import read_style
from microsite.verify.xml import SITEMAP, XHTML, XmlNode, read_xml

PAGES = (".html", ".htm", ".xhtml")
XMLS = (".xml", ".svg", ".rss", ".atom", ".tbx", ".xsl", ".kml", ".gpx")
JSONS = (".json", ".webmanifest", ".geojson", ".jsonld")
TEXTS = (*PAGES, *XMLS, *JSONS, ".css", ".csv", ".ics", ".js", ".md", ".mjs", ".txt", ".vcf", ".vtt")
"""The endings of files that are read; all others are only there or not."""

_REFERENCES = (
    r"&#(?:[xX]0*+(?:[0-8bBcCeEfF]|1[\da-fA-F]|7[fF]|[89][\da-fA-F]|[fF]{3}[dDeEfF])"
    r"|0*+(?:[0-8]|1[124-9]|2\d|3[01]|12[7-9]|1[345]\d|6553[345]));"
)
_UNSEEN = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F))
_WRITTEN = re.compile(_REFERENCES)
_MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")
_MOST = 50_000
_ICONS = 100
_SITEMAP = re.compile(r"^\s*+sitemap\s*+:\s*+(\S+)", re.IGNORECASE | re.MULTILINE)
_FORBIDDEN = re.compile(r"^\s*+(user-agent|disallow|allow)\s*+:[ \t]*+([^\s#]*+)", re.IGNORECASE | re.MULTILINE)

Unread = tuple[str, bytes | Diagnostic]
"""A path, and what the file holds or why it cannot be read."""


def read_files(files: Sequence[Unread]) -> list[Said | Diagnostic]:
    """What each of some files says."""
    return [read_said(path, data) if isinstance(data, bytes) else data for path, data in files]


def read_said(path: str, data: bytes) -> Said:
    """What a file says, with `file-encoding`, `character-unseen` and `file-malformed` of it."""
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8", "replace"))
        defect = Defect("file-encoding", "this file is not UTF-8", At(path, at), "let what writes it write UTF-8")
        text = data.decode("utf-8", "replace")
        return _read(path, text, len(data))._replace(defects=(defect,))
    said = _read(path, text, len(data))
    unseen = _find_unseen(path, text) if _may_hide(data) else None
    return said._replace(defects=(*said.defects, unseen)) if unseen else said


def decode(data: bytes) -> str:
    """The text of a file, without the mark that some programs set before it. Raises `UnicodeDecodeError`."""
    return data.decode("utf-8-sig")


def _may_hide(data: bytes) -> bool:
    """False of what certainly has no character of `_UNSEEN`, and none as a number; told from bytes, ten times as fast.

    In UTF-8, U+0080 to U+009F begin with C2 and go on below A0, and U+FFFD to U+FFFF begin with EF BF.
    """
    if b"&#" in data or b"\xef\xbf" in data or len(data.translate(None, _CONTROLS)) != len(data):
        return True
    return b"\xc2" in data and any(rest[:1] < b"\xa0" for rest in data.split(b"\xc2")[1:])


def _find_unseen(path: str, text: str) -> Defect | None:
    """The first character of a file that no reader sees, or that stands for one that was lost."""
    found = _UNSEEN.search(text)
    if not found and "&#" in text and path.endswith((*PAGES, *XMLS)):
        found = _WRITTEN.search(text)
    if not found:
        return None
    sign = found[0]
    what = f"U+{ord(sign):04X}" if len(sign) == 1 else sign
    lost = sign == "\ufffd"
    message = f"{what} stands for a character that was lost" if lost else f"this file holds {what}, which nobody sees"
    hint = "write what was meant" if lost else "take it out"
    return Defect("character-unseen", message, At(path, found.start(), sign), hint)


def _read(path: str, text: str, size: int) -> Said:
    name = path.lower()
    for endings, read in _READERS.items():
        if name.endswith(endings):
            return read(path, text, size)
    return _read_robots(path, text, size) if name == "robots.txt" else Said(path, "text", size)


def _read_calendar(path: str, text: str, size: int) -> Said:
    return Said(path, "calendar", size, defects=tuple(check_calendar(path, text)))


# ---- XML --------------------------------------------------------------------------------------------------------


def _read_xml(path: str, text: str, size: int) -> Said:
    root = read_xml(path, text)
    if isinstance(root, Defect):
        return Said(path, "xml", size, defects=(root,))
    if is_feed(root):
        defects, links = check_feed(path, root)
        return Said(path, "feed", size, links=tuple(links), defects=tuple(defects))
    if root.name in {f"{SITEMAP} urlset", f"{SITEMAP} sitemapindex"}:
        return _read_sitemap(path, root, size)
    if root.name.rpartition(" ")[2] in {"urlset", "sitemapindex"}:
        message, hint = "this sitemap is in another namespace than search engines know", f'xmlns="{SITEMAP}"'
        return Said(path, "xml", size, defects=(Defect("sitemap-invalid", message, At(path, root.offset), hint),))
    return Said(path, "xml", size)


def _read_sitemap(path: str, root: XmlNode, size: int) -> Said:
    is_index = root.name.endswith("sitemapindex")
    nodes = list(root.all(f"{SITEMAP} {'sitemap' if is_index else 'url'}"))
    entries, defects = list[Mapped](), list[Defect]()
    for node in nodes:
        loc = node.first(f"{SITEMAP} loc")
        if loc is None or not loc.text.strip():
            defects.append(_blame(path, node, "an entry of this sitemap has no address", "add <loc>…</loc>"))
            continue
        versions = tuple(
            Alternate(link.attributes.get("hreflang", ""), link.attributes.get("href", "").strip(), link.offset)
            for link in node.all(f"{XHTML} link")
            if link.attributes.get("rel") == "alternate"
        )
        entries.append(Mapped(loc.text.strip(), loc.offset, versions))
        moment = node.first(f"{SITEMAP} lastmod")
        if moment and not _MOMENT.fullmatch(moment.text.strip()):
            message = f"lastmod is “{moment.text.strip()}”, which is not a date of W3C"
            defects.append(_blame(path, moment, message, "write it as 2025-11-16"))
    if len(nodes) > _MOST:
        message = f"this sitemap has {len(nodes):,} addresses; search engines take {_MOST:,}"
        defects.append(_blame(path, root, message, "split it, and name the parts in an index"))
    if is_index:
        links = tuple(Asked(one.url, one.offset, "feed") for one in entries)
        return Said(path, "xml", size, links=links, defects=tuple(defects))
    return Said(path, "sitemap", size, entries=tuple(entries), defects=tuple(defects))


def _blame(path: str, node: XmlNode, message: str, hint: str) -> Defect:
    return Defect("sitemap-invalid", message, At(path, node.offset), hint)


# ---- others -----------------------------------------------------------------------------------------------------


def _read_json(path: str, text: str, size: int) -> Said:
    try:
        data = json.loads(text)
    except ValueError as error:
        what, at = (error.msg, error.pos) if isinstance(error, json.JSONDecodeError) else ("a number is too long", -1)
        defect = Defect("file-malformed", f"this is not JSON: {what}", At(path, at), "write it anew")
        return Said(path, "json", size, defects=(defect,))
    except RecursionError:
        return Said(path, "json", size, defects=(Defect("file-malformed", "this JSON is nested too deeply", At(path)),))
    if is_json_feed(data):
        defects, links = check_json_feed(path, text, data)
        return Said(path, "feed", size, links=tuple(links), defects=tuple(defects))
    if path.endswith(".webmanifest") or path.rpartition("/")[2] == "manifest.json":
        return Said(path, "manifest", size, links=tuple(_find_icons(text, data)))
    return Said(path, "json", size)


def _find_icons(text: str, data: object) -> Iterator[Asked]:
    icons = data.get("icons") if isinstance(data, dict) else None
    for icon in icons[:_ICONS] if isinstance(icons, list) else ():
        address = icon.get("src") if isinstance(icon, dict) else None
        if isinstance(address, str):
            yield Asked(address, max(0, text.find(address)), "icon")


def _read_robots(path: str, text: str, size: int) -> Said:
    """Where the sitemaps lie, and what no robot may look at, which is told as its entries."""
    links = tuple(Asked(found[1], found.start(1), "feed") for found in _SITEMAP.finditer(text))
    entries, is_for_all, begins = list[Mapped](), False, True
    for found in _FORBIDDEN.finditer(text):
        name, value = found[1].lower(), found[2]
        if name == "user-agent":
            is_for_all = value == "*" or (is_for_all and not begins)
            begins = False
        else:
            begins = True
            if is_for_all and value and name == "disallow" and "*" not in value and "$" not in value:
                entries.append(Mapped(value, found.start(2)))
    return Said(path, "robots", size, links=links, entries=tuple(entries))


_READERS: Mapping[tuple[str, ...], Callable[[str, str, int], Said]] = {
    PAGES: read_page,
    (".css",): read_style,
    XMLS: _read_xml,
    JSONS: _read_json,
    (".ics",): _read_calendar,
}
"""What reads a file, by the endings of its name."""
