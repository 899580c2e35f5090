"""What Markdown for developers says is there: files, headings, names of the code, commands of make; and moving in."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from whole_sites import REPOSITORY

from microsite.commands.cli import COMMANDS, load_command
from microsite.diagnostics.problems import RULES
from microsite.i18n import formats
from microsite.model.entries import Figure

PAGES = REPOSITORY / "docs" / "content" / "pages"
DOCUMENTS = sorted((*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")))
ABOUT_CODE = [REPOSITORY / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "docs/decisions.md")]
ABOUT_CODE += [PAGES / "theming.en.md", REPOSITORY / "docs/measured.md", REPOSITORY / "SECURITY.md"]
FOLDERS = {
    "audit",
    "benchmarks",
    "docs",
    "evaluation",
    "fidelity",
    "fuzzing",
    "microsite",
    "reliability",
    "templates",
    "tests",
}
ROOMS = {path.name for path in (REPOSITORY / "microsite").iterdir()}
PAGE_LINES = {"README.md": 150, "ARCHITECTURE.md": 200}
LINE_CHARACTERS = 120
every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def without_blocks(text: str) -> str:
    """A Markdown text without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def codes(text: str) -> list[str]:
    """What stands in backticks in a Markdown text."""
    return re.findall(r"`([^`\n]+)`", without_blocks(text))


