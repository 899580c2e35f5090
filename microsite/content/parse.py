"""Sources → typed entries, group data and configuration, with every problem that one run can find."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from microsite.content.fields import terms
from microsite.content.fields.front import TYPES
from microsite.content.fields.table import Elsewhere, Reading, read_fields
from microsite.content.yaml.complaints import colon_hint, quoted
from microsite.content.yaml.nodes import Fields, Items, Node, Scalar, shown
from microsite.content.yaml.tree import compose
from microsite.diagnostics.problems import Diagnostic, Span, problem
from microsite.markup.places import PLACEHOLDER
from microsite.model.characters import check_characters
from microsite.model.config import Config
from microsite.model.decode import decode, decode_to_read
from microsite.model.entries import Entry, GroupData, Prose, TermFacts
from microsite.model.kinds import Field, Kind
from microsite.model.layout import CONFIG
from microsite.model.source import Source
from microsite.model.theme import FOLDER
from microsite.values.named import NamedTuple

FRONT_MATTER_BOUND = 64_000

_FRONT_MATTER_END = re.compile(r"\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)")
_FENCE = re.compile(r"^---[^\S\n]*$", re.MULTILINE)
_COMMENT = re.compile(r"\s*<!--.*?-->\s*", re.DOTALL)
_DAYS = ("date", "moment")
_ATTRIBUTES = {"term": "title", "short": "summary"}
_PLACED = {name: name for name in ("term", "forms", "inflections", "not_in", "forbidden", "see_also")} | {
    "title": "term"
}
_EXAMPLE = """title: Harbour Days
base_url: https://harbour.example/
languages:
  en: {name: English}"""


class _FrontMatter(NamedTuple):
    """The YAML between the fences, and the prose below. `is_there` is false of a bare text."""

    text: str
    prose: Prose
    is_there: bool = True


def parse_entry(
    source: Source, kind: Kind, key: str, locale: str, languages: frozenset[str]
) -> tuple[tuple[Entry, Prose] | None, tuple[Diagnostic, ...]]:
    """Parse a Markdown file with its front matter; None if it has no title or cannot be read.

    `locale` is the key of the entry's language, `languages` are those of the site. A field that is wrong keeps its
    default, and the entry is still returned: others are checked against it in the same run. Reports `file-encoding`,
    `file-too-large`, `yaml-invalid`, `field-missing`, `field-type`, `field-unknown`, `date-invalid`, `slug-invalid`,
    `alias-invalid` and `language-unknown`. Never raises.
    """
    text, found = decode_to_read(source)
    if text is None:
        return None, found
    front, misfit = _split(text, source.path)
    if front is None:
        return None, (*found, *misfit)
    title = next(wanted for wanted in kind.front_matter if wanted.required)
    opening = Span(source.path, 1, 1, len(text.partition("\n")[0]))
    if not front.is_there:
        return None, (*found, _bare(text, title, opening))
    node, told = compose(front.text, source.path, first_line=2)
    reading = Reading(TYPES, languages, "", [*found, *told, *check_characters(text, source.path)])
    table = _table(node, opening, reading)
    if table is None:
        return None, tuple(reading.found)
    others = Elsewhere(kind.group_file, f"move it to {key}.yaml, which holds for all languages")
    examples = {title.name: lambda: _make_title(front.prose.text) or quoted(key)}
    values = read_fields(table, kind.front_matter, reading, opening=opening, elsewhere=others, examples=examples)
    values = {_ATTRIBUTES.get(name, name): value for name, value in values.items()}
    if "title" not in values:
        return None, tuple(reading.found)
    if "place" in values:
        values["place"] = values["place"].get(locale) or values["place"].get("", "")
    summary = next(wanted for wanted in kind.front_matter if _ATTRIBUTES.get(wanted.name, wanted.name) == "summary")
    values["summary_line"] = _line_of(summary, table)
    if kind.is_linked:
        values["term"] = _take_facts(values, table)
    values["days"] = _find_days(kind.front_matter, table)
    names = {title.name: values["title"], summary.name: values.get("summary", "")}
    values["unwritten"] = tuple(_find_unwritten(names, front.prose.text))
    values |= {"path": source.path, "digest": source.digest, "title_line": _line_of(title, table)}
    return (Entry(kind=kind.name, key=key, locale=locale, **values), front.prose), tuple(reading.found)


def find_table(source: Source, *, is_text: bool) -> Fields | None:
    """The fields of a file as they are written, of a text those of its front matter; None if it cannot be read."""
    text, _ = decode_to_read(source)
    if text is None:
        return None
    front = _split(text, source.path)[0] if is_text else _FrontMatter(text, Prose(source.path, "", 1))
    node, _ = compose(front.text, source.path, 2 if is_text else 1) if front and front.is_there else (None, ())
    return node if isinstance(node, Fields) else None


def find_prose(source: Source) -> Prose | None:
    """What stands below the front matter of a file that was parsed before; None if it cannot be read any more."""
    text, _ = decode_to_read(source)
    front = _split(text, source.path)[0] if text is not None else None
    return front.prose if front else None


def _find_unwritten(texts: Mapping[str, str], body: str) -> Iterator[str]:
    """What of an entry waits to be written: short texts with a gap, and a body that is nothing but one."""
    yield from (name for name, text in texts.items() if "[[" in text and PLACEHOLDER.search(text))
    if "[[" in body and body.lstrip().startswith("[[") and PLACEHOLDER.fullmatch(body.strip()):
        yield "text"


def _take_facts(values: dict[str, Any], table: Fields) -> TermFacts:
    """What only a term has, out of the values of its fields."""
    own = {name: values.pop(name) for name in TermFacts._fields if name in values}
    places = (
        place
        for name, node in table.entries
        if name.text in _PLACED
        for place in terms.find_places(_PLACED[name.text], node)
    )
    return TermFacts(**own, places=tuple(places))


def parse_group(
    source: Source, kind: Kind, key: str, languages: frozenset[str]
) -> tuple[GroupData | None, tuple[Diagnostic, ...]]:
    """Parse a group file, empty or not; None if it cannot be read. Fields that are wrong keep their defaults.

    Reports what `parse_entry` does, and `figure-invalid` and `file-unsafe`. Never raises.
    """
    text, found = decode_to_read(source)
    if text is None:
        return None, found
    node, told = compose(text, source.path)
    told = (*found, *told, *check_characters(text, source.path))
    reading = Reading(TYPES, languages, f"content/{kind.folder}/{key}", list(told))
    table = _table(node, Span(source.path), reading)
    if table is None:
        return None, tuple(reading.found)
    others = Elsewhere(kind.front_matter, f"move it to the front matter of {key}.<language>.md")
    values = read_fields(table, kind.group_file, reading, elsewhere=others)
    return GroupData(source.path, **values, days=_find_days(kind.group_file, table)), tuple(reading.found)


def parse_config(source: Source | None) -> tuple[Config | None, tuple[Diagnostic, ...]]:
    """Parse content/site.yaml; None if title, base URL or a language is missing or wrong.

    Reports `config-invalid` and what `parse_group` does. Never raises.
    """
    from microsite.content.fields.config import CONFIG_FIELDS  # few builds read another one than the last
    from microsite.content.settings import check_languages, find_places, with_names

    if source is None:
        hint = f"write one:\n{_EXAMPLE}"
        return None, (problem("config-invalid", f"there is no {CONFIG}", Span(CONFIG), hint=hint),)
    text, found = decode(source)
    if text is None:
        return None, found
    node, found = compose(text, source.path)
    told = [*found, *check_characters(text, source.path)]
    reading = Reading(TYPES, _language_keys(node), FOLDER, told)
    table = _table(node, Span(source.path), reading)
    if table is None:
        return None, tuple(reading.found)
    values = read_fields(table, CONFIG_FIELDS, reading)
    if not reading.languages:  # that they cannot be read is told
        reading.found[:] = [one for one in reading.found if one.rule != "language-unknown"]
    if not all(wanted.name in values for wanted in CONFIG_FIELDS if wanted.required):
        return None, tuple(reading.found)
    values.setdefault("source_language", values["languages"][0].key)
    config = Config(**values, places=find_places(table))
    return with_names(config), (*reading.found, *check_languages(config, table))


def _split(text: str, path: str) -> tuple[_FrontMatter | None, tuple[Diagnostic, ...]]:
    first = text.partition("\n")[0]
    if first.rstrip() != "---":
        return _FrontMatter("", Prose(path, text, 1), is_there=False), ()
    end = _FRONT_MATTER_END.search(text, len(first))
    front = text[len(first) + 1 : end.start() + 1] if end else ""
    lines = front.count("\n")
    size = len(front) - lines
    if end and size <= FRONT_MATTER_BOUND:
        return _FrontMatter(front, Prose(path, text[end.end() :], lines + 3)), ()
    opening = Span(path, 1, 1, len(first.rstrip()))
    if end:
        message = f"the front matter has {size:,} characters; at most {FRONT_MATTER_BOUND:,} are read"
        return None, (problem("yaml-invalid", message, opening, hint="close it with a line “---” above the text"),)
    hint = "put a line “---” between the fields and the text"
    return None, (problem("yaml-invalid", "the front matter that begins here has no end", opening, hint=hint),)


def _bare(text: str, title: Field, opening: Span) -> Diagnostic:
    """What to tell of a text without front matter: the title that it lacks, made of its first words."""
    first = _find_first_line(text)
    if remedy := _find_remedy(text, (title.name, *title.also)):
        message = "the file does not begin with front matter: something stands before it"
        return problem("field-missing", message, opening, hint=remedy)
    if re.match(r"[a-z_]+\s*:", first):
        message = "the file does not begin with front matter, though its first lines look like it"
        hint = "begin the file with a line that is only ---, and write another one below the fields"
        return problem("field-missing", message, opening, hint=hint)
    if first == "+++":
        message = "front matter is YAML here, and this is TOML"
        hint = "write --- instead of +++, and name: value instead of name = value"
        return problem("field-missing", message, opening, hint=hint)
    value = _make_title(text) or quoted("…")
    message = f"“{title.name}” is missing: the file does not begin with front matter"
    span = opening if text else Span(opening.path)
    return problem("field-missing", message, span, hint=f"begin the file with\n---\n{title.name}: {value}\n---")


def _find_remedy(text: str, names: tuple[str, ...]) -> str:
    """The hint for what stands before front matter, which has a field of those names below text; "" without any."""
    for number, (fence, end) in enumerate(itertools.pairwise(_FENCE.finditer(text))):
        before, front = text[: fence.start()], text[fence.end() : end.start()]
        if not number and not before.strip():
            return "delete the empty lines before the line ---"
        if not number and _COMMENT.fullmatch(before):
            return "delete the comment before the line ---"
        if any(line.partition(":")[0].rstrip() in names for line in front.split("\n")):
            what = shown(before.strip()) if "\n" not in before.strip() else "the lines before the line ---"
            return f"put {what} below the front matter, so that the file begins with the line ---"
    return ""


def _find_first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip("-–—. \t") and line[:4] != "<!--"), "")


def _make_title(text: str) -> str:
    """The first words of a text as YAML; "" if it has none."""
    words = re.sub(r"^#+\s*|\s*#+$", "", _find_first_line(text))[:80].strip()
    return words if not words or re.fullmatch(r"[^\W_][\w ,…-]*", words) else quoted(words)


def _table(node: Node | None, place: Span, reading: Reading) -> Fields | None:
    """The fields of a file; none if it is empty, None if it is something else."""
    if isinstance(node, Fields):
        return node
    if node is None and reading.found:
        return None
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        return Fields((), place)
    what = "a list" if isinstance(node, Items) else f"the text {shown(node.text)}"
    hint = colon_hint(node.written) or "write a field on each line: “name: value”"
    reading.tell("yaml-invalid", f"fields are missing: here is {what}", node.span, hint)
    return None


def _find_days(wanted: tuple[Field, ...], table: Fields) -> tuple[tuple[str, int, int, int], ...]:
    """Where the dates and moments of a file stand: (field, line, column, length)."""
    known = {spelling: one.name for one in wanted if one.type in _DAYS for spelling in (one.name, *one.also)}
    return tuple([(known[name.text], *node.span[1:]) for name, node in table.entries if name.text in known])


def _line_of(field: Field, table: Fields) -> int:
    """The line on which a field's value begins; 1 if it is absent."""
    return next((node.span.line for name, node in table.entries if name.text in (field.name, *field.also)), 1)


def _language_keys(node: Node | None) -> frozenset[str]:
    """The keys under `languages`, good or bad: what a language text may be written for."""
    entries = node.entries if isinstance(node, Fields) else ()
    tables = (value for name, value in entries if name.text == "languages" and isinstance(value, Fields))
    return frozenset(key.text for table in tables for key, _ in table.entries)
