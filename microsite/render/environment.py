"""The Jinja environment of a language: compiled templates, and the words, formats and values that all pages share."""

from __future__ import annotations

import datetime
import functools
import json
import marshal
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from types import FunctionType, NoneType
from typing import Any

import jinja2
from jinja2.environment import TemplateModule
from jinja2.filters import do_striptags
from jinja2.runtime import Context, Macro
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup, escape

from microsite.i18n.formats import Formats, formats
from microsite.i18n.words import translate
from microsite.model.entries import Catalog
from microsite.pages.jobs import FOLDER, Frame, Json, Note, Templates
from microsite.pages.structured import write
from microsite.pages.views import shared_view

_find_special = re.compile("[&<>'\"]").search
_IN_SCRIPTS = tuple((character, f"\\u{ord(character):04x}") for character in "<>&'")
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|%)")


# ---- compiling ------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=256)  # it is checked first, and then wanted
def compile_template(name: str, text: str) -> bytes:
    """The code of a template, the same in every language, for any process. Raises `TemplateSyntaxError`."""
    return marshal.dumps(_blank().compile(text, name, FOLDER + name))


def lex_template(text: str) -> Iterator[tuple[int, str, str]]:
    """The tokens of a template: line (1-based), kind, and what is written. Raises `TemplateSyntaxError`."""
    return _blank().lex(text)


@functools.lru_cache(maxsize=256)  # for what it includes, and for its words
def parse_template(name: str, text: str) -> jinja2.nodes.Template:
    """The syntax tree of a template. Raises `TemplateSyntaxError`."""
    return _blank().parse(text, name, FOLDER + name)


@functools.cache
def _blank() -> jinja2.Environment:
    environment = _make(())
    environment.filters |= dict.fromkeys(_filters(""), _in_no_language)
    return environment


def _in_no_language(*_: object) -> str:
    """What a filter gives while compiling, where Jinja would write `{{ 3944 | number }}` once for all languages."""
    raise LookupError("the language is known when the code runs")


class _Loader(jinja2.BaseLoader):
    """Compiled templates by name."""

    def __init__(self, templates: Templates) -> None:
        self._code_by_name = dict(templates)

    def load(
        self, environment: jinja2.Environment, name: str, _globals: MutableMapping[str, Any] | None = None
    ) -> jinja2.Template:
        if name not in self._code_by_name:
            raise jinja2.TemplateNotFound(name)
        namespace: dict[str, Any] = {"environment": environment, "__file__": FOLDER + name}
        exec(marshal.loads(self._code_by_name[name]), namespace)  # noqa: S102, S302 (what `compile_template` made)
        namespace |= {"escape": _escape, "Macro": _Macro}  # the names by which the code calls Jinja's
        return _Template.from_module_dict(environment, namespace, environment.globals)


def _make(templates: Templates) -> jinja2.Environment:
    environment = _Environment(
        loader=_Loader(templates),
        autoescape=jinja2.select_autoescape(("html", "svg", "xml")),
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        auto_reload=False,
    )
    environment.filters["tojson"] = _to_json
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # set up by the i18n extension
    return environment


# ---- quicker than Jinja's, and the same -----------------------------------------------------------------------
#
# Half of a page's time went into what these leave out: each in the place that Jinja has for it, and none depends on
# the insides of Jinja's own.


_CERTAIN = frozenset((str, Markup, int, bool, NoneType, Note))
"""Types of values that never change, and that are the same if they are equal."""

_CHANGING = (Namespace, Cycler, Joiner)
"""Types of what a template can change after it has set it: a macro that counts gives something else at each call."""


class _Macro(Macro):
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
        super().__init__(environment, func, name, arguments, *options)
        takes_more = self.catch_kwargs or self.catch_varargs or self.caller
        self.function = func
        self.usual_count = -1 if takes_more else len(arguments)

    def remember(self) -> None:
        """From now on, what it gave for the same arguments holds."""
        self.remembered = functools.lru_cache(maxsize=1024, typed=True)(self.function)

    def give(self, *args: object) -> str:
        """What a call of the usual kind gives."""
        if self.remembered is None:
            return self.function(*args)
        for one in args:
            if type(one) not in _CERTAIN:  # `loop`, say, is another at each call, and a list may be
                return self.function(*args)
        return self.remembered(*args)


class _Context(Context):
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
        if type(function) is _Macro:
            if len(args) == function.usual_count and not kwargs:
                text = function.give(*args)
                # Markup(text) first asks whether the text is Markup, for three times the time.
                return str.__new__(Markup, text) if self.eval_ctx.autoescape else text
            return function(self.eval_ctx, *args, **kwargs)
        if type(function) is FunctionType and "jinja_pass_arg" not in function.__dict__:
            return function(*args, **kwargs)
        return super().call(function, *args, _block_vars=_block_vars, _loop_vars=_loop_vars, **kwargs)


