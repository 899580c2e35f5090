"""Pictures → how pages show them: where their renditions go, and which of them a browser may choose from."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable, Mapping, Sequence

from microsite.model.images import Developed, Image, Rendition
from microsite.model.media import Signature
from microsite.model.site import Target

_STEM = 60
"""So many characters of a file's name go into those of its renditions, which every disk can hold."""


def rendition_path(path: str, rendition: Rendition) -> str:
    """Where a rendition of the file at `path` goes: its digest is in its name, so that hosts may let it be kept."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0][:_STEM].rstrip(" .")
    return f"{folder}/{stem}-{rendition.width}.{rendition.digest[:8]}.{rendition.ending}"


FOR_PRINT: Mapping[Signature, str] = {"jpeg": "jpg", "png": "png", "webp": "jpg", "avif": "jpg"}
"""The ending of a picture for print, by what the original is in; a GIF is for screens alone."""


def print_target(target: Target, digest: str, signature: Signature) -> Target | None:
    """Where the picture for print goes of a file with that digest that would go to `target` itself."""
    if signature not in FOR_PRINT:
        return None
    base, (folder, _, name) = _base_of(target), target.path.rpartition("/")
    stem = name.rpartition(".")[0][:_STEM].rstrip(" .")
    path = f"{folder}/{stem}-print.{digest[:8]}.{FOR_PRINT[signature]}"
    return Target(path, base + urllib.parse.quote(path))


def _base_of(target: Target) -> str:
    """The address of the site, which that of every target begins with."""
    return target.url.removesuffix(urllib.parse.quote(target.path))


def make_image(target: Target, developed: Developed) -> tuple[Image, tuple[tuple[Target, Rendition], ...]]:
    """A picture as pages show it, and where its renditions go; `target` is where the file itself would."""
    base = _base_of(target)
    placed = [(rendition_path(target.path, one), one) for one in developed.of]
    url_by_rendition = {one: base + urllib.parse.quote(path) for path, one in placed}
    webp = [one for one in developed.of if one.ending == "webp"]
    own = [one for one in developed.of if one.ending != "webp"] or webp
    widest, url_of = own[-1], url_by_rendition.__getitem__
    srcset = _write_srcset(own, url_of) if len(own) > 1 else ""
    better = _write_srcset(webp, url_of) if webp and own != webp else ""
    image = Image(url_of(widest), widest.width, widest.height, srcset, better)
    return image, tuple((Target(path, url_by_rendition[one]), one) for path, one in placed)


def _write_srcset(renditions: Sequence[Rendition], url_of: Callable[[Rendition], str]) -> str:
    """A `srcset` with the widths of the renditions."""
    return ", ".join(f"{url_of(one)} {one.width}w" for one in renditions)
