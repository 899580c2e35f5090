"""Figures in a text: the braces that name one, and the marks that stand for them in a Document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from microsite.diagnostics.problems import Diagnostic, Span, did_you_mean, problem
from microsite.model.entries import FigureUse

FIGURE = re.compile("\ue000([0-9]+)\ue001")
"""Where the n-th figure of a Document goes. The marks are private-use characters, which no source may hold."""

BRACES = re.compile(r"\\.|\{\{(?:[^{}`\n\\]*+(?:\\(?!\|)[^{}`\n\\]*+)*+(?:\}\}|(?=\\\|)))?")
"""Braces that hold a figure, or open and do not close; and what a backslash escapes, which are none.

They end before `\\|`, which no figure has, and which is a `|` in a cell: such as in the code of a template.
"""

_FIGURE_USE = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*(?:\|\s*(\w+)\s*)?\}\}")
_STYLES = {None: "", "long": "", "compact": "compact"}


# ---- braces ---------------------------------------------------------------------------------------------------


def find_braces(text: str) -> Iterator[re.Match[str]]:
    """The `{{ … }}` of a text, those that do not close too (`{{` alone); not those with a backslash before them."""
    if "{{" in text:
        yield from (match for match in BRACES.finditer(text) if match[0][0] == "{")


def figure_use(braces: str, line: int, column: int) -> FigureUse | None:
    """The use of a figure that a `{{ … }}` is; None if it is none. Line and column are where it stands."""
    match = _FIGURE_USE.fullmatch(braces)
    if match is None or match[2] not in _STYLES:
        return None
    return FigureUse(match[1], _STYLES[match[2]], line, column, len(braces))


def no_figure(text: str, span: Span) -> Diagnostic:
    """The diagnostic for braces that hold no figure's name."""
    match = _FIGURE_USE.fullmatch(text)
    hint = "write {{ name }} or {{ name | compact }} with a name from the group file’s figures; \\{{ for braces as text"
    if match:
        message = f"“{match[2]}” is not a way to write a figure"
        hint = f"write {{{{ {match[1]} }}}} or {{{{ {match[1]} | compact }}}}"
    elif text == "{{":
        message = "“{{” begins a figure, but no “}}” ends it on this line"
    elif not text.endswith("}}"):
        message = f"“{text.rstrip()}” begins a figure, but a backslash ends it"
        hint = "write {{ name }} or {{ name | compact }}, with a plain | in cells, too; \\{{ for braces as text"
    else:
        message = f"“{text}” is not the name of a figure"
        if text.startswith(("{{<", "{{%")):
            hint = "shortcodes of Hugo do nothing here: write what it stands for; \\{{ for braces as text"
    return problem("figure-unknown", message, span, hint=hint)


def unknown_figure(name: str, known: Iterable[str], span: Span) -> Diagnostic:
    """The diagnostic for a figure that the group file does not have."""
    hint = suggest_figure(name, known, "add it to the group file")
    return problem("figure-unknown", f"there is no figure “{name}”", span, hint=hint)


def suggest_figure(name: str, known: Iterable[str], where: str) -> str:
    """A hint at the figure that may be meant, or how to add one; `where` says to which file."""
    return did_you_mean(name, known) or f"{where} under figures:, such as {name}: 3944"


def padded(number: int, length: int) -> str:
    """The mark of a figure, as long as what it stands for, so that all that follows stays where it is."""
    return f"\ue000{number:0{max(1, length - 2)}}\ue001"


def unpad(text: str) -> str:
    """The text with its marks as Documents have them."""
    return FIGURE.sub(lambda match: f"\ue000{int(match[1])}\ue001", text) if "\ue000" in text else text


def as_written(text: str, braces: Sequence[str]) -> str:
    """The text with the braces that its marks stand for; a mark of no such number is left out."""
    if "\ue000" not in text:
        return text
    return FIGURE.sub(lambda match: braces[int(match[1])] if int(match[1]) < len(braces) else "", text)


# ---- plain texts ----------------------------------------------------------------------------------------------


def text_figures(text: str, span: Span) -> tuple[tuple[FigureUse, ...], tuple[Diagnostic, ...]]:
    """The figures that a plain text (a title, a summary) uses, in order; `span` is where the text stands."""
    uses, problems = [], []
    for match in find_braces(text):
        use = figure_use(match[0], span.line, span.column)
        if use is None:
            problems.append(no_figure(match[0], span))
        else:
            uses.append(use)
    return tuple(uses), tuple(problems)


def fill_text(text: str, text_by_figure: Mapping[tuple[str, str], str]) -> str:
    r"""A plain text with its figures written out; keys are (name, style). Unknown ones stay; `\{{` becomes `{{`."""

    def fill(match: re.Match[str]) -> str:
        if match[0][0] == "\\":
            return match[0][1] if text.startswith("{{", match.start() + 1) else match[0]
        use = figure_use(match[0], 0, 0)
        return text_by_figure.get((use.name, use.style), match[0]) if use else match[0]

    return BRACES.sub(fill, text) if "{{" in text else text


# ---- pages ----------------------------------------------------------------------------------------------------
