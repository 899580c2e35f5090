"""Share cards: what they show, that they are drawn once, their size and bytes; and sites without them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from PIL import Image, ImageChops
from test_archive import release, site_of
from whole_sites import REPOSITORY, Built, Files, as_sources, build, call, edit, output, read_site, without, write_files

from microsite.build.looks import Options
from microsite.build.project import Project
from microsite.build.wishes import Wishes
from microsite.engine.crew import ALONE, Crew
from microsite.engine.typesetter import Composed, Composition, find_typesetter, read_frame, set_all, write_frame
from microsite.files.disk import UsageError
from microsite.model.typefaces import TYPEFACES, find_families
from microsite.publish.release import LASTING
from microsite.typeset.cards import keep_together

RELEASE = "press/2025-11-16-talent-conference"
WITH_TYPST = Wishes(typeset=find_typesetter())


def with_cards(files: Files) -> Files:
    """A site whose pages have share cards."""
    return edit(files, "content/site.yaml", "base_url:", "cards: true\nbase_url:")


FILES = with_cards(read_site("conference"))


class Press:
    """Sets nothing, and knows what it was asked for."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.asked: list[dict[str, Any]] = []

    def __call__(self, compositions: Sequence[Composition]) -> Iterator[Composed]:
        """Give what was asked for as it is."""
        for one in compositions:
            self.asked.append(json.loads(one.data))
            yield Composed(one.data.encode(), "")

    @property
    def titles(self) -> list[str]:
        """The titles that it was asked for."""
        return [str(one["title"]) for one in self.asked]


def asked(files: Files) -> list[dict[str, Any]]:
    """What the cards of a site are to show."""
    press = Press()
    assert build(files, wishes=Wishes(typeset=press)).files
    return press.asked


def card_of(site: Built, path: str) -> str:
    """The path of the card that a page names."""
    [url] = re.findall('<meta property="og:image" content="([^"]*)">', site.text(path))
    return "assets/" + str(url).partition("/assets/")[2]


@cache
def asked_of_conference() -> list[dict[str, Any]]:
    """What the cards of the conference are to show."""
    return asked(FILES)


@cache
def drawn() -> Built:
    """The conference with its cards, as Typst draws them; built once for all tests of a process."""
    return build(FILES, wishes=WITH_TYPST)


# ---- what a card shows ------------------------------------------------------------------------------------------


def test_a_card_shows_the_title_the_day_and_the_place_or_the_list_of_a_page() -> None:
    shown = {(one["language"], one["title"], one["below"], one["name"]) for one in asked_of_conference()}
    name = "Chongqing International Talent Exchange Conference"
    assert ("de", name, "15.–16. November 2025 · Chongqing", "") in shown
    assert ("en", "innovation hub", "Glossary", name) in shown
    assert ("zh", "创新中心", "术语表", "重庆国际人才交流大会") in shown
    assert ("de", "Impressum", "", name) in shown
    assert ("de", "Glossar", "", name) in shown
    [below] = [below for key, title, below, _ in shown if key == "de" and title.startswith("Talentkonferenz")]
    assert below == "16. November 2025 · Chongqing"


def test_a_card_has_the_direction_and_the_fonts_of_its_language() -> None:
    told = {one["language"]: one for one in asked(with_cards(read_site("right-to-left")))}
    assert (told["ar"]["direction"], told["en"]["direction"]) == ("rtl", "ltr")
    assert "Noto Naskh Arabic" in told["ar"]["fonts"]
    assert told["en"]["fonts"] == ["Libertinus Serif"]


def test_what_stands_in_for_a_translation_has_the_card_of_its_source() -> None:
    site = build(without(FILES, "content/glossary/innovation-hub.zh.md"), wishes=Wishes(typeset=Press()))
    cards = {key: card_of(site, f"{key}/glossary/innovation-hub/index.html") for key in ("de", "zh")}
    assert cards["zh"] == cards["de"]


def test_every_page_names_a_card_with_its_size_and_what_it_says() -> None:
    site = build(FILES, wishes=Wishes(typeset=Press()))
    pages = [path for path in site.files if path.endswith(".html") and "og:title" in site.text(path)]
    assert len(pages) > 30
    for path in pages:
        head = site.text(path)
        assert card_of(site, path) in site.files, path
        assert '<meta property="og:image:width" content="1200">' in head, path
        assert '<meta property="og:image:height" content="630">' in head, path
        assert '<meta name="twitter:card" content="summary_large_image">' in head, path
    assert '<meta property="og:image:alt" content="innovation hub">' in site.text(
        "en/glossary/innovation-hub/index.html"
    )


