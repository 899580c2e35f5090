"""Our types as plain values, and back: what a cache can keep without knowing them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any, ForwardRef

from microsite.diagnostics.problems import Diagnostic, Reason, Severity, Span
from microsite.model.config import Config, Event, FooterNote, MenuEntry, Organization, PostalAddress
from microsite.model.entries import (
    Chart,
    Contact,
    Correction,
    Entry,
    Figure,
    FigureName,
    GroupData,
    Locale,
    Picture,
    TermFacts,
    Text,
    TopicUse,
)
from microsite.model.images import Developed, Rendition
from microsite.model.policies import Gate, GlossaryUse, KeyFigures, Translations
from microsite.model.theme import ByScreen, Logo, Theme
from microsite.model.words import Catalog, Message

Plain = Any
"""None, bool, int, str, bytes, and tuples and dicts of them."""

_CLASSES = (
    Catalog,
    Chart,
    Config,
    Contact,
    Correction,
    Developed,
    Diagnostic,
    Entry,
    Event,
    Figure,
    FigureName,
    FooterNote,
    Gate,
    GlossaryUse,
    GroupData,
    KeyFigures,
    Locale,
    Logo,
    MenuEntry,
    Message,
    Organization,
    ByScreen,
    Picture,
    PostalAddress,
    Reason,
    Rendition,
    Span,
    TermFacts,
    Text,
    Theme,
    TopicUse,
    Translations,
)
_PLAIN_TYPE = re.compile(r"(?:str|int|bool|None|tuple|dict|\.\.\.|[][, |])+")
"""What the type of a field is that has plain values alone: tuples and dicts of words and numbers are such."""


def _find_others(class_: type) -> tuple[int, ...]:
    """Where the fields of a class stand that may hold something else than plain values."""
    types = class_.__annotations__.values()
    return tuple(place for place, type_ in enumerate(types) if not _PLAIN_TYPE.fullmatch(_written(type_)))


def _written(annotation: object) -> str:
    """An annotation as it is written: a class, what is made of classes, or a text that stands for one of these."""
    if isinstance(annotation, type):
        return annotation.__name__
    return annotation.__forward_arg__ if isinstance(annotation, ForwardRef) else str(annotation)


_NUMBERS = {class_: number for number, class_ in enumerate(_CLASSES)}
_OTHERS = tuple(map(_find_others, _CLASSES))
_TUPLE, _DICT, _DATE, _SEVERITY = -1, -2, -3, -4
_new = tuple.__new__


def pack(value: object) -> Plain:
    """A value of these types as a plain one: atoms as they are, all else as a tuple that begins with its kind."""
    number = _NUMBERS.get(type(value))
    if number is not None:
        fields = [number, *value]  # type: ignore[misc]
        for place in _OTHERS[number]:
            if fields[place + 1] is not None:
                fields[place + 1] = pack(fields[place + 1])
        return tuple(fields)
    if isinstance(value, Severity):
        return (_SEVERITY, int(value))
    if value is None or value == () or isinstance(value, str | int):
        return value
    if isinstance(value, tuple | list):
        return (_TUPLE, *map(pack, value))
    if isinstance(value, Mapping):
        return (_DICT, *((pack(key), pack(found)) for key, found in value.items()))
    if isinstance(value, datetime.date):
        return (_DATE, value.toordinal())
    message = f"{type(value).__name__} cannot be packed"
    raise TypeError(message)


def unpack(plain: Plain) -> Any:  # noqa: ANN401 (what was packed)
    """The value that `pack` made this of."""
    if not isinstance(plain, tuple) or not plain:
        return plain
    kind, *rest = plain
    if kind >= 0:
        for place in _OTHERS[kind]:
            if rest[place]:
                rest[place] = unpack(rest[place])
        return _new(_CLASSES[kind], rest)  # as `_make`, which looks how many there are
    if kind == _TUPLE:
        return tuple(map(unpack, rest))
    if kind == _DICT:
        return {unpack(key): unpack(value) for key, value in rest}
    if kind == _DATE:
        return datetime.date.fromordinal(rest[0])
    return Severity(rest[0])
