"""The case that lines of a book stand for, as small numbers, and the shipment that it is.

Belongs here: what the numbers stand for, and making a shipment of them. Does not: finding out which
cases a book holds (codes, keys), or deciding one (lookup).
Always true: two lines with one case are one shipment to the law, but for their quantities and dates
of one stretch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, cast

from ecluse.determine.case import CaseFacts
from ecluse.determine.items import laid_out
from ecluse.determine.movement import LEAVES, MOVEMENT, moves_from, moves_otherwise
from ecluse.determine.party_facts import LISTED
from ecluse.determine.party_seats import NO_DOUBTS, PlaceDoubts
from ecluse.determine.proviso import SEATS
from ecluse.determine.shipment import HELD_FROM_D5, PLACES, Shipment
from ecluse.determine.stated import follows_for_items
from ecluse.determine.ultimate import (
    PLACE_OF_USE,
    REGION,
    outside_all,
    place_of_use,
    received_or_used,
    regions_of,
    with_region,
)
from ecluse.equivalence.place_class import Codes
from ecluse.facts.country import CountryRegion
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_word
from ecluse.facts.truth import Truth
from ecluse.law.condition.tree import Formula
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.orders.own_item import is_figure, own_item
from ecluse.orders.party_facts import LineParties, line_parties
from ecluse.orders.slices import Slices

if TYPE_CHECKING:
    from ecluse.determine.parties import NamedParties
    from ecluse.screening.address_region import StatedRegion

PARTIES = "(parties)"  # what the law is told of a line's parties, as one further fact
NOWHERE = "?"  # a country that is written and that nobody can make out
NO_ITEM = Item(name="(not in the catalogue)")
# What the part names that no item has, nor any like it: the book's declared ECCN answers for it.
UNLISTED = Item(name="(like nothing in the catalogue)")


class LineCase(NamedTuple):
    """What an answer can depend on, as small numbers: places in `Meanings`; `facts` is one number
    for each further column, `said_in` one for each country in which the end user or the ultimate
    consignee is said to be, `received_in` those of them of whoever may receive the item;
    `place_doubts`: what is to be looked at of where they are; `regions` and
    `receiving_regions` are the same of regions under an embargo of their own.
    """

    law: int
    item: int
    destination: int
    headquarters: int
    parent: int
    facts: tuple[int, ...]
    said_in: tuple[int, ...] = ()
    received_in: tuple[int, ...] = ()
    place_doubts: PlaceDoubts = NO_DOUBTS
    regions: tuple[StatedRegion, ...] = ()
    receiving_regions: tuple[StatedRegion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Meanings:
    """What the numbers stand for.

    Args:
        items: The items; number -1 is an item that the catalogue does not hold and whose figures
            the book gives.
        places: Country codes; number 0 is a country that nobody can make out.
        facts: For each further fact: its name, and its values; value 0 is a fact left out.
        worked_out: Those of the further facts that no column gives, each with the formula by which
            it was worked out of columns.
        cells: Those of them whose values are cells of a figure, each with the number of the lowest
            cell.
        parties: What the law is told of parties that were screened, by the numbers of the further
            fact `PARTIES`, which is the last; empty where none were.
        parties_before: What it is told of them under the law as it was known before, by the same
            numbers; empty where that is not asked.
        strict: Nothing that lines leave out is taken for granted.
    """

    slices: Slices
    items: Sequence[Item]
    places: Sequence[str]
    facts: Sequence[tuple[str, Sequence[Known | None]]]
    worked_out: Mapping[str, Formula] = field(default_factory=dict)
    cells: Mapping[str, int] = field(default_factory=dict)
    parties: Sequence[Mapping[str, Known]] = ()
    parties_before: Sequence[Mapping[str, Known]] = ()
    strict: bool = False

    def told(self, case: LineCase, law: Law) -> Mapping[str, Known]:
        """What one of the laws of a case is told of its parties."""
        of_now = law is self.slices.slices[case.law].law or not self.parties_before
        return (self.parties if of_now else self.parties_before)[case.facts[-1]]

    def used_in(self, case: LineCase, library: Library) -> tuple[str, ...]:
        """The countries in which the item of a case may be received or used besides."""
        place = self.place_of_use(case.facts, library)
        used = received_or_used(self.named(case.said_in), self.named(case.received_in), place)
        return with_region(used, self._said(case.facts, REGION), library)

    def readings(self, case: LineCase, library: Library) -> tuple[Codes, ...]:
        """The places of a case, and those that it has where the goods go on to the country in which
        the item may be used (`determine.ultimate`).
        """
        codes = to, seat, parent = self.codes(case)
        others = self.used_in(case, library) if to is not None else ()
        read = (None if code == NOWHERE else code for code in others if code != to)
        return (codes, *((code, seat, parent) for code in read))

    def regions_used_in(self, case: LineCase, library: Library) -> tuple[CountryRegion, ...]:
        """The regions under an embargo of their own in which it may be."""
        if not case.regions:
            return ()
        place = self.place_of_use(case.facts, library)
        outside = outside_all(self._said(case.facts, REGION), library)
        return regions_of(case.regions, case.receiving_regions, place, library, outside=outside)

    def moves(self, case: LineCase, to: str | None, library: Library) -> str | None:
        """How a case moves to a country by where it is said to leave, if otherwise than said."""
        said = {fact: self._said(case.facts, fact) for fact in (LEAVES, MOVEMENT)}
        given = {fact: known for fact, known in said.items() if known is not None}
        return moves_otherwise(given, to, library, self.slices.slices[case.law].on)

    def said_otherwise(self, case: LineCase, library: Library) -> bool:
        """Whether a case is said to go to a region of another country, or the country that it
        leaves says otherwise how it moves than is said, or where it may go to several places.
        """
        if self._further.isdisjoint((REGION, LEAVES)):
            return False
        readings = self.readings(case, library)
        beyond = with_region((), self._said(case.facts, REGION), library)
        leaves, on = self._said(case.facts, LEAVES), self.slices.slices[case.law].on
        moves = self._said(case.facts, MOVEMENT)
        as_said = (None, None if moves is None else moves.value)
        if any(code != readings[0][0] for code in beyond):
            return True
        if moves is None and len(readings) == 1:  # `follows` says how
            return False
        return any(moves_from(leaves, codes[0], library, on) not in as_said for codes in readings)

    def follows(self, case: LineCase, library: Library) -> str | None:
        """How a case moves from where it is said to leave, where nobody says how."""
        if LEAVES not in self._further or self._said(case.facts, MOVEMENT) is not None:
            return None
        leaves, on = self._said(case.facts, LEAVES), self.slices.slices[case.law].on
        return moves_from(leaves, self.codes(case)[0], library, on)

    @cached_property
    def _further(self) -> frozenset[str]:
        return frozenset(fact for fact, _ in self.facts)

    def place_of_use(self, facts: Sequence[int], library: Library) -> str | None:
        """The country in which the end use of a case is said to be (`determine.ultimate`)."""
        return place_of_use(self._said(facts, PLACE_OF_USE), library, strict=self.strict)

    def left(self, facts: Sequence[int]) -> str | None:
        """The country that the item of a case is said to leave; None where nobody says one."""
        said = self._said(facts, LEAVES)
        return said.value if said is not None and isinstance(said.value, str) else None

    def places_said(self, library: Library) -> frozenset[int]:
        """The numbers of the countries in which lines say that the end use is, which they leave, or
        of which they say a region.
        """
        values, codes = dict(self.facts), set[str]()
        for known in values.get(PLACE_OF_USE, ()):
            codes.update(filter(None, [place_of_use(known, library, strict=False)]))
        for known in values.get(REGION, ()):
            codes.update(with_region((), known, library))
        for known in values.get(LEAVES, ()):
            if known is not None and isinstance(known.value, str):
                codes.update((known.value, library.countries.for_the_law(known.value, date.max)))
        law = library.countries.for_the_law
        return frozenset(
            number
            for number, code in enumerate(self.places)
            if code in codes or (code != NOWHERE and law(code, date.max) in codes)
        )

    def _said(self, facts: Sequence[int], name: str) -> Known | None:
        """What a case says of a further fact."""
        pairs = zip(self.facts, facts, strict=True)
        return next((values[number] for (fact, values), number in pairs if fact == name), None)

    def named(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The countries of some numbers."""
        return tuple(self.places[number] for number in numbers)

    @property
    def given(self) -> frozenset[str]:
        """The facts that lines of the book may give, or that follow from one alone."""
        single = {fact for fact, _ in self.facts if fact != PARTIES}
        told = {LISTED} if self.parties else set[str]()
        if LEAVES in single:
            told.add(MOVEMENT)
        return frozenset(single.union(told, *self.parties, *self.parties_before))

    def laws(self, number: int) -> tuple[Law, ...]:
        """A law and, where that is asked, the law as it was known before."""
        one = self.slices.slices[number]
        return (one.law, one.before) if one.before else (one.law,)

    def item(self, case: LineCase) -> Item:
        """The item of a case."""
        return NO_ITEM if case.item < 0 else self.items[case.item]

    def codes(self, case: LineCase) -> Codes:
        """The countries of a case; None for one that nobody can make out, and for a parent that a
        line may leave out beside a majority owner of D:5 or Macau.
        """
        to, seat, parent = map(self.country, (case.destination, case.headquarters, case.parent))
        return to, seat, None if seat == parent and self.held(case.facts) else parent

    def held(self, facts: Sequence[int]) -> bool:
        """Whether a company of D:5 or Macau may hold most of that of a case, by what is said."""
        said = self._said(facts, HELD_FROM_D5) if facts and HELD_FROM_D5 in self._further else None
        return said is not None and said.value is not Truth.FALSE

    def country(self, number: int) -> str | None:
        """A country's code; None where nobody can make it out."""
        code = self.places[number]
        return None if code == NOWHERE else code


