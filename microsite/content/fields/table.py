"""YAML nodes → typed values, by tables: a `Field` names its type, a type has a reader.

A reader takes a node, the name to call it by in messages, and the `Reading`. It returns the value, or None after it
has told what is wrong; it never raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from microsite.content.fields.callings import OF_OTHERS, SAID, choice, find_loss, find_slips
from microsite.content.yaml.comments import is_meant
from microsite.content.yaml.complaints import as_untied, colon_hint, quoted, with_comment
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, one_line, shown
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.model.entries import LanguageText
from microsite.model.kinds import Field
from microsite.model.tongues import find_meant_language, suggest_language
from microsite.values.named import NamedTuple

OF_READERS = ("text", "texts", "language-text", "paragraphs", "colour", "one-colour")
"""The types of what readers see: what is lost of one may be missed nowhere else."""

_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_OF_GAP = "delete this item of the list, or write what belongs there"


class FieldType(NamedTuple):
    """What may stand in a field: `doc` completes "must be …", `example` is a value as one would write it."""

    doc: str
    example: str
    read: Callable[[Node, str, Reading], object]


class Reading(NamedTuple):
    """What readers share while one file is read.

    `types` by name; the keys of the site's `languages`; the `folder` that pictures lie in; what was `found`.
    """

    types: Mapping[str, FieldType]
    languages: frozenset[str]
    folder: str
    found: list[Diagnostic]

    def tell(self, rule: str, message: str, span: Span, hint: str = "", related: tuple[Span, ...] = ()) -> None:
        """Add a problem to what was found."""
        self.found.append(problem(rule, message, span, hint=hint, related=related))

    def tell_type(self, type_name: str, node: Node, name: str, example: str = "") -> None:
        """Report a node that is not of its field's type, with an `example` if there is a better one than the type's."""
        is_text = type_name in ("text", "language-text", "paragraphs")
        if isinstance(node, Scalar):
            written = node.text.strip()
            what = f"the text {shown(node.text)}" if written else "empty"
            what = f"{shown(written)}, which says nothing to YAML" if written and node.is_empty else what
        else:
            what = "a list" if isinstance(node, Items) else "a mapping"
        from microsite.content.fields.items import as_items, as_reshaped  # few builds have to tell this

        example = example or self.types[type_name].example
        shaped = as_items(node, example) if isinstance(node, Scalar) else as_reshaped(node, example)
        example = shaped or example
        if isinstance(node, Items) and example[0] not in "[{" and [*map(type, node.items)] == [Scalar]:
            example = node.items[0].written or example
        if is_text and node.written.startswith(("[", "{")):
            example = quoted(node.written)
        message = f"“{name}” must be {self.types[type_name].doc}; here it is {what}"
        is_gap = isinstance(node, Scalar) and node.is_empty and name.endswith("]")
        hint = _OF_GAP if is_gap else written_so(name, example)
        if isinstance(node, Scalar) and not node.style and example.startswith("{") and "//" not in node.text:
            hint = colon_hint(node.written) or hint
        self.tell("field-type", message, node.span, hint)


class Elsewhere(NamedTuple):
    """Fields that belong into another file, and a hint that says so."""

    fields: Sequence[Field]
    hint: str


def read_fields(
    table: Fields,
    fields: Sequence[Field],
    reading: Reading,
    within: str = "",
    *,
    opening: Span | None = None,
    elsewhere: Elsewhere | None = None,
    examples: Mapping[str, Callable[[], str]] = MappingProxyType({}),
) -> dict[str, Any]:
    """Read a table by its fields: values by the fields' own names, without those that are absent, empty or wrong.

    `within` names the table in messages; `opening` is where a missing field is told, else at the table; `elsewhere`
    are fields of another file; `examples` make better ones than those of types, by field. Reports `field-unknown`,
    `field-missing`, `yaml-invalid` (two spellings of one field) and what the readers report.
    """
    spellings = {spelling: wanted for wanted in fields for spelling in (wanted.name, *wanted.also)}
    values: dict[str, Any] = {}
    given: dict[str, tuple[Scalar, bool]] = {}
    slips = find_slips(table, fields, spellings)
    opened = ""  # a field without anything in it, to which what follows may belong
    for name, node in table.entries:
        wanted = spellings.get(name.text)
        if wanted is None and name in slips.values():
            continue  # told below, once
        if wanted is None:
            tight = as_untied(name.text, spellings) if is_empty(node) else None
            hint = tight.hint if tight else _advise(name.text, spellings, elsewhere, opened)
            reading.tell("field-unknown", f"{shown(within + name.text)} is not a field", name.span, hint)
            lost = "" if within else find_loss(name.text, table, spellings)
            reading.found[-1] = reading.found[-1]._replace(accounts_for=lost)
        elif wanted.name in given:
            first, _ = given[wanted.name]
            message = f"{shown(first.text)} and {shown(name.text)} are two spellings of one field"
            reading.tell("yaml-invalid", message, name.span, "delete one of the two", (first.span,))
        else:
            told = len(reading.found)
            if is_empty(node) and wanted.type in OF_READERS:
                tell_comment(node, within + name.text, reading, is_word=wanted.type.endswith("colour"))
            value = None if is_empty(node) else reading.types[wanted.type].read(node, within + name.text, reading)
            if value is not None:
                values[wanted.name] = value
            given[wanted.name] = name, len(reading.found) > told
            is_open = isinstance(node, Scalar) and not node.text and not node.style
            opened = name.text if is_open and reading.types[wanted.type].example.startswith("{") else ""
    for wanted in (wanted for wanted in fields if wanted.required and wanted.name not in values):
        name_given, is_told = given.get(wanted.name, (None, False))
        if wanted.name in slips:
            slip = slips[wanted.name]
            message = f"“{within}{wanted.name}” is missing: {shown(within + slip.text)} is not a field"
            tight = as_untied(slip.text, spellings)
            reading.tell("field-missing", message, slip.span, tight.hint if tight else f"write {wanted.name}")
        elif not is_told:
            message = f"“{within}{wanted.name}” is {'empty' if name_given else 'missing'}"
            span = name_given.span if name_given else opening or table.span
            example = examples[wanted.name]() if wanted.name in examples else _example_of(wanted, reading)
            reading.tell("field-missing", message, span, written_so(wanted.name, example))
    return values


def _advise(name: str, spellings: Mapping[str, Field], elsewhere: Elsewhere | None, opened: str) -> str:
    """The hint for a name that is no field; `opened` is the one before it, if it may belong there."""
    if elsewhere and any(name == other.name for other in elsewhere.fields):
        return elsewhere.hint
    known, same = OF_OTHERS.get(name, ("", ""))
    if known in spellings:
        return same
    hint = choice(name, spellings)
    is_inside = opened and not hint.startswith("did you mean")
    return f"put two spaces before it, and before what follows, if it belongs to “{opened}”" if is_inside else hint


def _example_of(wanted: Field, reading: Reading) -> str:
    """What could stand in a field; for what readers see, what pages show as yet to be written."""
    return quoted(f"[[{wanted.name}]]") if wanted.type == "language-text" else reading.types[wanted.type].example


def read_record(
    node: Node, name: str, reading: Reading, type_name: str, fields: Sequence[Field]
) -> dict[str, Any] | None:
    """Read a mapping inside a field; None if it is not a mapping, or lacks a required field."""
    if not isinstance(node, Fields):
        reading.tell_type(type_name, node, name)
        return None
    values = read_fields(node, fields, reading, f"{name}.")
    return values if all(wanted.name in values for wanted in fields if wanted.required) else None


def is_empty(node: Node) -> bool:
    """True where an editor wrote nothing: no text, an empty list or mapping."""
    if isinstance(node, Scalar):
        return node.is_empty
    return not (node.items if isinstance(node, Items) else node.entries)


def read_text(node: Node, name: str, reading: Reading) -> str | None:
    """Read a text as it is written, on one line: `2025` and `no` are texts too."""
    if not isinstance(node, Scalar) or node.is_empty:
        reading.tell_type("text", node, name)
        return None
    return one_line(node.text)


def read_words(node: Node, name: str, reading: Reading) -> str | None:
    """Read a text that readers see. Reports `comment-unmeant`."""
    is_lost = tell_comment(node, name, reading)
    return None if is_lost and is_empty(node) else read_text(node, name, reading)


def tell_comment(node: Node, name: str, reading: Reading, *, is_word: bool = False) -> bool:
    """Report `comment-unmeant`: a text that YAML ends at a “#” behind a space. True if it was told.

    Of what `is_word`, such as a colour, the comment has one, and what follows is a comment indeed.
    """
    if not isinstance(node, Scalar) or not is_meant(node.comment):
        return False
    node = node._replace(comment=node.comment.split()[0]) if is_word else node
    is_all = node.is_empty
    message = f"“{name}” {'is empty' if is_all else 'ends here'}: {shown(node.comment)} behind it is a comment to YAML"
    reading.tell("comment-unmeant", message, node.span, written_so(name, with_comment(node)))
    return True


def read_texts(node: Node, name: str, reading: Reading) -> tuple[str, ...] | None:
    """Read a list of texts, without repetitions."""
    if not isinstance(node, Items):
        reading.tell_type("texts", node, name)
        return None
    texts = [read_words(item, f"{name}[{n}]", reading) for n, item in enumerate(node.items, start=1)]
    return tuple(dict.fromkeys(text for text in texts if text is not None))


def read_flag(node: Node, name: str, reading: Reading) -> bool | None:
    """Read yes or no in YAML's words."""
    flag = _FLAGS.get(node.text.lower()) if isinstance(node, Scalar) else None
    if flag is None:
        said = SAID.get(node.text.strip().lower(), "") if isinstance(node, Scalar) else ""
        reading.tell_type("flag", node, name, said)
    return flag


