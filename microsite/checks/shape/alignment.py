"""Which pieces of two texts belong together: the cheapest way to walk through both of them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import NamedTuple

_CELLS = 10_000
"""The product of two lengths beyond which nothing is aligned, since time grows with it."""

_UNLIKE = math.inf


class Piece(NamedTuple):
    """A block or a section, as far as pieces of two languages can be compared."""

    kind: str
    size: int
    """Of its prose, in bytes of UTF-8: a Han character counts as much as three letters, which is about what it says."""
    tokens: frozenset[str]
    """What every language writes alike: numbers, code, targets."""


class Pair(NamedTuple):
    """Parts that belong together, from `start` to before `end`; an empty range has no counterpart."""

    start: int
    end: int
    other_start: int
    other_end: int


Cost = Callable[[Piece, Piece], float]
_MOVES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))


def align(pieces: list[Piece], others: list[Piece], cost: Cost, *, gap: float, merge: float) -> list[Pair] | None:
    """The pairs in order; None if there are too many pieces to try.

    A piece without counterpart costs `gap`, two of one kind for one of the same kind `merge` more than they do as one.
    """
    head = _count_alike(pieces, others)
    tail = _count_alike(pieces[head:][::-1], others[head:][::-1])
    count, other_count = len(pieces) - head - tail, len(others) - head - tail
    if (count + 1) * (other_count + 1) > _CELLS:
        return None
    middle = _align(pieces[head : head + count], others[head : head + other_count], cost, gap, merge)
    return [
        *(Pair(number, number + 1, number, number + 1) for number in range(head)),
        *(Pair(*(number + head for number in pair)) for pair in middle),
        *(Pair(len(pieces) - n, len(pieces) - n + 1, len(others) - n, len(others) - n + 1) for n in range(tail, 0, -1)),
    ]


def _count_alike(pieces: list[Piece], others: list[Piece]) -> int:
    """How many pieces at the beginning are plainly the same."""
    alike = itertools.takewhile(
        lambda pair: pair[0].kind == pair[1].kind and pair[0].tokens and pair[0].tokens == pair[1].tokens,
        zip(pieces, others, strict=False),
    )
    return sum(1 for _ in alike)


def _align(pieces: list[Piece], others: list[Piece], cost: Cost, gap: float, merge: float) -> list[Pair]:
    count, other_count = len(pieces), len(others)
    best = [[math.inf] * (other_count + 1) for _ in range(count + 1)]
    moves: list[list[tuple[int, int]]] = [[(0, 0)] * (other_count + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for row in range(count + 1):
        for column in range(other_count + 1):
            for move in _MOVES:
                start, other_start = row - move[0], column - move[1]
                if start < 0 or other_start < 0 or best[start][other_start] >= best[row][column]:
                    continue
                price = _price(pieces[start:row], others[other_start:column], cost, gap, merge)
                if best[start][other_start] + price < best[row][column]:
                    best[row][column] = best[start][other_start] + price
                    moves[row][column] = move
    return _walk_back(moves, count, other_count)


def _price(pieces: list[Piece], others: list[Piece], cost: Cost, gap: float, merge: float) -> float:
    if not pieces or not others:
        return gap
    if len(pieces) == len(others) == 1:
        return cost(pieces[0], others[0])
    if merge == _UNLIKE or len({piece.kind for piece in (*pieces, *others)}) > 1:
        return _UNLIKE
    piece, other = _join(pieces), _join(others)
    return cost(piece, other) + merge + _apart(piece, other)


def _apart(piece: Piece, other: Piece) -> float:
    """How much the sizes differ: 0.7 if one is twice the other."""
    return abs(math.log((other.size + 20) / (piece.size + 20)))


def _join(pieces: list[Piece]) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    tokens = frozenset().union(*(piece.tokens for piece in pieces))
    return Piece(pieces[0].kind, sum(piece.size for piece in pieces), tokens)


def _walk_back(moves: list[list[tuple[int, int]]], row: int, column: int) -> list[Pair]:
    pairs = []
    while row or column:
        down, right = moves[row][column]
        pairs.append(Pair(row - down, row, column - right, column))
        row, column = row - down, column - right
    return pairs[::-1]


def unlikeness(piece: Piece, other: Piece) -> float:
    """How much sizes and tokens speak against two pieces: 0 for nothing, about 1 if they hardly can be the same."""
    size = _apart(piece, other)
    if not piece.tokens and not other.tokens:
        return size * 1.2
    common = len(piece.tokens & other.tokens)
    apart = 1 - common / max(1, min(len(piece.tokens), len(other.tokens)))
    return size * (0.8 if common else 1.2) + apart * 0.9 - (0.3 if common else 0)
