"""What a form of the editor in the browser (`content.cms`) would lose or misread, and what to write instead.

A form knows one shape of each field, and reads YAML as most programs do (`yaml.core`). Whoever saves one writes the
whole file anew. So what has another shape here is told before anybody opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from microsite.content.fields.known import FIELDS_BY_TYPE, LISTED
from microsite.content.parse import find_table
from microsite.content.texts import Manuscript
from microsite.content.yaml.complaints import quoted
from microsite.content.yaml.core import is_flag, is_number, is_rewritten
from microsite.content.yaml.lines import write_item
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, one_line, shown
from microsite.content.yaml.tree import compose
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.engine.memory import Memory
from microsite.engine.packing import pack, unpack
from microsite.model.config import Config
from microsite.model.decode import decode_to_read
from microsite.model.digests import digest_of
from microsite.model.kinds import KINDS, Field, Kind
from microsite.model.site import GroupKey
from microsite.model.source import Source
from microsite.values.named import NamedTuple

LEFT_ALONE = frozenset({"digests", "changes", "figures", "charts", "ignored-rules"})
"""The types of fields that no form shows: commands write the first two, the others have names of their own."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_TRUE = frozenset({"true", "yes", "on"})


def is_shown(field: Field, *, is_text: bool) -> bool:
    """True of a field that forms show.

    A form writes `false` where nobody said anything, and in a group file that says something (`released`).
    """
    return field.type not in LEFT_ALONE and (is_text or field.type != "flag")


class Misfit(NamedTuple):
    """A value that a form would not keep: where, what happens, what to do, and what to write there, "" if unknown."""

    span: Span
    message: str
    hint: str
    written: str = ""


class Form(NamedTuple):
    """A form: the languages of the site in their order, and that of the text, "" for what all languages share."""

    languages: Sequence[str]
    locale: str = ""


def find_forms(
    config: Config, texts: Iterable[Manuscript], group_files: Mapping[GroupKey, Source]
) -> Iterator[tuple[Source, Kind, Form]]:
    """The files that forms are for."""
    languages = [locale.key for locale in config.languages]
    yield from ((one.source, KINDS[one.kind], Form(languages, one.locale)) for one in texts)
    yield from ((source, KINDS[kind], Form(languages)) for (kind, _), source in group_files.items())


def review_forms(
    config: Config, texts: Iterable[Manuscript], group_files: Mapping[GroupKey, Source], memory: Memory
) -> Iterator[Diagnostic]:
    """`form-unfit`: what forms would not keep of any file, remembered by its digest. Nothing of one that is unread."""
    for source, kind, form in find_forms(config, texts, group_files):
        name, digest = f"form {source.path}", digest_of(source.digest, *form)
        found: tuple[Diagnostic, ...] | None = memory.recall(name, digest, unpack)
        if found is None:
            misfits = _read(source, kind, form)
            found = tuple(problem("form-unfit", one.message, one.span, hint=one.hint) for one in misfits)
            memory.keep(name, digest, found, pack(found))
        yield from found


def _read(source: Source, kind: Kind, form: Form) -> list[Misfit]:
    table = find_table(source, is_text=bool(form.locale))
    fields = kind.front_matter if form.locale else kind.group_file
    return list(find_misfits(table, fields, form)) if table else []


def mend_form(source: Source, kind: Kind, form: Form) -> bytes | None:
    """The file with what forms keep, where that can be written in the same place; None if nothing can.

    No other character changes, and what was there reads the same for this program.
    """
    misfits = [one for one in _read(source, kind, form) if one.written]
    text, _ = decode_to_read(source)
    if not misfits or text is None:
        return None
    data = source.data.decode("utf-8")
    mark = "\ufeff" if data.startswith("\ufeff") else ""
    lines = _LINE.findall(data.removeprefix(mark))
    for span, _, _, written in sorted(misfits, reverse=True):
        line, start = lines[span.line - 1], span.column - 1
        lines[span.line - 1] = line[:start] + written + line[start + span.length :]
    mended = (mark + "".join(lines)).encode()
    left = _read(Source(source.path, "", mended), kind, form)
    return mended if not any(one.written for one in left) else None


