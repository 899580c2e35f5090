"""Reading the tree, owning the output folder, and applying a plan: on a real disk, with real kills and real locks."""

from __future__ import annotations

import errno
import importlib.metadata
import json
import os
import platform
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.decode import TEXT_BOUND
from microsite.diagnostics import RULES, Diagnostic
from microsite.files import (
    OWNERSHIP,
    STAGING,
    Applied,
    UsageError,
    apply,
    check_strays,
    claim,
    is_ignored,
    read_engine,
    read_records,
    read_tree,
    write_records,
)
from microsite.model import Job, Part, Record, Target
from microsite.plan import make_manifest, make_plan

REPOSITORY = Path(__file__).parent.parent


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def write(root: Path, text_by_path: Mapping[str, str]) -> None:
    for path, text in text_by_path.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def site(folder: Path) -> dict[str, str]:
    return {path: data.decode() for path, data in tree(folder).items() if path != OWNERSHIP}


def page(path: str, text: str) -> Job:
    return Job(Target(path, "/" + path), "page.html", (Part("body", digest(text.encode()), text),))


def copy(path: str, source: str, data: bytes) -> Job:
    return Job(Target(path, "/" + path), parts=(Part("source", digest(data), None),), copy=source)


def publish(root: Path, text_by_path: Mapping[str, str], copies: Sequence[Job] = (), output: str = "output") -> Applied:
    """Do what a build does, with pages that are their own text."""
    root.mkdir(exist_ok=True)
    jobs = [page(path, text) for path, text in text_by_path.items()] + list(copies)
    data_by_path = {path: text.encode() for path, text in text_by_path.items()}
    with claim(root, root / output) as found:
        manifest = read_records(found)
        plan = make_plan(jobs, manifest, found.present)
        applied = apply(found, plan, data_by_path)
        write_records(found, make_manifest(plan, manifest, applied.digests))
    return applied


def rules(diagnostics: Sequence[Diagnostic]) -> list[tuple[str, str]]:
    assert all(diagnostic.rule in RULES for diagnostic in diagnostics)
    return [(diagnostic.rule, diagnostic.span.path if diagnostic.span else "") for diagnostic in diagnostics]


