"""The sites in examples/: right in every language, each with a look of its own, made of content alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from built_pages import website_of
from whole_sites import REPOSITORY, Built, build, call, read_files, read_shared, write_files

from microsite.content.parse import parse_config
from microsite.model.source import Source

EXAMPLES = sorted(path for path in (REPOSITORY / "examples").iterdir() if path.is_dir())
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)


def files_of(example: Path) -> dict[str, bytes]:
    return {f"content/{path}": data for path, data in read_files(example / "content").items()}


def made(example: Path) -> Built:
    words = {f"locales/{path}": data for path, data in read_files(REPOSITORY / "locales").items()}
    return build(files_of(example) | read_shared("templates") | words)


@every_example
def test_an_example_is_built_and_checked_without_a_warning(example: Path, tmp_path: Path) -> None:
    root = write_files(tmp_path, files_of(example))
    for words in (("--strict",), ("check", "--strict")):
        done = call(*words, folder=root)
        assert (done.status, done.err) == (0, done.err), done.err
    assert "held-back" not in call("-v", folder=root).err


@every_example
def test_an_example_has_all_that_it_names_and_no_gap_to_fill(example: Path) -> None:
    built = made(example)
    found = {one.rule for one in built.diagnostics}
    assert found <= {"language-unchecked", "term-unused", "translation-missing"}
    pages = website_of(built).pages
    assert built.config
    for locale in built.config.languages:
        home = pages[f"{locale.key}/index.html"]
        images = [image.attributes["src"].removeprefix("/") for image in home.all("img")]
        assert len(images) >= 2
        assert set(images) <= set(built.files)
        assert len(home.all("nav", class_="menu")) == 1


def test_each_example_has_a_look_of_its_own() -> None:
    themes = []
    for example in EXAMPLES:
        config, problems = parse_config(Source("content/site.yaml", "", files_of(example)["content/site.yaml"]))
        assert problems == ()
        assert config
        themes.append(config.theme)
    assert len(themes) == 3
    for kind in ("headings", "corners"):
        assert len({getattr(theme, kind) for theme in themes}) == 3
    assert len({theme.colors["accent"] for theme in themes}) == 3
    assert len({theme.artwork or theme.picture for theme in themes}) == 3


def test_a_note_of_one_language_stands_there_alone() -> None:
    [fair] = [example for example in EXAMPLES if example.name == "fair"]
    built = made(fair)
    notes = {key: built.text(f"{key}/index.html").partition('<ul class="notes">')[2] for key in ("zh", "de", "ar")}
    assert {key: "沪ICP备" in found for key, found in notes.items()} == {"zh": True, "de": False, "ar": False}


def test_every_example_is_told_of() -> None:
    text = (REPOSITORY / "examples/README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((\w+)/content/site\.yaml\)", text) == ["symposium", "fair", "workshop"]
    assert {example.name for example in EXAMPLES} == {"symposium", "fair", "workshop"}
