"""What the preview is called in addresses: its own names, so that it can tell who asks for it. Pure."""

from __future__ import annotations

import ipaddress
import re

from microsite.values.named import NamedTuple

LOOPBACK = "127.0.0.1"
"""Where nobody listens but this machine."""

NAMES = (LOOPBACK, "localhost", "[::1]")
"""What this machine is called in addresses of its own."""

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - somebody has asked for it
"""What a server listens on for all networks."""

_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::([0-9]{1,5}))?")


class Listening(NamedTuple):
    """Where a preview listens."""

    host: str = LOOPBACK
    port: int = 8000

    @property
    def url(self) -> str:
        """Its address for a browser on this machine."""
        return f"http://{LOOPBACK if self.host in EVERYWHERE else _bracketed(self.host)}:{self.port}/"

    @property
    def is_local(self) -> bool:
        """True if nobody but this machine can ask."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:  # a name, of whatever address
            return False

    def is_host(self, header: str) -> bool:
        """True of a request's Host that is ours: a page of others may have given its own name our address.

        For all networks, each address of four or eight numbers is: no page of others can have it for a name.
        """
        return self._is_ours(header, needs_port=False)

    def is_origin(self, header: str) -> bool:
        """True of the origin of one of our own pages."""
        scheme, _, authority = header.partition("://")
        return scheme == "http" and self._is_ours(authority, needs_port=self.port != 80)

    def _is_ours(self, authority: str, *, needs_port: bool) -> bool:
        found = _AUTHORITY.fullmatch(authority.lower())
        if found is None or (found[2] is None and needs_port) or (found[2] or str(self.port)) != str(self.port):
            return False
        is_number = self.host in EVERYWHERE and _is_number(found[1].strip("[]"))
        return found[1] in (*NAMES, _bracketed(self.host)) or is_number


def _bracketed(host: str) -> str:
    """A host as addresses have it."""
    return f"[{host}]" if ":" in host else host.lower()


def _is_number(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False
