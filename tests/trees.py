"""The syntax trees of our own modules: to parse them all takes two seconds, so tests of a process share them."""

from __future__ import annotations

import ast
import functools
from pathlib import Path


@functools.cache
def parse(path: Path) -> ast.Module:
    """The tree of a module. It must not be changed."""
    return ast.parse(path.read_bytes())


@functools.cache
def walk(tree: ast.Module) -> tuple[ast.AST, ...]:
    """All that a tree consists of."""
    return tuple(ast.walk(tree))
