"""The text of a PO file (GNU gettext) → its entries, read strictly.

The reader is our own: Babel's cuts a text that has no closing quotation mark, gives a stray msgstr to the next entry
and drops the second of two translations, all without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.decode import decode
from microsite.model.source import Source
from microsite.model.words import MessageKey
from microsite.values.named import NamedTuple

_STATEMENT = re.compile(
    r'(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)\s*)?"(?P<text>(?:[^"\\]|\\[nrt"\\])*)"'
)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
# What may follow what in an entry; "" is its beginning.
_NEXT = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[0]",),
    "msgstr": (),
} | {f"msgstr[{form}]": (f"msgstr[{form + 1}]",) for form in range(10)}

_LINES = 'write msgid, msgstr or a comment (#); a text stands in "…", and with \\" inside'
_SHOWN = 60


class PoEntry(NamedTuple):
    """Words and their translation: `ids` are msgid and msgid_plural, `forms` the msgstr; `line` is the msgid's.

    `comments` are the translators' own. An obsolete entry is of words that no template asks for any more.
    """

    line: int
    context: str
    ids: tuple[str, ...]
    forms: tuple[str, ...]
    is_fuzzy: bool = False
    is_obsolete: bool = False
    comments: tuple[str, ...] = ()


class PoFile(NamedTuple):
    """The entries of a PO file in order; `header` is the one of "", if there is one."""

    entries: tuple[PoEntry, ...] = ()
    header: PoEntry | None = None


def shown(words: str) -> str:
    """Words as a message quotes them: on one line, and not too long."""
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[: _SHOWN - 1]}…”"


# ---- reading --------------------------------------------------------------------------------------------------


def read_pofile(source: Source) -> tuple[PoFile, tuple[Diagnostic, ...]]:
    """Read the entries of a PO file that make sense.

    Reports `catalog-invalid`, `file-encoding` and `file-too-large`; never raises.
    """
    text, found = decode(source)
    if text is None:
        return PoFile(), found
    entries, problems = _read_entries(text.split("\n"), source.path)
    first_by_key: dict[MessageKey, PoEntry] = {}
    kept: list[PoEntry] = []
    for entry in entries:
        first = entry if entry.is_obsolete else first_by_key.setdefault((entry.context, entry.ids[0]), entry)
        if first is entry:
            kept.append(entry)
        else:
            message, span = f"{shown(entry.ids[0])} is translated twice", Span(source.path, entry.line)
            related = (Span(source.path, first.line),)
            problems.append(problem("catalog-invalid", message, span, hint="delete one of the two", related=related))
    header = first_by_key.get(("", ""))
    return PoFile(tuple(entry for entry in kept if entry is not header), header), tuple(problems)


@dataclass(slots=True)
class _Draft:
    """An entry as far as it is read, its texts by keyword. A broken one is skipped to its end."""

    line: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    is_fuzzy: bool = False
    is_obsolete: bool = False
    is_broken: bool = False

    @property
    def last(self) -> str:
        return next(reversed(self.texts), "")


def _read_entries(lines: Sequence[str], path: str) -> tuple[list[PoEntry], list[Diagnostic]]:
    drafts, problems = _read_drafts(lines, path)
    entries: list[PoEntry] = []
    for draft in drafts:
        if draft.last.startswith("msgstr"):
            entries.append(_entry(draft))
        elif draft.texts and not draft.is_broken:
            message = f"{shown(draft.texts.get('msgid', ''))} has no msgstr"
            problems.append(problem("catalog-invalid", message, Span(path, draft.line), hint='write msgstr ""'))
    return entries, problems


def _read_drafts(lines: Sequence[str], path: str) -> tuple[list[_Draft], list[Diagnostic]]:
    drafts = [_Draft()]
    problems: list[Diagnostic] = []
    for number, line in enumerate(map(str.strip, lines), 1):
        statement = line.removeprefix("#~").lstrip()
        if not statement or line.startswith(("#|", "#~|")):  # the latter: what a fuzzy translation was made of
            continue
        match = _STATEMENT.fullmatch(statement)
        word = (match["word"] or "") if match else ""
        begins = statement.startswith("#") or word in _NEXT[""]
        if begins and (drafts[-1].is_broken or drafts[-1].last not in ("", "msgctxt")):
            drafts.append(_Draft())
        draft = drafts[-1]
        if statement.startswith("#"):
            _note(draft, statement)
        elif not draft.is_broken:
            slip = _slip(draft, match)
            if slip or not match:
                hint = "" if match else _LINES
                problems.append(problem("catalog-invalid", slip, Span(path, number), hint=hint))
                draft.is_broken = True
                continue
            draft.line = number if word in _NEXT[""] else draft.line
            draft.is_obsolete = line.startswith("#~")
            draft.texts[word or draft.last] = draft.texts.get(word or draft.last, "") + _unescaped(match["text"])
    return drafts, problems


def _note(draft: _Draft, comment: str) -> None:
    if comment.startswith("#,"):
        draft.is_fuzzy |= "fuzzy" in re.split(r"[,\s]+", comment)
    elif not comment.startswith(("#:", "#.")) and comment.strip("# "):
        draft.comments.append(comment[1:].strip())


def _slip(draft: _Draft, match: re.Match[str] | None) -> str:
    """What is wrong with a line that cannot stand there; else ""."""
    if match is None:
        return "this is not a line of a PO file"
    if match["word"] and match["word"] not in _NEXT[draft.last]:
        return f"{match['word']} stands here where {' or '.join(_NEXT[draft.last]) or 'the next entry'} is due"
    return "" if match["word"] or draft.last else "a text stands here without msgid or msgstr"


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda escape: _ESCAPED.get(escape[1], escape[1]), text)


def _entry(draft: _Draft) -> PoEntry:
    ids = tuple(draft.texts[word] for word in ("msgid", "msgid_plural") if word in draft.texts)
    forms = tuple(text for word, text in draft.texts.items() if word.startswith("msgstr"))
    context = draft.texts.get("msgctxt", "")
    return PoEntry(draft.line, context, ids, forms, draft.is_fuzzy, draft.is_obsolete, tuple(draft.comments))
