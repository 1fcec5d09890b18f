"""The codes of every pair of an item and a place, as columns of bits.

Belongs here: from the codes of items and of places to columns of all pairs. Does not: what a column
is (law.condition.columns), running a law on them, or what comes of it (every_pair).
Always true: a pair has in each column the code of its own vector. Places come first, and in each of
them the items; the first pair is the highest bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ecluse.law.condition.columns import AskedFlag, Columns
from ecluse.law.condition.compile import (
    NOT_STATED,
    SAID_FALSE,
    SAID_TRUE,
    TRUE,
    UNKNOWN,
)


def having(codes: bytes, *wanted: int) -> int:
    """The cases that have one of some codes, as bits; the first case is the highest bit.

    >>> bin(having(bytes([3, 0, 1, 3]), 3))
    '0b1001'
    """
    digits = bytearray(b"0" * 256)
    for code in wanted:
        digits[code] = ord("1")
    return int(codes.translate(digits), 2)


class PairColumns:
    """The columns of a number of items to a number of places."""

    def __init__(self, items: int, places: int) -> None:
        self.items, self.cases = items, items * places
        self.all = (1 << self.cases) - 1
        # Repeats in each place what holds for the items.
        self._each_place = sum(1 << items * place for place in range(places))

    def of_items(self, codes: bytes) -> int:
        """The column of a leaf that rests on the item, by the code of each item."""
        if codes.count(codes[0]) == len(codes):
            may = self.all if codes[0] in (UNKNOWN, TRUE) else 0
            return may | (self.all << self.cases if codes[0] == TRUE else 0)
        may, surely = self.items_having(codes, UNKNOWN, TRUE), self.items_having(codes, TRUE)
        return may | surely << self.cases

    def of_places(self, codes: Sequence[int]) -> int:
        """The column of a leaf that rests on the place, by the code of each place."""
        each = b"".join(bytes((code,)) * self.items for code in codes)
        return having(each, UNKNOWN, TRUE) | having(each, TRUE) << self.cases

    def of_vectors(
        self,
        vectors: Sequence[bytes],
        places: Sequence[Mapping[int, int]],
        flags: Iterable[int],
    ) -> Columns:
        """The columns of all leaves.

        Args:
            vectors: The codes of each item, going nowhere.
            places: The codes that each place writes over those, by slot.
            flags: The slots of the flags that the law works out.
        """
        codes = [bytes(codes) for codes in zip(*vectors, strict=True)]
        leaves = [self.of_items(each) for each in codes]
        for slot in places[0]:
            leaves[slot] = self.of_places([place[slot] for place in places])
        return Columns(self.cases, leaves, {slot: self.asked(codes[slot]) for slot in flags})

    def place_and_item(self, pairs: int) -> tuple[int, int]:
        """The numbers of the place and of the item of the first of some pairs."""
        return divmod(self.cases - pairs.bit_length(), self.items)

    def of_pairs(self, pairs: Iterable[tuple[int, int]]) -> int:
        """Some pairs of the numbers of a place and of an item, as bits."""
        digits = bytearray(b"0") * self.cases
        for place, item in pairs:
            digits[place * self.items + item] = ord("1")
        return int(digits, 2)

    def each_of(self, pairs: int) -> Iterator[tuple[int, int]]:
        """The numbers of the place and of the item of each of some pairs, in order."""
        digits = f"{pairs:0{self.cases}b}"
        at = digits.find("1")
        while at >= 0:
            yield divmod(at, self.items)
            at = digits.find("1", at + 1)

    def bit_of(self, item: int) -> int:
        """The number of a bit that is a pair of an item."""
        return self.items - 1 - item

    def items_having(self, codes: bytes, *wanted: int) -> int:
        """The pairs of the items that have one of some codes."""
        return having(codes, *wanted) * self._each_place

    def asked(self, codes: bytes) -> AskedFlag:
        """Where the law is asked of a flag that it works out, by the code of each item."""
        each = (self.items_having(codes, code) for code in (NOT_STATED, SAID_TRUE, SAID_FALSE))
        return AskedFlag(*each)


class ListedPairs(PairColumns):
    """The columns of some pairs alone, in their order: of a few of all that there are."""

    def __init__(self, pairs: Sequence[tuple[int, int]]) -> None:
        self._pairs, self.cases = pairs, len(pairs)
        self.all = (1 << self.cases) - 1
        self._of_place = [place for place, _ in pairs]
        self._of_item = [item for _, item in pairs]
        self._at = {pair: at for at, pair in enumerate(pairs)}
        self._first = {item: at for at, item in enumerate(self._of_item)}

    def of_places(self, codes: Sequence[int]) -> int:
        """The column of a leaf that rests on the place, by the code of each place."""
        each = bytes(map(codes.__getitem__, self._of_place))
        return having(each, UNKNOWN, TRUE) | having(each, TRUE) << self.cases

    def place_and_item(self, pairs: int) -> tuple[int, int]:
        """The numbers of the place and of the item of the first of some pairs."""
        return self._pairs[self.cases - pairs.bit_length()]

    def of_pairs(self, pairs: Iterable[tuple[int, int]]) -> int:
        """Some pairs of the numbers of a place and of an item, as bits."""
        digits = bytearray(b"0") * self.cases
        for pair in pairs:
            digits[self._at[pair]] = ord("1")
        return int(digits, 2)

    def each_of(self, pairs: int) -> Iterator[tuple[int, int]]:
        """The numbers of the place and of the item of each of some pairs, in order."""
        digits = f"{pairs:0{self.cases}b}"
        return (pair for pair, digit in zip(self._pairs, digits, strict=True) if digit == "1")

    def bit_of(self, item: int) -> int:
        """The number of a bit that is a pair of an item."""
        return self.cases - 1 - self._first[item]

    def items_having(self, codes: bytes, *wanted: int) -> int:
        """The pairs of the items that have one of some codes."""
        return having(bytes(map(codes.__getitem__, self._of_item)), *wanted)


def split(masks: Sequence[int], pairs: int) -> Sequence[int]:
    """Sets of pairs, each parted in those that are among some pairs and those that are not."""
    found = []
    for mask in masks:
        inside = mask & pairs
        found += [mask] if inside in (0, mask) else [inside, mask ^ inside]
    return found
