"""What each job holds: all that its template may read, and nothing that would make it again without need."""

from __future__ import annotations

import hashlib
import pickle
import re
from collections.abc import Mapping
from typing import Any

import pytest
from picture_files import PNG
from whole_sites import Built, Files, build, built, edit, new_memory, prepare, read_site, without

from microsite.build.plan import make_manifest, make_plan
from microsite.pages import script, stylesheet
from microsite.pages.jobs import Job, Json
from microsite.pages.order import MENTIONING
from microsite.pages.views import shared_view

RELEASE = "content/press/2025-09-30-eröffnung"


def read(job: Job) -> dict[str, Any]:
    """What the template of a job may read, but the body, which `render` puts together."""
    parts = {part.name: part.value for part in job.parts if part.make and part.name != "body"}
    own: dict[str, Any] = dict(job.view(job.frame, **parts) if job.view else parts)
    return own | (shared_view(job.frame) if job.frame else {})


def values(site: Built, path: str) -> dict[str, Any]:
    """What the template of an output path reads."""
    [job] = [job for job in site.jobs if job.target.path == path]
    return read(job)


def digests(jobs: tuple[Job, ...]) -> dict[str, dict[str, str]]:
    return {job.target.path: {part.name: part.digest for part in job.parts} for job in jobs}


def moved(before: Built, after: Built) -> dict[str, set[str]]:
    """The parts that differ between two sites, by output path; "new" and "gone" for jobs that only one has."""
    assert before.jobs
    assert after.jobs
    old, new = digests(before.jobs), digests(after.jobs)
    found = {
        path: {name for name in new[path] | old[path] if new[path].get(name) != old[path].get(name)}
        for path in new.keys() & old.keys()
    }
    found |= {path: {"new"} for path in new.keys() - old.keys()} | {path: {"gone"} for path in old.keys() - new.keys()}
    return {path: names for path, names in found.items() if names}


def after_edit(path: str, old: str, new: str) -> dict[str, set[str]]:
    return moved(built("trilingual"), build(edit(read_site("trilingual"), path, old, new)))


def release_files(count: int, *, language: str = "en") -> Files:
    files = without(read_site("minimal"), "content/press/2025-05-04-canal-day.en.md")
    for number in range(1, count + 1):
        text = f"---\ntitle: Release {number}\n---\nText {number}.\n"
        files[f"content/press/2025-01-{number:02}-release.{language}.md"] = text.encode()
    return files


# ---- a change makes again what shows it, and no more ------------------------------------------------------------


def kit_of(locale: str, slug: str, *names: str) -> dict[str, set[str]]:
    """The files of a release's press kit, with the parts of its texts that moved."""
    stem = f"{locale}/press/{slug}/{slug}.{locale}"
    return {f"{stem}.txt": set(names), f"{stem}.md": set(names), f"{stem}.zip": {"members"}}


def test_a_change_of_a_body_makes_its_page_again_its_kit_and_the_feeds_and_no_other() -> None:
    assert after_edit(f"{RELEASE}.de.md", "Der Wind steht gut", "Der Wind steht günstig") == {
        "de/press/eröffnung/index.html": {"body", "kit"},
        **kit_of("de", "eröffnung", "bodies"),
        "de/feed.xml": {"bodies"},
        "de/feed.json": {"bodies"},
    }
    of_page = after_edit("content/pages/über-uns.en.md", "unites ports", "unites the ports")
    assert of_page == {"en/about/index.html": {"body"}}


def test_a_change_of_a_source_text_reaches_the_pages_on_which_it_stands_in() -> None:
    assert after_edit("content/pages/imprint.de.md", "e. V.", "eingetragener Verein") == {
        "de/imprint/index.html": {"body"},
        "en/imprint/index.html": {"body"},
        "zh/imprint/index.html": {"body"},
    }


