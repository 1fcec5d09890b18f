"""What two laws tell apart, kept from one comparison for the next that has one of them.

Belongs here: the classes of one law and the parts of it that bear on items, and a bounded store of
them. Does not: what makes a class (side_classes), or comparing (diff).
Always true: what is kept of a side is of its very data, provisions and day; one comparison at a
time works with it; the store never holds more than its bound.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Lock

from ecluse.compare.side import Side
from ecluse.compare.side_classes import SideClasses, concerning
from ecluse.determine.case import CaseFacts
from ecluse.determine.shipment import Shipment
from ecluse.facts.item import Item
from ecluse.law.library import Library
from ecluse.law.register import Law

MOST_SIDES = 4
_Narrowed = tuple[tuple[str, ...], Law, SideClasses]


class SideParts:
    """The classes of one law, and the parts of it that bear on items, each found once."""

    def __init__(self, law: Law, library: Library) -> None:
        self.law, self.library = law, library
        self.classes = SideClasses(law, library)
        self._by_item: dict[str, tuple[Item, _Narrowed]] = {}
        self._narrowed: dict[tuple[str, ...], _Narrowed] = {}
        self._item_classes: dict[tuple[int, str], tuple[Item, Hashable]] = {}

    def bearing_on(self, shipment: Shipment) -> _Narrowed:
        """The part of the law that can bear on an item, by its names, with its classes."""
        item = shipment.item
        kept = self._by_item.get(item.name)
        if kept is not None and kept[0] is item:
            return kept[1]
        law = concerning(CaseFacts(shipment, self.law, self.library))
        names = tuple(law.provisions)
        if names not in self._narrowed:
            self._narrowed[names] = (names, law, SideClasses(law, self.library))
        self._by_item[item.name] = item, self._narrowed[names]
        return self._narrowed[names]

    def item_class(self, item: Item, classes: SideClasses) -> Hashable:
        """The class of an item under the law, or under a part of it that these parts hold."""
        key = id(classes), item.name
        kept = self._item_classes.get(key)
        if kept is None or kept[0] is not item:
            kept = self._item_classes[key] = item, classes.item(item)
        return kept[1]


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
