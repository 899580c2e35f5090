"""Structured data of pages: JSON-LD by the rules of the types of schema.org that it uses."""

from __future__ import annotations

import datetime
import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from microsite.values.named import NamedTuple
from microsite.verify.defects import At, Defect
from microsite.verify.tongues import find_fault

_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "TechArticle")
_EVENTS = ("Event", "BusinessEvent", "EducationEvent", "ExhibitionEvent", "Festival", "SocialEvent")

NEEDED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_ARTICLES, ("headline",)),
    **dict.fromkeys(_EVENTS, ("name", "startDate", "location")),
    **dict.fromkeys(("Organization", "Person", "Corporation", "WebSite", "DefinedTerm", "DefinedTermSet"), ("name",)),
    "Place": ("name|address",),
    "BreadcrumbList": ("itemListElement",),
    "ItemList": ("itemListElement",),
    "FAQPage": ("mainEntity",),
    "Question": ("name", "acceptedAnswer"),
    "Answer": ("text",),
    "ImageObject": ("contentUrl|url",),
    "VideoObject": ("name", "thumbnailUrl", "uploadDate"),
    "Offer": ("price|priceSpecification|url",),
}
"""What each type must have, one of several where “|” stands between them (schema.org; Google Search Central)."""

_NEEDS = {type_: tuple(needed.split("|") for needed in all_needed) for type_, all_needed in NEEDED.items()}
_EMPTY: tuple[object, ...] = (None, "", [], {})
_HOLDING = (dict, list)

_DATES = ("datePublished", "dateModified", "dateCreated", "startDate", "endDate", "uploadDate", "validFrom")
_ADDRESSES = frozenset({"url", "contentUrl", "thumbnailUrl", "logo", "image", "item", "mainEntityOfPage"})
_OF_REFERENCES = frozenset({"@type", "@id", "name", "url", "headline", "inLanguage"})
"""What an object has that only names another one."""

_FIRST = {"dateModified": "datePublished", "endDate": "startDate"}
_MOMENT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
_CHOICES = {
    "eventStatus": {f"Event{one}" for one in ("Cancelled", "MovedOnline", "Postponed", "Rescheduled", "Scheduled")},
    "eventAttendanceMode": {f"{one}EventAttendanceMode" for one in ("Mixed", "Offline", "Online")},
}
_SCHEMA = re.compile(r"https?://(?:www\.)?schema\.org/?")
_DEEP = 60
_NEAR = 20_000


class _Fault(NamedTuple):
    """What is wrong, and the text to look for."""

    message: str
    mark: str
    hint: str = ""


def check_data(path: str, text: str, start: int) -> tuple[str, list[Defect], list[tuple[str, int]]]:
    """The type of what a page is about, `data-invalid`, and the addresses that the data name, each with its offset."""
    try:
        data = _DECODER.decode(text)
    except ValueError as error:
        at = error.pos if isinstance(error, json.JSONDecodeError) else 0
        what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        defect = Defect("data-invalid", f"these data are not JSON: {what}", At(path, start + at), "write them anew")
        return "", [defect], []
    except RecursionError:
        return "", [Defect("data-invalid", "these data are nested too deeply", At(path, start))], []
    faults, addresses = list[_Fault](), list[str]()
    tops = data if isinstance(data, list) else [data]
    for top in tops:
        _check_top(top, faults, addresses)
    defects = list(_place(path, text, start, faults))
    first = next((_types(top)[0] for top in tops if isinstance(top, dict) and _types(top)), "")
    return first, defects, [(address, start + at) for address, at in _find_in_order(text, addresses)]


def _refuse(name: str) -> None:
    message = f"{name} is not a number of JSON"
    raise ValueError(message)


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _place(path: str, text: str, start: int, faults: Iterable[_Fault]) -> Iterator[Defect]:
    """The defects with their places: what is wrong twice is looked for behind the first place."""
    last: dict[str, int] = {}
    for message, mark, hint in faults:
        at = text.find(mark, last.get(mark, -1) + 1) if mark else -1
        last[mark] = max(at, last.get(mark, -1))
        yield Defect(
            "data-invalid", message, At(path, start + max(last[mark], 0), mark if last[mark] >= 0 else ""), hint
        )


