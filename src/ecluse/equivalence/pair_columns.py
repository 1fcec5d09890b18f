"""The codes of every pair of an item and a place, as columns of bits.

Belongs here: from the codes of items and of places to columns of all pairs. Does not: what a column
is (law.condition.columns), running a law on them, or what comes of it (every_pair).
Always true: a pair has in each column the code of its own vector. Places come first, and in each of
them the items; the first pair is the highest bit.
"""

from __future__ import annotations

from collections.abc import Sequence

from ecluse.law.condition.columns import AskedFlag
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
        may, surely = self.items_having(codes, UNKNOWN, TRUE), self.items_having(codes, TRUE)
        return may | surely << self.cases

    def of_places(self, codes: Sequence[int]) -> int:
        """The column of a leaf that rests on the place, by the code of each place."""
        each = b"".join(bytes((code,)) * self.items for code in codes)
        return having(each, UNKNOWN, TRUE) | having(each, TRUE) << self.cases

    def items_having(self, codes: bytes, *wanted: int) -> int:
        """The pairs of the items that have one of some codes."""
        return having(codes, *wanted) * self._each_place

    def asked(self, codes: bytes) -> AskedFlag:
        """Where the law is asked of a flag that it works out, by the code of each item."""
        each = (self.items_having(codes, code) for code in (NOT_STATED, SAID_TRUE, SAID_FALSE))
        return AskedFlag(*each)
