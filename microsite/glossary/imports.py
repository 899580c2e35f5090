"""A table of terms, such as `exchange.write_csv` makes → the files of the glossary that change by it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from microsite.content.parse import parse_entry
from microsite.content.yaml.lines import Written, change_front, read_front, write_front
from microsite.content.yaml.nodes import Items, Node, Scalar, shown
from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, has_errors, is_error, problem
from microsite.glossary.columns import advise_column, advise_header, find_columns
from microsite.glossary.exchange import APPROVED, COLUMNS, Forbidden, Value, make_sheet, read_cell
from microsite.glossary.table import Cell, Row, is_formula, read_rows, unguard
from microsite.model.kinds import TERMS
from microsite.model.layout import CONTENT, find_place, fold
from microsite.model.source import Source
from microsite.model.tongues import suggest_language
from microsite.values.named import NamedTuple

_FOLDER = f"{CONTENT}{TERMS.folder}/"
_DEFAULTS = {"status": APPROVED}
_SPELLINGS = {wanted.name: (wanted.name, *wanted.also) for wanted in TERMS.front_matter}


class Rewrite(NamedTuple):
    """A file to write: `fields` are those that have moved, none of a new file; `removed` are those that it loses."""

    path: str
    data: bytes
    fields: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    """What all rows are read by: (field, language) by column, the site's languages, the sources by path.

    `keys` are those of all terms, in the glossary and in the table.
    """

    columns: Mapping[int, tuple[str, str]]
    headed: frozenset[int]
    key: int
    languages: frozenset[str]
    sources: Mapping[str, Source]
    keys: set[str] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)

    def tell(self, rule: str, message: str, cell: Cell, hint: str = "", related: tuple[Span, ...] = ()) -> None:
        """Add a problem that is told at a cell."""
        self.found.append(problem(rule, f"cell {cell.name}: {message}", cell.span, hint=hint, related=related))


def plan_import(
    table: Source, languages: Sequence[str], sources: Iterable[Source]
) -> tuple[tuple[Rewrite, ...], tuple[Diagnostic, ...]]:
    """The edits of an import in the order of paths, and the problems of the table.

    `sources` are those of the site. A key without row, a language without column and an empty row stay as they are.
    Reports `table-invalid`, `key-malformed`, `language-unknown`, `field-unknown`, `see-also-unknown` and what reading
    the table and the files reports; never raises. Changes are only good if there is no error.
    """
    rows, problems = read_rows(table)
    if not rows:
        hint = f"the first row names the columns: key, term.{languages[0]}, …; see glossary.csv of the built site"
        return (), problems or (problem("table-invalid", "the table is empty", Span(table.path), hint=hint),)
    reading = _read_header(rows[0], languages, sources)
    reading.found.extend(problems)
    changes = list(_read_terms(rows[1:], reading)) if reading.key >= 0 else []
    return tuple(sorted(changes)), tuple(reading.found)


# ---- rows and cells -------------------------------------------------------------------------------------------


def _read_header(row: Row, languages: Sequence[str], sources: Iterable[Source]) -> _Table:
    glossary = {source.path: source for source in sources if source.path.startswith(_FOLDER)}
    names = [cell.text.strip() for cell in row]
    columns: dict[int, tuple[str, str]] = {}
    headed = frozenset(n for n, name in enumerate(names) if name)
    table = _Table(columns, headed, names.index("key") if "key" in names else -1, frozenset(languages), glossary)
    slip = -1
    if table.key < 0 and find_columns(languages).isdisjoint(names):
        table.tell("table-invalid", "no column is called “key”", row[0], advise_header(names, languages))
        return table
    if table.key < 0:
        slip = next((n for n, name in enumerate(names) if did_you_mean(name, ["key"])), -1)
        hint = "write key" if slip >= 0 else "write “key” over the column of the keys"
        table.tell("table-invalid", "no column is called “key”", row[max(slip, 0)], hint)
    first_by_name: dict[str, Span] = {}
    for n, (cell, name) in enumerate(zip(row, names, strict=True)):
        wanted, _, locale = name.rpartition(".")
        first = first_by_name.setdefault(name, cell.span)
        if not name or n in (table.key, slip):
            continue
        if first != cell.span:
            table.tell("table-invalid", f"a second column is called {shown(name)}", cell, "delete one", (first,))
        elif wanted in COLUMNS and locale not in languages:
            hint = suggest_language(locale, languages) or f"the site’s languages are {', '.join(languages)}"
            table.tell("language-unknown", f"the site has no language {shown(locale)}", cell, hint)
        elif wanted not in COLUMNS:
            table.tell("field-unknown", f"{shown(name)} is not a column", cell, advise_column(name, languages))
        else:
            columns[n] = wanted, locale
    return table


def _read_terms(rows: Sequence[Row], table: _Table) -> Iterator[Rewrite]:
    first: dict[str, Cell] = {}
    table.keys.update(path.rpartition("/")[2].partition(".")[0] for path in table.sources)
    table.keys.update(_key_of(row, table) for row in rows)
    written = {fold(path.rpartition("/")[2].partition(".")[0]): path for path in table.sources}
    for row in rows:
        if not any(cell.text.strip() for cell in row):
            continue
        cell = row[table.key] if table.key < len(row) else row[0]._replace(text="")
        key = _key_of(row, table)
        other = first.setdefault(fold(key), cell)
        like = written.get(fold(key), "")
        if other is not cell:
            message = f"two rows have the key {shown(key)}; the first is at {other.name}"
            table.tell("table-invalid", message, cell, "make one row of the two", (other.span,))
        elif like and not like.startswith(f"{_FOLDER}{key}."):
            name = like.rpartition("/")[2].partition(".")[0]
            message = f"{shown(key)} differs from “{name}” only in the case or form of its letters"
            table.tell("key-malformed", message, cell, f"write {name}")
        elif not _is_key(key, cell, table):
            continue
        elif not like and key != key.lower():
            message = f"{shown(key)} has capital letters, so links to it would need them, too"
            table.tell("key-malformed", message, cell, f"write {key.lower()}")
        else:
            yield from _read_row(key, cell, row, table)


def _key_of(row: Row, table: _Table) -> str:
    """The key of a row, as the tree has the names of files; "" if it has none."""
    return unicodedata.normalize("NFC", unguard(row[table.key].text.strip())) if table.key < len(row) else ""


def _is_key(key: str, cell: Cell, table: _Table) -> bool:
    locale = next(iter(table.languages))
    path = f"{_FOLDER}{key}.{locale}.md"
    place, found = find_place(path, table.languages) if key else (None, ())
    if place and place.kind and place.kind.is_linked and place.key == key:
        return True
    if not key:
        table.tell("field-missing", "the row has no key", cell, "write a key: old-harbour")
    else:
        called = found[0].hint.removesuffix(f".{locale}.md") if found else ""
        plain = re.sub(rf"(?:\.(?:{'|'.join(map(re.escape, sorted(table.languages)))}))?(?:\.md)?\Z", "", key)
        called = f"call it {plain}" if plain != key and plain in table.keys else called.lower()
        hint = called.replace("call it", "write") if called.startswith("call it") else "write a key: old-harbour"
        why = found[0].message.rpartition("; ")[2] if called else "a key is made of letters, digits, - and _"
        table.tell("key-malformed", f"{shown(key)} is not a key: {why}", cell, hint)
    return False


def _read_row(key: str, cell: Cell, row: Row, table: _Table) -> Iterator[Rewrite]:
    for extra in (extra for n, extra in enumerate(row) if n not in table.headed and extra.text.strip()):
        table.tell("table-invalid", f"{shown(extra.text)} stands in a column without a name", extra, "delete it")
    cells: dict[str, dict[str, Cell]] = {}
    for n, (name, locale) in table.columns.items():
        cells.setdefault(locale, {})[name] = row[n] if n < len(row) else cell._replace(text="")
    if not any(one.text.strip() for one in row if one is not cell):
        table.tell("field-missing", f"the row of {shown(key)} is empty", cell, "write a term, or delete the row")
        return
    for locale, by_name in cells.items():
        told = len(table.found)
        values = {name: _read(name, one, table) for name, one in by_name.items()}
        path = f"{_FOLDER}{key}.{locale}.md"
        source = table.sources.get(path)
        if not source and not any(one.text.strip() for one in by_name.values()):
            continue
        term = _Term(path, key, locale, values, by_name, by_name.get("term", cell))
        if not values.get("term", "term" if source else ""):
            hint = f"write it, or delete {path}" if source else "write it, or clear the other cells of the language"
            table.tell("field-missing", f"“term.{locale}” is empty", term.at, hint)
        elif len(table.found) == told:
            yield from _change(term, source, table) if source else _create(term, table)


def _read(name: str, cell: Cell, table: _Table) -> Value:
    text = cell.text.strip()
    if re.search("[\n\u2028\u2029]", text):
        table.tell("table-invalid", f"{shown(text)} has a line break", cell, "write it on one line")
    elif is_formula(text) and not text.startswith("'"):
        message = f"{shown(text)} looks like a formula, or the rest of one"
        hint = "write the text that was meant" if text.startswith("#") else f"write '{text} if it is a text"
        table.tell("table-invalid", message, cell, hint)
    return read_cell(name, unicodedata.normalize("NFC", unguard(text)) if name == "see_also" else unguard(text))


# ---- files ----------------------------------------------------------------------------------------------------


class _Term(NamedTuple):
    """What the table says of a key in a language: values and cells by field; `at` is where the whole is told of."""

    path: str
    key: str
    locale: str
    values: Mapping[str, Value]
    cells: Mapping[str, Cell]
    at: Cell


def _change(term: _Term, source: Source, table: _Table) -> Iterator[Rewrite]:
    """The file with the values that have moved, if any has."""
    parsed, found = parse_entry(source, TERMS, term.key, term.locale, table.languages)
    if parsed is None or has_errors(found):
        table.found.extend(filter(is_error, found))
        return
    old = make_sheet(parsed[0])
    moved = {name: value for name, value in term.values.items() if getattr(old, name) != value}
    if not moved or not _are_fit(term, moved, old.see_also, table):
        return
    text = source.data.decode()
    new = change_front(text, {name: _written(value) for name, value in moved.items()}, _SPELLINGS)
    if new is None or not _is_right(new, term, found, table) or _others(text, moved) != _others(new, moved):
        message = f"{term.path} cannot be changed without changing other lines"
        if not has_errors(table.found):
            table.tell("table-invalid", message, term.at, "write it into the file yourself, and import again")
        return
    yield Rewrite(term.path, new.encode(), tuple(moved), tuple(name for name, value in moved.items() if not value))


def _create(term: _Term, table: _Table) -> Iterator[Rewrite]:
    """A new file of front matter and no body."""
    if not _are_fit(term, term.values, (), table):
        return
    values = {name: _written(value) for name, value in term.values.items() if value != _DEFAULTS.get(name)}
    text = write_front(values)
    if _is_right(text, term, (), table):
        yield Rewrite(term.path, text.encode())


def _are_fit(term: _Term, values: Mapping[str, Value], before: Collection[str], table: _Table) -> bool:
    """True if these values can be meant: “|” parts lists, and related terms are ones, or were named `before`."""
    told = len(table.found)
    for name, value in values.items():
        items = () if isinstance(value, str) else value
        for text in (item.wording if isinstance(item, Forbidden) else item for item in items):
            parts = [part.strip() for part in _OTHER_SIGNS.split(text)]
            if len(parts) > 1 and all(parts):
                message = f"{shown(text)} is one text: “|” stands between two"
                table.tell("table-invalid", message, term.cells[name], f"write {' | '.join(parts)}")
            elif name == "see_also" and text not in before and (text == term.key or text not in table.keys):
                message = f"“{text}” is this term itself" if text == term.key else f"there is no term “{text}”"
                hint = did_you_mean(text, table.keys - {term.key, ""}) or f"add a row with the key {text}, or remove it"
                hint = "name another term, or remove the key" if text == term.key else hint
                table.tell("see-also-unknown", message, term.cells[name], hint)
    return len(table.found) == told


_OTHER_SIGNS = re.compile("[;；｜、]")
"""What stands where “|” should between the texts of a list; no wording of a term has it."""


def _written(value: Value) -> Written:
    """A value as front matter has it: a wording without a reason is a text."""
    if isinstance(value, str):
        return value
    return [
        (item._asdict() if item.reason else item.wording) if isinstance(item, Forbidden) else item for item in value
    ]


def _is_right(text: str, term: _Term, before: Sequence[Diagnostic], table: _Table) -> bool:
    """True if the file says what the table does. What its reader finds wrong beside what was before, is told here."""
    source = Source(term.path, "", text.encode())
    parsed, found = parse_entry(source, TERMS, term.key, term.locale, table.languages)
    known = {(one.rule, one.message) for one in before}
    new = [one for one in found if (one.rule, one.message) not in known]
    for one in new:
        cell = next((cell for name, cell in term.cells.items() if f"“{name}" in one.message), term.at)
        name = next((name for name, other in term.cells.items() if other is cell), "")
        table.tell(one.rule, one.message, cell, one.hint.replace(f"write {name}: ", "write "))
    if parsed is None or has_errors(new):
        return False
    sheet = make_sheet(parsed[0])
    return all(getattr(sheet, name) == value for name, value in term.values.items())


def _others(text: str, names: Iterable[str]) -> list[object]:
    """The fields of a file but those, in their order, as plain values."""
    table = read_front(text)
    spellings = {spelling for name in names for spelling in _SPELLINGS[name]}
    return [(name.text, _plain(node)) for name, node in table.entries if name.text not in spellings] if table else []


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text, node.style
    if isinstance(node, Items):
        return [_plain(item) for item in node.items]
    return [(name.text, _plain(value)) for name, value in node.entries]
