"""Laws of the whole: the same bytes whatever the circumstances, incremental as from nothing, no input that raises."""

from __future__ import annotations

import hashlib
import itertools
import marshal
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import up_to
from whole_sites import (
    REPOSITORY,
    Built,
    Files,
    Waiting,
    as_sources,
    build,
    built,
    call,
    edit,
    new_memory,
    output,
    read_site,
    write_files,
)

from microsite.build import intake, pipeline
from microsite.build.outcome import Before
from microsite.build.plan import make_manifest
from microsite.build.wishes import Wishes
from microsite.content import parse
from microsite.content.material import Material
from microsite.content.texts import make_manuscript, read_text
from microsite.diagnostics import reports
from microsite.diagnostics.grading import grade
from microsite.diagnostics.problems import RULES, Diagnostic, Severity, Span
from microsite.engine.bodies import read_uses
from microsite.engine.crew import ALONE
from microsite.engine.memory import Memory
from microsite.engine.packing import Plain
from microsite.i18n import catalog, updates, words
from microsite.i18n.words import catalog_path
from microsite.model.kinds import KINDS
from microsite.model.source import Source
from microsite.pages.jobs import Frame, Manifest
from microsite.site import groups

SITE = read_site("trilingual")


# ---- the same bytes ---------------------------------------------------------------------------------------------


def run(root: Path, *words: str, seed: str = "0") -> bytes:
    """Run the command line on a folder in a process of its own; what it prints on stderr."""
    environment = os.environ | {"PYTHONHASHSEED": seed}
    command = [sys.executable, str(REPOSITORY / "build.py"), "--root", str(root), *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=300)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr


def test_hash_seed_folder_file_order_and_workers_do_not_change_a_byte(tmp_path: Path) -> None:
    expected = built("trilingual")
    told = []
    for seed, name, options in (("1", "one", ["--jobs", "1"]), ("77", "a folder with spaces/zwei", ["--jobs", "2"])):
        files = list(SITE.items())
        random.Random(seed).shuffle(files)  # noqa: S311 - a file system lists in the order in which files were made
        root = write_files(tmp_path / name, dict(files))
        told.append(run(root, "-v", *options, seed=seed))
        assert output(root) == expected.files
    assert told[0] == told[1]


@given(st.randoms(use_true_random=False), st.sampled_from(["minimal", "right-to-left"]))
@settings(max_examples=up_to(8))
def test_the_order_of_the_sources_does_not_change_a_byte(shuffled: random.Random, name: str) -> None:
    files = read_site(name)
    sources = list(as_sources(files))
    shuffled.shuffle(sources)
    other = build(files, sources=tuple(sources))
    assert (other.files, other.diagnostics) == (built(name).files, built(name).diagnostics)


# ---- incremental is clean ---------------------------------------------------------------------------------------


class Edit(NamedTuple):
    """A change of the site; what it does to it must not depend on what was done before."""

    path: str
    old: str
    new: str


