"""Order → bytes: what a template reads, and what is told if something cannot be rendered or written."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import jinja2
from markupsafe import Markup

from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.engine.bodies import read_body
from microsite.i18n.words import translate
from microsite.model.records import Note, TermLinks
from microsite.model.words import BEGIN, BEGIN_OWN, END_OWN
from microsite.pages.jobs import FOLDER, Frame, Meanings, Order, Rendered, Story, Templates
from microsite.pages.views import CONTENTS_FROM, absolute, write_figures
from microsite.render.assemble import NO_TERMS, assemble, make_absolute, write_marks
from microsite.render.bound import bind_headings
from microsite.render.english import tell_english, without_marks
from microsite.render.environment import environment_of
from microsite.render.images import Showing

MakeEnvironment = Callable[[Templates, Frame | None], jinja2.Environment]
"""What makes the environment of what shares a frame: ours, or Jinja's own, to the same bytes."""

_CREDIT = "Picture: %(name)s"
"""As `templates/macros/text.html` has it."""

_DESCRIBED = re.compile(' aria-describedby="([^"]*)"')
"""What a link to a term carries; authors cannot write this."""


def render(order: Order, templates: Templates, make: MakeEnvironment = environment_of) -> Rendered:
    """Render an order's template, or write its bytes. Reports `template-error` and `output-failed`; never raises."""
    if order.write:
        return _write(order, order.write)
    try:
        text = make(templates, order.frame).get_template(order.template).render(make_context(order))
    except Exception as error:  # noqa: BLE001 (a template can raise anything; its author shall read where, not our traceback)
        return Rendered(order.target, None, "", (_template_error(error, order),))
    if BEGIN in text:
        locale = order.frame.locale if order.frame and order.template.endswith(".html") else None
        text = tell_english(text, locale) if locale else without_marks(text)
    data = text.encode()
    return Rendered(order.target, data, hashlib.sha256(data).hexdigest())


def _write(order: Order, write: Callable[..., bytes]) -> Rendered:
    try:
        data = write(**order.values)
        return Rendered(order.target, data, hashlib.sha256(data).hexdigest())
    except Exception as error:  # noqa: BLE001 (as of a template: what it is about, not a traceback)
        message = f"“{order.target.path}” cannot be made: {_what(error)}"
        hint = f"report this: {write.__qualname__} of {write.__module__} failed"
        span = Span(order.origin) if order.origin else None
        return Rendered(order.target, None, "", (problem("output-failed", message, span, hint=hint),))


def render_all(orders: Sequence[Order], templates: Templates) -> Iterator[Rendered]:
    """Render orders, one after the other: what a worker process is sent."""
    for order in orders:
        yield render(order, templates)


# ---- what a template reads ------------------------------------------------------------------------------------


def make_context(order: Order) -> dict[str, Any]:
    """All that the template of an order may read, beside what is global to its language."""
    values: dict[str, Any] = dict(order.values)
    body, terms = values.pop("body", None), values.get("terms", NO_TERMS) if order.written else NO_TERMS
    context: dict[str, Any] = order.view(order.frame, **values) if order.view else values
    context["body"], context["toc"] = _body(body, terms, order)
    context["terms"] = _described(context["body"], terms)
    if order.stories:
        context["bodies"] = [write_story(story, order.frame) for story in order.stories if order.frame]
    return context


def write_story(story: Story, frame: Frame) -> Markup:
    """A body as its page has it, without links to terms, and with absolute addresses: for readers who are elsewhere."""
    text, _ = read_body(story.written)
    showing = _show_in(story.meanings, frame)
    assembled = assemble(text, story.meanings.links, write_figures(story.meanings, frame), showing=showing)
    return Markup(make_absolute(assembled, absolute(frame.config, story.url)))  # noqa: S704 (cleaned by `cleaner`)


def _described(body: str, terms: TermLinks) -> list[Note]:
    """What describes the terms that a body leads to, in the order of their first use there."""
    used = dict.fromkeys(map(html.unescape, _DESCRIBED.findall(body))) if terms.of else {}
    by_id = {term.id: term for term in terms.of}
    found = (by_id[id_] for id_ in used)
    return [Note(term.id, term.term, term.short, term.url, terms.tag) for term in found]


def _body(body: Meanings | None, terms: TermLinks, order: Order) -> tuple[Markup, list[dict[str, Any]]]:
    """The body of a page, and its table of contents if it is long."""
    if body is None or order.written is None or order.frame is None:
        return Markup(""), []
    text, headings = read_body(order.written)
    figures = write_figures(body, order.frame)
    shown = [heading for heading in headings if heading.level <= 3]
    is_long = sum(heading.level == 2 for heading in shown) >= CONTENTS_FROM
    toc = [
        {"id": heading.id, "level": heading.level, "html": Markup(write_marks(heading.html, figures))}  # noqa: S704 (cleaned by `cleaner`)
        for heading in shown
        if is_long
    ]
    showing = _show_in(body, order.frame)
    shown_text = bind_headings(assemble(text, body.links, figures, terms, body.mentions, showing))
    return Markup(shown_text), toc  # noqa: S704 (cleaned by `cleaner`)


def _show_in(body: Meanings, frame: Frame) -> Showing:
    """How pictures are shown in a body; what is said of them is in the readers' language."""
    locale = frame.locale
    credit = translate(frame.catalogs[locale.key], _CREDIT)
    if credit.startswith(BEGIN):
        credit = credit.replace("%(name)s", f"{BEGIN_OWN}%(name)s{END_OWN}")
    tag, direction = (locale.tag, locale.direction) if body.locale != locale.key else ("", "")
    return Showing(credit, tag, direction, body.below)


# ---- what can be wrong with a template ------------------------------------------------------------------------


def _template_error(error: Exception, order: Order) -> Diagnostic:
    span = _template_span(error) or Span(FOLDER + order.template)
    if isinstance(error, jinja2.TemplateNotFound):
        return problem("template-error", f"there is no template “{error}”", span, hint=f"{order.target.path} needs it")
    hint = f"it happened while rendering {order.target.path}"
    return problem("template-error", f"this template cannot be rendered: {_what(error)}", span, hint=hint)


def _what(error: Exception) -> str:
    return str(error).strip("'\"") if isinstance(error, KeyError) else str(error) or type(error).__name__


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
