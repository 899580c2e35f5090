"""A broken file in the preview: its last good state stands, and everything else is built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from test_project import RELEASE, SITE, hire, make, preview, wish
from whole_sites import Files, build, edit, output, read_site, without, write_files

from microsite.build.looks import Options
from microsite.build.project import Project
from microsite.build.report import Report
from microsite.engine.crew import ALONE

HOME = "content/pages/home.en.md"
TERM = "content/glossary/landstrom"
CRANE = "content/press/2025-09-30-eröffnung/crane.png"
NEW = "content/press/2025-10-01-neu.de.md"
GROUP = "content/press/2025-09-30-eröffnung.yaml"
PO = "locales/de/LC_MESSAGES/messages.po"


def rules(report: Report) -> set[str]:
    """The rules of its errors."""
    return {one.rule for one in report.diagnostics if one.severity.word == "error"}


def save(root: Path, before: Files, files: Files) -> None:
    """Let a site that was these files be others."""
    for path in before.keys() - files.keys():
        (root / path).unlink()
    write_files(root, {path: data for path, data in files.items() if before.get(path) != data})


def welcome(files: Files) -> Files:
    """A good change of another file."""
    return edit(files, HOME, "Read about", "Read all about")


BROKEN: dict[str, tuple[Callable[[Files], Files], set[str], str]] = {
    "a field": (lambda files: edit(files, RELEASE, "title:", "titel:"), {"field-missing"}, RELEASE),
    "a link": (lambda files: edit(files, RELEASE, "2025-06-02-programm.md", "programm.md"), {"link-broken"}, RELEASE),
    "letters": (lambda files: files | {RELEASE: b"\xff\xfe"}, {"file-encoding"}, RELEASE),
    "a group file": (lambda files: edit(files, GROUP, "figures:", "figures: ["), {"yaml-invalid"}, GROUP),
    "a figure": (lambda files: edit(files, GROUP, "  visitors:", "  guests:"), {"figure-unknown"}, GROUP),
    "the configuration": (
        lambda files: edit(files, "content/site.yaml", "languages:", "languages: {"),
        {"yaml-invalid"},
        "content/site.yaml",
    ),
    "a template": (
        lambda files: edit(files, "templates/release.html", "{% extends", "{% extend"),
        {"template-error"},
        "templates/release.html",
    ),
    "words": (lambda files: files | {PO: b"msgid"}, {"catalog-invalid"}, PO),
    "an anchor": (lambda files: edit(files, RELEASE, " {#shore-power}", ""), {"anchor-broken"}, RELEASE),
    "a page that is gone": (
        lambda files: without(files, *(f"{TERM}.{locale}.md" for locale in ("de", "en", "zh"))),
        {"link-broken"},
        f"{TERM}.de.md",
    ),
    "a picture that is damaged": (
        lambda files: files | {CRANE: files[CRANE][:400]},
        {"picture-invalid"},
        CRANE,
    ),
    "a picture that is gone": (
        lambda files: without(files, CRANE),
        {"picture-missing"},
        CRANE,
    ),
}


@pytest.mark.law(every=4)
@pytest.mark.parametrize("what", BROKEN)
def test_one_broken_file_keeps_nothing_else_from_being_built(tmp_path: Path, what: str) -> None:
    break_it, told, blamed = BROKEN[what]
    broken = break_it(SITE)
    project = preview(write_files(tmp_path, SITE))
    assert make(project).done
    shown = output(tmp_path)
    save(tmp_path, SITE, broken)
    report = make(project)
    assert rules(report) == told
    assert report.held[blamed]
    assert (report.has_written, report.moved) == (False, frozenset())
    assert output(tmp_path) == shown
    save(tmp_path, broken, welcome(broken))
    report = make(project)
    assert rules(report) == told
    assert report.held[blamed]
    assert (report.has_written, report.moved) == (True, frozenset({HOME}))
    assert output(tmp_path) == build(welcome(SITE)).files
    save(tmp_path, welcome(broken), welcome(SITE))
    report = make(project)
    assert (rules(report), report.held) == (set(), {})
    assert output(tmp_path) == build(welcome(SITE)).files


def test_a_source_that_is_gone_stands_in_for_its_translations_to_be_compared_with(tmp_path: Path) -> None:
    site = read_site("conference")
    term = "content/glossary/ultra-precise-laser-machining"
    stale = edit(site, f"{term}.de.md", "\n---\n", "\n---\nEin Satz mehr.\n\n")
    project = preview(write_files(tmp_path, site))
    assert make(project).done
    save(tmp_path, site, stale)
    assert make(project).done
    shown = output(tmp_path)
    gone = without(stale, *(f"{term}.{locale}.md" for locale in ("de", "en", "zh")))
    save(tmp_path, stale, gone)
    report = make(project)
    assert rules(report) == {"link-broken"}
    assert report.held[f"{term}.de.md"]
    assert output(tmp_path) == shown


def test_what_never_was_good_is_left_out(tmp_path: Path) -> None:
    project = preview(write_files(tmp_path, SITE))
    assert make(project).done
    save(tmp_path, SITE, welcome(SITE) | {NEW: b"---\ntitel: Neu\n---\nText\n"})
    report = make(project)
    assert (rules(report), report.held) == ({"field-missing"}, {NEW: False})
    assert report.done.endswith(f"; left out: {NEW}")
    assert output(tmp_path) == build(welcome(SITE)).files


def test_the_last_good_state_outlives_the_preview(tmp_path: Path) -> None:
    assert make(preview(write_files(tmp_path, SITE))).done
    write_files(tmp_path, welcome(edit(SITE, RELEASE, "title:", "titel:")))
    report = make(preview(tmp_path))
    assert (rules(report), report.held) == ({"field-missing"}, {RELEASE: True})
    assert output(tmp_path) == build(welcome(SITE)).files


def test_a_preview_that_begins_with_a_broken_file_shows_the_others(tmp_path: Path) -> None:
    path = "content/press/2025-12-24-bilanz.de.md"
    report = make(preview(write_files(tmp_path, edit(SITE, path, "title:", "titel:"))))
    assert (rules(report), report.held) == ({"field-missing"}, {path: False})
    assert output(tmp_path) == build(without(SITE, path, path.replace(".de.md", ".yaml"))).files


def test_a_build_that_is_no_preview_writes_nothing_beside_an_error(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)
    project = Project(tmp_path, tmp_path / "output", Options(), wish)
    assert project.build(hire, ALONE).done
    shown = output(tmp_path)
    write_files(tmp_path, welcome(edit(SITE, RELEASE, "title:", "titel:")))
    report = project.build(hire, ALONE)
    assert (report.done, report.held) == ("", {})
    assert output(tmp_path) == shown


def test_a_build_after_the_preview_takes_nothing_of_it_for_what_the_disk_has(tmp_path: Path) -> None:
    project = preview(write_files(tmp_path, SITE))
    assert make(project).done
    write_files(tmp_path, edit(SITE, RELEASE, "title:", "titel:"))
    assert make(project).held
    report = Project(tmp_path, tmp_path / "output", Options(), wish).build(hire, ALONE)
    assert (rules(report), report.done) == ({"field-missing"}, "")


STATES: dict[str, tuple[Callable[[Files], Files], ...]] = {
    HOME: (lambda files: files, welcome, lambda files: edit(files, HOME, "title:", "titel:")),
    RELEASE: (
        lambda files: files,
        lambda files: edit(files, RELEASE, "Der Wind steht gut", "Der Wind frischt auf"),
        lambda files: edit(files, RELEASE, "2025-06-02-programm.md", "programm.md"),
    ),
    GROUP: (
        lambda files: files,
        lambda files: edit(files, GROUP, "Ole Petersen", "Ole Jensen"),
        lambda files: edit(files, GROUP, "figures:", "figures: ["),
    ),
}
"""Files as they are, as they may be, and broken."""
BROKEN_STATE = 2


@settings(max_examples=up_to(25, few=2), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(STATES)), st.integers(0, BROKEN_STATE)), min_size=1, max_size=6))
def test_whatever_is_broken_and_mended_each_file_is_shown_as_it_last_was_good(saves: list[tuple[str, int]]) -> None:
    saved, good, before = dict.fromkeys(STATES, 0), dict.fromkeys(STATES, 0), SITE
    with TemporaryDirectory() as folder:
        root = write_files(Path(folder), SITE)
        project = preview(root)
        assert make(project).done
        for path, state in saves:
            saved[path] = state
            good[path] = good[path] if state == BROKEN_STATE else state
            files, wanted = SITE, SITE
            for one, states in STATES.items():
                files, wanted = states[saved[one]](files), states[good[one]](wanted)
            save(root, before, files)
            before = files
            report = make(project)
            assert set(report.held) == {one for one, chosen in saved.items() if chosen == BROKEN_STATE}
            assert output(root) == build(wanted).files
