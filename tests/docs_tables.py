"""The tables of the docs in their three languages: fields and types, rules with examples, what templates may read.

The English is that of the tables in the code; docs/tables/ has the other languages, the remedies and the examples.
"""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from test_sites import make_too_deep
from whole_sites import REPOSITORY, call, write_files

from microsite.commands.reference import render_reference
from microsite.diagnostics.problems import RULES
from microsite.diagnostics.terminal import render_text
from microsite.model.site import Target
from microsite.pages.jobs import Order
from microsite.render.render import render
from microsite.verify.defects import At, place_defects
from microsite.verify.differing import find_difference
from microsite.verify.outside import tell_broken, tell_moved

LANGUAGES = ("en", "de", "zh")
TABLES = REPOSITORY / "docs" / "tables"
BASE = "base"
PNG = b"\x89PNG\r\n\x1a\n"
TOO_LARGE = 2_100_000
COLUMNS = 66
"""So many characters stand in a line of code beside the contents of a page."""

_HEAD = re.compile(r"(?P<path>[^:\n]+)(?::\d+(?::\d+)?)?: \w+\[(?P<rule>[\w-]+)\]: ")
_TYPE = re.compile(r"(?P<doc>.*): (?P<example>`.*`)")

_SHOWN = str.maketrans({"\u200b": "␣", "\ufffd": "?", "\u2f08": "人"})
"""What examples are about, and what no page should have, as readers see it."""

Told = Mapping[str, str]
"""What the terminal says of the example of each rule."""


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((TABLES / name).read_text(encoding="utf-8"))


WORDS: dict[str, dict[str, dict[str, str]]] = _load("words.toml")
RULE_TABLE: dict[str, Any] = _load("rules.toml")


# ---- words ------------------------------------------------------------------------------------------------------


def say(words: str, language: str, table: str = "words") -> str:
    """What the tables of the code say, in a language of the docs."""
    if language == "en" or not words:
        return curl(words)
    said = WORDS[table].get(words, {}).get(language)
    assert said, f"docs/tables/words.toml lacks [{table}.{json.dumps(words, ensure_ascii=False)}] in {language}"
    return said


def curl(text: str) -> str:
    """English with the apostrophes of print, but in code."""
    return "".join(part if part.startswith("`") else part.replace("'", "’") for part in re.split("(`[^`]*`)", text))


def write_fields(language: str) -> str:
    """The tables of fields and types as `microsite reference` prints them, without the rules."""
    lines = render_reference().partition("### Rules\n")[0].rstrip().splitlines()
    types = lines.index("### Types")
    written = [_line(line, language, is_type=number > types) for number, line in enumerate(lines)]
    return "\n".join(written) + "\n"


def _line(line: str, language: str, *, is_type: bool) -> str:
    if language == "en":
        return curl(line)
    if line.startswith("### "):
        return f"### {_heading(line.removeprefix('### '), language)}"
    if not line.startswith("|") or line.startswith("| ---"):
        return line
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    found = _TYPE.fullmatch(cells[-1]) if is_type else None
    if found:
        colon = "：" if language == "zh" else ": "
        said = [cells[0], f"{say(found['doc'], language, 'types')}{colon}{found['example']}"]
    else:
        said = [_cell(cell, number, language) for number, cell in enumerate(cells)]
    return f"| {' | '.join(said)} |"


def _cell(cell: str, number: int, language: str) -> str:
    """A cell in a language: names stay, and so do those of types."""
    if number in (0, 2) and re.match(r"`[\w-]+`(?! )|`\w+` \(or", cell):
        return re.sub(r" \(or (`\w+`)\)", lambda also: say(" (or {})", language).format(also[1]), cell)
    return say(cell, language)


def _heading(heading: str, language: str) -> str:
    """A heading with the anchor that it has in English."""
    anchor = re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
    if heading.startswith("`"):
        return heading
    named = heading.removeprefix("In a field of type ")
    said = say("In a field of type {}", language).format(named) if named != heading else say(heading, language)
    return f"{said} {{#{anchor}}}"


def write_template_tables(rendered: str, language: str) -> str:
    """What `template_reference.render` has written, in a language: headings, heads and kinds of values."""
    lines = [_template_line(line, language) for line in rendered.splitlines()]
    return "\n".join(lines) + "\n"


def _template_line(line: str, language: str) -> str:
    if language == "en":
        return line
    if line.startswith("## "):
        return f"## {_heading(line.removeprefix('## '), language)}"
    if not line.startswith("| ") or line.startswith("| ---"):
        return line
    cells = re.split(r"(?<!\\) \| ", line.removeprefix("| ").removesuffix("|"))
    if cells[0] == "name":
        return f"| {' | '.join(say(cell.strip(), language) for cell in cells)} |"
    name, kind, *rest = cells
    return f"| {' | '.join((name, say(kind, language), *(cell.rstrip() for cell in rest)))} |"


# ---- rules ------------------------------------------------------------------------------------------------------


def write_rules(told: Told, language: str) -> str:
    """The chapters of the page of checks: a rule under its own name, what it means, what to do, what is told of it."""
    blocks = []
    for topic, title in RULE_TABLE["topics"].items():
        anchor = "" if language == "en" else f" {{#{_slug(RULE_TABLE['topics'][topic]['en'])}}}"
        blocks.append(f"## {title[language]}{anchor}")
        comma = "、" if language == "zh" else ", "
        blocks.append(comma.join(f"[`{name}`](#{name})" for name in rules_of(topic)))
        for name in rules_of(topic):
            blocks += [f"### `{name}`", _explain(name, language), f"```\n{fold(told[name])}```"]
    return "\n\n".join(blocks) + "\n"


