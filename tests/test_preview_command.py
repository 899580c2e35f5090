"""The preview as somebody starts it: its options, what it tells, and that it stays as it is for a thousand saves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from laws import up_to
from previews import PATIENCE, serving
from whole_sites import REPOSITORY, read_site, write_files

HOME = "content/pages/home.en.md"
GROWTH = 8_000_000
"""Bytes that a process may grow by in a thousand saves: what a few lists of another length take."""


def test_a_preview_for_others_is_warned_about_before_anything_is_shown(tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("minimal"))
    command = [sys.executable, "-m", "microsite", "serve", "--host", "0.0.0.0", "--port", "0"]  # noqa: S104 - of no port
    ended = subprocess.run(  # noqa: S603 - our own
        command, cwd=root, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True, check=False
    )
    warning, error = ended.stderr.split("keep the preview to this machine.\n")
    assert warning.startswith("--host 0.0.0.0: whoever can reach port 0 of this machine reads drafts")
    assert (ended.returncode, "there is no port 0" in error) == (2, True)


def test_the_browser_opens_once_the_site_is_there(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", read_site("minimal"))
    pipe = tmp_path / "opened"
    os.mkfifo(pipe)
    (tmp_path / "browser").write_text(f'#!/bin/sh\necho "$1" > "{pipe}"\n')
    (tmp_path / "browser").chmod(0o700)
    with serving(root, "--open", BROWSER=str(tmp_path / "browser")) as (address, _):
        opened = subprocess.run(["cat", str(pipe)], capture_output=True, text=True, timeout=PATIENCE, check=True)  # noqa: S603, S607
        assert opened.stdout == f"{address}\n"


def test_a_kind_whose_last_text_goes_loses_its_pages(tmp_path: Path) -> None:
    gull = b"---\nterm: gull\nshort: A bird.\n---\nText.\n"
    root = write_files(tmp_path, read_site("minimal") | {"content/glossary/gull.en.md": gull})
    with serving(root) as (_, process):
        assert process.stdout
        assert (root / ".preview/en/glossary").exists()
        (root / "content/glossary").rename(root / "elsewhere")
        line = next(line for line in process.stdout if line[2:3] == ":" and " written" in line)
        assert " 0 removed" not in line
        assert not (root / ".preview/en/glossary").exists()


@pytest.mark.law
def test_a_thousand_saves_leave_no_more_in_memory_than_a_hundred(tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("trilingual"))
    text, saves = (root / HOME).read_text("utf-8"), up_to(1000, few=10)
    with serving(root) as (_, process):
        assert process.stdout
        for number in range(saves):
            is_broken = number % 5 == 4
            said = text.replace("title:", "titel:") if is_broken else text.replace("Read about", f"Read {number} about")
            (root / "new").write_text(said, "utf-8")
            (root / "new").replace(root / HOME)
            line = next(line for line in process.stdout if line[2:3] == ":" and " written" in line)
            assert ("as before" in line) is is_broken
            if number == saves // 10:
                first = measure(process.pid)
        assert measure(process.pid) - first < GROWTH


def measure(process: int) -> int:
    """The bytes that a process has in memory."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True)  # noqa: S603, S607
    return int(told.stdout) * 1024