def test_a_change_of_a_summary_reaches_the_lists_and_feeds_that_show_it() -> None:
    found = after_edit(f"{RELEASE}.en.md", "It already serves", "It now serves")
    assert found == {
        "en/press/opening/index.html": {"entry", "body", "kit"},
        **kit_of("en", "opening", "entry", "bodies"),
        "en/press/index.html": {"releases"},
        "en/press/2025/index.html": {"releases"},
        "en/index.html": {"releases"},
        "en/feed.xml": {"releases", "bodies"},
        "en/feed.json": {"releases", "bodies"},
        "en/press/2025-06-02-programm/index.html": {"next"},
        "en/glossary/landstrom/index.html": {"mentioned_in"},
        "en/glossary/schweres-nutzfahrzeug/index.html": {"mentioned_in"},
        "en/glossary/ökobonus/index.html": {"mentioned_in"},
    }


def test_a_change_of_a_figure_reaches_every_text_that_prints_it() -> None:
    found = after_edit(f"{RELEASE}.yaml", "value: 71.8", "value: 72.5")
    assert {path for path, names in found.items() if "body" in names} == {
        "de/press/eröffnung/index.html",
        "en/press/opening/index.html",
        "zh/press/开幕/index.html",
    }
    assert {path for path, names in found.items() if "figures" in names} == {
        "de/index.html",
        "en/index.html",
        "zh/index.html",
    }
    assert {names for path, found in found.items() if "/glossary/" in path for names in found} == {"mentioned_in"}


def test_a_change_of_an_address_reaches_every_page_that_links_there() -> None:
    found = after_edit("content/pages/über-uns.en.md", "slug: about", "slug: who-we-are")
    assert found["en/about/index.html"] == {"gone"}
    assert found["en/who-we-are/index.html"] == {"new"}
    assert found["en/press/opening/index.html"] == {"body", "menu", "kit"}
    assert found["de/über-uns/index.html"] == {"versions"}
    assert not any(path.startswith(("de/press", "de/glossary", "zh/glossary")) for path in found)


def test_a_change_of_words_makes_the_pages_of_their_language_again() -> None:
    found = after_edit("locales/zh-hans/LC_MESSAGES/messages.po", "跳到正文", "跳至正文")
    alone = {path: names for path, names in found.items() if names != {"catalog"}}
    assert alone == {}
    assert {path.split("/")[0] for path in found} == {"zh", "index.html", "404.html"}


def test_a_change_of_a_title_reaches_all_that_name_the_page() -> None:
    found = after_edit("content/pages/über-uns.en.md", "title: About us", "title: Who we are")
    assert found["en/about/index.html"] == {"entry", "body", "menu", "versions"}
    of_others = {path: names for path, names in found.items() if not path.startswith("en/")}
    translations = ("de/über-uns/index.html", "zh/关于/index.html")  # which name it to search engines
    assert of_others == {path: {"versions"} for path in translations}
    alone = {names for path, found_names in found.items() if path.startswith("en/") for names in found_names}
    assert alone == {"entry", "body", "menu", "versions"}


def test_a_change_of_a_terms_title_reaches_its_translations_the_glossary_and_what_leads_to_it() -> None:
    found = after_edit("content/glossary/landstrom.zh.md", "term: 岸电", "term: 船舶岸电")
    assert found["zh/glossary/landstrom/index.html"] == {"entry", "body", "versions", "translations"}
    assert found["de/glossary/landstrom/index.html"] == {"versions", "translations"}
    assert found["zh/glossary/index.html"] == {"terms", "letters", "searches"}
    assert found["de/glossary/index.html"] == {"searches"}
    assert "zh/glossary/lastkraftwagen/index.html" not in found
    assert {path: names for path, names in found.items() if "/press/" in path} == {
        "zh/press/开幕/index.html": {"terms"}
    }


def test_what_the_site_is_called_is_on_every_page_in_its_language() -> None:
    found = after_edit("content/site.yaml", "title: {de: Hafentage Klima", "title: {de: Hafentage fürs Klima")
    pages = {path for path in built("trilingual").files if path.endswith(".html")}
    assert {path for path, names in found.items() if names >= {"config"}} >= pages


def test_what_a_site_is_only_checked_or_cut_by_makes_no_page_again() -> None:
    title = "title: Canal Day"
    more = f"{title}\nfeed_size: 7\npage_size: 9\nrules: {{heading-level: error}}"
    after = build(edit(read_site("minimal"), "content/site.yaml", title, more))
    assert moved(built("minimal"), after) == {}


