"""Rows of views: what templates read of something that many pages show."""

from __future__ import annotations

from typing import Any, NoReturn

from microsite.pages.jobs import Json, View


class ViewRow(dict[str, Json]):
    """A view that many pages show, made once: it never changes, and so what a template made of it holds, too.

    A list in it is a tuple, which is the same to templates, but cannot be added to.
    """

    def __init__(self, view: View) -> None:
        """Take a view, which is as deep as this."""
        super().__init__({name: tuple(one) if type(one) is list else one for name, one in view.items()})  # type: ignore[misc]

    __hash__ = object.__hash__  # type: ignore[assignment]  # two that say the same are two rows

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 (whatever a dict takes)
        raise TypeError("what many pages show cannot be changed on one of them")

    __setitem__ = __delitem__ = __ior__ = update = setdefault = pop = popitem = clear = _refuse
