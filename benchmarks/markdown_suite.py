"""Convert every Markdown file below a folder by the short way and by the long one, and compare what comes out.

    python -m benchmarks.markdown_suite DIR [--suffix .txt]

Exit status 1 if one differs. What the files say of a site does not matter here: front matter is left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from microsite.markup.convert import convert_fully, convert_shortly
from microsite.model.entries import Prose

_TAGS = ("de", "en", "zh-Hans")


def _bodies(text: str) -> Iterator[str]:
    """The whole text, and each of its blocks alone: a file that is not plain as a whole has blocks that are."""
    if text.startswith("---\n") and "\n---\n" in text:
        text = text.split("\n---\n", 1)[1]
    yield text
    yield from (block for block in text.split("\n\n") if block.strip() and block != text)


def _compare(body: str, tag: str) -> tuple[bool, bool]:
    """Whether a body took the short way, and whether it came to something else there."""
    prose = Prose("content/press/key.de.md", body, 1)
    short = convert_shortly(prose, tag)
    return short is not None, short is not None and short != convert_fully(prose, tag)


def main() -> int:
    """Print how many files there are, how many took the short way, how many differ; the same for their blocks."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--suffix", default=".md")
    arguments = parser.parse_args()
    files = [0, 0, 0]
    blocks = [0, 0, 0]
    for path in sorted(arguments.folder.rglob(f"*{arguments.suffix}")):
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        for index, body in enumerate(_bodies(text)):
            counts = blocks if index else files
            results = [_compare(body, tag) for tag in _TAGS]
            is_short = any(short for short, _ in results)
            is_different = any(different for _, different in results)
            counts[0] += 1
            counts[1] += is_short
            counts[2] += is_different
            if is_different:
                sys.stdout.write(f"differs: {path}: {body[:200]!r}\n")
    for name, (total, short, different) in (("files", files), ("blocks", blocks)):
        sys.stdout.write(f"{name}: {total}, {short} by the short way, {different} differ\n")
    return 1 if files[2] or blocks[2] else 0


if __name__ == "__main__":
    sys.exit(main())
