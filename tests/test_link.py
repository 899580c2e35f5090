"""Entries become groups and pages: dates, addresses, figures in titles, and who stands in for a missing translation."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.content.material import Material
from microsite.diagnostics.problems import Diagnostic, Span
from microsite.engine.bodies import Uses
from microsite.model.cards import text_for
from microsite.model.config import Config
from microsite.model.entries import Contact, Entry, Figure, FigureUse, GroupData, Locale, Picture, Text
from microsite.model.policies import MissingPolicy
from microsite.model.site import Site, Target
from microsite.site.groups import check_body, link, present
from microsite.site.targets import page_target

GERMAN = Locale("de", "de", "de_DE", "Deutsch")
ENGLISH = Locale("en", "en", "en_US", "English")
CHINESE = Locale("zh", "zh-Hans", "zh_Hans_CN", "简体中文")
KEY = "2025-11-16-talent-conference"
TITLES = {"de": "{{ graduates }} Absolventen", "en": "{{ graduates }} graduates", "zh": "{{ graduates }}名毕业生"}
FIGURES = {"graduates": Figure("number", "3944"), "held": Figure("date", "2025-11-16")}


def config(base_url: str = "https://talent.example/", **missing: MissingPolicy) -> Config:
    return Config({"": "Talente"}, base_url, (GERMAN, ENGLISH, CHINESE), "de", missing=missing)


def release(locale: str, title: str = "Titel", key: str = KEY) -> Entry:
    return Entry("press", key, locale, f"content/press/{key}.{locale}.md", "0", title, title_line=2)


def page(key: str, locale: str, slug: str = "") -> Entry:
    return Entry("page", key, locale, f"content/pages/{key}.{locale}.md", "0", key, slug=slug)


def without_body(entry: Entry) -> Text:
    return Text(entry.path, f"digest of {entry.path}", entry)


def linked(
    *entries: Entry, data: Mapping[tuple[str, str], GroupData] | None = None, settings: Config | None = None
) -> tuple[Site, tuple[Diagnostic, ...]]:
    site, _, problems = link(settings or config(), Material([*map(without_body, entries)], data or {}))
    return site, problems


# ---- groups ---------------------------------------------------------------------------------------------------


def test_entries_of_one_key_are_a_group_in_the_order_of_the_languages_with_the_source_language_as_source() -> None:
    site, problems = linked(release("zh"), release("de"), release("en"), page("about", "en"), page("about", "zh"))
    assert problems == ()
    assert [(group.kind, group.key, list(group.entries), group.source) for group in site.groups] == [
        ("press", KEY, ["de", "en", "zh"], "de"),
        ("page", "about", ["en", "zh"], "en"),
    ]
    assert list(site.pages) == [
        ("press", KEY, "de"),
        ("press", KEY, "en"),
        ("press", KEY, "zh"),
        ("page", "about", "en"),
        ("page", "about", "zh"),
    ]


@given(st.permutations([release("de"), release("zh"), page("about", "de"), page("home", "en"), page("home", "zh")]))
def test_the_order_of_entries_changes_nothing(entries: list[Entry]) -> None:
    assert (
        linked(*entries)[0]
        == linked(release("de"), release("zh"), page("about", "de"), page("home", "en"), page("home", "zh"))[0]
    )


def test_a_language_that_the_site_does_not_have_now_has_no_groups() -> None:
    only_english = Config({"": "Talente"}, "https://talent.example/", (ENGLISH,), "en")
    site, problems = linked(release("de"), page("about", "de"), page("about", "en"), settings=only_english)
    assert [group.key for group in site.groups] == ["about"]
    assert problems == ()


def test_an_entry_gets_what_its_group_file_says_and_keeps_what_it_says_itself() -> None:
    day, later, own = (datetime.date(2025, 11, number) for number in (16, 18, 17))
    contact = Contact({"": "Pressestelle"})
    data = GroupData("x.yaml", date=day, updated=later, place={"zh": "重庆", "": "Chongqing"}, contact=contact)
    german = Entry("press", KEY, "de", "a.de.md", "0", "Titel", date=own, place="Tschungking")
    site, _ = linked(german, release("zh"), data={("press", KEY): data})
    first, second = site.groups[0].entries.values()
    assert (first.date, first.updated, first.place, first.contact) == (own, later, "Tschungking", contact)
    assert (second.date, second.updated, second.place, second.contact) == (day, later, "重庆", contact)


@pytest.mark.parametrize("key", ["2025-11-16-talente", "2025-11-16"])
def test_a_release_has_the_date_of_its_key_if_nobody_gives_another(key: str) -> None:
    site, problems = linked(release("de", key=key))
    assert problems == ()
    assert site.groups[0].entries["de"].date == datetime.date(2025, 11, 16)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("16-11-2025-talente", "2025-11-16-talente.de.md"),
        ("2025-11-6", "2025-11-06.de.md"),
        ("20251116-talente", "2025-11-16-talente.de.md"),
    ],
)
def test_a_release_whose_name_begins_with_a_date_in_another_form_is_told_its_name(key: str, name: str) -> None:
    _, [found] = linked(release("de", key=key))
    assert (found.rule, found.hint.partition(",")[0]) == ("field-missing", f"call it {name}")


@pytest.mark.parametrize("key", ["talente", "2025-11-161", "31-31-2025-talente", "20251131-talente"])
def test_a_release_without_a_date_is_reported(key: str) -> None:
    _, [found] = linked(release("de", key=key))
    assert (found.rule, found.message) == ("field-missing", "a release needs a date")
    assert found.span == Span(f"content/press/{key}.de.md", 1)


def test_a_release_with_an_impossible_date_in_its_name_and_no_other_is_reported() -> None:
    key = "2025-13-45-talente"
    _, [found] = linked(release("de", key=key))
    assert (found.rule, found.span) == ("date-invalid", Span(f"content/press/{key}.de.md"))
    assert found.message == "the file’s name begins with “2025-13-45”, which is not a day of the calendar"
    assert found.hint == "rename the file, or add a line such as date: 2025-11-16 here or in the group file"
    data = {("press", key): GroupData("x.yaml", date=datetime.date(2025, 11, 16))}
    assert linked(release("de", key=key), data=data)[1] == ()


@pytest.mark.parametrize("path", ["content/press/talente.de.md", "x.yaml"])
def test_a_release_of_whose_date_was_told_is_not_reported_again(path: str) -> None:
    material = Material([without_body(release("de", key="talente"))], {("press", "talente"): GroupData("x.yaml")})
    assert link(config(), material._replace(misdated=[path]))[2] == ()
    assert len(link(config(), material._replace(misdated=["content/press/andere.de.md"]))[2]) == 1


def test_a_change_before_the_publication_is_told_at_its_place_and_left_out() -> None:
    day, before = datetime.date(2025, 11, 16), datetime.date(2025, 11, 15)
    own = release("de")._replace(date=day, updated=before, days=(("updated", 4, 10, 10),))
    site, [found] = linked(own)
    assert (found.rule, found.span) == ("date-order", Span(own.path, 4, 10, 10))
    assert found.hint == "write updated: 2025-11-16, or a later day, or delete the line"
    assert site.groups[0].entries["de"].updated is None
    data = GroupData("x.yaml", updated=before, days=(("updated", 2, 10, 10),))
    site, [found] = linked(release("de"), data={("press", KEY): data})  # the day of its key
    assert (found.rule, found.span) == ("date-order", Span("x.yaml", 2, 10, 10))
    assert site.groups[0].entries["de"].updated is None


@pytest.mark.parametrize("updated", [None, datetime.date(2025, 11, 16), datetime.date(2025, 11, 17)])
def test_a_change_at_the_day_of_publication_or_later_is_none_too_early(updated: datetime.date | None) -> None:
    site, problems = linked(release("de")._replace(date=datetime.date(2025, 11, 16), updated=updated))
    assert (problems, site.groups[0].entries["de"].updated) == ((), updated)


def test_a_page_needs_no_date() -> None:
    assert linked(page("about", "de"))[1] == ()


def test_a_language_text_is_that_of_the_language_or_that_of_all() -> None:
    assert [text_for({"de": "Saal", "": "Hall"}, locale) for locale in ("de", "zh")] == ["Saal", "Hall"]
    assert text_for({"de": "Saal"}, "zh") == ""


# ---- figures --------------------------------------------------------------------------------------------------


def test_figures_in_titles_and_summaries_are_written_as_each_language_does() -> None:
    data = {("press", KEY): GroupData("x.yaml", figures=FIGURES)}
    site, problems = linked(*(release(locale, title) for locale, title in TITLES.items()), data=data)
    assert problems == ()
    titles = [entry.title for entry in site.groups[0].entries.values()]
    assert titles == ["3.944 Absolventen", "3,944 graduates", "3,944名毕业生"]
    entry = Entry("press", KEY, "de", "a.de.md", "0", "Titel", summary="Am {{ held }}, \\{{ so }}")
    assert linked(entry, data=data)[0].groups[0].entries["de"].summary == "Am 16. November 2025, {{ so }}"


def test_a_figure_of_a_title_that_is_not_there_is_reported_on_its_line() -> None:
    data = {("press", KEY): GroupData("x.yaml", figures=FIGURES)}
    _, problems = linked(release("de", "{{ graduate }} und {{ 1 }}"), data=data)
    assert [(found.rule, found.message, found.hint, found.span) for found in problems[1:]] == [
        ("figure-unknown", "there is no figure “graduate”", "did you mean “graduates”?", Span(release("de").path, 2, 1))
    ]
    assert problems[0].message == "“{{ 1 }}” is not the name of a figure"


def test_a_figure_of_a_summary_that_is_not_there_is_reported_on_its_line() -> None:
    entry = Entry("press", KEY, "de", "a.de.md", "0", "Titel", 2, summary="{{ zahl }}", summary_line=5)
    _, [found] = linked(entry)
    assert (found.rule, found.span) == ("figure-unknown", Span("a.de.md", 5, 1))


def test_figures_of_places_pictures_and_forms_are_written_as_each_language_does() -> None:
    picture = Picture("a.jpg", {"": "{{ graduates }}", "de": "{{ graduates }} Gäste"}, {"de": "Saal"}, line=4)
    data = {
        ("press", KEY): GroupData("x.yaml", place={"": "Halle {{ graduates }}"}, pictures=(picture,), figures=FIGURES)
    }
    entry = Entry("press", KEY, "en", "a.en.md", "0", "Title", place="{{ held }}", forms=("{{ graduates }}er",))
    site, problems = linked(release("de"), entry, data=data)
    assert {found.rule for found in problems} == {"picture-missing"}
    [group] = site.groups
    assert group.data.pictures[0].alt == {"de": "3.944 Gäste", "en": "3,944", "zh": "3,944"}
    assert group.data.pictures[0].caption == {"de": "Saal"}
    assert [entry.place for entry in group.entries.values()] == ["Halle 3.944", "November 16, 2025"]
    assert group.entries["en"].forms == ("3,944er",)


def test_a_figure_of_a_group_files_text_that_is_not_there_is_reported() -> None:
    picture = Picture("a.jpg", {"": "{{ gäste }}"}, line=4)
    data = {("press", KEY): GroupData("x.yaml", place={"": "{{ 1 }}"}, pictures=(picture,))}
    _, problems = linked(release("de"), data=data)
    told = {(found.message, found.span) for found in problems if found.rule == "figure-unknown"}
    assert told == {
        ("there is no figure “gäste”", Span("x.yaml", 4, 1)),
        ("“{{ 1 }}” is not the name of a figure", Span("x.yaml")),
    }


def test_a_figure_of_a_body_that_is_not_there_is_reported_where_it_stands() -> None:
    text = without_body(release("de"))._replace(has_figures=True)
    uses = Uses(figures=(FigureUse("graduates", "", 7, 3, 15), FigureUse("", "", 8, 1, 2)))
    site, linker, problems = link(config(press="source"), Material([text]), lambda _: uses)
    assert problems == ()
    [found] = [found for page in site.pages.values() for found in check_body(page, linker)]
    assert (found.message, found.span) == ("there is no figure “graduates”", Span(release("de").path, 7, 3, 15))


# ---- pages ----------------------------------------------------------------------------------------------------


def test_addresses_follow_the_kind_the_slug_and_the_language() -> None:
    site, _ = linked(release("de"), page("about", "zh", slug="关于"), page("home", "en"))
    assert [shown.target for shown in site.pages.values()] == [
        Target(f"de/press/{KEY}/index.html", f"/de/press/{KEY}/"),
        Target("zh/关于/index.html", "/zh/关于/"),
        Target("en/index.html", "/en/"),
    ]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("", Target("index.html", "/sub/")),
        ("de/", Target("de/index.html", "/sub/de/")),
        ("de/feed.xml", Target("de/feed.xml", "/sub/de/feed.xml")),
    ],
)
def test_a_target_has_the_base_path_in_its_url_alone(path: str, target: Target) -> None:
    assert page_target(config("https://example.org/sub/"), path) == target


def test_a_missing_translation_is_left_out_by_default() -> None:
    site, _ = linked(release("de"))
    assert list(site.pages) == [("press", KEY, "de")]
    assert present(site.groups[0], CHINESE, site.config) is None


def test_the_source_stands_in_for_a_missing_translation_if_its_kind_wants_that() -> None:
    site, _ = linked(release("en"), release("zh"), page("about", "de"), settings=config(press="source", page="omit"))
    assert list(site.pages) == [
        ("press", KEY, "de"),
        ("press", KEY, "en"),
        ("press", KEY, "zh"),
        ("page", "about", "de"),
    ]
    german = site.pages["press", KEY, "de"]
    assert german.is_fallback
    assert (german.locale, german.entry.locale) == ("de", "en")
    assert german.target.url == f"/de/press/{KEY}/"
    assert not site.pages["press", KEY, "en"].is_fallback


LOCALES = st.sets(st.sampled_from(["de", "en", "zh"]), min_size=1)


@given(LOCALES, st.sampled_from(["omit", "source"]))
def test_a_group_is_shown_in_its_own_languages_or_in_all(locales: set[str], policy: MissingPolicy) -> None:
    site, _ = linked(*map(release, sorted(locales)), settings=config(press=policy))
    shown = {locale for _, _, locale in site.pages}
    assert shown == (locales if policy == "omit" else {"de", "en", "zh"})
    assert {shown.entry.locale for shown in site.pages.values() if shown.is_fallback} <= {site.groups[0].source}
    assert all(shown.text.path == shown.entry.path for shown in site.pages.values())
