"""The Jinja environment of a language: compiled templates, and the words, formats and values that all pages share."""

from __future__ import annotations

import datetime
import functools
import marshal
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from types import CodeType
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.filters import do_striptags
from markupsafe import Markup, escape

from microsite.i18n.words import translate
from microsite.model.words import BEGIN, BEGIN_OWN, END_OWN, Catalog
from microsite.pages.jobs import FOLDER, Frame, Templates
from microsite.pages.views import shared_view
from microsite.render.bound import bind
from microsite.render.days import find_days
from microsite.render.quick import QuickEnvironment, QuickMacro, QuickTemplate, quick_escape, to_json

if TYPE_CHECKING:
    from microsite.i18n.formats import Formats

_PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|%)")


# ---- compiling ------------------------------------------------------------------------------------------------


def compile_template(name: str, template: str | jinja2.nodes.Template) -> bytes:
    """The code of a template, the same in every language, for any process. Raises `TemplateSyntaxError`.

    A tree has served its time then: constants in it are worked out.
    """
    return marshal.dumps(_blank().compile(template, name, FOLDER + name))


def lex_template(text: str) -> Iterator[tuple[int, str, str]]:
    """The tokens of a template: line (1-based), kind, and what is written. Raises `TemplateSyntaxError`."""
    return _blank().lex(text)


def parse_template(name: str, text: str) -> jinja2.nodes.Template:
    """The syntax tree of a template. Raises `TemplateSyntaxError`."""
    return _blank().parse(text, name, FOLDER + name)


@functools.cache
def _blank() -> jinja2.Environment:
    environment = _make((), "jinja2.ext.i18n")
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # set up by the i18n extension
    environment.filters |= dict.fromkeys(filters_of(""), _in_no_language)
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
        exec(_load(self._code_by_name[name]), namespace)  # noqa: S102 (what `compile_template` made)
        namespace |= {"escape": quick_escape, "Macro": QuickMacro}  # the names by which the code calls Jinja's
        return QuickTemplate.from_module_dict(environment, namespace, environment.globals)


@functools.lru_cache(maxsize=128)
def _load(code: bytes) -> CodeType:
    """The code of a template, which the environments of all languages run."""
    loaded: CodeType = marshal.loads(code)  # noqa: S302 (what `compile_template` made)
    return loaded


def _make(templates: Templates, *extensions: str) -> jinja2.Environment:
    environment = QuickEnvironment(
        loader=_Loader(templates),
        autoescape=jinja2.select_autoescape(("html", "svg", "xml")),
        undefined=jinja2.StrictUndefined,
        extensions=extensions,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        auto_reload=False,
    )
    environment.filters["tojson"] = to_json
    return environment


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
    numbers: dict[str, int] = {}
    environment.filters |= filters_of(frame.locale.babel, numbers)
    environment.globals |= shared_view(frame)
    environment.globals |= _words(frame.locale.key, frame.catalogs, numbers)


def _words(key: str, catalogs: Mapping[str, Catalog], numbers: Mapping[str, int]) -> dict[str, Callable[..., Markup]]:
    """The functions that `{% trans %}` and `_` call, with the words of the page's language.

    `numbers` are those that templates have written, by what they have written.
    """
    own = catalogs[key]
    word = functools.cache(lambda message: _fill(translate(own, message), {}))  # most have nothing to put in

    def fill(text: str, variables: Mapping[str, object]) -> Markup:
        return _fill(text, _in_english(variables, numbers) if text.startswith(BEGIN) else variables)

    def gettext(message: str, /, **variables: object) -> Markup:
        return fill(translate(own, message), variables) if variables else word(message)

    return {
        "_": gettext,
        "gettext": gettext,
        "ngettext": lambda one, many, n, /, **variables: fill(
            translate(own, one, plural=many, n=n), variables | {"num": n}
        ),
        "pgettext": lambda context, message, /, **variables: fill(translate(own, message, context=context), variables),
        "npgettext": lambda context, one, many, n, /, **variables: fill(
            translate(own, one, context=context, plural=many, n=n), variables | {"num": n}
        ),
        "gettext_in": lambda locale, message, /, **variables: fill(translate(catalogs[locale], message), variables),
    }


def _in_english(variables: Mapping[str, object], numbers: Mapping[str, int]) -> dict[str, object]:
    """What is put into English words on a page in another language: numbers as English has them, other texts marked."""
    written: dict[str, object] = {}
    for name, value in variables.items():
        if isinstance(value, str) and value in numbers:
            written[name] = _writer("en").number(numbers[value])
        else:
            written[name] = escape(BEGIN_OWN) + value + END_OWN if isinstance(value, str) else value
    return written


def _fill(text: str, variables: Mapping[str, object]) -> Markup:
    """Words with what is put in, all of it escaped. Not by `%`, which takes “100 % sure” for a placeholder."""
    pieces = []
    for before, written, name in _split(text):
        pieces.append(before)
        if name:
            if name not in variables:
                raise KeyError(f"nothing is given for {written} of “{text}”")
            pieces.append(quick_escape(variables[name]))
    return str.__new__(Markup, "".join(pieces))


@functools.lru_cache(maxsize=1024)  # the words of templates, again on each page
def _split(text: str) -> tuple[tuple[str, str, str], ...]:
    """What stands before each placeholder and behind the last, escaped, the placeholder, and the name in it."""
    pieces, end = [], 0
    for match in _PLACEHOLDER.finditer(text):
        before = str(escape(text[end : match.start()]))
        pieces.append((before, match[0], match[1]) if match[1] else (before + "%", "", ""))
        end = match.end()
    return (*pieces, (str(escape(text[end:])), "", ""))


def filters_of(babel: str, numbers: MutableMapping[str, int] | None = None) -> dict[str, Callable[..., str]]:
    """The filters that write as a language does. Lists show the same days and numbers again and again.

    Of each number, what is written for it is kept in `numbers`.
    """
    known: MutableMapping[str, int] = {} if numbers is None else numbers

    def writer() -> Formats:
        return _writer(babel)

    @functools.lru_cache(maxsize=4096)
    def date(value: str) -> str:
        day, days = datetime.date.fromisoformat(value), find_days(babel)
        return days.write(day) if days else writer().date(day)

    @functools.lru_cache(maxsize=4096)
    def number(value: int) -> str:
        written = writer().number(value)
        known[written] = value
        return written

    return {
        "date": date,
        "number": number,
        "size": lambda value: writer().size(value),
        "conjunction": lambda value: writer().conjunction(value),
        "quoted": lambda value: writer().quoted(value),
        "striptags": _without_tags,
        "bound": bind,
        "plain": _as_plain,
        "markdown": _as_markdown,
    }


def _writer(babel: str) -> Formats:
    from microsite.i18n.formats import formats  # with Babel, for pages with days and numbers

    return formats(babel)


def _as_plain(value: str) -> str:
    from microsite.render.texts import write_plain  # with a parser of HTML, which press kits alone need

    return write_plain(value)


def _as_markdown(value: str) -> str:
    from microsite.render.texts import write_markdown  # see `_as_plain`

    return write_markdown(value)


def _without_tags(value: str) -> str:
    """As Jinja's filter of that name, which takes its time over text without markup, too."""
    is_plain = type(value) is Markup and "<" not in value and "&" not in value
    return " ".join(str.split(value)) if is_plain else do_striptags(value)
