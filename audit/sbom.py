"""List what a site is built with, as CycloneDX 1.6: `make sbom > sbom.json`.

That is microsite itself and what requirements/site.txt pins, as it is installed, with licences and what needs what.
Libraries in C that wheels bring along are parts of their packages, and not named. The same packages make the same
bytes: there is no time and no serial number in it.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
_OF_EXTRA = re.compile(r";.*\bextra\b")

Component = dict[str, Any]
"""An object of CycloneDX."""


def describe(name: str, version: str) -> Component:
    """A package as a component. Raises `PackageNotFoundError` or `ValueError` if that version is not installed."""
    found = metadata.metadata(name).json
    if found["version"] != version:
        raise ValueError(f"{name} {found['version']} is installed, and not {version}")
    component: Component = {"type": "library", "bom-ref": _refer(name, version), "name": name, "version": version}
    classifiers = [one for one in found.get("classifier", []) if one.startswith("License :: ")]
    if "license_expression" in found:
        component["licenses"] = [{"expression": found["license_expression"]}]
    elif (
        said := str(found.get("license", "")).strip().partition("\n")[0]
        or "".join(classifiers[:1]).rpartition(":: ")[2]
    ):
        component["licenses"] = [{"license": {"name": said}}]
    return component | {"purl": component["bom-ref"]}


def list_needed(requirements: list[str], pins: dict[str, str]) -> list[str]:
    """The references of what is required, without extras, of what is pinned."""
    names = {_normal(re.split(r"[^\w.-]", one)[0]) for one in requirements if not _OF_EXTRA.search(one)}
    return [_refer(name, pins[name]) for name in sorted(names & pins.keys())]


def make_list() -> Component:
    """The list, as an object of JSON. Raises as `describe` does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = dict(_PIN.findall((ROOT / "requirements" / "site.txt").read_text(encoding="utf-8")))
    [version] = re.findall('__version__ = "(.*)"', (ROOT / "microsite" / "__init__.py").read_text(encoding="utf-8"))
    own = _refer("microsite", version)
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    needed = {own: list_needed([*project["dependencies"], *extras], pins)}
    needed |= {_refer(name, pins[name]): list_needed(metadata.requires(name) or [], pins) for name in pins}
    itself = {"type": "application", "bom-ref": own, "name": "microsite", "version": version, "purl": own}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": itself | {"licenses": [{"expression": project["license"]}]}},
        "components": [describe(name, pins[name]) for name in sorted(pins)],
        "dependencies": [{"ref": ref, "dependsOn": refs} for ref, refs in sorted(needed.items())],
    }


def _normal(name: str) -> str:
    """The name of a package as locks write it (PEP 503)."""
    return re.sub("[-_.]+", "-", name).lower()


def _refer(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


if __name__ == "__main__":
    try:
        print(json.dumps(make_list(), indent=2, ensure_ascii=False))
    except (metadata.PackageNotFoundError, ValueError) as error:
        sys.exit(f"error: {error}\nhint: install what is pinned: make site")
