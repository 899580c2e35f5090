"""Marks of Git where two versions of a file met: told once, before whatever they make of the file."""

from __future__ import annotations

import pytest
from growth import find_excess, repeat
from whole_sites import build, read_site

from microsite.diagnostics.problems import Span
from microsite.model.conflicts import find_conflict

PATH = "content/press/2025-11-16-talente.de.md"
BOTH = "<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> plan\n"


def told(text: str, path: str = PATH) -> tuple[list[int], str]:
    """The lines of the marks that are told of, and the hint."""
    found = find_conflict(text, path)
    if found is None:
        return [], ""
    assert found.span
    return [found.span.line, *(span.line for span in found.related)], found.hint


@pytest.mark.parametrize(
    ("text", "lines", "hint"),
    [
        (f"a\n{BOTH}", [2, 4, 6], "delete the lines <<<<<<< HEAD, ======= and >>>>>>> plan"),
        (f"{BOTH}a\n{BOTH}", [1, 3, 5], "delete the lines <<<<<<< HEAD, ======= and >>>>>>> plan"),
        (f"{BOTH[:13]}||||||| b\n{BOTH[13:]}", [1, 2, 4, 6], "<<<<<<< HEAD, ||||||| b, ======= and >>>>>>> plan"),
        ("a\n<<<<<<< HEAD\nb", [2], "delete the line <<<<<<< HEAD"),
        ("a\n<<<<<<< 1f0c2d4 (Neu)\nb", [2], "delete the line <<<<<<< 1f0c2d4 (Neu)"),
        ("a\n=======\nb\n>>>>>>> origin/plan\n", [2, 4], "delete the lines ======= and >>>>>>> origin/plan"),
        ("<<<<<<< HEAD\nb\n>>>>>>> plan\n", [1, 3], "delete the lines <<<<<<< HEAD and >>>>>>> plan"),
        (f"{BOTH[:13]}A\n=======\n{BOTH[13:]}", [1, 3, 5, 7], "<<<<<<< HEAD, =======, ======= and >>>>>>> plan"),
        (f"<<<<<<< Lies das\n{BOTH}", [2, 4, 6], "delete the lines <<<<<<< HEAD, ======= and >>>>>>> plan"),
        (f"```git merge``` meldet:\n\n{BOTH}", [3, 5, 7], "<<<<<<< HEAD, ======= and >>>>>>> plan"),
        ("<<<<<<< HEAD\n```\nA\n=======\nB\n```\n>>>>>>> b", [1, 4, 7], "<<<<<<< HEAD, ======= and >>>>>>> b"),
        (f"<!-- a -->\n<pre>b</pre>\n{BOTH}-->", [3, 5, 7], "<<<<<<< HEAD, ======= and >>>>>>> plan"),
        (f"Titel\n=======\n\n{BOTH}", [4, 6, 8], "delete the lines <<<<<<< HEAD, ======= and >>>>>>> plan"),
        (f"```\nx\n```\n{BOTH}", [4, 6, 8], "delete the lines <<<<<<< HEAD, ======= and >>>>>>> plan"),
    ],
)
def test_two_versions_in_one_file_are_told_with_what_is_to_be_deleted(text: str, lines: list[int], hint: str) -> None:
    assert told(text)[0] == lines
    assert told(text)[1].endswith(hint)


@pytest.mark.parametrize(
    "text",
    [
        "Titel\n=======\n\nText\n",
        ">>>>>>> quoted seven times\n",
        f"```\n{BOTH}```\n",
        f"~~~~ text\n```\n{BOTH}~~~~\n",
        "a <<<<<<< HEAD\n=======\n",
        "<<<<<<<\n>>>>>>>\n",
        "=======\n=======\n",
        f"```git merge``` meldet:\n\n```\n{BOTH}```\n\n```\na\n```\n",
        f"<pre>\n{BOTH}</pre>\n",
        f'<div><pre class="a">\n{BOTH}</pre></div>\n',
        f"a\n\n<!--\n{BOTH}-->\n",
        "Über uns\n\nAnfang\n=======\n\nText\n\n>>>>>>> Alte Mail\n",
        "Anfang\n=======\n\n>>>>>>> plan\n",
        "<<<<<<< Read this now\n",
    ],
)
def test_what_only_looks_like_it_is_read_as_it_is(text: str) -> None:
    assert told(text) == ([], "")


def test_no_code_of_markdown_is_in_other_files() -> None:
    assert told(f"# ```\n{BOTH}# ```\n", "content/press/a.yaml")[0] == [2, 4, 6]


@pytest.mark.parametrize(
    "path",
    [
        "content/press/2025-09-30-eröffnung.zh.md",
        "content/press/2025-09-30-eröffnung.yaml",
        "content/site.yaml",
        "templates/page.html",
        "locales/zh-hans/LC_MESSAGES/messages.po",
    ],
)
def test_it_is_the_only_error_whichever_file_it_is_in(path: str) -> None:
    files = read_site("trilingual")
    first, _, rest = files[path].decode().partition("\n")
    files |= {path: f"{first}\n{BOTH}{rest}".encode()}
    found = [one for one in build(files).diagnostics if one.severity.word == "error"]
    assert [(one.rule, one.span) for one in found] == [("conflict-unresolved", Span(path, 2, 1, 12))]


@pytest.mark.parametrize(
    "piece", [BOTH, "=======\n", "```\n", "```\n=======\n", ">>>>>>> a\n", "||||||| a\n", "<!--\n", "<<<<<<< a\n"]
)
def test_they_are_looked_for_in_proportion(piece: str) -> None:
    assert not find_excess(lambda size: repeat(piece, size), lambda text: find_conflict(text, PATH))
