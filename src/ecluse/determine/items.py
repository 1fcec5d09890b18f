"""Items laid out once for all their shipments.

Belongs here: what is known of an item wherever it goes, under the law of one period, kept up to a
number of items; and the case of a shipment, laid out on it.
Does not: what a shipment states (stated), or what a law makes of it.
Always true: a case that is laid out here is the case that `CaseFacts(shipment, law, library)` is
(property-tested); what is kept is found by the identity of the item and of the library.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from ecluse.determine.case import PLACES, CaseFacts, Like, Memo, worked_out_otherwise
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.shipment import Shipment, check_on_file
from ecluse.determine.stated import EXPORTING, OTHER_ENTRY, stated
from ecluse.law.eccn_part import DECLARED
from ecluse.law.in_force import Law
from ecluse.law.library import Library

_MOST_ITEMS = 2048
_MOST_LAWS = 256


def laid_out(shipment: Shipment, law: Law, library: Library) -> CaseFacts:
    """The case of a shipment; what rests on its item alone is as it was found before.

    Raises:
        InputError, UnknownNameError: The shipment names what is not on file.
        DataError: The law says of nothing that it is subject to the regulations.
    """
    shipment = shipment.under(law)
    check_on_file(shipment, library)
    library.check_answers(law)
    return law.once(Items).of(shipment, law, library).shipped(shipment, law)


class KnownItem:
    """An item that goes nowhere, under the law of one period.

    Args:
        facts: What is known of it.
    """

    def __init__(self, facts: CaseFacts) -> None:
        self.facts = facts

    @cached_property
    def case(self) -> CodedCase:
        """Its codes: a law is compiled for whoever asks for verdicts, and not for one answer."""
        facts, coder = self.facts, self.facts.law.once(Coder)
        return CodedCase(coder, facts, coder.vector(facts), coder.inside(facts))

    def shipped(self, shipment: Shipment, law: Law) -> CaseFacts:
        """The case of a shipment of the item, under a law of the period."""
        facts = self.facts
        said = stated(shipment, facts.library, facts.stated)
        memo = Memo((facts.as_far_as(differing(shipment)),))
        case = CaseFacts(shipment, law, facts.library, said, memo)
        case.as_asked = True
        return case


def differing(shipment: Shipment) -> frozenset[str]:
    """The facts in which a shipment may differ from its item that goes nowhere."""
    names = {*PLACES, "origin", "quantity", "end_use", *shipment.given}
    if OTHER_ENTRY in shipment.given:
        names.add(DECLARED)
    if shipment.exporter is not None or "exporter" in shipment.given:
        names.update(EXPORTING)
    return frozenset(names)


class Items:
    """The items met under the law of one period."""

    def __init__(self, _: Law) -> None:
        self._met: dict[object, KnownItem] = {}
        self._worked_out_alike: dict[object, frozenset[str]] = {}

    def of(self, shipment: Shipment, law: Law, library: Library) -> KnownItem:
        """A shipment's item."""
        # The case holds the item and the library, so that neither number is given to another.
        key = (id(shipment.item), id(library), shipment.strict, *_begun(shipment, law, library))
        found = self._met.get(key)
        if found is None:
            if len(self._met) > _MOST_ITEMS:
                self._met.clear()
            found = self._met[key] = KnownItem(self._laid_out(shipment, law, library))
        return found

    def _laid_out(self, shipment: Shipment, law: Law, library: Library) -> CaseFacts:
        """What is known of the item; what two laws work out alike is as it was found under the
        first of them that was asked.
        """
        items = _laid_out_of(SameOne(library))
        _, period = _begun(shipment, law, library)
        key = SameOne(shipment.item), shipment.strict, period
        first = items.get(key)
        if first is not None:
            alike = Like(first, self._alike(first.law, law, library), frozenset[int])
            return CaseFacts(first.shipment, law, library, first.stated, Memo((alike,)))
        if len(items) > _MOST_ITEMS:
            items.clear()
        nowhere = Shipment(item=shipment.item, destination=None, on=law.on, strict=shipment.strict)
        found = items[key] = CaseFacts(nowhere, law, library, stated(nowhere, library))
        return found

    def _alike(self, first: Law, law: Law, library: Library) -> frozenset[str]:
        """The facts that two laws work out alike."""
        key = SameOne(first.provisions), first.begun, law.begun
        found = self._worked_out_alike.get(key)
        if found is None:
            if len(self._worked_out_alike) > _MOST_LAWS:
                self._worked_out_alike.clear()
            found = frozenset(library.vocabulary.facts) - worked_out_otherwise(first, law)
            self._worked_out_alike[key] = found
        return found


def _begun(shipment: Shipment, law: Law, library: Library) -> tuple[object, ...]:
    """What of a law and of the table of ECCNs had begun, as far as it can bear on an item."""
    filed = shipment.item.eccn is not None
    return law.begun, library.eccns.period(law.on) if filed else 0


class SameOne:
    """A value that equals itself alone."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameOne) and other.value is self.value


@lru_cache(maxsize=8)
def _laid_out_of(_: SameOne) -> dict[object, CaseFacts]:
    """What is known of items, by the item and how strictly it is taken, under the first law that
    was asked.
    """
    return {}