def unknown_seats(codes: Codes) -> dict[str, Known]:
    """The seats that the book names and that nobody can make out: unknown, not left out."""
    return {
        fact: unknown_word(fact)
        for fact, code in zip(SEATS, codes[1:], strict=True)
        if code is None
    }


class Shipments:
    """The shipments that cases stand for; with `strict`, nothing left out is taken for granted."""

    def __init__(self, meanings: Meanings, library: Library, *, strict: bool) -> None:
        self.meanings = meanings
        self.library = library
        self.vocabulary = library.vocabulary
        self.strict = strict
        self._defined: dict[int, frozenset[str]] = {}

    def of(
        self,
        case: LineCase,
        law: Law,
        *,
        quantity: Decimal | None = None,
        own: Mapping[str, Known] | None = None,
    ) -> Shipment:
        """The shipment that a case stands for, under a law.

        Args:
            own: Figures of the line itself, in place of those that stand for their cells.
        """
        meanings, codes = self.meanings, self.meanings.codes(case)
        item, given = self._item(case, self._given(case, law, own), own or {})
        exporter = given.get("exporter")
        named = exporter.value if exporter is not None else None
        if isinstance(named, str):
            del given["exporter"]
        return Shipment(
            item=item,
            destination=codes[0],
            on=meanings.slices.slices[case.law].on,
            headquarters=codes[1],
            parent_headquarters=codes[2],
            exporter=named if isinstance(named, str) else None,
            quantity=quantity,
            given={**given, **unknown_seats(codes)},
            strict=self.strict,
            parties=self._parties(case, law, given),
        )

    def nowhere(self, case: LineCase, law: Law) -> Shipment:
        """The shipment of a case with no place said."""
        shipment = self.of(case, law)
        given = {name: known for name, known in shipment.given.items() if name not in PLACES}
        return replace(
            shipment, destination=None, headquarters=None, parent_headquarters=None, given=given
        )

    def laid_out(self, case: LineCase, shipment: Shipment, law: Law) -> CaseFacts:
        """What is known of a shipment of a case. Of an item that the book alone describes nothing
        is kept: it is this case's own.
        """
        lay_out = CaseFacts if case.item < 0 else laid_out
        return lay_out(shipment, law, self.library)

    def as_known(self, shipment: Shipment, case: LineCase, law: Law) -> Shipment:
        """The shipment of a case as another of its laws takes it: what is told of its parties is
        what was known then, and nothing that is known of them now.
        """
        said = self._given(case, law, None)
        now = shipment.parties.tells if shipment.parties is not None else frozenset[str]()
        given = {fact: known for fact, known in shipment.given.items() if fact not in now}
        given |= {fact: said[fact] for fact in said.keys() & now}
        return replace(shipment, given=given, parties=self._parties(case, law, said))

    def _item(
        self, case: LineCase, given: Mapping[str, Known], own: Mapping[str, Known]
    ) -> tuple[Item, dict[str, Known]]:
        """The item of a case, and what is given beside it."""
        item = self.meanings.item(case)
        if case.item >= 0:
            return item, {**given, **own}
        checked = {fact: given[fact] for fact in given.keys() & self.checked(case)}
        item, rest = own_item(item, {**checked, **own}, self.vocabulary)
        beside = {fact: given[fact] for fact in given.keys() - checked.keys() - own.keys()}
        return item, {**beside, **rest}

    def checked(self, case: LineCase) -> frozenset[str]:
        """The facts of its item that a case gives and that the law may work out too: what is no
        figure and, of an item that a book alone describes, its figures. One that is known by its
        cell is none: its lines agree with the law.
        """
        cells, alone = self.meanings.cells, case.item < 0
        return frozenset(
            fact
            for (fact, _), number in zip(self.meanings.facts, case.facts, strict=True)
            if number
            and (fact in self._said_otherwise or (alone and fact in self._figures))
            and (fact not in cells or number < cells[fact])
        )

    @cached_property
    def _figures(self) -> frozenset[str]:
        """The further facts that are figures of an item."""
        names = (fact for fact, _ in self.meanings.facts if fact != PARTIES)
        return frozenset(fact for fact in names if is_figure(fact, self.vocabulary))

    @cached_property
    def _said_otherwise(self) -> frozenset[str]:
        """The further facts of an item that outrank nothing which the law works out."""
        facts = self.vocabulary.facts
        return frozenset(
            fact
            for fact, _ in self.meanings.facts
            if fact != PARTIES and follows_for_items(fact, facts[fact])
        )

    def _given(self, case: LineCase, law: Law, own: Mapping[str, Known] | None) -> dict[str, Known]:
        """The further facts of a case; what the law works out otherwise than the book's columns
        were, it is left to work out.
        """
        worked_out = self.meanings.worked_out
        defined = self._as_worked_out(law) if worked_out and not own else frozenset[str]()
        return {
            fact: known
            for (fact, values), number in zip(self.meanings.facts, case.facts, strict=True)
            if number
            and (known := values[number]) is not None
            and (fact not in worked_out or fact in defined)
        }

    def _parties(self, case: LineCase, law: Law, given: Mapping[str, Known]) -> NamedParties | None:
        """The parties of a case that gives some facts, where they were screened."""
        if not self.meanings.parties:
            return None
        screened = self.meanings.told(case, law)
        said = LineParties(
            countries=self.meanings.named(case.said_in),
            receiving=self.meanings.named(case.received_in),
            place_doubts=case.place_doubts,
            regions=case.regions,
            receiving_regions=case.receiving_regions,
        )
        parties = line_parties(given, screened, self.library, strict=self.strict, said=said)
        return cast("NamedParties | None", parties)

    def _as_worked_out(self, law: Law) -> frozenset[str]:
        """The figures that a law works out as they were worked out for the lines."""
        if id(law) not in self._defined:
            definitions = law.definitions
            self._defined[id(law)] = frozenset(
                name
                for name, formula in self.meanings.worked_out.items()
                if name in definitions and definitions[name].formula == formula
            )
        return self._defined[id(law)]
