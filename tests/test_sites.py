"""Whole fixture sites: what they become, byte for byte, and a site that breaks every rule."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from built_pages import website, website_of
from whole_sites import SITES, Built, Files, build, built, edit, read_site, with_plain_looks, write_files

from microsite.commands.cli import main
from microsite.diagnostics.grading import FIRST, LAST
from microsite.diagnostics.problems import RULES
from microsite.i18n.catalog import parse_catalog
from microsite.i18n.words import translate
from microsite.model.entries import Locale
from microsite.model.source import Source

GoldenTree = Callable[[str, Mapping[str, bytes]], None]
Golden = Callable[[str, str], None]


# ---- goldens ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), [("trilingual", "de"), ("right-to-left", "ar"), ("out-of-order", "")])
def test_a_fixture_site_becomes_what_it_became(name: str, language: str, golden_tree: GoldenTree) -> None:
    site = build(with_plain_looks(read_site(name)))
    whole = choose_pages(site, language) if language else set()  # what each site is for has tests of its own below
    if name == "right-to-left":  # it is short, and what machines read is the same kind of thing in all
        whole |= {path for path in site.files if "/" not in path}
    others = {path: data for path, data in site.files.items() if path not in whole}
    golden_tree(f"sites/{name}", {path: site.files[path] for path in sorted(whole)} | {OUTLINES: outlines(others)})


OUTLINES = "outlines.txt"
"""Of a golden site: what is in the files that are not kept whole."""


def choose_pages(site: Built, language: str) -> set[str]:
    """The pages and feeds that are kept whole: of each template the longest in that language."""
    longest: dict[str, str] = {}
    for job in site.jobs:
        path = job.target.path
        if path.endswith((*PAGES, "feed.json")) and path.split("/")[0] not in LANGUAGES - {language}:
            other = longest.setdefault(job.template, path)
            if len(site.files[path]) > len(site.files[other]):
                longest[job.template] = path
    return set(longest.values())


PAGES = (".html", "feed.xml")

LANGUAGES = frozenset({"de", "en", "zh", "ar"})


def outlines(files: Mapping[str, bytes]) -> bytes:
    """A line for each file."""
    return "".join(f"{path}: {outline(path, data)}\n" for path, data in sorted(files.items())).encode()


def outline(path: str, data: bytes) -> str:
    """Of a page how many elements of which kind it has, with their classes in the digest; of others a digest of all."""
    if not path.endswith(PAGES):
        return hashlib.sha256(data).hexdigest()[:16]
    tags = re.findall(r"<([a-zA-Z][\w:]*)([^>]*)>", data.decode())
    classes = [f"{tag} {' '.join(re.findall(r'(?:class|rel|role|aria-[a-z]+)=[^ >]*', rest))}" for tag, rest in tags]
    counted = ", ".join(f"{count} {tag}" for tag, count in sorted(Counter(tag for tag, _ in tags).items()))
    return f"{hashlib.sha256(chr(10).join(classes).encode()).hexdigest()[:8]} {counted}"


def test_an_outline_moves_with_the_elements_of_a_page_and_not_with_its_words() -> None:
    page = b'<h1 class="x">Hafen</h1><p>Text</p>'
    assert outline("a.html", page) == outline("a.html", page.replace(b"Hafen", b"Harbour"))
    assert outline("a.html", page) != outline("a.html", page.replace(b"<p>", b"<p><b>") + b"</b>")
    assert outline("a.html", page) != outline("a.html", page.replace(b'"x"', b'"y"'))
    assert outline("a.csv", b"1") != outline("a.csv", b"2")


def test_a_site_needs_no_more_than_its_configuration_and_one_text() -> None:
    site = built("minimal")
    assert site.diagnostics == ()
    assert sorted(path for path in site.files if not path.startswith("assets/")) == [
        "404.html",
        "en/404.html",
        "en/feed.json",
        "en/feed.xml",
        "en/index.html",
        "en/press/2025-05-04-canal-day/index.html",
        "en/press/index.html",
        "index.html",
        "robots.txt",
        "sitemap.xml",
    ]


def test_the_trilingual_site_has_no_problem_but_what_is_not_translated_or_filled_in() -> None:
    found = [f"{d.rule} {d.span.path}" for d in built("trilingual").diagnostics if d.span]
    assert found == [
        "translation-missing content/glossary/ökobonus.de.md",
        "translation-missing content/pages/imprint.de.md",
        "translation-missing content/pages/imprint.de.md",
        "placeholder content/pages/imprint.de.md",
        "translation-missing content/press/2025-06-02-programm.de.md",
        "held-back content/press/2025-12-24-bilanz.de.md",
    ]


def test_a_conference_has_no_problem_but_what_only_the_operator_can_fill_in() -> None:
    assert {diagnostic.rule for diagnostic in built("conference").diagnostics} <= {"placeholder"}


# ---- figures, dates, lists --------------------------------------------------------------------------------------


HELD = {
    "de": "30. September – 1. Oktober 2025",
    "en": "30 September – 1 October 2025",
    "zh": "2025年9月30日至10月1日",
}


def test_every_language_writes_figures_its_own_way() -> None:
    texts = {
        key: [data.text for data in website("trilingual").pages[path].all("data", class_="figure")]
        for key, path in {
            "de": "de/press/eröffnung/index.html",
            "en": "en/press/opening/index.html",
            "zh": "zh/press/开幕/index.html",
        }.items()
    }
    assert texts == {
        "de": [
            "2 Tage",
            HELD["de"],
            "1.234.567",
            "1,2\u00a0Mio.",
            "71,8\u00a0%",
            "2.500.000\u00a0€",
            "12,5 Kilometer",
            "-3",
        ],
        "en": ["2 days", HELD["en"], "1,234,567", "1.2M", "71.8%", "€2,500,000", "12.5 kilometres", "-3"],
        "zh": ["2天", HELD["zh"], "1,234,567", "123万", "71.8%", "€2,500,000", "12.5公里", "-3"],
    }


def test_every_language_writes_dates_and_intervals_its_own_way() -> None:
    pages = website("trilingual").pages
    times = {key: pages[f"{key}/press/index.html"].all("time", datetime="2025-09-30")[0].text for key in HELD}
    assert times == {"de": "30. September 2025", "en": "30 September 2025", "zh": "2025年9月30日"}
    held = {key: pages[f"{key}/index.html"].all("dl", class_="facts")[0].all("time")[0] for key in HELD}
    assert {key: time.text for key, time in held.items()} == HELD


def test_figures_in_titles_and_summaries_are_written_out_wherever_these_stand() -> None:
    for path, data in built("trilingual").files.items():
        if path.endswith((".html", ".xml")):
            assert b"{{" not in data, path
            assert "\ue000" not in data.decode(), path
    assert "1,2\u00a0Mio. Gäste &amp; viele Ideen" in built("trilingual").text("de/feed.xml")


def test_releases_stand_in_the_order_of_their_dates_and_not_of_their_keys_wherever_they_are_listed() -> None:
    site, pages = built("out-of-order"), website("out-of-order").pages
    assert site.diagnostics == ()
    keys = ["2025-06-07-none", "2024-12-31-sixth", "2025-01-02-fifth", "birch", "aster", "2025-02-03-second"]
    urls = [f"/en/press/{key}/" for key in (*keys, "2025-03-04-first")]

    def listed(path: str) -> list[str]:
        """The releases that a page leads to, each once, in order."""
        found = (a.attributes.get("href", "") for a in pages[path].all("a"))
        return list(dict.fromkeys(url for url in found if url in urls))

    assert listed("en/press/index.html") == urls[:2]
    assert listed("en/press/2025/index.html") == urls
    assert listed("en/index.html") == urls[:3]
    assert re.findall(r'<link .*href="https://locks.example(/en/press/.+/)"/>', site.text("en/feed.xml")) == urls[:4]
    assert listed("en/glossary/sluice/index.html") == [url for url in urls if "aster" not in url]
    for older, url, newer in zip([*urls[1:], ""], urls, ["", *urls[:-1]], strict=True):
        links = pages[f"{url.strip('/')}/index.html"].all("a")
        found = {a.attributes["rel"]: a.attributes["href"] for a in links if "rel" in a.attributes}
        assert (found.get("prev", ""), found.get("next", "")) == (older, newer)


def test_a_glossary_is_sorted_and_lettered_as_its_language_does() -> None:
    pages = website("trilingual").pages
    letters = {
        key: [(h2.text, h2.attributes["id"]) for h2 in pages[f"{key}/glossary/index.html"].all("h2") if h2.attributes]
        for key in ("de", "en", "zh")
    }
    assert letters == {
        "de": [("L", "_L"), ("N", "_N"), ("O", "_O")],
        "en": [("E", "_E"), ("H", "_H"), ("S", "_S")],
        "zh": [("A", "_A"), ("Z", "_Z")],
    }


@pytest.mark.parametrize(
    ("name", "path", "hints"),
    [
        ("trilingual", "en/glossary/index.html", ["In any language of this site, Chinese also in pinyin"]),
        ("right-to-left", "en/glossary/index.html", ["In any language of this site"]),
        ("out-of-order", "en/glossary/index.html", []),
    ],
)
def test_the_filter_of_the_glossary_tells_of_languages_that_the_site_has(
    name: str, path: str, hints: list[str]
) -> None:
    page = website(name).pages[path]
    assert [hint.text for hint in page.all("p", class_="hint")] == hints
    [field] = page.all("input")
    assert ("aria-describedby" in field.attributes) == bool(hints)


def test_what_has_no_letter_stands_under_an_anchor_that_a_link_can_name() -> None:
    files = read_site("minimal")
    for key, term in (("ten", "10 knots"), ("euro", "€ zone")):
        files[f"content/glossary/{key}.en.md"] = f'---\nterm: "{term}"\n---\nA term.\n'.encode()
    page = website_of(build(files)).pages["en/glossary/index.html"]
    [nav] = page.all("nav", class_="letters")
    assert [(a.text, a.attributes["href"]) for a in nav.all("a")] == [("#", "#_symbols"), ("0–9", "#_digits")]
    assert {"_symbols", "_digits"} <= set(page.ids())


# ---- right to left ----------------------------------------------------------------------------------------------


def test_arabic_pages_run_from_right_to_left_and_english_ones_do_not() -> None:
    for page in website("right-to-left").articles():
        [root] = page.all("html")
        assert root.attributes["dir"] == ("rtl" if page.path.startswith("ar/") else "ltr")
        [switcher] = page.all("nav", class_="switcher")
        assert {e.attributes["dir"] for e in switcher.elements if e.attributes.get("lang") == "ar"} == {"rtl"}


def test_what_stands_in_for_a_translation_keeps_its_own_direction() -> None:
    page = website("right-to-left").pages["en/glossary/fleet/index.html"]
    assert page.all("h1")[0].attributes == {"lang": "ar", "dir": "rtl"}
    [card] = [e for e in website("right-to-left").pages["en/glossary/index.html"].all("div") if "lang" in e.attributes]
    assert (card.attributes["lang"], card.attributes["dir"]) == ("ar", "auto")


def test_arabic_has_digits_and_names_of_months_of_its_own() -> None:
    page = website("right-to-left").pages["ar/press/2025-03-08-opening/index.html"]
    assert page.all("h1")[0].text == "ملتقى المرفأ يستقبل ٣٬٩٤٤ ضيفًا"
    assert [time.text for time in page.all("time")][:2] == ["٨ مارس ٢٠٢٥", "٨ مارس ٢٠٢٥"]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "مصطلح واحد"),
        (2, "مصطلحان"),
        (3, "٣ مصطلحات"),
        (11, "١١ مصطلحًا"),
        (100, "١٠٠ مصطلح"),
    ],
)
def test_arabic_counts_in_its_plural_forms(count: int, words: str) -> None:
    files: Files = {path: data for path, data in read_site("right-to-left").items() if "/glossary/" not in path}
    files = {path: data for path, data in files.items() if "/press/" not in path}
    for number in range(count):
        files[f"content/glossary/term-{number}.ar.md"] = f"---\nterm: كلمة {number}\n---\nشرح.\n".encode()
    files = edit(
        files, "content/site.yaml", "key_figures:\n  from: press/2025-03-08-opening\n  show: [guests, share]\n", ""
    )
    page = website_of(build(files)).pages["ar/glossary/index.html"]
    [lead] = page.all("p", class_="lead")
    assert lead.text == words


def test_arabic_has_a_form_for_none() -> None:
    path = "locales/ar/LC_MESSAGES/messages.po"
    locale = Locale("ar", "ar", "ar_EG", "العربية", "rtl")
    words, problems = parse_catalog(Source(path, "", read_site("right-to-left")[path]), locale)
    assert problems == ()
    assert len(words.messages["", "%(number)s term"]) == 6
    written = translate(words, "%(number)s term", plural="%(number)s terms", n=0)
    assert written == words.messages["", "%(number)s term"][0]


# ---- every rule -------------------------------------------------------------------------------------------------

PLACES = {
    "alias-invalid": "content/pages/alias-invalid.de.md:5",
    "alt-missing": "content/pages/alt-missing.de.md:6",
    "anchor-duplicate": "content/pages/anchor-duplicate.de.md:8",
    "anchor-broken": "content/pages/anchor-broken.de.md:6",
    "bidi-control": "content/pages/bidi-control.de.md:4",
    "block-unmeant": "content/pages/block-unmeant.de.md:5",
    "caption-unseen": "content/pages/caption-unseen.de.md:4",
    "catalog-fuzzy": "locales/de/LC_MESSAGES/messages.po:14",
    "catalog-invalid": "locales/de/LC_MESSAGES/messages.po:20",
    "catalog-missing": "templates/page.html:4",
    "catalog-placeholder": "locales/de/LC_MESSAGES/messages.po:17",
    "catalog-unused": "locales/de/LC_MESSAGES/messages.po:0",
    "cell-surplus": "content/pages/cell-surplus.de.md:6",
    "character-lookalike": "content/pages/character-lookalike.de.md:4",
    "character-unseen": "content/pages/character-unseen.de.md:4",
    "comment-unclosed": "content/pages/comment-unclosed.de.md:6",
    "comment-unmeant": "content/pages/comment-unmeant.de.md:2",
    "conflict-unresolved": "content/pages/conflict-unresolved.de.md:5",
    "config-invalid": "content/site.yaml:7",
    "contrast-low": "content/site.yaml:11",
    "chart-invalid": "content/pages/chart-invalid.yaml:5",
    "correction-missing": "content/press/2025-05-04-correction-missing.yaml:2",
    "date-invalid": "content/press/date-invalid.de.md:3",
    "date-order": "content/press/date-order.de.md:4",
    "date-time": "content/press/date-time.de.md:3",
    "download-unsafe": "content/pages/download-unsafe.de.md:4",
    "fact-mismatch": "content/pages/fact-mismatch.en.md:4",
    "fence-unclosed": "content/pages/fence-unclosed.de.md:6",
    "field-missing": "content/press/2025-05-04-field-missing.de.md:1",
    "field-type": "content/pages/field-type.de.md:3",
    "field-unknown": "content/pages/field-unknown.de.md:3",
    "figure-invalid": "content/pages/figure-invalid.yaml:2",
    "figure-unknown": "content/pages/figure-unknown.de.md:4",
    "figure-year": "content/pages/figure-year.yaml:2",
    "file-encoding": "content/pages/file-encoding.de.md:4",
    "file-too-large": "content/pages/file-too-large.de.md:0",
    "file-unreadable": "content/d…:0",
    "file-unexpected": "content/file-unexpected.md:0",
    "file-unsafe": "content/pages/file-unsafe.yaml:2",
    "folder-expected": "content/glossary:0",
    "form-unfit": "content/pages/form-unfit.yaml:1",
    "heading-empty": "content/pages/heading-empty.de.md:4",
    "heading-level": "content/pages/heading-level.de.md:6",
    "held-back": "content/pages/festakt.de.md:0",
    "html-removed": "content/pages/html-removed.de.md:4",
    "ignore-unused": "content/pages/ignore-unused.de.md:4",
    "key-malformed": "content/pages/key-malformed.v2.de.md:0",
    "language-unchecked": "content/site.yaml:7",
    "language-unknown": "content/pages/language-unknown.fr.md:0",
    "link-broken": "content/pages/link-broken.de.md:4",
    "link-differs": "content/pages/link-differs.en.md:4",
    "link-empty": "content/pages/link-empty.de.md:4",
    "link-scheme": "content/pages/link-scheme.de.md:4",
    "link-unsafe": "content/pages/link-unsafe.de.md:4",
    "list-unmeant": "content/pages/list-unmeant.de.md:4",
    "markup-invalid": "content/pages/markup-invalid.de.md:4",
    "markup-visible": "content/pages/markup-visible.de.md:4",
    "name-unportable": "content/pages/saal/NUL.png:0",
    "output-emptied": "content/press:0",
    "output-stray": "output/stray.html:0",
    "picture-foreign": "content/pages/picture-foreign.de.md:4",
    "picture-invalid": "content/pages/picture-invalid.de.md:4",
    "picture-missing": "content/pages/picture-missing.de.md:4",
    "picture-repeated": "content/pages/picture-repeated.de.md:4",
    "placeholder": "content/pages/placeholder.de.md:4",
    "reference-repeated": "content/pages/reference-repeated.de.md:7",
    "reference-unused": "content/pages/reference-unused.de.md:6",
    "see-also-unknown": "content/glossary/see-also-unknown.de.md:4",
    "slug-invalid": "content/pages/slug-invalid.de.md:3",
    "structure-differs": "content/pages/structure-differs.en.md:6",
    "table-invalid": "terms.csv:3",
    "tag-unregistered": "content/site.yaml:4",
    "target-duplicate": "content/pages/wegweiser.de.md:0",
    "template-dynamic": "templates/page.html:1",
    "template-error": "templates/press.html:3",
    "term-ambiguous": "content/glossary/term-ambiguous.de.md:4",
    "term-conflict": "content/glossary/term-conflict.de.md:4",
    "term-forbidden": "content/pages/term-forbidden.de.md:6",
    "term-long": "content/glossary/term-long.de.md:3",
    "term-missing": "content/pages/term-missing.en.md:0",
    "term-unmatchable": "content/glossary/term-unmatchable.de.md:4",
    "term-unused": "content/glossary/term-unused.de.md:2",
    "topic-unknown": "content/press/topic-unknown.yaml:2",
    "translation-budget": "content/site.yaml:0",
    "translation-missing": "content/pages/wegweiser.de.md:0",
    "translation-stale": "content/pages/anreise.en.md:0",
    "translation-unconfirmed": "content/pages/programm.en.md:0",
    "typography": "content/pages/typography.de.md:4",
    "untranslated": "content/pages/untranslated.en.md:4",
    "yaml-invalid": "content/pages/yaml-invalid.de.md:2",
}
"""Where each rule must speak up: the place that an editor has to look at. Line 0 is the whole file."""

OF_FAULTS = ("build-differs", "external-broken", "external-moved", "output-failed", "withdrawn")
"""Rules that no content breaks alone, but chance, other sites, a fault of the generator, or what was public before: see
test_twice.py, test_verify_web.py, test_bytes.py and test_holding.py."""

OF_BUILT = (
    "alias-broken",
    "asset-missing",
    "calendar-invalid",
    "canonical-invalid",
    "data-invalid",
    "description-missing",
    "description-repeated",
    "feed-invalid",
    "file-malformed",
    "heading-missing",
    "hreflang-invalid",
    "hreflang-oneway",
    "language-missing",
    "link-detour",
    "opengraph-invalid",
    "page-heavy",
    "request-foreign",
    "sitemap-differs",
    "sitemap-invalid",
    "title-missing",
    "title-repeated",
)
"""Rules of built sites, whatever has made them: see test_verify.py."""


def make_broken(case: str, folder: Path) -> Path:
    """A site below tests/sites/every-rule, with what no repository can or should hold."""
    root = folder / case
    shutil.copytree(SITES / "every-rule" / case, root)
    if case == "texts":
        text = "---\ntitle: Umlaute\n---\nSchöne Grüße aus einer anderen Zeichentabelle.\n"
        (root / "content/pages/file-encoding.de.md").write_bytes(text.encode("latin-1"))
        text = "---\ntitle: Uhrzeit\n---\nBeginn:\n<<<<<<< HEAD\n9 Uhr\n=======\n10 Uhr\n>>>>>>> plan\n"
        (root / "content/pages/conflict-unresolved.de.md").write_text(text, encoding="utf-8")  # Git would tell of it
        text = "---\ntitle: Versehen\n---\nDer Preis ist \u202e001\u202c Yuan.\n"
        (root / "content/pages/bidi-control.de.md").write_text(text, encoding="utf-8")
        (root / "content/pages/saal").mkdir()
        (root / "content/pages/saal/NUL.png").write_bytes(b"no clone on Windows can have it")
        (root / "content/pages/file-unsafe.md").symlink_to(root / "content/site.yaml")
        (root / "content/pages/file-too-large.de.md").write_text("---\ntitle: Zu lang\n---\n" + "lang\n" * 410_000)
        (root / "output").mkdir()
        (root / "output/stray.html").write_text("<p>Von anderer Hand.</p>")
        (root / "output/.microsite.json").write_text('{"files": {}, "version": 1}')
    return root


def make_emptied(folder: Path) -> Path:
    """A site whose releases were lost after it was built."""
    root = write_files(folder / "emptied", read_site("minimal"))
    assert main(["--quiet", "--root", str(root)]) == 0
    shutil.rmtree(root / "content/press")
    return root


def make_too_deep(root: Path) -> None:
    """Make folders that no path leads to: it would be longer than a path may be."""
    folder = os.open(root / "content", os.O_RDONLY)
    for name in ["d" * 250] * 20:
        os.mkdir(name, dir_fd=folder)
        folder, outer = os.open(name, os.O_RDONLY, dir_fd=folder), folder
        os.close(outer)
    os.close(folder)


def report(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    """What a run tells, as JSON has it."""
    assert main([*words, "--root", str(root), "--format", "json"]) == 1
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["diagnostics"]
    return found


def test_every_rule_speaks_up_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told: dict[str, list[str]] = {}
    for case in ("texts", "addresses", "templates", "translations", "emptied"):
        root = make_emptied(tmp_path) if case == "emptied" else make_broken(case, tmp_path)
        if case == "templates":
            make_too_deep(root)
        found = report(root, capsys, *(("check",) if case == "translations" else ()))
        if case == "texts":
            found += report(root, capsys, "glossary", "import", str(root / "terms.csv"))
        if case == "addresses":
            found += report(root, capsys, "status")
        for diagnostic in found:
            path = re.sub("(/d{250})+", "/d…", diagnostic["span"]["path"]).removeprefix(f"{root}/")
            told.setdefault(diagnostic["rule"], []).append(f"{path}:{diagnostic['span']['line']}")
    assert sorted({*PLACES, *OF_FAULTS, *OF_BUILT}) == sorted(RULES), (
        "a rule without a fixture that breaks it, or a fixture without a rule"
    )
    for rule, place in PLACES.items():
        assert place in told.get(rule, []), f"{rule} is told of {told.get(rule)}"


def test_a_run_tells_all_it_finds_in_one_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = report(make_broken("texts", tmp_path), capsys)
    severities = ["error", "warning", "info"]
    order = [
        (severities.index(d["severity"]), *(d["span"][name] for name in ("path", "line", "column", "length")))
        for d in found
        if d["rule"] not in (*FIRST, *LAST)
    ]
    assert order == sorted(order)
    assert len({json.dumps(diagnostic) for diagnostic in found}) == len(found), "told twice"
    assert len({diagnostic["rule"] for diagnostic in found}) > 30


@pytest.mark.parametrize("case", ["texts", "addresses", "templates", "translations"])
def test_the_report_reads_as_it_did(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], golden: Golden
) -> None:
    root = make_broken(case, tmp_path)
    words = ["check"] if case == "translations" else []
    assert main([*words, "--root", str(root), "-v"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert str(tmp_path) not in told.err
    golden(f"sites/every-rule/{case}.txt", told.err)


def test_no_problem_is_told_of_a_page_that_breaks_no_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quiet = {"content/pages/saal.png", "content/pages/figure-invalid.de.md", "content/pages/file-unsafe.de.md"}
    for diagnostic in report(make_broken("texts", tmp_path), capsys):
        assert diagnostic["span"]["path"] not in quiet
        name = re.sub(r"^(\d{4}-\d\d-\d\d-)?|\..*$", "", Path(diagnostic["span"]["path"]).name)
        if name in RULES:
            assert diagnostic["rule"] in (name, "field-missing"), diagnostic
