"""Our `NamedTuple` beside that of `typing`: the same classes and values."""

from __future__ import annotations

import pickle
import sys
import typing
from typing import Any, Generic, TypeVar

import pytest

from microsite.values import named

Out = TypeVar("Out")


class Place(named.NamedTuple):
    """Where."""

    path: str
    line: int = 0
    words: tuple[str, ...] = ()

    @property
    def next(self) -> int:
        """The line below."""
        return self.line + 1


class PlainPlace(typing.NamedTuple):
    """Where."""

    path: str
    line: int = 0
    words: tuple[str, ...] = ()

    @property
    def next(self) -> int:
        """The line below."""
        return self.line + 1


class Nothing(named.NamedTuple):
    """A class without fields."""


class Holder(named.NamedTuple, Generic[Out]):
    """One of any type."""

    value: Out


both = pytest.mark.parametrize("made", [Place, PlainPlace], ids=["ours", "Python’s"])


@both
def test_values_are_made_by_place_and_by_name(made: type[Place]) -> None:
    assert made("a", 2) == made(line=2, path="a") == ("a", 2, ())
    assert made._make(["a", 2, ("b",)]) == ("a", 2, ("b",))
    assert made("a", 2).next == 3


@both
def test_a_value_is_changed_and_read_by_its_fields(made: type[Place]) -> None:
    value = made("a", 2)
    assert value._replace(line=3) == ("a", 3, ())
    assert type(value._replace(line=3)) is made
    assert value._asdict() == {"path": "a", "line": 2, "words": ()}
    assert repr(value).removeprefix("Plain") == "Place(path='a', line=2, words=())"
    assert (made._fields, made._field_defaults) == (("path", "line", "words"), {"line": 0, "words": ()})
    match value:
        case made(path, 2, words=()):
            assert path == "a"
        case _:
            pytest.fail("not matched")


@both
def test_what_does_not_fit_is_refused(made: type[Place]) -> None:
    wrong: list[tuple[Any, ...]] = [(), ("a", 1, (), 2)]
    for values in wrong:
        with pytest.raises(TypeError):
            made(*values)
        with pytest.raises(TypeError):
            made._make(values)
    with pytest.raises(TypeError):
        made("a", column=1)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="column"):
        made("a")._replace(column=1)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        made("a").line = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        made("a").column = 2  # type: ignore[attr-defined]


@both
def test_a_value_is_a_tuple_without_anything_else_that_is_sent_to_other_processes(made: type[Place]) -> None:
    value = made("a", words=("b",))
    assert isinstance(value, tuple)
    assert hash(value) == hash(("a", 0, ("b",)))
    assert sys.getsizeof(value) == sys.getsizeof(PlainPlace(*value))
    sent = pickle.loads(pickle.dumps(value))  # noqa: S301 (our own)
    assert (sent, type(sent)) == (value, made)


@both
def test_types_and_docs_of_a_class_can_be_asked_for(made: type[Place]) -> None:
    assert typing.get_type_hints(made) == {"path": str, "line": int, "words": tuple[str, ...]}
    assert (made.__doc__, made.__module__, type(made)) == ("Where.", __name__, type)


def test_a_class_may_be_generic_or_without_fields() -> None:
    assert Nothing() == ()
    assert Holder[int](3).value == Holder(value=3).value == 3
    assert typing.get_args(Holder[int]) == (int,)


def test_a_field_without_a_default_does_not_follow_one_that_has_one() -> None:
    with pytest.raises(TypeError, match="default"):
        type("Wrong", (named.NamedTuple,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})