def find_misfits(table: Fields, fields: Sequence[Field], form: Form, within: str = "") -> Iterator[Misfit]:
    """What a form would not keep of a mapping with these fields."""
    known = {spelling: field for field in fields for spelling in (field.name, *field.also)}
    for key, node in table.entries:
        field, name = known.get(key.text), within + key.text
        if field is None or not is_shown(field, is_text=bool(form.locale)):
            yield from _find_rewritten(node, name)
            continue
        if key.text != field.name:
            message = f"forms know “{within}{field.name}”, and not its other name “{name}”"
            yield Misfit(key.span, message, f"write {field.name}", field.name)
        yield from _find_in_field(node, name, field.type, form)


def _find_in_field(node: Node, name: str, type_name: str, form: Form) -> Iterator[Misfit]:
    """What a form would not keep of a field of this type."""
    if type_name == "language-text":
        yield from _find_in_language_text(node, name, form)
    elif type_name in FIELDS_BY_TYPE:
        items = node.items if type_name in LISTED and isinstance(node, Items) else (node,)
        for item in items:
            if isinstance(item, Fields):
                yield from find_misfits(item, FIELDS_BY_TYPE[type_name], form, f"{name}.")
            elif isinstance(item, Scalar) and not item.is_empty:  # a wording without a reason
                first = FIELDS_BY_TYPE[type_name][0].name
                written = write_item({first: one_line(item.text)})
                message = f"forms show “{name}” as {first} and more, and not the bare text {shown(item.text)}"
                yield Misfit(item.span, message, f"write {written}", _if_alone(item, written))
    elif type_name == "flag":
        yield from _find_flag(node, name)
    else:
        for item in node.items if isinstance(node, Items) else (node,):
            yield from _find_number(item, name)


def _find_in_language_text(node: Node, name: str, form: Form) -> Iterator[Misfit]:
    """In a text it is that of its language, in a group file one for each language."""
    last = name.rpartition(".")[2]
    if form.locale and isinstance(node, Fields):
        text = next((value for key, value in node.entries if key.text == form.locale), None)
        own = write_item(one_line(text.text), "x: {}") if isinstance(text, Scalar) else ""
        hint = f"write {last}: {own}" if own else f"take “{last}” out"
        yield Misfit(node.span, f"the form of a text would lose “{name}” in several languages", hint)
    elif isinstance(node, Fields):
        for key, value in node.entries:
            yield from _find_number(value, f"{name}.{key.text}")
    elif isinstance(node, Scalar) and form.locale:
        yield from _find_number(node, name)
    elif isinstance(node, Scalar) and not node.is_empty:
        written = write_item(dict.fromkeys(form.languages, one_line(node.text)))
        message = f"the form would lose “{name}”, since it has a field for each language: {shown(node.text)}"
        yield Misfit(node.span, message, f"write {last}: {written}", _if_alone(node, written))


def _find_flag(node: Node, name: str) -> Iterator[Misfit]:
    if isinstance(node, Scalar) and not node.is_empty and (node.style or not is_flag(node.text)):
        written = "true" if node.text.lower() in _TRUE else "false"
        message = f"forms take {shown(node.text)} in “{name}” for no, whatever it says"
        yield Misfit(node.span, message, f"write {name.rpartition('.')[2]}: {written}", _if_alone(node, written))


def _find_number(node: Node, name: str) -> Iterator[Misfit]:
    """A text that forms take for something else."""
    if isinstance(node, Scalar) and not node.style and (is_number(node.text) or is_flag(node.text)):
        written = quoted(node.text)
        message = f"forms take “{name}” for a number or a yes or no, and not for the text {shown(node.text)}"
        yield Misfit(node.span, message, f"write {written}", _if_alone(node, written))


def _find_rewritten(node: Node, name: str) -> Iterator[Misfit]:
    """Numbers in what forms do not show, and write again all the same."""
    if isinstance(node, Scalar):
        if not node.style and is_rewritten(node.text):
            message = f"whoever saves a form changes {shown(node.text)} in “{name}”, which it takes for a number"
            yield Misfit(node.span, message, f"write {quoted(node.text)}", _if_alone(node, quoted(node.text)))
        return
    inner = [(name, item) for item in node.items] if isinstance(node, Items) else []
    inner += [(f"{name}.{key.text}", value) for key, value in node.entries] if isinstance(node, Fields) else []
    for inner_name, value in inner:
        yield from _find_rewritten(value, inner_name)


def _if_alone(node: Scalar, written: str) -> str:
    """What to write in the place of a text; "" if that goes over several lines."""
    alone, _ = compose(f"x: {node.written}\n", "")
    values = [value for _, value in alone.entries] if isinstance(alone, Fields) else []
    return written if [value.text for value in values if isinstance(value, Scalar)] == [node.text] else ""
