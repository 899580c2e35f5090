"""Rows of views: what templates read of something that many pages show."""

from __future__ import annotations

from typing import Any, NoReturn

from microsite.pages.jobs import Json


class ViewRow(dict[str, Json]):
    """A view that many pages show, made once: it never changes, and so what a template made of it holds, too."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # two that say the same are two rows

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 (whatever a dict takes)
        raise TypeError("what many pages show cannot be changed on one of them")

    __setitem__ = __delitem__ = __ior__ = update = setdefault = pop = popitem = clear = _refuse
