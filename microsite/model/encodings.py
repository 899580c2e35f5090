"""What a file is that is no UTF-8 text: of Word or Excel, or a text in an encoding that its language was written in."""

from __future__ import annotations

import re

_ENCODINGS = {
    "gb18030": ("GB18030 (GBK)", "的一是在不了有和人这中大为上个国我以要他时来用们，。、：《》年月日"),
    "big5": ("Big5", "的一是在不了有和人這中大為上個國我以要他時來用們，。、：《》年月日"),
    "cp932": ("Shift JIS", "のにはをたがでとしれさるいもなこか、。ー"),
    "euc_jp": ("EUC-JP", "のにはをたがでとしれさるいもなこか、。ー"),
    "cp949": ("EUC-KR", "이다는을의에가하고은로를한기지사도니인서"),
    "cp1251": ("Windows-1251", "оеаинтсрвлкмдпуя"),
}
"""Encodings of texts by Python's names: what people call them, and signs that a text in them has many of."""

_ENOUGH = 0.05
_MANY = 0.5  # of Cyrillic letters: all of a Latin text would be letters, too
_IN_A_ROW = re.compile(rb"[\xc0-\xff]{4}")  # as in no word of Latin letters
_IN_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*")  # as all characters of GB 2312 are
_PAIRED = 4  # bytes: “öß” of a German word is such a pair, too
_NO_SIGN = re.compile("[\x80-\x9f\ue000-\uf8ff]")  # an encoding in which a text has these is not its own
_LOOKED_AT = 20_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def find_office(data: bytes) -> str:
    """What a file is that by its first bytes is none of text: “a Word file”, “an Excel file”; "" if it may be one."""
    if data.startswith(_ZIP):
        for part, what in ((b"word/", "a Word file"), (b"xl/", "an Excel file"), (b"ppt/", "a PowerPoint file")):
            if part in data:
                return what
        return "a file of an office program" if b"mimetypeapplication/vnd.oasis" in data[:200] else "a ZIP file"
    if data.startswith(_OLE):
        names = {"WordDocument": "a Word file", "Workbook": "an Excel file", "PowerPoint": "a PowerPoint file"}
        found = (what for name, what in names.items() if name.encode("utf-16-le") in data)
        return next(found, "a file of an office program")
    return "a PDF" if data.startswith(b"%PDF-") else ""


def find_encoding(data: bytes, place: int) -> tuple[str, str]:
    """(what people call the encoding that a text seems to be in, what it says around a place); "" and "" if unknown."""
    if data.startswith(_UTF_16):
        return "UTF-16", ""
    start = data.rfind(b"\n", 0, place) + 1
    sample = data[start : start + _LOOKED_AT]
    sample = sample[: sample.rfind(b"\n")] if len(sample) == _LOOKED_AT and b"\n" in sample else sample
    best, name, said = 0.0, "", ""
    for encoding, (called, frequent) in _ENCODINGS.items():
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        signs = re.sub(r"[\x00-\x7f]+", "", text)
        share = sum(map(frequent.count, signs)) / len(signs) if signs else 0
        is_one = share >= _ENOUGH and not _NO_SIGN.search(signs)
        if encoding == "cp1251":
            is_one = share >= _MANY and _IN_A_ROW.search(sample) is not None
        if is_one and share > best:
            first = re.search(r"[^\x00-\x7f][^\n]{0,11}", text)
            best, name, said = share, called, first[0].strip() if first else ""
    if not name and _IN_PAIRS.fullmatch(sample) and sum(byte > 0x7F for byte in sample) >= _PAIRED:
        text = sample.decode("gb18030", "replace")
        if not _NO_SIGN.search(text):
            said = re.sub(r"\A[\x00-\x7f]+", "", text).partition("\n")[0]
            return "GB18030 (GBK)", said[:12].strip()
    return name, said
