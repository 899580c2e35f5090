"""What the look of a site is made of: files of its design and of its theme, and what the generator draws."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.model.config import Config
from microsite.model.images import Developed, Rendition
from microsite.model.layout import CONFIG
from microsite.model.media import Refusal, find_refusal, find_signature
from microsite.model.palette import make_palettes
from microsite.model.source import Source
from microsite.model.theme import FOLDER, NO_ARTWORK, SCREENS, ByScreen, Dressed, Theme
from microsite.values.named import NamedTuple

ASSETS = "templates/assets/"
_SEARCH, _STATUS = ("search.js", "search.css"), ("status.css",)
"""What only the pages load that search a site, or tell how far its translations are."""

_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


class LookFile(NamedTuple):
    """A file that pages load, at `path` below the root of the site: a copy of a source, or a text that is written.

    The text of a style sheet or a script may be made of a source. With a `rendition`, its digest, that is copied
    instead of the source.
    """

    path: str
    digest: str
    source: str = ""
    text: str = ""
    rendition: str = ""

    @property
    def ending(self) -> str:
        """That of the source, if there is one: by which its bytes are read."""
        return _ending(self.source or self.path)


class Dress(NamedTuple):
    """The assets of a site, those of templates by what these call them; and what its pages say of its theme."""

    assets: Mapping[str, LookFile]
    of_theme: tuple[LookFile, ...]
    shown: Dressed


def make_dress(
    config: Config,
    assets: Iterable[Source],
    texts: Mapping[str, str],
    own: Mapping[str, str],
    files: Mapping[str, Source],
    developed: Mapping[str, Developed],
) -> tuple[Dress, tuple[Diagnostic, ...]]:
    """What the look of a site is made of, and what is wrong with the files that its theme names.

    `assets` are those of templates, which come before what would be drawn of the same name; `texts` are those of
    style sheets and scripts among them, by path, as they are published. `own` is what `draw` gives. `files` are those
    of content, and `developed` says what those come to that `find_photos` gives. A file that cannot be used is left
    out. Reports `picture-missing` and `picture-invalid`.
    """
    theme = config.theme
    found, problems = _fit_files(config, files, developed)
    known = {asset.path.removeprefix(ASSETS): _as_asset(asset, texts.get(asset.path, "")) for asset in assets}
    known = {**{name: _as_drawn(name, text) for name, text in own.items()}, **known}
    unused = (*(() if config.search else _SEARCH), *(() if config.translations.dashboard else _STATUS))
    for name in unused:
        known.pop(name, None)

    def urls_of(role: str, pair: ByScreen) -> ByScreen:
        sizes = [found.get((role, path), ()) for path in pair]
        return (
            ByScreen(*(config.base_path + of[-1].file.path if of else "" for of in sizes)) if sizes[0] else ByScreen()
        )

    def srcset_of(path: str) -> str:
        sizes = found.get(("artwork", path), ())
        return ", ".join(f"{config.base_path}{one.file.path} {one.width}w" for one in sizes if one.width)

    picture = urls_of("artwork", theme.picture)
    drawn = "" if theme.artwork == NO_ARTWORK else config.base_path + known["artwork.svg"].path
    light, dark = make_palettes(theme.colors)
    icon = found["icon", theme.icon][0].file if ("icon", theme.icon) in found else known["icon.svg"]
    shown = Dressed(
        paper=ByScreen(light.paper, dark.paper),
        icon=(config.base_path + icon.path, _TYPES[_ending(icon.path)]),
        logo=urls_of("logo", theme.logo.files),
        logo_alone=theme.logo.alone,
        artwork=picture if picture.light else ByScreen(drawn),
        is_picture=bool(picture.light) and _ending(picture.light) != "svg",
        srcset=ByScreen(*map(srcset_of, theme.picture)) if picture.light else ByScreen(),
        root=config.base_path if config.icons and _ending(icon.path) != "avif" else "",
    )
    if theme.artwork == NO_ARTWORK or picture.light:
        known.pop("artwork.svg")
    if ("icon", theme.icon) in found:
        known.pop("icon.svg")
    of_theme = {one.file.path: one.file for fitted in found.values() for one in fitted}
    return Dress(known, tuple(of_theme.values()), shown), tuple(problems)


def find_photos(config: Config, files: Mapping[str, Source]) -> tuple[list[str], list[str]]:
    """The pictures of pixels that a theme shows, as paths: its logos and icon; its artwork, as wide as windows."""
    theme = config.theme
    of_theme = (*theme.logo.files, *((theme.icon,) if _ending(theme.icon) in _ICONS else ())), theme.picture
    logos, wide = ([path for path in pair if path in files and _is_photo(path, files[path])] for pair in of_theme)
    return logos, wide


def _is_photo(path: str, source: Source) -> bool:
    return _ending(path) != "svg" and find_refusal(path, find_signature(source.data), "picture") is None


class _Fitted(NamedTuple):
    """A file of a theme as pages load it, and how many pixels it is wide; 0 where nobody asks."""

    file: LookFile
    width: int = 0


_SMALL = 800
"""Pixels: wide enough for a logo 40 pixels high, on the finest screens, and for an icon."""

_ICONS = ("png", "jpg", "jpeg")
"""Icons of these forms stay what they are, which every browser shows on its tabs, and lose what cameras wrote."""


def _fit_files(
    config: Config, files: Mapping[str, Source], developed: Mapping[str, Developed]
) -> tuple[dict[tuple[str, str], tuple[_Fitted, ...]], list[Diagnostic]]:
    """What pages load of the files that a theme names, by what each is there for and its path; and what is wrong."""
    found: dict[tuple[str, str], tuple[_Fitted, ...]] = {}
    problems = []
    for place, path in _find_files(config):
        wrong = _find_fault(path, files, developed)
        if wrong:
            rule, message, hint, related = wrong
            span = config.places.get(place) or config.places.get(place.removesuffix(".light"), Span(CONFIG))
            problems.append(problem(rule, f"“{place}”: {message}", span, hint=hint, related=related))
        else:
            role = place.split(".")[1]
            found[role, path] = tuple(_fit(role, files[path], developed.get(path)))
    return found, problems


def _fit(role: str, source: Source, developed: Developed | None) -> Iterator[_Fitted]:
    """A file of a theme, or what is made of it, from narrow to wide: of a logo and an icon one."""
    name, is_icon = posixpath.basename(source.path), role == "icon"
    made = developed.of if developed and (not is_icon or _ending(name) in _ICONS) else ()
    sizes = [one for one in made if (one.ending == "webp") is not is_icon] or [*made]
    if not sizes:
        yield _Fitted(LookFile(_hashed(name, source.digest), source.digest, source.path))
    is_wide = role == "artwork"
    for one in sizes if is_wide else _choose_small(sizes):
        new = _hashed(f"{posixpath.splitext(name)[0]}.{one.ending}", one.digest)
        yield _Fitted(LookFile(new, one.digest, source.path, rendition=one.digest), one.width if is_wide else 0)


def _choose_small(sizes: Sequence[Rendition]) -> Sequence[Rendition]:
    """The widest one that is not wider than a logo or an icon needs, or the narrowest."""
    return ([one for one in sizes if one.width <= _SMALL] or sizes[:1])[-1:]


def _find_files(config: Config) -> Iterator[tuple[str, str]]:
    """The files that a theme names: what its place in site.yaml is called, and the path from the root."""
    theme = config.theme
    for name, pair in (("logo", theme.logo.files), ("artwork", theme.picture)):
        yield from ((f"theme.{name}.{screen}", path) for screen, path in zip(SCREENS, pair, strict=True) if path)
    if theme.icon:
        yield "theme.icon", theme.icon


def _find_fault(
    path: str, files: Mapping[str, Source], developed: Mapping[str, Developed]
) -> tuple[str, str, str, tuple[Span, ...]] | None:
    """What keeps a file from being used: rule, message, hint and other places."""
    name = path.removeprefix(f"{FOLDER}/")
    if path not in files:
        there = [other.removeprefix(f"{FOLDER}/") for other in files if other.startswith(f"{FOLDER}/")]
        own = name.rpartition("/")[2]
        hint = f"write {own}" if own in there else did_you_mean(name, there) or f"put the file into {FOLDER}/"
        return "picture-missing", f"there is no file “{path}”", hint, ()
    if _ending(path) == "svg":
        from microsite.model.drawings import find_flaw  # with a parser of XML, for a site's own drawings

        flaw = find_flaw(files[path].data)
        hint = "save it as plain SVG without scripts, links and pictures in it, or as PNG"
        return flaw and ("picture-invalid", f"“{name}” {flaw.message}", hint, (Span(path, flaw.line, flaw.column),))
    refusal = find_refusal(path, find_signature(files[path].data), "picture")
    if path in developed and (looked := developed[path].refusal):
        refusal = Refusal(*looked)
    return refusal and (refusal.rule, f"“{name}” {refusal.message}", refusal.hint, ())


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()


def draw(theme: Theme, name: str) -> dict[str, str]:
    """What is drawn and written of a theme for a site of that name, by what templates call it."""
    from microsite.pages.artwork import draw_artwork, draw_icon  # few builds draw anything
    from microsite.pages.stylesheet import slim, write_stylesheet

    palettes = make_palettes(theme.colors)
    motif = "" if theme.artwork == NO_ARTWORK else theme.artwork
    return {
        "theme.css": slim(write_stylesheet(theme)),
        "icon.svg": draw_icon(name, theme.corners, palettes),
        "artwork.svg": draw_artwork(name, motif, palettes),
    }


def _as_drawn(name: str, text: str) -> LookFile:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return LookFile(_hashed(name, digest), digest, text=text)


def _as_asset(source: Source, text: str) -> LookFile:
    digest = hashlib.sha256(text.encode()).hexdigest() if text else source.digest
    return LookFile(_hashed(source.path.removeprefix(ASSETS), digest), digest, source.path, text)


def _hashed(name: str, digest: str) -> str:
    """Where an asset goes: its digest in its name, so that hosts may let it be kept for ever."""
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{digest[:8]}{dot}{ending}" if dot else f"assets/{ending}.{digest[:8]}"
