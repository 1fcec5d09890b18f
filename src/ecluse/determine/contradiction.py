"""Facts that are given against the catalogue.

Belongs here: comparing what a user gives of an item with what the catalogue says of it. Does not:
which of the two is right; the answer rests on what is given, and says so.
Always true: a contradiction is one that the law can see: the figure given stands otherwise to some
limit in force, or the flag or word is another one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ecluse.determine.case import CaseFacts
from ecluse.determine.shipment import Shipment
from ecluse.facts.figure import UNKNOWN_FIGURE, Figure
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.law.in_force import Law
from ecluse.law.library import Library

ITEM = "item"


def against_catalogue(facts: CaseFacts) -> tuple[str, ...]:
    """The facts of the item that are given against the catalogue, in the vocabulary's order."""
    item, given = facts.shipment.item, own_facts(facts.shipment, facts.library)
    stated = catalogue_item(item, facts.library)
    if not given and stated is item:
        return ()
    told = CaseFacts(facts.shipment, facts.law, facts.library)  # before anything is presumed
    base = CaseFacts(_without(facts.shipment, stated, given), facts.law, facts.library)
    law, asked = facts.law, frozenset(facts.law.asked_outright)
    if stated is item:
        names = set[str]()
        for name in given:
            reached = law.touched_by(frozenset({name})) - given
            names |= {name} if name in asked else reached & asked
    else:
        names = set(asked)
    meanings = facts.library.vocabulary.facts
    return tuple(
        name
        for name, meaning in meanings.items()
        if name in names
        and meaning.of == ITEM
        and not of_the_table(name, law)
        and contradicts(told[name], base[name], law.limits.get(name, ()))
    )


def of_the_table(name: str, law: Law) -> bool:
    """Whether a fact follows from the ECCN, which a catalogue states beside figures."""
    definition = law.definitions.get(name)
    return definition is not None and definition.eccn is not None


def own_facts(shipment: Shipment, library: Library) -> frozenset[str]:
    """The facts of the item that a shipment gives."""
    meanings = library.vocabulary.facts
    return frozenset(name for name in shipment.given if meanings[name].of == ITEM)


def catalogue_item(item: Item, library: Library) -> Item:
    """The catalogue's item of this item's name or of one of its aliases; the item itself where the
    catalogue has none, or this one.
    """
    if library.catalogue.items.get(item.name) is item:
        return item
    found = (library.catalogue.find(name) for name in (item.name, *item.aliases))
    return next((each for each in found if each is not None), item)


def _without(shipment: Shipment, item: Item, given: frozenset[str]) -> Shipment:
    rest = {name: known for name, known in shipment.given.items() if name not in given}
    return replace(shipment, item=item, given=rest)


def contradicts(given: Known, stated: Known, limits: Sequence[Decimal]) -> bool:
    """Whether what is given cannot be what the catalogue states, as far as limits can tell."""
    if stated.assumed or UNKNOWN_FIGURE in (stated.value, given.value):
        return False
    if isinstance(given.value, Figure) and isinstance(stated.value, Figure):
        first, last = _stretch(given.value, limits)
        least, most = _stretch(stated.value, limits)
        return last < least or most < first
    return given.settled and stated.settled and given.value != stated.value


def _stretch(figure: Figure, limits: Sequence[Decimal]) -> tuple[int, int]:
    """Where a figure may lie among limits: 2i is between two of them, 2i + 1 is on one."""
    least = bisect_left(limits, figure.low) + bisect_right(limits, figure.low)
    if figure.above and least % 2:
        least += 1
    if figure.high is None:
        return least, 2 * len(limits)
    return least, bisect_left(limits, figure.high) + bisect_right(limits, figure.high)
