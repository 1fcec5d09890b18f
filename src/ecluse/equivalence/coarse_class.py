"""Which whole items a law cannot tell apart, by the single tests of its conditions.

Belongs here: the class of an item without figures of a user's own, found at little cost. Does not:
what an answer needs, or how firm it is (item_class), or deciding a case (deciding).
Always true: two items of one class get the same verdict in the same place; all that is unknown of
them is the same.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property

from ecluse.determine.case import CaseFacts
from ecluse.determine.shipment import Shipment
from ecluse.equivalence.axes import PLACE
from ecluse.facts.item import Item
from ecluse.law.condition.tree import Condition, facts_of
from ecluse.law.example import leaves_of
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import Definition, conditions_of


class CoarseItemClasses:
    """The classes of items under one law, by single tests: quick to find, and more than need be."""

    def __init__(self, law: Law, library: Library) -> None:
        self.law = law
        self.library = library

    def key(self, item: Item) -> Hashable:
        """Equal for items of one class."""
        shipment = Shipment(item=item, destination=None, on=self.law.on)
        case = CaseFacts(shipment, self.law, self.library)
        inside = case.ic.datacenter
        exporter = str(case["exporter"].value).casefold()
        return (
            item.kind_by_filing,
            item.contains is None,
            case.ic.kind,
            exporter if exporter in self._bound else None,
            None if case.ic is item or inside is None else inside.value,
            *[self._result(leaf, fact, case) for leaf, fact in self._tests],
        )

    def _result(self, leaf: Condition, fact: str, case: CaseFacts) -> Hashable:
        """What comes of a test; where that is unknown, all that is known of its fact."""
        finding = case.decide(leaf)
        known = case[fact]
        return finding.truth, (known.value, known.unsettled) if finding.settles else None

    @cached_property
    def _tests(self) -> list[tuple[Condition, str]]:
        """The single tests that ask for no place and for no flag that the law works out, each with
        its fact.
        """
        flags = {says.defines for says, _ in self.law.of_kind(Definition) if says.when is not None}
        leaves = (
            leaf
            for entry in self.law.provisions.values()
            for condition in conditions_of(entry.says)
            for leaf in leaves_of(condition)
        )
        tests = ((leaf, next(facts_of(leaf))) for leaf in dict.fromkeys(leaves))
        return [(leaf, fact) for leaf, fact in tests if fact not in flags and fact not in PLACE]

    @cached_property
    def _bound(self) -> frozenset[str]:
        """The exporters that a measure binds."""
        return frozenset(
            name.casefold()
            for entry in self.law.provisions.values()
            for name in entry.measure.binds
        )
