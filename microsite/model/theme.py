"""What a site says of its look: `theme` in site.yaml."""

from collections.abc import Mapping

from microsite.model.entries import NONE
from microsite.values.named import NamedTuple

FOLDER = "content/theme"
"""Where the files of a theme lie: they belong to no entry, so that none is public before its entry is."""

CORNERS = {"sharp": "0", "soft": "0.375rem", "round": "1rem"}
MOTIFS = ("hills", "rings", "tiles")
NO_ARTWORK = "none"
ROLES = ("paper", "ink", "accent", "band")
SCREENS = ("light", "dark")


FAVICON, TOUCH_ICON, MANIFEST = "favicon.ico", "apple-touch-icon.png", "site.webmanifest"
"""Files at the root of a site: browsers and telephones ask for the first two though no page names them."""


class ByScreen(NamedTuple):
    """What there is for light screens and for dark ones, such as a colour or a file; "" where nothing is said."""

    light: str = ""
    dark: str = ""


class Logo(NamedTuple):
    """The files of a logo, as paths from the root. One that stands `alone` holds the name of the site."""

    files: ByScreen = ByScreen()
    alone: bool = False


class Theme(NamedTuple):
    """The look of a site. `colors` are by role, as `colours` has them; files are paths from the root.

    `headings` and `text` name typefaces. `artwork` is a motif, "none", or "" for whichever the name gives; a `picture`
    stands in its place.
    """

    colors: Mapping[str, ByScreen] = NONE
    headings: str = "serif"
    text: str = "sans"
    corners: str = "sharp"
    logo: Logo = Logo()
    icon: str = ""
    artwork: str = ""
    picture: ByScreen = ByScreen()


class Dressed(NamedTuple):
    """What pages show of a theme: the paper's colours, and the URLs of its files, "" for what it does not have.

    The icon has its media type beside it; with a `root`, the URL of the site, its other forms lie there. An artwork
    that `is_picture` is cut to fit, where a drawing may be mirrored; `srcset` has its sizes, as HTML has them.
    """

    paper: ByScreen
    icon: tuple[str, str]
    logo: ByScreen
    logo_alone: bool
    artwork: ByScreen
    is_picture: bool
    root: str = ""
    srcset: ByScreen = ByScreen()
