"""Every file that a command writes is new, whole, and of our own mode: nothing is written through what lies there."""

from __future__ import annotations

import ast
import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from trees import parse, walk
from whole_sites import REPOSITORY, Done, call, read_files, read_site, write_files

from microsite.files.disk import UsageError
from microsite.files.writing import create, write_file
from microsite.files.writing import write_files as write_sources

TARGET = b"#!/bin/sh\necho mine\n"


@pytest.fixture
def hook(tmp_path: Path) -> Iterator[Path]:
    """Give a file outside of the content that nobody may change, and see that nobody has."""
    path = write_files(tmp_path, {"site/.git/hooks/post-commit": TARGET}) / "site/.git/hooks/post-commit"
    path.chmod(0o644)
    yield path
    assert path.read_bytes() == TARGET
    assert path.stat().st_mode & 0o777 == 0o644
    assert [one.name for one in path.parent.iterdir()] == ["post-commit"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site whose texts each command has something to do in."""
    files = read_site("trilingual")
    press = "content/press/2025-09-30-eröffnung.en.md"
    files[press] = files[press].replace(b"\n---\n", b"\n---\nIt was 'easy' - so they said...\n\n", 1)
    files["terms.csv"] = b"key,term.en,short.en\nlandstrom,Shore power,A plug for ships.\n"
    return write_files(tmp_path / "site", files)


COMMANDS = {
    "ack": ("ack", "--all"),
    "glossary import": ("glossary", "import", "terms.csv"),
    "i18n extract": ("i18n", "extract"),
    "i18n update": ("i18n", "update"),
    "check --fix": ("check", "--fix"),
}


def run(command: str, site: Path) -> Done:
    words = [str(site / word) if word.endswith(".csv") else word for word in COMMANDS[command]]
    return call(*words, folder=site)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_that_writes_has_something_to_write_here(command: str, site: Path) -> None:
    before = {path: data for path, data in read_files(site).items() if path.startswith(("content/", "locales/"))}
    run(command, site)
    after = {path: data for path, data in read_files(site).items() if path.startswith(("content/", "locales/"))}
    assert before != after


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_through_a_link_by_whatever_name(command: str, site: Path, hook: Path) -> None:
    for folder in ("content/press", "content/glossary", "locales", "locales/en/LC_MESSAGES"):
        for path in list((site / folder).iterdir()):
            if path.is_file():
                for name in (".{}.new", ".{}", "{}~", "#{}#", ".{}.swp"):
                    (path.parent / name.format(path.name)).symlink_to(os.path.relpath(hook, path.parent))
    done = run(command, site)
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_through_a_file_that_is_a_link(command: str, site: Path, hook: Path) -> None:
    for folder in ("content/press", "content/glossary", "locales", "locales/en/LC_MESSAGES"):
        for path in list((site / folder).iterdir()):
            if path.is_file():
                path.unlink()
                path.symlink_to(os.path.relpath(hook, path.parent))
    (site / "locales/messages.pot").symlink_to(hook)
    done = run(command, site)
    assert "Traceback" not in done.err


@pytest.mark.law(every=4)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("folder", ["content/glossary", "content/press", "locales", "locales/en", "content"])
def test_no_command_writes_into_a_folder_that_is_a_link(command: str, folder: str, site: Path, tmp_path: Path) -> None:
    (site / folder).rename(tmp_path / "elsewhere")
    (site / folder).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = read_files(tmp_path / "elsewhere")
    assert "Traceback" not in run(command, site).err
    assert read_files(tmp_path / "elsewhere") == before


@pytest.mark.law(every=5)
@pytest.mark.parametrize("name", [".x.en.md.new", ".hidden", "~$x.md", "x.md~", ".DS_Store", "#x#", ".#x.en.md"])
@pytest.mark.parametrize("goal", ["../../.git/hooks/post-commit", "nowhere", "home.de.md", "."])
def test_a_hidden_link_among_the_sources_is_told(name: str, goal: str, site: Path, hook: Path) -> None:
    assert hook.exists()
    (site / "content/pages" / name).symlink_to(goal)
    done = call(folder=site)
    assert done.status == 1
    assert f"content/pages/{name}: error[file-unsafe]: “content/pages/{name}” is a symbolic link" in done.err
    assert not (site / "output").exists()


def test_what_emacs_puts_beside_a_file_that_is_being_edited_is_passed_over(site: Path) -> None:
    for number, who in enumerate(("editor@machine.1234", "editor@machine.example.1234:1700000000")):
        (site / f"content/pages/.#home{number}.de.md").symlink_to(who)
    assert call(folder=site).status == 0


def test_a_file_that_is_written_takes_nothing_over_from_the_one_that_was_there(site: Path) -> None:
    paths = [*(site / "content").rglob("*.md"), *(site / "locales").rglob("*.po")]
    umask = os.umask(0o022)
    try:
        for path in paths:
            path.chmod(0o4777)
        before = {path: path.read_bytes() for path in paths}
        for command in COMMANDS:
            run(command, site)
    finally:
        os.umask(umask)
    written = [path for path in paths if path.read_bytes() != before[path]]
    assert written
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o644}


# ---- the function itself ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ["link", "link to nowhere", "folder", "pipe"])
def test_what_is_not_an_ordinary_file_is_not_replaced(odd: str, tmp_path: Path) -> None:
    target = tmp_path / "target"
    (tmp_path / "mine").write_bytes(TARGET)
    match odd:
        case "link":
            target.symlink_to("mine")
        case "link to nowhere":
            target.symlink_to("nowhere")
        case "folder":
            target.mkdir()
        case _:
            os.mkfifo(target)
    before = target.lstat()
    with pytest.raises(OSError, match="it is not an ordinary file") as caught:
        write_file(target, b"new")
    assert caught.value.filename == str(target)
    with pytest.raises(UsageError, match=r"^“target” is not an ordinary file, so it is not written$"):
        write_sources(tmp_path, {"other": b"new", "target": b"new"})
    assert target.lstat().st_ino == before.st_ino
    assert sorted(os.listdir(tmp_path)) == ["mine", "target"]  # noqa: PTH208
    assert (tmp_path / "mine").read_bytes() == TARGET


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind_and_is_named_itself(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        write_file(tmp_path / "nowhere/file", b"new")
    assert caught.value.filename == str(tmp_path / "nowhere/file")
    write_file(tmp_path / ("ß" * 120), b"one", b"two")
    assert read_files(tmp_path) == {"ß" * 120: b"onetwo"}


def test_a_file_is_never_created_where_anything_lies(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "file").touch()
    for name in ("link", "file"):
        with pytest.raises(FileExistsError):
            create(str(tmp_path / name))
    assert not (tmp_path / "nowhere").exists()


OPENING = {"writing.py", "lock.py", "pack.py", "opening.py"}
"""Who may call the system itself: who makes files, the lock, the pack that is appended to, and who reads with care."""

NEVER = re.compile(r"shutil\.(?!get_terminal_size$).*|.*\.(write_bytes|write_text|touch)")


# Whoever writes is killed in the moment before the file takes its place.
KILLED = """
import os, signal, sys
from pathlib import Path
from microsite.files.writing import write_file

Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_file(Path(sys.argv[1]), b"half")
"""


def leave(target: Path, hours: float) -> Path:
    """What a process leaves that is killed while it writes a file, so many hours ago."""
    before = set(target.parent.iterdir())
    known = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(target)], env=known, check=False)  # noqa: S603
    assert done.returncode == -signal.SIGKILL
    [left] = set(target.parent.iterdir()) - before
    then = time.time() - 3600 * hours
    os.utime(left, (then, then))
    return left


def test_what_a_killed_process_has_left_goes_once_nobody_can_be_writing_it(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
        (tmp_path / name / "microsite").mkdir(parents=True)
    caches, state = tmp_path / "XDG_CACHE_HOME/microsite", tmp_path / "XDG_STATE_HOME/microsite"
    old = [leave(caches / "theme", 1.1), leave(state / "cache-key", 30)]
    young, others = leave(caches / "theme", 0.5), caches / ".theme.0123456789abcdeg.new"
    link, folder = caches / ".theme.0123456789abcdef.new", caches / ".a.0123456789abcdef.new"
    others.touch()
    os.utime(others, (0, 0))
    link.symlink_to(others)
    folder.mkdir()
    assert call(folder=site).status == 0
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in (young, others, folder))
    assert link.is_symlink()


def test_what_is_left_among_the_sources_goes_when_a_command_writes_there(site: Path) -> None:
    press = site / "content/press"
    old, young = leave(press / "2025-11-16-x.de.md", 2), leave(press / "2025-11-16-x.de.md", 0)
    assert call(folder=site).status == 0
    assert old.exists()  # a build writes nothing there
    assert call("new", "press", "Hafen", folder=site).status == 0
    assert not old.exists()
    assert young.exists()


def test_nothing_in_the_package_makes_a_file_in_another_way() -> None:
    for path in (REPOSITORY / "microsite").rglob("*.py"):
        for node in walk(parse(path)):
            if isinstance(node, ast.Call) and may_write(node.func):
                check_call(node, f"{path.name}:{node.lineno}")


def may_write(called: ast.expr) -> bool:
    """False of most calls, at the first look."""
    is_name = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name)
    name = called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)
    return name in {"open", "write_bytes", "write_text", "touch"} or (is_name and "shutil" in ast.unparse(called))


def check_call(node: ast.Call, place: str) -> None:
    """See that a call opens no file for writing but one that `create` has made."""
    called, given = ast.unparse(node.func), [ast.unparse(one) for one in node.args]
    assert not NEVER.fullmatch(called), place
    if called == "os.open":
        assert place.split(":", maxsplit=1)[0] in OPENING or given[0] == "os.devnull", place
    elif called.rpartition(".")[2] == "open":
        modes = [word for word in given if re.fullmatch("'[wax]b?[+]?b?'|'r[b+]*[+]b?'", word)]
        assert not modes or re.match(r"create\(|self\._open\(|os\.open\(|descriptor$|os\.devnull$", given[0]), place
