"""The first thing that a newcomer meets: another Python, an environment that is missing, or half of one."""

from __future__ import annotations

import ast
import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from whole_sites import REPOSITORY, read_site, write_files

from microsite.commands.start import OLDEST, find_remedy

FIRST = (
    "build.py",
    "microsite/__init__.py",
    "microsite/__main__.py",
    "microsite/commands/__init__.py",
    "microsite/commands/start.py",
)
"""What an old Python has to read before it can be told that it is one."""


def run(*command: str, folder: Path = REPOSITORY) -> tuple[int, str, str]:
    done = subprocess.run(  # noqa: S603 - Pythons of this machine
        command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


@functools.cache
def find_old_pythons() -> list[str]:
    """Pythons of this machine that are too old, if there are any."""
    names = ("python2.7", *(f"python3.{minor}" for minor in range(4, OLDEST[1])))
    found = [path for name in names if (path := shutil.which(name))]
    found += [str(path) for path in Path.home().glob(".pyenv/versions/*/bin/python")]
    tell = "import sys; print(sys.version_info < (3, 11))"
    return [path for path in found if run(path, "-c", tell)[1] == "True\n"]


@pytest.mark.parametrize("path", FIRST)
def test_an_old_python_can_read_what_it_reads_first(path: str) -> None:
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    assert text.isascii()  # or Python 2 wants to be told the encoding
    for node in ast.walk(ast.parse(text)):
        assert not isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.AsyncFunctionDef | ast.Match)
        assert not isinstance(node, ast.FunctionDef) or not (
            node.returns or node.args.kwonlyargs or node.args.posonlyargs
        )
        assert not isinstance(node, ast.arg) or node.annotation is None
        assert not isinstance(node, ast.Raise) or node.cause is None
        assert not isinstance(node, ast.ImportFrom) or node.module != "__future__"


@pytest.mark.parametrize("command", [("build.py",), ("-m", "microsite")])
def test_an_old_python_is_told_which_one_it_takes(command: tuple[str, ...]) -> None:
    for python in find_old_pythons():
        status, out, err = run(python, *command)
        assert (status, out) == (2, ""), python
        assert err.startswith("error: microsite needs Python 3.11 or newer, and this is Python "), python
        assert err.count("\n") == 1
        assert "make site" in err


@pytest.mark.parametrize("command", [("build.py",), ("-m", "microsite"), ("build.py", "serve"), ("build.py", "check")])
def test_without_its_libraries_it_says_what_to_do_and_nothing_else(command: tuple[str, ...], tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("minimal"))
    (root / "microsite").symlink_to(REPOSITORY / "microsite")
    shutil.copy(REPOSITORY / "build.py", root)
    status, out, err = run(sys.executable, "-S", *command, folder=root)  # without site-packages
    assert (status, out) == (2, "")
    assert err.startswith(f"error: this Python ({sys.executable}) cannot import the library ")
    assert err.count("\n") == 1


WITHOUT = """
import sys
sys.modules[sys.argv[1]] = None  # which Python then says it does not have
sys.argv[:2] = ["build.py"]
from microsite.commands.start import run
run()
"""


@pytest.mark.parametrize("library", ["babel", "yaml", "jinja2", "markupsafe", "markdown", "nh3"])
def test_a_library_that_is_missing_is_named(library: str, tmp_path: Path) -> None:
    site = read_site("minimal") | {"content/pages/about.en.md": b"---\ntitle: 'x'\n---\n<a href='javascript:x'>x</a>\n"}
    root = write_files(tmp_path / "site", site)
    (root / "microsite").symlink_to(REPOSITORY / "microsite")
    status, out, err = run(sys.executable, "-c", WITHOUT, library, folder=root)
    assert (status, out) == (2, "")
    assert f'cannot import the library "{library}"' in err
    assert err.count("\n") == 1
    assert not (root / "output").exists()


def test_a_library_that_cannot_be_loaded_is_told_with_the_reason(tmp_path: Path) -> None:
    root = write_files(
        tmp_path / "site", read_site("minimal") | {"jinja2.py": b"from sys import nothing_of_the_kind\n"}
    )
    (root / "microsite").symlink_to(REPOSITORY / "microsite")
    script = "import sys; sys.argv = ['build.py']; from microsite.commands.start import run; run()"
    status, _, err = run(sys.executable, "-c", script, folder=root)
    assert status == 2
    assert "nothing_of_the_kind" in err
    assert "Traceback" not in err


def test_a_part_of_microsite_that_is_missing_is_named(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "microsite", tmp_path / "microsite", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "build.py", tmp_path)
    (tmp_path / "microsite/diagnostics/problems.py").unlink()
    status, out, err = run(sys.executable, "build.py", folder=tmp_path)
    assert (status, out) == (2, "")
    assert err.startswith("error: a part of microsite cannot be imported (")
    assert "problems" in err


# ---- the commands that help ---------------------------------------------------------------------------------------


def unpack(folder: Path, *, has_environment: bool) -> str:
    (folder / "requirements").mkdir()
    (folder / "requirements/site.txt").touch()
    if has_environment:
        (folder / ".venv").mkdir()
    return str(folder)


def test_where_nothing_is_set_up_make_does_it_or_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = unpack(tmp_path, has_environment=False)
    monkeypatch.chdir(tmp_path)
    assert find_remedy(folder, "/usr", "posix", "") == (
        'run "make site", or "python3 -m venv .venv" and ".venv/bin/python -m pip install -r requirements/site.txt"'
    )
    assert find_remedy(folder, "/usr", "nt", "") == (
        r'run "py -m venv .venv" and ".venv\Scripts\python -m pip install -r requirements\site.txt"'
    )
    assert find_remedy(folder, "/usr", "posix", "3.11") == (
        'run "make site", or "make site PYTHON=python3.11" with the name of a newer one'
    )
    assert 'run "py -3.11 -m venv .venv"' in find_remedy(folder, "/usr", "nt", "3.11")


def test_where_there_is_an_environment_its_python_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = unpack(tmp_path, has_environment=True)
    monkeypatch.chdir(tmp_path)
    for version in ("", "3.11"):
        assert find_remedy(folder, "/usr", "posix", version) == 'run "make site" or ".venv/bin/python build.py"'
        assert find_remedy(folder, "/usr", "nt", version) == r'run ".venv\Scripts\python build.py"'


def test_an_environment_that_is_damaged_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = unpack(tmp_path, has_environment=True)
    monkeypatch.chdir(tmp_path)
    mend = 'run ".venv/bin/python -m pip install -r requirements/site.txt"'
    assert find_remedy(folder, f"{folder}/.venv", "posix", "") == mend


def test_from_another_folder_the_commands_say_where(tmp_path: Path) -> None:
    folder = unpack(tmp_path, has_environment=True)
    assert find_remedy(folder, "/usr", "posix", "") == (
        f'run "make -C {folder} site" or "{folder}/.venv/bin/python {folder}/build.py"'
    )


def test_what_was_installed_by_pip_is_mended_by_pip(tmp_path: Path) -> None:
    assert find_remedy(str(tmp_path), "/usr", "posix", "") == 'run "python -m pip install microsite"'
