"""The docs as a site: its tables are those of the code, its examples and commands happen, its own checks pass."""

from __future__ import annotations

import functools
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from docs_tables import (
    LANGUAGES,
    RULE_TABLE,
    WORDS,
    collect_told,
    write_fields,
    write_rules,
    write_template_tables,
)
from picture_files import JPEG
from template_reference import collect, render
from whole_sites import REPOSITORY, call, read_files, write_files

from microsite.commands.cli import COMMANDS, load_command
from microsite.commands.reference import render_reference
from microsite.content.fields.config import CONFIG_FIELDS
from microsite.content.fields.known import FIELD_TYPES
from microsite.diagnostics.problems import RULES
from microsite.model.kinds import KINDS
from microsite.model.media import DOWNLOADS
from microsite.render.environment import filters_of

PAGES = REPOSITORY / "docs" / "content" / "pages"
NAMES = sorted({path.name.partition(".")[0] for path in PAGES.glob("*.en.md")})
every_language = pytest.mark.parametrize("language", LANGUAGES)
every_page = pytest.mark.parametrize("name", NAMES)
Hold = Callable[[str, str, str], None]


def page(name: str, language: str = "en") -> str:
    return (PAGES / f"{name}.{language}.md").read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """The fenced blocks of a Markdown text."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@functools.cache
def templates() -> str:
    """What templates may read, in English."""
    return render(collect())


@pytest.fixture
def hold(request: pytest.FixtureRequest) -> Hold:
    """Return a check of what a page has between two marks; with --update-golden, it writes that."""
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, mark: str, expected: str) -> None:
        path = PAGES / name
        begin, end = f"<!-- begin: {mark} -->\n", f"<!-- end: {mark} -->"
        text = path.read_text(encoding="utf-8")
        assert text.count(begin) == text.count(end) == 1
        before, rest = text.split(begin)
        found, after = rest.split(end)
        if update and found != f"\n{expected}\n":
            path.write_text(f"{before}{begin}\n{expected}\n{end}{after}", encoding="utf-8")
            found = f"\n{expected}\n"
        assert "\ntranslated_from:" not in before, f"{name} is printed in all languages: it records no source"
        assert found == f"\n{expected}\n", f"run pytest with --update-golden: {name} is not what the code says"

    return check


# ---- rules ------------------------------------------------------------------------------------------------------


def test_the_pages_of_checks_have_what_is_told_of_an_example_of_each_rule(tmp_path: Path, hold: Hold) -> None:
    told = collect_told(tmp_path)
    for name, row in RULE_TABLE["rules"].items():  # some are likely, and certain in the example
        word = "error" if row.get("sharper") else RULES[name].severity.word
        assert f"{word}[{name}]: " in told[name]
    for language in LANGUAGES:
        hold(f"checks.{language}.md", "rules", write_rules(told, language))


def test_every_rule_has_a_chapter_a_meaning_and_a_remedy_in_each_language() -> None:
    assert sorted(RULE_TABLE["rules"]) == sorted(RULES)
    for name, row in RULE_TABLE["rules"].items():
        assert row["topic"] in RULE_TABLE["topics"], name
        assert [language for language in LANGUAGES[1:] if not row["meaning"].get(language)] == [], name
        assert [language for language in LANGUAGES if not row["remedy"].get(language)] == [], name


# ---- tables -----------------------------------------------------------------------------------------------------


@every_language
def test_the_reference_has_the_tables_of_the_code(language: str, hold: Hold) -> None:
    hold(f"reference.{language}.md", "fields and types", write_fields(language))


@every_language
def test_the_page_of_templates_says_what_they_really_get(language: str, hold: Hold) -> None:
    hold(f"templates.{language}.md", "what templates may read", write_template_tables(templates(), language))


def test_the_tables_of_words_have_what_the_code_says_and_nothing_else() -> None:
    told = dict.fromkeys(RULES, "")
    printed = "".join(
        write_fields(language) + write_rules(told, language) + write_template_tables(templates(), language)
        for language in LANGUAGES
    )
    for table in WORDS.values():
        for words, said in table.items():
            for language in LANGUAGES[1:]:
                assert said[language].partition("{")[0].casefold() in printed.casefold(), words


def test_the_printed_reference_tells_every_rule_field_and_type() -> None:
    reference = render_reference()
    for name, rule in RULES.items():
        always = ", always" if rule.fixed else ""
        assert f"| `{name}` | {rule.severity.word}{always} | {rule.doc} |" in reference
    for fields in (CONFIG_FIELDS, *(kind.front_matter for kind in KINDS.values())):
        for field in fields:
            assert f"| `{field.name}`" in reference, field.name
            assert field.type in FIELD_TYPES, field.type
    for type_name in FIELD_TYPES:
        assert f"| `{type_name}` |" in reference, type_name


@every_language
def test_tables_are_whole(language: str) -> None:
    for name in NAMES:
        for table in re.findall(r"(?:^\|.*\n)+", page(name, language), re.MULTILINE):
            counts = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
            assert len(counts) == 1, table


@every_language
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_is_in_the_reference(command: str, language: str) -> None:
    reference = page("reference", language)
    assert command == "build" or re.search(rf"build\.py\s{command}\b", reference), f"it lacks “build.py {command}”"
    text = load_command(command).make_parser(command).format_help()
    options = re.findall(r"^  (-.*?)(?:  |$)", text, re.MULTILINE)
    assert options
    for written in options:
        names = re.findall(r"--?[a-z][a-z-]*", written)
        if not {"--help", "--version"} & set(names):
            assert any(f"`{name}" in reference for name in names), f"the reference lacks {written}"


@every_language
def test_the_downloads_of_the_reference_are_those_that_are_published(language: str) -> None:
    lists = re.findall(r"^- [^`\n]*?[:：] ?([a-z0-9]+(?:, [a-z0-9]+)+)$", page("reference", language), re.MULTILINE)
    assert set(re.findall(r"\w+", " ".join(lists))) == DOWNLOADS


@every_language
def test_the_page_of_theming_tells_every_filter_of_ours_with_an_example_that_holds(language: str) -> None:
    row = r"^\| `(\w+)` \| .* \| `\{\{ (.*) \\\| \w+ \}\}`[^`]*`(.*)` \|$"
    told = re.findall(row, page("theming", language), re.MULTILINE)
    filters = filters_of("de_DE")
    assert [name for name, _, _ in told] == [name for name in filters if name != "striptags"]  # which Jinja has, too
    assert [filters[name](json.loads(given)) for name, given, _ in told] == [written for _, _, written in told]


# ---- languages --------------------------------------------------------------------------------------------------


@every_page
def test_what_is_typed_and_told_is_the_same_in_all_languages(name: str) -> None:
    english, *others = (blocks(page(name, language)) for language in LANGUAGES)
    for other in others:
        assert other == english


@every_page
@every_language
def test_a_link_names_a_file_that_is_there_in_its_language(name: str, language: str) -> None:
    text = re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", page(name, language), flags=re.MULTILINE | re.DOTALL))
    for target in re.findall(r"\]\(([^)\s#]+)", text):
        if not re.match("https?:", target):
            assert target.endswith(f".{language}.md")
            assert (PAGES / target).is_file(), target


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs in a folder of their own."""
    files = {f"content/{path}": data for path, data in read_files(PAGES.parent).items()}
    return write_files(tmp_path_factory.mktemp("docs"), files)


