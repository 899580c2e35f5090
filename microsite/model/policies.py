"""What the operator of a site decides about what is published, and how: values of `site.yaml`."""

from typing import Literal

from microsite.values.named import NamedTuple

MissingPolicy = Literal["omit", "source"]
MentionPolicy = Literal["section", "page", "off"]


class KeyFigures(NamedTuple):
    """Which figures of which group the home page shows, in order."""

    kind: str
    key: str
    names: tuple[str, ...]


class GlossaryUse(NamedTuple):
    """How texts are linked to the glossary: which `mentions` of a term, and whether those in headings, too."""

    mentions: MentionPolicy = "section"
    headings: bool = False


class Gate(NamedTuple):
    """What an entry of a kind needs before it goes public: these `languages` (keys), all if there are none.

    With `fresh`, nobody has changed its source since they were translated; with `checks`, these find no error in them.
    """

    languages: tuple[str, ...] = ()
    fresh: bool = False
    checks: bool = False


class Translations(NamedTuple):
    """How much of a language must be fresh, as (key, percent), and whether the site has a page that tells."""

    min_fresh: tuple[tuple[str, int], ...] = ()
    dashboard: bool = False
