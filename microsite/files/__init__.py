"""The disk: read the tree, own the output folder, do all that a plan says or nothing, remember what was done."""

from microsite.files.changes import Applied, apply
from microsite.files.disk import FOLDERS, UsageError
from microsite.files.folder import OWNERSHIP, STAGING, Claim, check_strays, claim
from microsite.files.records import read_records, write_records
from microsite.files.tree import is_ignored, read_engine, read_tree, write_sources

__all__ = [
    "FOLDERS",
    "OWNERSHIP",
    "STAGING",
    "Applied",
    "Claim",
    "UsageError",
    "apply",
    "check_strays",
    "claim",
    "is_ignored",
    "read_engine",
    "read_records",
    "read_tree",
    "write_records",
    "write_sources",
]