def test_the_docs_pass_their_own_checks_and_are_built_without_a_warning(docs: Path) -> None:
    checked = call("check", "--strict", "--quiet", folder=docs)
    assert (checked.status, checked.err) == (0, "")
    built = call("--strict", "--quiet", folder=docs)
    assert (built.status, built.err) == (0, "")
    for language in LANGUAGES:
        shown = {path.name for path in (docs / "output" / language).iterdir()} - {"glossary"}
        assert shown >= {*NAMES} - {"home"}
        assert len(list((docs / "output" / language / "glossary").iterdir())) > 10


# ---- what is typed ----------------------------------------------------------------------------------------------

KEY = "content/press/2026-03-01-programme"
SITE = {
    "content/site.yaml": """title: Talent
base_url: https://talent.example/
languages:
  en: {name: English}
  de: {name: Deutsch}
  fr: {name: Français}
  zh: {tag: zh-Hans, locale: zh_Hans_CN, name: 简体中文}
""",
    f"{KEY}.de.md": """---
title: "Das Programm: {{ sessions }} Veranstaltungen"
summary: Worauf sich Besucher freuen dürfen.
---
Die Konferenz findet {{ held }} statt. Ihr Thema ist das [Innovationszentrum](../glossary/innovation-hub.md).

## Wer spricht {#speakers}

Mehr als {{ visitors | compact }} Menschen …
""",
    f"{KEY}.zh.md": """---
title: 日程：{{ sessions }}场活动
summary: 观众可以期待什么。
---
大会于{{ held }}举行，主题是[创新中心](../glossary/innovation-hub.md)。

## 谁来演讲 {#speakers}

超过{{ visitors | compact }}人……
""",
    "content/glossary/innovation-hub.en.md": "---\nterm: innovation hub\nshort: A place to work.\n---\nA place.\n",
    "content/pages/programme.en.md": "---\ntitle: Programme\n---\nAll days.\n",
    "glossary.csv": "key,term.en,short.en\ninnovation-hub,innovation hub,A shared place to work.\n",
    "known.json": "",
}
"""The site of the quick start, beside what it shows itself, and what a reader has by the time of each command."""

TYPED = ("python", "microsite", "make", "pip", "cd", "perl", "  --")
"""How each line of a block begins that is there to be typed."""

WAITING = {
    "serve": "test_serve.py and others",
    "init": "it asks, see test_init.py",
    "--executor": "test_cluster.py",
    "--external": "test_verify_web.py",
    "https://talent.example/": "test_listed.py",
}
"""Commands that wait for somebody, or for machines: here only their words are read."""


