"""What two laws tell apart, kept from one comparison for the next that has one of them.

Belongs here: the verdicts under one law and the classes of destinations with one verdict, and a
bounded store of them. Does not: what makes a class (verdict_of), or comparing (diff).
Always true: what is kept of a side is of its very data, provisions and day; one comparison at a
time works with it; the store never holds more than its bound.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Lock

from ecluse.compare.side import Side
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Verdict
from ecluse.determine.verdict_of import Verdicts
from ecluse.facts.item import Item
from ecluse.law.library import Library
from ecluse.law.register import Law

MOST_SIDES = 4


class SideParts:
    """The verdicts under one law, and the places that it tells apart, each found once."""

    def __init__(self, law: Law, library: Library) -> None:
        self.law, self.library = law, library
        self._place_classes: dict[str, Hashable] = {}
        self._found: dict[tuple[str, str], Verdict] = {}

    def place_class(self, item: Item, code: str) -> Hashable:
        """Equal for destinations to which every item gets one verdict."""
        if code not in self._place_classes:
            self._place_classes[code] = self._verdicts.class_of_place(item, code)
        return self._place_classes[code]

    def verdict(self, item: Item, code: str) -> Verdict:
        """The verdict on a shipment of an item to a country, of which nothing else is said."""
        key = item.name, code
        if key not in self._found:
            self._found[key] = self._verdicts.of(self.shipment(item, code))
        return self._found[key]

    def shipment(self, item: Item, code: str) -> Shipment:
        """A shipment of which nothing is said but what goes where."""
        return Shipment(item=item, destination=code, on=self.law.on)

    @cached_property
    def _verdicts(self) -> Verdicts:
        return Verdicts(self.law, self.library)


class KeptSides:
    """The parts of the sides that were compared last.

    Args:
        most: How many sides are kept.
    """

    def __init__(self, most: int = MOST_SIDES) -> None:
        self._most = most
        self._parts: OrderedDict[Hashable, SideParts] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._parts)

    @contextmanager
    def lent(self, sides: tuple[Side, Side]) -> Iterator[tuple[SideParts, SideParts]]:
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

    def _taken(self, side: Side) -> SideParts:
        with self._lock:
            parts = self._parts.pop(_key(side), None)
        return parts or SideParts(side.law, side.library)


def _key(side: Side) -> Hashable:
    """Equal for sides of one law of one day; what is kept under it holds what it names."""
    law = side.law
    return id(side.library), id(law.provisions), law.on, law.known, law.reading
