"""The promises of the output, checked on every file of whole built sites at the root of a host and below a path."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from built_pages import (
    ATOM,
    SITEMAP,
    URL_ATTRIBUTES,
    XHTML,
    XML,
    Website,
    element_text,
    is_redirect,
    read_xml,
    urls_in_data,
    website,
    website_of,
)
from whole_sites import build, built, edit, read_example, read_site, without

NAMES = ("trilingual", "right-to-left", "conference")
EXAMPLES = ("symposium", "fair", "workshop")
IMAGES = (".png", ".jpg", ".webp", ".avif", ".ico", ".gif", ".pdf", ".zip")
CONTROLS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff]")
BUILDS = [(name, f"https://host.example{path}") for name in NAMES for path in ("/", "/sub/")]
every_build = pytest.mark.parametrize(("name", "base_url"), BUILDS, ids=[f"{name} at {url}" for name, url in BUILDS])
"""The host is none that a site names in its texts: what leads to it is the site's own."""

# ---- addresses --------------------------------------------------------------------------------------------------


@every_build
def test_every_link_of_a_page_leads_to_a_file_and_to_an_anchor_of_it(name: str, base_url: str) -> None:
    site = website(name, base_url)
    ids = {page.path: set(page.ids()) for page in site.pages.values()}
    checked = 0
    for page in site.pages.values():
        for element in page.elements:
            written = element.attributes.get(URL_ATTRIBUTES.get(element.tag, ""))
            if written is None or urlsplit(written).scheme in ("mailto", "tel"):
                continue
            url, fragment = urldefrag(urljoin(page.url, written))
            if not site.is_own(url):
                continue
            path = site.path(url)
            assert not fragment or unquote(fragment) in ids[path], f"{page.path}:{element.line}: {written}"
            checked += 1
    assert checked > 100


@every_build
def test_links_inside_the_site_are_paths_and_begin_at_the_base_path(name: str, base_url: str) -> None:
    site = website(name, base_url)
    for page in site.pages.values():
        for element in page.all("a") + page.all("img") + page.all("script"):
            written = element.attributes.get("href") or element.attributes.get("src") or ""
            assert not site.is_own(written), f"{page.path}:{element.line}: {written}"
            if not urlsplit(written).scheme and written and not written.startswith("#"):
                assert written.startswith(site.config.base_path), f"{page.path}:{element.line}: {written}"


@every_build
def test_nothing_is_requested_from_another_host(name: str, base_url: str) -> None:
    site = website(name, base_url)
    loading = ("stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest")
    for page in site.pages.values():
        loaded = [url for e in page.all("img") + page.all("script") + page.all("source") for url in e.urls()]
        loaded += [link["href"] for rel in loading for link in page.links(rel)]
        for url in loaded:
            site.path(urljoin(page.url, url))
        assert not page.all("iframe") + page.all("object") + page.all("embed") + page.all("base")
        assert all("style" not in e.attributes for e in page.elements), page.path
        assert not any(name.startswith("on") for e in page.elements for name in e.attributes), page.path
    for path, data in site.built.files.items():
        if path.endswith((".css", ".js")):
            fetched = rb"\bfetch\((?!address\))"  # but what a link of the list leads to, and the policy says the same
            wrong = rb"@import|url\(\s*['\"]?(?:https?:)?//|XMLHttpRequest|import\(|" + fetched
            assert not re.search(wrong, data), path


@every_build
def test_every_file_but_pages_of_errors_and_of_machines_can_be_reached_from_the_root(name: str, base_url: str) -> None:
    site = website(name, base_url)
    found, waiting = set[str](), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if path in site.pages:
            page = site.pages[path]
            urls = [urljoin(page.url, url) for e in page.elements for url in e.urls()]
            waiting += [site.path(url) for url in urls if site.is_own(url)]
    apart = {path for path, page in site.pages.items() if path.endswith("404.html") or is_redirect(page)}
    machines = {"robots.txt", "sitemap.xml", "glossary.csv", "glossary.json", "glossary.tbx"}
    # Scripts for what a text may have, and none of these has.
    unused = {path for path in site.built.files if re.match("assets/(?:wide|terms|divisions)[.].*js", path)}
    assert set(site.built.files) - found - machines - unused == apart


# ---- the parts of every page ------------------------------------------------------------------------------------