def read_language_text(node: Node, name: str, reading: Reading) -> LanguageText | None:
    """Read one text for all languages, or one by language. Reports `language-unknown`."""
    return _read_by_language(node, name, reading, "language-text")


def read_paragraphs(node: Node, name: str, reading: Reading) -> LanguageText | None:
    r"""Read as a language text, with the paragraphs kept: "\n\n" is between them, no line end in them."""
    return _read_by_language(node, name, reading, "paragraphs")


def _read_by_language(node: Node, name: str, reading: Reading, type_name: str) -> LanguageText | None:
    if isinstance(node, Scalar):
        tell_comment(node, name, reading)
        return {"": _flow(node) if type_name == "paragraphs" else one_line(node.text)}
    if isinstance(node, Items):
        reading.tell_type(type_name, node, name)
        return None
    texts: dict[str, str] = {}
    for language, item in node.entries:
        tight = as_untied(language.text, reading.languages) if is_empty(item) else None
        if tight:
            texts.setdefault(tight.name, tight.value)
            message = f"“{name}”: a colon and a space are missing behind “{tight.name}”"
            reading.tell("field-type", message, language.span, tight.hint)
        elif language.text not in reading.languages:
            hint = suggest_language(language.text, reading.languages) or choice(language.text, reading.languages)
            meant = find_meant_language(language.text, reading.languages)
            if meant and isinstance(item, Scalar):  # so that nothing is told to lack what stands there
                texts.setdefault(meant, one_line(item.text))
            message = f"“{name}”: the site has no language {shown(language.text)}"
            reading.tell("language-unknown", message, language.span, hint)
        elif not isinstance(item, Scalar):
            reading.tell_type("text", item, f"{name}.{language.text}")
        else:
            tell_comment(item, f"{name}.{language.text}", reading)
            if item.is_empty:
                continue
            texts[language.text] = _flow(item) if type_name == "paragraphs" else one_line(item.text)
    return texts or None


