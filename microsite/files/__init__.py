"""The disk: read the tree, own the output folder, do all that a plan says or nothing, remember what was done."""

from microsite.files.bodies import StoredBodies
from microsite.files.cache import Cache, Cached, open_cache, read_cached, write_cached
from microsite.files.disk import CACHE, FOLDERS, UsageError, describe, find_oddity, read_argument
from microsite.files.engine import read_engine
from microsite.files.folder import NOBODY, Claim, Place, check_strays, claim, hold, is_current, survey
from microsite.files.ownership import OWNERSHIP, STAGING, is_inside
from microsite.files.pack import Pack, Slice
from microsite.files.records import read_records, write_records
from microsite.files.staging import Applied, Staging, stage, sweep
from microsite.files.stamps import NOTHING, Seen, moment_at
from microsite.files.tree import Tree, is_ignored, list_folders, read_again, read_tree, write_sources
from microsite.files.writing import write_file

__all__ = [
    "CACHE",
    "FOLDERS",
    "NOBODY",
    "NOTHING",
    "OWNERSHIP",
    "STAGING",
    "Applied",
    "Cache",
    "Cached",
    "Claim",
    "Pack",
    "Place",
    "Seen",
    "Slice",
    "Staging",
    "StoredBodies",
    "Tree",
    "UsageError",
    "check_strays",
    "claim",
    "describe",
    "find_oddity",
    "hold",
    "is_current",
    "is_ignored",
    "is_inside",
    "list_folders",
    "moment_at",
    "open_cache",
    "read_again",
    "read_argument",
    "read_cached",
    "read_engine",
    "read_records",
    "read_tree",
    "stage",
    "survey",
    "sweep",
    "write_cached",
    "write_file",
    "write_records",
    "write_sources",
]
