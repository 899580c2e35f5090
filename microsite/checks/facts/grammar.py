"""Patterns of dates and times, as CLDR writes them, → regular expressions.

Beyond CLDR’s: “–” is any mark or word of a range or pair, [ ] what may lack, < > what may stand there several times,
'a|b' either word; {names} are blanks of the language: see `Blanks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from microsite.checks.facts.characters import Han
from microsite.checks.facts.expressions import MARKS, NO_LETTER, SPACE, Pattern, cased, either, end_of
from microsite.values.named import NamedTuple

_FIELD = re.compile(r"'[^']*'|MMMM|MM?|dd?|y+|HH?|hh?|mm?|ss?|a(?![a-z])|\{[a-z]+\}|[\[\]<>–]| |.", re.DOTALL)
_FIELD_NAMES = {"yyyy": "y", "HH": "H", "hh": "h", "MM": "M", "dd": "d", "mm": "m", "ss": "s"}
_PADDED = frozenset({"MM", "dd", "mm", "ss"})
_LITERALS = {
    "[": "(?:",
    "]": ")?",
    " ": f"{SPACE}{{0,4}}+",  # and never fewer than there are: what may be divided in many ways takes long
    ":": "[:：]",
    ".": r"[*_]{0,3}\.",
    "’": "['’]",
}
# Days and hours that do not exist, too: whoever writes 18:75 means a time.
_NUMBERS = dict.fromkeys("dMHhms", "[0-9]{1,2}")
_DIGITS = frozenset({*_NUMBERS, "y", "yy", "{decade}", "{clock}", "{ordinal}"})
"""The fields that may begin with digits."""
_YEARS = frozenset({"y", "{clock}"})
"""Those that few numbers are."""

Layout = tuple[tuple[str, str], ...]
"""The fields of an alternative: (name as in CLDR, group); “d*” is a list of more of the field before it, “–” ends the
first moment of a range."""


class Blanks(NamedTuple):
    """What a language writes in the fields of its patterns."""

    between: str
    """The expression of what may stand in a range or pair."""
    links: Iterable[str]
    """The words in it."""
    names: Mapping[str, Iterable[str]]
    """Of fields that are words: MMMM, a (a part of the day), {hour}, {minutes}, {ordinal} (or digits) and so on."""
    endings: Iterable[str]
    """Of ordinals: {ending}."""
    ordinal: str
    """What makes ordinals of characters, before them."""
    ages: Iterable[str]
    """Tens in words: {age} is one of them, or digits."""


class Grammar:
    """Makes regular expressions of all patterns; each is a group of its own, and so is each of its fields.

    Patterns that begin with the same field share that group and are tried together: most numbers are none of them.
    """

    def __init__(self, blanks: Blanks, han: Han | None) -> None:
        """Take what is written in the fields, and the numerals of a language that has characters for them."""
        self.fields: dict[str, Layout] = {}
        """The fields of each alternative."""
        self.items: dict[str, Pattern] = {}
        """The expressions of fields that lists may have."""
        self._han = han
        gap = f"{SPACE}{{0,3}}+"
        self._between = f"{gap}(?:{'' if han else f'(?:,{SPACE})?'}(?:{blanks.between})|/){gap}"
        self._comma = "(?!)" if han else f",{gap}"
        months = blanks.names.get("MMMM", ())
        end = end_of(months)
        self._end = "" if han else end
        self._around = f"{SPACE}{{0,2}}" if han else ""  # 2017 年 3 月 31 日
        names = {name: cased(dict.fromkeys(words)) for name, words in blanks.names.items()}
        self._prefixes = {name: _shorten(words) for name, words in names.items()}
        self._prefixes |= {"–": {*MARKS[1:-1], "/", ",", *_shorten(blanks.links)}, "{ending}": _shorten(blanks.endings)}
        ending, ordinals = f"(?:{either(blanks.endings)})", names.get("{ordinal}", ())
        self._bodies = {name: f"(?:{either(words)}){self._end}" for name, words in names.items()}
        self._bodies |= _NUMBERS | {
            "y": "[12][0-9]{3}(?![0-9A-Za-z])",
            "yy": "[0-9]{2}(?![0-9])",
            "MMMM": f"(?:{either(months)}){end}",
            "{decade}": "(?:[12][0-9])?[0-9]0(?![0-9])",
            "{clock}": "[0-2][0-9][0-5][0-9](?![0-9])",
            "{age}": f"(?:[2-9]0(?![0-9])|(?:{either(cased(dict.fromkeys(blanks.ages)))}){NO_LETTER})",
            "{ordinal}": f"(?:[0-9]{{1,2}}{ending}|(?:{either(ordinals)}){NO_LETTER})",
        }
        self._literals = _LITERALS | {"–": self._between, "{ending}": ending}
        # Any word that begins as a day does: to say all of them eight times takes longer than everything else.
        days = either({name[:2] for name in names.get("{day}", ())})
        self._day = rf"(?:(?:{days})[^\W\d_]{{0,24}}+\.?,?{SPACE}{{0,3}}+)?" if "{day}" in names else ""
        self._guard = self._follow = ""
        if han:
            self._read_characters(han, blanks)

    def _read_characters(self, han: Han, blanks: Blanks) -> None:
        """Let numerals be characters, and look ahead for one of the signs.

        Most numerals begin no date, and to try all patterns takes long: each has a sign, behind no more than numerals,
        spaces, parts of the day and what stands in a range.
        """
        digits, tens = "".join(han.digits), han.tens
        before = {*"0123456789 ", *tens, *han.before, *han.digits, *"".join(blanks.names.get("a", ())), *blanks.between}
        self._guard = rf"(?=[{re.escape(''.join(sorted(before)))}\s\u00a0*_]{{0,40}}[{re.escape(han.signs)}])"
        number = f"(?:[0-9]{{1,2}}|[{digits}{tens}]{{1,3}})"
        self._bodies |= dict.fromkeys(_NUMBERS, number)
        self._bodies |= dict.fromkeys(("mm", "ss"), f"(?:[0-9]{{2}}|[{digits}{tens}]{{2,3}})")
        self._bodies["y"] = f"(?:[0-9]{{4}}(?![0-9])|[{digits}]{{4}})"
        self._bodies["{decade}"] = (
            f"(?:{self._bodies['{decade}']}|[1-9]、[1-9]0(?![0-9])|(?:[{han.ones}]、?)?[{han.ones}][{tens}])"
        )
        self._bodies["{ordinal}"] = f"(?:{blanks.ordinal}{SPACE}?)?{number}"

    def build(self, families: Iterable[tuple[str, Sequence[str]]]) -> tuple[Pattern, Pattern]:
        """The expressions of what begins with digits and of what begins with words, for patterns by their family.

        The name of an alternative is that of its family with a number.
        """
        heads: dict[str, list[tuple[str, str]]] = {}
        follow: set[str] = set()
        for family, patterns in families:
            forms = dict.fromkeys(form for pattern in patterns for form in _find_forms(pattern))
            for number, form in enumerate(forms):
                parts = _FIELD.findall(form)
                first = parts[parts[0] == "<"]
                head = first if first in _PADDED else _FIELD_NAMES.get(first, first)
                head = ("d" if head in _NUMBERS else head) if head in self._bodies or head in _PADDED else ""
                heads.setdefault(head, []).append(self._alternative(family, f"{family}{number}", parts, head))
                follow |= self._find_follow(parts) if head in _NUMBERS else set()
        if not self._han:
            self._follow = _look_ahead(follow)
        digits = [self._tree(head, heads[head]) for head in heads if head in _DIGITS or head in _PADDED]
        others = [head for head in heads if head not in _DIGITS or (head == "{ordinal}" and not self._han)]
        words = [self._tree(head, heads[head]) for head in others if head not in _PADDED]
        if self._han:
            years = [self._tree(head, heads[head]) for head in heads if head in _YEARS]
            digits = [self._tree(head, heads[head]) for head in heads if head in _DIGITS - _YEARS]
            return (re.compile(either_of([f"{self._guard}{either_of(digits)}", *years, *words])),) * 2
        return re.compile(either_of(digits)), re.compile(either_of(words))

    def _tree(self, head: str, alternatives: Sequence[tuple[str, str]]) -> str:
        """The alternatives that begin with a field; those that go on with the same sign look for it once."""
        by_sign: dict[str, list[str]] = {}
        for sign, rest in alternatives:
            by_sign.setdefault(sign, []).append(rest)
        no_number = {_LITERALS["."]: "(?![0-9]{3})"}  # 3.944
        found = [f"{sign}{no_number.get(sign, '')}{either_of(rests)}" for sign, rests in by_sign.items()]
        together = either_of(found)
        if not head:
            return together
        name = f"first_{re.sub('[^A-Za-z]', '', head)}"
        guard = f"(?![0-9]){self._follow}" if head in _NUMBERS else ""
        return f"(?P<{name}>{self._body(head)}){guard}{self._around}{together}"

    def _find_follow(self, parts: Sequence[str]) -> set[str]:
        """The beginnings of what may follow the first field, but for spaces."""
        found: set[str] = set()
        is_open = False
        for part in parts[1 + (parts[0] == "<") :]:
            if part in "[]":
                is_open = part == "["
            elif part not in "< ":
                found |= self._find_prefixes("–" if part == ">" else part)
                if not is_open:
                    break
        return found

    def _find_prefixes(self, part: str) -> set[str]:
        if part in self._prefixes:
            return self._prefixes[part]
        return _shorten(part[1:-1].split("|")) if part[0] == "'" else {part, *{":": "：", "’": "'"}.get(part, "")}

    def _alternative(self, family: str, name: str, parts: Sequence[str], head: str) -> tuple[str, str]:
        """A pattern without its first field, which others share: the sign that then comes, if any, and the rest."""
        pieces: list[str] = []
        fields: list[tuple[str, str]] = []
        item: list[str] | None = None
        field = ""
        for number, part in enumerate(parts):
            following = parts[number + 1] if number + 1 < len(parts) else ""
            if part == "<":
                item = []
            elif part == ">" and item is not None:
                more, group = "".join(item), f"{name}_{len(fields)}"
                first = f"(?>(?:{self._comma}|{self._between}){self._day}{more})"
                pieces.append(f"(?P<{group}>{first}{{0,12}}{self._between}{self._day}{more})")
                fields.append((f"{field}*", group))
                self.items[field] = re.compile(f"(?P<day>{self._bodies.get('{day}', '(?!)')})|{self._body(field)}")
                item = None
            elif self._is_field(part):
                field = _FIELD_NAMES.get(part, part)
                is_head = head and not fields
                group = f"first_{re.sub('[^A-Za-z]', '', head)}" if is_head else f"{name}_{len(fields)}"
                fields.append((field, group))
                if not is_head:
                    pieces.append(self._field(part, following, group))
                if item is not None:
                    item.append(self._field(part, following))
            else:
                if part == "–":
                    fields.append((part, ""))
                pieces.append(self._literal(part))
                if item is not None:
                    item.append(self._literal(part))
        self.fields[name] = tuple(fields)
        is_sign = len(parts) > 1 and parts[1 + (parts[0] == "<")] in (".", ":", "/", "-")
        sign = pieces.pop(0) if head and is_sign else ""
        return sign, f"(?P<{name}>{''.join(pieces)}{self._stop(family, parts)})"

    def _stop(self, family: str, parts: Sequence[str]) -> str:
        """What must not follow: 16.11.2025 is no 16.11., but 11月 ends, and behind 16日 a time may stand."""
        last = parts[-1]
        if family == "date" and last != "]" and not self._is_field(last):
            return "" if self._han and last[0] == "'" else "(?![0-9])"
        is_glued = last in ("d", "yy", "{ordinal}") and family not in ("date", "time")  # Q3, and no 3a
        return "(?![.:]?[0-9])" + (self._end if is_glued else "")

    def _is_field(self, part: str) -> bool:
        return part in _PADDED or _FIELD_NAMES.get(part, part) in self._bodies

    def _body(self, part: str) -> str:
        if part in _PADDED:
            return self._bodies.get(part, "[0-9]{2}")
        return self._bodies[_FIELD_NAMES.get(part, part)]

    def _field(self, part: str, following: str, group: str = "") -> str:
        is_number = _FIELD_NAMES.get(part, part) in _NUMBERS
        guard = "(?![0-9])" if is_number and not self._is_field(following) else ""
        return f"{self._around}({f'?P<{group}>' if group else '?:'}{self._body(part)}){guard}{self._around}"

    def _literal(self, part: str) -> str:
        if part in self._literals:
            return self._literals[part]
        if part[0] != "'":
            return re.escape(part)
        words = part[1:-1].split("|")
        end = self._end if any(word[-1:].isalpha() for word in words) else ""
        return f"(?:{either(words)}){end}".replace("’", "['’]")


def find_phrases(families: Iterable[tuple[str, Sequence[str]]], names: Mapping[str, Iterable[str]]) -> set[str]:
    """What the patterns begin with that begin with words, but for months."""
    found: set[str] = set()
    for pattern in (form for _, patterns in families for one in patterns for form in _find_forms(one)):
        first, second = [*_FIELD.findall(pattern), ""][:2]
        first = second if first == "<" else first
        words = first[1:-1].split("|") if first[0] == "'" else names.get(first, ()) if first != "MMMM" else ()
        found |= cased(dict.fromkeys(words)).keys()
    return found


def _shorten(words: Iterable[str]) -> set[str]:
    return {word[:2] for word in words}


def _look_ahead(prefixes: Iterable[str]) -> str:
    """The expression that looks for one of them: most numbers stand before something else."""
    by_first: dict[str, str] = {}
    for prefix in sorted(prefixes):
        by_first[prefix[0]] = by_first.get(prefix[0], "") + prefix[1:]
    single = "".join(first for first, rest in by_first.items() if first != "," and (not rest or first in prefixes))
    double = [f"{re.escape(first)}[{re.escape(rest)}]" for first, rest in by_first.items() if first not in single + ","]
    return f"(?={SPACE}{{0,5}}{either_of([f'[{re.escape(single)}]', *double])}|,{SPACE})"


def either_of(expressions: Sequence[str]) -> str:
    """An alternation; one that matches nothing if there are none."""
    return f"(?:{'|'.join(expressions) or '(?!)'})"


def _find_forms(pattern: str) -> Iterator[str]:
    """A pattern once with and once without what may lack at its beginning; parts of the day are looked for behind."""
    pattern = pattern.removeprefix("[a]")
    if pattern[0] == "[":
        begin, _, rest = pattern[1:].partition("]")
        yield begin + rest
        yield from _find_forms(rest)
    else:
        yield pattern
