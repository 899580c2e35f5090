"""Compare what becomes of Markdown here with what others make of it: `python -m fidelity DIR`."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from fidelity.differences import Difference, find_differences
from fidelity.examples import read_examples, tell_of_examples
from fidelity.oracles import Oracle, is_of_kramdown, oracles_for, without_boxes
from fidelity.pages import Page, convert_page, read_sites
from fidelity.structure import Piece, read_structure

_SHOWN = 120  # characters of an example
_BEFORE = 30  # characters of it before the first that differs


class Compared(NamedTuple):
    """A page, and what differs from each of the two oracles."""

    page: Page
    differences: tuple[tuple[Difference, ...], tuple[Difference, ...]]
    do_oracles_agree: bool


def main(arguments: Sequence[str] | None = None) -> None:
    """Print for each site how many pages agree with others, and the kinds of difference."""
    parser = argparse.ArgumentParser(prog="python -m fidelity", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of sites, or one site")
    parser.add_argument("--examples", action="store_true", help="the examples of the specifications, too")
    parser.add_argument("--show", type=int, default=1, help="examples of each kind of difference")
    options = parser.parse_args(arguments)
    if options.examples:
        print("\n".join(tell_of_examples(read_examples(), options.show)) + "\n", flush=True)
    if options.folder:
        for name, pages in read_sites(options.folder).items():
            oracles = oracles_for(is_kramdown=any(is_of_kramdown(page.text) for page in pages))
            print("\n".join(tell_of_site(name, pages, oracles, options.show)) + "\n", flush=True)


def compare(pages: Sequence[Page], oracles: tuple[Oracle, Oracle]) -> Iterator[Compared]:
    """Each page beside what the two oracles make of it."""
    first, second = (oracle.convert_all([without_boxes(page.text) for page in pages]) for oracle in oracles)
    for page, *htmls in zip(pages, first, second, strict=True):
        ours = convert_page(page)
        one, other = (read_structure(html) for html in htmls)
        yield Compared(
            page,
            (find_differences(ours, one, oracles[0].name), find_differences(ours, other, oracles[1].name)),
            _agree(one, other, oracles),
        )


def _agree(one: Sequence[Piece], other: Sequence[Piece], oracles: tuple[Oracle, Oracle]) -> bool:
    return not find_differences(one, other, oracles[0].name)


def tell_of_site(name: str, pages: Sequence[Page], oracles: tuple[Oracle, Oracle], show: int) -> Iterator[str]:
    """The figures of a site as Markdown: pages that agree, and the kinds of difference from the site's own dialect."""
    compared = [*compare(pages, oracles)]
    own, other = (oracle.name for oracle in oracles)
    with_own = sum(not one.differences[0] for one in compared)
    with_both = sum(not any(one.differences) for one in compared)
    with_other = sum(not one.differences[1] for one in compared)
    against = sum(one.do_oracles_agree and all(one.differences) for one in compared)
    yield f"## {name}: {len(pages)} pages, {own} and {other}\n"
    yield "| pages | number | share |\n| --- | --: | --: |"
    for what, number in (
        (f"agree with {own}, the site’s own dialect", with_own),
        (f"agree with {own} and {other}", with_both),
        (f"agree with {own} alone", with_own - with_both),
        (f"agree with {other} alone", with_other - with_both),
        ("agree with none, though the two agree", against),
        ("on which the two disagree", sum(not one.do_oracles_agree for one in compared)),
    ):
        yield f"| {what} | {number} | {100 * number / max(1, len(pages)):.1f} % |"
    yield f"\nDifferences from {own}:\n"
    yield from _tell_of_kinds(((one.page, one.differences[0]) for one in compared), own, show)


def _tell_of_kinds(found: Iterable[tuple[Page, Sequence[Difference]]], oracle: str, show: int) -> Iterator[str]:
    counts, on_pages = Counter[str](), Counter[str]()
    examples: dict[str, list[tuple[Page, Difference]]] = {}
    for page, differences in found:
        counts.update(one.kind for one in differences)
        on_pages.update({one.kind for one in differences})
        for one in differences:
            examples.setdefault(one.kind, []).append((page, one))
    yield "| kind | differences | pages |\n| --- | --: | --: |"
    for kind, count in counts.most_common():
        yield f"| {kind} | {count} | {on_pages[kind]} |"
    for kind, _ in counts.most_common():
        for page, one in examples[kind][:show]:
            yield f"\n{page.path}:{page.find_line(one.place)}: {kind}"
            cut = _find_cut(one.ours, one.theirs)
            yield from _tell_of_pieces("ours", one.ours, cut)
            yield from _tell_of_pieces(oracle, one.theirs, cut)


def _find_cut(ours: Sequence[Piece], theirs: Sequence[Piece]) -> int:
    """Where to begin with the text of the first pieces, so that what differs is seen."""
    texts = [pieces[0].text if pieces else "" for pieces in (ours, theirs)]
    same = takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False))
    return max(0, sum(1 for _ in same) - _BEFORE)


def _tell_of_pieces(whose: str, pieces: Sequence[Piece], cut: int) -> Iterator[str]:
    for number, piece in enumerate(pieces[:3] or [Piece("", "(nothing)")]):
        start = 0 if number else min(cut, len(piece.text))
        text = f"{'…' if start else ''}{piece.text[start : start + _SHOWN]}"
        text += "…" if len(piece.text) > start + _SHOWN else ""
        yield f"    {whose}: {piece.shape} {text}".replace("\n", "⏎").rstrip()


if __name__ == "__main__":
    main()
