"""Reading the tree, owning the output folder, one build at a time: on a real disk, with real kills and real locks."""

from __future__ import annotations

import errno
import importlib.metadata
import os
import shutil
import signal
import socket
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from publishing import (
    REPOSITORY,
    digest,
    publish,
    python,
    read_manifest,
    rules,
    site,
    tree,
    unprivileged,
    write,
)

from microsite.build.plan import make_plan
from microsite.diagnostics.problems import Diagnostic
from microsite.files.cache import Cached
from microsite.files.disk import UsageError, telling
from microsite.files.engine import EXTRAS, LIBRARIES, read_engine, read_versions
from microsite.files.folder import check_strays, claim, hold
from microsite.files.opening import read_file
from microsite.files.ownership import OWNERSHIP, STAGING
from microsite.files.records import read_records, write_records
from microsite.files.staging import stage, sweep
from microsite.files.tree import is_ignored, read_tree, write_sources
from microsite.model.source import HEAD, TEXT_BOUND, Source


def read(root: Path) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    found = read_tree(root)
    return found.sources, found.problems


# ---- the tree -------------------------------------------------------------------------------------------------


def test_the_three_folders_are_read_sorted_by_path_with_digests(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "templates/page.html": "<p>",
            "locales/zh/LC_MESSAGES/messages.po": "",
            "content/press/重庆.zh.md": "人才",
            "content/press/a.de.md": "ä",
            "content/press/a/b.de.md": "",
            "README.md": "not read",
        },
    )
    sources, diagnostics = read(tmp_path)
    assert diagnostics == ()
    assert [source.path for source in sources] == [
        "content/press/a.de.md",
        "content/press/a/b.de.md",
        "content/press/重庆.zh.md",
        "locales/zh/LC_MESSAGES/messages.po",
        "templates/page.html",
    ]
    assert sources[0].data == "ä".encode()
    assert all(source.digest == digest(source.data) for source in sources)


def test_a_root_without_the_folders_has_no_sources(tmp_path: Path) -> None:
    assert read(tmp_path) == ((), ())


def test_of_media_the_first_bytes_come_with_the_digest(tmp_path: Path) -> None:
    film = bytes(range(256)) * (TEXT_BOUND // 64)
    write(tmp_path, {"content/press/talente/Halle.SVG": "<svg/>"})
    (tmp_path / "content/press/talente/film.mp4").write_bytes(film)
    sources, diagnostics = read(tmp_path)
    assert diagnostics == ()
    assert [(source.digest, source.data) for source in sources] == [
        (digest(b"<svg/>"), b"<svg/>"),
        (digest(film), film[:HEAD]),
    ]


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "Thumbs.db", "a.de.md~", ".a.de.md.swp", "a.swo", ".#a.de.md", "#a.de.md#", "~$liste.docx", ".git"],
)
def test_hidden_files_and_what_editors_leave_about_are_passed_over(name: str, tmp_path: Path) -> None:
    write(tmp_path, {f"content/{name}": "x", f"content/press/{name}/inside.de.md": "x", "content/a.de.md": "x"})
    sources, diagnostics = read(tmp_path)
    assert is_ignored(name)
    assert diagnostics == ()
    assert [source.path for source in sources] == ["content/a.de.md"]


@pytest.mark.parametrize("name", ["a.de.md", "~a.md", "#a.md", "Thumbs.db.md", "重庆.zh.md", "swp"])
def test_other_names_are_not_passed_over(name: str) -> None:
    assert not is_ignored(name)


def test_the_lock_of_emacs_is_a_link_to_nowhere_and_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.de.md": "x"})
    (tmp_path / "content/.#a.de.md").symlink_to("editor@machine.1234")
    assert read(tmp_path)[1] == ()


@pytest.mark.parametrize("goal", ["a.de.md", "press", "../secret", "nowhere"])
def test_a_symbolic_link_is_refused_wherever_it_leads(goal: str, tmp_path: Path) -> None:
    write(tmp_path, {"content/a.de.md": "x", "content/press/b.de.md": "x", "secret": "s"})
    (tmp_path / "content/link.de.md").symlink_to(goal)
    sources, diagnostics = read(tmp_path)
    assert rules(diagnostics) == [("file-unsafe", "content/link.de.md")]
    assert "symbolic link" in diagnostics[0].message
    assert [source.path for source in sources] == ["content/a.de.md", "content/press/b.de.md"]


