"""The readers of a site's look: colours, typefaces, and the files of its theme."""

from __future__ import annotations

from typing import Any

from microsite.content.fields.addresses import read_file
from microsite.content.fields.callings import choice
from microsite.content.fields.table import (
    FieldType,
    Reading,
    read_record,
    read_text,
    read_word,
    written_so,
)
from microsite.content.yaml.nodes import Fields, Node, Scalar, shown
from microsite.diagnostics.problems import did_you_mean
from microsite.model.colours import NAMES, READABLE, parse_colour, show_contrast
from microsite.model.kinds import Field
from microsite.model.palette import find_faint
from microsite.model.theme import CORNERS, MOTIFS, NO_ARTWORK, ROLES, ByScreen, Logo, Theme
from microsite.model.typefaces import TYPEFACES

THEME_FIELDS = (
    Field("colors", "colours", "Colours by what they are for: `paper`, `ink`, `accent`, `band`.", also=("colours",)),
    Field("headings", "typeface", "Typeface of headings; `serif` if absent."),
    Field("text", "typeface", "Typeface of all else; `sans` if absent."),
    Field("corners", "corners", "Corners of boxes and pictures: `sharp` (if absent), `soft` or `round`."),
    Field("logo", "logo", "File beside the name of the site, in the place of the icon; also by `light` and `dark`."),
    Field("icon", "theme-file", "File of the icon that browsers show; drawn from the name of the site if absent."),
    Field(
        "artwork",
        "artwork",
        "What the home page shows: a drawing from the name (`hills`, `rings`, `tiles`), a file, or `none`.",
    ),
)
COLOUR_FIELDS = (
    Field("paper", "colour", "Behind all text."),
    Field("ink", "colour", "Text and headings."),
    Field("accent", "colour", "Links, the motto, what is marked."),
    Field(
        "band",
        "colour",
        "Behind the key figures and the foot of each page; dark, with the hue of the accent, if absent.",
    ),
)
LOGO_FIELDS = (
    Field("light", "theme-file", "The file for light screens.", required=True),
    Field("dark", "theme-file", "The file for dark screens."),
    Field("alone", "flag", "`true`: the logo holds the name of the site, which then does not stand beside it."),
)
SCREEN_FIELDS = (Field("light", "one-colour", "On light screens."), Field("dark", "one-colour", "On dark screens."))
PICTURE_FIELDS = (
    Field("light", "theme-file", "On light screens.", required=True),
    Field("dark", "theme-file", "On dark screens."),
)


def read_theme(node: Node, name: str, reading: Reading) -> Theme | None:
    """Read the look of a site."""
    values = read_record(node, name, reading, "theme", THEME_FIELDS)
    if values is None:
        return None
    if isinstance(values.get("artwork"), ByScreen):
        values["picture"] = values.pop("artwork")
    return Theme(**values)


def read_colours(node: Node, name: str, reading: Reading) -> dict[str, ByScreen] | None:
    """Read colours by role. Reports `contrast-low`."""
    colors = read_record(node, name, reading, "colours", COLOUR_FIELDS)
    if colors is None or not isinstance(node, Fields):
        return None
    nodes = {key.text: item for key, item in node.entries}
    for role, screen, colour, paper, contrast, nearest in find_faint(colors):
        place, called = nodes[role], f"{name}.{role}"
        if isinstance(place, Fields):
            place, called = next((item, f"{called}.{screen}") for key, item in place.entries if key.text == screen)
        message = (
            f"“{called}” {colour} has a contrast of {show_contrast(contrast)} to the paper {paper} on {screen} screens"
        )
        message += f"; text needs {show_contrast(READABLE)}"
        beside = nodes.get("paper")
        related = (beside.span,) if beside else ()
        reading.tell("contrast-low", message, place.span, written_so(called, f'"{nearest}"'), related)
    return colors


