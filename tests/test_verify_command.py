"""`verify` as it is typed: what it looks at, what it says, and the exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from whole_sites import Files, call, read_site, write_files

GOOD = b'<!doctype html><html lang="en"><title>Pier</title><meta name="description" content="A pier"><h1>Pier</h1>'
BAD = GOOD + b'<img src="pier.png"><a href="/gone/">x</a>'


def write(folder: Path, files: Files) -> Path:
    return write_files(folder / "site", files)


def test_a_site_without_fault_is_told_in_a_line_and_quietly_not_at_all(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": GOOD})
    done = call("verify", "site", folder=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("1 page, 1 file looked through in ")
    assert call("verify", "site", "--quiet", folder=tmp_path).out == ""


def test_without_a_folder_it_looks_at_what_was_built_last(tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("minimal"))
    before = call("verify", folder=root)
    assert (before.status, before.err) == (
        2,
        "error: there is no folder “output”\nhint: build the site first: python build.py\n",
    )
    assert call("--quiet", folder=root).status == 0
    assert call("verify", folder=root).status == 0
    (root / "output/en/index.html").write_bytes(BAD)
    done = call("verify", folder=root)
    assert done.status == 1
    assert "output/en/index.html:1:116: error[picture-missing]: “pier.png” leads to no picture of the site" in done.err


@pytest.mark.parametrize(
    ("files", "words", "status"),
    [
        ({"index.html": GOOD}, (), 0),
        ({"index.html": BAD}, (), 1),
        ({"index.html": GOOD, "more.html": GOOD}, (), 0),
        ({"index.html": GOOD, "more.html": GOOD}, ("--strict",), 1),
    ],
)
def test_errors_fail_and_warnings_do_if_that_is_wanted(
    files: Files, words: tuple[str, ...], status: int, tmp_path: Path
) -> None:
    write(tmp_path, files)
    assert call("verify", "site", *words, folder=tmp_path).status == status


def test_every_format_tells_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": BAD})
    told = json.loads(call("verify", "site", "--format", "json", folder=tmp_path).out)["diagnostics"]
    rules = [one["rule"] for one in told]
    assert rules == ["picture-missing", "link-broken", "alt-missing"]
    sarif = json.loads(call("verify", "site", "--format", "sarif", folder=tmp_path).out)
    assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == rules
    github = call("verify", "site", "--format", "github", folder=tmp_path).out
    assert [line.rpartition("title=")[2].partition("::")[0] for line in github.splitlines()] == rules
    text = call("verify", "site", folder=tmp_path).err
    assert all(f"[{rule}]" in text for rule in rules)


def test_one_rule_may_be_asked_for_and_so_much_of_each(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.html": BAD.replace(b"/gone/", b"gone-%d/" % number) for number in range(9)})
    done = call("verify", "site", "--rule", "link-broken", "--limit", "2", folder=tmp_path)
    assert done.status == 1
    assert done.err.count(": error[link-broken]: “") == 2
    assert "alt-missing" not in done.err


def test_what_is_known_is_accepted_and_what_is_new_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": BAD})
    assert call("verify", "site", "--write-baseline", "known.json", folder=tmp_path).status == 0
    assert call("verify", "site", "--baseline", "known.json", folder=tmp_path).status == 0
    write(tmp_path, {"index.html": BAD.replace(b"/gone/", b"/lost/")})
    done = call("verify", "site", "--baseline", "known.json", folder=tmp_path)
    assert done.status == 1
    assert "/lost/" in done.err
    assert "gone: site/index.html: link-broken" in done.out


def test_many_processes_tell_what_one_does(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}/index.html": BAD for number in range(130)})
    one, two = (call("verify", "site", "--jobs", jobs, "--format", "json", folder=tmp_path) for jobs in "12")
    assert one.out == two.out
    assert one.status == two.status == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "there is no folder “nowhere”"),
        (("empty",), "“empty/” holds no page"),
        (("site", "--budget", "article"), "“article” is not a budget"),
        (("site", "--budget", "article=much"), "“article=much” is not a budget"),
        (("site", "--base-url", "here"), "--base-url “here”"),
        (("site", "more"), "“more” is one word too many"),
        (("site", "--baseline", "none.json"), "“none.json” cannot be read"),
    ],
)
def test_wrong_usage_is_told_with_a_hint(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    write(tmp_path, {"index.html": GOOD})
    (tmp_path / "empty").mkdir()
    done = call("verify", *words, folder=tmp_path)
    assert done.status == 2
    assert done.err.startswith(f"error: {told}")
    assert "hint: " in done.err


def test_links_and_pipes_on_the_disk_are_told_and_not_followed(tmp_path: Path) -> None:
    root = write(tmp_path, {"index.html": GOOD, ".git/HEAD.html": BAD, ".well-known/a.json": b"{"})
    (root / "secret.html").symlink_to("/etc/passwd")
    os.mkfifo(root / "pipe.html")
    done = call("verify", "site", "--format", "json", folder=tmp_path)
    told = [(one["rule"], one["span"]["path"]) for one in json.loads(done.out)["diagnostics"]]
    assert told == [
        ("file-unsafe", "site/pipe.html"),
        ("file-unsafe", "site/secret.html"),
        ("file-malformed", "site/.well-known/a.json"),
    ]


def test_excerpts_are_of_the_built_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"index.html": "\ufeff<!doctype html>\r\n<html lang=en><title>Pier</title>\r\n<h1>港</h1><h3>口</h3>".encode()},
    )
    done = call("verify", "site", "--rule", "heading-level", folder=tmp_path)
    assert "site/index.html:3:12: warning[heading-level]: a heading of level 3 follows one of level 1" in done.err
    assert "    <h1>港</h1><h3>口</h3>\n                ^^\n" in done.err
