"""Rebuilding: whatever was done to a site, its output and its cache, a build comes to what one from nothing does."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import edit_scripts
import pytest
from edit_scripts import (
    DAMAGES,
    OF_CONFIG,
    OF_DESIGN,
    OF_FACTS,
    OF_TEXTS,
    ON_DISK,
    SITE,
    Row,
    Script,
    build,
    clean,
    damage,
    replace,
    restore,
    scripts,
    snapshot,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from laws import some, up_to
from whole_sites import REPOSITORY, Files, read_files, read_site, without, write_files

from microsite.files.ownership import OWNERSHIP

THEMES: dict[str, SearchStrategy[Script]] = {
    "texts": scripts(OF_TEXTS),
    "facts, design and configuration": scripts(OF_FACTS, OF_DESIGN, OF_CONFIG),
    "disk": scripts(ON_DISK, ON_DISK, ON_DISK, OF_TEXTS),
    "everything": scripts(OF_TEXTS, OF_FACTS, OF_DESIGN, OF_CONFIG, ON_DISK),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The site of the edit scripts, built once."""
    folder = write_files(tmp_path / "site", SITE)
    build(folder)
    return folder


def test_the_sitemap_follows_a_translation_of_the_home_page_that_comes(tmp_path: Path) -> None:
    files = read_site("conference")
    root = write_files(tmp_path / "site", without(files, "content/pages/home.zh.md"))
    assert build(root).status == 0
    write_files(root, {"content/pages/home.zh.md": files["content/pages/home.zh.md"]})
    assert build(root).status == 0
    assert read_files(root / "output") == clean(root)[2]


@pytest.mark.parametrize("theme", THEMES)
@settings(max_examples=up_to(30, few=1))
@given(data=st.data())
def test_a_rebuild_comes_to_what_a_build_from_nothing_does(theme: str, data: st.DataObject) -> None:
    edit_scripts.run(data.draw(THEMES[theme], label=theme))


@pytest.mark.law(every=4)
@pytest.mark.parametrize("rows", [OF_TEXTS, OF_FACTS, OF_DESIGN, OF_CONFIG], ids=["texts", "facts", "design", "config"])
def test_each_kind_of_edit_comes_to_what_a_build_from_nothing_does(rows: Sequence[Row], root: Path) -> None:
    rng = random.Random(7)  # noqa: S311 - the same edits every time
    for row in some(rows):
        for path in SITE:
            restore(root, path)
        edit = row.choose(rng)
        edit(root)
        build(root)


@pytest.mark.law(every=3)
@pytest.mark.parametrize("how", DAMAGES)
def test_damaged_output_is_made_again(how: str, root: Path) -> None:
    for number in range(0, 45, 4):
        damage(root, "output", number, how)
    build(root)


def test_a_build_without_changes_writes_nothing(root: Path) -> None:
    before = snapshot(root / "output")
    assert " files, 0 written, 0 removed in " in build(root).out
    assert snapshot(root / "output") == before


def test_warnings_of_pages_that_are_kept_are_told_again(root: Path) -> None:
    told = build(root).err
    assert [rule for rule in ("alt-missing", "heading-level", "html-removed") if f"warning[{rule}]" in told]
    replace(root, "content/pages/home.en.md", "Read about", "Hear of")
    assert build(root).err == told


# ---- builds that share a folder ---------------------------------------------------------------------------------


