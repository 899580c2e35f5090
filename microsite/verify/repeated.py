"""Rules of the whole site about what tells pages apart, and how they look where somebody shares a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.verify.data import is_moment
from microsite.verify.defects import At, Defect
from microsite.verify.said import Said
from microsite.verify.versions import DEFAULT, Indexed, is_continued

_LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?_([A-Z]{2}|\d{3})")
_CARDS = frozenset({"summary", "summary_large_image", "app", "player"})
_WHOLE = ("og:url", "og:image", "og:image:url", "twitter:image", "og:video", "og:audio")
_ONCE = ("og:title", "og:type", "og:url", "og:description", "og:locale", "og:site_name", "twitter:card")
_MOMENTS = ("article:published_time", "article:modified_time", "article:expiration_time")


def check_repeated(site: Indexed) -> Iterator[Defect]:
    """`title-repeated` and `description-repeated` of pages of one language that search engines show.

    The page that offers the languages may be called what the home page is called.
    """
    for rule, name in (("title-repeated", "titles"), ("description-repeated", "descriptions")):
        places: dict[tuple[str, str], list[At]] = {}
        for path in sorted(path for path in site.shown if not is_continued(path)):
            one = site.said_by_path[path]
            if _is_for_all(one):
                continue
            for words, offset in getattr(one, name)[:1]:
                if words:
                    places.setdefault((one.language, words), []).append(one.at(offset))
        for (_, words), (first, *others) in places.items():
            if others:
                count = len(others) + 1
                message = f"{count:,} pages have the {name[:-1]} “{words[:80]}{'…' if len(words) > 80 else ''}”"
                yield Defect(rule, message, first, "say what each of them alone is about", tuple(others))


def _is_for_all(one: Said) -> bool:
    """True of a page for readers of all languages (x-default) that names another one as that of its own language."""
    own = one.canonical[0].url if one.canonical else ""
    urls = {version.tag.lower(): version.url for version in one.versions}
    return bool(own) and urls.get(DEFAULT) == own and urls.get(one.language.lower(), own) != own


def check_previews(site: Indexed) -> Iterator[Defect]:
    """`opengraph-invalid` of pages that say something for previews (ogp.me)."""
    for path in sorted(site.shown):
        one = site.said_by_path[path]
        if any(name.startswith("og:") for name, _, _ in one.properties):
            yield from _check_properties(one)


def _check_properties(one: Said) -> Iterator[Defect]:
    first = {name: (content, offset) for name, content, offset in reversed(one.properties)}
    for name in ("og:title", "og:type", "og:url"):
        if not first.get(name, ("",))[0]:
            message = f"this page has no {name}, which previews of links need"
            yield _defect(
                one, message, one.properties[0][2], name if name in first else "", f'add <meta property="{name}" …>'
            )
    seen = set[str]()
    for name, content, offset in one.properties:
        if name in seen and name in _ONCE:
            yield _defect(one, f"this page has a second {name}", offset, name, "take one of them out")
        seen.add(name)
        fault = _find_fault(name, content)
        if fault:
            yield _defect(one, f"{name} is “{content}”, which {fault[0]}", offset, content, fault[1])
    url, offset = first.get("og:url", ("", 0))
    if url and one.canonical and url != one.canonical[0].url:
        message = f"og:url is “{url}”, and the canonical address is another one, “{one.canonical[0].url}”"
        yield _defect(one, message, offset, url, f"write {one.canonical[0].url}")


def _find_fault(name: str, content: str) -> tuple[str, str] | None:
    if name in _WHOLE and content and not content.startswith(("https://", "http://")):
        return "is not a whole address", "begin with https:// and the host"
    if name.startswith("og:locale") and not _LOCALE.fullmatch(content):
        return "is not a locale", "write it as de_DE or zh_CN"
    if name == "twitter:card" and content not in _CARDS:
        return "is not a kind of card", "write summary or summary_large_image"
    if name in _MOMENTS and not is_moment(content):
        return "is not a date", "write it as 2025-11-16"
    return None


def _defect(one: Said, message: str, offset: int, mark: str, hint: str) -> Defect:
    return Defect("opengraph-invalid", message, one.at(offset, mark), hint)
