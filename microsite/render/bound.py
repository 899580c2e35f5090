"""Headings in which lines do not break anywhere.

In Chinese, a number stays on the line of what it counts (3,944名, 第15届, 28万人), a short phrase between two marks
stays together (人才、技术、资本), before a mark and at the end no character is parted from the one before it, and a
clause that fits into a line is not broken. Browsers break between any two Han characters, and balance lines where
they can. They know no words, and who knows them takes too long to be asked for each heading.

Where words stand apart, a title keeps a number beside the word behind it (260 Projekte). A mark that is set off by a
plain space, as in French (« Le programme » : oui !), stays on the line of what it belongs to.
"""

from __future__ import annotations

import functools
import re

from markupsafe import Markup, escape

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_DIGIT = "[0-9\uff10-\uff19]"
_NUMBER = rf"(?<!{_DIGIT})(?<!{_DIGIT}[.,:]){_DIGIT}(?:[.,:]?{_DIGIT})*+"
"""The whole of a number: what begins inside of one, or gives digits back, would take the square of its length."""
_MARKS = "，。：；、！？…—–·・“”‘’「」『』（）《》〈〉,.:;!?()"
_MARK = f"[\\s{_MARKS}]"
_LETTER = f"[{_HAN}0-9A-Za-z]"
_END = rf"(?={_MARK}{{0,3}}(?:</[^<>]{{1,9}}>){{0,3}}\Z)"
"""Before the end, or what belongs to it."""
_COUNTED = (
    rf"第?(?:(?P<data><data [^<>]*+>[^<]*+</data>)|{_NUMBER})[%\uff05\u00a0 ]?[万亿千百十萬億]*"
    rf"[{_HAN}](?:[{_HAN}](?:[{_HAN}]{{2}})?{_END})?"
)
"""A number with the Han character behind it, a measure or the first of a noun, and what goes before that one.

At the end, what is left of the noun belongs to it, unless it is two characters: they are a word.
"""
_PHRASE = (
    rf"(?P<phrase>(?:(?!第{_DIGIT})[{_HAN}])++)"
    rf"(?:(?P<rest>{_MARK}{{0,3}}{_LETTER}{_END})|(?P<end>{_END})|(?P<stop>(?=[，：；。！？…—]))|(?P<mark>(?={_MARK})))?"
)
"""Han characters in a row, and what follows: a single letter at the end, the end, or a mark."""
_HELD = (
    rf'<(?!data )[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>|&[^&;]*+;|(?P<counted>{_COUNTED})|{_PHRASE}'
    rf"|(?P<last>[A-Za-z]{_MARK}{{0,3}}[{_HAN}]{_END})"
)
"""What may be held together. What is in tags and what is escaped comes first, so that nothing in it is found."""
_CLAUSE_END = re.compile(
    r'<(?P<closing>/?)(?P<tag>\w+)[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>'
    rf"|[，：；。！？…—]++(?!(?<={_DIGIT}[，：])(?:<[^<>]*+>)?{_DIGIT})[”’」』）》〉]*+"
    rf"|[”」』》](?=(?:(?:<[^<>]*+>)?[{_HAN}]){{6}})"
)
"""A tag; or marks that end a clause, but not that in 3：2 or 3，944; or the end of a name that a long noun follows."""
_VOID = frozenset(("br", "img", "wbr"))
"""Tags that nothing closes."""
_COUNTING = re.compile(
    rf"(?<![\w.,:/-])((?!(?:19|20){_DIGIT}{{2}}\b){_NUMBER}\.?(?:</data>)?) (?=([^\W\d_]{{2,16}})\b)"
)
"""A number, but no year, and the space between it and a word that is not so long that it had better be parted."""
_NAMING = re.compile(r"(?:^|\s)[^\W\d_a-zß-ÿ][\w-]*\s+(?:<[^<>]*>)?\Z")
"""A word with a capital letter before a number, which may be the name of it: Kapitel 3, Windows 11."""
_JOINING = (
    "ab am an and as at auf aus bei bis by da de der des die du e en et for from für gegen i im in is ist mit nach o"
    " oder of on or ou sind to u um und unter vom von vor with y zu zum zur à über é è"
)
"""What begins another part of a sentence, in German, English and the languages beside them."""
_SHORT = 4
"""So many characters between two marks are one or two words."""

