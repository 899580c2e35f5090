"""Files that are no UTF-8 text: what they are, and how to save them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.model.decode import decode
from microsite.model.encodings import find_encoding, find_office
from microsite.model.source import Source


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (
            "---\ntitle: 重庆人才交流会开幕\n---\n大会将于三月在重庆举行，欢迎来自世界各地的人才。\n",
            "gb18030",
            "GB18030 (GBK)",
        ),
        ("---\nterm: 创新中心\n---\n", "gbk", "GB18030 (GBK)"),
        ("大會將於三月在重慶舉行，歡迎來自世界各地的人才。\n", "big5", "Big5"),
        ("この会議は三月に重慶で開かれます。\n", "cp932", "Shift JIS"),
        ("この会議は三月に重慶で開かれます。\n", "euc_jp", "EUC-JP"),
        ("이 회의는 삼월에 열립니다.\n", "cp949", "EUC-KR"),
        ("Встреча состоится в марте в Чунцине.\n", "cp1251", "Windows-1251"),
    ],
)
def test_a_text_in_the_encoding_of_its_language_is_told_by_its_name(text: str, encoding: str, name: str) -> None:
    found, (told,) = decode(Source("content/pages/a.zh.md", "", text.encode(encoding)))
    assert (found, told.rule) == (None, "file-encoding")
    assert f"save the file as UTF-8; it looks like {name}, in which it says “" in told.hint


@pytest.mark.parametrize(
    "text", ["Schöne Grüße aus München, größer als Ä", "Une réunion a été déjà préparée là où", "Größe", "naïve"]
)
def test_a_text_of_latin_letters_is_told_by_its_first_letter(text: str) -> None:
    _, (told,) = decode(Source("a.md", "", text.encode("cp1252")))
    assert "in Windows-1252 this byte is “" in told.hint


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"%PDF-1.7", "a PDF"), (b"PK\x03\x04 word/document.xml", "a Word file"), (b"PK\x03\x04", "a ZIP file")],
)
def test_a_file_of_another_program_is_no_text(data: bytes, what: str) -> None:
    _, (told,) = decode(Source("content/pages/a.de.md", "", data))
    assert (told.rule, told.message) == ("file-encoding", f"this is {what}, and no text")
    assert told.hint == "copy the text into a file that an editor for plain text saves, in Markdown"


@pytest.mark.parametrize("data", [b"a: " + b"\xac" * 40, b"\xc0\xaa\xab\xb9", b"\xb0\xac\xac\xac\xb0\xb0t"])
def test_no_encoding_is_told_in_which_a_text_would_have_signs_that_nobody_sees(data: bytes) -> None:
    _, (told,) = decode(Source("a.md", "", data))
    assert told.hint.startswith("save the file as UTF-8")
    assert "it looks like" not in told.hint


@given(st.binary(max_size=60))
def test_whatever_a_file_holds_something_is_said_of_it(data: bytes) -> None:
    text, found = decode(Source("a.md", "", data))
    assert (text is None) == bool(found)
    assert isinstance(find_office(data), str)
    assert all(isinstance(said, str) for said in find_encoding(data, 0))
