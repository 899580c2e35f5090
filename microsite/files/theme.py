"""The theme that the generator brings: templates and words for sites that have none of their own."""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path

from microsite.files.disk import LOOKS, PACKAGE
from microsite.files.spelling import find_on_disk
from microsite.files.stamps import COARSEST, NOTHING, Look, Seen, moment_at
from microsite.files.tree import Tree, look_at, read_below
from microsite.model.source import BESIDE, Source


def find_theme() -> Path:
    """The folder with the generator’s `templates` and `locales`: in the package, or in a checkout beside it."""
    inside = PACKAGE / "theme"
    return inside if inside.is_dir() else PACKAGE.parent


def read_theme(root: Path, seen: Seen = NOTHING) -> Tree:
    """The files of the theme, as `read_tree` reads those of a site; none for a root that the theme itself lies in."""
    folder, base = find_theme(), os.path.abspath(root)  # noqa: PTH100 - as in `read_tree`
    if os.path.realpath(base) == os.path.realpath(folder):
        return Tree((), (), NOTHING)
    tops = [name for name in LOOKS if (folder / name).is_dir()]
    tree = read_below(look_at_theme(base, seen), tops)
    return tree._replace(sources=tuple(source._replace(is_own=False) for source in tree.sources))


def look_at_theme(base: str, seen: Seen) -> Look:
    """A look at the theme, for a build of the root at an absolute path."""
    # Nobody knows on which disk the generator lies, so what has changed lately is read once more.
    return look_at(str(find_theme()), seen, moment_at(base) - COARSEST)


def locate(root: Path, path: str) -> Path:
    """Where a file of the tree lies: below the root, or in the theme."""
    own = root / find_on_disk(str(root), path)
    is_look = path.partition("/")[0] in LOOKS
    return find_theme() / path if is_look and not os.path.lexists(own) else own


def overlay(tree: Tree, theme: Tree) -> tuple[Source, ...]:
    """The sources of a site, and those of the theme that it has no namesakes of, sorted by path.

    A catalog of the theme that the site has one of its own for stays, below `theme/`: it has the words that the site’s
    lacks.
    """
    if not theme.sources:
        return tree.sources
    own = {source.path for source in tree.sources}
    added = [source for source in theme.sources if source.path not in own]
    added += [
        source._replace(path=BESIDE + source.path)
        for source in theme.sources
        if source.path in own and source.path.startswith("locales/")
    ]
    return tuple(sorted((*tree.sources, *added), key=attrgetter("path")))
