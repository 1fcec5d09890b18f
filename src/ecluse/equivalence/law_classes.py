"""The classes of items and of places under one law, and what of it asks for what is counted.

Belongs here: one holder for each law. Does not: the classes themselves (item_class, place_class).
Always true: nothing is found before it is asked for.
"""

from __future__ import annotations

from functools import cached_property

from ecluse.equivalence.axes import Axes
from ecluse.equivalence.item_class import ItemClasses
from ecluse.equivalence.place_class import PlaceClasses
from ecluse.grouped import grouped
from ecluse.law.condition.tree import Condition, facts_of
from ecluse.law.in_force import Law
from ecluse.law.provision import Allocation, Provision, conditions_of


class LawClasses:
    """The classes of items and of places under one law."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.law, self.library, self.results = axes.law, axes.library, axes.results

    @cached_property
    def items(self) -> ItemClasses:
        """The classes of items."""
        return ItemClasses(self.axes)

    @cached_property
    def places(self) -> PlaceClasses:
        """The classes of places."""
        return PlaceClasses(self.axes)

    def waiting_for(self, name: str) -> list[tuple[Provision, Condition]]:
        """The provisions that ask for a counted fact, each with its condition; what counts the fact
        does not ask for it.
        """
        return self.law.once(_waiting).get(name, [])


def _waiting(law: Law) -> dict[str, list[tuple[Provision, Condition]]]:
    """The provisions that ask for each fact, with their conditions, but for what counts facts."""
    says = (entry.says for entry in law.provisions.values())
    return grouped(
        (name, (each, condition))
        for each in says
        if not isinstance(each, Allocation)
        for condition in conditions_of(each)
        for name in dict.fromkeys(facts_of(condition))
    )
