"""Findings by the thousand: by rule, the first places, and a table; a handful as ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from growth import find_excess
from whole_sites import call, read_shared, read_site, write_files

from microsite.diagnostics.grouped import render_grouped
from microsite.diagnostics.problems import RULES, Diagnostic, Severity, Span, problem
from microsite.diagnostics.terminal import FIRST, FULL

ABOUT = "content/pages/about.en.md"


def found(rule: str, path: str, line: int = 1, message: str = "m") -> Diagnostic:
    return problem(rule, message, Span(path, line, 1))


def grouped(diagnostics: list[Diagnostic], limit: int = FIRST) -> str:
    return render_grouped(diagnostics, lambda _: "", limit=limit)


def many(count: int, rule: str = "link-broken") -> list[Diagnostic]:
    return [found(rule, f"content/pages/p{number}.en.md", 4, f"no {number}") for number in range(count)]


def test_each_rule_is_explained_once_and_tells_its_first_places() -> None:
    told = grouped([*many(1234), *many(2, "alt-missing")])
    assert told.startswith(f"error[link-broken]: 1,234 in 1,234 files\n    {RULES['link-broken'].doc}\n\n")
    assert [line for line in told.splitlines() if line.startswith("content/pages")][:3] == [
        "content/pages/p0.en.md:4:1: error[link-broken]: no 0",
        "content/pages/p1.en.md:4:1: error[link-broken]: no 1",
        "content/pages/p2.en.md:4:1: error[link-broken]: no 2",
    ]
    assert told.count("]: no ") == FIRST + 2
    assert "    … and 1,229 more: -v --rule link-broken\n" in told
    assert told.count("more:") == 1
    assert told.endswith(
        "\n"
        "1,234  error    link-broken  1,234 files\n"
        "    2  warning  alt-missing  2 files\n"
    )  # fmt: skip


def test_errors_come_before_warnings_and_rules_with_more_before_those_with_less() -> None:
    told = grouped([*many(9, "alt-missing"), *many(3), *many(4, "anchor-broken"), *many(9, "heading-level")])
    assert re.findall(r"^\w+\[(.*)\]", told, re.MULTILINE) == [
        "anchor-broken",
        "link-broken",
        "alt-missing",
        "heading-level",
    ]


def test_a_rule_that_weighs_more_in_one_language_is_two_groups() -> None:
    lighter = found("link-broken", "content/pages/a.de.md")._replace(severity=Severity.WARNING)
    told = grouped([found("link-broken", "content/pages/a.en.md", 1, "other"), lighter])
    assert "error[link-broken]: 1 in 1 file\n" in told
    assert "warning[link-broken]: 1 in 1 file\n" in told


def test_the_same_in_the_languages_of_an_entry_is_told_once() -> None:
    languages = ("de", "en", "fr", "zh")
    told = grouped([found("link-broken", f"content/pages/a.{key}.md", 4 + at) for at, key in enumerate(languages)])
    assert told.count("]: m\n") == 1
    assert "content/pages/a.de.md:4:1: error[link-broken]: m\n    the same in en:5, fr:6, zh:7\n" in told
    assert "more:" not in told


def test_the_same_further_down_in_a_file_names_its_line() -> None:
    told = grouped([found("link-broken", "content/site.yaml", line) for line in (3, 7)])
    assert "content/site.yaml:3:1: error[link-broken]: m\n    the same in line 7\n" in told


def test_of_many_other_places_the_first_are_named() -> None:
    told = grouped([found("link-broken", "content/pages/a.de.md", line) for line in range(1, 1001)])
    [line] = [line for line in told.splitlines() if "the same in" in line]
    assert line.startswith("    the same in line 2, line 3, ")
    named = line.count("line ")
    assert line.endswith(f" and {999 - named} other places")
    assert len(line) < 150


def test_one_place_more_than_is_named_is_one_place() -> None:
    told = grouped([found("link-broken", "content/pages/a.de.md", line) for line in range(101, 113)])
    assert " and 1 other place\n" in told


def test_the_same_words_about_two_entries_are_two_findings() -> None:
    assert grouped([found("alt-missing", f"content/pages/{key}.de.md") for key in "ab"]).count("]: m\n") == 2


def test_what_has_no_place_is_counted() -> None:
    assert grouped([problem("config-invalid", "m")]).startswith("error[config-invalid]: 1\n")


def test_many_findings_are_told_in_proportion() -> None:
    assert not find_excess(many, grouped, 1000, 64_000)


# ---- at the command line ----------------------------------------------------------------------------------------


def site(folder: Path, links: int) -> Path:
    body = "".join(f"[a](gone{number}.md) ![](hall{number}.png)\n\n" for number in range(links)).encode()
    files = read_site("minimal") | read_shared("templates", "locales")
    return write_files(folder, files | {ABOUT: b"---\ntitle: About\n---\n" + body})


def test_a_handful_is_told_in_full(tmp_path: Path) -> None:
    done = call("check", folder=site(tmp_path, FULL // 4))
    assert done.err.count(": error[link-broken]: ") == FULL // 4
    assert "alt-missing  1 file" not in done.err


@pytest.mark.parametrize(
    ("words", "links"),
    [((), FIRST), (("--limit", "2"), 2), (("-v",), FULL), (("--rule", "link-broken"), FULL)],
    ids=["many", "limited", "all", "of a rule"],
)
def test_of_many_are_told_as_many_as_somebody_asks_for(words: tuple[str, ...], links: int, tmp_path: Path) -> None:
    done = call("check", *words, folder=site(tmp_path, FULL))
    assert done.err.count(": error[link-broken]: ") == links
    assert (done.status, done.err.endswith(" errors, 20 warnings\n")) == (1, True)


def test_rules_are_chosen_by_name_also_those_only_worth_knowing(tmp_path: Path) -> None:
    root = site(tmp_path, 1)
    done = call("check", "--rule", "alt-missing, picture-missing", folder=root)
    assert re.findall(r"\w+\[(.*)\]:", done.err) == ["picture-missing", "alt-missing"]
    (root / ABOUT).write_bytes(b"---\ntitle: About [[name]]\n---\na\n")
    assert "placeholder" not in call("check", folder=root).err
    assert "info[placeholder]" in call("check", "--rule", "placeholder", folder=root).err


def test_what_machines_read_is_complete(tmp_path: Path) -> None:
    root = site(tmp_path, 2 * FULL)
    for form in ("json", "sarif", "github"):
        assert len(
            re.findall("there is no page", call("check", "--format", form, "--limit", "1", folder=root).out)
        ) == (2 * FULL)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rule", "link-brokn"), "there is no rule “link-brokn”\nhint: did you mean “link-broken”?"),
        (("--rule", ","), "--rule does not name a rule\nhint: write it as --rule link-broken"),
        (("--limit", "0"), "“0” is not a number of findings; it must be 1 or more\nhint: --limit 5"),
    ],
)
def test_what_cannot_be_chosen_is_told(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = call("check", *words, folder=site(tmp_path, 1))
    assert (done.status, told in done.err) == (2, True)