def test_a_folder_of_content_that_is_itself_a_link_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/a.de.md": "x"})
    (tmp_path / "content").symlink_to("elsewhere")
    assert rules(read(tmp_path)[1]) == [("file-unsafe", "content")]


@pytest.mark.parametrize("name", ["content", "locales", "templates"])
def test_a_file_in_the_place_of_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    write(tmp_path, {path: "x" for path in ("content/a.de.md", "locales/b.po", "templates/c.html") if name not in path})
    write(tmp_path, {name: "x"})
    sources, diagnostics = read(tmp_path)
    assert rules(diagnostics) == [("folder-expected", name)]
    assert len(sources) == 2


def test_pipes_and_sockets_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.de.md": "x"})
    os.mkfifo(tmp_path / "content/pipe.de.md")
    with socket.socket(socket.AF_UNIX) as server, unix_name(tmp_path / "content/socket.de.md") as name:
        server.bind(name)
        sources, diagnostics = read(tmp_path)
    assert rules(diagnostics) == [("file-unsafe", "content/pipe.de.md"), ("file-unsafe", "content/socket.de.md")]
    assert [source.path for source in sources] == ["content/a.de.md"]


@contextmanager
def unix_name(path: Path) -> Iterator[str]:
    """Give a short name to a socket: a long one does not fit into its address."""
    handle = os.open(path.parent, os.O_RDONLY)
    yield f"/proc/self/fd/{handle}/{path.name}"
    os.close(handle)


def test_a_text_of_two_megabytes_is_read_and_one_byte_more_is_too_large(tmp_path: Path) -> None:
    write(tmp_path, {"content/fits.de.md": "x" * TEXT_BOUND, "content/large.de.md": "x" * (TEXT_BOUND + 1)})
    sources, diagnostics = read(tmp_path)
    assert rules(diagnostics) == [("file-too-large", "content/large.de.md")]
    assert [source.path for source in sources] == ["content/fits.de.md"]


def test_another_python_unicode_or_library_is_another_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = read_engine()[0]
    assert read_engine()[0] == engine
    others = []
    for owner, name, other in ((sys, "version_info", (3, 99, 0)), (unicodedata, "unidata_version", "99.0.0")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, other)
            others.append(read_engine()[0])
    for name in ("MarkupSafe-99.dist-info", "nh3-99-py3.11.egg-info"):
        (tmp_path / name).mkdir()
        with monkeypatch.context() as patch:
            patch.syspath_prepend(str(tmp_path))
            others.append(read_engine()[0])
    assert len({engine, *others}) == 5


def test_the_versions_of_libraries_are_those_that_importlib_tells() -> None:
    assert read_versions() == [(name, [importlib.metadata.version(name)]) for name in (*LIBRARIES, *EXTRAS)]


def test_a_text_of_twenty_megabytes_is_told_with_its_size(tmp_path: Path) -> None:
    write(tmp_path, {"content/large.de.md": "x" * 20_000_000})
    assert read(tmp_path)[1][0].message == "“content/large.de.md” has 20.0 MB; a text may have 2 MB"


