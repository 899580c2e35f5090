"""Which blocks of a translation belong to which of its source, by their figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from microsite.checks.facts.matching import is_explained
from microsite.checks.facts.meetings import Sides
from microsite.checks.facts.reader import Fact, Facts
from microsite.checks.shape.alignment import Pair, Piece, align, unlikeness

_SENTENCE = 40


class Places:
    """Which blocks of the two texts belong together, by the number of their group."""

    def __init__(self, source: Facts, translation: Facts) -> None:
        """Pair the blocks."""
        self.source, self.translation = source, translation
        self.is_same_shape = _shape(source) == _shape(translation)
        self.pairs = _align(source, translation)
        self.group_of_source = {block: n for n, pair in enumerate(self.pairs) for block in range(pair.start, pair.end)}
        self.group_of_translation = {
            block: n for n, pair in enumerate(self.pairs) for block in range(pair.other_start, pair.other_end)
        }

        self.lines = list(self._lines())
        self.source_values = {fact.value for fact in source.facts}
        self.translated_values = {fact.value for fact in translation.facts}
        self.facts = defaultdict[int, list[Fact]](list)
        self.other_facts = defaultdict[int, list[Fact]](list)
        for fact in source.facts:
            self.facts[self.group_of_source[fact.block]].append(fact)
        self._currencies = defaultdict[int, set[str]](set)
        for fact in translation.facts:
            self.other_facts[self.group_of_translation[fact.block]].append(fact)
            if fact.kind == "money":
                self._currencies[self.group_of_translation[fact.block]].add(fact.value[-3:])

    def sorted_facts(self) -> Iterator[Sides]:
        """The facts of both texts by group, none of one that is not translated."""
        for group in sorted({*self.facts, *self.other_facts}):
            pair = self.pairs[group]
            if self._is_untranslated(pair):
                yield Sides(group, [], [], is_row=False)
            else:
                yield Sides(group, self.facts[group], self.other_facts[group], self._is_row(pair))

    def _is_row(self, pair: Pair) -> bool:
        """True of a row of a table and one of the other language."""
        blocks = self.source.blocks[pair.start : pair.end] + self.translation.blocks[pair.other_start : pair.other_end]
        return len(blocks) == 2 and all(block.kind == "cell" for block in blocks)

    def _is_untranslated(self, pair: Pair) -> bool:
        """True of a paragraph that is still in the source’s language; a short block may be the same in both."""
        block, other = (
            self.source.blocks[pair.start : pair.end],
            self.translation.blocks[pair.other_start : pair.other_end],
        )
        is_one = len(block) == len(other) == 1 and block[0].size >= _SENTENCE
        return is_one and block[0].check == other[0].check

    def is_aligned(self, group: int) -> bool:
        """True of a group that both texts have blocks of."""
        pair = self.pairs[group]
        return pair.start < pair.end and pair.other_start < pair.other_end

    def is_in_block(self, fact: Fact, group: int) -> bool:
        """True of a fact of the source that the same place of the translation says all the same, once or otherwise."""
        return is_explained(fact, self.other_facts[group])

    def is_in_source_block(self, fact: Fact, group: int) -> bool:
        """True of a fact of the translation that the same place of the source says, or that it converts for readers."""
        return is_explained(fact, self.facts[group]) or self._is_conversion(fact, group)

    def _is_conversion(self, fact: Fact, group: int) -> bool:
        """True of money beside money of another currency: an amount that is added for readers; none is below zero."""
        return fact.kind == "money" and fact.value[0] != "-" and self._currencies[group] > {fact.value[-3:]}

    def is_in_translation(self, fact: Fact, group: int) -> bool:
        """True of a fact of the source that the translation has all the same, there or elsewhere."""
        return fact.value in self.translated_values or self.is_in_block(fact, group)

    def is_in_source(self, fact: Fact, group: int) -> bool:
        """True of a fact of the translation that the source has all the same, there or elsewhere."""
        return fact.value in self.source_values or self.is_in_source_block(fact, group)

    def _lines(self) -> Iterator[int]:
        """The line of each group's block in the translation, or of the block before it; 0 if there is none."""
        line = 0
        for pair in self.pairs:
            if pair.other_start < pair.other_end:
                line = self.translation.blocks[pair.other_start].line
            yield line


def _align(source: Facts, translation: Facts) -> list[Pair]:
    shape, other_shape = _shape(source), _shape(translation)
    if shape == other_shape:
        return [Pair(number, number + 1, number, number + 1) for number in range(len(shape))]
    pairs = align(_parts(source), _parts(translation), _cost, gap=0.9, merge=0.3)
    return pairs or [Pair(0, len(shape), 0, len(other_shape))]


def _shape(facts: Facts) -> list[tuple[str, int]]:
    return [block[:2] for block in facts.blocks]


def _parts(facts: Facts) -> list[Piece]:
    tokens = defaultdict[int, set[str]](set)
    for fact in facts.facts:
        if fact.strength > 1:
            tokens[fact.block].add(fact.value)
    return [
        Piece(f"{block.kind}{block.level}", block.size, frozenset(tokens[number]))
        for number, block in enumerate(facts.blocks)
    ]


def _cost(part: Piece, other: Piece) -> float:
    price = unlikeness(part, other)
    if part.kind == other.kind:
        return price
    return price + (1.5 if "heading" in part.kind + other.kind else 0.4)
