"""Rounds of builds: each runs the generators in turn, and remembers what each took."""
# ruff: noqa: T201 - it prints how far it is

from __future__ import annotations

import multiprocessing
import shutil
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from benchmarks import census, corpus, measure, peers, report, sites
from benchmarks.edits import Edit, make_edits
from benchmarks.peers import WORK, Tool
from benchmarks.report import Measured

SEED = 1
SIZES = {330: 100, 3300: 1000, 33000: 10000}
"""Releases in each language by the number of texts, releases and terms together, that they are called by."""

LARGE_PEERS = ("ours", "hugo")
"""Who builds the largest site and the whole ones: the others would take minutes, and set no bound."""

FINDINGS = 10_000
"""About how many links lead nowhere where it is measured what findings cost."""


# ---- building -------------------------------------------------------------------------------------------------


def _make_room(name: str) -> Path:
    """Where a site of that name is to be written; a former one is put aside."""
    root = WORK / "sites" / name
    peers.put_aside(root)
    root.parent.mkdir(parents=True, exist_ok=True)
    return root


def write_site(tool: Tool, size: int, length: int = 1) -> Path:
    """Write a tool's site anew."""
    root = _make_room(f"{tool.name}-{size}")
    # In a process of its own: the system counts the memory of whoever starts a program as the program's first.
    writer = multiprocessing.get_context("spawn").Process(target=tool.write, args=(root, SIZES[size], SEED, length))
    writer.start()
    writer.join()
    if writer.exitcode:
        message = f"the site for {tool.label} could not be written"
        raise SystemExit(message)
    return root


def write_linked(size: int) -> Path:
    """Write our site anew as one on which terms are linked by themselves."""
    tool = replace(peers.make_ours(), name="linked")
    root = write_site(tool, size)
    _link_terms(root)
    return root


def _link_terms(root: Path) -> None:
    config = root / "content" / "site.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace(corpus.UNLINKED, ""), encoding="utf-8")


def build(tool: Tool, root: Path) -> measure.Run:
    """Build a site undisturbed."""
    return measure.run(tool.command, root, peers.environment(), WORK / f"{tool.name}.log")


def measure_memory(tool: Tool, root: Path) -> int:
    """The peak of a first build's processes together, in bytes."""
    tool.clean(root)
    return measure.run_for_memory(tool.command, root, peers.environment(), WORK / f"{tool.name}.log")


def measure_check(ours: Tool, root: Path) -> int:
    """The same of `check` without a cache, whatever it finds."""
    ours.clean(root)
    command = (*ours.command, "check", "--quiet")
    return measure.run_for_memory(command, root, peers.environment(), WORK / "check.log", fine=(0, 1))


def measure_size(tools: Sequence[Tool], size: int, rounds: int, *, with_edits: bool) -> Measured:
    """Build a site of one size with every tool, in turn, and then for the memory."""
    measured = Measured()
    roots = {tool.name: write_site(tool, size) for tool in tools}
    linked = write_linked(size) if with_edits else None
    for number in range(rounds):
        for tool in tools:
            tool.clean(roots[tool.name])
            measured.add(tool.name, build(tool, roots[tool.name]))
            if tool.name == "ours" and with_edits:
                measure_edits(tool, roots[tool.name], number, measured)
            if tool.name == "ours" and linked:
                tool.clean(linked)
                measured.add(report.LINKED, build(tool, linked))
        _print_round(f"{size} pages", number, rounds, measured)
    if with_edits:
        measure_rewriting(tools, roots, rounds, measured)
    for tool in tools:
        output = roots[tool.name] / tool.output
        if tool.name == "ours" and with_edits:
            measured.is_same_as_clean = is_same_as_clean(tool, roots[tool.name])
        measured.census[tool.name] = census.count(output)
        page = min((output / "en" / "press").glob("*/index.html"), key=lambda page: _place(page, size))
        measured.features[tool.name] = census.read_features(page)
        measured.memory[tool.name] = measure_memory(tool, roots[tool.name])
    return measured


def _print_round(site: str, number: int, rounds: int, measured: Measured) -> None:
    taken = ", ".join(f"{name} {seconds[-1]:.2f} s" for name, seconds in measured.seconds.items())
    print(f"  {site}, round {number + 1} of {rounds}: {taken}", flush=True)


