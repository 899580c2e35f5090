"""What templates say of themselves: what they include, which words they ask for, and what is wrong with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import jinja2
from jinja2 import nodes
from jinja2.ext import extract_from_ast

from microsite.diagnostics import Diagnostic, Span, did_you_mean, problem
from microsite.environment import compile_template, parse_template
from microsite.jobs import FOLDER
from microsite.model import Message

Texts = tuple[tuple[str, str], ...]
"""(name below `templates/`, text), sorted by name."""

_WORDS = ("_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_in")
_COMMENT = re.compile(r"\{#-?\s*translators:(.*?)-?#\}", re.DOTALL)


def check_templates(templates: Texts) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """The digest of each template with all that it extends, includes and imports; and what is wrong.

    Reports `template-error` (syntax, or a name of no template) and `template-dynamic` (a computed name).
    """
    problems: list[Diagnostic] = []
    known = {name for name, _ in templates}
    names_by_template: dict[str, tuple[str, ...]] = {}
    for name, text in templates:
        try:
            names_by_template[name] = tuple(_references(parse_template(name, text), name, known, problems))
            compile_template(name, text)  # finds what parsing does not, such as a filter that there is none of
        except jinja2.TemplateSyntaxError as error:
            problems.append(problem("template-error", f"{error.message}", Span(FOLDER + name, error.lineno, 1)))
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in templates}
    closures = {name: _closure(name, names_by_template, digests) for name in names_by_template}
    return closures, tuple(problems)


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


def find_messages(templates: Texts) -> tuple[Message, ...]:
    """The words that templates ask for, in the order of template and line; the templates must be without error."""
    return tuple(message for name, text in templates for message in _messages(name, text))


def _messages(name: str, text: str) -> list[Message]:
    """The words of one template. A comment for translators ends on the line above its words, or on theirs."""
    comments = {text.count("\n", 0, match.end()) + 1: match[1] for match in _COMMENT.finditer(text)}
    found = []
    for line, function, strings in extract_from_ast(parse_template(name, text), _WORDS, babel_style=False):
        words = [strings] if isinstance(strings, str) else [word for word in strings or () if word]
        context = words.pop(0) if function in ("pgettext", "npgettext") and words else ""
        plural = words[1] if function in ("ngettext", "npgettext") and len(words) > 1 else ""
        comment = comments.get(line) or comments.get(line - 1)
        if words:
            notes = (" ".join(comment.split()),) if comment else ()
            found.append(Message(context, words[0], plural, FOLDER + name, line, notes))
    return sorted(found, key=lambda message: message.line)
