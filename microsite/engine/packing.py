"""Our types as plain values, and back: what a cache can keep without knowing them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from microsite.diagnostics.problems import Diagnostic, Severity, Span
from microsite.model.entries import (
    Catalog,
    Config,
    Contact,
    Event,
    Figure,
    GroupData,
    Locale,
    Message,
    Organization,
    Picture,
)
from microsite.model.policies import Gate, GlossaryUse, KeyFigures, Translations

Plain = Any
"""None, bool, int, str, bytes, and tuples and dicts of them."""

_CLASSES = (
    Catalog,
    Config,
    Contact,
    Diagnostic,
    Event,
    Figure,
    Gate,
    GlossaryUse,
    GroupData,
    KeyFigures,
    Locale,
    Message,
    Organization,
    Picture,
    Span,
    Translations,
)
_NUMBERS = {class_: number for number, class_ in enumerate(_CLASSES)}
_FIELDS = tuple(class_._fields for class_ in _CLASSES)
_TUPLE, _DICT, _DATE, _SEVERITY = -1, -2, -3, -4


def pack(value: object) -> Plain:
    """A value of these types as a plain one: atoms as they are, all else as a tuple that begins with its kind."""
    if isinstance(value, Severity):
        return (_SEVERITY, int(value))
    if value is None or isinstance(value, str | int):
        return value
    number = _NUMBERS.get(type(value))
    if number is not None:
        return (number, *map(pack, value))  # type: ignore[call-overload]
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
    if not isinstance(plain, tuple):
        return plain
    kind, rest = plain[0], plain[1:]
    if kind == _TUPLE:
        return tuple(map(unpack, rest))
    if kind == _DICT:
        return {unpack(key): unpack(value) for key, value in rest}
    if kind == _DATE:
        return datetime.date.fromordinal(rest[0])
    if kind == _SEVERITY:
        return Severity(rest[0])
    return _CLASSES[kind](*map(unpack, rest))
