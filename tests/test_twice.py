"""`verify --reproducible`: two builds of a site from nothing, and where their bytes begin to differ."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import call, edit, read_files, read_site, write_files

from microsite.verify.defects import At
from microsite.verify.differing import find_difference


def test_a_site_that_is_built_to_the_same_bytes_is_told_in_a_line_and_left_as_it_is(tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("trilingual"))
    before = read_files(root)
    done = call("verify", "--reproducible", folder=root)
    assert (done.status, done.err) == (0, "")
    assert " files built twice, the same bytes, in " in done.out
    assert read_files(root) == before


@pytest.mark.slow
def test_what_depends_on_chance_is_told_with_its_place_in_every_format(tmp_path: Path) -> None:
    files = edit(
        read_site("minimal"), "templates/press.html", "{% block content %}", "{% block content %}<p>{{ lipsum() }}</p>"
    )
    root = write_files(tmp_path, files)
    done = call("verify", "--reproducible", "--format", "json", folder=root)
    told = json.loads(done.out)["diagnostics"]
    assert done.status == 1
    assert {one["rule"] for one in told} == {"build-differs"}
    assert {one["span"]["path"] for one in told} == {"output/en/press/index.html"}
    assert all(one["span"]["line"] > 1 for one in told)
    done = call("verify", "--reproducible", "--quiet", folder=root)
    assert done.status == 1
    assert ": error[build-differs]: two builds of the same sources differ from here on: one has “" in done.err


def test_a_site_that_is_not_built_or_another_one_is_refused(tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("minimal") | {"templates/press.html": b"{% extends 'gone.html' %}"})
    done = call("verify", "--reproducible", folder=root)
    assert done.status == 1
    assert done.err.startswith("error: the site is not built from nothing, so there is nothing to compare:\n")
    assert "error[template-error]" in done.err
    assert done.err.endswith("hint: build the site first: python build.py\n")
    done = call("verify", "output", "--reproducible", folder=root)
    assert done.status == 2
    assert "hint: leave DIR out" in done.err


@pytest.mark.parametrize(
    ("one", "other", "message", "offset"),
    [
        (b"<p>1 2</p>", b"<p>1 3</p>", "from here on: one has “2</p>”, the other “3</p>”", 5),
        ("人才会".encode(), "人材会".encode(), "one has “才会”, the other “材会”", 1),
        (b"same", b"same more", "one has nothing, the other “more”", 3),
        (b"", b"more", "one has nothing, the other “more”", 0),
        (b"a\nb", b"a \nb", "one has “b”, the other “b”", 1),
        (b"\0\1\2", b"\0\1\3", "differ from byte 3 on", -1),
        (b"\xff" * 200_000 + b"a", b"\xff" * 200_000 + b"b", "differ from byte 200,001 on", -1),
        (None, b"x", "only one of two builds", -1),
        (b"x", None, "only one of two builds", -1),
    ],
)
def test_the_first_difference_is_told(one: bytes | None, other: bytes | None, message: str, offset: int) -> None:
    found = find_difference("a.html", one, other)
    assert found
    assert message in found.message
    assert found.place == At("a.html", offset)


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=40))
def test_nothing_is_told_of_what_is_the_same_and_something_of_all_else(head: bytes, one: bytes, other: bytes) -> None:
    assert (find_difference("a", head + one, head + other) is None) == (one == other)
