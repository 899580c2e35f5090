"""The editors' pipeline and the generator's tests are two things: neither waits for the other, nor reads its files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from whole_sites import REPOSITORY

from microsite.files.tree import read_tree

# ---- what tests may read ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "read",
    [
        lambda content: list(content.rglob("*.md")),
        lambda content: (content / "site.yaml").read_bytes(),
        os.listdir,
        lambda content: read_tree(content.parent),
        lambda content: shutil.copytree(content, content / "copy"),
    ],
    ids=["walk", "read", "list", "scan", "copy"],
)
def test_no_test_can_read_what_editors_write(read: Callable[[Path], object]) -> None:
    with pytest.raises(AssertionError, match="a test reads"):
        read(REPOSITORY / "content")


def test_a_test_can_read_the_content_of_its_own_sites(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert list((tmp_path / "content").iterdir()) == []
    assert (REPOSITORY / "tests/sites/conference/content/site.yaml").read_bytes()
