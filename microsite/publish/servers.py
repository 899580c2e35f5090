"""What the programs of servers are configured by: nginx and Caddy, as Debian has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from microsite.files.disk import UsageError
from microsite.publish.compressed import list_encodings
from microsite.publish.headers import ALWAYS, ASK_AGAIN, FOREVER, POLICY, STRICT_TRANSPORT
from microsite.publish.policy import LOOSE
from microsite.publish.release import LASTING, WRONG, Release, find_misleading, list_ways

_HEAD = """\
# What {program} is told of {address}; written by: microsite publish config {folder} --host {host}
# Write it anew when addresses have changed, and reload {program}: until then, pages lead from former ones.
# Once all of the site is served by HTTPS alone, add beside the line that names this file:
# {strict}
"""
_BROTLI = (
    "# Of the module ngx_brotli (Debian: libnginx-mod-http-brotli-static); without it, take this line out.",
    "brotli_static on;",
)
"""Without the module, nginx does not even start; so this stands only where there are such files."""


def write_nginx(release: Release, folder: str) -> str:
    """What stands in a block `server` of nginx, for a site in `folder`: `include` this file there.

    Raises `UsageError` as `find_root` does.
    """
    base = release.base_path
    name, value = STRICT_TRANSPORT
    strict = f'add_header {name} "{value}" always;'
    head = _HEAD.format(program="nginx", host="nginx", address=release.address, folder=folder, strict=strict)
    headers, loose = (
        [f"add_header {name} {_in_quotes(value)} always;" for name, value in {POLICY: policy, **ALWAYS}.items()]
        for policy in (release.policy, LOOSE)
    )
    ask_again = f"add_header Cache-Control {_in_quotes(ASK_AGAIN)} always;"
    lines = [
        f"root {_in_quotes(find_root(release, folder))};",
        "index index.html;",
        "charset utf-8;",
        "absolute_redirect off;",
        "gzip_static on;",
        "gzip_vary on;",
        *(_BROTLI if ".br" in list_encodings() else ()),
        "",
        *headers,
        ask_again,
        "",
        *_block(f"location ~ {_in_quotes(rf'^{re.escape(base)}(.*/)?[.](?!well-known/)')}", ["return 404;"]),
        *(f"location = {_in_quotes(base + path)} {{ }}" for path in find_misleading(release)),
        *_block(
            f"location ~ {_in_quotes(LASTING.pattern)}", [*headers, f"add_header Cache-Control {_in_quotes(FOREVER)};"]
        ),
        "",
    ]
    for lost in release.lost:
        lines += _block(f"location = {_in_quotes(f'{base}{lost}{WRONG}')}", ["internal;"])
    for place in sorted({*release.lost, *release.loose}):
        said = [f"error_page 404 {_in_quotes(f'{base}{place}{WRONG}')};"] if place in release.lost else []
        said += [*loose, ask_again] if place in release.loose else []
        lines += _block(f"location {_in_quotes(base + place)}", said) if place else said
    lines.append("")
    for one in list_ways(release):
        lines.append(f"location = {_in_quotes(base + one.source)} {{ return {one.status} {_in_quotes(one.target)}; }}")
    return head + _as_text(lines)


def write_caddyfile(release: Release, folder: str) -> str:
    """What stands in the block of a site of a Caddyfile: `import` this file there. Raises as `write_nginx`."""
    base = release.base_path
    name, value = STRICT_TRANSPORT
    strict = f'header {name} "{value}"'
    head = _HEAD.format(program="Caddy", host="caddy", address=release.address, folder=folder, strict=strict)
    pages = [_in_quotes(f"{base}{lost}{WRONG}") for lost in release.lost]
    strangers = [_in_quotes(base + path) for path in find_misleading(release)]
    serve = ["file_server {", "    precompressed br gzip", "}"]
    lines = [
        f"root * {_in_quotes(find_root(release, folder))}",
        "",
        *_block("header", (f"{name} {_in_quotes(value)}" for name, value in ALWAYS.items())),
        *_list_policies(release),
        *_block(
            "@lasting", [f"path_regexp {LASTING.pattern}", *([f"not path {' '.join(strangers)}"] if strangers else ())]
        ),
        f"header @lasting Cache-Control {_in_quotes(FOREVER)}",
        f"header ?Cache-Control {_in_quotes(ASK_AGAIN)}",
        "header ?Vary Accept-Encoding",
        "",
        *_block("@hidden", [f"path {base}.* {base}*/.* {' '.join(pages)}", "not path /.well-known/*"]),
        "error @hidden 404",
        "",
        *(f"redir {_in_quotes(base + one.source)} {_in_quotes(one.target)} {one.status}" for one in list_ways(release)),
        "",
        *serve,
        "",
    ]
    wrong = [f"header Cache-Control {_in_quotes(ASK_AGAIN)}"]
    for lost, page in zip(release.lost, pages, strict=True):
        wrong += _block(f"handle {_in_quotes(f'{base}{lost}*')}", [f"rewrite * {page}", *serve])
    lines += _block("handle_errors", ["@wrong expression `{err.status_code} == 404`", *_block("handle @wrong", wrong)])
    return head + _as_text(lines)


def _list_policies(release: Release) -> Iterator[str]:
    """The lines of a Caddyfile that say which policy is sent where."""
    loose = " ".join(_in_quotes(f"{release.base_path}{folder}*") for folder in release.loose)
    if not loose:
        yield f"header {POLICY} {_in_quotes(release.policy)}"
        return
    yield f"@loose path {loose}"
    yield f"header @loose {POLICY} {_in_quotes(LOOSE)}"
    yield f"@strict not path {loose}"
    yield f"header @strict {POLICY} {_in_quotes(release.policy)}"


def find_root(release: Release, folder: str) -> str:
    """The folder that a server takes for its root, if the site lies in `folder`.

    Raises `UsageError` where the site does not stand at the root of its host, and the folder does not end likewise; and
    where its name would mean something to a server.
    """
    if odd := re.search(r"[\"\\${}\x00-\x1f\x7f]", folder):
        raise UsageError(f"the name of the folder has a sign that servers read in another way: {odd[0]!r}", "rename it")
    base = release.base_path.rstrip("/")
    if not folder.endswith(base):
        message = f"the site stands at {release.base_path} of its host, so its folder must have this path, too"
        raise UsageError(message, f"name a folder like /var/www{base}")
    return folder.removesuffix(base) or "/"


def _block(name: str, lines: Iterable[str]) -> list[str]:
    return [f"{name} {{", *(f"    {line}" for line in lines), "}"]


def _in_quotes(text: str) -> str:
    """A text as both programs read it. None has a quotation mark in it: see who makes them."""
    return f'"{text}"'


def _as_text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