def fold(report: str) -> str:
    """A report with its messages and hints folded, as a terminal does it; what it shows of a file stays on its line."""
    folded = (
        _fold(line) if line[:1] != " " or line.startswith("    hint: ") else [line] for line in report.splitlines()
    )
    return "".join(f"{line}\n" for parts in folded for line in parts)


def _fold(line: str) -> list[str]:
    indent = "    " if line.startswith(" ") else "  "
    return textwrap.wrap(line, COLUMNS, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False)


def rules_of(topic: str) -> list[str]:
    """The rules of a chapter, in the order of the table."""
    return [name for name, row in RULE_TABLE["rules"].items() if row["topic"] == topic]


def _slug(text: str) -> str:
    return re.sub(r"[^\w -]", "", text).lower().replace(" ", "-")


def _explain(name: str, language: str) -> str:
    rule, row = RULES[name], RULE_TABLE["rules"][name]
    how = ", always" if rule.fixed else ", or error if certain" if row.get("sharper") else ""
    weight = say(rule.severity.word + how, language)
    meaning = curl(rule.doc) if language == "en" else row["meaning"][language]
    stop, colon = ("。", "：") if language == "zh" else (".", ":")
    space = "" if language == "zh" else " "
    first = f"**{weight[0].upper()}{weight[1:]}{stop}**{space}{meaning}"
    return f"{first}\n\n**{say('What to do', language)}{colon}**{space}{row['remedy'][language]}"


def collect_told(folder: Path) -> Told:
    """Build the examples of all rules below a folder, and return what is told of each; "" if nothing is."""
    rows = RULE_TABLE["rules"]
    together = [(name, row) for name, row in rows.items() if not row.get("alone")]
    root = folder / "together"
    _write(root, {"files": RULE_TABLE[BASE]})
    for _, row in together:
        _write(root, row)
    report = call("-v", folder=root).err + call("check", "-v", folder=root).err
    told = {name: _find(report, name, (*row.get("files", ()), *row.get("pictures", ()))) for name, row in together}
    for name, row in rows.items():
        if row.get("alone"):
            told[name] = _find(_run_alone(folder / name, name, row), name, ())
    return told


def _run_alone(root: Path, name: str, row: Mapping[str, Any]) -> str:
    if name in OF_OTHERS:
        return OF_OTHERS[name]()
    _write(root, {"files": {**RULE_TABLE[BASE], **row.get("first", {})}})
    if "first" in row:
        call(folder=root)
        for path in row["first"]:
            (root / path).unlink()
        for emptied in [path for path in (root / "content").iterdir() if path.is_dir() and not any(path.iterdir())]:
            emptied.rmdir()
    _write(root, row)
    if name == "file-unreadable":
        make_too_deep(root)
    done = call(*row.get("run", "").split(), "-v", folder=root)
    return re.sub("(/d{250})+", "/d…", done.err)


def _write(root: Path, row: Mapping[str, Any]) -> None:
    encoding = row.get("encoding", "utf-8")
    files = {path: text.removeprefix("\n").encode(encoding) for path, text in row.get("files", {}).items()}
    if row.get("grow"):
        files = {path: data + data.splitlines(keepends=True)[-1] * (TOO_LARGE // 20) for path, data in files.items()}
    write_files(root, files | dict.fromkeys(row.get("pictures", ()), PNG))


def _fail() -> str:
    """What is told of a file that cannot be made, which no content brings about."""
    order = Order(Target("glossary.csv", "/glossary.csv"), "", None, None, {}, write=write_table, origin="")
    return render_text(render(order, ()).diagnostics, lambda _path: "")


def _tell_of_another_site(name: str) -> str:
    """What is told of a link to another site, which no test asks."""
    url = "https://ships.example/list"
    there = At("site/index.html", 0, url)
    told = {
        "external-broken": tell_broken(url, "answers with 404", [there]),
        "external-moved": tell_moved(url, "https://ships.example/fleet/", [there]),
    }
    page = f'<a href="{url}">The ships</a>\n'
    return render_text(list(place_defects([told[name]], lambda _path: page)), lambda _path: page)


def _tell_of_another_build() -> str:
    """What is told of a page on which a template shows chance: another number each time."""
    page, other = (f"<p>Quote of the day: {number}</p>\n".encode() for number in (17, 4))
    found = find_difference("en/index.html", page, other)
    return render_text(
        list(place_defects([found] if found else [], lambda _: page.decode(), "output/")), lambda _: page.decode()
    )


def write_table() -> bytes:
    """Fail, as only a fault of the program does."""
    raise ValueError("no such column")


OF_OTHERS: Mapping[str, Callable[[], str]] = {
    "output-failed": _fail,
    "build-differs": _tell_of_another_build,
    **{name: partial(_tell_of_another_site, name) for name in ("external-broken", "external-moved")},
}
"""What tells of a rule that no files bring about."""


def _find(report: str, rule: str, paths: Collection[str]) -> str:
    """The first finding of a rule in a report of the terminal, of these files if there are any."""
    for found in re.split(r"^(?=\S)", report, flags=re.MULTILINE):
        head = _HEAD.match(found) or re.match(r"(?P<path>)\w+\[(?P<rule>[\w-]+)\]: ", found)
        if head and head["rule"] == rule and (not paths or head["path"] in paths):
            return found.translate(_SHOWN)
    return ""
