"""Why an entry is not public, in the language of the page that says it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic, Reason
from microsite.diagnostics.terminal import make_visible
from microsite.i18n.moments import write_moment
from microsite.i18n.tags import name_in
from microsite.pages.jobs import Json
from microsite.preview.words import Speech

_ISOLATE = "\u2068{}\u2069"  # what runs the other way than the text around it

_PUBLIC = "not public: "


def tell_reasons(held: Diagnostic, words: Speech, tags: Mapping[str, str]) -> str:
    """The reasons of a finding in the language of the words; its message, where nobody has taken them apart.

    `tags` are those of the languages of the site (BCP 47), by key.
    """
    told = [_tell(reason, words, tags) for reason in held.reasons]
    return words.said["semicolon"].join(told) or make_visible(held.message.removeprefix(_PUBLIC))


def _tell(reason: Reason, words: Speech, tags: Mapping[str, str]) -> str:
    said = words.said[reason.word]
    if reason.word == "embargo":
        return said.replace("{time}", write_moment(reason.other, words.tag))
    if reason.locales:
        names = words.said["comma"].join(name_in(words.tag, tags.get(key, key)) for key in reason.locales)
        said = words.said["of"].replace("{what}", said).replace("{languages}", names)
    return f"{said}{words.said['colon']}{_ISOLATE.format(make_visible(reason.other))}" if reason.other else said


def tell_all(held: Sequence[Diagnostic], speeches: Sequence[Speech], tags: Mapping[str, str]) -> list[Json]:
    """That each is not public, and why, by the language of the words."""
    return [{words.tag: _tell_all(one, words, tags) for words in speeches} for one in held]


def _tell_all(held: Diagnostic, words: Speech, tags: Mapping[str, str]) -> str:
    return f"{words.said['private']}{words.said['colon']}{tell_reasons(held, words, tags)}"
