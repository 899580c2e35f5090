"""A site's folder, built again and again in one process, as the preview does, and by processes that come after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whole_sites import Files, build, call, edit, output, read_site, write_files

from microsite.build.looks import Options
from microsite.build.project import Project
from microsite.build.report import Report
from microsite.build.wishes import Wishes
from microsite.engine.crew import ALONE, Crew
from microsite.model.config import Config

SITE = read_site("trilingual")
RELEASE = "content/press/2025-09-30-eröffnung.de.md"


def wish(config: Config, _options: Options) -> tuple[Config, Wishes]:
    return config, Wishes()


@contextmanager
def hire(_sources: int, _engine: str) -> Iterator[Crew]:
    yield ALONE


def preview(root: Path) -> Project:
    return Project(root, root / "output", Options(), wish, is_lasting=True)


def make(project: Project) -> Report:
    """Build as the preview does: what was worked out is written down afterwards."""
    report = project.build(hire, ALONE)
    project.remember()
    return report


def after(path: str, old: str, new: str) -> Files:
    return edit(SITE, path, old, new)


def test_builds_of_one_process_come_to_what_a_build_from_nothing_does(tmp_path: Path) -> None:
    project = preview(write_files(tmp_path, SITE))
    assert make(project).done
    steps = (
        after(RELEASE, "Der Wind steht gut", "Der Wind frischt auf"),
        after(RELEASE, "slug: eröffnung", "slug: auftakt"),
        after("content/site.yaml", "press: source, page: source", "press: omit, page: omit, glossary: source"),
        after("content/site.yaml", "https://hafentage.example/", "https://hafentage.example/2025/"),
        after("content/site.yaml", "locale: de_DE", "locale: en_US"),  # which has no ue for ü
        SITE,
    )
    for files in steps:
        write_files(tmp_path, files)
        assert make(project).done
        assert output(tmp_path) == build(files).files


def test_a_preview_that_is_told_what_has_changed_comes_to_the_same(tmp_path: Path) -> None:
    project = preview(write_files(tmp_path, SITE))
    assert make(project).done
    page = tmp_path / "content/pages/neu.de.md"
    edited = after(RELEASE, "Der Wind steht gut", "Der Wind frischt auf")
    more = edited | {"content/pages/neu.de.md": b"---\ntitle: Neu\n---\nMehr.\n"}
    for files, changed in ((edited, tmp_path / RELEASE), (more, page), (edited, page)):
        page.unlink(missing_ok=True)
        write_files(tmp_path, files)
        assert project.build(hire, ALONE, {changed}).done
        assert output(tmp_path) == build(files).files


def test_a_failed_build_of_a_preview_is_no_build_for_whoever_comes_next(tmp_path: Path) -> None:
    project = preview(write_files(tmp_path, SITE))
    good = make(project)
    write_files(tmp_path, after(RELEASE, "Der Wind steht gut", "[Der Wind](zzz.md) steht gut"))
    failed = make(project)
    assert [found.rule for found in failed.diagnostics if found.severity.word == "error"] == ["link-broken"]
    done = call(folder=tmp_path)
    assert (done.status, "link-broken" in done.err, "Traceback" in done.err) == (1, True, False)
    write_files(tmp_path, SITE)
    mended = make(project)
    assert mended.diagnostics == good.diagnostics
    assert output(tmp_path) == build(SITE).files


def test_what_a_preview_wrote_down_spares_the_next_process_everything(tmp_path: Path) -> None:
    make(preview(write_files(tmp_path, SITE)))
    later = Project(tmp_path, tmp_path / "output", Options(), wish).build(hire, ALONE)
    assert later.done.startswith(f"{len(build(SITE).jobs)} files, 0 written, 0 removed")


def test_an_output_folder_that_is_deleted_under_a_preview_is_made_again(tmp_path: Path) -> None:
    project = preview(write_files(tmp_path, SITE))
    make(project)
    (tmp_path / "output").rename(tmp_path / "elsewhere")
    assert make(project).done
    assert output(tmp_path) == build(SITE).files
