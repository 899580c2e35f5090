"""What goes into a build, and what it comes to."""

from collections.abc import Callable, Collection, Mapping

from microsite.build.plan import Plan
from microsite.diagnostics.problems import Diagnostic
from microsite.model.entries import NONE
from microsite.model.site import GroupKey
from microsite.pages.jobs import Job, Key, Manifest
from microsite.values.named import NamedTuple


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
