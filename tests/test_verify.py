"""`verify` finds each defect that is put into a built site, at its place, and nothing else; in whole sites nothing."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable

import pytest
from built_sites import audit, tell
from test_sites import OF_BUILT
from whole_sites import Files, build, built, read_example, without

HOST = "https://hafentage.example"
OPENING = "de/press/eröffnung/index.html"
OPENED = f"{HOST}/de/press/er%C3%B6ffnung/"
PROGRAMME = "de/press/2025-06-02-programm/index.html"
ABOUT = "de/über-uns/index.html"
MOVED = "de/presse/eroeffnung/index.html"
EVENT = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hafentage//DE\r\nBEGIN:VEVENT\r\nUID:1@hafentage.example\r\n"
    b"DTSTAMP:20250601T120000Z\r\nDTSTART:20250930T080000Z\r\nDTEND:20250930T160000Z\r\nSUMMARY:Er\xc3\xb6ffnung\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
RSS = b"""<?xml version="1.0"?>
<rss version="2.0"><channel><title>Hafen</title><link>https://hafentage.example/de/</link><description>Neues</description>
<item><title>Eins</title><guid>1</guid><pubDate>Tue, 30 Sep 2025 08:00:00 +0000</pubDate></item>
<item><title>Zwei</title><guid>2</guid></item>
</channel></rss>
"""
MANIFEST = b'{"name": "Hafen", "icons": [{"src": "/assets/icon.svg", "sizes": "any"}]}'

Edit = Callable[[Files], Files]


@functools.cache
def _harbour() -> Files:
    """A site with redirects, stand-ins, pictures and feeds; what it does not have stands beside it."""
    more = {"termine.ics": EVENT, "feed.rss": RSS, "site.webmanifest": MANIFEST}
    return {_plain(path.encode()).decode(): _plain(data) for path, data in built("trilingual").files.items()} | more


def _plain(data: bytes) -> bytes:
    """The same without the digests in the names of assets, which change with these."""
    return re.sub(rb"\.[0-9a-f]{8}(\.(?:css|js|png|svg|webp))", rb"\1", data)


def harbour() -> Files:
    return dict(_harbour())


def swap(path: str, old: str, new: str) -> Edit:
    """An edit of the first place in a file that has a text."""

    def make(files: Files) -> Files:
        text = files[path].decode()
        assert old in text, f"{old!r} is not in {path}"
        return files | {path: text.replace(old, new, 1).encode()}

    return make


def drop(path: str) -> Edit:
    return lambda files: without(files, path)


def write(path: str, data: bytes) -> Edit:
    return lambda files: files | {path: data}


def both(*edits: Edit) -> Edit:
    return lambda files: functools.reduce(lambda done, one: one(done), edits, files)


def page(body: str, head: str = "", lang: str = ' lang="de"') -> bytes:
    """A page of another hand, which search engines are not to show."""
    return (
        f'<!doctype html><html{lang}><head><title>Neu</title><meta name="robots" content="noindex">{head}</head>'
        f"<body><h1>Neu</h1>{body}</body></html>"
    ).encode()


def body(html: str) -> Edit:
    """A new page with that in it."""
    return write("neu.html", page(html))


def event(old: str, new: str) -> Edit:
    return swap("termine.ics", old, new)


DEFECTS: dict[str, tuple[Edit, list[str]]] = {
    # ---- links, anchors, files
    "a link to no page": (body('<a href="/de/presse/">x</a>'), ["link-broken neu.html /de/presse/"]),
    "a relative link to no page": (body('<a href="de/x/">x</a>'), ["link-broken neu.html de/x/"]),
    "a whole link to no page": (body(f'<a href="{HOST}/nix">x</a>'), [f"link-broken neu.html {HOST}/nix"]),
    "an area to no page": (body('<map><area href="/x" alt="x"></map>'), ["link-broken neu.html /x"]),
    "a form that leads nowhere": (body('<form action="/x"></form>'), ["link-broken neu.html /x"]),
    "a link out of what is known": (body('<a href="../../x/">x</a>'), ["link-broken neu.html ../../x/"]),
    "a page that is gone": (
        drop("zh/关于/index.html"),
        [
            f"link-broken {ABOUT} /zh/关于/",
            f"link-broken {ABOUT} {HOST}/zh/%E5%85%B3%E4%BA%8E/",
            f"hreflang-invalid {ABOUT} {HOST}/zh/%E5%85%B3%E4%BA%8E/",
            f"hreflang-invalid en/about/index.html {HOST}/zh/%E5%85%B3%E4%BA%8E/",
            f"sitemap-differs sitemap.xml {HOST}/zh/%E5%85%B3%E4%BA%8E/",
        ],
    ),
    "an anchor of the page itself": (body('<a href="#weg">x</a>'), ["anchor-broken neu.html #weg"]),
    "an anchor of another page": (
        body('<a href="/de/press/eröffnung/#rundfahrt">x</a>'),
        ["anchor-broken neu.html /de/press/eröffnung/#rundfahrt"],
    ),
    "an anchor that is gone": (
        swap(OPENING, '<h2 id="tour">', "<h2>"),
        [f"anchor-broken {OPENING} #tour"],
    ),
    "an anchor twice": (body('<p id="a">x</p><p id="a">y</p>'), ["anchor-duplicate neu.html a"]),
    "a style sheet that is gone": (
        body('<link rel="stylesheet" href="/assets/old.css">'),
        ["asset-missing neu.html /assets/old.css"],
    ),
    "a script that is gone": (drop("assets/wide.js"), [f"asset-missing {OPENING} /assets/wide.js"]),
    "an icon that is gone": (body('<link rel="icon" href="/icon.png">'), ["asset-missing neu.html /icon.png"]),
    "a film that is gone": (body('<video src="/film.mp4"></video>'), ["asset-missing neu.html /film.mp4"]),
    "a font that a style sheet names": (
        write("assets/own.css", b"@font-face { font-family: A; src: url('a.woff2') }"),
        ["asset-missing assets/own.css a.woff2"],
    ),
    "what an own style names": (
        body("<div style=\"background: url('/x.png')\"></div>"),
        ["asset-missing neu.html /x.png"],
    ),
    "a style sheet to import": (write("assets/a.css", b'@import "b.css";'), ["asset-missing assets/a.css b.css"]),
    "an icon of a manifest": (
        swap("site.webmanifest", "icon.svg", "icon.png"),
        ["asset-missing site.webmanifest /assets/icon.png"],
    ),
    "a picture that is gone": (body('<img src="/kai.jpg" alt="Kai">'), ["picture-missing neu.html /kai.jpg"]),
    "a rendition that is gone": (
        body('<img srcset="/a.png 1x, /b.png 2x" src="/assets/icon.svg" alt="x">'),
        ["picture-missing neu.html /a.png", "picture-missing neu.html /b.png"],
    ),
    "a picture of a preview": (
        drop("media/press/2025-09-30-eröffnung/pier-4.png"),
        [
            f"picture-missing {OPENING} {HOST}/media/press/2025-09-30-er%C3%B6ffnung/pier-4.png",
            "picture-missing de/index.html /media/press/2025-09-30-er%C3%B6ffnung/pier-4.png",
            f"link-broken {OPENING} {HOST}/media/press/2025-09-30-er%C3%B6ffnung/pier-4.png",
            f"link-broken {OPENING} /media/press/2025-09-30-er%C3%B6ffnung/pier-4.png",
        ],
    ),
    "a redirect to no page": (
        swap(MOVED, "url=/de/press/eröffnung/", "url=/de/press/fort/"),
        [f"alias-broken {MOVED} /de/press/fort/"],
    ),
    "two redirects in a circle": (
        lambda files: (
            files
            | {
                name: page("", f'<meta http-equiv="refresh" content="0; url={other}">')
                for name, other in (("a.html", "/b.html"), ("b.html", "/a.html"))
            }
        ),
        ["alias-broken a.html /b.html", "alias-broken b.html /a.html"],
    ),
    "a link to a redirect": (
        body('<a href="/de/presse/eroeffnung/">x</a>'),
        ["link-detour neu.html /de/presse/eroeffnung/"],
    ),
    "a script of another host": (
        body('<script src="https://cdn.example/a.js"></script>'),
        ["request-foreign neu.html https://cdn.example/a.js"],
    ),
    "a picture of another host": (
        body('<img src="//bilder.example/a.png" alt="x">'),
        ["request-foreign neu.html //bilder.example/a.png"],
    ),
    "a font of another host": (
        write("assets/a.css", b"@import url(https://fonts.example/css?family=A);"),
        ["request-foreign assets/a.css https://fonts.example/css?family=A"],
    ),
    "a frame of another host": (
        body('<iframe src="https://video.example/1" title="Film"></iframe>'),
        ["request-foreign neu.html https://video.example/1"],
    ),
    # ---- words of pages
    "no title": (
        swap(PROGRAMME, "<title>Programm der Hafentage steht – Hafentage Klima</title>", ""),
        [f"title-missing {PROGRAMME} <"],
    ),
    "an empty title": (write("neu.html", page("").replace(b"Neu</title>", b"</title>")), ["title-missing neu.html <"]),
    "a second title": (body("<title>Noch einer</title>"), ["title-missing neu.html <"]),
    "the title of another page": (
        swap(PROGRAMME, "Programm der Hafentage steht – Hafentage Klima", "Pressemitteilungen – Hafentage Klima"),
        [f"title-repeated {PROGRAMME} <"],
    ),
    "the description of another page": (
        swap(
            PROGRAMME,
            'name="description" content="Zwei Tage, drei Bühnen und eine Rundfahrt."',
            'name="description" content="Der Hafenbund fördert Landstrom mit 2.500.000\u00a0€. '
            'Schon 71,8\u00a0% der Liegezeiten sind versorgt."',
        ),
        [f"description-repeated {PROGRAMME} <"],
    ),
    "no description": (
        swap(PROGRAMME, '<meta name="description" content="Zwei Tage, drei Bühnen und eine Rundfahrt.">', ""),
        [f"description-missing {PROGRAMME} <"],
    ),
    "no language": (write("neu.html", page("", lang="")), ["language-missing neu.html <"]),
    "a language that is none": (
        write("neu.html", page("", lang=' lang="deutsch"')),
        ["language-missing neu.html deutsch"],
    ),
    "a country for a language": (write("neu.html", page("", lang=' lang="jp"')), ["language-missing neu.html jp"]),
    "a level left out": (body("<h2>a</h2><h4>b</h4>"), ["heading-level neu.html h4"]),
    "no first heading": (write("neu.html", page("").replace(b"h1", b"h2")), ["heading-missing neu.html <"]),
    "a heading without words": (body("<h2><span> </span></h2>"), ["heading-empty neu.html h2"]),
    "a picture without words": (
        body('<img src="/assets/icon.svg">'),
        ["alt-missing neu.html /assets/icon.svg"],
    ),
    "a file name for words": (
        body('<img src="/assets/icon.svg" alt="kai_3.jpg">'),
        ["alt-missing neu.html kai_3.jpg"],
    ),
    "a link of a picture alone": (
        body('<a href="/de/"><img src="/assets/icon.svg" alt=""></a>'),
        ["alt-missing neu.html /de/"],
    ),
    "a button of a picture alone": (
        body('<input type="image" src="/assets/icon.svg">'),
        ["alt-missing neu.html <"],
    ),
    # ---- characters
    "a character that was lost": (body("<p>Gr\ufffd\ufffde</p>"), ["character-unseen neu.html \ufffd"]),
    "a control character": (swap("glossary.csv", "Landstrom", "Land\x02strom"), ["character-unseen glossary.csv \x02"]),
    "a control character as a number": (body("<p>a&#x0B;b</p>"), ["character-unseen neu.html &#x0B;"]),
    "another encoding": (
        write("neu.html", page("<p>Gr\xfc\xdfe</p>").decode().encode("latin-1")),
        ["file-encoding neu.html \ufffd"],
    ),
    # ---- search engines
    "a canonical address of no page": (
        swap(PROGRAMME, f'rel="canonical" href="{HOST}/de', f'rel="canonical" href="{HOST}/fort'),
        [
            f"canonical-invalid {PROGRAMME} {HOST}/fort/press/2025-06-02-programm/",
            f"opengraph-invalid {PROGRAMME} {HOST}/de/press/2025-06-02-programm/",
        ],
    ),
    "a canonical address of another page": (
        swap(
            PROGRAMME, f'rel="canonical" href="{HOST}/de/press/2025-06-02-programm/', f'rel="canonical" href="{OPENED}'
        ),
        [
            f"hreflang-invalid {PROGRAMME} <",
            f"hreflang-invalid en/press/2025-06-02-programm/index.html {HOST}/de/press/2025-06-02-programm/",
            f"hreflang-invalid en/press/2025-06-02-programm/index.html {HOST}/de/press/2025-06-02-programm/",
            f"canonical-invalid zh/press/2025-06-02-programm/index.html {HOST}/de/press/2025-06-02-programm/",
            f"sitemap-differs sitemap.xml {HOST}/de/press/2025-06-02-programm/",
        ],
    ),
    "a relative canonical address": (
        swap(PROGRAMME, f'rel="canonical" href="{HOST}/de', 'rel="canonical" href="/de'),
        [
            f"canonical-invalid {PROGRAMME} /de/press/2025-06-02-programm/",
            f"opengraph-invalid {PROGRAMME} {HOST}/de/press/2025-06-02-programm/",
        ],
    ),
    "a second canonical address": (
        swap(
            PROGRAMME,
            '<link rel="canonical"',
            f'<link rel="canonical" href="{HOST}/de/press/2025-06-02-programm/"><link rel="canonical"',
        ),
        [f"canonical-invalid {PROGRAMME} <"],
    ),
    "a canonical address that leads on": (
        write("neu.html", page("", f'<link rel="canonical" href="{HOST}/de/presse/eroeffnung/">')),
        [f"canonical-invalid neu.html {HOST}/de/presse/eroeffnung/"],
    ),
    "a canonical address with http": (
        swap(PROGRAMME, 'rel="canonical" href="https', 'rel="canonical" href="http'),
        [
            f"canonical-invalid {PROGRAMME} http://hafentage.example/de/press/2025-06-02-programm/",
            f"opengraph-invalid {PROGRAMME} {HOST}/de/press/2025-06-02-programm/",
        ],
    ),
    "a version that does not answer": (
        swap("en/press/opening/index.html", f'<link rel="alternate" hreflang="de" href="{OPENED}">\n', ""),
        [
            f"hreflang-oneway {OPENING} {HOST}/en/press/opening/",
            f"sitemap-differs sitemap.xml {HOST}/en/press/opening/",
        ],
    ),
    "a version that does not name itself": (
        swap(PROGRAMME, f'<link rel="alternate" hreflang="de" href="{HOST}/de/press/2025-06-02-programm/">\n', ""),
        [f"hreflang-oneway {PROGRAMME} <", f"sitemap-differs sitemap.xml {HOST}/de/press/2025-06-02-programm/"],
    ),
    "a version of no page": (
        swap("en/index.html", f'hreflang="zh-Hans" href="{HOST}/zh/"', f'hreflang="zh-Hans" href="{HOST}/cn/"'),
        [
            f"hreflang-invalid en/index.html {HOST}/cn/",
            f"hreflang-oneway zh/index.html {HOST}/en/",
            f"sitemap-differs sitemap.xml {HOST}/en/",
        ],
    ),
    "a version by a relative address": (
        swap("en/index.html", f'hreflang="zh-Hans" href="{HOST}/zh/"', 'hreflang="zh-Hans" href="/zh/"'),
        ["hreflang-invalid en/index.html /zh/", f"sitemap-differs sitemap.xml {HOST}/en/"],
    ),
    "a tag that is none": (
        swap("en/index.html", 'hreflang="zh-Hans"', 'hreflang="chinese"'),
        [
            "hreflang-invalid en/index.html chinese",
            f"hreflang-invalid en/index.html {HOST}/zh/",
            f"sitemap-differs sitemap.xml {HOST}/en/",
        ],
    ),
    "two versions for one language": (
        swap(
            "en/index.html",
            '<link rel="alternate" hreflang="zh-Hans"',
            f'<link rel="alternate" hreflang="en" href="{HOST}/en/about/"><link rel="alternate" hreflang="zh-Hans"',
        ),
        [
            f"hreflang-invalid en/index.html {HOST}/en/about/",
            f"hreflang-oneway en/index.html {HOST}/en/about/",
            f"sitemap-differs sitemap.xml {HOST}/en/",
        ],
    ),
    "a version in another language": (
        swap("zh/关于/index.html", '<html lang="zh-Hans"', '<html lang="ja"'),
        [
            f"hreflang-invalid {one} {HOST}/zh/%E5%85%B3%E4%BA%8E/"
            for one in (ABOUT, "en/about/index.html", "zh/关于/index.html")
        ],
    ),
    "no version for all others": (
        swap(OPENING, f'<link rel="alternate" hreflang="x-default" href="{OPENED}">\n', ""),
        [f"hreflang-invalid {OPENING} <", f"sitemap-differs sitemap.xml {OPENED}"],
    ),
    "versions of a stand-in": (
        swap(
            "zh/press/2025-06-02-programm/index.html",
            "</title>",
            f'</title><link rel="alternate" hreflang="en" href="{HOST}/en/press/2025-06-02-programm/">',
        ),
        ["hreflang-invalid zh/press/2025-06-02-programm/index.html <"],
    ),
    "a page that the sitemap lacks": (
        swap("sitemap.xml", f"<loc>{HOST}/de/imprint/</loc>", f"<loc>{HOST}/en/imprint/</loc>"),
        ["sitemap-differs de/imprint/index.html <", f"sitemap-differs sitemap.xml {HOST}/en/imprint/"],
    ),
    "a stand-in in the sitemap": (
        swap("sitemap.xml", "</urlset>", f"<url><loc>{HOST}/zh/press/2025-06-02-programm/</loc></url></urlset>"),
        [f"sitemap-differs sitemap.xml {HOST}/zh/press/2025-06-02-programm/"],
    ),
    "a redirect in the sitemap": (
        swap("sitemap.xml", "</urlset>", f"<url><loc>{HOST}/de/presse/eroeffnung/</loc></url></urlset>"),
        [f"sitemap-differs sitemap.xml {HOST}/de/presse/eroeffnung/"],
    ),
    "a hidden page in the sitemap": (
        both(body(""), swap("sitemap.xml", "</urlset>", f"<url><loc>{HOST}/neu.html</loc></url></urlset>")),
        [f"sitemap-differs sitemap.xml {HOST}/neu.html"],
    ),
    "no page in the sitemap": (
        swap("sitemap.xml", "</urlset>", f"<url><loc>{HOST}/fort/</loc></url></urlset>"),
        [f"sitemap-differs sitemap.xml {HOST}/fort/"],
    ),
    "another host in the sitemap": (
        swap("sitemap.xml", "</urlset>", "<url><loc>https://b.example/</loc></url></urlset>"),
        ["sitemap-invalid sitemap.xml https://b.example/"],
    ),
    "a page twice in the sitemap": (
        swap("sitemap.xml", "</urlset>", f"<url><loc>{HOST}/de/</loc></url></urlset>"),
        [f"sitemap-differs sitemap.xml {HOST}/de/"],
    ),
    "a sitemap with no date": (
        swap("sitemap.xml", f"<loc>{HOST}/de/</loc>", f"<loc>{HOST}/de/</loc><lastmod>1. Juni 2025</lastmod>"),
        ["sitemap-invalid sitemap.xml <"],
    ),
    "a sitemap without its namespace": (
        swap("sitemap.xml", "www.sitemaps.org/schemas/sitemap/0.9", "www.google.com/schemas/sitemap"),
        ["sitemap-invalid sitemap.xml <"],
    ),
    "robots kept from what the sitemap names": (
        swap("robots.txt", "Allow: /", "Disallow: /de/imprint"),
        [f"sitemap-differs sitemap.xml {HOST}/de/imprint/"],
    ),
    "robots sent to no sitemap": (
        swap("robots.txt", "/sitemap.xml", "/karte.xml"),
        [f"link-broken robots.txt {HOST}/karte.xml"],
    ),
    # ---- feeds
    "XML that is cut": (swap("de/feed.xml", "</feed>", ""), ["file-malformed de/feed.xml "]),
    "XML with a bare sign": (
        swap("de/feed.xml", "Gäste &amp; viele", "Gäste & viele"),
        ["file-malformed de/feed.xml  "],
    ),
    "XML with entities": (
        swap("sitemap.xml", "<urlset", '<!DOCTYPE x [<!ENTITY a "b">]><urlset'),
        ["file-malformed sitemap.xml ·"],
    ),
    "an entry without a date": (
        swap("de/feed.xml", "    <updated>2025-10-02T00:00:00Z</updated>\n", ""),
        ["feed-invalid de/feed.xml entry"],
    ),
    "a date that is none": (
        swap("de/feed.xml", "<published>2025-09-30T00:00:00Z", "<published>2025-09-31T00:00:00Z"),
        ["feed-invalid de/feed.xml published"],
    ),
    "a date without a time": (
        swap("de/feed.xml", "<published>2025-09-30T00:00:00Z", "<published>2025-09-30"),
        ["feed-invalid de/feed.xml published"],
    ),
    "nobody's feed": (
        swap("de/feed.xml", "<author>\n    <name>Hafenbund</name>\n  </author>", ""),
        ["feed-invalid de/feed.xml entry"] * 2,
    ),
    "a feed without itself": (swap("de/feed.xml", 'rel="self"', 'rel="via"'), ["feed-invalid de/feed.xml feed"]),
    "a feed without an id": (
        swap("de/feed.xml", "<id>https://hafentage.example/de/feed.xml</id>", ""),
        ["feed-invalid de/feed.xml feed"],
    ),
    "an id twice": (
        swap(
            "de/feed.xml",
            "2025-06-02:/press/2025-06-02-programm/de</id>",
            "2025-09-30:/press/2025-09-30-er%C3%B6ffnung/de</id>",
        ),
        ["feed-invalid de/feed.xml entry"],
    ),
    "an entry that leads nowhere": (
        swap("de/feed.xml", f'hreflang="de" href="{OPENED}"', f'hreflang="de" href="{HOST}/de/press/x/"'),
        [f"link-broken de/feed.xml {HOST}/de/press/x/"],
    ),
    "an item of RSS with another date": (
        swap("feed.rss", "Tue, 30 Sep 2025", "30.9.2025,"),
        ["feed-invalid feed.rss pubDate"],
    ),
    "two items of RSS with one id": (swap("feed.rss", "<guid>2", "<guid>1"), ["feed-invalid feed.rss item"]),
    "a feed of RSS without a description": (
        swap("feed.rss", "<description>Neues</description>", ""),
        ["feed-invalid feed.rss channel"],
    ),
    "JSON that is cut": (swap("de/feed.json", '"items": [', '"items": '), ["file-malformed de/feed.json {"]),
    "an item of JSON without words": (
        lambda files: files | {"de/feed.json": _without_content(files["de/feed.json"])},
        ['feed-invalid de/feed.json "'],
    ),
    "a date of JSON that is none": (
        swap("de/feed.json", '"date_published": "2025-09-30T00:00:00Z"', '"date_published": "2025-09-30"'),
        ["feed-invalid de/feed.json date_published"],
    ),
    # ---- structured data
    "data that are not JSON": (
        swap(PROGRAMME, '"@type": "NewsArticle",', '"@type": "NewsArticle"'),
        [f'data-invalid {PROGRAMME} "'],
    ),
    "data without a vocabulary": (
        swap(PROGRAMME, '"@context": "https://schema.org", "@type": "News', '"@type": "News'),
        [f"data-invalid {PROGRAMME} {{"],
    ),
    "an article without a headline": (
        swap(PROGRAMME, '"headline": "Programm der Hafentage steht", ', ""),
        [f'data-invalid {PROGRAMME} "NewsArticle"'],
    ),
    "an article of another date": (
        swap(PROGRAMME, '"datePublished": "2025-06-02"', '"datePublished": "2.6.2025"'),
        [f'data-invalid {PROGRAMME} "datePublished"'],
    ),
    "an article changed before it came": (
        swap(PROGRAMME, '"dateModified": "2025-06-02"', '"dateModified": "2025-06-01"'),
        [f'data-invalid {PROGRAMME} "dateModified"'],
    ),
    "an event without a day": (
        swap(PROGRAMME, '"startDate": "2025-09-30", ', ""),
        [f'data-invalid {PROGRAMME} "Event"'],
    ),
    "an event that ends before": (
        swap(PROGRAMME, '"endDate": "2025-10-01"', '"endDate": "2025-09-29"'),
        [f'data-invalid {PROGRAMME} "endDate"'],
    ),
    "a place without a name": (
        swap(PROGRAMME, '"inLanguage": "de", "datePublished"', '"location": {"@type": "Place"}, "datePublished"'),
        [f'data-invalid {PROGRAMME} "Place"'],
    ),
    "an answer without words": (
        swap(
            PROGRAMME,
            '"inLanguage": "de", "datePublished"',
            '"hasPart": {"@type": "Question", "name": "Wann?", "acceptedAnswer": {"@type": "Answer"}}, "datePublished"',
        ),
        [f'data-invalid {PROGRAMME} "Answer"'],
    ),
    "an event of a state that is none": (
        swap(PROGRAMME, "schema.org/EventScheduled", "schema.org/Planned"),
        [f'data-invalid {PROGRAMME} "eventStatus"'],
    ),
    "steps that count from 0": (
        swap(PROGRAMME, '"position": 1', '"position": 0'),
        [f'data-invalid {PROGRAMME} "BreadcrumbList"'],
    ),
    "a step without a name": (
        swap(PROGRAMME, '"position": 2, "name": "Pressemitteilungen", ', '"position": 2, '),
        [f'data-invalid {PROGRAMME} "BreadcrumbList"'],
    ),
    "a logo that is gone": (
        swap(
            PROGRAMME,
            '"logo": "https://hafentage.example/assets/icon.svg"',
            '"logo": "https://hafentage.example/logo.svg"',
        ),
        [f"link-broken {PROGRAMME} {HOST}/logo.svg"],
    ),
    # ---- previews
    "no title for previews": (
        swap(PROGRAMME, '<meta property="og:title" content="Programm der Hafentage steht">', ""),
        [f"opengraph-invalid {PROGRAMME} <"],
    ),
    "another address for previews": (
        swap(PROGRAMME, f'og:url" content="{HOST}/de/press/2025-06-02-programm/', f'og:url" content="{HOST}/de/'),
        [f"opengraph-invalid {PROGRAMME} {HOST}/de/"],
    ),
    "a relative picture for previews": (
        swap(OPENING, f'og:image" content="{HOST}', 'og:image" content="'),
        [f"opengraph-invalid {OPENING} /media/press/2025-09-30-er%C3%B6ffnung/pier-4.png"],
    ),
    "a locale with a hyphen": (
        swap(PROGRAMME, 'content="de_DE"', 'content="de-DE"'),
        [f"opengraph-invalid {PROGRAMME} de-DE"],
    ),
    "a card that is none": (
        swap(PROGRAMME, 'card" content="summary"', 'card" content="large"'),
        [f"opengraph-invalid {PROGRAMME} large"],
    ),
    # ---- calendars
    "lines without CR": (event("VERSION:2.0\r\n", "VERSION:2.0\n"), ["calendar-invalid termine.ics V"]),
    "a line that is too long": (event("SUMMARY:", f"SUMMARY:{'ö' * 40}"), ["calendar-invalid termine.ics S"]),
    "an event without a UID": (event("UID:1@hafentage.example\r\n", ""), ["calendar-invalid termine.ics B"]),
    "an event without a stamp": (event("DTSTAMP:20250601T120000Z\r\n", ""), ["calendar-invalid termine.ics B"]),
    "an event that ends first": (event("DTEND:20250930T16", "DTEND:20250930T06"), ["calendar-invalid termine.ics D"]),
    "a day that is none": (event("DTSTART:20250930", "DTSTART:20250931"), ["calendar-invalid termine.ics D"]),
    "a part that is open": (event("END:VEVENT\r\n", ""), ["calendar-invalid termine.ics E"]),
    "a zone that is unknown": (
        event("DTSTART:20250930T080000Z", "DTSTART;TZID=Europe/Berlin:20250930T080000"),
        ["calendar-invalid termine.ics D"],
    ),
    "a calendar of nobody": (event("PRODID:-//Hafentage//DE\r\n", ""), ["calendar-invalid termine.ics B"]),
    # ---- looks
    "ink that is hard to read": (
        swap("assets/theme.css", "--ink:#1b1d22", "--ink:#9b9da2"),
        ["contrast-low assets/style.css body", "contrast-low assets/style.css .note"],
    ),
    "a rule that is hard to read": (
        write("assets/a.css", b".x { color: #999; background: white }"),
        ["contrast-low assets/a.css .x"],
    ),
    "a page that is heavy": (
        both(body('<script src="/groß.js"></script>'), write("groß.js", b"//" + b"x" * 2_100_000)),
        ["page-heavy neu.html <"],
    ),
}


def test_the_page_that_offers_the_languages_may_be_called_what_home_is_called_and_no_other() -> None:
    def repeated(files: Files) -> list[str]:
        return [one.span.path for one in audit(files) if one.rule == "title-repeated" and one.span]

    files = harbour()
    [front] = re.findall("<title>.*</title>", files["index.html"].decode())
    [home] = re.findall("<title>.*</title>", files["de/index.html"].decode())
    named_alike = swap("index.html", front, home)(files)
    assert b'<html lang="de"' in files["index.html"]
    assert repeated(named_alike) == []
    for_nobody = swap("index.html", 'hreflang="x-default"', 'hreflang="fr"')(named_alike)
    assert repeated(for_nobody) == ["de/index.html"]
    [title] = re.findall("<title>.*</title>", files[PROGRAMME].decode())
    assert repeated(swap(PROGRAMME, title, home)(named_alike)) == ["de/index.html"]


def test_a_page_may_be_in_two_sitemaps_as_news_are() -> None:
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>{OPENED}</loc><lastmod>2025-09-30</lastmod></url></urlset>"
    )
    files = harbour() | {"news-sitemap.xml": news.encode()}
    assert tuple(tell(files, one) for one in audit(files)) == _found_before()


def test_hosts_are_told_of_redirects_in_a_file_of_their_own() -> None:
    files = body('<a href="/alt">x</a><a href="/archiv/2019/">y</a><a href="/fort">z</a>')(harbour())
    files["_redirects"] = b"/alt /de/ 301\n/archiv/* /de/press/:splat\n"
    found = [tell(files, one) for one in audit(files)]
    assert [one for one in found if one not in _found_before()] == ["link-broken neu.html /fort"]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("/de/pres/", "did you mean “de/press/”?"),
        ("/de/press/eröffnung/#shore-powre", "did you mean “shore-power”?"),
        ("/nowhere/at/all/", ""),
    ],
)
def test_a_hint_names_what_is_near(written: str, hint: str) -> None:
    files = body(f'<a href="{written}">x</a>')(harbour())
    assert [one.hint for one in audit(files) if one.span and one.span.path == "neu.html"] == [hint]


@pytest.mark.parametrize(
    "written", ["/de/", "de/", "./de/index.html", "https://hafentage.example/de/", "?x#a", "", "#"]
)
def test_an_address_may_be_written_in_many_ways(written: str) -> None:
    files = body(f'<p id="a"><a href="{written}">x</a>')(harbour())
    assert [one.rule for one in audit(files) if one.span and one.span.path == "neu.html"] == []


def test_below_a_path_an_address_at_the_root_leads_out_of_the_site() -> None:
    files = {
        "index.html": page('<a href="/de/">x</a><a href="https://a.example/other/">y</a>').replace(
            b"</head>", b'<link rel="canonical" href="https://a.example/sub/"></head>'
        ),
        "de/index.html": page('<a href="../">x</a><a href="/sub/de/">y</a>'),
    }
    [found] = [one for one in audit(files) if one.rule == "link-broken"]
    assert (found.message, found.hint) == ("“/de/” leads out of the site, which lies below /sub/", "write /sub/de/")


def test_what_many_pages_have_is_told_once_with_all_places() -> None:
    files = {f"{name}.html": page('<a href="/gone/">x</a>') for name in "abcd"}
    [found] = [one for one in audit(files) if one.rule == "link-broken"]
    assert found.span
    assert [found.span.path, *(span.path for span in found.consequences)] == ["a.html", "b.html", "c.html", "d.html"]


def test_a_budget_is_that_of_the_type_that_a_page_says_it_is() -> None:
    article = page("", '<meta property="og:type" content="article">')
    files = {"a.html": article, "b.html": page("")}
    found = [
        one.span.path
        for one in audit(files, budgets={"article": 100, "*": 2_000})
        if one.rule == "page-heavy" and one.span
    ]
    assert found == ["a.html"]


def _without_content(data: bytes) -> bytes:
    feed = json.loads(data)
    del feed["items"][0]["content_html"]
    return json.dumps(feed, ensure_ascii=False, indent=2).encode()


@functools.cache
def _found_before() -> tuple[str, ...]:
    return tuple(tell(harbour(), one) for one in audit(harbour()))


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found_at_its_place_and_nothing_else(name: str) -> None:
    edit, expected = DEFECTS[name]
    files = edit(harbour())
    found = [tell(files, one) for one in audit(files)]
    for known in _found_before():
        if known in found:
            found.remove(known)
    assert sorted(found) == sorted(expected)


def test_there_are_defects_of_every_rule() -> None:
    seeded = {one.split()[0] for _, expected in DEFECTS.values() for one in expected}
    assert len(DEFECTS) >= 60
    assert seeded >= {*OF_BUILT}


# ---- silence ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("base_url", ["", "https://host.example/sub/"])
def test_nothing_is_found_in_a_conference(base_url: str) -> None:
    assert audit(built("conference", base_url).files) == ()


@pytest.mark.parametrize("name", ["symposium", "fair", "workshop"])
def test_nothing_is_found_in_the_examples(name: str) -> None:
    assert audit(build(read_example(name)).files) == ()


@pytest.mark.parametrize("name", ["minimal", "out-of-order", "trilingual", "right-to-left"])
def test_of_other_sites_nothing_is_told_but_that_pages_have_the_motto_for_a_description(name: str) -> None:
    found = audit(built(name).files)
    assert {one.rule for one in found} <= {"description-repeated", "description-missing"}
