"""A picture in a text → HTML: its sizes to choose from, and with a caption or a credit a figure."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping

from microsite.markup.clean import write_tag
from microsite.model.images import SIZES, Image
from microsite.values.named import NamedTuple


class Showing(NamedTuple):
    """What pictures in a text need to know of their page.

    `credit` is what is said of who took one, with `%(name)s` for the name; `tag` and `direction` are of its language
    where the text is in another one. A picture `below` another is loaded when readers come near.
    """

    credit: str = "%(name)s"
    tag: str = ""
    direction: str = ""
    below: bool = False


def write_picture(attributes: Mapping[str, str], image: Image, showing: Showing, *, is_first: bool) -> str:
    """A picture by the attributes that its author gave it, in running text: its credit stands behind it."""
    shown = _write_picture(attributes, image, is_lazy=showing.below or not is_first)
    return shown + _write_credit(attributes.get("credit", ""), showing)


def write_figure(attributes: Mapping[str, str], image: Image, showing: Showing, *, is_first: bool) -> str:
    """A picture that stands alone: what its author wrote as its title is its caption."""
    rest = {name: value for name, value in attributes.items() if name != "title"}
    shown = _write_picture(rest, image, is_lazy=showing.below or not is_first)
    caption = html.escape(attributes.get("title", ""), quote=False)
    caption += _write_credit(attributes.get("credit", ""), showing)
    return f'<figure class="picture">{shown}<figcaption>{caption.strip()}</figcaption></figure>'


def _write_credit(name: str, showing: Showing) -> str:
    if not name:
        return ""
    tag = write_tag("small", [("lang", showing.tag), ("dir", showing.direction)] if showing.tag else [])
    return f" {tag}{html.escape(showing.credit.replace('%(name)s', name), quote=False)}</small>"


def _write_picture(attributes: Mapping[str, str], image: Image, *, is_lazy: bool) -> str:
    sizes = f"{attributes['width']}px" if attributes.get("width") else SIZES
    own = {name: value for name, value in attributes.items() if name not in ("src", "credit", "width", "height")}
    more = (*_choice(image.srcset, sizes), *_size(attributes, image), *_loading(is_lazy=is_lazy))
    shown = write_tag("img", [*own.items(), ("src", image.url), *more])
    if not image.webp:
        return shown
    source = write_tag("source", [("type", "image/webp"), *_choice(image.webp, sizes)])
    return f"<picture>{source}{shown}</picture>"


def _choice(srcset: str, sizes: str) -> Iterator[tuple[str, str]]:
    """The files to choose from, if there are some."""
    if srcset:
        yield "srcset", srcset
        yield "sizes", sizes


def _size(attributes: Mapping[str, str], image: Image) -> Iterator[tuple[str, str]]:
    """Width and height, so that nothing moves when the picture comes: the author's, and the other one by that."""
    width, height = (int(attributes.get(name) or 0) for name in ("width", "height"))
    if not width and not height:
        width, height = image.width, image.height
    yield "width", str(width or max(1, round(height * image.width / image.height)))
    yield "height", str(height or max(1, round(width * image.height / image.width)))


def _loading(*, is_lazy: bool) -> Iterator[tuple[str, str]]:
    yield "loading", "lazy" if is_lazy else "eager"
    if not is_lazy:
        yield "fetchpriority", "high"
    yield "decoding", "async"
