"""YAML text → bounded nodes, from the events of a YAML parser. The only module that knows `yaml`.

Nodes are built in a loop over parse events. `yaml.compose` would recurse in C before anyone had counted the depth.
Nothing is resolved: whether `no`, `2025` or `2025-11-16` is a text, a number or a date is said by the field.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TypeAlias

import yaml

from microsite.content.yaml.comments import find_behind
from microsite.content.yaml.complaints import Complaint, explain, quoting_hint
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, join_cjk, shown
from microsite.content.yaml.spaces import WIDE_LINE, explain_wide, name_wide
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.decode import UNWANTED, find_unwanted, has_only_wanted

MAX_DEPTH = 20
MAX_NODES = 10_000

Loader: TypeAlias = "type[yaml.SafeLoader | yaml.CSafeLoader]"
LOADER: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML was built with it: eight times as fast."""

# YAML 1.1 ends a line at these, no editor does. A space keeps the line numbers, and is what a heading means by them.
_NOT_YAML = re.compile(f"{UNWANTED.pattern}|[\u2028\u2029]")


def compose_fully(
    text: str, path: str, first_line: int = 1, loader: Loader = LOADER
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The nodes and problems that `yamltree.compose` promises, of any text."""
    builder = _Builder(_Page(path, text, first_line))
    is_plain = text.replace("\n", "").isprintable()  # and so holds none of those characters
    events = yaml.parse(text if is_plain else _NOT_YAML.sub(" ", text), Loader=loader)
    try:
        for event in events:
            builder.take(event)
            if builder.is_stopped:
                return None, tuple(builder.found)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the latter two: SafeLoader, of an escape
        unreadable = _unreadable(error, builder)
        told = {diagnostic.span.line for diagnostic in builder.found if diagnostic.span}
        is_told = unreadable.span and unreadable.span.line in told  # it is what has just been told, or follows from it
        if not (is_told or builder.is_indented_oddly):
            builder.found.append(unreadable)
        return None, tuple(builder.found)
    return (None if builder.is_spoilt else builder.root), tuple(builder.found)


_BEHIND_NAME = re.compile(r":[ \t]*(?:#[^\n]*)?\s*")


class _Page:
    """The text that marks point into. Indexes are code points; a mark's own lines are YAML's, not the editor's."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path, self.text, self.first_line = path, text, first_line

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def has_signs(self) -> bool:
        """True if there may be comments."""
        return "#" in self.text

    def row(self, index: int) -> int:
        """The 0-based line of an index."""
        return bisect_right(self._starts, index) - 1

    def start_of(self, index: int) -> int:
        """Where the line begins that an index is in."""
        return self._starts[self.row(index)]

    def line(self, index: int) -> str:
        """The line that an index is in, without its end."""
        start, end = self.start_of(index), self.text.find("\n", index)
        return self.text[start : end if end >= 0 else len(self.text)]

    def span(self, start: int, end: int) -> Span:
        """Where a slice stands, up to the end of its first line."""
        start = min(start, len(self.text))
        row = self.row(start)
        column = start - self._starts[row] + 1
        return Span(self.path, self.first_line + row, column, len(self.first_line_of(start, end)))

    def first_line_of(self, start: int, end: int) -> str:
        """What is written in a slice, up to the end of its first line."""
        return self.text[start:end].partition("\n")[0].rstrip()


class _Builder:
    """What is known while events come in: the open collections, and for `complaints` the last scalar's range."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self.root: Node | None = None
        self.stack: list[tuple[int, list[Node]]] = []
        self.found: list[Diagnostic] = []
        self.nodes = self.documents = 0
        self.last: tuple[int, int, str] | None = None
        self.is_stopped = self.is_spoilt = self.is_indented_oddly = False

    def take(self, event: yaml.Event) -> None:
        start, end = _index(event.start_mark), _index(event.end_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop("a second YAML document begins here", start, end, "delete the line “---”")
        elif isinstance(event, yaml.NodeEvent):
            self._take_node(event, start, end)
        elif isinstance(event, yaml.CollectionEndEvent):
            opened, children = self.stack.pop()
            span, written = self.page.span(opened, end), self.page.first_line_of(opened, end)
            if isinstance(event, yaml.SequenceEndEvent):
                self._add(Items(tuple(children), span, written))
            else:
                self._add(Fields(tuple(self._pairs(children, opened, end)), span, written))

    def _take_node(self, event: yaml.NodeEvent, start: int, end: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(f"the YAML holds more than {MAX_NODES:,} values", start, end, "split the file")
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("a text without quotation marks cannot begin with “*” (a YAML alias)", start, end)
            self._add(Scalar("", self.page.span(start, end)))
        else:
            if event.anchor is not None:
                self._refuse("a text without quotation marks cannot begin with “&” (a YAML anchor)", start, end)
            if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
                self._refuse("a text without quotation marks cannot begin with “!” (a YAML tag)", start, end)
            if isinstance(event, yaml.ScalarEvent):
                self._take_scalar(event, start, end)
            else:
                self.stack.append((start, []))
                if len(self.stack) > MAX_DEPTH:
                    self._stop(f"the YAML is nested more than {MAX_DEPTH} levels deep", start, end, "")

    def _take_scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> None:
        text, span, style = event.value, self.page.span(start, end), event.style or ""
        wide = None if style else WIDE_LINE.match(self.page.text, self.page.start_of(start))
        if wide and start in (wide.start("indent"), wide.start("item")):
            message, at, hint = explain_wide(wide)
            self.found.append(problem("yaml-invalid", message, self.page.span(at, at + 1), hint=hint))
            self.is_spoilt = self.is_indented_oddly = True
        unwanted = None if has_only_wanted(text) else next(find_unwanted(text))
        if unwanted:
            is_written = unwanted.character in self.page.text[start:end]
            message = f"{unwanted.what}, is in this value" if is_written else f"an escape makes {unwanted.what}"
            hint = unwanted.hint if is_written else "delete the escape"
            self.found.append(problem(unwanted.rule, message, span, hint=hint))
            text = UNWANTED.sub("", text)
        if style != "|" and self.page.row(start) != self.page.row(max(start, end - 1)):
            text = join_cjk(text, " ")  # a line break that YAML has made a space
        comment = self._comment_of(start, end, style) if self.page.has_signs else ""
        self.last = (start, end, style)
        self._add(Scalar(text, span, style, self.page.first_line_of(start, end), comment))

    def _comment_of(self, start: int, end: int, style: str) -> str:
        """The comment behind a scalar; libyaml says of an empty one that it stands behind its own comment."""
        if style in ("|", ">"):
            return ""
        if start == end and self.last and _BEHIND_NAME.fullmatch(self.page.text, self.last[1], end):
            start = end = self.last[1] + 1
        return find_behind(self.page.text, start, end)

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1][1].append(node)
        else:
            self.root = node

    def _pairs(self, children: list[Node], opened: int, end: int) -> Iterator[tuple[Scalar, Node]]:
        first: dict[str, Scalar] = {}
        for name, node in zip(children[::2], children[1::2], strict=True):
            if not isinstance(name, Scalar):
                self._refuse("a text without quotation marks cannot begin with “{” (a YAML mapping)", opened, end)
            elif not name.text:
                self._refuse("a field has no name", opened, end)
            elif not name.style and (wide := name_wide(name.text[-1])):
                self.is_spoilt = True
                message, hint = f"{wide} stands before the colon, and would be part of the name", "take that space out"
                self.found.append(problem("yaml-invalid", message, name.span, hint=hint))
            elif name.text in first:
                given = first[name.text].span
                message = f"{shown(name.text)} is given twice, in lines {given.line} and {name.span.line}"
                hint = "delete one of the two"
                self.found.append(problem("yaml-invalid", message, name.span, hint=hint, related=(given,)))
            else:
                first[name.text] = name
                yield name, node

    def _refuse(self, message: str, start: int, end: int) -> None:
        self.is_spoilt = True
        hint = quoting_hint(self.page.line(start))
        self.found.append(problem("yaml-invalid", message, self.page.span(start, end), hint=hint))

    def _stop(self, message: str, start: int, end: int, hint: str) -> None:
        self.is_stopped = True
        self.found.append(problem("yaml-invalid", message, self.page.span(start, end), hint=hint))


def _index(mark: object) -> int:
    return int(getattr(mark, "index", 0))


def _unreadable(error: Exception, builder: _Builder) -> Diagnostic:
    page = builder.page
    context = getattr(error, "context_mark", None)
    at = min(_index(getattr(error, "problem_mark", None)), len(page.text))
    complaint = Complaint(
        problem=getattr(error, "problem", None) or "",
        context=getattr(error, "context", None) or "",
        text=page.text,
        at=at,
        opened=min(_index(context), len(page.text)) if context else at,
        last=builder.last,
        is_inside=bool(builder.stack),
    )
    message, where, hint = explain(complaint)
    return problem("yaml-invalid", message, page.span(where, where + 1), hint=hint)
