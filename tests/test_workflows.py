"""The editors' pipeline and the generator's tests are two things: neither waits for the other, nor reads its files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from whole_sites import REPOSITORY, SITES

# ---- what tests may read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["content", "locales"])
@pytest.mark.parametrize(
    "read",
    [
        lambda folder: list(os.walk(folder)),
        lambda folder: (folder / "site.yaml").read_bytes(),
        os.listdir,
        os.scandir,
        lambda folder: shutil.copytree(folder, folder / "copy"),
    ],
    ids=["walk", "read", "list", "scan", "copy"],
)
def test_no_test_can_read_what_editors_write(read: Callable[[Path], object], name: str) -> None:
    with pytest.raises(AssertionError, match="a test reads"):
        read(REPOSITORY / name)


@pytest.mark.parametrize("name", ["content", "locales"])
def test_a_test_can_read_the_sites_of_the_tests(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert list((tmp_path / name).iterdir()) == []
    assert list((SITES / "conference" / name).iterdir()) != []
