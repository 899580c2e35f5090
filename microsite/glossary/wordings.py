"""The wordings of one language's terms, and where a text has them: by an automaton, whatever their number.

A wording stands where its letters do and no letter or digit is beside it; Han characters need no such border,
katakana do: サーバ is not in サーバー. What a language attaches to words is none of them: 인증서를, الشهادة.
A hyphen makes a longer word of it as a letter does (“hub-based”, “Hub-Leiter”, “Hub- und …”), a dash of two hyphens
does not. A wording with ß also stands where a text has ss, as capitals and Swiss texts do. Addresses, names of files
and numbers hold none (“hub.example”, “press@hub.example”, “hub.pdf”, “3.0”).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from microsite.content.fields.terms import is_matchable
from microsite.glossary.attached import Attached, find_attached
from microsite.glossary.folding import HYPHENS, Folded, fold, is_han, is_katakana, is_letter, spaced
from microsite.model.digests import digest_of
from microsite.values.named import NamedTuple

if TYPE_CHECKING:
    import ahocorasick


BORDER = "\0"
"""What a text has where one block ends and another begins: no wording goes over it."""

NO_TERM = "\uffff"
"""The key of what is a word of its own, in which no term is; it comes after those of terms that are written alike."""

_URL = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]{2,9}://|www\.)[!-~\xa1-\u024f]+")
_JOINTS = ".@"

ATTACHED = 8
"""So many letters beside a word are more than any language attaches to it."""


class Wording(NamedTuple):
    """One way to write a term in one language: as written if `is_exact`, the beginning of longer words if `is_prefix`.

    An exact wording still has its hyphens, spaces and composed letters in any spelling.
    """

    key: str
    text: str
    is_exact: bool = False
    is_prefix: bool = False


class Match(NamedTuple):
    """A wording in a text; `rank` orders the wordings of one place, the best first."""

    start: int
    end: int
    rank: tuple[bool, bool, str]
    key: str


class _Pattern(NamedTuple):
    wording: Wording
    needs_soft_hyphen: bool = False


class _Patterns(NamedTuple):
    """What is folded alike, of so many letters: in any case of letters, and by what must stand there if that matters.

    Of those that stand in the same places, the first one alone: no other is ever chosen.
    """

    length: int
    loose: tuple[_Pattern, ...]
    exact: Mapping[str, tuple[_Pattern, ...]]


class Glossary:
    """The wordings of one language. What finds them is made when it is first needed, and not pickled."""

    def __init__(self, wordings: Iterable[Wording], tag: str) -> None:
        """Take those that can be found, in any order."""
        self.wordings = tuple(sorted({wording for wording in wordings if is_matchable(wording.text)}))
        self.tag = tag

    def __bool__(self) -> bool:
        """False if there is nothing to find."""
        return bool(self.wordings)

    def __reduce__(self) -> tuple[type[Glossary], tuple[tuple[Wording, ...], str]]:
        """Pickle what it is made from."""
        return Glossary, (self.wordings, self.tag)

    @functools.cached_property
    def digest(self) -> str:
        """The digest of all wordings and of the language."""
        return digest_of(self.tag, *map(tuple, self.wordings))

    def find(self, text: str) -> tuple[Match, ...]:
        """The wordings in a text, the leftmost first and of those the longest; none lies over another."""
        if not self.wordings:
            return ()
        folded = fold(text)
        best: dict[int, Match] = {}  # of each place: hundreds may begin there, and all of a text's are too many to hold
        for found in _candidates(self._automaton, folded, text, find_attached(self.tag)):
            known = best.get(found.start)
            if known is None or (-found.end, found.rank) < (-known.end, known.rank):
                best[found.start] = found
        chosen: list[Match] = []
        end = 0
        for _, found in sorted(best.items()):
            if found.start >= end:
                start, end = folded.origin(found.start, found.end)
                if found.key != NO_TERM:
                    chosen.append(found._replace(start=start, end=end))
                end = found.end
        return tuple(chosen)

    @functools.cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        """Finds folded wordings; a value is their patterns."""
        import ahocorasick  # late: a site without terms needs none

        patterns: dict[str, dict[tuple[str, bool, bool], _Pattern]] = {}
        for wording in self.wordings:
            form = fold_wording(wording.text)
            exact = spaced(form.plain) if wording.is_exact else ""
            spellings = [(form.folded, exact)]
            if "ß" in form.folded:
                spellings.append((form.folded.replace("ß", "ss"), exact.replace("ß", "ss").replace("ẞ", "SS")))
            for folded, written in spellings:
                known = patterns.setdefault(folded, {})
                known.setdefault((written, wording.is_prefix, False), _Pattern(wording))
            if any(hyphen in form.plain for hyphen in HYPHENS):
                joined, exact = (_without_hyphens(text, form.plain) for text in (form.folded, exact))
                known = patterns.setdefault(joined, {})
                known.setdefault((exact, wording.is_prefix, True), _Pattern(wording, needs_soft_hyphen=True))
        automaton = ahocorasick.Automaton()
        for folded, those in patterns.items():
            by_exact: dict[str, tuple[_Pattern, ...]] = {}
            for (exact, *_), pattern in those.items():
                by_exact[exact] = (*by_exact.get(exact, ()), pattern)
            automaton.add_word(folded, _Patterns(len(folded), by_exact.pop("", ()), by_exact))
        automaton.make_automaton()
        return automaton


def make_glossary(wordings: Sequence[Wording], tag: str) -> Glossary:
    """The Glossary of a language (BCP 47); wordings that cannot be found are left out."""
    return Glossary(wordings, tag)


@functools.lru_cache(maxsize=256)
def fold_wording(text: str) -> Folded:
    """A wording folded, without white space at its ends and with one space where there are several.

    Wordings that are folded alike are found in the same places, but for the case of those that are exact.
    """
    return fold(" ".join(text.split()))


def _without_hyphens(text: str, plain: str) -> str:
    """A text, or none, without what stands in it where the plain one has hyphens."""
    return "".join(there for there, here in zip(text, plain, strict=False) if here not in HYPHENS)


def _candidates(automaton: ahocorasick.Automaton, folded: Folded, text: str, attached: Attached) -> Iterator[Match]:
    """All wordings between their borders."""
    plain = folded.plain
    word_end = -1
    for last, (length, loose, exact) in automaton.iter(_without_urls(folded)):
        start, end = last + 1 - length, last + 1
        if _is_joined(plain, start, -1) or _is_joined(plain, last, 1):
            continue
        if _goes_on(plain, start, -1) and not (
            attached.before and attached.is_before(_beside(plain, start, -1), length)
        ):
            continue
        goes_on = _goes_on(plain, end - 1, 1) and not (
            attached.behind and attached.is_behind(_beside(plain, end, 1), length)
        )
        patterns = (*loose, *exact.get(spaced(plain[start:end]), ())) if exact else loose
        for pattern in patterns:
            key, _, is_exact, is_prefix = pattern.wording
            if goes_on and not is_prefix:
                continue
            if pattern.needs_soft_hyphen and "\u00ad" not in slice_of(text, folded.origin(start, end)):
                continue
            if goes_on and word_end < end:
                word_end = _word_end(plain, end)
            yield Match(start, word_end if goes_on else end, (goes_on, not is_exact, key), key)


def _without_urls(folded: Folded) -> str:
    """The folded text with borders in the place of URLs, which the plain text still has with their hyphens."""
    pieces: list[str] = []
    done = 0
    for match in _URL.finditer(folded.plain):
        pieces += folded.folded[done : match.start()], BORDER * len(match[0])
        done = match.end()
    return "".join((*pieces, folded.folded[done:])) if pieces else folded.folded


def slice_of(text: str, place: tuple[int, int]) -> str:
    """The part of a text at a place."""
    return text[place[0] : place[1]]


def _goes_on(plain: str, place: int, step: int) -> bool:
    """True if the word whose edge is the character at `place` goes on in the direction of `step`."""
    beside = place + step
    if not 0 <= beside < len(plain) or plain[beside] == " ":
        return False
    if is_katakana(plain[beside]) and is_katakana(plain[place]):
        return True
    if not is_letter(plain[place]):
        return False
    if plain[beside] not in HYPHENS:
        return is_letter(plain[beside])
    beyond = plain[beside + step] if 0 <= beside + step < len(plain) else BORDER
    return beyond not in HYPHENS and not is_han(beyond)


def _is_joined(plain: str, place: int, step: int) -> bool:
    """True if a full stop or an @ joins what is at `place` to a letter, or to a digit if it is one."""
    beyond = place + 2 * step
    if not 0 <= beyond < len(plain) or plain[place + step] not in _JOINTS:
        return False
    here, there = plain[place], plain[beyond]
    return is_letter(here) and is_letter(there) and here.isdigit() == there.isdigit()


def _word_end(plain: str, place: int) -> int:
    """Where the word ends that goes on at `place`, with what hyphens join to it."""
    while place < len(plain) and is_katakana(plain[place]):
        place += 1
    while place < len(plain) and (is_letter(plain[place]) or _joins(plain, place)):
        place += 1
    return place


def _beside(plain: str, place: int, step: int) -> str:
    """What of a word stands behind a place in it (`step` 1) or before it (-1), or too much of that to be attached."""
    end = place
    while abs(end - place) < ATTACHED and is_letter(plain[(end if step > 0 else end - 1) : (end + (step > 0))] or " "):
        end += step
    return plain[min(place, end) : max(place, end)]


def _joins(plain: str, place: int) -> bool:
    return plain[place] in HYPHENS and place + 1 < len(plain) and is_letter(plain[place + 1])
