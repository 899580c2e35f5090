"""Job → bytes: the Jinja environment, what templates can call, and what templates say of themselves."""

from __future__ import annotations

import datetime
import functools
import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.ext import extract_from_ast
from markupsafe import Markup, escape

from microsite.assembly import FigureText, assemble
from microsite.catalog import translate
from microsite.diagnostics import Diagnostic, Span, did_you_mean, problem
from microsite.formats import Formats, formats
from microsite.model import Catalog, Job, Message, Part, ResolvedLink, Target

FOLDER = "templates/"
Templates = tuple[tuple[str, str], ...]
"""(name below `templates/`, text), sorted by name."""

_WORDS = ("_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_in")
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|%)")
_COMMENT = re.compile(r"\{#-?\s*translators:(.*?)-?#\}", re.DOTALL)
_NOT_READ = frozenset({"engine", "template", "catalog", "body"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of a job: its bytes, or None and the diagnostics that say why."""

    target: Target
    data: bytes | None
    diagnostics: tuple[Diagnostic, ...] = ()


def render(job: Job, templates: Templates) -> Rendered:
    """Render a job's template over its parts. Reports `template-error`; never raises."""
    try:
        template = _environment(templates).get_template(job.template)
        text = template.render(_context(job))
    except Exception as error:  # noqa: BLE001 (a template can raise anything; its author shall read where, not our traceback)
        return Rendered(job.target, None, (_template_error(error, job),))
    return Rendered(job.target, text.encode())


def render_all(jobs: Sequence[Job], templates: Templates) -> list[Rendered]:
    """Render jobs in their order: what a worker process is sent."""
    return [render(job, templates) for job in jobs]


# ---- what a template reads ------------------------------------------------------------------------------------


def _context(job: Job) -> dict[str, Any]:
    part_by_name = {part.name: part for part in job.parts}
    context: dict[str, Any] = {name: part.value for name, part in part_by_name.items() if name not in _NOT_READ}
    context["body"], context["toc"] = _body(part_by_name["body"].value if "body" in part_by_name else None)
    if "lang" in part_by_name:
        context |= _words(context["lang"]["key"], part_by_name["catalog"])
    return context


def _body(value: Any) -> tuple[Markup, list[dict[str, Any]]]:  # noqa: ANN401 (a part's JSON, of views.body_view)
    if not value:
        return Markup(""), []
    links = {url: ResolvedLink(*link) for url, link in value["links"].items()}
    figures = [FigureText(*figure) for figure in value["figures"]]
    toc = [
        {"id": id_, "level": level, "html": Markup(assemble(html, {}, figures))}  # noqa: S704 (cleaned by `cleaner`)
        for id_, level, html in value["toc"]
    ]
    return Markup(assemble(value["html"], links, figures)), toc  # noqa: S704 (cleaned by `cleaner`)


@functools.lru_cache(maxsize=64)  # a page of all languages, and one for each of them
def _words(key: str, part: Part) -> dict[str, Callable[..., Markup]]:
    """The functions that `{% trans %}` and `_` call, with the words of the page's language."""
    value: Any = part.value
    catalogs = {
        locale: Catalog(
            locale,
            {(context, message): tuple(forms) for context, message, forms in words["messages"]},
            words["plural_rule"],
        )
        for locale, words in value.items()
    }
    own = catalogs[key]
    word = functools.cache(lambda message: _fill(translate(own, message), {}))  # most have nothing to put in

    return {
        "gettext": lambda message, /, **variables: (
            _fill(translate(own, message), variables) if variables else word(message)
        ),
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


def _formats(context: jinja2.runtime.Context) -> Formats:
    return formats(context["lang"]["babel"])


@jinja2.pass_context
def _date(context: jinja2.runtime.Context, value: str) -> str:
    return _formats(context).date(datetime.date.fromisoformat(value))


@jinja2.pass_context
def _number(context: jinja2.runtime.Context, value: int) -> str:
    return _formats(context).number(value)


@jinja2.pass_context
def _conjunction(context: jinja2.runtime.Context, value: Sequence[str]) -> str:
    return _formats(context).conjunction(value)


@jinja2.pass_context
def _quoted(context: jinja2.runtime.Context, value: str) -> str:
    return _formats(context).quoted(value)


@functools.lru_cache(maxsize=2)
def _environment(templates: Templates) -> jinja2.Environment:
    """One environment a process and set of templates; it cannot be sent to a worker, so each makes its own."""
    text_by_name = dict(templates)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = text_by_name.get(name)
        return None if text is None else (text, FOLDER + name, lambda: True)

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=jinja2.select_autoescape(("html", "svg", "xml")),
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # set up by the i18n extension
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters |= {"date": _date, "number": _number, "conjunction": _conjunction, "quoted": _quoted}
    return environment


# ---- what can be wrong with a template ------------------------------------------------------------------------


def _template_error(error: Exception, job: Job) -> Diagnostic:
    span = _template_span(error) or Span(FOLDER + job.template)
    if isinstance(error, jinja2.TemplateNotFound):
        return problem("template-error", f"there is no template “{error}”", span, hint=f"{job.target.path} needs it")
    what = str(error).strip("'\"") if isinstance(error, KeyError) else str(error) or type(error).__name__
    hint = f"it happened while rendering {job.target.path}"
    return problem("template-error", f"this template cannot be rendered: {what}", span, hint=hint)


def _template_span(error: Exception) -> Span | None:
    """Where in the templates an error arose: the innermost frame of its traceback that is a template's."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Span(error.filename or FOLDER + (error.name or ""), error.lineno, 1)
    found, trace = None, error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(FOLDER):
            found = Span(name, trace.tb_lineno, 1)
        trace = trace.tb_next
    return found


def check_templates(templates: Templates) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """The digest of each template with all that it extends, includes and imports; and what is wrong.

    Reports `template-error` (syntax, or a name of no template) and `template-dynamic` (a computed name).
    """
    problems: list[Diagnostic] = []
    known = {name for name, _ in templates}
    names_by_template: dict[str, tuple[str, ...]] = {}
    for name, text in templates:
        try:
            names_by_template[name] = tuple(_references(_parse(name, text), name, known, problems))
        except jinja2.TemplateSyntaxError as error:
            problems.append(problem("template-error", f"{error.message}", Span(FOLDER + name, error.lineno, 1)))
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in templates}
    closures = {name: _closure(name, names_by_template, digests) for name in names_by_template}
    return closures, tuple(problems)


@functools.lru_cache(maxsize=256)
def _parse(name: str, text: str) -> nodes.Template:
    """The syntax tree of a template: half the time of a build in which nothing changed, if it were not kept."""
    return _environment(()).parse(text, name, FOLDER + name)


def _references(tree: nodes.Template, name: str, known: Collection[str], problems: list[Diagnostic]) -> Iterator[str]:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        wanted = node.template  # type: ignore[attr-defined]  # all four have one
        span = Span(FOLDER + name, node.lineno, 1)
        if not isinstance(wanted, nodes.Const) or not isinstance(wanted.value, str):
            hint = 'write the name in quotation marks: {% include "card.html" %}'
            problems.append(problem("template-dynamic", "the name of a template is computed here", span, hint=hint))
        elif wanted.value not in known:
            hint = did_you_mean(wanted.value, known)
            problems.append(problem("template-error", f"there is no template “{wanted.value}”", span, hint=hint))
        else:
            yield wanted.value


def _closure(name: str, names_by_template: Mapping[str, Sequence[str]], digests: Mapping[str, str]) -> str:
    found, todo = set(), [name]
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            todo.extend(names_by_template.get(at, ()))
    return hashlib.sha256("".join(at + digests[at] for at in sorted(found)).encode()).hexdigest()


def find_messages(templates: Templates) -> tuple[Message, ...]:
    """The words that templates ask for, in the order of template and line; the templates must be without error."""
    return tuple(message for name, text in templates for message in _messages(name, text))


def _messages(name: str, text: str) -> list[Message]:
    """The words of one template. A comment for translators ends on the line above its words, or on theirs."""
    comments = {text.count("\n", 0, match.end()) + 1: match[1] for match in _COMMENT.finditer(text)}
    found = []
    for line, function, strings in extract_from_ast(_parse(name, text), _WORDS, babel_style=False):
        words = [strings] if isinstance(strings, str) else [word for word in strings or () if word]
        context = words.pop(0) if function in ("pgettext", "npgettext") and words else ""
        plural = words[1] if function in ("ngettext", "npgettext") and len(words) > 1 else ""
        comment = comments.get(line) or comments.get(line - 1)
        if words:
            notes = (" ".join(comment.split()),) if comment else ()
            found.append(Message(context, words[0], plural, FOLDER + name, line, notes))
    return sorted(found, key=lambda message: message.line)
