"""The headers that a host shall send."""

from __future__ import annotations

from collections.abc import Mapping

from microsite.publish.release import Release

FOREVER = "public, max-age=31536000, immutable"
"""Of a file whose name tells its bytes (RFC 8246)."""

ASK_AGAIN = "no-cache"
"""Of all others: they may be kept, and are asked for each time whether they have changed (RFC 9111, 5.2.2.4)."""

STRICT_TRANSPORT = ("Strict-Transport-Security", "max-age=63072000")
"""What only the operator can decide: whoever has seen it asks by HTTPS alone for two years."""


def find_headers(release: Release) -> Mapping[str, str]:
    """Those of every answer, but for how long it may be kept."""
    return {
        "Content-Security-Policy": release.policy,
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
