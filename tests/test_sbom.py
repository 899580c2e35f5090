"""The list of what a site is built with: right by the schema of CycloneDX, whole, and the same at any time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from whole_sites import REPOSITORY


def list_parts(**environment: str) -> str:
    command = [sys.executable, "audit/sbom.py"]
    done = subprocess.run(  # noqa: S603 - our own
        command, cwd=REPOSITORY, env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def listed() -> str:
    return list_parts(PYTHONHASHSEED="1", TZ="UTC")


def test_the_list_is_right_by_the_schema_and_the_schema_would_tell(listed: str) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(listed) is None
    assert validator.validate_str(listed.replace('"library"', '"book"', 1)) is not None


def test_the_list_has_what_is_pinned_for_a_site_and_no_tool_of_the_tests(listed: str) -> None:
    pins = re.findall(r"^([a-z0-9-]+)==(\S+)", (REPOSITORY / "requirements/site.txt").read_text("utf-8"), re.MULTILINE)
    found: dict[str, Any] = json.loads(listed)
    assert [(one["name"], one["version"]) for one in found["components"]] == sorted(pins)
    assert "pytest" not in listed
    assert all(one["licenses"] for one in found["components"])
    for one in found["components"]:
        url = PackageURL.from_string(one["purl"])
        assert (url.type, url.name, url.version) == ("pypi", one["name"], one["version"])
    needed = {one["ref"].partition("@")[0]: one["dependsOn"] for one in found["dependencies"]}
    assert {ref.partition("@")[0] for ref in needed["pkg:pypi/jinja2"]} == {"pkg:pypi/markupsafe"}
    reached, waiting = set[str](), [found["metadata"]["component"]["bom-ref"]]
    while waiting:
        reached.add(ref := waiting.pop())
        waiting += [one for one in needed[ref.partition("@")[0]] if one not in reached]
    assert reached - {found["metadata"]["component"]["bom-ref"]} == {one["bom-ref"] for one in found["components"]}


def test_the_same_packages_make_the_same_list(listed: str) -> None:
    assert list_parts(PYTHONHASHSEED="2", TZ="Asia/Shanghai", LC_ALL="C.UTF-8") == listed