class _Template(jinja2.Template):
    """Its macros remember what they gave, where they see no page: imported without context."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 (as Jinja has it)
        shared: bool = False,  # noqa: FBT001, FBT002 (as Jinja has it)
        locals: Mapping[str, Any] | None = None,  # noqa: A002 (as Jinja has it)
    ) -> TemplateModule:
        context = self.new_context(vars, shared, locals)
        module = TemplateModule(self, context)
        counts = any(isinstance(value, _CHANGING) for value in context.vars.values())
        if not (vars or locals or counts):
            for macro in module.__dict__.values():
                if type(macro) is _Macro:
                    macro.remember()
        return module


class _Environment(jinja2.Environment):
    """Looks for what a template reads of a dict there first, nearly all that it reads: so `x.items` is a field."""

    context_class = _Context

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (as Jinja has it)
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
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def _to_json(value: Json | Note, indent: int | None = None) -> Markup:
    """JSON that may stand in a script element (HTML, “script data state”): as Jinja’s filter `tojson` gives it."""
    text: str = write(value)
    if indent is not None:
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=indent)
    for character, written in _IN_SCRIPTS:
        text = text.replace(character, written)
    return str.__new__(Markup, text)


def _escape(value: object) -> str:
    """What is printed, escaped. Jinja's wraps each text in Markup, only for it to be joined to text."""
    if type(value) is Markup or (type(value) is str and not _find_special(value)):
        return value
    return escape(value)


# ---- one for each language ------------------------------------------------------------------------------------


class _Framed:
    """A frame as a key: each chunk of orders brings it anew, and its digest says whether it is another."""

    def __init__(self, frame: Frame | None) -> None:
        self.frame = frame
        self.digest = frame.digest if frame else ""

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Framed) and other.digest == self.digest


def environment_of(templates: Templates, frame: Frame | None) -> jinja2.Environment:
    """The environment of what shares a frame, in which all of it is global; no environment can be sent to a worker.

    So a template that others import without context, which sees globals alone, is run once a language.
    """
    return _environment_of(templates, _Framed(frame))


@functools.lru_cache(maxsize=64)  # one for each language, and those of pages of no language
def _environment_of(templates: Templates, framed: _Framed) -> jinja2.Environment:
    environment = _make(templates)
    if framed.frame:
        furnish(environment, framed.frame)
    return environment


def furnish(environment: jinja2.Environment, frame: Frame) -> None:
    """Give an environment what is global to a frame: how its language writes, its words, what its pages share."""
    environment.filters |= _filters(frame.locale.babel)
    environment.globals |= shared_view(frame)
    environment.globals |= _words(frame.locale.key, frame.catalogs)


def _words(key: str, catalogs: Mapping[str, Catalog]) -> dict[str, Callable[..., Markup]]:
    """The functions that `{% trans %}` and `_` call, with the words of the page's language."""
    own = catalogs[key]
    word = functools.cache(lambda message: _fill(translate(own, message), {}))  # most have nothing to put in

    def gettext(message: str, /, **variables: object) -> Markup:
        return _fill(translate(own, message), variables) if variables else word(message)

    return {
        "_": gettext,
        "gettext": gettext,
        "ngettext": lambda one, many, n, /, **variables: _fill(
            translate(own, one, plural=many, n=n), variables | {"num": n}
        ),
        "pgettext": lambda context, message, /, **variables: _fill(translate(own, message, context=context), variables),
        "npgettext": lambda context, one, many, n, /, **variables: _fill(
            translate(own, one, context=context, plural=many, n=n), variables | {"num": n}
        ),
        "gettext_in": lambda locale, message, /, **variables: _fill(translate(catalogs[locale], message), variables),
    }


def _fill(text: str, variables: Mapping[str, object]) -> Markup:
    """Words with what is put in, all of it escaped. Not by `%`, which takes “100 % sure” for a placeholder."""
    out: list[Markup] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        if match[1] and match[1] not in variables:
            raise KeyError(f"nothing is given for {match[0]} of “{text}”")
        out += [escape(text[end : match.start()]), escape(variables[match[1]]) if match[1] else Markup("%")]
        end = match.end()
    return Markup("").join([*out, escape(text[end:])])


def _filters(babel: str) -> dict[str, Callable[..., str]]:
    """The filters that write as a language does. Lists show the same days and numbers again and again."""

    def writer() -> Formats:
        return formats(babel)

    @functools.lru_cache(maxsize=4096)
    def date(value: str) -> str:
        return writer().date(datetime.date.fromisoformat(value))

    @functools.lru_cache(maxsize=4096)
    def number(value: int) -> str:
        return writer().number(value)

    return {
        "date": date,
        "number": number,
        "conjunction": lambda value: writer().conjunction(value),
        "quoted": lambda value: writer().quoted(value),
        "striptags": _without_tags,
    }


def _without_tags(value: str) -> str:
    """As Jinja's filter of that name, which takes its time over text without markup, too."""
    is_plain = type(value) is Markup and "<" not in value and "&" not in value
    return " ".join(str.split(value)) if is_plain else do_striptags(value)
