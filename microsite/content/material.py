"""What a site is linked from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from microsite.model.entries import NONE, GroupData, Text
from microsite.model.media import Signature
from microsite.model.site import GroupKey, PageKey
from microsite.values.named import NamedTuple

Hidden = Literal["draft", "held", "language", "unread"]
"""Why the site does not show a group: drafts alone, held back, none in the languages of this build, or unreadable."""


_HELD: Hidden = "held"


class Material(NamedTuple):
    """What a site is linked from: the texts that it shows, the files of groups with their digests, and other files.

    `files` are all that could be linked to, by path, with what their first bytes make of them; `hidden` are groups that
    the site does not show, and why, and `unshown` their texts, as far as they can be read; `retracted` are groups whose
    files say that they are not public any more; `misdated` are the paths of files with a date that is wrong and was
    told of; `absent` are files that are none of the texts: "" of a draft, or why one cannot be read.
    """

    texts: Sequence[Text]
    data_by_group: Mapping[GroupKey, GroupData] = {}
    digest_by_group: Mapping[GroupKey, str] = {}
    files: Mapping[str, Signature] = NONE
    hidden: Mapping[GroupKey, Hidden] = {}
    misdated: Collection[str] = ()
    unshown: Sequence[Text] = ()
    retracted: Collection[GroupKey] = ()
    absent: Mapping[PageKey, str] = {}


def without(material: Material, held: Collection[GroupKey]) -> Material:
    """What a site is linked from that does not show these groups."""
    texts: dict[bool, list[Text]] = {True: [], False: list(material.unshown)}
    for text in material.texts:
        if text.entry:
            texts[(text.entry.kind, text.entry.key) not in held].append(text)
    return material._replace(
        texts=texts[True],
        unshown=texts[False],
        data_by_group={group: data for group, data in material.data_by_group.items() if group not in held},
        digest_by_group={group: digest for group, digest in material.digest_by_group.items() if group not in held},
        hidden={**material.hidden, **dict.fromkeys(held, _HELD)},
    )
