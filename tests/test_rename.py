"""Another key: every file moves, whatever names the entry follows, and its former addresses lead to the new ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import some, up_to
from whole_sites import Files, build, call, edit, read_files, read_site, write_files

from microsite.content.references import find_names, parse_web
from microsite.markup.convert import convert
from microsite.model.entries import Prose
from microsite.site.retargeting import Renamed, Replacement, find_links, replace

RELEASE = "press/2025-11-16-talent-conference"
CONTENT = ("content/", "templates/", "locales/")


@pytest.fixture
def conference(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", read_site("conference"))


def sources(root: Path) -> Files:
    """What of a folder is a site, without what builds make."""
    return {path: data for path, data in read_files(root).items() if path.startswith(CONTENT)}


def without_aliases(files: Files) -> Files:
    return {path: re.sub(rb"(?m)^aliases: .*\n", b"", data) for path, data in files.items()}


# ---- whole sites --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "key", "new"),
    some(
        [
            ("conference", RELEASE, "press/2025-11-16-opening"),
            ("conference", "glossary/xingyu-cup", "glossary/cup"),
            ("conference", "pages/about", "pages/über-uns"),
            ("conference", "glossary/innovation-hub", "glossary/hub"),
            ("trilingual", "pages/about", "pages/us"),
        ]
    ),
)
def test_every_old_address_redirects_nothing_new_is_found_and_back_it_is_the_same(
    site: str, key: str, new: str, tmp_path: Path
) -> None:
    root = write_files(tmp_path / "site", read_site(site))
    before = build(sources(root))
    assert before.files
    done = call("rename", key, new, folder=root)
    assert (done.status, done.err) == (0, "")
    after = build(sources(root))
    assert sorted(after.rules()) == sorted(before.rules())
    moved = [path for path in before.files if f"/{key.removeprefix('pages/')}/" in path]
    assert moved
    for path in moved:
        now = path.replace(key.removeprefix("pages/"), new.removeprefix("pages/"))
        assert f"url=/{now.removesuffix('index.html')}" in after.text(path)
        assert now in after.files
    assert before.files.keys() <= after.files.keys()
    assert call("rename", new, key, folder=root).status == 0
    assert without_aliases(sources(root)) == without_aliases(read_site(site))
    assert sorted(build(sources(root)).rules()) == sorted(before.rules())


def test_a_menu_that_calls_a_page_by_a_label_leads_to_its_new_name(conference: Path) -> None:
    menu = "navigation: [press, glossary, about]"
    labelled = "navigation: [press, {to: about, label: {de: about, en: us, zh: 我们}}]"
    write_files(conference, edit(sources(conference), "content/site.yaml", menu, labelled))
    assert call("rename", "pages/about", "us", folder=conference).status == 0
    now = sources(conference)["content/site.yaml"].decode()
    assert "navigation: [press, {to: us, label: {de: about, en: us, zh: 我们}}]\n" in now


def test_all_that_names_an_entry_has_its_new_name(conference: Path) -> None:
    files = edit(
        sources(conference),
        "content/glossary/innovation-hub.de.md",
        "\n---\n",
        '\nsee_also: ["xingyu-cup", talent-exchange-conference] # both\n---\n',
    )
    folder = f"content/{RELEASE}"
    files |= {f"{folder}/plan.pdf": b"%PDF-1.7", f"{folder}/more/list.pdf": b"%PDF-1.7"}
    write_files(conference, files)
    assert call("rename", "xingyu-cup", "cup", folder=conference).status == 0
    done = call("rename", RELEASE, "2025-11-16-opening", folder=conference)
    assert done.out == f"renamed {RELEASE} to press/2025-11-16-opening: 6 files moved, 22 more changed\n"
    assert call("rename", "pages/about", "us", folder=conference).status == 0
    now = sources(conference)
    assert b'\nsee_also: ["cup", talent-exchange-conference] # both\n' in now["content/glossary/innovation-hub.de.md"]
    assert b"\nnavigation: [press, glossary, us]\n" in now["content/site.yaml"]
    assert b"\n  from: press/2025-11-16-opening\n" in now["content/site.yaml"]
    assert "content/press/2025-11-16-opening/more/list.pdf" in now
    assert not (conference / folder).exists()
    assert [path for path in now if RELEASE in path or "xingyu-cup" in path] == []
    texts = b"".join(re.sub(rb"(?m)^aliases: .*\n", b"", data) for path, data in now.items() if path.endswith(".md"))
    for name in (b"2025-11-16-talent-conference", b"xingyu-cup.", b"about."):
        assert name not in texts


def test_what_was_translated_is_as_up_to_date_as_before(conference: Path) -> None:
    assert call("ack", "--all", folder=conference).status == 0
    path = conference / "content/glossary/innovation-hub.de.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nNeu ist der Hafen.\n", encoding="utf-8")
    before = call("status", folder=conference).out
    assert "stale" in before
    assert "fresh" in before
    assert call("rename", "talent-exchange-conference", "fair", folder=conference).status == 0
    rows = {line.split()[0]: line.split()[1:] for line in call("status", folder=conference).out.splitlines()[1:]}
    expected = {line.split()[0]: line.split()[1:] for line in before.splitlines()[1:]}
    expected["glossary/fair"] = expected.pop("glossary/talent-exchange-conference")
    assert rows == expected


def test_a_language_that_shows_the_source_has_its_address_led_on_as_well(conference: Path) -> None:
    (conference / "content/pages/about.en.md").unlink()
    assert call("rename", "pages/about", "us", folder=conference).status == 0
    source = (conference / "content/pages/us.de.md").read_text(encoding="utf-8")
    assert "\naliases: [/de/about/, /en/about/]\n" in source
    assert 'url=/de/us/"' in build(sources(conference)).text("en/about/index.html")


def test_an_address_of_its_own_stays_and_a_draft_had_none(conference: Path) -> None:
    for language, line in (("de", "slug: ueber"), ("en", "draft: true")):
        path = conference / f"content/pages/about.{language}.md"
        path.write_text(path.read_text(encoding="utf-8").replace("\n", f"\n{line}\n", 1), encoding="utf-8")
    assert call("rename", "pages/about", "us", folder=conference).status == 0
    texts = [(conference / f"content/pages/us.{key}.md").read_text(encoding="utf-8") for key in ("de", "en", "zh")]
    assert ["aliases: " in text for text in texts] == [False, False, True]


# ---- links in one text ----------------------------------------------------------------------------------------------

RENAMED = Renamed(
    "press", "a_b", "c-d", {"/de/press/a_b/": "/de/press/c-d/"}, parse_web("https://conference.example/sub/")
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[x](../press/a_b.md)", "[x](../press/c-d.md)"),
        ("[x](../press/a\\_b.de.md?q#top 'a_b')", "[x](../press/c-d.de.md?q#top 'a_b')"),
        ("[x](<../press/./a_b.md#a_b>)", "[x](<../press/./c-d.md#a_b>)"),
        ("[x](../press/a%5Fb.md)", "[x](../press/c-d.md)"),
        (
            "![x](../press/a_b/hall.jpg) [y](../press/a_b/a_b.pdf)",
            "![x](../press/c-d/hall.jpg) [y](../press/c-d/a_b.pdf)",
        ),
        ("[x][1] and [y][1]\n\n[1]: ../press/a_b.md", "[x][1] and [y][1]\n\n[1]: ../press/c-d.md"),
        ("[x](/de/press/a_b/#top), [x](/de/press/a_b)", "[x](/de/press/c-d/#top), [x](/de/press/c-d)"),
        ("[x](/de/press/a_b/index.html)", "[x](/de/press/c-d/index.html)"),
        ("https://conference.example/sub/de/press/a_b/", "https://conference.example/sub/de/press/c-d/"),
        ("[x](/media/press/a_b/plan.pdf)", "[x](/media/press/c-d/plan.pdf)"),
        ('<a href="../press/a_b.md?x&amp;y">x</a>', '<a href="../press/c-d.md?x&amp;y">x</a>'),
        (
            "- 中 [a_b](../press/a_b.md)\n  - [x](../press/a_b.md)",
            "- 中 [a_b](../press/c-d.md)\n  - [x](../press/c-d.md)",
        ),
    ],
)
def test_a_link_to_the_entry_has_the_new_name_and_is_written_as_before(written: str, expected: str) -> None:
    assert rewrite(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "[x](../press/a_bc.md)",
        "[x](../glossary/a_b.md)",
        "[x](a_b.md)",
        "`../press/a_b.md` and ../press/a_b.md",
        "<!-- [x](../press/a_b.md) -->",
        "[x](https://other.example/de/press/a_b/)",
        "[x](/en/press/a_b/)",
        "[x](#a_b) [y](mailto:a_b@conference.example)",
    ],
)
def test_what_names_something_else_stays(written: str) -> None:
    assert rewrite(written) == written


def rewrite(written: str) -> str:
    """A text of the glossary with the links of the renamed entry."""
    found = [*find_links(Prose("content/glossary/z.de.md", written, 1), "de", RENAMED)]
    return replace(written, [one for one in found if isinstance(one, Replacement)])


PARTS = ("../press/a_b.md", "<../press/a_b.md#x>", "../press/a_b/hall.jpg", "../press/e.md", "/de/press/a_b/", "a_b.md")
LINKS = st.builds("{1}[{2}]({0})".format, st.sampled_from(PARTS), st.sampled_from(("", "!")), st.sampled_from("ab中"))
PIECES = LINKS | st.sampled_from(
    (" ", "\n", "\n\n", "> ", "- ", "`", "a_b", "*", "|", "<b>", "\\", "1. ", "    ", "\t")
)


@settings(max_examples=up_to(300))
@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_text_then_names_what_it_named_but_for_the_entry(written: str) -> None:
    def names(text: str) -> list[str]:
        links = [(link.url, link.element) for link in convert(Prose("a", text, 1), "de")[0].links]
        return [next(iter(find_names("content/glossary/z.de.md", [link])), "") for link in links]

    assert names(rewrite(written)) == [re.sub(r"(press[:/])a_b\b", r"\1c-d", name) for name in names(written)]


# ---- what cannot be -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("pages/abut", "x"), "there is no entry “pages/abut”\nhint: did you mean “pages/about”?"),
        (("pages/about", "imprint"), "“content/pages/imprint.de.md” is there already, and nothing is overwritten"),
        (("pages/about", "Imprint"), "is there already, and nothing is overwritten"),
        (("pages/about", "About"), "“About” differs in capital letters alone"),
        (("pages/about", "pages/about"), "“pages/about” has that key already"),
        (("pages/about", "glossary/about"), "stays in its folder: glossary/ holds entries of another kind"),
        (("pages/about", "a b"), "“a b” cannot be a key, which is made of letters"),
        (("pages/about", "a b"), "hint: rename pages/about pages/a-b"),
        (("pages/about", "pages/"), "“” cannot be a key"),
        (("pages/about", "press"), "the new address “/de/press/” is not free: it is that of a list"),
        (("home", "start"), "“pages/home” is the page at the root of each language, by that name"),
        (("pages", "x"), "“pages” names 3 entries, and one is renamed at a time"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(words: tuple[str, str], message: str, conference: Path) -> None:
    before = read_files(conference)
    done = call("rename", *words, folder=conference)
    assert done.status == 2
    assert message in done.err
    assert read_files(conference) == before


def test_a_day_that_stands_in_the_key_alone_is_not_lost(conference: Path) -> None:
    for path in (conference / "content/press").iterdir():
        path.write_text(re.sub("(?m)^date: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    done = call("rename", RELEASE, "opening", folder=conference)
    assert done.status == 2
    assert f"the day of “{RELEASE}” is in its key alone\nhint: keep the day: 2025-11-16-opening, or" in done.err
    assert call("rename", RELEASE, "2025-11-17-opening", folder=conference).status == 0


def test_an_address_that_another_entry_has_is_not_taken(conference: Path) -> None:
    path = conference / "content/pages/imprint.zh.md"
    path.write_text(path.read_text(encoding="utf-8").replace("\n", "\naliases: [/zh/us]\n", 1), encoding="utf-8")
    done = call("rename", "pages/about", "us", folder=conference)
    assert done.status == 2
    assert "the new address “/zh/us/” is not free: “content/pages/imprint.zh.md” has it" in done.err


def test_what_cannot_be_read_may_name_the_entry(conference: Path) -> None:
    path = conference / "content/pages/imprint.zh.md"
    path.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    before = read_files(conference)
    done = call("rename", "pages/about", "us", folder=conference)
    assert done.status == 1
    assert "content/pages/imprint.zh.md:" in done.err
    assert read_files(conference) == before


def test_another_mistake_in_a_text_keeps_nobody_from_renaming(conference: Path) -> None:
    path = conference / "content/pages/imprint.zh.md"
    path.write_text(path.read_text(encoding="utf-8").replace("\n", "\ndraft: perhaps\n", 1), encoding="utf-8")
    assert call("check", folder=conference).status == 1
    assert call("rename", "pages/about", "us", folder=conference).status == 0


def test_front_matter_that_has_no_lines_of_its_own_is_left_to_the_editor(conference: Path) -> None:
    path = conference / "content/pages/about.zh.md"
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    path.write_text(f"---\n{{title: 关于大会}}\n---\n{body}", encoding="utf-8")
    before = read_files(conference)
    done = call("rename", "pages/about", "us", folder=conference)
    assert (done.status, read_files(conference)) == (2, before)
    assert "the aliases of “content/pages/about.zh.md” cannot be written without changing other lines" in done.err


def test_a_dry_run_tells_each_file_and_changes_none(conference: Path) -> None:
    before = read_files(conference)
    done = call("rename", "pages/about", "us", "--dry-run", folder=conference)
    assert done.status == 0
    assert "would move content/pages/about.yaml to content/pages/us.yaml\n" in done.out
    assert "would change content/site.yaml\n" in done.out
    assert read_files(conference) == before