_SET_OFF = re.compile(r"(?P<tag><[^<>]*+>)|(?<=\S) (?=[:;!?»](?:[\s<]|\Z))|(?<=«) (?=\S)")
"""The space between a mark and what it belongs to; a tag comes first, so that nothing in it is found."""
_WITH_MARKS = re.compile(r"<h([2-6])\b[^>]*+>[^<]*+(?:<(?!/h\1>)[^<]*+)*+</h\1>")

_FIRST_HAN = _HAN[0]
_PLAIN = r"[\x00-;=-\u3004]*+"  # what stands before it
_HEADING = re.compile(
    rf"(<h([2-6])\b[^>]*+>)(?={_PLAIN}(?:<(?!/h\2>)[^<>]*+>{_PLAIN})*+(?!</h\2>))(.*?)(</h\2>)", re.DOTALL
)
"""A heading that may have a Han character in its words. In most languages none has one, and all are passed over."""


@functools.lru_cache(maxsize=1 << 12, typed=True)  # a title stands on its page, its neighbours’ and lists; Markup apart
def bind(text: str) -> Markup:
    """A title with what belongs together held so, escaped unless it is markup.

    Between a digit and a Han character, and between two of these, a line may break (UAX 14); in a heading of large
    letters it should not do so anywhere.
    """
    return Markup(_hold_marks(_COUNTING.sub(_hold, _bind(str(escape(text))))))  # noqa: S704 (escaped)


def bind_headings(body: str) -> str:
    """The HTML of a text with what belongs together in its headings held so."""
    if any(mark in body for mark in (" :", " ;", " !", " ?", " »", "« ")):
        body = _WITH_MARKS.sub(lambda match: _hold_marks(match[0]), body)
    if body.isascii():
        return body
    return _HEADING.sub(lambda match: f"{match[1]}{_bind(match[3])}{match[4]}", body)


def _hold_marks(text: str) -> str:
    return _SET_OFF.sub(lambda match: match["tag"] or "\u00a0", text)


def _hold(match: re.Match[str]) -> str:
    """A number beside the word that it counts; but Kapitel 3 und 4, Windows 11 kommt."""
    word = match[2]
    is_counting = word[0].isupper() or (
        word not in _JOINING.split() and not _NAMING.search(match.string, max(0, match.start() - 60), match.start())
    )
    return f"{match[1]}\u00a0" if is_counting else match[0]


def _bind(text: str) -> str:
    return _part(_held().sub(_wrap, text)) if max(text, default="") >= _FIRST_HAN else text


def _part(text: str) -> str:
    """HTML whose clauses are elements, if it has more than one; none ends within an element."""
    pieces, start, depth = [], 0, 0
    for match in _CLAUSE_END.finditer(text):
        if match["tag"]:
            depth += 0 if match["tag"] in _VOID else -1 if match["closing"] else 1
        elif not depth:
            pieces.append(text[start : match.end()])
            start = match.end()
    pieces.append(text[start:])
    parted = [piece for piece in pieces if piece.strip()]
    if len(parted) < 2:
        return text
    return "".join(re.sub(r"\S.*", _as_clause, piece, count=1, flags=re.DOTALL) for piece in pieces)


def _as_clause(match: re.Match[str]) -> str:
    return f'<span class="clause">{match[0]}</span>'


@functools.cache
def _held() -> re.Pattern[str]:
    """Made when a text asks for it: the compiler goes through all Han characters for each class that names them."""
    return re.compile(_HELD)


def _wrap(match: re.Match[str]) -> str:
    found = match[0]
    if match["counted"]:
        return f'<span class="bound">{found}</span>'
    held = found if match["last"] else _find_held(match) if match["phrase"] else ""
    return f'{found.removesuffix(held)}<span class="unbroken">{held}</span>' if held else found


def _find_held(match: re.Match[str]) -> str:
    """What stays whole at the end of a phrase, or all of a short one between two marks; a longer one may break before.

    Nothing tells where its words begin, but mostly they have two characters.
    """
    phrase, rest, before = match["phrase"], match["rest"], match.string[max(match.start() - 1, 0) : match.start()]
    is_stopped = match["end"] is not None or match["stop"] is not None
    is_first = not before or before == ">" or before.isspace() or before in _MARKS
    if is_first and 2 <= len(phrase) <= _SHORT and (rest or is_stopped or match["mark"] is not None):
        return match[0]
    if rest:
        return phrase[-1] + rest
    return phrase[-2:] if is_stopped and len(phrase) > 1 else ""
