"""Reports: looks as goldens, laws as properties."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.diagnostics.problems import RULES, Diagnostic, Severity, Span, problem
from microsite.diagnostics.reports import FORMATS, render_github, render_gitlab, render_json, render_sarif, summarize
from microsite.diagnostics.terminal import FULL, name_files, render_text

GERMAN = "content/press/2025-11-16-talent-conference.de.md"
CHINESE = "content/glossary/innovation-hub.zh.md"
TEXTS = {
    GERMAN: "---\ntitle: Bilanz\ndate: 2025-11-31\n---\n## Überblick\n\nSiehe [Glossar](../glossary/innovation.md).\n",
    CHINESE: "---\nterm: 创新中心\n---\n创新中心与[大赛](全球卓越工程师大赛.md)相连。\n",
    "content/site.yaml": "title: Konferenz\nlanguages:\n\tde: {}\n",
}

SAMPLE = (
    problem(
        "config-invalid",
        "the site has no base URL",
        Span("content/site.yaml"),
        hint="base_url: https://talent.example/",
    ),
    problem("yaml-invalid", "a tab cannot indent YAML", Span("content/site.yaml", 3, 2, 2), hint="use two spaces"),
    problem(
        "link-broken",
        "there is no glossary entry “全球卓越工程师大赛” in Chinese",
        Span(CHINESE, 4, 11, 12),
        hint="did you mean “global-excellent-engineer-competition.md”?",
    ),
    problem("date-invalid", "there is no 31 November", Span(GERMAN, 3, 7, 10), hint="date: 2025-11-30"),
    problem("heading-level", "a heading skips a level", Span(GERMAN, 5)),
    problem(
        "target-duplicate",
        "two entries want /de/press/bilanz/, 100 % the same",
        Span(GERMAN, 2, 8, 6),
        related=(Span("content/press/old, or new.de.md", 2, 8, 6), Span(CHINESE, 2, 7, 4)),
    ),
    problem("typography", "the apostrophe of this language is ’", Span(CHINESE, 2, 7, 1))._replace(
        repeats=tuple(Span(CHINESE, line, 5, 1) for line in (3, 4, 4, 5, 6, 7, 8))
    ),
    problem("placeholder", "{{ graduates }} stands beside [[postal address of the operator]]"),
)


def text_by_path(path: str) -> str:
    return TEXTS.get(path, "")


def report(diagnostic: Diagnostic, text: str) -> list[str]:
    return render_text([diagnostic], lambda _path: text).splitlines()


# ---- looks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "file"),
    [("text", "text.txt"), ("github", "github.txt"), ("gitlab", "gitlab.json"), ("json", "report.json")],
)
def test_a_report_looks_as_its_golden(name: str, file: str, golden: Callable[[str, str], None]) -> None:
    golden(f"reports/{file}", FORMATS[name](SAMPLE, text_by_path, None))


def test_sarif_looks_as_its_golden_but_for_the_list_of_rules(golden: Callable[[str, str], None]) -> None:
    value = json.loads(render_sarif(SAMPLE, text_by_path))
    run = value["runs"][0]
    run["tool"]["driver"]["rules"] = []  # a new rule changes no report
    for result in run["results"]:
        del result["ruleIndex"]
    golden("reports/report.sarif", json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def test_colour_looks_as_its_golden(golden: Callable[[str, str], None]) -> None:
    golden("reports/colour.txt", render_text(SAMPLE, text_by_path, colour=True))


def test_colour_adds_escape_sequences_and_nothing_else() -> None:
    coloured = render_text(SAMPLE, text_by_path, colour=True)
    assert coloured != render_text(SAMPLE, text_by_path)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_text(SAMPLE, text_by_path)


# ---- text -----------------------------------------------------------------------------------------------------


def test_the_carets_stand_under_the_span() -> None:
    lines = report(
        problem("link-broken", "no page “press/keynot”", Span("a.de.md", 1, 18, 12)), "siehe [Programm](press/keynot)\n"
    )
    assert lines == [
        "a.de.md:1:18: error[link-broken]: no page “press/keynot”",
        "    siehe [Programm](press/keynot)",
        "                     ^^^^^^^^^^^^",
    ]


def test_a_wide_character_counts_two_columns_before_and_under_the_carets() -> None:
    lines = report(problem("link-broken", "坏链接", Span("a.zh.md", 1, 3, 2)), "重庆国际人才")
    assert lines[1:] == ["    重庆国际人才", "        ^^^^"]


def test_a_combining_mark_counts_no_column() -> None:
    lines = report(problem("link-broken", "m", Span("a.de.md", 1, 9, 3)), "U\u0308ber a [x]")
    assert lines[1:] == ["    U\u0308ber a [x]", "           ^^^"]


def test_a_tab_before_the_span_is_spread_to_the_next_stop() -> None:
    lines = report(problem("yaml-invalid", "m", Span("a.yaml", 1, 4, 1)), "ab\tc")
    assert lines[1:] == ["    ab  c", "        ^"]


def test_a_span_without_length_gets_one_caret_even_at_the_end_of_the_line() -> None:
    assert report(problem("yaml-invalid", "m", Span("a.yaml", 1, 4)), "abc")[1:] == ["    abc", "       ^"]


def test_a_span_longer_than_its_line_is_marked_to_the_end_of_the_line() -> None:
    assert report(problem("yaml-invalid", "m", Span("a.yaml", 1, 2, 99)), "abc\ndef")[1:] == ["    abc", "     ^^"]


def test_a_span_of_a_whole_line_shows_the_line_without_carets() -> None:
    assert report(problem("heading-level", "m", Span("a.de.md", 2)), "a\r\nb\r\n") == [
        "a.de.md:2: warning[heading-level]: m",
        "    b",
    ]


def test_a_span_of_a_whole_file_shows_no_line() -> None:
    assert report(problem("file-encoding", "m", Span("a.de.md")), "a\n") == ["a.de.md: error[file-encoding]: m"]


def test_a_line_that_the_file_does_not_have_is_left_out() -> None:
    assert report(problem("link-broken", "m", Span("a.de.md", 9, 1, 1)), "a\n") == [
        "a.de.md:9:1: error[link-broken]: m"
    ]


def test_an_empty_line_is_left_out() -> None:
    assert report(problem("link-broken", "m", Span("a.de.md", 2, 1, 1)), "a\n\nb") == [
        "a.de.md:2:1: error[link-broken]: m"
    ]


def test_a_problem_without_a_place_begins_with_its_severity() -> None:
    assert report(problem("output-stray", "m"), "") == ["info[output-stray]: m"]


def test_a_byte_order_mark_is_no_column() -> None:
    assert report(problem("yaml-invalid", "m", Span("a.yaml", 1, 1, 2)), "\ufeffabc")[1:] == ["    abc", "    ^^"]


def test_of_a_long_line_the_neighbourhood_of_the_span_is_shown() -> None:
    text = "人" * 300 + "[大赛](x.md)" + "人" * 300
    lines = report(problem("link-broken", "m", Span("a.zh.md", 1, 306, 4)), text)
    assert lines[1:] == [
        "    …" + "人" * 19 + "[大赛](x.md)" + "人" * 24 + "…",
        "     " + " " * (38 + 7) + "^^^^",
    ]


def test_a_hint_of_several_lines_is_indented_whole() -> None:
    lines = report(problem("field-missing", "there is no title", Span("a.de.md"), hint="add\n---\ntitle: …\n---"), "")
    assert lines[1:] == ["    hint: add", "    ---", "    title: …", "    ---"]


def test_characters_that_act_on_a_terminal_are_shown_instead() -> None:
    lines = report(problem("link-broken", "a\x1b[2Jb\u202e", Span("\x07.md", 1, 1, 3)), "x\x00\u2066y")
    assert lines == ["␇.md:1:1: error[link-broken]: a␛[2Jb�", "    x␀�y", "    ^^^"]


def test_a_related_place_is_told_with_its_line() -> None:
    lines = report(
        problem("yaml-invalid", "“title” is given twice", Span("a.yaml", 2, 1, 5), related=(Span("a.yaml", 1, 1, 5),)),
        "title: Eins\ntitle: Zwei",
    )
    assert lines == [
        "a.yaml:2:1: error[yaml-invalid]: “title” is given twice",
        "    title: Zwei",
        "    ^^^^^",
        "    see also: a.yaml:1:1",
        "    title: Eins",
        "    ^^^^^",
    ]


def test_the_summary_counts_by_severity_and_knows_the_plural() -> None:
    assert summarize(SAMPLE) == "5 errors, 2 warnings, 1 note"
    assert summarize([problem("heading-level", "a"), problem("alt-missing", "b")]) == "2 warnings"
    assert summarize([]) == ""


# ---- the other formats ----------------------------------------------------------------------------------------


def test_nothing_found_is_an_empty_report() -> None:
    assert render_text([], text_by_path) == ""
    assert render_github([], text_by_path) == ""
    assert json.loads(render_gitlab([], text_by_path)) == []
    assert json.loads(render_json([], text_by_path)) == {
        "version": 1,
        "summary": {"error": 0, "warning": 0, "info": 0},
        "diagnostics": [],
    }
    assert json.loads(render_sarif([], text_by_path))["runs"][0]["results"] == []


def test_github_escapes_what_would_end_a_property_or_a_line() -> None:
    found = problem("link-broken", "100 %\r\nsure", Span("a:b,c%\n.md", 3, 4, 2))
    assert render_github([found], text_by_path) == (
        "::error file=a%3Ab%2Cc%25%0A.md,line=3,col=4,endColumn=6,title=link-broken"
        "::a:b,c%25%0A.md:3:4: 100 %25%0D%0Asure\n"
    )


def test_github_sends_no_control_character_to_the_log() -> None:
    found = problem("link-broken", "a\x1b[2Jb", Span("a\x9b.md", 3, 4, 2), hint="c\u202ed\x00")
    told = render_github([found], text_by_path)
    assert told.endswith("::a�.md:3:4: a␛[2Jb%0Ahint: c�d␀\n")
    assert told.startswith("::error file=a�.md,")


def test_github_calls_an_info_a_notice() -> None:
    assert render_github([problem("placeholder", "m")], text_by_path) == "::notice title=placeholder::m\n"


def test_what_moves_is_nothing_new_to_gitlab_and_what_is_alike_counts() -> None:
    def marks(*found: Diagnostic) -> list[str]:
        return [one["fingerprint"] for one in json.loads(render_gitlab(found, text_by_path))]

    first, moved = (problem("link-broken", "there is no “a”", Span("a.md", line, 5, 3)) for line in (3, 7))
    assert marks(first) == marks(moved)
    assert len(set(marks(first, moved, problem("link-broken", "there is no “b”", Span("a.md", 3, 5, 3))))) == 3
    assert marks(first, moved) == marks(moved, first)
    assert marks(first) != marks(problem("link-broken", "there is no “a”", Span("b.md", 3, 5, 3)))


def test_json_keeps_letters_as_they_are() -> None:
    assert "全球卓越工程师大赛" in render_json(SAMPLE, text_by_path)


def test_sarif_lists_every_rule_once_in_order_and_results_point_to_theirs() -> None:
    run = json.loads(render_sarif(SAMPLE, text_by_path))["runs"][0]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == sorted(RULES)
    assert [ids[result["ruleIndex"]] for result in run["results"]] == [diagnostic.rule for diagnostic in SAMPLE]
    assert run["tool"]["driver"]["rules"][ids.index("heading-level")] == {
        "id": "heading-level",
        "shortDescription": {"text": RULES["heading-level"].doc},
        "defaultConfiguration": {"level": "warning"},
    }


def test_sarif_counts_columns_in_code_points_and_writes_paths_as_uris() -> None:
    found = problem("link-broken", "m", Span("content/seiten/über uns.de.md", 4, 11, 12))
    run = json.loads(render_sarif([found], text_by_path))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][0]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "content/seiten/%C3%BCber%20uns.de.md", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 4, "startColumn": 11, "endColumn": 23},
            }
        }
    ]


def test_sarif_doubles_braces_that_are_no_placeholders() -> None:
    run = json.loads(render_sarif([problem("figure-unknown", "no figure {{ x }}")], text_by_path))["runs"][0]
    assert run["results"][0]["message"]["text"] == "no figure {{{{ x }}}}"


# ---- laws -----------------------------------------------------------------------------------------------------

any_text = st.text(st.characters(), max_size=60)  # with surrogates and control characters
spans = st.builds(Span, any_text, st.integers(-1, 5), st.integers(-1, 70), st.integers(-1, 70))
found = st.builds(
    Diagnostic,
    rule=st.sampled_from(sorted(RULES)),
    severity=st.sampled_from(Severity),
    message=any_text,
    span=spans | st.none(),
    hint=any_text,
    related=st.lists(spans, max_size=2).map(tuple),
)
sources = st.text(st.characters() | st.sampled_from("\n\t人\u0301"), max_size=200)


@given(diagnostics=st.lists(found, max_size=3), text=sources, name=st.sampled_from(sorted(FORMATS)))
def test_every_diagnostic_can_be_told_in_every_format_in_utf_8(
    diagnostics: list[Diagnostic], text: str, name: str
) -> None:
    told = FORMATS[name](diagnostics, lambda _path: text, None)
    assert told.encode().decode() == told
    assert told.endswith("\n") or not diagnostics


@given(diagnostics=st.lists(found, max_size=3), name=st.sampled_from(["gitlab", "json", "sarif"]))
def test_programs_hold_every_diagnostic(diagnostics: list[Diagnostic], name: str) -> None:
    value = json.loads(FORMATS[name](diagnostics, text_by_path, None))
    places = {
        "gitlab": lambda: value,
        "json": lambda: value["diagnostics"],
        "sarif": lambda: value["runs"][0]["results"],
    }
    assert len(places[name]()) == len(diagnostics)


@given(diagnostics=st.lists(found, max_size=5))
def test_gitlab_tells_each_finding_by_a_mark_of_its_own(diagnostics: list[Diagnostic]) -> None:
    told = json.loads(render_gitlab(diagnostics, text_by_path))
    assert len({one["fingerprint"] for one in told}) == len(diagnostics)
    assert all(one["location"]["lines"]["begin"] >= 1 and one["location"]["path"] for one in told)


@given(diagnostics=st.lists(found, max_size=3))
def test_github_writes_one_line_a_diagnostic(diagnostics: list[Diagnostic]) -> None:
    assert render_github(diagnostics, text_by_path).count("\n") == len(diagnostics)
    assert "\r" not in render_github(diagnostics, text_by_path)


@given(diagnostic=found, text=sources)
def test_text_never_sends_a_control_character_to_the_terminal(diagnostic: Diagnostic, text: str) -> None:
    told = render_text([diagnostic], lambda _path: text) + render_github([diagnostic], lambda _path: text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)


@given(text=sources, column=st.integers(1, 300), length=st.integers(0, 300))
def test_an_excerpt_is_never_wider_than_a_terminal(text: str, column: int, length: int) -> None:
    told = render_text([problem("link-broken", "m", Span("a.md", 1, column, length))], lambda _path: text)
    assert all(len(line) <= 4 + 102 for line in told.splitlines() if "^" in line and not line.strip("^ "))


def test_a_few_files_are_named_and_many_are_counted() -> None:
    assert name_files(["a.md", "b.md"]) == "a.md, b.md"
    assert name_files([f"{number}.md" for number in range(FULL)]).endswith("18.md, 19.md")
    assert name_files([f"{number}.md" for number in range(1500)]) == "1,500 files"
