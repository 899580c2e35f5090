"""One site, one output folder: whose it is, and that no other site is built over it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from whole_sites import Done, Files, call, edit, read_files, read_site, without, write_files

from microsite.files.ownership import OWNERSHIP

SITE = read_site("minimal")
CONFIG = "content/site.yaml"
ADDRESS = "canal-day.example/"
OTHER = edit(SITE, CONFIG, f"https://{ADDRESS}", "https://lock-day.example/")
"""The same texts at another address."""

ABOUT = {"content/pages/about.en.md": b"---\ntitle: About\n---\nText.\n"}
NEWS = {
    "content/press/2025-01-01-news.en.md": b"---\ntitle: News\n---\nText.\n",
    "content/pages/history.en.md": b"---\ntitle: History\n---\nText.\n",
}
"""Texts of sites that have none in common."""

TEXTS = [path for path in SITE if path.endswith(".md") and "/home." not in path]
"""What has a page of its own."""


@pytest.fixture
def www(tmp_path: Path) -> Path:
    """An output folder outside of all roots, with the site in it, which was built in the root `one`."""
    folder = tmp_path / "www"
    root = write_files(tmp_path / "one", SITE | ABOUT)
    assert build(root, folder).status == 0
    return folder


def build(root: Path, output: Path, *words: str) -> Done:
    return call("--output-dir", str(output), *words, folder=root)


def refuse(root: Path, output: Path, told: str) -> None:
    """See that a root may not build into a folder, is told why, and has changed nothing there."""
    before = read_files(output)
    done = build(root, output)
    assert (done.status, done.out) == (2, "")
    assert f"error: “{output}” {told}" in done.err
    assert f"choose another folder with --output-dir, or delete “{output}” yourself" in done.err
    assert read_files(output) == before


def accept(root: Path, output: Path, *words: str) -> None:
    """See that a root may build into a folder, and that this comes to what a build from nothing does."""
    assert build(root, output, *words).status == 0
    new = output.with_name("a new folder")
    assert build(root, new, *words).status == 0
    assert read_files(output) == read_files(new)
    shutil.rmtree(new)


def site_of(output: Path) -> str:
    """The site that the list names."""
    return str(json.loads((output / OWNERSHIP).read_bytes()).get("site"))


def test_the_list_names_the_site(www: Path) -> None:
    assert site_of(www) == ADDRESS


def test_another_site_is_not_built_over_it(www: Path, tmp_path: Path) -> None:
    two = write_files(tmp_path / "two", OTHER)
    refuse(two, www, f"holds the site {ADDRESS}, and this one is lock-day.example/")
    assert build(two, tmp_path / "another").status == 0
    refuse(tmp_path / "one", tmp_path / "another", f"holds the site lock-day.example/, and this one is {ADDRESS}")


def test_a_copy_of_the_root_with_its_cache_at_another_address_is_another_site(www: Path, tmp_path: Path) -> None:
    two = tmp_path / "two"
    shutil.copytree(tmp_path / "one", two)
    write_files(two, {CONFIG: OTHER[CONFIG]})
    refuse(two, www, f"holds the site {ADDRESS}")


def test_another_site_that_is_built_for_the_same_address_is_another_site(www: Path, tmp_path: Path) -> None:
    two = write_files(tmp_path / "two", OTHER)
    assert build(two, www, "--base-url", f"https://{ADDRESS}").status == 2


@pytest.mark.law(every=5)
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ()),
        ({CONFIG: SITE[CONFIG].replace(b"title: ", b"title: New ")}, ()),
        ({CONFIG: SITE[CONFIG].replace(b"https:", b"http:")}, ()),
        ({}, ("--base-url", "https://preview.example/sub/")),
        ({}, ("--drafts",)),
        (NEWS, ()),
    ],
)
@pytest.mark.parametrize("how", ["in place", "without a cache", "moved", "a fresh clone"])
def test_the_same_site_is_built_again_wherever_it_lies(
    how: str, change: Files, words: tuple[str, ...], www: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "deeper/two"
    if how == "without a cache":
        shutil.rmtree(one / ".cache")
    elif how == "moved":
        two.parent.mkdir()
        one.rename(two)
    elif how == "a fresh clone":
        write_files(two, SITE | ABOUT)
    root = two if two.exists() else one
    write_files(root, change)
    accept(root, www, *words)
    accept(root, www)


def test_a_site_whose_address_changes_keeps_its_folder_and_may_change_back(www: Path, tmp_path: Path) -> None:
    one = tmp_path / "one"
    for files in (OTHER, SITE):
        write_files(one, {CONFIG: files[CONFIG]})
        accept(one, www)
    assert site_of(www) == ADDRESS


def test_a_root_that_was_copied_with_its_own_output_may_have_another_address(tmp_path: Path) -> None:
    one, two = write_files(tmp_path / "one", SITE), tmp_path / "two"
    assert call(folder=one).status == 0
    shutil.copytree(one, two)
    write_files(two, {CONFIG: OTHER[CONFIG]})
    accept(two, two / "output")


def test_without_a_cache_a_site_of_another_address_is_another_site(www: Path, tmp_path: Path) -> None:
    one = tmp_path / "one"
    write_files(one, {CONFIG: OTHER[CONFIG]})
    shutil.rmtree(one / ".cache")
    refuse(one, www, f"holds the site {ADDRESS}")
    shutil.rmtree(www)
    accept(one, www)


# ---- sites of one address, and lists that name none -------------------------------------------------------------


def forget_site(output: Path) -> None:
    """Let the list name no site, as one of the version before."""
    listed = json.loads((output / OWNERSHIP).read_bytes())
    del listed["site"]
    (output / OWNERSHIP).write_text(json.dumps(listed))


def test_a_list_of_the_version_before_is_taken_over_by_the_site_whose_files_it_names(www: Path, tmp_path: Path) -> None:
    for root in (tmp_path / "one", write_files(tmp_path / "two", SITE | ABOUT | NEWS)):
        forget_site(www)
        accept(root, www)
        assert site_of(www) == ADDRESS


def test_a_site_that_has_no_text_in_common_with_a_list_that_names_none_is_another_site(
    www: Path, tmp_path: Path
) -> None:
    forget_site(www)
    two = write_files(tmp_path / "two", without(OTHER, *TEXTS) | NEWS)
    refuse(two, www, "seems to hold another site: it has “en/about/index.html”")


def test_a_site_of_the_same_address_that_has_no_text_in_common_is_another_site(www: Path, tmp_path: Path) -> None:
    two = write_files(tmp_path / "two", without(SITE, *TEXTS) | NEWS)
    refuse(two, www, "seems to hold another site: it has “en/about/index.html”")
    write_files(two, ABOUT)
    accept(two, www)


def test_the_root_that_wrote_the_texts_may_replace_all_of_them(www: Path, tmp_path: Path) -> None:
    one = tmp_path / "one"
    for path in (*TEXTS, *ABOUT):
        (one / path).unlink()
    write_files(one, NEWS)
    accept(one, www)


def test_a_folder_of_one_language_is_built_in_another_even_without_a_cache(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", read_site("trilingual"))
    for words in (("--lang", "de"), ("--lang", "en"), ()):
        accept(root, tmp_path / "www", *words)
        shutil.rmtree(root / ".cache")
