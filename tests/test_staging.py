"""Applying a plan to the output folder, all of it or nothing: on a real disk, with real kills."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from publishing import (
    copy,
    digest,
    page,
    publish,
    python,
    rules,
    site,
    stage_page,
    tree,
    unprivileged,
    write,
)

from microsite.build.plan import make_plan
from microsite.files.disk import UsageError
from microsite.files.folder import check_strays, claim, hold, survey
from microsite.files.obstacles import is_let_go
from microsite.files.ownership import OWNERSHIP, STAGING
from microsite.files.staging import stage
from microsite.files.turns import hold_folder

# ---- doing what a plan says -----------------------------------------------------------------------------------


def stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_pages_and_copies_are_written_and_listed(tmp_path: Path) -> None:
    picture = b"\x89PNG" * 1_000_000
    write(tmp_path, {"content/press/a/halle.png": ""})
    (tmp_path / "content/press/a/halle.png").write_bytes(picture)
    job = copy("media/halle.png", "content/press/a/halle.png", picture)
    applied = publish(tmp_path, {"zh/人才/index.html": "重庆", "index.html": ""}, [job])
    assert tree(tmp_path / "output") == {
        "index.html": b"",
        "media/halle.png": picture,
        "zh/人才/index.html": "重庆".encode(),
        OWNERSHIP: (tmp_path / "output" / OWNERSHIP).read_bytes(),
    }
    assert json.loads((tmp_path / "output" / OWNERSHIP).read_text(encoding="utf-8")) == {
        "version": 1,
        "files": {
            "index.html": digest(b""),
            "media/halle.png": digest(picture),
            "zh/人才/index.html": digest("重庆".encode()),
        },
    }
    assert applied.written == ("media/halle.png", "zh/人才/index.html", "index.html")


def test_files_may_be_read_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    publish(tmp_path, {"index.html": "x"})
    os.umask(before)
    assert stat.S_IMODE((tmp_path / "output/index.html").stat().st_mode) == 0o640


def test_two_folders_hold_the_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    pages = {"b.html": "b", "a/index.html": "a", "c.html": "c"}
    publish(tmp_path / "one", pages)
    publish(tmp_path / "two", dict(reversed(pages.items())))
    assert tree(tmp_path / "one/output") == tree(tmp_path / "two/output")


def test_a_build_without_changes_touches_nothing(tmp_path: Path) -> None:
    pages = {"de/index.html": "x", "en/index.html": "y"}
    publish(tmp_path, pages)
    before = stamps(tmp_path / "output")
    applied = publish(tmp_path, pages)
    assert (applied.digests, applied.written, applied.removed) == ({}, (), ())
    assert stamps(tmp_path / "output") == before


def test_a_file_with_the_same_bytes_is_not_touched_even_without_records(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.bin": "bytes"})
    job = copy("a.bin", "content/a.bin", b"bytes")
    publish(tmp_path, {"de/index.html": "x", "en/index.html": "y"}, [job])
    before = stamps(tmp_path / "output")
    shutil.rmtree(tmp_path / ".cache")
    applied = publish(tmp_path, {"de/index.html": "x", "en/index.html": "y"}, [job])
    assert (set(applied.digests), applied.written) == ({"de/index.html", "en/index.html", "a.bin"}, ())
    assert stamps(tmp_path / "output") == before


def test_only_the_page_that_changed_is_written(tmp_path: Path) -> None:
    publish(tmp_path, {"de/index.html": "x", "en/index.html": "y"})
    assert publish(tmp_path, {"de/index.html": "x", "en/index.html": "z"}).written == ("en/index.html",)
    assert site(tmp_path / "output") == {"de/index.html": "x", "en/index.html": "z"}


def test_what_nobody_wants_goes_with_its_empty_folders(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "x", "de/press/alt/index.html": "x", "de/index.html": "x"})
    assert publish(tmp_path, {"index.html": "x", "de/index.html": "x"}).removed == ("de/press/alt/index.html",)
    assert sorted(path.name for path in (tmp_path / "output").rglob("*")) == [
        OWNERSHIP,
        "de",
        "index.html",
        "index.html",
    ]


def test_what_somebody_edited_or_deleted_is_made_again(tmp_path: Path) -> None:
    pages = {"de/index.html": "x", "en/index.html": "y"}
    publish(tmp_path, pages)
    write(tmp_path, {"output/de/index.html": "edited"})
    (tmp_path / "output/en/index.html").unlink()
    publish(tmp_path, pages)
    assert site(tmp_path / "output") == pages


def test_strays_are_kept_and_told_a_foreign_folder_once(tmp_path: Path) -> None:
    publish(tmp_path, {"de/index.html": "x", "de/alt/index.html": "x"})
    strays = {"CNAME": "talent.example", "de/alt/notiz.txt": "x", "archiv/2024/a.html": "x", "archiv/b.html": "x"}
    write(tmp_path / "output", strays | {"de/.DS_Store": "x"})
    (tmp_path / "output/link").symlink_to("archiv")
    publish(tmp_path, {"de/index.html": "x"})
    with claim(tmp_path, tmp_path / "output") as found:
        diagnostics = check_strays(found)
    assert rules(diagnostics) == [
        ("output-stray", "output/CNAME"),
        ("output-stray", "output/archiv/"),
        ("output-stray", "output/de/alt/"),
        ("output-stray", "output/link"),
    ]
    assert {path: text for path, text in site(tmp_path / "output").items() if path in strays} == strays


def test_a_folder_without_strays_tells_nothing(tmp_path: Path) -> None:
    publish(tmp_path, {"de/index.html": "x"})
    with claim(tmp_path, tmp_path / "output") as found:
        assert check_strays(found) == ()


@pytest.mark.parametrize("stray", ["en/about/index.html", "en/about", "en", "feed.xml/deep/x", "EN/About/Index.html"])
def test_a_stray_in_the_way_is_told_before_anything_is_written(stray: str, tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "old"})
    write(tmp_path / "output", {stray: "mine"})
    before = tree(tmp_path)
    with pytest.raises(UsageError, match=f"“output/{stray}”"):
        publish(tmp_path, {"index.html": "new", "en/about/index.html": "x", "feed.xml": "x"})
    assert tree(tmp_path) == before


def test_many_strays_in_the_way_are_counted(tmp_path: Path) -> None:
    publish(tmp_path, {})
    pages = {f"{number}.html": "x" for number in range(5)}
    write(tmp_path / "output", pages)
    with pytest.raises(UsageError, match="and 2 more"):
        publish(tmp_path, pages)


@pytest.mark.parametrize("link", ["de", "de/press", "de/press/a.html"])
def test_nothing_is_written_or_removed_through_a_link(link: str, tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/a.html": "mine", "elsewhere/press/a.html": "mine"})
    publish(tmp_path, {"de/press/a.html": "x"})
    path = tmp_path / "output" / link
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    path.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = tree(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match=f"“output/{link}”"):
        publish(tmp_path, {"de/press/a.html": "new"})
    publish(tmp_path, {})
    assert tree(tmp_path / "elsewhere") == before
    assert path.is_symlink()


def test_a_file_gives_way_to_a_folder_and_back(tmp_path: Path) -> None:
    one = {"de/about": "file", "en/a/b/index.html": "deep", "zh/index.html": "x"}
    two = {"de/about/index.html": "folder", "en/a": "file", "zh/index.html": "x"}
    publish(tmp_path, one)
    publish(tmp_path, two)
    assert site(tmp_path / "output") == two
    publish(tmp_path, one)
    assert site(tmp_path / "output") == one


def test_an_empty_folder_gives_way_to_a_file(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "x"})
    (tmp_path / "output/feed/left/empty").mkdir(parents=True)
    publish(tmp_path, {"index.html": "x", "feed": "x"})
    assert site(tmp_path / "output") == {"index.html": "x", "feed": "x"}


@pytest.mark.parametrize(
    "path", ["../a.html", "/a.html", "de/../../a.html", "", "de/", "a\\b", "c:a", OWNERSHIP, STAGING]
)
def test_a_target_outside_of_the_folder_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        publish(tmp_path, {path: "x"})
    assert set(tree(tmp_path)) == {".cache/microsite/lock"}


def test_a_file_that_changes_before_it_is_copied_leaves_the_old_site(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.bin": "sooner"})
    publish(tmp_path, {}, [copy("a.bin", "content/a.bin", b"sooner")])
    write(tmp_path, {"content/a.bin": "later, and looked at by nobody"})
    with pytest.raises(UsageError, match=r"“content/a.bin” was changed while the site was built"):
        publish(tmp_path, {}, [copy("a.bin", "content/a.bin", b"looked at")])
    assert site(tmp_path / "output") == {"a.bin": "sooner"}


def test_a_full_disk_leaves_the_old_site_byte_for_byte(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "old", "b.html": "old"})
    before = tree(tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(UsageError, match=os.strerror(errno.EFBIG)) as caught:
            publish(tmp_path, {"a.html": "new", "b.html": "x" * 2000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.status == 1
    assert tree(tmp_path) == before


def test_a_name_that_the_disk_does_not_hold_is_told_before_anything_takes_its_place(tmp_path: Path) -> None:
    publish(tmp_path, {"assets/a.css": "old"})
    before = tree(tmp_path / "output")
    with pytest.raises(UsageError, match=os.strerror(errno.ENAMETOOLONG)):
        publish(tmp_path, {"assets/a.css": "new", f"assets/{'b' * 256}.css": "new"})
    assert tree(tmp_path / "output") == before


def test_a_folder_that_may_not_be_written_is_told(open_folder: Path) -> None:
    with unprivileged():
        publish(open_folder, {"a.html": "old"})
        (open_folder / "output").chmod(0o555)
        with pytest.raises(UsageError, match=r"“output/\.microsite-new/lock” cannot be .* Permission denied") as caught:
            publish(open_folder, {"a.html": "new"})
        (open_folder / "output").chmod(0o755)
    assert caught.value.status == 1
    assert site(open_folder / "output") == {"a.html": "old"}


LEFT = r"“output” is left as it is, since these cannot be changed: "

FULL = {"a.html": "old", "de/a.html": "old", "de/press/b/index.html": "old", "en/a.html": "old", "zz.html": "old"}
"""A site of which one folder or file is kept from changing, while others come before and after it."""


@pytest.mark.parametrize(
    ("closed", "pages"),
    [
        ("de", FULL | {"a.html": "new", "de/a.html": "new", "zz.html": "new"}),  # replaced
        ("de", FULL | {"a.html": "new", "de/new.html": "new", "zz.html": "new"}),  # new
        ("de", FULL | {"a.html": "new", "de/new/deep/index.html": "new", "zz.html": "new"}),  # new with its folders
        ("de", {"a.html": "new", "de/press/b/index.html": "old", "en/a.html": "old"}),  # removed
        ("de", {"a.html": "new", "de/a.html": "old", "en/a.html": "old"}),  # emptied, and then removed
        ("de/press/b", {"a.html": "new", "de/a.html": "old", "en/a.html": "old"}),
        ("de/press/b", FULL | {"a.html": "new", "de/press/b/index.html": "new"}),
    ],
)
def test_a_folder_that_may_not_be_written_to_leaves_all_as_it_is(
    closed: str, pages: dict[str, str], open_folder: Path
) -> None:
    output = open_folder / "output"
    with unprivileged():
        publish(open_folder, FULL)
        before = tree(open_folder)
        (output / closed).chmod(0o555)
        with pytest.raises(UsageError, match=LEFT + f"“output/{closed}”") as caught:
            publish(open_folder, pages)
        assert caught.value.status == 1
        assert caught.value.hint
        assert tree(open_folder) == before
        publish(open_folder, FULL | {"en/a.html": "new"})  # where nothing has to change, nobody asks
        (output / closed).chmod(0o755)
        publish(open_folder, pages)
    assert site(output) == pages


def test_of_many_folders_that_may_not_be_written_to_three_are_named(open_folder: Path) -> None:
    with unprivileged():
        publish(open_folder, {f"{name}/a.html": "old" for name in "abcde"})
        for name in "abcde":
            (open_folder / "output" / name).chmod(0o555)
        with pytest.raises(UsageError, match=LEFT + "“output/a”, “output/b”, “output/c” and 2 more"):
            publish(open_folder, {f"{name}/a.html": "new" for name in "abcde"})
        for name in "abcde":
            (open_folder / "output" / name).chmod(0o755)


def test_files_that_are_read_only_are_replaced_and_removed(open_folder: Path) -> None:
    with unprivileged():
        publish(open_folder, FULL)
        for path in ("de/a.html", "de/press/b/index.html"):
            (open_folder / "output" / path).chmod(0o444)
        publish(open_folder, {"de/a.html": "new"})
    assert site(open_folder / "output") == {"de/a.html": "new"}


def status(mode: int, owner: int) -> os.stat_result:
    return os.stat_result((mode, 0, 0, 1, owner, 0, 0, 0, 0, 0))


def test_a_file_of_another_owner_may_go_unless_the_folder_is_sticky() -> None:
    theirs = status(0o644, 1)
    assert not is_let_go(2, status(0o1777, 1), theirs)
    assert is_let_go(2, status(0o777, 1), theirs)
    assert is_let_go(2, status(0o1777, 2), theirs)
    assert is_let_go(2, status(0o1777, 1), status(0o644, 2))
    assert is_let_go(0, status(0o1777, 1), theirs)


def test_a_copy_whose_source_is_gone_leaves_the_old_site(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "old"})
    before = tree(tmp_path)
    with pytest.raises(UsageError, match=r"“content/gone\.pdf”"):
        publish(tmp_path, {"a.html": "new"}, [copy("gone.pdf", "content/gone.pdf", b"")])
    assert tree(tmp_path) == before


def test_what_a_killed_build_left_waiting_is_swept_and_makes_no_folder_foreign(tmp_path: Path) -> None:
    write(tmp_path, {f"output/{STAGING}/0": "half a pa", f"output/{STAGING}/list": "{"})
    publish(tmp_path, {"index.html": "x"})
    assert site(tmp_path / "output") == {"index.html": "x"}


def test_what_a_process_of_a_killed_build_still_writes_does_not_get_among_the_files_of_the_next(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with claim(tmp_path, tmp_path / "output") as found, stage(found) as staging:
        child = os.fork()
        if not child:
            try:
                for number in range(300):
                    with suppress(UsageError):  # its folder was swept away under its hands
                        staging.put(f"en/{number}/late.html", b"late", digest(b"late"))
                    os.write(writing, b"x")
            finally:
                os._exit(number != 299)
        os.read(reading, 1)
    for build in count():
        pages = {"en/index.html": str(build), f"en/{build}/index.html": "x"}
        publish(tmp_path, pages)
        assert site_without_waiting(tmp_path / "output") == pages
        if os.waitpid(child, os.WNOHANG) != (0, 0):
            break
    os.close(reading)
    os.close(writing)
    publish(tmp_path, {"index.html": "x"})
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == [OWNERSHIP, "index.html"]


def site_without_waiting(folder: Path) -> dict[str, str]:
    return {path: text for path, text in site(folder).items() if not path.startswith(STAGING)}


def test_a_link_in_the_place_of_the_waiting_room_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/mine.txt": "x"})
    publish(tmp_path, {})
    (tmp_path / "output" / STAGING).symlink_to(tmp_path / "elsewhere")
    publish(tmp_path, {"index.html": "x"})
    assert site(tmp_path / "elsewhere") == {"mine.txt": "x"}
    assert site(tmp_path / "output") == {"index.html": "x"}


# ---- before it is settled -------------------------------------------------------------------------------------


def test_what_waits_is_not_seen_and_goes_if_it_is_not_settled(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "old"})
    before = tree(tmp_path)
    with claim(tmp_path, tmp_path / "output") as found, stage(found) as staging:
        stage_page(staging, "index.html", b"new")
        stage_page(staging, "de/index.html", b"new")
        assert site(tmp_path / "output")["index.html"] == "old"
        assert not (tmp_path / "output/de").exists()
    assert tree(tmp_path) == before


def test_a_page_that_the_plan_does_not_want_does_not_come_along_with_its_folder(tmp_path: Path) -> None:
    wanted = page("de/press/a/index.html", "a")
    with claim(tmp_path, tmp_path / "output") as found, stage(found) as staging:
        for path in ("de/press/a/index.html", "de/press/b/index.html", "de/c.html"):
            stage_page(staging, path, b"a")
        applied = staging.settle(make_plan([wanted], {}, {}).change)
    assert applied.written == ("de/press/a/index.html",)
    assert [path.name for path in (tmp_path / "output/de").rglob("*")] == ["press", "a", "index.html"]


def test_a_page_written_twice_is_what_was_written_last(tmp_path: Path) -> None:
    publish(tmp_path, {"a.html": "old", "b/c.html": "old"})
    jobs = [page("a.html", "x"), page("b/c.html", "x")]
    with claim(tmp_path, tmp_path / "output") as found, stage(found) as staging:
        for text in (b"first, and longer", b"old"):
            stage_page(staging, "a.html", text)
        for text in (b"first, and longer", b"last"):
            stage_page(staging, "b/c.html", text)
        assert staging.settle(make_plan(jobs, {}, found.present).change).written == ("b/c.html",)
    assert site(tmp_path / "output") == {"a.html": "old", "b/c.html": "last"}


def test_a_new_folder_takes_its_place_whole_and_one_that_is_there_stays(tmp_path: Path) -> None:
    publish(tmp_path, {"de/index.html": "x"})
    old = (tmp_path / "output/de").stat().st_ino
    with claim(tmp_path, tmp_path / "output") as found, stage(found) as staging:
        stage_page(staging, "de/press/a/index.html", b"a")
        (room,) = (path for path in (tmp_path / "output" / STAGING).iterdir() if path.is_dir())
        new = (room / "de/press").stat().st_ino
        staging.settle(make_plan([page("de/press/a/index.html", "a")], {}, found.present).change)
    assert ((tmp_path / "output/de").stat().st_ino, (tmp_path / "output/de/press").stat().st_ino) == (old, new)


def test_pages_may_have_the_names_of_our_own_files_further_down(tmp_path: Path) -> None:
    pages = {f"de/{OWNERSHIP}": "x", f"de/{STAGING}/index.html": "x"}
    publish(tmp_path, pages)
    publish(tmp_path, pages | {"index.html": "x"})
    assert {path: data.decode() for path, data in tree(tmp_path / "output").items() if path != OWNERSHIP} == pages | {
        "index.html": "x"
    }


def test_what_is_seen_after_settling_is_what_a_look_finds(tmp_path: Path) -> None:
    for pages in (
        {"index.html": "x", "de/a/index.html": "x", "de/b/index.html": "x"},
        {"index.html": "x", "de/a/index.html": "y", "en/index.html": "x"},
    ):
        applied = publish(tmp_path, pages)
        with hold(tmp_path, tmp_path / "output") as place:
            clean, found = survey(place), survey(place, applied.seen)
        assert found == clean
        assert {path: mark for path, (_, mark) in applied.seen.files.items()} == {
            path: digest(data) for path, data in tree(tmp_path / "output").items()
        }


# ---- interrupted at any call ---------------------------------------------------------------------------------------


def interrupt_at(moment: int, work: Callable[[], object]) -> bool:
    """Do something, with one Ctrl-C after so many calls, where Python looks for signals; False if there are fewer.

    Whatever is interrupted puts things in order undisturbed, as in a command.
    """
    calls = count()

    def profile(_frame: object, event: str, _argument: object) -> None:
        if event in {"call", "c_return"} and next(calls) == moment:
            signal.raise_signal(signal.SIGINT)

    def interrupt(*_: object) -> NoReturn:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    handler = signal.signal(signal.SIGINT, interrupt)
    sys.setprofile(profile)
    try:
        work()
    except KeyboardInterrupt:
        pass
    finally:
        sys.setprofile(None)
        signal.signal(signal.SIGINT, handler)
    return next(calls) > moment


@pytest.mark.filterwarnings("ignore:unclosed")  # what was just opened: the process ends then
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # where a generator ends (Python 3.13)
def test_a_build_interrupted_at_any_call_of_taking_its_turn_leaves_no_place_where_files_wait(tmp_path: Path) -> None:
    def take_turn() -> None:
        with hold_folder(tmp_path, tmp_path / "output", 0):
            write(tmp_path, {f"output/{STAGING}/x/index.html": ""})

    for moment in count():
        was_interrupted = interrupt_at(moment, take_turn)
        assert not (tmp_path / "output" / STAGING).exists(), moment
        if not was_interrupted:
            break
    assert moment > 100


# ---- killed at any point --------------------------------------------------------------------------------------

OLD = {"a.html": "old a", "de/index.html": "same", "en/x": "file", "zh/y/index.html": "folder", "gone/index.html": "x"}
NEW = {"a.html": "new a", "de/index.html": "same", "en/x/index.html": "folder", "zh/y": "file", "new/index.html": "x"}


def publish_pages(root: Path, pages: Mapping[str, str]) -> None:
    logo = f"logo of {pages['a.html']}".encode()
    (root / "content").mkdir(parents=True, exist_ok=True)
    (root / "content/logo.png").write_bytes(logo)
    publish(root, pages, [copy("logo.png", "content/logo.png", logo)])


def kill_everywhere(folder: Path) -> None:
    """Build NEW over OLD again and again, each time killed one operation of the disk later, until one gets through."""
    operations = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir"}
    publish_pages(folder / "base", OLD)
    for number in count(1):
        root = folder / str(number)
        shutil.copytree(folder / "base", root)
        child = os.fork()
        if not child:
            left = iter(range(number))

            def kill(event: str, _: tuple[object, ...], left: Iterator[int] = left) -> None:
                if event in operations and next(left, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)

            sys.addaudithook(kill)
            publish_pages(root, NEW)
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            return


@pytest.mark.slow
def test_a_build_killed_at_any_point_leaves_whole_files_and_the_next_one_puts_it_right(tmp_path: Path) -> None:
    script = "import sys, pathlib, test_staging; test_staging.kill_everywhere(pathlib.Path(sys.argv[1]))"
    with python(script, str(tmp_path)) as process:
        process.communicate(timeout=120)
    assert process.returncode == 0
    for name, pages in (("clean-old", OLD), ("clean-new", NEW)):
        publish_pages(tmp_path / name, pages)
    roots = [path for path in tmp_path.iterdir() if path.name.isdigit()]
    assert len(roots) > 30
    texts = [site(tmp_path / name / "output") for name in ("clean-old", "clean-new")]
    for root in roots:
        found = {path: text for path, text in site(root / "output").items() if not path.startswith(STAGING)}
        assert all(text in {both.get(path) for both in texts} for path, text in found.items()), root.name
        shutil.copytree(root, root.with_suffix(".back"))
        for again, pages, clean in ((root, NEW, "clean-new"), (root.with_suffix(".back"), OLD, "clean-old")):
            publish_pages(again, pages)
            assert tree(again / "output") == tree(tmp_path / clean / "output"), root.name
            assert all(any(path.iterdir()) for path in (again / "output").rglob("*") if path.is_dir()), root.name


# ---- the law --------------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["a", "a/index.html", "a/b/index.html", "A", "b/a", "b", "über", "重庆/index.html"])
SITES = st.dictionaries(NAMES, st.sampled_from(["one", "two"])).filter(
    lambda pages: not any(path.startswith(f"{other}/") for path in pages for other in pages)
)


@settings(max_examples=up_to(40))
@given(st.lists(st.tuples(SITES, st.booleans()), min_size=1, max_size=4))
def test_one_build_after_another_equals_a_clean_build(builds: list[tuple[dict[str, str], bool]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for pages, forget in builds:
            publish(root / "often", pages)
            if forget:
                shutil.rmtree(root / "often/.cache")
        publish(root / "once", builds[-1][0])
        assert tree(root / "often/output") == tree(root / "once/output")
        folders = [path for path in (root / "often/output").rglob("*") if path.is_dir()]
        assert all(any(folder.iterdir()) for folder in folders)
