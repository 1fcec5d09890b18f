"""The equivalence classes of items and of destinations under one law.

Belongs here: the class of a whole item and of a country, for one side of a comparison. Does not:
what makes a class (equivalence), or deciding.
Always true: every test of the law comes out the same for all items of one class, and so it does for
all destinations of one class. One answer stands for all of them.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property

from ecluse.determine.case import CaseFacts
from ecluse.determine.shipment import Shipment
from ecluse.equivalence.axes import PLACE, Axes
from ecluse.equivalence.bearing import bearing, without_unasked
from ecluse.equivalence.coarse_class import CoarseItemClasses
from ecluse.equivalence.partition import grouped
from ecluse.equivalence.place_class import ANY, PlaceClasses
from ecluse.equivalence.results import Results
from ecluse.facts.item import Item
from ecluse.law.library import Library
from ecluse.law.register import Law

__all__ = ["SideClasses", "concerning", "grouped"]


class SideClasses:
    """The classes of catalogue items and of destinations under one law.

    The parties to a shipment are taken to be of the destination's country.
    """

    def __init__(self, law: Law, library: Library) -> None:
        self.law = law
        self.library = library
        self._items = CoarseItemClasses(law, library)
        self._placed: dict[str, CaseFacts] = {}

    @cached_property
    def _places(self) -> PlaceClasses:
        return PlaceClasses(Axes(self.law, self.library, frozenset(), Results()))

    def item(self, item: Item) -> Hashable:
        """The class of an item."""
        return self._items.key(item)

    def destination(self, code: str) -> Hashable:
        """The class of a destination."""
        return self._places.number((code, code, code), {})

    def place(self, code: str) -> CaseFacts:
        """The case of any item shipped to a destination."""
        if code not in self._placed:
            shipment = Shipment(item=ANY, destination=code, on=self.law.on)
            self._placed[code] = CaseFacts(shipment, self.law, self.library)
        return self._placed[code]


def concerning(case: CaseFacts) -> Law:
    """The part of a law that can bear on an item, whatever the destination.

    The rest is FALSE for the item everywhere, or changes no answer.
    """
    return without_unasked(bearing(case, PLACE))
