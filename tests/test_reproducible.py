"""Same input, same bytes: two checkouts, wherever, whenever and by whomever they are built."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from whole_sites import REPOSITORY, Files, read_files, read_site, write_files

LATER = 1_800_000_000
"""In 2027: long after all that the sites of the tests tell of."""

SHUFFLED = """
import os, random, sys
sys.path.insert(0, sys.argv.pop(1))
shuffled = random.Random(sys.argv.pop(1)).shuffle
scan, list_names = os.scandir, os.listdir

class Scan:
    def __init__(self, *where):
        with scan(*where) as found:
            entries = list(found)
        shuffled(entries)
        self.entries = iter(entries)
    def __iter__(self):
        return self.entries
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    close = __exit__

def list_shuffled(*where):
    names = list_names(*where)
    shuffled(names)
    return names

os.scandir, os.listdir = Scan, list_shuffled
from microsite.commands.start import run
run()
"""
"""Builds as build.py does, on a disk that lists each folder in another order."""


class Machine(NamedTuple):
    """Who builds, where and when."""

    folder: str = "site"
    environment: Mapping[str, str] = {}
    umask: int = 0o022
    jobs: int = 1
    order: str = ""
    at: int = 0


NO_LANGUAGE = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Where Python takes the names of files for ASCII."""

MACHINES = {
    "another in all": Machine(
        "große Straße/会议",
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77", "HOME": "/nowhere", "USER": "nobody", "COLUMNS": "20"}
        | NO_LANGUAGE,
        umask=0o077,
        jobs=2,
        order="all",
        at=86_400,
    ),
    "another folder": Machine(folder="a folder with spaces/große Straße/会议"),
    "east of all others": Machine(environment={"TZ": "Pacific/Kiritimati"}),
    "west of all others": Machine(environment={"TZ": "Etc/GMT+12"}),
    "no language": Machine(environment=NO_LANGUAGE),
    "German": Machine(environment={"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LANGUAGE": "de"}),
    "Turkish": Machine(environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "private files": Machine(umask=0o077),
    "another hash seed": Machine(environment={"PYTHONHASHSEED": "4711"}),
    "two workers": Machine(jobs=2),
    "folders listed in another order": Machine(order="one"),
    "and in yet another": Machine(order="other"),
    "files of another day": Machine(at=86_400),
    "another user": Machine(environment={"HOME": "/nowhere", "USER": "nobody", "LOGNAME": "nobody"}),
    "a narrow terminal": Machine(environment={"COLUMNS": "20", "TERM": "dumb"}),
}


def build_on(machine: Machine, files: Files, folder: Path, now: int) -> tuple[Files, bytes]:
    """What a new checkout is built to, the list of the files included, and what is told then."""
    root = write_files(folder / machine.folder, files)
    for path in root.rglob("*") if machine.at else ():
        os.utime(path, (machine.at, machine.at))
    start = [sys.executable, str(REPOSITORY / "build.py")]
    if machine.order:
        start = [sys.executable, "-c", SHUFFLED, str(REPOSITORY), machine.order]
    done = subprocess.run(  # noqa: S603 - our own program
        [*start, "-v", "--jobs", str(machine.jobs)],
        cwd=root,
        env=os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(now), **machine.environment},
        umask=machine.umask,
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    return read_files(root / "output"), done.stderr


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Files, bytes]]:
    """Return what a machine like ours makes of a site, once for all others."""
    known: dict[str, tuple[Files, bytes]] = {}

    def build_once(name: str) -> tuple[Files, bytes]:
        if name not in known:
            known[name] = build_on(Machine(), read_site(name), tmp_path_factory.mktemp(name), LATER)
        return known[name]

    return build_once


@pytest.mark.law(every=len(MACHINES))
@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_two_checkouts_are_built_to_the_same_bytes(
    machine: Machine, expected: Callable[[str], tuple[Files, bytes]], tmp_path: Path
) -> None:
    files = list(read_site("trilingual").items())
    random.Random(machine.order).shuffle(files)  # noqa: S311 - most disks list files as they came
    found, told = build_on(machine, dict(files), tmp_path, LATER)
    assert found == expected("trilingual")[0]
    assert any(path.endswith(".webp") for path in found)  # pictures, too
    if "PYTHONUTF8" not in machine.environment:  # where a terminal knows no Chinese, less can be told
        assert told == expected("trilingual")[1]


def test_what_knows_no_language_is_told_the_same_in_letters_that_it_knows(tmp_path: Path) -> None:
    found, told = build_on(MACHINES["no language"], read_site("trilingual"), tmp_path, LATER)
    assert b"Traceback" not in told
    assert told.isascii()
    assert found


# ---- the moment of a build ------------------------------------------------------------------------------------------

DAY = "2025-05-04"
MOMENTS = {
    "the day before, in the west": (1746280800, 0),  # 2025-05-03T14:00Z
    "on that day": (1746360000, 1),  # 2025-05-04T12:00Z
    "the day after": (1746446400, 1),
    "two days after": (1746532800, 0),
}


@pytest.mark.law(every=3)
@pytest.mark.parametrize(("moment", "count"), MOMENTS.values(), ids=MOMENTS)
def test_the_moment_that_is_named_decides_what_is_news_wherever_that_is(
    moment: int, count: int, tmp_path: Path
) -> None:
    files = read_site("minimal")
    seen = []
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        found, _ = build_on(Machine(environment={"TZ": zone}), files, tmp_path / zone.partition("/")[2], moment)
        seen.append(found)
    assert seen[0] == seen[1]
    assert ("news-sitemap.xml" in seen[0]) is bool(count)


def test_the_moment_that_is_named_ends_an_embargo_wherever_that_is(tmp_path: Path) -> None:
    files = read_site("minimal")
    files |= {"content/press/2025-05-04-canal-day.yaml": b"embargo: 2025-05-04T10:00+08:00\n"}
    machine = Machine(environment={"TZ": "Etc/GMT+12"})
    before, _ = build_on(machine, files, tmp_path / "before", 1746323999)
    after, _ = build_on(machine, files, tmp_path / "after", 1746324000)
    assert "en/press/2025-05-04-canal-day/index.html" not in before
    assert "en/press/2025-05-04-canal-day/index.html" in after
