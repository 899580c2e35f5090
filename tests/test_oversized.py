"""Files of a terabyte, pipes and devices: refused by what they are, before anybody reads them."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from whole_sites import call, output, read_site, write_files

from microsite.files.cache import open_cache, read_cached, write_cached
from microsite.files.disk import UsageError
from microsite.files.folder import hold, survey
from microsite.files.ownership import OWNERSHIP
from microsite.files.tree import read_tree
from microsite.model.source import MEDIA_BOUND

TERABYTE = 10**12


@pytest.fixture(autouse=True)
def little_memory() -> Iterator[None]:
    """Let nobody read what is refused: this process may take no more than four gigabytes."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (4 * 10**9, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def sparse(path: Path, size: int = TERABYTE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(size)
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", read_site("minimal"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("content/press/a.de.md", "has 1,000,000.0 MB; a text may have 2 MB"),
        ("content/press/a.yaml", "has 1,000,000.0 MB; a text may have 2 MB"),
        ("locales/de/LC_MESSAGES/messages.po", "has 1,000,000.0 MB; a text may have 2 MB"),
        ("templates/page.html", "has 1,000,000.0 MB; a text may have 2 MB"),
        ("content/press/a/film.mp4", "has 1,000,000.0 MB; a picture, film or download may have 1,000 MB"),
        ("templates/assets/font.woff2", "has 1,000,000.0 MB; a picture, film or download may have 1,000 MB"),
    ],
)
def test_a_file_of_a_terabyte_is_refused_by_its_size(name: str, told: str, site: Path) -> None:
    sparse(site / name)
    for _ in range(2):  # what was seen is told again
        tree = read_tree(site)
        (found,) = tree.problems
        assert found.span
        assert (found.rule, found.span.path) == ("file-too-large", name)
        assert told in found.message
        assert name not in {source.path for source in tree.sources}
    done = call(folder=site)
    assert done.status == 1
    assert told in done.err
    assert not (site / "output").exists()


def test_a_download_of_the_bound_is_none_too_large(site: Path) -> None:
    sparse(site / "content/press/a/film.mp4", 3_000_000)
    assert read_tree(site).problems == ()
    sparse(site / "content/press/a/film.mp4", MEDIA_BOUND + 1)
    assert [found.rule for found in read_tree(site).problems] == ["file-too-large"]


def test_a_text_that_becomes_a_terabyte_while_the_site_is_built_is_not_read(site: Path) -> None:
    source = next(source for source in read_tree(site).sources if source.path.endswith(".md"))
    sparse(site / source.path)
    with pytest.raises(UsageError, match="cannot be read"):
        assert source.data


def test_what_is_too_large_in_the_cache_or_the_output_is_made_again(site: Path) -> None:
    assert call(folder=site).status == 0
    made = output(site)
    for path in sorted((site / ".cache/microsite").iterdir()):
        if path.is_file() and path.name != "lock":
            sparse(path)
    sparse(site / "output/index.html")
    assert call(folder=site).status == 0
    assert output(site) == made


def test_a_cache_that_is_a_pipe_or_too_large_is_damaged(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    write_cached(cache, "a", "1", [1])
    sparse(cache.path("a"))
    assert read_cached(cache, "a", "1") == (None, "damaged")
    os.mkfifo(cache.path("b"))
    assert read_cached(cache, "b", "1") == (None, "damaged")


@pytest.mark.parametrize("kind", ["terabyte", "pipe"])
def test_a_list_of_what_is_ours_that_nobody_can_read_is_damaged(kind: str, site: Path) -> None:
    assert call(folder=site).status == 0
    listed = site / "output" / OWNERSHIP
    listed.unlink()
    if kind == "pipe":
        os.mkfifo(listed)
    else:
        sparse(listed)
    with hold(site, site / "output") as place, pytest.raises(UsageError, match="is damaged"):
        survey(place)
    assert call(folder=site).status == 2


@pytest.fixture
def odd(tmp_path: Path) -> dict[str, str]:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "leads to itself.csv").symlink_to("leads to itself.csv")
    return {
        "pipe": str(tmp_path / "pipe.csv"),
        "folder": str(tmp_path / "folder.csv"),
        "device": "/dev/zero",
        "terabyte": str(sparse(tmp_path / "large.csv")),
        "loop": str(tmp_path / "leads to itself.csv"),
        "nothing": str(tmp_path / "none.csv"),
        "file": str(sparse(tmp_path / "small.csv", 3)),
    }


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("pipe", "cannot be read: it is a pipe, a socket or a device"),
        ("device", "cannot be read: it is a pipe, a socket or a device"),
        ("folder", "cannot be read: it is a folder"),
        ("terabyte", "has 1,000,000.0 MB; at most 50 MB are read"),
        ("loop", "cannot be read"),
        ("nothing", "cannot be read: No such file or directory"),
    ],
)
def test_a_table_that_is_no_file_or_too_large_is_refused(kind: str, told: str, site: Path, odd: dict[str, str]) -> None:
    done = call("glossary", "import", odd[kind], folder=site)
    assert done.status == 2
    assert f"error: “{odd[kind]}” {told}" in done.err
    assert "hint: name a table of terms" in done.err


def test_a_table_is_read_through_a_link(site: Path, tmp_path: Path) -> None:
    write_files(site, {"terms.csv": b"key,term.en\nhub,Hub\n"})
    (tmp_path / "link.csv").symlink_to(site / "terms.csv")
    assert call("glossary", "import", str(tmp_path / "link.csv"), folder=site).status == 0
    assert (site / "content/glossary/hub.en.md").is_file()


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_a_trace_is_written_to_no_pipe_and_no_device(kind: str, site: Path, odd: dict[str, str]) -> None:
    done = call("--profile", odd[kind], folder=site)
    assert done.status == 2
    assert f"the trace cannot be written to “{odd[kind]}”: it is a" in done.err
    assert not (site / "output").exists()  # it is told before anything is built


@pytest.mark.parametrize("kind", ["pipe", "device", "terabyte", "loop", "nothing", "file"])
@pytest.mark.parametrize("words", [(), ("check",), ("status",), ("i18n", "check")], ids=" ".join)
def test_a_root_that_is_no_folder_is_refused(
    kind: str, words: tuple[str, ...], odd: dict[str, str], tmp_path: Path
) -> None:
    done = call(*words, "--root", odd[kind], folder=tmp_path)
    assert done.status == 2
    assert "error: " in done.err
    assert "folder" in done.err


@pytest.mark.parametrize("kind", ["pipe", "device", "terabyte"])
def test_no_output_goes_into_what_is_no_folder(kind: str, site: Path, odd: dict[str, str]) -> None:
    done = call("--output-dir", odd[kind], folder=site)
    assert done.status == 2
    assert "cannot be the output folder: it is a file" in done.err