@every_build
def test_a_page_has_one_first_heading_a_title_and_a_description(name: str, base_url: str) -> None:
    site = website(name, base_url)
    for page in site.pages.values():
        headings = page.all("h1")
        assert len(headings) == 1, page.path
        assert headings[0].text.strip(), page.path
        titles = [one for one in page.all("title") if one.text.strip() and "id" not in one.attributes]  # of drawings
        assert len(titles) == 1, page.path
        assert titles[0].text == titles[0].text.strip(), page.path
        if not is_redirect(page):
            assert page.meta("description"), page.path
            assert page.meta("viewport"), page.path


@every_build
def test_titles_tell_the_pages_of_a_language_apart(name: str, base_url: str) -> None:
    site = website(name, base_url)
    seen: dict[tuple[str, str], str] = {}
    for page in site.articles():
        key = (site.key(page), page.all("title")[0].text)
        assert key not in seen, f"{page.path} and {seen[key]}: {key[1]}"
        seen[key] = page.path


@every_build
def test_headings_skip_no_level(name: str, base_url: str) -> None:
    for page in website(name, base_url).pages.values():
        level = 0
        for element in page.elements:
            if re.fullmatch("h[1-6]", element.tag):
                assert int(element.tag[1]) <= level + 1, f"{page.path}:{element.line}"
                level = int(element.tag[1])


@every_build
def test_ids_are_unique_and_every_reference_to_one_is_met(name: str, base_url: str) -> None:
    for page in website(name, base_url).pages.values():
        ids = page.ids()
        assert len(ids) == len(set(ids)), page.path
        assert all(ids), page.path
        for element in page.elements:
            for attribute in ("aria-labelledby", "aria-describedby", "for"):
                assert set(element.attributes.get(attribute, "").split()) <= set(ids), f"{page.path}:{element.line}"


@every_build
def test_a_page_tells_its_language_and_its_direction(name: str, base_url: str) -> None:
    site = website(name, base_url)
    locales = {locale.key: locale for locale in site.config.languages}
    for page in site.articles():
        [root] = page.all("html")
        locale = locales[site.key(page)]
        assert root.attributes == {"lang": locale.tag, "dir": locale.direction}, page.path
    for page in site.pages.values():
        for element in page.elements:
            if "lang" in element.attributes:
                assert element.attributes["lang"] in {locale.tag for locale in locales.values()}, page.path
                assert "dir" in element.attributes, f"{page.path}:{element.line}: a language without its direction"


@every_build
def test_what_a_shared_link_shows_is_told(name: str, base_url: str) -> None:
    site = website(name, base_url)
    tags = {locale.key: locale.babel for locale in site.config.languages}
    for page in site.articles():
        assert page.meta("og:title"), page.path
        assert page.meta("og:description") == page.meta("description"), page.path
        assert page.meta("og:type") in ("website", "article"), page.path
        assert page.meta("og:site_name"), page.path
        canonical = page.links("canonical")  # of a source text that stands in, the source: its language is told
        original = site.page(canonical[0]["href"]) if canonical else page
        language, *_, territory = tags[site.key(original)].split("_")
        assert page.meta("og:locale") == f"{language}_{territory}", page.path
        others = [e.attributes["content"] for e in page.all("meta", property="og:locale:alternate")]
        assert len(others) == max(len(page.alternates()) - 2, 0), page.path
        assert page.meta("og:locale") not in others, page.path
        if page.path.endswith("404.html"):
            assert page.meta("og:url") == "", page.path
        else:
            assert page.meta("og:url") == page.links("canonical")[0]["href"], page.path
        if page.meta("og:image"):
            assert site.path(page.meta("og:image")), page.path
            assert page.meta("og:image:alt"), page.path


@every_build
def test_every_picture_has_a_text_and_decoration_an_empty_one(name: str, base_url: str) -> None:
    for page in website(name, base_url).pages.values():
        beside_titles = {one.line for one in page.all("div", class_="thumbnail")}
        for picture in page.all("img"):
            assert "alt" in picture.attributes, f"{page.path}:{picture.line}"
            is_decoration = "/assets/" in picture.attributes["src"] or picture.line in beside_titles
            assert bool(picture.attributes["alt"]) != is_decoration, f"{page.path}:{picture.line}"


# ---- languages --------------------------------------------------------------------------------------------------


