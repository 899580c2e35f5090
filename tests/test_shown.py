"""What pages say beside their texts: languages of names and places, descriptions, other forms, ways back, addresses."""

from __future__ import annotations

import re

from built_pages import Website, website, website_of
from whole_sites import build, edit, read_site

from microsite.render.assemble import mark_links

RELEASE = "content/press/2025-06-02-programm"
STAND_IN = "zh/press/2025-06-02-programm/index.html"


def conference() -> Website:
    """The conference with a label in German alone, and an English term of several forms."""
    files = read_site("conference")
    labels = "      de: Begleitveranstaltungen\n      en: Side events\n      zh: 配套活动（项）\n"
    files = edit(files, "content/press/2025-11-16-talent-conference.yaml", labels, "      de: Nebenbei\n")
    return website_of(build(files))


def test_a_key_figure_without_a_label_in_a_language_has_that_of_the_source_which_says_so() -> None:
    site = conference()
    for locale, language in (("de", "de"), ("en", "de"), ("zh", "de")):
        [label] = [term for term in site.pages[f"{locale}/index.html"].all("dt") if term.text == "Nebenbei"]
        assert label.language == language
    assert not [page for page in site.pages.values() if any(term.text == "side_events" for term in page.all("dt"))]


def test_the_name_of_whom_to_ask_and_a_place_say_their_language_where_it_is_another() -> None:
    files = edit(read_site("trilingual"), "content/site.yaml", ", zh: 港口联盟新闻处}", "}")
    files = edit(
        files, "content/site.yaml", "\n  place: {de: Hamburg, en: Hamburg, zh: 汉堡}", "\n  place: {de: Hamburg}"
    )
    site = website_of(build(files))
    page = site.pages[STAND_IN]
    assert {one.language for one in site.pages["zh/index.html"].all("span") if one.text == "Hamburg"} == {"de"}
    [name] = [one for one in page.all("b") if one.text.startswith("Pressestelle")]
    [place] = [one for one in page.all("dd") if one.text == "Kiel"]
    assert name.language == "de"
    assert {span.language for span in place.all("span")} == {"de"}
    shown = [one for page in site.pages.values() if page.path.startswith("zh/press") for one in page.all("span")]
    assert {one.language for one in shown if one.text == "Kiel"} == {"de"}
    [own] = [one for one in site.pages["de/press/2025-06-02-programm/index.html"].all("dd") if one.text == "Kiel"]
    assert "lang" not in own.all("span")[0].attributes


def test_lists_and_pages_that_are_not_there_are_described_as_what_they_are() -> None:
    site = website("trilingual", "https://host.example/")
    found = {path: site.pages[path].meta("description") for path in site.pages if path.startswith("de/")}
    assert found["de/press/index.html"] == "Alle Pressemitteilungen: Hafentage Klima"
    assert found["de/glossary/index.html"].startswith("Wichtige Begriffe")
    assert found["de/404.html"].startswith("Vielleicht ist die Adresse")


def test_the_other_forms_of_a_term_are_a_list_that_nothing_joins() -> None:
    files = read_site("conference")
    path = next(path for path in files if path.startswith("content/glossary/") and path.endswith(".de.md"))
    text = re.sub(r"\nforms:.*", "", files[path].decode()).replace("\n---\n", "\nforms: [Eins, Zwei, Drei]\n---\n", 1)
    page = website_of(build(files | {path: text.encode()})).pages[
        path[8:].replace(".de.md", "/index.html").join(["de/", ""])
    ]
    assert [item.text for item in page.all("ul", class_="forms")[0].all("li")] == ["Eins", "Zwei", "Drei"]


def test_the_way_back_from_a_footnote_has_a_name() -> None:
    files = read_site("trilingual")
    text = files[f"{RELEASE}.de.md"] + b"\nNoch ein Satz.[^1] Und einer.[^1]\n\n[^1]: Eine Anmerkung.\n"
    page = website_of(build(files | {f"{RELEASE}.de.md": text})).pages["de/press/2025-06-02-programm/index.html"]
    back = page.all("a", class_="footnote-backref")
    assert [link.attributes["aria-labelledby"] for link in back] == ["_back fnref-1", "_back fnref2-1"]
    assert {"_back", "fnref-1", "fnref2-1"} <= set(page.ids())
    [name] = page.all("span", id="_back")
    assert (name.text, "hidden" in name.attributes) == ("Zurück zum Text", True)


def test_a_link_that_shows_its_address_is_marked_and_no_other_is() -> None:
    for shown in ("https://a.example/b", "a.example/b", "a.example/b/"):
        body = f'<p><a href="https://a.example/b/">{shown}</a></p>'
        assert mark_links(body) == f'<p><a class="address" href="https://a.example/b/">{shown}</a></p>'
    for body in (
        '<a href="https://a.example/">A</a>',
        '<a href="/a/">/a/</a>',
        '<a href="https://a.example/b">a.example</a>',
    ):
        assert mark_links(body) == body


def test_paper_has_the_address_of_its_page() -> None:
    site = website("trilingual", "https://host.example/")
    [printed] = site.pages["de/press/2025-06-02-programm/index.html"].all("p", class_="printed")
    assert printed.text == "https://host.example/de/press/2025-06-02-programm/"
