"""What lies under `content/`: which files are wanted, which are remembered, and what the site is linked from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from microsite.content.material import Material
from microsite.content.reading import begin_reading, find_content, finish_reading
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.crew import ALONE
from microsite.engine.memory import HeldBodies, Memory
from microsite.model.config import Config
from microsite.model.entries import Locale
from microsite.model.source import Source

CONFIG = Config(
    {"": "Talente"},
    "https://talent.example/",
    (Locale("de", "de", "de_DE", "Deutsch"), Locale("en", "en", "en_US", "English")),
    "de",
)
FILES = {
    "content/site.yaml": "title: Talente",
    "content/press/2025-11-16-a.de.md": "---\ntitle: A\n---\nA\n",
    "content/press/2025-11-16-a.en.md": "---\ntitle: A\n---\nA\n",
    "content/press/2025-11-16-a.yaml": "figures:\n  n: 3\n",
    "content/press/2025-11-16-a/x.pdf": "",
    "content/press/2025-11-17-b.en.md": "---\ntitle: B\ndraft: true\n---\n[[B]]\n",
    "content/press/2025-11-17-b.yaml": "place: '[[Ort]]'\n",
    "templates/base.html": "",
}
A, B = ("press", "2025-11-16-a"), ("press", "2025-11-17-b")


def sources(changes: Mapping[str, str] = MappingProxyType({})) -> list[Source]:
    files = FILES | dict(changes)
    return [Source(path, hashlib.sha256(text.encode()).hexdigest(), text.encode()) for path, text in files.items()]


def read(
    found: list[Source], memory: Memory, *, wanted: str = "", drafts: bool = False
) -> tuple[Material, list[Diagnostic]]:
    content = find_content(CONFIG, found, frozenset(wanted.split()))
    return finish_reading(content, begin_reading(content, ALONE, memory), memory, drafts=drafts)


def test_what_lies_under_content_is_told_apart_by_its_path() -> None:
    content = find_content(CONFIG, sources(), frozenset())
    assert list(content.unread) == [path for path in FILES if path.endswith(".md")]
    assert list(content.group_files) == [A, B]
    assert list(content.files) == ["content/press/2025-11-16-a/x.pdf"]
    assert (content.unwanted, content.problems) == ([], ())


def test_a_file_in_no_language_of_the_site_is_told() -> None:
    content = find_content(CONFIG, sources({"content/press/c.fr.md": "x"}), frozenset())
    assert [problem.span.path for problem in content.problems if problem.span] == ["content/press/c.fr.md"]


def test_a_draft_is_hidden_with_its_group_file_and_what_is_wrong_with_their_texts() -> None:
    material, problems = read(sources(), Memory(HeldBodies()))
    assert [text.path for text in material.texts] == [
        "content/press/2025-11-16-a.de.md",
        "content/press/2025-11-16-a.en.md",
    ]
    assert dict(material.hidden) == {B: "draft"}
    assert set(material.data_by_group) == set(material.digest_by_group) == {A}
    assert [text.path for text in material.unshown] == ["content/press/2025-11-17-b.en.md"]
    assert [(problem.rule, problem.message) for problem in problems] == [("held-back", "not public: a draft (en)")]


def test_with_drafts_they_are_as_all_others() -> None:
    material, problems = read(sources(), Memory(HeldBodies()), drafts=True)
    assert len(material.texts) == 3
    assert material.hidden == {}
    assert set(material.data_by_group) == {A, B}
    assert sorted(problem.rule for problem in problems) == ["held-back", "placeholder", "placeholder"]


def test_a_group_in_languages_that_are_not_wanted_is_hidden_and_not_looked_into() -> None:
    found = sources({"content/press/2025-11-18-c.en.md": "no front matter"})
    material, problems = read(found, Memory(HeldBodies()), wanted="de")
    assert [text.path for text in material.texts] == ["content/press/2025-11-16-a.de.md"]
    assert dict(material.hidden) == {B: "language", ("press", "2025-11-18-c"): "language"}
    assert problems == []


def test_a_wrong_date_is_told_once_and_its_path_noted() -> None:
    path = "content/press/2025-11-16-a.de.md"
    material, problems = read(sources({path: "---\ntitle: A\ndate: 2025-13-01\n---\n"}), Memory(HeldBodies()))
    assert [problem.rule for problem in problems] == ["date-invalid", "held-back"]
    assert set(material.misdated) == {path}


def test_what_is_remembered_gives_the_same_as_what_is_read_problems_and_all() -> None:
    wrong = sources(
        {
            "content/press/2025-11-16-a.de.md": "---\ntitle: A\nnonsense: 1\n---\n## A\n\n#### B\n",
            "content/press/2025-11-16-a.yaml": "place: '[[Ort]]'\nnonsense: 1\n",
        }
    )
    memory = Memory(HeldBodies())
    first = read(wrong, memory)
    assert len(first[1]) == 5
    assert read(wrong, memory.next()) == first
    assert read(wrong, Memory(memory.bodies, memory.records)) == first


def test_only_what_moved_is_read() -> None:
    memory = Memory(HeldBodies())
    read(sources(), memory)
    content = find_content(CONFIG, sources({"content/press/2025-11-16-a.en.md": "---\ntitle: Z\n---\n"}), frozenset())
    known, unknown = begin_reading(content, ALONE, memory.next())
    assert "content/press/2025-11-16-a.en.md" not in known
    assert len(known) == 2
    assert len(list(unknown)) == 1


def test_a_text_whose_body_was_lost_is_read_again() -> None:
    memory = Memory(HeldBodies())
    read(sources(), memory)
    known, _ = begin_reading(find_content(CONFIG, sources(), frozenset()), ALONE, Memory(HeldBodies(), memory.records))
    assert known == {}


@pytest.mark.parametrize("wanted", ["de", "en"])
def test_a_build_of_some_languages_forgets_nothing_of_the_others(wanted: str) -> None:
    memory = Memory(HeldBodies())
    read(sources(), memory)
    some = memory.next()
    read(sources(), some, wanted=wanted)
    assert some.records == memory.records
