"""What other sites answer to the links of a built site, and what they answered before."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from microsite.files.opening import read_file
from microsite.files.shared import find_caches
from microsite.files.writing import write_file
from microsite.verify.defects import Defect
from microsite.verify.outside import find_outside, group, tell_broken, tell_moved
from microsite.verify.site import Audit
from microsite.web.outside import POLITE, Manners, Replies, ask_all, is_good

_BOUND = 50_000_000


def check_outside(audit: Audit, place: Path | None = None, manners: Manners = POLITE) -> Iterator[Defect]:
    """`external-broken` and `external-moved`; good answers are kept in a file, in the user's folder of caches."""
    folder = find_caches()
    place = place or (folder / "answers.json" if folder else None)
    wanted = dict(group(find_outside(audit.said, audit.book())))
    known = _read_known(place) if place else {}
    for url, answer in ask_all(wanted, known, time.time(), manners):
        if not is_good(answer):
            reason = f"does not answer: {answer.fault}" if answer.fault else f"answers with {answer.status}"
            yield tell_broken(url, reason, wanted[url])
        elif answer.has_moved:
            yield tell_moved(url, answer.url, wanted[url])
    if place is None:
        return
    with suppress(OSError):  # then all of them are asked again
        place.parent.mkdir(parents=True, exist_ok=True)
        write_file(place, json.dumps(known).encode())


def _read_known(place: Path) -> Replies:
    """What is kept; nothing of a file that is damaged."""
    try:
        held = json.loads(read_file(str(place), _BOUND))
        return {
            str(url): (float(moment), int(status), str(there), bool(moved))
            for url, (moment, status, there, moved) in held.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
