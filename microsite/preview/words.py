"""What pages of the preview say beside findings, in the language of the page. Pure."""

from __future__ import annotations

import functools
import pkgutil
import re
import tomllib
from collections.abc import Mapping

from microsite.i18n.tags import direction, find_fitting
from microsite.values.named import NamedTuple

_FALLBACK = "en"
_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


class Speech(NamedTuple):
    """The words of a language by their names: `tag` says which it is (BCP 47), `counts` has those with plural forms."""

    tag: str
    said: Mapping[str, str]
    counts: Mapping[str, Mapping[str, str]]

    @property
    def direction(self) -> str:
        """How the language is written: ltr or rtl."""
        return direction(self.tag.replace("-", "_"))


def find_words(tag: str) -> Speech:
    """The words for readers of a language; English where there are none for them."""
    known = _read()
    chosen = (_TAG.fullmatch(tag) and find_fitting(tag, known)) or _FALLBACK
    said = {name: word for name, word in known[chosen].items() if isinstance(word, str)}
    return Speech(chosen, said, {name: forms for name, forms in known[chosen].items() if not isinstance(forms, str)})


@functools.cache
def find_all_words() -> tuple[Speech, ...]:
    """The words of all languages that there are any in."""
    return tuple(map(find_words, _read()))


@functools.cache
def _read() -> Mapping[str, Mapping[str, str | Mapping[str, str]]]:
    return tomllib.loads((pkgutil.get_data("microsite.preview", "words.toml") or b"").decode("utf-8"))
