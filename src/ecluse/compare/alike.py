"""Which items, and which destinations, two laws cannot tell apart.

Belongs here: the classes of whole items and of countries under one side of a comparison. Does not:
what makes a class (equivalence), or deciding.
Always true: two items with one key (two destinations likewise) meet the same truths in every test
of the law, with the same things unknown about them, so that one answer stands for both.
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

__all__ = ["Alike", "concerning", "grouped"]


class Alike:
    """The classes of one law, of items without figures of a user's own, and of destinations whose
    parties are of the same country.
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
        """The class of a destination, the consignee being of it."""
        return self._places.number((code, code, code), {})

    def place(self, code: str) -> CaseFacts:
        """Any item to a destination, the parties being of it."""
        if code not in self._placed:
            shipment = Shipment(item=ANY, destination=code, on=self.law.on)
            self._placed[code] = CaseFacts(shipment, self.law, self.library)
        return self._placed[code]


def concerning(case: CaseFacts) -> Law:
    """What of a law can bear on an item, to whatever country: the rest is FALSE for it everywhere,
    or says nothing of answers.
    """
    return without_unasked(bearing(case, PLACE))