def _flow(node: Scalar) -> str:
    """Paragraphs. YAML has joined lines already, and halved blank ones, except where `|` keeps them."""
    between = r"\n[ \t]*\n\s*" if node.style == "|" else r"\n\s*"
    return "\n\n".join(one_line(text) for text in re.split(between, node.text.strip()))


def written_so(name: str, example: str) -> str:
    """A hint that shows a field, or the item of a list, as it could be written."""
    last = name.rpartition(".")[2]
    return f"write - {example}" if last.endswith("]") else f"write {last}: {example}"


TYPES: dict[str, FieldType] = {
    "text": FieldType("a text", "A day at the harbour", read_words),
    "texts": FieldType("a list of texts", "[tugboats, tugs]", read_texts),
    "flag": FieldType("true or false", "true", read_flag),
    "language-text": FieldType("a text, or a text by language", "{de: Neues, en: News, zh: 新闻}", read_language_text),
    "paragraphs": FieldType(
        "a text of several paragraphs, or one by language", "{de: Neues, en: News, zh: 新闻}", read_paragraphs
    ),
}


def read_word(node: Node, name: str, reading: Reading, words: tuple[str, ...]) -> str | None:
    """Read one of some words. Reports `config-invalid`."""
    word = read_text(node, name, reading)
    if word is None or word in words:
        return word
    reading.tell("config-invalid", f"“{name}” cannot be {shown(word)}", node.span, choice(word, words))
    return None