def start(root: Path, *words: str, package: Path = REPOSITORY) -> subprocess.Popen[bytes]:
    """Begin a build in a process of its own."""
    command = [sys.executable, str(package / "build.py"), "--root", str(root), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own program


def test_builds_at_the_same_time_wait_for_one_another_or_say_who_is_at_work(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", SITE)
    processes = [start(root, *words) for words in ((), ("--drafts",), ("--lang", "de"))]
    for process in processes:
        _, told = process.communicate(timeout=120)
        assert b"Traceback" not in told
        assert process.returncode == 0 or b"another build of this site is running (process " in told
    assert 0 in {process.returncode for process in processes}
    build(root)


@pytest.mark.slow
def test_builds_of_two_checkouts_into_one_folder_at_the_same_time_come_to_a_whole_site(tmp_path: Path) -> None:
    roots = [write_files(tmp_path / name, SITE) for name in ("one", "two")]
    words = ("--output-dir", str(tmp_path / "www"))
    for old, new in (("guests came", "guests stayed"), ("guests stayed", "guests left")):
        processes = [start(root, *words) for root in roots]
        told = [process.communicate(timeout=120)[1] for process in processes]
        assert [process.returncode for process in processes] == [0, 0], told
        assert read_files(tmp_path / "www") == edit_scripts.clean(roots[0])[2]
        for root in roots:
            replace(root, "content/press/opening.en.md", old, new)


def test_builds_in_processes_of_their_own_and_in_one_come_to_the_same(root: Path) -> None:
    replace(root, "content/site.yaml", "title: {de: Hafentage", "title: {de: Hafenfest")
    process = start(root, "-v")
    told = process.communicate(timeout=120)[1].decode()
    assert (process.returncode, edit_scripts.told_of_site(told)) == edit_scripts.clean(root)[:2]
    before = snapshot(root / "output")
    assert " 0 written, 0 removed " in build(root).out
    assert snapshot(root / "output") == before


# ---- the order of writing ---------------------------------------------------------------------------------------

TELL_ORDER = """
import os, sys
root = sys.argv[1]
log = open(os.path.join(root, "log"), "w")
def tell(event, arguments):
    if event in ("os.rename", "os.remove"):
        print(os.path.relpath(os.fsdecode(arguments[event == "os.rename"]), os.path.join(root, "output")), file=log)
sys.addaudithook(tell)
from microsite.commands.cli import main
status = main(["--root", root, "--jobs", "1"])
log.close()
sys.exit(status)
"""
"""Builds, and writes a line for each path that is renamed into its place in the output or removed from it."""


RANKS = (
    r"assets/.*|media/.*",
    r"../(press|glossary)/(?!page/|20)[^/]+/index.html|../(about|über-uns|imprint)/index.html",
    r"../index.html|../(press|glossary)/(20\d+/)?index.html|../feed.xml",
    r"sitemap.xml",
)
"""What comes in this order: copies, texts, what lists them, the sitemap. The rest may come when it likes."""


def ranks(paths: Iterable[str]) -> list[int]:
    """The ranks of those paths that have one."""
    return [rank for path in paths for rank, pattern in enumerate(RANKS) if re.fullmatch(pattern, path)]


def test_a_site_that_is_served_while_it_is_rebuilt_never_leads_to_what_is_not_there_yet(root: Path) -> None:
    for path, old, new in (
        ("templates/base.html", "<body>", "<body class='new'>"),
        ("templates/assets/style.css", "black", "navy"),
        ("templates/feed.xml", "<feed", "<feed "),
        ("templates/sitemap.xml", "<urlset", "<urlset "),
        ("content/press/opening.de.md", "slug: eröffnung", "slug: beginn"),
    ):
        replace(root, path, old, new)
    edit_scripts.add(root, "content/press/opening/map.pdf", "more")
    edit_scripts.write(
        root, "content/press/farewell.de.md", "---\ntitle: Abschied\ndate: 2025-12-12\n---\nLebt wohl.\n"
    )
    before = snapshot(root / "output")
    command = [sys.executable, "-c", TELL_ORDER, str(root)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own program
    after = snapshot(root / "output")
    events = (root / "log").read_text("utf-8").splitlines()

    def moment(path: str) -> int:
        """When a path came or went for the last time, alone or with its folder."""
        return max(number for number, event in enumerate(events) if path == event or path.startswith(f"{event}/"))

    came = {path: moment(path) for path in after if path != OWNERSHIP and after[path] != before.get(path)}
    gone = {path: moment(path) for path in before if path not in after}
    order = sorted(came, key=came.__getitem__)
    assert set(ranks(order)) == set(range(len(RANKS)))
    assert ranks(order) == sorted(ranks(order)), order
    assert gone
    assert min(gone.values()) > max(came.values())
    build(root)


# ---- the cache --------------------------------------------------------------------------------------------------


def cached(root: Path) -> list[Path]:
    """The files of the cache but the lock, which holds nothing."""
    return sorted(path for path in (root / ".cache").rglob("*") if path.is_file() and path.name != "lock")


def as_link_to_nowhere(path: Path) -> None:
    """Put a link in the place of a file."""
    path.unlink()
    path.symlink_to("nowhere")


def filled(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """What gives a file other bytes, made of those that it has."""

    def fill(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return fill


DAMAGED: dict[str, Callable[[Path], None]] = {
    "of another version": filled(lambda data: data.replace(b"1", b"7", 1)),
    "with something before": filled(lambda data: b"\xff" + data),
    "empty": filled(lambda _: b""),
    "a few bytes": filled(lambda data: data[:9]),
    "all but the last byte": filled(lambda data: data[:-1]),
    "nested too deep": filled(lambda _: b"[" * 100_000),
    "gone": Path.unlink,
    "a link to nowhere": as_link_to_nowhere,
}


@pytest.mark.law(every=4)
@pytest.mark.parametrize("damage", DAMAGED)
def test_a_cache_that_cannot_be_used_is_no_error(damage: str, root: Path) -> None:
    files = cached(root)
    assert files
    for path in files:
        DAMAGED[damage](path)
        replace(root, "content/press/opening.en.md", "guests came", f"guests came, {path.name} too")
        assert build(root).status == 0
    for path in cached(root):
        DAMAGED[damage](path)
    assert build(root).status == 0


def test_the_cache_may_be_deleted_at_any_time(root: Path) -> None:
    before = snapshot(root / "output")
    shutil.rmtree(root / ".cache")
    build(root)
    assert snapshot(root / "output") == before
    replace(root, "content/press/opening.en.md", "guests came", "guests stayed")
    shutil.rmtree(root / ".cache")
    build(root)


def moved(root: Path, folder: Path, *names: str) -> Path:
    """A copy of the site's sources, and of the folders of that name: other inodes, other times, as from an archive."""
    for name in ("content", "locales", "templates", *names):
        shutil.copytree(root / name, folder / name, copy_function=shutil.copyfile)
    return folder


def test_a_site_that_comes_from_another_machine_with_output_and_cache_is_not_written_again(
    root: Path, tmp_path: Path
) -> None:
    other = moved(root, tmp_path / "elsewhere", "output", ".cache")
    before = snapshot(other / "output")
    assert " 0 written, 0 removed " in build(other).out
    assert snapshot(other / "output") == before


@pytest.mark.parametrize("names", [(".cache",), ("output",)])
def test_a_cache_or_an_output_that_comes_alone_is_used_as_far_as_it_goes(
    names: tuple[str, ...], root: Path, tmp_path: Path
) -> None:
    other = moved(root, tmp_path / "elsewhere", *names)
    replace(other, "content/press/opening.en.md", "title: ", "title: New ")
    build(other)
    build(other)


def test_a_cache_of_other_sources_does_no_harm(root: Path, tmp_path: Path) -> None:
    other = moved(root, tmp_path / "elsewhere")
    replace(other, "content/press/opening.yaml", "1234567", "7654321")
    replace(other, "templates/term.html", "<dfn>", "<dfn class=term>")
    build(other)
    shutil.rmtree(root / ".cache")
    shutil.copytree(other / ".cache", root / ".cache")
    build(root)


def test_what_another_version_of_the_generator_made_is_made_again(root: Path, tmp_path: Path) -> None:
    package = tmp_path / "another version"
    shutil.copytree(REPOSITORY / "microsite", package / "microsite", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(REPOSITORY / "build.py", package / "build.py")
    with (package / "microsite/i18n/days.py").open("a", encoding="utf-8") as file:
        file.write("\n\nDays.write = lambda self, day: 'another day'\n")
    process = start(root, package=package)
    told = process.communicate(timeout=120)[1]
    assert process.returncode == 0, told.decode()
    # The filter of the template alone writes a date there: nothing else tells that the page is another.
    assert b"another day" in (root / "output/en/press/programme/index.html").read_bytes()
    build(root)


CARD = (
    (
        "model/kinds.py",
        "front_matter=(TITLE, SHORT_TITLE, SUMMARY, DATE,",
        'front_matter=(TITLE, Field("hall", "text", "Where."), SHORT_TITLE, SUMMARY, DATE,',
    ),
    (
        "model/entries.py",
        "    unwritten: tuple[str, ...] = ()\n",
        '    unwritten: tuple[str, ...] = ()\n    hall: str = ""\n',
    ),
    (
        "model/records.py",
        '    language: str = ""\n\n\nclass Naming',
        '    language: str = ""\n    hall: str = ""\n\n\nclass Naming',
    ),
    (
        "model/cards.py",
        "        short_title=entry.short_title,\n",
        "        short_title=entry.short_title,\n        hall=entry.hall,\n",
    ),
    (
        "pages/views.py",
        '            "place": card.place,\n',
        '            "place": card.place,\n            "hall": card.hall,\n',
    ),
)
"""What CONTRIBUTING.md says of a field that cards show: (module, what stands there, what is to stand there)."""


@pytest.mark.slow
def test_a_field_that_is_added_and_shown_on_cards_moves_all_that_shows_it(root: Path, tmp_path: Path) -> None:
    package = tmp_path / "with a hall"
    shutil.copytree(REPOSITORY / "microsite", package / "microsite", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(REPOSITORY / "build.py", package / "build.py")
    for module, old, new in CARD:
        text = (package / "microsite" / module).read_text("utf-8")
        assert text.count(old) == 1, module
        (package / "microsite" / module).write_text(text.replace(old, new), "utf-8")

    def made(folder: Path) -> Files:
        process = start(folder, package=package)
        told = process.communicate(timeout=120)[1]
        assert process.returncode == 0, told.decode()
        return read_files(folder / "output")

    shown = []
    for number, hall in enumerate(("Kaisaal", "")):
        edit_scripts.change_field(root, "content/press/opening.en.md", "hall", hall)
        found = made(root)
        edit_scripts.compare(found, made(moved(root, tmp_path / f"from nothing {number}")))
        shown.append({path for path, data in found.items() if hall and hall.encode() in data})
    assert shown[0] >= {"en/press/programme/index.html", "en/glossary/shore-power/index.html"}
    assert shown[1] == set()
