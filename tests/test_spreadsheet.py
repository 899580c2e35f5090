"""CSV that spreadsheet programs open without computing, and that comes back as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.diagnostics.problems import Diagnostic
from microsite.glossary.table import guard, is_formula, read_rows, unguard, write_rows
from microsite.model.source import Source

CELLS = st.text(st.sampled_from("ab'\"=+-@\t ;,|#N/A!＝＠ü重\\\n"), max_size=8)


def read(data: bytes) -> tuple[list[list[str]], tuple[Diagnostic, ...]]:
    rows, problems = read_rows(Source("terms.csv", "", data))
    return [[cell.text for cell in row] for row in rows], problems


@given(CELLS)
def test_what_is_guarded_is_no_formula_and_comes_back(text: str) -> None:
    guarded = guard(text)
    assert unguard(guarded) == text
    for separator in ";\t":
        for cell in guarded.split(separator):
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("text", ["=1+1", "+49", "-zentrum", "@SUM(A1)", " =1", "＝1", "#NAME?", "#NV"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert is_formula(text)
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["'=1", "''=1", "'n Abend", "a=b", "1-2", "", "#1", "Start-ups, -zentren"])
def test_an_apostrophe_of_the_text_itself_stays(text: str) -> None:
    assert unguard(guard(text)) == text


def test_a_formula_behind_a_semicolon_is_guarded_for_programs_that_separate_by_it() -> None:
    assert guard("Ort; =A1") == "Ort;' =A1"


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_rows_are_read_by_others_as_they_were_written(rows: list[list[str]]) -> None:
    text = write_rows(rows)
    assert text.startswith("\ufeff")
    others = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert others == [[guard(cell) for cell in row] for row in rows]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_rows_come_back(rows: list[list[str]]) -> None:
    rows = [["key", "term"], *rows]
    read_back, problems = read(write_rows(rows).encode())
    assert problems == ()
    assert [[unguard(cell) for cell in row] for row in read_back] == rows


TABLE = [["key", "term.de"], ["hub", "Über, „x“"], ["cup", '"Pokal"']]


@pytest.mark.parametrize(
    "text",
    [
        'key,term.de\r\nhub,"Über, „x“"\r\ncup,"""Pokal"""\r\n',
        'key;term.de\nhub;Über, „x“\ncup;"""Pokal"""',
        'key\tterm.de\rhub\tÜber, „x“\rcup\t"""Pokal"""\r',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_as_spreadsheet_programs_save_it(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == (TABLE, ())


def test_a_cell_knows_its_name_and_its_place() -> None:
    rows, _ = read_rows(Source("terms.csv", "", b'key,a\n"x\ny",z\n'))
    cell = rows[1][1]
    assert (cell.text, cell.name, cell.span.line, cell.span.column, cell.span.length) == ("z", "B2", 3, 4, 1)


def test_columns_are_named_beyond_z() -> None:
    rows, _ = read_rows(Source("terms.csv", "", b"," * 28 + b"\n"))
    assert [cell.name for cell in rows[0]][25:] == ["Z1", "AA1", "AB1", "AC1"]


@pytest.mark.parametrize("text", ['key,"open\nhub,x\n', 'key,"a"b\n'])
def test_a_quotation_mark_too_few_is_told(text: str) -> None:
    _, [found] = read(text.encode())
    assert (found.rule, found.span and found.span.line) == ("table-invalid", 1)
    assert "cell B1" in found.message


def test_an_old_encoding_is_told_with_the_letter_that_is_meant() -> None:
    rows, [found] = read("key;term.de\nhub;Über\n".encode("cp1252"))
    assert rows == []
    assert found.rule == "file-encoding"
    assert "“Ü”" in found.hint


def test_half_a_character_of_utf_16_is_told() -> None:
    _, [found] = read(b"\xff\xfek")
    assert found.rule == "file-encoding"
