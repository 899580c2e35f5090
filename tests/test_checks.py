"""The rules over a whole site: each fires where something is wrong, and is silent where nothing is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

import pytest

from microsite.checks.site import (
    check_config,
    check_corrections,
    check_key_figures,
    check_navigation,
    check_orphans,
    check_pictures,
    check_site,
    check_translations,
)
from microsite.content.material import Material
from microsite.content.parse import parse_config
from microsite.diagnostics.problems import Diagnostic, Span
from microsite.engine.memory import HeldBodies, Memory
from microsite.model.config import Config, MenuEntry
from microsite.model.entries import Contact, Correction, Entry, Figure, GroupData, Locale, Picture, Text
from microsite.model.policies import KeyFigures
from microsite.model.site import Site, Target
from microsite.model.source import Source
from microsite.pages import outputs
from microsite.pages.jobs import Job
from microsite.pages.outputs import check_targets, find_doubles
from microsite.site.groups import link

GERMAN = Locale("de", "de", "de_DE", "Deutsch")
CHINESE = Locale("zh", "zh-Hans", "zh_Hans_CN", "简体中文")
KEY = "2025-11-16-talente"


def release(locale: str) -> Entry:
    return Entry("press", KEY, locale, f"content/press/{KEY}.{locale}.md", "0", "Titel", title_line=2)


def page(key: str, locale: str = "de") -> Entry:
    return Entry("page", key, locale, f"content/pages/{key}.{locale}.md", "0", key)


def site(
    *entries: Entry,
    data: Mapping[tuple[str, str], GroupData] | None = None,
    navigation: Iterable[str] = (),
    footer: Iterable[str] = (),
    key_figures: KeyFigures | None = None,
) -> Site:
    config = Config(
        {"": "Talente"},
        "https://talent.example/",
        (GERMAN, CHINESE),
        "de",
        navigation=tuple(map(MenuEntry, navigation)),
        footer=tuple(map(MenuEntry, footer)),
        key_figures=key_figures,
    )
    texts = [Text(entry.path, f"digest of {entry.path}", entry) for entry in entries]
    return link(config, Material(texts, data or {}))[0]


def told(found: Iterable[Diagnostic]) -> list[tuple[str, str, Span | None]]:
    return [(diagnostic.rule, diagnostic.message, diagnostic.span) for diagnostic in found]


# ---- translations ---------------------------------------------------------------------------------------------


def test_a_text_that_a_language_does_not_have_is_reported_with_the_file_to_write() -> None:
    [found] = check_translations(site(release("zh")))
    assert told([found]) == [("translation-missing", "this text does not exist in Deutsch", Span(release("zh").path))]
    assert found.hint == "write content/press/2025-11-16-talente.de.md"


def test_a_text_in_all_languages_is_fine() -> None:
    assert list(check_translations(site(release("de"), release("zh")))) == []


# ---- pictures -------------------------------------------------------------------------------------------------


def test_a_picture_of_a_group_needs_words_in_each_language_that_the_group_has() -> None:
    path = "content/press/2025-11-16-talente.yaml"
    pictures = (
        Picture("a.jpg", {"de": "Die Halle"}, line=3),
        Picture("b.jpg", {}),
        Picture("c.jpg", {"": "A hall"}, line=9),
    )
    data = {("press", KEY): GroupData(path, pictures=pictures)}
    assert told(check_pictures(site(release("de"), release("zh"), data=data))) == [
        ("alt-missing", "this picture has no text in 简体中文", Span(path, 3, 1)),
        ("alt-missing", "this picture has no text in Deutsch, 简体中文", Span(path)),
    ]
    assert [found.message for found in check_pictures(site(release("de"), data=data))] == [
        "this picture has no text in Deutsch"
    ]


# ---- corrections ----------------------------------------------------------------------------------------------


def test_a_correction_is_told_in_each_language_of_its_release_and_not_before_it() -> None:
    path = "content/press/2025-11-16-talente.yaml"
    corrections = (
        Correction(datetime.date(2025, 11, 17), {"de": "Es sind 12."}, line=3),
        Correction(datetime.date(2025, 11, 16), {"": "12"}, line=6),
        Correction(datetime.date(2025, 11, 15), {"de": "12", "zh": "12"}, line=9),
    )
    data = {("press", KEY): GroupData(path, corrections=corrections)}
    found = list(check_corrections(site(release("de"), release("zh"), data=data)))
    assert told(found) == [
        ("correction-missing", "this correction has no text in 简体中文", Span(path, 3, 1)),
        (
            "date-order",
            "this correction is of 2025-11-15, before the day of publication, 2025-11-16",
            Span(path, 9, 1),
        ),
    ]
    assert [one.hint for one in found] == [
        "add under text: zh: what has been put right",
        "write date: 2025-11-16, or a later day",
    ]
    data = {("press", KEY): GroupData(path, corrections=corrections[:2])}
    assert list(check_corrections(site(release("de"), data=data))) == []


# ---- configuration --------------------------------------------------------------------------------------------


def test_what_has_to_be_filled_in_in_the_configuration_is_reported() -> None:
    made = site(page("about"))
    config = made.config._replace(boilerplate={"de": "[[Über uns]]"}, contact=Contact({"": "[[Wer]]"}))
    assert told(check_config(made._replace(config=config))) == [
        ("placeholder", f"“{text}” still has to be filled in", Span("content/site.yaml"))
        for text in ("Über uns", "Wer")
    ]
    assert list(check_config(made)) == []


def test_a_figure_in_the_configuration_is_reported() -> None:
    made = site(page("about"))
    made = made._replace(config=made.config._replace(boilerplate={"de": "Mit {{ n }} Gästen, {{"}))
    assert told(check_config(made)) == [
        ("figure-unknown", "“{{ n }}” stands in a text where figures are not written out", Span("content/site.yaml")),
        ("figure-unknown", "“{{” stands in a text where figures are not written out", Span("content/site.yaml")),
    ]


# ---- navigation -----------------------------------------------------------------------------------------------


def test_a_navigation_that_names_nothing_is_reported() -> None:
    found = list(check_navigation(site(page("about"), navigation=["abuot", "home"], footer=["imprint"])))
    assert [(diagnostic.rule, diagnostic.message, diagnostic.hint) for diagnostic in found] == [
        ("link-broken", "the navigation names “abuot”, which is not a page", "did you mean “about”?"),
        ("link-broken", "the navigation names “home”, which is not a page", "write content/pages/home.<language>.md"),
        (
            "link-broken",
            "the footer names “imprint”, which is not a page",
            "write content/pages/imprint.<language>.md",
        ),
    ]
    assert {diagnostic.span for diagnostic in found} == {Span("content/site.yaml")}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("about.md", "about"),
        ("about.de.md", "about"),
        ("pages/about", "about"),
        ("/de/about/", "about"),
        ("/de/about/index.html", "about"),
        ("https://talent.example/de/about/", "about"),
        ("（about）", "about"),
        ("../press/", "press"),
    ],
)
def test_a_menu_that_names_a_page_as_a_link_does_is_told_its_key(written: str, meant: str) -> None:
    [found] = check_navigation(site(page("about"), navigation=[written]))
    assert (found.rule, found.hint) == ("link-broken", f"write {meant}")
    assert list(check_navigation(site(page("about"), navigation=[meant]))) == []


def test_a_menu_has_no_address_of_another_site_without_a_label() -> None:
    address = "https://example.org/about"
    made = site(page("about"), footer=[address])
    [found] = check_navigation(made)
    assert (found.rule, found.hint) == ("field-missing", f"write {{to: {address}, label: example.org}}")
    footer = (MenuEntry(address, {"": "Karten"}),)
    assert list(check_navigation(made._replace(config=made.config._replace(footer=footer)))) == []


def test_what_is_wrong_in_a_menu_is_told_where_it_stands() -> None:
    place = Span("content/site.yaml", 7, 3, 5)
    made = site(page("about"), footer=["abuot"])
    made = made._replace(config=made.config._replace(places={"footer abuot": place}))
    assert [found.span for found in check_navigation(made)] == [place]


def test_a_navigation_of_lists_and_pages_is_fine() -> None:
    assert (
        list(check_navigation(site(page("about", "zh"), navigation=["press", "glossary", "about"], footer=["about"])))
        == []
    )


# ---- key figures ----------------------------------------------------------------------------------------------


LABEL = {"de": "Absolventen"}


def test_a_key_figure_that_is_not_there_is_reported() -> None:
    data = {("press", KEY): GroupData("x.yaml", figures={"graduates": Figure("number", "3944", label=LABEL)})}
    made = site(release("de"), data=data, key_figures=KeyFigures("press", KEY, ("graduates", "gradutes")))
    [found] = check_key_figures(made)
    assert told([found]) == [
        ("figure-unknown", "key_figures names “gradutes”, which is not a figure", Span("content/site.yaml"))
    ]
    assert found.hint == "did you mean “graduates”?"


def test_a_key_figure_that_is_like_none_is_told_in_its_place_and_how_to_add_it() -> None:
    text = "title: x\nbase_url: https://a.example/\nlanguages: {de: {name: Deutsch}}\n"
    text += f"key_figures:\n  from: press/{KEY}\n  show: [graduates, foo]\n"
    config, _ = parse_config(Source("content/site.yaml", "", text.encode()))
    assert config
    data = {("press", KEY): GroupData("x.yaml", figures={"graduates": Figure("number", "3944", label=LABEL)})}
    made = site(release("de"), data=data)
    [found] = check_key_figures(made._replace(config=config))
    assert found.span == Span("content/site.yaml", 6, 21, 3)
    assert found.hint == f"add it to content/press/{KEY}.yaml under figures:, such as foo: 3944"
    [found] = check_key_figures(made._replace(config=config, groups=()))
    assert found.span == Span("content/site.yaml", 5, 9, len(f"press/{KEY}"))


def test_key_figures_of_a_group_that_is_not_there_are_reported() -> None:
    [found] = check_key_figures(site(release("de"), key_figures=KeyFigures("press", "2025-11-16-talent", ("a",))))
    message = "key_figures names “press/2025-11-16-talent”, which does not exist"
    assert told([found]) == [("link-broken", message, Span("content/site.yaml"))]
    assert found.hint == "did you mean “press/2025-11-16-talente”?"


def test_a_key_figure_of_which_nothing_says_what_it_counts_is_reported() -> None:
    data = {("press", KEY): GroupData("x.yaml", figures={"side_events": Figure("number", "22", label={"de": ""})})}
    [found] = check_key_figures(site(release("de"), data=data, key_figures=KeyFigures("press", KEY, ("side_events",))))
    message = "key_figures shows “side_events”, which has no label"
    assert told([found]) == [("field-missing", message, Span("content/site.yaml"))]
    assert found.hint == f"say by `label` in content/press/{KEY}.yaml what “side_events” counts"


def test_key_figures_that_are_there_are_fine_and_so_are_none() -> None:
    data = {("press", KEY): GroupData("x.yaml", figures={"graduates": Figure("number", "3944", label=LABEL)})}
    assert (
        list(check_key_figures(site(release("de"), data=data, key_figures=KeyFigures("press", KEY, ("graduates",)))))
        == []
    )
    assert list(check_key_figures(site(release("de"), data=data))) == []


def test_all_checks_are_made_of_a_site() -> None:
    data = {("press", KEY): GroupData("x.yaml", pictures=(Picture("a.jpg", {}),))}
    made = site(release("de"), data=data, navigation=["x"], key_figures=KeyFigures("press", KEY, ("graduates",)))
    made = made._replace(config=made.config._replace(motto={"": "[[Motto]]"}))
    assert sorted(found.rule for found in check_site(made)) == [
        "alt-missing",
        "figure-unknown",
        "link-broken",
        "placeholder",
    ]


# ---- group files ----------------------------------------------------------------------------------------------


def test_a_group_file_without_a_text_is_reported_but_not_that_of_a_draft() -> None:
    data = {
        ("press", KEY): GroupData("a.yaml"),
        ("press", "alt"): GroupData("b.yaml"),
        ("page", KEY): GroupData("c.yaml"),
    }
    made = site(release("de"), data=data)
    assert told(check_orphans(made, data)) == [
        ("file-unexpected", "this file does not belong to any text", Span("b.yaml")),
        ("file-unexpected", "this file does not belong to any text", Span("c.yaml")),
    ]
    assert check_orphans(made, data, {("press", "alt"), ("page", KEY)}) == ()


# ---- targets --------------------------------------------------------------------------------------------------


def job(path: str, origin: str = "") -> Job:
    return Job(Target(path, "/" + path.removesuffix("index.html")), (), "page.html", origin=origin)


def test_two_jobs_for_one_address_are_reported_with_both_sources() -> None:
    [found] = find_doubles([job("de/about/index.html", "a.de.md"), job("de/about/index.html", "b.de.md")])
    assert told([found]) == [("target-duplicate", "“/de/about/” is also the address of a.de.md", Span("b.de.md"))]
    assert found.related == (Span("a.de.md"),)


def test_what_is_wrong_with_targets_is_told_by_each_build_and_what_is_right_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right, wrong = [job("a.html", "a.md")], [job("a.html", "a.md"), job("a.html", "b.md")]
    first = Memory(HeldBodies())
    assert len(check_targets(wrong, first)) == 1
    second = Memory(HeldBodies(), first.records)
    assert len(check_targets(wrong, second)) == 1
    assert check_targets(right, second) == ()
    third = Memory(HeldBodies(), second.records)
    monkeypatch.setattr(outputs, "find_doubles", pytest.fail)
    assert check_targets(right, third) == ()


def test_texts_that_share_their_address_in_all_languages_are_told_once() -> None:
    both = [job(f"{key}/a/index.html", path) for key in ("de", "en", "zh") for path in ("a.de.md", "b.de.md")]
    [found] = find_doubles([*both, job("de/x/index.html", "c.de.md")])
    message = "“/de/a/” is also the address of a.de.md, and so are “/en/a/”, “/zh/a/”"
    assert told([found]) == [("target-duplicate", message, Span("b.de.md"))]
    [one, other] = find_doubles([*both[:2], job("de/y/index.html", "a.de.md"), job("de/y/index.html", "c.de.md")])
    assert [one.span, other.span] == [Span("b.de.md"), Span("c.de.md")]


def test_a_text_in_the_place_of_a_page_of_the_site_is_reported_at_the_text() -> None:
    for jobs in (
        [job("de/press/index.html"), job("de/press/index.html", "a.de.md")],
        [job("de/press/index.html", "a.de.md"), job("de/press/index.html")],
    ):
        [found] = find_doubles(jobs)
        message = "“/de/press/” is also the address of a page that the site makes itself"
        assert told([found]) == [("target-duplicate", message, Span("a.de.md"))]
        assert found.related == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("de/About/index.html", "de/about/index.html"),
        ("de/größe/index.html", "de/GRO\N{COMBINING DIAERESIS}SSE/index.html"),
        ("de/about", "de/about/index.html"),
        ("de/about/index.html", "de"),
        ("de/About", "de/about/x/y.html"),
    ],
)
def test_addresses_that_some_file_systems_cannot_hold_side_by_side_are_reported(first: str, second: str) -> None:
    assert [found.rule for found in find_doubles([job(first, "a"), job(second, "b")])] == ["target-duplicate"]


def test_addresses_of_their_own_are_fine() -> None:
    paths = [
        "index.html",
        "de/index.html",
        "de/about/index.html",
        "de/about.html",
        "zh/关于/index.html",
        "de/aboutus/index.html",
    ]
    assert find_doubles([job(path) for path in paths]) == ()
