"""The examples of CommonMark 0.31 and of GitHub's extensions: what ours makes of each beside what is written there."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from fidelity.deliberate import DELIBERATE, alike
from fidelity.oracles import to_html_by_cmark
from fidelity.pages import Page, convert_page
from fidelity.structure import Piece, read_structure

HERE = Path(__file__).resolve().parent
_DIALECT = "the dialect’s extensions"


class Example(NamedTuple):
    """A text, and the HTML that the specification says it is. `name` is the suite's with the example's number."""

    name: str
    section: str
    text: str
    html: str


class Judged(NamedTuple):
    """An example with what ours makes of it; `row` names the deliberate difference that explains what differs."""

    example: Example
    ours: Sequence[Piece]
    theirs: Sequence[Piece]
    row: str

    @property
    def is_same(self) -> bool:
        """True if text and structure are what the specification says."""
        return self.ours == self.theirs


def read_examples() -> list[Example]:
    """All examples, from the packages that package.json names; those are installed if they are not there."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        message = (
            "Node is missing, so the examples of CommonMark were not read. On Debian and Ubuntu: apt install nodejs npm"
        )
        raise SystemExit(message)
    done, lock = HERE / "node_modules" / ".package-lock.json", HERE / "package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=HERE, stdout=subprocess.DEVNULL, check=True)
    printed = subprocess.run([node, "examples.mjs"], cwd=HERE, capture_output=True, text=True, check=True).stdout
    return [
        Example(f"{suite} {case['example']}", case["section"], case["markdown"], case["html"])
        for suite, cases in json.loads(printed).items()
        for case in cases
    ]


def judge(example: Example) -> Judged:
    """What ours makes of an example, beside what it ought to be."""
    ours = alike(convert_page(Page(f"{example.name}.md", "en", example.text, 1)), "")
    theirs = alike(read_structure(example.html), "")
    row = "" if ours == theirs else next((row.name for row in DELIBERATE if example.name in row.examples), "")
    if not row and ours != theirs and _is_extension(example, ours, theirs):
        row = _DIALECT
    return Judged(example, ours, theirs, row)


def _is_extension(example: Example, ours: Sequence[Piece], theirs: Sequence[Piece]) -> bool:
    """True if GitHub's converter gives what is expected without its extensions, and what ours gives with them."""
    plain = alike(read_structure(to_html_by_cmark(example.text, ())), "")
    return plain == theirs and ours == alike(read_structure(to_html_by_cmark(example.text)), "")


def tell_of_examples(examples: Sequence[Example], show: int) -> Iterator[str]:
    """The figures as Markdown: examples that agree in each section, and those that do not."""
    judged = [judge(example) for example in examples]
    yield "## examples of CommonMark 0.31.2 and of GitHub’s extensions\n"
    yield "| section | examples | same | deliberately otherwise | otherwise |\n| --- | --: | --: | --: | --: |"
    sections = dict.fromkeys(one.example.section for one in judged)
    for section in [*sections, "all"]:
        part = [one for one in judged if section in (one.example.section, "all")]
        same = sum(one.is_same for one in part)
        meant = sum(bool(one.row) for one in part)
        yield f"| {section} | {len(part)} | {same} | {meant} | {len(part) - same - meant} |"
    rows = Counter(one.row for one in judged if one.row)
    yield ""
    yield from (f"Deliberately otherwise for {name}: {count}" for name, count in rows.items())
    wrong = [one for one in judged if not one.is_same and not one.row]
    yield f"Otherwise: {', '.join(one.example.name for one in wrong) or 'none'}"
    for one in wrong[: show * 10]:
        yield f"\n{one.example.name} ({one.example.section}): {one.example.text!r}"
        yield f"    ours: {[tuple(piece) for piece in one.ours]}"
        yield f"    specified: {[tuple(piece) for piece in one.theirs]}"
