"""What is told first is what must be mended first, and what follows from it is a part of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from whole_sites import Files, build, read_site

from microsite.build.wishes import Wishes
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, Severity, Span, is_error, problem

GLOSSARY, PRESS, PAGES = "content/glossary/", "content/press/", "content/pages/"
OPENING = PRESS + "2025-09-30-eröffnung"
DRAFT = b"draft: true\n---\n"

BREAKS = {
    "front matter of a release": (f"{OPENING}.de.md", b"---\ntitle:", b'---\ntitle: "'),
    "all texts of a term": (f"{GLOSSARY}landstrom.de.md", b"---\n", b"---\n\t"),
    "encoding": (f"{OPENING}.en.md", b"\n---\n", b"\n---\n\xf6"),
    "group file": (f"{OPENING}.yaml", b"figures:", b"figures: ["),
    "template": ("templates/base.html", b"{% block", b"{% blok x %}{% block"),
    "variable": ("templates/base.html", b"<body", b"{{ nothing.at_all }}<body"),
    "catalog": ("locales/de/LC_MESSAGES/messages.po", b'msgstr "', b'msgstr "\n"'),
    "draft": (f"{PAGES}über-uns.de.md", b"---\ntitle", b"---\ndraft: true\ntitle"),
    "link": (f"{PAGES}über-uns.en.md", b"\n---\n", b"\n---\n[a](nowhere.md)\n\n"),
    "figure": (f"{PAGES}home.zh.md", b"\n---\n", b"\n---\n{{ nothing }}\n\n"),
    "nesting": (f"{PAGES}home.de.md", b"\n---\n", b"\n---\n" + b"> " * 60 + b"x\n\n"),
    "slug": (f"{PAGES}imprint.de.md", b"---\ntitle", b"---\nslug: a/b\ntitle"),
}
"""A mistake by its name: where it is made, and what comes in the place of what."""


def broken(names: frozenset[str]) -> Files:
    files = read_site("trilingual")
    for name in sorted(names):
        path, before, after = BREAKS[name]
        assert before in files[path], name
        files[path] = files[path].replace(before, after, 1)
    return files


def errors(files: Files) -> list[Diagnostic]:
    return [one for one in build(files, wishes=Wishes()).diagnostics if is_error(one)]


@settings(max_examples=up_to(60, few=4))
@given(st.frozensets(st.sampled_from(sorted(BREAKS)), min_size=1, max_size=4))
def test_to_mend_what_is_told_first_never_leaves_more_errors(names: frozenset[str]) -> None:
    files, whole = broken(names), read_site("trilingual")
    told = errors(files)
    while told:
        first = told[0].span
        assert first
        assert files[first.path] != whole[first.path], told[0]
        files[first.path] = whole[first.path]
        left = errors(files)
        assert len(left) <= len(told)
        told = left


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_one_mistake_is_one_error_at_its_place(name: str) -> None:
    path, _, _ = BREAKS[name]
    found = errors(broken(frozenset({name})))
    assert [one.span and one.span.path for one in found] == ([] if name == "draft" else [path])


def test_what_leads_to_what_is_not_there_is_told_with_the_cause() -> None:
    files = read_site("trilingual")
    for locale in ("de", "en", "zh"):
        files[f"{GLOSSARY}landstrom.{locale}.md"] = b'---\nterm: "open\n---\nText.\n'
    found = errors(files)
    assert {one.span.path for one in found if one.span} == {
        f"{GLOSSARY}landstrom.{one}.md" for one in ("de", "en", "zh")
    }
    assert sum(len(one.consequences) for one in found) > 0


def test_a_figure_of_a_group_file_that_cannot_be_read_is_no_error_of_its_own() -> None:
    [found] = errors(broken(frozenset({"group file"})))
    assert found.rule == "yaml-invalid"
    assert found.message.endswith("follow from it")
    texts = {f"{OPENING}.{one}.md" for one in ("de", "en", "zh")}
    assert {span.path for span in found.consequences} == {*texts, "content/site.yaml"}


@pytest.mark.parametrize("name", ["figure", "figurs", "zahlen"])
def test_figures_under_another_name_are_one_error_where_that_stands(name: str) -> None:
    files = read_site("trilingual")
    files[f"{OPENING}.yaml"] = files[f"{OPENING}.yaml"].replace(b"figures:", f"{name}:".encode())
    [found] = errors(files)
    assert found.span
    assert (found.rule, found.span.path, found.span.length) == ("figure-unknown", f"{OPENING}.yaml", len(name))
    assert found.message.startswith(f"“{name}” is not a field; ")
    assert found.hint == "did you mean “figures”?"


def test_a_name_that_nothing_follows_from_is_a_warning_and_one_that_means_something_else_no_cause() -> None:
    files = read_site("trilingual")
    files[f"{OPENING}.yaml"] += b"contcat: x\n"
    assert errors(files) == []
    files[f"{OPENING}.de.md"] += b"\n{{ nothing }}\n"
    [found] = errors(files)
    assert found.message == "there is no figure “nothing”"
    files[f"{OPENING}.yaml"] += b"figure: {nothing: 1}\n"  # beside figures: that are there
    [found] = errors(files)
    assert found.message == "there is no figure “nothing”"


def test_a_group_file_that_is_gone_is_one_error_that_says_so() -> None:
    files = read_site("trilingual")
    del files[f"{OPENING}.yaml"]
    [found] = [one for one in errors(files) if one.rule == "figure-unknown"]
    assert found.span == Span(f"{OPENING}.yaml")
    assert found.message.startswith(f"there is no file “{OPENING}.yaml” with the figures that texts name; ")
    assert found.hint.startswith("put it back")
    assert {span.path for span in found.consequences} >= {f"{OPENING}.{one}.md" for one in ("de", "en", "zh")}


LINK = problem(
    "link-broken", "“x.md” leads to what is not public", Span("content/pages/a.en.md", 5, 3), cause="content/pages/x"
)


@pytest.mark.parametrize(
    ("cause", "message"),
    [
        (
            problem("held-back", "not public: a draft (en)", Span("content/pages/x.en.md")),
            "1 link leads to it, which reads as plain text",
        ),
        (problem("yaml-invalid", "wrong", Span("content/pages/x.en.md", 2)), "1 link leads to it"),
    ],
)
def test_an_echo_becomes_a_part_of_its_cause(cause: Diagnostic, message: str) -> None:
    [told] = grade([LINK, cause], {}, strict=True)
    assert told == cause._replace(
        message=f"{cause.message}; {message}", consequences=(Span("content/pages/a.en.md", 5, 3),)
    )


def test_what_has_no_cause_among_the_others_stays_what_it_is() -> None:
    other = problem("typography", "quotation marks", Span("content/pages/x.en.md", 3, 1))
    told = grade([LINK, other], {}, strict=False)
    assert [one.rule for one in told] == ["link-broken", "typography"]
    assert told[0].severity is Severity.ERROR
