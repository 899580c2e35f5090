"""What Typst has set, kept with the bodies: set again only if what it follows from has moved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from microsite.engine.memory import Memory
from microsite.model.images import Image
from microsite.model.records import PaperFile
from microsite.model.site import PageKey
from microsite.pages.jobs import Job
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    from microsite.engine.typesetter import Composition, Typeset


class Drawn(NamedTuple):
    """The share cards of a site, as pages name them, by (kind, key, locale); the `jobs` of their files.

    `missing` are characters that no font has.
    """

    images: Mapping[PageKey, Image]
    jobs: tuple[Job, ...]
    missing: str = ""


class Papers(NamedTuple):
    """The papers of a site, and the jobs of their files, both by (kind, key, locale); `missing`, likewise."""

    files: Mapping[PageKey, PaperFile]
    jobs: Mapping[PageKey, Job]
    missing: str = ""


class Wanted(NamedTuple):
    """What is to be set: its name, a digest of all that it follows from, and what makes a composition of that."""

    name: str
    digest: str
    compose: Callable[[], Composition]


class Kept(NamedTuple):
    """What was set: the SHA-256 (hex) of its bytes, how many these are, and the characters that no font has."""

    digest: str
    size: int
    missing: str


def set_new(wanted: Sequence[Wanted], memory: Memory, typeset: Typeset) -> list[Kept]:
    """What has become of each, set now where that is not remembered. Raises `UsageError` if one cannot be set."""
    known = {one.name: _recall(one, memory) for one in wanted}
    unknown = list({one.name: one for one in wanted if known[one.name] is None}.values())
    for one, composed in zip(unknown, typeset([one.compose() for one in unknown]) if unknown else (), strict=True):
        kept = Kept(hashlib.sha256(composed.data).hexdigest(), len(composed.data), composed.missing)
        memory.keep(one.name, one.digest, kept, tuple(kept))
        memory.keep(f"rendition {kept.digest}", kept.digest, None, None)
        memory.bodies.note(kept.digest, memory.bodies.put(composed.data))
        known[one.name] = kept
    return [found for one in wanted if (found := known[one.name])]


def fetch(wanted: Wanted, kept: Kept, memory: Memory, typeset: Typeset) -> tuple[bytes]:
    """The bytes of what was set, in one chunk: set again, if the cache has lost them."""
    found = memory.bodies.read(kept.digest)
    if found is None:
        [composed] = typeset([wanted.compose()])
        found = composed.data
        memory.bodies.note(kept.digest, memory.bodies.put(found))
    return (found,)


def _recall(wanted: Wanted, memory: Memory) -> Kept | None:
    found = memory.recall(wanted.name, wanted.digest, Kept._make)
    if found is None or not memory.bodies.has(found.digest):
        return None
    memory.retain(f"rendition {found.digest}")
    return found
