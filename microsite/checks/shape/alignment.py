"""Which pieces of two texts belong together: the cheapest way to walk through both of them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from microsite.values.named import NamedTuple

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
    """The cheapest way from the beginnings to the ends, cell by cell; of moves that cost the same the first."""
    pairs, other_pairs = ([], []) if merge == _UNLIKE else (_join_pairs(pieces), _join_pairs(others))
    best: list[list[float]] = []
    moves: list[list[tuple[int, int]]] = []
    for row in range(len(pieces) + 1):
        costs: list[float] = []
        taken: list[tuple[int, int]] = []
        best.append(costs)
        moves.append(taken)
        above = best[row - 1] if row else []
        piece = pieces[row - 1] if row else None
        two = pairs[row - 2] if pairs and row > 1 else None
        for column in range(len(others) + 1):
            low, move = (math.inf if row or column else 0.0), (0, 0)
            if piece and column:
                low, move = above[column - 1] + cost(piece, others[column - 1]), (1, 1)
            if piece and above[column] < low and above[column] + gap < low:
                low, move = above[column] + gap, (1, 0)
            if column and costs[column - 1] < low and costs[column - 1] + gap < low:
                low, move = costs[column - 1] + gap, (0, 1)
            if piece and other_pairs and column > 1 and above[column - 2] < low:
                price = above[column - 2] + _price(piece, other_pairs[column - 2], cost, merge)
                low, move = (price, (1, 2)) if price < low else (low, move)
            if two and column and best[row - 2][column - 1] < low:
                price = best[row - 2][column - 1] + _price(two, others[column - 1], cost, merge)
                low, move = (price, (2, 1)) if price < low else (low, move)
            costs.append(low)
            taken.append(move)
    return _walk_back(moves, len(pieces), len(others))


def _price(piece: Piece | None, other: Piece | None, cost: Cost, merge: float) -> float:
    """What two pieces cost of which one was put together of two; of other kinds they cannot be."""
    if piece is None or other is None or piece.kind != other.kind:
        return _UNLIKE
    return cost(piece, other) + merge + _apart(piece, other)


def _join_pairs(pieces: list[Piece]) -> list[Piece | None]:
    """Each piece and the next one as one, None where they are of two kinds."""
    return [
        Piece(one.kind, one.size + two.size, one.tokens | two.tokens) if one.kind == two.kind else None
        for one, two in itertools.pairwise(pieces)
    ]


def _apart(piece: Piece, other: Piece) -> float:
    """How much the sizes differ: 0.7 if one is twice the other."""
    return abs(math.log((other.size + 20) / (piece.size + 20)))


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