def test_a_file_that_changes_is_copied_again_and_the_pages_that_show_it_stand() -> None:
    files = read_site("trilingual")
    path = f"{RELEASE}/Übersicht.pdf"
    found = moved(built("trilingual"), build(files | {path: files[path] + b"more"}))
    assert found == {"media/press/2025-09-30-eröffnung/Übersicht.pdf": {"source"}}


def test_a_picture_that_changes_is_made_again_with_the_pages_that_show_it() -> None:
    files = read_site("trilingual")
    files = edit(files, "content/site.yaml", "press_kit: true\n", "")
    before = build(files)
    same = moved(before, build(files | {f"{RELEASE}/pier.png": files[f"{RELEASE}/pier.png"] + b"more"}))
    assert same == {}, "the same pixels are the same picture"
    found = moved(before, build(files | {f"{RELEASE}/pier.png": PNG}))
    pages = {path: names for path, names in found.items() if path.endswith(".html")}
    lists = [f"{locale}/{path}index.html" for locale, _ in OPENINGS for path in ("", "press/", "press/2025/")]
    releases = {f"{locale}/press/{slug}/index.html": {"entry"} for locale, slug in OPENINGS}
    assert pages == releases | {path: {"thumbnails"} for path in lists}
    made = {path.rpartition("/")[2].partition(".")[0] for path in found.keys() - pages}
    assert made == {"pier-4"}


OPENINGS = (("de", "eröffnung"), ("en", "opening"), ("zh", "开幕"))


def test_a_change_of_a_template_makes_the_pages_that_use_it_again() -> None:
    found = after_edit("templates/term.html", '<article class="text">', '<article class="text term">')
    assert set(map(frozenset, found.values())) == {frozenset({"template"})}
    assert all("/glossary/" in path and not path.endswith("glossary/index.html") for path in found)
    assert len(found) == 8


def test_a_change_of_an_asset_gives_it_another_address_and_makes_all_pages_again() -> None:
    files = read_site("trilingual")
    after = build(files | {"templates/assets/style.css": b"p { color: teal }"})
    found = moved(built("trilingual"), after)
    [css] = [path for path, names in found.items() if path.endswith(".css") and names == {"new"}]
    assert values(after, "de/index.html")["assets"]["style.css"] == f"/{css}"
    assert set(map(frozenset, (names for path, names in found.items() if "assets/" not in path))) == {
        frozenset({"assets"})
    }
    pages = {path for path in after.files if path.endswith(".html") and "presse" not in path}
    assert pages <= set(found)


def test_another_engine_makes_everything_again_but_copies() -> None:
    one, two = (prepare(read_site("trilingual"), new_memory(), engine=engine) for engine in ("one", "two"))
    assert one
    assert two
    old, new = digests(one.jobs), digests(two.jobs)
    same = {path for path in old if old[path] == new[path]}
    assert same == {job.target.path for job in one.jobs if job.copy}


def test_a_new_release_moves_lists_and_its_neighbour() -> None:
    files = read_site("minimal")
    text = b"---\ntitle: The next Canal Day\n---\nSee you.\n"
    found = moved(built("minimal"), build(files | {"content/press/2026-05-03-next.en.md": text}))
    assert found == {
        "en/press/2026-05-03-next/index.html": {"new"},
        "en/press/2025-05-04-canal-day/index.html": {"next"},
        "en/press/index.html": {"releases", "place"},
        "en/press/2025/index.html": {"new"},
        "en/press/2026/index.html": {"new"},
        "en/index.html": {"releases"},
        "en/feed.xml": {"ids", "releases", "corrections", "bodies"},
        "en/feed.json": {"ids", "releases", "corrections", "bodies"},
        "sitemap.xml": {"urls"},
    }


