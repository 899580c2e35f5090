"""What templates and catalogs say: digests, words and problems, read once and remembered."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from microsite.diagnostics.problems import Diagnostic, Span
from microsite.engine.crew import ALONE
from microsite.engine.memory import HeldBodies, Memory
from microsite.model.config import Config
from microsite.model.entries import Locale
from microsite.model.source import Source
from microsite.model.words import Message
from microsite.pages.frames import Design
from microsite.render.design import begin_design, check_templates, read_design, read_templates

CONFIG = Config(
    {"": "Talente"},
    "https://talent.example/",
    (Locale("de", "de", "de_DE", "Deutsch"), Locale("en", "en", "en_US", "English")),
    "de",
)
GERMAN = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
FILES = {
    "templates/base.html": "{% block body %}{% endblock %}{% include 'foot.html' %}",
    "templates/foot.html": "{{ _('Imprint') }}",
    "templates/page.html": "{% extends 'base.html' %}",
    "templates/term.html": "{{ _('Term') }}",
    "templates/assets/style.css": "{{ nothing",
    "locales/de/LC_MESSAGES/messages.po": GERMAN + 'msgid "Term"\nmsgstr "Begriff"\n',
}


def sources(changes: Mapping[str, str] = MappingProxyType({})) -> list[Source]:
    return [
        Source(path, hashlib.sha256(text.encode()).hexdigest(), text.encode())
        for path, text in (FILES | dict(changes)).items()
        if text
    ]


def design(
    changes: Mapping[str, str] = MappingProxyType({}), memory: Memory | None = None
) -> tuple[Design, tuple[Diagnostic, ...]]:
    memory, found = memory or Memory(HeldBodies()), sources(changes)
    return read_design(CONFIG, found, {}, "an engine", memory, begin_design(found, ALONE, memory))


def checked(changes: Mapping[str, str] = MappingProxyType({})) -> tuple[tuple[Message, ...], tuple[Diagnostic, ...]]:
    memory, found = Memory(HeldBodies()), sources(changes)
    return check_templates(found, memory, begin_design(found, ALONE, memory))[1:]


def moved(before: tuple[Design, object], after: tuple[Design, object]) -> set[str]:
    old, new = before[0].digest_by_template, after[0].digest_by_template
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def test_templates_are_named_below_their_folder_and_assets_are_none() -> None:
    templates = read_templates(sources(), Memory(HeldBodies()))
    assert [name for name, _ in templates] == ["base.html", "foot.html", "page.html", "term.html"]


def test_the_digest_of_a_template_is_that_of_all_that_it_is_made_of() -> None:
    before = design()
    assert moved(before, design({"templates/foot.html": "new"})) == {"base.html", "foot.html", "page.html"}
    assert moved(before, design({"templates/term.html": "new"})) == {"term.html"}
    assert moved(before, design({"templates/assets/style.css": "new"})) == set()


def test_the_words_are_those_of_the_templates_and_of_the_kinds() -> None:
    messages, problems = checked()
    assert {message.id for message in messages} >= {"Imprint", "Term", "Glossary"}
    assert problems == ()


def test_templates_with_an_error_have_no_words_which_nobody_then_misses() -> None:
    _, problems = design({"templates/term.html": "{% if %}"})
    assert "template-error" in {problem.rule for problem in problems}
    assert "catalog-missing" not in {problem.rule for problem in problems}


def test_a_word_that_a_catalog_does_not_have_is_told() -> None:
    missing = {problem.message for problem in design()[1] if problem.rule == "catalog-missing"}
    assert any("Imprint" in message for message in missing)
    assert not any("“Term”" in message for message in missing)


def test_what_is_remembered_is_what_was_read_problems_and_all() -> None:
    memory = Memory(HeldBodies())
    first = design(memory=memory)
    assert first[1]
    assert design(memory=memory.next()) == first
    assert design(memory=Memory(memory.bodies, memory.records)) == first


def test_new_words_and_new_translations_are_seen_by_what_remembers_the_old() -> None:
    memory = Memory(HeldBodies())
    design(memory=memory)
    path = "locales/de/LC_MESSAGES/messages.po"
    for changes in (
        {"templates/term.html": "{{ _('Term') }} {{ _('Forms') }}"},
        {path: FILES[path].replace("Begriff", "Wort")},
        {path: ""},
    ):
        assert design(changes, Memory(memory.bodies, memory.records)) == design(changes)


# ---- what is too deep -------------------------------------------------------------------------------------------

DEEP = 3_000


@pytest.mark.parametrize(
    "deep",
    [
        "{{ " + "(" * DEEP + "1" + ")" * DEEP + " }}",
        "{{ " + "[" * DEEP,
        "{{ " + "not " * DEEP + "1 }}",
        "{{ 1" + " + 1" * DEEP + " }}",
        "{{ lang" + ".x" * DEEP + " }}",
        "{{ 1" + "|string" * DEEP + " }}",
        "{{ " + "1 if 1 else " * DEEP + "1 }}",
        "{% if true %}" * DEEP + "{% endif %}" * DEEP,
        "{% if true %}" * 120 + "{% endif %}" * 120,  # what Python does not indent
        "{% for x in y %}" * 30 + "{% endfor %}" * 30,  # what Python does not nest
    ],
    ids=["brackets", "open", "not", "sum", "fields", "filters", "choices", "blocks", "indents", "loops"],
)
def test_what_is_nested_too_deeply_is_told_with_its_line(deep: str) -> None:
    before = "{% if a %}{{ (1 + 2) * 3 }}{% else %}\n{{ b.c.d | upper }}{% endif %}\n"
    text = f"{before}{deep}\n{before}{before}"
    _, (found,) = checked({"templates/base.html": text})
    assert found.rule == "template-error"
    assert "nested too deeply" in found.message
    assert found.span == Span("templates/base.html", 3, 1)


def test_many_conditions_one_after_the_other_are_read_or_told() -> None:
    """Python takes each as one within the other, and from 3.13 on it takes as many."""
    text = "{% if false %}" + "{% elif false %}" * DEEP + "{% endif %}"
    told = [(found.rule, found.span) for found in checked({"templates/base.html": text})[1]]
    is_deep = sys.version_info < (3, 13)
    assert told == [("template-error", Span("templates/base.html", 1, 1))] * is_deep


def test_the_innermost_of_many_lines_is_named() -> None:
    text = "{% for x in y %}\n" * 30 + "{% endfor %}\n" * 30
    _, (found,) = checked({"templates/base.html": text})
    assert found.span == Span("templates/base.html", 30, 1)


def test_a_number_that_python_does_not_read_is_told() -> None:
    text = "\n{{ " + "9" * 5_000 + " }}"
    _, (found,) = checked({"templates/base.html": text})
    assert (found.rule, found.span) == ("template-error", Span("templates/base.html", 2, 1))


def test_what_is_not_too_deep_is_silent() -> None:
    text = "{% if a %}" * 19 + "{{ " + "(" * 40 + "1" + ")" * 40 + " }}" + "{% endif %}" * 19
    assert checked({"templates/base.html": text})[1] == ()


@pytest.mark.parametrize("flaw", ["{% if %}", "{% include name %}", "{% include 'nothing.html' %}", "{{ 1 +"])
def test_of_templates_with_an_error_that_is_told_alone(flaw: str) -> None:
    words = FILES["locales/de/LC_MESSAGES/messages.po"] + 'msgid "Old"\nmsgstr "Alt"\n'
    before = design({"locales/de/LC_MESSAGES/messages.po": words})[1]
    assert "catalog-unused" in {found.rule for found in before}
    after = design({"locales/de/LC_MESSAGES/messages.po": words, "templates/term.html": flaw})[1]
    assert {found.rule for found in after} <= {"template-error", "template-dynamic"}
    assert len(after) == 1