@contextmanager
def unprivileged() -> Iterator[None]:
    """Let permissions hold even where the tests run as root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that anybody may enter and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def python(script: str, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'tests'}"}
    return subprocess.Popen(  # noqa: S603 - our own scripts, run by the Python that runs the tests
        [sys.executable, "-c", script, *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


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
    sources, diagnostics = read_tree(tmp_path)
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
    assert read_tree(tmp_path) == ((), ())


def test_of_media_only_the_digest_is_read(tmp_path: Path) -> None:
    film = b"\0\xff" * TEXT_BOUND
    write(tmp_path, {"content/press/talente/Halle.SVG": "<svg/>"})
    (tmp_path / "content/press/talente/film.mp4").write_bytes(film)
    sources, diagnostics = read_tree(tmp_path)
    assert diagnostics == ()
    assert [(source.digest, source.data) for source in sources] == [
        (digest(b"<svg/>"), b"<svg/>"),
        (digest(film), b""),
    ]


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "Thumbs.db", "a.de.md~", ".a.de.md.swp", "a.swo", ".#a.de.md", "#a.de.md#", "~$liste.docx", ".git"],
)
def test_hidden_files_and_what_editors_leave_about_are_passed_over(name: str, tmp_path: Path) -> None:
    write(tmp_path, {f"content/{name}": "x", f"content/press/{name}/inside.de.md": "x", "content/a.de.md": "x"})
    sources, diagnostics = read_tree(tmp_path)
    assert is_ignored(name)
    assert diagnostics == ()
    assert [source.path for source in sources] == ["content/a.de.md"]


@pytest.mark.parametrize("name", ["a.de.md", "~a.md", "#a.md", "Thumbs.db.md", "重庆.zh.md", "swp"])
def test_other_names_are_not_passed_over(name: str) -> None:
    assert not is_ignored(name)


def test_the_lock_of_emacs_is_a_link_to_nowhere_and_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.de.md": "x"})
    (tmp_path / "content/.#a.de.md").symlink_to("editor@machine.1234")
    assert read_tree(tmp_path)[1] == ()


@pytest.mark.parametrize("goal", ["a.de.md", "press", "../secret", "nowhere"])
def test_a_symbolic_link_is_refused_wherever_it_leads(goal: str, tmp_path: Path) -> None:
    write(tmp_path, {"content/a.de.md": "x", "content/press/b.de.md": "x", "secret": "s"})
    (tmp_path / "content/link.de.md").symlink_to(goal)
    sources, diagnostics = read_tree(tmp_path)
    assert rules(diagnostics) == [("file-unsafe", "content/link.de.md")]
    assert "symbolic link" in diagnostics[0].message
    assert [source.path for source in sources] == ["content/a.de.md", "content/press/b.de.md"]


def test_a_folder_of_content_that_is_itself_a_link_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/a.de.md": "x"})
    (tmp_path / "content").symlink_to("elsewhere")
    assert rules(read_tree(tmp_path)[1]) == [("file-unsafe", "content")]


def test_pipes_and_sockets_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.de.md": "x"})
    os.mkfifo(tmp_path / "content/pipe.de.md")
    with socket.socket(socket.AF_UNIX) as server, unix_name(tmp_path / "content/socket.de.md") as name:
        server.bind(name)
        sources, diagnostics = read_tree(tmp_path)
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
    sources, diagnostics = read_tree(tmp_path)
    assert rules(diagnostics) == [("file-too-large", "content/large.de.md")]
    assert [source.path for source in sources] == ["content/fits.de.md"]


def test_another_python_unicode_or_library_is_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = read_engine()
    assert read_engine() == engine
    version = importlib.metadata.version
    others = []
    for owner, name, other in (
        (platform, "python_version", lambda: "3.99.0"),
        (unicodedata, "unidata_version", "99.0.0"),
        (importlib.metadata, "version", lambda name: "99" if name == "markupsafe" else version(name)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, other)
            others.append(read_engine())
    assert len({engine, *others}) == 4


def test_a_text_of_twenty_megabytes_is_told_with_its_size(tmp_path: Path) -> None:
    write(tmp_path, {"content/large.de.md": "x" * 20_000_000})
    assert read_tree(tmp_path)[1][0].message == "“content/large.de.md” has 20.0 MB; a text may have 2 MB"


def test_a_name_that_is_not_utf8_is_told_in_letters_that_can_be_printed(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.de.md": "x"})
    (tmp_path / os.fsdecode(b"content/M\xfcnchen.de.md")).write_text("x")
    sources, diagnostics = read_tree(tmp_path)
    assert rules(diagnostics) == [("file-encoding", "content/M\\xfcnchen.de.md")]
    assert diagnostics[0].message.encode()
    assert [source.path for source in sources] == ["content/a.de.md"]


def test_a_name_in_decomposed_letters_is_not_read_and_one_in_composed_letters_is(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "content/münchen.de.md")
    write(tmp_path, {decomposed: "x", "content/köln.de.md": "x"})
    sources, diagnostics = read_tree(tmp_path)
    assert rules(diagnostics) == [("file-unexpected", "content/münchen.de.md")]
    assert diagnostics[0].hint == "rename it, typing the letters anew: münchen.de.md"
    assert [source.path for source in sources] == ["content/köln.de.md"]


def test_what_may_not_be_read_is_told_and_the_rest_is_read(open_folder: Path) -> None:
    write(open_folder, {"content/a.de.md": "x", "content/b.de.md": "x", "content/press/c.de.md": "x"})
    (open_folder / "content/a.de.md").chmod(0)
    (open_folder / "content/press").chmod(0)
    with unprivileged():
        sources, diagnostics = read_tree(open_folder)
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
    diagnostics = read_tree(tmp_path)[1]
    assert [diagnostic.rule for diagnostic in diagnostics] == ["file-unreadable"]
    assert os.strerror(errno.ENAMETOOLONG) in diagnostics[0].message


# ---- whose the output folder is -------------------------------------------------------------------------------


def refusal(root: Path, output: Path) -> UsageError:
    before = tree(root)
    with pytest.raises(UsageError) as caught, claim(root, output):
        pass
    assert {path: data for path, data in tree(root).items() if path != ".cache/lock"} == before
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
from microsite.files import claim
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
from microsite.files import claim
root = Path(sys.argv[1])
with open(root / "log", "a") as log:
    for _ in range(20):
        with claim(root, root / "output", patience=60):
            for word in ("came", "went"):
                print(os.getpid(), word, file=log, flush=True)
"""


def publish_nothing(root: Path) -> None:
    with claim(root, root / "output", patience=0) as found:
        apply(found, make_plan([], {}, found.present), {})


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


# ---- what was done --------------------------------------------------------------------------------------------

