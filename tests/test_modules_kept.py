"""The byte code of modules that is kept in one file: believed as Python believes its own, and else left to Python."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from whole_sites import REPOSITORY, output, read_site, write_files

from microsite.files import modules

COUNT = modules._FEW + 2  # noqa: SLF001

IMPORTING = """
import importlib, sys
sys.path[:0] = sys.argv[1:]
from microsite.files import modules
keep = modules.share_modules()
from library import part
found = [part] + [importlib.import_module(f"module{number}") for number in range(COUNT)]
keep()
shared = [module for module in found if type(module.__spec__.loader) is modules._Loader]
print(len(shared), *[module.VALUE for module in found])
assert part.__file__ == part.__spec__.origin and part.__cached__ == part.__spec__.cached
assert sys.modules["library"].__path__ == [part.__file__.rpartition("/")[0]]
""".replace("COUNT", str(COUNT))

ENDING = """
import os, sys
end = os._exit
def tell_and_end(status):
    from microsite.files.modules import _Loader
    found = [getattr(module, "__spec__", None) for module in sys.modules.values()]
    shared = [spec for spec in found if spec and type(spec.loader) is _Loader]
    os.write(2, f"shared {len(shared)}\\n".encode())
    end(status)
os._exit = tell_and_end
sys.argv = ["build.py", *sys.argv[1:]]
from microsite.commands.start import run
run()
"""

Import = Callable[..., list[str]]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Give a folder with modules, and a package with one."""
    texts = {f"module{number}.py": f"VALUE = {number}\n".encode() for number in range(COUNT)}
    return write_files(tmp_path / "lib", texts | {"library/__init__.py": b"", "library/part.py": b"VALUE = 'part'\n"})


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], Path]:
    """Give what finds the file."""
    return lambda: next((tmp_path / "code").rglob("*.all"))


@pytest.fixture
def load(tmp_path: Path, library: Path) -> Import:
    """Give what imports the modules in a process, and says how many came of the file, and their values."""

    def run(*options: str) -> list[str]:
        words = (sys.executable, *options, "-c", IMPORTING, str(library), str(REPOSITORY))
        places = {"PYTHONPYCACHEPREFIX": str(tmp_path / "code")}
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | places
        return subprocess.check_output(words, env=environment, text=True, cwd=tmp_path).split()  # noqa: S603

    return run


VALUES = ["part", *map(str, range(COUNT))]


def test_the_next_process_takes_all_from_one_file(load: Import) -> None:
    assert load() == ["0", *VALUES]
    assert load() == [str(COUNT + 1), *VALUES]


def test_a_module_that_has_moved_is_read_by_python(load: Import, library: Path) -> None:
    load()
    (library / "module3.py").write_text("VALUE = 'another'\n")
    assert load() == [str(COUNT), *VALUES[:4], "another", *VALUES[5:]]
    os.utime(library / "module5.py", (1, 1))
    assert load()[0] == str(COUNT - 1)


def test_a_module_that_is_gone_is_missed(load: Import, library: Path) -> None:
    load()
    (library / "module3.py").unlink()
    with pytest.raises(subprocess.CalledProcessError):
        load()


def test_a_name_that_has_come_lets_python_look_itself(load: Import, library: Path) -> None:
    load()
    (library / "notes.txt").write_text("no module")
    assert load()[0] == str(COUNT + 1)
    (library / "module3").mkdir()
    (library / "module3/__init__.py").write_text("VALUE = 'another'\n")
    assert load() == ["0", *VALUES[:4], "another", *VALUES[5:]]
    assert load()[0] == str(COUNT + 1)


@pytest.mark.parametrize("size", [0, 4, 100, -1, -500])
def test_a_damaged_file_is_none(load: Import, kept: Callable[[], Path], size: int) -> None:
    load()
    data = kept().read_bytes()
    kept().write_bytes(data[:size])
    assert load()[1:] == VALUES
    kept().write_bytes(data[:size] + bytes(len(data[size:])))
    assert load()[1:] == VALUES


def test_nothing_is_kept_where_python_is_to_keep_nothing(load: Import, tmp_path: Path) -> None:
    assert load("-B") == ["0", *VALUES]
    assert not list((tmp_path / "code").rglob("*.all"))


def test_a_command_takes_nearly_all_of_its_modules_from_there(tmp_path: Path) -> None:
    roots = [write_files(tmp_path / name, read_site("conference")) for name in ("first", "second", "third")]
    places = {name: str(tmp_path / name) for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "PYTHONPYCACHEPREFIX")}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | places

    def count(root: Path) -> int:
        words = (sys.executable, "-c", ENDING, "--root", str(root), "--jobs", "1")
        done = subprocess.run(words, env=environment, cwd=REPOSITORY, capture_output=True, check=True)  # noqa: S603
        return int(done.stderr.rpartition(b"shared ")[2])

    first, second, third = map(count, roots)
    assert first == 0
    assert second > 200
    assert third >= second
    assert output(roots[0]) == output(roots[1]) == output(roots[2])