def test_the_first_release_gives_every_page_its_list_and_feed() -> None:
    text = b"---\ntitle: About\n---\nText.\n"
    files = without(read_site("minimal"), "content/press/2025-05-04-canal-day.en.md") | {
        "content/pages/about.en.md": text
    }
    site = build(files)
    assert values(site, "en/about/index.html")["site"]["press"] == ""
    assert values(site, "en/about/index.html")["site"]["feed"] == ""
    assert "en/press/index.html" not in site.files
    assert "en/feed.xml" not in site.files
    after = build(read_site("minimal") | {"content/pages/about.en.md": text})
    assert moved(site, after)["en/about/index.html"] == {"lists"}


# ---- jobs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["minimal", "trilingual", "right-to-left", "conference"])
def test_every_job_has_a_target_of_its_own_and_parts_by_name(name: str) -> None:
    jobs = built(name).jobs
    paths = [job.target.path for job in jobs]
    assert len(set(paths)) == len(paths)
    for job in jobs:
        names = [part.name for part in job.parts]
        assert len(set(names)) == len(names), job.target.path
        ways = job.copy, job.template, job.write, job.ready and not job.template
        assert list(map(bool, ways)).count(True) == 1, job.target.path
        assert all(part.digest for part in job.parts), job.target.path


def test_copies_are_made_before_the_pages_that_show_them() -> None:
    copies = [bool(job.copy) for job in built("trilingual").jobs]
    assert copies == sorted(copies, reverse=True)


def test_only_files_that_a_page_uses_are_published() -> None:
    files = read_site("trilingual") | {"content/press/2025-09-30-eröffnung/unused.pdf": b"%PDF"}
    site = build(files)
    names = [path.removeprefix("media/press/2025-09-30-eröffnung/") for path in site.files if path.startswith("media/")]
    assert sorted(re.sub(r"\.[0-9a-f]{8}\.", ".", name) for name in names) == [
        *("crane-480.png", "crane-480.webp", "crane-900.png", "crane-900.webp"),
        *("pier-4.png", "pier-4.webp", "pier-print.png", "Übersicht.pdf"),
    ]
    path = "media/press/2025-09-30-eröffnung/Übersicht.pdf"
    assert site.files[path] == files[f"{RELEASE}/Übersicht.pdf"]


def test_an_asset_has_its_digest_in_its_name_and_is_a_copy_unless_it_is_code() -> None:
    site = built("trilingual")
    urls = values(site, "de/index.html")["assets"]
    slimming = {"css": stylesheet.slim, "js": script.slim}
    assert set(urls) >= {"style.css", "icon.svg"}
    for name, url in urls.items():
        if name == "charts.css":  # which only sites with charts have
            assert url.removeprefix("/") not in site.files
            continue
        stem, _, ending = name.rpartition(".")
        path = url.removeprefix("/")
        assert path.startswith(f"assets/{stem}.")
        assert path.endswith(f".{ending}")
        digest = hashlib.sha256(site.files[path]).hexdigest()
        assert path == f"assets/{stem}.{digest[:8]}.{ending}"
        if name not in ("theme.css", "icon.svg", "artwork.svg"):  # which are drawn
            written = read_site("trilingual")[f"templates/assets/{name}"]
            assert site.files[path] == (slimming[ending](written.decode()).encode() if ending in slimming else written)


def test_an_asset_without_an_ending_has_its_digest_there() -> None:
    site = build(read_site("minimal") | {"templates/assets/LICENSE": b"free"})
    assert values(site, "en/index.html")["assets"]["LICENSE"].startswith("/assets/LICENSE.")


# ---- the contract with templates --------------------------------------------------------------------------------


def test_releases_of_one_day_are_ordered_by_their_keys() -> None:
    files = release_files(0)
    for key in ("b", "a", "c"):
        files[f"content/press/{key}.en.md"] = f"---\ntitle: {key}\ndate: 2025-01-01\n---\n{key}\n".encode()
    site = build(files)
    assert [card["title"] for card in values(site, "en/press/index.html")["releases"]] == ["c", "b", "a"]