MANIFEST = {"de/index.html": Record({"body": "1", "menu": "2"}, "3"), "zh/人才/index.html": Record({}, "4")}


def test_records_are_read_as_they_were_written_each_for_its_folder(tmp_path: Path) -> None:
    for name in ("output", "other"):
        (tmp_path / name).mkdir()
    with claim(tmp_path, tmp_path / "output") as found:
        write_records(found, MANIFEST)
        assert read_records(found) == MANIFEST
    with claim(tmp_path, tmp_path / "other") as found:
        assert read_records(found) == {}
        write_records(found, {})
    with claim(tmp_path, tmp_path / "output") as found:
        assert read_records(found) == MANIFEST


def test_records_move_with_the_root_and_are_forgotten_with_their_folder(tmp_path: Path) -> None:
    publish(tmp_path / "a", {"index.html": "x"})
    publish(tmp_path / "a", {"index.html": "x"}, output="preview")
    (tmp_path / "a").rename(tmp_path / "b")
    with claim(tmp_path / "b", tmp_path / "b/output") as found:
        assert list(read_records(found)) == ["index.html"]
    shutil.rmtree(tmp_path / "b/preview")
    publish(tmp_path / "b", {"index.html": "x"})
    assert "preview" not in (tmp_path / "b/.cache/manifest.json").read_text()


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[" * 100_000,
        "7",
        "\ud800",
        '{"version": 0, "outputs": {"output": {}}}',
        '{"version": 1, "outputs": []}',
        '{"version": 1, "outputs": {"output": []}}',
        '{"version": 1, "outputs": {"output": {"de/index.html": {"output": "1"}}}}',
        '{"version": 1, "outputs": {"output": {"de/index.html": {"parts": {"body": 1}, "output": "1"}}}}',
        '{"version": 1, "outputs": {"output": {"de/index.html": ["parts"]}}}',
    ],
)
def test_a_damaged_cache_means_a_clean_build(damage: str, tmp_path: Path) -> None:
    publish(tmp_path, {"de/index.html": "x", "de/old/index.html": "x"})
    (tmp_path / ".cache/manifest.json").write_bytes(damage.encode("utf-8", "surrogatepass"))
    with claim(tmp_path, tmp_path / "output") as found:
        assert read_records(found) == {}
    applied = publish(tmp_path, {"de/index.html": "x"})
    assert (applied.written, applied.removed) == ((), ("de/old/index.html",))
    with claim(tmp_path, tmp_path / "output") as found:
        assert list(read_records(found)) == ["de/index.html"]


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
    assert publish(tmp_path, pages) == Applied({}, (), ())
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
    assert set(tree(tmp_path)) == {".cache/lock"}


def test_a_file_that_changes_while_it_is_copied_is_copied_again_next_time(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.bin": "later"})
    stale = copy("a.bin", "content/a.bin", b"sooner")
    applied = publish(tmp_path, {}, [stale])
    assert applied.digests == {"a.bin": digest(b"later")}
    fresh = copy("a.bin", "content/a.bin", b"later")
    with claim(tmp_path, tmp_path / "output") as found:
        assert make_plan([fresh], read_records(found), found.present).render == ((fresh, ("source",)),)


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


def test_a_folder_that_may_not_be_written_is_told(open_folder: Path) -> None:
    with unprivileged():
        publish(open_folder, {"a.html": "old"})
        (open_folder / "output").chmod(0o555)
        with pytest.raises(UsageError, match=r"“output/\.microsite-new” cannot be .* Permission denied") as caught:
            publish(open_folder, {"a.html": "new"})
        (open_folder / "output").chmod(0o755)
    assert caught.value.status == 1
    assert site(open_folder / "output") == {"a.html": "old"}


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


def test_a_link_in_the_place_of_the_waiting_room_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/mine.txt": "x"})
    publish(tmp_path, {})
    (tmp_path / "output" / STAGING).symlink_to(tmp_path / "elsewhere")
    publish(tmp_path, {"index.html": "x"})
    assert site(tmp_path / "elsewhere") == {"mine.txt": "x"}
    assert site(tmp_path / "output") == {"index.html": "x"}


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


def test_a_build_killed_at_any_point_leaves_whole_files_and_the_next_one_puts_it_right(tmp_path: Path) -> None:
    script = "import sys, pathlib, test_files; test_files.kill_everywhere(pathlib.Path(sys.argv[1]))"
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


@settings(max_examples=40)
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
