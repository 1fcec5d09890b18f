"""The items of a book with their further facts, wherever they go.

Belongs here: the case of such an item under its law, and its class. Does not: places, or deciding
(lookup).
Always true: two items with equal numbers get one answer in like places, what it presumes included.
"""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from functools import cached_property, partial

from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_case import Coder, tell
from ecluse.determine.contradiction import against_catalogue, contradicts, of_the_table
from ecluse.determine.shipment import PLACES, Shipment
from ecluse.equivalence.axes import ITEM, Axes
from ecluse.equivalence.item_class import ItemKey, LazyCase
from ecluse.equivalence.law_classes import LawClasses
from ecluse.equivalence.results import Results
from ecluse.equivalence.standing import limits_of, place
from ecluse.facts.known import Known, unknown_word
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.orders.case import PARTIES, LineCase, Meanings, Shipments


class Subjects:
    """The items of a book, each class of them found once; and the classes of its laws."""

    def __init__(self, library: Library, meanings: Meanings, shipments: Shipments) -> None:
        self.library = library
        self.meanings = meanings
        self.shipments = shipments
        self.results = Results()
        self._law_classes: dict[int, tuple[LawClasses, ...]] = {}
        self._lowest: dict[int, list[list[int] | None]] = {}
        self._contradicts: dict[tuple[int, int, str, int], bool] = {}
        self._stated: dict[tuple[int, int], CaseFacts] = {}

    def classes(self, law: int) -> tuple[LawClasses, ...]:
        """The classes under a law and, where that is asked, under the law as it was known before;
        made when first asked for.
        """
        if law not in self._law_classes:
            given = self.meanings.given
            self._law_classes[law] = tuple(
                LawClasses(Axes(version, self.library, given, self.results))
                for version in self.meanings.laws(law)
            )
        return self._law_classes[law]

    def numbers(self, case: LineCase) -> tuple[Hashable, ...]:
        """For the item of a case with its further facts, under the law and, where that is asked,
        the law as it was known before: equal for those that the law cannot tell apart, wherever
        they go.
        """
        if self.meanings.parties:  # whose kinds multiply the items
            self.results.sweep()
        alike = self.standing(case)
        key, further = self._keys(alike)
        return tuple(
            (
                classes.items.number(key, LazyCase(partial(self._nowhere, classes, alike))),
                further,
                self.against(classes, alike),
            )
            for classes in self.classes(case.law)
        )

    def standing(self, case: LineCase) -> LineCase:
        """The case that stands for those whose items no law can tell apart, wherever they go."""
        facts = tuple(
            [
                numbers[number] if numbers is not None else number
                for numbers, number in zip(self.lowest(case.law), case.facts, strict=True)
            ]
        )
        if self.meanings.parties:  # what is said of places is no matter of the item
            facts = (*facts[:-1], self._first_told[facts[-1]])
        return case._replace(
            facts=facts,
            item=self._first_alike[case.item] if case.item >= 0 else case.item,
            said_in=(),
            received_in=(),
            regions=(),
            receiving_regions=(),
        )

    @cached_property
    def _first_alike(self) -> list[int]:
        """For each item the first that no law can tell from it, as the many parts of a maker's list
        that are filed alike.
        """
        first: dict[object, int] = {}
        return [
            first.setdefault(item.as_asked, number)
            for number, item in enumerate(self.meanings.items)
        ]

    def lowest(self, law: int) -> list[list[int] | None]:
        """For each further fact the numbers of its values, cells that the law does not tell apart
        having the number of the lowest of them; None for a fact without cells.
        """
        if law not in self._lowest:
            self._lowest[law] = [
                self._lowest_cells(law, fact, len(values)) if fact in self.meanings.cells else None
                for fact, values in self.meanings.facts
            ]
        return self._lowest[law]

    def _lowest_cells(self, law: int, fact: str, count: int) -> list[int]:
        values = dict(self.meanings.facts)[fact]
        first, limits = self.meanings.cells[fact], limits_of(fact, self.meanings.laws(law))
        by_place: dict[int, int] = {}
        numbers = list(range(first))
        for number in range(first, count):
            known = values[number]
            value = known.number if known is not None else None
            numbers.append(by_place.setdefault(place(value or Decimal(0), limits), number))
        return numbers

    @cached_property
    def _first_told(self) -> list[int]:
        """For each number of what the law is told of parties the first that says the same."""
        parties, before = self.meanings.parties, self.meanings.parties_before
        first: dict[tuple[frozenset[tuple[str, Known]], ...], int] = {}
        return [
            first.setdefault(tuple([frozenset(each.items()) for each in told]), number)
            for number, told in enumerate(zip(parties, before or parties, strict=True))
        ]

    def known(self, case: LineCase, law: Law) -> CaseFacts:
        """What is known of the item of a case under a law, wherever it goes."""
        return self.shipments.laid_out(case, self.shipments.nowhere(case, law), law)

    # ---- one item --------------------------------------------------------------------------------

    @cached_property
    def _is_own(self) -> tuple[bool, ...]:
        """For each further fact, whether it is the item's own."""
        facts = self.library.vocabulary.facts
        return tuple(fact != PARTIES and facts[fact].of == ITEM for fact, _ in self.meanings.facts)

    def _keys(self, case: LineCase) -> tuple[ItemKey, tuple[int, ...]]:
        """The item of a case with the figures that are its own, and the numbers of its other
        further facts.
        """
        facts = list(zip(self.meanings.facts, case.facts, self._is_own, strict=True))
        own = {fact: number for (fact, _), number, is_own in facts if is_own}
        further = tuple([number for _, number, is_own in facts if not is_own])
        return ItemKey(case.item, own, self.shipments.checked(case)), further

    def _nowhere(self, classes: LawClasses, case: LineCase) -> CaseFacts:
        """The item of a case with its further facts, its places unknown."""
        facts = CaseFacts(self.shipments.nowhere(case, classes.law), classes.law, self.library)
        classes.law.once(Coder)  # so that truths are told by codes
        tell(facts)
        return facts.with_facts({name: unknown_word(name) for name in PLACES})

    # ---- what the catalogue says otherwise -------------------------------------------------------

    def against(self, classes: LawClasses, case: LineCase) -> tuple[str, ...]:
        """The facts of its item that a case gives against the catalogue."""
        own = [
            (fact, number)
            for fact, number in self._keys(case)[0].own.items()
            if number and not of_the_table(fact, classes.law)
        ]
        if case.item < 0 or not own:
            return ()
        asked = frozenset(classes.law.asked_outright)
        if not all(fact in asked for fact, _ in own):
            return against_catalogue(self._nowhere(classes, case))
        against = [fact for fact, number in own if self._differs(classes, case, fact, number)]
        return tuple(name for name in self.library.vocabulary.facts if name in against)

    def _differs(self, classes: LawClasses, case: LineCase, fact: str, number: int) -> bool:
        key = (id(classes), case.item, fact, number)
        if key not in self._contradicts:
            known = dict(self.meanings.facts)[fact][number]
            stated = self._of_catalogue(classes, case)[fact]
            limits = classes.law.limits.get(fact, ())
            self._contradicts[key] = known is not None and contradicts(known, stated, limits)
        return self._contradicts[key]

    def _of_catalogue(self, classes: LawClasses, case: LineCase) -> CaseFacts:
        """What the catalogue says of a case's item."""
        key = (id(classes), case.item)
        if key not in self._stated:
            shipment = Shipment(
                item=self.meanings.item(case),
                destination=None,
                on=classes.law.on,
                strict=self.shipments.strict,
            )
            self._stated[key] = CaseFacts(shipment, classes.law, self.library)
        return self._stated[key]