def test_a_name_that_is_not_utf8_is_told_in_letters_that_can_be_printed(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.de.md": "x"})
    (tmp_path / os.fsdecode(b"content/M\xfcnchen.de.md")).write_text("x")
    sources, diagnostics = read(tmp_path)
    assert rules(diagnostics) == [("file-encoding", "content/M\\xfcnchen.de.md")]
    assert diagnostics[0].message.encode()
    assert [source.path for source in sources] == ["content/a.de.md"]


def test_a_name_in_decomposed_letters_is_that_in_composed_letters(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "content/städte/münchen.de.md")
    write(tmp_path, {decomposed: "x", "content/köln.de.md": "y"})
    sources, diagnostics = read(tmp_path)
    assert rules(diagnostics) == []
    assert [(source.path, source.data) for source in sources] == [
        ("content/köln.de.md", b"y"),
        ("content/städte/münchen.de.md", b"x"),
    ]
    assert write_sources(tmp_path, {"content/städte/münchen.de.md": b"z"}) == ("content/städte/münchen.de.md",)
    assert (tmp_path / decomposed).read_bytes() == b"z"
    assert [source.data for source in read(tmp_path)[0]] == [b"y", b"z"]


def test_two_names_that_are_one_in_composed_letters_are_both_refused(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "content/münchen.de.md")
    write(tmp_path, {decomposed: "x", "content/münchen.de.md": "y", "content/köln.de.md": "z"})
    if len(list((tmp_path / "content").iterdir())) < 3:
        pytest.skip("this disk takes both names for one")
    sources, diagnostics = read(tmp_path)
    assert rules(diagnostics) == [("name-unportable", "content/münchen.de.md")]
    assert diagnostics[0].hint == "delete one of them, or give it another name"
    assert [source.path for source in sources] == ["content/köln.de.md"]


def test_two_folders_that_are_one_in_composed_letters_are_one(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "content/ä/x.png")
    write(tmp_path, {decomposed: "x", "content/ä/y.png": "y"})
    sources, diagnostics = read(tmp_path)
    assert rules(diagnostics) == []
    assert [source.path for source in sources] == ["content/ä/x.png", "content/ä/y.png"]


def test_what_may_not_be_read_is_told_and_the_rest_is_read(open_folder: Path) -> None:
    write(open_folder, {"content/a.de.md": "x", "content/b.de.md": "x", "content/press/c.de.md": "x"})
    (open_folder / "content/a.de.md").chmod(0)
    (open_folder / "content/press").chmod(0)
    with unprivileged():
        sources, diagnostics = read(open_folder)
    assert rules(diagnostics) == [("file-unreadable", "content/a.de.md"), ("file-unreadable", "content/press")]
    assert "Permission denied" in diagnostics[0].message
    assert [source.path for source in sources] == ["content/b.de.md"]


def test_a_tree_deeper_than_a_path_may_be_long_is_told(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    for name in ["content", *["d" * 250] * 20]:
        os.mkdir(name, dir_fd=folder)
        inner = os.open(name, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(folder)
    diagnostics = read(tmp_path)[1]
    assert [diagnostic.rule for diagnostic in diagnostics] == ["file-unreadable"]
    assert os.strerror(errno.ENAMETOOLONG) in diagnostics[0].message


# ---- whose the output folder is -------------------------------------------------------------------------------


def refusal(root: Path, output: Path) -> UsageError:
    before = tree(root)
    with pytest.raises(UsageError) as caught, claim(root, output):
        pass
    assert {path: data for path, data in tree(root).items() if path != ".cache/microsite/lock"} == before
    assert caught.value.status == 2
    assert caught.value.hint
    return caught.value


def test_a_folder_that_is_missing_or_empty_is_ours(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, {"mac/.DS_Store": "x"})
    for name in ("missing/deeper", "empty", "mac"):
        with claim(tmp_path, tmp_path / name) as found:
            assert (found.owned, found.present) == (frozenset(), {})
            assert check_strays(found) == ()
    assert not (tmp_path / "missing").exists()


def test_a_folder_that_we_wrote_is_ours_and_what_is_there_has_digests(tmp_path: Path) -> None:
    publish(tmp_path, {"de/index.html": "Über uns", "en/index.html": "About"})
    (tmp_path / "output/en/index.html").unlink()
    with claim(tmp_path, tmp_path / "output") as found:
        assert found.owned == {"de/index.html", "en/index.html"}
        assert found.present == {"de/index.html": digest("Über uns".encode())}
        assert found.strays == ()


def test_a_folder_outside_of_the_root_may_be_ours(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    publish(tmp_path / "root", {"index.html": "x"}, output="../www")
    assert site(tmp_path / "www") == {"index.html": "x"}


def test_a_foreign_folder_is_refused_with_a_remedy(tmp_path: Path) -> None:
    write(tmp_path, {"www/notes.txt": "mine"})
    error = refusal(tmp_path, tmp_path / "www")
    assert str(error) == "“www” holds files that the site did not write, such as “notes.txt”"
    assert error.hint == "choose another folder with --output-dir, or empty “www” yourself"


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        "\0",
        "[" * 100_000,
        '{"version": 2, "files": {}}',
        '{"version": 1}',
        '{"version": 1, "files": ["index.html"]}',
        '{"version": 1, "files": {"index.html": 5}}',
        '{"version": 1, "files": {"../content/a.de.md": ""}}',
        '{"version": 1, "files": {"/etc/passwd": ""}}',
        '{"version": 1, "files": {"C:/index.html": ""}}',
        '{"version": 1, "files": {"de\\\\index.html": ""}}',
        '{"version": 1, "files": {"de//index.html": ""}}',
        '{"version": 1, "files": {"\\ud800.html": ""}}',
        '{"version": 1, "files": {"nul\\u0000": ""}}',
        '{"version": 1, "files": {"": ""}}',
        '{"version": 1, "files": {".microsite.json": ""}}',
        '{"version": 1, "files": {}, "site": 5}',
        '{"version": 1, "files": {}, "site": "\\ud800"}',
    ],
)
def test_a_damaged_list_of_what_is_ours_is_refused_with_a_remedy(damage: str, tmp_path: Path) -> None:
    write(tmp_path, {"content/a.de.md": "x", "output/index.html": "x", f"output/{OWNERSHIP}": damage})
    error = refusal(tmp_path, tmp_path / "output")
    assert "“output/.microsite.json” is damaged" in str(error)
    assert error.hint == "delete the folder “output” yourself and build again"


@pytest.mark.parametrize(
    "name", [".", "..", "/", "content", "content/out", "templates", "locales/x", ".cache", ".git/x", "link/content"]
)
def test_a_place_that_holds_sources_or_lies_among_them_is_refused(name: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, {"content/a.de.md": "x", "templates/page.html": "x"})
    (root / "link").symlink_to(root)
    assert "cannot be the output folder" in str(refusal(root, root / name))


def test_the_folder_of_the_generator_is_refused(tmp_path: Path) -> None:
    assert "cannot be the output folder" in str(refusal(tmp_path, REPOSITORY / "microsite"))


def test_a_folder_that_is_a_link_is_refused_and_the_goal_named(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "output").symlink_to("www")
    assert refusal(tmp_path, tmp_path / "output").hint.endswith(f"--output-dir {tmp_path / 'www'}")


def test_a_folder_that_is_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "output").symlink_to("output")
    assert "symbolic link" in str(refusal(tmp_path, tmp_path / "output"))


def test_a_root_that_is_missing_is_refused(tmp_path: Path) -> None:
    assert str(refusal(tmp_path / "nowhere", tmp_path / "output")) == f"“{tmp_path / 'nowhere'}” is not a folder"


def test_a_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"output": "x"})
    assert str(refusal(tmp_path, tmp_path / "output")) == "“output” cannot be the output folder: it is a file"


