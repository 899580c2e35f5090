"""Where others in the network find this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress

from microsite.preview.names import EVERYWHERE, Listening

_FAR = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses that nobody has (RFC 5737, RFC 3849)."""

_DISCARD = 9


def say_where(names: Listening) -> str:
    """What tells who starts a preview where to look at it, and where others can, in a line each."""
    urls = [Listening(address, names.port).url for address in _find_addresses(names.host)]
    lines = [f"Preview: {names.url} (Ctrl-C ends it)"]
    lines += [f"For others in this network, such as a telephone: {' or '.join(urls)}"] if urls else []
    return "\n".join(lines)


def _find_addresses(host: str) -> Iterator[str]:
    """By which addresses this machine asks others, if it listens on all: by UDP, to be connected sends nothing."""
    for family, far in _FAR if host in EVERYWHERE else ():
        if family == socket.AF_INET6 and host != "::":
            continue
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((far, _DISCARD))
            yield probe.getsockname()[0]
