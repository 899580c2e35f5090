"""Findings that are accepted as they stand: recognised although lines move, and told of when they are new or gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_sites import Done, call, read_shared, read_site, write_files

from microsite.diagnostics.baseline import Identity, compare, read_baseline, write_baseline
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import Diagnostic, Severity, Span, problem
from microsite.diagnostics.reports import render_json, render_sarif
from microsite.diagnostics.terminal import FULL

ABOUT = "content/pages/about.en.md"


def found(message: str, line: int = 1, path: str = ABOUT) -> Diagnostic:
    return problem("link-broken", message, Span(path, line, 1))


MESSAGES, PATHS = st.sampled_from(["a", "“b”", "\ud800\n字"]), st.sampled_from([ABOUT, "x.yaml"])
findings_of_one = st.builds(found, MESSAGES, st.integers(0, 9), PATHS)
findings = st.lists(findings_of_one, max_size=12)


def graded(diagnostic: Diagnostic, severity: Severity) -> Diagnostic:
    return diagnostic._replace(severity=severity)


def accepted(diagnostics: list[Diagnostic]) -> dict[Identity, int]:
    return dict(read_baseline(write_baseline(diagnostics)) or {})


@given(findings)
def test_what_is_accepted_is_neither_new_nor_gone_wherever_it_moves(diagnostics: list[Diagnostic]) -> None:
    moved = [one._replace(span=one.span._replace(line=one.span.line + 3)) for one in diagnostics if one.span]
    assert compare(moved, accepted(diagnostics)) == ((), tuple(moved), {})


@given(findings, findings)
def test_what_is_new_and_what_has_gone_make_the_difference(before: list[Diagnostic], after: list[Diagnostic]) -> None:
    compared = compare(after, accepted(before))
    assert len(compared.new) + len(compared.known) == len(after)
    assert len(before) - sum(compared.gone.values()) == len(compared.known)
    assert set(compared.new) <= set(after)


@given(st.lists(st.builds(graded, findings_of_one, st.sampled_from(Severity)), max_size=12))
def test_right_after_it_was_written_nothing_has_gone_and_nothing_is_new_but_notes(
    diagnostics: list[Diagnostic],
) -> None:
    weighty = [one for one in diagnostics if one.severity <= Severity.WARNING]
    notes = tuple(one for one in diagnostics if one.severity > Severity.WARNING)
    assert compare(diagnostics, accepted(weighty)) == (notes, tuple(weighty), {})


def test_one_more_of_the_same_is_new_and_it_is_the_last() -> None:
    new, known, gone = compare([found("a", 1), found("a", 2), found("a", 9)], accepted([found("a", 5), found("a", 6)]))
    assert (new, known, gone) == ((found("a", 9),), (found("a", 1), found("a", 2)), {})


def repeated(*lines: int) -> Diagnostic:
    spans = tuple(Span(ABOUT, line, 1) for line in lines)
    return problem("typography", "straight", spans[0])._replace(repeats=spans[1:])


@pytest.mark.parametrize(("before", "new", "known"), [(3, [], [1, 2, 3]), (2, [3], [1, 2]), (5, [], [1, 2, 3])])
def test_what_a_text_has_in_more_places_than_before_is_new_there_whatever_its_number(
    before: int, new: list[int], known: list[int]
) -> None:
    compared = compare([repeated(1, 2, 3)], accepted([repeated(*range(6, 6 + before))]))
    assert compared.new == ((repeated(*new),) if new else ())
    assert compared.known == (repeated(*known),)
    assert sum(compared.gone.values()) == before - len(known)


def test_a_note_that_says_the_same_does_not_take_the_place_of_a_warning() -> None:
    note, warning = graded(found("a", 1), Severity.INFO), graded(found("a", 2), Severity.WARNING)
    assert compare([note, warning], accepted([warning])) == ((note,), (warning,), {})


def test_what_weighs_more_now_is_the_same() -> None:
    light = found("a")._replace(severity=Severity.WARNING)
    assert compare([found("a")], accepted([light])).new == ()


def test_the_same_in_another_file_is_new() -> None:
    new, _, gone = compare([found("a", path="b.md")], accepted([found("a")]))
    assert (len(new), dict(gone)) == (1, {Identity(ABOUT, "link-broken", "a"): 1})


def test_the_file_is_sorted_and_has_a_finding_in_each_line() -> None:
    diagnostics = [found("b"), found("a", 3), found("b", 7)]
    written = write_baseline(diagnostics).decode()
    assert written == (
        '{"version": 1, "findings": [\n'
        '{"path": "content/pages/about.en.md", "rule": "link-broken", "message": "a"},\n'
        '{"path": "content/pages/about.en.md", "rule": "link-broken", "message": "b", "times": 2}\n'
        "]}\n"
    )
    assert write_baseline(reversed(diagnostics)).decode() == written


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff", b"[]", b"1", b"{}", b'{"version": 2, "findings": []}', b'{"version": 1, "findings": 3}',
        b'{"version": 1, "findings": [3]}', b'{"version": 1, "findings": [{"path": 1, "rule": "", "message": ""}]}',
        b'{"version": 1, "findings": [{"path": "", "rule": "", "message": "", "times": 0}]}',
        b'{"version": 1, "findings": [{"path": "", "rule": "", "message": "", "times": true}]}',
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_none(data: bytes) -> None:
    assert read_baseline(data) is None
    assert read_baseline(b'{"version": 1, "findings": []}') == {}


# ---- at the command line ----------------------------------------------------------------------------------------


def site(folder: Path, body: str) -> Path:
    files = read_site("minimal") | read_shared("templates", "locales")
    return write_files(folder, files | {ABOUT: f"---\ntitle: About\n---\n{body}\n".encode()})


def edit(root: Path, body: str) -> None:
    (root / ABOUT).write_text(f"---\ntitle: About\n---\n{body}\n", "utf-8")


def last(done: Done) -> str:
    return (done.err or done.out).splitlines()[-1]


def test_what_stands_is_accepted_and_what_is_new_is_told(tmp_path: Path) -> None:
    root = site(tmp_path, "[a](one.md)\n\n![](two.png)")
    done = call("check", "--write-baseline", "known.json", folder=root)
    assert (done.status, done.out, done.err) == (0, "3 findings written to known.json\n", "")
    assert len(json.loads((root / "known.json").read_bytes())["findings"]) == 3
    edit(root, "More.\n\n[a](one.md)\n\n![](two.png)")
    done = call("check", "--baseline", "known.json", folder=root)
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("; 3 known, 0 gone\n")
    edit(root, "[a](one.md)\n\n[a](three.md)")
    done = call("check", "--baseline", "known.json", folder=root)
    assert done.status == 1
    assert done.err.count("error[link-broken]") == 1
    assert "there is no page “three.md”" in done.err
    assert last(done) == "1 error; 1 known, 2 gone"
    assert f"gone: {ABOUT}: picture-missing: there is no picture “content/pages/two.png”\n" in done.out


def test_a_baseline_is_held_against_and_written_anew_in_one_run(tmp_path: Path) -> None:
    root = site(tmp_path, "[a](one.md)")
    call("check", "--write-baseline", "known.json", folder=root)
    edit(root, "[a](two.md)")
    done = call("check", "--baseline", "known.json", "--write-baseline", "known.json", folder=root)
    assert "there is no page “two.md”" in done.err
    assert call("check", "--baseline", "known.json", folder=root).status == 0


def test_json_holds_everything_and_says_what_is_new_and_what_has_gone(tmp_path: Path) -> None:
    root = site(tmp_path, "[a](one.md)\n\n[b](two.md)\n\n[b](two.md)")
    call("check", "--write-baseline", "known.json", folder=root)
    edit(root, "[a](new.md)\n\n[a](one.md)")
    done = call("check", "--baseline", "known.json", "--format", "json", folder=root)
    told = json.loads(done.out)
    assert done.status == 1
    assert told["summary"] == {"error": 2, "warning": 0, "info": 0}
    assert [(one["span"]["line"], one["state"]) for one in told["diagnostics"]] == [(4, "new"), (6, "unchanged")]
    message = "there is no page “two.md”"
    assert told["absent"] == [{"rule": "link-broken", "message": message, "path": ABOUT, "times": 2}]


def test_json_without_a_baseline_has_no_states(tmp_path: Path) -> None:
    told = json.loads(call("check", "--format", "json", folder=site(tmp_path, "[a](one.md)")).out)
    assert "absent" not in told
    assert [one["rule"] for one in told["diagnostics"] if "state" not in one] == ["link-broken"]


def test_sarif_holds_everything_with_its_state(tmp_path: Path) -> None:
    root = site(tmp_path, "[a](one.md)\n\n[b](two.md)\n\n[b](two.md)")
    call("check", "--write-baseline", "known.json", folder=root)
    edit(root, "[a](new.md)\n\n[a](one.md)")
    done = call("check", "--baseline", "known.json", "--format", "sarif", folder=root)
    results = json.loads(done.out)["runs"][0]["results"]
    assert [(one["baselineState"], one["message"]["text"][:25]) for one in results] == [
        ("new", "there is no page “new.md”"),
        ("unchanged", "there is no page “one.md”"),
        ("absent", "there is no page “two.md”"),
    ]
    assert results[2]["occurrenceCount"] == 2
    assert results[2]["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": ABOUT, "uriBaseId": "%SRCROOT%"}}}
    ]
    assert "level" not in results[2]


def test_machines_get_nothing_new_where_all_is_accepted_and_the_run_succeeds(tmp_path: Path) -> None:
    root = site(tmp_path, "[a](one.md)")
    call("check", "--write-baseline", "known.json", folder=root)
    done = call("check", "--baseline", "known.json", "--format", "sarif", folder=root)
    assert done.status == 0
    assert [one["baselineState"] for one in json.loads(done.out)["runs"][0]["results"]] == ["unchanged"]


def test_machines_get_what_has_gone_only_where_everything_was_looked_at_and_of_the_rules_asked_for(
    tmp_path: Path,
) -> None:
    root = site(tmp_path, "[a](one.md)\n\n![](two.png)")
    call("check", "--write-baseline", "known.json", folder=root)
    edit(root, "a")
    words = ("check", "--baseline", "known.json", "--format", "json")
    assert json.loads(call(*words, "press", folder=root).out)["absent"] == []
    of_one = json.loads(call(*words, "--rule", "link-broken", folder=root).out)
    assert [one["rule"] for one in of_one["absent"]] == ["link-broken"]


@given(findings, findings)
def test_machines_get_each_finding_once(before: list[Diagnostic], after: list[Diagnostic]) -> None:
    graded = grade(after, {}, strict=False)
    compared = compare(graded, accepted(before))
    told = json.loads(render_json(compared.new, lambda _path: "", compared))
    assert [one["message"] for one in told["diagnostics"]] == [
        one.message.replace("\ud800", "\ufffd") for one in graded
    ]
    assert [one["state"] for one in told["diagnostics"]].count("new") == len(compared.new)
    results = json.loads(render_sarif(compared.new, lambda _path: "", compared))["runs"][0]["results"]
    assert len(results) == len(graded) + len(compared.gone)
    assert {one["baselineState"] for one in results} <= {"new", "unchanged", "absent"}


def test_what_has_gone_is_told_only_where_everything_was_looked_at(tmp_path: Path) -> None:
    root = site(tmp_path, "[a](one.md)")
    call("check", "--write-baseline", "known.json", folder=root)
    edit(root, "a")
    for words in (("press",), ("--lang", "en")):
        done = call("check", "--baseline", "known.json", *words, folder=root)
        assert "gone" not in done.out + done.err
    assert "gone: " in call("check", "--baseline", "known.json", folder=root).out


def test_of_much_that_has_gone_the_first_lines_are_told(tmp_path: Path) -> None:
    root = site(tmp_path, "\n\n".join(f"[a](gone{number}.md)" for number in range(2 * FULL)))
    call("check", "--write-baseline", "known.json", folder=root)
    edit(root, "a")
    done = call("check", "--baseline", "known.json", folder=root)
    assert done.out.count("gone: ") == FULL + 1
    assert f"gone: {FULL} more; -v names them all\n" in done.out
    assert call("check", "-v", "--baseline", "known.json", folder=root).out.count("gone: ") == 2 * FULL


def test_what_is_only_worth_knowing_is_not_written(tmp_path: Path) -> None:
    root = site(tmp_path, "Ask [[name]].")
    assert call("check", "--write-baseline", "known.json", folder=root).out == "0 findings written to known.json\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--baseline", "gone.json"), "“gone.json” cannot be read: No such file or directory"),
        (("--baseline", "content/site.yaml"), "“content/site.yaml” is not a baseline"),
        (("--baseline", "content"), "“content” cannot be read: it is a folder"),
        (("--write-baseline", "content"), "“content” cannot be written: it is not an ordinary file"),
        (("--write-baseline", "known.json", "press"), "a baseline is of all texts"),
        (("--write-baseline", "known.json", "--lang", "en"), "a baseline is of all texts"),
    ],
)
def test_what_cannot_be_read_or_written_is_told(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = call("check", *words, folder=site(tmp_path, "a"))
    assert (done.status, done.err.splitlines()[0]) == (2, f"error: {told}")


@pytest.mark.parametrize(
    "words", [("check", "--write-baseline"), ("verify", "output", "--write-baseline"), ("--profile",)]
)
def test_a_file_of_something_else_is_not_written_over(words: tuple[str, ...], tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("minimal"))
    assert call(folder=root).status == 0
    before = (root / "content/site.yaml").read_bytes()
    done = call(*words, "content/site.yaml", folder=root)
    assert done.status == 2
    assert "“content/site.yaml” is another file, and is not written over\nhint: name a new file: --" in done.err
    assert (root / "content/site.yaml").read_bytes() == before
    for _ in range(2):
        assert call(*words, "mine.json", folder=root).status == 0


def test_a_site_that_cannot_be_read_keeps_its_baseline(tmp_path: Path) -> None:
    root = site(tmp_path, "a")
    call("check", "--write-baseline", "known.json", folder=root)
    before = (root / "known.json").read_bytes()
    (root / "content/site.yaml").write_text("title: [", "utf-8")
    assert call("check", "--write-baseline", "known.json", folder=root).status == 1
    assert (root / "known.json").read_bytes() == before