@every_build
def test_hreflang_is_absolute_reciprocal_and_names_each_version_with_itself(name: str, base_url: str) -> None:
    site = website(name, base_url)
    tags = {locale.key: locale.tag for locale in site.config.languages}
    several = 0
    for page in site.pages.values():
        found = page.alternates()
        written = [link for link in page.links("alternate") if "hreflang" in link]
        assert len(written) == len(found), f"{page.path} names a language twice"
        if not found:
            continue
        several += 1
        assert "x-default" in found, page.path
        assert len(found) >= 3, page.path
        assert page.links("canonical")[0]["href"] in found.values(), f"{page.path} is not among its own versions"
        for tag, url in found.items():
            other = site.page(url)
            assert other.alternates() == found, f"{page.path} and {other.path} name other versions"
            assert other.is_indexable(), f"{page.path} names {other.path}, which is not to be found"
            assert tag in ("x-default", tags.get(site.key(other))), f"{page.path}: {url} is not in {tag}"
    assert several > 5


@every_build
def test_x_default_is_the_source_and_of_root_pages_the_chooser(name: str, base_url: str) -> None:
    site = website(name, base_url)
    source = site.config.source_language
    tag = next(locale.tag for locale in site.config.languages if locale.key == source)
    roots = {"index.html", *(f"{locale.key}/index.html" for locale in site.config.languages)}
    for page in site.pages.values():
        found = page.alternates()
        if page.path in roots:
            assert site.path(found["x-default"]) == "index.html"
        elif tag in found:
            assert found["x-default"] == found[tag], page.path


@every_build
def test_the_canonical_address_is_the_page_itself_or_the_source_that_stands_in(name: str, base_url: str) -> None:
    site = website(name, base_url)
    for page in site.pages.values():
        found = page.links("canonical")
        if page.path.endswith("404.html"):
            assert found == [], page.path
            continue
        [canonical] = found
        assert canonical["href"].isascii(), page.path
        assert page.meta("robots") == "", page.path  # beside an address that stands for it, it would say the opposite
        target = site.page(canonical["href"])
        if page.is_indexable():
            assert target is page
        else:
            assert target is not page
            assert target.is_indexable(), page.path


@every_build
def test_a_source_text_that_stands_in_is_marked_and_leads_search_engines_to_the_source(
    name: str, base_url: str
) -> None:
    site = website(name, base_url)
    tags = {locale.key: locale.tag for locale in site.config.languages}
    for page in site.articles():
        notices = page.all("div", class_="notice")
        if page.path.endswith("404.html"):
            continue
        assert page.is_indexable() != bool(notices), page.path
        if notices:
            source = site.page(page.links("canonical")[0]["href"])
            tag = tags[site.key(source)]
            assert tag != tags[site.key(page)], page.path
            assert notices[0].language == tags[site.key(page)], "the notice is in the reader's language"
            assert page.alternates() == {}, page.path
            assert [h1.language for h1 in page.all("h1")] == [tag], page.path
            assert [e.language for e in page.all("div", class_="prose")] == [tag], page.path
            [back] = notices[0].all("a")
            assert back.attributes["hreflang"] == tag, page.path
            assert site.page(urljoin(page.url, back.attributes["href"])) is source, page.path


@every_build
def test_the_switcher_stays_on_the_page_and_leads_only_to_pages_that_exist(name: str, base_url: str) -> None:
    site = website(name, base_url)
    locales = {locale.tag: locale for locale in site.config.languages}
    for page in site.articles():
        [nav] = page.all("nav", class_="switcher")
        led = {}
        for link in nav.all("a"):
            tag = link.attributes["hreflang"]
            assert link.attributes["lang"] == tag, page.path
            assert link.attributes["dir"] == locales[tag].direction, page.path
            assert link.text == locales[tag].name, page.path
            target = site.page(urljoin(page.url, link.attributes["href"]))
            assert site.key(target) == locales[tag].key, page.path
            led[tag] = target
            is_current = link.attributes.get("aria-current") == "page"
            assert is_current == (locales[tag].key == site.key(page)), page.path
            if is_current and not page.path.endswith("404.html"):
                assert target is page
        for tag, url in page.alternates().items():
            if tag != "x-default":
                assert led[tag] is site.page(url), f"{page.path}: the switcher does not lead to its own version"
        greyed = page.all("span", class_="unavailable")
        assert len(led) + len(greyed) == len(locales), page.path


