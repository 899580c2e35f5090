"""What a file is, by its path alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.model.kinds import GLOSSARY, PAGE, PRESS
from microsite.model.layout import Place, find_place

LANGUAGES = ("de", "en", "zh")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("content/press/2025-11-16-talente.de.md", Place("entry", PRESS, "2025-11-16-talente", "de")),
        ("content/glossary/创新中心.zh.md", Place("entry", GLOSSARY, "创新中心", "zh")),
        ("content/pages/über_uns.en.md", Place("entry", PAGE, "über_uns", "en")),
        ("content/press/2025-11-16-talente.yaml", Place("group", PRESS, "2025-11-16-talente")),
        ("content/press/2025-11-16-talente/halle.jpg", Place("media")),
        ("content/press/plan.pdf", Place("media")),
        ("content/LICENSE", Place("media")),
        ("content/press/md", Place("media")),
        ("content/press/2025/handbuch.markdown", Place("media")),
    ],
)
def test_a_path_tells_what_a_file_is(path: str, place: Place) -> None:
    assert find_place(path, LANGUAGES) == (place, ())


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("talente.md", "the file’s name does not tell its language", "call it talente.de.md"),
        ("talente_zh.md", "the file’s name does not tell its language", "call it talente.zh.md"),
        ("talente-en.md", "the file’s name does not tell its language", "call it talente.en.md"),
        ("Talente 2025.md", "the file’s name does not tell its language", "call it Talente-2025.de.md"),
        ("tal.ente.de.md", "a text is called <key>.<language>.md", "call it tal-ente.de.md"),
        (".de.md", "a text is called <key>.<language>.md", "call it key.de.md"),
        ("Unsere Talente?.de.md", "a text is called <key>.<language>.md", "call it Unsere-Talente.de.md"),
        ("talente.de.MD", "a text is called <key>.<language>.md", "call it talente.de.md"),
        ("talente.de.markdown", "a text is called <key>.<language>.md", "call it talente.de.md"),
        ("a" * 241 + ".de.md", "a text is called <key>.<language>.md", "call it " + "a" * 240 + ".de.md"),
        (
            "Con.de.md",
            "a text is called <key>.<language>.md; Windows reserves the name Con for a device",
            "call it Con-1.de.md",
        ),
        ("com¹.de.md", "a text is called <key>.<language>.md; Windows reserves the name", "call it com.de.md"),
        ("nul.yaml", "a group’s file is called <key>.yaml; Windows reserves the name", "call it nul-1.yaml"),
        ("talente.de.yaml", "a group’s file is called <key>.yaml", "call it talente.yaml"),
        ("talente.yml", "a group’s file is called <key>.yaml", "call it talente.yaml"),
        ("Unsere Talente.yaml", "a group’s file is called <key>.yaml", "call it Unsere-Talente.yaml"),
        (".yaml", "a group’s file is called <key>.yaml", "call it key.yaml"),
    ],
)
def test_a_name_that_is_no_key_is_reported_with_one_that_is(name: str, message: str, hint: str) -> None:
    place, [found] = find_place(f"content/press/{name}", LANGUAGES)
    assert place is None
    assert (found.rule, found.hint) == ("key-malformed", hint)
    assert found.message.startswith(message)
    assert found.span
    assert found.span.path == f"content/press/{name}"


@pytest.mark.parametrize(
    ("locale", "hint"),
    [
        ("zhs", "did you mean “zh”?"),
        ("DE", "did you mean “de”?"),
        ("ger", "did you mean “de”?"),
        ("Deutsch", "did you mean “de”?"),
        ("cn", "did you mean “zh”?"),
        ("zh_CN", "did you mean “zh”?"),
        ("en-gb", "did you mean “en”?"),
        ("de (1)", "delete it if it is a copy of talente.de.md, or call it talente-1.de.md"),
        ("de - Kopie", "delete it if it is a copy of talente.de.md, or call it talente-1.de.md"),
        ("fr", "the site’s languages are de, en, zh; see site.yaml"),
    ],
)
def test_a_language_that_the_site_does_not_have_is_reported(locale: str, hint: str) -> None:
    place, [found] = find_place(f"content/press/talente.{locale}.md", LANGUAGES)
    assert place is None
    assert (found.rule, found.message, found.hint) == ("language-unknown", f"the site has no language “{locale}”", hint)


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("content/README.md", "texts belong directly into one of content/press/, content/glossary/, content/pages/"),
        (
            "content/press/2025/a.de.md",
            "texts belong directly into one of content/press/, content/glossary/, content/pages/",
        ),
        ("content/site.yml", "call it site.yaml"),
        ("content/presse/talente.de.md", "put it into content/press/"),
    ],
)
def test_a_text_where_nothing_reads_it_is_reported(path: str, hint: str) -> None:
    place, [found] = find_place(path, LANGUAGES)
    assert place is None
    assert (found.rule, found.message) == ("file-unexpected", "nothing reads this file here")
    assert found.hint == hint


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.sampled_from(["press/", "pages/a/", ""]))
def test_any_path_is_either_something_or_reported(name: str, folder: str) -> None:
    place, problems = find_place(f"content/{folder}{name}", LANGUAGES)
    assert (place is None) == bool(problems)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/."), min_size=1, max_size=12))
def test_a_name_that_the_hint_suggests_is_good(key: str) -> None:
    _, problems = find_place(f"content/press/{key}.de.md", LANGUAGES)
    suggested = problems[0].hint.removeprefix("call it ") if problems else f"{key}.de.md"
    place, again = find_place(f"content/press/{suggested}", LANGUAGES)
    assert again == ()
    assert place
    assert place.role == "entry"


def test_a_text_in_another_format_is_told_and_one_with_an_ending_too_many_is_an_error() -> None:
    place, [found] = find_place("content/press/a.de.md.txt", ["de"])
    assert (place, found.rule, found.hint) == (None, "key-malformed", "call it a.de.md")
    place, [found] = find_place("content/press/Meldung.docx", ["de"])
    assert (place, found.rule, found.severity.word) == (None, "file-unexpected", "warning")
    assert find_place("content/press/a/programme.docx", ["de"])[1] == ()


@pytest.mark.parametrize("name", ["press", "glossary", "pages"])
def test_a_file_in_the_place_of_the_folder_of_a_kind_is_an_error(name: str) -> None:
    place, [found] = find_place(f"content/{name}", ["de"])
    assert (place, found.rule, found.severity.word) == (None, "folder-expected", "error")
    assert found.message == f"“content/{name}” is a file, but must be a folder"
    assert found.hint == f"rename the file, and put the folder content/{name}/ back"


@pytest.mark.parametrize("path", ["content/Press", "content/press/press", "content/press.pdf", "content/halle/pages"])
def test_a_file_of_another_name_is_none_in_the_place_of_a_folder(path: str) -> None:
    assert find_place(path, ["de"]) == (Place("media"), ())