def _find_in_order(text: str, addresses: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Addresses with their offsets, each soon behind the one before; where it is written otherwise, there."""
    at = 0
    for address in addresses:
        at = max(at, text.find(address, at, at + _NEAR))
        yield address, at


def _check_top(top: object, faults: list[_Fault], addresses: list[str]) -> None:
    if not isinstance(top, dict):
        faults.append(_Fault("these data are not an object", ""))
        return
    if not _names_schema(top.get("@context")):
        faults.append(_Fault("these data do not name their vocabulary", "", '"@context": "https://schema.org"'))
        return
    graph = top.get("@graph")
    if not _types(top) and not isinstance(graph, list):
        faults.append(_Fault("these data have no @type", "", 'say what they describe: "@type": "NewsArticle"'))
    _check_node(top, faults, addresses, 0)


def _names_schema(context: object) -> bool:
    """True for the vocabulary of schema.org, also among others."""
    if isinstance(context, list):
        return any(map(_names_schema, context))
    if isinstance(context, dict):
        return any(isinstance(value, str) and _SCHEMA.match(value) for value in context.values())
    return isinstance(context, str) and bool(_SCHEMA.fullmatch(context))


def _types(node: Mapping[str, Any]) -> list[str]:
    found = node.get("@type")
    if isinstance(found, str):
        return [_SCHEMA.sub("", found) if ":" in found else found]
    return [_SCHEMA.sub("", one) for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _check_node(node: Mapping[str, Any], faults: list[_Fault], addresses: list[str], depth: int) -> None:
    """Look at an object and at all in it; a list stands for each of its members."""
    if "@id" not in node or not node.keys() <= _OF_REFERENCES:
        for type_ in _types(node):
            if type_ in NEEDED:
                faults.extend(_check_type(type_, node))
    for name, value in node.items():
        if name in _VALUES:
            faults.extend(_VALUES[name](name, value, node))
        if name in _ADDRESSES or isinstance(value, _HOLDING):
            _check_value(name, value, faults, addresses, depth)


def _check_value(name: str, value: object, faults: list[_Fault], addresses: list[str], depth: int) -> None:
    if isinstance(value, str):
        if name in _ADDRESSES:
            _check_address(name, value, faults, addresses)
    elif depth < _DEEP:
        if isinstance(value, dict):
            _check_node(value, faults, addresses, depth + 1)
        elif isinstance(value, list):
            for one in value:
                _check_value(name, one, faults, addresses, depth + 1)


def _check_address(name: str, value: str, faults: list[_Fault], addresses: list[str]) -> None:
    addresses.append(value)
    if ":" not in value.partition("/")[0]:
        hint = "begin with https:// and the host"
        faults.append(_Fault(f"{name} is “{value}”, which is not a whole address", f'"{name}"', hint))


def _check_type(type_: str, node: Mapping[str, Any]) -> Iterator[_Fault]:
    for names in _NEEDS[type_]:
        for name in names:
            if node.get(name) not in _EMPTY:
                break
        else:
            what = " or ".join(names)
            yield _Fault(f"{_article(type_)} {type_} needs {what}", f'"{type_}"', f"add {what}")
    if type_ in {"BreadcrumbList", "ItemList"}:
        yield from _check_list(type_, node.get("itemListElement"))


def _article(type_: str) -> str:
    return "an" if type_[0] in "AEIO" else "a"


def _check_list(type_: str, items: object) -> Iterator[_Fault]:
    """The places of a list, which count from 1, and what each step of a way needs."""
    steps = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    positions = [one.get("position") for one in steps]
    if any(position is not None for position in positions) or type_ == "BreadcrumbList":
        wanted = list(range(1, len(steps) + 1))
        if [_number(one) for one in positions] != wanted:
            said = ", ".join(str(one) for one in positions[:9])
            yield _Fault(f"the positions of this {type_} are {said}", f'"{type_}"', "count them from 1")
    if type_ == "BreadcrumbList":
        for number, step in enumerate(steps):
            item = step.get("item")
            if not step.get("name") and not (isinstance(item, dict) and item.get("name")):
                yield _Fault(f"step {number + 1} of this BreadcrumbList has no name", f'"{type_}"', "add name")
            if not item and number < len(steps) - 1:
                yield _Fault(f"step {number + 1} of this BreadcrumbList leads nowhere", f'"{type_}"', "add item")


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6 else value


def _check_date(name: str, value: object, node: Mapping[str, Any]) -> Iterator[_Fault]:
    if not (isinstance(value, str) and is_moment(value)):
        yield _Fault(f"{name} is “{value}”, which is not a date", f'"{name}"', "write it as 2025-11-16")
        return
    begin = node.get(_FIRST.get(name, ""))
    if isinstance(begin, str) and is_moment(begin) and value[:10] < begin[:10]:
        yield _Fault(f"{name} is {value}, before {_FIRST[name]}, {begin}", f'"{name}"', "change one of them")


def _check_tag(name: str, value: object, _: Mapping[str, Any]) -> Iterator[_Fault]:
    if isinstance(value, str) and (fault := find_fault(value))[0]:
        yield _Fault(f"{name} is “{value}”, which {fault[0]}", f'"{name}"', fault[1])


def _check_choice(name: str, value: object, _: Mapping[str, Any]) -> Iterator[_Fault]:
    known = _CHOICES[name]
    if isinstance(value, str) and _SCHEMA.sub("", value) not in known:
        hint = f"write https://schema.org/{max(known)}"
        yield _Fault(f"{name} is “{value}”, which schema.org does not know", f'"{name}"', hint)


_VALUES: Mapping[str, Callable[[str, object, Mapping[str, Any]], Iterator[_Fault]]] = {
    **dict.fromkeys(_DATES, _check_date),
    **dict.fromkeys(_CHOICES, _check_choice),
    "inLanguage": _check_tag,
}
"""What looks at the value of a property, by its name."""


@functools.lru_cache(maxsize=4096)
def is_moment(text: str) -> bool:
    """True for a year, a month, a day or a moment of ISO 8601 that exists."""
    if not _MOMENT.fullmatch(text):
        return False
    day = text[:10] + "-01-01"[len(text[:10]) - 4 :] if len(text) < 10 else text[:10]
    try:
        datetime.date.fromisoformat(day)
        if "T" in text:
            datetime.time.fromisoformat(text[11:].replace("Z", "+00:00"))
    except ValueError:
        return False
    return True
