"""`NamedTuple` as `typing` has it, but classes are made in a tenth of the time: a build of one edit makes two hundred.

Python's own compiles each annotation, and for each class the function that makes a value. Here annotations stay as they
are written, and that function is the same for all classes with as many fields, but for their names.
"""

from __future__ import annotations

import sys
from collections import namedtuple
from collections.abc import Callable, Iterable
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING or sys.version_info >= (3, 14):  # which keep annotations in another way
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 (to be imported from here)
else:

    class _Named(tuple):
        """What all such classes can do."""

        __slots__ = ()

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Self:
            """A value of these; `TypeError` if they are too many or too few."""
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                message = f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}"
                raise TypeError(message)
            return made

        def _replace(self, /, **others: object) -> Self:
            """The same with other values in some fields; `ValueError` for one that it does not have."""
            fields, values = self._fields, list(self)
            for name, value in others.items():
                if name not in fields:
                    message = f"{type(self).__name__} has no field {name}"
                    raise ValueError(message)
                values[fields.index(name)] = value
            return tuple.__new__(type(self), values)

        def _asdict(self) -> dict[str, Any]:
            """Its values by the names of their fields."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            return f"{type(self).__name__}{self._shape % self}"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    class _Maker(type):
        """Makes an ordinary class of each that says to be a `NamedTuple`."""

        def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
            fields = tuple(space.get("__annotations__", ()))
            defaults = {field: space[field] for field in fields if field in space}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                message = f"a field of {name} without a default follows one that has a default"
                raise TypeError(message)
            space |= {field: _getter(place, "") for place, field in enumerate(fields)}
            space["_shape"] = f"({', '.join([f'{field}=%r' for field in fields])})"  # thousands are shown for digests
            space |= {"__slots__": (), "__match_args__": fields, "_fields": fields, "_field_defaults": defaults}
            space["__new__"] = _make_new(name, fields, tuple(defaults.values()))
            return type(name, tuple(_Named if base is NamedTuple else base for base in bases), space)

    _getter = type(namedtuple("_One", "value").value)  # noqa: PYI024 (how Python itself gives a field, in C)

    def _make_new(name: str, fields: tuple[str, ...], defaults: tuple[Any, ...]) -> Callable[..., Any]:
        """The function that makes a value, of its class and fields by place or name."""
        code = _code_of(len(fields)).replace(
            co_varnames=("_cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
        )
        return FunctionType(code, {"_new": tuple.__new__, "__builtins__": {}}, "__new__", defaults)

    @cache
    def _code_of(count: int) -> CodeType:
        names = "".join(f"_{place}, " for place in range(count))
        made: CodeType = eval(f"lambda _cls, {names}: _new(_cls, ({names}))").__code__  # noqa: S307 (our own)
        return made

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
