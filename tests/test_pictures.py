"""Pictures of whole sites: how they are shown, what nobody gets to see, what is done once; and those shown twice."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from picture_files import PNG, draw, with_size
from whole_sites import Files, as_sources, build, call, edit, output, read_site, without, write_files

from microsite.diagnostics.problems import Span
from microsite.engine.crew import Crew
from microsite.engine.forks import Forks
from microsite.engine.memory import HeldBodies, Memory
from microsite.model.source import Source

GROUP = "content/pages/about.yaml"
TEXT = "content/pages/about.en.md"


PIER = "pictures:\n  - {file: pier.png, alt: The pier}\n"


def site(body: str, group: str = PIER) -> Files:
    files = read_site("minimal") | {TEXT: f"---\ntitle: About\n---\n{body}\n".encode()}
    files |= {f"content/pages/about/{name}.png": PNG for name in ("pier", "crane", "old pier")}
    return files | ({GROUP: group.encode()} if group else {})


@pytest.mark.parametrize(
    "url", ["about/pier.png", "./about/pier.png", "about/pier.png?raw=1", "../pages/about/pier.png", "<about/pier.png>"]
)
def test_a_picture_that_the_group_file_shows_as_well_is_told_with_both_places(url: str) -> None:
    [found] = build(site(f"See ![The pier]({url}).")).diagnostics
    assert (found.rule, found.span and found.span.line, found.related) == (
        "picture-repeated",
        4,
        (Span(GROUP, 2, 1),),
    )
    assert found.hint == "delete the picture here, or - file: pier.png there"


@pytest.mark.parametrize(
    ("body", "group"),
    [
        ("![The crane](about/crane.png)", "pictures:\n  - {file: pier.png, alt: The pier}\n"),
        ("[The pier](about/pier.png)", "pictures:\n  - {file: pier.png, alt: The pier}\n"),
        ("![The pier](about/pier.png)", ""),
        ("![The pier](about/pier.png)\n\n![Again](about/pier.png)", ""),
    ],
)
def test_a_picture_that_stands_in_one_place_is_not_told_of(body: str, group: str) -> None:
    assert build(site(body, group)).diagnostics == ()


def test_each_text_that_shows_it_is_told_until_either_is_gone() -> None:
    files = site("![The pier](about/pier.png)")
    assert [found.rule for found in build(files).diagnostics] == ["picture-repeated"]
    assert build(files | {TEXT: b"---\ntitle: About\n---\nText.\n"}).diagnostics == ()
    assert build(files | {GROUP: b"updated: 2025-11-16\n"}).diagnostics == ()


@pytest.mark.parametrize("alt", ["pier.png", "pier", "IMG_0001.jpg"])
def test_a_picture_of_a_group_file_needs_words_and_no_name_of_a_file(alt: str) -> None:
    [found] = build(site("Text.", f"pictures:\n  - {{file: pier.png, alt: {alt}}}\n")).diagnostics
    assert (found.rule, found.span) == ("alt-missing", Span(GROUP, 2, 1))
    assert found.message == f"the text of the picture “pier.png” is the name of a file: “{alt}”"


# ---- how they are shown -----------------------------------------------------------------------------------------


def loading(page: str) -> list[tuple[str, str]]:
    """How the pictures of a page are loaded, in its order: (alt, how)."""
    return re.findall(r'<img [^>]*?alt="([^"]+)"[^>]* loading="([a-z]+)"', page)


@pytest.mark.parametrize(
    ("body", "group", "expected"),
    [
        ("![One](about/pier.png) ![Two](about/crane.png)", "", [("One", "eager"), ("Two", "lazy")]),
        ("![Two](about/crane.png)", PIER, [("The pier", "eager"), ("Two", "lazy")]),
        ("Text.", f"{PIER}  - {{file: crane.png, alt: Two}}\n", [("The pier", "eager"), ("Two", "lazy")]),
        ("A **quay**, ![One](about/pier.png)\n\n![Two](about/crane.png)", "",
         [("One", "eager"), ("Two", "lazy")]),
    ],
)  # fmt: skip
def test_the_first_picture_of_a_page_is_loaded_at_once_and_no_other(
    body: str, group: str, expected: list[tuple[str, str]]
) -> None:
    page = build(site(body, group)).text("en/about/index.html")
    assert loading(page) == expected
    assert page.count('fetchpriority="high"') == 1


def test_the_second_picture_of_a_release_stands_below_its_text_and_waits() -> None:
    files = read_site("minimal")
    group = "pictures: [{file: pier.png, alt: The pier}, {file: crane.png, alt: The crane}]\n"
    files |= {f"{DAY}.yaml": group.encode(), f"{DAY}/pier.png": PNG, f"{DAY}/crane.png": PNG}
    [page] = [path for path in build(files).files if path.startswith("en/press/2025") and path.endswith(".html")]
    assert loading(build(files).text(page)) == [("The pier", "eager"), ("The crane", "lazy")]


DAY = "content/press/2025-05-04-canal-day"


def shown(body: str, files: Files | None = None) -> str:
    """The body of a page with that text; the names of files are without digests."""
    page = build(site(body, "") | (files or {})).text("en/about/index.html")
    [written] = re.findall(r'<div class="prose">(.*?)</div>\s*</div>', page, re.DOTALL)
    return re.sub(r"\.[0-9a-f]{8}\.", ".", written)


def test_a_picture_in_a_text_is_offered_in_sizes_and_formats_and_takes_its_place_at_once() -> None:
    files = {"content/pages/about/pier.jpg": draw(2000, 1000, "JPEG")}
    widths, base = (480, 800, 1280), "/media/pages/about/pier"
    webp, jpg = (", ".join(f"{base}-{w}.{end} {w}w" for w in widths) for end in ("webp", "jpg"))
    sizes = 'sizes="(min-width: 44rem) 40rem, 92vw"'
    assert shown("![The pier](about/pier.jpg)", files) == (
        f'<p><picture><source type="image/webp" srcset="{webp}" {sizes}>'
        f'<img alt="The pier" src="{base}-1280.jpg" srcset="{jpg}" {sizes} width="1280" height="640"'
        ' loading="eager" fetchpriority="high" decoding="async"></picture></p>'
    )


def test_the_size_that_an_author_wants_chooses_among_them() -> None:
    files = {"content/pages/about/pier.jpg": draw(2000, 1000, "JPEG")}
    for wanted, sizes, size in (
        ("width=300", '"300px"', 'width="300" height="150"'),
        ("height=100", '"(min-width: 44rem) 40rem, 92vw"', 'width="200" height="100"'),
        ("width=300 height=100", '"300px"', 'width="300" height="100"'),
    ):
        page = shown(f"![The pier](about/pier.jpg){{{wanted}}}", files)
        assert page.count(f"sizes={sizes}") == 2
        assert size in page


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        ('![Pier](about/pier.png "At the pier")', "At the pier"),
        ('![Pier](about/pier.png "At the pier"){credit="Anna Wei"}', "At the pier <small>Picture: Anna Wei</small>"),
        ("![Pier](about/pier.png){credit=Wei}", "<small>Picture: Wei</small>"),
        ('![Pier](about/pier.png "5 < 6 & “7”"){credit="A & B"}',
         "5 &lt; 6 &amp; “7” <small>Picture: A &amp; B</small>"),
        ('<img src="about/pier.png" alt="Pier" title="At the pier" credit="Wei">',
         "At the pier <small>Picture: Wei</small>"),
    ],
)  # fmt: skip
def test_a_picture_that_stands_alone_has_its_caption_and_credit_below_it(written: str, caption: str) -> None:
    page = shown(written if written.startswith("!") else f"<p>{written}</p>")
    assert re.fullmatch(
        r'(?s)<figure class="picture"><picture>.*</picture><figcaption>(.*)</figcaption></figure>', page
    )
    assert f"<figcaption>{caption}</figcaption>" in page
    assert "title=" not in page
    assert "credit=" not in page


@pytest.mark.parametrize(
    ("written", "before", "after"),
    [
        ('- ![Pier](about/pier.png "At the pier"){credit=Wei}\n- more', "<li>", "</li>"),
        ('| A |\n| --: |\n| ![Pier](about/pier.png "At the pier"){credit=Wei} |', '<td class="align-end">', "</td>"),
        ('| ![Pier](about/pier.png "At the pier"){credit=Wei} |\n| --- |\n| a |', '<th scope="col">', "</th>"),
        ('Pier\n: ![Pier](about/pier.png "At the pier"){credit=Wei}', "<dd>", "</dd>"),
    ],
)
def test_a_picture_that_has_an_item_or_a_cell_for_its_own_has_its_caption_there(
    written: str, before: str, after: str
) -> None:
    page = shown(written)
    below = "<figcaption>At the pier <small>Picture: Wei</small></figcaption></figure>"
    assert re.search(f'{re.escape(before)}<figure class="picture"><picture>.*</picture>{below}{after}', page)
    assert "title=" not in page


def test_every_choice_of_files_says_how_wide_they_are() -> None:
    for body in ("![Pier](about/pier.png)", "- ![Pier](about/pier.png)", "![Pier](about/pier.png){width=3}"):
        found = re.findall(r'srcset="([^"]*)"', shown(body))
        assert found
        assert all(re.fullmatch(r"\S+ [0-9]+w", one) for choice in found for one in choice.split(", "))


def test_a_picture_in_running_text_has_its_credit_behind_it() -> None:
    page = shown('See ![Pier](about/pier.png "At the pier"){credit="Anna Wei"} there.')
    assert re.fullmatch(r"<p>See <picture>.*</picture> <small>Picture: Anna Wei</small> there.</p>", page)
    assert 'title="At the pier"' in page


def test_a_figure_in_a_caption_is_written_out() -> None:
    files = {GROUP: b"figures: {metres: 1200}\n"}
    page = shown('![Pier](about/pier.png "{{ metres }} metres")', files)
    assert '<figcaption><data class="figure" value="1200">1,200</data> metres</figcaption>' in page


def test_what_is_said_of_who_took_a_picture_is_in_the_language_of_readers() -> None:
    files = read_site("trilingual")
    text = "content/press/2025-09-30-eröffnung.de.md"
    files = edit(files, text, '{credit="Ole Petersen"}', "{credit=Wei}")
    files = without(files, "content/press/2025-09-30-eröffnung.zh.md")
    built = build(files)
    assert "<small>Bild: Wei</small>" in built.text("de/press/eröffnung/index.html")
    assert '<small lang="zh-Hans" dir="ltr">图片来源：Wei</small>' in built.text("zh/press/eröffnung/index.html")


# ---- what nobody gets to see ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "is empty", "copy the file once more, or save the picture again"),
        (PNG[:-30], "is damaged, or not all of it is there",
         "copy the file once more, or save the picture again in a picture editor"),
        (draw(form="JPEG"), "holds a JPEG picture; its name says otherwise", "call it pier.jpg"),
        (with_size(60_000, 60_000),
         "has 3,600 megapixels; a picture may have 40 megapixels, and 16,383 pixels on a side",
         "make it smaller: 4,000 pixels on its longer side are plenty"),
    ],
)  # fmt: skip
def test_a_file_that_nobody_would_see_is_told_where_it_is_named_and_nothing_is_published(
    data: bytes, message: str, hint: str
) -> None:
    broken = {"content/pages/about/pier.png": data}
    for files, span in (
        (site("See ![The pier](about/pier.png).", "") | broken, Span(TEXT, 4, 17, 14)),
        (site("Text.") | broken, Span(GROUP, 2, 1)),
    ):
        built = build(files)
        [found] = built.diagnostics
        assert (found.rule, found.span, found.hint) == ("picture-invalid", span, hint)
        assert found.message.partition("” ")[2] == message
        assert built.files == {}


def test_a_link_leads_to_a_file_that_is_not_looked_into() -> None:
    large = with_size(60_000, 60_000)
    built = build(site("[For print](about/pier.png)", "") | {"content/pages/about/pier.png": large})
    assert built.diagnostics == ()
    assert built.files["media/pages/about/pier.png"] == large


def test_who_lowers_the_rule_gets_a_page_without_the_picture() -> None:
    files = edit(site("![The pier](about/pier.png)"), "content/site.yaml", "base_url:", LOWERED)
    built = build(files | {"content/pages/about/pier.png": PNG[:-30]})
    assert {found.rule for found in built.diagnostics} == {"picture-invalid", "picture-repeated"}
    assert not [path for path in built.files if path.startswith("media/")]


LOWERED = "rules: {picture-invalid: warning}\nbase_url:"


# ---- what is done once ------------------------------------------------------------------------------------------


def as_seen(files: Files, opened: list[str]) -> tuple[Source, ...]:
    """The sources of a site; whoever reads a picture is noted."""

    def fetch(path: str) -> bytes:
        opened.append(path)
        return files[path]

    return tuple(
        one._replace(fetch=partial(fetch, one.path)) if one.path.endswith(".png") else one for one in as_sources(files)
    )


def test_no_picture_is_opened_again_whatever_else_changes() -> None:
    files = site("![The crane](about/crane.png)")
    opened, memory = list[str](), Memory(HeldBodies())
    before = build(files, sources=as_seen(files, opened), memory=memory)
    assert sorted(opened) == ["content/pages/about/pier.png"], "both are the same picture"
    opened.clear()
    for change in (
        {TEXT: b"---\ntitle: New\n---\n![The crane](about/crane.png)\n"},
        {"templates/page.html": b"{{ body }}"},
    ):
        later = Memory(memory.bodies, memory.records)
        after = build(files | change, sources=as_seen(files | change, opened), memory=later)
        assert opened == []
        assert {path for path in before.files if "media" in path} == {path for path in after.files if "media" in path}


def test_what_is_left_out_for_a_while_is_not_forgotten_but_what_is_gone_is() -> None:
    files = site("![The crane](about/crane.png)", "") | {"content/pages/about/crane.png": draw(9, 9)}
    memory = Memory(HeldBodies())
    build(files, memory=memory)
    kept = {name for name in memory.records if name.startswith(("picture ", "rendition "))}
    assert len(kept) == 3
    draft = files | {TEXT: b"---\ntitle: About\ndraft: true\n---\n![The crane](about/crane.png)\n"}
    later = Memory(memory.bodies, memory.records)
    build(draft, memory=later)
    assert kept <= later.records.keys()
    last = Memory(memory.bodies, later.records)
    build(without(draft, "content/pages/about/crane.png"), memory=last)
    assert kept.isdisjoint(last.records)


def test_on_the_disk_the_cache_gives_back_what_nobody_wants_and_damage_is_mended(tmp_path: Path) -> None:
    photo = draw(1500, 1200, "JPEG", quality=95)
    files = site("![The crane](about/crane.jpg)", "") | {"content/pages/about/crane.jpg": photo}
    root, cache = write_files(tmp_path, files), tmp_path / ".cache/microsite/bodies"
    assert call("--quiet", folder=root).status == 0
    whole, size = output(root), cache.stat().st_size
    lost = next(path for path in whole if path.startswith("media/"))
    cache.write_bytes(cache.read_bytes()[:100])
    (root / "output" / lost).unlink()
    assert call("--quiet", folder=root).status == 0
    assert output(root) == whole
    (root / TEXT).write_text("---\ntitle: About\n---\nText.\n")
    (root / "content/pages/about/crane.jpg").unlink()
    assert call("--quiet", folder=root).status == 0
    assert not [path for path in output(root) if path.startswith("media/")]
    assert cache.stat().st_size < size / 10


def test_who_develops_a_picture_makes_no_difference() -> None:
    names = [f"p{number}" for number in range(8)]
    files = site("\n\n".join(f"![Picture {name}](about/{name}.jpg)" for name in names), "")
    files |= {f"content/pages/about/{name}.jpg": draw(500 + 9 * at, 300, "JPEG") for at, name in enumerate(names)}
    alone = build(files)
    forks = Forks(2)
    try:
        assert build(files, crew=Crew(forks)).files == alone.files
    finally:
        forks.end()


# ---- in lists ---------------------------------------------------------------------------------------------------


def listed(**pictures: str) -> Files:
    """A site with topics and two releases, of which these have pictures."""
    files = edit(read_site("minimal"), "content/site.yaml", "languages:", "topics: {ships: Ships}\nlanguages:")
    for key in ("2025-06-01-tug", "2025-06-02-lock"):
        files[f"content/press/{key}.en.md"] = f"---\ntitle: {key}\n---\nText.\n".encode()
        named = f"pictures: [{{file: {pictures[key[11:]]}, alt: A ship}}]\n" if key[11:] in pictures else ""
        files[f"content/press/{key}.yaml"] = f"topics: [ships]\n{named}".encode()
        files[f"content/press/{key}/ship.jpg"] = draw(1200, 900, "JPEG")
        files[f"content/press/{key}/boat.jpg"] = draw(900, 900, "JPEG", quality=50)
    return files


def thumbnails(page: str) -> list[str]:
    """The pictures beside the titles of a list: which, and by what they are told from others."""
    found = re.findall(r'<div class="thumbnail">(.*?)</div>', page, re.DOTALL)
    return [re.sub(r"\.[0-9a-f]{8}\.", ".", one) for one in found]


PLACES = ["en/index.html", "en/press/index.html", "en/press/topic/ships/index.html"]


@pytest.mark.parametrize("path", PLACES)
def test_a_list_shows_the_first_picture_of_a_release_beside_its_title(path: str) -> None:
    [found] = thumbnails(build(listed(tug="ship.jpg")).text(path))
    assert re.match(
        r'<picture><source type="image/webp" srcset="/media/press/2025-06-01-tug/ship-480\.webp 480w', found
    )
    assert 'alt=""' in found
    assert re.search(r'width="1200" height="900" loading="lazy" decoding="async">', found)
    assert "credit" not in found


def test_a_release_shows_those_of_related_ones() -> None:
    site = build(listed(tug="ship.jpg"))
    assert len(thumbnails(site.text("en/press/2025-06-02-lock/index.html"))) == 1
    assert thumbnails(site.text("en/press/2025-06-01-tug/index.html")) == []


def test_where_no_release_has_a_picture_nothing_is_different() -> None:
    site = build(listed())
    assert all(thumbnails(site.text(path)) == [] for path in PLACES)
    assert "pictured" not in site.text("en/press/index.html")
    assert not any(part.name == "thumbnails" for job in site.jobs for part in job.parts)


def test_another_picture_is_a_change_of_the_lists_that_show_it_and_of_no_other() -> None:
    before, after = build(listed(tug="ship.jpg")), build(listed(tug="boat.jpg"))
    moved = {path for path, data in after.files.items() if path.endswith(".html") and before.files.get(path) != data}
    assert moved == {*PLACES, "en/press/2025-06-01-tug/index.html", "en/press/2025-06-02-lock/index.html"}
