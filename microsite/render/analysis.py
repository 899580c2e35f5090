"""What templates say of themselves: what they include, which words they ask for, and what is wrong with them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

import jinja2
from jinja2 import nodes
from jinja2.ext import extract_from_ast

from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.model.words import Message
from microsite.pages.jobs import FOLDER
from microsite.render.environment import compile_template, lex_template, parse_template
from microsite.values.named import NamedTuple

_WORDS = ("_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_in")
_OPENING = frozenset(("autoescape", "block", "call", "filter", "for", "if", "macro", "trans", "with"))
"""Tags that have an end, among others."""

_BLOCK_WEIGHT, _LONG = 20, 100
"""As much of what can be nested as so many parts of an expression, and as so many characters in one."""

_COMMENT = re.compile(r"\{#-?\s*translators:(.*?)-?#\}", re.DOTALL)


class Analysis(NamedTuple):
    """What one template says of itself, a function of its name and its text.

    `names` are those of the templates that it extends, includes or imports, each with its line (1-based), "" where the
    name is computed. Of a template with a `problem` nothing else is known.
    """

    names: tuple[tuple[str, int], ...] = ()
    messages: tuple[Message, ...] = ()
    problem: Diagnostic | None = None


def read_templates(templates: Sequence[tuple[str, str]]) -> Iterator[tuple[Analysis, bytes]]:
    """What each of some templates, by name and text, says of itself, and its code."""
    return (read_template(name, text) for name, text in templates)


def read_template(name: str, text: str) -> tuple[Analysis, bytes]:
    """What a template says of itself, and its code, which is empty if it has a problem.

    Reports `template-error`: syntax, or what is nested too deeply to be read.
    """
    try:
        tree = parse_template(name, text)
        own = Analysis(tuple(_names(tree)), tuple(_messages(name, text, tree)))
        return own, compile_template(name, tree)  # finds what parsing does not, such as a filter that there is none of
    except jinja2.TemplateSyntaxError as error:
        found = problem("template-error", f"{error.message}", Span(FOLDER + name, error.lineno, 1))
    except (RecursionError, SyntaxError, MemoryError):  # Jinja's, and what Python makes of Jinja's code
        message = "this is nested too deeply, or too long, for one template"
        hint = "put a part of it into a macro, or into a template of its own that this one includes"
        found = problem("template-error", message, Span(FOLDER + name, _find_deepest(text), 1), hint=hint)
    except (ValueError, ArithmeticError) as error:  # of a number with 5,000 digits, say
        line = _find_deepest(text)
        found = problem("template-error", f"this template cannot be read: {error}", Span(FOLDER + name, line, 1))
    return Analysis(problem=found), b""


def _find_deepest(text: str) -> int:
    """The line (1-based) on which what is nested most deeply begins: a block in blocks, or an expression."""
    most, found, begun, blocks, parts, is_tag = 0, 1, 1, [0], 0, False
    with suppress(jinja2.TemplateSyntaxError):  # then it is before the place where that was found
        for line, kind, value in lex_template(text):
            if kind in {"block_begin", "variable_begin"}:
                begun, parts, is_tag = line, 0, kind == "block_begin"
            elif kind not in {"whitespace", "data"}:
                parts += 1 + len(value) // _LONG
                if is_tag and value in _OPENING:
                    blocks.append(_BLOCK_WEIGHT)
                elif is_tag and value == "elif":  # one more in the other's else
                    blocks[-1] += 1
                elif is_tag and value.startswith("end") and len(blocks) > 1:
                    blocks.pop()
                is_tag = False
                if sum(blocks) + parts > most:
                    most, found = sum(blocks) + parts, begun
    return found


def _names(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        wanted = node.template  # type: ignore[attr-defined]  # all four have one
        is_plain = isinstance(wanted, nodes.Const) and isinstance(wanted.value, str)
        yield wanted.value if is_plain else "", node.lineno


def check_facts(
    facts: Mapping[str, Analysis], digest_by_template: Mapping[str, str]
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """The digest of each template with all that it extends, includes and imports; and what is wrong.

    Reports `template-error` (syntax, or a name of no template) and `template-dynamic` (a computed name).
    """
    problems = [found for name, own in facts.items() for found in _check_names(name, own, facts)]
    names_by_template = {
        name: [wanted for wanted, _ in own.names if wanted in facts] for name, own in facts.items() if not own.problem
    }
    closures = {name: _closure(name, names_by_template, digest_by_template) for name in names_by_template}
    return closures, tuple(problems)


def _check_names(name: str, own: Analysis, known: Collection[str]) -> Iterator[Diagnostic]:
    if own.problem:
        yield own.problem
    for wanted, line in own.names:
        span = Span(FOLDER + name, line, 1)
        if not wanted:
            hint = 'write the name in quotation marks: {% include "card.html" %}'
            yield problem("template-dynamic", "the name of a template is computed here", span, hint=hint)
        elif wanted not in known:
            hint = did_you_mean(wanted, known)
            yield problem("template-error", f"there is no template “{wanted}”", span, hint=hint)


def _closure(name: str, names_by_template: Mapping[str, Sequence[str]], digests: Mapping[str, str]) -> str:
    found = sorted(_follow([name], names_by_template))
    return hashlib.sha256("".join(at + digests[at] for at in found).encode()).hexdigest()


def find_used(facts: Mapping[str, Analysis], begun: Iterable[str]) -> set[str]:
    """Some templates, and all that they extend, include and import."""
    return _follow(begun, {name: [wanted for wanted, _ in own.names] for name, own in facts.items()})


def _follow(begun: Iterable[str], names_by_template: Mapping[str, Sequence[str]]) -> set[str]:
    found, todo = set[str](), list(begun)
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            todo.extend(names_by_template.get(at, ()))
    return found


def _messages(name: str, text: str, tree: nodes.Template) -> list[Message]:
    """The words of a template, by line. A comment for translators ends on the line above its words, or on theirs."""
    comments = {text.count("\n", 0, match.end()) + 1: match[1] for match in _COMMENT.finditer(text)}
    found = []
    for line, function, strings in extract_from_ast(tree, _WORDS, babel_style=False):
        words = [strings] if isinstance(strings, str) else [word for word in strings or () if word]
        context = words.pop(0) if function in ("pgettext", "npgettext") and words else ""
        plural = words[1] if function in ("ngettext", "npgettext") and len(words) > 1 else ""
        comment = comments.get(line) or comments.get(line - 1)
        if words:
            notes = (" ".join(comment.split()),) if comment else ()
            found.append(Message(context, words[0], plural, FOLDER + name, line, notes))
    return sorted(found, key=lambda message: message.line)
