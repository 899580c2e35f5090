"""What is known of single languages beyond CLDR: tables beside this module, a folder for each language."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

Table = Mapping[str, Any]


def find_table(identifier: str, name: str) -> Table:
    """The table of that name for a BCP 47 tag or a Babel locale (zh-Hans, zh_Hans_CN); empty if it does not exist.

    `not_for` in it are the scripts and regions in which the language is written otherwise.
    """
    first, *others = identifier.replace("_", "-").split("-")
    table = _read(first.lower(), name)
    return {} if {other.lower() for other in others} & {part.lower() for part in table.get("not_for", ())} else table


@functools.cache
def _read(language: str, name: str) -> Table:
    """A table, which is part of the program as its modules are."""
    if not re.fullmatch("[a-z]{2,3}", language):
        return {}
    import pkgutil  # late, with the other: a build that reads no table needs neither
    import tomllib

    try:
        data = pkgutil.get_data(__package__, f"languages/{language}/{name}.toml")
    except FileNotFoundError:
        data = None
    return tomllib.loads(data.decode()) if data else {}
