"""What goes into a build, and what it comes to."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from microsite.build.plan import Plan
from microsite.diagnostics.problems import Diagnostic
from microsite.model.entries import NONE
from microsite.model.site import GroupKey
from microsite.pages.jobs import Job, Key, Manifest
from microsite.search.index import MakeIndex
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.engine.typesetter import Typeset
    from microsite.model.config import Config


class Wishes(NamedTuple):
    """What the command line asks for beside what `site.yaml` says; `languages` are keys, all of the site's if empty.

    `now` is the moment of the build (POSIX seconds): drafts and what is held back until later are public with `drafts`.
    With `checks`, all translations are compared with their sources, and not only where a gate asks for it. With
    `removal`, all pages of a kind or a language may go that has no text any more. Of the paths `told`, if there are
    any, hints are wanted first. Without `make_index`, a site has no search; without `typeset`, no
    share cards.
    """

    drafts: bool = False
    strict: bool = False
    languages: frozenset[str] = frozenset()
    now: float = 0
    checks: bool = False
    removal: bool = False
    told: frozenset[str] = frozenset()
    make_index: MakeIndex | None = None
    typeset: "Typeset | None" = None

    def narrow(self, config: "Config") -> "Config":
        """The configuration without the languages that are not wanted, and without what nobody is there to make."""
        languages = tuple(locale for locale in config.languages if locale.key in self.languages) or config.languages
        keys = [locale.key for locale in languages]
        return config._replace(
            languages=languages,
            source_language=config.source_language if config.source_language in keys else keys[0],
            search=config.search and self.make_index is not None,
            icons=config.icons and self.typeset is not None,
        )


class Past(NamedTuple):
    """The commits, with their days, in which groups were public last. The history may not be known as a `whole`."""

    public: Mapping[GroupKey, str]
    is_whole: bool = True


def know_no_past(_: Collection[GroupKey], /) -> Past:
    """Where nobody knows of former commits."""
    return Past({})


class Before(NamedTuple):
    """What there is before a build: problems `found` already, the `manifest` of the last one, and what is `present`.

    `folders` are those in `content/`, with texts in them or without. What the last build showed `had_drafts`, if it was
    one for looking at them. `find_past` tells of groups what no folder can tell that has yet to be written.
    """

    found: tuple[Diagnostic, ...] = ()
    manifest: Manifest = NONE
    present: Mapping[str, str] = NONE
    folders: Collection[str] = ()
    had_drafts: bool = False
    find_past: Callable[[Collection[GroupKey]], Past] = know_no_past


class Outcome(NamedTuple):
    """What a build comes to. The diagnostics are graded; without a plan one is an error, and nothing is done.

    `keys` are of jobs that were made, by path. At every moment from the first to before the second of `span` (POSIX
    seconds) it would come to the same. `lacks` names what the site shall have and nobody
    can make: "search" or "cards". `missing` are characters that no font has, so that what Typst sets is without them.
    """

    diagnostics: tuple[Diagnostic, ...]
    jobs: tuple[Job, ...] = ()
    plan: Plan | None = None
    keys: Mapping[str, Key] = NONE
    span: tuple[int, int] = (0, 0)
    lacks: tuple[str, ...] = ()
    missing: str = ""
