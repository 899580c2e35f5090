"""Schemas for editors: what they accept, what they refuse, and that a new site is wired to them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from field_values import values_of
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from laws import up_to
from whole_sites import REPOSITORY, SITES, call, read_files, read_site, write_files

from microsite.content.fields.config import CONFIG_FIELDS
from microsite.content.fields.known import TYPES
from microsite.content.parse import parse_config, parse_entry, parse_group
from microsite.content.schemas import FRONT_MATTER, make_schemas, make_type
from microsite.diagnostics.problems import Diagnostic
from microsite.model.kinds import KIND_BY_FOLDER, Field
from microsite.model.source import Source

SCHEMAS = {name: Draft7Validator(schema) for name, schema in make_schemas().items()}
BASIS = (
    "title: x\nbase_url: https://x.example/\nlanguages: {de: {name: Deutsch}, en: {name: English}, zh: {name: 中文}}\n"
)
LANGUAGES = frozenset({"de", "en", "zh"})


class Editor(yaml.SafeLoader):
    """YAML as language servers read it (1.2, core schema): days are texts, and so are yes and no."""


Editor.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in rows if tag.endswith((":null", ":int", ":float"))]
    for letter, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
Editor.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))


def refusals(name: str, text: str) -> list[str]:
    """What an editor tells of a text."""
    return [error.message for error in SCHEMAS[name].iter_errors(yaml.load(text, Editor))]  # noqa: S506


def tables() -> Iterator[tuple[str, Field]]:
    """Every field of every file, by the name of its schema."""
    yield from (("site", field) for field in CONFIG_FIELDS)
    for folder, kind in KIND_BY_FOLDER.items():
        yield from ((folder, field) for field in kind.group_file)
        yield from ((folder + FRONT_MATTER, field) for field in kind.front_matter)


def written(name: str, field: Field, value: str) -> str:
    """A file with a field, and with what else is required."""
    others = BASIS if name == "site" else "term: x\n" if name.startswith("glossary.") else ""
    others = "title: x\n" if not others and name.endswith(FRONT_MATTER) else others
    kept = "".join(line for line in others.splitlines(keepends=True) if line.partition(":")[0] != field.name)
    return f"{kept}{field.name}: {value}\n"


def told(name: str, text: str) -> tuple[Diagnostic, ...]:
    """What the generator itself tells of it."""
    if name == "site":
        return parse_config(Source("content/site.yaml", "", text.encode()))[1]
    folder, _, ending = name.partition(".")
    kind = KIND_BY_FOLDER[folder]
    if ending:
        source = Source(f"content/{folder}/x.de.md", "", f"---\n{text}---\n".encode())
        return parse_entry(source, kind, "x", "de", LANGUAGES)[1]
    return parse_group(Source(f"content/{folder}/x.yaml", "", text.encode()), kind, "x", LANGUAGES)[1]


# ---- what is accepted ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_by_its_draft(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name].schema)


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_type_has_a_schema(name: str) -> None:
    inner = {
        "chart",
        "correction",
        "gate-of-kind",
        "language-settings",
        "picture",
        "wording",
        "menu-entry",
        "footer-note",
    }
    if name not in inner:
        Draft7Validator.check_schema(make_type(name))


@pytest.mark.parametrize("site", ["conference", "trilingual", "minimal", "edited", "right-to-left"])
def test_the_files_of_whole_sites_are_accepted(site: str) -> None:
    found = read_files(SITES / site / "content").items()
    files = {f"content/{path}": data.decode() for path, data in found if path.endswith((".md", ".yaml"))}
    assert refusals("site", files.pop("content/site.yaml")) == []
    for path, text in files.items():
        folder = path.split("/")[1]
        if path.endswith(".md"):
            assert refusals(folder + FRONT_MATTER, text.split("---\n")[1]) == [], path
        elif path.endswith(".yaml"):
            assert refusals(folder, text) == [], path


@pytest.mark.parametrize(("name", "field"), [*tables()])
def test_what_may_be_written_in_a_field_is_accepted(name: str, field: Field) -> None:
    for value in values_of(field):
        assert refusals(name, written(name, field, value)) == [], value
    if not field.required:
        assert refusals(name, written(name, field, "")) == []


# ---- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("site", "title: x\nbase_url: https://x.example/\n"),
        ("site", f"{BASIS}titel: y\n"),
        ("site", f"{BASIS}base_url: x.example\n"),
        ("site", f"{BASIS}page_size: 0\n"),
        ("site", f"{BASIS}missing: {{press: never}}\n"),
        ("site", f"{BASIS}rules: {{link-broke: error}}\n"),
        ("site", f"{BASIS}rules: {{link-broken: fatal}}\n"),
        ("site", f"{BASIS}rules: {{yaml-invalid: ignore}}\n"),
        ("site", f"{BASIS}event: {{name: x, start: 2025-11-15}}\n"),
        ("site", f"{BASIS}event: {{name: x, start: 15.11.2025, place: y}}\n"),
        ("site", f"{BASIS}key_figures: {{from: 2025-opening, show: [a]}}\n"),
        ("site", f"{BASIS}gate: {{pres: {{fresh: true}}}}\n"),
        ("site", f"{BASIS}gate: {{press: {{fresh: maybe}}}}\n"),
        ("site", f"{BASIS}languages: {{DE: {{name: Deutsch}}}}\n"),
        ("site", f"{BASIS}languages: {{de: {{nam: Deutsch}}}}\n"),
        ("site", f"{BASIS}languages: {{ar: {{name: العربية, direction: right}}}}\n"),
        ("press", "- date\n"),
        ("press", "figures: [3944]\n"),
        ("press", "figures: {Guests: 3944}\n"),
        ("press", "figures: {guests: {valu: 3944}}\n"),
        ("press", "figures: {guests: many}\n"),
        ("press", "pictures: {file: hall.jpg}\n"),
        ("press", "pictures: [{alt: x}]\n"),
        ("press", "released: perhaps\n"),
        ("press", "title: x\n"),
        ("press.md", "title: [x]\n"),
        ("press.md", "summary: x\n"),
        ("press.md", "title: x\naliases: /de/old/\n"),
        ("press.md", "title: x\naliases: [de/old/]\n"),
        ("press.md", "title: x\ncheck_ignore: [fact-mismatch]\n"),
        ("glossary.md", "term: x\ntitle: y\n"),
        ("glossary.md", "short: x\n"),
        ("glossary.md", "term: x\nstatus: done\n"),
        ("glossary.md", "term: x\nforbidden: [{reason: y}]\n"),
    ],
)
def test_a_mistake_that_types_and_names_tell_is_refused(name: str, text: str) -> None:
    lines = [line for line in text.splitlines() if line]
    last = {line.partition(":")[0]: line for line in lines}  # of two of one name, the second is the case
    assert refusals(name, "\n".join(last.values()))
    assert told(name, "\n".join(last.values()) + "\n")


SHAPES = (
    "x",
    "12",
    "true",
    "[]",
    "[x]",
    "[[x]]",
    "[12, x]",
    "{}",
    "{x: y}",
    "{de: x}",
    "{de: [x]}",
    "[{x: y}]",
    "{press: x}",
)


@pytest.mark.parametrize(("name", "field"), [*tables()])
def test_what_has_the_wrong_type_is_refused_wherever_it_stands(name: str, field: Field) -> None:
    for value in SHAPES:
        text = written(name, field, value)
        if not refusals(name, text):
            assert [one.message for one in told(name, text) if one.rule == "field-type"] == [], value


SCALARS = ("x", "12", "true", "2025-11-16", "https://x.example/", "ole@x.example", "+49 30 123456", "exact", "de", "''")
KEYS = (
    "de",
    "en",
    "press",
    "name",
    "file",
    "alt",
    "value",
    "from",
    "show",
    "start",
    "place",
    "email",
    "fresh",
    "reason",
)
TREES = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3).map(
            lambda pairs: f"{{{', '.join(f'{key}: {value}' for key, value in pairs.items())}}}"
        )
    ),
    max_leaves=5,
)
PLACES = st.sampled_from([(name, field) for name, field in tables() if not name.endswith(FRONT_MATTER)])
BY_CONTENT = {"email", "phone", "url"}
"""The types whose texts are of a form that no schema tells in full."""


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, str]:
    """A file with a field that says anything, or something valid of which a part is another."""
    name, field = draw(PLACES)
    value = draw(st.sampled_from(values_of(field)))
    parts = [*re.finditer(r"[^\s\[\]{},:]+(?!:)|\{[^{}]*\}|\[[^\[\]]*\]", value)]
    part = draw(st.sampled_from(parts)) if parts else None
    other = draw(TREES | st.sampled_from(sorted({text for _, one in tables() for text in values_of(one)})))
    text = written(name, field, f"{value[: part.start()]}{other}{value[part.end() :]}" if part else other)
    try:
        yaml.load(text, Editor)  # noqa: S506
    except yaml.YAMLError:
        reject()
    return name, text


@settings(max_examples=up_to(1000))
@given(cases())
def test_a_file_that_is_accepted_has_no_field_of_a_wrong_type(case: tuple[str, str]) -> None:
    name, text = case
    if not refusals(name, text):
        wrong = [one.message for one in told(name, text) if one.rule == "field-type"]
        assert [message for message in wrong if not any(TYPES[one].doc in message for one in BY_CONTENT)] == []


# ---- the command --------------------------------------------------------------------------------------------------


@pytest.fixture
def conference(tmp_path: Path) -> Path:
    return write_files(tmp_path / "site", read_site("conference"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_can_be_printed(name: str, conference: Path) -> None:
    done = call("schema", name, folder=conference)
    assert (done.status, json.loads(done.out)) == (0, make_schemas()[name])


def test_the_schemas_are_written_into_the_site_and_once(conference: Path) -> None:
    paths = [f".vscode/schemas/{name}.json" for name in ("site", "press", "glossary", "pages")]
    assert call("schema", "--dry-run", folder=conference).out == "".join(f"would write {path}\n" for path in paths)
    assert not (conference / ".vscode").exists()
    assert call("schema", folder=conference).out == "".join(f"wrote {path}\n" for path in paths)
    assert json.loads((conference / paths[1]).read_text(encoding="utf-8")) == make_schemas()["press"]
    assert call("schema", folder=conference).out == "nothing to write\n"


def test_a_schema_that_there_is_none_of_is_told(conference: Path) -> None:
    done = call("schema", "pres", folder=conference)
    assert (done.status, done.err) == (2, "error: there is no schema “pres”\nhint: did you mean “press”?\n")


# ---- what reads them ----------------------------------------------------------------------------------------------


@pytest.fixture
def battery(tmp_path: Path) -> Path:
    words = (
        "--name",
        "Leipzig Battery Symposium",
        "--languages",
        "de,fr",
        "--start",
        "2027-03-09",
        "--end",
        "2027-03-11",
    )
    assert call("init", "battery", *words, folder=tmp_path).status == 0
    return tmp_path / "battery"


def test_a_new_site_is_wired_to_schemas_that_accept_it(battery: Path) -> None:
    rows = json.loads((battery / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    files = [path for path in read_files(battery) if path.startswith("content/") and path.endswith(".yaml")]
    assert [*rows.values()] == ["content/site.yaml", *(f"content/{folder}/*.yaml" for folder in KIND_BY_FOLDER)]
    for path in files:
        [schema] = [battery / row for row, pattern in rows.items() if fnmatch(path, pattern)]
        text = (battery / path).read_text(encoding="utf-8")
        named = re.match("# yaml-language-server: \\$schema=(.+)\n", text)
        assert named
        assert (battery / path).parent.joinpath(named[1]).resolve() == schema.resolve()
        assert [*Draft7Validator(json.loads(schema.read_bytes())).iter_errors(yaml.load(text, Editor))] == []  # noqa: S506


def matched(lines: Sequence[str], battery: Path) -> list[tuple[str, ...]]:
    """What the problem matchers of the tasks read: file, line, column, severity, rule, message."""
    tasks = json.loads((battery / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    found = []
    for line in lines:
        for matcher in tasks[0]["problemMatcher"]:
            pattern: dict[str, Any] = matcher["pattern"]
            match = re.match(pattern["regexp"], line)
            if match:
                names = ("file", "line", "column", "severity", "code", "message")
                found.append(tuple(match[pattern[name]] or "" if name in pattern else "" for name in names))
                break
    return found


def test_the_tasks_read_every_finding_with_its_place(battery: Path) -> None:
    page = battery / "content/pages/about.de.md"
    page.write_text("---\ntitle: x\nslugg: y\n---\nSee [a](b.md).\n", encoding="utf-8")
    (battery / "content/pages/new.xx.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    tasks = json.loads((battery / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    words = tasks[0]["command"].removeprefix("python build.py ").split()
    findings = json.loads(call(*words, "--format", "json", folder=battery).out)["diagnostics"]
    expected = sorted(
        (one["span"]["path"], one["severity"], one["rule"])
        for one in findings
        if one["severity"] in ("error", "warning")
    )
    read = matched(call(*words, folder=battery).err.splitlines(), battery)
    assert sorted((one[0], one[3], one[4]) for one in read) == expected
    assert ("content/pages/about.de.md", "3", "1", "warning", "field-unknown", "“slugg” is not a field") in read
    assert all((battery / one[0]).is_file() for one in read)


def test_the_hook_runs_and_refuses_what_check_refuses(battery: Path) -> None:
    [hook] = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook.keys() >= {"id", "name", "entry", "language"}
    program, *words = shlex.split(hook["entry"])
    scripts = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8").split("[project.scripts]\n")[1]
    assert scripts.startswith(f"{program} = ")
    assert call(*words, folder=battery).status == 0
    assert re.search(hook["files"], "content/pages/about.de.md")
    (battery / "content/pages/about.de.md").write_text("---\ntitle: x\n---\n[a](b.md)\n", encoding="utf-8")
    assert call(*words, folder=battery).status == 1
