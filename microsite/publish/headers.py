"""The headers that a host shall send."""

from __future__ import annotations

FOREVER = "public, max-age=31536000, immutable"
"""Of a file whose name tells its bytes (RFC 8246)."""

ASK_AGAIN = "no-cache"
"""Of all others: they may be kept, and are asked for each time whether they have changed (RFC 9111, 5.2.2.4)."""

STRICT_TRANSPORT = ("Strict-Transport-Security", "max-age=63072000")
"""What only the operator can decide: whoever has seen it asks by HTTPS alone for two years."""


POLICY = "Content-Security-Policy"

ALWAYS = {"Referrer-Policy": "strict-origin-when-cross-origin", "X-Content-Type-Options": "nosniff"}
"""Those of every answer, beside the policy and for how long it may be kept."""


def find_storing(path: str, *, lasts: bool) -> dict[str, str]:
    """Those that a bucket keeps with a file."""
    kind = TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
    return {"Content-Type": kind, "Cache-Control": FOREVER if lasts else ASK_AGAIN}


TYPES = {
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "htm": "text/html; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "ics": "text/calendar; charset=utf-8",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tbx": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
    "wasm": "application/wasm",
    "webm": "video/webm",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""What browsers are told of a file, by the ending of its name: the same on all machines, unlike `mimetypes`."""
