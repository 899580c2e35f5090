"""The icon of a theme → the files that browsers and telephones ask for: in pixels, and a manifest that names them."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from microsite.engine.memory import Memory
from microsite.engine.typesetter import Composition, Typeset, read_fonts
from microsite.model.cards import text_for
from microsite.model.digests import digest_of
from microsite.model.palette import make_palettes
from microsite.model.site import Site
from microsite.model.source import Source
from microsite.model.theme import FAVICON, MANIFEST, TOUCH_ICON
from microsite.pages.dress import LookFile
from microsite.pages.frames import Design
from microsite.pages.jobs import Job, View
from microsite.pages.plot import plain_part
from microsite.site.targets import page_target
from microsite.typeset.cards import UNREAD, read_look, read_template
from microsite.typeset.kept import Wanted, fetch, set_new

SMALL = (16, 32, 48)
"""Pixels of the icons in favicon.ico."""

TOUCH = 180
"""Pixels of the icon on the home screen of a telephone (Apple, “Configuring web applications”)."""

LARGE = (192, 512)
"""Pixels of the icons that a manifest names, beside the one in vectors (Web Application Manifest)."""


def draw_icons(
    site: Site, design: Design, sources: Mapping[str, Source], memory: Memory, typeset: Typeset
) -> tuple[Job, ...]:
    """The files of the icon of a site, drawn where it has moved; none of a picture that Typst does not read."""
    config, shown = site.config, design.dress.shown
    files = (*design.dress.assets.values(), *design.dress.of_theme)
    icon = next(file for file in files if shown.icon[0] == config.base_path + file.path)
    if icon.ending in UNREAD:
        return ()
    paper, fonts = make_palettes(config.theme.colors)[0].paper, read_fonts()
    sizes = [*((size, "") for size in (*SMALL, *LARGE)), (TOUCH, paper)]
    wanted = [_want(icon, sources.get(icon.source), size, ground, fonts) for size, ground in sizes]
    kept = set_new(wanted, memory, typeset)
    reads = [partial(fetch, one, found, memory, typeset) for one, found in zip(wanted, kept, strict=True)]
    small = len(SMALL)
    parts = [plain_part("icon", found.digest) for found in kept]
    digests = plain_part("icons", tuple(found.digest for found in kept[:small]))
    manifest = plain_part("manifest", _tell(site, design))
    return (
        Job(page_target(config, FAVICON), (digests,), ready=partial(_make_favicon, reads[:small])),
        *(
            Job(page_target(config, f"icon-{size}.png"), (part,), ready=read)
            for size, part, read in zip(LARGE, parts[small:-1], reads[small:-1], strict=True)
        ),
        Job(page_target(config, TOUCH_ICON), (parts[-1],), ready=reads[-1]),
        Job(page_target(config, MANIFEST), (manifest,), write=_write_manifest),
    )


def _want(icon: LookFile, source: Source | None, size: int, paper: str, fonts: str) -> Wanted:
    digest = digest_of(icon.digest, size, paper, fonts)
    return Wanted(f"icon {size}", digest, partial(_compose, icon, source, size, paper))


def _compose(icon: LookFile, source: Source | None, size: int, paper: str) -> Composition:
    name = f"{icon.digest}.{icon.ending}"
    data = {"icon": name, "size": size, "inner": round(size * 0.76) if paper else size, "paper": paper, "fonts": []}
    return Composition(read_template("icon"), json.dumps(data), {name: read_look(icon, source)}, "")


def _make_favicon(reads: Sequence[Callable[[], tuple[bytes]]]) -> tuple[bytes]:
    """Pictures (PNG) as one icon (ICO, as Windows has known it since Vista)."""
    pictures = [picture for read in reads for picture in read()]
    at = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in zip(SMALL, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return (head + b"".join(pictures),)


def _tell(site: Site, design: Design) -> View:
    config, shown = site.config, design.dress.shown
    locale = config.locale(config.source_language)
    large: list[View] = [
        {"src": page_target(config, f"icon-{size}.png").url, "sizes": f"{size}x{size}", "type": "image/png"}
        for size in LARGE
    ]
    return {
        "name": text_for(config.title, locale.key),
        "lang": locale.tag,
        "dir": locale.direction,
        "start_url": config.base_path,
        "scope": config.base_path,
        "display": "browser",
        "background_color": shown.paper.light,
        "theme_color": shown.paper.light,
        "icons": [*large, {"src": shown.icon[0], "sizes": "any", "type": shown.icon[1]}],
    }


def _write_manifest(manifest: View) -> bytes:
    return json.dumps(manifest, ensure_ascii=False, indent=2).encode() + b"\n"
