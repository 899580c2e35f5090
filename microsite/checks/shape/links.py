"""Where the links of a translation lead, its e-mail addresses and telephone numbers, against those of its source."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterator

from microsite.checks.findings import Finding
from microsite.checks.shape.pointers import Pointer, Pointers

_BOUND = 300
"""More links than this are compared by what there is, not by their order: that takes time with the square of them."""

_TOLD = 3
"""How many of those that are missing a message names."""

_CODES = (
    "ar bg cn cs da de el en es et fa fi fr he hi hr hu id it ja jp ko lt lv nb nl pl pt ro ru sk sl sr sv th tr tw uk "
    "vi zh"
)
"""What URLs call languages; a pattern for any two letters would take .gz and .md for some."""

_CODE = f"(?:{_CODES.replace(' ', '|')})"
_LANGUAGE = re.compile(
    rf"(?<=//){_CODE}(?:-[a-z]{{2,4}})?(?=\.[^/.]+\.)"  # de.wikipedia.org
    rf"|(?<=/){_CODE}(?:[-_][A-Za-z]{{2,4}}){{0,2}}(?=/|$)"  # /de/, /zh-cn/
    rf"|(?<=[=_.-]){_CODE}(?:[-_][A-Za-z]{{2,4}})?(?=$|[&./])"  # ?lang=de, page_de.html
)
_HOST, _PHONE = "host ", "phone "
_FROM_ABROAD = re.compile(r"(?:tel:)?[ (]*(?:\+|00)")
_NAMES = {"link": "link", "mail": "e-mail address", "phone": "telephone number"}


def compare(source: Pointers, translation: Pointers) -> list[Finding]:
    """What the pointers of a translation have otherwise (`link-differs`), in the order of the translation."""
    if source.names == translation.names:
        return []
    findings: list[Finding] = []
    for kind in _NAMES:
        wanted = [pointer for pointer in source.places if pointer.kind == kind]
        given = [pointer for pointer in translation.places if pointer.kind == kind]
        findings += _compare_kind(wanted, given)
    return sorted(findings)


def _compare_kind(wanted: list[Pointer], given: list[Pointer]) -> Iterator[Finding]:
    has, needs = {pointer.name for pointer in given}, {pointer.name for pointer in wanted}
    missing = _once(pointer for pointer in wanted if pointer.name not in has)
    added = _once(pointer for pointer in given if pointer.name not in needs)
    missing, added = _without_editions(missing, added)
    pairs = _pair(wanted, given, missing, added)
    for pointer, other in pairs.items():
        severity = _judge(pointer, other, is_alike=len(wanted) == len(given))
        message = f"this {_NAMES[pointer.kind]} is “{other.written}”; in the source it is “{pointer.written}”"
        yield _differs(severity, other, pointer, message, "" if severity == "info" else f"write {pointer.written}")
    paired = {*pairs, *pairs.values()}
    left = [pointer for pointer in missing if pointer not in paired]
    lines = _lines_of(wanted, given) if left else {}
    for _, pointers in itertools.groupby(left, lambda pointer: pointer.line):
        lost = list(pointers)
        yield _tell_missing(lost, lines[lost[0]])
    for pointer in added:
        if pointer not in paired:
            message = f"the source has no {_NAMES[pointer.kind]} “{pointer.written}”"
            yield _differs("info", pointer, None, message, "")


def _without_editions(missing: list[Pointer], added: list[Pointer]) -> tuple[list[Pointer], list[Pointer]]:
    """What is left when each has its edition for readers of the other language: that is what a translation is for."""
    waiting: dict[str, dict[str, deque[int]]] = {}
    for number, pointer in enumerate(missing):
        for edition, own in _editions(pointer):
            waiting.setdefault(edition, {}).setdefault(own, deque()).append(number)
    taken = set[int]()
    others = []
    for other in added:
        like = min(_waiting(waiting, other, taken), default=-1)
        if like >= 0:
            taken.add(like)
        else:
            others.append(other)
    return [pointer for number, pointer in enumerate(missing) if number not in taken], others


def _editions(pointer: Pointer) -> Iterator[tuple[str, str]]:
    """What a pointer and its editions have in common, and what they have not, if that matters: their hosts.

    A telephone number as it is dialled from abroad is an edition of the one that is dialled at home.
    """
    name = pointer.name
    yield _edition(name), ""
    if pointer.kind == "phone":
        is_whole = _FROM_ABROAD.match(pointer.written) is not None
        for length in (1, 2, 3) if is_whole else (0,):  # of the country's code
            yield f"{_PHONE}{name[length:]}", "abroad" if is_whole else "at home"
    if name.startswith("//"):
        host = f"//{name[2:].partition('/')[0]}/"
        yield f"{_HOST}{_edition(host)}", host


def _waiting(waiting: dict[str, dict[str, deque[int]]], pointer: Pointer, taken: set[int]) -> Iterator[int]:
    """The first that is left of each kind of edition of a pointer."""
    for edition, own in _editions(pointer):
        for other, numbers in waiting.get(edition, {}).items():
            while numbers and numbers[0] in taken:
                numbers.popleft()
            if numbers and (other != own or not edition.startswith((_HOST, _PHONE))):
                yield numbers[0]


def _once(pointers: Iterator[Pointer]) -> list[Pointer]:
    return list({pointer.name: pointer for pointer in reversed(list(pointers))}.values())[::-1]


def _pair(
    wanted: list[Pointer], given: list[Pointer], missing: list[Pointer], added: list[Pointer]
) -> dict[Pointer, Pointer]:
    """What stands where a missing pointer should: between the same neighbours, or like it and the only one left."""
    if not missing or not added:
        return {}
    if len(missing) == len(added) == 1 and (missing[0].kind != "link" or _is_alike(missing[0].name, added[0].name)):
        return {missing[0]: added[0]}
    pairs: dict[Pointer, Pointer] = {}
    if len(wanted) > _BOUND or len(given) > _BOUND:
        return pairs
    import difflib  # hardly ever needed

    matcher = difflib.SequenceMatcher(
        None, [pointer.name for pointer in wanted], [pointer.name for pointer in given], autojunk=False
    )
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "replace" and end - start == other_end - other_start:
            for pointer, other in zip(wanted[start:end], given[other_start:other_end], strict=True):
                if pointer in missing and other in added and other not in pairs.values():
                    pairs[pointer] = other
    return pairs


def _common(name: str, other: str) -> int:
    """How many characters are the same at the beginning."""
    unlike = (number for number, pair in enumerate(zip(name, other, strict=False)) if pair[0] != pair[1])
    return next(unlike, min(len(name), len(other)))


def _is_alike(name: str, other: str) -> bool:
    """True if one may have been made of the other: they begin alike for half of the longer one."""
    name, other = name.removesuffix(".md"), other.removesuffix(".md")
    return 2 * _common(name, other) >= max(len(name), len(other))


def _edition(name: str) -> str:
    """A pointer without what says its language."""
    return _LANGUAGE.sub("*", name)


def _judge(pointer: Pointer, other: Pointer, *, is_alike: bool) -> str:
    """How sure it is that one was meant to be the other; `is_alike` if the texts have the same number of links."""
    if pointer.kind == "phone":
        return "error" if _is_slip(pointer.name, other.name) else "warning"
    if pointer.kind == "mail":
        domains = [name.rpartition("@")[2] for name in (pointer.name, other.name)]
        return "error" if domains[0] != domains[1] and _is_slip(*domains) else "warning"
    are_external = [name.startswith("//") for name in (pointer.name, other.name)]
    if all(are_external):
        return "info" if _LANGUAGE.findall(pointer.name) != _LANGUAGE.findall(other.name) else "warning"
    if any(are_external):
        return "info"
    return "error" if is_alike or _is_alike(pointer.name, other.name) else "warning"


def _is_slip(name: str, other: str) -> bool:
    """True if names differ by what fingers do: a character more, less, or another, or two in the wrong order."""
    if abs(len(name) - len(other)) > 1:
        return False
    start = _common(name, other)
    rest, other_rest = name[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:])
    )


def _lines_of(wanted: list[Pointer], given: list[Pointer]) -> dict[Pointer, int]:
    """For each pointer the line of the translation that has it, or the last before it; 0 if it has none of those."""
    line_by_name = {other.name: other.line for other in reversed(given)}
    lines: dict[Pointer, int] = {}
    line = 0
    for pointer in wanted:
        line = lines[pointer] = line_by_name.get(pointer.name, line)
    return lines


def _tell_missing(pointers: list[Pointer], line: int) -> Finding:
    """One finding for everything that a line of the source has and the translation lacks."""
    first, count = pointers[0], len(pointers)
    written = ", ".join(f"“{pointer.written}”" for pointer in pointers[:_TOLD])
    more = f" and {count - _TOLD} more" if count > _TOLD else ""
    name = _NAMES[first.kind] + ("" if count == 1 else "es" if first.kind == "mail" else "s")
    message = f"the {name} {written}{more} of the source {'is' if count == 1 else 'are'} missing"
    hint = f"add {', '.join(pointer.written for pointer in pointers[:_TOLD])}"
    return Finding("link-differs", "warning", line, 1, 0, message, hint, first.line, first.column)


def _differs(severity: str, place: Pointer, source: Pointer | None, message: str, hint: str) -> Finding:
    line, column, length = place.line, place.column, len(place.written)
    source_line, source_column = (source.line, source.column) if source else (0, 0)
    return Finding("link-differs", severity, line, column, length, message, hint, source_line, source_column)
