"""Quicker than Jinja’s, and the same: macros, contexts, templates, escaping."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping, MutableMapping
from types import BuiltinFunctionType, FunctionType, NoneType
from typing import Any

import jinja2
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup, escape

from microsite.model.records import Note
from microsite.pages.jobs import Json
from microsite.pages.rows import ViewRow

# Half of a page's time went into what these leave out: each in the place that Jinja has for it, and none depends on
# the insides of Jinja's own.

_find_special = re.compile("[&<>'\"]").search

_LONG = 256
"""A text of so many characters is none that many pages have."""

_IN_SCRIPTS = tuple((character, f"\\u{ord(character):04x}") for character in "<>&'")

_CERTAIN = frozenset((str, Markup, int, bool, NoneType, Note, ViewRow))
"""Types of values that never change, and that are the same if they are equal."""

_CHANGING = (Namespace, Cycler, Joiner)
"""Types of what a template can change after it has set it: a macro that counts gives something else at each call."""


class QuickMacro(Macro):
    """A macro that knows whether a call is of the usual kind: all its arguments by position, and no others."""

    remembered: Callable[..., str] | None = None

    def __init__(
        self,
        environment: jinja2.Environment,
        func: Callable[..., str],
        name: str,
        arguments: list[str],
        *options: Any,  # noqa: ANN401 (as Jinja has it)
    ) -> None:
        """Take what Jinja's own takes."""
        super().__init__(environment, func, name, arguments, *options)
        takes_more = self.catch_kwargs or self.catch_varargs or self.caller
        self.function = func
        self.usual_count = -1 if takes_more else len(arguments)

    def remember(self) -> None:
        """From now on, what it gave for the same arguments holds."""
        alike = _Alike(self.function)
        self.remembered = _know(alike) if alike.is_of_no_language else _remembering(self.function)

    def give(self, *args: object) -> str:
        """What a call of the usual kind gives."""
        if self.remembered is None:
            return self.function(*args)
        for one in args:
            if type(one) not in _CERTAIN:  # `loop`, say, is another at each call, and a list may be
                return self.function(*args)
        return self.remembered(*args)


def _remembering(function: Callable[..., str]) -> Callable[..., str]:
    return functools.lru_cache(maxsize=1024, typed=True)(function)


_OF_JINJA = frozenset(("concat", "cond_expr_undefined", "environment", "missing", "undefined"))
"""What the code of each macro may name, beside filters, tests and what it reads."""


class _Alike:
    """A macro as a key: the same code that sees the same of the template around it."""

    def __init__(self, function: Callable[..., str]) -> None:
        self.function = function
        names, cells = function.__code__.co_freevars, function.__closure__ or ()
        seen = ((name, cell.cell_contents) for name, cell in zip(names, cells, strict=True))
        self._seen = tuple(value for name, value in seen if name not in _OF_JINJA)
        self._key = function.__code__, self._seen

    @property
    def is_of_no_language(self) -> bool:
        """True if it reads its arguments alone, calls no other, and has no filter that writes as a language does.

        Such filters, and all that reads globals, are made for an environment.
        """
        kinds = FunctionType, BuiltinFunctionType, type(_escape_text)  # as `bound`, which remembers, too
        return all(isinstance(value, kinds) and "<locals>" not in value.__qualname__ for value in self._seen)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Alike) and other._key == self._key


@functools.lru_cache(maxsize=1 << 8)
def _know(alike: _Alike) -> Callable[..., str]:
    """What remembers for all languages."""
    return _remembering(alike.function)


class QuickContext(Context):
    """Calls macros and functions without asking each time whether they want to be passed the context."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,  # noqa: ANN401 (as Jinja has it)
        _block_vars: Mapping[str, Any] | None = None,
        _loop_vars: Mapping[str, Any] | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """What a function or a macro gives."""
        if type(function) is QuickMacro:
            if len(args) == function.usual_count and not kwargs:
                text = function.give(*args)
                # Markup(text) first asks whether the text is Markup, for three times the time.
                return str.__new__(Markup, text) if self.eval_ctx.autoescape else text
            return function(self.eval_ctx, *args, **kwargs)
        if type(function) is FunctionType and "jinja_pass_arg" not in function.__dict__:
            return function(*args, **kwargs)
        return super().call(function, *args, _block_vars=_block_vars, _loop_vars=_loop_vars, **kwargs)


class QuickTemplate(jinja2.Template):
    """Its macros remember what they gave, where they see no page: imported without context."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (as Jinja has it)
        shared: bool = False,  # noqa: FBT001, FBT002 (as Jinja has it)
        locals: Mapping[str, Any] | None = None,  # noqa: A002 (as Jinja has it)
    ) -> TemplateModule:
        """The macros of the template; those of a module without variables remember."""
        context = self.new_context(vars, shared, locals)
        module = TemplateModule(self, context)
        counts = any(isinstance(value, _CHANGING) for value in context.vars.values())
        if not (vars or locals or counts):
            for macro in module.__dict__.values():
                if type(macro) is QuickMacro:
                    macro.remember()
        return module


class QuickEnvironment(jinja2.Environment):
    """Looks for what a template reads of a dict there first, nearly all that it reads: so `x.items` is a field."""

    context_class = QuickContext

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (as Jinja has it)
        """Take what Jinja's own takes."""
        super().__init__(*args, **options)
        self._loaded: dict[str, jinja2.Template] = {}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 (as Jinja has it)
    ) -> jinja2.Template:
        """The template of that name, which is loaded once: nothing moves while an environment lives."""
        found = self._loaded.get(name) if globals is None and isinstance(name, str) else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if globals is None and isinstance(name, str):
                self._loaded[name] = found
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 (as Jinja has it)
        """What a template means by `obj.attribute`."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def to_json(value: Json | Note, indent: int | None = None) -> Markup:
    """JSON that may stand in a script element (HTML, “script data state”): as Jinja’s filter `tojson` gives it."""
    text = _encoder(indent).encode(value)
    for character, written in _IN_SCRIPTS:
        text = text.replace(character, written)
    return str.__new__(Markup, text)


@functools.cache
def _encoder(indent: int | None) -> json.JSONEncoder:
    """What `json.dumps` would make for each value."""
    return json.JSONEncoder(ensure_ascii=False, indent=indent, default=_write_note)


def _write_note(value: object) -> dict[str, str]:
    if isinstance(value, Note):
        return value.as_table()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def quick_escape(value: object) -> str:
    """What is printed, escaped. Jinja's wraps each text in Markup, only for it to be joined to text."""
    if type(value) is str:
        return _escape_text(value) if len(value) < _LONG else escape(value)
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


@functools.lru_cache(maxsize=1 << 13)  # addresses, titles and names stand on many pages, and often on each
def _escape_text(text: str) -> str:
    return escape(text) if _find_special(text) else text
