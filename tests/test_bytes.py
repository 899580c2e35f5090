"""Jobs that write bytes: no template makes them; they are shared, planned and told of as pages are."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import edit_scripts
import pytest
from edit_scripts import SITE
from whole_sites import REPOSITORY, Files, Waiting, built, new_memory, prepare, read_files, read_site, write_files

from microsite.build.orders import begin_rendering, finish_rendering
from microsite.build.plan import Plan, make_manifest, make_plan
from microsite.diagnostics.problems import Diagnostic, Span
from microsite.engine.common import Nowhere
from microsite.engine.crew import ALONE, CHUNK, Crew
from microsite.engine.hire import hire
from microsite.model.site import Target
from microsite.pages.jobs import Job, Manifest, Order, Rendered
from microsite.pages.plot import plain_part
from microsite.render.render import render


def write_card(title: str) -> bytes:
    """A PNG of one row, which has a grey pixel for each byte of a title."""
    row = title.encode()

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = struct.pack(">IIBBBBB", len(row), 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" + row)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def write_nothing(title: str) -> bytes:
    raise ValueError(f"no letter of “{title}” can be drawn")


def write_text(title: str) -> bytes:
    return title  # type: ignore[return-value]  # as somebody might


# ---- one job ----------------------------------------------------------------------------------------------------


def made(write: Callable[..., bytes], origin: str = "") -> Rendered:
    values: Mapping[str, object] = {"title": "Hafen"}
    return render(Order(Target("card.png", "/card.png"), "", None, None, values, write=write, origin=origin), ())


def test_an_order_that_writes_gives_the_bytes_and_needs_no_template() -> None:
    found = made(write_card)
    assert found.data == write_card("Hafen")
    assert found.diagnostics == ()


def test_a_fault_is_told_with_the_file_the_source_and_who_is_to_blame() -> None:
    found = made(write_nothing, "content/press/hafen.de.md")
    [told] = found.diagnostics
    assert found.data is None
    assert (told.rule, told.span) == ("output-failed", Span("content/press/hafen.de.md"))
    assert told.message == "“card.png” cannot be made: no letter of “Hafen” can be drawn"
    assert told.hint == f"report this: write_nothing of {__name__} failed"


def test_what_is_no_bytes_is_a_fault() -> None:
    assert [told.rule for told in made(write_text).diagnostics] == ["output-failed"]


def test_the_tables_of_terms_are_written_without_a_template() -> None:
    jobs = {job.target.path: job for job in built("trilingual").jobs if job.target.path.startswith("glossary.")}
    assert list(jobs) == ["glossary.csv", "glossary.tbx", "glossary.json"]
    assert all(job.write for job in jobs.values())
    assert not any(job.template or job.view or job.frame for job in jobs.values())


# ---- many, by several processes ---------------------------------------------------------------------------------


def jobs_of(titles: Sequence[str]) -> list[Job]:
    return [
        Job(Target(f"cards/{number}.png", ""), (plain_part("title", title),), write=write_card)
        for number, title in enumerate(titles)
    ]


def make(
    titles: Sequence[str], crew: Crew, manifest: Manifest, files: Files
) -> tuple[Plan, Manifest, list[Diagnostic]]:
    """Plan and make the cards of these titles; `files` are those that are there, and are changed."""
    prepared = prepare(read_site("minimal"), new_memory())
    assert prepared
    waiting = Waiting({}, files)
    plan = make_plan(jobs_of(titles), manifest, {path: record.output for path, record in manifest.items()})
    rendering = begin_rendering(plan, tuple, prepared.linker, lambda _: b"", crew, waiting, Nowhere())
    keys, problems = finish_rendering(plan, rendering, waiting, lambda *_: b"")
    digests = {job.target.path: rendered_digest(files[job.target.path]) for job, _ in plan.render}
    return plan, make_manifest(plan, manifest, digests, keys), problems


def rendered_digest(data: bytes) -> str:
    """The digest that an output of these bytes has."""
    order = Order(Target("", ""), "", None, None, {"data": data}, write=bytes_of)
    return render(order, ()).digest


def bytes_of(data: bytes) -> bytes:
    return data


def test_two_processes_make_what_one_does_and_only_what_has_moved_is_made_again() -> None:
    titles = [f"Karte {number}" for number in range(6 * CHUNK)]
    alone: Files = {}
    shared: Files = {}
    _, _, none = make(titles, ALONE, {}, alone)
    with hire(2) as crew:
        plan, manifest, problems = make(titles, crew, {}, shared)
    assert (none, problems) == ([], [])
    assert shared == alone == {f"cards/{n}.png": write_card(title) for n, title in enumerate(titles)}
    assert len(plan.render) == len(titles)
    titles[7] = "Another"
    with hire(2) as crew:
        plan, _, _ = make(titles, crew, manifest, shared)
    assert [(job.target.path, why) for job, why in plan.render] == [("cards/7.png", ("title",))]
    assert shared["cards/7.png"] == write_card("Another")


# ---- a whole site with cards ------------------------------------------------------------------------------------

CARDS = """

