"""What is published as its list says, which `publish sync` has written: a file, or an address of the web."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from microsite.files.disk import UsageError, printable, telling
from microsite.files.opening import read_file
from microsite.files.ownership import OWNERSHIP, parse_list

_SCHEMES = ("https://", "http://")
_BOUND = 50_000_000  # bytes; a file of the site takes about a hundred
_NAME_IT = f"name the list that publish sync has written, {OWNERSHIP}, or the address of a site that shows it"


def is_list(written: str) -> bool:
    """True of a target that is no place to write to, but a list of what is there."""
    return written.startswith(_SCHEMES) or os.path.isfile(written)  # noqa: PTH113 - a null in it is no error


def read_published(written: str, site: str) -> Mapping[str, str]:
    """The digests of what is published, by path.

    Of an address with a slash at its end, the list is the one in that folder. Raises `UsageError` if there is none, if
    it is damaged, or if it is that of another site.
    """
    is_address = written.startswith(_SCHEMES)
    name = written + OWNERSHIP if is_address and written.endswith("/") else written
    data = _ask(name) if is_address else _read(Path(name))
    deed = parse_list(data)
    if deed is None or deed.files is None:
        raise UsageError(f"“{printable(name)}” is not a list of published files", _NAME_IT, status=1)
    if deed.site not in {"", site}:
        message = f"“{printable(name)}” lists the site {printable(deed.site)}, and this one is {site}"
        raise UsageError(message, _NAME_IT, status=1)
    return deed.files


def _read(path: Path) -> bytes:
    with telling(path.parent, path):
        return read_file(str(path), _BOUND)


def _ask(url: str) -> bytes:
    from microsite.web.asking import ask  # with all of the network

    answer = ask(url, bound=_BOUND + 1)
    if answer.status == 200 and len(answer.data) <= _BOUND:
        return answer.data
    why = answer.fault or ("it is too large" if answer.status == 200 else f"it answers with {answer.status}")
    raise UsageError(f"“{printable(url)}” cannot be read: {why}", _NAME_IT, status=1)
