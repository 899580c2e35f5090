"""`publish plan` asks a list of what is published, a file or one on the web, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_verify_web import serve
from whole_sites import Files, call, read_files, read_site, write_files

from microsite.commands import listed
from microsite.files.ownership import OWNERSHIP

TEXT = "content/press/2025-05-04-canal-day.en.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site that is published in public/, and that has changed since."""
    root = write_files(tmp_path, read_site("minimal"))
    assert call(folder=root).status == 0
    assert call("publish", "sync", "public", "--host", "netlify", folder=root).status == 0
    write_files(root, {TEXT: read_site("minimal")[TEXT] + b"\nMore.\n"})
    assert call(folder=root).status == 0
    return root


def published(root: Path) -> Files:
    return {f"/{path}": data for path, data in read_files(root / "public").items()}


def test_a_list_tells_what_the_folder_would_by_file_and_by_address(site: Path) -> None:
    there = call("publish", "plan", "public", "--host", "netlify", folder=site).out.splitlines()
    assert "changed  en/press/2025-05-04-canal-day/index.html" in there
    by_file = call("publish", "plan", f"public/{OWNERSHIP}", "--host", "netlify", folder=site)
    assert (by_file.status, by_file.err, by_file.out.splitlines()[:-1]) == (0, "", there[:-1])
    with serve(published(site)) as host:
        for address in (f"{host.url}/", f"{host.url}/{OWNERSHIP}"):
            by_address = call("publish", "plan", address, "--host", "netlify", folder=site)
            assert (by_address.status, by_address.err, by_address.out.splitlines()[:-1]) == (0, "", there[:-1])
            assert f"nothing was written, {address}, " in by_address.out
    assert {*host.asked} == {f"GET /{OWNERSHIP}"}


def test_a_list_is_followed_where_it_has_moved_and_never_to_a_file_of_this_machine(site: Path) -> None:
    with serve(
        published(site) | {"/moved": (301, f"/{OWNERSHIP}"), "/file": (302, f"file://{site}/public/{OWNERSHIP}")}
    ) as host:
        assert call("publish", "plan", f"{host.url}/moved", folder=site).status == 0
        done = call("publish", "plan", f"{host.url}/file", folder=site)
    assert (done.status, "cannot be read: it is no address of the web" in done.err) == (1, True)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not a list of published files"),
        (b"<!doctype html>", "is not a list of published files"),
        (b'{"version": 1, "files": {"../x": "0"}}', "is not a list of published files"),
        (b'{"version": 2, "files": {}}', "is not a list of published files"),
        (b"[" * 100_000, "is not a list of published files"),
        (b"\xff\xfe", "is not a list of published files"),
        (b"x" * 3_000, "it is too large"),
    ],
)
def test_what_is_no_list_is_told(site: Path, data: bytes, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "_BOUND", 200_000 if data.startswith(b"[") else 2_000)
    with serve({f"/{OWNERSHIP}": data}) as host:
        done = call("publish", "plan", f"{host.url}/", folder=site)
    assert (done.status, done.out) == (1, "")
    assert message in done.err
    assert f"hint: name the list that publish sync has written, {OWNERSHIP}" in done.err
    write_files(site, {"list.json": data})
    assert call("publish", "plan", "list.json", folder=site).status in (1, 2)


def test_what_is_not_there_and_what_is_of_another_site_is_told(site: Path) -> None:
    with serve({}) as host:
        done = call("publish", "plan", f"{host.url}/", folder=site)
    assert (done.status, "cannot be read: it answers with 404" in done.err) == (1, True)
    done = call("publish", "plan", f"{host.url}/", folder=site)  # nobody is there any more
    assert (done.status, "cannot be read: connection refused" in done.err) == (1, True)
    listing = json.loads((site / "public" / OWNERSHIP).read_bytes())
    other = json.dumps(listing | {"site": "other.example/"}, ensure_ascii=False, indent=1, sort_keys=True)
    write_files(site, {"list.json": f"{other}\n".encode().replace(b'  "', b'  "')})
    done = call("publish", "plan", "list.json", folder=site)
    assert (done.status, "lists the site other.example/, and this one is canal-day.example/" in done.err) == (1, True)


def test_nothing_is_written_to_an_address(site: Path) -> None:
    done = call("publish", "sync", "https://canal-day.example/", folder=site)
    assert (done.status, "is neither a folder nor a bucket" in done.err) == (2, True)
