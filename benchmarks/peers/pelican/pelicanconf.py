"""The benchmark's site for Pelican."""
# ruff: noqa: INP001 - Pelican is given its path

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

from markdown.extensions.toc import slugify_unicode

_ROOT = Path(__file__).parent


def _read(name: str) -> dict[str, dict[str, object]]:
    values: dict[str, dict[str, object]] = json.loads((_ROOT / name).read_text(encoding="utf-8"))
    return values


def _fingerprint(name: str) -> str:
    digest = hashlib.sha256((_ROOT / "content" / "assets" / name).read_bytes()).hexdigest()[:8]
    return f"assets/{name.replace('.', f'.{digest}.')}"


def _day(date: datetime, language: str) -> str:
    words = WORDS[language]
    months = words["months"]
    month = months[date.month - 1] if isinstance(months, list) else ""
    return str(words["date_format"]).format(y=date.year, month=month, d=date.day)


WORDS = _read("words.json")
SITES = _read("site.json")
LANGUAGES = ["de", "en", "zh"]
_ASSETS = sorted(path.name for path in (_ROOT / "content" / "assets").iterdir())
ASSETS = {name: f"/{_fingerprint(name)}" for name in _ASSETS}

SITENAME = "Forum"
SITEURL = "https://forum.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "de"
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
PATH = "content"
OUTPUT_PATH = "public"
THEME = "."
THEME_STATIC_PATHS: list[str] = []
STATIC_PATHS = ["assets"]
EXTRA_PATH_METADATA = {f"assets/{name}": {"path": _fingerprint(name)} for name in _ASSETS}

# All languages are listed, each by itself: what makes versions of one text out of them is plugins/versions.py.
ARTICLE_PATHS = ["press"]
PAGE_PATHS = ["glossary", "pages"]
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None
CATEGORY_URL = "{slug}/press/"
CATEGORY_SAVE_AS = "{slug}/press/index.html"
PAGINATED_TEMPLATES: dict[str, int | None] = {}
PAGE_SIZE = 20
MENTIONING = 100
AUTHOR_SAVE_AS = ""
TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["sitemap", "robots", "root", "404_de", "404_en", "404_zh", "feed_de", "feed_en", "feed_zh"]
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
ROOT_SAVE_AS = "index.html"
for _language in LANGUAGES:
    globals()[f"404_{_language.upper()}_SAVE_AS"] = f"{_language}/404.html"
    globals()[f"FEED_{_language.upper()}_SAVE_AS"] = f"{_language}/feed.json"

FEED_ALL_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
CATEGORY_FEED_ATOM = "{slug}/feed.xml"
FEED_MAX_ITEMS = FEED_SIZE = 20

FORMATTED_FIELDS: list[str] = []
MARKDOWN = {
    "extensions": [
        f"markdown.extensions.{name}"
        for name in ("attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists", "tables", "toc")
    ],
    "extension_configs": {"markdown.extensions.toc": {"slugify": slugify_unicode, "toc_depth": "2-3"}},
    "output_format": "html5",
}
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["versions"]
JINJA_FILTERS = {"day": _day}