def blocks(text: str) -> list[str]:
    """The fenced blocks of a Markdown text."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


# ---- what documents name ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGE_LINES)
def test_a_page_that_everybody_reads_is_short(name: str) -> None:
    assert len(read(name).splitlines()) <= PAGE_LINES[name]


def test_the_lines_of_the_architecture_fit_on_a_screen() -> None:
    lines = [line for line in read("ARCHITECTURE.md").splitlines() if not line.startswith("|")]
    assert [line for line in lines if len(line) > LINE_CHARACTERS] == []


def test_every_make_command_that_a_document_names_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for document in (*DOCUMENTS, *PAGES.glob("*.md")):
        text = document.read_text(encoding="utf-8")
        for name in re.findall(r"^make ([a-z]+)\b", "\n".join((*codes(text), *blocks(text))), re.MULTILINE):
            assert name in targets, f"{document.name}: make {name}"


# ---- moving in --------------------------------------------------------------------------------------------------


def test_the_rules_that_a_site_lowers_when_it_moves_in_exist_and_may_be_lowered() -> None:
    text = read("docs/content/pages/moving-in.en.md")
    lowered = dict(re.findall(r"^  ([a-z-]+): (\w+)", "".join(blocks(text)), re.MULTILINE))
    assert len(lowered) > 3
    assert [name for name in lowered if RULES[name].fixed] == []
    assert set(lowered.values()) <= {"warning", "info", "ignore"}
    tables = re.findall(r"^\| (`[a-z`, -]+`) \|", text, re.MULTILINE)
    names = [name for cell in tables for name in re.findall(r"`([a-z-]+)`", cell)]
    assert [name for name in names if name not in RULES] == []
    assert [name for name in ("link-unsafe", "markup-invalid", "bidi-control") if not RULES[name].fixed] == []


def test_the_commands_of_moving_in_are_commands_with_their_options() -> None:
    lines = [line for text in blocks(read("docs/content/pages/moving-in.en.md")) for line in text.splitlines()]
    commands = [line.split()[2:] for line in lines if line.startswith("python build.py")]
    assert len(commands) > 5
    for words in commands:
        name = words[0] if words and words[0] in COMMANDS else "build"
        load_command(name).make_parser(name).parse_args(words[1:] if words[:1] == [name] else words)


def test_the_command_that_rewrites_links_of_another_generator_does_what_moving_in_says() -> None:
    [line] = re.findall(r"^perl -pi -e 's#(.*)#g' content", read("docs/content/pages/moving-in.en.md"), re.MULTILINE)
    pattern, _, written = line.partition("#")
    links = "[a](/de/cluster/) [b](../cluster/) [c](/pt-br/cluster) [d](/cluster/) [e](/a/b/) [f](c.md) [g](https://a.example/)"
    assert re.sub(pattern, written.replace("$4", r"\4"), links) == (
        "[a](cluster.md) [b](cluster.md) [c](cluster.md) [d](cluster.md) [e](/a/b/) [f](c.md) [g](https://a.example/)"
    )


def anchors(text: str) -> Iterator[str]:
    """The anchors of the headings of a Markdown text, as GitHub and GitLab make them."""
    for heading in re.findall(r"^#+ (.*)$", without_blocks(text), re.MULTILINE):
        yield re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")


def dead_links(text: str, path: Path) -> list[str]:
    """The relative links of a Markdown text at a path that lead to no file, or to none of its headings."""
    written = re.sub(r"`[^`]*`", "", without_blocks(text))
    links = [target for target in re.findall(r"\]\(([^)\s]+)\)", written) if not re.match(r"[a-z]+:", target)]
    return [target for target in links if not is_there(target, text, path)]


def is_there(target: str, text: str, path: Path) -> bool:
    """True if a link in a Markdown text at a path leads somewhere."""
    name, _, anchor = target.partition("#")
    file = path.parent / name
    if name and not (file.exists() and file.resolve().is_relative_to(REPOSITORY.resolve())):
        return False
    return not anchor or list(anchors(file.read_text(encoding="utf-8") if name else text)).count(anchor) == 1


@every_document
def test_the_links_of_a_document_lead_to_files_and_headings(path: Path) -> None:
    assert dead_links(path.read_text(encoding="utf-8"), path) == []


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("## What *is* `here`?\n\n[a](#what-is-here) [b](README.md) [c](https://a.example/#b)", []),
        ("[a](#nowhere)", ["#nowhere"]),
        ("## Twice\n\n## Twice\n\n[a](#twice)", ["#twice"]),
        ("[a](README.md#nowhere)", ["README.md#nowhere"]),
        ("[a](MISSING.md)", ["MISSING.md"]),
        ("[a](../elsewhere.md)", ["../elsewhere.md"]),
        ("`[a](MISSING.md)`\n\n```\n[a](MISSING.md)\n```\n", []),
    ],
)
def test_a_link_is_dead_if_there_is_no_such_file_or_no_single_heading(text: str, dead: Sequence[str]) -> None:
    assert dead_links(text, REPOSITORY / "ARCHITECTURE.md") == dead


def unknown_names(text: str) -> list[str]:
    """What stands in backticks and is written as a path or a name of the code, but is none."""
    return [name for name in codes(text) if not (is_known_path(name) and is_known_name(name))]


def is_known_path(written: str) -> bool:
    """False for what is written as a path of the repository, and is not there."""
    looks_so = re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", written) and (
        written.endswith(".py") or ("/" in written and written.partition("/")[0] in FOLDERS)
    )
    return not looks_so or written.endswith("output/") or (REPOSITORY / written).exists()  # which a build makes


def is_known_name(written: str) -> bool:
    """False for what is written as a module of a room, or as something in it, and does not exist."""
    looks_so = re.fullmatch(r"[a-z]\w*(\.\w+)+", written) and not written.endswith((".py", ".yaml"))
    if not looks_so or written.partition(".")[0] not in ROOMS:
        return True
    try:
        pkgutil.resolve_name(f"microsite.{written}")
    except (ImportError, AttributeError):
        return False
    return True


@pytest.mark.parametrize("path", ABOUT_CODE, ids=lambda path: path.name)
def test_what_a_document_says_of_the_code_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8").partition("<!-- begin")[0]  # what follows names what templates read
    assert unknown_names(text) == []


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("`model.kinds` `build.project.Project.build` `site.yaml` `microsite/model/kinds.py` `build.py` `a/b`", []),
        ("`model.kind`", ["model.kind"]),
        ("`model.kinds.KIND`", ["model.kinds.KIND"]),
        ("`microsite/kinds.py`", ["microsite/kinds.py"]),
        ("`test_docs.py`", ["test_docs.py"]),
        ("`tests/nothing/`", ["tests/nothing/"]),
    ],
)
def test_a_name_is_unknown_if_it_is_written_as_code_and_does_not_exist(text: str, unknown: Sequence[str]) -> None:
    assert unknown_names(text) == unknown


# ---- figures ----------------------------------------------------------------------------------------------------


def test_figures_are_written_as_the_readme_says() -> None:
    locales = [formats.formats(name) for name in ("de_DE", "en_US", "zh_Hans_CN")]

    def written(figure: Figure) -> list[str]:
        return [formats.format_figure(figure, locale, "").replace("\u00a0", " ") for locale in locales]

    text = " ".join(read("README.md").split())
    assert "{}, {}, {}".format(*written(Figure("number", "3944"))) in text
    share = written(Figure("percent", "71.8"))
    assert f"{share[0]}, {share[1]}" in text
    held = written(Figure("interval", "2025-11-15", until="2025-11-16"))
    assert f"{held[0]}, {held[2]}" in text
