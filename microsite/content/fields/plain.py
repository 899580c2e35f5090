"""Words of any language → small letters from a to z, as people type them who lack the keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from microsite.i18n.letters import as_typed, letters_of


def make_plain(text: str, languages: Collection[str]) -> str:
    """A text in the letters from a to z, as its languages (keys, or BCP 47) are typed: Größe is groesse, 面积 mianji.

    What has no such letters stays as it is.
    """
    if text.isascii():
        return text.lower()
    from microsite.i18n.collate import FOLDED, spell  # of few files

    for language in sorted(languages):
        text = next(iter(spell(text, language.replace("-", "_"))), text)
        text = as_typed(text, letters_of(language))
    text = "".join(FOLDED.get(one, one) for one in text.lower())
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
