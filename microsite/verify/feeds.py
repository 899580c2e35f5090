"""Feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1."""

from __future__ import annotations

import datetime
import email.utils
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from microsite.verify.defects import At, Defect
from microsite.verify.said import Asked
from microsite.verify.tongues import find_fault
from microsite.verify.xml import ATOM, XML, XmlNode

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_TYPES = frozenset({"text", "html", "xhtml"})


def is_feed(root: XmlNode) -> bool:
    """True for the root of a feed of Atom or RSS."""
    return root.name in {f"{ATOM} feed", "rss"}


def is_moment(text: str) -> bool:
    """True for a moment of RFC 3339 that exists."""
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.datetime.fromisoformat(text[:19])
    except ValueError:
        return False
    return True


def check_feed(path: str, root: XmlNode) -> tuple[list[Defect], list[Asked]]:
    """`feed-invalid`, and the addresses of pages that a feed names."""
    found = list(_check_rss(path, root) if root.name == "rss" else _check_atom(path, root))
    return [one for one in found if isinstance(one, Defect)], [one for one in found if isinstance(one, Asked)]


def _defect(path: str, node: XmlNode, message: str, hint: str = "") -> Defect:
    mark = node.name.rpartition(" ")[2]
    return Defect("feed-invalid", message, At(path, node.offset, mark), hint)


# ---- Atom -------------------------------------------------------------------------------------------------------


def _check_atom(path: str, root: XmlNode) -> Iterator[Defect | Asked]:
    entries = list(root.all(f"{ATOM} entry"))
    yield from _check_common(path, root, "feed")
    has_author = root.first(f"{ATOM} author") is not None
    if not has_author and not entries:
        yield _defect(path, root, "this feed names no author", "add <author><name>…</name></author>")
    if not any(link.attributes.get("rel") == "self" for link in root.all(f"{ATOM} link")):
        yield _defect(path, root, "this feed does not say where it lies", 'add <link rel="self" href="…"/>')
    for entry in entries:
        yield from _check_common(path, entry, "entry")
        yield from _check_entry(path, entry, has_author=has_author)
    yield from _check_doubles(path, ((entry.say(f"{ATOM} id"), entry) for entry in entries))


def _check_common(path: str, node: XmlNode, what: str) -> Iterator[Defect | Asked]:
    """What feeds and entries both need (4.1.1, 4.1.2)."""
    for name in ("id", "title", "updated"):
        found = list(node.all(f"{ATOM} {name}"))
        if not found:
            yield _defect(path, node, f"this {what} has no {name}", f"add <{name}>…</{name}>")
        elif len(found) > 1:
            yield _defect(path, found[1], f"this {what} has a second {name}", "take it out")
    found_id = node.first(f"{ATOM} id")
    if found_id and not re.match(r"[a-zA-Z][a-zA-Z\d+.-]*:", found_id.text.strip()):
        message = f"the id “{found_id.text.strip()}” of this {what} is not an address"
        yield _defect(path, found_id, message, "write a tag: or the whole address of the page")
    for name in ("updated", "published"):
        for moment in node.all(f"{ATOM} {name}"):
            if not is_moment(moment.text.strip()):
                message = f"{name} is “{moment.text.strip()}”, which is not a moment of RFC 3339"
                yield _defect(path, moment, message, "write it as 2025-11-16T00:00:00Z")
    yield from _check_links(path, node, what)
    tag = node.attributes.get(f"{XML} lang")
    if tag and (fault := find_fault(tag))[0]:
        yield _defect(path, node, f"the language “{tag}” of this {what} {fault[0]}", fault[1])


def _check_links(path: str, node: XmlNode, what: str) -> Iterator[Defect | Asked]:
    alternates = Counter[tuple[str, str]]()
    for link in node.all(f"{ATOM} link"):
        address = link.attributes.get("href", "").strip()
        if not address:
            yield _defect(path, link, "this link has no href", 'add href="…"')
            continue
        yield Asked(address, link.offset, "feed")
        if link.attributes.get("rel", "alternate") == "alternate":
            kind = link.attributes.get("type", ""), link.attributes.get("hreflang", "")
            alternates[kind] += 1
            if alternates[kind] == 2:
                message = f"this {what} leads to two pages of one type and language"
                yield _defect(path, link, message, "take one of them out, or name its hreflang")


def _check_entry(path: str, entry: XmlNode, *, has_author: bool) -> Iterator[Defect]:
    content = entry.first(f"{ATOM} content")
    links = [link.attributes.get("rel", "alternate") for link in entry.all(f"{ATOM} link")]
    if content is None and "alternate" not in links:
        yield _defect(path, entry, "this entry has neither content nor a link to its page", 'add <link href="…"/>')
    if not has_author and entry.first(f"{ATOM} author") is None and entry.first(f"{ATOM} source") is None:
        yield _defect(path, entry, "nobody is named as the author of this entry", "add <author> to the feed")
    for name in ("title", "summary", "content"):
        node = entry.first(f"{ATOM} {name}")
        type_ = node.attributes.get("type", "text") if node else "text"
        if node and type_ not in _TYPES and (name != "content" or "/" not in type_):
            yield _defect(path, node, f"the type “{type_}” of {name} is not text, html or xhtml", "write html")


