"""Parts: the inputs of a job and their digests, which are computed here and nowhere else."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from microsite.model.digests import digest_of, digest_of_words
from microsite.values.named import NamedTuple

Value = TypeVar("Value")


class Given(Generic[Value]):
    """A plain value and its digest, which is always computed from the value.

    Plain are texts, numbers, days and None; and tuples, lists, mappings and records (named tuples) of them.
    """

    __slots__ = ("_digest", "_make", "_value")

    def __init__(self, value: Value, make: Callable[[], Value] | None = None) -> None:
        """Take a value, which must not change any more; or, for `later`, what makes it."""
        self._value = value
        self._make = make
        self._digest = ""

    @classmethod
    def later(cls, make: Callable[[], Value]) -> "Given[Value]":
        """What a pure function gives, once somebody asks: most builds show few of the cards that there are."""
        return cls(None, make)  # type: ignore[arg-type]  # nobody sees this None

    @property
    def value(self) -> Value:
        """The value itself."""
        if self._make:
            self._value = self._make()
            self._make = None
        return self._value

    @property
    def digest(self) -> str:
        """The digest of the value."""
        if not self._digest:
            self._digest = digest_of(self.value)
        return self._digest

    def __eq__(self, other: object) -> bool:
        """True if the values are the same."""
        return isinstance(other, Given) and (self is other or self.digest == other.digest)

    def __hash__(self) -> int:
        """That of the digest."""
        return hash(self.digest)


def gather(given: Mapping[str, Given[Value]]) -> Given[Mapping[str, Value]]:
    """Values by key as one: its digest is of theirs, which others may have had worked out already."""
    found = Given[Mapping[str, Value]]({key: one.value for key, one in given.items()})
    found._digest = digest_of_words(*(word for key, one in given.items() for word in (key, one.digest)))  # noqa: SLF001
    return found


class Part(NamedTuple):
    """A named slice of a page's inputs: its digest, and the function that makes its value for rendering.

    `make` sees nothing but the values of what is `given`, of which the digest is: so no dependency can be forgotten.
    Only `make_part` makes parts.
    """

    name: str
    digest: str
    make: Callable[..., object] | None
    given: tuple[Given[Any] | Sequence[Given[Any]], ...]

    @property
    def value(self) -> object:
        """The value; None of a part that matters by its digest alone."""
        return self.make(*map(_open, self.given)) if self.make else None


def make_part(name: str, *given: Given[Any] | Sequence[Given[Any]], make: Callable[..., object] | None = None) -> Part:
    """The part of that name that `make`, a pure function of a module, makes of these values and lists of values.

    Its digest is that of what is given. Without `make` it has no value, and matters by its digest alone.
    """
    words: list[str] = []
    for one in given:
        if isinstance(one, Given):
            words.append(one.digest)
        else:
            words.append(str(len(one)))
            words += [each.digest for each in one]
    return Part(name, words[0] if len(words) == 1 else digest_of_words(*words), make, given)


def same(value: Value) -> Value:
    """The value itself: what makes a part of it."""
    return value


def _open(given: Given[Any] | Sequence[Given[Any]]) -> object:
    return given.value if isinstance(given, Given) else tuple([one.value for one in given])
