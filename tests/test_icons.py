"""The icon of a site in all forms that browsers and telephones ask for, drawn of one file."""

from __future__ import annotations

import io
import json
import re
import struct

import pytest
from PIL import Image
from test_cards import Press, asked
from whole_sites import Files, build, edit, read_site

from microsite.build.wishes import Wishes
from microsite.engine.typesetter import find_typesetter


def with_icons(files: Files) -> Files:
    """A site whose icon comes in all forms."""
    return edit(files, "content/site.yaml", "base_url:", "icons: true\nbase_url:")


FILES = with_icons(read_site("conference"))
WITH_TYPST = Wishes(typeset=find_typesetter())


def test_an_icon_is_drawn_in_all_sizes_that_are_asked_for() -> None:
    site = build(FILES, wishes=WITH_TYPST)
    sizes = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
    for path, size in sizes.items():
        assert Image.open(io.BytesIO(site.files[path])).size == (size, size), path
    with Image.open(io.BytesIO(site.files["favicon.ico"])) as favicon:
        assert favicon.format == "ICO"
        assert favicon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert struct.unpack("<HHH", site.files["favicon.ico"][:6]) == (0, 1, 3)


def test_an_icon_stands_on_paper_on_a_telephone_and_on_nothing_elsewhere() -> None:
    site = build(FILES, wishes=WITH_TYPST)
    touch, large = (
        Image.open(io.BytesIO(site.files[path])).convert("RGBA") for path in ("apple-touch-icon.png", "icon-512.png")
    )
    assert touch.getpixel((0, 0)) == (0xF4, 0xF8, 0xF7, 255)
    assert large.getpixel((0, 0)) == (0, 0, 0, 0)
    assert len(large.getcolors(1 << 20) or ()) > 2


def test_every_page_names_the_forms_of_the_icon_and_may_load_the_manifest() -> None:
    site = build(FILES, base_url="https://forum.example/sub/", wishes=WITH_TYPST)
    for path in ("index.html", "de/index.html", "zh/glossary/index.html", "404.html"):
        head = site.text(path)
        assert '<link rel="icon" href="/sub/favicon.ico" sizes="32x32">' in head, path
        assert '<link rel="apple-touch-icon" href="/sub/apple-touch-icon.png">' in head, path
        assert '<link rel="manifest" href="/sub/site.webmanifest">' in head, path
        assert "; manifest-src 'self';" in head, path
    manifest = json.loads(site.files["site.webmanifest"])
    assert (manifest["start_url"], manifest["lang"], manifest["dir"]) == ("/sub/", "de", "ltr")
    for icon in manifest["icons"]:
        assert icon["src"].removeprefix("/sub/") in site.files


def test_an_icon_is_drawn_of_the_file_that_the_theme_names_or_of_the_name_of_the_site() -> None:
    minimal = with_icons(read_site("minimal"))
    drawn = build(minimal, wishes=WITH_TYPST)
    assert "site.webmanifest" in drawn.files
    assert drawn.files["favicon.ico"] != build(FILES, wishes=WITH_TYPST).files["favicon.ico"]
    assert {one["size"] for one in asked(minimal)} == {16, 32, 48, 180, 192, 512}


@pytest.mark.parametrize("files", [FILES, read_site("conference")], ids=["without Typst", "not asked for"])
def test_a_site_without_these_forms_names_none(files: Files) -> None:
    site = build(files, wishes=Wishes() if files is FILES else Wishes(typeset=Press()))
    assert {"favicon.ico", "apple-touch-icon.png", "site.webmanifest"}.isdisjoint(site.files)
    assert re.findall('rel="(apple-touch-icon|manifest)"|manifest-src|favicon', site.text("de/index.html")) == []
