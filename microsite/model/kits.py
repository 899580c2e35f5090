"""What the press may take along of an entry: the forms that its text comes in, and records of the files."""

from microsite.model.images import Rendition
from microsite.values.named import NamedTuple


class KitForm(NamedTuple):
    """A file that a press kit has once in each language: what its format is called, its ending and type (MIME).

    `title`, a msgid, is what readers get. Of a text, `template` writes it. An archive holds all other files.
    """

    name: str
    ending: str
    type: str
    title: str
    template: str = ""
    is_archive: bool = False


FORMS = (
    KitForm("ZIP", "zip", "application/zip", "All files", is_archive=True),
    KitForm("TXT", "txt", "text/plain", "Plain text", "release.txt"),
    KitForm("Markdown", "md", "text/markdown", "Formatted text", "release.md"),
)
"""The files of a press kit beside pictures and contact, in the order in which readers see them."""


FOR_WEB, FOR_PRINT = "For the web", "For print"
"""What the two sizes of a picture are for, as msgids."""


class KitFile(NamedTuple):
    """A file of a press kit: what its format is called, where it is, its type (MIME) and size in bytes.

    Of a picture also its width and height in pixels. `title`, a msgid, is what readers get; "" of a vCard.
    """

    name: str
    url: str
    type: str
    size: int
    title: str = ""
    width: int = 0
    height: int = 0


class Kit(NamedTuple):
    """All files of a press kit, and those of each picture by its path: for the web, and for print."""

    files: tuple[KitFile, ...] = ()
    pictures: tuple[tuple[str, tuple[KitFile, ...]], ...] = ()


class Member(NamedTuple):
    """A file within an archive: its name there, its size, and what its bytes follow from, as a digest."""

    name: str
    size: int
    digest: str


class VCard(NamedTuple):
    """What a vCard says of a contact; `tag` is the language of the `name`, `url` the site in that of its readers.

    `photo` is the rendition whose bytes are in it, of the picture at a path.
    """

    name: str
    tag: str
    organization: str
    email: str
    phone: str
    url: str
    photo: tuple[str, Rendition] | None = None