def test_a_term_names_the_newest_hundred_releases_that_mention_it_and_then_pages() -> None:
    files = release_files(0)
    for number in range(1, MENTIONING + 2):
        path = f"content/press/2025-{number // 28 + 1:02}-{number % 28 + 1:02}-r{number:03}.en.md"
        files[path] = f"---\ntitle: Release {number}\n---\nThe lock.\n".encode()
    files["content/glossary/lock.en.md"] = b"---\nterm: lock\n---\nA gate for boats.\n"
    files["content/pages/about.en.md"] = b"---\ntitle: About\n---\nThe lock.\n"
    told = [card["title"] for card in values(build(files), "en/glossary/lock/index.html")["mentioned_in"]]
    assert told == [f"Release {number}" for number in range(101, 1, -1)]
    few = {path: data for path, data in files.items() if "press/" not in path or "-r001" in path or "-r002" in path}
    told = [card["title"] for card in values(build(few), "en/glossary/lock/index.html")["mentioned_in"]]
    assert told == ["Release 2", "Release 1", "About"]


def test_a_feed_has_as_many_releases_as_it_may_and_the_home_page_three() -> None:
    files = edit(release_files(5), "content/site.yaml", "title: Canal Day", "title: Canal Day\nfeed_size: 2")
    site = build(files)
    assert [entry["title"] for entry in values(site, "en/feed.xml")["entries"]] == ["Release 5", "Release 4"]
    assert [card["title"] for card in values(site, "en/index.html")["releases"]] == [
        "Release 5",
        "Release 4",
        "Release 3",
    ]


def test_previous_and_next_make_one_chain_from_the_oldest_to_the_newest() -> None:
    site = build(release_files(3))
    parts = [values(site, f"en/press/2025-01-0{n}-release/index.html") for n in (1, 2, 3)]
    assert [part["previous"] and part["previous"]["title"] for part in parts] == [None, "Release 1", "Release 2"]
    assert [part["next"] and part["next"]["title"] for part in parts] == ["Release 2", "Release 3", None]


def test_a_text_gets_a_table_of_contents_from_three_headings_on() -> None:
    files = read_site("minimal")
    for name, count in (("short", 2), ("long", 3)):
        headings = "".join(f"## Part {n}\n\n### Detail {n}\n\n#### Note\n\nText.\n\n" for n in range(count))
        files[f"content/pages/{name}.en.md"] = f"---\ntitle: {name}\n---\n{headings}".encode()
    site = build(files)
    assert 'class="contents"' not in site.text("en/short/index.html")
    assert re.findall(r'<li class="level-(\d)">', site.text("en/long/index.html")) == ["2", "3", "2", "3", "2", "3"]


def test_a_menu_marks_the_section_that_a_page_lies_in() -> None:
    site = built("trilingual")

    def current(path: str) -> list[str]:
        return [item["title"] for item in values(site, path)["menu"] if item["current"]]

    assert current("de/index.html") == ["Willkommen im Hafen"]
    assert current("de/press/eröffnung/index.html") == ["Pressemitteilungen"]
    assert current("de/glossary/index.html") == ["Glossar"]
    assert current("en/about/index.html") == ["About us"]
    assert current("de/404.html") == []


def test_a_menu_leaves_out_what_the_language_does_not_have() -> None:
    files = {path: data for path, data in read_site("trilingual").items() if not path.endswith(".zh.md")}
    files = edit(files, "content/site.yaml", "{press: source, page: source}", "{press: omit}")
    site = build(
        edit(
            files, "content/pages/home.de.md", "(../press/2025-09-30-eröffnung.md)", "(../press/2025-06-02-programm.md)"
        )
    )
    assert values(site, "zh/index.html")["menu"] == []
    assert values(site, "zh/index.html")["footer"] == []
    assert values(site, "zh/index.html")["site"]["press"] == ""
    assert "zh/feed.xml" not in site.files


@pytest.mark.parametrize(
    ("babel", "expected"),
    [("zh_Hans_CN", "zh_CN"), ("zh_Hans", "zh_CN"), ("en", "en_US"), ("es_419", "es_419"), ("de_DE", "de_DE")],
)
def test_open_graph_names_a_language_and_a_territory(babel: str, expected: str) -> None:
    files = edit(read_site("minimal"), "content/site.yaml", "{name: English}", f"{{name: English, locale: {babel}}}")
    assert values(build(files), "en/index.html")["page"]["og_locale"] == expected