# ---- one build at a time --------------------------------------------------------------------------------------

HOLD = r"""
import os, sys
from pathlib import Path
from microsite.files.folder import claim
root = Path(sys.argv[1])
with claim(root, root / "output"):
    if "fork" in sys.argv:
        os.fork()
    os.write(1, b"%d\n" % os.getpid())
    sys.stdin.readline()
"""

TAKE_TURNS = """
import os, sys
from pathlib import Path
from microsite.files.folder import claim
root = Path(sys.argv[1])
with open(root / "log", "a") as log:
    for _ in range(20):
        with claim(root, root / "output", patience=60):
            for word in ("came", "went"):
                print(os.getpid(), word, file=log, flush=True)
"""


def publish_nothing(root: Path) -> None:
    with claim(root, root / "output", patience=0) as found, stage(found) as staging:
        staging.settle(make_plan([], {}, found.present).change)


def test_a_second_build_says_which_process_it_waited_for(tmp_path: Path) -> None:
    with python(HOLD, str(tmp_path)) as holder:
        assert holder.stdout
        number = holder.stdout.readline().strip()
        with pytest.raises(UsageError, match=rf"process {number}\b") as caught:
            publish_nothing(tmp_path)
        assert caught.value.status == 1
        holder.communicate("end\n")
    publish_nothing(tmp_path)


def test_builds_that_wait_for_one_another_take_turns(tmp_path: Path) -> None:
    builds = [python(TAKE_TURNS, str(tmp_path)) for _ in range(3)]
    for build in builds:
        build.communicate(timeout=60)
    assert [build.returncode for build in builds] == [0, 0, 0]
    lines = (tmp_path / "log").read_text().splitlines()
    assert len(lines) == 3 * 20 * 2
    for came, went in zip(lines[::2], lines[1::2], strict=True):
        assert went == came.replace("came", "went")


def test_a_killed_build_holds_nobody_up_even_if_its_workers_live_on(tmp_path: Path) -> None:
    with python(HOLD, str(tmp_path), "fork") as holder:
        assert holder.stdout
        numbers = {int(holder.stdout.readline()) for _ in range(2)}
        holder.kill()
        holder.wait()
        publish_nothing(tmp_path)
        for worker in numbers - {holder.pid}:
            os.kill(worker, signal.SIGKILL)


HOLD_FOLDER = """
import sys
from pathlib import Path
from microsite.files.folder import claim
from microsite.files.staging import stage
root, output = map(Path, sys.argv[1:])
with claim(root, output) as found, stage(found) as staging:
    staging.put("index.html", b"waiting", "")
    print(end="waiting\\n", flush=True)
    sys.stdin.readline()
"""