def _place(page: Path, size: int) -> int:
    """How far a release is from the one in the middle: it has neighbours on both sides."""
    number = page.parent.name.rpartition("-")[2]
    return abs(int(number) - SIZES[size] // 2) if number.isdigit() else sys.maxsize


def measure_edits(tool: Tool, root: Path, number: int, measured: Measured) -> None:
    """After a first build: nothing changed, then edits of one release, each time built by a new process."""
    measure_edit(tool, root, None, number, measured)
    for edit in make_edits(root):
        if edit.name != report.REWRITING:
            measure_edit(tool, root, edit, number, measured)


def measure_rewriting(tools: Sequence[Tool], roots: Mapping[str, Path], rounds: int, measured: Measured) -> None:
    """An edit after which all pages are written anew, beside Hugo's full build: after all else.

    It deletes thousands of files, and some disks are slow to find room for minutes after that.
    """
    ours, hugo = (next(tool for tool in tools if tool.name == name) for name in LARGE_PEERS)
    edit = next(edit for edit in make_edits(roots[ours.name]) if edit.name == report.REWRITING)
    for number in range(rounds):
        hugo.clean(roots[hugo.name])
        measured.add(report.AGAIN, build(hugo, roots[hugo.name]))
        ours.clean(roots[ours.name])
        build(ours, roots[ours.name])
        measure_edit(ours, roots[ours.name], edit, number, measured)


def measure_edit(tool: Tool, root: Path, edit: Edit | None, number: int, measured: Measured) -> None:
    """A build after an edit, or after nothing; ends everything if it has not done what it should."""
    output, name = root / tool.output, edit.name if edit else report.NOTHING
    before, mark = census.read_times(output), f"edit {number} {name}"
    if edit:
        edit.apply(root, mark)
    measured.add(name, build(tool, root))
    after = census.read_times(output)
    if edit and mark.encode() not in (output / edit.output).read_bytes():
        message = f"the build after editing the {name} did not write {edit.output}"
        raise SystemExit(message)
    measured.written[name] = sum(before.get(path) != time for path, time in after.items())


def is_same_as_clean(tool: Tool, root: Path) -> bool:
    """True if the edited site's output is, byte for byte, what a build from nothing makes of it."""
    incremental = census.read_digests(root / tool.output)
    tool.clean(root)
    build(tool, root)
    return incremental == census.read_digests(root / tool.output)


# ---- whole sites ----------------------------------------------------------------------------------------------


class Prepared(NamedTuple):
    """What is known of a site that was written for both: numbers of texts, and what will be edited."""

    texts: int
    languages: int
    short: int
    left_out: int
    edit: Edit


def prepare(source: Path, ours: Tool, root: Path, peer_root: Path) -> Prepared:
    """Write a whole site for ours and for Hugo."""
    left_out = sites.write_ours(source, root, ours)
    site = sites.read_site(root)
    sites.write_hugo(site, peer_root)
    languages = len(site.config.languages)
    return Prepared(len(site.texts), languages, sites.count_short(site), len(left_out), sites.make_edit(site))


def measure_site(tools: Sequence[Tool], name: str, source: Path, rounds: int) -> Measured:
    """Build a whole site with ours and with Hugo, in turn, and then for the memory."""
    ours, hugo = (next(tool for tool in tools if tool.name == wanted) for wanted in LARGE_PEERS)
    roots = {tool.name: _make_room(f"{tool.name}-{name}") for tool in (ours, hugo)}
    linked = _make_room(f"linked-{name}")
    # In a process of its own, as above.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        prepared = pool.submit(prepare, source, ours, roots["ours"], roots["hugo"]).result()
    ours.clean(roots["ours"])
    shutil.copytree(roots["ours"], linked)
    _link_terms(linked)
    measured = Measured(prepared.texts, prepared.languages, prepared.short, prepared.left_out)
    for number in range(rounds):
        for tool in (ours, hugo):
            tool.clean(roots[tool.name])
            measured.add(tool.name, build(tool, roots[tool.name]))
        measure_edit(ours, roots["ours"], None, number, measured)
        measure_edit(ours, roots["ours"], prepared.edit, number, measured)
        ours.clean(linked)
        measured.add(report.LINKED, build(ours, linked))
        _print_round(name, number, rounds, measured)
    measured.is_same_as_clean = is_same_as_clean(ours, roots["ours"])
    for tool in (ours, hugo):
        measured.census[tool.name] = census.count(roots[tool.name] / tool.output)
        measured.memory[tool.name] = measure_memory(tool, roots[tool.name])
    measured.memory[report.CHECK] = measure_check(ours, roots["ours"])
    return measured


# ---- findings -------------------------------------------------------------------------------------------------


def measure_findings(ours: Tool, size: int, rounds: int) -> Measured:
    """Build a site whose texts have links more that lead nowhere, and the same with links that lead somewhere."""
    roots = {name: write_site(replace(ours, name=name), size) for name in (report.WHOLE, report.BROKEN)}
    for name, root in roots.items():
        add_links(root, FINDINGS, is_broken=name == report.BROKEN)
    measured = Measured()
    for number in range(rounds):
        for name, root in roots.items():
            ours.clean(root)
            measured.add(name, build(ours, root))
        _print_round("with findings and without", number, rounds, measured)
    return measured


def add_links(root: Path, count: int, *, is_broken: bool) -> None:
    """Add about so many links to the texts of a site, each to a place of its own that is not there, or to one page."""
    config = root / "content" / "site.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "rules: {link-broken: warning}\n", encoding="utf-8")
    texts = list(sites.list_texts(root))
    each = round(count / len(texts))
    for number, path in enumerate(texts):
        names = [f"lost-{number}-{link}" if is_broken else "about" for link in range(each)]
        links = ", ".join(f"[number {link}](../pages/{name}.md)" for link, name in enumerate(names))
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{links}\n", encoding="utf-8")