PRESS = "content/press/2025-09-30-eröffnung"
EDITS = (
    Edit(f"{PRESS}.de.md", "Der Wind steht gut", "Der Wind frischt auf"),
    Edit(f"{PRESS}.de.md", "slug: eröffnung", "slug: auftakt"),
    Edit(f"{PRESS}.en.md", 'title: "Harbour', 'title: "The Harbour'),
    Edit(f"{PRESS}.zh.md", "会期", "为期"),
    Edit(f"{PRESS}.yaml", "value: 1234567", "value: 7654321"),
    Edit(f"{PRESS}.yaml", "Blick auf", "Aussicht auf"),
    Edit("content/glossary/landstrom.zh.md", "term: 岸电", "term: 船舶岸电"),
    Edit("content/glossary/ökobonus.de.md", "term: Ökobonus", "term: Umweltbonus"),
    Edit("content/glossary/ökobonus.de.md", "---\nterm", "---\nsort: Prämie\nterm"),
    Edit("content/pages/imprint.de.md", "updated: 2025-06-02", "updated: 2025-06-03"),
    Edit("content/press/2025-12-24-bilanz.de.md", "draft: true", "draft: false"),
    Edit("content/press/2025-06-02-programm.de.md", "place: Kiel", "date: 2025-12-01"),
    Edit("content/site.yaml", "page_size: 1", "page_size: 2"),
    Edit("content/site.yaml", "press: source, page: source", "press: omit, page: omit, glossary: source"),
    Edit("content/site.yaml", "https://hafentage.example/", "https://hafentage.example/2025/"),
    Edit("content/site.yaml", "name: Deutsch", "name: Deutsch (DE)"),
    Edit("templates/term.html", "<dfn>", '<dfn class="term">'),
    Edit("templates/base.html", "<body class=", '<body data-x="1" class='),
    Edit("templates/assets/style.css", "", "/* new */"),
    Edit("content/site.yaml", "tag: zh-Hans", "tag: zh-CN"),
    Edit("content/site.yaml", "locale: en_GB", "locale: en_US"),
    Edit("content/site.yaml", "source_language: de", "source_language: en"),
    Edit("content/site.yaml", "footer: [imprint]", "footer: [press, imprint]"),
    Edit("content/site.yaml", "show: [visitors, share", "show: [share, visitors"),
    Edit("content/site.yaml", "zh: 港口联盟}\n  url", "zh: 港口协会}\n  url"),
    Edit("content/site.yaml", "Veranstalter ist", "Veranstalter ist auch"),
    Edit(f"{PRESS}.yaml", "de: Hamburg, en: Hamburg, zh: 汉堡", "de: Hamburg, en: Hamburg, zh: 汉堡市"),
    Edit(f"{PRESS}.yaml", "Jana Köhler, en", "Jana Kohl, en"),
    Edit(f"{PRESS}.yaml", "en: Visitors to the port", "en: Guests of the port"),
    Edit("content/glossary/landstrom.de.md", "", "\n## Mehr {#mehr}\n"),
    Edit("content/pages/über-uns.en.md", "slug: about", "slug: who-we-are"),
    Edit("content/pages/über-uns.de.md", "title: ", "title: Mehr "),
    Edit("content/pages/home.zh.md", "title: ", "title: 新"),
    Edit("locales/en/LC_MESSAGES/messages.po", "", ""),
    Edit("locales/zh-hans/LC_MESSAGES/messages.po", "跳到正文", "跳至正文"),
)
FILES = {
    "content/press/2025-10-05-rückblick.de.md": "---\ntitle: Rückblick\n---\nEs war schön.\n".encode(),
    "content/glossary/möwe.en.md": b"---\nterm: gull\n---\nA bird.\n",
    "content/pages/imprint.zh.md": "---\ntitle: 版权信息\n---\n港口联盟\n".encode(),
    "content/press/2025-06-02-programm.yaml": "place: {de: Kiel, zh: 基尔}\ncontact: {name: Ole}\n".encode(),
    "content/press/2025-06-02-programm.zh.md": "---\ntitle: 大会日程公布\n---\n日程。\n".encode(),
}


def changed(toggles: frozenset[int]) -> Files:
    """The trilingual site with some of the edits made and some files added."""
    files = dict(SITE)
    for number, (path, old, new) in enumerate(EDITS):
        if number in toggles:
            files[path] = files[path].replace(old.encode(), new.encode(), 1) if old else files[path] + new.encode()
    for number, (path, data) in enumerate(FILES.items(), len(EDITS)):
        if number in toggles:
            files[path] = data
    return files


@dataclass
class Folder:
    """An output folder and what is remembered, built into again and again: in one process, as `serve` does, or anew."""

    files: Files = field(default_factory=dict)
    manifest: Manifest = field(default_factory=dict)
    memory: Memory = field(default_factory=lambda: new_memory(is_lasting=True))

    def build(self, files: Files) -> int:
        """Build what has changed; how many files were made."""
        sources = as_sources(files)
        config, _ = intake.read_config(sources)
        assert config
        present = {path: hashlib.sha256(data).hexdigest() for path, data in self.files.items()}
        before, waiting = Before((), self.manifest, present), Waiting(files)
        begun = intake.begin(config, sources, Wishes(), ALONE, self.memory)
        outcome = pipeline.build(config, begun, Wishes(), "an engine", before, ALONE, self.memory, waiting)
        plan, data = outcome.plan, waiting.made
        assert plan, outcome.diagnostics
        made = sorted((job for job, _ in plan.render), key=lambda job: not job.is_at_hand)
        assert list(data) == [job.target.path for job in made]
        digests = {path: hashlib.sha256(content).hexdigest() for path, content in data.items()}
        self.manifest = make_manifest(plan, self.manifest, digests)
        self.files = {path: self.files[path] for path in (target.path for target in plan.keep)} | data
        self.memory = self.memory.next()
        return len(data)

    def restart(self) -> None:
        """Go on in another process, with what lies on the disk."""
        records: dict[str, tuple[str, Plain]] = marshal.loads(marshal.dumps(dict(self.memory.records)))  # noqa: S302
        self.memory = Memory(self.memory.bodies, records)


TOGGLES = st.frozensets(st.integers(0, len(EDITS) + len(FILES) - 1), max_size=4)


