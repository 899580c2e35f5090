"""A file as read: apart from the other nouns, for a build without changes needs no more than this one."""

from collections.abc import Callable

from microsite.values.named import NamedTuple

TEXT_BOUND = 2_000_000
"""The number of bytes that a text may have."""

HEAD = 1445
"""The number of bytes at the beginning of a file by which browsers tell what it is (WHATWG MIME Sniffing, 7)."""

PICTURE_BOUND = 64_000_000
"""The number of bytes that a picture may have which pages show: all of them are read at once."""

MEDIA_BOUND = 1_000_000_000
"""The number of bytes that any other file may have: nobody wants to load a film that is longer from a page."""

BESIDE = "theme/"
"""Where a catalog of the theme stands beside the site’s own for the same language."""


class Source(NamedTuple):
    """A file as read. `path` is POSIX and relative to the root; `digest` is the SHA-256 of the file, hex.

    `held` are its bytes or, so that no more texts lie in memory than somebody works on, what reads them again. Of
    media, which are copied, these are the first ones, as many as `HEAD`. One that is not the site’s own is the
    theme’s. `fetch` reads all bytes of media, as `whole` says.
    """

    path: str
    digest: str
    held: bytes | Callable[[], bytes]
    is_own: bool = True
    fetch: Callable[[], bytes | None] | None = None

    def __eq__(self, other: object) -> bool:
        """True of the same file with the same bytes, wherever these are held."""
        return isinstance(other, Source) and self[:2] == other[:2]

    def __ne__(self, other: object) -> bool:
        """The contrary: a tuple has its own."""
        return not self == other

    def __hash__(self) -> int:
        """That of the file and its bytes."""
        return hash(self[:2])

    @property
    def data(self) -> bytes:
        """The bytes of a text, the first ones of other files; read anew at each call unless they are held.

        Raises what the reading raises.
        """
        return self.held if isinstance(self.held, bytes) else self.held()

    @property
    def whole(self) -> bytes | None:
        """All bytes of a file, read anew at each call; None if they are more than a picture may have."""
        return self.fetch() if self.fetch else self.data
