"""What every system can call a file: no device of Windows, nothing that nobody sees, nothing that only case tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import build, call, read_site, write_files

from microsite.checks.site import check_names
from microsite.model.names import find_unfit, is_device, make_fit

DEVICES = ["con", "prn", "aux", "nul", "CONIN$", "conout$", *(f"{port}{n}" for port in ("COM", "lpt") for n in "19²³¹")]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("end", ["", ".jpg", ".tar.gz", " .txt", ".de.md"])
def test_a_device_is_one_in_any_case_and_with_any_ending(device: str, end: str) -> None:
    for name in (f"{device}{end}", f"{device.upper()}{end}", f"{device.lower()}{end}"):
        assert "is reserved by Windows for a device" in find_unfit(name)
        assert find_unfit(make_fit(name)) == ""


@pytest.mark.parametrize("name", ["console.jpg", "con-1", "nul-x.pdf", "com.jpg", "com10", "lpt0", "a.con", "über.jpg"])
def test_what_only_looks_like_a_device_is_none(name: str) -> None:
    assert (find_unfit(name), make_fit(name)) == ("", name)


@pytest.mark.parametrize(
    ("name", "complaint", "fit"),
    [
        ("Was?.pdf", "holds “?”, which no name may hold on Windows", "Was-.pdf"),
        ("a:b", "holds “:”", "a-b"),
        ('a"b', 'holds “"”', "a-b"),
        ("a\\b", "holds “\\”", "a-b"),
        ("a\tb", "holds the character U+0009, which nobody sees", "a-b"),
        ("a\u202egnp.exe", "holds the character U+202E, which nobody sees", "a-gnp.exe"),
        ("a\u200f", "holds the character U+200F, which nobody sees", "a-"),
        ("a\u2066b\u2069", "holds the character U+2066, which nobody sees", "a-b-"),
        ("a.", "ends in a dot or a blank", "a"),
        ("a ", "ends in a dot or a blank", "a"),
        (" . .", "ends in a dot or a blank", "file"),
    ],
)
def test_what_a_name_may_not_hold_is_said(name: str, complaint: str, fit: str) -> None:
    assert complaint in find_unfit(name)
    assert make_fit(name) == fit


@given(st.text(st.sampled_from('conaux1¹$. <:"|?*\\\x01\u202e'), min_size=1, max_size=8))
def test_the_name_that_may_be_meant_is_one_that_every_system_can_have(name: str) -> None:
    assert find_unfit(make_fit(name)) == ""
    assert (make_fit(name) == name) == (find_unfit(name) == "")


def told(*paths: str) -> list[tuple[str, str]]:
    return [(one.rule, one.span.path) for one in check_names(paths) if one.span]


def test_each_file_and_folder_is_told_once() -> None:
    assert told("content/aux/a.jpg", "content/aux/b.jpg") == [("name-unportable", "content/aux")]
    assert told("content/press/a/NUL.x/con.jpg") == [
        ("name-unportable", "content/press/a/NUL.x"),
        ("name-unportable", "content/press/a/NUL.x/con.jpg"),
    ]
    assert told("templates/assets/a.", "locales/de/x ") == [
        ("name-unportable", "templates/assets/a."),
        ("name-unportable", "locales/de/x "),
    ]
    assert told("content/a\u202egnp.exe") == [("bidi-control", "content/a\u202egnp.exe")]


def test_names_that_only_case_tells_apart_are_told_with_both_places() -> None:
    [found] = check_names(["content/press/a/x.JPG", "content/press/a/x.jpg"])
    assert (found.rule, found.span and found.span.path) == ("name-unportable", "content/press/a/x.jpg")
    assert [span.path for span in found.related] == ["content/press/a/x.JPG"]
    assert told("content/A/x/1.jpg", "content/a/y/2.jpg") == [("name-unportable", "content/a")]
    assert told("content/straße", "content/STRASSE") == [("name-unportable", "content/STRASSE")]
    assert told("content/a/x.jpg", "content/b/x.jpg", "content/x.jpg") == []


PARTS = st.sampled_from(["a", "A", "con", "aux.x", "b.", "com1", "content", "x.jpg", "X.jpg", "ä", "c?", "d\u200e"])


@given(st.lists(st.lists(PARTS, min_size=1, max_size=3).map("/".join), unique=True, max_size=5))
def test_looking_at_all_names_together_finds_what_looking_at_each_does(paths: list[str]) -> None:
    paths = [f"content/{path}" for path in paths]
    parts = {part for path in paths for part in path.split("/")}
    places = {"/".join(path.split("/")[:n]) for path in paths for n in range(1, 5)}
    twins = len(places) - len({place.casefold() for place in places})
    unfit = [place for place in places if find_unfit(place.rpartition("/")[2])]
    assert len(check_names(paths)) == len(unfit) + twins
    assert any(map(is_device, parts)) <= bool(check_names(paths))


def test_a_file_that_windows_cannot_have_keeps_a_site_from_being_written(tmp_path: Path) -> None:
    files = read_site("minimal") | {"content/press/2025-05-04-canal-day/aux.pdf": b"%PDF"}
    root = write_files(tmp_path, files)
    for _ in range(2):  # the second time the cache tells it
        done = call(folder=root)
        assert done.status == 1
        place = "content/press/2025-05-04-canal-day/aux.pdf: error[name-unportable]"
        assert f"{place}: the name “aux.pdf” is reserved by Windows for a device" in done.err
        assert "hint: call it aux-1.pdf" in done.err
    assert not (root / "output/index.html").exists()


def test_an_operator_whose_files_never_meet_windows_may_lower_it() -> None:
    files = read_site("minimal") | {"content/press/2025-05-04-canal-day/aux.pdf": b"%PDF"}
    files["content/site.yaml"] += b"rules: {name-unportable: ignore}\n"
    assert build(files).rules() == []


def test_a_text_with_the_name_of_a_device_is_told_once() -> None:
    files = read_site("minimal") | {"content/pages/aux.en.md": b"---\ntitle: A\n---\n"}
    [found] = [one for one in build(files).diagnostics if one.severity.word == "error"]
    assert (found.rule, found.hint) == ("key-malformed", "call it aux-1.en.md")
    assert "Windows reserves the name aux for a device" in found.message