SHARE = """
import os, sys
from pathlib import Path
from microsite.files.folder import claim
from microsite.files.staging import stage
root, output = map(Path, sys.argv[1:])
root.mkdir()
with open(output.parent / "log", "a") as log:
    for number in range(20):
        with claim(root, output) as found, stage(found, patience=60) as staging:
            for word in ("came", "went"):
                print(os.getpid(), word, file=log, flush=True)
"""


def test_a_build_of_another_root_into_the_same_folder_is_waited_for_and_not_swept_away(tmp_path: Path) -> None:
    publish(tmp_path / "one", {"index.html": "x"}, output="../www")
    (tmp_path / "two").mkdir()
    waiting = [str(tmp_path / name) for name in ("two", "www")]
    with python(HOLD_FOLDER, *waiting) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "waiting\n"
        before = tree(tmp_path / "www")
        with claim(tmp_path / "one", tmp_path / "www") as found:
            sweep(found.place)
            with pytest.raises(UsageError, match=rf"writing to “.*www” \(process {holder.pid}\)") as caught:  # noqa: SIM117
                with stage(found, patience=0):
                    pass
        assert caught.value.status == 1
        assert tree(tmp_path / "www") == before
        holder.communicate("end\n")
    publish(tmp_path / "one", {"index.html": "y"}, output="../www")
    assert site(tmp_path / "www") == {"index.html": "y"}


def test_builds_of_several_roots_into_a_new_folder_take_turns_and_leave_nothing(tmp_path: Path) -> None:
    builds = [python(SHARE, str(tmp_path / str(number)), str(tmp_path / "public/www")) for number in range(3)]
    (tmp_path / "public").mkdir()
    for build in builds:
        build.communicate(timeout=120)
    assert [build.returncode for build in builds] == [0, 0, 0]
    lines = (tmp_path / "public/log").read_text().splitlines()
    assert len(lines) == 3 * 20 * 2
    for came, went in zip(lines[::2], lines[1::2], strict=True):
        assert went == came.replace("came", "went")
    assert not (tmp_path / "public/www" / STAGING).exists()


def test_a_folder_into_which_nothing_was_built_is_not_left_behind(tmp_path: Path) -> None:
    with claim(tmp_path, tmp_path / "public/www") as found, stage(found):
        assert (tmp_path / "public/www" / STAGING).is_dir()
    assert not (tmp_path / "public").exists()


def test_what_another_root_wrote_since_the_folder_was_looked_at_is_looked_at_again(tmp_path: Path) -> None:
    publish(tmp_path / "one", {"index.html": "x"}, output="../www")
    with claim(tmp_path / "one", tmp_path / "www") as found:
        with stage(found) as staging:
            assert staging.claim == found
        publish(tmp_path / "two", {"index.html": "y", "more.html": "y"}, output="../www")
        with stage(found) as staging:
            assert staging.claim.present == {"index.html": digest(b"y"), "more.html": digest(b"y")}


LOOK = """
import sys
from pathlib import Path
from microsite.files.folder import claim
root, output = map(Path, sys.argv[1:])
root.mkdir(exist_ok=True)
for number in range(int(sys.stdin.readline())):
    with claim(root, output):
        pass
"""


def test_a_look_while_another_root_writes_finds_no_folder_of_others_and_nothing_amiss(tmp_path: Path) -> None:
    with python(LOOK, str(tmp_path / "two"), str(tmp_path / "www")) as looking:
        assert looking.stdin
        looking.stdin.write("100\n")
        looking.stdin.flush()
        number = 0
        while looking.poll() is None:
            pages = {f"{number % 3}/{name}/index.html": str(number) for name in "abcde"} if number % 2 else {}
            publish(tmp_path / "one", pages, output="../www")
            if not pages:
                shutil.rmtree(tmp_path / "www", ignore_errors=True)
            number += 1
    assert number
    assert looking.returncode == 0


def as_link(lock: Path, goal: Path) -> None:
    lock.symlink_to(goal)


def as_dangling_link(lock: Path, goal: Path) -> None:
    lock.symlink_to(goal.with_name("nowhere"))


def as_folder(lock: Path, _: Path) -> None:
    lock.mkdir()


def as_pipe(lock: Path, _: Path) -> None:
    os.mkfifo(lock)


