"""Pictures that readers see twice, in a text and above it."""

from __future__ import annotations

import pytest
from whole_sites import Files, build, read_site

from microsite.diagnostics.problems import Span

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24
GROUP = "content/pages/about.yaml"
TEXT = "content/pages/about.en.md"


def site(body: str, group: str = "pictures:\n  - {file: pier.png, alt: The pier}\n") -> Files:
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