def read_colour(node: Node, name: str, reading: Reading) -> ByScreen | None:
    """Read a colour for light screens, from which that for dark ones follows, or one for each."""
    if isinstance(node, Fields):
        values = read_record(node, name, reading, "colour", SCREEN_FIELDS)
        return ByScreen(**values) if values else None
    colour = read_one_colour(node, name, reading)
    return ByScreen(colour) if colour else None


def read_one_colour(node: Node, name: str, reading: Reading) -> str | None:
    """Read a colour by its name or digits. Reports `config-invalid`."""
    if not isinstance(node, Scalar):
        reading.tell_type("one-colour", node, name)
        return None
    text = read_text(node, name, reading)
    colour = parse_colour(text or "")
    if text and not colour:
        hint = (
            did_you_mean(text.lower(), NAMES) or f'write {name.rpartition(".")[2]}: "#2c4fa3", or a name such as navy'
        )
        reading.tell("config-invalid", f"“{name}” is not a colour: {shown(text)}", node.span, hint)
    return colour or None


def read_typeface(node: Node, name: str, reading: Reading) -> str | None:
    """Read the name of a typeface. Reports `config-invalid`."""
    return read_word(node, name, reading, tuple(TYPEFACES))


def read_corners(node: Node, name: str, reading: Reading) -> str | None:
    """Read what corners look like. Reports `config-invalid`."""
    return read_word(node, name, reading, tuple(CORNERS))


def read_logo(node: Node, name: str, reading: Reading) -> Logo | None:
    """Read the file of a logo, or its files by screen. Reports `file-unsafe`."""
    if not isinstance(node, Fields):
        file = read_file(node, name, reading)
        return Logo(ByScreen(file)) if file else None
    values = read_record(node, name, reading, "logo", LOGO_FIELDS)
    return Logo(ByScreen(values["light"], values.get("dark", "")), values.get("alone", False)) if values else None


def read_artwork(node: Node, name: str, reading: Reading) -> str | ByScreen | None:
    """Read a motif, the file of a picture, or such files by screen. Reports `config-invalid` and `file-unsafe`."""
    if isinstance(node, Fields):
        values: dict[str, Any] | None = read_record(node, name, reading, "artwork", PICTURE_FIELDS)
        return ByScreen(**values) if values else None
    words = (*MOTIFS, NO_ARTWORK)
    text = read_text(node, name, reading)
    if text is None or text in words:
        return text
    if "." not in text:
        hint = choice(text, words) + " or name a file of content/theme/"
        reading.tell(
            "config-invalid", f"“{name}” is no drawing: {shown(text)}", node.span, did_you_mean(text, words) or hint
        )
        return None
    file = read_file(node, name, reading)
    return ByScreen(file) if file else None


TYPES: dict[str, FieldType] = {
    "theme": FieldType(
        "a mapping of what a site looks like", '{colors: {accent: "#2c4fa3"}, corners: soft}', read_theme
    ),
    "colours": FieldType(f"a mapping of colours: {', '.join(ROLES)}", '{accent: "#2c4fa3"}', read_colours),
    "colour": FieldType(
        "a colour in hexadecimal digits or by its name, or one for light and one for dark screens",
        '{light: "#2c4fa3", dark: "#9db7ff"}',
        read_colour,
    ),
    "one-colour": FieldType("a colour in hexadecimal digits or by its name", '"#2c4fa3"', read_one_colour),
    "typeface": FieldType(f"a typeface: {', '.join(TYPEFACES)}", "humanist", read_typeface),
    "corners": FieldType("sharp, soft or round", "soft", read_corners),
    "theme-file": FieldType("the name of a file in content/theme/", "icon.svg", read_file),
    "logo": FieldType(
        "the name of a file in content/theme/, or one for light and one for dark screens",
        "{light: logo.svg, dark: logo-dark.svg, alone: true}",
        read_logo,
    ),
    "artwork": FieldType(
        "hills, rings, tiles, none, or the name of a file in content/theme/, or one for light and one for dark screens",
        "{light: harbour.jpg, dark: harbour-at-night.jpg}",
        read_artwork,
    ),
}