def test_a_page_without_a_summary_is_described_by_the_motto() -> None:
    site = built("trilingual")
    assert values(site, "en/about/index.html")["page"]["description"] == "Ports for a Calm Climate"
    assert values(site, "en/press/opening/index.html")["page"]["description"].startswith("The League of Ports")


def test_a_picture_of_the_group_goes_with_a_shared_link() -> None:
    site = built("trilingual")
    assert values(site, "en/press/opening/index.html")["page"]["image"] == {
        "url": "https://hafentage.example/media/press/2025-09-30-er%C3%B6ffnung/pier-4.303728ae.png",
        "width": 4,
        "height": 3,
        "alt": "View of a quay with two cranes",
    }
    assert values(site, "en/about/index.html")["page"]["image"] is None


def test_a_picture_whose_texts_are_not_translated_keeps_those_of_the_source() -> None:
    files = without(read_site("trilingual"), f"{RELEASE}.zh.md")
    files = edit(files, f"{RELEASE}.yaml", ", zh: 开幕式码头", "")
    [picture] = values(build(files), "zh/press/eröffnung/index.html")["entry"]["pictures"]
    assert (picture["tag"], picture["caption"]) == ("de", "Am Kai der Eröffnung")


def test_a_place_that_the_entry_names_itself_is_kept_where_it_stands_in() -> None:
    files = without(read_site("trilingual"), f"{RELEASE}.zh.md")
    site = build(edit(files, f"{RELEASE}.de.md", "slug: eröffnung", "slug: eröffnung\nplace: Altona"))
    assert values(site, "zh/press/eröffnung/index.html")["entry"]["place"] == "Altona"
    assert values(build(files), "zh/press/eröffnung/index.html")["entry"]["place"] == "汉堡"


def test_a_root_page_that_nobody_has_written_shows_title_and_lists() -> None:
    read = values(built("minimal"), "en/index.html")
    assert read["entry"] == {"title": "Canal Day", "summary": "", "charts": []}
    assert [card["title"] for card in read["releases"]] == ["Ghent holds its first Canal Day"]
    [job] = [job for job in built("minimal").jobs if job.target.path == "en/index.html"]
    assert (job.page, job.origin) == (None, "")


def test_a_key_figure_without_a_label_is_an_error_and_no_name_of_a_figure_is_shown() -> None:
    files = edit(read_site("trilingual"), "content/site.yaml", "show: [visitors,", "show: [duration, visitors,")
    site = build(files)
    assert (site.files, "field-missing" in site.rules()) == ({}, True)


def test_a_boilerplate_is_a_list_of_paragraphs() -> None:
    assert values(built("trilingual"), "en/press/opening/index.html")["boilerplate"] == [
        "Every year, the Harbour Climate Days bring ports, shipping companies and researchers to one table.",
        "They are organised by the League of Ports.",
    ]


def test_what_templates_read_is_plain_and_holds_no_path_of_a_machine() -> None:
    def check(value: Json | Mapping[str, Json]) -> None:
        if isinstance(value, Mapping):
            for key, item in value.items():
                assert isinstance(key, str)
                check(item)
        elif isinstance(value, list | tuple):
            for item in value:
                check(item)
        else:
            assert value is None or type(value) in (bool, int, float, str)
            assert "/tests/" not in str(value)

    for job in built("trilingual").jobs:
        if job.template or not (job.write or job.ready):
            check(read(job))


def test_what_a_page_is_made_of_can_be_sent_to_another_process() -> None:
    for job in built("trilingual").jobs:
        assert pickle.loads(pickle.dumps(job.frame)) == job.frame  # noqa: S301 - our own
        values = {part.name: part.value for part in job.parts}
        assert pickle.loads(pickle.dumps(values)) == values, job.target.path  # noqa: S301 - our own


def test_a_plan_of_what_has_been_made_has_nothing_to_do() -> None:
    jobs = built("trilingual").jobs
    plan = make_plan(jobs, {}, {})
    made = {job.target.path: "digest" for job in jobs}
    again = make_plan(jobs, make_manifest(plan, {}, made), made)
    assert again.render == ()
    assert again.remove == ()
