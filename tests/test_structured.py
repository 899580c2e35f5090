"""Structured data for search engines, in full where it matters; its addresses are followed in test_output_correct."""

from __future__ import annotations

import functools
from typing import Any

from built_pages import website, website_of
from whole_sites import build, edit, read_site, without


@functools.cache
def publisher() -> dict[str, str]:
    """Who publishes the trilingual site; not when the module is read, which takes as long as a build."""
    [icon, *_] = website("trilingual").pages["de/index.html"].links("icon")
    return {
        "@type": "Organization",
        "name": "League of Ports",
        "url": "https://hafenbund.example/",
        "email": "post@hafenbund.example",
        "logo": f"https://hafentage.example{icon['href']}",
    }


def data(path: str, kind: str) -> dict[str, Any]:
    """The item of a kind on a page of the trilingual site."""
    [item] = [item for item in website("trilingual").pages[path].data() if item["@type"] == kind]
    return item


def test_a_release_is_a_news_article_with_its_source_linked() -> None:
    assert data("en/press/opening/index.html", "NewsArticle") == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "https://hafentage.example/en/press/opening/",
        "url": "https://hafentage.example/en/press/opening/",
        "mainEntityOfPage": "https://hafentage.example/en/press/opening/",
        "headline": "Harbour Climate Days open: 1.2M visitors & many ideas",
        "description": "The League of Ports supports shore power with €2,500,000. "
        "It already serves 71.8% of the hours at berth.",
        "inLanguage": "en",
        "datePublished": "2025-09-30",
        "dateModified": "2025-10-02",
        "image": ["https://hafentage.example/media/press/2025-09-30-er%C3%B6ffnung/pier-4.303728ae.png"],
        "contentLocation": {"@type": "Place", "name": "Hamburg"},
        "author": publisher(),
        "publisher": publisher(),
        "about": {
            "@type": "Event",
            "name": "Harbour Climate Days",
            "startDate": "2025-09-30",
            "endDate": "2025-10-01",
            "inLanguage": "en",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "url": "https://hafentage.example/en/",
            "location": {
                "@type": "Place",
                "name": "Fish Auction Hall",
                "address": {"@type": "PostalAddress", "addressLocality": "Hamburg"},
            },
            "organizer": publisher(),
        },
        "translationOfWork": {
            "@type": "NewsArticle",
            "@id": "https://hafentage.example/de/press/er%C3%B6ffnung/",
            "url": "https://hafentage.example/de/press/er%C3%B6ffnung/",
            "headline": "Hafentage Klima eröffnet: 1,2\u00a0Mio. Gäste & viele Ideen",
            "inLanguage": "de",
        },
        "mentions": [
            {
                "@type": "DefinedTerm",
                "@id": f"https://hafentage.example/en/glossary/{address}/",
                "name": name,
            }
            for address, name in [
                ("landstrom", "shore power"),
                ("schweres-nutzfahrzeug", "heavy-duty vehicle"),
                ("%C3%B6kobonus", "eco bonus"),
            ]
        ],
    }


def test_a_source_names_all_its_translations() -> None:
    assert data("de/press/eröffnung/index.html", "NewsArticle")["workTranslation"] == [
        {
            "@type": "NewsArticle",
            "@id": "https://hafentage.example/en/press/opening/",
            "url": "https://hafentage.example/en/press/opening/",
            "headline": "Harbour Climate Days open: 1.2M visitors & many ideas",
            "inLanguage": "en",
        },
        {
            "@type": "NewsArticle",
            "@id": "https://hafentage.example/zh/press/%E5%BC%80%E5%B9%95/",
            "url": "https://hafentage.example/zh/press/%E5%BC%80%E5%B9%95/",
            "headline": "港口气候大会开幕：123万人次到访",
            "inLanguage": "zh-Hans",
        },
    ]


def test_a_source_text_that_stands_in_tells_of_the_source() -> None:
    site = website("trilingual")
    paths = ("de/press/2025-06-02-programm/index.html", "zh/press/2025-06-02-programm/index.html")
    source, fallback = (
        next(item for item in site.pages[path].data() if item["@type"] == "NewsArticle") for path in paths
    )
    assert source == fallback


def test_a_term_is_in_its_set_with_other_forms_and_languages() -> None:
    assert data("zh/glossary/landstrom/index.html", "DefinedTerm") == {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": "https://hafentage.example/zh/glossary/landstrom/",
        "url": "https://hafentage.example/zh/glossary/landstrom/",
        "name": "岸电",
        "alternateName": ["船舶岸电", "岸基供电"],
        "description": "船舶靠港期间由岸上供应的电力。",
        "inLanguage": "zh-Hans",
        "sameAs": [
            "https://hafentage.example/de/glossary/landstrom/",
            "https://hafentage.example/en/glossary/landstrom/",
        ],
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": "https://hafentage.example/zh/glossary/",
            "name": "术语表",
        },
    }


def test_a_glossary_is_the_set_of_its_own_terms() -> None:
    found = data("zh/glossary/index.html", "DefinedTermSet")
    assert [term["name"] for term in found["hasDefinedTerm"]] == ["岸电", "重型车辆"]
    assert (found["inLanguage"], found["name"]) == ("zh-Hans", "术语表")


