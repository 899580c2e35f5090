"""The audit of built pages: which of them it looks at."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from test_archive import release, site_of
from whole_sites import REPOSITORY, build, write_files

_ASK = """
import {{ findTypes, openSite }} from "{module}";
const site = await openSite("{folder}");
console.log(JSON.stringify(await findTypes(site)));
site.close();
"""


def find_types(folder: Path) -> list[dict[str, Any]]:
    """The types of pages that the audit finds in a built site."""
    node = shutil.which("node")
    assert node
    script = _ASK.format(module=(REPOSITORY / "audit" / "site.mjs").as_uri(), folder=folder)
    command = [node, "--input-type=module", "--eval", script]
    return list(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))  # noqa: S603


def test_lists_years_topics_and_releases_are_each_looked_at_the_largest_first(tmp_path: Path) -> None:
    files = site_of()
    for key, topics in (("2023-04-05-a", ["energy"]), ("2024-05-06-b", ["traffic"]), ("2025-05-06-c", ["energy"])):
        files |= release(key, topics)
    built = build(files).files
    types = find_types(write_files(tmp_path, built))
    pages = {one["type"]: one["pages"] for one in types if one["language"] == "de"}
    assert set(pages) >= {"404", "home", "press-2", "press-list", "press-list-2", "press-list-3"}
    assert {len(pages[name]) for name in ("press-2", "press-list-2")} == {3}
    for found in pages.values():
        sizes = [len(built[path].decode()) for path in found]
        assert sizes == sorted(sizes, reverse=True)
    leading = {path for path, data in built.items() if path.endswith(".html") and b'http-equiv="refresh"' in data}
    assert {path for one in types for path in one["pages"]} == {
        path for path in built if path.endswith(".html") and path not in leading
    }
