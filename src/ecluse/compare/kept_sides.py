"""What two laws tell apart, kept from one comparison for the next that has one of them.

Belongs here: a bounded store of the verdicts under one law on every item to every country. Does
not: what makes a class (every_pair), or comparing (diff).
Always true: what is kept of a side is of its very data, provisions and day; one comparison at a
time works with it; the store never holds more than its bound.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Lock

from ecluse.compare.side import Side
from ecluse.equivalence.every_pair import EveryPair

MOST_SIDES = 4


class KeptSides:
    """The parts of the sides that were compared last.

    Args:
        most: How many sides are kept.
    """

    def __init__(self, most: int = MOST_SIDES) -> None:
        self._most = most
        self._parts: OrderedDict[Hashable, EveryPair] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._parts)

    @contextmanager
    def lent(self, sides: tuple[Side, Side]) -> Iterator[tuple[EveryPair, EveryPair]]:
        """The parts of two sides, to nobody else meanwhile: whoever asks for the same finds none,
        and makes them anew.
        """
        first, second = map(self._taken, sides)
        yield first, second
        with self._lock:
            for side, parts in zip(sides, (first, second), strict=True):
                self._parts[_key(side)] = parts
            while len(self._parts) > self._most:
                self._parts.popitem(last=False)

    def _taken(self, side: Side) -> EveryPair:
        with self._lock:
            parts = self._parts.pop(_key(side), None)
        return parts or EveryPair(side.law, side.library)


def _key(side: Side) -> Hashable:
    """Equal for sides of one law of one day; what is kept under it holds what it names."""
    law = side.law
    return id(side.library), id(law.provisions), law.on, law.known, law.reading