@given(st.lists(st.tuples(TOGGLES, st.booleans()), min_size=1, max_size=3))
@settings(max_examples=up_to(8))
def test_a_build_after_any_edits_is_the_build_from_nothing(steps: list[tuple[frozenset[int], bool]]) -> None:
    folder = Folder()
    folder.build(SITE)
    for toggles, is_restart in steps:
        files = changed(toggles)
        if is_restart:
            folder.restart()
        folder.build(files)
        clean = Folder()
        clean.build(files)
        assert folder.files == clean.files
        assert folder.manifest == clean.manifest


@pytest.mark.law(every=10)
@pytest.mark.parametrize("number", range(len(EDITS) + len(FILES)))
def test_each_of_the_edits_is_built_as_from_nothing_and_taken_back(number: int) -> None:
    files = changed(frozenset({number}))
    folder = Folder()
    folder.build(SITE)
    folder.build(files)
    assert folder.files == build(files).files
    folder.build(SITE)
    assert folder.files == built("trilingual").files
    assert folder.build(SITE) == 0


def outputs_by_key(site: Built) -> dict[tuple[object, ...], bytes]:
    """The bytes of each job by all that a plan knows of it."""
    return {
        (job.target, tuple((part.name, part.digest) for part in job.parts)): site.files[job.target.path]
        for job in site.jobs
    }


@given(TOGGLES, TOGGLES)
@settings(max_examples=up_to(10))
def test_jobs_of_one_key_have_the_same_bytes_in_whatever_sites(one: frozenset[int], other: frozenset[int]) -> None:
    first, second = (outputs_by_key(build(changed(toggles))) for toggles in (one, other))
    for key in first.keys() & second.keys():
        assert first[key] == second[key], key


@pytest.mark.law(every=5)
@pytest.mark.parametrize("number", range(len(EDITS) + len(FILES)))
def test_frames_of_one_digest_are_one(number: int) -> None:
    """A process keeps what it made of a frame under its digest, so builds in one process would be wrong alike."""
    jobs = (*built("trilingual").jobs, *build(changed(frozenset({number}))).jobs)
    frames: dict[str, Frame] = {}
    for frame in (job.frame for job in jobs if job.frame):
        assert frames.setdefault(frame.digest, frame) == frame


