"""What was done at the last build, as the cache remembers it. Whatever is wrong with it means a clean build."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from microsite.files.disk import CACHE, VERSION, is_text_by_text, shown, telling
from microsite.files.folder import Claim
from microsite.model import Manifest, Record

RECORDS = "manifest.json"


def read_records(found: Claim) -> Manifest:
    """The records of the last build into this folder; none if there was none, or if they cannot be read."""
    records = _read_cache(found.root).get(shown(found.root, found.output))
    manifest = {}
    for path, record in records.items() if isinstance(records, dict) else ():
        if not (isinstance(record, dict) and is_text_by_text(record.get("parts"))):
            return {}
        manifest[path] = Record(record["parts"], str(record.get("output")))
    return manifest


def write_records(found: Claim, manifest: Manifest) -> None:
    """Remember what was done; forget folders that are gone. Raises `UsageError` if the disk does not let us."""
    with telling(found.root):
        outputs = {name: records for name, records in _read_cache(found.root).items() if (found.root / name).is_dir()}
        outputs[shown(found.root, found.output)] = {
            path: {"parts": dict(record.parts), "output": record.output} for path, record in manifest.items()
        }
        path = found.root / CACHE / RECORDS
        new = path.with_suffix(".new")
        new.write_text(json.dumps({"version": VERSION, "outputs": outputs}, sort_keys=True), encoding="utf-8")
        new.replace(path)


def _read_cache(root: Path) -> dict[str, Any]:
    """The records by output folder, unchecked."""
    with suppress(OSError, ValueError, RecursionError):
        cache = json.loads((root / CACHE / RECORDS).read_bytes())
        if isinstance(cache, dict) and cache.get("version") == VERSION and isinstance(cache.get("outputs"), dict):
            return dict(cache["outputs"])
    return {}
