"""What an author may have meant: each answer takes a millisecond or more, so the first few of thousands get one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from microsite.diagnostics.problems import did_you_mean

FEW = 20
"""So many different words of a rule get a hint."""

Suggest = Callable[[str, str, Callable[[], Iterable[str]]], str]
"""What gives a hint "did you mean “…”?", or "": of a rule, a word, and what finds the words that there are."""


def suggest(_rule: str, word: str, find_words: Callable[[], Iterable[str]]) -> str:
    """A hint, however many there are."""
    return did_you_mean(word, find_words())


def suggest_nothing(_rule: str, _word: str, _find_words: Callable[[], Iterable[str]]) -> str:
    """No hint."""
    return ""


def make_few() -> Suggest:
    """What gives hints for the first few words of each rule, and none for all that come later."""
    asked: set[tuple[str, str]] = set()
    count: Counter[str] = Counter()

    def suggest_few(rule: str, word: str, find_words: Callable[[], Iterable[str]]) -> str:
        if (rule, word) not in asked:
            if count[rule] == FEW:
                return ""
            count[rule] += 1
            asked.add((rule, word))
        return did_you_mean(word, find_words())

    return suggest_few