def _cards(plot: Plot) -> Iterator[Job]:
    from microsite.pages.cards import write_card

    for page in plot.site.pages.values():
        target = page_target(plot.config, page.target.path.replace("index.html", "card.png"))
        parts = *shared_parts(plot, None, ""), plain_part("title", page.entry.title)
        yield Job(target, parts, origin=page.entry.path, write=write_card)
"""
CHANGES = (("    return tuple(jobs)\n", "    jobs.extend(_cards(plot))\n    return tuple(jobs)\n" + CARDS),)
"""What CONTRIBUTING.md says of an output of bytes: (what stands in outputs.py, what is to stand there)."""

WRITER = """
def write_card(title: str) -> bytes:
    if "☠" in title:
        raise ValueError("no such letter")
    return b"\\0" + title.encode() + b"\\xff"
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the generator that makes a card of each page."""
    folder = tmp_path_factory.mktemp("with cards")
    shutil.copytree(REPOSITORY / "microsite", folder / "microsite", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(REPOSITORY / "build.py", folder / "build.py")
    path = folder / "microsite/pages/outputs.py"
    text = path.read_text("utf-8")
    for old, new in CHANGES:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    (folder / "microsite/pages/cards.py").write_text(WRITER, "utf-8")
    return folder


def call(package: Path, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Let that generator build a site."""
    command = [sys.executable, str(package / "build.py"), "--root", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)  # noqa: S603 - our own program


@pytest.mark.slow
def test_a_site_with_cards_is_built_by_two_processes_and_rebuilt_to_what_a_build_from_nothing_makes(
    package: Path, tmp_path: Path
) -> None:
    root, again = (write_files(tmp_path / name, SITE) for name in ("site", "again"))
    assert call(package, root, "--jobs", "2").returncode == 0
    assert read_files(root / "output")["en/press/programme/card.png"] == b"\0Programme\xff"
    assert " 0 written, 0 removed " in call(package, root, "--jobs", "2").stdout
    for folder in (root, again):
        edit_scripts.change_field(folder, "content/press/opening.en.md", "title", "All begins")
    done = call(package, root, "--jobs", "2", "--explain")
    assert done.returncode == call(package, again, "--jobs", "1").returncode == 0
    cards = [line for line in done.stdout.splitlines() if "card.png" in line]
    assert cards == ["en/press/opening/card.png: title"]
    edit_scripts.compare(read_files(root / "output"), read_files(again / "output"))


def test_a_card_that_cannot_be_made_is_told_and_leaves_the_site_as_it_was(package: Path, tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", SITE)
    call(package, root)
    before = read_files(root / "output")
    edit_scripts.change_field(root, "content/press/opening.en.md", "title", "☠")
    done = call(package, root, "--jobs", "2")
    assert done.returncode == 1
    assert "content/press/opening.en.md: error[output-failed]: “en/press/opening/card.png” cannot" in done.stderr
    assert read_files(root / "output") == before