@pytest.mark.parametrize("place", [as_link, as_dangling_link, as_folder, as_pipe])
def test_what_lies_in_the_place_of_the_lock_is_neither_followed_nor_written_to(
    place: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    write(tmp_path, {"mine.txt": "precious", "root/content/a.de.md": "x", "root/.cache/microsite/texts": "x"})
    lock = tmp_path / "root/.cache/microsite/lock"
    place(lock, tmp_path / "mine.txt")
    before = tree(tmp_path)
    with pytest.raises(UsageError, match=r"“\.cache/microsite/lock” stands in the place of a build’s lock") as caught:
        publish(tmp_path / "root", {"index.html": "x"})
    assert caught.value.status == 2
    assert caught.value.hint == "move it away, or delete it, and build again"
    assert tree(tmp_path) == before
    shutil.rmtree(lock) if place is as_folder else lock.unlink()
    publish(tmp_path / "root", {"index.html": "x"})


def test_a_lock_is_not_for_everybody_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with hold(tmp_path, tmp_path / "output"):
            assert (tmp_path / ".cache/microsite/lock").stat().st_mode & 0o7777 == 0o664
    finally:
        os.umask(before)


def test_a_lock_is_taken_whatever_is_in_it(tmp_path: Path) -> None:
    for left in ("", "4194304", "\0" * 99, "damaged"):
        write(tmp_path, {".cache/microsite/lock": left})
        with hold(tmp_path, tmp_path / "output"):
            assert (tmp_path / ".cache/microsite/lock").read_text() == str(os.getpid())


def test_a_file_of_somebody_that_is_called_as_the_lock_too_keeps_what_is_in_it(tmp_path: Path) -> None:
    write(tmp_path, {"mine.txt": "precious", ".cache/microsite/texts": "x"})
    (tmp_path / ".cache/microsite/lock").hardlink_to(tmp_path / "mine.txt")
    with hold(tmp_path, tmp_path / "output"):
        assert (tmp_path / ".cache/microsite/lock").read_text() == str(os.getpid())
    assert (tmp_path / "mine.txt").read_text() == "precious"


# ---- what was done --------------------------------------------------------------------------------------------


def test_records_are_read_as_they_were_written_each_for_its_folder(tmp_path: Path) -> None:
    for name in ("output", "other"):
        (tmp_path / name).mkdir()
    with hold(tmp_path, tmp_path / "output") as place:
        write_records(place, "1", {"de/index.html": ("x", 1)})
    with hold(tmp_path, tmp_path / "other") as place:
        assert read_records(place, "1") == Cached(None, "absent")
        write_records(place, "1", {})
    with hold(tmp_path, tmp_path / "output") as place:
        assert read_records(place, "1") == Cached({"de/index.html": ("x", 1)})
        assert read_records(place, "2") == Cached(None, "foreign")


def test_records_move_with_the_root_and_are_forgotten_after_their_folder(tmp_path: Path) -> None:
    for name in ("output", "preview"):
        publish(tmp_path / "a", {"index.html": "x"}, output=name)
    (tmp_path / "a").rename(tmp_path / "b")
    with hold(tmp_path / "b", tmp_path / "b/output") as place:
        assert list(read_manifest(place)) == ["index.html"]
    shutil.rmtree(tmp_path / "b/preview")
    publish(tmp_path / "b", {"index.html": "x"}, output="www")
    assert len(list((tmp_path / "b/.cache/microsite").glob("outputs-*"))) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"microsite ", b"\xff" * 9, None])
def test_a_damaged_cache_means_a_clean_build(damage: bytes | None, tmp_path: Path) -> None:
    publish(tmp_path, {"de/index.html": "x", "de/old/index.html": "x"})
    [path] = (tmp_path / ".cache/microsite").glob("outputs-*")
    path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    with hold(tmp_path, tmp_path / "output") as place:
        assert read_records(place, "1").missing == ("foreign" if damage == b"microsite " else "damaged")
    applied = publish(tmp_path, {"de/index.html": "x"})
    assert (applied.written, applied.removed) == ((), ("de/old/index.html",))
    with hold(tmp_path, tmp_path / "output") as place:
        assert list(read_manifest(place)) == ["de/index.html"]


def test_a_folder_that_has_come_in_the_place_of_a_file_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "home.de.md").mkdir()
    message = "“home.de.md” cannot be read or written: it is not an ordinary file"
    with pytest.raises(UsageError, match=message) as caught, telling(tmp_path):
        read_file(str(tmp_path / "home.de.md"), 9)
    assert (caught.value.hint, caught.value.status) == ("put the file itself there, and build again", 1)
