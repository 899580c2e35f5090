"""What pictures of content come to: renditions in the sizes that screens want, and images, as pages show them."""

from microsite.values.named import NamedTuple

SIZES = "(min-width: 44rem) 40rem, 92vw"
"""How wide the theme's layout shows a picture (HTML, `sizes`): as wide as its column of text, or nearly the screen."""


class Rendition(NamedTuple):
    """A picture in one format and size, in pixels. `digest` is the SHA-256 (hex) of its bytes, `size` their number."""

    ending: str
    width: int
    height: int
    digest: str
    size: int = 0


class Developed(NamedTuple):
    """What a picture comes to: its renditions, from narrow to wide, or why no reader will get to see it (`Refusal`)."""

    of: tuple[Rendition, ...] = ()
    refusal: tuple[str, str, str] | None = None


class Portrait(NamedTuple):
    """The photo of somebody, as pages show it, and its smallest rendition that every program can read."""

    image: "Image"
    small: Rendition


class Printed(NamedTuple):
    """A picture for print: its size in pixels, as readers see it, and in bytes."""

    width: int
    height: int
    size: int


class Image(NamedTuple):
    """A picture as pages show it: the URL and the size of its widest rendition that every program can read.

    `srcset` are those in its own format, "" where there is only one; `webp` those in WebP, "" where there is none. Both
    have widths, as HTML has them.
    """

    url: str
    width: int
    height: int
    srcset: str = ""
    webp: str = ""
