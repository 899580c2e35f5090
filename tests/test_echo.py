"""What a build told is told again, without a build or most of the generator, until something moves that it stood on."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_trust import git
from whole_sites import REPOSITORY, call, read_files, read_site, write_files

from microsite.build.echo import ECHO, Call, Echo, find_echo, unseal
from microsite.commands.again import find_call
from microsite.files.disk import PACKAGE
from microsite.files.folder import hold
from microsite.files.key import find_key
from microsite.files.theme import find_theme
from microsite.model.layout import EDITOR_FILES

TEXT = b"---\ntitle: A\nsummary: B\ndate: 2020-01-01\n---\nC\n"

TRIES = 20
"""So often it is built until there is an echo: where a module of ours was saved a moment ago, there is none."""


def with_call(root: Path) -> Call:
    """How this process calls us in a folder."""
    with contextlib.chdir(root), contextlib.redirect_stderr(io.StringIO()):
        return find_call()


def listen(root: Path) -> Echo | None:
    """What is told again in a folder."""
    return find_echo(str(root), with_call(root))


def build(root: Path) -> Echo:
    """Build until there is an echo, and give it."""
    for _ in range(TRIES):
        assert call(folder=root).status == 0
        if echo := listen(root):
            return echo
        time.sleep(0.2)
    raise AssertionError("there is no echo")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a site that has an echo, with a folder beside it in which libraries may be installed."""
    (tmp_path / "libraries").mkdir()
    monkeypatch.syspath_prepend(tmp_path / "libraries")
    root = write_files(tmp_path / "site", read_site("minimal"))
    build(root)
    return root


def test_an_echo_is_what_the_last_build_told(tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("minimal") | {"content/pages/a.en.md": b"---\ntitle: A\n---\n#### Deep\n"})
    findings, (files, output, counted), is_for_people, is_quiet = build(root)
    done = call(folder=root)
    assert findings == done.err
    assert "heading-level" in findings
    assert done.out.startswith(f"{files} files, 0 written, 0 removed in ")
    assert done.out.endswith(f" s: {output}/; {counted}\n")
    assert (is_for_people, is_quiet) == (True, False)


# ---- what it stands on ------------------------------------------------------------------------------------------


def test_an_echo_stands_on_every_file_and_folder_that_was_looked_at(site: Path) -> None:
    kept = unseal((site / ".cache/microsite" / ECHO).read_bytes(), find_key(), with_call(site))
    assert kept
    marked = {path for path, _ in kept[4]}
    below = [path for name in ("content", "templates", "output") for path in (site / name, *(site / name).rglob("*"))]
    assert {str(path) for path in below} <= marked
    assert {str(path) for path in PACKAGE.rglob("*.py")} <= marked
    assert {str(path) for path in (find_theme() / "templates").rglob("*") if not path.name.startswith(".")} <= marked
    assert {f"{path}/." for path in sys.path if Path(path).is_absolute() and Path(path).is_dir()} <= marked


def find_text(site: Path) -> Path:
    return next((site / "content/press").glob("*.md"))


def install(site: Path) -> None:
    (site.parent / "libraries/typst-99.dist-info").mkdir()


def lead_away(site: Path) -> None:
    (site / ".cache").rename(site.parent / "cache")
    (site / ".cache").symlink_to(site.parent / "cache")


def damage(site: Path) -> None:
    path = site / ".cache/microsite" / ECHO
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


MOVES: dict[str, Callable[[Path], object]] = {
    "bytes": lambda site: find_text(site).write_bytes(TEXT),
    "times": lambda site: os.utime(find_text(site)),
    "a new text": lambda site: write_files(site, {"content/press/new.en.md": TEXT}),
    "a text that is gone": lambda site: find_text(site).unlink(),
    "a new folder": lambda site: (site / "content/pages").mkdir(),
    "a new top": lambda site: (site / "locales").mkdir(),
    "a new editor": lambda site: write_files(site, {EDITOR_FILES[0]: b""}),
    "a template": lambda site: os.utime(next((site / "templates").glob("*.html"))),
    "a page": lambda site: (site / "output/en/index.html").write_bytes(b""),
    "a page that is gone": lambda site: (site / "output/en/index.html").unlink(),
    "a stray": lambda site: (site / "output/en/stray").touch(),
    "what a killed build left": lambda site: (site / "output/.microsite-new").mkdir(),
    "the list of what is ours": lambda site: os.utime(site / "output/.microsite.json"),
    "no output": lambda site: shutil.rmtree(site / "output"),
    "a library": install,
    "git": lambda site: git(site, "init"),
    "git above": lambda site: (site.parent / ".git").touch(),
    "a cache of links": lead_away,
    "a damaged echo": damage,
    "no echo": lambda site: (site / ".cache/microsite" / ECHO).unlink(),
}


@pytest.mark.law(every=3)
@pytest.mark.parametrize("what", MOVES)
def test_an_echo_ends_when_anything_moves(what: str, site: Path) -> None:
    assert listen(site)
    MOVES[what](site)
    assert listen(site) is None
    if what not in {"a text that is gone", "a new editor", "a cache of links"}:  # the site is another one, or none
        assert build(site)