def test_edits_on_disk_are_built_as_from_nothing(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", SITE)
    assert call(folder=root).status == 0
    rng = random.Random(7)  # noqa: S311 - the same script every time
    for toggles in (frozenset(rng.sample(range(len(EDITS) + len(FILES)), 5)), frozenset[int]()):
        files = changed(toggles)
        shutil.rmtree(root / "content")
        write_files(root, files)
        assert call(folder=root).status == 0
        assert output(root) == build(files).files


def test_what_somebody_changed_in_the_output_is_made_again(tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("minimal"))
    assert call(folder=root).status == 0
    (root / "output/en/index.html").write_text("defaced")
    (root / "output/robots.txt").unlink()
    assert call(folder=root).status == 0
    assert output(root) == built("minimal").files


@pytest.mark.parametrize("damage", [b"", b"{", b"microsite 1\n", bytes(range(256))])
def test_a_damaged_cache_is_a_build_from_nothing(damage: bytes, tmp_path: Path) -> None:
    root = write_files(tmp_path, read_site("minimal"))
    assert call(folder=root).status == 0
    kept = [path for path in (root / ".cache").rglob("*") if path.is_file()]
    assert len(kept) > 2
    for path in kept:
        path.write_bytes(damage)
        assert call(folder=root).status == 0
        assert output(root) == built("minimal").files
    write_files(root, {path.relative_to(root).as_posix(): damage for path in kept})
    assert call(folder=root).status == 0
    assert output(root) == built("minimal").files


# ---- no input that raises ---------------------------------------------------------------------------------------

PIECES = [
    *("---\n", "---", "title: x\n", "date: 2025-11-16\n", "figures:\n  a: 1\n", "slug: ", "aliases: [/a/]\n"),
    *("{{ a }}", "{{ a | compact }}", "{{", "}}", "[a](b.md)", "[a](../pages/home.md#x)", "![](x.png)", "[[x]]", "<b>"),
    *("<script>", "</p>", "## A {#a}\n", "#### D\n", "> ", "- ", "1. ", "|a|b|\n|-|-|\n", "`", "```\n", "\n\n", "\r\n"),
    *("\t", "\ufeff", "\x00", "\ue0000\ue001", "创新", "ü", "مرحبا", "🜁", "&amp;", "{", "}", "[", "]", "*", "_", ": "),
    *("&#xe000;7&#xe001;", "[a](x?&#xe000;7&#xe001;)", '<b class="&#57344;7&#57345;">', "&#x1;", "&#xFFFE;"),
    *("'", '"', "|", "%", "\\", "{% if %}", "{{ x.y }}", "{% include 'a' %}", 'msgid "', 'msgstr ""\n'),
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


def source(path: str, text: str) -> Source:
    data = text.encode("utf-8", "surrogatepass")
    return Source(path, hashlib.sha256(data).hexdigest(), data)


def with_text(path: str, text: str) -> Files:
    return SITE | {path: text.encode("utf-8", "surrogatepass")}


@given(TEXTS, st.sampled_from(list(KINDS)))
@settings(max_examples=up_to(150))
def test_no_text_makes_parse_convert_and_link_raise(text: str, name: str) -> None:
    kind, languages = KINDS[name], frozenset({"de", "en", "zh"})
    config = built("trilingual").config
    assert config
    front = next(field.name for field in kind.front_matter if field.required)
    whole = f"---\n{front}: x\n---\n{text}"
    texts, bodies = [], {}
    for key, written in (("key", text), ("other", whole)):
        file = source(f"content/{kind.folder}/{key}.de.md", written)
        one, body = read_text(make_manuscript(file, name, key, "de", "de", languages))
        texts.append(one)
        bodies[one.digest] = body
    data, _ = parse.parse_group(source(f"content/{kind.folder}/key.yaml", text), kind, "key", languages)
    material = Material(texts, {(name, "key"): data} if data else {})
    site, linker, problems = groups.link(config, material, lambda text: read_uses(bodies[text.digest]))
    told = [found for page in site.pages.values() for found in groups.check_body(page, linker)]
    assert {problem.rule for problem in (*problems, *told)} <= set(RULES)
    assert {page.entry.path for page in site.pages.values()} <= {one.path for one in texts if one.entry}


@given(TEXTS, st.sampled_from(["title", "summary", "slug", "place", "date", "aliases", "draft", "sort", "nonsense"]))
@settings(max_examples=up_to(80))
def test_no_value_of_a_field_makes_a_build_raise(text: str, field: str) -> None:
    path = "content/press/2025-06-02-programm.de.md"
    line = text.replace("\n", " ")
    site = build(with_text(path, f"---\ntitle: Programm\n{field}: {line}\n---\nText\n"))
    assert bool(site.files) == (not any(d.severity is Severity.ERROR for d in site.diagnostics))
    for diagnostic in site.diagnostics:
        assert diagnostic.message
        assert diagnostic.span is None or diagnostic.span.path in SITE


@given(
    TEXTS,
    st.sampled_from(
        (
            "content/site.yaml",
            f"{PRESS}.yaml",
            "content/pages/imprint.de.md",
            "locales/de/LC_MESSAGES/messages.po",
            "templates/term.html",
            "templates/macros/text.html",
        )
    ),
)
@settings(max_examples=up_to(50))
def test_no_text_in_any_file_makes_a_build_raise(text: str, path: str) -> None:
    site = build(with_text(path, text))
    assert site.files or site.diagnostics
    sources = {path: text}
    for render in reports.FORMATS.values():
        assert render(site.diagnostics, lambda name: sources.get(name, ""), None).encode()


@given(TEXTS)
@settings(max_examples=up_to(100))
def test_no_po_file_makes_the_reader_or_the_update_raise(text: str) -> None:
    config = built("trilingual").config
    assert config
    locale = config.languages[0]
    po = source(catalog_path(locale), text)
    read, _ = catalog.parse_catalog(po, locale)
    assert words.translate(read, "Glossary")
    updated = updates.update_catalog(po, locale, ())
    assert updates.update_catalog(po._replace(held=updated), locale, ()) == updated


# ---- the order of problems --------------------------------------------------------------------------------------

SPANS = st.none() | st.builds(Span, st.sampled_from(["a.md", "b.md"]), *[st.integers(0, 3)] * 3)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.sampled_from(sorted(RULES)),
    st.sampled_from(list(Severity)),
    st.sampled_from(["x", "y"]),
    SPANS,
    st.sampled_from(["", "h"]),
    st.lists(st.builds(Span, st.sampled_from(["a.md", "c.md"]), st.integers(0, 2)), max_size=2).map(tuple),
)


@given(st.lists(DIAGNOSTICS, max_size=12), st.randoms(use_true_random=False), st.booleans())
def test_problems_have_one_order_however_they_were_found(
    found: list[Diagnostic],
    shuffled: random.Random,
    strict: bool,  # noqa: FBT001 - of hypothesis
) -> None:
    graded = grade(found, {}, strict=strict)
    other = list(itertools.chain(found, found[:3]))
    shuffled.shuffle(other)
    assert grade(other, {}, strict=strict) == graded
    assert len(set(graded)) == len(graded)
    assert grade(graded, {}, strict=strict) == graded


def test_the_edits_are_edits() -> None:
    for path, old, _new in EDITS:
        assert edit(SITE, path, old, "") if old else path in SITE
