"""Rows of texts ↔ CSV (RFC 4180) that spreadsheet programs open without computing, and that comes back the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.decode import decode
from microsite.model.source import Source
from microsite.values.named import NamedTuple

_BOM = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# What a program may compute (OWASP, CSV Injection), full-width signs too; and what it leaves of a formula that it could
# not compute. Apostrophes before it are looked through, so that one more can be told from those that were there.
_FORMULA = r"[\s']*(?:[=+\-@\t\r＝＋－＠]|#(?:[A-ZÄÖÜ0/]+[!?]|N/A|NV))"
_STARTS_FORMULA = re.compile(_FORMULA)
# A program that takes semicolons or tabs for separators begins a cell after them, whatever quotation marks say.
_UNGUARDED = re.compile(rf"(^|[;\t])(?={_FORMULA})")
_GUARDED = re.compile(rf"(^|[;\t])'(?={_FORMULA})")
_NEEDS_QUOTES = re.compile(r'[",;\t\r\n]|^ | $')


_SEPARATOR = re.compile(r"\"?sep=([,;\t])\"?[,;\t]*\n", re.IGNORECASE)


class Cell(NamedTuple):
    """A cell as written: `name` is the spreadsheet's (“B5”), `span` where it stands in the file."""

    text: str
    name: str
    span: Span


Row = tuple[Cell, ...]


def write_rows(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV: with a byte order mark, which makes spreadsheet programs read UTF-8, and with commas and CR LF."""
    return _BOM + "".join(",".join(map(_written, row)) + "\r\n" for row in rows)


def _written(text: str) -> str:
    guarded = guard(text)
    return '"' + guarded.replace('"', '""') + '"' if _NEEDS_QUOTES.search(guarded) else guarded


def guard(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet program would compute; `unguard` takes it off."""
    may_go_on = ";" in text or "\t" in text
    return _UNGUARDED.sub(r"\1'", text) if may_go_on or is_formula(text) else text


def unguard(text: str) -> str:
    """The text that `guard` made this of; any other as it is."""
    return _GUARDED.sub(r"\1", text)


def is_formula(text: str) -> bool:
    """True of a cell that a spreadsheet program would compute."""
    return _STARTS_FORMULA.match(text) is not None


def to_utf8(source: Source) -> Source:
    """The same table in UTF-8, if it is UTF-16, as “Unicode Text” of Excel is; else as it is."""
    if not source.data.startswith(_UTF_16):
        return source
    try:
        return source._replace(held=source.data.decode("utf-16").encode())
    except UnicodeDecodeError:
        return source


def read_rows(source: Source) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """The rows of a CSV file, its first included, and what is wrong with it.

    It may have a byte order mark or none, be UTF-8 or UTF-16, and be separated by commas, semicolons or tabs,
    whichever comes first, or by what a line “sep=;” says. Reports `file-encoding`, `file-too-large` and
    `table-invalid`; never raises.
    """
    source = to_utf8(source)
    if source.data.startswith(_UTF_16):
        hint = "save the table as “CSV UTF-8”"
        return (), (problem("file-encoding", "the file is not valid UTF-16", Span(source.path), hint=hint),)
    text, problems = decode(source)
    return ((), problems) if text is None else _parse(text, source.path)


def _parse(text: str, path: str) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    declared = _SEPARATOR.match(text)  # as Excel reads it, and shows no row for it
    separator = declared[1] if declared else next(iter(re.findall("[,;\t]", text.partition("\n")[0])), ",")
    pattern = re.compile(rf'"((?:[^"]++|"")*+)"|([^\n{separator}]*)')
    rows: list[Row] = []
    row: list[Cell] = []
    at, line, start = (declared.end(), 2, declared.end()) if declared else (0, 1, 0)
    while at < len(text):
        match = pattern.match(text, at)
        written = match[0] if match else ""
        span = Span(path, line, at - start + 1, len(written.partition("\n")[0]))
        name = f"{_letters(len(row))}{len(rows) + 1}"
        quoted = match[1] if match else None
        end = at + len(written)
        if (quoted is None and written.startswith('"')) or (end < len(text) and text[end] not in ",;\t\n"):
            return tuple(rows), (_unclosed(name, span),)
        row.append(Cell(written if quoted is None else quoted.replace('""', '"'), name, span))
        if "\n" in written:
            line, start = line + written.count("\n"), at + written.rindex("\n") + 1
        if end == len(text) or text[end] == "\n":
            rows.append(tuple(row))
            row, line, start = [], line + 1, end + 1
        elif end == len(text) - 1:  # nothing follows the separator but the end of the file
            rows.append((*row, Cell("", f"{_letters(len(row))}{len(rows) + 1}", Span(path, line, end - start + 2))))
        at = end + 1
    return tuple(rows), ()


def _unclosed(name: str, span: Span) -> Diagnostic:
    hint = 'end the cell with a quotation mark, and double those inside it: "the ""hub"""'
    return problem("table-invalid", f"cell {name} has a quotation mark too few or too many", span, hint=hint)


def _letters(column: int) -> str:
    """The letters by which spreadsheets name a column, which counts from 0 here."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
