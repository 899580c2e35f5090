"""Every promise of docs/security.md is held by tests that exist."""

from __future__ import annotations

import re

import pytest
from whole_sites import REPOSITORY

PAGE = (REPOSITORY / "docs/security.md").read_text("utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
PROMISES = [row for row in ROWS if "held by" not in row[-1]]


@pytest.mark.parametrize("row", PROMISES, ids=lambda row: row[0][2:50])
def test_each_promise_names_tests_that_exist(row: list[str]) -> None:
    names = re.findall(r"`(test_\w+)\.(test_\w+)`", row[-1])
    assert names
    for module, name in names:
        assert f"\ndef {name}(" in (REPOSITORY / f"tests/{module}.py").read_text("utf-8"), name


def test_the_page_and_what_operators_read_name_each_other() -> None:
    assert len(PROMISES) >= 25
    assert "docs/security.md" in (REPOSITORY / "SECURITY.md").read_text("utf-8")
    assert "Reporting" not in PAGE  # one place says how
