"""The files of content that are no texts: which of them are published, and where."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from functools import partial

from microsite.content.material import Hidden
from microsite.content.references import MEDIA
from microsite.model.config import Config
from microsite.model.entries import NONE
from microsite.model.images import Developed, Image, Rendition
from microsite.model.kinds import KINDS
from microsite.model.layout import CONTENT, find_owner, fold
from microsite.model.media import Refusal, Signature, Use, find_refusal
from microsite.model.site import GroupKey, Target
from microsite.site import faults
from microsite.site.faults import FindNearby, Tell
from microsite.site.images import make_image


class Shelf:
    """The files of content by path, with what their first bytes make of them, and who may see them.

    What an entry has that is not shown is not shown either, whoever leads to it: `hidden` are these, and why.
    `find_nearby` says what texts of a folder may link to.
    """

    def __init__(
        self,
        config: Config,
        signatures: Mapping[str, Signature],
        hidden: Mapping[GroupKey, Hidden],
        find_nearby: FindNearby,
        developed: Mapping[str, Developed] = NONE,
    ) -> None:
        """Know these files. Those of an entry that only this build leaves out are public.

        `developed` are the pictures that pages show, as far as somebody has looked into them.
        """
        self.signatures, self._find_nearby = signatures, find_nearby
        self._hidden = {
            (kind, fold(key)): f"{CONTENT}{KINDS[kind].folder}/{key}"
            for (kind, key), why in hidden.items()
            if why != "language"
        }
        self._base_path, self._more = config.base_path, config.downloads
        self._refusals = {path: Refusal(*one.refusal) for path, one in developed.items() if one.refusal}
        self.images: dict[str, Image] = {}
        self.renditions: list[tuple[Target, Rendition, str]] = []
        for path, one in developed.items():
            target = self.find_target(path)
            if target and one.of:
                self.images[path], placed = make_image(target, one)
                self.renditions += ((place, rendition, path) for place, rendition in placed)

    def find_target(self, path: str) -> Target | None:
        """Where a file goes; None if it may not be published. Whatever is copied of content has passed here."""
        if path not in self.signatures or self._find_hidden(path):
            return None
        if find_refusal(path, self.signatures[path], "download", self._more):
            return None
        below = path.removeprefix(CONTENT)
        return Target(MEDIA + below, self._base_path + MEDIA + urllib.parse.quote(below))

    def is_hidden(self, path: str) -> bool:
        """True of a file of an entry that readers do not get to see."""
        return path in self.signatures and self._find_hidden(path) != ""

    def find_fault(self, path: str, written: str, folder: str, use: Use) -> Tell | None:
        """What keeps a file from being shown or led to in texts of a folder, where it is called as `written`.

        Reports `link-broken`, `picture-missing`, `picture-invalid` and `download-unsafe`.
        """
        if path not in self.signatures:
            return partial(faults.missing_file, path, folder, self._find_nearby, use)
        hidden = self._find_hidden(path)
        if hidden:
            return partial(faults.hidden_target, written, hidden, use)
        found = find_refusal(path, self.signatures[path], use, self._more)
        if use == "picture":
            found = found or self._refusals.get(path)
        return partial(faults.unfit_file, written, found) if found else None

    def _find_hidden(self, path: str) -> str:
        """The path, without language and suffix, of the entry that a file belongs to; "" if readers get to see it."""
        owner = find_owner(path)
        return self._hidden.get((owner[0], fold(owner[1])), "") if owner else ""