def _check_doubles(path: str, named: Iterable[tuple[str, XmlNode]]) -> Iterator[Defect]:
    """Entries are told apart by their ids (4.2.6)."""
    seen = set[str]()
    for name, node in named:
        if name and name in seen:
            yield _defect(path, node, f"two entries have the id “{name}”, so one is not shown", "give it its own")
        seen.add(name)


# ---- RSS --------------------------------------------------------------------------------------------------------


def _check_rss(path: str, root: XmlNode) -> Iterator[Defect | Asked]:
    channel = root.first("channel")
    if channel is None:
        yield _defect(path, root, "this feed has no channel", "put its items into <channel>")
        return
    for name in ("title", "link", "description"):
        if channel.first(name) is None:
            yield _defect(path, channel, f"this feed has no {name}", f"add <{name}>…</{name}>")
    yield from _check_rss_dates(path, channel)
    items = list(channel.all("item"))
    for item in items:
        if link := item.first("link"):
            yield Asked(link.text.strip(), link.offset, "feed")
        yield from _check_rss_dates(path, item)
        if item.first("title") is None and item.first("description") is None:
            yield _defect(path, item, "this item has neither a title nor a description", "add <title>…</title>")
    yield from _check_doubles(path, ((item.say("guid"), item) for item in items))


def _check_rss_dates(path: str, node: XmlNode) -> Iterator[Defect]:
    for name in ("pubDate", "lastBuildDate"):
        for moment in node.all(name):
            if not _is_mail_date(moment.text.strip()):
                message = f"{name} is “{moment.text.strip()}”, which is not a date of RFC 822"
                yield _defect(path, moment, message, "write it as Sun, 16 Nov 2025 00:00:00 +0000")


def _is_mail_date(text: str) -> bool:
    try:
        email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return False
    return True


# ---- JSON Feed --------------------------------------------------------------------------------------------------


def is_json_feed(data: object) -> bool:
    """True for what names the version of JSON Feed, or is called by its name."""
    return isinstance(data, dict) and str(data.get("version", "")).startswith("https://jsonfeed.org/version/")


def check_json_feed(path: str, text: str, feed: dict[str, Any]) -> tuple[list[Defect], list[Asked]]:
    """`feed-invalid` of JSON Feed 1.1, and the addresses of pages that it names."""
    found = list(_check_json(text, feed))
    defects = [
        Defect("feed-invalid", message, At(path, max(at, 0), mark), hint)
        for message, mark, at, hint in (one for one in found if not isinstance(one, Asked))
    ]
    return defects, [one for one in found if isinstance(one, Asked)]


_Told = tuple[str, str, int, str]
"""A message, what stands at the place, its offset, and a hint."""


def _check_json(text: str, feed: dict[str, Any]) -> Iterator[_Told | Asked]:
    if not isinstance(feed.get("title"), str):
        yield "this feed has no title", "", 0, 'add "title"'
    items = feed.get("items")
    if not isinstance(items, list):
        yield "this feed has no list of items", "", 0, 'add "items": []'
        return
    for name in ("home_page_url", "feed_url"):
        if isinstance(feed.get(name), str):
            yield Asked(feed[name], max(text.find(_write(feed[name])), 0), "feed")
    seen = set[str]()
    finder = _Finder(text, max(text.find('"items"'), 0))
    for item in items:
        told = item.get("id") if isinstance(item, dict) else None
        if not isinstance(told, str) or not told:
            yield "an item has no id", "", finder.at, 'add "id"'
            continue
        at = finder.move(_write(told))
        if told in seen:
            yield f"two items have the id “{told}”, so readers show one of them", told, at, "give it its own"
        seen.add(told)
        yield from _check_json_item(item, at)
        if isinstance(item.get("url"), str):
            yield Asked(item["url"], finder.move(_write(item["url"])), "feed")


class _Finder:
    """Finds what stands in a text in this order; from what is written in another way on, nothing."""

    def __init__(self, text: str, at: int) -> None:
        self._text, self.at, self._is_lost = text, at, False

    def move(self, wanted: str) -> int:
        """Where it stands, or where the last thing stood."""
        found = -1 if self._is_lost else self._text.find(wanted, self.at)
        self._is_lost = found < 0
        self.at = max(self.at, found)
        return self.at


def _check_json_item(item: dict[str, Any], at: int) -> Iterator[_Told]:
    if not item.get("content_html") and not item.get("content_text"):
        yield f"the item “{item['id']}” has no content", "", at, "add content_html or content_text"
    for key in ("date_published", "date_modified"):
        value = item.get(key)
        if key in item and not (isinstance(value, str) and is_moment(value)):
            message = f"{key} is “{value}”, which is not a moment of RFC 3339"
            yield message, key, at, "write it as 2025-11-16T00:00:00Z"


def _write(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
