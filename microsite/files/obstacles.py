"""What would keep a plan from being done to the output folder, found before anything in it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.files.disk import UsageError, printable, shown
from microsite.files.folder import Claim, hint_at_other

if TYPE_CHECKING:
    from microsite.plan import Plan

TOLD = 3
"""How many of the files that are in the way a message names."""


def refuse_strangers(found: Claim, plan: Plan) -> None:
    """Raises `UsageError` if the folder seems to hold another site of the same address, or of none.

    Where this root has written before, it may remove all that it wrote. Without a site, there is no other one.
    """
    from microsite.removals import find_strangers

    strangers = find_strangers(plan, found.present) if found.site and not found.former else ()
    if strangers:
        name = shown(found.root, found.output)
        message = f"“{name}” seems to hold another site: there is “{printable(strangers[0])}”, and no text of this one"
        raise UsageError(message, hint_at_other(name))


def refuse_blocked(found: Claim, plan: Plan) -> None:
    """Raises `UsageError` if a stray lies where a target goes."""
    from microsite.plan import find_blocking  # with all of the nouns, see `Staging`

    blocking = find_blocking(plan, found.strays)
    if blocking:
        names = ", ".join(f"“{shown(found.root, found.output)}/{printable(path)}”" for path in blocking[:TOLD])
        more = f" and {len(blocking) - TOLD} more" if len(blocking) > TOLD else ""
        message = f"not written by the site, but where the site has to write: {names}{more}"
        raise UsageError(message, "move it out of the output folder, or delete it")
