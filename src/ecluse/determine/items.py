"""Items laid out once for all their shipments.

Belongs here: what is known of an item wherever it goes, under the law of one period, kept up to a
number of items; and the case of a shipment, laid out on it.
Does not: what a shipment states (stated), or what a law makes of it.
Always true: a case that is laid out here is the case that `CaseFacts(shipment, law, library)` is
(property-tested); what is kept is found by the identity of the item and of the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from ecluse.bounded import Bounded
from ecluse.determine.case import Case, CaseFacts
from ecluse.determine.coded_case import CodedCase, Coder, tell
from ecluse.determine.declared import names_an_entry
from ecluse.determine.denied_exporter import said_of_exporter
from ecluse.determine.entry_said import flags_implied
from ecluse.determine.following import NON_PLANAR, OF_ITS_DIES
from ecluse.determine.movement import LEAVES, MOVEMENT
from ecluse.determine.shipment import PLACES, Shipment, check_on_file
from ecluse.determine.stated import (
    DATACENTER,
    EXPORTING,
    KIND,
    OTHER_ENTRY,
    Stated,
    rates_of,
    stated,
)
from ecluse.determine.vendor_seat import DESIGNER
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.law.condition.evaluate import PerFormat
from ecluse.law.condition.tree import groups_of
from ecluse.law.eccn_part import DECLARED, OF_MAKER
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import Definition

_MOST_ITEMS = 2048
_MOST_WAYS = 16_384


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
        tell(facts)
        said = stated(shipment, facts.library, facts.stated)
        return facts.like(shipment, said, differing(shipment, facts.library), law)


_OWN = ("origin", "quantity", "end_use")


def differing(shipment: Shipment, library: Library) -> frozenset[str]:
    """The facts in which a shipment may differ from its item that goes nowhere."""
    said = (name for name in _OWN if getattr(shipment, name) is not None)
    names = {*PLACES, *said, *shipment.given}
    if OTHER_ENTRY in shipment.given or names_an_entry(shipment.given, library):
        names.add(DECLARED)
    if LEAVES in shipment.given:
        names.add(MOVEMENT)
    if "vendor" in shipment.given:
        names.add(DESIGNER)
    if KIND in shipment.given:
        names.add(DATACENTER)
    if NON_PLANAR in shipment.given:
        names.update(OF_ITS_DIES)
    if shipment.exporter is not None or "exporter" in shipment.given:
        names.update(EXPORTING)
        names.update(said_of_exporter(shipment, library))
    return flags_implied(shipment.given, library).union(names)


class Items:
    """The items met under the law of one period."""

    def __init__(self, _: Law) -> None:
        self._met = Bounded[object, KnownItem](_MOST_ITEMS)
        self._ways: dict[tuple[bool, ...], Mapping[str, Way]] = {}

    def of(self, shipment: Shipment, law: Law, library: Library) -> KnownItem:
        """A shipment's item."""
        # The case holds the item and the library, so that neither number is given to another.
        begun, period = law.begun, _period(shipment.item, law, library)
        key = (id(shipment.item), id(library), shipment.strict, begun, period)
        found = self._met.get(key)
        if found is None:
            if begun not in self._ways:
                self._ways[begun] = ways(law)
            alone = _alone(shipment, law, library)
            found = self._met[key] = KnownItem(ItemFacts(alone, law, self._ways[begun]))
        return found


class Way:
    """One way in which laws work a fact out; two laws with one way find the same of an item.

    Args:
        rests_on: The definitions and the groups that it rests on, held as long as it is, so that
            none of their numbers is given to another.
    """

    __slots__ = ("rests_on",)

    def __init__(self, rests_on: tuple[object, ...]) -> None:
        self.rests_on = rests_on


def ways(law: Law) -> Mapping[str, Way]:
    """How a law works out each fact that it defines, less those that rest on themselves."""
    met, found = _ways_met(), {}
    for name, says in law.definitions.items():
        rests_on = _rests_on(says, law)
        if rests_on is not None:
            steps = [(step.since <= law.on, step.limit) for each in rests_on for step in each.steps]
            groups = [law.groups.get(group) for each in rests_on for group in _groups(each)]
            # Of a figure that grows in steps there is a definition for each day.
            whole = (*[each for each in rests_on if not each.steps], *groups)
            key = (name, *steps, *map(id, whole))
            if key not in met:
                met[key] = Way(whole)
            found[name] = met[key]
    return found


def _rests_on(says: Definition, law: Law) -> tuple[Definition, ...] | None:
    """A definition and those that it rests on, in one order; None where it rests on itself."""
    found, waiting = dict[str, Definition](), [says]
    while waiting:
        each = waiting.pop()
        found[each.defines] = each
        for name in _inputs(each, law):
            if name == says.defines:
                return None
            if name in law.definitions and name not in found:
                waiting.append(law.definitions[name])
    return tuple(found.values())


def _inputs(says: Definition, law: Law) -> Iterable[str]:
    # Of the figures on which a part of the table rests it is asked only whether they are stated.
    return (DECLARED, OF_MAKER) if says.eccn is not None else sorted(law.inputs_of(says.defines))


def _groups(says: Definition) -> Iterable[str]:
    return () if says.when is None else dict.fromkeys(groups_of(says.when))


@lru_cache(maxsize=1)
def _ways_met() -> Bounded[object, Way]:
    """The ways of all laws, by the numbers of what they rest on."""
    return Bounded(_MOST_WAYS)


@dataclass(frozen=True)
class Alone:
    """What is known of an item that goes nowhere, whatever the law.

    Args:
        worked_out: What laws have worked out so far, by the way in which they do.
    """

    shipment: Shipment
    library: Library
    ic: Item
    stated: Stated
    worked_out: dict[Way, Known] = field(default_factory=dict)

    @cached_property
    def per_format(self) -> PerFormat:
        """What the item's IC does in each number format, and on operands of what length."""
        return rates_of(self.ic, self.library)


class ItemFacts(CaseFacts):
    """The case of an item that goes nowhere; what laws work out in one way is found once."""

    def __init__(self, alone: Alone, law: Law, ways: Mapping[str, Way]) -> None:
        super().__init__(alone.shipment, law, alone.library, alone.stated)
        self._ways, self._alone = ways, alone

    @property
    def ic(self) -> Item:
        return self._alone.ic

    @property
    def per_format(self) -> PerFormat:
        return self._alone.per_format

    def _find(self, name: str) -> Known:
        way = self._ways.get(name)
        if way is None:
            return super()._find(name)
        known = self._alone.worked_out.get(way)
        if known is None:
            known = self._alone.worked_out[way] = super()._find(name)
        return known


def _alone(shipment: Shipment, law: Law, library: Library) -> Alone:
    """What is known of a shipment's item, whatever the law."""
    items = _items_met(SameOne(library))
    # What is kept holds the item, so that its number is not given to another.
    key = id(shipment.item), shipment.strict, _period(shipment.item, law, library)
    found = items.get(key)
    if found is None:
        nowhere = Shipment(item=shipment.item, destination=None, on=law.on, strict=shipment.strict)
        ic = Case(nowhere, law, library).ic
        found = items[key] = Alone(nowhere, library, ic, stated(nowhere, library))
    return found


def _period(item: Item, law: Law, library: Library) -> int:
    """What of the table of ECCNs had begun, as far as it can bear on an item."""
    return 0 if item.eccn is None else library.eccns.period(law.on)


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
def _items_met(_: SameOne) -> Bounded[object, Alone]:
    """What is known of items, by the item and how strictly it is taken."""
    return Bounded(_MOST_ITEMS)
