"""What the documentation says is what the code does: reference, options, commands, examples, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from whole_sites import REPOSITORY, Files, build, read_shared

from microsite.commands.cli import COMMANDS
from microsite.commands.reference import render_reference
from microsite.content.parse import CONFIG_FIELDS, FIELD_TYPES
from microsite.diagnostics.problems import RULES
from microsite.i18n import formats
from microsite.model.entries import Figure
from microsite.model.kinds import KINDS

README = REPOSITORY / "README.md"
BEGIN, END = "<!-- reference -->\n", "<!-- /reference -->"
DOCUMENTS = sorted(REPOSITORY.glob("*.md"))


def readme() -> str:
    return README.read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """The fenced blocks of a Markdown text."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def block(beginning: str) -> str:
    """The block of the README that begins so."""
    [found] = [text for text in blocks(readme()) if text.startswith(beginning)]
    return found


def test_the_readme_holds_the_reference_that_the_code_prints(request: pytest.FixtureRequest) -> None:
    text = readme()
    assert text.count(BEGIN) == text.count(END) == 1
    before, rest = text.split(BEGIN)
    reference, after = rest.split(END)
    expected = f"\n{render_reference()}\n"
    if request.config.getoption("--update-golden") and reference != expected:
        README.write_text(f"{before}{BEGIN}{expected}{END}{after}", encoding="utf-8")
        reference = expected
    assert reference == expected, "run pytest with --update-golden: the README's reference is not what the code prints"


def test_the_reference_tells_every_rule_field_and_type() -> None:
    reference = render_reference()
    for name, rule in RULES.items():
        always = ", always" if rule.fixed else ""
        assert f"| `{name}` | {rule.severity.word}{always} | {rule.doc} |" in reference
    for fields in (CONFIG_FIELDS, *(kind.front_matter for kind in KINDS.values())):
        for field in fields:
            assert f"| `{field.name}`" in reference, field.name
            assert field.type in FIELD_TYPES, field.type
    for type_name in FIELD_TYPES:
        assert f"| {type_name} |" in reference, type_name


def test_the_tables_of_the_reference_are_whole() -> None:
    for line in render_reference().splitlines():
        if line.startswith("|"):
            assert line.endswith("|")
    for table in re.findall(r"(?:^\|.*\n)+", render_reference(), re.MULTILINE):
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(counts) == 1, table


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_is_in_the_readme(command: str) -> None:
    make_parser, _ = COMMANDS[command]
    options = re.findall(r"^  (-.*?)(?:  |$)", make_parser(command).format_help(), re.MULTILINE)
    assert options
    for written in options:
        names = re.findall(r"--?[a-z][a-z-]*", written)
        if not {"--help", "--version"} & set(names):
            assert any(f"`{name}" in readme() for name in names), f"the README does not tell of {written}"


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"build"}))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"build\.py\s{command}\b", readme()), f"the README does not tell of “build.py {command}”"


def test_every_make_command_that_a_document_names_is_in_the_makefile() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for document in DOCUMENTS:
        for name in re.findall(r"(?:`|^)make ([a-z]+)\b", document.read_text(encoding="utf-8"), re.MULTILINE):
            assert name in targets, f"{document.name}: make {name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_links_of_a_document_lead_to_files(document: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text)):
        if "://" not in target and not target.startswith(("#", "mailto:")):
            assert (document.parent / target.split("#")[0]).exists(), target


# ---- the examples of the README ---------------------------------------------------------------------------------

KEY = "content/press/2026-03-01-programme"
SITE_YAML = """title: Talent
base_url: https://talent.example/
languages:
  en: {name: English}
  de: {name: Deutsch}
  zh: {tag: zh-Hans, locale: zh_Hans_CN, name: 简体中文}
"""


def example() -> Files:
    """A site with the release and the group file that the README shows."""
    return read_shared("templates", "locales") | {
        "content/site.yaml": SITE_YAML.encode(),
        f"{KEY}.en.md": block('---\ntitle: "The programme').encode(),
        f"{KEY}.yaml": block("date: 2026-03-01").encode(),
        f"{KEY}/hall.jpg": b"\xff\xd8\xff\xe0a picture",
        "content/glossary/innovation-hub.en.md": b"---\nterm: innovation hub\n---\nA place.\n",
    }


def test_the_release_that_the_guide_shows_is_built() -> None:
    site = build(example())
    assert site.rules() == []
    page = site.text("en/press/2026-03-01-programme/index.html")
    assert "The programme: 48 sessions" in page
    assert 'alt="The hall before the opening"' in page


def test_figures_are_written_as_the_readme_says() -> None:
    locales = [formats.formats(name) for name in ("de_DE", "en_US", "zh_Hans_CN")]

    def written(figure: Figure, style: str = "") -> list[str]:
        return [formats.format_figure(figure, locale, style).replace("\u00a0", " ") for locale in locales]

    text = " ".join(readme().split())
    visitors = Figure("number", "1200000")
    assert "prints {}, {} and {};".format(*written(visitors)) in text
    assert "{}, {} and {}.".format(*written(visitors, "compact")) in text
    assert "{}, {}, {}".format(*written(Figure("number", "3944"))) in text
    share = written(Figure("percent", "71.8"))
    assert f"{share[0]}, {share[1]}" in text
    held = written(Figure("interval", "2025-11-15", until="2025-11-16"))
    assert f"{held[0]}, {held[2]}" in text


def test_the_problem_that_the_guide_shows_is_told_like_that() -> None:
    shown = block("content/press/2026-03-01-programme.de.md:")
    place, message = shown.splitlines()[0].split(": error[link-broken]: ")
    line, column = (int(number) for number in place.rsplit(":", 2)[1:])
    before = "".join(f"{text}\n" for text in ("---", "title: Das Programm", "---", ""))
    link = "Ihr Thema ist das [Innovationszentrum](../glossary/inovation-hub.md)."
    text = before + "x" * (column - 1 - link.index("../")) + link + "\n"
    site = build(example() | {f"{KEY}.de.md": text.encode()})
    [found] = [d for d in site.diagnostics if d.rule == "link-broken"]
    assert found.span
    assert (found.span.path, found.span.line, found.span.column) == (f"{KEY}.de.md", line, column)
    assert found.message == message
    assert f"hint: {found.hint}" in shown