def test_who_is_another_user_or_calls_otherwise_hears_no_echo(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM", "SOURCE_DATE_EPOCH"):
        with monkeypatch.context() as patch:
            patch.setenv(name, "1")
            assert listen(site) is None
    for name in ("argv", "orig_argv", "path"):
        with monkeypatch.context() as patch:
            patch.setattr(sys, name, [*getattr(sys, name), "other"])
            assert listen(site) is None
    with monkeypatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(site.parent / "state"))
        assert listen(site) is None
        build(site)  # of the other user
    assert listen(site) is None
    assert find_echo(str(site), with_call(site.parent)) is None
    build(site)
    monkeypatch.setattr("microsite.build.echo.user", lambda: os.geteuid() + 1)
    assert listen(site) is None


def test_a_key_that_lies_in_the_site_signs_no_echo(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(site.parent / "state"))
    build(site)
    (site.parent / "state").rename(site / "state")
    (site.parent / "state").symlink_to(site / "state")
    assert listen(site) is None


def test_an_echo_ends_when_git_has_the_cache(site: Path) -> None:
    git(site, "init", "--quiet")
    git(site, "add", "content")
    build(site)
    git(site, "add", "--force", ".cache/microsite/texts")
    assert listen(site) is None
    assert "it is in Git" in call(folder=site).out
    assert listen(site) is None


def test_an_echo_ends_with_an_embargo(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embargo = {"content/press/a.en.md": TEXT, "content/press/a.yaml": b"embargo: 2999-01-01T00:00Z\n"}
    build(write_files(site, embargo))
    monkeypatch.setattr(time, "time", lambda: 32472144000.0 - 1)
    assert listen(site)
    monkeypatch.setattr(time, "time", lambda: 32472144000.0)
    assert listen(site) is None


@pytest.mark.parametrize(
    "words", [("--now", "2026-01-01T00:00Z"), ("--profile",), ("--strict", "--lang", "xx"), ("check",)]
)
def test_what_is_another_one_each_time_has_no_echo(words: tuple[str, ...], site: Path) -> None:
    (site / ".cache/microsite" / ECHO).unlink()
    call(*words, folder=site)
    assert not (site / ".cache/microsite" / ECHO).exists()


def test_a_site_with_a_problem_of_its_files_has_no_echo(site: Path) -> None:
    (site / "content/link.md").symlink_to("nowhere")
    (site / "content/site.yaml").write_text(
        (site / "content/site.yaml").read_text("utf-8") + "rules: {file-unsafe: warning}\n", "utf-8"
    )
    call(folder=site)
    assert listen(site) is None


# ---- the process ------------------------------------------------------------------------------------------------

TELL_MODULES = """
import os, sys
before = set(sys.modules)
def end(status):
    print(*sorted(set(sys.modules) - before), file=sys.stderr, flush=True)
    leave(status)
leave, os._exit = os._exit, end
from microsite.commands.start import run
run()
"""

MODULES = {
    *("microsite", "microsite.build", "microsite.build.echo", "microsite.commands", "microsite.commands.again"),
    *("microsite.commands.start", "microsite.files", "microsite.files.key", "microsite.files.opening"),
    *("__future__", "_blake2", "errno"),
}
"""What is read of Python and of the generator where nothing has moved."""


def run_again(site: Path, *command: str, **others: object) -> subprocess.CompletedProcess[str]:
    """Run a command until it builds nothing, as what a build touches tells, and give what it tells then."""
    lock = site / ".cache/microsite/lock"
    for _ in range(TRIES):
        before = lock.stat().st_mtime_ns
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | others
        environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
        done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603 - our own program
            [sys.executable, *command], cwd=site, env=environment, check=False, text=True, **streams
        )
        if lock.stat().st_mtime_ns == before:
            assert isinstance(done, subprocess.CompletedProcess)
            return done
        time.sleep(0.2)
    raise AssertionError("there is no echo")


def test_where_nothing_has_moved_next_to_nothing_is_imported(site: Path) -> None:
    done = run_again(site, "-c", TELL_MODULES)
    assert set(done.stderr.split()) == MODULES


@pytest.mark.parametrize(
    "words", [(), ("-q",), ("--explain", "build"), ("--format", "json"), ("--format=github",), ("--root=.",)]
)
def test_what_is_told_again_is_told_as_it_was(words: tuple[str, ...], site: Path) -> None:
    write_files(site, {"content/pages/a.en.md": "---\ntitle: 地\n---\n#### 地\n".encode()})
    done, told = run_again(site, str(REPOSITORY / "build.py"), *words), call(*words, folder=site)
    out, err = (text.partition(" in 0.")[0] for text in (done.stdout, done.stderr))
    assert (out, err) == (told.out.partition(" in 0.")[0], told.err.partition(" in 0.")[0])
    assert done.returncode == told.status == 0


def test_what_cannot_be_told_again_ends_as_it_did(site: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run_again(site, str(REPOSITORY / "build.py"), stdout=full)
    assert (done.returncode, done.stderr) == (
        1,
        "error: the output of this command cannot be written: No space left on device\n",
    )


def test_an_echo_waits_for_nobody_and_writes_nothing(site: Path) -> None:
    run_again(site, str(REPOSITORY / "build.py"))
    with hold(site, site / "output"):
        before = read_files(site)
        assert run_again(site, str(REPOSITORY / "build.py")).returncode == 0
        assert read_files(site) == before