def test_a_list_and_a_topic_have_cards_of_their_own_and_a_year_that_of_its_list() -> None:
    files = with_cards(site_of()) | release("2024-05-06-a", ["energy"]) | release("2025-05-06-b", ["traffic"])
    press = Press()
    site = build(files, wishes=Wishes(typeset=press))
    shown = {(one["language"], one["title"], one["below"]) for one in press.asked}
    assert {("de", "Pressemitteilungen", ""), ("de", "Energie", "Pressemitteilungen")} <= shown
    cards = {path: card_of(site, f"de/{path}index.html") for path in ("", "press/", "press/topic/energy/", "glossary/")}
    assert len(set(cards.values())) == len(cards)
    assert card_of(site, "de/press/2025/index.html") == cards["press/"]
    assert '<meta property="og:image:alt" content="Energie">' in site.text("de/press/topic/energy/index.html")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("引进毕业生3,944名", "引进毕业生3,944\u2060名"),
        ("28万人", "28\u2060万\u2060人"),
        ("3.944 Absolventinnen", "3.944\u00a0Absolventinnen"),
        ("Talent \n\x07 Forum", "Talent Forum"),
        ("x" * 101, "\u200b".join(["x" * 20] * 5 + ["x"])),
        ("Am 15. und 16.", "Am 15. und 16."),
    ],
)
def test_a_number_stays_with_what_it_counts_and_an_endless_word_breaks(title: str, kept: str) -> None:
    assert keep_together(title) == kept


@given(st.text())
@settings(max_examples=up_to(100))
def test_what_is_kept_together_says_the_same(title: str) -> None:
    shown = re.sub("[\u2060\u200b]", "", keep_together(title))
    assert "".join(shown.split()) == "".join(
        one for one in re.sub("[\x00-\x1f\x7f-\x9f\u2060\u200b]", "", title) if not one.isspace()
    )


@pytest.mark.parametrize("name", TYPEFACES)
def test_fonts_end_in_the_one_that_is_everywhere(name: str) -> None:
    families = find_families(name, "zh-Hant-TW")
    assert "Libertinus Serif" in families
    assert families.index(
        "Noto Sans CJK TC" if TYPEFACES[name].shape == "sans" else "Noto Serif CJK TC"
    ) < families.index("Noto Sans CJK SC" if TYPEFACES[name].shape == "sans" else "Noto Serif CJK SC")
    assert not {"Letters", "Serifs", "-apple-system", "BlinkMacSystemFont"} & set(families)


# ---- drawn once -------------------------------------------------------------------------------------------------


def test_a_card_is_drawn_where_its_title_day_or_look_moves_and_nowhere_else(tmp_path: Path) -> None:
    @contextmanager
    def hire(_sources: int, _engine: str) -> Iterator[Crew]:
        yield ALONE

    def redraw(files: Files) -> list[str]:
        """Build once more; the titles of the cards that were drawn."""
        press = Press()
        wishes = Wishes(typeset=press)
        project = Project(
            write_files(tmp_path, files), tmp_path / "output", Options(), lambda config, _: (config, wishes)
        )
        assert project.build(hire, ALONE).done
        return press.titles

    every = redraw(FILES)
    assert len(every) == len(asked_of_conference()) > 30
    edited = edit(FILES, "content/pages/about.en.md", "Every year, the", "Each year, the")
    assert redraw(edited) == []
    renamed = edit(edited, "content/glossary/innovation-hub.en.md", "term: innovation hub", "term: hub of innovation")
    assert redraw(renamed) == ["hub of innovation"]
    for path in output(tmp_path):
        (tmp_path / "output" / path).unlink()
    assert redraw(renamed) == []
    assert len(redraw(edit(renamed, "content/site.yaml", '"#b01217"', '"#a01010"'))) == len(every)


# ---- drawn by Typst ---------------------------------------------------------------------------------------------


def compose(title: str, **more: object) -> Composition:
    """A card of a title."""
    told = asked_of_conference()[0] | {"title": title, "mark": "", "artwork": "", **more}
    return Composition(template(), json.dumps(told, ensure_ascii=False), {}, title)


@cache
def template() -> str:
    """That of a card."""
    return resources("microsite.typeset").joinpath("card.typ").read_text(encoding="utf-8")