def test_a_term_that_stands_in_is_of_the_sources_set_under_its_name_there() -> None:
    files = edit(read_site("trilingual"), "content/site.yaml", "{press: source,", "{glossary: source, press: source,")
    site = website_of(build(files))
    [term] = [i for i in site.pages["zh/glossary/ökobonus/index.html"].data() if i["@type"] == "DefinedTerm"]
    assert term["inDefinedTermSet"] == {
        "@type": "DefinedTermSet",
        "@id": "https://hafentage.example/de/glossary/",
        "name": "Glossar",
    }
    [terms] = [i for i in site.pages["zh/glossary/index.html"].data() if i["@type"] == "DefinedTermSet"]
    assert [term["name"] for term in terms["hasDefinedTerm"]] == ["岸电", "重型车辆"]


def test_breadcrumbs_name_every_step() -> None:
    trail = data("de/press/2025/index.html", "BreadcrumbList")["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in trail] == [
        (1, "Hafentage Klima", "https://hafentage.example/de/"),
        (2, "Pressemitteilungen", "https://hafentage.example/de/press/"),
        (3, "2025", "https://hafentage.example/de/press/2025/"),
    ]


def test_a_root_page_tells_of_the_site_its_publisher_and_the_event() -> None:
    items = website("trilingual").pages["zh/index.html"].data()
    assert [item["@type"] for item in items] == ["WebSite", "Organization", "Event"]
    assert items[0] == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "港口气候大会",
        "url": "https://hafentage.example/zh/",
        "inLanguage": "zh-Hans",
    }


def test_what_a_site_does_not_tell_is_not_in_its_data() -> None:
    site = website_of(build(read_site("minimal")))
    assert [item["@type"] for item in site.pages["en/index.html"].data()] == ["WebSite"]
    [article, _] = site.pages["en/press/2025-05-04-canal-day/index.html"].data()
    assert article.keys() == {
        "@context",
        "@type",
        "@id",
        "url",
        "mainEntityOfPage",
        "headline",
        "inLanguage",
        "datePublished",
        "dateModified",
    }


def test_an_event_without_a_venue_is_at_its_place() -> None:
    [event] = [item for item in website("right-to-left").pages["en/index.html"].data() if item["@type"] == "Event"]
    address = {"@type": "PostalAddress", "addressLocality": "Alexandria"}
    assert event["location"] == {"@type": "Place", "name": "Alexandria", "address": address}


def test_an_address_is_told_part_by_part_in_each_language() -> None:
    where = "{street: {de: Kai 1, en: Quay 1}, postal_code: 20359, city: {zh: 汉堡}, country: DE}"
    files = edit(read_site("trilingual"), "content/site.yaml", "  email: post@", f"  address: {where}\n  email: post@")
    files = edit(files, "content/site.yaml", "  end: 2025", "  address: {street: Fischmarkt 1}\n  end: 2025")
    pages = website_of(build(files)).pages
    shared = {"@type": "PostalAddress", "postalCode": "20359", "addressLocality": "汉堡", "addressCountry": "DE"}
    for key, street, city in (("de", "Kai 1", "Hamburg"), ("en", "Quay 1", "Hamburg"), ("zh", "Kai 1", "汉堡")):
        _, publisher, event = pages[f"{key}/index.html"].data()
        assert publisher["address"] == shared | {"streetAddress": street}
        assert event["location"]["address"] == {
            "@type": "PostalAddress",
            "streetAddress": "Fischmarkt 1",
            "addressLocality": city,
        }


def test_the_root_of_all_languages_says_what_the_site_is_called() -> None:
    [site] = website("trilingual").pages["index.html"].data()
    assert site == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Hafentage Klima",
        "alternateName": ["Harbour Climate Days", "港口气候大会"],
        "url": "https://hafentage.example/",
        "inLanguage": ["de", "en", "zh-Hans"],
    }
    assert website("trilingual").pages["404.html"].data() == []


def test_a_change_before_the_publication_is_none() -> None:
    path = "content/press/2025-05-04-canal-day.en.md"
    files = edit(read_site("minimal"), path, "---\nOn 4 May", "updated: 2025-04-01\n---\nOn 4 May")
    site = website_of(build(files))
    [article, _] = site.pages["en/press/2025-05-04-canal-day/index.html"].data()
    assert article["dateModified"] == article["datePublished"] == "2025-05-04"
    assert "<updated>2025-05-04T00:00:00Z</updated>" in site.built.text("en/feed.xml")


def test_a_page_is_linked_with_its_translations_as_an_article_is() -> None:
    assert data("en/about/index.html", "WebPage")["translationOfWork"] == {
        "@type": "WebPage",
        "@id": "https://hafentage.example/de/%C3%BCber-uns/",
        "url": "https://hafentage.example/de/%C3%BCber-uns/",
        "name": "Über uns",
        "inLanguage": "de",
    }
    files = without(read_site("trilingual"), "content/pages/über-uns.de.md")
    site = website_of(
        build(
            edit(files, "content/press/2025-09-30-eröffnung.de.md", "../pages/über-uns.md", "../pages/über-uns.en.md")
        )
    )
    [page] = [i for i in site.pages["en/about/index.html"].data() if i["@type"] == "WebPage"]
    assert [other["inLanguage"] for other in page["workTranslation"]] == ["zh-Hans"], "English is the source now"