def typed() -> list[str]:
    """The commands of all blocks that are there to be typed, in their order, each once."""
    texts = [page(name) for name in ("start", *NAMES)] + [(REPOSITORY / "README.md").read_text(encoding="utf-8")]
    lines = []
    for text in (block for page_ in texts for block in blocks(page_)):
        if all(line.startswith(TYPED) for line in text.splitlines()):
            lines += [re.split("  +# ", line)[0] for line in text.replace("\\\n", "").splitlines()]
    return list(dict.fromkeys(lines))


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the quick start, with the text and the group file that the page shows."""
    english, group, *_ = [text for text in blocks(page("start")) if text.startswith(('---\ntitle: "The', "date:"))]
    files = SITE | {f"{KEY}.en.md": english, f"{KEY}.yaml": group}
    data = {path: text.encode() for path, text in files.items() if text} | {f"{KEY}/hall.jpg": JPEG}
    return write_files(tmp_path_factory.mktemp("started"), data)


def test_every_command_that_is_to_be_typed_does_what_it_should(started: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    commands = typed()
    assert len(commands) > 30
    for line in commands:
        words = shlex.split(line)
        if words[0] == "make":
            assert words[1] in targets, line
        elif words[0] in ("python", "microsite"):
            type_(words[2 if words[0] == "python" else 1 :], started)
        else:
            assert line.startswith(("python3 -m venv ", "pip install ", "cd battery", "perl -pi -e")), line


def type_(words: list[str], folder: Path) -> None:
    """Run a command, which must succeed; of one that waits for somebody, read the words."""
    if WAITING.keys() & set(words) and "--name" not in words:
        name = words[0] if words[0] in COMMANDS else "build"
        load_command(name).make_parser(name).parse_args(words[1:] if name != "build" else words)
        return
    done = call(*words, folder=folder)
    if "link-broken" in words or "--strict" in words:  # the site has drafts, and texts in one language, by then
        assert done.status in (0, 1), (words, done.err)
    else:
        assert done.status == 0, (words, done.err)


@every_language
def test_commands_in_a_sentence_and_their_options_exist(language: str) -> None:
    for name in NAMES:
        for written in re.findall(r"`(?:python build\.py|microsite) ([a-z-][^`]*)`", page(name, language)):
            words = written.split()
            command = words[0] if words[0] in COMMANDS else "build"
            options = [word for word in words if word.startswith("-")]
            known = load_command(command).make_parser(command).format_help()
            assert command != "build" or options, written
            for option in options:
                assert re.search(rf"(?<![\w-]){option}(?![\w-])", known), f"{name}: {written}"


def test_the_release_that_the_quick_start_shows_is_built(started: Path) -> None:
    assert call("--quiet", folder=started).status == 0
    shown = (started / "output/en/press/2026-03-01-programme/index.html").read_text(encoding="utf-8")
    assert "The programme: 48 sessions" in shown
    assert 'alt="The hall before the opening"' in shown


def test_the_problem_that_the_quick_start_shows_is_told_like_that(started: Path, tmp_path: Path) -> None:
    [shown] = [text for text in blocks(page("start")) if text.startswith(f"{KEY}.de.md:")]
    files = {path: data for path, data in read_files(started).items() if path.startswith("content/")}
    files[f"{KEY}.de.md"] = SITE[f"{KEY}.de.md"].replace("innovation-hub", "inovation-hub").encode()
    assert call("--rule", "link-broken", folder=write_files(tmp_path, files)).err.startswith(shown)


# ---- figures ----------------------------------------------------------------------------------------------------


@every_language
def test_figures_are_written_as_their_page_says(language: str, tmp_path: Path) -> None:
    [figures] = [text for text in blocks(page("figures", language)) if "sessions" in text]
    row = r"^\| `(\{\{ .* \}\})` \| `(.*)` \| `(.*)` \| `(.*)` \|$"
    rows = re.findall(row, page("figures", language), re.MULTILINE)
    assert len(rows) > 5
    body = "\n\n".join(row[0].replace("\\|", "|") for row in rows)
    files = {"content/site.yaml": SITE["content/site.yaml"], "content/pages/home.yaml": figures}
    files |= {f"content/pages/home.{key}.md": f"---\ntitle: Home\n---\n{body}\n" for key in ("de", "en", "zh")}
    write_files(tmp_path, {path: text.encode() for path, text in files.items()})
    assert call("--quiet", folder=tmp_path).status == 0
    for number, key in enumerate(("de", "en", "zh"), start=1):
        html = (tmp_path / "output" / key / "index.html").read_text(encoding="utf-8")
        paragraphs = re.findall(r"<p>(.*?)</p>", html.partition('class="prose"')[2])[: len(rows)]
        shown = [re.sub("<[^>]*>", "", text).replace("&nbsp;", " ").replace("\xa0", " ") for text in paragraphs]
        assert shown == [row[number] for row in rows]