def see(data: bytes) -> Image.Image:
    """A picture with its pixels."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image.convert("RGB")


def find_ink(image: Image.Image, paper: str) -> tuple[int, int, int, int]:
    """The box of what stands on the paper above the artwork: left, top, right, bottom."""
    upper = image.crop((0, 0, 1200, 580))
    box = ImageChops.difference(upper, Image.new("RGB", upper.size, paper)).getbbox()
    assert box
    return box


PAPER = "#f4f8f7"


def test_the_cards_of_a_site_are_pictures_of_their_size_with_names_of_their_bytes() -> None:
    cards = {path: data for path, data in drawn().files.items() if path.startswith("assets/cards/")}
    assert len(cards) == len(asked_of_conference())
    for path, data in cards.items():
        digest = hashlib.sha256(data).hexdigest()
        assert path == f"assets/cards/{digest[8:16]}.{digest[:8]}.png"
        assert LASTING.search(path)
        assert see(data).size == (1200, 630)
        assert len(data) < 250_000


def test_the_same_titles_give_the_same_bytes_in_any_order_of_files() -> None:
    sources = tuple(reversed(as_sources(FILES)))
    assert build(FILES, wishes=WITH_TYPST, sources=sources).files == drawn().files


def test_titles_stand_where_their_language_begins() -> None:
    # The letters are such as all machines have.
    arabic = {
        "language": "ar",
        "region": "EG",
        "script": "arab",
        "direction": "rtl",
    }
    left, right = set_all([compose("Forum", name="", below=""), compose("Forum", name="", below="", **arabic)])
    width = 1200
    assert find_ink(see(left.data), PAPER)[0] < width / 10
    assert find_ink(see(right.data), PAPER)[2] > width * 9 / 10
    assert find_ink(see(right.data), PAPER)[0] > width / 2


def test_a_title_is_never_wider_than_the_card_nor_longer() -> None:
    titles = ["W" * 400, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk " * 12, "重庆国际人才交流大会" * 40, ""]
    for title, composed in zip(titles, set_all([compose(keep_together(title)) for title in titles]), strict=True):
        left, _, right, bottom = find_ink(see(composed.data), PAPER)
        assert left >= 70, title
        assert right <= 1200 - 70, title
        assert bottom <= 410, title


def test_no_title_is_markup() -> None:
    titles = [
        '#panic("no")',
        "$ sqrt(2 $ #[",
        "\\u{0} *a* _b_ `c` @d <e>",
        '"]; #eval("1/0")',
        "// gone",
        "/* gone",
        '#image("/etc/hostname")',
    ]
    plain = ["x" + title for title in titles]
    assert len({composed.data for composed in set_all([compose(title) for title in (*titles, *plain)])}) == 14


def test_what_no_font_has_is_left_out_and_told() -> None:
    [card, plain] = set_all([compose("Talent 𒀭\ufe0f Forum"), compose("Talent Forum")])
    assert card.missing == "𒀭"
    assert card.data == plain.data
    assert plain.missing == ""


def test_typst_works_in_a_process_that_was_forked_of_one_that_has_worked_with_it() -> None:
    [first] = set_all([compose("Talent")])
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        signal.alarm(60)  # what waits for threads that it does not have waits for ever
        [composed] = set_all([compose("Talent")])
        os.write(writing, hashlib.sha256(composed.data).digest())
        os._exit(0)
    os.close(writing)
    assert os.read(reading, 32) == hashlib.sha256(first.data).digest()
    os.close(reading)
    os.waitpid(process, 0)


def test_typst_leaves_no_folder_behind_when_the_build_that_asked_it_was_killed(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    command = [sys.executable, "-P", "-m", "microsite.engine.compositor", str(tmp_path / "taken")]
    known = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=known) as process:  # noqa: S603 - our own module
        picture = compose("Talent")._replace(files={"a": b"a picture"})
        write_frame(process.stdin, (*picture[:2], dict(picture.files), *picture[3:]))
        assert read_frame(process.stdout)
        assert (tmp_path / "taken/a").exists()
    assert not (tmp_path / "taken").exists()


def test_what_typst_cannot_set_is_told_with_a_remedy() -> None:
    with pytest.raises(UsageError, match="unknown variable: nothing") as caught:
        list(set_all([compose("Talent")._replace(template="#nothing")]))
    assert caught.value.hint == 'install it again: pip install "microsite[cards]"'
    with pytest.raises(UsageError, match="ended before it answered"):
        list(set_all([compose("Talent")._replace(data="[]")]))


# ---- what is told -----------------------------------------------------------------------------------------------


def test_characters_that_no_font_has_are_told_until_there_is_one(tmp_path: Path) -> None:
    path = "content/press/2025-05-04-canal-day.en.md"
    files = edit(read_site("minimal"), path, "title: ", "title: 𒀭 ")
    write_files(tmp_path, edit(files, "content/site.yaml", "base_url:", "cards: true\nbase_url:"))
    told = "; what Typst set is without 𒀭, which no font of this machine has: install one, such as Noto"
    assert told in call(folder=tmp_path).out
    assert told in call(folder=tmp_path).out


@pytest.mark.parametrize("files", [FILES, read_site("conference")], ids=["without Typst", "not asked for"])
def test_a_site_without_cards_names_none(files: Files) -> None:
    site = build(files, wishes=Wishes() if files is FILES else WITH_TYPST)
    assert [path for path in site.files if "cards/" in path] == []
    assert "og:image" not in site.text("de/glossary/innovation-hub/index.html")


def test_what_is_lacking_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    write_files(tmp_path, FILES)
    lacking = '; without share cards and PDFs, which need Typst: pip install "microsite[cards]"'
    assert lacking in call(folder=tmp_path).out
    (tmp_path / "output/robots.txt").unlink()
    again = call(folder=tmp_path).out
    assert "1 written" in again
    assert "Typst" not in again