@every_build
def test_the_chooser_offers_every_language_and_forces_none(name: str, base_url: str) -> None:
    site = website(name, base_url)
    page = site.pages["index.html"]
    choices = [a for a in page.all("a") if "data-language" in a.attributes]
    assert [a.attributes["data-language"] for a in choices] == [locale.key for locale in site.config.languages]
    for link, locale in zip(choices, site.config.languages, strict=True):
        assert site.path(urljoin(page.url, link.attributes["href"])) == f"{locale.key}/index.html"
        assert link.attributes["lang"] == link.attributes["hreflang"] == locale.tag
        assert link.attributes["dir"] == locale.direction
    assert not is_redirect(page)
    named = [script.attributes["src"] for script in page.all("script") if "src" in script.attributes]
    scripts = [site.built.files[site.path(urljoin(page.url, name))] for name in named]
    assert scripts
    assert not any(re.search(rb"\blocation\b", script) for script in scripts)


@every_build
def test_a_link_into_another_language_says_so(name: str, base_url: str) -> None:
    site = website(name, base_url)
    tags = {locale.key: locale.tag for locale in site.config.languages}
    for page in site.articles():
        for link in page.all("a"):
            url = urljoin(page.url, link.attributes["href"])
            if site.is_own(url) and site.path(url) in site.pages:
                other = tags.get(site.key(site.page(url)))
                told = link.attributes.get("hreflang", tags[site.key(page)])
                assert told == other, f"{page.path}:{link.line}: {link.attributes['href']}"


# ---- sitemap, feeds, robots -------------------------------------------------------------------------------------


