"""Passages of a translation that are still in another language, or in its characters."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from microsite.checks.facts.expressions import find_words
from microsite.checks.findings import Finding
from microsite.checks.prose.languages import Language
from microsite.checks.prose.passages import Passage
from microsite.checks.prose.traditional import find_traditional
from microsite.content.sections import fold

_WORD = re.compile(r"(?<![\w#/-])[^\W\d_]+(?![\w-])")
_LINK_ALONE = re.compile(r"(?:[\u2013-\u2015][^\[\]]{0,80})?\[[^\[\]]*\]?")
"""A link, or a dash, somebody’s name and a link; passages have a space for the second bracket."""
_SENTENCE = 8
"""From so many words on it is a sentence, and no name."""

_FEW = 5
"""From so many words on that are no names, what is the same in two languages is told, though it may be meant."""

_MARKS = ".!?\u2026\u3002\uff01\uff0e\uff1f\u061f\u06d4\u0964"
"""What a sentence ends with."""

_TITLE = re.compile(rf"(\*{{1,3}}|_{{1,3}})(?![\s*_])[^*_\n]*[^\s*_{_MARKS}]\1")
"""A line that is set off as a whole, and ends as no sentence does: what a talk or a chapter is called."""

_OPENING, _CLOSING = "\"'“”„«»‘’‚‹›「『", "\"'“”«»‘’‹›」』"
_BESIDE = " \u00a0\u202f"
_LETTERS = {True: 3, False: 8}
"""So many letters of a script without capitals make a word, in a sentence that ends and in what may be a name."""

_MOSTLY = 0.2
"""From this share of its Han characters on, a passage is in Traditional ones; with fewer, single ones were typed."""


def check(
    source_passages: Sequence[Passage],
    passages: Sequence[Passage],
    source_language: Language | None,
    language: Language | None,
    *,
    is_other: bool = True,
) -> list[Finding]:
    """What was not translated (`untranslated`), in the order of the text; `typography.check` looks at punctuation.

    `is_other` is as `find_left` takes it.
    """
    left = find_left(source_passages, passages, source_language, language, is_other=is_other)
    return tell(left, passages, source_language, language)


def tell(
    left: Sequence[tuple[Passage, int]],
    passages: Sequence[Passage],
    source_language: Language | None,
    language: Language | None,
) -> list[Finding]:
    """The same of what `find_left` has found."""
    findings = [*_check_characters(passages)] if language and language.is_simplified else []
    if not source_language or not language:
        return sorted([*findings, *(_tell_same(*one) for one in left)])
    for passage, source_line in left:
        findings.append(_tell(passage, source_line, may_be_name=_may_be_name(passage, source_language)))
    return sorted(findings)


def leave_out(
    source_passages: Sequence[Passage],
    passages: Sequence[Passage],
    source_language: Language | None,
    language: Language | None,
    *,
    is_other: bool = True,
) -> list[Passage]:
    """The passages without those of the other language, which are set as it sets them."""
    found = find_left(source_passages, passages, source_language, language, is_other=is_other)
    left = {passage for passage, _ in found}
    return [passage for passage in passages if passage not in left]


def find_left(
    source_passages: Sequence[Passage],
    passages: Sequence[Passage],
    source_language: Language | None,
    language: Language | None,
    *,
    is_other: bool = True,
) -> list[tuple[Passage, int]]:
    """Passages of the other language, each with its line in the source, or 0.

    Which those can be is found out quickly, since there hardly ever are any. Where nothing is known of one of two
    languages (None), it is what is the same in both, unless no `is_other`: then they are so close to each other that
    sentences may be the same.
    """
    if not source_language or not language:
        return [*_find_same(source_passages, passages)] if is_other else []
    if source_language == language:
        return []
    left = [passage for passage in passages if not (language.script and language.script.search(passage.text))]
    if not left or (not source_language.script and _has_no_word(left, source_language)):
        return []
    lines = _find_lines(source_passages)
    folded = _fold(left)
    if not language.script and not source_language.script and lines.keys().isdisjoint(folded):
        whole = "\n".join(passage.text for passage in left)
        if not any(f" {word} " in whole for word in source_language.frequent):
            return []
    return [
        (passage, lines.get(text, 0))
        for passage, text in zip(left, folded, strict=True)
        if _is_left(_joined(passage.text), source_language, language, is_same=bool(lines.get(text, 0)))
    ]


def _find_lines(passages: Sequence[Passage]) -> dict[str, int]:
    """The first line of each text."""
    return {text: one.line for text, one in reversed([*zip(_fold(passages), passages, strict=True)])}


def _find_same(source_passages: Sequence[Passage], passages: Sequence[Passage]) -> Iterator[tuple[Passage, int]]:
    """Passages that stand in the source as well, each with its line there, and are more than names and numbers.

    That tells without knowing either language that one of them is not in its own.
    """
    lines = _find_lines(source_passages)
    for passage, text in zip(passages, _fold(passages), strict=True):
        if text in lines and _count_words(text) >= _FEW:
            yield passage, lines[text]


def _count_words(text: str) -> int:
    """How many words a text has that are no names, as far as their letters say; about, where these have no capitals."""
    words: list[str] = _WORD.findall(text)
    small = sum(word[0].islower() and len(word) > 1 for word in words)
    if text.isascii():
        return small
    letters = sum(character.isalpha() and character.lower() == character.upper() for character in text)
    return small + letters // _LETTERS[text.rstrip(f"{_BESIDE}){_CLOSING}")[-1:] in {*_MARKS}]


def _fold(passages: Sequence[Passage]) -> list[str]:
    """The texts with one spelling of marks and spaces, for these may have been put right in one of two."""
    return [_joined(text) for text in fold("\0".join(passage.text for passage in passages)).split("\0")] * bool(
        passages
    )


def _joined(text: str) -> str:
    return " ".join(text.split())


def _has_no_word(passages: Sequence[Passage], language: Language) -> bool:
    """True if none of the passages has a word of a language, as `_is_left` counts them: all at once is sooner."""
    return language.words.isdisjoint(find_words("\n".join([passage.text for passage in passages]), _WORD))


def _is_left(text: str, source_language: Language, language: Language, *, is_same: bool) -> bool:
    """True if a passage is in the source's language, as far as its words or characters say; `is_same` if it is there.

    Names and terms are alike in many languages: a few words say nothing unless one is a word of the source's language.
    """
    if language.script and language.script.search(text):
        return False
    if source_language.script:
        han, words = len(source_language.script.findall(text)), len(_WORD.findall(text))
        return han >= 4 and han > 2 * words
    found = _WORD.findall(text)  # as they are written: capital letters make names of them
    own = sum(word in source_language.words for word in found)
    other = sum(word in language.words for word in found)
    if is_same:
        return own > other and len(found) >= 3
    return own >= 3 and own > 3 * other and len(found) >= _SENTENCE


def _may_be_name(passage: Passage, language: Language | None) -> bool:
    """True of a heading with one frequent word among capitals, as in Summer of Code; in German all nouns have them."""
    if passage.kind != "heading" or language is None or language.nouns_have_capitals or language.script:
        return False
    words = _WORD.findall(passage.text)
    own = [word for word in words if word.lower() in language.words]
    return len(own) == 1 and words[0] != own[0] and all(word[0].isupper() for word in words if word != own[0])


def _tell_same(passage: Passage, source_line: int) -> Finding:
    text = _joined(passage.text)
    if passage.kind == "quote" or _LINK_ALONE.fullmatch(text) or _is_quoted(text):
        severity = "info"
    else:
        is_certain = _is_running(passage, text) and _count_words(text) >= _SENTENCE
        severity = "error" if is_certain else "warning"
    return _untranslated(severity, passage.line, _say(passage), source_line)


def _is_running(passage: Passage, text: str) -> bool:
    """True of running text, which nobody leaves in another language on purpose; titles may stay as they are."""
    return passage.kind == "paragraph" and not _TITLE.fullmatch(text)


def _is_quoted(text: str) -> bool:
    """True of what stands between quotation marks as a whole."""
    said = text.strip(f"{_BESIDE}{_MARKS},;:")
    return said[:1] in {*_OPENING} and said[-1:] in {*_CLOSING}


def _say(passage: Passage) -> str:
    name = {"item": "list item", "quote": "quotation", "cell": "table cell"}.get(passage.kind, passage.kind)
    return f"this {name} is not translated"


def _tell(passage: Passage, source_line: int, *, may_be_name: bool) -> Finding:
    text = _joined(passage.text)
    message = _say(passage) + ("" if source_line else ", or not into this language")
    if may_be_name or passage.kind == "quote" or _LINK_ALONE.fullmatch(text):
        severity = "info"  # what others said, and what their pages are called, may stand in their language
    else:
        is_long = max(len(text.split()), _count_words(text)) >= _SENTENCE
        is_certain = bool(source_line) and _is_running(passage, text) and is_long
        severity = "error" if is_certain else "warning"
    return _untranslated(severity, passage.line, message, source_line)


def _untranslated(severity: str, line: int, message: str, source_line: int = 0) -> Finding:
    return Finding("untranslated", severity, line, 1 if line else 0, 0, message, "translate it", source_line)


# ---- Traditional characters -----------------------------------------------------------------------------------


def _check_characters(passages: Sequence[Passage]) -> Iterator[Finding]:
    text = "\n".join(passage.text for passage in passages)
    table = find_traditional(text)
    if not table:
        return
    pattern = re.compile(f"[{''.join(table)}]+")
    simplified = str.maketrans(table)
    for passage in passages:
        found = list(pattern.finditer(passage.text))
        count = sum(len(match[0]) for match in found)
        if count > 3 and count >= _MOSTLY * len(re.findall("[\u3400-\u9fff]", passage.text)):
            message = f"this {passage.kind} is in Traditional characters"
            yield _untranslated("warning", passage.line, message)
            continue
        yield from _tell_characters(passage, found, simplified)


def _tell_characters(passage: Passage, found: list[re.Match[str]], simplified: dict[int, str]) -> Iterator[Finding]:
    newlines = [-1, *(match.start() for match in re.finditer("\n", passage.text))]
    for match in found:
        row = bisect.bisect_left(newlines, match.start()) - 1
        message = f"“{match[0]}” is in Traditional characters"
        hint = f"write {match[0].translate(simplified)}"
        column = match.start() - newlines[row]
        yield Finding("untranslated", "warning", passage.line + row, column, len(match[0]), message, hint)
