"""Characters that a text may hold, and that do harm there: nobody sees them, or takes them for others."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from microsite.diagnostics.problems import Diagnostic
from microsite.model.decode import Unwanted, tell_characters

# The radicals of dictionaries, the ideographs that older tables of characters have twice, and the ligatures of printers
# come with text that is copied out of a PDF. They look like what is meant, and nobody who types that finds them.
_SUSPECTS = (
    "[\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028\u2029\u2060-\u2064\u3164\ufeff\ufff9-\ufffd\u2e80-\u2fd5"
    "\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]"
)
_EVERYWHERE = frozenset("\u180e\u2028\u2029\u3164\ufeff\ufff9\ufffa\ufffb\ufffc\ufffd")
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\ua980-\ua9ff\uaa60-\uaadf]")
"""Scripts that set no space between words, in which an invisible character may say where a line may break."""

_CURSIVE = re.compile("[\u0590-\u08ff\u0900-\u0dff\u1800-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
"""Scripts in which it says how letters join, or which way they run."""


def check_characters(text: str, path: str) -> tuple[Diagnostic, ...]:
    """`character-unseen` and `character-lookalike`: each kind of such a character at its first place."""
    return () if text.isascii() or not _suspects().search(text) else tell_characters(text, path, _find(text))


@functools.cache
def _suspects() -> re.Pattern[str]:
    """Compiled where a text is not ASCII."""
    return re.compile(_SUSPECTS)


def _find(text: str) -> Iterator[Unwanted]:
    for match in _suspects().finditer(text):
        character, start = match[0], match.start()
        if character >= "\u2e80" and character not in _EVERYWHERE:
            meant = unicodedata.normalize("NFKC", character)
            if meant != character or character <= "\u2fff":
                yield _tell_lookalike(start, character, meant)
        elif character in _EVERYWHERE or _is_in_word(text, start):
            yield _tell_unseen(start, character)


def _is_in_word(text: str, at: int) -> bool:
    """True between letters of scripts that have no use for what stands there."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not (before.isalnum() and after.isalnum()):
        return False
    return not any(script.match(sign) for script in (_WITHOUT_SPACES, _CURSIVE) for sign in (before, after))


def _tell_unseen(start: int, character: str) -> Unwanted:
    what = f"the character U+{ord(character):04X}"
    if character in "\u2028\u2029":
        what, hint = f"{what}, which browsers take for no line break", "press Enter instead"
    elif character == "\ufffd":
        what, hint = f"{what}, which stands for one that was lost", "write the character that belongs there"
    elif character == "\ufffc":
        what, hint = f"{what}, which stands for something that was not copied", "delete it, or put in what is missing"
    else:
        what, hint = f"{what}, which nobody sees and which cuts a word", "delete it"
    return Unwanted(start, character, "character-unseen", what, hint)


def _tell_lookalike(start: int, character: str, meant: str) -> Unwanted:
    code = f"U+{ord(character):04X}"
    if meant == character:
        return Unwanted(
            start,
            character,
            "character-lookalike",
            f"the radical “{character}” ({code}), which looks like a character",
            "type the character anew",
        )
    what = f"“{character}” ({code}), which looks like “{meant}” and is found by nobody who types that"
    return Unwanted(start, character, "character-lookalike", what, f"write {meant}")