@every_build
def test_the_sitemap_has_exactly_the_pages_to_be_found_with_their_versions(name: str, base_url: str) -> None:
    site = website(name, base_url)
    root = read_xml(site.built.files["sitemap.xml"])
    assert root.tag == f"{SITEMAP}urlset"
    listed = {}
    for url in root.findall(f"{SITEMAP}url"):
        page = site.page(element_text(url, f"{SITEMAP}loc"))
        assert page.path not in listed, f"{page.path} is listed twice"
        links = url.findall(f"{XHTML}link")
        assert all(link.attrib["rel"] == "alternate" for link in links)
        listed[page.path] = {link.attrib["hreflang"]: link.attrib["href"] for link in links}
        for day in url.findall(f"{SITEMAP}lastmod"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", day.text or ""), page.path
    assert listed == {page.path: page.alternates() for page in site.pages.values() if page.is_indexable()}


@every_build
def test_robots_may_read_everything_and_learn_of_the_sitemap(name: str, base_url: str) -> None:
    site = website(name, base_url)
    lines = site.built.text("robots.txt").splitlines()
    assert "Disallow: /" not in lines
    [sitemap] = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    assert site.path(sitemap) == "sitemap.xml"


@every_build
def test_a_feed_is_atom_with_unique_ids_and_dates_of_rfc_3339(name: str, base_url: str) -> None:
    site = website(name, base_url)
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    ids: list[str] = []
    for path in site.feeds():
        feed = read_xml(site.built.files[path])
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        assert entries, path
        [author] = feed.findall(f"{ATOM}author")
        assert element_text(author, f"{ATOM}name"), path
        for item in (feed, *entries):
            ids.append(element_text(item, f"{ATOM}id"))
            assert element_text(item, f"{ATOM}title"), path
            assert stamp.fullmatch(element_text(item, f"{ATOM}updated")), path
        for entry in entries:
            published = element_text(entry, f"{ATOM}published")
            assert stamp.fullmatch(published), path
            assert published <= element_text(entry, f"{ATOM}updated"), path
        assert element_text(feed, f"{ATOM}updated") == max(element_text(e, f"{ATOM}updated") for e in entries)
    assert len(ids) == len(set(ids))


def unbound(title: str) -> str:
    """A title with plain spaces: on its page, what belongs together is held so."""
    return title.replace("\u00a0", " ")


@every_build
def test_a_feed_leads_to_the_releases_of_its_language_newest_first(name: str, base_url: str) -> None:
    site = website(name, base_url)
    assert sorted(site.feeds()) == sorted(f"{locale.key}/feed.xml" for locale in site.config.languages)
    tags = {locale.key: locale.tag for locale in site.config.languages}
    for path in site.feeds():
        feed = read_xml(site.built.files[path])
        key = path.split("/")[0]
        assert feed.attrib[f"{XML}lang"] == tags[key]
        links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
        assert site.path(links["self"]) == path
        assert site.path(links["alternate"]) == f"{key}/index.html"
        dates = []
        for entry in feed.findall(f"{ATOM}entry"):
            [link] = entry.findall(f"{ATOM}link")
            page = site.page(link.attrib["href"])
            assert site.key(page) == key
            assert unbound(element_text(entry, f"{ATOM}title")) == unbound(page.all("h1")[0].text)
            language = entry.attrib[f"{XML}lang"]
            assert language == link.attrib["hreflang"] == page.all("h1")[0].language
            dates.append(element_text(entry, f"{ATOM}published"))
        assert dates == sorted(dates, reverse=True)


@every_build
def test_pages_name_the_feed_of_their_language(name: str, base_url: str) -> None:
    site = website(name, base_url)
    for page in site.articles():
        [feed] = [link for link in page.links("alternate") if link.get("type") == "application/atom+xml"]
        assert site.path(urljoin(page.url, feed["href"])) == f"{site.key(page)}/feed.xml"
        assert feed["title"]


# ---- structured data --------------------------------------------------------------------------------------------


@every_build
def test_structured_data_is_of_schema_org_and_names_only_addresses_that_exist(name: str, base_url: str) -> None:
    site = website(name, base_url)
    publisher = site.config.organization.url if site.config.organization else ""
    kinds = set[str]()
    for page in site.pages.values():
        for item in page.data():
            assert item["@context"] == "https://schema.org"
            kinds.add(item["@type"])
            for url in urls_in_data(item):
                if url != publisher:
                    site.path(url)
            assert "" not in item.values(), page.path
    assert kinds >= {"NewsArticle", "DefinedTerm", "DefinedTermSet", "BreadcrumbList", "WebSite", "Event"}


@every_build
def test_the_translations_of_an_article_name_their_source_and_it_names_them(name: str, base_url: str) -> None:
    site = website(name, base_url)
    items = {}
    for page in site.articles():
        for item in page.data():
            if item["@type"] in ("NewsArticle", "WebPage"):
                assert item["@id"] == item["url"] == page.links("canonical")[0]["href"], page.path
                if page.is_indexable():
                    items[item["@id"]] = item
                assert item == items.get(item["@id"], item), f"{page.path} tells otherwise than its source"
    links = 0
    for url, item in items.items():
        assert item["inLanguage"] == site.page(url).all("html")[0].attributes["lang"]
        for other in item.get("workTranslation", []):
            assert items[other["@id"]]["translationOfWork"]["@id"] == url
            assert other["inLanguage"] == items[other["@id"]]["inLanguage"] != item["inLanguage"]
            links += 1
        if "translationOfWork" in item:
            assert "workTranslation" not in item
            source = items[item["translationOfWork"]["@id"]]
            assert url in [other["@id"] for other in source["workTranslation"]]
    assert links


@every_build
def test_an_article_tells_what_its_page_shows(name: str, base_url: str) -> None:
    site = website(name, base_url)
    for page in site.articles():
        for item in page.data():
            if item["@type"] == "NewsArticle":
                assert unbound(item["headline"]) == unbound(page.all("h1")[0].text)
                assert item["datePublished"] == page.meta("article:published_time")
                assert item["dateModified"] >= item["datePublished"]
                assert page.all("time", datetime=item["datePublished"])
                for picture in item.get("image", []):
                    assert site.path(picture)
            if item["@type"] == "DefinedTerm":
                assert unbound(item["name"]) == unbound(page.all("h1")[0].text)


@every_build
def test_a_term_is_of_the_set_that_its_glossary_is(name: str, base_url: str) -> None:
    site = website(name, base_url)
    sets = {}
    for page in site.articles():
        for item in page.data():
            if item["@type"] == "DefinedTermSet":
                assert site.page(item["@id"]) is page
                sets[item["@id"]] = {term["@id"] for term in item["hasDefinedTerm"]}
    terms: dict[str, set[str]] = {}
    for page in site.articles():
        for item in page.data():
            if item["@type"] == "DefinedTerm":
                terms.setdefault(item["inDefinedTermSet"]["@id"], set()).add(item["@id"])
    assert sets == terms


@every_build
def test_breadcrumbs_lead_from_the_root_page_to_the_page(name: str, base_url: str) -> None:
    site = website(name, base_url)
    for page in site.articles():
        trails = [item["itemListElement"] for item in page.data() if item["@type"] == "BreadcrumbList"]
        if page.path.endswith("404.html") or page.path == f"{site.key(page)}/index.html":
            assert trails == []
            continue
        [trail] = trails
        assert [item["position"] for item in trail] == list(range(1, len(trail) + 1))
        assert all(item["name"] for item in trail)
        assert site.path(trail[0]["item"]) == f"{site.key(page)}/index.html"
        assert site.page(trail[-1]["item"]) is page
        [nav] = page.all("nav", class_="breadcrumbs")
        assert [site.path(urljoin(page.url, a.attributes["href"])) for a in nav.all("a")] == [
            site.path(item["item"]) for item in trail[:-1]
        ]


@every_build
def test_data_in_a_page_cannot_end_its_script(name: str, base_url: str) -> None:
    site = website(name, base_url)
    for path in site.pages:
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', site.built.text(path)):
            assert not re.search("[<>&']", script), path


# ---- redirects --------------------------------------------------------------------------------------------------


def test_an_alias_is_a_page_that_leads_to_the_new_address() -> None:
    site = website("trilingual", "https://host.example/sub/")
    for path in ("de/presse/eroeffnung/index.html", "presse/2025-09.html"):
        page = site.pages[path]
        [refresh] = page.all("meta", http_equiv="refresh")
        delay, url = refresh.attributes["content"].split("; url=")
        assert delay == "0"
        assert url == "/sub/de/press/eröffnung/"
        assert page.meta("robots") == ""  # beside a canonical address it would say the opposite
        assert [a.attributes["href"] for a in page.all("a")] == [url]
        assert page.links("canonical")[0]["href"] == "https://host.example/sub/de/press/er%C3%B6ffnung/"
        assert page.all("html")[0].attributes["lang"] == "de"
    assert sorted(path for path, page in site.pages.items() if is_redirect(page)) == [
        "de/press/page/2/index.html",
        "de/presse/eroeffnung/index.html",
        "en/press/page/2/index.html",
        "presse/2025-09.html",
        "zh/press/page/2/index.html",
    ]


def test_a_site_of_one_language_leads_from_its_root_to_it() -> None:
    site = website_of(built("minimal"))
    assert is_redirect(site.pages["index.html"])
    assert site.pages["index.html"].links("canonical")[0]["href"] == "https://canal-day.example/en/"
    root = read_xml(site.built.files["sitemap.xml"])
    assert [element_text(url, f"{SITEMAP}loc") for url in root] == [
        "https://canal-day.example/en/",
        "https://canal-day.example/en/press/",
        "https://canal-day.example/en/press/2025-05-04-canal-day/",
    ]
    assert all(page.alternates() == {} for page in site.pages.values())
    assert not any(page.all("nav", class_="switcher") for page in site.pages.values())


# ---- what to do without a translation ---------------------------------------------------------------------------


def with_policy(policy: str) -> Website:
    """The trilingual site, in which the Chinese lacks a release, a term and a page, under one policy for all."""
    files = read_site("trilingual")
    policies = f"{{press: {policy}, glossary: {policy}, page: {policy}}}"
    return website_of(build(edit(files, "content/site.yaml", "{press: source, page: source}", policies)))


def texts(site: Website, path: str) -> str:
    return html.unescape(site.built.text(path))


def test_under_omit_a_language_has_nothing_of_what_is_not_translated() -> None:
    site = with_policy("omit")
    missing = ("zh/press/2025-06-02-programm/", "zh/glossary/ökobonus/", "zh/imprint/", "en/imprint/")
    assert not any(path.startswith(missing) for path in site.pages)
    for path in site.built.files:
        if path.startswith("zh/") and not path.endswith(IMAGES):
            assert "Programm der Hafentage" not in texts(site, path), path
            assert "Ökobonus" not in texts(site, path), path
            assert "Impressum" not in texts(site, path), path
    assert [a.text for a in site.pages["zh/press/开幕/index.html"].all("a", rel="prev")] == []


def test_under_omit_the_switcher_shows_the_language_but_does_not_lead_there() -> None:
    page = with_policy("omit").pages["de/press/2025-06-02-programm/index.html"]
    [greyed] = page.all("span", class_="unavailable")
    assert greyed.all("span")[0].text == "简体中文"
    assert sorted(page.alternates()) == ["de", "en", "x-default"]


def test_under_omit_a_link_to_what_is_missing_leads_to_another_language_and_says_so() -> None:
    page = with_policy("omit").pages["zh/press/开幕/index.html"]
    [programme] = [a for a in page.all("a") if a.text == "大会日程"]
    assert programme.attributes["href"] == "/de/press/2025-06-02-programm/"
    assert programme.attributes["hreflang"] == "de"
    assert "other-language" in programme.attributes["class"]


def test_under_source_lists_feed_switcher_and_neighbours_show_the_source_text() -> None:
    site = with_policy("source")
    fallback = "/zh/press/2025-06-02-programm/"
    year = site.pages["zh/press/2025/index.html"]
    [card] = [a for a in year.all("a") if a.attributes["href"] == fallback]
    assert card.language == "de"
    assert card.text == "Programm der Hafentage steht"
    assert [span.text for span in year.all("span", lang="de") if span.language == "de"] == ["Kiel", "Deutsch"]
    assert f"https://hafentage.example{fallback}" in site.built.text("zh/feed.xml")
    [older] = site.pages["zh/press/开幕/index.html"].all("a", rel="prev")
    assert older.attributes["href"] == fallback
    german = site.pages["de/press/2025-06-02-programm/index.html"]
    assert fallback in [a.attributes["href"] for a in german.all("a", hreflang="zh-Hans")]
    assert [a.attributes["href"] for a in site.pages[fallback[1:] + "index.html"].all("a", rel="next")] == [
        "/zh/press/开幕/"
    ]
    [term] = [a for a in site.pages["zh/glossary/index.html"].all("a") if a.text == "Ökobonus"]
    assert term.language == "de"
    [imprint] = [a for a in site.pages["zh/index.html"].all("a") if a.text == "Impressum"]
    assert imprint.language == "de"


def test_under_source_the_group_file_speaks_the_readers_language() -> None:
    files = without(read_site("trilingual"), "content/press/2025-09-30-eröffnung.zh.md")
    page = website_of(build(files)).pages["zh/press/eröffnung/index.html"]
    [picture] = [img for img in page.all("img") if img.attributes["alt"]][:1]
    assert picture.attributes["alt"] == "码头与两台起重机"
    assert [dd.text for dd in page.all("dd")] == ["2025年9月30日", "2025年10月2日", "汉堡"]
    [contact] = page.all("aside", class_="contact")
    assert contact.all("b")[0].text == "雅娜·克勒"
    [section] = page.all("section", class_="boilerplate")
    assert "港口联盟" in section.text


def test_a_root_page_whose_text_is_missing_is_there_under_either_policy() -> None:
    files = without(read_site("trilingual"), "content/pages/home.zh.md")
    for policy, tag in (("omit", "zh-Hans"), ("source", "de")):
        site = website_of(build(edit(files, "content/site.yaml", "page: source}", f"page: {policy}}}")))
        page = site.pages["zh/index.html"]
        assert page.all("h1")[0].language == tag
        assert page.is_indexable() == (policy == "omit")
        german = site.pages["de/index.html"]
        assert "/zh/" in [a.attributes["href"] for a in german.all("a", hreflang="zh-Hans")]
        assert ("zh-Hans" in german.alternates()) == (policy == "omit")
        assert german.alternates() == site.pages["index.html"].alternates() == site.pages["en/index.html"].alternates()
        assert ("https://hafentage.example/zh/</loc>" in site.built.text("sitemap.xml")) == (policy == "omit")


def test_a_draft_is_nowhere() -> None:
    site = website("trilingual", "https://host.example/")
    for path in site.built.files:
        assert "bilanz" not in path
        if path.endswith((".html", ".xml")):
            assert "Bilanz" not in site.built.text(path), path


@pytest.mark.parametrize("name", [*NAMES, "minimal", "out-of-order", *EXAMPLES])
def test_no_output_has_a_control_character(name: str) -> None:
    files = read_example(name) if name in EXAMPLES else read_site(name)
    found = build(files)
    assert found.files
    texts = {path: data.decode() for path, data in found.files.items() if not path.endswith(IMAGES)}
    # RFC 4180, RFC 6350
    texts |= {path: text.replace("\r\n", "\n") for path, text in texts.items() if path.endswith((".csv", ".vcf"))}
    marks = {(path, mark) for path, text in texts.items() for mark in CONTROLS.findall(text)}
    assert marks == set()
    assert len(texts) > 10
